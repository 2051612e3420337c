import { act, draft, reaches } from '../http/errands';
import { type Town } from '../http/town';

const CLAIMS = { 'scale.first_entry': true, 'revenue.main_business_yuan': '50000000' };

/** A town in the middle of its work, so that every page has something to show. */
export class Scene {
  private constructor(
    /** 新华区: approved twice, on public notice. */
    readonly onNotice: string,
    /** 湛河区: waits for the county, with facts that are only claimed. */
    readonly inReview: string,
    readonly noticeId: string,
  ) {}

  static async set(town: Town): Promise<Scene> {
    const { id: onNotice } = await draft(town, 'xinhua');
    await act(town, 'xinhua-clerk', onNotice, 'submit');
    await reaches(town, onNotice, 'in_review/county_review');
    await act(town, 'xinhua-reviewer', onNotice, 'approve', { comment: '材料齐全' });
    await act(town, 'city-reviewer', onNotice, 'approve');
    const { id: inReview } = await draft(town, 'zhanhe', CLAIMS);
    await act(town, 'zhanhe-clerk', inReview, 'submit');
    await reaches(town, inReview, 'in_review/county_review');
    const { notice } = await reaches(town, onNotice, 'on_notice');
    return new Scene(onNotice, inReview, notice?.id ?? '');
  }
}

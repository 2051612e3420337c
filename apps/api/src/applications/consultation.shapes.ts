import {
  type AskedOpinionView,
  CONSULTATION_ENDS,
  CONSULTED_ROLES,
  type ConsultationEnd,
  type ConsultationView,
  type ConsultedRole,
  type OpinionView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';
import { Shown } from '../edge/shown';
import { ApplicationSummaryShape } from './application-summary.shapes';

export const OPINION_STATES = ['waiting', 'answered'] as const;

export class OpinionsQuery extends PageQuery {
  @Given.oneOf(
    'waiting: only what your department has not answered; answered: only what it has.',
    OPINION_STATES,
    {
      optional: true,
    },
  )
  state?: (typeof OPINION_STATES)[number];
}

export class OpinionPath {
  @Given.id('Case.')
  id!: string;

  @Given.id('What one department was asked.')
  opinionId!: string;
}

export class ConsultationPath {
  @Given.id('Case.')
  id!: string;

  @Given.id('What departments were asked.')
  consultationId!: string;
}

export class OpinionFileQuery {
  @Given.text('Name of the file.', { from: 1, to: 200 })
  fileName!: string;
}

export class OpinionBody {
  @Given.flag('Whether the department agrees.')
  agrees!: boolean;

  @Given.text('Its opinion.', { from: 1, to: 2000 })
  opinion!: string;
}

export class RecallBody {
  @Given.text('Why it is taken back.', { from: 1, to: 2000 })
  reason!: string;
}

export class ConsultationAnswerShape {
  @Shown.id('Id.')
  id!: string;
}

export class OpinionFileAnswerShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.text('SHA-256 of the content.')
  contentHash!: string;
}

class OpinionFileShape {
  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.count('Size in bytes.')
  sizeBytes!: number;
}

class OpinionShape implements OpinionView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Region of the department.')
  regionCode!: string;

  @Shown.oneOf(CONSULTED_ROLES, 'Role whose people answer.')
  role!: ConsultedRole;

  @Shown.flag('Whether it agrees; null before it has answered.', { nullable: true })
  agrees!: boolean | null;

  @Shown.text('Its opinion.', { nullable: true })
  opinion!: string | null;

  @Shown.moment('When it answered.', { nullable: true })
  answeredAt!: string | null;

  @Shown.text('Who answered.', { nullable: true })
  by!: string | null;

  @Shown.one(() => OpinionFileShape, 'Its paper.', { nullable: true })
  file!: OpinionFileShape | null;

  @Shown.flag('Whether you may answer for it.')
  yours!: boolean;
}

export class ConsultationShape implements ConsultationView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Stage that asked.')
  stage!: string;

  @Shown.text('What was asked.')
  question!: string;

  @Shown.moment('When.')
  askedAt!: string;

  @Shown.text('Who asked.')
  by!: string;

  @Shown.moment('When it was over.', { nullable: true })
  endedAt!: string | null;

  @Shown.oneOf(CONSULTATION_ENDS, 'How it ended.', { nullable: true })
  endedHow!: ConsultationEnd | null;

  @Shown.text('Why it was taken back.', { nullable: true })
  recallReason!: string | null;

  @Shown.many(() => OpinionShape, 'One per department.')
  opinions!: OpinionShape[];

  @Shown.flag('Whether you may take it back.')
  mayRecall!: boolean;
}

export class AskedOpinionShape implements AskedOpinionView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Region of the department.')
  regionCode!: string;

  @Shown.oneOf(CONSULTED_ROLES, 'Role whose people answer.')
  role!: ConsultedRole;

  @Shown.text('What was asked.')
  question!: string;

  @Shown.moment('When.')
  askedAt!: string;

  @Shown.oneOf(CONSULTATION_ENDS, 'How it ended.', { nullable: true })
  endedHow!: ConsultationEnd | null;

  @Shown.flag('Whether it agrees; null before it has answered.', { nullable: true })
  agrees!: boolean | null;

  @Shown.text('Its opinion.', { nullable: true })
  opinion!: string | null;

  @Shown.moment('When it answered.', { nullable: true })
  answeredAt!: string | null;

  @Shown.one(() => ApplicationSummaryShape, 'The case.')
  application!: ApplicationSummaryShape;
}

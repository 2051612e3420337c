import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Hall } from './hall';
import { GUIDE, guides, picturesOf } from './guide';
import { STOPS, type Stop } from './stops.table';
import { type Scene, setScene } from './scene';

/** `npm run screenshots` names a folder: every page is then photographed, with Chinese glyphs. */
const PICTURES = process.env.SCREENSHOTS;
/** `npm run screenshots -- guide`: the pictures of the guides are made anew, and nothing is looked at by axe. */
const FOR_GUIDES = process.env.GUIDE_PICTURES !== undefined;

/**
 * Every person looks at all their pages, one after the other, in one width: a test per person. A width is a file of its
 * own, so that two cores share the tour.
 */
export function tourEveryPage(width: number): void {
  let hall: Hall;
  let scene: Scene;
  beforeAll(async () => {
    hall = await Hall.open();
    scene = await setScene(hall.town);
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  afterAll(() => hall.close());

  const inGuides = new Set([...guides().values()].flatMap(picturesOf));
  const toured = FOR_GUIDES ? STOPS.filter(({ name }) => inGuides.has(name)) : STOPS;
  it.each([...groupByPerson(toured)])(`%s at ${width} px`, async (who, stops) => {
    // Names, roles and colours are the same in both widths; only what enterprises and the public see has a layout of its
    // own for phones, and is looked at by axe once more. (Most of the time of a stop is axe.)
    const underGlass = !FOR_GUIDES && (width > 1000 || who === null || who.endsWith('-clerk'));
    const looks = { width, font: PICTURES !== undefined || FOR_GUIDES };
    const visitor = who === null ? await hall.visitor(looks) : await hall.as(who, looks);
    const faults: Record<string, unknown> = {};
    for (const stop of stops) {
      await visitor.goto(stop.at?.(scene) ?? stop.page);
      await visitor.settled();
      await stop.before?.(visitor);
      const found = {
        serious: underGlass ? await visitor.seriousViolations() : [],
        shift: Math.round((await visitor.layoutShift()) * 100) / 100,
        sideways: await visitor.scrollsSideways(),
        complaints: visitor.complaints.splice(0),
      };
      if (found.serious.length + found.complaints.length > 0 || found.shift > 0.1 || found.sideways) {
        faults[stop.name] = found;
      }
      if (FOR_GUIDES) await visitor.smallPicture(join(GUIDE, `${stop.name}.webp`));
      if (PICTURES) await visitor.picture(join(PICTURES, `${stop.name}-${width}.png`));
    }
    await visitor.leave();
    expect(faults).toEqual({});
  });
}

function groupByPerson(stops: readonly Stop[]): Map<string | null, Stop[]> {
  const groups = new Map<string | null, Stop[]>();
  for (const stop of stops) groups.set(stop.who, [...(groups.get(stop.who) ?? []), stop]);
  return groups;
}

import fc from 'fast-check';
import {
  allowedApplicationActions,
  type ApplicationPosition,
  applicationOperation,
  confirmedBy,
  earlierStages,
  isOfTheCity,
  moveApplication,
  type RecordedMove,
  replayApplication,
  REVIEW_STAGE_KEYS,
  REVIEW_STAGES,
  type Route,
} from './application';
import {
  APPLICATION_CREATED_EVENT,
  APPLICATION_STATES,
  APPLICATION_TRANSITIONS,
  APPLICATION_ORIGINS,
  RESUBMIT_TARGETS,
  type ApplicationAction,
  type ApplicationOrigin,
  type ApplicationState,
  type ApplicationTransition,
} from './application-table';
import { OPERATIONS } from './operations';
import { publicStatus } from './public-status';
import { describeRefusal } from './transition-table';

const COUNTY = { key: 'county_review', level: 'county' } as const;
const CITY = { key: 'city_review', level: 'city' } as const;
const BOTH: Route = [COUNTY, CITY];
const ACTIONS = (
  'edit submit withdraw attest decide approve remand return reject reconsider ' +
  'assess publish_notice close_notice award park settle confirm_offer contest resume_notice review_again reject_contested ' +
  'reopen build_notice hold resume terminate fund consult transfer audit confirm refuse'
).split(' ') as ApplicationAction[];
const ENDS: ApplicationState[] = ['paid', 'rejected', 'withdrawn', 'terminated'];

const EXPECTED_WHO: Record<ApplicationTransition['by'], string> = {
  applicant: 'party',
  'stage-reviewer': 'role',
  'city-reviewer': 'role',
  'notice-builder': 'role',
  objector: 'anyone',
  'objection-handler': 'role',
  system: 'system',
};

const at = (
  state: ApplicationState,
  stageIndex: number | null = null,
  noticeWorkingDays = 5,
  origin: ApplicationOrigin = 'application',
): ApplicationPosition => ({
  ...{ state, route: BOTH, stageIndex, waitingStageIndex: null },
  ...{ noticeWorkingDays, origin },
});

/** Written by hand from the rules, not from the table: the state after each action; "." = refused. Two stages. */
const CELLS = `
position              edit      submit     withdraw   attest     decide     approve    remand     return    reject    reconsider  assess     publish_notice  close_notice  award    park    settle  confirm_offer  contest    resume_notice  review_again  reject_contested  reopen  build_notice      hold        resume      terminate  fund  consult  transfer  audit  confirm  refuse
draft                 draft     submitted  withdrawn  .          .          .          .          .         .         .           .          .               .             .        .       .       .              .          .              .             .                 .       .      .           .           .                     .  .  .  .  .  .
submitted             .         .          withdrawn  .          .          .          .          .         .         .           in_review  .               .             .        .       .       .              .          .              .             .                 .       .      .           .           .                     .  .  .  .  .  .
in_review/0/notice    .         .          withdrawn  in_review  in_review  in_review  .          returned  rejected  .           .          .               .             .        .       .       .              .          .              .             .                 .       .      on_hold     .           terminated            .  in_review  in_review  .  .  .
in_review/1/notice    .         .          withdrawn  in_review  in_review  approved   in_review  returned  rejected  .           .          .               .             .        .       .       .              .          .              .             .                 .       .      on_hold     .           terminated            .  in_review  in_review  .  .  .
in_review/0/none      .         .          withdrawn  in_review  in_review  in_review  .          returned  rejected  .           .          .               .             .        .       .       .              .          .              .             .                 .       .      on_hold     .           terminated            .  in_review  in_review  .  .  .
in_review/1/none      .         .          withdrawn  in_review  in_review  noticed    in_review  returned  rejected  .           .          .               .             .        .       .       .              .          .              .             .                 .       .      on_hold     .           terminated            .  in_review  in_review  .  .  .
on_hold/0             .          .          withdrawn  .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          in_review  terminated                       .  .  on_hold  .  .  .
on_hold/1             .          .          withdrawn  .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          in_review  terminated                       .  .  on_hold  .  .  .
returned              returned  submitted  withdrawn  .          .          .          .          .         .         .           .          .               .             .        .       .       .              .          .              .             .                 .       .      .           .           terminated            .  .  .  .  .  .
approved              .         .          .          .          .          .          .          .         .         .           .          on_notice       .             .        .       .       .              .          .              .             .                 .       on_notice      .           .           terminated    .  .  .  .  .  .
on_notice             .         .          .          .          .          .          .          .         .         .           .          .               noticed       .        .       .       .              contested  .              .             .                 .       .      .           .           .                     .  .  .  .  .  .
contested             .         .          .          .          .          .          .          .         .         .           .          .               .             .        .       .       .              .          on_notice      in_review     rejected          .       .      .           .           .                     .  .  .  .  .  .
noticed               .         .          .          .          .          .          .          .         .         .           .          .               .             awarded  parked  .       .              .          .              .             .                 .       .      .           .           .                     .  .  .  .  .  .
parked                .         .          .          .          .          .          in_review  .         rejected  noticed     .          .               .             .        .       .       .              .          .              .             .                 .       .      .           .           terminated            noticed  .  .  .  .  .
awarded  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  paid  .  .  .  .  .  .  .  .  .  terminating  .  .  .  .  .  .
terminating  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  terminated  awarded
paid                  .         .          .          .          .          .          .          .         .         .           .          .               .             .        .       .       .              .          .              .             .                 awarded .      .           .           .                     .  .  .  .  .  .
rejected              .         .          .          .          .          .          .          .         .         .           .          .               .             .        .       .       .              .          .              .             .                 .       .      .           .           .                     .  .  .  .  .  .
withdrawn             .         .          .          .          .          .          .          .         .         .           .          .               .             .        .       .       .              .          .              .             .                 .       .      .           .           .                     .  .  .  .  .  .
terminated            .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .          .                                .  .  .  .  .  .
draft/-/notice/offer  draft     submitted  withdrawn  .          .          .          .          .         .         .           .          .               .             .        .       .       approved       .          .              .             .                 .       .      .           .           .                     .  .  .  .  .  .
draft/-/none/offer    draft     submitted  withdrawn  .          .          .          .          .         .         .           .          .               .             .        .       .       noticed        .          .              .             .                 .       .      .           .           .                     .  .  .  .  .  .
`;

const [header, ...rows] = CELLS.trim()
  .split('\n')
  .map((line) => line.split(/ +/));
const cells = rows.flatMap(([position = '', ...expected]) =>
  expected.map((to, index) => ({ position, action: (header ?? [])[index + 1] as ApplicationAction, to })),
);

function positionNamed(name: string): ApplicationPosition {
  const [state, stage = '-', notice, origin] = name.split('/');
  const stageIndex = stage === '-' ? null : Number(stage);
  const from = origin === 'offer' ? 'offer' : 'application';
  return at(state as ApplicationState, stageIndex, notice === 'none' ? 0 : 5, from);
}

describe('every cell of state × action', () => {
  test('the grid has every state and every action', () => {
    expect(new Set(rows.map(([name = '']) => name.split('/')[0]))).toEqual(new Set(APPLICATION_STATES));
    expect(header?.slice(1)).toEqual(ACTIONS);
    expect(cells).toHaveLength(22 * 32);
  });

  test.each(cells)('$position + $action → $to', ({ position, action, to }) => {
    const move = moveApplication(positionNamed(position), action);
    expect(move.ok ? move.to : '.').toBe(to);
  });
});

describe('what a move says besides the state', () => {
  test('assessment opens the first stage, approval the next one and closes its own', () => {
    expect(moveApplication(at('submitted'), 'assess')).toEqual({
      ok: true,
      to: 'in_review',
      stageIndex: 0,
      waitingStageIndex: null,
      opensStage: COUNTY,
      closesStage: null,
      event: 'application.assessed',
      by: 'system',
    });
    expect(moveApplication(at('in_review', 0), 'approve')).toMatchObject({
      stageIndex: 1,
      opensStage: CITY,
      closesStage: COUNTY,
      event: 'application.stage_approved',
    });
    expect(moveApplication(at('in_review', 1), 'approve')).toMatchObject({
      stageIndex: null,
      opensStage: null,
      closesStage: CITY,
    });
  });

  test.each(['return', 'reject', 'withdraw'] as const)('%s closes the open stage', (action) => {
    expect(moveApplication(at('in_review', 1), action)).toMatchObject({
      stageIndex: null,
      opensStage: null,
      closesStage: CITY,
    });
  });

  // Who returned it, where the corrected case was wanted, the stage that looks next.
  test.each([
    [1, 'returning_stage', 1, 'application.assessed_again'],
    [1, 'first_stage', 0, 'application.assessed'],
    [0, 'returning_stage', 0, 'application.assessed_again'],
    [0, 'first_stage', 0, 'application.assessed'],
  ] as const)('returned by stage %i to %s: stage %i looks next', (by, resubmitTo, next, event) => {
    const returned = moveApplication(at('in_review', by), 'return', resubmitTo);
    if (!returned.ok) throw new Error('not returned');
    const waits = resubmitTo === 'returning_stage' ? by : null;
    expect(returned).toMatchObject({ to: 'returned', stageIndex: null, waitingStageIndex: waits });
    const mending = { ...at('returned'), waitingStageIndex: waits };
    expect(moveApplication(mending, 'edit')).toMatchObject({ waitingStageIndex: waits });
    expect(moveApplication(mending, 'withdraw')).toMatchObject({ waitingStageIndex: null });
    expect(moveApplication(mending, 'submit')).toMatchObject({ to: 'submitted', waitingStageIndex: waits });
    const submitted = { ...at('submitted'), waitingStageIndex: waits };
    expect(moveApplication(submitted, 'withdraw')).toMatchObject({ waitingStageIndex: null });
    expect(moveApplication(submitted, 'assess')).toMatchObject({
      ...{ to: 'in_review', stageIndex: next, opensStage: BOTH[next], waitingStageIndex: null, event },
    });
  });

  test('a remand closes the open stage and opens the one before, whose approval leads straight back', () => {
    const remand = moveApplication(at('in_review', 1), 'remand');
    expect(remand).toMatchObject({
      stageIndex: 0,
      opensStage: COUNTY,
      closesStage: CITY,
      event: 'application.remanded',
    });
    expect(moveApplication(at('in_review', 0), 'approve')).toMatchObject({ opensStage: CITY });
    expect(moveApplication({ ...at('in_review', 0), route: [CITY] }, 'remand').ok).toBe(false);
  });

  test('a case goes back to any stage before that decides, and to no other', () => {
    const on = (stageIndex: number) => ({ ...at('in_review', stageIndex), route: REVIEW_STAGES });
    const deciding = ['county_review', 'city_review', 'third_party_audit'] as const;
    const passed = [0, 1, 1, 2, 2, 3].map((count) => deciding.slice(0, count));
    const places = [
      ...passed.map((keys, index) => [on(index), keys] as const),
      [{ ...at('parked'), route: REVIEW_STAGES }, deciding] as const,
    ];
    for (const [position, keys] of places) {
      expect(earlierStages(position).map(({ key }) => key)).toEqual(keys);
      for (const [index, { key }] of REVIEW_STAGES.entries())
        expect(moveApplication(position, 'remand', undefined, key)).toMatchObject(
          (keys as readonly string[]).includes(key)
            ? { stageIndex: index, opensStage: { key } }
            : { ok: false },
        );
    }
    expect(earlierStages({ ...on(3), state: 'on_hold' })).toEqual([]);
  });

  test('the audit stands after the reviews: it takes an opinion, decides as they do, and has a second approver of its own', () => {
    const AUDIT = { key: 'third_party_audit', level: 'city' } as const;
    const route = [COUNTY, CITY, AUDIT, { key: 'audit_second', level: 'city' } as const];
    const on = (stageIndex: number) => ({ ...at('in_review', stageIndex), route });
    expect(moveApplication(on(1), 'approve')).toMatchObject({ opensStage: AUDIT, closesStage: CITY });
    expect(moveApplication(on(2), 'audit')).toMatchObject({
      ...{
        to: 'in_review',
        stageIndex: 2,
        opensStage: null,
        closesStage: null,
        event: 'application.audited',
      },
    });
    expect(allowedApplicationActions(on(2))).toEqual([
      ...[
        'attest',
        'decide',
        'audit',
        'approve',
        'remand',
        'return',
        'reject',
        'withdraw',
        'consult',
        'hold',
      ],
      ...['transfer', 'claim', 'unclaim', 'terminate'],
    ]);
    for (const index of [0, 1, 3]) expect(moveApplication(on(index), 'audit').ok).toBe(false);
    expect(moveApplication(on(2), 'remand')).toMatchObject({ opensStage: CITY, closesStage: AUDIT });
    expect(moveApplication(on(3), 'remand')).toMatchObject({ opensStage: AUDIT });
    expect(moveApplication(on(3), 'approve')).toMatchObject({ to: 'approved' });
    expect(moveApplication(on(2), 'return')).toMatchObject({ to: 'returned', waitingStageIndex: 2 });
    expect(moveApplication({ ...at('contested'), route }, 'review_again')).toMatchObject({
      opensStage: AUDIT,
    });
  });

  test('a second approver confirms, or sends back to whoever approved before; what goes back further passes them by', () => {
    const COUNTY_SECOND = { key: 'county_second', level: 'county' } as const;
    const CITY_SECOND = { key: 'city_second', level: 'city' } as const;
    const route = [COUNTY, COUNTY_SECOND, CITY, CITY_SECOND];
    const on = (stageIndex: number) => ({ ...at('in_review', stageIndex), route });
    expect(moveApplication(on(0), 'approve')).toMatchObject({ opensStage: COUNTY_SECOND });
    expect(moveApplication(on(1), 'approve')).toMatchObject({ opensStage: CITY });
    expect(moveApplication(on(1), 'remand')).toMatchObject({
      opensStage: COUNTY,
      closesStage: COUNTY_SECOND,
    });
    expect(moveApplication(on(2), 'remand')).toMatchObject({ opensStage: COUNTY, closesStage: CITY });
    expect(moveApplication(on(3), 'remand')).toMatchObject({ opensStage: CITY });
    expect(moveApplication(on(3), 'approve')).toMatchObject({ to: 'approved', closesStage: CITY_SECOND });
    expect(moveApplication({ ...at('contested'), route }, 'review_again')).toMatchObject({
      opensStage: CITY,
    });
    for (const index of [1, 3])
      expect(allowedApplicationActions(on(index))).toEqual([
        ...['approve', 'remand', 'withdraw', 'hold', 'transfer', 'claim', 'unclaim', 'terminate'],
      ]);
    const events = ['created', 'submitted', 'assessed', 'stage_approved', 'stage_approved', 'remanded'];
    expect(
      replayApplication(
        events.map((event) => `application.${event}`),
        route,
      ),
    ).toMatchObject({
      ok: true,
      stageIndex: 0,
    });
  });

  test('a case on hold keeps its stage, and nothing but going on, saying whose it is, withdrawing and terminating is possible', () => {
    expect(moveApplication(at('in_review', 1), 'hold')).toMatchObject({ stageIndex: 1, closesStage: null });
    expect(moveApplication(at('on_hold', 1), 'resume')).toMatchObject({ stageIndex: 1, opensStage: null });
    expect(moveApplication(at('on_hold', 1), 'terminate')).toMatchObject({ closesStage: CITY });
    expect(allowedApplicationActions(at('on_hold', 0))).toEqual([
      'resume',
      'transfer',
      'claim',
      'unclaim',
      'withdraw',
      'terminate',
    ]);
    expect(() => moveApplication(at('on_hold'), 'resume')).toThrow(RangeError);
  });

  test('terminating is the city’s, whoever’s turn it is', () => {
    for (const row of APPLICATION_TRANSITIONS.filter(
      ({ to }) => to === 'terminated' || to === 'terminating',
    )) {
      expect(`${row.from} ${isOfTheCity(row.from, row.action)}`).toBe(`${row.from} true`);
    }
    expect(isOfTheCity('in_review', 'reject')).toBe(false);
    expect(isOfTheCity('parked', 'reject')).toBe(true);
    expect(isOfTheCity('terminated', 'terminate')).toBe(true);
    expect(isOfTheCity('draft', 'reject')).toBe(false);
  });

  test('attesting leaves the stage as it is', () => {
    expect(moveApplication(at('in_review', 1), 'attest')).toMatchObject({
      stageIndex: 1,
      opensStage: null,
      closesStage: null,
    });
  });

  test('a refusal names the state, the action and what is possible', () => {
    const move = moveApplication(at('returned'), 'approve');
    expect(move).toEqual({
      ok: false,
      refusal: {
        code: 'action-not-allowed',
        state: 'returned',
        action: 'approve',
        allowed: ['edit', 'submit', 'withdraw', 'terminate'],
      },
    });
    expect(move.ok ? '' : describeRefusal(move.refusal)).toBe(
      '"approve" is not possible in the state "returned"; possible now: edit, submit, withdraw, terminate.',
    );
  });

  test('a word that is no action is refused like any other', () => {
    const move = moveApplication(at('withdrawn'), '__proto__' as ApplicationAction);
    expect(move.ok ? '' : describeRefusal(move.refusal)).toBe(
      '"__proto__" is not possible in the state "withdrawn"; this is an end.',
    );
  });

  test('a route without stages is never assessed', () => {
    const position = { ...at('submitted'), route: [] };
    expect(moveApplication(position, 'assess').ok).toBe(false);
    expect(allowedApplicationActions(position)).toEqual(['withdraw']);
  });

  test.each([null, -1, 2, 0.5])('in review at stage %s of two is a bug, not an answer', (stageIndex) => {
    expect(() => moveApplication(at('in_review', stageIndex), 'approve')).toThrow(RangeError);
    expect(() => allowedApplicationActions(at('in_review', stageIndex))).toThrow(RangeError);
  });
});

describe('the shape of the table', () => {
  const reach = (from: ApplicationState): Set<ApplicationState> => {
    const seen = new Set([from]);
    for (const state of seen)
      for (const row of APPLICATION_TRANSITIONS) if (row.from === state) seen.add(row.to);
    return seen;
  };

  test.each(APPLICATION_STATES)('%s is reached from a draft and leads to an end', (state) => {
    expect(reach('draft').has(state)).toBe(true);
    expect(ENDS.some((end) => reach(state).has(end))).toBe(true);
  });

  test('exactly the ends lead nowhere; a paid case only back, when its money came back', () => {
    const leads = (state: ApplicationState) =>
      APPLICATION_TRANSITIONS.filter((row) => row.from === state).map((row) => row.action);
    expect(APPLICATION_STATES.filter((state) => leads(state).length === 0)).toEqual(
      ENDS.filter((end) => end !== 'paid'),
    );
    expect(leads('paid')).toEqual(['reopen']);
  });

  test('an event names one row of its state', () => {
    const names = APPLICATION_TRANSITIONS.map((row) => `${row.from} ${row.event}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('only the system awards and pays; a person leads there by leaving an award as it was', () => {
    const money = APPLICATION_TRANSITIONS.filter(
      (row) => (row.to === 'awarded' || row.to === 'paid') && row.from !== 'terminating',
    );
    expect(new Set(money.map((row) => row.by))).toEqual(new Set(['system']));
  });

  test('who takes a row and what permission asks agree', () => {
    for (const row of APPLICATION_TRANSITIONS) {
      const [who] = OPERATIONS[row.operation].may;
      const expected = EXPECTED_WHO[row.by];
      expect(`${row.action}: ${who?.who}`).toBe(`${row.action}: ${expected}`);
    }
  });

  test('rejecting a parked case is another operation than rejecting in review', () => {
    expect(applicationOperation('in_review', 'reject')).toBe('application.reject');
    expect(applicationOperation('parked', 'reject')).toBe('application.rejectParked');
    expect(applicationOperation('draft', 'reject')).toBeNull();
  });
});

describe('random lives', () => {
  // Most come far.
  const ONWARDS = 'submit assess approve approve approve approve approve approve remand'.split(
    ' ',
  ) as ApplicationAction[];
  const lives = fc.record({
    route: fc.constantFrom<Route[]>([COUNTY], [CITY], BOTH, REVIEW_STAGES),
    noticeWorkingDays: fc.constantFrom(0, 5, 7),
    origin: fc.constantFrom(...APPLICATION_ORIGINS),
    actions: fc.array(
      fc.tuple(
        fc.constantFrom(...ACTIONS, ...ONWARDS),
        fc.constantFrom(...RESUBMIT_TARGETS),
        fc.option(fc.constantFrom(...REVIEW_STAGE_KEYS)),
      ),
      { maxLength: 100, size: 'max' },
    ),
  });

  test('stay on the table, are refused exactly where the list of allowed actions says so, and replay', () => {
    const visited = new Set<ApplicationState>();
    const sentBack = new Set<string>();
    fc.assert(
      fc.property(lives, ({ route, noticeWorkingDays, origin, actions }) => {
        const start = { state: 'draft', stageIndex: null, waitingStageIndex: null } as const;
        let position: ApplicationPosition = { ...start, route, noticeWorkingDays, origin };
        const events: (string | RecordedMove)[] = [APPLICATION_CREATED_EVENT];
        for (const [action, resubmitTo, named] of actions) {
          const allowed = allowedApplicationActions(position);
          const backTo = action === 'remand' ? named : null;
          const before = position;
          const move = moveApplication(position, action, resubmitTo, backTo);
          const isThere = backTo === null || earlierStages(position).some(({ key }) => key === backTo);
          expect(move.ok).toBe(allowed.includes(action) && isThere);
          if (move.ok && backTo) {
            expect(move.opensStage?.key).toBe(backTo);
            expect(confirmedBy(backTo)).toBeNull();
            if (before.state === 'in_review') expect(move.stageIndex).toBeLessThan(before.stageIndex ?? 0);
            sentBack.add(backTo);
          }
          if (!move.ok) {
            expect(move.refusal).toEqual({
              code: 'action-not-allowed',
              state: position.state,
              action,
              allowed,
            });
            continue;
          }
          const { state } = position;
          expect(
            APPLICATION_TRANSITIONS.some(
              (row) => row.from === state && row.action === action && row.to === move.to,
            ),
          ).toBe(true);
          expect(move.stageIndex === null).toBe(move.to !== 'in_review' && move.to !== 'on_hold');
          const { stageIndex, waitingStageIndex } = move;
          position = { ...position, state: move.to, stageIndex, waitingStageIndex };
          events.push({ type: move.event, backTo });
          visited.add(move.to);
        }
        expect(replayApplication(events, route)).toEqual({
          ok: true,
          state: position.state,
          stageIndex: position.stageIndex,
        });
      }),
      { numRuns: 500, seed: 20260101 },
    );
    expect([...sentBack].sort()).toEqual(['city_review', 'county_review']);
    expect(visited.size).toBeGreaterThan(8); // the walk is not stuck among drafts
  });

  test('an upheld objection to a confirmed offer opens the last stage, which nobody had passed before', () => {
    const events = 'offer_confirmed notice_published contested review_reopened'.split(' ');
    const lived = [APPLICATION_CREATED_EVENT, ...events.map((event) => `application.${event}`)];
    expect(replayApplication(lived, BOTH)).toEqual({ ok: true, state: 'in_review', stageIndex: 1 });
    expect(replayApplication(lived, [COUNTY])).toMatchObject({ stageIndex: 0 });
  });

  test('a history that does not fit is named by its index', () => {
    expect(replayApplication([], BOTH)).toEqual({ ok: false, index: 0, event: null, state: null });
    expect(replayApplication(['application.submitted'], BOTH)).toMatchObject({ ok: false, index: 0 });
    expect(replayApplication([APPLICATION_CREATED_EVENT, 'application.paid'], BOTH)).toEqual({
      ok: false,
      index: 1,
      event: 'application.paid',
      state: 'draft',
    });
  });
});

test('every state has a public status; only the review of one case looks alike in two states', () => {
  const keys = APPLICATION_STATES.map((state) => publicStatus(state).key);
  expect(new Set(keys).size).toBe(APPLICATION_STATES.length - 1);
  expect(publicStatus('submitted')).toEqual(publicStatus('in_review'));
});

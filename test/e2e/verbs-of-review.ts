import { Readable } from 'node:stream';
import * as casework from '@duixian/casework';
import { CITY, look, PLACES } from '@duixian/testing';
import { AUDIT, PDF, RELEASE } from '../http/case-subjects';
import { heldOn } from '../http/hold-subjects';
import { type Ground, type Subject, type Verbs } from './gated-verbs';

const REASON = { reason: '按规定办理' };
const XINHUA = PLACES.xinhua.regionCode;

type Verb = (
  db: casework.Database,
  command: casework.CaseCommand,
) => Promise<{ ok: boolean; refusal?: { code: string } }>;

/** The verbs of review, each with a case of 新华区 at the point where it may be taken. */
export function verbsOfReview({ office, subjects, desk, files }: Ground): Verbs {
  const by = (actor: casework.PersonActor) => ({ actor, idempotencyKey: office.key() });
  /** A verb of review on a case in 新华区. */
  const review = (open: () => Promise<string>, verb: Verb) => async (): Promise<Subject> => {
    const applicationId = await open();
    return {
      ...{ applicationId, county: XINHUA },
      run: async (actor) => {
        const { version } = await look(office, applicationId);
        return verb(office.db, { ...by(actor), applicationId, version });
      },
    };
  };
  const county = (): Promise<string> => subjects.underCountyReview();
  // Once a case parked for want of money none is awarded any more: what a later verb needs is there before.
  const two = async (): Promise<string[]> => [await subjects.terminating(), await subjects.terminating()];
  let terminated: Promise<string[]> | undefined;
  const terminating = async (): Promise<string> => {
    const left = await (terminated ??= two());
    return left.pop() ?? subjects.terminating();
  };
  const inParts = async () => ({
    plain: [await subjects.inParts()],
    proposed: [await subjects.partProposed()],
  });
  let paidInParts: ReturnType<typeof inParts> | undefined;
  async function parked(): Promise<string> {
    await (terminated ??= two());
    await (paidInParts ??= inParts());
    await subjects.emptyBudget();
    return subjects.parked();
  }

  async function consulted() {
    const { opinion, consultation } = await subjects.consulted();
    const applicationId = /applications\/([^/]+)/.exec(opinion)?.[1] ?? '';
    const last = (path: string): string => path.split('/').at(-1) ?? '';
    return { applicationId, opinionId: last(opinion), consultationId: last(consultation) };
  }

  /** The firm's paper is there, and nothing is said about it yet. */
  const audit = (verb: (applicationId: string, opinionId: string) => Verb) => async () => {
    const { id, opinionId } = await subjects.auditPaper();
    return review(() => Promise.resolve(id), verb(id, opinionId))();
  };

  return {
    'application.attachAudit': audit(
      () =>
        (db, { version: _version, ...command }) =>
          casework.attachAuditPaper(db, files, {
            ...command,
            ...{ fileName: '审计报告.pdf', content: Readable.from([PDF]) },
          }),
    ),
    'application.attachDecision': review(county, (db, { version: _version, ...command }) =>
      casework.attachDecisionPaper(db, files, {
        ...command,
        ...{ fileName: '会议纪要.pdf', content: Readable.from([PDF]) },
      }),
    ),
    'application.audit': audit(
      (_, opinionId) => (db, command) => casework.recordAudit(db, { ...command, opinionId, said: AUDIT }),
    ),
    'application.approve': review(county, casework.approveApplication),
    'application.attest': review(county, (db, command) =>
      casework.attestFacts(db, {
        ...command,
        attestations: [{ fact: 'scale.first_entry', source: '联网直报', documentNumber: '9号' }],
      }),
    ),
    'application.consult': review(county, (db, command) =>
      casework.consultDepartments(db, {
        ...command,
        ...{ departments: [{ regionCode: CITY.regionCode, role: 'policy_officer' }], question: '有无意见' },
      }),
    ),
    'application.decide': review(county, (db, command) =>
      casework.decideApplication(db, {
        ...command,
        decision: { clause: 'PDS-A2-4-3-1', amountFen: 1, documentNumber: '1号', ...REASON },
      }),
    ),
    'application.hold': review(county, (db, command) =>
      casework.holdApplication(db, { ...command, ...REASON }),
    ),
    'application.note': review(county, (db, { version: _version, ...command }) =>
      casework.writeNote(db, { ...command, body: '请注意' }),
    ),
    'application.reconsider': review(parked, (db, command) =>
      casework.reconsiderApplication(db, { ...command, ...REASON }),
    ),
    'application.reject': review(county, (db, command) =>
      casework.rejectApplication(db, { ...command, ...REASON, reasonCode: 'not-eligible' }),
    ),
    'application.rejectParked': review(parked, (db, command) =>
      casework.rejectApplication(db, { ...command, ...REASON, reasonCode: 'not-eligible' }),
    ),
    'application.remand': review(
      () => subjects.underCityReview(),
      (db, command) => casework.remandApplication(db, { ...command, ...REASON }),
    ),
    'application.remind': review(county, (db, { version: _version, ...command }) =>
      casework.remindHolder(db, command),
    ),
    'application.resume': review(
      () => subjects.onHold(),
      (db, command) => casework.resumeApplication(db, { ...command, ...REASON }),
    ),
    'application.return': review(county, (db, command) =>
      casework.returnApplication(db, { ...command, ...REASON }),
    ),
    'application.transfer': review(county, async (db, command) =>
      casework.transferTask(db, {
        ...{ ...command, ...REASON },
        to: (await office.as(PLACES.xinhua.reviewer)).userId,
      }),
    ),
    'application.claim': review(county, casework.claimTask),
    'application.unclaim': review(
      () => subjects.claimed(),
      (db, command) => casework.unclaimTask(db, { ...command, ...REASON }),
    ),
    'application.confirm': review(terminating, casework.confirmTermination),
    'application.refuse': review(terminating, (db, command) =>
      casework.refuseTermination(db, { ...command, ...REASON }),
    ),
    'application.terminate': review(county, (db, command) =>
      casework.terminateApplication(db, { ...command, ...REASON, reasonCode: 'policy-ended' }),
    ),
    'instalment.propose': review(
      async () => (await (paidInParts ??= inParts())).plain.pop() ?? subjects.inParts(),
      (db, { version: _version, ...command }) => casework.proposeInstalment(db, { ...command, ...RELEASE }),
    ),
    'instalment.decide': async () => {
      const { id, proposalId } =
        (await (paidInParts ??= inParts())).proposed.pop() ?? (await subjects.partProposed());
      return {
        ...{ applicationId: id, county: XINHUA },
        run: async (actor) =>
          casework.decideOnInstalment(office.db, { ...by(actor), proposalId, action: 'refuse' }),
      };
    },
    'task.batch': review(county, async (db, { applicationId, version, ...command }) => {
      const items = [{ applicationId, version }];
      const answer = await casework.decideTasks(db, { ...command, items, decision: { action: 'approve' } });
      const [result] = answer.ok ? answer.value.results : [];
      return result ?? { ok: false };
    }),
    'task.remind': review(county, async (db, { applicationId, version: _version, ...command }) => {
      const answer = await casework.remindHolders(db, { ...command, applicationIds: [applicationId] });
      const [result] = answer.ok ? answer.value.results : [];
      return result ?? { ok: false };
    }),
    'consultation.answer': async () => {
      const { applicationId, opinionId } = await consulted();
      const answer = { applicationId, opinionId, agrees: true, opinion: '无意见' };
      return {
        ...{ applicationId, county: XINHUA },
        run: (actor) => casework.giveOpinion(office.db, { ...by(actor), ...answer }),
      };
    },
    'consultation.attach': async () => {
      const { applicationId, opinionId } = await consulted();
      return {
        ...{ applicationId, county: XINHUA },
        run: (actor) =>
          casework.attachOpinion(office.db, files, {
            ...{ ...by(actor), applicationId, opinionId },
            ...{ fileName: '意见.pdf', content: Readable.from([PDF]) },
          }),
      };
    },
    'consultation.recall': async () => {
      const { applicationId, consultationId } = await consulted();
      return {
        ...{ applicationId, county: XINHUA },
        run: (actor) =>
          casework.recallConsultation(office.db, { ...by(actor), applicationId, consultationId, ...REASON }),
      };
    },
    'notice.publish': async () => {
      const { callId, applications } = await subjects.waitingForNotice();
      const picked = applications as { applicationId: string; version: number }[];
      return {
        ...{ applicationId: picked[0]?.applicationId ?? '', county: XINHUA },
        run: (actor) =>
          casework.buildNotice(office.db, { ...by(actor), callId, title: '公示', applications: picked }),
      };
    },
    'objection.resolve': async () => {
      const { objectionId } = await subjects.contested();
      const { rows } = await desk.pool.query<{ application_id: string; version: number }>(
        'SELECT application_id, version FROM objection WHERE id = $1',
        [objectionId],
      );
      const { application_id: applicationId = '', version = 0 } = rows[0] ?? {};
      return {
        ...{ applicationId, county: XINHUA },
        run: (actor) =>
          casework.resolveObjection(office.db, {
            ...{ ...by(actor), objectionId, version, outcome: 'dismissed', reply: '经核实不成立' },
          }),
      };
    },
    'hold.lift': async () => {
      const applicationId = await county();
      const { id: holdId, version } = await heldOn(office, applicationId, null);
      return {
        ...{ applicationId, county: XINHUA },
        run: (actor) => casework.resolveHold(office.db, { ...by(actor), holdId, version, ...REASON }, 'lift'),
      };
    },
  };
}

import * as casework from '@duixian/casework';
import { act, look, Office, passDays, refusalOf, valueOf, walkToNotice } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

const ANYBODY = { kind: 'anonymous' } as const;
/** Made up; the check digit is right (GB 11643). */
const PERSON = {
  position: 1,
  objectorKind: 'person',
  objectorName: '张示例',
  identityNumber: '11010519491231002X',
  phone: '0375-0000000',
  reason: '该企业入库时间早于本年度,不属于首次入库。',
  evidence: '统计部门二〇二四年入库名单第十二行。',
} as const;

let office: Office;
let id: string;
/** Both stand: the one with the line that was objected to, and the later one on which the case stands again. */
let first: casework.NoticeView;
let second: casework.NoticeView;

const read = async (noticeId: string) => valueOf(await casework.readNotice(office.db, ANYBODY, noticeId));
const noticeOf = async () => read((await look(office, id)).notice?.id ?? '');
const object = (noticeId: string) =>
  casework.fileObjection(office.db, ANYBODY, { idempotencyKey: office.key(), noticeId, objection: PERSON });
const resolve = async (objectionId: string, outcome: casework.ObjectionOutcome) =>
  casework.resolveObjection(office.db, {
    ...{ actor: await office.as('city-reviewer-2'), idempotencyKey: office.key() },
    ...{ objectionId, version: 1, outcome, reply: '经核实答复如下。' },
  });

beforeAll(async () => {
  office = await Office.open();
  id = await walkToNotice(office, 'xinhua');
  first = await noticeOf();
  valueOf(await resolve(valueOf(await object(first.id)).id, 'review_again'));
  await passDays(office, 4);
  await act(office, 'city-reviewer', id, casework.approveApplication);
  await office.drain();
  second = await noticeOf();
});
afterAll(() => office.close());

it('a case that came back stands on a later notice while the earlier one still stands', () => {
  expect(second.id).not.toBe(first.id);
  expect(first.endsOn < second.endsOn).toBe(true);
});

it('its line on the earlier notice takes no objection any more; the refusal says where it stands now', async () => {
  expect((await read(first.id)).state).toBe('published');
  const refused = await object(first.id);
  expect(refusalOf(refused)).toBe('notice-over');
  expect(refused).toMatchObject({ refusal: { details: { noticeId: second.id, endsOn: second.endsOn } } });
  expect((await look(office, id)).state).toBe('on_notice');
});

it('the database says it too', async () => {
  const owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
  await expect(
    owner.query(`UPDATE application SET state = 'noticed', version = version + 1 WHERE id = $1`, [id]),
  ).rejects.toThrow('still stands on a public notice');
  await owner.end();
});

it('the end of the earlier notice sends it nowhere: the public has all the days of the later one', async () => {
  const objection = valueOf(await object(second.id));
  await passDays(office, 1 + daysBetween(await today(), first.endsOn));
  expect((await today()) > first.endsOn && (await today()) <= second.endsOn).toBe(true);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  expect((await read(first.id)).state).toBe('closed');
  valueOf(await resolve(objection.id, 'dismissed'));
  await casework.closeEndedNotices(office.db);
  await office.drain();
  expect((await look(office, id)).state).toBe('on_notice');
  await passDays(office, 1 + daysBetween(await today(), second.endsOn));
  await casework.closeEndedNotices(office.db);
  await office.drain();
  expect((await look(office, id)).state).toBe('awarded');
});

it('a case that is not contested goes nowhere either when the earlier one ends', async () => {
  const other = await walkToNotice(office, 'yexian');
  const line = (await look(office, other)).notice?.id ?? '';
  valueOf(await resolve(valueOf(await object(line)).id, 'review_again'));
  await passDays(office, 4);
  await act(office, 'city-reviewer', other, casework.approveApplication);
  await office.drain();
  const later = await read((await look(office, other)).notice?.id ?? '');
  expect(later.id).not.toBe(line);
  await passDays(office, 1 + daysBetween(await today(), (await read(line)).endsOn));
  await casework.closeEndedNotices(office.db);
  await office.drain();
  expect((await today()) <= later.endsOn).toBe(true);
  expect((await look(office, other)).state).toBe('on_notice');
});

const today = async (): Promise<string> =>
  (await casework.readSession(office.db, await office.as('auditor'))).today;
const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

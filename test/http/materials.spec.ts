import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import * as casework from '@duixian/casework';
import { look, PLACES, valueOf } from '@duixian/testing';
import {
  insertCall,
  insertMaterial,
  readActsOf,
  readCalls,
  runCommand,
  runQuery,
} from '@duixian/persistence';
import { type Caller, type Problem } from './caller';
import { CaseSubjects, FILES_FOLDER, PDF } from './case-subjects';
import { Town } from './town';

jest.setTimeout(120_000);

let town: Town;
let cases: CaseSubjects;
let clerk: Caller;
beforeAll(async () => {
  town = await Town.open();
  cases = new CaseSubjects(town.office);
  clerk = await town.as(PLACES.xinhua.clerk);
});
afterAll(() => town.close());

interface Material {
  id: string;
  mediaType: string;
  contentHash: string;
}
interface Case {
  version: number;
  state: string;
  materials: { key: string; files: { id: string; fileName: string }[] }[];
  notes: { body: string; byName: string }[];
  timeline: { type: string }[];
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

/** A zip archive of one stored, empty entry (APPNOTE 4.3). */
function zipOf(name: string): Buffer {
  const bytes = Buffer.from(name);
  const header = (signature: number, size: number): Buffer => {
    const buffer = Buffer.alloc(size);
    buffer.writeUInt32LE(signature);
    return buffer;
  };
  const local = header(0x04034b50, 30);
  local.writeUInt16LE(bytes.length, 26);
  const central = header(0x02014b50, 46);
  central.writeUInt16LE(bytes.length, 28);
  const end = header(0x06054b50, 22);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + bytes.length, 12);
  end.writeUInt32LE(30 + bytes.length, 16);
  return Buffer.concat([local, bytes, central, bytes, end]);
}

const at = (id: string, key = 'scale_entry_notice', fileName = '证明.pdf'): string =>
  `applications/${id}/materials?key=${key}&fileName=${encodeURIComponent(fileName)}`;

it('a file is attached once, read back byte by byte, and stays on record after it was removed', async () => {
  const id = await cases.draft();
  const first = await clerk.upload(at(id), PDF);
  const again = await clerk.upload(at(id), PDF);
  const material = first.body as Material;
  expect(first.status).toBe(200);
  expect(again.body).toEqual(material);
  expect(material).toMatchObject({
    mediaType: 'application/pdf',
    contentHash: createHash('sha256').update(PDF).digest('hex'),
  });
  const read = await clerk.send('get', `applications/${id}/materials/${material.id}`);
  expect(Buffer.from(read.body as Buffer).equals(PDF)).toBe(true);
  expect(read.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('证明.pdf')}`,
    'x-content-type-options': 'nosniff',
  });
  const removed = await clerk.send('delete', `applications/${id}/materials/${material.id}`);
  expect(removed.status).toBe(200);
  const view = await clerk.read<Case>(`applications/${id}`);
  expect(view.materials.flatMap((each) => each.files)).toEqual([]);
  expect(view.timeline.map((event) => event.type)).toEqual(
    expect.arrayContaining(['application.material_attached', 'application.material_removed']),
  );
  expect((await clerk.send('get', `applications/${id}/materials/${material.id}`)).status).toBe(200);
});

it.each<[string, Buffer, string]>([
  ['a PNG', PNG, 'image/png'],
  ['a JPEG', JPEG, 'image/jpeg'],
  [
    'a DOCX',
    zipOf('word/document.xml'),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  ['an XLSX', zipOf('xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['an OFD', zipOf('OFD.xml'), 'application/ofd'],
])('%s is told by its content, whatever its name', async (_, file, mediaType) => {
  const id = await cases.draft();
  const { body } = await clerk.upload(at(id, 'scale_entry_notice', 'x.exe'), file);
  expect((body as Material).mediaType).toBe(mediaType);
});

it('what is taken off again is counted too: a case has its bound', async () => {
  const id = await cases.draft();
  const { userId } = await town.office.as(PLACES.xinhua.clerk);
  const actor = { kind: 'system', name: 'test' } as const;
  await runCommand(
    town.office.db,
    { name: 'attachMany', actor, idempotencyKey: town.office.key(), input: {} },
    async (tx) => {
      for (let index = 0; index < 200; index += 1)
        await insertMaterial(tx, {
          ...{ id: tx.newId(), applicationId: id, key: 'scale_entry_notice', fileName: `${index}.pdf` },
          ...{
            mediaType: 'application/pdf',
            sizeBytes: 1,
            contentHash: index.toString(16).padStart(64, '0'),
          },
          ...{ attachedAt: tx.now, attachedBy: userId, removedAt: tx.now, removedBy: userId },
        });
      await tx.record({ caseId: id, regionCode: PLACES.xinhua.regionCode, type: 'test', data: {} });
      return { ok: true, value: {} };
    },
  );
  const answer = await clerk.upload(at(id), PDF);
  expect([answer.status, (answer.body as Problem).code]).toEqual([422, 'material-unusable']);
});

it('whoever attached something or took it off has a hand in the filing, and so decides nothing in the case later', async () => {
  const id = await cases.draft();
  const { office } = town;
  const partyId = (await look(office, id)).applicant?.id ?? '';
  const person = { ...(await office.as('city-reviewer')), grants: [], partyIds: [partyId] };
  const acted = async () =>
    (
      await runQuery(office.db, { kind: 'system', name: 'test' }, (tx) =>
        readActsOf(tx, [id], [person.userId]),
      )
    ).map(({ stage }) => stage);
  const by = { actor: person, applicationId: id };
  const attached = await casework.attachMaterial(office.db, new casework.FileStore(FILES_FOLDER), {
    ...{ ...by, idempotencyKey: office.key(), key: 'scale_entry_notice' },
    ...{ fileName: '证明.pdf', content: Readable.from([PDF]) },
  });
  expect(await acted()).toEqual(['filing']);
  const { id: materialId } = valueOf(attached);
  valueOf(await casework.removeMaterial(office.db, { ...by, idempotencyKey: office.key(), materialId }));
});

describe('what is not taken', () => {
  const wrong: [string, Buffer, string, number, string][] = [
    [
      'an HTML page called PDF',
      Buffer.from('<html><script>alert(1)</script></html>'),
      'scale_entry_notice',
      422,
      'material-unusable',
    ],
    [
      'a program',
      Buffer.from('4d5a90000300000004000000ffff0000', 'hex'),
      'scale_entry_notice',
      422,
      'material-unusable',
    ],
    ['some other archive', zipOf('malware.js'), 'scale_entry_notice', 422, 'material-unusable'],
    [
      'an archive that is cut off',
      zipOf('word/document.xml').subarray(0, 40),
      'scale_entry_notice',
      422,
      'material-unusable',
    ],
    ['nothing', Buffer.alloc(0), 'scale_entry_notice', 422, 'material-unusable'],
    ['a material that the call does not ask for', PDF, 'something_else', 422, 'material-unusable'],
    [
      'more than 20 MB',
      Buffer.alloc(20 * 1024 * 1024 + 1, PDF),
      'scale_entry_notice',
      422,
      'material-unusable',
    ],
  ];
  it.each(wrong)('%s', async (_, file, key, status, code) => {
    const id = await cases.draft();
    const answer = await clerk.upload(at(id, key), file);
    expect([answer.status, (answer.body as Problem).code]).toEqual([status, code]);
    expect((await clerk.read<Case>(`applications/${id}`)).materials.flatMap((each) => each.files)).toEqual(
      [],
    );
  });

  it('a file for a case that was submitted', async () => {
    const id = await cases.underCountyReview();
    const answer = await clerk.upload(at(id), PDF);
    expect([answer.status, (answer.body as Problem).code]).toEqual([409, 'action-not-allowed']);
  });

  it('JSON instead of a file', async () => {
    const answer = await clerk.send('post', at(await cases.draft()), { file: 'x' });
    expect([answer.status, (answer.body as Problem).code]).toEqual([415, 'unsupported-media-type']);
  });
});

it('without a required material a case is not submitted', async () => {
  const callId = await cases.call();
  const stricter = town.office.key();
  await runCommand(
    town.office.db,
    { name: 'call', actor: { kind: 'system', name: 'test' }, idempotencyKey: stricter, input: {} },
    async (tx) => {
      const like = (await readCalls(tx)).find((call) => call.id === callId);
      if (!like) throw new Error('no call');
      const materials = [{ key: 'licence', title: '营业执照', required: true }];
      await insertCall(tx, { ...like, id: stricter, number: `TEST-${stricter}`, materials });
      await tx.record({ caseId: stricter, regionCode: like.cityCode, type: 'test.called', data: {} });
      return { ok: true, value: null };
    },
  );
  const { id, version } = await clerk.make<{ id: string; version: number }>('applications', {
    callId: stricter,
    partyId: await cases.partyId(),
  });
  const submit = () => clerk.send('post', `applications/${id}/actions`, { action: 'submit', version });
  const refused = await submit();
  expect([refused.status, (refused.body as Problem).code]).toEqual([409, 'materials-missing']);
  expect((refused.body as Problem).detail).toContain('营业执照');
  await clerk.upload(at(id, 'licence'), PDF);
  expect((await submit()).status).toBe(200);
});

it('a note is read by officials of the place and by nobody else', async () => {
  const id = await cases.underCountyReview();
  const reviewer = await town.as(PLACES.xinhua.reviewer);
  await reviewer.make(`applications/${id}/notes`, { body: '电话核实过。' });
  expect((await reviewer.read<Case>(`applications/${id}`)).notes).toMatchObject([
    { body: '电话核实过。', byName: '新华区初审员' },
  ]);
  const own = await clerk.read<Case>(`applications/${id}`);
  expect(own.notes).toEqual([]);
  expect(own.timeline.map((event) => event.type)).not.toContain('application.note_written');
});

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { PolicyDocument, Problem } from '@duixian/policy';
import { checkPolicies } from './check-policies';
import { compareDocuments } from './compare-documents';
import { evaluateStream, ladderBy, resultsBy } from './evaluate-stream';
import { explainStream } from './explain-stream';
import { clauseTable, listClauses } from './list-clauses';
import { DOCUMENTS_FOLDER, FileProblem, readPolicyFiles } from './policy-files';
import { replayStream } from './replay-stream';
import { switchReadings } from './switch-readings';

export interface CommandStreams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

const USAGE = `Usage: npm run policy -- <command>

  check                            validate all policy documents and run their cases
  list [--json]                    every clause
  evaluate [--in FILE] [--explain] NDJSON {"id", "facts"} from stdin or FILE, one answer a line;
                                   --explain adds traces, as data and in Chinese, and clauses that do not apply
  explain [--in FILE] [--clause ID] the same facts answered in Chinese, a paragraph a clause; with --clause only
                                   that one, and if it does not apply all reasons
  ladder [--in FILE]               the same lines; answers titles held, what the next ones take and what they would bring
  replay [--in FILE] [--today]     determines again what an exported file holds: NDJSON {"law", "text"} and
                                   {"law", "facts", "readings", "results"}; says what differs, with --today
                                   what would differ by the documents of today
  compare --from FILE --to FILE    in what two versions of a document differ, in Chinese; --json as data

  --reading [DOCUMENT/]ID=OPTION   for evaluate, explain and ladder: follows this option of an open reading instead of
                                   the document's own, or with =ask leaves it to a person; may be given several times
  --documents FOLDER               policy documents to use instead of the project's own
`;

const OPTIONS = {
  json: { type: 'boolean' },
  in: { type: 'string' },
  explain: { type: 'boolean' },
  clause: { type: 'string' },
  reading: { type: 'string', multiple: true },
  today: { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  documents: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Options beside --documents and --help that a command takes. */
const OPTIONS_OF: Readonly<Record<string, readonly string[]>> = {
  check: [],
  list: ['json'],
  evaluate: ['in', 'explain', 'reading'],
  ladder: ['in', 'reading'],
  explain: ['in', 'clause', 'reading'],
  replay: ['in', 'today'],
  compare: ['from', 'to', 'json'],
};

interface Invocation {
  readonly command: string;
  readonly json: boolean;
  readonly explain: boolean;
  readonly inFile: string | null;
  readonly clause: string | null;
  /** What is said of open readings, as it was written. */
  readonly switches: readonly string[];
  readonly today: boolean;
  /** The two versions to compare; null for other commands. */
  readonly versions: readonly [from: string, to: string] | null;
  readonly folder: string;
}

type Parsed = { kind: 'run'; invocation: Invocation } | { kind: 'help' } | { kind: 'wrong'; message: string };

function parseInvocation(argv: readonly string[]): Parsed {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return { kind: 'wrong', message: String((error as Error).message) };
  }
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (values.help) return { kind: 'help' };
  if (command === undefined) return { kind: 'wrong', message: 'which command?' };
  const allowed = Object.hasOwn(OPTIONS_OF, command) ? OPTIONS_OF[command] : undefined;
  if (!allowed) return { kind: 'wrong', message: `unknown command "${command}"` };
  if (rest.length > 0) return { kind: 'wrong', message: `unexpected argument "${rest[0] ?? ''}"` };
  const foreign = Object.keys(values).find((name) => name !== 'documents' && !allowed.includes(name));
  if (foreign !== undefined) return { kind: 'wrong', message: `${command} takes no --${foreign}` };
  const { json = false, explain = false, today = false, clause = null, in: inFile = null } = values;
  const { from, to, reading: switches = [], documents: folder = DOCUMENTS_FOLDER } = values;
  const versions = from !== undefined && to !== undefined ? ([from, to] as const) : null;
  if (command === 'compare' && !versions) return { kind: 'wrong', message: 'compare needs --from and --to' };
  const invocation = { command, json, explain, today, clause, switches, inFile, versions, folder };
  return { kind: 'run', invocation };
}

function formatProblem({ file, line, column, code, message, fix }: Problem): string {
  return `${file}:${line}:${column} ${code}: ${message} (${fix})\n`;
}

/** @throws FileProblem for a folder without documents: that is a wrong folder, not a law by which nobody is owed anything */
function requireDocuments(count: number, folder: string): void {
  if (count === 0) throw new FileProblem(`there is no policy document (.yaml) in ${folder}`);
}

async function runCheck(folder: string, { stdout }: CommandStreams): Promise<number> {
  const { documents, clauses, cases, problems } = await checkPolicies(folder);
  requireDocuments(documents, folder);
  problems.forEach((problem) => stdout.write(formatProblem(problem)));
  const counts = `${documents} documents, ${clauses} clauses, ${cases} cases`;
  stdout.write(`${counts}: ${problems.length === 0 ? 'no problems' : `${problems.length} problems`}\n`);
  return problems.length === 0 ? 0 : 1;
}

/** All documents of the folder; null, with the problems on stderr, when one of them is broken. */
async function loadDocuments(folder: string, stderr: Writable): Promise<readonly PolicyDocument[] | null> {
  const files = await readPolicyFiles(folder);
  const problems = files.flatMap((file) => file.problems);
  problems.forEach((problem) => stderr.write(formatProblem(problem)));
  return problems.length > 0 ? null : files.flatMap(({ document }) => document ?? []);
}

async function openInput(inFile: string): Promise<Readable> {
  const file = await open(inFile, 'r'); // fails here, with a name, instead of inside the stream
  const isFolder = (await file.stat()).isDirectory();
  await file.close();
  if (isFolder) throw new FileProblem(`${inFile} is a folder, not a file of lines`);
  return createReadStream(inFile);
}

async function runReplay({ inFile, today, folder }: Invocation, io: CommandStreams): Promise<number> {
  const documents = today ? await loadDocuments(folder, io.stderr) : [];
  if (!documents) return 1;
  const recorded = inFile === null ? io.stdin : await openInput(inFile);
  return (await replayStream(recorded, io.stdout, today ? documents : null)) ? 0 : 1;
}

async function runInvocation(invocation: Invocation, io: CommandStreams): Promise<number> {
  const { command, json, explain, inFile, clause, switches, versions, folder } = invocation;
  if (command === 'check') return runCheck(folder, io);
  if (command === 'replay') return runReplay(invocation, io);
  if (versions) {
    const problems = await compareDocuments(versions, io.stdout, json);
    problems.forEach((problem) => io.stderr.write(formatProblem(problem)));
    return problems.length === 0 ? 0 : 1;
  }
  const documents = await loadDocuments(folder, io.stderr);
  if (!documents) return 1;
  requireDocuments(documents.length, folder);
  if (command === 'list') {
    const clauses = listClauses(documents);
    io.stdout.write(`${json ? JSON.stringify(clauses, null, 2) : clauseTable(clauses)}\n`);
    return 0;
  }
  const switched = switchReadings(documents, switches);
  if (!switched.ok) {
    io.stderr.write(`policy: --reading: ${switched.message} (${switched.fix})\n`);
    return 2;
  }
  const { law } = switched;
  const input = inFile === null ? io.stdin : await openInput(inFile);
  const say = command === 'ladder' ? ladderBy(law) : resultsBy(law, explain);
  const bad =
    command === 'explain'
      ? await explainStream(input, io.stdout, { law, clause })
      : await evaluateStream(input, io.stdout, say);
  if (bad > 0) io.stderr.write(`${bad} lines could not be evaluated; each says why\n`);
  return bad > 0 ? 1 : 0;
}

/** An error of the file system: it names a path. */
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'code' in error && 'path' in error;
}

/**
 * `npm run policy -- …`: check, list, evaluate, ladder, explain, replay, compare. Needs no database.
 * Resolves to the exit code: 0 done, 1 something is wrong with documents or input, 2 wrong usage.
 */
export async function runPolicyCommand(argv: string[], io: CommandStreams): Promise<number> {
  const parsed = parseInvocation(argv);
  if (parsed.kind === 'help') {
    io.stdout.write(USAGE);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    io.stderr.write(`policy: ${parsed.message}\n\n${USAGE}`);
    return 2;
  }
  try {
    return await runInvocation(parsed.invocation, io);
  } catch (error) {
    // Files that are missing or unreadable are the user's to correct; anything else is a bug and keeps its stack.
    if (!(error instanceof FileProblem) && !isFileError(error)) throw error;
    io.stderr.write(`policy: ${error.message}\n`);
    return 1;
  }
}

// Finds a Chromium that runs here and prints how to start it as JSON: `node test/browser/find-browser.mjs`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** What to do where nothing runs; `npm test` fails with this sentence. */
const WHAT_TO_DO =
  'The browser tests found no Chromium that runs here. Install one (Debian, Ubuntu: `apt-get install chromium`; otherwise Google Chrome) or set CHROMIUM_PATH to one, then run the tests again.';

/**
 * A Chromium: the one named by CHROMIUM_PATH, the headless shell that npm brought along (the same everywhere, and twice as
 * quick as a whole browser without its window), or one of the system.
 * @returns {Promise<{ executablePath: string, args: string[], env: Record<string, string> }>}
 * @throws {Error} saying what to install, with what each candidate said
 */
export async function findBrowser() {
  const failures = [];
  for (const candidate of candidates()) {
    const browser = await candidate().catch((error) => void failures.push(error.message));
    if (!browser) continue;
    const failure = whyNotRunning(browser);
    if (failure === null) return browser;
    failures.push(`${browser.executablePath}: ${failure}`);
  }
  throw new Error([WHAT_TO_DO, ...failures].join('\n'));
}

const args = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'];

function candidates() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return [async () => ({ executablePath: named, args, env: {} })];
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const installed = [...onPath, ...INSTALLED].filter(existsSync);
  return [fromNpm, ...installed.map((executablePath) => async () => ({ executablePath, args, env: {} }))];
}

/** @returns {string | null} what it said when it did not start */
function whyNotRunning({ executablePath, env }) {
  const { status, stderr, error } = spawnSync(executablePath, ['--version'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return status === 0 ? null : (error?.message ?? stderr.trim().split('\n')[0] ?? `exit ${status}`);
}

/** Unpacks the Chromium of @sparticuz/chromium once; it is made for x64 Linux. */
async function fromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const entry = new URL('../../node_modules/@sparticuz/chromium/build/esm/index.js', import.meta.url);
  if (!existsSync(entry)) return null;
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', entry), 'utf8'));
  const folder = join(tmpdir(), `duixian-browser-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(join(folder, 'chromium'))) unpack(entry, folder);
  const executablePath = join(folder, 'chromium');
  const plain = {
    executablePath,
    args: [...args, '--no-zygote', '--disable-gpu', '--headless=shell'],
    env: {},
  };
  // Its own copies of libnss3 and others, for systems that do not have them.
  return whyNotRunning(plain) === null
    ? plain
    : { ...plain, env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } };
}

/** Into a folder of its own that gets its name at the end: an interrupted or a second run leaves nothing half done. */
function unpack(entry, folder) {
  const work = mkdtempSync(`${folder}-`);
  mkdirSync(work, { recursive: true });
  const program = `const { default: chromium } = await import(${JSON.stringify(entry.href)}); await chromium.executablePath();`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    // The package unpacks its libraries only where it believes to run in this environment.
    env: { ...process.env, TMPDIR: work, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Unpacking the browser failed: ${stderr}`);
  try {
    renameSync(work, folder);
  } catch {
    // Another run was faster.
    rmSync(work, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(JSON.stringify(await findBrowser()));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

import './node-version.mjs';

const { existsSync, mkdtempSync, readFileSync, rmSync } = await import('node:fs');
const { tmpdir } = await import('node:os');
const { join } = await import('node:path');
const { prepare, root, run } = await import('./prepare.mjs');

/** How many points a suite strikes by itself; of a sweep a point is a whole run with several strikes. */
const SUITES = { payments: '100', sweep: '20' };
const [suite = 'payments', ...options] = process.argv.slice(2);
if (!Object.hasOwn(SUITES, suite)) usage(`"${suite}"`);
const wanted = { '--points': SUITES[suite], '--seed': '20260301', '--from': '0' };
for (let at = 0; at < options.length; at += 2) {
  const [name, value] = [options[at], options[at + 1]];
  if (!Object.hasOwn(wanted, name) || !/^\d{1,9}$/.test(value ?? '')) usage(`"${name} ${value ?? ''}"`);
  wanted[name] = value;
}

function usage(what) {
  console.error(
    `Not understood: ${what}. Use: npm run faults -- payments|sweep [--points N] [--seed S] [--from INDEX]`,
  );
  process.exit(2);
}

await prepare();
const folder = mkdtempSync(join(tmpdir(), 'duixian-faults-'));
const report = join(folder, 'report.json');
process.env.FAULTS_POINTS = wanted['--points'];
process.env.FAULTS_SEED = wanted['--seed'];
process.env.FAULTS_FROM = wanted['--from'];
process.env.FAULTS_REPORT = report;
const jest = [process.execPath, join(root, 'node_modules', 'jest', 'bin', 'jest.js')];
const started = Date.now();
const exitCode = await run(jest, ['-w', '1', join('test', 'faults', `${suite}.spec.ts`)], { mayFail: true });
if (!existsSync(report)) {
  console.error('The run broke off before it could be judged; the reason is above.');
  process.exit(1);
}
const { points, next, stories, refunds, struck, verdict, asUndisturbed } = JSON.parse(
  readFileSync(report, 'utf8'),
);
rmSync(folder, { recursive: true });
const wide = Math.max(...Object.keys(struck).map((point) => point.length), 54) + 2;
console.log('fault point'.padEnd(wide) + 'struck');
for (const [point, times] of Object.entries(struck).sort()) console.log(point.padEnd(wide) + times);
console.log(
  suite === 'payments'
    ? `${stories} payments, ${refunds} of them refunds of what another level advanced, ${verdict.settled} settled, ${verdict.inPersonsTask} in a person's task`
    : `${stories} sweeps, ${asUndisturbed} ended as an undisturbed one`,
);
console.log(`go on with: npm run faults -- ${suite} --seed ${wanted['--seed']} --from ${next}`);
const seconds = Math.round((Date.now() - started) / 1000);
const seed = Number(wanted['--seed']);
console.log(
  JSON.stringify({
    faults: suite,
    points,
    ...verdict,
    stories,
    ...(refunds === undefined ? {} : { refunds }),
    ...(asUndisturbed === undefined ? {} : { asUndisturbed }),
    seed,
    seconds,
    guards: exitCode === 0 ? 'held' : 'see above',
  }),
);
process.exitCode = exitCode === 0 ? 0 : 1;

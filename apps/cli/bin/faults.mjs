import './node-version.mjs';

const { existsSync, mkdtempSync, readFileSync, rmSync } = await import('node:fs');
const { tmpdir } = await import('node:os');
const { join } = await import('node:path');
const { prepare, root, run } = await import('./prepare.mjs');

await prepare();
const { default: cli } = await import('../dist/faults/faults-arguments.js');
const asked = cli.readFaultsArguments(process.argv.slice(2));
if (typeof asked === 'string') {
  console.error(asked);
  process.exit(2);
}
const { suite, seed } = asked;
const folder = mkdtempSync(join(tmpdir(), 'duixian-faults-'));
const report = join(folder, 'report.json');
process.env.FAULTS_POINTS = String(asked.points);
process.env.FAULTS_SEED = String(seed);
process.env.FAULTS_FROM = String(asked.from);
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
console.log(`go on with: npm run faults -- ${suite} --seed ${seed} --from ${next}`);
const seconds = Math.round((Date.now() - started) / 1000);
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

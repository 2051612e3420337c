import './node-version.mjs';

const { mkdtempSync, readFileSync, rmSync } = await import('node:fs');
const { tmpdir } = await import('node:os');
const { join } = await import('node:path');
const { prepare, root, run } = await import('./prepare.mjs');

await prepare();

const folder = mkdtempSync(join(tmpdir(), 'duixian-tests-'));
const report = join(folder, 'report.json');
const jest = [process.execPath, join(root, 'node_modules', 'jest', 'bin', 'jest.js')];
const exitCode = await run(jest, ['--json', `--outputFile=${report}`, ...process.argv.slice(2)], {
  mayFail: true,
});
let results;
try {
  results = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  results = { testResults: [], numPassedTests: 0, numFailedTests: 0 };
}
rmSync(folder, { recursive: true, force: true });

// A file that could not be loaded and a test that did not run are failures: neither proved anything.
const broken = results.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
);
const notRun = results.testResults.flatMap((file) =>
  file.assertionResults
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map((test) => ({ ...test, file: file.name })),
);
for (const file of broken) console.log(`could not be loaded: ${file.name}`);
for (const test of notRun) console.log(`did not run (${test.status}): ${test.file}: ${test.fullName}`);
const passed = results.numPassedTests;
const counted = results.numFailedTests + broken.length + notRun.length;
const failed = counted === 0 && (exitCode !== 0 || passed === 0) ? 1 : counted;
if (failed > 0 && counted === 0)
  console.log(passed === 0 ? 'No test ran.' : `Jest ended with exit code ${exitCode}.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

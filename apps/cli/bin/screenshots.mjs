import './node-version.mjs';

const { join } = await import('node:path');
const { prepare, root, run } = await import('./prepare.mjs');

await prepare();
// Every page at both widths; the test that looks at all of them takes the pictures.
process.env.SCREENSHOTS ??= join(root, 'screenshots');
const jest = [process.execPath, join(root, 'node_modules', 'jest', 'bin', 'jest.js')];
const exitCode = await run(jest, ['-w', '1', 'test/browser/every-page'], { mayFail: true });
console.log(`The pictures are in ${process.env.SCREENSHOTS}`);
process.exitCode = exitCode;

import './node-version.mjs';

const { join } = await import('node:path');
const { prepare, root, run } = await import('./prepare.mjs');

await prepare();
// Every page at both widths, or with the word `guide` the pictures of the guides; the test that looks at all pages takes them.
const forGuides = process.argv.includes('guide');
const folder = forGuides
  ? join(root, 'apps', 'web', 'guide')
  : (process.env.SCREENSHOTS ??= join(root, 'screenshots'));
if (forGuides) process.env.GUIDE_PICTURES = '1';
const tour = forGuides ? 'test/browser/every-page-wide' : 'test/browser/every-page';
const jest = [process.execPath, join(root, 'node_modules', 'jest', 'bin', 'jest.js')];
const exitCode = await run(jest, ['-w', '1', tour], { mayFail: true });
console.log(`The pictures are in ${folder}`);
process.exitCode = exitCode;

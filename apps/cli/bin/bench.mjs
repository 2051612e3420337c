import './node-version.mjs';

const { readFileSync } = await import('node:fs');
const { createRequire } = await import('node:module');
const { join } = await import('node:path');
const { prepare, root } = await import('./prepare.mjs');
await prepare();

// The suites are TypeScript beside the tests; they run on the rooms as built.
const require = createRequire(import.meta.url);
const { transformSync } = require('@swc/core');
require.extensions['.ts'] = (module, file) => {
  const jsc = {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  };
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    swcrc: false,
    module: { type: 'commonjs' },
    jsc,
  });
  module._compile(code, file);
};
const { runBench } = require(join(root, 'test', 'bench', 'run-bench.ts'));
// A suite that asks for a database starts the server of the tests; none is started for the others.
const server = (step) => require(join(root, 'libs', 'testing', 'jest', `global-${step}.js`))();
await server('setup');
try {
  process.exitCode = await runBench(process.argv.slice(2), process.stdout);
} finally {
  await server('teardown');
}

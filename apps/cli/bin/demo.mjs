import './node-version.mjs';

const { prepare } = await import('./prepare.mjs');
await prepare();
const { default: cli } = await import('../dist/demo/demo-command.js');
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await cli.runDemoCommand(process.env);

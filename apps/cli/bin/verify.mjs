import './node-version.mjs';

const { prepare } = await import('./prepare.mjs');
await prepare();
const { default: cli } = await import('../dist/verify/verify-command.js');
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await cli.runVerifyCommand(process.env, (line) => console.log(line));

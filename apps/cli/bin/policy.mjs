import './node-version.mjs';

const { prepare } = await import('./prepare.mjs');
await prepare();
const { default: cli } = await import('../dist/policy/policy-command.js');
const { stdin, stdout, stderr } = process;
stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await cli.runPolicyCommand(process.argv.slice(2), { stdin, stdout, stderr });

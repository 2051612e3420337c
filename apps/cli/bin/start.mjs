import './node-version.mjs';

const { prepare } = await import('./prepare.mjs');
await prepare();
const { default: cli } = await import('../dist/start/start-command.js');
await cli.runStartCommand(process.env);

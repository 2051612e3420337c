/** A real PostgreSQL from npm, started, adopted, recovered and stopped. Knows nothing of what is stored in it. */
export { LauncherError } from './launcher-error';
export {
  type EmbeddedServer,
  type ServerOptions,
  freePort,
  runningServer,
  startEmbeddedServer,
} from './start-server';
export { livePostmaster } from './postmaster-file';
export { commandOfProcess } from './process-command';
export { stopServerProcess } from './server-process';

import { runMigrateCommand } from './migrate-command';

runMigrateCommand(process.env).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

// Writes the types of api-client anew, after a route or a shape has changed.
import { spawnSync } from 'node:child_process';

const jest = ['node_modules/jest/bin/jest.js', '-w', '1', 'test/http/api-types.spec.ts'];
const { status } = spawnSync(process.execPath, jest, {
  stdio: 'inherit',
  env: { ...process.env, WRITE_API_TYPES: '1' },
});
process.exitCode = status ?? 1;

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

interface LaunchOptions {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

/**
 * How to start a Chromium that runs here; found by a program of its own, since the package that brings one along is an ES module.
 * @throws Error saying what to install
 */
export function browserHere(): LaunchOptions {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'find-browser.mjs')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const found = JSON.parse(stdout) as LaunchOptions;
  return { ...found, env: { ...process.env, ...found.env } as Record<string, string> };
}

import { ApiRefused } from './client';
import { DemoRefusal } from './demo-refusal';
import { demoSettings } from './demo-settings';
import { playDemo } from './play-demo';

/** `npm run demo`: the story over the public API of a running system. @returns exit code */
export async function runDemoCommand(env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const settings = demoSettings(env);
    const begun = performance.now();
    const { done, found } = await playDemo(settings, (line) => console.log(line));
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    console.log(
      done === 0
        ? `\n这一次没有任何新的动作:${found} 项都已办完(${seconds} 秒)。`
        : `\n这一次办了 ${done} 项,${found} 项已在(${seconds} 秒)。再运行一次,不会重复任何一项。`,
    );
    return 0;
  } catch (error) {
    // A refusal that the story does not expect says in its own words what stands in the way.
    console.error(error instanceof DemoRefusal || error instanceof ApiRefused ? error.message : error);
    return 1;
  }
}

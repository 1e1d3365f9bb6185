import { matrixBot } from './matrix/index.ts';
import { memoryPlatform } from './memory/index.ts';
import { slackBot } from './slack/index.ts';
import { webBot } from './web/index.ts';

/** The platforms, one line each. The contract tests run over this list: one that is not tested does not compile. */
export const platforms = { matrix: matrixBot, memory: memoryPlatform, slack: slackBot, web: webBot } as const;
export type PlatformName = keyof typeof platforms;

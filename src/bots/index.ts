import { memoryPlatform } from './memory/index.ts';

/** The platforms, one line each. The contract tests run over this list: one that is not tested does not compile. */
export const platforms = { memory: memoryPlatform } as const;
export type PlatformName = keyof typeof platforms;

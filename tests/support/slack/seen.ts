export * from '../../../src/tools/slack/seen.ts';

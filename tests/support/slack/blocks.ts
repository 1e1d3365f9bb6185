export * from '../../../src/tools/slack/blocks.ts';

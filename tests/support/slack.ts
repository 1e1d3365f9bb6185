export { startSlack } from '../../src/tools/slack/index.ts';

export { type Fault, homeserver } from '../../src/tools/homeserver/index.ts';

export { type Account, personOn } from '../../src/tools/matrix/people.ts';

import { readFileSync } from 'node:fs';
import type { District } from '../../src/districts/format.ts';
import { readDistrict } from '../../src/districts/read.ts';

export const waldshut = readFileSync(new URL('../../examples/landkreis-waldshut.yaml', import.meta.url), 'utf8');
export const heideland = readFileSync(new URL('../../examples/two-steering-groups.yaml', import.meta.url), 'utf8');

export const districtIn = (text: string): District => {
  const read = readDistrict(text);
  if (!read.ok) throw new Error(read.error.map(({ path, line, says }) => `${path} (line ${line}): ${says}`).join('\n'));
  return read.value;
};

import { z } from 'zod';
import { type OutcomeId, readNumber } from '../model/number.ts';
import type { Section } from '../model/paper.ts';

const sections = new Map<string, Section>([
  ['titel', 'title'],
  ['betreff', 'title'],
  ['title', 'title'],
  ['beschluss', 'proposal'],
  ['beschlussvorschlag', 'proposal'],
  ['proposal', 'proposal'],
  ['einleitung', 'introduction'],
  ['introduction', 'introduction'],
]);
/** What part of a paper somebody means: a section, or the sentence on one outcome. */
export const section = z.string().transform((said, context): Section | OutcomeId => {
  const found = readNumber('E', said) ?? sections.get(said.toLowerCase().replace(/[:.]$/, ''));
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', input: said, message: 'no such section' });
  return z.NEVER;
});

import { z } from 'zod';
import type { OrganizationId, PersonId } from '../model/place.ts';
import { withoutTail } from '../model/text.ts';

/** Long enough for a thoughtful paragraph; the platforms cut off what is much longer. */
const LONGEST_TEXT = 4_000;
const LONGEST_LINE = 300;
/** `U-4`, as the numbers of that letter are counted: from 1. */
const numberOf = <const L extends string>(letter: L) =>
  z.custom<`${L}-${number}`>(
    (value) => typeof value === 'string' && value.startsWith(`${letter}-`) && /^.-[1-9]\d{0,8}$/.test(value),
  );

/** Something that one can see, and so can ask about: a letter, a digit, a sign, a picture. */
const isVisible = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

/** What an argument has to be, once it is taken apart. */
export const arg = {
  poll: numberOf('U'),
  meeting: numberOf('S'),
  outcome: numberOf('E'),
  assignment: numberOf('A'),
  paper: numberOf('V'),
  deadline: numberOf('F'),
  organization: z.custom<OrganizationId>((value) => typeof value === 'string' && value.startsWith('org:')),
  person: z.custom<PersonId>((value) => typeof value === 'string' && /^P-\d+$/.test(value)),
  number: z.coerce.number().int().min(1).max(9_999),
  text: z.string().trim().min(1).max(LONGEST_TEXT).refine(isVisible),
  /** Only what a browser may safely be sent to. */
  link: z.url({ protocol: /^https?$/ }).max(1_000),
  /** A title, a name: what was typed over several lines stands in one. */
  line: z
    .string()
    .transform((text) => text.replace(/\s+/gu, ' ').trim())
    .pipe(z.string().min(1).max(LONGEST_LINE).refine(isVisible)),
  flag: z.literal('yes').optional(),
  /** One of several words, in any language we speak. */
  oneOf: <const V extends string>(said: ReadonlyMap<string, V>) =>
    z.string().transform((text, context) => {
      const found = said.get(withoutTail(text.trim().toLowerCase(), '.!,:'));
      if (found !== undefined) return found;
      context.addIssue({ code: 'custom', input: text, message: 'none of these words' });
      return z.NEVER;
    }),
};

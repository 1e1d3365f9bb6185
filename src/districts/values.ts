/**
 * The single values of a district's file. YAML is read without any guessing at types, so that `007` or `no` stay what
 * was written; here each text becomes what it means, or a sentence that says what is wrong with it.
 */
import { z } from 'zod';
import { defaultPlan, misplacedStep, type Plan, type PlanStep, steps } from '../core/model/plan.ts';
import { readRecurrence } from '../core/model/recurrence.ts';
import type { Result } from '../core/model/result.ts';
import { Temporal } from '../core/model/time.ts';

const LONGEST_LINE = 300;
const LONGEST_TEXT = 4_000;

/** What fails says why; what works goes on with its meaning. */
const read = <T>(wanted: string, meaning: (text: string) => T | undefined) =>
  z.string().transform((text, context): T => {
    const value = meaning(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `“${text.slice(0, 60)}” is not understood. ${wanted}`, input: text });
    return z.NEVER;
  });
/** What throws when it is wrong. */
const tried = <T>(attempt: () => T): T | undefined => {
  try {
    return attempt();
  } catch {
    return undefined;
  }
};
const good = <T>(result: Result<T, unknown>): T | undefined => (result.ok ? result.value : undefined);

/** Exactly these fields, and for any other one a sentence that names them. */
export const fields = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `There is no such field here. Possible fields: ${Object.keys(shape).join(', ')}.`
        : undefined,
  });

export const line = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_LINE)
  .regex(/^[^\n\r]*$/u, 'This must be a single line.');
export const text = z.string().trim().min(1).max(LONGEST_TEXT);
/** How one part of the file names another. Never a number, because JavaScript would move it to the front. */
export const key = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'A key begins with a small letter and has only small letters, digits and hyphens, at most 40: ak-wohnen.',
  );

export const whole = (least: number, most: number) =>
  read(`A whole number from ${least} to ${most} is expected.`, (said) =>
    /^\d{1,6}$/.test(said) && Number(said) >= least && Number(said) <= most ? Number(said) : undefined,
  );
const spoken = new Map([
  ['yes', true],
  ['true', true],
  ['ja', true],
  ['no', false],
  ['false', false],
  ['nein', false],
]);
export const yesOrNo = read('Write yes or no.', (said) => spoken.get(said.toLowerCase()));

export const isDay = (said: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(said) && tried(() => Temporal.PlainDate.from(said, { overflow: 'reject' })) !== undefined;
export const day = read('Write a day like this: 2026-03-02.', (said) => (isDay(said) ? said : undefined));
const isClock = (said: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(said);
const clock = read('Write a time of day like this: 09:30.', (said) => (isClock(said) ? said : undefined));
/** Local to the district: `2026-03-02 09:00`. */
export const isMoment = (said: string): boolean =>
  said[10] === ' ' && isDay(said.slice(0, 10)) && isClock(said.slice(11));
export const moment = read('Write date and time like this: 2026-03-02 09:00.', (said) =>
  isMoment(said) ? said : undefined,
);

/** Only names: an offset such as +01:00 would not know of summer time. */
export const zone = read('Write the name of a time zone, such as Europe/Berlin.', (said) =>
  /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(said)
    ? tried(() => Temporal.PlainDate.from('2026-01-01').toZonedDateTime({ timeZone: said }).timeZoneId)
    : undefined,
);
export const recurrence = read(
  'Write when to remind, such as “werktags 8 Uhr”, “weekdays 8:00” or “0 8 * * 1-5”.',
  (said) => good(readRecurrence(said)),
);

const before = read('Write how long before the sitting, such as “42 days” or “10 workdays”.', (said) => {
  const [, number, unit] = /^(\d{1,3}) ?(days?|workdays?|tage?|werktage?|arbeitstage?)$/i.exec(said) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  return { before: Number(number), unit: /^[wa]/i.test(unit) ? ('workdays' as const) : ('days' as const) };
});
const planStep = fields({ before: before.optional(), remind: z.array(whole(0, 365)).max(10).optional() }).optional();
const stepFields: Record<PlanStep, typeof planStep> = {
  results: planStep,
  review: planStep,
  draft: planStep,
  'co-signing': planStep,
  submission: planStep,
};
/** What a plan does not name stays as it usually is. */
export const plan = fields({ ...stepFields, clock: clock.optional() }).transform((named, context): Plan => {
  const merged: Plan = { ...defaultPlan, ...(named.clock !== undefined && { clock: named.clock }) };
  for (const step of steps) {
    const { before: other, remind } = named[step] ?? {};
    merged[step] = { ...defaultPlan[step], ...other, ...(remind && { remind }) };
  }
  const misplaced = misplacedStep(merged);
  if (misplaced === undefined) return merged;
  context.addIssue({
    code: 'custom',
    path: [misplaced],
    message: `This step is out of order: ${steps.join(', ')} follow one another in this order, at least 1 day before the sitting.`,
    input: named,
  });
  return z.NEVER;
});

/** A thing that people name by its number: U-1 a poll, S-2 a meeting, E-7 a result, A- , V- , F- , D- . */
export const numberSaid = z
  .string()
  .regex(/^[USEAVFD]-[1-9]\d{0,5}$/, 'Write the number as it is shown, such as U-1, S-2 or E-7.');

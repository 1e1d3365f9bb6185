import { bare, type Fields, problems, type Rule } from '../../src/tools/slack/rules.ts';

/** Values made from a rule: the least that it takes, what is just allowed, and each way to break it once. */
export type Case = { what: string; value: unknown };

/** With as little as possible in it. */
export const sample = (rule: Rule): unknown => {
  switch (rule.is) {
    case 'string':
      return rule.example ?? 'x'.repeat(Math.max(rule.min, 1));
    case 'whole number':
      return rule.min;
    case 'boolean':
      return true;
    case 'one of':
      return rule.values[0];
    case 'list':
      return Array.from({ length: rule.min }, () => sample(rule.of));
    case 'kinds':
      return sample(Object.values(rule.kinds)[0] ?? { is: 'boolean' });
    case 'fields':
      return completed(rule, required(rule)) ?? {};
  }
};
const required = ({ fields }: Fields): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !name.endsWith('?'))
      .map(([name, is]) => [name, sample(is)]),
  );
/** What may be missing is added or left out until the whole is right. */
const completed = (rule: Fields, value: Record<string, unknown>, keep = ''): Record<string, unknown> | undefined => {
  if (rule.also?.(value) === undefined) return value;
  const optional = Object.entries(rule.fields).filter(([name]) => name.endsWith('?') && bare(name) !== keep);
  const others = [
    ...optional.map(([name, is]) => ({ ...value, [bare(name)]: sample(is) })),
    ...optional.map(([name]) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== bare(name)))),
  ];
  return others.find((other) => rule.also?.(other) === undefined);
};

/** Those that are just allowed. */
export function* allowed(rule: Rule, at = ''): Generator<Case> {
  yield { what: `${at} as it should be`, value: sample(rule) };
  switch (rule.is) {
    case 'string':
      if (rule.like === undefined) yield { what: `${at} of ${rule.max} characters`, value: 'x'.repeat(rule.max) };
      return;
    case 'whole number':
      yield { what: `${at} of ${rule.max}`, value: rule.max };
      return;
    case 'one of':
      for (const value of rule.values) yield { what: `${at} "${value}"`, value };
      return;
    case 'list':
      yield { what: `${at} of ${rule.max}`, value: Array.from({ length: rule.max }, () => sample(rule.of)) };
      for (const { what, value } of allowed(rule.of, `${at}/0`)) yield { what, value: [value] };
      return;
    case 'kinds':
      for (const [name, is] of Object.entries(rule.kinds)) yield* allowed(is, `${at}(${name})`);
      return;
    case 'fields':
      for (const [name, is] of Object.entries(rule.fields))
        for (const { what, value } of allowed(is, `${at}/${bare(name)}`)) {
          const whole = completed(rule, { ...required(rule), [bare(name)]: value }, bare(name));
          if (whole !== undefined) yield { what, value: whole };
        }
  }
}

/** Those that are refused, each for one reason. */
export function* broken(rule: Rule, at = ''): Generator<Case> {
  switch (rule.is) {
    case 'string':
      yield { what: `${at} no string`, value: 1 };
      if (rule.min > 0) yield { what: `${at} too short`, value: 'x'.repeat(rule.min - 1) };
      if (rule.like === undefined) yield { what: `${at} too long`, value: 'x'.repeat(rule.max + 1) };
      else yield { what: `${at} of another form`, value: 'x' };
      return;
    case 'whole number':
      yield { what: `${at} no number`, value: `${rule.min}` };
      yield { what: `${at} no whole number`, value: rule.min + 0.5 };
      yield { what: `${at} too small`, value: rule.min - 1 };
      yield { what: `${at} too large`, value: rule.max + 1 };
      return;
    case 'boolean':
      yield { what: `${at} no boolean`, value: 'true' };
      return;
    case 'one of':
      yield { what: `${at} none of those`, value: 'x' };
      return;
    case 'list':
      yield { what: `${at} no list`, value: { 0: sample(rule.of) } };
      if (rule.min > 0)
        yield { what: `${at} too few`, value: Array.from({ length: rule.min - 1 }, () => sample(rule.of)) };
      yield { what: `${at} too many`, value: Array.from({ length: rule.max + 1 }, () => sample(rule.of)) };
      for (const { what, value } of broken(rule.of, `${at}/0`)) yield { what, value: [value] };
      return;
    case 'kinds':
      yield { what: `${at} no object`, value: 'x' };
      yield { what: `${at} of an unknown kind`, value: { type: 'x' } };
      for (const [name, is] of Object.entries(rule.kinds)) yield* broken(is, `${at}(${name})`);
      return;
    case 'fields': {
      const whole = sample(rule) as Record<string, unknown>;
      yield { what: `${at} no object`, value: [] };
      yield { what: `${at} with a strange field`, value: { ...whole, strange: true } };
      for (const [name, is] of Object.entries(rule.fields)) {
        if (!name.endsWith('?') && name !== 'type')
          yield {
            what: `${at} without ${name}`,
            value: Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name)),
          };
        if (name === 'type') continue; // another type is another kind
        for (const { what, value } of broken(is, `${at}/${bare(name)}`))
          yield { what, value: { ...whole, [bare(name)]: value } };
      }
    }
  }
}

export const isRight = (rule: Rule, value: unknown): boolean => problems(rule, value).length === 0;

/** What a value has to be like, as data: checked here, and read by the tests, which break each rule once. */
import { isJson, type Json } from './json.ts';

export type Rule =
  | { is: 'string'; min: number; max: number; like?: RegExp; example?: string }
  | { is: 'whole number'; min: number; max: number }
  | { is: 'boolean' }
  | { is: 'one of'; values: readonly string[] }
  | { is: 'list'; min: number; max: number; of: Rule }
  | Fields
  /** Told apart by their `type`. */
  | { is: 'kinds'; kinds: Readonly<Record<string, Fields>> };
/** A name that ends in a question mark may be missing. */
export type Fields = {
  is: 'fields';
  fields: Readonly<Record<string, Rule>>;
  also?: (value: Json) => string | undefined;
};

export const string = (max: number, min = 0): Rule => ({ is: 'string', min, max });
export const like = (pattern: RegExp, example: string): Rule => ({
  is: 'string',
  min: 1,
  max: 3_000,
  like: pattern,
  example,
});
export const whole = (min: number, max: number): Rule => ({ is: 'whole number', min, max });
export const boolean: Rule = { is: 'boolean' };
export const oneOf = (...values: string[]): Rule => ({ is: 'one of', values });
export const listOf = (of: Rule, max: number, min = 1): Rule => ({ is: 'list', min, max, of });
export const fields = (is: Readonly<Record<string, Rule>>, also?: Fields['also']): Fields => ({
  is: 'fields',
  fields: is,
  ...(also === undefined ? {} : { also }),
});
export const kinds = (...each: Readonly<Record<string, Fields>>[]): Rule => ({
  is: 'kinds',
  kinds: Object.assign({}, ...each),
});
/** What is said of a kind beside its type. */
export const kind = (type: string, is: Readonly<Record<string, Rule>>, also?: Fields['also']) => ({
  [type]: fields({ type: oneOf(type), ...is }, also),
});

export const bare = (name: string): string => name.replace(/\?$/, '');

/** Everything that is wrong with a value, in Slack's words. */
export const problems = (rule: Rule, value: unknown, at = ''): string[] => {
  const no = (what: string): string[] => [`${what} [json-pointer:${at || '/'}]`];
  switch (rule.is) {
    case 'string':
      if (typeof value !== 'string') return no('must be a string');
      if (value.length < rule.min) return no(`must be more than ${rule.min - 1} characters`);
      if (value.length > rule.max) return no(`must be less than ${rule.max + 1} characters`);
      return rule.like === undefined || rule.like.test(value) ? [] : no(`does not match ${rule.like.source}`);
    case 'whole number':
      if (typeof value !== 'number' || !Number.isInteger(value)) return no('must be an integer');
      if (value < rule.min) return no(`must be at least ${rule.min}`);
      return value > rule.max ? no(`must be at most ${rule.max}`) : [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : no('must be a boolean');
    case 'one of':
      return typeof value === 'string' && rule.values.includes(value)
        ? []
        : no(`must be one of ${rule.values.join(', ')}`);
    case 'list':
      if (!Array.isArray(value)) return no('must be an array');
      if (value.length < rule.min) return no(`no fewer than ${rule.min} items allowed`);
      if (value.length > rule.max) return no(`no more than ${rule.max} items allowed`);
      return value.flatMap((each, i) => problems(rule.of, each, `${at}/${i}`));
    case 'kinds': {
      if (!isJson(value)) return no('must be an object');
      const { type } = value;
      const found = typeof type === 'string' ? rule.kinds[type] : undefined;
      return found === undefined ? no(`unsupported type: ${type}`) : problems(found, value, at);
    }
    case 'fields': {
      if (!isJson(value)) return no('must be an object');
      const known = Object.entries(rule.fields);
      const names = new Set(known.map(([name]) => bare(name)));
      const strange = Object.keys(value).filter((name) => !names.has(name));
      const missing = known.map(([name]) => name).filter((name) => !name.endsWith('?') && value[name] === undefined);
      const inside = known.flatMap(([name, is]) => {
        const given = value[bare(name)];
        return given === undefined ? [] : problems(is, given, `${at}/${bare(name)}`);
      });
      const also = inside.length === 0 ? rule.also?.(value) : undefined;
      return [
        ...strange.flatMap((name) => no(`invalid additional property: ${name}`)),
        ...missing.flatMap((name) => no(`missing required field: ${name}`)),
        ...inside,
        ...(also === undefined ? [] : no(also)),
      ];
    }
  }
};

import { readFileSync } from 'node:fs';
import { bare, type Fields, type Rule } from '../../src/tools/slack/rules.ts';

/** What @slack/types says in its doc comments: "Maximum length for this field is 75 characters." */
export type Limit = { of: string; field: string; max: number };

const FILES = [
  'block-kit/blocks',
  'block-kit/block-elements',
  'block-kit/composition-objects',
  'block-kit/extensions',
  'views',
];
const number = (text: string | undefined): number => Number((text ?? '').replace(',', ''));
const maxIn = (comment: string, isList: boolean): number | undefined => {
  const words = comment.replaceAll(/\s*\*?\s+/g, ' ');
  const found = isList
    ? /max(?:imum)?(?: (?:of|number of [\w `]+ is))? (\d[\d,]*)/i.exec(words)
    : /(?:max(?:imum)?|limit)[^.]{0,90}?(\d[\d,]*) ?(?:characters|chars|\.|$)/i.exec(words);
  return found === null ? undefined : number(found[1]);
};

/** By the interface's `type`, or its name where it has none; the lists of what is inherited from are followed. */
export const documentedLimits = (): Limit[] => {
  const texts = FILES.map((file) => readFileSync(`node_modules/@slack/types/dist/${file}.d.ts`, 'utf8'));
  const bodies = texts.flatMap((text) => [
    ...text.matchAll(/(?:interface|type) (\w+)(?: extends ([\w, ]+))?(?: = )? ?\{\n([\s\S]*?)^\}/gm),
  ]);
  const own = new Map(
    bodies.map(([, name = '', parents = '', body = '']) => [
      name,
      {
        parents: parents
          .trim()
          .split(', ')
          .filter((each) => each !== ''),
        body,
      },
    ]),
  );
  const limits = (body: string): Omit<Limit, 'of'>[] =>
    [...body.matchAll(/\/\*\*([\s\S]*?)\*\/\n\s+(\w+)\??: (.*);/g)].flatMap(
      ([, comment = '', field = '', type = '']) => {
        const max = maxIn(comment, type.includes('[]'));
        return max === undefined ? [] : [{ field, max }];
      },
    );
  const all = (name: string): Omit<Limit, 'of'>[] => {
    const { parents = [], body = '' } = own.get(name) ?? {};
    return [...limits(body), ...parents.flatMap(all)];
  };
  return [...own].flatMap(([name, { body }]) => {
    const type = /^\s+type: '(\w+)';/m.exec(body)?.[1];
    return all(name).map((limit) => ({ ...limit, of: type ?? name }));
  });
};

/** What the stand-in enforces, for every kind by its type. */
export const enforcedLimits = (...rules: Rule[]): Map<string, number> => {
  const found = new Map<string, number>();
  const seen = new Set<Rule>();
  const walk = (rule: Rule): void => {
    if (seen.has(rule)) return;
    seen.add(rule);
    if (rule.is === 'list') walk(rule.of);
    if (rule.is === 'kinds') for (const each of Object.values(rule.kinds)) walk(each);
    if (rule.is === 'fields') fieldsOf(rule);
  };
  const fieldsOf = (rule: Fields): void => {
    const { type } = rule.fields;
    const name = type?.is === 'one of' ? (type.values[0] ?? '') : shapeOf(rule);
    for (const [field, is] of Object.entries(rule.fields)) {
      const max = maxOf(is);
      if (max !== undefined) found.set(`${name}.${bare(field)}`, max);
      walk(is);
    }
  };
  rules.forEach(walk);
  return found;
};
const maxOf = (rule: Rule): number | undefined => {
  if (rule.is === 'string' || rule.is === 'list' || rule.is === 'whole number') return rule.max;
  if (rule.is !== 'kinds') return undefined;
  const texts = ['plain_text', 'mrkdwn'].flatMap((type) => rule.kinds[type]?.fields['text'] ?? []);
  return texts[0]?.is === 'string' ? texts[0].max : undefined;
};
/** Composition objects have no type of their own. */
const shapeOf = ({ fields }: Fields): string => {
  if (fields['deny?'] !== undefined) return 'Confirm';
  if (fields['label'] !== undefined) return 'OptionGroup';
  return fields['value?'] === undefined ? '' : 'PlainTextOption';
};

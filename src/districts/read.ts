/** A district's file, read: every mistake at once, each with its place in the file. Nothing is changed by it. */
import type { z } from 'zod';
import { no, ok, type Result } from '../core/model/result.ts';
import { type District, districtFile } from './format.ts';
import { organizations } from './organizations.ts';
import { persons } from './persons.ts';
import { places } from './places.ts';
import { sittings } from './sittings.ts';
import { story } from './story.ts';
import { type Found, wholeOf } from './whole.ts';
import { type Mistake, type Path, pathSaid, readYaml } from './yaml.ts';

const looks = [organizations, persons, places, sittings, story];
type Mistakes = readonly Mistake[];

export const readDistrict = (yamlText: string): Result<District, Mistakes> => {
  const yaml = readYaml(yamlText);
  if (!yaml.ok) return yaml;
  const { data, mistakes, lineOf } = yaml.value;
  if (data === undefined) return no([{ path: '', says: 'The file is empty.' }]);
  const shaped = districtFile.safeParse(data, { error: (issue) => sentence(issue) });
  const whole = wholeOf(data);
  const found = [
    ...(shaped.success ? [] : shaped.error.issues.flatMap(foundIn)),
    ...looks.flatMap((look) => look(whole, data)),
  ];
  const all = [...mistakes, ...found.map((each) => placed(each, lineOf))];
  if (shaped.success && all.length === 0) return ok(shaped.data);
  return no(all.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)));
};

const placed = ({ path, says }: Found, lineOf: (path: Path) => number | undefined): Mistake => {
  const line = lineOf(path);
  return { path: pathSaid(path), says, ...(line !== undefined && { line }) };
};

const plainPath = (path: readonly PropertyKey[]): Path =>
  path.map((part) => (typeof part === 'symbol' ? String(part) : part));
const foundIn = (issue: z.core.$ZodIssue): readonly Found[] => {
  const path = plainPath(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], says: issue.message }));
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path, says: message }));
  return [{ path, says: issue.message }];
};

const shapes: Readonly<Record<string, string>> = {
  string: 'A text is expected here.',
  array: 'A list is expected here, such as [one, two].',
  object: 'Fields are expected here, each with its value behind a colon.',
  record: 'Keys are expected here, each with its fields behind a colon.',
};
/** For what the values themselves have no sentence. */
const sentence = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is missing.' : shapes[issue.expected];
    case 'invalid_value':
      return `${issue.input === undefined ? 'This is missing.' : `“${String(issue.input).slice(0, 60)}” is not possible here.`} Possible: ${issue.values.join(', ')}.`;
    case 'too_small':
      return issue.origin === 'array' ? `At least ${issue.minimum} must stand here.` : 'This is empty.';
    case 'too_big':
      return issue.origin === 'array'
        ? `At most ${issue.maximum} may stand here.`
        : `This is too long: at most ${issue.maximum} characters.`;
    default:
      return undefined;
  }
};

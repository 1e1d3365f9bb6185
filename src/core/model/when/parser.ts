/** Combinators that follow every way through the tokens, so that a second meaning is found and not overlooked. */
import type { Token } from './tokens.ts';
import type { Table } from './words.ts';

type Found<T> = { value: T; next: number };
export type Parser<T> = (tokens: readonly Token[], at: number) => readonly Found<T>[];

export const word =
  <T>(table: Table<T>): Parser<T> =>
  (tokens, at) => {
    const token = tokens[at];
    if (token?.kind !== 'word') return [];
    const values = token.spellings.map((spelling) => table.get(spelling)).filter((value) => value !== undefined);
    return [...new Set(values)].map((value) => ({ value, next: at + 1 }));
  };

export const mark =
  (text: string): Parser<string> =>
  (tokens, at) => {
    const token = tokens[at];
    return token?.kind === 'mark' && token.text === text ? [{ value: text, next: at + 1 }] : [];
  };

/** Digits as written: how many there are tells a year from an hour. */
export const digits =
  (least: number, most = least): Parser<string> =>
  (tokens, at) => {
    const token = tokens[at];
    if (token?.kind !== 'number' || token.text.length < least || token.text.length > most) return [];
    return [{ value: token.text, next: at + 1 }];
  };

/** Written without a space before it. */
export const glued =
  <T>(parser: Parser<T>): Parser<T> =>
  (tokens, at) =>
    tokens[at]?.glued ? parser(tokens, at) : [];

/** Not run on into the next token. */
export const loose =
  <T>(parser: Parser<T>): Parser<T> =>
  (tokens, at) =>
    parser(tokens, at).filter(({ next }) => tokens[next]?.kind !== 'number' || !tokens[next].glued);

export const any =
  <T>(...parsers: readonly Parser<T>[]): Parser<T> =>
  (tokens, at) =>
    parsers.flatMap((parser) => parser(tokens, at));

export const opt =
  <T>(parser: Parser<T>): Parser<T | undefined> =>
  (tokens, at) => [...parser(tokens, at), { value: undefined, next: at }];

/** Several values where the same words say several things. */
export const each =
  <T, U>(parser: Parser<T>, meanings: (value: T) => readonly U[]): Parser<U> =>
  (tokens, at) =>
    parser(tokens, at).flatMap(({ value, next }) => meanings(value).map((meaning) => ({ value: meaning, next })));

export const map = <T, U>(parser: Parser<T>, f: (value: T) => U): Parser<U> => each(parser, (value) => [f(value)]);

export const where = <T>(parser: Parser<T>, holds: (value: T) => boolean): Parser<T> =>
  each(parser, (value) => (holds(value) ? [value] : []));

export function seq<A, B>(a: Parser<A>, b: Parser<B>): Parser<readonly [A, B]>;
export function seq<A, B, C>(a: Parser<A>, b: Parser<B>, c: Parser<C>): Parser<readonly [A, B, C]>;
export function seq<A, B, C, D>(a: Parser<A>, b: Parser<B>, c: Parser<C>, d: Parser<D>): Parser<readonly [A, B, C, D]>;
export function seq(...parsers: readonly Parser<unknown>[]): Parser<readonly unknown[]> {
  return (tokens, at) =>
    parsers.reduce<readonly Found<readonly unknown[]>[]>(
      (ways, parser) =>
        ways.flatMap((way) =>
          parser(tokens, way.next).map(({ value, next }) => ({ value: [...way.value, value], next })),
        ),
      [{ value: [], next: at }],
    );
}

export const after = <T>(first: Parser<unknown>, parser: Parser<T>): Parser<T> => map(seq(first, parser), ([, b]) => b);
export const before = <T>(parser: Parser<T>, last: Parser<unknown>): Parser<T> => map(seq(parser, last), ([a]) => a);

/** All readings that leave no rest. */
export const parse = <T>(parser: Parser<T>, tokens: readonly Token[]): readonly T[] =>
  parser(tokens, 0)
    .filter(({ next }) => next === tokens.length)
    .map(({ value }) => value);

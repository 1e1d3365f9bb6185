/** What an edit changed, line by line: what is new or says something else now, and what is no longer there. */
export type Changes = { now: readonly string[]; gone: readonly string[] };

/** Lines that begin alike, whatever they count, are one that says something else now; so are buttons. */
const ALIKE = 5;
const beginning = (line: string): string =>
  line.trim().startsWith('[') ? '[' : line.trim().replace(/\d+/g, '').slice(0, ALIKE);

export const changesIn = (before: string, after: string): Changes => {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const now = without(fresh, old);
  const left = without(old, fresh);
  const replaced = now.map(beginning);
  const gone = left.filter((line) => {
    const at = replaced.indexOf(beginning(line));
    if (at >= 0) replaced.splice(at, 1);
    return at < 0;
  });
  return { now, gone };
};

/** Those of the first that are not among the second, as often as they are there. */
const without = (lines: readonly string[], others: readonly string[]): readonly string[] => {
  const rest = [...others];
  return lines.filter((line) => {
    const at = rest.indexOf(line);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
};

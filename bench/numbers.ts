/** What was measured several times: the middle tells, the ends show how far to trust it. */
export type Spread = { median: number; min: number; max: number };

export const spread = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: middle(sorted), min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
};
const middle = (sorted: readonly number[]): number => {
  const at = (i: number) => sorted[i] ?? Number.NaN;
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2;
};
export const median = (values: readonly number[]): number => spread(values).median;
export const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;
export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** A goal is a ratio: absolute times belong to the machine. */
export type Goal = { what: string; ratio: Spread; goal: string; met: boolean };
export const atMost = (what: string, ratio: Spread, most: number): Goal => ({
  what,
  ratio,
  goal: `≤ ${most}`,
  met: ratio.median <= most,
});
export const atLeast = (what: string, ratio: Spread, least: number): Goal => ({
  what,
  ratio,
  goal: `≥ ${least}`,
  met: ratio.median >= least,
});

/** Every other time backwards, so that nobody always comes first, right after a pause, or last. */
export const turn = <T>(all: readonly T[], round: number): readonly T[] => {
  const from = round % all.length;
  const turned = [...all.slice(from), ...all.slice(0, from)];
  return Math.floor(round / all.length) % 2 === 0 ? turned : turned.reverse();
};

export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string => {
  const cells = [head, ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? short(cell) : cell)))];
  const widths = head.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)));
  const lines = cells.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [lines[0], widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1)].join('\n');
};
export const short = (value: number): string =>
  Number.isInteger(value) ? `${value}` : value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);

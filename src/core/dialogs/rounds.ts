import type { Answers } from '../model/dialog.ts';
import type { Json } from '../model/result.ts';

/** The rounds of a repeat, each without what was skipped. */
export const rounds = (answers: Answers, key: string): readonly Readonly<Record<string, Json>>[] => {
  const all = new Map<string, Record<string, Json>>();
  for (const { path, value } of answers) {
    const [, round, field] = new RegExp(`^${key}\\.(\\d+)\\.(\\w.*)$`).exec(path) ?? [];
    if (round !== undefined && field !== undefined && field !== 'more' && value !== null)
      all.set(round, { ...all.get(round), [field]: value });
  }
  return [...all.values()];
};

import { type Answers, answerAt } from '../model/dialog.ts';
import type { Json } from '../model/result.ts';

/** The rounds of a repeat that lead on from one another, each without what was skipped. What was taken back is gone. */
export const rounds = (answers: Answers, key: string): readonly Readonly<Record<string, Json>>[] => {
  const all = new Map<string, Record<string, Json>>();
  for (const { path, value } of answers) {
    const [, round, field] = new RegExp(`^${key}\\.(\\d+)\\.(\\w.*)$`).exec(path) ?? [];
    if (round !== undefined && field !== undefined && field !== 'more' && value !== null)
      all.set(round, { ...all.get(round), [field]: value });
  }
  const reached = Array.from({ length: all.size }, (_, i) => `${i + 1}`);
  const end = reached.findIndex((round) => answerAt(answers, `${key}.${round}.more`) !== true);
  return (end < 0 ? reached : reached.slice(0, end)).map((round) => all.get(round) ?? {});
};

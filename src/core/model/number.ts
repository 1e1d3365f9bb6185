import type { FeedCounter } from './feed.ts';

/** Short numbers that people can say. Each kind counts for itself within a body; a number is never used again. */
export type PollId = `U-${number}`;
export type MeetingId = `S-${number}`;
export type OutcomeId = `E-${number}`;
export type AssignmentId = `A-${number}`;
export type PaperId = `V-${number}`;
export type DeadlineId = `F-${number}`;
export type DialogId = `D-${number}`;
export type AccessId = `L-${number}`;

type Ids = {
  U: PollId;
  S: MeetingId;
  E: OutcomeId;
  A: AssignmentId;
  V: PaperId;
  F: DeadlineId;
  D: DialogId;
  L: AccessId;
};
export type Letter = keyof Ids;
export const numbered = <L extends Letter>(letter: L, number: number): Extract<Ids[L], `${L}-${number}`> =>
  `${letter}-${number}` as Extract<Ids[L], `${L}-${number}`>; // the compiler cannot pair a generic letter with its template

/** People write S-12, s12, S 12 or #S-12. */
export const readNumber = <L extends Letter>(letter: L, text: string): Ids[L] | undefined => {
  const digits = new RegExp(`^#?${letter}[-–\\s]?0*(\\d{1,9})$`, 'i').exec(text.trim())?.[1];
  return digits === undefined ? undefined : (numbered(letter, Number(digits)) as Ids[L]);
};

/** How far the counting of one kind has come. */
export type Counter = { of: Letter | 'P' | 'R' | FeedCounter; last: number };

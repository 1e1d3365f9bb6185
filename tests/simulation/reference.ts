import type { PersonId } from '../../src/core/model/place.ts';
import type { Availability } from '../../src/core/model/poll.ts';

/** What a person meant, in words that share nothing with the product's own. */
export type Meant =
  | { does: 'open'; options: number }
  | { does: 'add'; poll: string }
  | {
      does: 'mark';
      poll: string;
      set: readonly (readonly [option: number, Availability])[];
      unset: readonly (readonly [option: number, Availability])[] | 'rest' | 'said';
      /** That can be edited or deleted later, and then takes back what it said. */
      message?: string;
    }
  | { does: 'unsay'; poll: string; message: string }
  | { does: 'withdraw'; poll: string }
  | { does: 'comment'; poll: string }
  | { does: 'close'; poll: string };
export type Input = { by: PersonId; meant: Meant; mayVote: boolean; mayLead: boolean };

type Sheet = { options: number; closed: boolean; marks: Map<PersonId, Map<number, Availability>> };
/** The same story told by a simpler teller: accepted inputs, one after the other. */
export const reference = () => {
  const polls = new Map<string, Sheet>();
  const wrong: string[] = [];
  const said = new Map<string, readonly (readonly [option: number, Availability])[]>();
  const sheet = (poll: string): Sheet => {
    const found = polls.get(poll);
    if (found === undefined) throw new Error(`accepted for ${poll}, which nobody opened`);
    return found;
  };
  return {
    polls,
    wrong,
    accept({ by, meant, mayVote, mayLead }: Input, cause: string): void {
      if (!(meant.does === 'open' || meant.does === 'close' ? mayLead : mayVote))
        wrong.push(`${cause}: ${by} may not ${meant.does}`);
      if (meant.does === 'open') {
        polls.set(`U-${polls.size + 1}`, { options: meant.options, closed: false, marks: new Map() });
        return;
      }
      const poll = sheet(meant.poll);
      if (poll.closed) wrong.push(`${cause}: ${meant.does} although ${meant.poll} is closed`);
      const own = poll.marks.get(by) ?? new Map<number, Availability>();
      poll.marks.set(by, own);
      switch (meant.does) {
        case 'add':
          poll.options += 1;
          return;
        case 'close':
          poll.closed = true;
          return;
        case 'withdraw':
          own.clear();
          return;
        case 'comment':
          return;
        case 'mark':
          if (meant.unset === 'rest') own.clear();
          else
            for (const [option, fits] of meant.unset === 'said' ? (said.get(meant.message ?? '') ?? []) : meant.unset)
              if (own.get(option) === fits) own.delete(option);
          for (const [option, fits] of meant.set) own.set(option, fits);
          if (meant.message !== undefined) said.set(meant.message, meant.set);
          return;
        case 'unsay':
          for (const [option, fits] of said.get(meant.message) ?? []) if (own.get(option) === fits) own.delete(option);
      }
    },
    closed(poll: string): void {
      sheet(poll).closed = true;
    },
    /** `1 2 0 / 0 0 1`: yes, maybe, no of each option. */
    tally(poll: string): string {
      const { options, marks } = sheet(poll);
      const count = (option: number, fits: Availability) =>
        [...marks.values()].filter((own) => own.get(option) === fits).length;
      return Array.from(
        { length: options },
        (_, i) => `${count(i + 1, 'yes')} ${count(i + 1, 'if-need-be')} ${count(i + 1, 'no')}`,
      ).join(' / ');
    },
  };
};

import type { Iso } from '../../core/model/time.ts';

/** What came in, and what was shown. In `--json` one line each, in order of time. */
export type Event = {
  at: Iso;
  /** A room as its platform names it, behind the connection: `slack/wohnen`. */
  place: string;
  kind: 'command' | 'choice' | 'reply' | 'tick' | 'post' | 'edit';
  /** Of a post its key, of what came in the event's id. */
  key: string;
  revision: number;
  by: string;
  text: string;
  /** Of what came in: how it was answered, and with which words, shown to that person alone. */
  answer?: { kind: string; text: string };
};

import type { Language } from '../model/place.ts';
import type { Day } from '../model/time.ts';

/** Some words; `mark` is the number of the outcome or decision they rest on, shown small beside them: `E-7`. */
export type Span = string | { text: string; strong?: true; mark?: string };
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; spans: readonly Span[] }
  | { kind: 'list'; ordered?: true; items: readonly (readonly Span[])[] }
  /** `caption` says in a sentence what the table shows, and stands above it; an empty one is left out. */
  | { kind: 'table'; caption: string; head: readonly string[]; rows: readonly (readonly string[])[] };

/** A paper, protocol or agenda as data: `documents/` makes files of it. What people typed is text here, never markup. */
export type Document = {
  title: string;
  /** What sort of paper it is, below the title: `Beschlussvorlage`. */
  sort?: string;
  /** Who issues it, line by line, above the title. */
  issuer: readonly string[];
  /** Of the paper, as people write it: `11.06.2019`. */
  date?: string;
  /** The same day, as files note it: the same document gives the same bytes whenever a file is made. */
  day?: Day;
  language: Language;
  /** Shown on each page as long as it is not final: `ENTWURF`. */
  stamp?: string;
  blocks: readonly Block[];
};

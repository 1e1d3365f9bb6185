import type { Inline, Words } from '../../core/texts/doc.ts';

/** What sets a command apart from talk. Alone with the bot one need not write it. */
export const SIGN = '/ak';

/**
 * A run of words that look alike. `address`: where a link leads, for those who see no links. `user`: whom it calls; Slack
 * writes the name. `at`: a moment that Slack writes in the reader's way; `said` is for those who cannot see it so.
 */
export type Span = {
  said: string;
  as?: 'strong' | 'code';
  href?: string;
  address?: string;
  user?: string;
  at?: { timestamp: number; format: string };
};
export type Spans = readonly Span[];

/** JSON carries half a character, but Slack does not, and nobody wants to see a NUL. */
export const clean = (text: string): string => text.toWellFormed().replaceAll('\u0000', '').replaceAll(/\r\n?/g, '\n');

const unclosed = (text: string, opening: RegExp, closing: string): number => {
  let open = 0;
  for (const each of text) open = opening.test(each) ? open + 1 : each === closing ? Math.max(0, open - 1) : open;
  return open;
};
/** What somebody typed to turn the direction of their words does not turn ours. */
const upright = (text: string): string =>
  /[\u202A-\u202E\u2066-\u2069]/.test(text)
    ? text +
      '\u202C'.repeat(unclosed(text, /[\u202A\u202B\u202D\u202E]/, '\u202C')) +
      '\u2069'.repeat(unclosed(text, /[\u2066-\u2068]/, '\u2069'))
    : text;
const typed = (text: string): string => upright(clean(text));

const LONGEST_ADDRESS = 2_000;
const LONGEST_LINK = 1_000;
/** Only where one may safely be sent: no other schemes, and no names before the server's that look like its own. */
const addressOf = (link: string): string | undefined => {
  const url = URL.parse(link);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  return url.href.length > LONGEST_ADDRESS ? undefined : url.href;
};
const linked = (link: string, said: string): Spans => {
  const address = addressOf(link);
  if (address === undefined) return [{ said: typed(said) }];
  if (said.trim() === '' || said === link || said === address) return [{ said: address, href: address }];
  if (said.length > LONGEST_LINK)
    return [{ said: typed(said) }, { said: ' (' }, { said: address, href: address }, { said: ')' }];
  return [{ said: typed(said), href: address, address }];
};

type When = Extract<Inline, { when: unknown }>;
const DATE = '{date_long}, {time}';
const TIME = '{time}';
const timestamp = (iso: string): number => Math.floor(Date.parse(iso) / 1_000);
/**
 * With weekday, date and time, as the reader's Slack says it, where that says all that `said` does. A whole day is a date
 * and no moment: elsewhere it would be another.
 */
const moment = ({ when, said }: When): Spans => {
  if ('day' in when) return [{ said }];
  const from = timestamp(when.from);
  if (when.to === undefined)
    return /\d.*\D\d\d:\d\d\D*$/.test(said) ? [{ said, at: { timestamp: from, format: DATE } }] : [{ said }];
  const [, begin, end] = /^(.*\d.*\D\d\d:\d\d)–(\d\d:\d\d\D*)$/.exec(said) ?? [];
  if (begin === undefined || end === undefined) return [{ said }];
  return [
    { said: begin, at: { timestamp: from, format: DATE } },
    { said: '–' },
    { said: end, at: { timestamp: timestamp(when.to), format: TIME } },
  ];
};

/** As Slack names people. */
const isUser = (account: string): boolean => /^[UW][A-Z0-9]{2,30}$/.test(account);

const spansIn = (each: Inline): Spans => {
  if (typeof each === 'string') return [{ said: clean(each) }];
  if ('text' in each) return [{ said: typed(each.text) }];
  if ('strong' in each) return [{ said: clean(each.strong), as: 'strong' }];
  if ('command' in each) return [{ said: clean(`${SIGN} ${each.command}`), as: 'code' }];
  if ('link' in each) return linked(each.link, each.said);
  if ('when' in each) return moment({ ...each, said: clean(each.said) });
  const { account, name } = each;
  if (account === undefined || !isUser(account)) return [{ said: typed(name) }];
  return [{ said: typed(name.trim() === '' ? account : name), user: account }];
};
export const spansOf = (words: Words): Spans => words.flatMap(spansIn).filter(({ said }) => said !== '');

export const isBlank = (text: string): boolean => text.trim() === '';
export const saidIn = (spans: Spans): string => spans.map(({ said }) => said).join('');

import type { Inline, Words } from '../../core/texts/doc.ts';

/** What sets a command apart from talk. Alone with the bot one need not write it. */
export const SIGN = '!ak';

/** A run of words that look alike. `address`: where a link leads, for those who see no links. `mention`: whom it calls. */
export type Span = { said: string; as?: 'strong' | 'code'; href?: string; address?: string; mention?: string };
export type Spans = readonly Span[];

const WORD_JOINER = '\u2060';
/** `@room` calls everybody, so nobody can have us say it; also not in two pieces that meet only here. */
const CALL = /@(?=room|r?$|roo?$)/gi;
const defused = (text: string): string => text.replaceAll(CALL, `@${WORD_JOINER}`);
/** A homeserver fails on half a character, and a page holds no NUL. */
export const clean = (text: string): string =>
  defused(text.toWellFormed().replaceAll('\u0000', '').replaceAll(/\r\n?/g, '\n'));

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

const LONGEST_ADDRESS = 2_000;
/** Only where one may safely be sent: no other schemes, and no names before the server's that look like its own. */
const addressOf = (link: string): string | undefined => {
  const url = URL.parse(link);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  const address = url.href.replaceAll(CALL, '%40');
  return address.length > LONGEST_ADDRESS ? undefined : address;
};
const linked = (link: string, said: string): Span => {
  const address = addressOf(link);
  if (address === undefined) return { said: upright(clean(said)) };
  if (said.trim() === '' || said === link || said === address) return { said: address, href: address };
  return { said: upright(clean(said)), href: address, address };
};

/** As the homeservers name people; at most so many bytes. */
const isUser = (account: string): boolean => /^@[^:\s]*:\S+$/.test(account) && Buffer.byteLength(account) <= 255;
const pill = (account: string, name: string): Span => ({
  said: upright(clean(name.trim() === '' ? account : name)),
  href: `https://matrix.to/#/${encodeURIComponent(account).replaceAll('%40', '@').replaceAll('%3A', ':')}`,
  mention: account,
});

const spanOf = (each: Inline): Span => {
  if (typeof each === 'string') return { said: clean(each) };
  if ('text' in each) return { said: upright(clean(each.text)) };
  if ('strong' in each) return { said: clean(each.strong), as: 'strong' };
  if ('command' in each) return { said: clean(`${SIGN} ${each.command}`), as: 'code' };
  if ('link' in each) return linked(each.link, each.said);
  if ('when' in each) return { said: clean(each.said) };
  const { account, name } = each;
  return account !== undefined && isUser(account.toWellFormed())
    ? pill(account.toWellFormed(), name)
    : { said: upright(clean(name)) };
};
export const spansOf = (words: Words): Spans => words.map(spanOf).filter(({ said }) => said !== '');

import { type Event, textIn } from './events.ts';
import { SIGN } from './spans.ts';

/** By what people speak to us: our id, and our name there. */
export type Called = { me: string; called?: string };

/** What a formatted message begins with, if that is a person: as clients write it, also below an old quotation. */
const PILL =
  /^(?:<mx-reply>[\s\S]*?<\/mx-reply>)?\s*(?:<p>)?\s*<a\s+href=(["'])https:\/\/matrix\.to\/#\/([^"'?]+)(?:\?[^"']*)?\1[^>]*>([^<]*)<\/a>/i;
/** The same in words that are Markdown. */
const LINK = /^\[[^\]]*\]\(<?https:\/\/matrix\.to\/#\/([^)>?\s]+)(?:\?[^)>\s]*)?>?\)/i;
const isMe = (me: string, named: string): boolean => named.replaceAll(/%40/g, '@').replaceAll(/%3A/gi, ':') === me;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
const unescaped = (html: string): string =>
  html.replaceAll(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name]);

/** As the sender sees our name: a room may have another one than we know. */
const pillIn = (content: Event['content'], text: string, me: string): readonly string[] => {
  const [link, linked] = LINK.exec(text) ?? [];
  if (link !== undefined && linked !== undefined && isMe(me, linked)) return [link];
  const [, , named, said] = PILL.exec(textIn(content, 'formatted_body') ?? '') ?? [];
  return named !== undefined && said !== undefined && said.trim() !== '' && isMe(me, named) ? [unescaped(said)] : [];
};

/** The words after the sign, or after our name: "!ak hilfe", "Lotse: hilfe". Undefined if it is no command. */
export const commandIn = (text: string, content: Event['content'], { me, called }: Called): string | undefined => {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === SIGN) return 'hilfe';
  const [, words] = new RegExp(`^${SIGN}\\s+([\\s\\S]*)$`, 'i').exec(trimmed) ?? [];
  if (words !== undefined) return words;
  // our name alone may also begin a sentence about us; with a colon, or as a pill, it speaks to us
  const [name = ''] = me.slice(1).split(':');
  const spoken = [...(called ? [called] : []), name].map((each) => ({ each, end: /^[:,]\s*([\s\S]*)$/ }));
  const mentioned = [...pillIn(content, trimmed, me), me, ...spoken.map(({ each }) => `@${each}`)].map((each) => ({
    each,
    end: /^[:,]?(?:\s+([\s\S]*))?$/,
  }));
  for (const { each, end } of [...mentioned, ...spoken]) {
    if (!trimmed.toLowerCase().startsWith(each.toLowerCase())) continue;
    const found = end.exec(trimmed.slice(each.length));
    if (found !== null) return found[1]?.trim() || 'hilfe';
  }
  return undefined;
};

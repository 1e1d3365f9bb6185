/** As Slack writes it: its three signs escaped, people, channels and links in angle brackets (docs.slack.dev, "Formatting message text"). */
export const plain = (text: string, named: (user: string) => string | undefined = () => undefined): string =>
  text
    .replace(/<([^<>]*)>/g, (_, inner: string) => said(inner, named))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const said = (inner: string, named: (user: string) => string | undefined): string => {
  const [address = '', label] = inner.split('|');
  const rest = address.slice(1);
  if (address.startsWith('@')) return `@${label || named(rest) || rest}`;
  if (address.startsWith('#')) return `#${label || rest}`;
  if (address.startsWith('!')) return `@${label?.replace(/^@/, '') || rest.replace(/^subteam\^/, '')}`;
  const bare = address.replace(/^(mailto|tel):/, '');
  return label === undefined || label === bare ? bare : `${label} (${bare})`;
};

/** Whom a text names, in their order. */
export const namedIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g)].flatMap(([, user]) => user ?? [])),
];
/** What follows our name at the beginning; undefined if it does not begin with it. */
export const afterMention = (text: string, me: string): string | undefined => {
  const [whole, user] = /^\s*<@([A-Z0-9]+)(?:\|[^>]*)?>[:,]?\s*/.exec(text) ?? [];
  return whole === undefined || user !== me ? undefined : text.slice(whole.length);
};

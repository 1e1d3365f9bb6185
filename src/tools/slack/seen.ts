/** What stands on a person's screen, as plain data. */
import { elementsOf } from './blocks.ts';
import { type Json, json, list, word } from './json.ts';
import { typeOf } from './shapes.ts';
import type { File, Message, Values } from './world.ts';

export type Control = {
  label: string;
  action: string;
  block: string;
  type: string;
  /** Options by their labels. */
  options?: readonly string[];
  value?: unknown;
};
export type SeenMessage = {
  ts: string;
  by: string;
  text: string;
  /** What its blocks say, line by line; without blocks, its text. */
  lines: readonly string[];
  controls: readonly Control[];
  thread: string | undefined;
  edited: boolean;
  onlyForMe: boolean;
  files: readonly { name: string; title: string; contentType: string; bytes: Buffer }[];
  reactions: Readonly<Record<string, number>>;
  /** Whom it notifies beside those who follow the channel: `channel`, `here`, `everyone` and people's ids. */
  calls: readonly string[];
  blocks: readonly Json[];
  metadata: Json | undefined;
};
export type SeenView = {
  id: string;
  title: string;
  submit: string | undefined;
  lines: readonly string[];
  controls: readonly Control[];
  blocks: readonly Json[];
};

const richText = (element: Json): string => {
  const { type, text, url, user_id: user, channel_id: channel, name, fallback, elements } = element;
  switch (type) {
    case 'text':
      return `${text}`;
    case 'link':
      return `${text ?? url}`;
    case 'user':
      return `<@${user}>`;
    case 'channel':
      return `<#${channel}>`;
    case 'emoji':
      return `:${name}:`;
    case 'date':
      return `${fallback ?? ''}`;
    default:
      return list(elements)
        .map(richText)
        .join(type === 'rich_text' || type === 'rich_text_list' ? '\n' : '');
  }
};
const textOf = (value: unknown): string[] => {
  const text = word(json(value)['text']);
  return text === undefined ? [] : [text];
};
const linesOf = (block: Json): string[] => {
  switch (block['type']) {
    case 'rich_text':
      return richText(block).split('\n');
    case 'markdown':
      return `${block['text']}`.split('\n');
    case 'table':
      return (Array.isArray(block['rows']) ? block['rows'] : []).map((row) =>
        list(row)
          .map((cell) => (cell['type'] === 'raw_text' ? `${cell['text']}` : richText(cell)))
          .join(' | '),
      );
    case 'image':
      return [`${block['alt_text']}`];
    case 'context':
      return list(block['elements']).flatMap((each) =>
        each['type'] === 'image' ? [`${each['alt_text']}`] : textOf(each),
      );
    case 'input':
      return [...textOf(block['label']), ...textOf(block['hint'])];
    default:
      return [...textOf(block['text']), ...list(block['fields']).flatMap(textOf)].flatMap((text) => text.split('\n'));
  }
};
export const labelOf = (block: Json, element: Json): string =>
  textOf(block['label'])[0] ?? textOf(element['text'])[0] ?? textOf(element['placeholder'])[0] ?? '';

const controlsOf = (blocks: readonly Json[], values: Values): Control[] =>
  blocks.flatMap((block) =>
    elementsOf(block).map((element) => {
      const options = [
        ...list(element['options']),
        ...list(element['option_groups']).flatMap((group) => list(group['options'])),
      ].flatMap((option) => textOf(option['text']));
      const name = `${block['block_id']}`;
      const action = `${element['action_id']}`;
      const held = Object.entries(values[name]?.[action] ?? {}).find(([key]) => key !== 'type')?.[1];
      return {
        label: labelOf(block, element),
        action,
        block: name,
        type: `${element['type']}`,
        ...(options.length > 0 ? { options } : {}),
        ...(held === undefined ? {} : { value: held }),
      };
    }),
  );

/** All that Slack reads for mentions: plain_text is not. */
const markedUp = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(markedUp);
  const { type, text, user_id: user } = json(value);
  if (type === 'user') return [`<@${user}>`];
  if ((type === 'mrkdwn' || type === 'markdown') && typeof text === 'string') return [text];
  return Object.values(json(value)).flatMap(markedUp);
};
const calls = (message: Message): string[] => {
  const marked = [message.text, ...markedUp(message.blocks ?? [])].join('\n');
  const found = marked.matchAll(/<!(channel|here|everyone)[|>]|<@(\w+)[|>]|<!subteam\^(\w+)[|>]/g);
  return [...new Set([...found].flatMap((match) => match.slice(1).filter((each) => each !== undefined)))];
};

export const seenMessage = (message: Message): SeenMessage => ({
  ts: message.ts,
  by: message.user,
  text: message.text,
  lines:
    message.blocks === undefined || message.blocks.length === 0
      ? message.text.split('\n')
      : message.blocks.flatMap(linesOf),
  controls: controlsOf(message.blocks ?? [], {}),
  thread: message.threadTs,
  edited: message.edited !== undefined,
  onlyForMe: message.onlyFor !== undefined,
  files: (message.files ?? []).map(({ name, title, bytes = Buffer.alloc(0) }: File) => ({
    name,
    title,
    contentType: typeOf(name),
    bytes,
  })),
  reactions: Object.fromEntries([...message.reactions].map(([name, users]) => [name, users.size])),
  calls: calls(message),
  blocks: message.blocks ?? [],
  metadata: message.metadata,
});

export const seenView = ({ id, is, values }: { id: string; is: Json; values: Values }): SeenView => ({
  id,
  title: textOf(is['title'])[0] ?? '',
  submit: textOf(is['submit'])[0],
  lines: list(is['blocks']).flatMap(linesOf),
  controls: controlsOf(list(is['blocks']), values),
  blocks: list(is['blocks']),
});

/** What blocks say, line by line. */
export const linesIn = (blocks: readonly unknown[]): readonly string[] =>
  blocks.flatMap((block) => linesOf(json(block)));

import type {
  ActionsBlock,
  Button,
  KnownBlock,
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextList,
  RichTextSection,
} from '@slack/types';
import type { Choice } from '../../core/texts/doc.ts';
import { shortened } from './render-cut.ts';
import { isBlank, type Span, type Spans, saidIn } from './spans.ts';
import { type Frame, framesOf, lineOf, type Row, type Unit } from './units.ts';

/** Words only as rich text or plain text: nothing in them is markup, and nobody is called who is not meant. */
const element = ({ said, as, href, user, at }: Span): RichTextElement => {
  if (user !== undefined) return { type: 'user', user_id: user };
  if (at !== undefined) return { type: 'date', ...at, fallback: said };
  if (href !== undefined) return { type: 'link', url: href, ...(said !== href && { text: said }) };
  if (as === undefined) return { type: 'text', text: said };
  return { type: 'text', text: said, style: as === 'strong' ? { bold: true } : { code: true } };
};
const isPlain = ({ as, href, user, at }: Span): boolean => (as ?? href ?? user ?? at) === undefined;
const elements = (spans: Spans): RichTextElement[] =>
  spans
    .reduce<Span[]>((all, each) => {
      const last = all.at(-1);
      if (last !== undefined && isPlain(last) && isPlain(each)) all[all.length - 1] = { said: last.said + each.said };
      else all.push(each);
      return all;
    }, [])
    .map(element);
const section = (spans: Spans): RichTextSection => ({ type: 'rich_text_section', elements: elements(spans) });
const rich = (...all: RichTextBlockElement[]): RichTextBlock => ({ type: 'rich_text', elements: all });

/** block-kit/blocks/actions-block */
const MOST_BUTTONS = 25;
/** block-kit/block-elements/button-element */
const LONGEST_LABEL = 75;
export const PICK = 'pick/';
const button = ({ pick, label, main }: Choice, about: string): Button => ({
  type: 'button',
  action_id: `${PICK}000`,
  text: { type: 'plain_text', text: label, emoji: false },
  value: pick,
  ...(main && { style: 'primary' }),
  ...(about !== '' && { accessibility_label: shortened(`${label}: ${about}`, LONGEST_LABEL) }),
});
/** Below the line that they belong to. One who hears it hears to which. */
const buttons = ({ number, choices = [], cells }: Row): readonly ActionsBlock[] => {
  const about = number === undefined ? '' : `${number}. ${cells.map(saidIn).join(' ')}`.trim();
  return Array.from({ length: Math.ceil(choices.length / MOST_BUTTONS) }, (_, n) => ({
    type: 'actions',
    elements: choices.slice(n * MOST_BUTTONS, (n + 1) * MOST_BUTTONS).map((choice) => button(choice, about)),
  }));
};
const FORM = 'form';
const formButton = ({ dialog, label }: NonNullable<Row['form']>): Button => ({
  type: 'button',
  action_id: FORM,
  text: { type: 'plain_text', text: label, emoji: false },
  value: dialog,
});

/** block-kit/blocks/header-block */
const LONGEST_HEADER = 150;
/** What calls somebody, leads somewhere or is typed would be lost in a header. */
const heading = ([words = []]: Row['cells']): KnownBlock => {
  const said = saidIn(words);
  const keeps = words.every(({ as, href, user }) => as !== 'code' && (href ?? user) === undefined);
  if (keeps && said.length <= LONGEST_HEADER && !said.includes('\n'))
    return { type: 'header', text: { type: 'plain_text', text: said, emoji: false } };
  const bold = elements(words).map((each) => ({ ...each, style: { ...each.style, bold: true } }));
  return rich({ type: 'rich_text_section', elements: bold });
};

/** Slack goes on counting where it is told to, though its types do not know it. */
type List = RichTextList & { offset?: number };
const list = (style: List['style'], rows: readonly Row[]): KnownBlock => {
  const before = (rows[0]?.number ?? 1) - 1;
  const made: List = {
    type: 'rich_text_list',
    style,
    elements: rows.map(({ cells }) => section(lineOf({ is: 'list' }, { cells }))),
    ...(before > 0 && { offset: before }),
  };
  return rich(made);
};
/** Lines of one paragraph. */
const together = (lines: readonly Spans[]): KnownBlock =>
  rich(section(lines.flatMap((line, i) => (i === 0 ? line : [{ said: '\n' }, ...line]))));

/** A cell without words is refused. */
const cell = (words: Spans = []): RichTextBlock => rich(section(words.length === 0 ? [{ said: ' ' }] : words));
const table = ({ columns, head }: Extract<Frame, { is: 'table' }>, rows: readonly Row[]): KnownBlock => ({
  type: 'table',
  rows: [...(head === undefined ? [] : [head]), ...rows.map(({ cells }) => cells)].map((cells) =>
    Array.from({ length: columns }, (_, n) => cell(cells[n])),
  ),
  column_settings: Array.from({ length: columns }, () => ({ is_wrapped: true })),
});

const frameBlocks = (frame: Frame, rows: readonly Row[]): readonly KnownBlock[] => {
  switch (frame.is) {
    case 'heading':
      return rows.map(({ cells }) => heading(cells));
    case 'text':
      return rows.flatMap((row) => {
        const line = lineOf(frame, row);
        return [...(isBlank(saidIn(line)) ? [] : [rich(section(line))]), ...buttons(row)];
      });
    case 'lines':
    case 'fields':
      return [together(rows.map((row) => lineOf(frame, row)))];
    case 'list':
      return [list('bullet', rows)];
    case 'ordered':
      return [list('ordered', rows)];
    case 'table':
      return [table(frame, rows)];
    case 'form':
      return rows.flatMap(({ form }) =>
        form === undefined ? [] : [{ type: 'actions', elements: [formButton(form)] } satisfies ActionsBlock],
      );
  }
};

const isFull = ({ elements: all }: ActionsBlock): boolean =>
  all.length >= MOST_BUTTONS || all.some(({ action_id }) => action_id === FORM);
/** A form stands beside what else one can press. */
const beside = (blocks: readonly KnownBlock[]): readonly KnownBlock[] =>
  blocks.reduce<KnownBlock[]>((all, each) => {
    const last = all.at(-1);
    const isForm = each.type === 'actions' && each.elements[0]?.action_id === FORM;
    if (isForm && last?.type === 'actions' && !isFull(last))
      all[all.length - 1] = { ...last, elements: [...last.elements, ...each.elements] };
    else all.push(each);
    return all;
  }, []);
/** No two of a message have the same name. */
const named = (blocks: readonly KnownBlock[]): readonly KnownBlock[] => {
  let n = 0;
  return blocks.map((block) => {
    if (block.type !== 'actions') return block;
    return {
      ...block,
      elements: block.elements.map((each) => {
        if (each.action_id?.startsWith(PICK) !== true) return each;
        n += 1;
        return { ...each, action_id: `${PICK}${n}` };
      }),
    };
  });
};

export const blocksOf = (units: readonly Unit[]): readonly KnownBlock[] =>
  named(beside(framesOf(units).flatMap(({ frame, rows }) => frameBlocks(frame, rows))));

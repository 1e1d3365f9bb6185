import type { FileRef } from '../core/model/file.ts';
import type { Language } from '../core/model/place.ts';
import type { Block, Choice, Doc, Inline, Words } from '../core/texts/doc.ts';
import { texts } from '../core/texts/index.ts';
import { type Html, html } from './html.ts';
import { icon } from './icons.ts';

/** What a page adds to a Doc: where its files are, what its buttons do, and what the reader has chosen already. */
export type Around = {
  language: Language;
  sign: string;
  file(ref: FileRef): string;
  /** A form's beginning: where a click goes, and what it is about. Absent where there is nothing to click. */
  choosing?: { action: string; hidden: Readonly<Record<string, string>> };
  chosen?: readonly string[];
  /** The heading that this stands below. */
  level?: 2 | 3;
};

const inline = (each: Inline, { sign }: Around): Html | string => {
  if (typeof each === 'string') return each;
  if ('text' in each) return html`<bdi class="said">${each.text}</bdi>`;
  if ('strong' in each) return html`<strong>${each.strong}</strong>`;
  if ('person' in each) return html`<bdi>${each.name}</bdi>`;
  if ('command' in each) return html`<code>${sign} ${each.command}</code>`;
  if ('when' in each) {
    const { when, said } = each;
    return html`<time datetime="${'day' in when ? when.day : when.from}">${said}</time>`;
  }
  // only what a browser may safely be sent to; anything else is shown as the text that it is
  return /^https?:\/\//i.test(each.link)
    ? html`<a href="${each.link}" rel="noreferrer nofollow">${each.said}</a>`
    : html`<bdi>${each.said}</bdi>`;
};
export const wordsHtml = (words: Words, around: Around): Html => html`${words.map((each) => inline(each, around))}`;

/** What says yes, no or something between looks like it, and shows whether it was chosen. */
const marks = new Map([
  ['yes', 'yes'],
  ['if-need-be', 'may'],
  ['maybe', 'may'],
  ['no', 'no'],
] as const);
const markOf = (pick: string) => marks.get((pick.split(':')[1] ?? '') as 'yes');
const button = ({ pick, label, main }: Choice, { chosen = [] }: Around): Html => {
  const mark = markOf(pick);
  if (mark === undefined)
    return html`<button name="pick" value="${pick}"${main ? html` class="primary"` : ''}>${label}</button>`;
  const pressed = `${chosen.includes(pick)}`;
  return html`<button name="pick" value="${pick}" class="mark ${mark}" aria-pressed="${pressed}">${icon(mark)}${label}</button>`;
};
/** Answers that exclude each other stand side by side. */
const row = (choices: readonly Choice[], around: Around, label?: string): Html => {
  const made = choices.map((each) => button(each, around));
  if (!choices.some(({ pick }) => markOf(pick) !== undefined)) return html`${made}`;
  return html`<div class="marks"${label === undefined ? '' : html` role="group" aria-label="${label}"`}>${made}</div>`;
};
const hiddenFields = (fields: Readonly<Record<string, string>>): Html =>
  html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
const choosing = (inner: Html, { choosing: how }: Around, looks = 'acts'): Html =>
  how === undefined
    ? inner
    : html`<form class="${looks} choose" method="post" action="${how.action}#answer">${hiddenFields(how.hidden)}${inner}</form>`;

type Option = Extract<Block, { is: 'text' }> & { number: number };
const isOption = (block: Block): block is Option => block.is === 'text' && block.number !== undefined;

/** The dates of a poll as one table, each with what was said to it and, as long as one may answer, the answers. */
const poll = (options: readonly Option[], around: Around): Html => {
  const { poll: words } = texts[around.language].web;
  const open = around.choosing !== undefined && options.some(({ choices }) => choices !== undefined);
  const rows = options.map(({ number, words: [first = '', ...rest], choices = [], leads }) => {
    const [begin, ...more] = rest;
    const counts = typeof begin === 'string' ? [begin.replace(/^ – /, ''), ...more] : rest;
    return html`<tr role="row"${leads === true ? html` class="leads"` : ''}><td role="cell" class="num">${number}.</td><th role="rowheader" scope="row">${wordsHtml([first], around)}</th>
<td role="cell" class="counts">${wordsHtml(counts, around)}</td>${
      open ? html`<td role="cell">${row(choices, around, `${words.answer}, ${words.option} ${number}`)}</td>` : ''
    }</tr>`;
  });
  const head = [words.number, words.option, words.counts, ...(open ? [words.answer] : [])].map(
    (each) => html`<th role="columnheader" scope="col">${each}</th>`,
  );
  // the roles are said, since on a phone the table does not look like one
  const table = html`<table role="table" class="poll"><thead role="rowgroup" class="hide"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${rows}</tbody></table>`;
  return open ? choosing(table, around, 'dates') : table;
};

/** What somebody said stands as the record: it may be quoted. */
const isRecord = ([first]: Words): boolean => typeof first === 'object' && 'text' in first;

const block = (each: Block, around: Around): Html => {
  switch (each.is) {
    case 'heading':
      return around.level === 2
        ? html`<h2>${wordsHtml(each.words, around)}</h2>`
        : html`<h3>${wordsHtml(each.words, around)}</h3>`;
    case 'text':
      return html`<p${isRecord(each.words) ? html` class="record"` : ''}>${wordsHtml(each.words, around)}</p>${
        each.choices === undefined || around.choosing === undefined ? '' : choosing(row(each.choices, around), around)
      }`;
    case 'list': {
      const items = each.items.map((item) => html`<li>${wordsHtml(item, around)}</li>`);
      return each.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'fields':
      return html`<dl>${each.fields.map(({ label, words }) => html`<div><dt>${label}</dt><dd>${wordsHtml(words, around)}</dd></div>`)}</dl>`;
    case 'table':
      return html`<div class="wide" tabindex="0"><table><thead><tr>${each.head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${each.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${wordsHtml(cell, around)}</td>`)}</tr>`)}</tbody></table></div>`;
    case 'file':
      return html`<p><a class="btn" href="${around.file(each.file)}" download="${each.name}">${icon('file')}<span>${each.title} <span class="soft">${each.name}</span></span></a></p>`;
    case 'rooms':
      return html`<h3><bdi>${each.name}</bdi></h3><ul>${each.rooms.map(({ name }) => html`<li><bdi>${name}</bdi></li>`)}</ul>`;
    case 'poll':
      return html``; // the table of the lines is ours
    case 'form':
      return html``; // the page shows the fields themselves
  }
};

/** A Doc as a page shows it. */
export const docHtml = (doc: Doc, around: Around): Html => {
  const made: Html[] = [];
  for (let i = 0; i < doc.length; i += 1) {
    const each = doc[i];
    if (each === undefined) continue;
    if (!isOption(each)) {
      made.push(block(each, around));
      continue;
    }
    const rest = doc.slice(i);
    const end = rest.findIndex((other) => !isOption(other));
    const options = rest.slice(0, end < 0 ? undefined : end).filter(isOption);
    made.push(poll(options, around));
    i += options.length - 1;
  }
  return html`${made}`;
};
/** What can be quoted begins with its number. */
const headOf = ([first]: Doc): Inline | undefined =>
  first?.is === 'heading' || (first?.is === 'text' && typeof first.words[0] === 'object' && 'strong' in first.words[0])
    ? first.words[0]
    : undefined;
export const numberOf = (doc: Doc): string | undefined => {
  const head = headOf(doc);
  const said = typeof head === 'object' && 'strong' in head ? head.strong : head;
  return typeof said === 'string' ? /(?<!\p{L})[A-Z]-\d+/u.exec(said)?.[0] : undefined;
};
/** What stands out as a card: it has a heading, or something to choose. */
export const isCard = (doc: Doc): boolean =>
  headOf(doc) !== undefined ||
  doc.some((each) => each.is === 'heading' || (each.is === 'text' && each.choices !== undefined));

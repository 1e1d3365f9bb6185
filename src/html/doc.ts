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

const marks = new Set(['yes', 'if-need-be', 'no']);
const markOf = (pick: string): 'yes' | 'if-need-be' | 'no' | undefined => {
  const said = pick.split(':')[1] ?? '';
  return marks.has(said) ? (said as 'yes' | 'if-need-be' | 'no') : undefined;
};
const button = ({ pick, label, main }: Choice, { chosen = [] }: Around): Html => {
  const mark = markOf(pick);
  const pressed = chosen.includes(pick);
  const looks = [main ? 'primary' : '', mark === undefined ? '' : `mark ${mark}`].join(' ').trim();
  return html`<button name="pick" value="${pick}" class="${looks}"${mark === undefined ? '' : html` aria-pressed="${pressed}"`}>${
    mark === undefined ? '' : icon(mark)
  }${label}</button>`;
};
const hiddenFields = (fields: Readonly<Record<string, string>>): Html =>
  html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
const choosing = (inner: Html, { choosing: how }: Around, looks = 'acts'): Html =>
  how === undefined
    ? inner
    : html`<form class="${looks} choose" method="post" action="${how.action}">${hiddenFields(how.hidden)}${inner}</form>`;

type Option = Extract<Block, { is: 'text' }> & { number: number; choices: readonly Choice[] };
const isOption = (block: Block): block is Option =>
  block.is === 'text' && block.number !== undefined && block.choices !== undefined;

/** The dates of a poll, each with its answers, as one table. */
const poll = (options: readonly Option[], around: Around): Html => {
  const { poll: words } = texts[around.language].web;
  const rows = options.map(
    ({
      number,
      words: said,
      choices,
    }) => html`<tr><td class="num">${number}</td><th scope="row">${wordsHtml(said, around)}</th>
<td><div class="marks" role="group" aria-label="${words.answer} ${number}">${choices.map((each) => button(each, around))}</div></td></tr>`,
  );
  return choosing(
    html`<table class="options"><thead class="hide"><tr><th scope="col">${texts[around.language].web.poll.number}</th><th scope="col">${words.option}</th><th scope="col">${words.answer}</th></tr></thead><tbody>${rows}</tbody></table>`,
    around,
    'dates',
  );
};

const block = (each: Block, around: Around): Html => {
  switch (each.is) {
    case 'heading':
      return around.level === 2
        ? html`<h2>${wordsHtml(each.words, around)}</h2>`
        : html`<h3>${wordsHtml(each.words, around)}</h3>`;
    case 'text':
      return html`<p>${each.number === undefined ? '' : html`<b class="num">${each.number}.</b> `}${wordsHtml(each.words, around)}</p>${
        each.choices === undefined || around.choosing === undefined
          ? ''
          : choosing(html`${each.choices.map((choice) => button(choice, around))}`, around)
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
      return html`<p><a class="btn" href="${around.file(each.file)}" download="${each.name}">${icon('file')}${each.title}<span class="soft">${each.name}</span></a></p>`;
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
/** What stands out as a card: it has a heading, or something to choose. */
export const isCard = (doc: Doc): boolean =>
  doc.some((each) => each.is === 'heading' || (each.is === 'text' && each.choices !== undefined));

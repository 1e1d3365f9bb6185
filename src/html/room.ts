import type { Language } from '../core/model/place.ts';
import { dayOf, type Iso, type Zone } from '../core/model/time.ts';
import { dates } from '../core/texts/dates.ts';
import type { Doc } from '../core/texts/doc.ts';
import { texts } from '../core/texts/index.ts';
import { type Around, docHtml, isCard, numberOf } from './doc.ts';
import { type Html, html } from './html.ts';
import { flag } from './icons.ts';
import { LOTSE } from './names.ts';

/** A message as one reader sees it. `by`: who said it; absent for the Lotse. */
export type Shown = {
  n: number;
  at: Iso;
  by?: { name: string; own: boolean };
  doc?: Doc;
  edited?: true;
  /** Of the reader's own: what they may change. */
  own?: Own;
  /** What was said below it, where one can answer there. */
  thread?: readonly Shown[];
  isNew: boolean;
};
export type Own = { revision: number; text: string };
export type Reader = { language: Language; zone: Zone; around(n: number, chosen: readonly string[]): Around };
export type Talk = {
  reader: Reader;
  chosen: ReadonlyMap<number, readonly string[]>;
  /** Where a change of one's own message goes. */
  edit(n: number, revision: number): Target;
  /** Where a reply in a thread goes; nowhere, where two are alone and need no threads. */
  reply?(n: number): Target;
};
type Target = { action: string; hidden: Readonly<Record<string, string>> };

const hiddenFields = (fields: Target['hidden']): Html =>
  html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;

const head = ({ by, edited }: Shown, language: Language): Html => {
  const { web } = texts[language];
  return by === undefined
    ? html`<p class="who">${flag} ${LOTSE}</p>`
    : html`<p class="who"><bdi>${by.own ? web.you : by.name || web.somebody}</bdi>${edited === true ? html` <span class="soft">${web.edited}</span>` : ''}</p>`;
};
const said = (message: Shown, { reader, chosen }: Talk): Html => {
  const { doc, n, by } = message;
  const { web } = texts[reader.language];
  if (doc === undefined) return html`<p class="soft">${web.removed}</p>`;
  const inner = docHtml(doc, reader.around(n, chosen.get(n) ?? []));
  if (by !== undefined) return html`<div class="talk" dir="auto">${inner}</div>`;
  return isCard(doc) ? html`<article class="sheet">${inner}</article>` : inner;
};
/** One message with what was said in its thread; the same for a page and for what comes live. */
export const messageHtml = (message: Shown, talk: Talk): Html => {
  const { reader } = talk;
  const { n, at, isNew } = message;
  const clock = dates(reader.language).clock(at, reader.zone);
  const number = message.by === undefined && message.doc !== undefined ? numberOf(message.doc) : undefined;
  // seen as a line in the margin, heard as a word
  const fresh = isNew ? html`<span class="hide fresh">${texts[reader.language].web.fresh}</span> ` : '';
  return html`<li class="row${isNew ? ' new' : ''}" id="m${n}" data-n="${n}">
<div class="side">${fresh}${number === undefined ? '' : html`<span class="num" aria-hidden="true">${number}</span> `}<time datetime="${at}">${clock}</time></div>
<div class="text">${head(message, reader.language)}<div class="body">${said(message, talk)}</div>${ownHtml(message, clock, talk)}${
    message.thread === undefined
      ? ''
      : html`<ol class="log thread" id="t${n}">${message.thread.map((each) => messageHtml(each, talk))}</ol>${replyHtml(n, talk)}`
  }</div></li>`;
};
/** A menu of what its writer may do with a message. */
const ownHtml = ({ n, own }: Shown, clock: string, talk: Talk): Html => {
  const { web } = texts[talk.reader.language];
  if (own === undefined) return html``;
  return html`<details class="own"><summary>${web.edit}<span class="hide"> ${web.editOf(clock)}</span></summary>${editHtml(n, own, talk)}</details>`;
};
/** `id` where the same stands twice on a page: as it is, and as it was typed. */
export const editHtml = (n: number, { revision, text }: Own, talk: Talk, id = `edit${n}`): Html => {
  const { web } = texts[talk.reader.language];
  const { action, hidden } = talk.edit(n, revision);
  return html`<form class="edit" method="post" action="${action}#answer">${hiddenFields(hidden)}
<label class="hide" for="${id}">${web.editThere}</label><textarea class="in" id="${id}" name="text" rows="3" dir="auto" required>
${text}</textarea><div class="acts"><button class="primary">${web.form.submit}</button><button name="remove" value="yes" formnovalidate>${web.remove}</button></div></form>`;
};
/** A thread is answered where it stands. */
const replyHtml = (n: number, talk: Talk): Html => {
  const { web } = texts[talk.reader.language];
  if (talk.reply === undefined) return html``;
  const { action, hidden } = talk.reply(n);
  return html`<details class="reply"><summary>${web.answerHere}</summary><form class="say" method="post" action="${action}#answer">
${hiddenFields(hidden)}
<label class="hide" for="say${n}">${web.sayThere}</label><input class="in" id="say${n}" name="text" dir="auto" autocomplete="off" required><button>${web.send}</button></form></details>`;
};
/** The day in words, where a new one begins. */
export const dayHtml = (at: Iso, now: Iso, { language, zone }: Reader): Html => {
  const { web } = texts[language];
  const day = dayOf(at, zone);
  const said = dates(language).long(day);
  return html`<li class="row day" data-day="${day}"><div class="side"></div><h2 class="text">${day === dayOf(now, zone) ? `${web.today}, ${said}` : said}</h2></li>`;
};

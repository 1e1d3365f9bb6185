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
  /** What was said below it, where one can answer there. */
  thread?: readonly Shown[];
  isNew: boolean;
};
export type Reader = { language: Language; zone: Zone; around(n: number, chosen: readonly string[]): Around };
export type Talk = {
  reader: Reader;
  chosen: ReadonlyMap<number, readonly string[]>;
  /** Where a reply in a thread goes; nowhere, where two are alone and need no threads. */
  reply?(n: number): { action: string; hidden: Readonly<Record<string, string>> };
};

const head = ({ by }: Shown, language: Language): Html => {
  const { web } = texts[language];
  return by === undefined
    ? html`<p class="who">${flag} ${LOTSE}</p>`
    : html`<p class="who"><bdi>${by.own ? web.you : by.name || web.somebody}</bdi></p>`;
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
  return html`<li class="row${isNew ? ' new' : ''}" id="m${n}" data-n="${n}">
<div class="side">${number === undefined ? '' : html`<span class="num" aria-hidden="true">${number}</span> `}<time datetime="${at}">${clock}</time></div>
<div class="text">${head(message, reader.language)}<div class="body">${said(message, talk)}</div>${
    message.thread === undefined
      ? ''
      : html`<ol class="log thread" id="t${n}">${message.thread.map((each) => messageHtml(each, talk))}</ol>${replyHtml(n, talk)}`
  }</div></li>`;
};
/** A thread is answered where it stands. */
const replyHtml = (n: number, talk: Talk): Html => {
  const { web } = texts[talk.reader.language];
  if (talk.reply === undefined) return html``;
  const { action, hidden } = talk.reply(n);
  return html`<details class="reply"><summary>${web.answerHere}</summary><form class="say" method="post" action="${action}#answer">
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label class="hide" for="say${n}">${web.sayThere}</label><input class="in" id="say${n}" name="text" dir="auto" autocomplete="off" required><button>${web.send}</button></form></details>`;
};
/** The day in words, where a new one begins. */
export const dayHtml = (at: Iso, now: Iso, { language, zone }: Reader): Html => {
  const { web } = texts[language];
  const day = dayOf(at, zone);
  const said = dates(language).long(day);
  return html`<li class="row day" data-day="${day}"><div class="side"></div><h2 class="text">${day === dayOf(now, zone) ? `${web.today}, ${said}` : said}</h2></li>`;
};

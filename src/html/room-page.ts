import type { Language } from '../core/model/place.ts';
import { dayOf, type Iso } from '../core/model/time.ts';
import { texts } from '../core/texts/index.ts';
import { type Html, html } from './html.ts';
import { layout, ofWhom } from './layout.ts';
import { LOTSE } from './names.ts';
import { dayHtml, messageHtml, type Shown, type Talk } from './room.ts';

/** `name` absent: the room alone with the Lotse. */
export type Entry = { path: string; name?: string; unread: number; here: boolean };
export type RoomPage = {
  language: Language;
  base: string;
  me: { base: string; name: string };
  looks?: string;
  rooms: readonly Entry[];
  talk: Talk;
  shown: readonly Shown[];
  now: Iso;
  /** Up to which change this page has seen everything. */
  change: number;
  sign: string;
  event: string;
  /** Where earlier messages are. */
  earlier?: string;
  /** What a form without scripts has answered, and what it could not take. */
  answer?: Html;
  typed?: string;
};

export const roomPage = (page: RoomPage): Html => {
  const { language, base, me, rooms, talk, shown, now, change, event, earlier, answer, typed = '' } = page;
  const { web } = texts[language];
  const here = rooms.find((room) => room.here);
  const title = here?.name ?? web.aloneTitle;
  const elsewhere = rooms.reduce((sum, room) => sum + (room.here ? 0 : room.unread), 0);
  const entry = (room: Entry): Html => {
    const unread = room.unread === 0 || room.here ? '' : web.unread(room.unread);
    return html`<li><a href="${me.base}/r/${room.path}#answer"${room.here ? html` aria-current="page"` : ''}><span>${room.name ?? LOTSE}</span> <b data-unread="${room.path}">${unread}</b></a></li>`;
  };
  const log = shown.map((message, i) => {
    const before = shown[i - 1];
    const { zone } = talk.reader;
    const newDay = before === undefined || dayOf(before.at, zone) !== dayOf(message.at, zone);
    return html`${newDay ? dayHtml(message.at, now, talk.reader) : ''}${messageHtml(message, talk)}`;
  });
  const says = here?.name === undefined ? web.sayAlone : web.sayIn(here.name);
  return layout({
    language,
    base,
    me,
    title,
    here: 'rooms',
    ...(page.looks !== undefined && { looks: page.looks }),
    main: html`<div class="desk rooms">
<nav class="contents" id="rooms" aria-label="${web.rooms}${ofWhom(page)}"><ul>${rooms.map(entry)}</ul></nav>
<main id="content" aria-label="${title}${ofWhom(page)}" data-room="${here?.path ?? ''}" data-change="${change}" data-base="${me.base}" data-sign="${page.sign}"
 data-new="${web.unread(1)}" data-lost="${web.lost}" data-back="${web.back}" data-ended="${web.ended}" data-failed="${web.failed}" data-commands="${web.commands}" data-example="${web.example}">
<div class="row"><div class="side"></div><div class="text"><h1>${title}</h1>
<p class="narrow"><a class="btn" href="#rooms" data-elsewhere="${web.otherRooms(1)}">${web.otherRooms(elsewhere)}</a></p></div></div>
${earlier === undefined ? '' : html`<div class="row"><div class="side"></div><p class="text"><a class="btn" href="${earlier}">${web.earlier}</a></p></div>`}
<ol class="log" id="log" aria-label="${title}">${log}</ol>
${shown.length === 0 ? html`<div class="row" id="empty"><div class="side"></div><p class="text soft">${web.empty}</p></div>` : ''}
<div id="answer" role="status">${answer ?? ''}</div>
<p class="hide" id="news" role="log"></p>
<div class="say" id="say">
<div class="offer" id="offer" hidden></div>
<form method="post" action="${me.base}/say#answer">
<input type="hidden" name="room" value="${here?.path ?? ''}"><input type="hidden" name="event" value="${event}">
<label class="hide" for="text">${says}</label>
<textarea class="in" id="text" name="text" rows="1" dir="auto" autocomplete="off" enterkeyhint="send" placeholder="${says}" required>${typed}</textarea><button>${web.send}</button></form>
<p class="soft" id="line" role="status"></p>
</div></main></div>`,
  });
};

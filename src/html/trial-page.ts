import type { Language } from '../core/model/place.ts';
import type { Iso, Zone } from '../core/model/time.ts';
import { dates } from '../core/texts/dates.ts';
import { texts } from '../core/texts/index.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

export type Pane = { field: string; person: string; name: string; address: string };
export type TrialPage = {
  language: Language;
  zone: Zone;
  now: Iso;
  coming: Readonly<Partial<Record<'poll' | 'meeting' | 'deadline', { id: string; at: Iso }>>>;
  chapters: readonly { title: string; at: Iso }[];
  told: number;
  missed: readonly number[];
  panes: readonly Pane[];
  people: readonly { person: string; name: string; roles: string }[];
  event: string;
};

/** Several people's windows side by side, the story in steps, and a clock to wind. */
export const trialPage = ({
  language,
  zone,
  now,
  coming,
  chapters,
  told,
  missed,
  panes,
  people,
  event,
}: TrialPage): Html => {
  const { trial } = texts[language].web;
  const on = dates(language);
  const next = chapters[told];
  const kept = html`${panes.map(({ field, person }) => html`<input type="hidden" name="${field}" value="${person}">`)}<input type="hidden" name="event" value="${event}">`;
  const station = ({ title, at }: { title: string; at: Iso }, i: number): Html => {
    const state = i < told ? 'done' : i === told ? 'now' : '';
    return html`<li class="${state}"${i === told ? html` aria-current="step"` : ''}><b>${title}</b>${i >= told ? on.date(at.slice(0, 10)) : missed.includes(i) ? trial.doneInPart : trial.done}</li>`;
  };
  const pane = ({ field, person, name, address }: Pane): Html => html`<section class="pane" aria-label="${name}">
<header><form method="get" action="/trial"><label for="${field}">${trial.as}</label>
${panes.map((other) => (other.field === field ? '' : html`<input type="hidden" name="${other.field}" value="${other.person}">`))}
<select id="${field}" name="${field}" data-submits>${people.map(
    (each) =>
      html`<option value="${each.person}"${each.person === person ? html` selected` : ''}>${each.name} (${each.roles})</option>`,
  )}</select><button>${trial.change}</button></form></header>
<iframe src="${address}" title="${trial.window(name)}"></iframe></section>`;
  return layout({
    language,
    base: '',
    title: trial.title,
    looks: 'trial',
    note: html`<p><strong class="stamp">${trial.stamp}</strong> ${trial.invented}</p>`,
    main: html`<main class="desk stage" id="content">
<div class="tale"><section class="step" aria-labelledby="now">
<h1 id="now"><span class="soft">${trial.step(Math.min(told + 1, chapters.length), chapters.length)}</span> ${next?.title ?? trial.over}</h1>
${
  next === undefined
    ? ''
    : html`<form class="acts" method="post" action="/trial/next">${kept}<button class="primary">${trial.tell}</button><span class="soft" role="status" data-busy-says="${trial.telling}">${trial.orYourself}</span></form>`
}
<div class="track" tabindex="0" role="group" aria-label="${trial.story}"><ol class="course">${chapters.map(station)}</ol></div></section>
<section class="sheet clock" aria-labelledby="clock"><h2 id="clock"><span class="soft">${trial.clock}</span> <time datetime="${now}">${on.moment(now, zone)}</time></h2>
<form class="acts even" method="post" action="/trial/wind">${kept}<button name="to" value="hour">${trial.hour}</button><button name="to" value="day">${trial.day}</button>${(
      ['poll', 'meeting', 'deadline'] as const
    ).map((kind) => {
      const it = coming[kind];
      return it === undefined
        ? ''
        : html`<button name="to" value="${kind}">${trial.until[kind](it.id, on.moment(it.at, zone))}</button>`;
    })}<span class="soft" role="status" data-busy-says="${trial.winding}"></span></form>
<form class="acts" method="post" action="/trial/again">${kept}<button>${trial.again}</button><span class="soft" role="status" data-busy-says="${trial.beginning}"></span></form></section></div>
<div class="panes">${panes.map(pane)}</div></main>`,
  });
};

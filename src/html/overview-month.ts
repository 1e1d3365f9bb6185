import type { Language } from '../core/model/place.ts';
import { type Day, shiftDay } from '../core/model/time.ts';
import { dates } from '../core/texts/dates.ts';
import { texts } from '../core/texts/index.ts';
import type { Deadlined, Overview, Sitting } from '../core/views/overview.ts';
import type { CalendarDay } from '../core/views/overview-month.ts';
import { type Html, html } from './html.ts';

type Cell = CalendarDay<Sitting, Deadlined>;
/** A Monday, for the names of the days. */
const MONDAY: Day = '2024-01-01';

/** A month as a table; its meetings lead to the list beside it. */
export const monthHtml = ({ month, today, language }: Overview, address: (month: string) => string): Html => {
  const { overview, deadline } = texts[language];
  const on = dates(language);
  const heads = Array.from({ length: 7 }, (_, i) => shiftDay(MONDAY, i)).map(
    (day) =>
      html`<th scope="col" abbr="${on.weekday.long(day)}"><span aria-hidden="true">${on.weekday.short(day)}</span><span class="hide">${on.weekday.long(day)}</span></th>`,
  );
  const cell = (each: Cell | undefined): Html => {
    if (each === undefined) return html`<td></td>`;
    const { day, off, holiday, meetings, deadlines } = each;
    const number = `${Number(day.slice(8))}`;
    const steps = [...new Set(deadlines.map(({ stop }) => deadline.steps[stop.step]))];
    const isToday = day === today;
    const looks = [off ? 'off' : '', isToday ? 'today' : ''].join(' ').trim();
    return html`<td class="${looks}"${isToday ? html` aria-current="date"` : ''}>${
      steps.length === 0
        ? number
        : html`<span class="due">${number}</span><span class="hide"> ${overview.due}: ${steps.join(', ')}</span>`
    }${holiday === undefined ? '' : html`<span class="hide"> ${holiday}</span>`}${meetings.map(
      ({ id, group, state }) =>
        html` <a href="#${id}"${state === 'cancelled' ? html` class="gone"` : ''}>${id}<span class="hide"> ${group.name}</span></a>`,
    )}</td>`;
  };
  const isNow = month.name === today.slice(0, 7);
  return html`<table class="month"><caption>${on.month(month.first)}</caption><thead><tr>${heads}</tr></thead>
<tbody>${month.weeks.map((week) => html`<tr>${week.map(cell)}</tr>`)}</tbody></table>
<p class="soft"><span class="due">${overview.due}</span> ${overview.legend}</p>
<p class="acts"><a class="btn" rel="prev" href="${address(month.before)}">${overview.before}</a>${
    isNow ? '' : html`<a class="btn" href="${address('')}">${overview.thisMonth}</a>`
  }<a class="btn" rel="next" href="${address(month.after)}">${overview.after}</a></p>`;
};

/** What is known of a meeting, in a line. */
const about = ({ slot, zone, room, state, comes, reply, past }: Sitting, language: Language): Html => {
  const { meeting, overview } = texts[language];
  const isAhead = !past && state !== 'cancelled' && state !== 'held';
  const said = [
    ...(slot === undefined
      ? []
      : [html`<time datetime="${'day' in slot ? slot.day : slot.from}">${dates(language).slot(slot, zone)}</time>`]),
    ...(room === undefined ? [] : [html`<bdi>${room}</bdi>`]),
    html`${meeting.states[state]}`,
    ...(isAhead && comes > 0 ? [html`${overview.comes(comes)}`] : []),
    ...(isAhead && reply !== undefined ? [html`${overview.reply(meeting.replies[reply])}`] : []),
  ];
  return html`${said.map((each, i) => html`${i === 0 ? '' : ' · '}${each}`)}`;
};
export const sittingsHtml = (
  { sittings, language }: Overview,
  numberHtml: (id: string, group: Sitting['group']) => Html,
): Html => {
  const { overview } = texts[language];
  return sittings.length === 0
    ? html`<p>${overview.noSittings}</p>`
    : html`<ul class="tasks">${sittings.map(
        (each) =>
          html`<li id="${each.id}"${each.state === 'cancelled' || each.past ? html` class="past"` : ''}>${numberHtml(each.id, each.group)}<p><b><bdi>${each.group.name}</bdi></b> <span class="soft">${about(each, language)}</span></p></li>`,
      )}</ul>`;
};

import type { Language } from '../core/model/place.ts';
import { type Day, Temporal } from '../core/model/time.ts';
import { dates } from '../core/texts/dates.ts';
import { joined, user } from '../core/texts/doc.ts';
import { texts } from '../core/texts/index.ts';
import type { Line, Stop } from '../core/views/overview-plan.ts';
import { type Around, wordsHtml } from './doc.ts';
import { type Html, html } from './html.ts';

const between = (from: Day, to: Day): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
/** The way to the first stop is drawn short: where nothing is due, there is nothing to see. */
const LEAD = 14;
/** Beyond it a name would leave the picture, and ends where its stop is. */
const LATE = 82;

/** Where a day is between the first stop, or today if that comes first, and the sitting. */
const scale = (first: Day, end: Day, today: Day): ((day: Day) => number) => {
  const lead = today < first ? LEAD : 0;
  const length = Math.max(between(first, end), 1);
  return (day) => {
    if (day >= first) return lead + ((100 - lead) * Math.min(between(first, day), length)) / length;
    return lead - (lead * between(day, first)) / Math.max(between(today, first), 1);
  };
};
const percent = (at: number): string => `${Math.round(at * 10) / 10}%`;

/** The names of the stops by turns above and below the line: two that follow soon on each other still have room. */
const picture = ({ stops, day: end }: Line, today: Day, language: Language): Html => {
  const { deadline, overview, web } = texts[language];
  const on = dates(language);
  const at = scale(stops[0]?.day ?? end, end, today);
  const label = (x: number, i: number, name: string, says: string, looks: string): Html => {
    const [one, two] = i % 2 === 0 ? ['1.125rem', '2.625rem'] : ['6.625rem', '8.125rem'];
    return html`<g class="${x > LATE ? 'end ' : ''}${looks}"><text x="${percent(x)}" y="${one}">${name}</text><text class="s" x="${percent(x)}" y="${two}">${says}</text><circle class="${looks}" cx="${percent(x)}" cy="4.25rem" r="0.4375rem"/></g>`;
  };
  const looks = { done: 'gone', idle: 'gone', passed: 'late', open: '' } as const;
  const now = at(today);
  return html`<svg class="line" height="11rem" aria-hidden="true" focusable="false">
<line x1="0" x2="100%" y1="4.25rem" y2="4.25rem"/><line class="gone" x1="0" x2="${percent(now)}" y1="4.25rem" y2="4.25rem"/>
<line class="today" x1="${percent(now)}" x2="${percent(now)}" y1="3.625rem" y2="10.5rem"/>
${stops.map(({ step, day, state }, i) =>
  label(
    at(day),
    i,
    deadline.steps[step],
    state === 'passed' ? `${on.short(day)}, ${deadline.passed}` : on.short(day),
    looks[state],
  ),
)}
${label(100, stops.length, overview.sitting, on.short(end), '')}
<svg class="flag" x="${percent(now)}" y="9.625rem" width="1.375rem" height="1rem"><use href="#flag"/></svg>
<text class="now${now > LATE ? ' end' : ''}" x="${percent(now)}" y="10.5rem" dx="${now > LATE ? '-0.5rem' : '1.875rem'}">${web.today}, ${on.short(today)}</text></svg>`;
};

const isOver = (state: Stop['state']): boolean => state === 'done' || state === 'idle';
const stopHtml = ({ step, day, state, owing, missing }: Stop, isNext: boolean, around: Around): Html => {
  const { deadline, overview } = texts[around.language];
  const who = joined(
    missing.map((name) => [user(name)]),
    ', ',
  );
  const more =
    missing.length === 0 || (missing.length === owing && owing === 1)
      ? ''
      : html`, ${wordsHtml(overview.missing(who, missing.length), around)}`;
  const looks = isOver(state) ? 'done' : isNext ? 'now' : '';
  return html`<li class="${looks}"><b>${deadline.steps[step]}</b> <time datetime="${day}">${dates(around.language).long(day)}</time>: ${deadline[state]}${more}</li>`;
};

/** One committee's next sitting: what is due before it, drawn to scale, and the same as a list. */
export const lineHtml = (line: Line, today: Day, around: Around): Html => {
  const { deadline, overview, web } = texts[around.language];
  const on = dates(around.language);
  const next = line.stops.find(({ state, day }) => state === 'open' && day >= today);
  const isDone = line.stops.every(({ state }) => isOver(state));
  const said = [
    next === undefined ? '' : overview.nextStop(deadline.steps[next.step], on.long(next.day)),
    isDone && line.stops.length > 0 ? overview.allDone : '',
  ].join('');
  return html`<p>${wordsHtml(overview.next(user(line.committee), on.long(line.day), between(today, line.day)), around)} ${said}</p>
${
  line.stops.length === 0
    ? ''
    : html`${picture(line, today, around.language)}
<ol class="plain stops">${line.stops.map((stop) => stopHtml(stop, stop === next, around))}<li><b>${overview.sitting}</b> <time datetime="${line.day}">${on.long(line.day)}</time></li></ol>
<p class="hide">${web.today}: ${on.long(today)}</p>`
}`;
};

import type { Language } from '../core/model/place.ts';
import { texts } from '../core/texts/index.ts';
import type { Group } from '../core/views/overview.ts';
import { type Band, type Counts, type Flow, type Station, stations } from '../core/views/overview-flow.ts';
import { type Html, html } from './html.ts';

type Shape = {
  /** What all results together measure, across their way. */
  full: number;
  /** Where the main stream begins; what was asked back flows beside it. */
  shore: number;
  gap: number;
};
type Bar = { station: Station; at: number; gone: number; waiting: number };
type Stream = { from: number; to: number; out: number; into: number; size: number };
type Drawn = { bars: readonly Bar[]; streams: readonly Stream[]; size: number };

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
/** Nearest the branch first, so that streams cross little. */
const branchFirst = (a: Station, b: Station): number => Number(b === 'asked-back') - Number(a === 'asked-back');

/** Where everything lies across the way, in units of the picture. */
const drawn = ({ all, bands }: Flow<Group>, { full, shore, gap }: Shape): Drawn => {
  const unit = full / all.submitted.came;
  const top = (station: Station): number => {
    if (station === 'asked-back') return 0;
    return station === 'decided' ? Math.max(shore, all['asked-back'].came * unit + gap) : shore;
  };
  const offset = (band: Band, side: 'from' | 'to'): number => {
    const other = side === 'from' ? 'to' : 'from';
    const order = (a: Band, b: Band) =>
      branchFirst(a[other], b[other]) ||
      (stations.indexOf(a[other]) - stations.indexOf(b[other])) * (side === 'from' ? 1 : -1);
    const beside = bands.filter((each) => each[side] === band[side]).toSorted(order);
    return top(band[side]) + unit * sum(beside.slice(0, beside.indexOf(band)).map(({ count }) => count));
  };
  const bars = stations.map((station): Bar => {
    const { came, waiting } = all[station];
    return { station, at: top(station), gone: (came - waiting) * unit, waiting: waiting * unit };
  });
  return {
    bars,
    streams: bands.map((band) => ({
      from: stations.indexOf(band.from),
      to: stations.indexOf(band.to),
      out: offset(band, 'from'),
      into: offset(band, 'to'),
      size: band.count * unit,
    })),
    size: Math.max(...bars.map(({ at, gone, waiting }) => at + gone + waiting)) + 2,
  };
};
const n = (number: number): string => `${Math.round(number * 100) / 100}`;

const ACROSS = 220;
const rem = (units: number): string => `${n(units / 16)}rem`;
/** From left to right; its width is that of the page, its bars and words do not stretch. */
const broad = (flow: Flow<Group>): Html => {
  const { bars, streams, size } = drawn(flow, { full: 120, shore: 44, gap: 24 });
  const path = ({ from, to, out, into, size: wide }: Stream): string => {
    const [a, b] = [from * ACROSS, to * ACROSS];
    const half = (a + b) / 2;
    return `M${a} ${n(out)}C${half} ${n(out)} ${half} ${n(into)} ${b} ${n(into)}V${n(into + wide)}C${half} ${n(into + wide)} ${half} ${n(out + wide)} ${a} ${n(out + wide)}z`;
  };
  return html`<svg class="flow broad" height="${rem(size)}" aria-hidden="true" focusable="false">
<svg viewBox="0 0 1000 ${n(size)}" preserveAspectRatio="none" width="100%" height="${rem(size)}">${streams.map((each) => html`<path d="${path(each)}"/>`)}</svg>
${bars.map(
  ({ at, gone, waiting }, i) =>
    html`${gone === 0 ? '' : html`<rect x="${i * 22}%" y="${rem(at)}" width="0.625rem" height="${rem(gone)}"/>`}${
      waiting === 0
        ? ''
        : html`<rect class="wait" x="${i * 22}%" y="${rem(at + gone + 1)}" width="0.625rem" height="${rem(Math.max(waiting - 2, 2))}"/>`
    }`,
)}</svg>`;
};

const DOWN = 96;
const THICK = 10;
/** From top to bottom, for a narrow page: the list of the numbers stands beside it. */
const tall = (flow: Flow<Group>): Html => {
  const { bars, streams, size } = drawn(flow, { full: 80, shore: 24, gap: 16 });
  const path = ({ from, to, out, into, size: wide }: Stream): string => {
    const [a, b] = [from * DOWN, to * DOWN];
    const half = (a + b) / 2;
    return `M${n(out)} ${a}C${n(out)} ${half} ${n(into)} ${half} ${n(into)} ${b}H${n(into + wide)}C${n(into + wide)} ${half} ${n(out + wide)} ${half} ${n(out + wide)} ${a}z`;
  };
  const height = (stations.length - 1) * DOWN + THICK + 2;
  return html`<svg class="flow tall" width="${rem(size)}" height="${rem(height)}" viewBox="0 0 ${n(size)} ${height}" aria-hidden="true" focusable="false">
${streams.map((each) => html`<path d="${path(each)}"/>`)}
${bars.map(
  ({ at, gone, waiting }, i) =>
    html`${gone === 0 ? '' : html`<rect x="${n(at)}" y="${i * DOWN}" width="${n(gone)}" height="${THICK}"/>`}${
      waiting === 0
        ? ''
        : html`<rect class="wait" x="${n(at + gone + 1)}" y="${i * DOWN + 1}" width="${n(Math.max(waiting - 2, 2))}" height="${THICK - 2}"/>`
    }`,
)}</svg>`;
};

const restOf = (counts: Counts, station: Station, language: Language): string => {
  const { overview } = texts[language];
  const { waiting } = counts[station];
  return [
    ...(waiting === 0 || station === 'reported' ? [] : [overview.waiting[station](waiting)]),
    ...(station === 'submitted' && counts.declined > 0 ? [overview.declined(counts.declined)] : []),
  ].join(', ');
};

/** The way of the results as a picture, and the same numbers in words: together, and by group. */
export const flowHtml = (flow: Flow<Group>, language: Language): Html => {
  const { overview } = texts[language];
  if (flow.all.submitted.came === 0) return html`<p>${overview.noOutcomes}</p>`;
  const named = (counts: Counts, station: Station) =>
    html`<b>${counts[station].came}</b> <span>${overview.stations[station]}</span> <span class="soft">${restOf(counts, station, language)}</span>`;
  const cell = (counts: Counts, station: Station): Html => {
    const rest = restOf(counts, station, language);
    return html`<td data-label="${overview.stations[station]}"><b>${counts[station].came}</b>${rest === '' ? '' : html` <span class="soft">(${rest})</span>`}</td>`;
  };
  return html`<p>${overview.outcomesSay(flow.all.submitted.came)}</p>
<figure class="river">${broad(flow)}${tall(flow)}
<ol class="plain stations">${stations.map((station) => html`<li>${named(flow.all, station)}</li>`)}</ol></figure>
${
  flow.groups.length < 2
    ? ''
    : html`<table class="groups"><caption>${overview.byGroup}</caption><thead><tr><th scope="col">${overview.group}</th>${stations.map((station) => html`<th scope="col">${overview.stations[station]}</th>`)}</tr></thead>
<tbody>${flow.groups.map(
        ({ group, counts }) =>
          html`<tr><th scope="row"><bdi>${group.name}</bdi></th>${stations.map((station) =>
            cell(counts, station),
          )}</tr>`,
      )}</tbody></table>`
}`;
};

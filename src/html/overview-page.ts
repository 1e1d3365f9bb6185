import type { OrganizationId } from '../core/model/place.ts';
import { dates } from '../core/texts/dates.ts';
import { user } from '../core/texts/doc.ts';
import { texts } from '../core/texts/index.ts';
import type { Group, Overview } from '../core/views/overview.ts';
import { type Around, wordsHtml } from './doc.ts';
import { type Html, html } from './html.ts';
import { layout, ofWhom } from './layout.ts';
import { flowHtml } from './overview-flow.ts';
import { lineHtml } from './overview-line.ts';
import { monthHtml, sittingsHtml } from './overview-month.ts';

export type OverviewPage = {
  base: string;
  me: { base: string; name: string };
  looks?: string;
  overview: Overview;
  around: Around;
  /** Where an organization's room is, if they may enter it, and in it the message that is about this, if one is known. */
  room(organization: OrganizationId, about: string): string | undefined;
};

/** All that concerns a person, at a glance: to do, due, on its way, coming. */
export const overviewPage = (page: OverviewPage): Html => {
  const { base, me, overview: it, around, room } = page;
  const words = texts[it.language];
  const { overview, web, tasks, lists, calendar } = words;
  const on = dates(it.language);
  const section = (id: string, title: string, inner: Html): Html =>
    html`<section class="row" aria-label="${title}${ofWhom(page)}"><h2 class="side" id="${id}">${title}</h2><div class="text">${inner}</div></section>`;
  const number = (id: string, { id: organization, name }: Group): Html => {
    const address = room(organization, id);
    return address === undefined
      ? html`<span class="num">${id}</span>`
      : html`<a class="num" href="${address}" aria-label="${id}, ${name}">${id}</a>`;
  };
  const task = ({ id, organization, words: said }: Overview['tasks'][number]['tasks'][number]): Html => {
    const address = room(organization, id);
    return html`<li>${
      address === undefined
        ? html`<span class="num">${id}</span>`
        : html`<a class="num" href="${address}" aria-label="${id}, ${overview.toRoom}">${id}</a>`
    }<p>${wordsHtml(said, around)}</p></li>`;
  };
  const todo =
    it.tasks.length === 0 && it.stuck === 0
      ? html`<p>${tasks.none}</p>`
      : html`${it.tasks.map(
          (each) => html`<h3>${wordsHtml(each.title, around)}</h3><ul class="tasks">${each.tasks.map(task)}</ul>`,
        )}${it.stuck === 0 ? '' : html`<p>${wordsHtml(tasks.stuck(it.stuck), around)}</p>`}`;
  const poll = ({ id, group, until, voted, voters, asked, own }: Overview['polls'][number]): Html =>
    html`<li>${number(id, group)}<p><b><bdi>${group.name}</bdi></b> <span class="soft">${
      until === undefined ? '' : html`${lists.until(on.moment(until, it.zone))} · `
    }${overview.voted(voted, voters)}${asked ? ` · ${own ? overview.ownVote : overview.noVote}` : ''}</span></p></li>`;
  const subscribing =
    it.address === undefined
      ? ''
      : html`<details class="subscribe"><summary>${calendar.subscribe}</summary><p>${calendar.howTo}</p>
<p><label for="address">${calendar.address}</label> <input class="in" id="address" readonly value="${it.address}"></p>
<p class="soft">${wordsHtml(calendar.keep, around)}</p></details>`;
  return layout({
    language: it.language,
    base,
    me,
    title: web.overview,
    here: 'overview',
    looks: `${page.looks ?? ''} overview`.trim(),
    main: html`<main class="desk" id="content" aria-label="${web.overview}${ofWhom(page)}">
<div class="row"><div class="side"></div><div class="text"><h1>${web.overview}</h1><p class="soft"><time datetime="${it.today}">${on.long(it.today)}</time>, ${wordsHtml([user(it.body)], around)}</p></div></div>
${section('tasks', overview.tasks, todo)}
${section(
  'deadlines',
  overview.deadlines,
  it.lines.length === 0
    ? html`<p>${overview.noPlan}</p>`
    : html`${it.lines.map((line) => lineHtml(line, it.today, around))}`,
)}
${section('results', overview.outcomes, flowHtml(it.flow, it.language))}
${section(
  'polls',
  lists.polls,
  it.polls.length === 0 ? html`<p>${lists.noPolls}</p>` : html`<ul class="tasks">${it.polls.map(poll)}</ul>`,
)}
${section(
  'meetings',
  overview.sittings,
  html`<div class="halves"><div>${monthHtml(it, (month) => `${me.base}/overview${month === '' ? '' : `?month=${month}`}#meetings`)}</div>
<div>${sittingsHtml(it, number)}${subscribing}</div></div>`,
)}</main>`,
  });
};

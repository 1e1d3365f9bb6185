import type { Language } from '../core/model/place.ts';
import { texts } from '../core/texts/index.ts';
import { type Around, docHtml } from './doc.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

type Outer = { language: Language; base: string; looks?: string };

/** A page with a title and some sentences, for whoever is outside. */
export const plainPage = (outer: Outer, title: string, sentences: readonly string[], more: Html | string = ''): Html =>
  layout({
    ...outer,
    title,
    main: html`<main class="desk" id="content"><div class="row"><div class="side"></div><div class="text"><h1>${title}</h1>${sentences.map((each) => html`<p>${each}</p>`)}${more}</div></div></main>`,
  });

/** Mail scanners open links; only a person presses a button. What is kept is said before. */
export const linkPage = (outer: Outer, name: string, body: string, event: string, around: Around): Html => {
  const { web } = texts[outer.language];
  const { enter } = web;
  return plainPage(
    outer,
    enter.title(name).join(''),
    [enter.intro(body).join('')],
    html`<form class="acts" method="post"><input type="hidden" name="event" value="${event}"><button class="primary">${enter.button}</button></form>
<h2>${enter.privacyTitle}</h2>${docHtml([{ is: 'list', items: enter.privacy.map((each) => [each]) }], around)}`,
  );
};

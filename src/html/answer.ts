import type { Doc } from '../core/texts/doc.ts';
import { texts } from '../core/texts/index.ts';
import { type Around, docHtml } from './doc.ts';
import { type Html, html } from './html.ts';

/** What only the one who asked sees. `form`: where the same can be filled in at once. */
export const answerHtml = (
  say: Doc | undefined,
  around: Around,
  form: string | undefined,
  kind: 'done' | 'refused' | 'failed',
  more: Html | string = '',
): Html => {
  const { web } = texts[around.language];
  if (say === undefined && form === undefined) return html``;
  return html`<section class="sheet answer ${kind}">${say === undefined ? '' : html`<p class="soft">${web.onlyYou}</p>${docHtml(say, around)}${more}`}${
    form === undefined ? '' : html`<p><a class="btn" href="${form}">${web.asForm}</a></p>`
  }</section>`;
};

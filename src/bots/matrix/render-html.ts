import { type Html, html } from './html.ts';
import type { Marks } from './picks.ts';
import { choicesSaid } from './render-body.ts';
import type { Span, Spans } from './spans.ts';
import { type Frame, framesOf, type Row, type Unit } from './units.ts';

/** Only what Matrix allows in a formatted body. */
const lines = (said: string): readonly Html[] =>
  said.split('\n').map((each, i) => (i === 0 ? html`${each}` : html`<br>${each}`));
const spanHtml = ({ said, as, href }: Span): Html => {
  if (href !== undefined) return html`<a href="${href}">${lines(said)}</a>`;
  if (as === 'strong') return html`<strong>${lines(said)}</strong>`;
  if (as === 'code') return html`<code>${lines(said)}</code>`;
  return html`${lines(said)}`;
};
const spansHtml = (spans: Spans = []): Html => html`${spans.map(spanHtml)}`;

const textHtml = (row: Row, marks: Marks): Html => {
  const [words = []] = row.cells;
  const said = html`${row.lead ?? ''}${spansHtml(words)}`;
  if (row.choices === undefined) return html`<p>${said}</p>`;
  const blank = words.length === 0 && row.lead === undefined;
  const between = blank ? html`` : row.number === undefined ? html`<br>` : html` `;
  return html`<p>${said}${between}${lines(choicesSaid(row, marks))}</p>`;
};
const cells = (row: Row): readonly Html[] => row.cells.map((cell) => html`<td>${spansHtml(cell)}</td>`);
const headHtml = (head: readonly Spans[]): Html =>
  html`<thead><tr>${head.map((cell) => html`<th>${spansHtml(cell)}</th>`)}</tr></thead>`;
const items = (rows: readonly Row[]): readonly Html[] => rows.map((row) => html`<li>${spansHtml(row.cells[0])}</li>`);

export const frameHtml = (frame: Frame, rows: readonly Row[], marks: Marks): Html => {
  switch (frame.is) {
    case 'heading':
      return html`<h3>${rows.map((row) => spansHtml(row.cells[0]))}</h3>`;
    case 'text':
      return html`${rows.map((row) => textHtml(row, marks))}`;
    case 'list':
      return html`<ul>${items(rows)}</ul>`;
    case 'ordered': {
      const start = rows[0]?.number ?? 1;
      return start === 1 ? html`<ol>${items(rows)}</ol>` : html`<ol start="${start}">${items(rows)}</ol>`;
    }
    case 'fields':
      return html`<p>${rows.map(
        ({ cells: [label, words] }, i) =>
          html`${i === 0 ? '' : html`<br>`}<strong>${spansHtml(label)}:</strong> ${spansHtml(words)}`,
      )}</p>`;
    case 'table':
      return html`<table>${frame.head === undefined ? '' : headHtml(frame.head)}<tbody>${rows.map(
        (row) => html`<tr>${cells(row)}</tr>`,
      )}</tbody></table>`;
  }
};
export const htmlOf = (units: readonly Unit[], marks: Marks): string =>
  framesOf(units)
    .map(({ frame, rows }) => `${frameHtml(frame, rows, marks)}`)
    .join('');

import { type Html, html } from './html.ts';

/** Drawn once per page; elsewhere they are named. */
export const symbols: Html = html`<svg hidden>
<symbol id="flag" viewBox="0 0 22 16"><path d="M1 1h10v14H1z"/><path class="fly" d="M11 1h10v14H11z"/></symbol>
<symbol id="yes" viewBox="0 0 20 20"><path d="M4 10.5 8.5 15 16.5 5.5"/></symbol>
<symbol id="may" viewBox="0 0 20 20"><path d="M3 11.5c2.5-4 5-4 7-1.5s4.5 2.5 7-1.5"/></symbol>
<symbol id="no" viewBox="0 0 20 20"><path d="m5 5 10 10M15 5 5 15"/></symbol>
<symbol id="file" viewBox="0 0 20 20"><path d="M5 2h7l4 4v12H5zM12 2v4h4"/></symbol>
</svg>`;
type Icon = 'yes' | 'may' | 'no' | 'file';
export const icon = (name: Icon): Html => html`<svg class="i" aria-hidden="true"><use href="#${name}"/></svg>`;
export const flag: Html = html`<svg class="flag" aria-hidden="true"><use href="#flag"/></svg>`;

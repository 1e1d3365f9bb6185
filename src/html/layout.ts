import type { Language } from '../core/model/place.ts';
import { texts } from '../core/texts/index.ts';
import { type Html, html } from './html.ts';
import { flag, symbols } from './icons.ts';
import { NAME } from './names.ts';

export type Page = {
  language: Language;
  title: string;
  /** Before every address; empty, or as `/lotse`. */
  base: string;
  /** The person's own part of the addresses, and their name; absent outside. */
  me?: { base: string; name: string };
  here?: 'rooms' | 'overview';
  /** Of the body: the looks of a trial cannot be taken for the real thing. */
  looks?: string;
  /** What every visitor is to know first. */
  note?: Html;
  main: Html;
};

/** In a trial several people's pages stand in one window: there each says whose it is. */
export const ofWhom = ({ me, looks = '' }: Pick<Page, 'me' | 'looks'>): string =>
  me !== undefined && looks.includes('trial') ? `, ${me.name}` : '';

/** Every page: nothing inline, nothing from elsewhere. */
export const layout = ({ language, title, base, me, here, looks = '', note, main }: Page): Html => {
  const { web } = texts[language];
  const isTrial = looks.includes('trial'); // nobody has signed in there
  const whose = ofWhom({ ...(me && { me }), looks });
  const current = (which: typeof here): Html | string => (here === which ? html` aria-current="page"` : '');
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${NAME}</title>
<link rel="icon" href="${base}/assets/flag.svg">
<link rel="stylesheet" href="${base}/assets/lotse.css">
<script src="${base}/assets/theme.js"></script>
<script src="${base}/assets/lotse.js" defer></script>
</head>
<body class="${looks}">
${symbols}
<a class="skip hide" href="#content">${web.skip}</a>
<header class="site" aria-label="${NAME}${whose}">
<a class="brand" href="${me?.base ?? base}/">${flag}${NAME}</a>${note ?? ''}
${
  me === undefined
    ? ''
    : html`<nav aria-label="${web.menu}${whose}"><a href="${me.base}/"${current('rooms')}>${web.rooms}</a><a href="${me.base}/overview"${current('overview')}>${web.overview}</a></nav>
<details class="me"><summary>${me.name}</summary><div class="sheet"><div class="themes" hidden><b>${web.theme.title}</b> <button type="button" data-theme-set="">${web.theme.auto}</button> <button type="button" data-theme-set="light">${web.theme.light}</button> <button type="button" data-theme-set="dark">${web.theme.dark}</button></div>${
        isTrial
          ? ''
          : html`
<form method="post" action="${me.base}/leave"><button>${web.leave}</button></form>`
      }</div></details>`
}
</header>
${main}
</body>
</html>`;
};

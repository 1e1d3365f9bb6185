import type { Language } from '../core/model/place.ts';
import type { Choice, Doc, Field, Form } from '../core/texts/doc.ts';
import { texts } from '../core/texts/index.ts';
import { type Around, docHtml, wordsHtml } from './doc.ts';
import { type Html, html } from './html.ts';
import { layout, ofWhom } from './layout.ts';

export type FormPage = {
  language: Language;
  base: string;
  me: { base: string; name: string };
  looks?: string;
  around: Around;
  room: string;
  event: string;
  form: Form;
  /** What was typed and could not be taken, with the reason. */
  typed?: Readonly<Record<string, string>>;
  wrong?: Readonly<Record<string, Doc>>;
  /** Why nothing of it could be taken. */
  said?: Doc;
  /** It was taken, and more is to come. */
  saved?: boolean;
  /** It was taken as finished, and something is still open. */
  finishing?: boolean;
};

/** Names come from outside, too: what every object has by birth is none of them. */
const under = <T>(named: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(named, name) ? named[name] : undefined;

/** All questions of a dialog that are reachable so far, as one form: the same that is asked in the room. */
export const formPage = ({
  language,
  base,
  me,
  looks,
  around,
  room,
  event,
  form,
  typed = {},
  wrong: refused = {},
  said,
  saved = false,
  finishing = false,
}: FormPage): Html => {
  const { web } = texts[language];
  const open = finishing ? form.fields.filter((each) => each.open === true && each.ends !== true) : [];
  const wrong: Readonly<Record<string, Doc>> = {
    ...refused,
    ...Object.fromEntries(open.map(({ path }) => [path, [{ is: 'text', words: [web.form.open] }] satisfies Doc])),
  };
  const broken = form.fields.filter(({ path }) => under(wrong, path) !== undefined);
  const field = (each: Field, i: number): Html => {
    const id = `f${i}`;
    const error = under(wrong, each.path);
    const value = under(typed, each.path) ?? each.value ?? '';
    const described = error === undefined ? '' : html` aria-describedby="${id}e" aria-invalid="true"`;
    const reason = error === undefined ? '' : html`<div class="error" id="${id}e">${docHtml(error, around)}</div>`;
    const ask = each.ask.map((block) => (block.is === 'text' ? wordsHtml(block.words, around) : ''));
    const row = (inner: Html): Html =>
      html`<div class="row${error === undefined ? '' : ' new'}"><div class="side"><span class="num" aria-hidden="true">${i + 1}</span></div>${inner}</div>`;
    const option = (type: 'radio' | 'checkbox', { label }: Choice): Html =>
      html`<label><input type="${type}" name="${each.path}" value="${label}"${label === value ? html` checked` : ''}${described}><span>${label}</span></label>`;
    const { choices = [] } = each;
    const [only] = choices;
    // where there is nothing to type, one chooses; a single choice stands below the words that it stands for
    if (choices.length > 1 || only?.pick === 'submit') {
      const type = choices.length > 1 ? 'radio' : 'checkbox';
      return row(
        html`<fieldset class="text field" id="${id}" tabindex="-1"><legend class="q">${ask}</legend>${reason}<div class="kinds">${choices.map((choice) => option(type, choice))}</div></fieldset>`,
      );
    }
    return row(
      html`<div class="text field"><label class="q" for="${id}">${ask}</label>${reason}<textarea class="in record" dir="auto" id="${id}" name="${each.path}" rows="2"${described}>${
        value === only?.label ? '' : value
      }</textarea>${only === undefined ? '' : html`<div class="kinds">${option('checkbox', only)}</div>`}</div>`,
    );
  };
  const title = form.title.map((each) => (typeof each === 'string' ? each : 'text' in each ? each.text : '')).join('');
  return layout({
    language,
    base,
    me,
    title,
    ...(looks !== undefined && { looks }),
    main: html`<main class="desk" id="content" aria-label="${title}${ofWhom({ me, ...(looks !== undefined && { looks }) })}">
<div class="row"><div class="side"></div><div class="text"><h1>${wordsHtml(form.title, around)}</h1><p class="soft"><a href="${me.base}/r/${room}">${web.form.back}</a></p></div></div>
${
  broken.length === 0
    ? ''
    : html`<div class="row new"><div class="side"></div><div class="text"><section class="sheet" role="alert" tabindex="-1" id="wrong">${
        finishing ? html`<h2>${web.form.missing}</h2>` : html`<h2>${web.form.wrong}</h2><p>${web.form.kept}</p>`
      }<ul class="plain">${broken.map(
        (each) =>
          html`<li><a class="jump" href="#f${form.fields.indexOf(each)}">${each.ask.map((block) => (block.is === 'text' ? wordsHtml(block.words, around) : ''))}</a></li>`,
      )}</ul></section></div></div>`
}
${saved ? html`<div class="row"><div class="side"></div><div class="text"><p class="sheet answer" role="status">${web.form.done}</p></div></div>` : ''}
${said === undefined ? '' : html`<div class="row new"><div class="side"></div><div class="text"><section class="sheet" role="alert" tabindex="-1" id="wrong">${docHtml(said, around)}</section></div></div>`}
<form method="post" action="${me.base}/form">
<input type="hidden" name="_dialog" value="${form.dialog}"><input type="hidden" name="_version" value="${form.version}"><input type="hidden" name="_room" value="${room}"><input type="hidden" name="_event" value="${event}">
${form.fields.map(field)}
<div class="row"><div class="side"></div><div class="text"><div class="acts"><button class="primary">${web.form.submit}</button><a class="btn" href="${me.base}/r/${room}">${web.form.later}</a></div></div></div>
</form></main>`,
  });
};

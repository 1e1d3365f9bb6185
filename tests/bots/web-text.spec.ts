import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { save } from '../../src/core/step.ts';
import type { Doc } from '../../src/core/texts/doc.ts';
import { text as line, user } from '../../src/core/texts/doc.ts';
import { docHtml } from '../../src/html/doc.ts';
import { formPage } from '../../src/html/form-page.ts';
import { linkPage } from '../../src/html/plain-page.ts';
import { roomPage } from '../../src/html/room-page.ts';
import { person } from '../support/district.ts';
import { attribute, elements, hasClass, read, readPart, textOf } from '../support/html.ts';
import { all, type WebWorld, webWorld } from '../support/web.ts';

type Node = ReturnType<typeof read>;
/** What a template has made: each element with the names of its attributes, and its class. */
const skeleton = (node: Node): readonly string[] =>
  elements(node).map(
    (each) =>
      `${each.tagName}.${attribute(each, 'class') ?? ''} ${each.attrs
        .map(({ name }) => name)
        .toSorted()
        .join(' ')}`,
  );
/** As a browser may show it: without what no page can hold, and with blanks as one. */
const plain = (text: string): string => text.replaceAll('\u0000', '').toWellFormed().replace(/\s+/g, ' ').trim();
const shown = (node: Node): string => plain(textOf(node));

const piece = fc.constantFrom(
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</textarea>',
  '</title>',
  '</bdi></p></div></li></ol>',
  '<svg/onload=alert(1)>',
  '" onfocus="alert(1)" autofocus="',
  "' onmouseover='alert(1)",
  '"><iframe srcdoc="',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?php',
  '&lt;b&gt;',
  '&#60;script&#62;',
  '&amp;amp;',
  '&',
  '<',
  '`',
  '{{1}}',
  'javascript:alert(1)',
  '\u202Eabc\u2066',
  '\u0000',
  '\uD800',
  '\u2028',
  '\u000b',
  '\r\n',
  'שלום',
  '👩‍👩‍👧‍👦',
  'Wort',
);
const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);
const HARMLESS = 'Wohnungssuche';

/** Wherever a Doc can hold what people have typed. */
const docWith = (words: string): Doc => [
  { is: 'heading', words: ['U-1: ', user(words), words] },
  line([user(words), { strong: words }, { person: 'P-1', name: words }, { command: words }]),
  { is: 'text', number: 1, words: [user(words)], choices: [{ pick: words, label: words }] },
  { is: 'text', words: [{ link: 'https://example.test/', said: words }], choices: [{ pick: 'yes', label: words }] },
  { is: 'list', items: [[user(words)], [words]] },
  { is: 'list', ordered: true, items: [[user(words)]] },
  { is: 'fields', fields: [{ label: words, words: [user(words)] }] },
  { is: 'table', head: [words], rows: [[[user(words)]]] },
  { is: 'file', file: { file: 'invitation', of: 'S-1', revision: 1, format: 'ics' }, name: words, title: words },
];
const around = {
  language: 'de' as const,
  sign: '/ak',
  file: () => '/file',
  choosing: { action: '/choose', hidden: { about: HARMLESS } },
};
const outer = { language: 'de' as const, base: '', me: { base: '', name: 'Ada Amann' } };
const room = (words: string) => {
  const hidden = { room: words, event: words, about: words };
  const message = { n: 1, at: '2026-06-15T08:00:00Z', isNew: true };
  return roomPage({
    ...outer,
    me: { base: '', name: words },
    rooms: [{ path: encodeURIComponent(words.toWellFormed()), name: words, unread: 1, here: true }],
    talk: {
      reader: {
        language: 'de',
        zone: 'Europe/Berlin',
        around: () => ({ ...around, choosing: { action: '/choose', hidden } }),
      },
      chosen: new Map(),
      edit: () => ({ action: '/edit', hidden }),
      reply: () => ({ action: '/say', hidden }),
    },
    shown: [
      {
        ...message,
        doc: docWith(words),
        thread: [{ ...message, n: 2, by: { name: words, own: false }, doc: docWith(words) }],
      },
    ],
    now: message.at,
    change: 1,
    sign: '/ak',
    event: words,
    typed: words,
  });
};
const form = (words: string) =>
  formPage({
    ...outer,
    around,
    room: 'P-1',
    event: words,
    form: {
      dialog: 'D-1',
      version: 1,
      language: 'de',
      title: [user(words)],
      fields: [
        { path: 'text', ask: [line([user(words)])], value: words },
        { path: words, ask: [line([user(words)])], choices: [{ pick: 'yes', label: `${words}.` }] },
      ],
    },
    wrong: { text: [line([user(words)])] },
    said: [line([user(words)])],
  });
const link = (words: string) => linkPage(outer, words, words, words, around);

describe('hostile words', () => {
  test.each([
    ['a room', room],
    ['a form', form],
    ['a link', link],
  ] as const)('%s is made of the same elements, and says them as they are', async (_, page) => {
    const usual = skeleton(read(String(await page(HARMLESS))));
    const count = (node: Node, words: string) => shown(node).split(words).length;
    const times = count(read(String(await page(HARMLESS))), HARMLESS);
    await fc.assert(
      fc.asyncProperty(hostile, async (words) => {
        const unlike = `x${plain(words)}x`; // never a part of what the page itself says
        const made = read(String(await page(unlike)));
        expect(skeleton(made)).toEqual(usual);
        expect(count(made, unlike)).toBe(times);
        expect(skeleton(read(String(await page(words))))).toEqual(usual);
      }),
      { numRuns: 150, examples: [['__proto__'], ['constructor']] },
    );
  });

  test('a link leads to a web page or nowhere', async () => {
    const scheme = fc.constantFrom(
      'javascript:',
      'JaVaScRiPt:',
      ' javascript:',
      'java\tscript:',
      '\u0001javascript:',
      'data:text/html,',
      'vbscript:',
      'file:///',
      '//boese.test/',
      '/leave',
      'mailto:',
      'https:javascript:',
      'http:/',
      'https://',
      'HTTP://',
      '',
    );
    await fc.assert(
      fc.asyncProperty(scheme, hostile, async (before, words) => {
        const made = readPart(String(await docHtml([line([{ link: before + words, said: words }])], around)));
        const hrefs = elements(made).flatMap((each) => attribute(each, 'href') ?? []);
        for (const href of hrefs) {
          expect(href).toMatch(/^https?:\/\//i);
          const url = URL.parse(href, 'https://lotse.test/r/x');
          expect(url === null || /^https?:$/.test(url.protocol)).toBe(true);
        }
        expect(shown(made)).toContain(plain(words));
        expect(skeleton(made).map((each) => each.split(' ')[0])).toEqual(
          hrefs.length === 0 ? ['p.', 'bdi.'] : ['p.', 'a.'],
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile words, all the way', () => {
  let it: WebWorld;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const messageIn = (page: { dom: Node }, n: string) =>
    elements(page.dom).find((each) => attribute(each, 'data-n') === n);

  test('what people say, are called and comment is text for everybody, on the page and live', async () => {
    it = await webWorld();
    const [ada, ben] = [await it.enter('Ada Amann'), await it.enter('Ben Braun')];
    await ada.say('/ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
    await it.deliver();
    await ada.get('/r/org:wohnen'); // what she has seen is no longer new to her
    let usual: readonly (readonly string[])[] = [];
    let n = 0;
    /** Ben says it, comments it, and is called it; what Ada then sees. */
    const goes = async (words: string) => {
      await it.save([save('person', { id: 'P-2', name: `N ${plain(words)}`, language: 'de' })]);
      const open = await ada.stream();
      await open.next();
      expect((await ben.say(`W ${words}`)).status).toBe(303);
      expect((await ben.say(`/ak kommentar U-1 K ${words}`)).status).toBeLessThan(400);
      await it.deliver();
      const page = await ada.get('/r/org:wohnen');
      n = Math.max(...all(page, 'li').map((each) => Number(attribute(each, 'data-n') ?? 0)));
      const events = (await open.messages()).map(({ shown: { html } }) => readPart(html));
      await open.close();
      const [said, card] = [messageIn(page, `${n}`), messageIn(page, '1')];
      if (said === undefined || card === undefined) throw new Error('nothing stands there');
      return { page, said, card, events };
    };
    const bones = ({ said, card, events }: Awaited<ReturnType<typeof goes>>) => [
      skeleton(said),
      skeleton(card),
      ...events.map(skeleton),
    ];
    usual = bones(await goes(HARMLESS));
    await fc.assert(
      fc.asyncProperty(hostile, async (words) => {
        const seen = await goes(words);
        expect(bones(seen)).toEqual(usual);
        const name = elements(seen.said).find((each) => hasClass(each, 'who'));
        const body = elements(seen.said).find((each) => hasClass(each, 'body'));
        expect([name && shown(name), body && shown(body)]).toEqual([plain(`N ${words}`), plain(`W ${words}`)]);
        // what turns words around is not taken up into a comment
        expect(shown(seen.card)).toContain(plain(`K ${words.replace(/[\u202d\u202e]/g, '')}`));
        expect(shown(seen.card)).toContain(plain(`N ${words}`));
      }),
      { numRuns: 12 },
    );
  });

  test('a title, a link and an answer that is typed into a form stay what they are', async () => {
    it = await webWorld({ extra: person('P-9', 'Eva Ernst', [], { 'org:wohnen': ['chair'] }) });
    const eva = await it.enter('Eva Ernst');
    await eva.say('/ak bericht Wohnen', { room: 'P-9' });
    const fill = (answers: Readonly<Record<string, string>>) =>
      eva.post('/form', { _room: 'P-9', _dialog: 'D-1', _version: '1', _event: it.next(), ...answers });
    await fill({ 'goal.1.more': 'ja' });
    /** The form comes back with a reason, and with all that was typed. */
    const answer = (words: string) => fill({ 'goal.1.label': 'vielleicht', 'goal.1.text': words });
    let meetings = 0;
    const card = async (words: string, link: string) => {
      await eva.say(`/ak sitzung am Di 7.7. 14 Uhr link: ${link}`);
      meetings += 1;
      await eva.say(`/ak top S-${meetings} T ${words}`);
      await it.deliver();
      const page = await eva.get('/r/org:wohnen');
      const found = all(page, 'li').findLast((each) => attribute(each, 'data-n') !== undefined);
      if (found === undefined) throw new Error('no card');
      return found;
    };
    const usual = skeleton((await answer(HARMLESS)).dom);
    expect(usual.filter((each) => each.startsWith('textarea')).length).toBeGreaterThan(0);
    for (const words of [
      '</textarea><script>alert(1)</script>',
      '" onfocus="alert(1)',
      '&lt;b&gt;',
      '<svg/onload=x>',
    ]) {
      const page = await answer(words);
      expect(page.status).toBe(422);
      expect(skeleton(page.dom)).toEqual(usual);
      expect(all(page, 'textarea').map(textOf)).toContain(words);

      const made = await card(words, 'https://treffen.test/raum');
      expect(skeleton(made)).toEqual(skeleton(await card(HARMLESS, 'https://treffen.test/raum')));
      const item = elements(made).find((each) => each.tagName === 'li' && shown(each).startsWith('T '));
      expect(item && shown(item)).toBe(`T ${words}`);
    }
    for (const link of ['javascript:alert(1)', 'data:text/html,<b>', '//boese.test', '"><b>'])
      for (const each of elements(await card(HARMLESS, link)))
        if (each.tagName === 'a') expect(attribute(each, 'href')).toMatch(/^https?:\/\/(?!boese)|^\/(?!\/)/);
  });
});

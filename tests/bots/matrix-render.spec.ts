import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pickOf } from '../../src/bots/matrix/picks.ts';
import { type Made, type OwnSpace, render, SIGN } from '../../src/bots/matrix/render.ts';
import { type Block, type Choice, type Doc, heading, text, user } from '../../src/core/texts/doc.ts';
import { anyDoc, leaves } from '../contracts/docs.ts';
import { attribute, elements, readPart, textOf } from '../support/html.ts';

type Said = Extract<Made, { body: string }>;
const saidIn = (doc: Doc): readonly Said[] => render(doc).flatMap((each) => ('body' in each ? [each] : []));
const only = (doc: Doc): Said => {
  const all = render(doc);
  const [first] = all;
  if (first === undefined || !('body' in first) || all.length > 1) throw new Error(`made ${all.length}`);
  return first;
};
const bytes = ({ body, html }: Said): number => Buffer.byteLength(JSON.stringify({ body, html }));
const MOST_BYTES = 14_000;

// The clients’ list is longer; this is all that we mean to use.
const allowed: Readonly<Record<string, readonly string[]>> = {
  h3: [],
  p: [],
  a: ['href'],
  ul: [],
  ol: ['start'],
  li: [],
  strong: [],
  table: [],
  thead: [],
  tbody: [],
  tr: [],
  th: [],
  td: [],
  br: [],
  code: [],
};
/** What a formatted body means, in the form that the plain one has. */
const meant = (html: string): string => {
  const walk = (node: ReturnType<typeof readPart>): string => {
    const children = 'childNodes' in node ? node.childNodes : [];
    if (node.nodeName === 'ul') return children.map((each) => `- ${walk(each)}`).join('');
    if (node.nodeName === 'ol' && 'attrs' in node)
      return children.map((each, i) => `${Number(attribute(node, 'start') ?? 1) + i}. ${walk(each)}`).join('');
    if (node.nodeName === 'tr') return children.map(walk).join(' | ');
    return 'childNodes' in node ? children.map(walk).join('') : textOf(node);
  };
  return walk(readPart(html));
};
const squeeze = (words: string): string =>
  words.toWellFormed().replaceAll('\u0000', '').replaceAll('@\u2060', '@').replaceAll(/\s/gu, '');
const spaceAsRead = ({ name, rooms }: OwnSpace) => [name, ...rooms.map((each) => each.name)].join(' ');
/** What only the plain text says: where links lead. The docs of these tests know two addresses. */
const addresses = /\(https:\/\/example\.org\/(?:a\?b=c&d=%22e%22|%C3%A4%20%C3%B6)\)/g;

describe('any Doc', () => {
  const each = (check: (made: readonly Made[], doc: Doc) => void) =>
    fc.assert(
      fc.property(anyDoc, (doc) => check(render(doc), doc)),
      { numRuns: 60 },
    );
  const saidOf = (made: readonly Made[]) => made.flatMap((one) => ('body' in one ? [one] : []));

  test('loses no word, in plain text and formatted, in order', () => {
    each((made, doc) => {
      for (const form of ['body', 'html'] as const) {
        const all = squeeze(
          made
            .map((one) => {
              if ('poll' in one) return '';
              if ('file' in one) return one.name;
              if ('space' in one) return spaceAsRead(one.space);
              return form === 'body' ? one.body : textOf(readPart(one.html));
            })
            .join('\n'),
        );
        let from = 0;
        for (const leaf of leaves(doc).map(squeeze)) {
          const at = all.indexOf(leaf, from);
          expect(at, `lost in ${form}: ${leaf.slice(0, 80)}`).toBeGreaterThanOrEqual(0);
          from = at + leaf.length;
        }
      }
    });
  });

  test('is whole within the limit, and never empty', () => {
    each((made) => {
      for (const one of saidOf(made)) {
        expect(bytes(one)).toBeLessThanOrEqual(MOST_BYTES);
        expect(one.body.trim()).not.toBe('');
        expect(one.html).not.toBe('');
      }
    });
  });

  test('is plain JSON that a homeserver takes, the same each time', () => {
    each((made, doc) => {
      expect(render(doc)).toEqual(made);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      for (const one of saidOf(made))
        for (const form of [one.body, one.html]) {
          expect(form.isWellFormed()).toBe(true);
          expect(form.includes('\u0000')).toBe(false);
        }
    });
  });

  test('is formatted with what Matrix allows, and leads nowhere but to the web and to people', () => {
    each((made) => {
      for (const { html } of saidOf(made))
        for (const element of elements(readPart(html))) {
          expect(Object.keys(allowed)).toContain(element.tagName);
          for (const { name } of element.attrs) expect(allowed[element.tagName]).toContain(name);
          const href = attribute(element, 'href');
          if (href !== undefined) expect(href).toMatch(/^https?:\/\//);
        }
    });
  });

  test('is closed as it was opened, so that no client has to guess', () => {
    each((made) => {
      for (const { html } of saidOf(made)) {
        const open: string[] = [];
        for (const [, slash, tag = ''] of html.matchAll(/<(\/?)([a-z0-9]+)/g)) {
          if (tag === 'br') continue;
          if (slash === '') open.push(tag);
          else expect(open.pop()).toBe(tag);
        }
        expect(open).toEqual([]);
      }
    });
  });

  test('says the same in both forms', () => {
    each((made) => {
      for (const { body, html } of saidOf(made))
        expect(squeeze(meant(html))).toBe(squeeze(body).replaceAll(addresses, ''));
    });
  });

  test('calls nobody but the persons in it, and never the whole room', () => {
    each((made) => {
      for (const { body, html, mentions } of saidOf(made)) {
        expect(mentions.filter((id) => id !== '@ada:example.org')).toEqual([]);
        for (const form of [body, html, textOf(readPart(html))]) expect(form).not.toMatch(/@room/i);
      }
    });
  });
});

describe('each block', () => {
  test('headings and text, as it was typed', () => {
    expect(
      only([heading('Umfrage U-1'), text(['Von ', user('Ada <b>')]), heading('Mehr'), text('eins\nzwei')]),
    ).toEqual({
      body: 'Umfrage U-1\nVon Ada <b>\n\nMehr\neins\nzwei',
      html: '<h3>Umfrage U-1</h3><p>Von Ada &lt;b&gt;</p><h3>Mehr</h3><p>eins<br>zwei</p>',
      mentions: [],
    });
  });

  test('lists', () => {
    const items = [['eins\nnoch eins'], [{ strong: 'zwei' }]];
    expect(only([{ is: 'list', items }])).toMatchObject({
      body: '- eins\n  noch eins\n- zwei',
      html: '<ul><li>eins<br>noch eins</li><li><strong>zwei</strong></li></ul>',
    });
    expect(only([{ is: 'list', ordered: true, items }])).toMatchObject({
      body: '1. eins\n   noch eins\n2. zwei',
      html: '<ol><li>eins<br>noch eins</li><li><strong>zwei</strong></li></ol>',
    });
  });

  test('fields', () => {
    const fields = [
      { label: 'Ort', words: ['Raum 114'] },
      { label: 'Zeit', words: [{ when: { day: '2026-07-01' }, zone: 'Europe/Berlin', said: 'Mi., 01.07.2026' }] },
    ];
    expect(only([{ is: 'fields', fields }])).toMatchObject({
      body: 'Ort: Raum 114\nZeit: Mi., 01.07.2026',
      html: '<p><strong>Ort:</strong> Raum 114<br><strong>Zeit:</strong> Mi., 01.07.2026</p>',
    });
  });

  test('a table, each row one line of plain text', () => {
    expect(
      only([
        {
          is: 'table',
          head: ['Wann', 'Was'],
          rows: [
            [['01.07.'], ['Ein-\nladung']],
            [['08.07.'], ['Sitzung']],
          ],
        },
      ]),
    ).toMatchObject({
      body: 'Wann | Was\n01.07. | Ein- ladung\n08.07. | Sitzung',
      html: '<table><thead><tr><th>Wann</th><th>Was</th></tr></thead><tbody><tr><td>01.07.</td><td>Ein-<br>ladung</td></tr><tr><td>08.07.</td><td>Sitzung</td></tr></tbody></table>',
    });
    expect(only([{ is: 'table', head: ['Wann'], rows: [] }]).body).toBe('Wann');
  });

  test('a command with the sign that it begins with here', () => {
    expect(only([text(['Mit ', { command: 'hilfe' }])])).toMatchObject({
      body: `Mit ${SIGN} hilfe`,
      html: `<p>Mit <code>${SIGN} hilfe</code></p>`,
    });
  });

  test('a file as a message of its own, where it stood', () => {
    const file = { file: 'paper', of: 'V-1', revision: 1, format: 'docx' } as const;
    expect(
      render([text('davor'), { is: 'file', file, name: 'v-1.docx', title: 'Vorlage @room' }, text('danach')]),
    ).toEqual([
      expect.objectContaining({ body: 'davor' }),
      { file, name: 'v-1.docx', title: 'Vorlage @\u2060room' },
      expect.objectContaining({ body: 'danach' }),
    ]);
  });

  test.each<[string, Doc]>([
    ['nothing', []],
    ['no words', [text(''), heading('  \n'), { is: 'list', items: [] }, { is: 'table', head: [], rows: [[]] }]],
  ])('%s is no message', (_, doc) => {
    expect(render(doc)).toEqual([]);
  });

  test('blank paragraphs leave no gap', () => {
    expect(only([text('a'), text(' '), heading(''), text('b')])).toMatchObject({
      body: 'a\nb',
      html: '<p>a</p><p>b</p>',
    });
  });
});

describe('links', () => {
  const linked = (link: string, said: string) => only([text([{ link, said }])]);

  test('say in plain text where they lead, once', () => {
    expect(linked('https://e.example/?a=1&b=2', 'Kalender')).toMatchObject({
      body: 'Kalender (https://e.example/?a=1&b=2)',
      html: '<p><a href="https://e.example/?a=1&amp;b=2">Kalender</a></p>',
    });
    expect(linked('https://e.example/a', 'https://e.example/a').body).toBe('https://e.example/a');
    expect(linked('https://e.example/a', ' ').body).toBe('https://e.example/a');
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'mxc://e.example/a',
    'ftp://e.example',
    'e.example',
    'https://bank.example@evil.example/',
    `https://e.example/${'a'.repeat(3_000)}`,
  ])('lead nowhere with %.40s', (link) => {
    expect(linked(link, 'Klick')).toMatchObject({ body: 'Klick', html: '<p>Klick</p>' });
  });
});

describe('persons', () => {
  const ada = { person: 'P-1', name: 'Ada', account: '@ada:example.org' } as const;
  const href = 'https://matrix.to/#/@ada:example.org';

  test('are called, once each, where their account is known', () => {
    const ben = { person: 'P-2', name: 'Ben' } as const;
    expect(only([text([ada, ', ', ben]), { is: 'list', items: [[ada]] }])).toEqual({
      body: 'Ada, Ben\n- Ada',
      html: `<p><a href="${href}">Ada</a>, Ben</p><ul><li><a href="${href}">Ada</a></li></ul>`,
      mentions: ['@ada:example.org'],
    });
  });

  test.each(['ada', '<b>', '@a b:example.org', `@${'a'.repeat(300)}:example.org`])(
    'and not where it is none: %.20s',
    (account) => {
      expect(only([text([{ ...ada, account }])])).toEqual({ body: 'Ada', html: '<p>Ada</p>', mentions: [] });
    },
  );

  test('whatever their account is made of', () => {
    const account = '@a"/?#<b>:[::1]:8448';
    const { html, mentions } = only([text([{ ...ada, account }])]);
    const [, a] = elements(readPart(html));
    expect(decodeURIComponent(attribute(a ?? expect.fail(), 'href') ?? '')).toBe(`https://matrix.to/#/${account}`);
    expect(elements(readPart(html))).toHaveLength(2);
    expect(mentions).toEqual([account]);
  });
});

describe('what people typed', () => {
  test.each<[string, Block]>([
    ['in one piece', text([user('@room @ROOM @rooms')])],
    ['in two pieces', text(['@', user('room'), ' @r', user('oom'), ' @roo', { strong: 'm' }])],
    ['as a name', text([{ person: 'P-1', name: '@room', account: '@room:example.org' }])],
    ['as a choice', text('a', { choices: [{ pick: 'a', label: '@room' }] })],
    ['as an address', text([{ link: 'https://e.example/@room', said: 'Klick' }])],
    ['after an address', text([{ link: 'https://e.example/@', said: '' }, user('room')])],
    ['with what no text holds', text([user('@\u0000room')])],
  ])('calls no room: %s', (_, block) => {
    const { body, html } = only([block]);
    expect(body).not.toMatch(/@room/i);
    expect(textOf(readPart(html))).not.toMatch(/@room/i);
  });

  test('turns no words but its own', () => {
    expect(only([text([user('a\u202Eb\u2066c'), ' – 2 ja'])]).body).toBe('a\u202Eb\u2066c\u202C\u2069 – 2 ja');
    expect(only([text([user('a\u2067b\u2069'), ' – 2 ja'])]).body).toBe('a\u2067b\u2069 – 2 ja');
  });

  test('with half a character reaches a homeserver whole', () => {
    expect(only([text([user('a\uD800b')])]).body).toBe('a\uFFFDb');
  });
});

describe('choices', () => {
  const choice = (pick: string, label: string, main?: true): Choice => ({ pick, label, ...(main && { main }) });
  const voting = (n: number) => [choice(`${n}:yes`, 'ja'), choice(`${n}:no`, 'nein')];
  const option = (number: number) => text(`Termin ${number}`, { number, choices: voting(number) });
  const card = (...labels: readonly string[]) => text('Stand', { choices: labels.map((each) => choice(each, each)) });

  test('of numbered lines: the number picks the first', () => {
    expect(only([option(1), option(3), option(11)])).toEqual({
      body: '1. Termin 1 [ja · nein]\n3. Termin 3 [ja · nein]\n11. Termin 11 [ja · nein]',
      html: '<p>1. Termin 1 [ja · nein]</p><p>3. Termin 3 [ja · nein]</p><p>11. Termin 11 [ja · nein]</p>',
      mentions: [],
      picks: { '1️⃣': '1:yes', '3️⃣': '3:yes' },
    });
  });

  test('of numbered lines: or the main one', () => {
    const choices = [choice('2:yes', 'ja'), choice('2:no', 'nein', true)];
    expect(only([text('a', { number: 2, choices })]).picks).toEqual({ '2️⃣': '2:no' });
  });

  test('of a card: each has an emoji of its own, through the whole message', () => {
    expect(only([card('a', 'b'), card('c')])).toMatchObject({
      body: 'Stand\n1️⃣ a · 2️⃣ b\nStand\n3️⃣ c',
      html: '<p>Stand<br>1️⃣ a · 2️⃣ b</p><p>Stand<br>3️⃣ c</p>',
      picks: { '1️⃣': 'a', '2️⃣': 'b', '3️⃣': 'c' },
    });
  });

  test('beyond the tenth have words alone', () => {
    const { body, picks } = only([card(...Array.from({ length: 12 }, (_, i) => `w${i + 1}`))]);
    expect(body).toMatch(/9️⃣ w9 · 🔟 w10 · w11 · w12$/);
    expect(Object.values(picks ?? {})).toHaveLength(10);
  });

  test('of a card beside lines that are voted on by number have letters', () => {
    expect(only([option(1), card('a', 'b')])).toMatchObject({
      body: '1. Termin 1 [ja · nein]\nStand\n🇦 a · 🇧 b',
      picks: { '1️⃣': '1:yes', '🇦': 'a', '🇧': 'b' },
    });
  });

  test('of a card keep their emoji when an agenda comes beside them: people have reacted with it', () => {
    const agenda: Doc[number] = { is: 'list', ordered: true, items: [['eins']] };
    expect(only([agenda, card('a', 'b')]).picks).toEqual(only([card('a', 'b')]).picks);
  });

  test('alone can also be agreed to', () => {
    expect(only([card('a')]).picks).toEqual({ '1️⃣': 'a', '✅': 'a', '👍': 'a' });
  });

  test('of the same number twice: it picks nothing, since nobody knows which was meant', () => {
    expect(only([option(1), option(1), option(2)]).picks).toEqual({ '2️⃣': '2:yes' });
  });

  test('none at all: there is nothing to pick', () => {
    expect(only([text('a', { number: 1, choices: [] })])).toEqual({ body: '1. a', html: '<p>1. a</p>', mentions: [] });
  });

  test.each([
    ['1⃣', 'a'],
    ['1️⃣', 'a'],
    ['👍️', 'a'],
    ['👍🏽', 'a'],
    ['✅', 'a'],
    ['👎', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('a client’s %s picks %s', (reaction, pick) => {
    expect(pickOf(only([card('a')]).picks ?? {}, reaction)).toBe(pick);
  });
});

describe('what is too long for one message', () => {
  const paragraph = (n: number, length = 3_000) => text(`${n} ${'wort '.repeat(length / 5)}`);

  test('is cut between blocks', () => {
    const all = saidIn([paragraph(1), paragraph(2), paragraph(3)]);
    expect(all.map(({ body }) => body.replaceAll(/ wort/g, '').trim())).toEqual(['1 \n2', '3']);
  });

  test('takes a heading along with what stands below it', () => {
    const all = saidIn([paragraph(1), paragraph(2), heading('Kopf'), paragraph(3)]);
    expect(all.map(({ body }) => body.slice(0, 4))).toEqual(['1 wo', 'Kopf']);
  });

  test('a list between its items, which go on counting', () => {
    const items = Array.from({ length: 900 }, (_, i) => [`Punkt ${i + 1}`]);
    const all = saidIn([heading('Kopf'), { is: 'list', ordered: true, items }]);
    expect(all.length).toBeGreaterThan(1);
    expect(all[0]?.body).toMatch(/^Kopf\n1\. Punkt 1\n/);
    for (const { body, html } of all.slice(1)) {
      const [, number] = /^(\d+)\. Punkt \1\n/.exec(body) ?? [];
      expect(html.startsWith(`<ol start="${number}"><li>Punkt ${number}</li>`)).toBe(true);
    }
    expect(all.flatMap(({ body }) => body.split('\n'))).toHaveLength(901);
    // nearly full, but for the last
    for (const each of all.slice(0, -1)) expect(bytes(each)).toBeGreaterThan(MOST_BYTES * 0.75);
  });

  test('a table between its rows, with its head above each part', () => {
    const rows = Array.from({ length: 400 }, (_, i) => [[`Zeile ${i}`], ['a'], ['b']]);
    const all = saidIn([{ is: 'table', head: ['Was', 'A', 'B'], rows }]);
    expect(all.length).toBeGreaterThan(1);
    for (const { body, html } of all) {
      expect(body).toMatch(/^Was \| A \| B\nZeile /);
      expect(html).toMatch(/^<table><thead><tr><th>Was<\/th>.*<tbody><tr><td>Zeile/);
    }
  });

  test('a paragraph after a line, else after a word', () => {
    const lines = saidIn([text(Array.from({ length: 2_000 }, (_, i) => `Zeile ${i}`).join('\n'))]);
    for (const { body } of lines.slice(1)) expect(body).toMatch(/^Zeile \d+\n/);
    const words = saidIn([text('Donaudampfschiff '.repeat(2_000))]);
    for (const { body } of words) expect(body).toMatch(/^(Donaudampfschiff )+$/);
  });

  test.each([
    ['families', '👩‍👩‍👧‍👦', /^(?:👩‍👩‍👧‍👦)+$/u],
    ['flags', '🇩🇪', /^(?:🇩🇪)+$/u],
    ['marks', 'e\u0301', /^(?:e\u0301)+$/u],
    ['what grows when it is escaped', '"&<\u{1F5F3}', /^["&<\u{1F5F3}]+$/u],
  ])('a word without end between its signs: %s', (_, sign, whole) => {
    const word = sign.repeat(9_000);
    const all = saidIn([text([user(word)])]);
    expect(all.map(({ body }) => body).join('')).toBe(word);
    for (const each of all) {
      expect(each.body).toMatch(whole);
      expect(bytes(each)).toBeLessThanOrEqual(MOST_BYTES);
    }
  });

  test('a sign without end is cut all the same, but no half of a character is made', () => {
    const word = `😀${'\u{1D167}'.repeat(20_000)}`;
    const all = saidIn([text([user(word)])]);
    expect(all.map(({ body }) => body).join('')).toBe(word);
    expect(JSON.stringify(all)).not.toContain('\uFFFD');
  });

  test('choices stand below the last part, and pick what they did', () => {
    const all = saidIn([text('wort '.repeat(4_000), { number: 2, choices: [{ pick: '2:yes', label: 'ja' }] })]);
    expect(all[0]?.body).toMatch(/^2\. wort/);
    expect(all.slice(0, -1).flatMap(({ picks }) => (picks === undefined ? [] : [picks]))).toEqual([]);
    expect(all.at(-1)).toMatchObject({ body: expect.stringMatching(/\n?\[ja\]$/), picks: { '2️⃣': '2:yes' } });
  });

  test('persons are called in the message that names them', () => {
    const person = (name: string) => ({ person: 'P-1', name, account: `@${name}:example.org` }) as const;
    const all = saidIn([text([person('ada')]), paragraph(1, 6_000), paragraph(2, 6_000), text([person('ben')])]);
    expect(all.map(({ mentions }) => mentions)).toEqual([['@ada:example.org'], ['@ben:example.org']]);
  });

  test('within moments', () => {
    const before = performance.now();
    render([text('a'.repeat(500_000)), { is: 'list', items: Array.from({ length: 10_000 }, (_, i) => [`${i}`]) }]);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

describe('a poll of the platform’s own', () => {
  const options = [
    { pick: '1:yes', said: '1. Di., 30.06.2026' },
    { pick: '2:yes', said: '2. Do., 02.07.2026' },
  ];
  test('is a message of its own, where it stands', () => {
    const made = render([text('Davor'), { is: 'poll', question: 'Wann?', options }, text('Danach')]);
    expect(made.map((each) => ('poll' in each ? each.poll : 'body' in each ? each.body : ''))).toEqual([
      'Davor',
      {
        question: 'Wann?',
        options: options.map(({ pick, said }) => ({ id: pick, said })),
        isHidden: false,
        isOver: false,
      },
      'Danach',
    ]);
  });
  test('is left out where clients would leave out some of it', () => {
    const many = Array.from({ length: 21 }, (_, i) => ({ pick: `${i + 1}:yes`, said: `${i + 1}.` }));
    for (const block of [
      { is: 'poll', question: 'Wann?', options: [] },
      { is: 'poll', question: ' ', options },
      { is: 'poll', question: 'Wann?', options: many },
    ] as const)
      expect(render([block])).toEqual([]);
  });
});

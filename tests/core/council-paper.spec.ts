import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Organization, Person } from '../../src/core/model/organization.ts';
import { kinds, type Outcome, type OutcomeState } from '../../src/core/model/outcome.ts';
import type { Paper } from '../../src/core/model/paper.ts';
import { councilPaper, stands } from '../../src/core/papers/council-paper.ts';
import type { Block, Document } from '../../src/core/papers/document.ts';
import { texts } from '../../src/core/texts/index.ts';
import { body, committee, housing, meeting, outcome, steering, work } from './given.ts';

const paper = (outcomes: Paper['outcomes'], more: Partial<Paper> = {}): Paper => ({
  id: 'V-2',
  sitting: 'S-9',
  organization: 'org:lenkung',
  by: 'P-3',
  day: '2026-06-11',
  words: {
    title: 'Integrationswege',
    proposal: 'Der Ausschuss nimmt Kenntnis.',
    introduction: 'Erster Absatz.\n\nZweiter Absatz.',
  },
  outcomes,
  reworded: {},
  revision: 1,
  state: { is: 'released', by: 'P-3', at: '2026-06-11T08:00:00Z' },
  ...more,
});
const sitting = meeting({
  id: 'S-9',
  organization: 'org:ausschuss',
  state: { is: 'scheduled', slot: { from: '2026-06-28T22:30:00Z' } },
});
const people: readonly Person[] = [{ id: 'P-9', name: 'Nadia Rahimi', language: 'de' }];
const groups: readonly Organization[] = [committee, steering, housing, work];
const written = (of: Paper, outcomes: readonly Outcome[], organization: Organization = steering): Document =>
  councilPaper(of, { organization, body, committee, sitting, outcomes, groups, people });
const { de, en } = { de: texts.de.paper, en: texts.en.paper };
const taken: OutcomeState = { is: 'taken-up' };

const three: readonly Outcome[] = [
  outcome({ id: 'E-7', kind: 'need', text: 'Es fehlen zwölf Wohnungen.', state: taken }),
  outcome({
    id: 'E-3',
    kind: 'offer',
    text: 'Sprechstunde am Montag.',
    owner: 'Caritas',
    state: { is: 'decided' },
    settlement: { text: 'Sie wird bezahlt.', by: 'P-3', nextStep: 'Vertrag schließen' },
  }),
  outcome({ id: 'E-4', kind: 'next-step', text: 'Liste führen.', owner: 'Frau Vogt', due: '2026-08-01', state: taken }),
  outcome({ id: 'E-5', organization: 'org:arbeit', kind: 'goal', text: 'Hundert Stellen.', state: taken }),
  outcome({ id: 'E-6', organization: 'org:arbeit', kind: 'next-step', text: 'Betriebe fragen.', state: taken }),
];
const ids = three.map(({ id }) => id);

describe('the council paper', () => {
  test('has the form of the council: head, table, Beschlussvorschlag, Sachverhalt by group and kind, next steps', () => {
    expect(written(paper(ids, { state: { is: 'draft' } }), three)).toEqual({
      title: 'Integrationswege',
      sort: de.sorts.decision,
      issuer: ['Landratsamt Test', 'Amt für Soziales'],
      date: '11.06.2026',
      day: '2026-06-11',
      language: 'de',
      stamp: de.draft,
      blocks: [
        {
          kind: 'table',
          caption: '',
          head: ['Gremium', 'Sitzung am', 'Öffentlichkeitsstatus', 'Zuständigkeit'],
          rows: [['Sozialausschuss', '29.06.2026', 'öffentlich', 'Kenntnisnahme']],
        },
        { kind: 'heading', level: 1, text: 'Beschlussvorschlag' },
        { kind: 'paragraph', spans: ['Der Ausschuss nimmt Kenntnis.'] },
        { kind: 'heading', level: 1, text: 'Sachverhalt' },
        { kind: 'paragraph', spans: ['Erster Absatz.'] },
        { kind: 'paragraph', spans: ['Zweiter Absatz.'] },
        { kind: 'heading', level: 2, text: 'Arbeitskreis Wohnen' },
        { kind: 'heading', level: 3, text: de.kinds.need },
        { kind: 'list', items: [[{ text: 'Es fehlen zwölf Wohnungen.', mark: 'E-7' }]] },
        { kind: 'heading', level: 3, text: de.kinds.offer },
        {
          kind: 'list',
          items: [
            [
              { text: 'Sprechstunde am Montag.', mark: 'E-3' },
              ' ',
              { text: de.offeredBy('Caritas'), mark: 'E-3' },
              ' ',
              { text: de.decided('Sie wird bezahlt.'), mark: 'E-3' },
            ],
          ],
        },
        { kind: 'heading', level: 2, text: 'Arbeitskreis Arbeit' },
        { kind: 'heading', level: 3, text: de.kinds.goal },
        { kind: 'list', items: [[{ text: 'Hundert Stellen.', mark: 'E-5' }]] },
        { kind: 'heading', level: 1, text: de.nextSteps },
        {
          kind: 'table',
          caption: de.nextStepsCaption,
          head: de.nextStepsHead,
          rows: [
            ['E-3', 'Vertrag schließen', 'Lenkungsgruppe Integration', de.open],
            ['E-4', 'Liste führen.', 'Arbeitskreis Wohnen', '01.08.2026'],
            ['E-6', 'Betriebe fragen.', 'Arbeitskreis Arbeit', de.open],
          ],
        },
        { kind: 'paragraph', spans: ['Die Landrätin'] },
      ],
    });
  });

  test('in English where its steering group writes English', () => {
    const { sort, date, language, stamp, blocks } = written(paper(ids), three, { ...steering, language: 'en' });
    expect({ sort, date, language, stamp }).toEqual({
      sort: en.sorts.decision,
      date: '11 June 2026',
      language: 'en',
      stamp: undefined,
    });
    expect(blocks[0]).toEqual({
      kind: 'table',
      caption: '',
      head: en.head,
      rows: [['Sozialausschuss', '29 June 2026', en.public, en.purpose]],
    });
    const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(headings).toEqual([
      en.proposalHeading,
      en.facts,
      'Arbeitskreis Wohnen',
      en.kinds.need,
      en.kinds.offer,
      'Arbeitskreis Arbeit',
      en.kinds.goal,
      en.nextSteps,
    ]);
    expect(JSON.stringify(blocks)).toContain(en.decided('Sie wird bezahlt.'));
  });

  test('as long as it is a draft every page says so, and no longer', () => {
    expect(written(paper([], { state: { is: 'draft' } }), []).stamp).toBe(de.draft);
    for (const is of ['released', 'submitted'] as const)
      expect(written(paper([], { state: { is, by: 'P-3', at: '' } }), []).stamp).toBeUndefined();
  });

  test('other words for an outcome stand in its place, in the list and among the next steps', () => {
    const all = JSON.stringify(
      written(paper(ids, { reworded: { 'E-7': 'Andere Worte.', 'E-4': 'Anderer Schritt.' } }), three),
    );
    expect(all).toContain('{"text":"Andere Worte.","mark":"E-7"}');
    expect(all).toContain('["E-4","Anderer Schritt."');
    expect(all).not.toContain('Es fehlen zwölf Wohnungen.');
    expect(all).not.toContain('Liste führen.');
  });

  test('each sentence bears the number, where it is certain that one ends', () => {
    const of = (text: string) => {
      const items = written(paper(['E-7']), [outcome({ id: 'E-7', text, state: taken })]).blocks.flatMap((block) =>
        block.kind === 'list' ? block.items : [],
      );
      return items.flat().flatMap((span) => (typeof span === 'string' ? [] : [span.text]));
    };
    expect(of('Rund 60 sind gemeldet. Davon sind 22 frei! „Mehr“ kommt.')).toEqual([
      'Rund 60 sind gemeldet.',
      'Davon sind 22 frei!',
      '„Mehr“ kommt.',
    ]);
    for (const one of [
      'Am 4. Juli wird z. B. Herr Dr. Vogt bzw. Frau Kunz berichten.',
      'Nach § 2 Abs. 1 Nr. 3 gilt das ca. Ende Mai.',
      'Kein Punkt am Ende',
    ])
      expect(of(one)).toEqual([one]);
  });

  test.each(['Nadia Rahimi', 'nadia  rahimi, ehrenamtlich', 'Frau Vogt', 'bei Herrn Braun'])(
    'who offers something is named if it is an organization, and not %s',
    (owner) => {
      const offered = (by: string) =>
        JSON.stringify(written(paper(['E-3']), [outcome({ id: 'E-3', kind: 'offer', owner: by, state: taken })]));
      expect(offered(owner)).not.toContain(owner);
      for (const fine of ['Caritas', 'Herrenmühle e. V.']) expect(offered(fine)).toContain(de.offeredBy(fine));
    },
  );

  test('where there are no next steps, there is no empty table of them', () => {
    const { blocks } = written(paper(['E-7']), three);
    expect(blocks.filter(({ kind }) => kind === 'table')).toHaveLength(1);
  });

  test.each<OutcomeState>([
    { is: 'declined' },
    { is: 'asked-back', before: 'submitted' },
    { is: 'submitted', objectUntil: '2026-06-12T16:00:00Z', handed: '2026-06-12T16:00:00Z' },
  ])('what is $is since the draft does not stand in it', (state) => {
    const settlement = { text: 'Dafür ist kein Geld da.', by: 'P-3' } as const;
    const since = outcome({ id: 'E-7', text: 'Wir wollen mehr.', state, settlement });
    expect(JSON.stringify(written(paper(['E-7']), [since]))).not.toContain('Wir wollen mehr.');
  });

  const canary = 'GEHEIM';
  const state = fc.constantFrom<OutcomeState>(taken, { is: 'decided' }, { is: 'reported', paper: 'V-1' });
  const outcomes = fc
    .array(
      fc.record({
        label: fc.constantFrom('public' as const, 'non-public' as const),
        kind: fc.constantFrom(...kinds),
        group: fc.constantFrom('org:wohnen' as const, 'org:arbeit' as const),
        state,
        settled: fc.boolean(),
        named: fc.boolean(),
        reworded: fc.boolean(),
      }),
      { maxLength: 14 },
    )
    .map((all) => {
      const made = all.map(({ label, kind, group, state, settled }, i): Outcome => {
        const word = label === 'public' ? 'offen' : canary;
        return outcome({
          id: `E-${i + 101}`,
          label,
          kind,
          organization: group,
          text: `${word} Text ${i}`,
          owner: `${word} Person ${i}`,
          due: label === 'public' ? '2026-08-01' : '2031-03-03',
          questions: [{ text: `${word} Frage`, by: 'P-3', answer: { text: `${word} Antwort`, by: 'P-1' } }],
          ...(settled && {
            settlement: { text: `${word} Entscheidung ${i}`, by: 'P-3', nextStep: `${word} Schritt ${i}` },
          }),
          state,
        });
      });
      const reworded = made.flatMap(({ id, label }, i) =>
        all[i]?.reworded ? [[id, `${label === 'public' ? 'offen' : canary} umformuliert ${i}`] as const] : [],
      );
      const named = made.flatMap(({ id }, i) => (all[i]?.named ? [id] : []));
      return { made, of: paper(named, { reworded: Object.fromEntries(reworded) }) };
    });
  const language = fc.constantFrom(steering, { ...steering, language: 'en' as const });
  const rowsOf = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));

  test('nothing of a non-public outcome ever stands in it, not even its number', () => {
    fc.assert(
      fc.property(outcomes, language, ({ made, of }, organization) => {
        const all = JSON.stringify(written(of, made, organization));
        expect(all).not.toContain(canary);
        expect(all).not.toMatch(/2031|03\.03/);
        for (const { id, label } of made) if (label === 'non-public') expect(all).not.toContain(id);
      }),
      { numRuns: 200 },
    );
  });

  test('every sentence that rests on an outcome bears its number; each named public one stands there, no other', () => {
    fc.assert(
      fc.property(outcomes, language, ({ made, of }, organization) => {
        const { blocks } = written(of, made, organization);
        const wanted = made.filter((each) => of.outcomes.includes(each.id) && stands(each, of));
        const items = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
        for (const spans of items) {
          const [first] = spans;
          const mark = typeof first === 'object' ? first.mark : undefined;
          const own = wanted.find(({ id }) => id === mark);
          expect(own).toBeDefined();
          const texts = spans.map((span) => (typeof span === 'string' ? span : span.text));
          expect(texts[0]).toBe(mark && (of.reworded[own?.id ?? 'E-1'] ?? own?.text));
          for (const span of spans)
            if (own?.settlement && JSON.stringify(span).includes(own.settlement.text))
              expect(span).toMatchObject({ mark });
        }
        const listed = items.map(([first]) => (typeof first === 'object' ? first.mark : undefined)).toSorted();
        expect(listed).toEqual(
          wanted
            .filter(({ kind }) => kind !== 'next-step')
            .map(({ id }) => id)
            .toSorted(),
        );
        const rows = rowsOf(blocks).slice(1);
        const numbers = wanted.flatMap(({ id, kind, settlement }) => [
          ...(kind === 'next-step' ? [id] : []),
          ...(settlement?.nextStep === undefined ? [] : [id]),
        ]);
        expect(rows.map(([number]) => number)).toEqual(numbers);
        const all = JSON.stringify(blocks);
        for (const { id, settlement } of wanted) {
          expect(all).toContain(of.reworded[id] ?? '');
          if (settlement !== undefined) expect(all).toContain(settlement.text);
        }
      }),
      { numRuns: 200 },
    );
  });
});

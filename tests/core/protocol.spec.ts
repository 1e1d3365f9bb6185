import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AgendaItem, Meeting } from '../../src/core/model/meeting.ts';
import type { Person } from '../../src/core/model/organization.ts';
import { protocolOf } from '../../src/core/papers/protocol.ts';
import { texts } from '../../src/core/texts/index.ts';
import { body, housing, meeting } from './given.ts';

const words = texts.de.protocol;
const people: readonly Person[] = [
  { id: 'P-1', name: 'Ada Amann', language: 'de' },
  { id: 'P-2', name: 'Ben Braun', language: 'de' },
  { id: 'P-5', name: 'Lea Lang', language: 'de' },
];
const agenda: readonly AgendaItem[] = [
  { number: 1, title: 'Wohnungen', by: 'P-1', label: 'public', note: 'Zwölf fehlen.', decision: 'Wir zählen nach.' },
  { number: 4, title: 'Personalie', by: 'P-1', label: 'non-public', note: 'Zwist', decision: 'Gespräch' },
  { number: 2, title: 'Verschiedenes', by: 'P-2', label: 'public' },
];
const held = (more: Partial<Meeting> = {}) =>
  meeting({
    agenda,
    where: { room: 'Raum 114', link: 'https://video.example.org/1' },
    state: {
      is: 'held',
      slot: { from: '2026-06-30T12:00:00Z', to: '2026-06-30T14:00:00Z' },
      present: ['P-1', 'P-5'],
      guests: 'Frau Gast',
    },
    ...more,
  });
const made = (of: Meeting, part: 'public' | 'all', organization = housing) =>
  protocolOf(of, part, { organization, body, people, excused: ['P-2'] });

describe('the short minutes', () => {
  test('of all that was said, for the members', () => {
    expect(made(held(), 'all')).toEqual({
      title: words.title('S-1', 'Arbeitskreis Wohnen'),
      sort: words.withNonPublic,
      issuer: ['Landkreis Test', 'Arbeitskreis Wohnen'],
      date: '30.06.2026',
      day: '2026-06-30',
      language: 'de',
      blocks: [
        {
          kind: 'table',
          caption: '',
          head: [words.what, words.which],
          rows: [
            [words.when, 'Di., 30.06.2026, 14:00–16:00 Uhr'],
            [words.where, 'Raum 114, https://video.example.org/1'],
            [words.present, 'Ada Amann, Lea Lang'],
            [words.excused, 'Ben Braun'],
            [words.guests, 'Frau Gast'],
          ],
        },
        { kind: 'heading', level: 2, text: '1. Wohnungen' },
        { kind: 'paragraph', spans: ['Zwölf fehlen.'] },
        { kind: 'paragraph', spans: [{ text: words.decision, strong: true }, 'Wir zählen nach.'] },
        { kind: 'heading', level: 2, text: `2. Personalie (${words.nonPublic})` },
        { kind: 'paragraph', spans: ['Zwist'] },
        { kind: 'paragraph', spans: [{ text: words.decision, strong: true }, 'Gespräch'] },
        { kind: 'heading', level: 2, text: '3. Verschiedenes' },
        { kind: 'paragraph', spans: [words.nothingNoted] },
      ],
    });
  });

  test('for everyone: of a non-public item only that there was one', () => {
    const { sort, blocks } = made(held(), 'public');
    expect(sort).toBe(words.sort);
    expect(blocks.slice(4)).toEqual([
      { kind: 'heading', level: 2, text: `2. ${words.nonPublicItem}` },
      { kind: 'heading', level: 2, text: '3. Verschiedenes' },
      { kind: 'paragraph', spans: [words.nothingNoted] },
    ]);
  });

  test('where nobody came, that is said; where all is public, both parts are the same', () => {
    const open = held({ agenda: [], state: { is: 'held', slot: { day: '2026-06-30' }, present: [] } });
    expect(made(open, 'all').blocks[0]).toMatchObject({
      rows: [[words.when, 'Di., 30.06.2026'], expect.anything(), [words.present, words.nobody], expect.anything()],
    });
    expect(made(open, 'public')).toEqual(made(open, 'all'));
  });

  test('in English where the group speaks it', () => {
    const english = made(held(), 'public', { ...housing, language: 'en' });
    expect([english.title, english.sort, english.date]).toEqual([
      texts.en.protocol.title('S-1', 'Arbeitskreis Wohnen'),
      texts.en.protocol.sort,
      '30 June 2026',
    ]);
    expect(english.blocks[4]).toEqual({ kind: 'heading', level: 2, text: `2. ${texts.en.protocol.nonPublicItem}` });
  });

  test('nothing of a non-public item ever stands in the public part, whatever the order; all of it in the other', () => {
    const item = fc.record({
      label: fc.constantFrom('public' as const, 'non-public' as const),
      note: fc.boolean(),
      decision: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), fc.constantFrom('de' as const, 'en' as const), (all, language) => {
        const items = all.map(({ label, note, decision }, i): AgendaItem => {
          const word = label === 'public' ? `offen-${i}` : `GEHEIM-${i}`;
          return {
            number: i + 1,
            title: `${word}-titel`,
            by: 'P-1',
            label,
            ...(note && { note: `${word}-notiz` }),
            ...(decision && { decision: `${word}-beschluss` }),
          };
        });
        const [open, whole] = (['public', 'all'] as const).map((part) =>
          JSON.stringify(made(held({ agenda: items }), part, { ...housing, language })),
        );
        expect(open).not.toContain('GEHEIM');
        for (const { label, title, note, decision } of items)
          for (const text of [title, note, decision]) {
            if (text === undefined) continue;
            expect(whole).toContain(text);
            if (label === 'public') expect(open).toContain(text);
          }
      }),
    );
  });
});

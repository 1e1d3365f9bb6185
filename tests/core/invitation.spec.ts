import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AgendaItem, addItem, cancel, fix, invite, type Meeting } from '../../src/core/model/meeting.ts';
import type { Slot } from '../../src/core/model/slot.ts';
import { invitationSnapshot } from '../../src/core/papers/meeting-invitation.ts';
import { texts } from '../../src/core/texts/index.ts';
import { body, housing, meeting, monday, value } from './given.ts';

const made = (of: Meeting, organization = housing) => {
  const [snapshot] = invitationSnapshot(of, organization, body, monday);
  if (snapshot?.of !== 'invitation') throw new Error('no invitation');
  return snapshot.invitation;
};
const agenda: readonly AgendaItem[] = [
  { number: 1, title: 'Wohnungen', by: 'P-1', label: 'public' },
  { number: 2, title: 'Personalie', by: 'P-1', label: 'non-public' },
  { number: 3, title: 'Verschiedenes', by: 'P-1', label: 'public' },
];

describe('the entry for calendars', () => {
  test('says when, where and what, of public items only', () => {
    const of = meeting({
      agenda,
      where: { room: 'Raum 114', link: 'https://video.example.org/1' },
      revision: 2,
      state: { is: 'invited', slot: { from: '2026-06-30T12:00:00Z', to: '2026-06-30T13:30:00Z' } },
    });
    expect(made(of)).toEqual({
      uid: 'S-1@test',
      sequence: 2,
      method: 'PUBLISH',
      stamp: '2026-06-15T08:00:00Z',
      title: texts.de.meeting.inCalendar('S-1', 'Arbeitskreis Wohnen'),
      description: `${texts.de.meeting.agenda}\n1. Wohnungen\n2. ${texts.de.meeting.nonPublicItem}\n3. Verschiedenes`,
      slot: { from: '2026-06-30T12:00:00Z', to: '2026-06-30T13:30:00Z' },
      zone: 'Europe/Berlin',
      location: 'Raum 114',
      url: 'https://video.example.org/1',
      language: 'de',
    });
    expect(made(of, { ...housing, language: 'en' }).description).toBe(
      `${texts.en.meeting.agenda}\n1. Wohnungen\n2. ${texts.en.meeting.nonPublicItem}\n3. Verschiedenes`,
    );
  });
  test('without an end it lasts two hours, a whole day stays a day, and without a date there is none', () => {
    expect(made(meeting()).slot).toEqual({ from: '2026-06-30T12:00:00Z', to: '2026-06-30T14:00:00Z' });
    expect(made(meeting({ state: { is: 'invited', slot: { day: '2026-06-30' } } })).slot).toEqual({
      day: '2026-06-30',
    });
    expect(invitationSnapshot(meeting({ state: { is: 'polling' } }), housing, body, monday)).toEqual([]);
  });
  test('nothing of a non-public item ever stands in it', () => {
    const item = fc.record({ label: fc.constantFrom('public' as const, 'non-public' as const), told: fc.boolean() });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 10 }), (all) => {
        const items = all.map(({ label, told }, i): AgendaItem => {
          const word = label === 'public' ? 'offen' : 'GEHEIM';
          return {
            number: i + 1,
            title: `${word} ${i}`,
            by: 'P-1',
            label,
            ...(told && { note: 'GEHEIM', decision: 'GEHEIM' }),
          };
        });
        const text = JSON.stringify(made(meeting({ agenda: items })));
        expect(text).not.toContain('GEHEIM');
        for (const { title, label } of items) if (label === 'public') expect(text).toContain(title);
      }),
    );
  });

  test('moved as often as you like and cancelled at last: one entry, its number grows, and it is taken back', () => {
    const day = fc
      .integer({ min: 1, max: 28 })
      .map((n) => ({ day: `2026-07-${`${n}`.padStart(2, '0')}` }) satisfies Slot);
    const days = fc.uniqueArray(day, { minLength: 1, maxLength: 6, selector: (each) => each.day });
    fc.assert(
      fc.property(days, (moves) => {
        let of = value(invite(meeting({ revision: 1 }), monday));
        const sent = [made(of)];
        for (const slot of moves) {
          of = value(fix(of, slot, {}));
          sent.push(made(of));
        }
        of = value(cancel(of, undefined));
        sent.push(made(of));
        expect(new Set(sent.map(({ uid }) => uid)).size).toBe(1);
        expect(sent.map(({ sequence }) => sequence)).toEqual(sent.map((_, i) => i + 1));
        expect(sent.map(({ method }) => method)).toEqual(
          sent.map((_, i) => (i < sent.length - 1 ? 'PUBLISH' : 'CANCEL')),
        );
        expect(sent.at(-1)?.slot).toEqual(moves.at(-1));
      }),
      { numRuns: 40 },
    );
  });
  test('sent again after the agenda has changed, it counts up', () => {
    const of = value(invite(meeting({ revision: 1 }), monday));
    const longer = value(invite(value(addItem(of, { title: 'Neu', by: 'P-1', label: 'public' })), monday));
    expect(made(longer).description).not.toBe(made(of).description);
    expect(made(longer).sequence).toBeGreaterThan(made(of).sequence);
  });
  test('two meetings, or the same number in another district, are two entries', () => {
    const elsewhere = invitationSnapshot(meeting(), housing, { ...body, id: 'body:anderswo' }, monday);
    const uids = [
      made(meeting()).uid,
      made(meeting({ id: 'S-2' })).uid,
      ...elsewhere.map((each) => each.of === 'invitation' && each.invitation.uid),
    ];
    expect(new Set(uids).size).toBe(3);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pickIn } from '../../src/core/choices/said.ts';
import { type Texts, texts } from '../../src/core/texts/index.ts';

type Source = Parameters<typeof pickIn>[0];
/** What a card offers, in the words of a language. */
const offered = (words: Texts): Readonly<Record<Source, Readonly<Record<string, string>>>> => ({
  outcome: words.outcome.picks,
  deadline: words.deadline.picks,
  paper: words.paper.picks,
  assignment: words.assignment.picks,
  rsvp: Object.fromEntries(Object.entries(words.meeting.replies).map(([reply, said]) => [`rsvp:${reply}`, said])),
  followUp: { held: words.meeting.wasHeld, 'not-held': words.meeting.wasNotHeld },
  protocol: { report: words.meeting.collect },
});

describe('where there are no buttons', () => {
  const all = Object.values(texts).flatMap((words) =>
    Object.entries(offered(words)).flatMap(([source, picks]) =>
      Object.entries(picks).map(([pick, label]) => [source as Source, label, pick] as const),
    ),
  );
  test.each(all)('under a card (%s), "%s" is what its button does: %s', (source, label, pick) => {
    for (const said of [label, label.toLowerCase(), label.toUpperCase(), `  ${label}  `, `${label}!`, `${label}.`])
      expect(pickIn(source, said)).toEqual({ pick, rest: '' });
    expect(pickIn(source, `${label}: Weil es so ist.`)).toEqual({ pick, rest: 'Weil es so ist.' });
    expect(pickIn(source, `${label}, aber später`)).toEqual({ pick, rest: 'aber später' });
    expect(pickIn(source, `${label}\nzwei\nZeilen`)).toEqual({ pick, rest: 'zwei\nZeilen' });
  });

  test.each<readonly [Source, string, string, string]>([
    ['outcome', 'Rückfrage: Wie viele?', 'ask-back', 'Wie viele?'],
    ['deadline', 'später', 'later', ''],
    ['deadline', 'later', 'later', ''],
    ['deadline', 'Später: Freitag', 'later', 'Freitag'],
    ['paper', 'ja', 'submitted', ''],
    ['paper', 'Yes!', 'submitted', ''],
    ['rsvp', 'ja', 'rsvp:yes', ''],
    ['rsvp', 'Vielleicht.', 'rsvp:maybe', ''],
    ['rsvp', 'nein, Frau Vogt', 'rsvp:no', 'Frau Vogt'],
    ['rsvp', 'yes', 'rsvp:yes', ''],
    ['rsvp', 'no', 'rsvp:no', ''],
    ['followUp', 'ja', 'held', ''],
    ['followUp', 'nein', 'not-held', ''],
    ['followUp', 'yes', 'held', ''],
    ['protocol', 'ja', 'report', ''],
  ])('under a card (%s), "%s" means %s', (source, text, pick, rest) => {
    expect(pickIn(source, text)).toEqual({ pick, rest });
  });

  test.each<readonly [Source, string]>([
    ['outcome', ''],
    ['outcome', 'Das finde ich gut'],
    ['outcome', 'Entscheidend ist das Geld'],
    ['outcome', 'Bitte aufgreifen'],
    ['rsvp', 'jahrelang war ich da'],
    ['rsvp', 'nobody'],
    ['rsvp', 'neinnein'],
    ['deadline', 'spätestens Freitag'],
    ['assignment', 'offensichtlich'],
    ['paper', 'jammern hilft nicht'],
    ['paper', '__proto__'],
    ['protocol', 'constructor'],
  ])('under a card (%s), "%s" is talk', (source, text) => {
    expect(pickIn(source, text)).toBeUndefined();
  });

  test('whatever else is said, a choice is what it begins with, and the rest is kept as it was typed', () => {
    const words = fc.string({ maxLength: 30 }).map((text) => text.trim().replace(/^[\s:,.!]+/, ''));
    fc.assert(
      fc.property(fc.constantFrom(...all), words, ([source, label, pick], rest) => {
        expect(pickIn(source, `${label}: ${rest}`)).toEqual({ pick, rest });
      }),
    );
  });
});

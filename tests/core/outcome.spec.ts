import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askBack as asking } from '../../src/core/commands/ask-back.ts';
import { outcomeAnswer } from '../../src/core/commands/outcome-answer.ts';
import { outcomeCorrect } from '../../src/core/commands/outcome-correct.ts';
import { outcomeObject } from '../../src/core/commands/outcome-object.ts';
import { takeUp as taking } from '../../src/core/commands/take-up.ts';
import { undo as undoing } from '../../src/core/commands/undo.ts';
import { objectionEnds } from '../../src/core/model/objection.ts';
import {
  answeredWith,
  answerQuestion,
  askBack,
  canUndo,
  correct,
  decide,
  decline,
  handOver,
  isHanded,
  isPending,
  isReportable,
  type Outcome,
  type OutcomeState,
  object,
  openQuestions,
  report,
  takeUp,
  undoLast,
} from '../../src/core/model/outcome.ts';
import { no, ok } from '../../src/core/model/result.ts';
import type { Instant } from '../../src/core/model/time.ts';
import { instant } from '../../src/core/model/time.ts';
import { asks, codeOf, homeOf, housing, monday, outcome, saved, steering, value } from './given.ts';

const evening = '2026-06-18T16:00:00Z';
const passed = '2026-06-12T16:00:00Z';
const question = { text: 'Wie viele?', by: 'P-3' } as const;
const states: Record<string, { state: OutcomeState; questions?: Outcome['questions'] }> = {
  'objected to': { state: { is: 'draft', objection: { text: 'stimmt nicht', by: 'P-2' } } },
  'open to objection': { state: { is: 'submitted', objectUntil: evening } },
  'no longer open to objection': { state: { is: 'submitted', objectUntil: passed } },
  'handed over': { state: { is: 'submitted', objectUntil: passed, handed: passed } },
  'taken up': { state: { is: 'taken-up' } },
  'asked back': { state: { is: 'asked-back', before: 'submitted' }, questions: [question] },
  decided: { state: { is: 'decided' } },
  declined: { state: { is: 'declined' } },
  reported: { state: { is: 'reported', paper: 'V-1' } },
};
const at = (name: string): Outcome => outcome(states[name]);
const acts = {
  object: (of: Outcome) => object(of, 'P-2', 'stimmt nicht', monday),
  correct: (of: Outcome) => correct(of, 'Neue Worte', evening),
  'take up': (of: Outcome) => takeUp(of, 'P-3', monday),
  'ask back': (of: Outcome) => askBack(of, 'P-3', 'Wo?', monday),
  decide: (of: Outcome) => decide(of, { text: 'Wir bauen.', by: 'P-3' }, monday),
  decline: (of: Outcome) => decline(of, { text: 'Kein Geld.', by: 'P-3' }, monday),
  answer: (of: Outcome) => answerQuestion(of, 'P-1', 'Zwölf.', monday),
  undo: (of: Outcome) => undoLast(of, monday),
};

describe('what may be done with an outcome in each of its states', () => {
  const [late, settled, not, nothing, none] = [
    'too-late-to-object',
    'outcome-settled',
    'outcome-not-handed',
    'nothing-to-undo',
    'no-open-question',
  ];
  test.each([
    ['objected to', 'objected-already', 'submitted', not, not, not, not, none, nothing],
    ['open to objection', 'draft', 'submitted', not, not, not, not, none, nothing],
    ['no longer open to objection', late, 'submitted', not, not, not, not, none, nothing],
    ['handed over', late, settled, 'taken-up', 'asked-back', 'decided', 'declined', none, nothing],
    ['taken up', late, settled, settled, 'asked-back', 'decided', 'declined', none, nothing],
    ['asked back', late, settled, 'taken-up', 'asked-back', 'decided', 'declined', 'submitted', nothing],
    ['decided', late, settled, settled, settled, settled, settled, none, nothing],
    ['declined', late, settled, settled, settled, settled, settled, none, nothing],
    ['reported', late, settled, settled, settled, settled, settled, none, nothing],
  ])('%s', (name, ...became) => {
    const after = Object.values(acts).map((act) => {
      const result = act(at(name));
      return result.ok ? result.value.state.is : result.error.code;
    });
    expect(after).toEqual(became);
  });

  test('a refusal says what it is already', () => {
    expect(takeUp(at('declined'), 'P-3', monday)).toEqual(no({ code: 'outcome-settled', state: 'declined' }));
    expect(correct(at('taken up'), 'x', evening)).toEqual(no({ code: 'outcome-settled', state: 'taken-up' }));
  });

  test.each([
    ['objected to', false, false, false],
    ['open to objection', false, false, false],
    ['no longer open to objection', false, false, false],
    ['handed over', true, true, false],
    ['taken up', true, true, true],
    ['asked back', true, true, false],
    ['decided', true, false, true],
    ['declined', true, false, false],
    ['reported', true, false, false],
  ])(
    '%s: with the steering group %s, waiting for it %s, for the next paper %s',
    (name, handed, pending, reportable) => {
      expect([isHanded(at(name)), isPending(at(name)), isReportable(at(name))]).toEqual([handed, pending, reportable]);
    },
  );

  test('what is not public is never for a paper', () => {
    for (const name of Object.keys(states)) expect(isReportable({ ...at(name), label: 'non-public' })).toBe(false);
  });
});

describe('the own group may object', () => {
  const open = at('open to objection');
  test('until the moment it was told, and not at it', () => {
    const objection = { text: 'Zahl falsch', by: 'P-2' } as const;
    expect(object(open, 'P-2', 'Zahl falsch', instant(evening).subtract({ seconds: 1 }))).toEqual(
      ok({ ...open, objections: [objection], state: { is: 'draft', objection } }),
    );
    expect(codeOf(object(open, 'P-2', 'Zahl falsch', instant(evening)))).toBe('too-late-to-object');
  });
  test('not once it was handed over, even if time were left', () => {
    const early = outcome({ state: { is: 'submitted', objectUntil: evening, handed: passed } });
    expect(codeOf(object(early, 'P-2', 'x', monday))).toBe('too-late-to-object');
  });
  test.each([
    [3, '2026-06-18T16:00:00Z'],
    [1, '2026-06-16T16:00:00Z'],
    [0, '2026-06-15T08:00:00Z'],
    [140, '2026-11-02T17:00:00Z'],
  ])('for %i whole days, until six in the evening of the last, summer or winter', (objectionDays, ends) => {
    expect(objectionEnds({ ...housing, objectionDays }, monday)).toBe(ends);
  });
  test('corrected, it can be objected to anew', () => {
    const corrected = value(correct(at('objected to'), 'Neue Worte', evening));
    expect(corrected).toEqual(outcome({ text: 'Neue Worte', state: { is: 'submitted', objectUntil: evening } }));
    expect(object(corrected, 'P-2', 'immer noch', monday).ok).toBe(true);
  });
  test.each([
    ['who reported it may correct it', 'P-1', ['member'], 'ok'],
    ['who chairs may', 'P-9', ['chair'], 'ok'],
    ['who coordinates may', 'P-9', ['coordinator'], 'ok'],
    ['another member may not', 'P-9', ['member'], 'not-allowed'],
  ] as const)('%s', (_, by, roles, expected) => {
    const decision = outcomeCorrect.decide(
      { ...homeOf(housing), outcome: open },
      { outcome: 'E-1', text: 'Neue Worte' },
      asks(by, roles),
    );
    expect(codeOf(decision)).toBe(expected);
    if (expected === 'ok')
      expect(saved(decision, 'outcome').map(({ state }) => state)).toEqual([{ is: 'submitted', objectUntil: evening }]);
  });
  test('as long as it is the group’s own, the steering group hears nothing of it', () => {
    const decision = outcomeObject.decide(
      { ...homeOf(housing), outcome: open },
      { outcome: 'E-1', text: 'Zahl falsch' },
      asks('P-2'),
    );
    expect(value(decision).posts.map(({ view }) => 'side' in view && view.side)).toEqual(['source', 'source']);
  });
});

describe('the hand-over', () => {
  test('is noted with its moment, and only of what was submitted', () => {
    const handed = handOver(at('no longer open to objection'), monday);
    expect(handed.state).toEqual({ is: 'submitted', objectUntil: passed, handed: '2026-06-15T08:00:00Z' });
    for (const name of Object.keys(states).filter((each) => at(each).state.is !== 'submitted'))
      expect(handOver(at(name), monday)).toEqual(at(name));
  });
});

describe('a question back', () => {
  test('answered, the outcome is where it was before', () => {
    for (const before of ['handed over', 'taken up']) {
      const asked = value(askBack(at(before), 'P-3', 'Wie viele?', monday));
      const answered = value(answerQuestion(asked, 'P-1', 'Zwölf.', monday));
      expect(answered.state.is).toBe(at(before).state.is);
      expect(isPending(answered)).toBe(true);
      expect(answered.questions).toEqual([{ ...question, answer: { text: 'Zwölf.', by: 'P-1' } }]);
    }
  });
  test('after another one: an answer stands with the newer, and answers both', () => {
    const first = value(askBack(at('taken up'), 'P-3', 'Wie viele?', monday));
    const second = value(askBack(first, 'P-4', 'Wo?', monday));
    expect(openQuestions(second).map(({ n, asked }) => [n, asked.text])).toEqual([
      [0, 'Wie viele?'],
      [1, 'Wo?'],
    ]);
    const both = value(answerQuestion(second, 'P-1', 'Zwölf, in Tiengen.', monday));
    expect(both.questions.map(({ answer }) => answer?.text)).toEqual([undefined, 'Zwölf, in Tiengen.']);
    expect(answeredWith(both, 1).map(({ text }) => text)).toEqual(['Wie viele?', 'Wo?']);
    expect(both.state).toEqual({ is: 'taken-up' });
    expect(openQuestions(both)).toEqual([]);
    expect(codeOf(answerQuestion(both, 'P-1', 'noch etwas', monday))).toBe('no-open-question');
    const third = value(askBack(both, 'P-3', 'Bis wann?', monday));
    expect(openQuestions(third).map(({ n }) => n)).toEqual([2]);
    expect(answeredWith(value(answerQuestion(third, 'P-1', 'Bald.', monday)), 2)).toHaveLength(1);
  });
  test('that was answered cannot be undone', () => {
    const answered = value(answerQuestion(value(askBack(at('handed over'), 'P-3', '?', monday)), 'P-1', '!', monday));
    expect(canUndo(answered, monday)).toBe(false);
    expect(codeOf(undoLast(answered, monday))).toBe('answered-meanwhile');
  });
  test('is told in the thread of the report, and its answer on both sides', () => {
    const loaded = { ...homeOf(steering), boards: [], source: homeOf(housing), outcome: at('handed over') };
    const asked = asking.decide(loaded, { outcome: 'E-1', text: 'Wie viele?' }, asks('P-3'));
    const news = value(asked).posts.filter(({ urgency }) => urgency === 'notice');
    expect(news.map(({ view, under }) => [view.view, 'side' in view && view.side, under])).toEqual([
      ['outcome-news', 'source', 'post:report:D-1:R-1'],
    ]);
    const answered = outcomeAnswer.decide(
      { ...homeOf(housing), steering: { ...homeOf(steering), boards: [] }, outcome: at('asked back') },
      { outcome: 'E-1', text: 'Zwölf.' },
      asks('P-1'),
    );
    const sides = value(answered).posts.filter(({ urgency }) => urgency === 'notice');
    expect(sides.map(({ view }) => 'side' in view && view.side)).toEqual(['source', 'steering']);
  });
});

describe('a wrong click', () => {
  test('is taken back within the hour, and not later', () => {
    const decided = value(decide(at('taken up'), { text: 'Wir bauen.', by: 'P-3' }, monday));
    expect(undoLast(decided, monday.add({ minutes: 59 }))).toEqual(ok(at('taken up')));
    expect(codeOf(undoLast(decided, monday.add({ minutes: 60 })))).toBe('nothing-to-undo');
    expect(canUndo(decided, monday.add({ minutes: 59 }))).toBe(true);
    expect(canUndo(decided, monday.add({ minutes: 60 }))).toBe(false);
  });
  test('is taken back once, and only the last', () => {
    const declined = value(
      decline(value(takeUp(at('handed over'), 'P-3', monday)), { text: 'nein', by: 'P-3' }, monday),
    );
    const back = value(undoLast(declined, monday));
    expect(back).toEqual(at('taken up'));
    expect(codeOf(undoLast(back, monday))).toBe('nothing-to-undo');
  });
  test('is taken back aloud, on both sides; the same step taken again is told again', () => {
    const loaded = { ...homeOf(steering), boards: [], source: homeOf(housing) };
    const first = taking.decide({ ...loaded, outcome: at('handed over') }, { outcome: 'E-1' }, asks('P-3'));
    const [taken] = saved(first, 'outcome');
    if (taken === undefined) throw new Error('not saved');
    const undone = undoing.decide({ ...loaded, outcome: taken }, { outcome: 'E-1' }, asks('P-4'));
    const notices = value(undone).posts.filter(({ urgency }) => urgency === 'notice');
    expect(notices.map(({ view }) => 'side' in view && view.side)).toEqual(['source', 'steering']);
    const [back] = saved(undone, 'outcome');
    if (back === undefined) throw new Error('not saved');
    const again = taking.decide({ ...loaded, outcome: back }, { outcome: 'E-1' }, asks('P-3')); // in the same moment
    const keys = (decision: typeof first) =>
      value(decision)
        .posts.filter(({ urgency }) => urgency === 'notice')
        .map(({ key }) => key);
    expect(keys(first)).toHaveLength(1);
    expect(keys(again)).not.toEqual(keys(first));
  });
  test('that was reported since stays', () => {
    const reported = report(value(takeUp(at('handed over'), 'P-3', monday)), 'V-2');
    expect(reported.state).toEqual({ is: 'reported', paper: 'V-2' });
    expect(codeOf(undoLast(reported, monday))).toBe('nothing-to-undo');
  });

  const act = fc.constantFrom<(of: Outcome, now: Instant) => ReturnType<typeof takeUp>>(
    (of, now) => takeUp(of, 'P-3', now),
    (of, now) => askBack(of, 'P-4', `Frage ${of.questions.length + 1}`, now),
    (of, now) => decide(of, { text: 'Wir bauen.', by: 'P-3', nextStep: 'Planen' }, now),
    (of, now) => decline(of, { text: 'Kein Geld.', by: 'P-3' }, now),
    (of, now) => undoLast(of, now),
  );
  const answer = (of: Outcome, now: Instant) => answerQuestion(of, 'P-1', 'Antwort', now);
  const without = ({ undo: _, ...rest }: Outcome): Omit<Outcome, 'undo'> => rest;
  test('after any steps of the steering group, gives back exactly what was before the last', () => {
    const steps = fc.array(fc.oneof({ weight: 4, arbitrary: act }, { weight: 1, arbitrary: fc.constant(answer) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.constantFrom('handed over', 'taken up'), steps, (from, all) => {
        let now = monday;
        let current = at(from);
        for (const step of all) {
          now = now.add({ minutes: 7 });
          const before = current;
          const done = step(current, now);
          if (!done.ok) continue;
          current = done.value;
          // words, label and all else are never touched by steering
          expect({ ...current, state: 0, questions: 0, settlement: 0, undo: 0 }).toEqual({
            ...before,
            state: 0,
            questions: 0,
            settlement: 0,
            undo: 0,
          });
          const undone = undoLast(current, now.add({ minutes: 59 }));
          if (step === answer) expect(codeOf(undone)).toBe('answered-meanwhile');
          else if (current.undo === undefined) expect(undone.ok).toBe(false);
          else expect(undone).toEqual(ok(without(before)));
        }
      }),
      { numRuns: 300 },
    );
  });
});

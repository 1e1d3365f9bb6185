import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reconsider, reply, submit } from '../../src/core/dialogs/dialog.ts';
import { recipes } from '../../src/core/dialogs/index.ts';
import { rounds } from '../../src/core/dialogs/rounds.ts';
import {
  type Answers,
  answerAt,
  back,
  carried,
  type Dialog,
  fill,
  next,
  put,
  type Question,
  reachable,
  reviewed,
  type Script,
} from '../../src/core/model/dialog.ts';
import { kinds } from '../../src/core/model/outcome.ts';
import type { Place } from '../../src/core/model/place.ts';
import { no, ok } from '../../src/core/model/result.ts';
import type { Asked } from '../../src/core/step.ts';
import { type Change, save } from '../../src/core/step.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { district } from '../support/district.ts';
import { body, codeOf, meeting, monday, outcome, saved, value } from './given.ts';

const readsWith = async (...more: readonly Change[]) => {
  const store = memoryStore(() => 0);
  const decision = ok({ save: [...district, ...more], posts: [] });
  await store.ledger.commit({ body: body.id, cause: 'import', expect: [], decision });
  return store.read(body.id).reads;
};
const reads = await readsWith();
const about = { organization: 'org:wohnen' };
const dialog = (more: Partial<Dialog> = {}): Dialog => ({
  id: 'D-1',
  script: 'report',
  version: 1,
  about,
  person: 'P-1',
  place: 'R-6',
  answers: [],
  state: 'open',
  asked: 0,
  touched: monday.toString(),
  ...more,
});
const alone = district.flatMap(({ table, row }) => (table === 'place' && row.id === 'R-6' ? [row as Place] : []))[0];
if (alone === undefined) throw new Error('no place');
const asked: Asked = { by: 'P-1', at: alone, now: monday, can: [] };
const script = await recipes.get('report')?.script(reads, dialog(), monday);
if (script === undefined) throw new Error('no script');

const skip = 'überspringen';
const answer = (answers: Answers, question: Question, said: string): Answers => {
  if (said === skip) return put(answers, question.key, question.key.endsWith('.more') ? false : null);
  const read = question.read(said);
  return read.ok ? put(answers, question.key, read.value) : answers;
};
/** What is said, one thing after the other; what cannot be read is asked again. */
const chat = (of: Script, all: readonly string[], before: Answers = []): Answers => {
  let answers = before;
  for (const said of all) {
    const question = next(of, answers);
    if (question === undefined) return answers;
    answers = answer(answers, question, said);
  }
  return answers;
};
const said = fc.constantFrom(
  'ja',
  'nein',
  'öffentlich',
  'nichtöffentlich',
  'Es fehlen Wohnungen.',
  '1.8.',
  'Frau Vogt',
  '???',
  skip,
);
const conversation = fc.array(said, { maxLength: 40 });
const stored = <T>(of: T): T => JSON.parse(JSON.stringify(of));
const quick = { numRuns: 150 };

describe('the dialog about results', () => {
  test('asks kind by kind, and first who may see it', () => {
    const keys = (all: readonly string[]) => next(script, chat(script, all))?.key;
    expect(keys([])).toBe('goal.1.more');
    expect(keys(['ja'])).toBe('goal.1.label');
    expect(keys(['ja', 'öffentlich'])).toBe('goal.1.text');
    expect(keys(['ja', 'öffentlich', 'Ziel'])).toBe('goal.2.more');
    expect(keys(['ja', 'öffentlich', 'Ziel', 'nein'])).toBe('inventory.1.more');
    expect(keys([...kinds.map(() => 'nein')])).toBe('review');
    expect(keys([...kinds.map(() => 'nein'), 'ja'])).toBeUndefined();
  });
  test('a round whose text is skipped is asked no further, and leaves nothing behind in the review', () => {
    const said = ['ja', 'öffentlich', skip, 'nein', ...Array(6).fill('nein')];
    const answers = said.reduce<Answers>((all, text) => {
      const question = next(script, all);
      return question === undefined ? all : answer(all, question, text);
    }, []);
    expect(reviewed(script, answers)).toEqual([]);
    const offered: Answers = [
      { path: 'offer.1.more', value: true },
      { path: 'offer.1.label', value: 'public' },
      { path: 'offer.1.text', value: null },
    ];
    const offers = [...reachable(script, offered)].map(({ key }) => key).filter((key) => key.startsWith('offer'));
    expect(offers).toEqual(['offer.1.more', 'offer.1.label', 'offer.1.text', 'offer.2.more']);
    const two = [
      ...offered,
      { path: 'offer.2.more', value: true },
      { path: 'offer.2.label', value: 'public' },
      { path: 'offer.2.text', value: 'Ein Sprachcafé' },
    ];
    expect(reviewed(script, two).map(({ number, value: of }) => [number, of])).toEqual([
      [1, 'public'],
      [2, 'Ein Sprachcafé'],
    ]);
  });
  test('any number of each', () => {
    const many = Array.from({ length: 50 }, () => ['ja', 'öffentlich', 'Noch eins']).flat();
    expect(next(script, chat(script, many))?.key).toBe('goal.51.more');
    expect(rounds(chat(script, many), 'goal')).toHaveLength(50);
  });
});

describe('whatever people say', () => {
  test('kept as rows and read again, the same question comes next', () => {
    fc.assert(
      fc.property(conversation, (all) => {
        const answers = chat(script, all);
        expect(stored(answers)).toEqual(answers);
        expect(next(script, stored(answers))?.key).toBe(next(script, answers)?.key);
        expect(reviewed(script, stored(answers)).map(({ number, value }) => [number, value])).toEqual(
          reviewed(script, answers).map(({ number, value }) => [number, value]),
        );
      }),
      quick,
    );
  });
  test('"zurück" takes back the last answer, and nothing else', () => {
    fc.assert(
      fc.property(conversation, said, (all, last) => {
        const before = chat(script, all);
        const question = next(script, before);
        fc.pre(question !== undefined);
        const after = question === undefined ? before : answer(before, question, last);
        if (after !== before) expect(back(after)).toEqual(before);
        if (after !== before) expect(next(script, back(after))?.key).toBe(question?.key);
      }),
      quick,
    );
    expect(back([])).toEqual([]);
  });
  test('in a form, in chat, or in turns, and in whatever order the fields come: the same end', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(conversation, sizes, fc.boolean(), (all, parts, reversed) => {
        const texts = all.filter((each) => each !== skip);
        const given: { key: string; text: string }[] = [];
        let answers: Answers = [];
        for (const text of texts) {
          const question = next(script, answers);
          if (question === undefined) break;
          const then = answer(answers, question, text);
          if (then !== answers) given.push({ key: question.key, text });
          answers = then;
        }
        let mixed: Answers = [];
        for (let i = 0, part = 0; i < given.length; part += 1) {
          const size = parts[part % parts.length] ?? 1;
          const fields = given.slice(i, i + size);
          const form = Object.fromEntries(
            (reversed ? fields.toReversed() : fields).map(({ key, text }) => [key, text]),
          );
          const filled = fill(script, mixed, form);
          expect(filled.refused).toEqual({});
          mixed = filled.answers;
          i += size;
        }
        expect(mixed).toEqual(answers);
      }),
      quick,
    );
  });
  test('every answer belongs to a question that can be reached, each once, and a review counts them from 1', () => {
    fc.assert(
      fc.property(conversation, (all) => {
        const answers = chat(script, all);
        const keys = [...reachable(script, answers)].map(({ key }) => key);
        for (const { path } of answers) expect(keys).toContain(path);
        expect(new Set(answers.map(({ path }) => path)).size).toBe(answers.length);
        const list = reviewed(script, answers);
        expect(list.map(({ number }) => number)).toEqual(list.map((_, i) => i + 1));
        const skipped = (path: string) => answerAt(answers, path.replace(/\.\w+$/, '.text')) === null; // who may see what nobody said
        const shown = answers.filter(
          ({ path, value }) => value !== null && !path.endsWith('.more') && path !== 'review' && !skipped(path),
        );
        expect(list.map(({ question }) => question.key)).toEqual(shown.map(({ path }) => path));
      }),
      quick,
    );
  });
  test('a script of the same version keeps every answer', () => {
    fc.assert(
      fc.property(conversation, (all) => {
        const answers = chat(script, all);
        expect(carried(script, answers)).toEqual(answers);
      }),
      quick,
    );
  });
});

describe('a script in general', () => {
  const text = (key: string): Question => ({ key, ask: key, read: (given) => ok(given) });
  const small: Script = {
    name: 'small',
    version: 1,
    items: [
      text('a'),
      { ...text('b'), when: (answers) => answerAt(answers, 'a') === 'x' },
      {
        key: 'r',
        more: 'more',
        questions: [text('q'), { ...text('p'), when: (within) => answerAt(within, 'q') === 'y' }],
      },
      { ...text('end'), review: true },
    ],
  };
  test.each([
    [[], 'a'],
    [['x'], 'b'],
    [['-'], 'r.1.more'],
    [['-', 'ja'], 'r.1.q'],
    [['-', 'ja', 'y'], 'r.1.p'],
    [['-', 'ja', 'n'], 'r.2.more'],
    [['-', 'ja', 'y', 'z', 'ja', 'n'], 'r.3.more'],
    [['-', 'nein'], 'end'],
    [['-', skip], 'end'],
    [['-', 'nein', 'ja'], undefined],
  ])('after %j comes %s', (all, key) => {
    expect(next(small, chat(small, all))?.key).toBe(key);
  });
  test('one answer of a form may open further questions of the same form', () => {
    const form = { 'r.1.p': 'z', 'r.1.q': 'y', 'r.1.more': 'ja', a: 'x', b: 'B', 'r.2.more': 'nein' };
    expect(fill(small, [], form).answers).toEqual(chat(small, ['x', 'B', 'ja', 'y', 'z', 'nein']));
  });
  test('what a form cannot read is refused by its field, and the others are kept', () => {
    const { answers, refused } = fill(small, [], { a: '-', 'r.1.more': 'vielleicht' });
    expect(answers).toEqual([{ path: 'a', value: '-' }]);
    expect(refused).toEqual({ 'r.1.more': { code: 'unreadable', wanted: 'yes-no' } });
  });
  test('a later answer to the same question wins, in the same place', () => {
    const answers = chat(small, ['-', 'ja', 'n', 'nein']);
    expect(fill(small, answers, { 'r.1.q': 'anders' }).answers).toEqual(put(answers, 'r.1.q', 'anders'));
    expect(put(answers, 'r.1.q', 'anders').map(({ path }) => path)).toEqual(answers.map(({ path }) => path));
  });
  test('of another version, the answers whose keys still fit are kept', () => {
    const answers = chat(small, ['x', 'B', 'ja', 'n', 'nein']);
    const shorter: Script = { ...small, items: small.items.filter((item) => item.key !== 'b') };
    expect(carried(shorter, answers).map(({ path }) => path)).toEqual(['a', 'r.1.more', 'r.1.q', 'r.2.more']);
    const other: Script = { ...small, items: [text('new')] };
    expect(carried(other, answers)).toEqual([]);
    const longer: Script = { ...small, items: [...small.items.slice(0, 2), text('new'), ...small.items.slice(2)] };
    expect(next(longer, carried(longer, answers))?.key).toBe('new');
  });
  test('rounds leave out what was skipped', () => {
    const answers = chat(small, ['-', 'ja', 'y', skip, 'ja', 'n', 'nein']);
    expect(rounds(answers, 'r')).toEqual([{ q: 'y' }, { q: 'n' }]);
  });
});

describe('words about the dialog itself', () => {
  const begun = dialog({ answers: chat(script, ['ja', 'öffentlich', 'Ein Ziel']) });
  const says = (text: string, of: Dialog = begun) => reply(reads, of, text, asked);
  const becomes = async (text: string, of: Dialog = begun) => saved(await says(text, of), 'dialog')[0];

  test.each(['zurück', 'Zurück!', 'back', 'zurueck'])('"%s" asks the last question again', async (text) => {
    expect((await becomes(text))?.answers).toEqual(begun.answers.slice(0, -1));
    expect(value(await says(text)).say).toEqual({ view: 'question', dialog: 'D-1', path: 'goal.1.text' });
  });
  test.each(['überspringen', 'skip', 'keine Angabe', '-'])('"%s" goes on without an answer', async (text) => {
    expect((await becomes(text))?.answers.at(-1)).toEqual({ path: 'goal.2.more', value: false });
    const asking = dialog({ answers: chat(script, ['ja', 'öffentlich']) });
    expect((await becomes(text, asking))?.answers.at(-1)).toEqual({ path: 'goal.1.text', value: null });
  });
  test.each([
    ['decline', { outcome: 'E-1' }],
    ['ask-back', { outcome: 'E-1' }],
    ['decide', { outcome: 'E-1' }],
    ['object', { outcome: 'E-1' }],
    ['answer', { outcome: 'E-1' }],
    ['minutes', { meeting: 'S-1' }],
  ])('what "%s" cannot do without is not skipped, in words or in a form: it goes on asking', async (name, about) => {
    const asking = dialog({ script: name, about, version: recipes.get(name)?.version ?? 1 });
    const there = await readsWith(save('outcome', outcome()), save('meeting', meeting()));
    expect(await reply(there, asking, skip, asked)).toEqual(no({ code: 'needed' }));
    const questions = await recipes.get(name)?.script(there, asking, monday);
    const first = questions && next(questions, []);
    if (questions === undefined || first === undefined) throw new Error('asks nothing');
    expect(fill(questions, [], { [first.key]: skip }).refused).toEqual({ [first.key]: { code: 'needed' } });
  });
  test.each([
    ['später', 'parked'],
    ['Pause.', 'parked'],
    ['abbrechen', 'cancelled'],
    ['stop', 'cancelled'],
  ])('"%s": %s, and it says so', async (text, how) => {
    expect((await becomes(text))?.state).toBe(how);
    expect((await becomes(text))?.answers).toEqual(begun.answers);
    expect(value(await says(text)).say).toEqual({ view: 'dialog-end', dialog: 'D-1', how });
  });
  test('"weiter" takes a parked one up where it was', async () => {
    const parked = { ...begun, state: 'parked' as const };
    expect(await becomes('weiter', parked)).toMatchObject({ state: 'open', answers: begun.answers });
    expect(value(await says('weiter', parked)).say).toMatchObject({ path: 'goal.2.more' });
  });
  test('what cannot be read is refused with a reason, and changes nothing', async () => {
    expect(await says('kann sein')).toEqual(no({ code: 'unreadable', wanted: 'yes-no' }));
  });

  const done = dialog({ answers: chat(script, ['ja', 'öffentlich', 'Ein Ziel', ...kinds.map(() => 'nein')]) });
  test('in the review "2: andere Worte" changes that answer alone', async () => {
    expect((await becomes('2: Ein anderes Ziel', done))?.answers).toEqual(
      put(done.answers, 'goal.1.text', 'Ein anderes Ziel'),
    );
    expect((await becomes('1 nichtöffentlich', done))?.answers).toEqual(
      put(done.answers, 'goal.1.label', 'non-public'),
    );
    expect(await says('3: zu viel', done)).toEqual(no({ code: 'review-number', most: 2 }));
    expect(codeOf(await says('1: vielleicht öffentlich', done))).toBe('unreadable');
    expect(codeOf(await says('nein', done))).toBe('unreadable');
  });
  test('the end makes outcomes of it, with the label that was chosen, open to objection', async () => {
    const decision = await says('ja', done);
    expect(saved(decision, 'outcome')).toEqual([
      {
        id: 'E-1',
        organization: 'org:wohnen',
        steering: 'org:lenkung',
        report: 'D-1',
        by: 'P-1',
        kind: 'goal',
        text: 'Ein Ziel',
        label: 'public',
        questions: [],
        state: { is: 'submitted', objectUntil: '2026-06-18T16:00:00Z' },
      },
    ]);
    expect(saved(decision, 'dialog').map(({ state }) => state)).toEqual(['done']);
  });
  test('where nobody said who may see it, few may', async () => {
    const unsaid = dialog({ answers: chat(script, ['ja', skip, 'Ein Ziel', ...kinds.map(() => 'nein')]) });
    expect(saved(await says('ja', unsaid), 'outcome').map(({ label }) => label)).toEqual(['non-public']);
  });
  test('nothing reported makes no outcomes, and ends all the same', async () => {
    const none = dialog({ answers: chat(script, [...kinds.map(() => 'nein')]) });
    const decision = await says('ja', none);
    expect(saved(decision, 'outcome')).toEqual([]);
    expect(saved(decision, 'dialog').map(({ state }) => state)).toEqual(['done']);
  });

  test('a newer script says so and goes on with what still fits; a newer dialog is left to a newer replica', async () => {
    const old = { ...begun, version: 0 };
    const decision = await says('ja', old);
    expect(saved(decision, 'dialog')[0]).toMatchObject({ version: 1, answers: begun.answers });
    expect(value(decision).posts.map(({ view }) => view.view)).toEqual(['dialog-end', 'question']);
    expect(await says('ja', { ...begun, version: 99 })).toEqual(no({ code: 'dialog-newer' }));
  });
});

describe('a form of it', () => {
  test('gives many answers at once, and what it leaves empty stays as it is', async () => {
    const begun = dialog({ answers: chat(script, ['ja', 'öffentlich']) });
    const there = await readsWith(save('dialog', begun));
    const answers = { 'goal.1.label': ' ', 'goal.1.text': 'Ein Ziel', 'goal.2.more': 'nein' };
    const decision = await submit(there, { dialog: 'D-1', version: 1, answers }, asked);
    expect(saved(decision, 'dialog')[0]?.answers).toEqual(chat(script, ['ja', 'öffentlich', 'Ein Ziel', 'nein']));
  });
  test.each([
    ['of another person', {}, { dialog: 'D-1', version: 1 }, 'P-2', 'no-such'],
    ['of none', {}, { dialog: 'D-9', version: 1 }, 'P-1', 'no-such'],
    ['of nonsense', {}, { dialog: '../D-1', version: 1 }, 'P-1', 'no-such'],
    ['of an older version', {}, { dialog: 'D-1', version: 0 }, 'P-1', 'dialog-changed'],
    ['of one that is over', { state: 'done' }, { dialog: 'D-1', version: 1 }, 'P-1', 'dialog-over'],
  ] as const)('%s is refused', async (_, more, form, by, code) => {
    const there = await readsWith(save('dialog', dialog(more)));
    expect(codeOf(await submit(there, { ...form, answers: {} }, { ...asked, by }))).toBe(code);
  });
  test('is not finished while questions are open: what was answered stays, and that all is right is asked again', async () => {
    const there = await readsWith(save('dialog', dialog()));
    const answers = { 'goal.1.more': 'ja', review: 'fertig' };
    const decision = await submit(there, { dialog: 'D-1', version: 1, answers }, asked);
    expect(saved(decision, 'dialog')[0]).toMatchObject({ state: 'open', answers: chat(script, ['ja']) });
  });
  test('with one field that cannot be read, nothing is saved and that field is named', async () => {
    const there = await readsWith(save('dialog', dialog()));
    const answers = { 'goal.1.more': 'ja', 'goal.1.label': 'halböffentlich' };
    expect(await submit(there, { dialog: 'D-1', version: 1, answers }, asked)).toEqual(
      no({ code: 'form', fields: { 'goal.1.label': { code: 'unreadable', wanted: 'label' } } }),
    );
  });
});

describe('a message that was an answer', () => {
  const begun = dialog({ answers: chat(script, ['ja', 'öffentlich', 'Ein Ziel']) });
  test('is edited: the answer changes with it', async () => {
    const there = await readsWith(save('dialog', begun));
    const decision = await reconsider(there, 'D-1', 'goal.1.text', 'Ein besseres Ziel', asked);
    expect(saved(decision, 'dialog')[0]?.answers).toEqual(put(begun.answers, 'goal.1.text', 'Ein besseres Ziel'));
  });
  test('is deleted: the question is asked again', async () => {
    const there = await readsWith(save('dialog', begun));
    const decision = await reconsider(there, 'D-1', 'goal.1.text', undefined, asked);
    expect(value(decision).say).toMatchObject({ view: 'question', path: 'goal.1.text' });
  });
  test('of somebody else changes nothing', async () => {
    const there = await readsWith(save('dialog', begun));
    expect(value(await reconsider(there, 'D-1', 'goal.1.text', 'x', { ...asked, by: 'P-2' })).save).toEqual([]);
  });
});

describe('the minutes', () => {
  const agenda = [
    { number: 1, title: 'Wohnungen', by: 'P-1', label: 'public' },
    { number: 4, title: 'Personalie', by: 'P-1', label: 'non-public' },
  ] as const;
  const of = meeting({ agenda, revision: 1, state: { is: 'invited', slot: { from: '2026-06-12T12:00:00Z' } } });
  const slot = { from: '2026-06-12T12:00:00Z' };
  const rsvp = (person: 'P-1' | 'P-2', answered: 'yes' | 'no', on = slot) =>
    save('rsvp', { meeting: 'S-1', person, slot: on, reply: answered });
  test('do not take those to be there who said yes to a date before a move', async () => {
    const there = await readsWith(
      save('meeting', of),
      rsvp('P-1', 'yes', { from: '2026-06-05T12:00:00Z' }),
      rsvp('P-2', 'yes'),
    );
    const current = dialog({ script: 'minutes', about: { meeting: 'S-1' } });
    const decision = await reply(there, current, 'ja', asked);
    expect(saved(decision, 'dialog')[0]?.answers).toEqual([{ path: 'present', value: ['P-2'] }]);
  });
  test('begin with those who said yes, take a note and a decision for each item, and make both parts', async () => {
    const there = await readsWith(save('meeting', of), rsvp('P-1', 'yes'), rsvp('P-2', 'no'));
    let current = dialog({ script: 'minutes', about: { meeting: 'S-1' } });
    for (const text of ['+ Lea Lang', skip, 'Zwölf fehlen.', 'Wir zählen.', 'Zwist', skip]) {
      const decision = await reply(there, current, text, asked);
      current = saved(decision, 'dialog')[0] ?? current;
    }
    const decision = await reply(there, current, 'ja', asked);
    expect(saved(decision, 'meeting')).toEqual([
      {
        ...of,
        revision: 2,
        followed: true,
        agenda: [
          { ...agenda[0], note: 'Zwölf fehlen.', decision: 'Wir zählen.' },
          { ...agenda[1], note: 'Zwist' },
        ],
        state: { is: 'held', slot: { from: '2026-06-12T12:00:00Z' }, present: ['P-1', 'P-5'] },
      },
    ]);
    const [all, open] = saved(decision, 'snapshot');
    expect([all?.id, open?.id]).toEqual(['protocol:S-1:2:all', 'protocol:S-1:2:public']);
    expect(JSON.stringify(all)).toContain('Zwist');
    expect(JSON.stringify(open)).not.toMatch(/Zwist|Personalie/);
  });
});

describe('what is easily misread', () => {
  test('what was taken back before the end is not submitted', async () => {
    const all = ['ja', 'öffentlich', 'Doch lieber nicht', ...kinds.map(() => 'nein')];
    const begun = dialog({ answers: chat(script, all) });
    const there = await readsWith(save('dialog', begun));
    const [without] = saved(await reconsider(there, 'D-1', 'goal.1.more', 'nein', asked), 'dialog');
    if (without === undefined) throw new Error('not saved');
    expect(reviewed(script, without.answers)).toEqual([]);
    expect(saved(await reply(there, without, 'ja', asked), 'outcome')).toEqual([]);
  });
  test('a new question at the beginning of a newer version costs nothing that was answered', () => {
    const text = (key: string): Question => ({ key, ask: key, read: (given) => ok(given) });
    const older: Script = { name: 's', version: 1, items: [text('a'), text('b'), text('c')] };
    const newer: Script = { name: 's', version: 2, items: [text('new'), text('a'), text('b'), text('c')] };
    const answers = chat(older, ['A', 'B']);
    expect(carried(newer, answers)).toEqual(answers);
    expect(next(newer, carried(newer, answers))?.key).toBe('new');
  });
});

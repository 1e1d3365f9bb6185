import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paperDraft } from '../../src/core/commands/paper-draft.ts';
import { paperEdit } from '../../src/core/commands/paper-edit.ts';
import { paperLeaveOut } from '../../src/core/commands/paper-leave-out.ts';
import { paperRelease } from '../../src/core/commands/paper-release.ts';
import { paperSubmitted } from '../../src/core/commands/paper-submitted.ts';
import { leaveOut, type Paper, refresh, release, reword, submit } from '../../src/core/model/paper.ts';
import { no } from '../../src/core/model/result.ts';
import {
  asks,
  codeOf,
  committee,
  homeOf,
  housing,
  meeting,
  monday,
  outcome,
  saved,
  steering,
  value,
  work,
} from './given.ts';

const at = monday.toString();
const paper = (more: Partial<Paper> = {}): Paper => ({
  id: 'V-2',
  sitting: 'S-9',
  organization: 'org:lenkung',
  by: 'P-3',
  day: '2026-06-15',
  words: { title: 'Titel', proposal: 'Beschluss', introduction: 'Einleitung' },
  outcomes: ['E-1', 'E-2', 'E-3'],
  reworded: {},
  revision: 4,
  state: { is: 'draft' },
  ...more,
});
const released = paper({ state: { is: 'released', by: 'P-3', at } });
const submitted = paper({ state: { is: 'submitted', by: 'P-3', at } });

describe('a paper', () => {
  test.each([
    [
      'a draft',
      paper(),
      { edit: 'draft', leave: 'draft', renew: 'draft', release: 'released', submit: 'paper-not-released' },
    ],
    ['released', released, { edit: 'draft', leave: 'draft', renew: 'draft', release: 'released', submit: 'submitted' }],
    [
      'handed in',
      submitted,
      {
        edit: 'paper-final',
        leave: 'paper-final',
        renew: 'paper-final',
        release: 'paper-final',
        submit: 'paper-final',
      },
    ],
  ])('%s: editing takes a release back, only what is released is handed in, and that is final', (_, of, expected) => {
    const became = {
      edit: reword(of, 'proposal', 'Anders'),
      leave: leaveOut(of, 'E-2'),
      renew: refresh(of, ['E-1']),
      release: release(of, 'P-3', at),
      submit: submit(of, 'P-3', at),
    };
    expect(
      Object.fromEntries(
        Object.entries(became).map(([act, result]) => [act, result.ok ? result.value.state.is : result.error.code]),
      ),
    ).toEqual(expected);
  });

  test('each section and each sentence has words of its own', () => {
    const edited = value(reword(value(reword(paper(), 'title', 'Neuer Titel')), 'E-2', 'Andere Worte'));
    expect(edited.words).toEqual({ title: 'Neuer Titel', proposal: 'Beschluss', introduction: 'Einleitung' });
    expect(edited.reworded).toEqual({ 'E-2': 'Andere Worte' });
    expect(edited.revision).toBe(6);
  });
  test('what does not stand in it cannot be changed or left out', () => {
    expect(reword(paper(), 'E-9', 'x')).toEqual(no({ code: 'not-in-paper', outcome: 'E-9' }));
    expect(leaveOut(paper(), 'E-9')).toEqual(no({ code: 'not-in-paper', outcome: 'E-9' }));
    expect(value(leaveOut(paper(), 'E-2')).outcomes).toEqual(['E-1', 'E-3']);
  });

  test('whatever is done to it, each change of words is a new revision, and what is released is what was read', () => {
    const act = fc.constantFrom<(of: Paper) => ReturnType<typeof release>>(
      (of) => reword(of, 'title', `T${of.revision}`),
      (of) => reword(of, 'E-1', `S${of.revision}`),
      (of) => leaveOut(of, of.outcomes[0] ?? 'E-9'),
      (of) => release(of, 'P-3', at),
      (of) => submit(of, 'P-3', at),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const words = ({ words, outcomes, reworded }: Paper) => JSON.stringify([words, outcomes, reworded]);
        const known = new Map([[4, words(paper())]]);
        let of = paper();
        let read: string | undefined;
        for (const each of acts) {
          const done = each(of);
          if (!done.ok) continue;
          expect(of.state.is).not.toBe('submitted');
          of = done.value;
          expect(known.get(of.revision) ?? words(of)).toBe(words(of));
          known.set(of.revision, words(of));
          if (of.state.is === 'released') read = words(of);
          if (of.state.is === 'submitted') expect(words(of)).toBe(read);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the commands for a paper', () => {
  const sitting = meeting({
    id: 'S-9',
    organization: 'org:ausschuss',
    state: { is: 'scheduled', slot: { day: '2026-09-30' } },
  });
  const outcomes = [
    outcome({ id: 'E-1', state: { is: 'taken-up' } }),
    outcome({ id: 'E-2', state: { is: 'decided' }, settlement: { text: 'Ja.', by: 'P-3' } }),
    outcome({ id: 'E-3', organization: 'org:arbeit', text: 'Es fehlen Stellen.', state: { is: 'taken-up' } }),
  ];
  const sources = { committee, sitting, outcomes, groups: [housing, work, steering, committee], people: [] };
  const loaded = { ...homeOf(steering), sources, next: undefined };
  const chair = asks('P-3', ['chair']);

  test('the first draft gets a number and words of its own, and shows what it rests on', () => {
    const decision = paperDraft.decide(
      { ...loaded, sitting, ids: ['E-1', 'E-2', 'E-3'], before: undefined, last: 1, reported: false },
      { meeting: undefined },
      chair,
    );
    const [drafted] = saved(decision, 'paper');
    expect(drafted).toMatchObject({ id: 'V-2', sitting: 'S-9', outcomes: ['E-1', 'E-2', 'E-3'], revision: 1 });
    expect(drafted?.words).toEqual({
      title: 'Sachstand und Entwicklung der Integrationsarbeit im Landkreis Test',
      proposal:
        'Der Sozialausschuss nimmt Kenntnis vom Sachstand und von der Entwicklung der Integrationsarbeit im Landkreis Test.',
      introduction:
        'Mit dieser Vorlage wird über den Sachstand und die Entwicklung der Integrationsarbeit im Landkreis Test berichtet. Die Lenkungsgruppe Integration hat die folgenden Ergebnisse aufgegriffen oder über sie entschieden. Die Nummer hinter einem Satz bezeichnet das Ergebnis, auf dem er beruht.',
    });
    expect(saved(decision, 'counter')).toEqual([{ of: 'V', last: 2 }]);
    expect(saved(decision, 'snapshot').map(({ id }) => id)).toEqual(['paper:V-2:1']);
  });
  test('drafted again, it keeps its number and words, and takes in what is new', () => {
    const before = { ...released, outcomes: ['E-1'] as const };
    const decision = paperDraft.decide(
      { ...loaded, sitting, ids: ['E-1', 'E-2'], before, last: 2, reported: false },
      { meeting: 'S-9' },
      chair,
    );
    expect(saved(decision, 'paper')).toEqual([
      { ...before, outcomes: ['E-1', 'E-2'], revision: 5, state: { is: 'draft' } },
    ]);
    expect(saved(decision, 'counter')).toEqual([]);
  });
  test('where there is nothing to report, it is told apart whether there was', () => {
    const draft = (reported: boolean) =>
      paperDraft.decide(
        { ...loaded, sitting, ids: [], before: undefined, last: 1, reported },
        { meeting: undefined },
        chair,
      );
    expect(draft(false)).toEqual(no({ code: 'nothing-to-report', why: 'none' }));
    expect(draft(true)).toEqual(no({ code: 'nothing-to-report', why: 'reported' }));
  });
  test('what holds no outcome any more is not released, and not handed in', () => {
    const empty = no({ code: 'nothing-to-report', why: 'empty', sitting: 'S-9' });
    const none = { ...loaded, sources: { ...sources, outcomes: [] } };
    expect(paperRelease.decide({ ...none, paper: paper({ outcomes: [] }) }, { paper: 'V-2' }, chair)).toEqual(empty);
    const elsewhere = outcome({ id: 'E-1', state: { is: 'reported', paper: 'V-1' } });
    const gone = { ...loaded, sources: { ...sources, outcomes: [elsewhere] }, paper: paper({ outcomes: ['E-1'] }) };
    expect(paperRelease.decide(gone, { paper: 'V-2' }, chair)).toEqual(empty);
    expect(submit({ ...released, outcomes: [] }, 'P-3', at)).toEqual(empty);
  });
  test.each([
    ['there is nothing to report', sitting, [], 'nothing-to-report'],
    ['the sitting has no date', meeting({ id: 'S-9', state: { is: 'polling' } }), ['E-1'], 'meeting-undated'],
  ] as const)('where %s, no paper is made', (_, of, ids, code) => {
    const draft = { ...loaded, sitting: of, ids: [...ids], before: undefined, last: 1, reported: false };
    expect(codeOf(paperDraft.decide(draft, { meeting: undefined }, chair))).toBe(code);
  });

  test('editing a released paper: a draft again, kept under a new revision', () => {
    const decision = paperEdit.decide(
      { ...loaded, paper: released },
      { paper: 'V-2', section: 'E-1', text: 'Andere Worte' },
      chair,
    );
    expect(saved(decision, 'paper').map(({ state, revision }) => [state.is, revision])).toEqual([['draft', 5]]);
    expect(JSON.stringify(saved(decision, 'snapshot'))).toContain('Andere Worte');
  });
  test('what is left out no longer stands in the document', () => {
    const decision = paperLeaveOut.decide({ ...loaded, paper: paper() }, { paper: 'V-2', outcome: 'E-3' }, chair);
    const [snapshot] = saved(decision, 'snapshot');
    expect(JSON.stringify(snapshot)).not.toContain('Es fehlen Stellen.');
    expect(JSON.stringify(snapshot)).toContain('E-1');
  });
  test('without its Beschlussvorschlag it is a Mitteilungsvorlage; title and introduction stay', () => {
    const without = (outcome: 'proposal' | 'title' | 'introduction') =>
      paperLeaveOut.decide({ ...loaded, paper: paper() }, { paper: 'V-2', outcome }, chair);
    const [snapshot] = saved(without('proposal'), 'snapshot');
    expect(snapshot).toMatchObject({ document: { sort: 'Mitteilungsvorlage' } });
    expect(JSON.stringify(snapshot)).not.toContain('Beschluss');
    expect(JSON.stringify(snapshot)).toContain('E-1');
    for (const part of ['title', 'introduction'] as const) expect(codeOf(without(part))).toBe('always-in-paper');
  });
  test('a release loses the mark of a draft, and is the day that the paper bears', () => {
    const drafted = paper({ day: '2026-06-11' });
    const decision = paperRelease.decide({ ...loaded, paper: drafted }, { paper: 'V-2' }, chair);
    const [snapshot] = saved(decision, 'snapshot');
    expect(snapshot?.of === 'document' && snapshot.document.stamp).toBeUndefined();
    expect(snapshot).toMatchObject({ document: { sort: 'Beschlussvorlage', date: '15.06.2026' } });
    expect(saved(decision, 'outcome')).toEqual([]);
  });

  const hands = (of: Paper) =>
    paperSubmitted.decide(
      {
        ...loaded,
        paper: of,
        reporters: [
          { organization: 'org:wohnen', reach: homeOf(housing).reach },
          { organization: 'org:arbeit', reach: homeOf(work).reach },
        ],
        boards: [],
        deadlines: [],
      },
      { paper: 'V-2' },
      chair,
    );
  test('handed in, its outcomes are reported, and each group is told once', () => {
    expect(saved(hands(released), 'outcome').map(({ id, state }) => [id, state])).toEqual(
      ['E-1', 'E-2', 'E-3'].map((id) => [id, { is: 'reported', paper: 'V-2' }]),
    );
    const told = value(hands(released)).posts.filter(({ view }) => view.view === 'reported');
    expect(told.map(({ view }) => 'organization' in view && view.organization)).toEqual(['org:wohnen', 'org:arbeit']);
  });
  test('what was not released is not handed in, and nothing is handed in twice', () => {
    expect(codeOf(hands(paper()))).toBe('paper-not-released');
    expect(codeOf(hands(submitted))).toBe('paper-final');
  });

  test.each([
    ['E-7', 'E-7'],
    ['e7:', undefined],
    ['Titel', 'title'],
    ['beschluss:', 'proposal'],
    ['Beschlussvorschlag', 'proposal'],
    ['Einleitung.', 'introduction'],
    ['proposal', 'proposal'],
    ['Sachverhalt', undefined],
    ['__proto__', undefined],
  ])('"%s" names %s', (section, expected) => {
    const read = paperEdit.args.safeParse({ paper: 'V-2', section, text: 'x' });
    expect(read.data?.section).toBe(expected);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pollAdd } from '../../src/core/commands/poll-add.ts';
import { pollComment } from '../../src/core/commands/poll-comment.ts';
import { pollOpen } from '../../src/core/commands/poll-open.ts';
import { vote as voting } from '../../src/core/commands/vote.ts';
import { voteWithdraw } from '../../src/core/commands/vote-withdraw.ts';
import {
  addOption,
  availabilities,
  type Ballot,
  isOpen,
  type Mark,
  openPoll,
  type Poll,
  rank,
  remindFrom,
  tally,
  verdict,
  vote,
} from '../../src/core/model/poll.ts';
import { no, ok } from '../../src/core/model/result.ts';
import { type Slot, startOf } from '../../src/core/model/slot.ts';
import { instant, shiftDay } from '../../src/core/model/time.ts';
import { texts } from '../../src/core/texts/index.ts';
import { asks, codeOf, homeOf, housing, monday, saved, value, zone } from './given.ts';

const of: Omit<Poll, 'options' | 'state'> = {
  id: 'U-1',
  organization: 'org:wohnen',
  meeting: 'S-1',
  by: 'P-1',
  opened: monday.toString(),
  hidden: false,
  extensible: false,
};
const days = (n: number): readonly Slot[] => Array.from({ length: n }, (_, i) => ({ day: shiftDay('2026-07-01', i) }));
const pollOf = (n: number, more: Partial<Poll> = {}): Poll => ({ ...value(openPoll(of, days(n), zone)), ...more });
const ballot = (person: Ballot['person'], ...marks: readonly (readonly [number, Mark['fits']])[]): Ballot => ({
  poll: 'U-1',
  person,
  marks: marks.map(([option, fits]) => ({ option, fits })),
});
const closing = '2026-06-20T16:00:00Z';

describe('a poll is opened', () => {
  test.each([
    [0, 'too-few-options'],
    [1, 'too-few-options'],
    [2, 'ok'],
    [100, 'ok'],
    [101, 'too-many-options'],
  ])('with %i options: %s', (n, expected) => {
    expect(codeOf(openPoll(of, days(n), zone))).toBe(expected);
  });

  test('whole days and times stand in one order of time, and are numbered in it', () => {
    const slots: readonly Slot[] = [
      { from: '2026-07-02T08:00:00Z', to: '2026-07-02T10:00:00Z' },
      { day: '2026-07-02' },
      { from: '2026-07-01T21:00:00Z' },
      { day: '2026-07-01' },
    ];
    expect(value(openPoll(of, slots, zone)).options).toEqual([
      { number: 1, slot: { day: '2026-07-01' } },
      { number: 2, slot: { from: '2026-07-01T21:00:00Z' } },
      { number: 3, slot: { day: '2026-07-02' } },
      { number: 4, slot: { from: '2026-07-02T08:00:00Z', to: '2026-07-02T10:00:00Z' } },
    ]);
  });

  test('the same option twice is refused, by the number it would have', () => {
    const slots: readonly Slot[] = [{ day: '2026-07-03' }, { day: '2026-07-01' }, { day: '2026-07-03' }];
    expect(openPoll(of, slots, zone)).toMatchObject(no({ code: 'option-twice', zone }));
  });

  test('the same start with another end is another option', () => {
    const from = '2026-07-01T08:00:00Z';
    expect(codeOf(openPoll(of, [{ from }, { from, to: '2026-07-01T10:00:00Z' }], zone))).toBe('ok');
  });

  test.each([
    ['a minute before the first day begins', '2026-06-30T21:59:00Z', 'ok'],
    ['when the first day begins', '2026-06-30T22:00:00Z', 'closes-late'],
    ['after the first day', '2026-07-02T10:00:00Z', 'closes-late'],
  ])('closing %s: %s', (_, closesAt, expected) => {
    expect(codeOf(openPoll({ ...of, closesAt }, [{ day: '2026-07-05' }, { day: '2026-07-01' }], zone))).toBe(expected);
  });

  const slot = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.option(fc.integer({ min: 0, max: 23 }))).map(
    ([day, hour]): Slot =>
      hour === null
        ? { day: shiftDay('2026-07-01', day) }
        : {
            from: instant('2026-07-01T00:00:00Z')
              .add({ hours: 24 * day + hour })
              .toString(),
          },
  );
  test('whatever the options, they are numbered from 1 in order of time, and none is lost', () => {
    const slots = fc.uniqueArray(slot, { minLength: 2, maxLength: 100, selector: (each) => JSON.stringify(each) });
    fc.assert(
      fc.property(slots, (given) => {
        const { options } = value(openPoll(of, given, zone));
        expect(options.map(({ number }) => number)).toEqual(given.map((_, i) => i + 1));
        const starts = options.map((option) => startOf(option.slot, zone));
        expect(starts).toEqual(starts.toSorted());
        expect(new Set(options.map((option) => option.slot))).toEqual(new Set(given));
      }),
      { numRuns: 60 },
    );
  });

  const opens = (options: string, until?: string, now = monday) =>
    pollOpen.decide(
      { ...homeOf(housing), last: { poll: 4, meeting: 7 } },
      { options, until, organization: undefined, hidden: undefined, extensible: undefined },
      asks('P-1', ['chair'], now),
    );
  test('given words, it opens the next poll for the next meeting, and tells the room once', () => {
    const decision = opens('Di 30.6. 14 Uhr, Mi 1.7. 9-11 Uhr', '26.6.');
    expect(saved(decision, 'poll')).toEqual([
      {
        id: 'U-5',
        organization: 'org:wohnen',
        meeting: 'S-8',
        by: 'P-1',
        opened: '2026-06-15T08:00:00Z',
        closesAt: '2026-06-26T16:00:00Z',
        hidden: false,
        extensible: false,
        options: [
          { number: 1, slot: { from: '2026-06-30T12:00:00Z' } },
          { number: 2, slot: { from: '2026-07-01T07:00:00Z', to: '2026-07-01T09:00:00Z' } },
        ],
        state: { is: 'open' },
      },
    ]);
    expect(saved(decision, 'meeting').map(({ id, state }) => ({ id, state }))).toEqual([
      { id: 'S-8', state: { is: 'polling', poll: 'U-5' } },
    ]);
    expect(saved(decision, 'counter')).toEqual([
      { of: 'U', last: 5 },
      { of: 'S', last: 8 },
    ]);
    expect(value(decision).posts.map(({ key }) => key)).toEqual(['post:poll:U-5:R-1']);
  });

  test.each([
    ['nobody names an end and the dates are far', 'Di 30.6., Mi 1.7.', '2026-06-22T16:00:00Z'],
    ['nobody names an end and the dates are near', 'Do 18.6., Fr 19.6.', '2026-06-17T16:00:00Z'],
    ['nobody names an end and the first date is today', 'heute 18 Uhr, morgen 18 Uhr', undefined],
  ])('given that %s, it closes in time: %s', (_, options, closesAt) => {
    expect(saved(opens(options), 'poll')[0]?.closesAt).toBe(closesAt);
  });

  test('given an end that is not before the first option, it is refused', () => {
    expect(codeOf(opens('Di 30.6. 14 Uhr, Mi 1.7. 9 Uhr', '30.6. 14 Uhr'))).toBe('closes-late');
  });

  test('in the evening "bis: heute" is over, and is refused', () => {
    expect(codeOf(opens('Di 30.6. 14 Uhr, Mi 1.7. 9 Uhr', 'heute', instant('2026-06-15T18:30:00Z')))).not.toBe('ok');
  });
});

describe('a poll is open', () => {
  test.each([
    ['without an end', {}, '2030-01-01T00:00:00Z', true],
    ['before its end', { closesAt: closing }, '2026-06-20T15:59:59Z', true],
    ['not from its end on, even if nobody has closed it yet', { closesAt: closing }, closing, false],
    [
      'not once it was closed by hand',
      { closesAt: closing, state: { is: 'closed', at: '' } as const },
      '2026-06-15T08:00:00Z',
      false,
    ],
  ])('%s', (_, more, now, expected) => {
    expect(isOpen(pollOf(2, more), instant(now))).toBe(expected);
  });
});

describe('those who have not voted are reminded', () => {
  test.each([
    ['a day before the end of a long poll', '2026-06-15T08:00:00Z', '2026-06-22T16:00:00Z', '2026-06-21T16:00:00Z'],
    ['not before most of a short one is over', '2026-06-15T08:00:00Z', '2026-06-15T18:00:00Z', '2026-06-15T16:00:00Z'],
    ['after four of five days exactly', '2026-06-15T08:00:00Z', '2026-06-20T08:00:00Z', '2026-06-19T08:00:00Z'],
  ])('%s', (_, opened, closesAt, expected) => {
    expect(remindFrom(pollOf(2, { opened }), closesAt).toString()).toBe(expected);
  });

  test('always between its beginning and its end', () => {
    const minutes = fc.integer({ min: 1, max: 200_000 });
    fc.assert(
      fc.property(minutes, (long) => {
        const end = monday.add({ minutes: long });
        const from = remindFrom(pollOf(2), end.toString());
        expect(from.epochMilliseconds).toBeGreaterThan(monday.epochMilliseconds);
        expect(from.epochMilliseconds).toBeLessThan(end.epochMilliseconds);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an option is added', () => {
  const slot: Slot = { from: '2026-08-01T08:00:00Z' };
  test('it gets the next number, wherever it stands in time, and the others keep theirs', () => {
    const poll = pollOf(2);
    expect(value(addOption(poll, { day: '2026-06-29' }, monday)).options).toEqual([
      ...poll.options,
      { number: 3, slot: { day: '2026-06-29' } },
    ]);
  });
  test('a number that was once given is not given again', () => {
    const gap = pollOf(5, { options: pollOf(5).options.filter(({ number }) => number !== 3) });
    expect(value(addOption(gap, slot, monday)).options.at(-1)?.number).toBe(6);
  });
  test('one that is there is refused by its number', () => {
    expect(addOption(pollOf(3), { day: '2026-07-02' }, monday)).toEqual(no({ code: 'same-option', option: 2 }));
  });
  test('not beyond a hundred, nor once the poll is over', () => {
    expect(codeOf(addOption(pollOf(100), slot, monday))).toBe('too-many-options');
    expect(codeOf(addOption(pollOf(2, { closesAt: monday.toString() }), slot, monday))).toBe('poll-closed');
  });

  const adds = (poll: Poll, options: string, by: 'P-1' | 'P-2', roles: readonly ('chair' | 'member')[] = ['member']) =>
    pollAdd.decide({ ...homeOf(housing), poll }, { poll: 'U-1', options }, asks(by, roles));
  test.each([
    ['who opened it may', false, 'P-1', ['member'], 'ok'],
    ['who chairs may', false, 'P-2', ['chair'], 'ok'],
    ['the others may not', false, 'P-2', ['member'], 'not-extensible'],
    ['the others may if they were asked to', true, 'P-2', ['member'], 'ok'],
  ] as const)('%s', (_, extensible, by, roles, expected) => {
    expect(codeOf(adds(pollOf(2, { extensible }), 'Fr 3.7. 9 Uhr', by, roles))).toBe(expected);
  });
  test('all or none: of two options, one of them there already, none is added', () => {
    expect(codeOf(adds(pollOf(2), '10.7., 1.7.', 'P-1'))).toBe('same-option');
  });
  test('one that begins before the poll closes is refused', () => {
    expect(codeOf(adds(pollOf(2, { closesAt: closing }), 'Do 18.6. 10 Uhr', 'P-1'))).toBe('closes-late');
  });
});

describe('somebody votes', () => {
  const before: readonly Mark[] = [
    { option: 1, fits: 'yes' },
    { option: 2, fits: 'no' },
  ];
  test.each([
    ['a pick is added', [{ option: 3, fits: 'if-need-be' }], [], [...before, { option: 3, fits: 'if-need-be' }]],
    [
      'a pick on the same option replaces what was said',
      [{ option: 1, fits: 'no' }],
      [],
      [
        { option: 1, fits: 'no' },
        { option: 2, fits: 'no' },
      ],
    ],
    ['what is dropped is gone', [], [{ option: 2, fits: 'no' }], [{ option: 1, fits: 'yes' }]],
    ['a drop of what was not said changes nothing', [], [{ option: 2, fits: 'yes' }], before],
    ['all that remains is named, the rest is gone', [{ option: 2, fits: 'yes' }], 'rest', [{ option: 2, fits: 'yes' }]],
    ['nothing remains', [], 'rest', []],
    ['picked and dropped at once is picked', [{ option: 1, fits: 'yes' }], [{ option: 1, fits: 'yes' }], before],
  ] as const)('%s', (_, picked, dropped, after) => {
    expect(vote(pollOf(3), before, { picked, dropped }, monday)).toEqual(ok(after));
  });

  test.each([
    ['an option that there is not', [{ option: 4, fits: 'yes' }], { code: 'no-such-option', option: 4, most: 3 }],
    ['option 0', [{ option: 0, fits: 'yes' }], { code: 'no-such-option', option: 0, most: 3 }],
    [
      'the same option twice',
      [
        { option: 2, fits: 'yes' },
        { option: 2, fits: 'no' },
      ],
      { code: 'marked-twice', option: 2 },
    ],
  ] as const)('%s is refused', (_, picked, error) => {
    expect(vote(pollOf(3), before, { picked, dropped: [] }, monday)).toEqual(no(error));
  });

  test('a poll whose time is over takes no votes, whether or not the tick has seen it', () => {
    const over = pollOf(3, { closesAt: monday.toString() });
    const picks = { picked: [{ option: 1, fits: 'yes' }], dropped: [] } as const;
    expect(codeOf(vote(over, [], picks, monday))).toBe('poll-closed');
    expect(codeOf(vote(over, [], picks, monday.subtract({ seconds: 1 })))).toBe('ok');
    expect(
      codeOf(voteWithdraw.decide({ ...homeOf(housing), poll: over, before: undefined }, { poll: 'U-1' }, asks('P-2'))),
    ).toBe('poll-closed');
  });

  test('after any number of votes each option is marked at most once, as it was last said', () => {
    const mark = fc.record({ option: fc.integer({ min: 1, max: 6 }), fits: fc.constantFrom(...availabilities) });
    const event = fc.record({
      picked: fc.uniqueArray(mark, { maxLength: 6, selector: ({ option }) => option }),
      dropped: fc.oneof(fc.constant('rest' as const), fc.array(mark, { maxLength: 3 })),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), (events) => {
        let marks: readonly Mark[] = [];
        const said = new Map<number, string>();
        for (const { picked, dropped } of events) {
          marks = value(vote(pollOf(6), marks, { picked, dropped }, monday));
          if (dropped === 'rest') said.clear();
          else for (const { option, fits } of dropped) if (said.get(option) === fits) said.delete(option);
          for (const { option, fits } of picked) said.set(option, fits);
        }
        expect(marks.map(({ option, fits }) => [option, fits])).toEqual([...said].toSorted(([a], [b]) => a - b));
      }),
    );
  });

  test('one person has one ballot, and keeps the comment', () => {
    const poll = pollOf(3);
    const first = voting.decide(
      { ...homeOf(housing), poll, before: undefined },
      { poll: 'U-1', picked: ['1 ja', '2 vielleicht'], dropped: [] },
      asks('P-2'),
    );
    const [mine] = saved(first, 'ballot');
    const then = voting.decide(
      { ...homeOf(housing), poll, before: { ...ballot('P-2', [1, 'yes'], [2, 'if-need-be']), comment: 'bin da' } },
      { poll: 'U-1', picked: ['2 nein'], dropped: [] },
      asks('P-2'),
    );
    expect(mine).toEqual(ballot('P-2', [1, 'yes'], [2, 'if-need-be']));
    expect(saved(then, 'ballot')).toEqual([{ ...ballot('P-2', [1, 'yes'], [2, 'no']), comment: 'bin da' }]);
    expect(saved(then, 'poll')).toEqual([]);
  });

  const comments = (text: string, comment?: string, more: Partial<Poll> = {}) =>
    pollComment.decide(
      {
        ...homeOf(housing),
        poll: pollOf(3, more),
        before: comment === undefined ? undefined : { ...ballot('P-2'), comment },
      },
      { poll: 'U-1', text },
      asks('P-2'),
    );
  test('a second comment stands beside the first, and both together may not be too long', () => {
    expect(saved(comments('Nur vormittags.'), 'ballot')).toEqual([{ ...ballot('P-2'), comment: 'Nur vormittags.' }]);
    expect(saved(comments('Oder ganz spät.', 'Nur vormittags.'), 'ballot')).toEqual([
      { ...ballot('P-2'), comment: 'Nur vormittags.\nOder ganz spät.' },
    ]);
    expect(codeOf(comments('y'.repeat(1_000), 'x'.repeat(999)))).toBe('ok');
    expect(comments('y'.repeat(1_000), 'x'.repeat(1_000))).toEqual(no({ code: 'too-long', most: 2_000, is: 2_001 }));
  });
  test.each([
    [{}, undefined, 'Ihr Kommentar steht jetzt bei U-1.'],
    [{}, 'Erst ab 15 Uhr.', 'Ihr Kommentar steht jetzt bei U-1, zusammen mit Ihrem früheren.'],
    [
      { hidden: true, closesAt: closing },
      undefined,
      'Ihr Kommentar ist notiert. Die anderen sehen ihn erst, wenn die Umfrage U-1 endet: Sa., 20.06.2026, 18:00 Uhr.',
    ],
    [{ hidden: true }, undefined, 'Ihr Kommentar ist notiert. Die anderen sehen ihn erst, wenn die Umfrage U-1 endet.'],
  ])('of a comment on a poll %j is said where it stands, and when', (more, earlier, expected) => {
    const { say } = value(comments('Neu', earlier, more));
    if (say?.view !== 'noted') throw new Error('nothing said');
    expect(texts.de.noted[say.what](say.about ?? {})).toEqual([expected]);
  });

  test('who says nothing has not voted', () => {
    const loaded = { ...homeOf(housing), poll: pollOf(3), before: undefined };
    expect(codeOf(voting.decide(loaded, { poll: 'U-1', picked: [], dropped: [] }, asks('P-2')))).toBe(
      'unreadable-marks',
    );
  });
});

describe('the ranking', () => {
  const order = (poll: Poll, ballots: readonly Ballot[]) =>
    rank(tally(poll, ballots)).map(({ option }) => option.number);

  test('counts all who can, then those who gladly can, then the order of the options', () => {
    const ballots = [
      ballot('P-1', [1, 'yes'], [2, 'if-need-be'], [3, 'yes'], [4, 'no']),
      ballot('P-2', [1, 'no'], [2, 'if-need-be'], [3, 'if-need-be'], [4, 'yes']),
    ];
    expect(order(pollOf(5), ballots)).toEqual([3, 2, 1, 4, 5]);
    expect(tally(pollOf(5), ballots)[2]).toMatchObject({ yes: 1, ifNeedBe: 1, no: 0 });
  });

  test.each([
    ['nobody has voted', [], { is: 'no-votes' }],
    ['all votes were taken back', [ballot('P-1')], { is: 'no-votes' }],
    ['everyone says no', [ballot('P-1', [1, 'no'], [2, 'no'])], { is: 'nobody' }],
    ['two are equal', [ballot('P-1', [1, 'yes'], [3, 'yes'])], { is: 'tie', options: [1, 3] }],
    ['one is best', [ballot('P-1', [2, 'yes'], [3, 'if-need-be'])], { is: 'best', option: 2 }],
    ['it would do if need be', [ballot('P-1', [3, 'if-need-be'])], { is: 'best', option: 3 }],
  ])('given that %s, that is said', (_, ballots, expected) => {
    const end = verdict(tally(pollOf(3), ballots));
    const said =
      end.is === 'best'
        ? { is: end.is, option: end.option.number }
        : end.is === 'tie'
          ? { is: end.is, options: end.options.map(({ number }) => number) }
          : end;
    expect(said).toEqual(expected);
  });

  const options = 5;
  const ballots = fc
    .array(fc.array(fc.constantFrom(undefined, ...availabilities), { minLength: options, maxLength: options }), {
      maxLength: 12,
    })
    .map((all) =>
      all.map((marks, i) =>
        ballot(`P-${i + 1}`, ...marks.flatMap((fits, at) => (fits === undefined ? [] : [[at + 1, fits] as const]))),
      ),
    );
  const shuffled = ballots.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
  );
  test('does not depend on who voted first', () => {
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        expect(order(pollOf(options), other)).toEqual(order(pollOf(options), given));
        expect(verdict(tally(pollOf(options), other))).toEqual(verdict(tally(pollOf(options), given)));
      }),
    );
  });

  test('one more who can never lowers an option, and never takes its victory', () => {
    const more = fc.tuple(ballots, fc.integer({ min: 1, max: options }), fc.constantFrom('yes', 'if-need-be'));
    fc.assert(
      fc.property(more, ([given, option, fits]) => {
        const then = [...given, ballot('P-99', [option, fits as Mark['fits']])];
        const [was, is] = [order(pollOf(options), given), order(pollOf(options), then)];
        expect(is.indexOf(option)).toBeLessThanOrEqual(was.indexOf(option));
        const end = verdict(tally(pollOf(options), given));
        if (end.is === 'best' && end.option.number === option)
          expect(verdict(tally(pollOf(options), then))).toEqual(end);
      }),
    );
  });

  test('a "no" turned into a "yes" never lowers an option either', () => {
    fc.assert(
      fc.property(ballots, fc.integer({ min: 1, max: options }), fc.nat(), (given, option, who) => {
        fc.pre(given.length > 0);
        const then = given.with(who % given.length, {
          ...(given[who % given.length] ?? ballot('P-1')),
          marks: [
            ...(given[who % given.length]?.marks ?? []).filter((mark) => mark.option !== option),
            { option, fits: 'yes' },
          ],
        });
        expect(order(pollOf(options), then).indexOf(option)).toBeLessThanOrEqual(
          order(pollOf(options), given).indexOf(option),
        );
      }),
    );
  });

  test('a best option is better than every other, and what is tied is equal', () => {
    fc.assert(
      fc.property(ballots, (given) => {
        const scores = tally(pollOf(options), given);
        const worth = (number: number) => {
          const score = scores.find((each) => each.option.number === number);
          return score === undefined ? -1 : (score.yes + score.ifNeedBe) * 100 + score.yes;
        };
        const most = Math.max(...scores.map(({ option }) => worth(option.number)));
        const winners = scores.filter(({ option }) => worth(option.number) === most).map(({ option }) => option);
        const silent = given.every(({ marks }) => marks.length === 0);
        expect(verdict(scores)).toEqual(
          most <= 0
            ? { is: silent ? 'no-votes' : 'nobody' }
            : winners.length === 1
              ? { is: 'best', option: winners[0] }
              : { is: 'tie', options: winners },
        );
      }),
    );
  });
});

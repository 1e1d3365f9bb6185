import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agendaDrop } from '../../src/core/commands/agenda-drop.ts';
import { agendaMove } from '../../src/core/commands/agenda-move.ts';
import { meetingCancel } from '../../src/core/commands/meeting-cancel.ts';
import { meetingFix } from '../../src/core/commands/meeting-fix.ts';
import { meetingInvite } from '../../src/core/commands/meeting-invite.ts';
import { meetingMove } from '../../src/core/commands/meeting-move.ts';
import { meetingPlan } from '../../src/core/commands/meeting-plan.ts';
import type { Post } from '../../src/core/messages.ts';
import type { Deadline } from '../../src/core/model/deadline.ts';
import {
  addItem,
  cancel,
  dropItem,
  expected,
  fix,
  hold,
  invite,
  type Meeting,
  MOST_ITEMS,
  moveItem,
  repliesTo,
  slotOf,
} from '../../src/core/model/meeting.ts';
import type { Ballot, Poll } from '../../src/core/model/poll.ts';
import { no } from '../../src/core/model/result.ts';
import type { Slot } from '../../src/core/model/slot.ts';
import { asks, codeOf, committee, homeOf, housing, meeting, monday, saved, steering, value, work } from './given.ts';

const slot: Slot = { from: '2026-06-30T12:00:00Z' };
const other: Slot = { from: '2026-07-07T12:00:00Z' };
const states: Record<string, Meeting['state']> = {
  polling: { is: 'polling', poll: 'U-1' },
  scheduled: { is: 'scheduled', slot },
  invited: { is: 'invited', slot },
  held: { is: 'held', slot, present: ['P-1'] },
  cancelled: { is: 'cancelled', slot, reason: 'krank' },
  'cancelled without a date': { is: 'cancelled' },
};
const acts: Record<string, (meeting: Meeting) => ReturnType<typeof fix>> = {
  fix: (of) => fix(of, other, {}),
  invite: (of) => invite(of, monday),
  cancel: (of) => cancel(of, 'Glatteis'),
  hold: (of) => hold(of, { present: ['P-2'], items: [] }),
  addItem: (of) => addItem(of, { title: 'Haushalt', by: 'P-1', label: 'public' }),
  moveItem: (of) => moveItem(of, 1, 1),
  dropItem: (of) => dropItem(of, 1),
};

const nothingAround = { planned: [], coordinators: [], deadlines: [], reminders: [], owed: [], lastDeadline: 0 };

describe('a meeting, from each of its states', () => {
  const over = 'meeting-over';
  test.each([
    [
      'polling',
      { fix: 'scheduled', invite: 'meeting-undated', cancel: 'cancelled', hold: 'meeting-undated', agenda: 'polling' },
    ],
    ['scheduled', { fix: 'scheduled', invite: 'invited', cancel: 'cancelled', hold: 'held', agenda: 'scheduled' }],
    ['invited', { fix: 'invited', invite: 'invited', cancel: 'cancelled', hold: 'held', agenda: 'invited' }],
    ['held', { fix: over, invite: over, cancel: over, hold: 'held', agenda: over }],
    ['cancelled', { fix: over, invite: over, cancel: over, hold: over, agenda: over }],
    ['cancelled without a date', { fix: over, invite: over, cancel: over, hold: over, agenda: over }],
  ])('%s', (from, { agenda, ...then }) => {
    const state = states[from];
    if (state === undefined) throw new Error(from);
    const before = meeting({ state, agenda: [{ number: 1, title: 'Anfang', by: 'P-1', label: 'public' }] });
    const all = { ...then, addItem: agenda, moveItem: agenda, dropItem: agenda };
    const became = Object.fromEntries(
      Object.keys(all).map((act) => {
        const after = acts[act]?.(before);
        return [act, after?.ok ? after.value.state.is : after?.error.code];
      }),
    );
    expect(became).toEqual(all);
  });

  test('each new date and the cancellation count as something to tell anew; an invitation does not', () => {
    const fixed = value(fix(meeting({ state: { is: 'polling' } }), slot, { room: 'Raum 114' }));
    const invited = value(invite(fixed, monday));
    const moved = value(fix(invited, other, { link: 'https://video.example.org/1' }));
    const cancelled = value(cancel(moved, undefined));
    expect([fixed, invited, moved, cancelled].map(({ revision }) => revision)).toEqual([1, 1, 2, 3]);
    expect(moved.where).toEqual({ room: 'Raum 114', link: 'https://video.example.org/1' });
    expect(cancelled.state).toEqual({ is: 'cancelled', slot: other });
  });

  test('a meeting without a date is cancelled without one', () => {
    const cancelled = value(cancel(meeting({ state: { is: 'polling', poll: 'U-1' } }), 'kein Bedarf'));
    expect(cancelled.state).toEqual({ is: 'cancelled', reason: 'kein Bedarf' });
    expect(slotOf(cancelled)).toBeUndefined();
  });

  test('when it is held, what was noted goes to its items, and the later minutes count', () => {
    const agenda = [
      { number: 1, title: 'A', by: 'P-1', label: 'public' },
      { number: 2, title: 'B', by: 'P-1', label: 'non-public' },
    ] as const;
    const first = value(
      hold(meeting({ agenda }), {
        present: ['P-1'],
        guests: 'Frau Gast',
        items: [{ number: 2, note: 'n', decision: 'd' }],
      }),
    );
    expect(first.agenda).toEqual([agenda[0], { ...agenda[1], note: 'n', decision: 'd' }]);
    expect(first.state).toEqual({ is: 'held', slot, present: ['P-1'], guests: 'Frau Gast' });
    const again = value(hold(first, { present: ['P-2'], items: [{ number: 2, note: 'anders' }] }));
    expect(again.agenda[1]?.note).toBe('anders');
    expect(again.state).toEqual({ is: 'held', slot, present: ['P-2'] });
  });

  test('written again, what the later minutes leave out is gone', () => {
    const agenda = [{ number: 1, title: 'A', by: 'P-1', label: 'public' }] as const;
    const first = value(hold(meeting({ agenda }), { present: [], items: [{ number: 1, note: 'Ein Irrtum' }] }));
    expect(value(hold(first, { present: [], items: [{ number: 1 }] })).agenda).toEqual(agenda);
  });

  test('who said yes is taken to have been there', () => {
    const rsvps = (['yes', 'no', 'maybe', 'yes'] as const).map((reply, i) => ({
      meeting: 'S-1' as const,
      person: `P-${i + 1}` as const,
      slot,
      reply,
      ...(reply === 'no' && { instead: 'Frau Vogt' }),
    }));
    expect(expected(rsvps)).toEqual(['P-1', 'P-4']);
    expect(expected([])).toEqual([]);
  });

  test('a reply belongs to the date that it was given for', () => {
    const replies = [
      { meeting: 'S-1', person: 'P-1', slot, reply: 'yes' },
      { meeting: 'S-1', person: 'P-2', slot: other, reply: 'no' },
    ] as const;
    const moved = value(fix(meeting({ state: { is: 'invited', slot } }), other, {}));
    expect(repliesTo(meeting({ state: { is: 'invited', slot } }), replies)).toEqual([replies[0]]);
    expect(repliesTo(moved, replies)).toEqual([replies[1]]);
    expect(repliesTo(value(fix(moved, other, { room: 'Raum 7' })), replies)).toEqual([replies[1]]);
    expect(repliesTo(meeting({ state: { is: 'polling' } }), replies)).toEqual([]);
  });
});

describe('the agenda', () => {
  const filled = (n: number): Meeting => {
    let of = meeting();
    for (let i = 1; i <= n; i += 1) of = value(addItem(of, { title: `T${i}`, by: 'P-1', label: 'public' }));
    return of;
  };
  const numbers = (of: Meeting) => of.agenda.map(({ number }) => number);

  test('takes a hundred items and not one more', () => {
    expect(addItem(filled(MOST_ITEMS), { title: 'zu viel', by: 'P-1', label: 'public' })).toEqual(
      no({ code: 'too-many-items', most: MOST_ITEMS }),
    );
  });
  test.each([
    [3, 1, [3, 1, 2, 4]],
    [1, 4, [2, 3, 4, 1]],
    [2, 3, [1, 3, 2, 4]],
    [1, 99, [2, 3, 4, 1]],
    [2, 2, [1, 2, 3, 4]],
  ])('item %i moved to place %i', (item, to, after) => {
    expect(numbers(value(moveItem(filled(4), item, to)))).toEqual(after);
  });
  test('an item that there is not is refused by its number', () => {
    expect(moveItem(filled(2), 3, 1)).toEqual(no({ code: 'no-such-item', item: 3 }));
    expect(dropItem(filled(2), 0)).toEqual(no({ code: 'no-such-item', item: 0 }));
  });

  const step = fc.oneof(
    fc.record({ do: fc.constant('add' as const) }),
    fc.record({ do: fc.constant('move' as const), which: fc.nat(), to: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ do: fc.constant('drop' as const), which: fc.nat() }),
  );
  test('whatever is done to it, no two items share a number, and only what was dropped is missing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (all) => {
        let of = meeting();
        const there = new Set<string>();
        for (const [i, each] of all.entries()) {
          const item = each.do === 'add' ? undefined : of.agenda[each.which % Math.max(1, of.agenda.length)];
          if (each.do === 'add') {
            of = value(addItem(of, { title: `T${i}`, by: 'P-1', label: 'public' }));
            there.add(`T${i}`);
            expect(of.agenda.at(-1)?.title).toBe(`T${i}`);
          } else if (item !== undefined && each.do === 'move') {
            of = value(moveItem(of, item.number, each.to));
            expect(of.agenda.indexOf(item)).toBe(Math.min(each.to, of.agenda.length) - 1);
          } else if (item !== undefined) {
            of = value(dropItem(of, item.number));
            there.delete(item.title);
          }
          expect(new Set(numbers(of)).size).toBe(of.agenda.length);
          expect(new Set(of.agenda.map(({ title }) => title))).toEqual(there);
        }
      }),
    );
  });

  test('a number that was once given is not given again', () => {
    const dropped = value(dropItem(filled(3), 3));
    expect(numbers(value(addItem(dropped, { title: 'Neu', by: 'P-1', label: 'public' })))).toEqual([1, 2, 4]);
  });

  test('people name items by their place, and only who leads strikes what others asked for', () => {
    const agenda = value(moveItem(filled(3), 3, 1));
    const loaded = { ...homeOf(housing), meeting: agenda };
    const args = { meeting: 'S-1', item: 1 } as const;
    expect(codeOf(agendaDrop.decide(loaded, args, asks('P-2')))).toBe('not-allowed');
    expect(saved(agendaDrop.decide(loaded, args, asks('P-1')), 'meeting').map(numbers)).toEqual([[1, 2]]);
    expect(saved(agendaDrop.decide(loaded, args, asks('P-2', ['chair'])), 'meeting').map(numbers)).toEqual([[1, 2]]);
    expect(codeOf(agendaDrop.decide(loaded, { ...args, item: 4 }, asks('P-1')))).toBe('no-such-item');
    const moved = agendaMove.decide(loaded, { meeting: 'S-1', item: 1, position: 3 }, asks('P-3', ['chair']));
    expect(saved(moved, 'meeting').map(numbers)).toEqual([[1, 2, 3]]);
  });
});

describe('the date is fixed', () => {
  const poll: Poll = {
    id: 'U-1',
    organization: 'org:wohnen',
    meeting: 'S-1',
    by: 'P-1',
    options: [
      { number: 1, slot },
      { number: 2, slot: other },
    ],
    opened: monday.toString(),
    hidden: false,
    extensible: false,
    state: { is: 'open' },
  };
  const ballots = (...options: readonly number[]): readonly Ballot[] =>
    options.map((option, i) => ({ poll: 'U-1', person: `P-${i + 1}`, marks: [{ option, fits: 'yes' }] }));
  const around = { ...nothingAround, all: [committee, steering, housing, work] };
  const fixes = (votes: readonly Ballot[], option?: number, of: Poll = poll) =>
    meetingFix.decide(
      {
        ...homeOf(housing),
        poll: of,
        meeting: meeting({ state: { is: 'polling', poll: 'U-1' } }),
        ballots: votes,
        around,
      },
      { poll: 'U-1', option, room: 'Raum 114', link: undefined },
      asks('P-1', ['chair']),
    );

  test('on the best, and the poll is closed with it', () => {
    const decision = fixes(ballots(1, 2, 2));
    expect(saved(decision, 'meeting')).toEqual([
      meeting({ where: { room: 'Raum 114' }, revision: 1, dated: 1, state: { is: 'scheduled', slot: other } }),
    ]);
    expect(saved(decision, 'poll').map(({ state }) => state.is)).toEqual(['closed']);
  });
  test('on the one named, even if another has more votes', () => {
    expect(saved(fixes(ballots(2, 2), 1), 'meeting').map(slotOf)).toEqual([slot]);
  });
  test('a poll that was closed before is left as it is', () => {
    const closed: Poll = { ...poll, state: { is: 'closed', at: monday.toString() } };
    expect(saved(fixes(ballots(1), undefined, closed), 'poll')).toEqual([]);
  });
  const cannot: readonly Ballot[] = [{ poll: 'U-1', person: 'P-1', marks: [{ option: 1, fits: 'no' }] }];
  test.each([
    ['a tie is asked back', ballots(1, 2), undefined, { code: 'tie', options: [1, 2], poll: 'U-1' }],
    ['where nobody can, no date is guessed', cannot, undefined, { code: 'nobody-can' }],
    ['where nobody has voted, that is said', [], undefined, { code: 'nobody-voted', poll: 'U-1' }],
    ['an option that there is not is refused', ballots(1), 3, { code: 'no-such-option', option: 3, most: 2 }],
  ] as const)('%s', (_, votes, option, error) => {
    expect(fixes(votes, option)).toEqual(no(error));
  });

  test('directly, with its weekday, without a poll', () => {
    const decision = meetingPlan.decide(
      { ...homeOf(housing), last: 3, around },
      { organization: 'org:wohnen', when: 'am Di 30.6. 14-16 Uhr', room: undefined, link: undefined },
      asks('P-1', ['chair']),
    );
    expect(saved(decision, 'meeting').map(({ id, state }) => ({ id, state }))).toEqual([
      { id: 'S-4', state: { is: 'scheduled', slot: { from: '2026-06-30T12:00:00Z', to: '2026-06-30T14:00:00Z' } } },
    ]);
    expect(saved(decision, 'deadline')).toEqual([]);
  });

  test('of a committee, with all its deadlines', () => {
    const decision = meetingPlan.decide(
      { ...homeOf(committee), last: 0, around },
      { organization: 'org:ausschuss', when: '30.9. 14 Uhr', room: undefined, link: undefined },
      asks('P-3', ['coordinator']),
    );
    expect(saved(decision, 'deadline').map(({ id }) => id)).toEqual(['F-1', 'F-2', 'F-3', 'F-4', 'F-5', 'F-6']);
    expect(saved(decision, 'counter')).toContainEqual({ of: 'F', last: 6 });
  });
});

describe('an invitation, a move, a cancellation', () => {
  const around = { ...nothingAround, all: [housing] };
  const files = (decision: ReturnType<typeof meetingMove.decide>) => saved(decision, 'snapshot').map(({ id }) => id);
  const moves = (of: Meeting, when = 'auf Di 7.7. 14 Uhr', room?: string) =>
    meetingMove.decide(
      { ...homeOf(housing), meeting: of, around },
      { meeting: 'S-1', when, room, link: undefined },
      asks('P-1', ['chair']),
    );
  const card: Post = {
    key: 'post:meeting:S-1:R-1',
    to: 'R-1',
    view: { view: 'meeting', meeting: 'S-1' },
    urgency: 'quiet',
  };
  const cancels = (
    of: Meeting,
    more: { poll?: Poll; deadlines?: readonly Deadline[]; cards?: (Post | undefined)[] } = {},
  ) =>
    meetingCancel.decide(
      {
        ...homeOf(housing),
        meeting: of,
        around: { ...around, deadlines: more.deadlines ?? [] },
        poll: more.poll,
        cards: more.cards ?? [],
        papers: [],
      },
      { meeting: 'S-1', reason: 'Glatteis' },
      asks('P-1', ['chair']),
    );
  const invited = meeting({ revision: 1, state: { is: 'invited', slot } });

  test('who is invited gets a file for the calendar, also when it is moved or cancelled', () => {
    const decision = meetingInvite.decide(
      { ...homeOf(housing), meeting: meeting({ revision: 1 }) },
      { meeting: 'S-1' },
      asks('P-1', ['chair']),
    );
    expect(files(decision)).toEqual(['invitation:S-1:1']);
    expect(files(moves(invited))).toEqual(['invitation:S-1:2']);
    expect(files(cancels(invited))).toEqual(['invitation:S-1:2']);
  });
  test('an invitation is not sent again, unless its agenda has changed; then it counts up', () => {
    const invites = (of: Meeting) =>
      meetingInvite.decide({ ...homeOf(housing), meeting: of }, { meeting: 'S-1' }, asks('P-1', ['chair']));
    const [sent] = saved(invites(meeting({ revision: 1 })), 'meeting');
    if (sent === undefined) throw new Error('not sent');
    expect(invites(sent)).toEqual(no({ code: 'already-invited', at: monday.toString(), zone: 'Europe/Berlin' }));
    const longer = value(addItem(sent, { title: 'Neu', by: 'P-2', label: 'public' }));
    const again = invites(longer);
    expect(files(again)).toEqual(['invitation:S-1:2']);
    expect(value(again).posts.map(({ view }) => view)).toContainEqual({
      view: 'meeting-news',
      meeting: 'S-1',
      revision: 2,
      what: 'updated',
    });
    const [then] = saved(again, 'meeting');
    expect(then && codeOf(invites(then))).toBe('already-invited');
  });
  test('another date names the old one, another place is no other date', () => {
    const news = (decision: ReturnType<typeof meetingMove.decide>) =>
      value(decision)
        .posts.filter(({ urgency }) => urgency === 'notice')
        .map(({ view }) => view);
    const about = { view: 'meeting-news', meeting: 'S-1', revision: 2 };
    expect(news(moves(invited))).toEqual([{ ...about, what: 'moved', was: slot }]);
    expect(news(moves(invited, 'Di 30.6. 14 Uhr', 'Raum 7'))).toEqual([{ ...about, what: 'placed' }]);
  });
  test('a move to where and when it is already is refused', () => {
    const there = meeting({ state: { is: 'invited', slot }, where: { room: 'Raum 7' } });
    for (const room of [undefined, 'Raum 7'])
      expect(moves(there, 'Di 30.6. 14 Uhr', room)).toEqual(
        no({ code: 'meeting-unmoved', slot, zone: 'Europe/Berlin' }),
      );
  });
  test('who was never invited gets none', () => {
    expect(files(moves(meeting()))).toEqual([]);
    expect(files(cancels(meeting()))).toEqual([]);
  });
  test('each room is told of a move once, under a key of that revision', () => {
    const notices = value(moves(invited)).posts.filter(({ urgency }) => urgency === 'notice');
    expect(notices.map(({ key }) => key)).toEqual(['post:meeting-news:S-1:2:R-1']);
  });
  test.each(['7.7. bis 9.7.', 'bald', '1.6.2020 10 Uhr'])('a move to "%s" is refused', (when) => {
    expect(moves(invited, when).ok).toBe(false);
  });
  test('a meeting over several days is refused by their names', () => {
    expect(moves(invited, '3.7. bis 5.7.')).toEqual(
      no({ code: 'several-days', understood: { is: 'days', from: '2026-07-03', to: '2026-07-05' } }),
    );
  });
  test('what has no date cannot be moved', () => {
    expect(codeOf(moves(meeting({ state: { is: 'polling', poll: 'U-1' } })))).toBe('meeting-undated');
  });
  test('its deadlines end with it, and so does its poll', () => {
    const deadline: Deadline = {
      id: 'F-1',
      sitting: 'S-1',
      step: 'draft',
      organization: 'org:lenkung',
      day: '2026-06-20',
      at: '2026-06-20T10:00:00Z',
      remind: [1],
      state: { is: 'open' },
    };
    const poll: Poll = {
      id: 'U-1',
      organization: 'org:wohnen',
      meeting: 'S-1',
      by: 'P-1',
      options: [],
      opened: monday.toString(),
      hidden: false,
      extensible: false,
      state: { is: 'open' },
    };
    const decision = cancels(meeting({ state: { is: 'polling', poll: 'U-1' } }), { poll, deadlines: [deadline] });
    expect(saved(decision, 'deadline').map(({ state }) => state.is)).toEqual(['void']);
    expect(saved(decision, 'poll').map(({ state }) => state.is)).toEqual(['closed']);
    const news = value(decision).posts.filter(({ urgency }) => urgency === 'notice');
    expect(news.map(({ view }) => view)).toMatchObject([{ what: 'cancelled', poll: 'U-1' }]);
  });
  test('a card is kept up where one stands, and nowhere does a new one appear', () => {
    const cards = (decision: ReturnType<typeof meetingCancel.decide>) =>
      value(decision).posts.flatMap(({ key, view }) => (view.view === 'meeting' ? [key] : []));
    expect(cards(cancels(meeting({ state: { is: 'polling', poll: 'U-1' } }), { cards: [undefined] }))).toEqual([]);
    expect(cards(cancels(invited, { cards: [card] }))).toEqual([card.key]);
  });
});

import { z } from 'zod';
import { pollCard } from '../cards.ts';
import { fix } from '../model/meeting.ts';
import { closed, type Poll, type Score, tally, verdict } from '../model/poll.ts';
import { no, ok, type Result } from '../model/result.ts';
import { startOf } from '../model/slot.ts';
import { hasCome } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { type Refusal, save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadPoll } from './load.ts';
import { leaders } from './may.ts';
import { type DatedReads, dated, datedReads } from './meeting-dated.ts';

export const meetingFix = command({
  name: 'meeting-fix',
  words: ['sitzung festlegen', 'termin festlegen', 'festlegen', 'meeting fix'],
  takes: [
    { name: 'poll', kind: 'poll' },
    { name: 'option', kind: 'number', optional: true },
    { name: 'room', kind: 'text', key: true, optional: true },
    { name: 'link', kind: 'text', key: true, optional: true },
  ],
  args: z.object({
    poll: arg.poll,
    option: arg.number.optional(),
    room: arg.line.optional(),
    link: arg.link.optional(),
  }),
  may: leaders,
  async load(reads: DatedReads & Pick<Reads, 'polls' | 'ballots'>, args, { now }) {
    const found = await loadPoll(reads, args.poll, now);
    if (!found.ok) return found;
    const { poll } = found.value;
    const meeting = await reads.meetings.byId(poll.meeting);
    if (meeting === undefined) return no({ code: 'no-such', named: poll.meeting });
    return ok({
      ...found.value,
      meeting,
      ballots: await reads.ballots.of(poll.id),
      around: await datedReads(reads, meeting, now),
    });
  },
  decide(loaded, { option, room, link }, { now }) {
    const { poll, meeting, ballots, reach } = loaded;
    const chosen = choose(poll, tally(poll, ballots), option);
    if (meeting.state.is === 'cancelled') {
      // its number stays with what was called off; the date may be had anew
      const { short: name, zone } = loaded.organization;
      const free = chosen.ok && !hasCome(startOf(chosen.value.slot, zone), now) ? { slot: chosen.value.slot } : {};
      return no({ code: 'fix-fallen', meeting: meeting.id, organization: name, zone, ...free });
    }
    if (!chosen.ok) return chosen;
    const fixed = fix(meeting, chosen.value.slot, { ...(room && { room }), ...(link && { link }) });
    if (!fixed.ok) return fixed;
    const step = dated(loaded, meeting, fixed.value, now);
    if (!step.ok) return step;
    if (poll.state.is === 'closed') return step;
    return ok({
      ...step.value,
      save: [save('poll', closed(poll, now.toString())), ...step.value.save],
      posts: [...pollCard(reach, poll.id), ...step.value.posts],
    });
  },
});

/** The one named, or the best. Who is equal is not chosen between, and where nobody can, there is no best. */
const choose = (
  poll: Poll,
  scores: readonly Score[],
  named: number | undefined,
): Result<Poll['options'][number], Refusal> => {
  if (named !== undefined) {
    const option = poll.options.find(({ number }) => number === named);
    return option === undefined ? no({ code: 'no-such-option', option: named, most: poll.options.length }) : ok(option);
  }
  const end = verdict(scores);
  switch (end.is) {
    case 'best':
      return ok(end.option);
    case 'tie':
      return no({ code: 'tie', options: end.options.map(({ number }) => number), poll: poll.id });
    case 'no-votes':
      return no({ code: 'nobody-voted', poll: poll.id });
    case 'nobody':
      return no({ code: 'nobody-can' });
  }
};

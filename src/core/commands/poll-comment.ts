import { z } from 'zod';
import { pollCard } from '../cards.ts';
import { isOpen } from '../model/poll.ts';
import { no, ok } from '../model/result.ts';
import { save } from '../step.ts';
import { arg } from './arguments.ts';
import { command } from './command.ts';
import { loadBallot } from './load.ts';
import { voters } from './may.ts';

/** Of all that a person adds to one poll; as long as other polls allow. */
const LONGEST_COMMENT = 2_000;

export const pollComment = command({
  name: 'poll-comment',
  words: ['umfrage kommentar', 'kommentar', 'poll comment', 'comment'],
  takes: [
    { name: 'poll', kind: 'poll' },
    { name: 'text', kind: 'text' },
  ],
  args: z.object({ poll: arg.poll, text: arg.text.max(LONGEST_COMMENT) }),
  may: voters,
  load: (reads, { poll }, asked) => loadBallot(reads, poll, asked),
  decide({ poll, organization, reach, before }, { text }, { by, now }) {
    if (!isOpen(poll, now)) return no({ code: 'poll-closed' });
    const earlier = before?.comment;
    const comment = earlier === undefined ? text : `${earlier}\n${text}`;
    if (comment.length > LONGEST_COMMENT) return no({ code: 'too-long', most: LONGEST_COMMENT, is: comment.length });
    return ok({
      save: [save('ballot', { poll: poll.id, person: by, marks: before?.marks ?? [], comment })],
      posts: pollCard(reach, poll.id),
      say: {
        view: 'noted',
        what: poll.hidden ? 'comment-hidden' : 'comment',
        about: {
          poll: poll.id,
          zone: organization.zone,
          ...(poll.closesAt && { until: poll.closesAt }),
          ...(earlier !== undefined && { earlier: 'yes' }),
        },
      },
    });
  },
});

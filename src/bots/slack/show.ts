import type { KnownBlock } from '@slack/types';
import type { Answer } from '../../core/messages.ts';
import { DeliveryError, type Door, type Log } from '../../core/ports.ts';
import type { Doc } from '../../core/texts/doc.ts';
import { stored } from './files.ts';
import type { Asked } from './receive.ts';
import { addressed, type Made, render } from './render.ts';
import type { Ack } from './saying.ts';
import type { Team } from './team.ts';
import { Limited, Lost, Refused } from './web-api.ts';

const RESPOND_MS = 5_000;
/** An answer to an address of Slack's counts five times in half an hour; the first goes with the acknowledgement. */
const MOST_RESPONSES = 4;
type Parts = {
  log: Log;
  connection: string;
  door: () => Pick<Door, 'file'> | undefined;
  chat(team: Team, user: string): Promise<string>;
};

/**
 * Says something to one person: with the acknowledgement of their command, at the address that their click came with, in the
 * chat with us, or below what they wrote so that nobody else sees it. None of it lasts: what must, is a post.
 */
export const showing = ({ log, connection, door, chat }: Parts) => {
  const respond = async (url: string, words: Words): Promise<boolean> => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...words }),
        signal: AbortSignal.timeout(RESPOND_MS),
      });
      return answer.ok;
    } catch {
      return false;
    }
  };
  const place = async (team: Team, asked: Asked, words: Words): Promise<void> => {
    const { channel, thread, user, at } = asked;
    const under = thread !== undefined && { thread_ts: thread };
    if (at.direct === true || channel === undefined) {
      const alone = channel ?? (await chat(team, user));
      await team.call('chat.postMessage', {
        channel: alone,
        ...under,
        ...words,
        unfurl_links: false,
        unfurl_media: false,
      });
    } else await team.call('chat.postEphemeral', { channel, user, ...under, ...words });
  };
  const file = async (team: Team, { user }: Asked, answer: Answer, made: Extract<Made, { file: unknown }>) => {
    const body = answer.kind === 'done' ? answer.body : undefined;
    const bytes = body && (await door()?.file(body, made.file));
    if (bytes === undefined) return;
    const id = await stored(team, made.name, bytes);
    await team.call('files.completeUploadExternal', {
      files: [{ id, title: made.title }],
      channel_id: await chat(team, user),
    });
  };

  /** `acknowledge`: the first words may go with that, if nothing was acknowledged yet. */
  const show = async (team: Team, asked: Asked, answer: Answer, say: Doc, acknowledge?: Ack): Promise<void> => {
    const about = answer.kind === 'done' ? answer.about : undefined;
    const all = render(say);
    const messages = all.flatMap((made) => ('blocks' in made ? [wordsOf(made, about)] : []));
    const [first, ...others] = messages;
    const isSaid = await acknowledge?.(first && { response_type: 'ephemeral', ...first });
    const rest = isSaid === true ? others : messages;
    try {
      for (const [n, words] of rest.entries()) {
        const url = n < MOST_RESPONSES ? asked.respondTo : undefined;
        if (url === undefined || !(await respond(url, words))) await place(team, asked, words);
      }
      for (const made of all) if ('file' in made) await file(team, asked, answer, made);
    } catch (error) {
      const isTheirs = [Refused, Limited, Lost, DeliveryError].some((kind) => error instanceof kind);
      if (isTheirs) log.note('an answer that Slack did not take', { connection });
      else log.bug(`answer ${connection}`, error);
    }
  };
  return Object.assign(show, {
    /** At an address that came with what somebody did, whatever became of it. */
    async respond(url: string, say: Doc): Promise<void> {
      for (const made of render(say)) if ('blocks' in made) await respond(url, made);
    },
  });
};
type Words = { text: string; blocks: readonly KnownBlock[] };
const wordsOf = ({ text, blocks }: Extract<Made, { text: string }>, about: string | undefined): Words => ({
  text,
  blocks: about === undefined ? blocks : addressed(blocks, about),
});

import { setTimeout as wait } from 'node:timers/promises';
import { matrixBot } from '../../bots/matrix/index.ts';
import type { Answer } from '../../core/messages.ts';
import type { Store } from '../../core/ports.ts';
import { later } from '../later.ts';
import { personOn } from '../matrix/people.ts';
import { matrixActor } from './matrix-actor.ts';
import { MATRIX, type MatrixRooms } from './matrix-rooms.ts';
import type { MakePlatforms } from './stage.ts';

const PATIENCE_MS = 30_000;
const BREATH_MS = 5;

/** Everybody on Matrix, with clients of their own, on a homeserver. `closing` gets what is to be ended afterwards. */
export const onMatrix =
  (store: Store, there: MatrixRooms, closing: (() => Promise<void>)[]): MakePlatforms =>
  async (_, __, log) => {
    const { server } = there;
    const account = await server.user('lotse');
    const us = personOn(server.url, account);
    await us.must('PUT', `/_matrix/client/v3/profile/${encodeURIComponent(us.id)}/displayname`, {
      displayname: 'Gremienlotse',
    });
    const made = matrixBot({
      connection: MATRIX,
      homeserver: server.url,
      token: account.token,
      inviters: [server.name],
      later,
      log,
    });
    closing.unshift(() => made.stop());
    const actor = matrixActor(there, us.id);
    const heard = new Map<string, Answer>();
    const given = new Map<string, Promise<Answer>>();
    const until = async (done: () => boolean | Promise<boolean>, what: string): Promise<void> => {
      for (const end = Date.now() + PATIENCE_MS; !(await done()); await wait(BREATH_MS))
        if (Date.now() > end) throw new Error(`Matrix: ${what}`);
    };
    /** People invite it, and it comes. */
    const enter = async (): Promise<void> => {
      for (const { id, by, name } of there.rooms)
        await by.sets(
          id,
          'm.room.member',
          { membership: 'invite', ...(name !== undefined && { is_direct: true }) },
          us.id,
        );
      await until(async () => {
        const { joined_rooms: joined } = await us.must('GET', '/_matrix/client/v3/joined_rooms');
        return Array.isArray(joined) && joined.length === there.rooms.length;
      }, 'the bot does not come');
    };
    const bot: typeof made = {
      ...made,
      async start(door) {
        await made.start({
          ...door,
          async receive(inbound) {
            const answer = await door.receive(inbound);
            if (answer.kind !== 'failed') heard.set(inbound.id, answer);
            return answer;
          },
        });
        const fence = await store.lanes.take(MATRIX, 'tour');
        if (fence === undefined) throw new Error('the lane is taken');
        await made.lead({ fence, shelf: store.shelf(fence) });
        await enter();
      },
      async deliver(part, sent) {
        const ref = await made.deliver(part, sent);
        actor.changed(part.at.room);
        return ref;
      },
      async remove(ref) {
        await made.remove(ref);
        for (const { id } of there.rooms) if (ref.id.startsWith(`${id}/`)) actor.changed(id);
      },
    };
    const take = async (payload: Parameters<typeof actor.act>[0], label: string): Promise<Answer> => {
      const event = await actor.act(payload, label);
      await until(() => heard.has(event), `nobody heard ${payload.user} in ${payload.room}`);
      return heard.get(event) ?? { kind: 'done' };
    };
    return new Map([
      [
        MATRIX,
        {
          bot,
          messages: actor.messages,
          /** What comes again is one event, and the server sees to that. */
          take(payload, label) {
            const answer = given.get(payload.event) ?? take(payload, label);
            given.set(payload.event, answer);
            return answer;
          },
          read: actor.read,
        },
      ],
    ]);
  };

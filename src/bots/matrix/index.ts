import type { ConnectionId } from '../../core/model/place.ts';
import type { Bot, Door, Lane, Log, Timer } from '../../core/ports.ts';
import { chats } from './alone.ts';
import { answers } from './answers.ts';
import { openClient } from './client.ts';
import { bringing, hearing } from './hear.ts';
import { invitations } from './invites.ts';
import { revocation } from './revoked.ts';
import { knownRooms, type Rooms } from './rooms.ts';
import { selfOf } from './self.ts';
import { sender } from './send.ts';
import { isSpaceSpot, spacesOn } from './space.ts';
import { type Hears, sync } from './sync.ts';
import { upgrades } from './upgrades.ts';

export type MatrixParts = {
  connection: ConnectionId;
  homeserver: string;
  token: string;
  /** Who may invite us: "@kim:example.org", "*:example.org", "example.org". Nobody else. */
  inviters: readonly string[];
  later: Timer;
  log: Log;
};

/** Matrix: one account on one homeserver. The replica that holds the lane listens and speaks. */
export const matrixBot = ({ connection, homeserver, token, inviters, later, log }: MatrixParts): Bot => {
  const client = openClient(homeserver, token);
  const self = selfOf(client);
  let door: Door | undefined;
  const roomsOf = (lane?: Lane): Rooms =>
    knownRooms({ client, self, door: () => door, ...(lane && { shelf: lane.shelf }) });
  let rooms = roomsOf();
  const sending = sender({ connection, client, self, rooms: () => rooms, door: () => door });
  const spaces = spacesOn({ connection, client, self, rooms: () => rooms, door: () => door });
  const bring = bringing(() => door);
  const running = new Set<() => void>();
  const end = (): void => {
    for (const stop of running) stop();
    running.clear();
    client.giveUp();
  };

  const begin = async ({ shelf }: Lane, here: Rooms): Promise<Hears> => {
    const own = await self();
    const alone = chats(client, shelf, here);
    const giving = answers({ client, connection, later, log, chats: alone, rooms: here, door: () => door });
    running.add(giving.stop);
    const inviting = invitations({
      client,
      shelf,
      later,
      connection,
      me: own.me,
      inviters,
      chats: alone,
      log,
    });
    running.add(inviting.stop);
    const following = upgrades({
      shelf,
      rooms: here,
      log,
      connection,
      enter: inviting.enter,
      changed: (id, room, change) =>
        bring({
          id,
          kind: 'place',
          at: { connection, room },
          change: change.is === 'upgraded' ? { is: 'upgraded', to: { connection, room: change.to } } : change,
        }),
    });
    const heard = hearing({
      client,
      connection,
      self: own,
      rooms: here,
      sending,
      answers: giving,
      chats: alone,
      invitations: inviting,
      upgrades: following,
      later,
      log,
      bring,
    });
    await inviting.begin();
    return {
      me: own.me,
      room: heard.inRoom,
      noticed: heard.noticed,
      left: heard.left,
      invited: inviting.toKeep,
      kept: inviting.take,
    };
  };

  return {
    ...sending,
    can: ['own-polls', 'space'],
    deliver: (part, sent) => (isSpaceSpot(part.at) ? spaces : sending).deliver(part, sent),
    find: (sent) => (isSpaceSpot(sent.at) ? spaces : sending).find(sent),
    audience: (at) => rooms.audience(at),
    async start(opened) {
      door = opened;
    },
    async lead(lane) {
      end();
      const here = roomsOf(lane);
      rooms = here;
      const syncing = sync({
        client,
        shelf: lane.shelf,
        log,
        later,
        connection,
        begin: () => begin(lane, here),
        deaf(is) {
          here.deaf(is);
          if (is) sending.forget();
        },
        revoked: revocation(connection, lane.shelf, bring),
      });
      running.add(syncing.stop);
      await syncing.tried;
    },
    async stop() {
      end();
      door = undefined;
    },
  };
};

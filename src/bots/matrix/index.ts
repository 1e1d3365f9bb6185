import type { ConnectionId } from '../../core/model/place.ts';
import type { Bot, Door, Lane, Log, Timer } from '../../core/ports.ts';
import { chats } from './alone.ts';
import { answers } from './answers.ts';
import { openClient } from './client.ts';
import { hearing } from './hear.ts';
import { invitations } from './invites.ts';
import { knownRooms, type Rooms } from './rooms.ts';
import { selfOf } from './self.ts';
import { sender } from './send.ts';
import { type Syncing, sync } from './sync.ts';

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
  let syncing: Syncing | undefined;
  const roomsOf = (lane?: Lane): Rooms =>
    knownRooms({ client, self, door: () => door, ...(lane && { shelf: lane.shelf }) });
  let rooms = roomsOf();
  const sending = sender({ connection, client, self, rooms: () => rooms, door: () => door });

  return {
    ...sending,
    audience: (at) => rooms.audience(at),
    async start(opened) {
      door = opened;
    },
    async lead(lane) {
      syncing?.stop();
      const own = await self();
      rooms = roomsOf(lane);
      const alone = chats(client, lane.shelf, rooms);
      const giving = answers({ client, connection, later, log, chats: alone, rooms });
      const heard = hearing({
        client,
        connection,
        self: own,
        rooms,
        sending,
        answers: giving,
        later,
        door: () => door,
      });
      syncing = await sync({
        client,
        shelf: lane.shelf,
        log,
        later,
        connection,
        me: own.me,
        room: heard.inRoom,
        left: heard.left,
        invited: invitations({ client, connection, me: own.me, inviters, chats: alone, log }),
        deaf: rooms.doubt,
        revoked: (is, times) => heard.revoked(`${is ? 'revoked' : 'back'}:${lane.fence.token}:${times}`, is),
      });
    },
    async stop() {
      syncing?.stop();
      syncing = undefined;
      door = undefined;
    },
  };
};

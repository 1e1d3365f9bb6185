import { aloneWith, type ConnectionId } from '../../core/model/place.ts';
import type { Bot, Door, Lane, Log, Timer } from '../../core/ports.ts';
import { type Chats, chats } from './alone.ts';
import { type Answers, answers } from './answers.ts';
import { openClient } from './client.ts';
import { bringing, hearing, type PlaceChanged } from './hear.ts';
import { invitations } from './invites.ts';
import { type Owed, owed } from './owed.ts';
import { paced } from './pace.ts';
import { resuming } from './resume.ts';
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

/** Beside what a lane waits for; less than most supervisors wait before they kill. */
const FAREWELL_MS = 2_000;
/** Matrix: one account on one homeserver. The replica that holds the lane listens and speaks. */
export const matrixBot = ({ connection, homeserver, token, inviters, later, log }: MatrixParts): Bot => {
  const client = paced(openClient(homeserver, token), () => performance.now());
  const self = selfOf(client);
  let door: Door | undefined;
  const roomsOf = (lane?: Lane): Rooms =>
    knownRooms({ client, self, door: () => door, ...(lane && { shelf: lane.shelf }) });
  let rooms = roomsOf();
  let talking: Chats | undefined;
  const sending = sender({ connection, client, self, rooms: () => rooms, chats: () => talking, door: () => door });
  const spaces = spacesOn({ connection, client, self, rooms: () => rooms, door: () => door });
  const bring = bringing(() => door);
  const running = new Set<() => void>();
  let answering: { giving: Answers; debts: Owed } | undefined;
  const hush = (): void => {
    for (const stop of running) stop();
    running.clear();
  };
  const end = (): void => {
    hush();
    answering?.giving.stop();
    answering = undefined;
    talking = undefined;
    client.giveUp();
  };
  /** What is being answered, is; what takes longer is kept, and answered after the next start. */
  const farewell = (): Promise<void> =>
    new Promise((resolve) => {
      const callOff = later(FAREWELL_MS, resolve);
      void (answering?.debts.paid() ?? Promise.resolve()).then(() => {
        callOff();
        resolve();
      });
    });

  const begin = async ({ shelf }: Lane, here: Rooms): Promise<Hears> => {
    const own = await self();
    const alone = chats(client, shelf, here);
    talking = alone;
    const debts = owed(shelf);
    const giving = answers({ client, connection, later, log, chats: alone, rooms: here, debts, door: () => door });
    answering = { giving, debts };
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
    const changed: PlaceChanged = async (id, room, change) => {
      const person = await alone.whose(room);
      // that one is called after the person, wherever it is
      if (person !== undefined && change.is === 'upgraded') return alone.keep(person, change.to.room);
      const at = person === undefined ? { connection, room } : aloneWith({ connection, id: person });
      await bring({ id, kind: 'place', at, change });
    };
    const following = upgrades({
      shelf,
      rooms: here,
      log,
      connection,
      enter: inviting.enter,
      changed,
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
      changed,
      later,
      log,
      bring,
    });
    const resumed = resuming({ client, connection, later, log, debts, hear: heard.again });
    running.add(resumed.stop);
    await resumed.begin();
    return {
      me: own.me,
      begun: inviting.begin,
      room: heard.inRoom,
      noticed: heard.noticed,
      left: heard.left,
      missed: heard.missed,
      toKeep: (invitations) => ({ ...inviting.toKeep(invitations), ...debts.toKeep() }),
      kept(rows) {
        inviting.take(rows);
        debts.kept(rows);
      },
    };
  };

  return {
    ...sending,
    async audience(at) {
      if (at.direct !== true) return rooms.audience(at);
      const room = await talking?.current(at.room);
      return room === undefined ? 'members' : rooms.audience(at, room); // one that we make is for them alone
    },
    can: ['own-polls', 'space'],
    deliver: (part, sent) => (isSpaceSpot(part.at) ? spaces : sending).deliver(part, sent),
    find: (sent) => (isSpaceSpot(sent.at) ? spaces : sending).find(sent),
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
      hush();
      await farewell();
      end();
      door = undefined;
    },
  };
};

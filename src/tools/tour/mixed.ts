import { WEB } from '../../core/model/access.ts';
import type { ConnectionId } from '../../core/model/place.ts';
import type { District } from '../../districts/format.ts';
import { personIdOf } from '../../districts/rows.ts';
import { connectionsIn } from '../../districts/scenes.ts';
import { groupRooms, type Names, roomKey, spread } from '../../districts/single.ts';
import { webNames } from '../../districts/web.ts';
import type { Move } from '../../story/people.ts';
import type { Program } from '../../story/play.ts';
import { coordinatorOf, groupsWith } from './groups.ts';
import { MATRIX, type MatrixRooms, matrixRooms } from './matrix-rooms.ts';
import { SLACK, type Slack, type SlackRooms, slackRooms } from './slack-rooms.ts';

/** Of those who lead nothing, so many have one who has neither of the other platforms. */
const ONE_IN = 3;
const LEADING = ['coordinator', 'chair', 'guest'];
type Mixed = {
  /** Everybody where they are, and `begin`: before the coordinator has connected anything. */
  district: District;
  begin: District;
  slack: SlackRooms;
  matrix: MatrixRooms;
  program(given: Program): Program;
};

/** One district over Slack, Matrix and the web: where the file has people, and some of them, as whoever has no account, on the web. */
export const mixed = async (
  slack: Slack,
  server: Parameters<typeof matrixRooms>[0],
  given: District,
): Promise<Mixed> => {
  const { homes, voter, at } = homesIn(given);
  const isOn = (connection: ConnectionId) => (person: string) => (homes.get(person) ?? []).includes(connection);
  const onSlack = await slackRooms(slack, given, isOn(SLACK));
  const onMatrix = await matrixRooms(server, given, isOn(MATRIX));
  const all: readonly Names[] = [onSlack.names, onMatrix.names, webNames(given)];
  const rooms = Object.fromEntries(
    all.flatMap((names) => {
      const keys = groupsWith(given, isOn(names.connection)).map(([key]) => roomKey(names, key));
      return Object.entries(groupRooms(given, names)).filter(([key]) => keys.includes(key));
    }),
  );
  const district = spread(given, {
    homes: (person) =>
      (homes.get(person) ?? []).flatMap((home) => all.find(({ connection }) => connection === home) ?? []),
    rooms,
    at,
  });
  const isThere = ({ connection, person }: District['places'][string]): boolean =>
    connection === WEB || person !== undefined;
  return {
    district,
    begin: {
      ...district,
      places: Object.fromEntries(Object.entries(district.places).filter(([, place]) => isThere(place))),
    },
    slack: onSlack,
    matrix: onMatrix,
    program: (program) => ({
      ...program,
      moves: [
        ...onSlack.connecting(program.start),
        ...onMatrix.connecting(program.start),
        ...(voter === undefined ? program.moves : votingTwice(district, voter, program.moves)),
      ],
    }),
  };
};

/** Who is where; and who has a second account, and votes there once more. */
const homesIn = (given: District) => {
  const first = connectionsIn(given);
  const at = (connection: ConnectionId): ConnectionId => (first.indexOf(connection) % 2 === 1 ? MATRIX : SLACK);
  const homes = new Map<string, readonly ConnectionId[]>();
  let followers = 0;
  for (const [key, { accounts, memberships }] of Object.entries(given.persons)) {
    const there = [...new Set(Object.keys(accounts).map(at))];
    const leads = Object.values(memberships).some(({ roles }) => roles.some((role) => LEADING.includes(role)));
    if (there.length === 1 && !leads) followers += 1;
    const isWeb = there.length === 0 || (there.length === 1 && !leads && followers % ONE_IN === 0);
    homes.set(key, isWeb ? [WEB] : there);
  }
  const both = (key: string): void =>
    void homes.set(key, [...new Set([...(homes.get(key) ?? []).filter((home) => home !== WEB), SLACK, MATRIX])]);
  const coordinator = coordinatorOf(given);
  if (coordinator !== undefined) both(coordinator[0]);
  const voter = given.story.find(
    ({ by, choice }) => choice !== undefined && /^\d+:/.test(choice.pick) && homes.get(by)?.length === 1,
  )?.by;
  if (voter !== undefined) both(voter);
  return { homes, voter, at };
};
/** What they chose last in their first poll they choose again where they are, too: it is the same vote. */
const votingTwice = (district: District, voter: string, moves: readonly Move[]): readonly Move[] => {
  const person = personIdOf(district, voter);
  const isVote = (move: Move): boolean =>
    move.person === person && move.deed.kind === 'choice' && /^\d+:/.test(move.deed.pick);
  const poll = moves.find(isVote)?.deed;
  const on = poll?.kind === 'choice' ? poll.on : undefined;
  const last = moves.findLastIndex((move) => isVote(move) && move.deed.kind === 'choice' && move.deed.on === on);
  const move = moves[last];
  const place = Object.values(district.places).find(
    (each) => each.connection === move?.spot.connection && each.room === move.spot.room,
  );
  const [other] = Object.entries(district.persons[voter]?.accounts ?? {}).filter(
    ([connection]) => connection !== move?.by.connection,
  );
  if (move === undefined || other === undefined || place?.organization === undefined) return moves;
  const [connection, id] = other;
  const room = district.places[roomKey({ connection }, place.organization)]?.room;
  if (room === undefined) return moves;
  const { chapter: _, slip: __, ...same } = move;
  return moves.toSpliced(last + 1, 0, { ...same, by: { connection, id }, spot: { connection, room } });
};

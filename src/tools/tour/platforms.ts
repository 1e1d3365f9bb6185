import type { Iso } from '../../core/model/time.ts';
import type { District } from '../../districts/format.ts';
import type { Scene } from '../../districts/scenes.ts';
import { type Names, onOne } from '../../districts/single.ts';
import { onTheWeb } from '../../districts/web.ts';
import type { PostgresStore } from '../../store/postgres/index.ts';
import type { Program } from '../../story/play.ts';
import { synapse } from '../synapse/index.ts';
import { SYNAPSE, synapsePython } from '../synapse/python.ts';
import { onWeb } from './on-web.ts';
import { inMemory, type MakePlatforms } from './stage.ts';

export const platforms = ['memory', 'web', 'matrix', 'slack', 'mixed'] as const;
export type Platform = (typeof platforms)[number];
export const isPlatform = (named: string): named is Platform => platforms.some((each) => each === named);

/** `begin`: the district as the store begins with it, where that is another; `program`: what is played there. */
type Play = { district: District; begin?: District; program(given: Program): Program; make: MakePlatforms };
const asGiven = (program: Program): Program => program;
type Parts = { store: PostgresStore; closing: (() => Promise<void>)[]; python?: string };
/** A district as it is played there, and the platforms on which it is. `closing` gets what is to be ended afterwards. */
export const platformFor = async (
  platform: Platform,
  given: District,
  { store, closing, python }: Parts,
): Promise<Play> => {
  switch (platform) {
    case 'memory':
      return { district: given, program: asGiven, make: inMemory };
    case 'web':
      return { district: onTheWeb(given), program: asGiven, make: onWeb(store, closing) };
    case 'matrix': {
      const [{ matrixRooms }, { onMatrix }] = [await import('./matrix-rooms.ts'), await import('./on-matrix.ts')];
      const server = await synapse(python ?? (await synapseHere()));
      closing.push(server.end);
      const there = await matrixRooms(server, given);
      return { ...allOn(given, there), make: onMatrix(store, there, closing) };
    }
    case 'slack': {
      const { startSlack } = await slackHere();
      const [{ slackRooms }, { onSlack }] = [await import('./slack-rooms.ts'), await import('./on-slack.ts')];
      const slack = await startSlack();
      closing.push(slack.stop);
      const there = await slackRooms(slack, given);
      return { ...allOn(given, there), make: onSlack(store, slack, there, closing) };
    }
    case 'mixed': {
      const { startSlack } = await slackHere();
      const [{ homeserver }, { mixed }] = [await import('../homeserver/index.ts'), await import('./mixed.ts')];
      const [{ onMatrix }, { onSlack }] = [await import('./on-matrix.ts'), await import('./on-slack.ts')];
      const [slack, server] = [await startSlack(), await homeserver()];
      closing.push(slack.stop, server.end);
      const there = await mixed(slack, server, given);
      const makes = [
        onSlack(store, slack, there.slack, closing),
        onMatrix(store, there.matrix, closing),
        onWeb(store, closing),
      ];
      return { ...there, make: together(makes) };
    }
  }
};
type There = { names: Names; connecting(at: Iso): readonly Scene[] };
/** Everybody and the whole story there; it begins before the coordinator has connected a room. */
const allOn = (given: District, { names, connecting }: There): Omit<Play, 'make'> => {
  const district = onOne(given, names);
  const alone = Object.entries(district.places).filter(([, { person }]) => person !== undefined);
  return {
    district,
    begin: { ...district, places: Object.fromEntries(alone) },
    program: (program) => ({ ...program, moves: [...connecting(program.start), ...program.moves] }),
  };
};
const together =
  (makes: readonly MakePlatforms[]): MakePlatforms =>
  async (...given) =>
    new Map((await Promise.all(makes.map((make) => make(...given)))).flatMap((made) => [...made]));
const synapseHere = async (): Promise<string> => {
  try {
    return await synapsePython();
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new NotHere(
      `matrix-synapse ${SYNAPSE} cannot be had here (${why}). Install python3 with venv, or say where one with Synapse is: SYNAPSE_PYTHON=…`,
    );
  }
};
/** Slack itself is nobody's to start; what stands in for it needs a server of web sockets, which only developers have. */
const slackHere = async (): Promise<typeof import('../slack/index.ts')> => {
  try {
    return await import('../slack/index.ts');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new NotHere('The stand-in for Slack needs the development packages. Run "npm ci" without leaving them out.');
  }
};
export class NotHere extends Error {}

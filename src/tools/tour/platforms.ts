import type { District } from '../../districts/format.ts';
import { onTheWeb } from '../../districts/web.ts';
import type { PostgresStore } from '../../store/postgres/index.ts';
import type { Program } from '../../story/play.ts';
import { synapse } from '../synapse/index.ts';
import { SYNAPSE, synapsePython } from '../synapse/python.ts';
import { onWeb } from './on-web.ts';
import { inMemory, type MakePlatforms } from './stage.ts';

export const platforms = ['memory', 'web', 'matrix'] as const;
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
      return {
        district: there.district,
        begin: there.unconnected,
        program: (program) => ({ ...program, moves: [...there.connecting(program.start), ...program.moves] }),
        make: onMatrix(store, server, there, closing),
      };
    }
  }
};
const synapseHere = async (): Promise<string> => {
  try {
    return await synapsePython();
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new NoSynapse(
      `matrix-synapse ${SYNAPSE} cannot be had here (${why}). Install python3 with venv, or say where one with Synapse is: SYNAPSE_PYTHON=…`,
    );
  }
};
export class NoSynapse extends Error {}

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address } from '../bots/web/site.ts';
import type { Visitor } from '../bots/web/visitor.ts';
import { WEB } from '../core/model/access.ts';
import type { Door } from '../core/ports.ts';
import { readDistrict } from '../districts/read.ts';
import type { PostgresStore } from '../store/postgres/index.ts';
import type { Serve } from '../story/web-actor.ts';
import { trialApp } from './app.ts';
import { openTrial, type Trial } from './trial.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/landkreis-waldshut.yaml');

export type StartedTrial = {
  trial: Trial;
  visitor(person: string): Promise<Visitor | undefined>;
  /** The trial's own window, and behind it the pages of its people. */
  serve(door: Door, pages: Serve, address: Address): Serve;
};

/** The example district, to be played with. */
export const startTrial = async (
  store: PostgresStore,
  pause: (ms: number) => Promise<void>,
  nextId: () => string,
): Promise<StartedTrial> => {
  const read = readDistrict(await readFile(EXAMPLE, 'utf8'));
  if (!read.ok) throw new Error(`the example cannot be read: ${read.error[0]?.says}`);
  const trial = await openTrial({ store, rooms: store.webRooms, district: read.value, pause, nextId });
  return {
    trial,
    async visitor(person) {
      const found = trial.visitor(person);
      return (
        found && {
          account: { connection: WEB, id: found.account },
          body: trial.body,
          name: found.name,
          language: found.language,
          base: `/as/${found.person}`,
        }
      );
    },
    serve(door, pages, address) {
      const app = trialApp(trial, address.origins, randomUUID);
      const [origin = ''] = address.origins;
      trial.open(door, pages, origin);
      const hosts = address.origins.map((each) => new URL(each).host);
      return async (request) => {
        const url = new URL(request.url);
        // A name that was bent to this computer is none of ours: elsewhere nobody is to read even what is invented.
        if (!hosts.includes(request.headers.get('host') ?? url.host)) return new Response(null, { status: 421 });
        if (['/', '/trial/'].includes(url.pathname)) return Response.redirect(`${url.origin}/trial`, 302);
        return /^\/trial(\/|$)/.test(url.pathname) ? app.fetch(request) : pages(request);
      };
    },
  };
};

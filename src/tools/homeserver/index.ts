import { setTimeout as wait } from 'node:timers/promises';
import { type Account, accounts } from './accounts.ts';
import { creation } from './creation.ts';
import { endpoints } from './endpoints.ts';
import { type Asked, type Fault, faults, type Match } from './faults.ts';
import { members } from './members.ts';
import { reads } from './reads.ts';
import { Refusal } from './refusal.ts';
import { type File, routing } from './routes.ts';
import { type Answer, type Request, serving } from './serve.ts';
import { syncs } from './sync.ts';
import { words } from './words.ts';
import { type Content, content, world as newWorld } from './world.ts';

export type { Account } from './accounts.ts';
export type { Fault } from './faults.ts';

/**
 * A small homeserver in this process: what Synapse does for a bot and its people, and the faults that Synapse does not
 * make on demand. It is held against Synapse by the homeserver contract.
 */
export const homeserver = async ({ name = 'hs.test' }: { name?: string } = {}) => {
  const world = newWorld(name);
  const people = accounts(name);
  const filters = new Map<string, Content>();
  const done = new Map<string, string>();
  const trouble = faults();
  const asked: Asked[] = [];
  const filterOf = (given: string): Content =>
    given.startsWith('{') ? content(JSON.parse(given)) : leftFilter(filters, given);
  const comings = members(world, (user) => people.profiles.get(user)?.displayname);
  const find = routing(
    endpoints({
      server: name,
      accounts: people,
      acts: { ...comings, ...creation(world, comings), ...words(world) },
      reads: reads(world),
      world,
      sync: syncs(world, filterOf, (token) => people.known(token) !== undefined),
      filters,
      done,
    }),
  );

  const act = async ({ method, url, headers, bytes, gone }: Request): Promise<Omit<Answer, 'heard'>> => {
    try {
      const contentType = headers['content-type'] ?? 'application/octet-stream';
      const segments = url.pathname.split('/').slice(1).map(decodeURIComponent);
      const { answer, args, isOpen } = find(method, segments);
      const token = tokenIn(headers.authorization, url);
      // also where nobody needs one, a token must be valid
      const me: Account = isOpen && !token ? { id: '', token: '', device: '' } : people.of(token);
      const body = segments.includes('upload') ? {} : bodyIn(bytes);
      const call = { me, at: (i: number) => args[i] ?? '', query: url.searchParams, body, bytes, contentType, gone };
      const made = await answer(call);
      return isFile(made)
        ? { status: 200, headers: { 'content-type': made.contentType }, body: made.bytes }
        : json(200, made);
    } catch (error) {
      if (!(error instanceof Refusal)) return json(500, { errcode: 'M_UNKNOWN', error: `${error}` });
      return json(error.status, { errcode: error.errcode, error: error.message, ...error.more });
    }
  };

  const http = await serving(async (request) => {
    const { method, url, headers } = request;
    const user = people.known(tokenIn(headers.authorization, url));
    const is: Asked = { method, path: decodeURIComponent(url.pathname), query: url.searchParams, user };
    asked.push(is);
    const fault = trouble.take(is);
    switch (fault?.is) {
      case 'too many': {
        const more = { retry_after_ms: fault.retryAfterMs };
        const answer = json(429, { errcode: 'M_LIMIT_EXCEEDED', error: 'Too Many Requests', ...more });
        const seconds = `${Math.ceil(fault.retryAfterMs / 1_000)}`;
        return { ...answer, headers: { ...answer.headers, 'retry-after': seconds }, heard: 'whole' };
      }
      case 'refused':
        return { ...json(fault.status, { errcode: fault.code, error: 'No' }), heard: 'whole' };
      case 'overloaded':
        return { ...json(503, { errcode: 'M_UNKNOWN', error: 'Service unavailable' }), heard: 'whole' };
      case 'broken':
        return { status: 500, headers: { 'content-type': 'text/html' }, body: PAGE, heard: 'whole' };
      case 'request lost':
        return { ...json(200, {}), heard: 'nothing' };
      case 'answer lost':
        return { ...(await act(request)), heard: 'nothing' };
      case 'half answer':
        return { ...(await act(request)), heard: 'half' };
      case 'slow':
        await wait(fault.ms);
    }
    return { ...(await act(request)), heard: 'whole' };
  });

  return {
    name,
    url: http.url,
    /** Somebody's device. The same name again is another device of the same person. */
    user: (who: string): Account => people.user(who),
    /** The next requests that fit meet it. */
    meets: (match: Match, fault: Fault, times = 1): void => trouble.add(match, fault, times),
    /** Nothing goes wrong any more. */
    heals: (): void => trouble.clear(),
    /** Every request so far, in order. */
    asked: asked as readonly Asked[],
    /** Transaction ids are as new, as after a restart that lost them. */
    forgets: (): void => done.clear(),
    /** The token is no longer valid, also for whoever waits for an answer. */
    revokes(token: string): void {
      people.revoke(token);
      world.moved();
    },
    down: http.down,
    up: http.up,
    end: http.down,
  };
};

const PAGE = Buffer.from('<html><head><title>500</title></head><body>Internal Server Error</body></html>');
const json = (status: number, is: unknown): Omit<Answer, 'heard'> => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(is)),
});
const leftFilter = (filters: ReadonlyMap<string, Content>, id: string): Content => {
  const found = filters.get(id);
  if (found === undefined) throw new Refusal(400, 'M_INVALID_PARAM', 'No such filter');
  return found;
};
const isFile = (made: unknown): made is File => typeof made === 'object' && made !== null && 'bytes' in made;
const tokenIn = (header: string | undefined, url: URL): string | undefined =>
  /^Bearer (.+)$/.exec(header ?? '')?.[1] ?? url.searchParams.get('access_token') ?? undefined;
const bodyIn = (bytes: Buffer): Content => {
  if (bytes.length === 0) return {};
  try {
    return content(JSON.parse(bytes.toString()));
  } catch {
    throw new Refusal(400, 'M_NOT_JSON', 'Content not JSON.');
  }
};

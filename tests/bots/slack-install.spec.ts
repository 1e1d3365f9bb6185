import { afterEach, describe, expect, test } from 'vitest';
import { slackBot } from '../../src/bots/slack/index.ts';
import type { Kept } from '../../src/bots/slack/installations.ts';
import { installations } from '../../src/bots/slack/installations.ts';
import type { Inbound } from '../../src/core/messages.ts';
import type { Door } from '../../src/core/ports.ts';
import { serveHttp } from '../../src/http.ts';
import { later } from '../../src/tools/later.ts';
import { startSlack } from '../support/slack.ts';
import { makePostgres } from '../support/stores.ts';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** An app that any workspace may take in, and two that have not done so yet. */
const stage = async (kept: Kept) => {
  const redirects: string[] = [];
  const slack = await startSlack({ mode: 'http', redirects });
  ends.push(() => slack.stop());
  const heard: Inbound[] = [];
  const bugs: unknown[] = [];
  const door = {
    receive: async (inbound: Inbound) => {
      heard.push(inbound);
      return { kind: 'done', say: [{ is: 'text', words: ['Guten Tag.'] }] } as const;
    },
    named: async () => undefined,
    readers: async () => new Set<string>(),
  } as unknown as Door;
  const bot = slackBot({
    connection: 'slack',
    signingSecret: slack.signingSecret,
    clientId: slack.clientId,
    clientSecret: slack.clientSecret,
    secretKey: SECRET,
    kept,
    apiUrl: slack.apiUrl,
    now: () => performance.timeOrigin + performance.now(),
    later,
    log: { bug: (cause, error) => void bugs.push(cause, error), note: () => {} },
  });
  let origin = '';
  const http = await serveHttp({
    listen: { host: '127.0.0.1', port: 0 },
    trustedProxies: [],
    serve: async (request) =>
      (await bot.serve(request, { origins: [origin], base: '' })) ?? new Response(null, { status: 404 }),
  });
  ends.push(
    () => http.close(),
    () => bot.stop(),
  );
  origin = `http://127.0.0.1:${http.port}`;
  redirects.push(`${origin}/slack/oauth`);
  await bot.start(door);
  await slack.sendsTo(`${origin}/slack/events`);
  const [here, there] = ['Landkreis', 'Nachbarkreis'].map((name) => {
    const workspace = slack.workspace(name, { installed: false });
    return { workspace, person: workspace.person(`Frau aus ${name}`) };
  });
  if (here === undefined || there === undefined) throw new Error('no workspaces');
  return { slack, bot, heard, bugs, origin, page: `${origin}/slack/install`, here, there };
};
const inMemory = () => {
  const rows = new Map<string, string>();
  const kept: Kept = {
    read: async (name) => rows.get(name),
    write: async (name, value) => void (value === undefined ? rows.delete(name) : rows.set(name, value)),
  };
  return { rows, kept };
};
const said = (bot: Awaited<ReturnType<typeof stage>>['bot'], room: string) => {
  const [content = null] = bot.render([{ is: 'text', words: ['Einladung'] }]);
  const at = { connection: 'slack', room };
  return {
    id: `body:x/${room}/0`,
    body: 'body:x',
    revision: 1,
    at,
    urgency: 'notice',
    content,
    label: 'public',
  } as const;
};

describe('an app that several workspaces take in', () => {
  test('has a token in each, sealed; hears and speaks in each, under names that tell them apart', async () => {
    const { kept, rows } = inMemory();
    const it = await stage(kept);
    for (const { workspace, person } of [it.here, it.there]) {
      expect(await person.installs(it.page)).toMatchObject({ status: 200 });
      const channel = await workspace.channel('wohnen', { kind: 'private', members: [person, 'bot'] });
      expect((await person.slash(channel, '/ak hilfe')).acked).toBe(true);
      expect(it.heard.at(-1)).toMatchObject({
        by: { id: `${workspace.id}:${person.id}` },
        at: { room: `${workspace.id}:${channel.id}` },
      });
      const ref = await it.bot.deliver(said(it.bot, `${workspace.id}:${channel.id}`));
      expect(ref.id.startsWith(`${workspace.id}:${channel.id}/`)).toBe(true);
      expect(person.sees(channel).at(-1)?.lines.join()).toContain('Einladung');
    }
    const tokens = [it.here.workspace.token, it.there.workspace.token];
    expect(new Set(tokens).size).toBe(2);
    const all = [...rows.entries()].flat().join();
    for (const token of tokens) {
      expect(all).not.toContain(token);
      expect(all).not.toContain(Buffer.from(token).toString('base64url').slice(4, -4));
    }
    expect(it.bugs).toEqual([]);
  });

  test('forgets one that takes it out: nothing is heard or said there any more, and elsewhere all goes on', async () => {
    const { kept, rows } = inMemory();
    const it = await stage(kept);
    for (const { person } of [it.here, it.there]) await person.installs(it.page);
    const channel = await it.there.workspace.channel('hier', { members: [it.there.person, 'bot'] });
    const room = `${it.here.workspace.id}:C1`;
    await it.here.workspace.uninstalls();
    expect(it.heard.at(-1)).toMatchObject({ kind: 'connection', change: 'uninstalled' });
    expect([...rows.keys()]).toEqual([`slack/slack/${it.there.workspace.id}`]);
    await expect(it.bot.deliver(said(it.bot, room))).rejects.toMatchObject({ again: 'later' });
    expect((await it.there.person.slash(channel, '/ak hilfe')).acked).toBe(true);
    await it.here.person.installs(it.page); // and takes it in again
    expect(rows.size).toBe(2);
    expect(it.bugs).toEqual([]);
  });

  test('takes back only who left by the same browser, within ten minutes, and only once they allowed it', async () => {
    const { kept, rows } = inMemory();
    const it = await stage(kept);
    const leave = async () => {
      const left = await fetch(it.page, { redirect: 'manual' });
      const [cookie = ''] = left.headers.getSetCookie();
      expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/);
      return { to: new URL(left.headers.get('location') ?? ''), cookie: cookie.split(';')[0] ?? '' };
    };
    const back = async (url: URL, cookie?: string) => {
      const answer = await fetch(url, { redirect: 'manual', ...(cookie !== undefined && { headers: { cookie } }) });
      return answer.status;
    };
    const [mine, others] = [await leave(), await leave()];
    expect(mine.to.searchParams.get('scope')).toContain('commands');
    expect(await back(it.slack.allows(mine.to, it.here.person))).toBe(400); // no cookie
    expect(await back(it.slack.allows(mine.to, it.here.person), others.cookie)).toBe(400);
    const allowed = it.slack.allows(mine.to, it.here.person);
    allowed.searchParams.set('state', 'a.9999999999.b');
    expect(await back(allowed, 'slack_state=a.9999999999.b')).toBe(400); // not ours
    const nonsense = new URL(`${it.origin}/slack/oauth?code=nonsense&state=${mine.to.searchParams.get('state')}`);
    expect(await back(nonsense, mine.cookie)).toBe(502);
    expect(rows.size).toBe(0);
    const refused = new URL(`${it.origin}/slack/oauth?error=access_denied&state=${mine.to.searchParams.get('state')}`);
    expect(await back(refused, mine.cookie)).toBe(200);
    expect(rows.size).toBe(0);
    expect(await back(it.slack.allows(mine.to, it.here.person), mine.cookie)).toBe(200);
    expect(rows.size).toBe(1);
  });
});

test('what is sealed opens only under its own name and key, and in PostgreSQL for every replica', async () => {
  const { postgres, end } = await makePostgres();
  ends.push(end);
  const own = installations(postgres.sealed, 'slack', SECRET);
  const [one, two] = ['T1', 'T2'].map((team) => ({ team, me: `U${team}`, token: `xoxb-${team}` }));
  if (one === undefined || two === undefined) throw new Error('none');
  await own.keep(one);
  await own.keep(two);
  expect(await installations(postgres.sealed, 'slack', SECRET).of('T1')).toEqual(one);
  expect(await postgres.sealed.read('slack/slack/T1')).not.toContain('xoxb');
  expect(
    await installations(postgres.sealed, 'slack', Buffer.alloc(32, 8).toString('base64')).of('T1'),
  ).toBeUndefined();
  expect(await installations(postgres.sealed, 'other', SECRET).of('T1')).toBeUndefined();
  await postgres.sealed.write('slack/slack/T1', await postgres.sealed.read('slack/slack/T2')); // a row moved
  expect(await own.of('T1')).toBeUndefined();
  await own.drop('T2');
  expect(await own.of('T2')).toBeUndefined();
  expect(await postgres.sealed.read('slack/slack/T2')).toBeUndefined();
});

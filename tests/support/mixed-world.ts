import { randomUUID } from 'node:crypto';
import { matrixBot } from '../../src/bots/matrix/index.ts';
import { slackBot } from '../../src/bots/slack/index.ts';
import { webBot } from '../../src/bots/web/index.ts';
import { openDoor } from '../../src/core/handle.ts';
import { WEB, webNameOf, webRoomOf } from '../../src/core/model/access.ts';
import type { PersonId } from '../../src/core/model/place.ts';
import { ok } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import type { Log } from '../../src/core/ports.ts';
import { jobs } from '../../src/core/ticks/index.ts';
import { documents } from '../../src/documents/index.ts';
import { serveHttp } from '../../src/http.ts';
import { runLane } from '../../src/lanes.ts';
import { webActor } from '../../src/story/web-actor.ts';
import { later } from '../../src/tools/later.ts';
import { personOn } from '../../src/tools/matrix/people.ts';
import { body, direct, district, person, room } from './district.ts';
import { homeserver } from './homeserver.ts';
import { startSlack } from './slack.ts';
import { type Mode, until } from './slack-world.ts';
import { makePostgres } from './stores.ts';

/** Slack lets one message a second into a channel, which nobody waits for here; over HTTP it looks at the real time. */
const leaping = () => {
  let moment = 0;
  return (): number => {
    moment += 1_001;
    return moment;
  };
};
const [SLACK, MATRIX] = ['slack', 'matrix'] as const;

/**
 * One group spread over a channel on Slack, a room on Matrix and one on the web. Ada chairs it, on Slack and on Matrix; Ben is
 * on Matrix, Lea on the web. The steering group has a channel, a room and a page, too; Kim coordinates it, on Slack.
 */
export const mixedWorld = async (mode: Mode) => {
  const slack = await startSlack({ mode });
  const workspace = slack.workspace('Landkreis');
  const [ada, kim] = [workspace.person('Ada Amann'), workspace.person('Kim Keller')];
  const wohnen = await workspace.channel('wohnen', { kind: 'private', members: [ada, 'bot'] });
  const lenkung = await workspace.channel('lenkung', { kind: 'private', members: [kim, ada, 'bot'] });

  const server = await homeserver();
  const account = server.user('lotse');
  const on = (name: string) => personOn(server.url, server.user(name));
  const [us, adaThere, ben] = [personOn(server.url, account), on('ada'), on('ben')];
  const create = async (name: string): Promise<string> => {
    const made = await adaThere.creates({ name, invite: [ben.id, us.id] });
    for (const each of [ben, us]) await each.joins(made);
    return made;
  };
  const rooms = { wohnen: await create('Wohnen'), lenkung: await create('Lenkung') };

  const made = await makePostgres();
  const { postgres: store } = made;
  const onWeb = (id: PersonId): string => webNameOf(body, id);
  await store.ledger.commit({
    body,
    cause: 'import',
    expect: [],
    decision: ok({
      save: [
        ...district.filter(({ table }) => !['place', 'account', 'membership', 'person'].includes(table)),
        ...person(
          'P-1',
          'Ada Amann',
          [
            [SLACK, ada.id],
            [MATRIX, adaThere.id],
          ],
          { 'org:wohnen': ['chair'], 'org:lenkung': ['delegate'] },
        ),
        ...person('P-2', 'Ben Braun', [[MATRIX, ben.id]], { 'org:wohnen': ['member'], 'org:lenkung': ['member'] }),
        ...person('P-3', 'Kim Keller', [[SLACK, kim.id]], { 'org:lenkung': ['coordinator', 'chair'] }),
        ...person('P-5', 'Lea Lang', [[WEB, onWeb('P-5')]], { 'org:wohnen': ['member'], 'org:lenkung': ['member'] }),
        direct('R-61', 'P-1', SLACK, ada.id),
        direct('R-63', 'P-3', SLACK, kim.id),
        room('R-1', 'org:wohnen', SLACK, wohnen.id),
        room('R-2', 'org:wohnen', MATRIX, rooms.wohnen),
        room('R-3', 'org:wohnen', WEB, webRoomOf(body, 'org:wohnen')),
        room('R-4', 'org:lenkung', SLACK, lenkung.id),
        room('R-5', 'org:lenkung', MATRIX, rooms.lenkung),
        room('R-6', 'org:lenkung', WEB, webRoomOf(body, 'org:lenkung')),
      ],
      posts: [],
    }),
  });

  const bugs: unknown[] = [];
  const log: Log = { bug: (cause, error) => void bugs.push(cause, error), note: () => {} };
  const clock = { now: '2026-06-15T08:00:00Z' };
  const time = { now: () => instant(clock.now) };
  const door = openDoor({ store, documents, log, time, can: (of) => (of === MATRIX ? ['own-polls', 'space'] : []) });
  const onSlack = slackBot({
    connection: SLACK,
    botToken: workspace.token,
    apiUrl: slack.apiUrl,
    ...(mode === 'socket' ? { appToken: slack.appToken } : { signingSecret: slack.signingSecret }),
    now: mode === 'http' ? () => performance.timeOrigin + performance.now() : leaping(),
    later,
    log,
  });
  const { token } = account;
  const onMatrix = matrixBot({
    connection: MATRIX,
    homeserver: server.url,
    token,
    inviters: [server.name],
    later,
    log,
  });
  const pages = webBot({
    connection: WEB,
    rooms: store.webRooms,
    time,
    log,
    random: randomUUID,
    address: { origins: ['http://lotse.test'], base: '', secure: false },
    key: 'a key for tests',
    patient: true,
    trial: async (id) => ({
      account: { connection: WEB, id: onWeb(id as PersonId) },
      body,
      name: id,
      language: 'de',
      base: `/as/${id}`,
    }),
  });
  const bots = [onSlack, onMatrix, pages];
  for (const bot of bots) await bot.start(door);
  const lanes = bots.map((bot) => runLane({ store, bot, replica: 'r1', later, time, log }));
  const http = await serveHttp({
    listen: { host: '127.0.0.1', port: 0 },
    trustedProxies: [],
    serve: async (request) =>
      (await onSlack.serve(request, { origins: [], base: '' })) ?? new Response(null, { status: 404 }),
  });
  if (mode === 'http') await slack.sendsTo(`http://127.0.0.1:${http.port}/${SLACK}/events`);
  else await until(() => slack.sockets() >= 2, 'two sockets');

  const actor = webActor({ rooms: store.webRooms, body, serve: pages.serve, origin: 'http://lotse.test' });
  const groups = {
    wohnen: [ada, wohnen, rooms.wohnen, webRoomOf(body, 'org:wohnen')],
    lenkung: [kim, lenkung, rooms.lenkung, webRoomOf(body, 'org:lenkung')],
  } as const;
  type Group = keyof typeof groups;
  /** What we have said to a group on each platform, as it stands there. */
  const said = async (group: Group) => {
    const [who, channel, at, page] = groups[group];
    return {
      slack: who
        .sees(channel)
        .filter(({ by, onlyForMe }) => by === workspace.botUser && !onlyForMe)
        .map((message) => ({ ...message, text: message.lines.join('\n') })),
      matrix: (await adaThere.reads(at))
        .filter(({ sender }) => sender === us.id)
        .map((each) => ({ ...each, text: each.body })),
      web: (await actor.messages()).filter((each) => each.room === page),
    };
  };
  /** The one message on each platform that says this, once it stands there. */
  const cards = async (group: Group, says: string | RegExp) => {
    const fits = ({ text }: { text: string }): boolean =>
      typeof says === 'string' ? text.includes(says) : says.test(text);
    const found = async () => {
      const { slack: s, matrix: m, web: w } = await said(group);
      return { slack: s.filter(fits), matrix: m.filter(fits), web: w.filter(fits) };
    };
    await until(async () => Object.values(await found()).every(({ length }) => length > 0), `${says} in ${group}`);
    const { slack: s, matrix: m, web: w } = await found();
    if (s[0] === undefined || m[0] === undefined || w[0] === undefined) throw new Error(`${says}`);
    return { slack: s[0], matrix: m[0], web: w[0], count: [s.length, m.length, w.length] };
  };
  return {
    slack,
    workspace,
    store,
    bugs,
    clock,
    rooms,
    wohnen,
    lenkung,
    ada,
    adaThere,
    ben,
    kim,
    said,
    cards,
    /** Lea on her page: she presses a button of a message there. */
    leaClicks: (on: string, button: string, group: Group = 'wohnen') =>
      actor.act({ type: 'clicked', event: randomUUID(), user: onWeb('P-5'), room: groups[group][3], on, button }),
    reads: () => store.read(body).reads,
    /** Winds the clock there, and all that is due then happens. */
    async turns(to: string) {
      clock.now = to;
      for (const job of jobs.keys()) await door.receive({ id: `tick:${job}:${to}`, kind: 'tick', job });
    },
    async end() {
      await Promise.all(lanes.map((lane) => lane.stop()));
      for (const bot of bots) await bot.stop();
      await http.close();
      await slack.stop();
      await server.end();
      await made.end();
    },
  };
};
export type MixedWorld = Awaited<ReturnType<typeof mixedWorld>>;

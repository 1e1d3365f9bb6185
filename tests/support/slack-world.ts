import { slackBot } from '../../src/bots/slack/index.ts';
import { openDoor } from '../../src/core/handle.ts';
import type { Answer, Inbound } from '../../src/core/messages.ts';
import { ok } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import type { Log, Store } from '../../src/core/ports.ts';
import type { Change } from '../../src/core/step.ts';
import { documents } from '../../src/documents/index.ts';
import { serveHttp } from '../../src/http.ts';
import { runLane } from '../../src/lanes.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { later } from '../../src/tools/later.ts';
import { body, direct, district, person, room as roomOf } from './district.ts';
import { startSlack } from './slack.ts';
import { makePostgres } from './stores.ts';

const CONNECTION = 'slack';
const PATIENCE_MS = 8_000;
export const modes = ['socket', 'http'] as const;
export type Mode = (typeof modes)[number];
export const pause = (ms: number): Promise<void> => new Promise((resolve) => void later(ms, resolve));
export const until = async (
  done: () => unknown | Promise<unknown>,
  what = 'it',
  patience = PATIENCE_MS,
): Promise<void> => {
  const end = performance.now() + patience;
  while (!(await done())) {
    if (performance.now() > end) throw new Error(`${what} does not happen`);
    await pause(10);
  }
};

type Given = {
  mode?: Mode;
  store?: 'memory' | 'postgres';
  bare?: true;
  extra?: readonly Change[];
  /** With what the app was made, where it is not as it comes. */
  app?: Parameters<typeof startSlack>[0];
};
/** `deaf`: that it hears nothing is as it should be. `through`: what stands between it and the store. */
type Start = { token?: string; appToken?: string; deaf?: true; through?: (store: Store) => Store };
/**
 * A workspace of the stand-in Slack with the app in it, a store, and replicas that run as in main. Ada chairs a group that has a
 * private channel there, Ben is in it, Kim coordinates; the steering group has a channel, too.
 */
export const slackWorld = async ({
  mode = 'socket',
  store: kind = 'memory',
  bare,
  extra = [],
  app = {},
}: Given = {}) => {
  const slack = await startSlack({ ...app, mode });
  const workspace = slack.workspace('Landkreis');
  const [ada, ben, kim, eve] = ['Ada Amann', 'Ben Braun', 'Kim Keller', 'Eve Ernst'].map((name) =>
    workspace.person(name),
  ) as [Person, Person, Person, Person];
  const wohnen = await workspace.channel('wohnen', {
    kind: 'private',
    members: [ada, ben, ...(bare ? [] : (['bot'] as const))],
  });
  const lenkung = await workspace.channel('lenkung', {
    kind: 'private',
    members: [kim, ada, ...(bare ? [] : (['bot'] as const))],
  });

  let ahead = 0;
  const made = kind === 'postgres' ? await makePostgres() : undefined;
  const store = made?.store ?? memoryStore(() => performance.now() + ahead);
  const members: readonly Change[] = [
    ...person('P-1', 'Ada Amann', [[CONNECTION, ada.id]], {}),
    ...person('P-2', 'Ben Braun', [[CONNECTION, ben.id]], {}),
    ...person('P-3', 'Kim Keller', [[CONNECTION, kim.id]], {}),
    direct('R-61', 'P-1', CONNECTION, ada.id),
    direct('R-62', 'P-2', CONNECTION, ben.id),
    direct('R-63', 'P-3', CONNECTION, kim.id),
  ];
  const isHere = ({ table, row }: Change): boolean =>
    (table === 'place' && row.spot.connection === 'slack') ||
    (table === 'account' && row.account.connection === 'slack');
  // the guest whose presence makes rooms wide has no place in these stories
  const isGuest = ({ table, row }: Change): boolean => table === 'membership' && row.roles.includes('guest');
  await store.ledger.commit({
    body,
    cause: 'import',
    expect: [],
    decision: ok({
      save: [
        ...district.filter((each) => !isHere(each) && !isGuest(each)),
        ...members,
        ...(bare
          ? []
          : [
              roomOf('R-50', 'org:wohnen', CONNECTION, wohnen.id),
              roomOf('R-51', 'org:lenkung', CONNECTION, lenkung.id),
            ]),
        ...extra,
      ],
      posts: [],
    }),
  });

  const notes: string[] = [];
  const bugs: unknown[] = [];
  const log: Log = {
    bug: (cause, error) => void bugs.push(cause, error),
    note: (what, about) => void notes.push(`${what} ${JSON.stringify(about)}`),
  };
  const clock = { now: '2026-06-15T08:00:00Z' };
  const heard: Inbound[] = [];
  const answers: Answer[] = [];
  const ends: (() => Promise<void>)[] = [];
  let replicas = 0;
  let serving: ReturnType<typeof slackBot> | undefined;
  const http =
    mode === 'http'
      ? await serveHttp({
          listen: { host: '127.0.0.1', port: 0 },
          trustedProxies: [],
          serve: async (request) =>
            (await serving?.serve(request, { origins: [], base: '' })) ?? new Response(null, { status: 503 }),
        })
      : undefined;

  /** Another process. */
  const starts = async ({
    token = workspace.token,
    appToken = slack.appToken,
    deaf,
    through = (it) => it,
  }: Start = {}) => {
    replicas += 1;
    const over = through(made === undefined ? store : made.replica());
    const opened = openDoor({ store: over, documents, log, time: { now: () => instant(clock.now) } });
    const door: typeof opened = {
      ...opened,
      async receive(inbound) {
        heard.push(inbound);
        const answer = await opened.receive(inbound);
        answers.push(answer);
        return answer;
      },
    };
    const bot = slackBot({
      connection: CONNECTION,
      botToken: token,
      apiUrl: slack.apiUrl,
      ...(mode === 'socket' ? { appToken } : { signingSecret: slack.signingSecret }),
      now: () => performance.timeOrigin + performance.now(),
      later,
      log,
    });
    await bot.start(door);
    serving = bot;
    const lane = runLane({
      store: over,
      bot,
      replica: `r${replicas}`,
      later,
      time: { now: () => instant(clock.now) },
      log,
    });
    if (deaf) await pause(300);
    else if (http === undefined) await until(() => slack.sockets() >= 2, 'two sockets');
    else await slack.sendsTo(`http://127.0.0.1:${http.port}/${CONNECTION}/events`);
    let stopped = false;
    const stop = async (): Promise<void> => {
      if (stopped) return;
      stopped = true;
      await lane.stop();
      await bot.stop();
      if (http === undefined) await until(() => slack.sockets() === 0, 'no sockets');
    };
    ends.push(stop);
    return { bot, door, stop };
  };
  return {
    slack,
    http,
    workspace,
    store,
    ada,
    ben,
    kim,
    eve,
    wohnen,
    lenkung,
    notes,
    bugs,
    heard,
    answers,
    clock,
    log,
    starts,
    reads: () => store.read(body).reads,
    /** What the app has said there, as lines, oldest first. */
    said: (where: typeof wohnen | 'bot' = wohnen, who: Person = ada) =>
      who.sees(where).filter(({ by }) => by === workspace.botUser),
    /** The newest message of the app there in which this is said. */
    async shows(what: string, where: typeof wohnen | 'bot' = wohnen, who: Person = ada) {
      const find = () =>
        who.sees(where).findLast(({ by, lines }) => by === workspace.botUser && lines.join('\n').includes(what));
      await until(() => find() !== undefined, `${what} in ${where === 'bot' ? 'bot' : where.name}`);
      const found = find();
      if (found === undefined) throw new Error(what);
      return found;
    },
    async forward(ms: number) {
      ahead += ms;
      await made?.forward(ms);
    },
    async end() {
      for (const stop of ends) await stop();
      await http?.close();
      await slack.stop();
      await made?.end();
    },
  };
};
type Person = ReturnType<ReturnType<Awaited<ReturnType<typeof startSlack>>['workspace']>['person']>;
export type SlackWorld = Awaited<ReturnType<typeof slackWorld>>;

import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { startSlack } from '../tests/support/slack.ts';

/** What the thread is begun with, what it says once all are in their channels, what is asked of it and what it answers. */
export type Mode = 'socket' | 'http';
export type Wish = { mode: Mode; apps: readonly string[]; channels: number; writers: number };
/** How an app reaches its Slack, and who is there. */
export type At = {
  apiUrl: string;
  token: string;
  appToken: string;
  signingSecret: string;
  channels: readonly { id: string; writers: readonly string[] }[];
};
export type There = Readonly<Record<string, At>>;
export type Asked =
  | { is: 'ready'; app: string; sockets: number; port?: number }
  /** Each writer types that often, one after the other, and goes on once they see the answer. */
  | { is: 'round'; app: string; each: number; texts: readonly string[] };
export type Took = { ms: number; latencies: readonly number[] };

/** A Slack for each app, and people at their clients, on a thread of their own: what they cost is not the apps' to pay. */
const crowd = async ({ mode, apps, channels, writers }: Wish) => {
  const all = new Map(
    await Promise.all(
      apps.map(async (app) => {
        const slack = await startSlack({ mode });
        const workspace = slack.workspace('Landkreis');
        const places = await Promise.all(
          Array.from({ length: channels }, async (_, n) => {
            const here = Array.from({ length: writers }, (__, i) => workspace.person(`Person ${n} ${i}`));
            const { id } = await workspace.channel(`gruppe-${n}`, { kind: 'private', members: [...here, 'bot'] });
            return { id, writers: here.map((each) => each.id) };
          }),
        );
        return [app, { slack, workspace, places }] as const;
      }),
    ),
  );
  const of = (app: string) => {
    const found = all.get(app);
    if (found === undefined) throw new Error(`${app} is not here`);
    return found;
  };
  let typed = 0;
  const slash = async (app: string, channel: string, user: string, text: string): Promise<void> => {
    const { slack, workspace } = of(app);
    typed += 1;
    const outcome = await slack.sends('slash_commands', {
      token: 'x',
      team_id: workspace.id,
      team_domain: 'landkreis',
      channel_id: channel,
      channel_name: 'privategroup',
      user_id: user,
      user_name: 'person',
      command: '/ak',
      text,
      api_app_id: slack.appId,
      response_url: `${slack.apiUrl}nowhere`,
      trigger_id: `${typed}.1.bench`,
    });
    if (!outcome.acked) throw new Error(`not acknowledged: ${outcome.reason}`);
    if (outcome.body === undefined || outcome.body === '') throw new Error('not answered');
  };
  return {
    there: Object.fromEntries(
      [...all].map(([app, { slack, workspace, places }]): [string, At] => [
        app,
        {
          apiUrl: slack.apiUrl,
          token: workspace.token,
          appToken: slack.appToken,
          signingSecret: slack.signingSecret,
          channels: places,
        },
      ]),
    ),
    async ready({ app, sockets, port }: Extract<Asked, { is: 'ready' }>): Promise<Took> {
      const { slack } = of(app);
      if (port !== undefined) await slack.sendsTo(`http://127.0.0.1:${port}/slack/events`);
      else while (slack.sockets() < sockets) await wait(1);
      return { ms: 0, latencies: [] };
    },
    async round({ app, each, texts }: Extract<Asked, { is: 'round' }>): Promise<Took> {
      const latencies: number[] = [];
      const begun = performance.now();
      await Promise.all(
        of(app).places.flatMap(({ id, writers: here }) =>
          here.map(async (writer) => {
            for (let n = 0; n < each; n += 1) {
              const at = performance.now();
              await slash(app, id, writer, texts[n % texts.length] ?? '');
              latencies.push(performance.now() - at);
            }
          }),
        ),
      );
      return { ms: performance.now() - begun, latencies };
    },
  };
};

const { there, ready, round } = await crowd(workerData as Wish);
parentPort?.on('message', (asked: Asked) => {
  (asked.is === 'ready' ? ready(asked) : round(asked)).then(
    (took) => parentPort?.postMessage(took),
    (error: unknown) => parentPort?.postMessage({ failed: String(error) }),
  );
});
parentPort?.postMessage(there);

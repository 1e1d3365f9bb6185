import type { KnownBlock } from '@slack/types';
import { slackBot } from '../../src/bots/slack/index.ts';
import type { Made } from '../../src/bots/slack/render.ts';
import type { Door } from '../../src/core/ports.ts';
import { serveHttp } from '../../src/http.ts';
import { later } from '../../src/tools/later.ts';
import { botContract, type Stage } from '../contracts/bot.contract.ts';
import { messageBlocks } from '../support/slack/blocks.ts';
import { startSlack } from '../support/slack.ts';
import { wordsOf } from '../support/slack-words.ts';

const connection = 'slack';
const LARGEST = 13_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const log = { bug: (cause: string, error: unknown) => console.error(cause, error), note: () => {} };

/** The bot in a workspace of the stand-in Slack, with somebody at their client. */
const stage = (mode: 'socket' | 'http') => async (): Promise<Stage> => {
  const slack = await startSlack({ mode });
  const workspace = slack.workspace('Landkreis');
  const [ada, eve] = [workspace.person('Ada Amann'), workspace.person('Eve Ernst')];
  const channel = await workspace.channel('wohnen', { kind: 'private', members: [ada, 'bot'] });
  const make = () =>
    slackBot({
      connection,
      botToken: workspace.token,
      apiUrl: slack.apiUrl,
      ...(mode === 'socket' ? { appToken: slack.appToken } : { signingSecret: slack.signingSecret }),
      now: () => performance.timeOrigin + performance.now(),
      later,
      log,
    });
  const bot = make();
  const http =
    mode === 'http'
      ? await serveHttp({
          listen: { host: '127.0.0.1', port: 0 },
          trustedProxies: [],
          serve: async (request) =>
            (await bot.serve(request, { origins: [], base: '' })) ?? new Response(null, { status: 404 }),
        })
      : undefined;
  const others: ReturnType<typeof make>[] = [];
  let typed = '';
  let alone = false;
  const again = async (): Promise<void> => {
    const last = slack.deliveries.at(-1);
    if (last === undefined) throw new Error('nothing was delivered');
    if (last.attempt > 0) return; // it came again by itself
    const second = Math.floor(Date.now() / 1_000); // signed anew, it has another signature
    while (mode === 'http' && Math.floor(Date.now() / 1_000) === second) await pause(20);
    if (last.kind === 'events_api') slack.sendsEvent(last.payload);
    else await slack.sends(last.kind, last.payload);
    await slack.settled();
  };
  const tsOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

  return {
    bot: {
      ...bot,
      async start(door: Door) {
        await bot.start({
          ...door,
          // that we have come in
          receive: async (inbound) => (inbound.kind === 'place' ? { kind: 'done' } : door.receive(inbound)),
        });
        if (http !== undefined) await slack.sendsTo(`http://127.0.0.1:${http.port}/slack/events`);
        else while (slack.sockets() < 2) await pause(5);
      },
      async stop() {
        await bot.stop();
        while (slack.sockets() > 0) await pause(5);
      },
    },
    another() {
      const other = make();
      others.push(other);
      return other;
    },
    room: { connection, room: channel.id },
    sign: '!ak',
    reactions: true,
    person: {
      account: { connection, id: ada.id },
      async types(text, { to, thread, alone: isAlone = false } = {}) {
        const root = to ?? thread;
        alone = isAlone;
        typed = await ada.say(isAlone ? 'bot' : channel, text, root === undefined ? {} : { thread: tsOf(root.id) });
        return { again };
      },
      async clicks(on, pick) {
        await ada.click({ in: channel, ts: tsOf(on.id) }, pick === '1:yes' ? 'ja' : pick === '1:no' ? 'nein' : pick);
        return { again };
      },
      async edits(text) {
        await ada.edit(alone ? 'bot' : channel, typed, text);
        return { again };
      },
      async deletes() {
        await ada.erase(alone ? 'bot' : channel, typed);
        return { again };
      },
    },
    shows: async () =>
      ada
        .sees(channel)
        .filter(({ by }) => by === workspace.botUser)
        .map(({ ts, lines, thread }) => ({
          ref: { connection, id: `${channel.id}/${ts}` },
          text: lines.join('\n'),
          ...(thread !== undefined && { under: { connection, id: `${channel.id}/${thread}` } }),
        })),
    meets(fault) {
      const call = 'chat.postMessage';
      if (fault === 'busy') slack.meets(call, { is: 'rate limited', seconds: 1 });
      if (fault === 'forbidden') slack.meets(call, { is: 'refused', error: 'restricted_action' });
      if (fault === 'request lost') slack.meets(call, { is: 'request lost' });
      if (fault === 'answer lost') slack.meets(call, { is: 'answer lost' });
    },
    async audience(is) {
      if (is === 'unknown') slack.meets('conversations.info', { is: 'broken' }, 100);
      if (is === 'guests') await workspace.invites(channel, eve);
      if (is === 'anyone') channel.kind = 'public';
    },
    readers: () => new Set([ada.id]),
    blind: () => slack.meets(({ method }) => /^conversations\.(history|replies)$/.test(method), { is: 'broken' }, 100),
    read(content) {
      const made = content as unknown as Made;
      return 'file' in made ? `${made.name} ${made.title}` : wordsOf(made.blocks);
    },
    fills(content) {
      const made = content as unknown as Made;
      if ('file' in made) return 0.1;
      return Math.max(made.blocks.length / 50, weight(made.blocks) / LARGEST, Buffer.byteLength(made.text) / 4_100);
    },
    async end() {
      for (const each of [bot, ...others]) await each.stop();
      await http?.close();
      await slack.stop();
    },
  };
};
/** What is too much is refused. */
const weight = (blocks: readonly KnownBlock[]): number => {
  messageBlocks(blocks, 'msg_blocks_too_long');
  return wordsOf(blocks).length;
};

botContract('slack, over sockets', stage('socket'));
botContract('slack, over HTTP', stage('http'));

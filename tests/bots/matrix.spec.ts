import { matrixBot } from '../../src/bots/matrix/index.ts';
import type { Made } from '../../src/bots/matrix/render.ts';
import type { Bot, Door, Lane } from '../../src/core/ports.ts';
import { later } from '../../src/tools/later.ts';
import { botContract, type Stage } from '../contracts/bot.contract.ts';
import { type Fault, homeserver } from '../support/homeserver.ts';
import { personOn } from '../support/matrix-people.ts';

const connection = 'matrix';
const MOST_BYTES = 14_000;
const PATIENCE_MS = 3_000;
const QUIET_MS = 300;
const emojis: Readonly<Record<string, string>> = { '1:yes': '1️⃣', '1:no': '2️⃣' };
const log = { bug: (cause: string, error: unknown) => console.error(cause, error), note: () => {} };
/** As people read it: our sign against a call to everybody is not seen. */
const asRead = (text: string): string => text.replaceAll('@\u2060', '@');

/** The bot on a small homeserver, with somebody who uses an ordinary client. */
const stage = async (): Promise<Stage> => {
  const server = await homeserver();
  const account = server.user('lotse');
  const [ada, eve] = [personOn(server.url, server.user('ada')), personOn(server.url, server.user('eve'))];
  const room = await ada.creates({ invite: [account.id] });
  const made = (): Bot =>
    matrixBot({ connection, homeserver: server.url, token: account.token, inviters: ['*:hs.test'], later, log });
  const bot = made();
  const us = personOn(server.url, account);
  await us.joins(room);

  // What the door hears is counted, and how far the bot has come is known, so that an event can come once more.
  let heard = 0;
  let failed = false;
  let lane: Lane | undefined;
  const counting = (door: Door): Door => ({
    ...door,
    async receive(inbound) {
      if (inbound.kind === 'place') return { kind: 'done' }; // that we have come in
      const answer = await door.receive(inbound);
      failed = answer.kind === 'failed';
      heard += 1;
      return answer;
    },
  });
  const until = async (done: () => boolean | Promise<boolean>, patience = PATIENCE_MS): Promise<void> => {
    const end = Date.now() + patience;
    while (!(await done()) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const since = async (): Promise<string> => {
    await settle();
    return String((await lane?.shelf.read('since'))?.['since']);
  };
  /** Until the bot has come as far as the server. */
  const settle = async (): Promise<void> => {
    if (lane === undefined) return;
    const { next_batch: now } = await us.must('GET', '/_matrix/client/v3/sync?timeout=0');
    await until(async () => String((await lane?.shelf.read('since'))?.['since']) === now, QUIET_MS);
  };
  let stopped = false;
  const acting = async (act: () => Promise<string>) => {
    const from = await since();
    const before = heard;
    const event = await act();
    await until(() => heard > before, stopped ? QUIET_MS : PATIENCE_MS);
    const again = async (): Promise<void> => {
      const count = heard;
      if (!failed && lane !== undefined) {
        await settle();
        await lane.shelf.write({ since: from });
        await bot.lead(lane);
      }
      await until(() => heard > count);
    };
    return { event, done: { again } };
  };
  let typed = '';
  let alone: string | undefined;
  const chat = async (): Promise<string> => {
    if (alone !== undefined) return alone;
    const own = await ada.creates({ is_direct: true, invite: [account.id] });
    alone = own;
    await until(async () => (await ada.raw(own)).filter(({ type }) => type === 'm.room.member').length > 2);
    return own;
  };
  const eventIn = (id: string): string => id.slice(id.lastIndexOf('/$') + 1);

  return {
    bot: {
      ...bot,
      async start(door) {
        stopped = false;
        await bot.start(counting(door));
      },
      async lead(given) {
        lane = given;
        await bot.lead(given);
      },
      async stop() {
        stopped = true;
        await bot.stop();
      },
    },
    another: made,
    room: { connection, room },
    sign: '!ak',
    reactions: true,
    person: {
      account: { connection, id: ada.id },
      async types(text, { to, thread, alone: isAlone } = {}) {
        const at = isAlone ? await chat() : room;
        const { event, done } = await acting(() => {
          if (to !== undefined) return ada.replies(at, eventIn(to.id), text);
          if (thread !== undefined) return ada.repliesInThread(at, eventIn(thread.id), text);
          return ada.says(at, text);
        });
        typed = event;
        return done;
      },
      clicks: async (on, pick) => (await acting(() => ada.reacts(room, eventIn(on.id), emojis[pick] ?? pick))).done,
      edits: async (text) => (await acting(() => ada.edits(room, typed, text))).done,
      deletes: async () => (await acting(() => ada.redacts(room, typed))).done,
    },
    shows: async () =>
      (await ada.reads(room))
        .filter(({ sender }) => sender === account.id)
        .map(({ id, body, thread }) => ({
          ref: { connection, id: `${room}/${id}` },
          text: asRead(body),
          ...(thread !== undefined && { under: { connection, id: `${room}/${thread}` } }),
        })),
    meets(fault) {
      const faults: Record<typeof fault, Fault> = {
        busy: { is: 'too many', retryAfterMs: 50 },
        forbidden: { is: 'refused', status: 403, code: 'M_FORBIDDEN' },
        'request lost': { is: 'request lost' },
        'answer lost': { is: 'answer lost' },
      };
      server.meets(/^PUT .*\/send\//, faults[fault]);
    },
    async audience(is) {
      if (is === 'unknown') {
        server.meets((asked) => asked.user === account.id && asked.method === 'GET', { is: 'overloaded' }, 1_000);
        await until(() => server.asked.filter(({ path }) => path.endsWith('/sync')).length > 0);
      }
      if (is === 'anyone') await ada.sets(room, 'm.room.join_rules', { join_rule: 'public' });
      if (is === 'guests') {
        await ada.invites(room, eve.id);
        await eve.joins(room);
      }
      // noticed with the next batch, or with the next that fails
      await ada.says(room, 'Was ist hier los?');
      if (is === 'unknown') await until(() => false, QUIET_MS);
      else await settle();
    },
    readers: () => new Set([ada.id]),
    blind: () => server.meets(/^GET .*\/messages/, { is: 'overloaded' }, 1_000),
    read: (content) => {
      const it = content as unknown as Made;
      if ('poll' in it) return '·';
      if ('space' in it) return asRead([it.space.name, ...it.space.rooms.map(({ name }) => name)].join(' '));
      return asRead('file' in it ? `${it.name} ${it.title}` : it.body);
    },
    fills: (content) => {
      const it = content as unknown as Made;
      if (!('body' in it)) return 0.1;
      return Buffer.byteLength(JSON.stringify(it.body) + JSON.stringify(it.html)) / MOST_BYTES;
    },
    async end() {
      await bot.stop();
      await server.end();
    },
  };
};

botContract('matrix', stage);

import { type MemoryPlatform, memoryPlatform } from '../../src/bots/memory/index.ts';
import type { Payload } from '../../src/bots/memory/receive.ts';
import { botContract, type Person, type Stage } from '../contracts/bot.contract.ts';

const connection = 'memory';
const MOST_LINES = 30;
const room = { connection, room: 'R' };

const personOn = (take: (payload: Payload) => Promise<unknown>): Person => {
  let events = 0;
  let typed = '';
  const send = async (payload: object, where: object = {}) => {
    events += 1;
    const event = { event: `e${events}`, user: 'ada', room: room.room, ...where, ...payload } as Payload;
    await take(event);
    return { again: async () => void (await take(event)) };
  };
  return {
    account: { connection, id: 'ada' },
    types(text, { to, thread, alone } = {}) {
      typed = `t${events}`;
      return send(
        { type: 'typed', text, message: typed, ...(to && { to: to.id }) },
        { ...(thread && { thread: thread.id }), ...(alone && { room: 'D-ada', direct: true }) },
      );
    },
    clicks: (on, button, was) => send({ type: 'clicked', on: on.id, button, ...(was !== undefined && { was }) }),
    polls: (on, all) => send({ type: 'polled', on: on.id, all }),
    submits: (form, version, values) => send({ type: 'submitted', form, version, values }),
    edits: (text) => send({ type: 'edited', message: typed, text }),
    deletes: () => send({ type: 'deleted', message: typed }),
  };
};

const stageOn = (platform: MemoryPlatform): Stage => {
  const bot = platform.bot();
  return {
    bot,
    room,
    another: () => platform.bot(),
    person: personOn((payload) => bot.take(payload)),
    sign: '!ak',
    shows: async () =>
      platform.messages.map(({ id, text, thread }) => ({
        ref: { connection, id },
        text,
        ...(thread !== undefined && { under: { connection, id: thread } }),
      })),
    meets: (fault) => void platform.faults.push(fault),
    audience(is) {
      platform.audience = is;
    },
    blind() {
      platform.blind = true;
    },
    read: String,
    fills: (content) => String(content).split('\n').length / MOST_LINES,
    end: async () => {},
  };
};

botContract('memory', async () => stageOn(memoryPlatform(connection)));

import { type MemoryPlatform, memoryPlatform } from '../../src/bots/memory/index.ts';
import type { Payload } from '../../src/bots/memory/receive.ts';
import { outlet } from '../../src/core/deliver.ts';
import { openDoor } from '../../src/core/handle.ts';
import { ok } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import type { Log } from '../../src/core/ports.ts';
import { jobs } from '../../src/core/ticks/index.ts';
import type { District } from '../../src/districts/format.ts';
import { bodyIdOf, rowsOf } from '../../src/districts/rows.ts';
import { connectionsIn, type Scene, scenesOf } from '../../src/districts/scenes.ts';
import { documents } from '../../src/documents/index.ts';
import { makeStore } from '../support/stores.ts';

type Where = { room: string; direct?: true };

/** So often is asked what is due; a tour asks more often. */
const HOURS = 12;

/** Plays a district's story over platforms in memory, and keeps what was refused. */
export const stage = async (district: District) => {
  const { store } = await makeStore('memory');
  const body = bodyIdOf(district);
  await store.ledger.commit({ body, cause: 'import', expect: [], decision: ok({ save: rowsOf(district), posts: [] }) });
  const clock = { now: '' };
  const bugs: unknown[] = [];
  const log: Log = { bug: (_cause, error) => void bugs.push(error), note: () => {} };
  const time = { now: () => instant(clock.now) };
  const door = openDoor({ store, documents, log, time });
  const platforms = new Map<string, MemoryPlatform>(
    connectionsIn(district).map((each) => [each, memoryPlatform(each)]),
  );
  const bots = new Map([...platforms].map(([connection, platform]) => [connection, platform.bot()]));
  for (const bot of bots.values()) await bot.start(door);
  const outlets = [...bots.values()].map((bot) => ({ bot, out: outlet({ store, bot, log, time }) }));
  const refused: string[] = [];
  let events = 0;
  const next = () => {
    events += 1;
    return `e${events}`;
  };

  const deliver = async () => {
    for (let pass = 0; pass < 3; pass += 1)
      for (const { bot, out } of outlets) {
        const fence = await store.lanes.take(bot.connection, 'r1');
        if (fence !== undefined) await out.pass(fence);
      }
  };
  const windTo = async (to: string) => {
    for (;;) {
      const later = clock.now === '' ? to : instant(clock.now).add({ hours: HOURS }).toString();
      clock.now = later < to ? later : to;
      for (const job of jobs.keys()) await door.receive({ id: next(), kind: 'tick', job });
      await deliver();
      if (clock.now === to) return;
    }
  };
  /** The newest message there that shows this number. */
  const showing = ({ spot: { connection, room } }: Scene, number: string) => {
    const found = platforms
      .get(connection)
      ?.messages.findLast((each) => each.room === room && new RegExp(`${number}(?!\\d)`).test(each.text));
    if (found === undefined) throw new Error(`nothing in ${room} shows ${number}`);
    return found.id;
  };
  const send = async ({ by, spot: { connection, room, direct } }: Scene, said: object, what: string) => {
    const where: Where = { room, ...(direct && { direct }) };
    const answer = await bots.get(connection)?.take({ event: next(), user: by.id, ...where, ...said } as Payload);
    if (answer === undefined) throw new Error(`no ${connection}`);
    if (answer.kind !== 'done') refused.push(what);
    await deliver();
  };
  const perform = async (scene: Scene) => {
    const { deed } = scene;
    switch (deed.kind) {
      case 'command':
        return send(scene, { type: 'typed', text: `!ak ${deed.words}` }, deed.words);
      case 'choice':
        return send(
          scene,
          { type: 'clicked', on: showing(scene, deed.on), button: deed.pick },
          `${deed.on} ${deed.pick}`,
        );
      case 'reply':
        return send(
          scene,
          { type: 'typed', text: deed.text, ...(deed.to && { to: showing(scene, deed.to) }) },
          deed.text,
        );
      case 'answers':
        for (const text of deed.answers) await send(scene, { type: 'typed', text }, text);
    }
  };
  /** Planned through the door like everything else, by whoever coordinates, in the room of their first act. */
  const planSittings = async (scenes: readonly Scene[]) => {
    const coordinates = (name: string) =>
      Object.values(district.persons).some(
        (each) =>
          each.name === name && Object.values(each.memberships).some(({ roles }) => roles.includes('coordinator')),
      );
    const scene = scenes.find(({ name }) => coordinates(name));
    if (scene === undefined) return;
    for (const { organization, when, room } of district.sittings) {
      const where = room === undefined ? '' : ` ort: ${room}`;
      const words = `sitzung am ${district.organizations[organization]?.short} ${when}${where}`;
      await perform({ ...scene, deed: { kind: 'command', words } });
    }
  };
  return {
    bugs,
    refused,
    reads: store.read(body).reads,
    async play() {
      const scenes = scenesOf(district);
      await windTo(scenes[0]?.at ?? '2026-01-01T00:00:00Z');
      await planSittings(scenes);
      for (const scene of scenes) {
        await windTo(scene.at);
        await perform(scene);
      }
    },
  };
};

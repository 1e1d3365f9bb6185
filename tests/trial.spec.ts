import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { webBot } from '../src/bots/web/index.ts';
import { openDoor } from '../src/core/handle.ts';
import { WEB } from '../src/core/model/access.ts';
import type { Log } from '../src/core/ports.ts';
import { documents } from '../src/documents/index.ts';
import { runLane } from '../src/lanes.ts';
import { later } from '../src/tools/later.ts';
import { type Counts, counted, renumbered } from '../src/trial/numbers.ts';
import { startTrial } from '../src/trial/start.ts';
import { makePostgres } from './support/stores.ts';

const none: Counts = { U: 0, S: 0, E: 0, A: 0, V: 0, F: 0 };
const move = { at: '2026-03-02T08:00:00Z', person: 'P-1', name: 'Ada' } as const;
const by = { by: { connection: WEB, id: 'a' }, spot: { connection: WEB, room: 'r' } } as const;

describe('what things are called', () => {
  test('an act’s numbers go on in the story, whatever they are here', () => {
    const first = counted({}, { ...none, U: 1, S: 1 }, { ...none, U: 1, S: 2 });
    expect(first).toEqual({ 'S-1': 'S-2' });
    const second = counted(first, { ...none, U: 1, S: 2 }, { ...none, U: 2, S: 4 });
    expect(second).toEqual({ 'S-1': 'S-2', 'U-1': 'U-2', 'S-2': 'S-3', 'S-3': 'S-4' });
  });
  test('an act names them as they are called here, and leaves alone what it cannot know', () => {
    const numbers = { 'U-1': 'U-2', 'S-1': 'S-12' };
    const deed = (given: Parameters<typeof renumbered>[0]['deed']) =>
      renumbered({ ...move, ...by, deed: given }, numbers).deed;
    expect(deed({ kind: 'command', words: 'sitzung festlegen U-1 2, S-1 und S-2, XU-1' })).toMatchObject({
      words: 'sitzung festlegen U-2 2, S-12 und S-2, XU-1',
    });
    expect(deed({ kind: 'choice', on: 'U-1', pick: '1:yes' })).toMatchObject({ on: 'U-2', pick: '1:yes' });
    expect(deed({ kind: 'reply', to: 'S-1', text: 'zu S-1' })).toMatchObject({ to: 'S-12', text: 'zu S-12' });
    expect(deed({ kind: 'answers', answers: ['ja', 'U-1'] })).toMatchObject({ answers: ['ja', 'U-2'] });
  });
});

describe('a trial', () => {
  const endings: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end();
  });
  const ORIGIN = 'http://127.0.0.1:1';
  const begin = async () => {
    const made = await makePostgres();
    endings.push(made.end);
    const bugs: unknown[] = [];
    const log: Log = { bug: (_, error) => void bugs.push(error), note: () => {} };
    let ticks = 0;
    const nextId = () => {
      ticks += 1;
      return `tick:${ticks}`;
    };
    const pause = (ms: number) => new Promise<void>((resolve) => void later(ms, resolve));
    const { trial, visitor, serve } = await startTrial(made.postgres, pause, nextId);
    const door = openDoor({ store: made.store, documents, time: trial.time, log });
    const address = { origins: [ORIGIN], base: '', secure: false };
    const bot = webBot({
      connection: WEB,
      rooms: made.postgres.webRooms,
      time: trial.time,
      log,
      random: randomUUID,
      address,
      key: 'key',
      trial: visitor,
      patient: true,
    });
    await bot.start(door);
    const lane = runLane({ store: made.store, bot, replica: 'r', later, time: trial.time, log });
    endings.push(async () => {
      await lane.stop();
      await bot.stop();
      expect(bugs).toEqual([]);
    });
    const pages = serve(door, bot.serve, address);
    const say = async (name: string, room: string, text: string): Promise<number> => {
      const person = trial.people.find((each) => each.name === name)?.person;
      const { status } = await pages(
        new Request(`${ORIGIN}/as/${person}/say`, {
          method: 'POST',
          headers: { origin: ORIGIN, 'x-lotse': '1' },
          body: new URLSearchParams({ room, event: randomUUID(), text }),
        }),
      );
      return status;
    };
    const reads = () => made.store.read(trial.body).reads;
    return { trial, say, reads, page: async () => (await pages(new Request(`${ORIGIN}/trial`))).text() };
  };

  test('goes on as written when somebody has acted before: its acts name what things are called here', async () => {
    const { trial, say, reads, page } = await begin();
    const chair = trial.chapters
      .flatMap(({ moves }) => moves)
      .find(({ deed }) => deed.kind === 'command' && deed.words.startsWith('umfrage'));
    const room = chair?.spot.room.slice(trial.body.length + 1) ?? '';
    expect(await say(chair?.name ?? '', room, '/ak umfrage Mo 9.3. 14 Uhr; Di 10.3. 10 Uhr')).toBeLessThan(400);
    expect((await reads().polls.byId('U-1'))?.state.is).toBe('open');
    for (const _ of ['the committee', 'the poll', 'the invitation', 'the results']) await trial.next();
    expect(trial.missed()).toEqual([]);
    expect((await reads().meetings.byId('S-3'))?.state.is).toBe('held');
    expect((await reads().outcomes.byId('E-1'))?.meeting).toBe('S-3');
    expect(await page()).not.toContain('zum Teil erzählt');
  }, 60_000);

  test('says so where a step could not be told whole, and the clock goes to what comes next', async () => {
    const { trial, say, reads, page } = await begin();
    for (const _ of ['the committee', 'the poll']) await trial.next();
    const { poll } = await trial.coming();
    expect(poll?.id).toBe('U-1');
    expect(await page()).toContain(`bis zum Ende der Umfrage ${poll?.id}`);
    const lead = trial.people.find(({ name }) => name === 'Jana Wehrle')?.name ?? '';
    expect(await say(lead, 'org:wohnen', '/ak umfrage schließen U-1')).toBeLessThan(400);
    const meeting = (await reads().polls.byId('U-1'))?.meeting;
    expect(await say(lead, 'org:wohnen', `/ak sitzung absagen ${meeting}`)).toBeLessThan(400);
    await trial.next();
    await trial.next();
    expect(trial.missed().length).toBeGreaterThan(0);
    expect(await page()).toContain('zum Teil erzählt');
    const { deadline } = await trial.coming();
    await trial.wind('deadline');
    expect(trial.time.now().toString()).toBe(deadline?.at);
  }, 60_000);
});

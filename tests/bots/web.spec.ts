import { webBot } from '../../src/bots/web/index.ts';
import type { Json } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import { type Room, Unavailable, type WebRooms } from '../../src/core/ports.ts';
import { save } from '../../src/core/step.ts';
import type { Doc } from '../../src/core/texts/doc.ts';
import { docHtml } from '../../src/html/doc.ts';
import { botContract, type Person, type Stage } from '../contracts/bot.contract.ts';
import { attribute, elements, hasClass, read, readPart, textOf } from '../support/html.ts';
import { makePostgres } from '../support/stores.ts';

const body = 'body:test';
const connection = 'web';
const origin = 'https://lotse.test';
const account = { connection, id: `${body}/P-1` };
const room = { connection, room: `${body}/org:wohnen` };
const alone = { connection, room: account.id, direct: true as const };
const zone = 'Europe/Berlin';
const rooms: readonly Room[] = [
  { body, zone, spot: room, organization: { name: 'Arbeitskreis Wohnen', short: 'Wohnen' } },
  { body, zone, spot: alone },
];
const LARGEST = 1_000_000;

const makeStage = async (): Promise<Stage> => {
  const { postgres, end } = await makePostgres();
  await postgres.ledger.commit({
    body,
    cause: 'import',
    expect: [],
    decision: {
      ok: true,
      value: {
        save: [
          save('body', {
            id: body,
            name: 'Test',
            issuer: [],
            signature: '',
            land: 'BW',
            zone,
            language: 'de',
            holidays: [],
          }),
        ],
        posts: [],
      },
    },
  });
  const faults: string[] = [];
  let blind = false;
  const away = () => {
    throw new Unavailable();
  };
  const { webRooms } = postgres;
  /** Our own database is the platform here: it is what fails. */
  const failing: WebRooms = {
    ...webRooms,
    async byName(...asked) {
      if (blind) away();
      const [fault] = faults;
      if (fault === 'busy' || fault === 'forbidden') faults.shift();
      if (fault === 'busy') away();
      if (fault === 'forbidden')
        return { body, n: 1, change: 1, room: room.room, name: asked[1], revision: 1, at: '2026-06-15T08:00:00Z' };
      return webRooms.byName(...asked);
    },
    async write(said) {
      const fault = faults.shift();
      if (fault === 'request lost') away();
      const n = await webRooms.write(said);
      return fault === 'answer lost' ? away() : n;
    },
  };
  let made = 0;
  const make = () =>
    webBot({
      connection,
      rooms: failing,
      time: { now: () => instant('2026-06-15T08:00:00Z') },
      log: { bug: () => {}, note: () => {} },
      random: () => {
        made += 1;
        return `page-${made}-made`;
      },
      address: { origins: [origin], base: '', secure: true },
      key: 'key',
      trial: async (person) => ({ account, body, name: 'Ada Amann', language: 'de', base: `/as/${person}` }),
    });
  const bot = make();
  const ask = (path: string, fields?: Readonly<Record<string, string>>) =>
    bot.serve(
      new Request(`${origin}/as/P-1${path}`, {
        ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
        headers: { origin, 'x-lotse': '1' },
      }),
    );
  let events = 0;
  const send = async (path: string, fields: Readonly<Record<string, string>>) => {
    events += 1;
    const all = { room: 'org:wohnen', event: `event-${events}-sent`, ...fields };
    await ask(path, all);
    return { again: async () => void (await ask(path, all)) };
  };
  const numberOf = ({ id }: { id: string }) => id.slice(body.length + 1);
  const newest = async () => {
    const found = (await webRooms.last(body, room.room, 100)).findLast(({ by }) => by !== undefined);
    return { n: `${found?.n}`, revision: `${found?.revision}` };
  };
  const person: Person = {
    account,
    types: (text, { to, thread, alone: single } = {}) =>
      send('/say', {
        text,
        ...((to ?? thread) && { under: numberOf(to ?? thread ?? { id: '' }) }),
        ...(single && { room: 'P-1' }),
      }),
    clicks: (on, pick, was) => send('/choose', { on: numberOf(on), pick, ...(was !== undefined && { was }) }),
    async submits(dialog, version, answers) {
      events += 1;
      const fields = { _room: 'org:wohnen', _dialog: dialog, _version: `${version}`, _event: `event-${events}-sent` };
      await ask('/form', { ...fields, ...answers });
      return { again: async () => void (await ask('/form', { ...fields, ...answers })) };
    },
    edits: async (text) => send('/edit', { ...(await newest()), text }),
    deletes: async () => send('/edit', { ...(await newest()), text: '' }),
  };
  const choosing = { action: '/choose', hidden: {} };
  const around = { language: 'de' as const, sign: '/ak', file: () => '/file', choosing };
  return {
    bot,
    another: make,
    room,
    rooms,
    person,
    sign: '/ak',
    async shows() {
      const page = read(await (await ask('/r/org:wohnen')).text());
      return elements(page).flatMap((element) => {
        const n = attribute(element, 'data-n');
        if (n === undefined) return [];
        const words = elements(element).find((each) => hasClass(each, 'body'));
        const text = words === undefined ? '' : textOf(words);
        if (text === 'Diese Nachricht wurde zurückgenommen.') return [];
        const parent = element.parentNode;
        const root = parent && 'attrs' in parent ? /^t(\d+)$/.exec(attribute(parent, 'id') ?? '')?.[1] : undefined;
        return [
          {
            ref: { connection, id: `${body}/${n}` },
            text,
            ...(root !== undefined && { under: { connection, id: `${body}/${root}` } }),
          },
        ];
      });
    },
    meets: (fault) => void faults.push(fault),
    audience: () => {},
    audiences: ['members'],
    blind() {
      blind = true;
    },
    read: (content: Json) => textOf(readPart(String(docHtml(content as Doc, around)))),
    fills: (content) => JSON.stringify(content).length / LARGEST,
    end,
  };
};

botContract('web', makeStage);

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Around, Heard } from '../../src/bots/slack/receive.ts';
import * as incoming from '../../src/bots/slack/receive.ts';
import { short } from '../../src/bots/slack/refs.ts';

const around: Around = { connection: 'slack', names: short, me: 'UBOT' };
const PAYLOADS = 'tests/payloads/slack';
type Json = Readonly<Record<string, unknown>>;
/** As recorded: the shape is Slack's, what stands in it is blank. `with` is laid over it. */
const recorded = (name: string, over: Json = {}): Json =>
  merged(JSON.parse(readFileSync(`${PAYLOADS}/${name}.json`, 'utf8')), over) as Json;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const merged = (under: unknown, over: unknown): unknown =>
  isObject(under) && isObject(over)
    ? Object.fromEntries(
        [...new Set([...Object.keys(under), ...Object.keys(over)])].flatMap((name) =>
          over[name] === null ? [] : [[name, name in over ? merged(under[name], over[name]) : under[name]]],
        ),
      )
    : over;
/** Of an event: who, where and when. */
const happens = (name: string, event: Json = {}): Heard | undefined =>
  incoming.event(
    recorded(name, {
      team_id: 'T1',
      authorizations: [{ team_id: 'T1' }],
      event_id: 'Ev1',
      event: { channel: 'C1', user: 'UADA', ...event },
    }),
    around,
  );
const said = { channel_type: 'group', ts: '5.000001', text: 'Guten Tag', bot_id: null, thread_ts: null, subtype: null };
const ada = { connection: 'slack', id: 'UADA' };
const room = { connection: 'slack', room: 'C1' };
const inboundOf = (heard: Heard | undefined) =>
  heard?.is === 'inbound' || heard?.is === 'place' ? heard.inbound : undefined;

describe('what people say', () => {
  test('is a reply that can be named', () =>
    expect(inboundOf(happens('message', said))).toEqual({
      id: 'said:C1:5.000001',
      kind: 'reply',
      by: ada,
      at: room,
      message: { connection: 'slack', id: 'C1/5.000001' },
      text: 'Guten Tag',
    }));
  test('in a thread hangs on what is above it', () =>
    expect(
      inboundOf(happens('message-thread-broadcast', { ...said, subtype: 'thread_broadcast', thread_ts: '4.1' })),
    ).toMatchObject({
      kind: 'reply',
      at: { thread: 'C1/4.1' },
      to: { id: 'C1/4.1' },
    }));
  test('alone with us is in the room that bears their name', () =>
    expect(inboundOf(happens('message', { ...said, channel_type: 'im', channel: 'D1' }))).toMatchObject({
      at: { connection: 'slack', room: 'UADA', direct: true },
    }));
  test.each(['message-file-share', 'message-me'])('counts as well beside a file, or told of themselves: %s', (name) =>
    expect(
      inboundOf(happens(name, { ...said, subtype: name === 'message-me' ? 'me_message' : 'file_share' })),
    ).toMatchObject({ kind: 'reply' }),
  );
  test.each([
    ['!ak hilfe', 'hilfe'],
    ['/ak umfrage Di 14–16 Uhr', 'umfrage Di 14–16 Uhr'],
    ['!ak', 'hilfe'],
    ['<@UBOT> hilfe', 'hilfe'],
    ['<@UBOT>: /ak hilfe', 'hilfe'],
    ['!ak top A &amp; B &lt;3', 'top A & B <3'],
  ])('behind our sign or name is a command: %s', (text, words) =>
    expect(inboundOf(happens('message', { ...said, text }))).toMatchObject({ kind: 'command', words }),
  );
  test('to us by name comes in two events, and is one message', () => {
    const text = '<@UBOT> hilfe';
    const [one, other] = [happens('message', { ...said, text }), happens('app-mention', { ...said, text })];
    expect(inboundOf(one)).toMatchObject({ kind: 'command', words: 'hilfe', id: inboundOf(other)?.id });
  });
  test('and changes names the message that it changes', () =>
    expect(
      inboundOf(
        happens('message-changed', {
          user: null,
          message: { user: 'UADA', ts: '5.000001', text: 'neu', bot_id: null, edited: { user: 'UADA', ts: '6.1' } },
          previous_message: { text: 'alt' },
          channel_type: 'group',
        }),
      ),
    ).toMatchObject({ id: 'edit:C1:5.000001:6.1', kind: 'revised', text: 'neu', message: { id: 'C1/5.000001' } }));
  test('and takes back names it, too', () =>
    expect(
      inboundOf(
        happens('message-deleted', {
          user: null,
          deleted_ts: '5.000001',
          previous_message: { user: 'UADA', ts: '5.000001', bot_id: null },
          channel_type: 'group',
        }),
      ),
    ).toMatchObject({ kind: 'withdrawn', message: { id: 'C1/5.000001' } }));
  test.each([
    ['message-bot', {}],
    ['message-channel-join', { text: 'ist dabei' }],
    ['message', { ...said, user: 'UBOT' }],
    ['message', { ...said, bot_id: 'B1' }],
    ['message', { ...said, subtype: 'channel_topic' }],
    ['reaction-added', {}],
    ['reaction-removed', {}],
    ['user-change', { user: { id: 'UADA' } }],
    ['app-rate-limited', {}],
    ['channel-rename', { channel: { id: 'C1', name: 'neu' } }],
    ['channel-id-changed', {}],
  ])('by a program, by Slack, or beside us means nothing: %s %o', (name, event) =>
    expect(happens(name, event)).toBeUndefined(),
  );
  test('an unfurled link is no edit', () =>
    expect(
      happens('message-changed', {
        user: null,
        message: { user: 'UADA', ts: '5.1', text: 'gleich', bot_id: null, edited: null },
        previous_message: { text: 'gleich' },
      }),
    ).toBeUndefined());
});

describe('what becomes of a place', () => {
  test.each([
    ['member-joined-channel', { user: 'UBOT' }, { is: 'joined' }],
    ['channel-left', {}, { is: 'removed' }],
    ['group-left', {}, { is: 'removed' }],
    ['channel-archive', {}, { is: 'removed' }],
    ['channel-deleted', {}, { is: 'removed' }],
    ['group-deleted', {}, { is: 'removed' }],
    ['channel-unarchive', {}, { is: 'joined' }],
    ['group-unarchive', {}, { is: 'joined' }],
  ])('%s', (name, event, change) =>
    expect(happens(name, event)).toMatchObject({
      is: 'place',
      channel: 'C1',
      inbound: { id: 'Ev1', kind: 'place', at: room, change },
    }),
  );
  test.each([
    ['member-joined-channel', { user: 'UADA' }],
    ['member-left-channel', { user: 'UADA' }],
    ['channel-shared', {}],
    ['channel-unshared', {}],
  ])('who reads along there has changed: %s', (name, event) => {
    const heard = happens(name, event);
    expect(heard).toEqual({ is: 'place', channel: 'C1' });
  });
});

const common = { team: { id: 'T1' }, user: { id: 'UADA', team_id: 'T1' }, trigger_id: '1.2.x' };
describe('what people do', () => {
  test('type a command', () =>
    expect(
      incoming.command(
        recorded('slash-command', {
          team_id: 'T1',
          user_id: 'UADA',
          channel_id: 'C1',
          channel_name: 'privategroup',
          trigger_id: '1.2',
          text: ' hilfe ',
          response_url: 'https://hooks.slack.com/x',
        }),
        around,
      ),
    ).toMatchObject({
      inbound: { id: 'command:1.2', kind: 'command', words: 'hilfe', by: ada, at: room },
      asked: { respondTo: 'https://hooks.slack.com/x', trigger: '1.2' },
    }));
  const click = (action: Json, over: Json = {}) =>
    incoming.action(
      {
        ...recorded('block-action', {
          ...common,
          channel: { id: 'C1', name: 'privategroup' },
          container: { type: 'message', message_ts: '5.1', channel_id: 'C1', thread_ts: null },
          message: { thread_ts: null },
          ...over,
        }),
        actions: [action],
      },
      around,
    );
  test('click a choice: where it stands, and what it is about', () =>
    expect(inboundOf(click({ action_id: 'pick/1', value: 'body:x/post/0\n1:yes' }))).toMatchObject({
      id: 'click:1.2.x',
      kind: 'choice',
      by: ada,
      at: room,
      on: { connection: 'slack', id: 'C1/5.1' },
      about: 'body:x/post/0',
      picked: ['1:yes'],
    }));
  test('click what opens a form', () =>
    expect(click({ action_id: 'form', value: 'V-1' })).toMatchObject({ is: 'form', dialog: 'V-1' }));
  test('click what stands for words', () =>
    expect(inboundOf(click({ action_id: 'do/1', value: 'sprache en' }))).toMatchObject({
      kind: 'command',
      words: 'sprache en',
    }));
  test('click something else, or nothing', () => {
    expect(click({ action_id: 'pick/1', value: 'nonsense' })).toBeUndefined();
    expect(incoming.action({ ...recorded('block-action', common), actions: [] }, around)).toBeUndefined();
  });
  test('send a form, more than once, with what they chose as they read it', () => {
    const sent = (trigger_id: string) =>
      incoming.submission(
        recorded('view-submission', {
          ...common,
          trigger_id,
          view: {
            id: 'V1',
            hash: 'h',
            app_installed_team_id: 'T1',
            private_metadata: '{}',
            state: {
              values: {
                a: { v: { type: 'plain_text_input', value: 'Text' } },
                b: {
                  v: {
                    type: 'radio_buttons',
                    selected_option: { value: '0', text: { type: 'plain_text', text: 'ja' } },
                  },
                },
                c: { v: { type: 'datepicker', selected_date: '2026-07-01' } },
                d: {
                  v: {
                    type: 'checkboxes',
                    selected_options: [{ value: '0', text: { type: 'plain_text', text: 'fertig' } }],
                  },
                },
                e: { v: { type: 'plain_text_input', value: null } },
              },
            },
          },
        }),
        around,
      );
    const first = sent('1');
    expect(first).toMatchObject({
      is: 'sent',
      meta: '{}',
      answers: { a: 'Text', b: 'ja', c: '2026-07-01', d: 'fertig', e: '' },
    });
    expect(first).not.toMatchObject({ id: (sent('2') as { id: string }).id });
  });
  test('take up a message', () =>
    expect(
      incoming.shortcut(
        recorded('message-shortcut', {
          ...common,
          callback_id: 'outcome',
          channel: { id: 'C1', name: 'privategroup' },
          message: { text: 'Ein <mailto:a@b.de|a@b.de>', thread_ts: null },
        }),
        around,
      ),
    ).toMatchObject({ is: 'noted', as: 'outcome', text: 'Ein a@b.de', asked: { by: ada, at: room } }));
  test('begin from anywhere', () =>
    expect(incoming.shortcut({ ...common, type: 'shortcut', callback_id: 'start' }, around)).toMatchObject({
      is: 'start',
    }));
  test('open Home, and not the messages beside it', () => {
    expect(happens('app-home-opened', { tab: 'home' })).toMatchObject({ is: 'home', asked: { user: 'UADA' } });
    expect(happens('app-home-opened', { tab: 'messages' })).toBeUndefined();
  });
  test('are named with the workspace that allowed us, where there are several', () => {
    const body = recorded('message', { team_id: 'TOTHER', event: { ...said, user: 'UADA', channel: 'C1' } });
    const long = { name: (team: string, id: string) => `${team}:${id}`, read: (id: string) => ({ id }) };
    expect(
      inboundOf(incoming.event({ ...body, authorizations: [{ team_id: 'T1' }] }, { ...around, names: long })),
    ).toMatchObject({
      by: { id: 'T1:UADA' },
      at: { room: 'T1:C1' },
    });
  });
});

test('every recorded payload with its blanks, and any part of it missing or something else, throws nothing', () => {
  const readers = [incoming.event, incoming.command, incoming.action, incoming.submission, incoming.shortcut];
  const all = readdirSync(PAYLOADS).flatMap((name) => (name.endsWith('.json') ? [recorded(name.slice(0, -5))] : []));
  for (const body of all) for (const read of readers) read(body, around);
  const spoil = (value: unknown, seed: () => number, junk: () => unknown): unknown => {
    if (seed() % 7 === 0) return junk();
    if (Array.isArray(value)) return value.map((each) => spoil(each, seed, junk));
    if (!isObject(value)) return value === '' ? 'C1' : value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, spoil(each, seed, junk)]));
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.infiniteStream(fc.nat()),
      fc.infiniteStream(fc.anything()),
      (body, numbers, junks) => {
        const spoiled = spoil(
          body,
          () => numbers.next().value,
          () => junks.next().value,
        );
        for (const read of readers) read(spoiled, around);
      },
    ),
    { numRuns: 300 },
  );
});

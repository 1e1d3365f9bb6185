import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchIn, type Event, eventsIn } from '../../src/bots/matrix/events.ts';
import { globs, invitationIn } from '../../src/bots/matrix/invites.ts';
import { receive, refTo, standsAt } from '../../src/bots/matrix/receive.ts';

/** As a real server has sent it. */
const recorded = (name: string): unknown => JSON.parse(readFileSync(`tests/payloads/matrix/${name}.json`, 'utf8'));
const me = '@lotse:hs0.test';
const around = { connection: 'matrix', room: '!r:hs0.test', me, called: 'Kreis Lotse', direct: false };
const heard = (name: string, as = around) =>
  [...(batchIn(recorded(name))?.join ?? [])]
    .flatMap(([room, { timeline }]) => eventsIn(timeline?.events).map((event) => receive(event, { ...as, room })))
    .filter((each) => each !== undefined);
const message = (content: object, more: Partial<Event> = {}): Event => ({
  type: 'm.room.message',
  event_id: '$e',
  sender: '@ada:hs0.test',
  content: { msgtype: 'm.text', ...content },
  ...more,
});
const inbound = (event: Event, as = around) => {
  const found = receive(event, as);
  return found?.is === 'inbound' ? found.inbound : undefined;
};

describe('what a real server sends', () => {
  test('a thread: what is said in it hangs on its root, and the root is not quoted', () => {
    const [root, reply] = heard('sync-thread');
    if (root?.is !== 'inbound' || reply?.is !== 'inbound' || root.inbound.kind !== 'reply')
      throw new Error('not heard');
    expect(root.inbound).toMatchObject({ kind: 'reply', text: 'root' });
    expect(reply.inbound).toMatchObject({ kind: 'reply', text: 'in thread', at: { thread: root.inbound.message?.id } });
    expect(reply.inbound).not.toHaveProperty('to');
  });
  test('an edit names the message that it changes, and has the new words alone', () => {
    const [said, edited] = heard('sync-edit');
    if (said?.is !== 'inbound' || said.inbound.kind !== 'reply') throw new Error('not heard');
    expect(edited).toMatchObject({ inbound: { kind: 'revised', message: said.inbound.message, text: 'Hallo Welt' } });
  });
  test('a reaction waits for what its message says of it; taken away, it names what it was', () => {
    const [, reaction] = heard('sync-reaction');
    if (reaction?.is !== 'reaction') throw new Error('not heard');
    const chosen = reaction.inbound('1:yes', 'body:x/post:y/0');
    expect([reaction.emoji, chosen]).toMatchObject([
      '👍',
      { kind: 'choice', picked: ['1:yes'], about: 'body:x/post:y/0' },
    ]);
    const [gone] = heard('sync-unreact');
    expect(gone).toMatchObject({ inbound: { kind: 'withdrawn', message: 'message' in chosen ? chosen.message : '' } });
  });
  test.each(['sync-redaction', 'sync-redaction-v10'])('a redaction, in %s', (name) =>
    expect(heard(name).filter((each) => each.is === 'inbound')).toMatchObject([{ inbound: { kind: 'withdrawn' } }]),
  );
  test('votes in a poll are all that is marked now, and nonsense is not marked', () => {
    const votes = heard('sync-polls').flatMap((each) => (each.is === 'vote' ? [each.inbound('body:x/post:y/1')] : []));
    expect(votes.length).toBeGreaterThan(1);
    for (const vote of votes) expect(vote).toMatchObject({ kind: 'choice', picked: [], dropped: 'rest' });
    const vote = (answers: unknown) =>
      receive(
        message(
          {
            'm.relates_to': { rel_type: 'm.reference', event_id: '$p' },
            'org.matrix.msc3381.poll.response': { answers },
          },
          { type: 'org.matrix.msc3381.poll.response' },
        ),
        around,
      );
    const given = vote(['1:yes', '3:yes', '1:yes', 'a', 7, '2:no']);
    expect(given?.is === 'vote' && given.inbound('x')).toMatchObject({ picked: ['1:yes', '3:yes'] });
    expect(vote('1:yes')).toBeUndefined();
  });
  test('an invitation names who invites, and into what', () => {
    const [[, state] = ['', []]] = [...(batchIn(recorded('sync-invite'))?.invite ?? [])];
    expect(invitationIn(state, '@bot:hs0.test')).toEqual({ by: '@ann:hs0.test', isDirect: false, isEncrypted: false });
    expect(invitationIn(state, '@other:hs0.test')).toBeUndefined();
  });
  test('being shown out', () => {
    const [[room, events] = ['', []]] = [...(batchIn(recorded('sync-kicked'))?.leave ?? [])];
    expect([room.startsWith('!'), events.map(({ sender }) => sender)]).toEqual([true, ['@ann:hs0.test']]);
  });
});

describe('what people say', () => {
  test.each([
    ['!ak umfrage Di 14 Uhr', 'umfrage Di 14 Uhr'],
    ['!AK hilfe', 'hilfe'],
    ['!ak', 'hilfe'],
    ['Kreis Lotse: aufgaben', 'aufgaben'],
    ['kreis lotse, aufgaben', 'aufgaben'],
    ['@lotse aufgaben', 'aufgaben'],
    ['@lotse:hs0.test: aufgaben', 'aufgaben'],
    ['@lotse', 'hilfe'],
    ['lotse: hilfe', 'hilfe'],
  ])('%s is a command', (body, words) => expect(inbound(message({ body }))).toMatchObject({ kind: 'command', words }));
  test.each([
    'Guten Morgen',
    '!aktiv sein',
    'so geht es: !ak hilfe',
    'Lotse ist hilfreich',
    'Lotsenboot: kommt',
    '@lotsenboot ja',
  ])('%s is talk', (body) => expect(inbound(message({ body }))).toMatchObject({ kind: 'reply', text: body }));
  const pill = (said: string) => `<a href="https://matrix.to/#/${me}">${said}</a>`;
  const pilled = (body: string, html: string, ids = [me]) =>
    inbound(
      message({
        body,
        format: 'org.matrix.custom.html',
        formatted_body: html,
        'm.mentions': { user_ids: ids },
      }),
    );
  test.each([
    ['as a name', 'Kreis Lotse aufgaben', `${pill('Kreis Lotse')} aufgaben`],
    ['with a colon', 'Kreis Lotse: aufgaben', `${pill('Kreis Lotse')}: aufgaben`],
    ['under a name that we have only in that room', 'Unser Bot aufgaben', `<p>${pill('Unser Bot')} aufgaben</p>`],
    ['as Markdown', `[@Kreis Lotse](https://matrix.to/#/${me}) aufgaben`, `${pill('@Kreis Lotse')} aufgaben`],
    ['in angle brackets', `[Kreis Lotse](<https://matrix.to/#/${me}>) aufgaben`, `${pill('Kreis Lotse')} aufgaben`],
    ['escaped', 'A & B: aufgaben', `<a href='https://matrix.to/#/%40lotse%3Ahs0.test'>A &amp; B</a>: aufgaben`],
    ['below an old quotation', 'Unser Bot: aufgaben', `<mx-reply>alt</mx-reply>${pill('Unser Bot')}: aufgaben`],
  ])('a pill at the beginning speaks to us: %s', (_, body, html) =>
    expect(pilled(body, html)).toMatchObject({ kind: 'command', words: 'aufgaben' }),
  );
  test.each([
    ['of somebody else', 'Ada aufgaben', '<a href="https://matrix.to/#/@ada:hs0.test">Ada</a> aufgaben'],
    ['in the middle', 'Das weiß Kreis Lotse', `Das weiß ${pill('Kreis Lotse')}`],
    ['that the words do not begin with', 'Hallo', `${pill('Kreis Lotse')} Hallo`],
  ])('a pill %s does not', (_, body, html) => expect(pilled(body, html)).toMatchObject({ kind: 'reply', text: body }));
  test('a reply quotes, also below an old quotation; in a thread it says whether it does', () => {
    const reply = (more: object, body = '1 ja') =>
      inbound(message({ body, 'm.relates_to': { 'm.in_reply_to': { event_id: '$q' }, ...more } }));
    const quoted = refTo('matrix', '!r:hs0.test', '$q');
    expect(reply({})).toMatchObject({ kind: 'reply', text: '1 ja', to: quoted });
    expect(reply({}, '> <@x:y> alt\n> mehr\n\n1 ja')).toMatchObject({ text: '1 ja', to: quoted });
    expect(reply({ rel_type: 'm.thread', event_id: '$t', is_falling_back: true })).not.toHaveProperty('to');
    expect(reply({ rel_type: 'm.thread', event_id: '$t', is_falling_back: false })).toMatchObject({ to: quoted });
    expect(reply({}, '!ak stimme 1 ja')).toMatchObject({ kind: 'command', words: 'stimme 1 ja', quoting: quoted });
  });
  test('alone with us it is said so', () =>
    expect(inbound(message({ body: 'ja' }), { ...around, direct: true })).toMatchObject({ at: { direct: true } }));
  test('our own words, notices, pictures and what is unknown are nothing', () => {
    for (const event of [
      message({ body: 'x' }, { sender: me }),
      message({ body: 'x', msgtype: 'm.notice' }),
      message({ body: 'x', msgtype: 'm.image' }),
      message({ body: 'x' }, { type: 'm.room.topic' }),
    ])
      expect(receive(event, around)).toBeUndefined();
  });
  test('whatever it is, it is read or dropped, and never a mistake', () =>
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom('m.room.message', 'm.reaction', 'm.room.redaction'),
        (content, type) => {
          for (const event of eventsIn([{ type, event_id: '$e', sender: '@a:b', content }, content]))
            receive(event, around);
          batchIn({ next_batch: 's1', rooms: { join: { '!r': content }, invite: { '!r': content }, leave: content } });
          batchIn(content);
        },
      ),
    ));
});

test('a message is found again by its name, whatever its room is called', () => {
  for (const room of ['!r:hs0.test', '!v12room', '!a/b:hs0.test'])
    expect(standsAt(refTo('matrix', room, '$e-_x'))).toEqual({ room, event: '$e-_x' });
  expect(standsAt({ connection: 'matrix', id: 'nowhere' })).toBeUndefined();
});

test.each([
  [['*:example.org'], ['@ada:example.org'], ['@ada:example.org.evil', '@ada:notexample.org', '@ada:exampleXorg']],
  [['example.org'], ['@ada:example.org'], ['@ada:example.net', '@x:y:example.org.evil']],
  [
    ['@kim:example.org', '@bot-*:a.b'],
    ['@kim:example.org', '@bot-1:a.b'],
    ['@ada:example.org', '@bot:a.b'],
  ],
  [[], [], ['@ada:example.org', '']],
])('%j may invite', (patterns, these, others) => {
  const may = globs(patterns);
  expect([these.every(may), others.some(may)]).toEqual([true, false]);
});

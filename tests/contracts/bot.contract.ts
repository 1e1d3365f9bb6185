import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Answer, Envelope, Inbound, Part } from '../../src/core/messages.ts';
import type { Account, Audience, MessageRef, Spot } from '../../src/core/model/place.ts';
import type { Json } from '../../src/core/model/result.ts';
import { type Bot, DeliveryError, type Door, type Room, type Shelf } from '../../src/core/ports.ts';
import { text } from '../../src/core/texts/doc.ts';
import { later } from '../../src/tools/later.ts';
import { anyDoc, leaves } from './docs.ts';

type Shown = { ref: MessageRef; text: string; under?: MessageRef };
type Fault = 'busy' | 'forbidden' | 'request lost' | 'answer lost';
/** What a person does there, in the room unless said otherwise. `again`: the platform delivers the same event once more. */
export type Person = {
  account: Account;
  types(text: string, more?: { to?: MessageRef; thread?: MessageRef; alone?: true }): Promise<Done>;
  clicks(on: MessageRef, pick: string, was?: string): Promise<Done>;
  /** Where a platform has polls of its own: all that is now marked. */
  polls?(on: MessageRef, all: readonly string[]): Promise<Done>;
  /** Where a platform has forms. */
  submits?(dialog: string, version: number, answers: Readonly<Record<string, string>>): Promise<Done>;
  /** Of the message that the last `types` made. */
  edits(text: string): Promise<Done>;
  deletes(): Promise<Done>;
};
type Done = { again(): Promise<void> };
/** All that a platform has to give, so that this suite can try its bot. */
export type Stage = {
  bot: Bot;
  /** Another replica's bot on the same platform. */
  another(): Bot;
  room: Spot;
  person: Person;
  /** The sign that commands begin with there, and what a mention of nothing looks like. */
  sign: string;
  /** What the room shows to a person, oldest first, with all markup taken for what it means. */
  shows(): Promise<readonly Shown[]>;
  /** The next request meets it. */
  meets(fault: Fault): void;
  /** Who reads along, as the platform tells; `unknown`: it tells nobody. */
  audience(is: Audience | 'unknown'): void | Promise<void>;
  /** Which of them the platform can have at all; otherwise each. */
  audiences?: readonly (Audience | 'unknown')[];
  /** Where its pages ask who may enter which room. */
  rooms?: readonly Room[];
  /** Who may enter the room, where its platform leaves that to us. */
  readers?: () => ReadonlySet<string>;
  /** A choice there is a reaction: a second one leaves the first where it is. */
  reactions?: true;
  /** From now on nothing can be looked up there. */
  blind(): void;
  /** The readable text of one content, and how much of its limit it takes: at most 1. */
  read(content: Json): string;
  fills(content: Json): number;
  end(): Promise<void>;
};

/** A platform may refuse half a character, so one is as good as its replacement. */
const squeeze = (words: string): string => words.toWellFormed().replaceAll(/\s/gu, '');
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const each of Object.values(Object.freeze(value))) frozen(each);
  return value;
};
const fence = { connection: 'c', token: 1 };

/** What every bot does, on whatever platform. */
export const botContract = (name: string, make: () => Promise<Stage>) =>
  describe(`the bot contract on ${name}`, () => {
    let stage: Stage;
    let heard: Inbound[];
    let answer: Answer;
    const begin = async () => {
      stage = await make();
      heard = [];
      answer = { kind: 'done' };
      await stage.bot.start(door);
      await stage.bot.lead({ fence, shelf: shelf() });
      return stage;
    };
    afterEach(() => stage.end());
    const door: Door = {
      async receive(inbound) {
        heard.push(inbound);
        return answer;
      },
      view: async () => undefined,
      overview: async () => undefined,
      calendar: async () => 'over',
      file: async () => undefined,
      commands: () => [],
      rooms: async () => stage.rooms ?? [],
      form: async () => undefined,
      readers: async () => stage.readers?.() ?? new Set<string>(),
      chosen: async (_by, _at, about) => about.map(() => []),
      named: async () => undefined,
      access: async () => undefined,
    };
    const shelf = (kept: Record<string, Json> = {}): Shelf => ({
      read: async (prefix) => Object.fromEntries(Object.entries(kept).filter(([key]) => key.startsWith(prefix))),
      async write(changes) {
        Object.assign(kept, changes);
        return 'done';
      },
    });
    const envelope = (id: string, more: Partial<Envelope> = {}): Envelope => ({
      id: `body:test/post:${id}/0`,
      body: 'body:test',
      revision: 1,
      at: stage.room,
      urgency: 'notice',
      ...more,
    });
    const part = (id: string, words: string, more: Partial<Envelope> = {}): Part => {
      const [content] = stage.bot.render([text(words)]);
      if (content === undefined) throw new Error('nothing to say');
      return { ...envelope(id, more), content, label: 'public' };
    };
    /** One that can be answered by a choice. */
    const offer = (id: string): Part => {
      const choices = [
        { pick: '1:yes', label: 'ja' },
        { pick: '1:no', label: 'nein' },
      ];
      const [content] = stage.bot.render([text('Umfrage', { choices })]);
      if (content === undefined) throw new Error('nothing to say');
      return { ...envelope(id), content, label: 'public' };
    };
    const shown = async () => (await stage.shows()).map((each) => each.text.trim());
    const failure = (work: Promise<unknown>) =>
      work.then(
        () => undefined,
        (error: unknown) => error,
      );

    describe('renders', () => {
      test('anything, the same way each time, without touching it, within the limits, and loses no word', async () => {
        const { bot, fills, read } = await begin();
        fc.assert(
          fc.property(anyDoc, (doc) => {
            const contents = bot.render(frozen(doc));
            expect(bot.render(doc)).toEqual(contents);
            expect(JSON.parse(JSON.stringify(contents))).toEqual(contents);
            for (const content of contents) {
              expect(fills(content)).toBeGreaterThan(0);
              expect(fills(content)).toBeLessThanOrEqual(1);
            }
            const all = squeeze(contents.map(read).join('\n'));
            let from = 0;
            for (const leaf of leaves(doc).map(squeeze)) {
              const at = all.indexOf(leaf, from);
              expect(at, `lost: ${leaf.slice(0, 80)}`).toBeGreaterThanOrEqual(0);
              from = at + leaf.length;
            }
          }),
          { numRuns: 150 },
        );
      });

      test('a Doc that says nothing as nothing that could be empty there', async () => {
        const { bot, read } = await begin();
        for (const content of bot.render([])) expect(read(content).trim()).not.toBe('');
      });
    });

    describe('delivers', () => {
      test('a message, which stands there once, and is found by what it was sent as, also by another replica', async () => {
        const { bot, another } = await begin();
        const ref = await bot.deliver(part('a', 'Hallo Welt'));
        expect(await shown()).toEqual(['Hallo Welt']);
        expect(ref.connection).toBe(bot.connection);
        expect((await stage.shows())[0]?.ref).toEqual(ref);
        expect(await bot.find(envelope('a'))).toEqual(ref);
        expect(await another().find(envelope('a'))).toEqual(ref);
      });

      test('what was never sent is seen to be absent', async () => {
        const { bot } = await begin();
        await bot.deliver(part('a', 'Hallo'));
        expect(await bot.find(envelope('b'))).toBe('absent');
      });

      test('an edit: other words at the same place, as often as one likes', async () => {
        const { bot, another } = await begin();
        const first = await bot.deliver(part('a', 'eins'));
        await bot.deliver(part('b', 'zwei'));
        for (const [words, revision] of [
          ['drei', 2],
          ['drei', 2],
          ['vier', 3],
        ] as const)
          expect(await another().deliver(part('a', words, { revision }), first)).toEqual(first);
        expect(await shown()).toEqual(['vier', 'zwei']);
        expect(await bot.find(envelope('a', { revision: 3 }))).toEqual(first);
      });

      test('under its root, where the platform has threads', async () => {
        const { bot } = await begin();
        const root = await bot.deliver(part('a', 'oben'));
        const leaf = await bot.deliver(part('b', 'darunter', { under: root }));
        const standing = (await stage.shows()).find(({ ref }) => ref.id === leaf.id);
        expect([root, undefined]).toContainEqual(standing?.under);
      });

      test('and removes, and to remove what is gone is no mistake', async () => {
        const { bot } = await begin();
        const [a] = [await bot.deliver(part('a', 'eins')), await bot.deliver(part('b', 'zwei'))];
        await bot.remove(a);
        await bot.remove(a);
        expect(await shown()).toEqual(['zwei']);
      });

      test('what people typed, as text and nothing else', async () => {
        const { bot } = await begin();
        const words = '<@U1> *b* [x](https://e.example) <b>&amp;</b> @room';
        await bot.deliver(part('a', words));
        expect(await shown()).toEqual([words]);
      });
    });

    describe('says what became of a message', () => {
      test('that is refused for now: it is not there, and may be sent later', async () => {
        const { bot, meets } = await begin();
        meets('busy');
        const error = await failure(bot.deliver(part('a', 'Hallo')));
        if (!(error instanceof DeliveryError)) throw error;
        expect(error.again).toBe('later');
        expect(await shown()).toEqual([]);
        await new Promise((resolve) => void later(error.afterMs ?? 0, () => resolve(undefined))); // not before its time
        await bot.deliver(part('a', 'Hallo'));
        expect(await shown()).toEqual(['Hallo']);
      });

      test('that is refused for good: it is not there', async () => {
        const { bot, meets } = await begin();
        meets('forbidden');
        expect(await failure(bot.deliver(part('a', 'Hallo')))).toMatchObject({ again: 'never' });
        expect(await shown()).toEqual([]);
      });

      test('whose request was lost: nobody knows, and looking shows that it is absent', async () => {
        const { bot, meets } = await begin();
        meets('request lost');
        expect(await failure(bot.deliver(part('a', 'Hallo')))).toMatchObject({ again: 'unknown' });
        expect(await bot.find(envelope('a'))).toBe('absent');
      });

      test('whose answer was lost: nobody knows, and looking finds it', async () => {
        const { bot, another, meets } = await begin();
        meets('answer lost');
        expect(await failure(bot.deliver(part('a', 'Hallo')))).toMatchObject({ again: 'unknown' });
        const [standing] = await stage.shows();
        expect(await another().find(envelope('a'))).toEqual(standing?.ref);
      });

      test('an edit of what is gone there: never', async () => {
        const { bot } = await begin();
        const ref = await bot.deliver(part('a', 'eins'));
        await bot.remove(ref);
        expect(await failure(bot.deliver(part('a', 'zwei', { revision: 2 }), ref))).toMatchObject({ again: 'never' });
        expect(await shown()).toEqual([]);
      });

      test('when nothing can be looked up: unknown, and never absent', async () => {
        const { bot, blind } = await begin();
        await bot.deliver(part('a', 'Hallo'));
        blind();
        expect(await bot.find(envelope('a'))).toBe('unknown');
        expect(await bot.find(envelope('b'))).toBe('unknown');
      });
    });

    test.each(['members', 'guests', 'anyone', 'unknown'] as const)(
      'tells the audience as it is now: %s',
      async (is) => {
        const { bot, room, audience, audiences = [is] } = await begin();
        if (!audiences.includes(is)) return;
        await audience('members');
        await bot.audience(room);
        await audience(is);
        expect(await bot.audience(room)).toBe(is);
      },
    );

    describe('receives', () => {
      const from = () => ({
        id: expect.stringMatching(/./),
        by: stage.person.account,
        at: expect.objectContaining({ connection: stage.room.connection, room: stage.room.room }),
      });

      test('a command, with its words as typed', async () => {
        const { person, sign } = await begin();
        await person.types(`${sign} umfrage Wohnen  Di 14 Uhr;\nDo 10 Uhr „ä🗳️“`);
        expect(heard).toEqual([expect.objectContaining({ ...from(), kind: 'command' })]);
        expect(heard[0]).toMatchObject({
          words: expect.stringMatching(/^umfrage Wohnen {1,2}Di 14 Uhr;\nDo 10 Uhr „ä🗳️“$/),
        });
      });

      test('the bare sign, as a wish for help', async () => {
        const { person, sign } = await begin();
        await person.types(sign);
        expect(heard).toMatchObject([{ kind: 'command', words: expect.stringMatching(/^(hilfe)?$/) }]);
      });

      test('talk, also about what looks like the sign but is none', async () => {
        const { person, sign } = await begin();
        for (const words of ['Guten Morgen', `${sign}tiv sein`, `so geht es: ${sign} hilfe`]) await person.types(words);
        expect(heard).toMatchObject(
          ['Guten Morgen', `${sign}tiv sein`, `so geht es: ${sign} hilfe`].map((words) => ({
            kind: 'reply',
            text: words,
          })),
        );
      });

      test('a reply to a message of ours, and one in a conversation', async () => {
        const { bot, person, sign } = await begin();
        const ref = await bot.deliver(part('a', 'Umfrage'));
        await person.types('1 ja', { to: ref });
        await person.types('2 ja', { thread: ref });
        await person.types(`${sign} stimme 1 ja`, { to: ref });
        expect(heard[0]).toMatchObject({ kind: 'reply', text: '1 ja', to: ref });
        expect(heard[1]).toMatchObject({ kind: 'reply', text: '2 ja', at: { thread: ref.id } });
        expect(heard[2]).toMatchObject({ kind: 'command', words: 'stimme 1 ja', quoting: ref });
      });

      test('what is said to us alone, as such', async () => {
        const { person } = await begin();
        await person.types('ja', { alone: true });
        expect(heard).toMatchObject([{ kind: 'reply', at: { direct: true } }]);
      });

      test('a click, as what it changed', async () => {
        const { bot, person } = await begin();
        const ref = await bot.deliver(offer('a'));
        await person.clicks(ref, '1:yes');
        await person.clicks(ref, '1:no', '1:yes');
        const dropped = stage.reactions ? [] : ['1:yes'];
        expect(heard).toMatchObject([
          { ...from(), kind: 'choice', on: ref, picked: ['1:yes'], dropped: [] },
          { ...from(), kind: 'choice', on: ref, picked: ['1:no'], dropped },
        ]);
      });

      test('a poll of the platform’s own, as all that is marked', async () => {
        const { bot, person } = await begin();
        if (person.polls === undefined) return;
        const ref = await bot.deliver(part('a', 'Umfrage'));
        await person.polls(ref, ['1:yes', '2:no']);
        await person.polls(ref, []);
        expect(heard).toMatchObject([
          { kind: 'choice', on: ref, picked: ['1:yes', '2:no'], dropped: 'rest' },
          { kind: 'choice', on: ref, picked: [], dropped: 'rest' },
        ]);
      });

      test('a form, with the answers as typed', async () => {
        const { person } = await begin();
        if (person.submits === undefined) return;
        const answers = { 'offer.2.title': 'Café „Lotse“ <b>', yes: '' };
        await person.submits('D-1', 3, answers);
        expect(heard).toMatchObject([{ ...from(), kind: 'form', dialog: 'D-1', version: 3, answers }]);
      });

      test('the edit and the deletion of a message, by the name that it had when it was sent', async () => {
        const { person } = await begin();
        await person.types('1 ja');
        await person.edits('1 nein');
        await person.deletes();
        const message = heard[0]?.kind === 'reply' ? heard[0].message : undefined;
        expect(message).toBeDefined();
        expect(heard.slice(1)).toMatchObject([
          { ...from(), kind: 'revised', message, text: '1 nein' },
          { ...from(), kind: 'withdrawn', message },
        ]);
      });

      test('each event under a name of its own, and a redelivered one under the same', async () => {
        const { bot, person, sign } = await begin();
        const ref = await bot.deliver(offer('a'));
        for (const act of [
          () => person.types('a'),
          () => person.types('a'),
          () => person.types(`${sign} hilfe`),
          () => person.clicks(ref, '1:yes'),
          () => person.clicks(ref, '1:no'),
        ])
          await (await act()).again();
        expect(new Set(heard.map(({ id }) => id)).size).toBe(5);
        expect(heard).toHaveLength(10);
        for (const id of new Set(heard.map((each) => each.id))) {
          const [first, second] = heard.filter((each) => each.id === id);
          expect(second).toEqual(first);
        }
      });

      test('and goes on after an answer that nothing was saved', async () => {
        const { person } = await begin();
        answer = { kind: 'failed', say: [text('Gerade nicht.')] };
        const done = await person.types('a');
        answer = { kind: 'done' };
        await done.again();
        expect(heard).toHaveLength(2);
        expect(heard[1]).toEqual(heard[0]);
      });
    });

    describe('lives', () => {
      test('from start to stop: afterwards it hears nothing, and to stop twice is no mistake', async () => {
        const { bot, person } = await begin();
        await bot.stop();
        await bot.stop();
        await person.types('a').catch(() => {});
        expect(heard).toEqual([]);
      });

      test('again after it was stopped', async () => {
        const { bot, person } = await begin();
        await bot.stop();
        await bot.start(door);
        await bot.lead({ fence: { ...fence, token: 2 }, shelf: shelf() });
        await person.types('a');
        expect(heard).toHaveLength(1);
      });

      test('and leads again with each new fence, keeping what it knows on the shelf', async () => {
        const { bot } = await begin();
        const kept = {};
        await bot.lead({ fence: { ...fence, token: 2 }, shelf: shelf(kept) });
        await bot.lead({ fence: { ...fence, token: 3 }, shelf: shelf(kept) });
        await bot.deliver(part('a', 'Hallo'));
        expect(await shown()).toEqual(['Hallo']);
      });

      test('and bears it that another leads by now', async () => {
        const { bot } = await begin();
        await bot.lead({ fence, shelf: { ...shelf(), write: async () => 'fenced' } });
        await bot.stop();
      });
    });
  });

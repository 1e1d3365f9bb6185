import type { Answer, Inbound } from '../../core/messages.ts';
import type { ConnectionId } from '../../core/model/place.ts';
import { type Door, type Log, type Timer, Unavailable } from '../../core/ports.ts';
import type { Doc } from '../../core/texts/doc.ts';
import { answersIn, docWords, metaIn, modalOf } from './forms.ts';
import { gate } from './gate.ts';
import { homeOf } from './home.ts';
import { fieldIn, textIn } from './json.ts';
import { type Handle, type Kind, NotKept } from './listen.ts';
import type { Around, Asked, Heard } from './receive.ts';
import * as incoming from './receive.ts';
import type { Names } from './refs.ts';
import { type Ack, once, saying } from './saying.ts';
import type { showing } from './show.ts';
import { ELSEWHERE, type Team, type Teams } from './team.ts';
import { isRevoked, Limited, Lost, Refused } from './web-api.ts';
import { namedIn } from './words.ts';

/** Slack waits 3 s, and the way to it takes some of them. */
const ACK_MS = 2_200;
/** So many deeds are looked at at once; whoever has to wait for too long is asked to come again. */
const MOST = 100;
const PATIENCE_MS = 1_500;
/** Of so many it is known that they were answered; who forgets one only says it again. */
const REMEMBERED = 5_000;
const LONGEST_QUOTE = 1_500;
/** Whoever reads these may speak either language. */
const say = (words: string): Doc => [{ is: 'text', words: [words] }];
const BUSY = say(
  'Gerade ist sehr viel los, und ich habe nichts gespeichert. Bitte noch einmal. / Too much is going on right now, and nothing was saved. Please try again.',
);
const LATE = say(
  'Das dauert einen Moment. Kommt in einer Minute keine Antwort, dann bitte noch einmal. / This takes a moment. If there is no answer within a minute, please try again.',
);
const AGAIN = say('Bitte noch einmal. / Please try again.');

type Parts = {
  connection: ConnectionId;
  names: Names;
  teams: Teams;
  later: Timer;
  log: Log;
  door: () => Door | undefined;
  show: ReturnType<typeof showing>;
  /** The token is not ours any more; or the app was taken out of that workspace. */
  lost(team: string, id: string, change: 'revoked' | 'uninstalled'): Promise<void>;
};

/** One of each kind, whatever it is about. */
const readers = {
  event: incoming.event,
  command: incoming.command,
  action: incoming.action,
  submission: incoming.submission,
  shortcut: incoming.shortcut,
} satisfies Record<Kind, (body: unknown, around: Around) => Heard | undefined>;

export const hearing = (parts: Parts): { handle: Handle; idle(): Promise<void> } => {
  const { connection, names, teams, later, log, door, show, lost } = parts;
  const underway = new Set<Promise<unknown>>();
  const enter = gate(MOST, PATIENCE_MS, later);

  const receive = async (inbound: Inbound): Promise<Answer> => {
    const answer = await door()?.receive(inbound);
    if (answer === undefined) throw new NotKept('stopped');
    return answer;
  };
  /** Whom a text names, by the names that we know them by. */
  const peopleIn = async (body: unknown, team: string): Promise<ReadonlyMap<string, string>> => {
    const written = [
      textIn(body, 'text'),
      textIn(body, 'event', 'text'),
      textIn(body, 'event', 'message', 'text'),
      textIn(body, 'message', 'text'),
    ];
    const users = written.flatMap((text) => (text === undefined ? [] : namedIn(text)));
    const found = new Map<string, string>();
    for (const user of users) {
      const name = await door()?.named({ connection, id: names.name(team, user) });
      if (name !== undefined) found.set(user, name);
    }
    return found;
  };

  const answered = new Set<string>();
  const isFirst = (id: string): boolean => {
    if (answered.has(id)) return false;
    if (answered.size >= REMEMBERED) answered.clear();
    answered.add(id);
    return true;
  };
  /** Opens within the few seconds that a trigger lives. */
  const open = async (team: Team, asked: Asked, dialog: string, quote?: string): Promise<boolean> => {
    if (asked.trigger === undefined) return false;
    const form = await door()?.form(dialog, asked.by, asked.at);
    if (typeof form !== 'object') return false;
    try {
      await team.views('views.open', {
        trigger_id: asked.trigger,
        view: modalOf(form, asked.at, quote === undefined ? {} : { quote }),
      });
      return true;
    } catch (error) {
      if (error instanceof Refused || error instanceof Limited || error instanceof Lost) return false; // in the conversation, then
      throw error;
    }
  };

  /** What somebody did: kept first, then acknowledged, and answered so that they see it. */
  const did = async (
    team: Team,
    kind: Kind,
    { inbound, asked }: Extract<Heard, { is: 'inbound' }>,
    acknowledge: Ack,
  ): Promise<void> => {
    const answer = await receive(inbound);
    if (answer.kind === 'failed' && kind === 'event') throw new NotKept('nothing was saved'); // it comes again
    const typed = kind === 'command';
    if (!typed) await acknowledge();
    if (kind === 'event' && !isFirst(inbound.id)) return; // a mention is two events, and one answer
    const withAck = typed ? acknowledge : undefined;
    if (answer.kind === 'failed') return show(team, asked, answer, [...answer.say, ...AGAIN], withAck);
    if (answer.kind === 'refused') return show(team, asked, answer, answer.say, withAck);
    const isOpen = answer.form !== undefined && (await open(team, asked, answer.form.dialog));
    if (isOpen || answer.say === undefined || answer.posted === true) {
      await acknowledge();
      return;
    }
    await show(team, asked, answer, answer.say, withAck);
  };

  /** A form that was sent: wrong answers stay where they were typed; what comes next takes its place. */
  const sent = async (team: Team, heard: Extract<Heard, { is: 'sent' }>, acknowledge: Ack): Promise<void> => {
    const meta = metaIn(heard.meta);
    if (meta === undefined) return void (await acknowledge());
    const { dialog, version, at, quote } = meta;
    const asked = { ...heard.asked, at };
    const before = await door()?.form(dialog, asked.by, at);
    const answers = answersIn(heard.answers, typeof before === 'object' ? before.fields : []);
    const id = `form:${heard.id}`;
    const answer = await receive({ id, kind: 'form', by: asked.by, at, dialog, version, answers });
    const form = await door()?.form(dialog, asked.by, at);
    const blocks = Object.keys(heard.answers);
    const fields =
      answer.kind === 'refused' ? Object.entries(answer.fields ?? {}).filter(([path]) => blocks.includes(path)) : [];
    if (fields.length > 0) {
      const errors = Object.fromEntries(fields.map(([path, why]) => [path, docWords(why)]));
      return void (await acknowledge({ response_action: 'errors', errors }));
    }
    const why =
      answer.kind === 'failed' ? [...answer.say, ...AGAIN] : answer.kind === 'refused' ? answer.say : undefined;
    const [block] = blocks;
    if (why !== undefined && block !== undefined && (answer.kind === 'failed' || typeof form !== 'object'))
      return void (await acknowledge({ response_action: 'errors', errors: { [block]: docWords(why) } })); // nothing typed is lost
    if (typeof form === 'object')
      return void (await acknowledge({
        response_action: 'update',
        view: modalOf(form, at, { ...(why && { said: why }), ...(quote !== undefined && { quote }) }),
      }));
    await acknowledge({ response_action: 'clear' });
    if (answer.kind === 'done' && answer.say !== undefined && answer.posted !== true)
      await show(team, asked, answer, answer.say);
  };

  const noted = async (
    team: Team,
    { as, text, asked }: Extract<Heard, { is: 'noted' }>,
    acknowledge: Ack,
  ): Promise<void> => {
    const words = text.replaceAll(/\s+/g, ' ').trim();
    const does = as === 'agenda' ? `top ${words}` : 'ergebnisse aufnehmen';
    const inbound: Inbound = {
      id: `shortcut:${asked.trigger}`,
      kind: 'command',
      by: asked.by,
      at: asked.at,
      words: does,
    };
    if (as === 'agenda') return did(team, 'shortcut', { is: 'inbound', inbound, asked }, acknowledge);
    const answer = await receive(inbound);
    const dialog = answer.kind === 'done' ? answer.form?.dialog : undefined;
    const isOpen = dialog !== undefined && (await open(team, asked, dialog, words.slice(0, LONGEST_QUOTE)));
    await acknowledge();
    if (!isOpen && answer.say !== undefined) await show(team, asked, answer, answer.say);
  };

  const one = async (team: Team, kind: Kind, heard: Heard, acknowledge: Ack): Promise<void> => {
    switch (heard.is) {
      case 'inbound':
        return did(team, kind, heard, acknowledge);
      case 'form': {
        const isOpen = await open(team, heard.asked, heard.dialog);
        await acknowledge();
        if (!isOpen) await show(team, heard.asked, { kind: 'done' }, AGAIN);
        return;
      }
      case 'sent':
        return sent(team, heard, acknowledge);
      case 'noted':
        return noted(team, heard, acknowledge);
      case 'start':
      case 'home': {
        await acknowledge();
        const here = door();
        if (here === undefined) return;
        const view = await homeOf(here, heard.asked.by);
        if (heard.is === 'home') await team.views('views.publish', { user_id: heard.asked.user, view });
        else
          await team.views('views.open', {
            trigger_id: heard.asked.trigger,
            view: { ...view, type: 'modal', callback_id: 'home', title: { type: 'plain_text', text: 'Gremienlotse' } },
          });
        return;
      }
      case 'place':
        if (heard.inbound !== undefined && (await receive(heard.inbound)).kind === 'failed') throw new NotKept('place');
        return;
    }
  };

  const handle = async (kind: Kind, body: unknown, acknowledge: Ack): Promise<void> => {
    const team = incoming.teamIn(body);
    const type = textIn(body, 'event', 'type');
    if (
      type === 'app_uninstalled' ||
      (type === 'tokens_revoked' && fieldIn(body, 'event', 'tokens', 'bot') !== undefined)
    ) {
      await lost(team, textIn(body, 'event_id') ?? type, type === 'app_uninstalled' ? 'uninstalled' : 'revoked');
      return;
    }
    const own = await teams.of(team);
    const people = await peopleIn(body, team);
    const around: Around = { connection, names, me: own.me, named: (user) => people.get(user) };
    const heard = readers[kind](body, around);
    if (heard === undefined) await acknowledge();
    else await one(own, kind, heard, acknowledge);
  };
  /** Events come again, as nobody has acknowledged them; whatever else somebody does never does, so that they are told. */
  const again = async (kind: Kind, body: unknown, acknowledge: Ack, say: Doc): Promise<void> => {
    if (kind === 'event') throw new NotKept('nothing was saved');
    const isSaid = await acknowledge(saying(kind, body, say));
    const url = textIn(body, 'response_url');
    if (url !== undefined && (kind === 'action' || kind === 'shortcut' || !isSaid)) await show.respond(url, say);
  };
  const orAgain = async (kind: Kind, body: unknown, acknowledge: Ack): Promise<void> => {
    const leave = kind === 'event' ? () => {} : await enter();
    if (leave === undefined) {
      log.note('too much at once', { connection });
      return again(kind, body, acknowledge, BUSY);
    }
    let isInside = true;
    const go = (): void => {
      if (isInside) leave();
      isInside = false;
    };
    /** What is kept makes room for the next: answers have to wait for their turn. */
    const kept: Ack = (response) => {
      go();
      return acknowledge(response);
    };
    try {
      await handle(kind, body, kept);
    } catch (error) {
      if (error instanceof Refused && error.code === ELSEWHERE) {
        await acknowledge(); // not one of our workspaces
        return;
      }
      if (error instanceof NotKept || error instanceof Unavailable || isRevoked(error))
        return again(kind, body, acknowledge, AGAIN);
      const isTheirs = error instanceof Refused || error instanceof Limited || error instanceof Lost;
      if (!isTheirs) {
        if (kind !== 'event') await again(kind, body, acknowledge, AGAIN);
        throw error;
      }
      log.note('a wish that Slack did not take', { connection });
      if (kind !== 'event') await acknowledge(); // of an event it was kept, and only showing it failed
    } finally {
      go();
    }
  };

  return {
    async handle(kind, body, acknowledge) {
      const ack = once(acknowledge);
      const callOff = kind === 'event' ? () => {} : later(ACK_MS, () => void ack(saying(kind, body, LATE)));
      const work = orAgain(kind, body, ack).finally(callOff);
      underway.add(work);
      await work.finally(() => underway.delete(work));
    },
    async idle() {
      await Promise.allSettled(underway);
    },
  };
};

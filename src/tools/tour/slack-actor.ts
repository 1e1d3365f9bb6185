import type { Payload } from '../../bots/memory/receive.ts';
import { pressed } from '../../bots/slack/render.ts';
import type { Form } from '../../core/texts/doc.ts';
import type { Told } from '../../story/stage.ts';
import { elementsOf } from '../slack/blocks.ts';
import { type Json, json, list, word } from '../slack/json.ts';
import type { SlackPerson } from '../slack/people.ts';
import { type Control, labelOf, linesIn, type SeenMessage } from '../slack/seen.ts';
import type { SlackRooms } from './slack-rooms.ts';

type Place = SlackRooms['channels'][number]['channel'] | 'bot';
type Room = { name: string; by: SlackPerson; place: Place };
type Clicked = Extract<Payload, { type: 'clicked' }>;
type Typed = Extract<Payload, { type: 'typed' }>;
type Parts = {
  there: Pick<SlackRooms, 'workspace' | 'people' | 'channels'>;
  /** The form that this person has open, as far as it has come. */
  formOf(person: SlackPerson): Promise<Form | undefined>;
  /** What the file is called that stands there. */
  fileAt(id: string): string | undefined;
};

/**
 * The people of a story at their Slack clients: they click where there is a button, go through each second dialog in its form,
 * and write otherwise. Acts say whether anything came to us by them.
 */
export const slackActor = ({ there: { workspace, people, channels }, formOf, fileAt }: Parts) => {
  const rooms: readonly Room[] = [
    ...channels.map(({ channel, by }) => ({ name: channel.id, by, place: channel })),
    ...[...people.values()].map((by) => ({ name: by.id, by, place: 'bot' as const })),
  ];
  /** As messages are called: those alone with somebody by the channel that Slack has for that. */
  const idOf = ({ by, place }: Room): string | undefined => (place === 'bot' ? workspace.directWith(by)?.id : place.id);
  const placeOf = (name: string): Place => rooms.find((room) => room.name === name)?.place ?? 'bot';
  const ours = (room: Room): readonly SeenMessage[] =>
    idOf(room) === undefined ? [] : room.by.sees(room.place).filter(({ by }) => by === workspace.botUser);
  const messageAt = (id: string): SeenMessage | undefined => {
    const { channel, ts } = partsOf(id);
    const room = rooms.find((each) => idOf(each) === channel);
    return room && ours(room).find((message) => message.ts === ts);
  };
  const rootOf = (id: string): string => messageAt(id)?.thread ?? partsOf(id).ts;

  let dialogs = 0;
  /** Who goes through their dialog in its form. */
  const inForms = new Set<string>();

  const click = async (person: SlackPerson, { room, on, button }: Clicked, label: string): Promise<true> => {
    const place = placeOf(room);
    const message = messageAt(on);
    const found = message && buttonFor(message, button);
    const channel = place === 'bot' ? workspace.directWith(person) : place;
    if (found === undefined || message === undefined || channel === undefined)
      await person.say(place, label, { thread: rootOf(on) });
    else if (found.option === undefined) await person.click({ in: channel, ts: message.ts }, found.action);
    else await person.choose({ in: channel, ts: message.ts }, found.action, found.option);
    return true;
  };
  /** Alone with us one writes below, in a channel in the thread. */
  const write = async (person: SlackPerson, { room, text, to }: Typed): Promise<boolean> => {
    const place = placeOf(room);
    const message = to === undefined ? undefined : messageAt(to);
    // nobody can send nothing; whoever is at a loss for words sends a sign
    if (text.trim() === '') {
      if (message !== undefined) await person.react(place, message.ts, 'shrug');
      return false;
    }
    const isBelow = to === undefined || (place === 'bot' && message?.thread === undefined);
    await person.say(place, text, isBelow ? {} : { thread: rootOf(to) });
    return true;
  };
  const answer = async (person: SlackPerson, typed: Typed): Promise<boolean> => {
    const asked = typed.to === undefined ? undefined : messageAt(typed.to);
    const channel = placeOf(typed.room) === 'bot' ? workspace.directWith(person) : placeOf(typed.room);
    // the form was left for something that is easier to say, and is taken up again
    if (inForms.has(person.id) && person.modal() === undefined && typeof channel === 'object')
      if (asked?.controls.some(({ action }) => action === 'form'))
        await person.click({ in: channel, ts: asked.ts }, 'form');
    const filled = person.modal() === undefined ? undefined : await fillIn(person, typed.text);
    if (filled === undefined) {
      if (person.modal() !== undefined) await person.close();
      return write(person, typed);
    }
    await person.submit(filled);
    return true;
  };
  /** What stands in the form for these words; undefined if it has no place for them. */
  const fillIn = async (person: SlackPerson, text: string) => {
    if (text.trim() === '') return {};
    const form = await formOf(person);
    const path = form?.fields.find(({ open }) => open)?.path;
    const control = person.modal()?.controls.find(({ block }) => block === path);
    const given = control && inControl(control, text);
    return path === undefined || given === undefined ? undefined : { [path]: given };
  };

  return {
    /** `label`: what is written on the button that is clicked. */
    async act(payload: Payload, label: string): Promise<boolean> {
      const person = people.get(payload.user);
      if (person === undefined) throw new Error(`nobody is ${payload.user}`);
      if (payload.type === 'clicked') return click(person, payload, label);
      if (payload.type !== 'typed') throw new Error(`no story has ${payload.type}`);
      const [, words] = /^!ak (.*)$/s.exec(payload.text) ?? [];
      if (words === undefined) return payload.to === undefined ? write(person, payload) : answer(person, payload);
      await person.slash(placeOf(payload.room), `/ak ${words}`);
      return true;
    },
    /** A dialog has begun, and its form is open. */
    begun(user: string): void {
      dialogs += 1;
      const person = people.get(user);
      if (person === undefined) return;
      inForms.delete(user);
      if (dialogs % 2 === 1) inForms.add(user);
    },
    async leaves(user: string): Promise<void> {
      const person = people.get(user);
      if (person?.modal() !== undefined && !inForms.has(user)) await person.close();
    },
    hasForm: (user: string): boolean => people.get(user)?.modal() !== undefined,
    messages: (): readonly Told[] =>
      rooms.flatMap((room) =>
        ours(room)
          .filter(({ onlyForMe }) => !onlyForMe)
          .map((message) => ({
            id: `${idOf(room)}/${message.ts}`,
            room: room.name,
            text: wordsOf(message),
            clickable: message.controls.some(({ action }) => action !== 'form'),
            ...(message.thread !== undefined &&
              message.thread !== message.ts && { thread: `${idOf(room)}/${message.thread}` }),
          })),
      ),
    read(id: string): string {
      const message = messageAt(id);
      return message === undefined ? (fileAt(id) ?? '') : wordsOf(message);
    },
  };
};

const partsOf = (id: string): { channel: string; ts: string } => {
  const at = id.lastIndexOf('/');
  return { channel: id.slice(0, at), ts: id.slice(at + 1) };
};
/** As it is laid out: each row of buttons below what it belongs to. */
const wordsOf = ({ blocks, lines }: SeenMessage): string =>
  (blocks.length === 0 ? lines : blocks.flatMap((block) => [...linesIn([block]), ...buttonsIn(block)])).join('\n');
const buttonsIn = (block: Json): readonly string[] => {
  const labels = elementsOf(block).map((element) => `[${labelOf(block, element)}]`);
  return labels.length === 0 ? [] : [`   ${labels.join(' ')}`];
};
/** What is to be clicked, or chosen among what a menu has. */
const buttonFor = ({ blocks }: SeenMessage, pick: string): { action: string; option?: string } | undefined => {
  for (const element of blocks.flatMap(elementsOf)) {
    const action = word(element['action_id']) ?? '';
    if (pressed(word(element['value']) ?? '')?.pick === pick) return { action };
    const option = list(element['options']).find((each) => pressed(word(each['value']) ?? '')?.pick === pick);
    if (option !== undefined) return { action, option: word(json(option['text'])['text']) ?? '' };
  }
  return undefined;
};
const ALL_RIGHT = /^(ja|stimmt|fertig|yes|right|done)$/i;
const inControl = ({ type, options = [] }: Control, text: string): string | readonly string[] | undefined => {
  switch (type) {
    case 'radio_buttons':
    case 'static_select':
      return options.find((each) => each.toLowerCase() === text.toLowerCase());
    case 'checkboxes':
      return ALL_RIGHT.test(text) ? options : undefined;
    case 'plain_text_input':
      return text;
    default:
      return undefined;
  }
};

import { styleText } from 'node:util';
import type { Language } from '../../core/model/place.ts';
import { inZone, type Zone } from '../../core/model/time.ts';
import { dates } from '../../core/texts/dates.ts';
import type { District } from '../../districts/format.ts';
import type { Event } from './events.ts';

const WIDTH = 100;
const INDENT = ' '.repeat(11);
const phrases = {
  de: { says: 'Lotse', edits: 'Lotse ändert', alone: 'Lotse, nur für', direct: 'Direkt mit', also: 'auch in' },
  en: { says: 'Lotse', edits: 'Lotse edits', alone: 'Lotse, only for', direct: 'Alone with', also: 'also in' },
} as const satisfies Record<Language, object>;

/** The rooms as people see them, printed as they fill: a day, a room, who says what, and what the bot says then. */
export const transcript = (district: District, print: (line: string) => void) => {
  const { zone, language } = district.district;
  const say = phrases[language];
  /** Plain where standard output is no terminal, or colours are not wanted. */
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    styleText(style, text, { stream: process.stdout });
  const shown = new Map<string, string>();
  let [day, place, moment] = ['', '', ''];
  let held: Event | undefined;
  /** What was printed at this moment, and the rooms of which it was said that it stands there, too. */
  let mirrored = { at: '', texts: new Map<string, string>(), rooms: new Set<string>() };

  const roomName = (name: string): string => {
    const [connection = '', ...rest] = name.split('/');
    const found = Object.values(district.places).find(
      (each) => each.connection === connection && each.room === rest.join('/'),
    );
    const person = found?.person === undefined ? undefined : district.persons[found.person]?.name;
    const owner =
      person === undefined ? district.organizations[found?.organization ?? '']?.short : `${say.direct} ${person}`;
    return `${owner ?? name} · ${connection}`;
  };
  /** The day, the room and the minute are said when they change. */
  const head = (event: Event): string => {
    const today = dates(language).day(inZone(event.at, zone).toPlainDate().toString());
    if (today !== day) print(`\n${paint('bold', today)}`);
    if (today !== day || event.place !== place) print(`  ${paint('underline', roomName(event.place))}`);
    const minute = clock(event.at, zone);
    const said = today !== day || event.place !== place || minute !== moment ? minute : '     ';
    [day, place, moment] = [today, event.place, minute];
    return `    ${paint('dim', said)}  `;
  };
  const block = (text: string, mark: string) => {
    for (const line of text.split('\n').flatMap((each) => wrapped(each, WIDTH - INDENT.length - mark.length)))
      print(`${INDENT}${mark}${line}`);
  };
  /** An answer that says the same as the post that follows it is not printed twice. */
  const release = (next?: Event) => {
    const event = held;
    held = undefined;
    if (
      event?.answer === undefined ||
      event.answer.text === '' ||
      (next?.kind === 'post' && next.text === event.answer.text)
    )
      return;
    print(`${INDENT}${paint('dim', `${say.alone} ${event.by}:`)}`);
    block(event.answer.text, '  ');
  };
  const post = (event: Event) => {
    const before = shown.get(event.key);
    shown.set(event.key, event.text);
    const old = new Set((before ?? '').split('\n'));
    const lines = event.text.split('\n').filter((line) => event.kind === 'post' || !old.has(line));
    if (lines.length === 0) return;
    if (mirrored.at !== event.at) mirrored = { at: event.at, texts: new Map(), rooms: new Set() };
    const stem = event.key.replace(/:R-\d+$/, '');
    const bare = lines.join('\n').replace(/@\S+ \((.*?)\)/g, '$1'); // who is mentioned differs from platform to platform
    if (mirrored.texts.get(stem) === bare) {
      if (!mirrored.rooms.has(event.place)) print(`${INDENT}${paint('dim', `(${say.also} ${roomName(event.place)})`)}`);
      mirrored.rooms.add(event.place);
      return;
    }
    mirrored.texts.set(stem, bare);
    const at = head(event);
    const title = (event.text.split('\n')[0] ?? '').replace(/^# /, '');
    print(
      event.kind === 'post'
        ? `${at}${paint(['bold', 'red'], say.says)}`
        : `${at}${paint('dim', `${say.edits}: ${title}`)}`,
    );
    block(lines.join('\n'), event.kind === 'post' ? '  ' : '  ~ ');
  };

  return {
    chapter(title: string) {
      release();
      print(`\n${paint(['bold', 'inverse'], ` ${title} `)}`);
      [day, place] = ['', ''];
    },
    tell(event: Event) {
      release(event);
      if (event.kind === 'post' || event.kind === 'edit') return post(event);
      if (event.kind === 'tick') return;
      const [first = '', ...more] = wrapped(
        event.kind === 'choice' ? `[${event.text}]` : event.text,
        WIDTH - INDENT.length - event.by.length - 2,
      );
      print(`${head(event)}${paint('bold', event.by)}: ${paint('cyan', first)}`);
      for (const line of more) print(`${INDENT}${' '.repeat(event.by.length + 2)}${paint('cyan', line)}`);
      held = event;
    },
    end: () => release(),
  };
};

const clock = (at: string, zone: Zone): string => inZone(at, zone).toPlainTime().toString({ smallestUnit: 'minute' });
const wrapped = (text: string, width: number): readonly string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1);
      if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  });

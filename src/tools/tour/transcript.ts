import { styleText } from 'node:util';
import type { Language } from '../../core/model/place.ts';
import { inZone, type Zone } from '../../core/model/time.ts';
import { dates } from '../../core/texts/dates.ts';
import type { District } from '../../districts/format.ts';
import { changesIn } from './changes.ts';
import type { Event } from './events.ts';

const WIDTH = 100;
const INDENT = ' '.repeat(11);
/** A longer answer that was shown before is told by its changes. */
const LONG = 8;
const phrases = {
  de: {
    says: 'Lotse',
    edits: 'Lotse ändert',
    alone: 'Lotse, nur für',
    direct: 'Direkt mit',
    also: 'auch in',
    alsoTo: 'auch an',
    unchanged: 'wie oben',
    gone: 'entfällt',
  },
  en: {
    says: 'Lotse',
    edits: 'Lotse edits',
    alone: 'Lotse, only for',
    direct: 'Alone with',
    also: 'also in',
    alsoTo: 'also to',
    unchanged: 'as above',
    gone: 'gone',
  },
} as const satisfies Record<Language, object>;

/** What is said alike in several rooms at one moment. */
type Said = { event: Event; lines: readonly string[]; also: string[] };

/** The rooms as people see them, printed as they fill: a day, a room, who says what, and what the bot says then. */
export const transcript = (district: District, print: (line: string) => void) => {
  const { zone, language } = district.district;
  const say = phrases[language];
  /** Plain where standard output is no terminal, or colours are not wanted. */
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    styleText(style, text, { stream: process.stdout });
  const shown = new Map<string, string>();
  /** What was last printed whole or by its changes, under its first line. */
  const told = new Map<string, string>();
  let [day, place, moment] = ['', '', ''];
  let held: Event | undefined;
  let posts: Event[] = [];

  const placeOf = (name: string) => {
    const [connection = '', ...rest] = name.split('/');
    const found = Object.values(district.places).find(
      (each) => each.connection === connection && each.room === rest.join('/'),
    );
    const person = found?.person === undefined ? undefined : district.persons[found.person]?.name;
    const room = district.organizations[found?.organization ?? '']?.short ?? name;
    return { connection, person, room };
  };
  const roomName = (name: string): string => {
    const { connection, person, room } = placeOf(name);
    return `${person === undefined ? room : `${say.direct} ${person}`} · ${connection}`;
  };
  const alsoThere = (name: string): string => {
    const { connection, person, room } = placeOf(name);
    return `${person === undefined ? `${say.also} ${room}` : `${say.alsoTo} ${person}`} · ${connection}`;
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
  const block = (lines: readonly string[], mark: string) => {
    for (const line of lines.flatMap((each) => wrapped(each, WIDTH - INDENT.length - mark.length)))
      print(`${INDENT}${mark}${line}`);
  };
  /** What changed in full, what went in a line each. */
  const changed = (before: string, after: string): readonly string[] => {
    const { now, gone } = changesIn(before, after);
    const counts = Map.groupBy(gone, (line) => line.trim());
    return [
      ...[...counts].flatMap(([line, all]) =>
        line === '' ? [] : [`${say.gone}: ${cut(line)}${all.length === 1 ? '' : ` (${all.length}×)`}`],
      ),
      ...now,
    ];
  };

  const answer = (event: Event, text: string) => {
    const [title = '', ...more] = text.split('\n');
    const before = told.get(title);
    const lines = before === undefined || more.length < LONG ? undefined : changed(before, text);
    told.set(title, text);
    print(
      `${INDENT}${paint('dim', `${say.alone} ${event.by}:${lines === undefined ? '' : ` ${title.replace(/^# /, '')}${lines.length === 0 ? ` (${say.unchanged})` : ''}`}`)}`,
    );
    if (lines === undefined) block(text.split('\n'), '  ');
    else block(lines, '  ~ ');
  };
  const printed = ({ event, lines }: Said) => {
    const at = head(event);
    const title = (event.text.split('\n')[0] ?? '').replace(/^# /, '');
    if (event.kind === 'post') {
      print(`${at}${paint(['bold', 'red'], say.says)}`);
      block(lines, '  ');
    } else {
      print(`${at}${paint('dim', `${say.edits}: ${title}`)}`);
      block(lines, '  ~ ');
    }
  };

  /** Who is mentioned how differs from platform to platform. */
  const bare = (text: string): string => text.replace(/@\S+ \((.*?)\)/g, '$1');
  const gathered = (): readonly Said[] => {
    const all = new Map<string, Said>();
    for (const event of posts) {
      const before = shown.get(event.key);
      shown.set(event.key, event.text);
      const lines =
        event.kind === 'post' || before === undefined ? event.text.split('\n') : changed(before, event.text);
      if (lines.length === 0) continue;
      const stem = event.key.replace(/:R-\d+$/, '');
      const name = JSON.stringify([stem, event.kind, bare(lines.join('\n'))]);
      const first = all.get(name);
      if (first === undefined) all.set(name, { event, lines, also: [] });
      else if (first.event.place !== event.place) first.also.push(event.place);
    }
    posts = [];
    return [...all.values()];
  };
  /** An answer that says the same as a post that follows it is not printed twice. */
  const flush = () => {
    const event = held;
    held = undefined;
    const text = event?.answer?.text ?? '';
    if (event !== undefined && text !== '' && !posts.some((post) => post.kind === 'post' && post.text === text))
      answer(event, text);
    const all = gathered();
    for (const [i, said] of all.entries()) {
      printed(said);
      told.set(said.event.text.split('\n')[0] ?? '', said.event.text);
      const next = all[i + 1];
      const goesOn = next?.event.place === said.event.place && next.also.join() === said.also.join();
      if (!goesOn && said.also.length > 0)
        print(`${INDENT}${paint('dim', `(${[...new Set(said.also)].map(alsoThere).join(', ')})`)}`);
    }
  };

  return {
    chapter(title: string) {
      flush();
      print(`\n${paint(['bold', 'inverse'], ` ${title} `)}`);
      [day, place] = ['', ''];
    },
    tell(event: Event) {
      if (event.kind === 'post' || event.kind === 'edit') {
        if (posts[0] !== undefined && posts[0].at !== event.at) flush();
        posts.push(event);
        return;
      }
      flush();
      if (event.kind === 'tick') return;
      const [first = '', ...more] = wrapped(
        event.kind === 'choice' ? `[${event.text}]` : event.text,
        WIDTH - INDENT.length - event.by.length - 2,
      );
      print(`${head(event)}${paint('bold', event.by)}: ${paint('cyan', first)}`);
      for (const line of more) print(`${INDENT}${' '.repeat(event.by.length + 2)}${paint('cyan', line)}`);
      held = event;
    },
    end: flush,
  };
};

const clock = (at: string, zone: Zone): string => inZone(at, zone).toPlainTime().toString({ smallestUnit: 'minute' });
const SHORT = 70;
const cut = (line: string): string => (line.length > SHORT ? `${line.slice(0, SHORT).trimEnd()} …` : line);
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

/** The words, German and English, in lower case with umlauts spelled out. A word may stand in several tables. */
import type { Part, Step, Unit } from './said.ts';
import type { Weekday } from './types.ts';

export type Table<T> = ReadonlyMap<string, T>;

const table = <T>(...rows: readonly (readonly [T, string])[]): Table<T> =>
  new Map(rows.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)));
const list = (words: string): Table<true> => table([true, words]);

export const WEEKDAY = table<Weekday>(
  [1, 'mo montag mon monday'],
  [2, 'di dienstag tue tues tuesday'],
  [3, 'mi mittwoch wed wednesday'],
  [4, 'do donnerstag thu thur thurs thursday'],
  [5, 'fr freitag fri friday'],
  [6, 'sa samstag sonnabend sat saturday'],
  [7, 'so sonntag sun sunday'],
);

export const MONTH = table<number>(
  [1, 'jan januar jaenner january'],
  [2, 'feb febr februar february'],
  [3, 'mrz mar maerz marz march'],
  [4, 'apr april'],
  [5, 'mai may'],
  [6, 'jun juni june'],
  [7, 'jul juli july'],
  [8, 'aug august'],
  [9, 'sep sept september'],
  [10, 'okt oktober oct october'],
  [11, 'nov november'],
  [12, 'dez dezember dec december'],
);

/** Days from today. */
export const OFFSET = table<number>(
  [-2, 'vorgestern'],
  [-1, 'gestern yesterday'],
  [0, 'heute today'],
  [1, 'morgen tomorrow'],
  [2, 'uebermorgen'],
);

export const STEP = table<Step>(
  ['this', 'diese diesen dieser dieses diesem this'],
  ['coming', 'kommende kommenden kommender kommendes kommendem coming'],
  ['next', 'naechste naechsten naechster naechstes naechstem next'],
  ['second', 'uebernaechste uebernaechsten uebernaechster uebernaechstes uebernaechstem'],
  ['last', 'letzte letzten letzter letztem vorige vorigen voriger vergangene vergangenen vergangener last'],
);

export const PART = table<Part>(
  ['morning', 'frueh morgen morgens vormittag vormittags morning'],
  ['noon', 'mittag mittags'],
  ['afternoon', 'nachmittag nachmittags afternoon'],
  ['evening', 'abend abends evening'],
  // `Mittwoch Nacht um 2` may be Thursday: only the adverb is taken.
  ['night', 'nachts'],
);

export const MERIDIEM = table<Part>(['am', 'am'], ['pm', 'pm']);
export const MERIDIEM_FIRST = table<Part>(['am', 'a'], ['pm', 'p']);
export const MERIDIEM_LAST = list('m');

export const NUMBER = table<number>(
  [0, 'null'],
  [1, 'ein eins one'],
  [2, 'zwei zwo two'],
  [3, 'drei three'],
  [4, 'vier four'],
  [5, 'fuenf five'],
  [6, 'sechs six'],
  [7, 'sieben seven'],
  [8, 'acht eight'],
  [9, 'neun nine'],
  [10, 'zehn ten'],
  [11, 'elf eleven'],
  [12, 'zwoelf twelve'],
  [13, 'dreizehn thirteen'],
  [14, 'vierzehn fourteen'],
  [15, 'fuenfzehn fifteen'],
  [16, 'sechzehn sixteen'],
  [17, 'siebzehn seventeen'],
  [18, 'achtzehn eighteen'],
  [19, 'neunzehn nineteen'],
  [20, 'zwanzig twenty'],
  [21, 'einundzwanzig'],
  [22, 'zweiundzwanzig'],
  [23, 'dreiundzwanzig'],
  [30, 'dreissig thirty'],
  [45, 'fuenfundvierzig'],
);
export const ONE = table<number>([1, 'eine einem einer einen a an']);

export const ORDINAL = table<number>(
  [1, 'erste ersten erster first'],
  [2, 'zweite zweiten zweiter second'],
  [3, 'dritte dritten dritter third'],
  [4, 'vierte vierten vierter fourth'],
  [5, 'fuenfte fuenften fuenfter fifth'],
  [6, 'sechste sechsten sechster sixth'],
  [7, 'siebte siebten siebter siebente siebenten seventh'],
  [8, 'achte achten achter eighth'],
  [9, 'neunte neunten neunter ninth'],
  [10, 'zehnte zehnten zehnter tenth'],
  [11, 'elfte elften elfter eleventh'],
  [12, 'zwoelfte zwoelften zwoelfter twelfth'],
);
export const ORDINAL_ENDING = list('st nd rd th');

export const UNIT = table<Unit>(
  ['day', 'tag tage tagen day days'],
  ['week', 'woche wochen week weeks'],
  ['month', 'monat monate monaten month months'],
);
export const WEEK = list('woche week');
export const CALENDAR_WEEK = list('kw kalenderwoche');

export const DAY = list('day');
export const AFTER = list('after');
export const TOMORROW = list('tomorrow');

export const ON = list('am an on');
export const ARTICLE = list('den dem der the');
export const OF = list('of');
export const IN = list('in');
export const FROM = list('von vom from');
export const TILL = list('bis to till until');
export const CLOSING = list('zum');
export const BETWEEN = list('zwischen between');
export const AND = list('und and');
export const AT = list('um ab at');
export const ALL_DAY = list('ganztaegig ganztags ganztaegige');
export const ALL = list('ganzen all');
export const WHOLE_DAY = list('tag day');

export const OCLOCK = list("uhr h o'clock");
export const ISO_TIME = list('t');
export const NOON = list('mittag mittags noon midday');
export const HALF_TO = list('halb');
export const HALF = list('half');
export const QUARTER = list('viertel quarter');
export const THREE_QUARTERS = list('dreiviertel');
export const PAST = list('nach past');
export const BEFORE = list('vor');
export const TO = list('vor to');
export const SHARP = table<boolean>([false, 'st'], [true, 'ct']);
export const SHARP_FIRST = table<boolean>([false, 's'], [true, 'c']);
export const SHARP_LAST = list('t');

/** Words of their own, one letter from ours: every Tuesday is not Tuesday, a night is not yet at night. */
const NEIGHBOURS = list(
  'montags dienstags mittwochs donnerstags freitags samstags sonnabends sonntags ' +
    'mondays tuesdays wednesdays thursdays fridays saturdays sundays ' +
    'montage nacht nichts leute sorgen',
);

const every: readonly Table<unknown>[] = [
  ...[WEEKDAY, MONTH, OFFSET, STEP, PART, MERIDIEM, MERIDIEM_FIRST, MERIDIEM_LAST, NUMBER, ONE, ORDINAL],
  ...[ORDINAL_ENDING, UNIT, WEEK, CALENDAR_WEEK, DAY, AFTER, TOMORROW, ON, ARTICLE, OF, IN, FROM, TILL, CLOSING],
  ...[BETWEEN, AND, AT, ALL_DAY, ALL, WHOLE_DAY, OCLOCK, ISO_TIME, NOON, HALF_TO, HALF, QUARTER, THREE_QUARTERS],
  ...[PAST, BEFORE, TO, SHARP, SHARP_FIRST, SHARP_LAST, NEIGHBOURS],
];

/** All that is taken as it stands. */
export const KNOWN: ReadonlySet<string> = new Set(every.flatMap((words) => [...words.keys()]));

/** Where a slip of the finger is forgiven; in shorter words it would make another word. */
export const FORGIVEN: readonly string[] = [WEEKDAY, MONTH, OFFSET, STEP, PART, UNIT, ALL_DAY]
  .flatMap((words: Table<unknown>) => [...words.keys()])
  .filter((word) => word.length >= 5);

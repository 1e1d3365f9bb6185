import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Result } from '../../src/core/model/result.ts';
import { at, Temporal, type Zoned } from '../../src/core/model/time.ts';
import { readWhen, readWhens, type When, type WhenRefusal } from '../../src/core/model/when/index.ts';

const moment = (local: string): Zoned => Temporal.ZonedDateTime.from(`${local}[Europe/Berlin]`);
const now = moment('2026-06-24T09:00');

const show = (when: When): string => {
  if (when.is === 'day') return when.day;
  if (when.is === 'days') return `${when.from} to ${when.to}`;
  return `${when.day} ${when.from}${when.to === undefined ? '' : `-${when.to}`}`;
};
const showRefusal = (error: WhenRefusal): string => {
  switch (error.code) {
    case 'when-ambiguous':
      return `ambiguous: ${error.readings.map(show).join(' | ')}`;
    case 'when-mismatch':
      return `mismatch ${error.said}: ${error.readings.map(show).join(' | ')}`;
    case 'when-past':
      return `past: ${show(error.understood)}`;
    case 'when-hourless':
      return `hour? ${error.days.map(show).join(' | ')}`;
    case 'when-impossible':
      return 'impossible';
    case 'when-unreadable':
      return 'unreadable';
  }
};
const one = (result: Result<When, WhenRefusal>): string => (result.ok ? show(result.value) : showRefusal(result.error));
const many = (text: string): string => {
  const result = readWhens(text, now);
  if (result.ok) return result.value.map(show).join(' | ');
  return 'piece' in result.error ? `${showRefusal(result.error)} <${result.error.piece}>` : result.error.code;
};

type Row = readonly [string, string];

const dates: readonly Row[] = [
  ['28.6.', '2026-06-28'],
  ['28.6', '2026-06-28'],
  ['28.06.', '2026-06-28'],
  ['28.06.2026', '2026-06-28'],
  ['28.6.26', '2026-06-28'],
  ['28. 6. 2026', '2026-06-28'],
  ['1.7.2026.', '2026-07-01'],
  ['am 28.6.', '2026-06-28'],
  ['24.6.', '2026-06-24'],
  ['24.6.2026', '2026-06-24'],
  ['6. Juli', '2026-07-06'],
  ['6.Juli', '2026-07-06'],
  ['6 Juli 2026', '2026-07-06'],
  ['6. JULI 2026', '2026-07-06'],
  ['am sechsten Juli', '2026-07-06'],
  ['ersten Juli', '2026-07-01'],
  ['5. Sept', '2026-09-05'],
  ['5. Sept.', '2026-09-05'],
  ['5. Okt. 2026', '2026-10-05'],
  ['3. Feb.', '2027-02-03'],
  ['3. Jan', '2027-01-03'],
  ['1. März', '2027-03-01'],
  ['1. Ma\u0308rz', '2027-03-01'],
  ['1. Maerz', '2027-03-01'],
  ['1. Marz', '2027-03-01'],
  ['1 Mrz', '2027-03-01'],
  ['24. Dezember', '2026-12-24'],
  ['2026-07-01', '2026-07-01'],
  ['2026/07/01', '2026-07-01'],
  ['June 28', '2026-06-28'],
  ['June 28th', '2026-06-28'],
  ['28 June', '2026-06-28'],
  ['the 28th of June', '2026-06-28'],
  ['June 28, 2026', '2026-06-28'],
  ['July 1st', '2026-07-01'],
  ['am 30.', '2026-06-30'],
  ['am 5.', '2026-07-05'],
  ['am 31.', '2026-07-31'],
  ['Di 14.', '2026-07-14'],
  ['25/7', '2026-07-25'],
  ['7/25', '2026-07-25'],
  ['7/7', '2026-07-07'],
  ['13-07-2026', '2026-07-13'],
  ['29.2.2028', '2028-02-29'],
  ['1.7. ganztägig', '2026-07-01'],
  ['1.7., den ganzen Tag', '2026-07-01'],
  ['1 July all day', '2026-07-01'],
];

const weekdays: readonly Row[] = [
  ['Freitag', '2026-06-26'],
  ['am Freitag', '2026-06-26'],
  ['Fr', '2026-06-26'],
  ['Fr.', '2026-06-26'],
  ['diesen Freitag', '2026-06-26'],
  ['am kommenden Freitag', '2026-06-26'],
  ['kommenden Mittwoch', '2026-07-01'],
  ['Sonnabend', '2026-06-27'],
  ['Mittwoch', 'ambiguous: 2026-06-24 | 2026-07-01'],
  ['Mittwoch 8 Uhr', '2026-07-01 08:00'],
  ['Mittwoch 10 Uhr', 'ambiguous: 2026-06-24 10:00 | 2026-07-01 10:00'],
  ['nächsten Donnerstag', 'ambiguous: 2026-06-25 | 2026-07-02'],
  ['naechsten Donnerstag', 'ambiguous: 2026-06-25 | 2026-07-02'],
  ['nächsten Montag', '2026-06-29'],
  ['nächsten Mittwoch', '2026-07-01'],
  ['übernächsten Mittwoch', '2026-07-08'],
  ['uebernaechsten Mittwoch', '2026-07-08'],
  ['übernächsten Freitag', 'ambiguous: 2026-07-03 | 2026-07-10'],
  ['next Tuesday', '2026-06-30'],
  ['next Friday', 'ambiguous: 2026-06-26 | 2026-07-03'],
  ['nächste Woche Dienstag', '2026-06-30'],
  ['in der nächsten Woche am Dienstag', '2026-06-30'],
  ['Dienstag nächster Woche', '2026-06-30'],
  ['übernächste Woche Mi', '2026-07-08'],
  ['Tuesday next week', '2026-06-30'],
  ['diese Woche Freitag', '2026-06-26'],
  ['diese Woche Montag', 'past: 2026-06-22'],
  ['letzten Montag', 'past: 2026-06-22'],
  ['Freitag in einer Woche', '2026-07-03'],
  ['Mittwoch in einer Woche', '2026-07-01'],
  ['Dienstag in einer Woche', 'ambiguous: 2026-06-30 | 2026-07-07'],
  ['in zwei Wochen am Freitag', '2026-07-10'],
  ['KW 27 Dienstag', '2026-06-30'],
  ['KW27 Di', '2026-06-30'],
  ['Dienstag (KW 27)', '2026-06-30'],
  ['Dienstag in KW 27', '2026-06-30'],
  ['Dienstag in der 27. KW', '2026-06-30'],
  ['27. KW Dienstag', '2026-06-30'],
  ['KW 27/2026 Di 14 Uhr', '2026-06-30 14:00'],
  ['KW 53 Do', '2026-12-31'],
  ['KW 3 Dienstag', '2027-01-19'],
  ['KW 30', 'ambiguous: 2026-07-20 | 2026-07-21 | 2026-07-22 | 2026-07-23 | 2026-07-24'],
  ['in der 30. KW', 'ambiguous: 2026-07-20 | 2026-07-21 | 2026-07-22 | 2026-07-23 | 2026-07-24'],
  ['KW 26', 'ambiguous: 2026-06-24 | 2026-06-25 | 2026-06-26'],
  ['KW 53', 'ambiguous: 2026-12-28 | 2026-12-29 | 2026-12-30 | 2026-12-31 | 2027-01-01'],
  ['KW 25', 'past: 2026-06-15'],
  ['KW 54', 'impossible'],
  ['nächste Woche', 'ambiguous: 2026-06-29 | 2026-06-30 | 2026-07-01 | 2026-07-02 | 2026-07-03'],
  ['KW 53/2027 Dienstag', 'impossible'],
  ['KW 54 Dienstag', 'impossible'],
];

const fitting: readonly Row[] = [
  ['Di, 30.6.', '2026-06-30'],
  ['Di., 30.6.', '2026-06-30'],
  ['Di 30.6.2026', '2026-06-30'],
  ['Montag, den 6. Juli', '2026-07-06'],
  ['Montag, dem 6. Juli 2026', '2026-07-06'],
  ['Sunday, June 28, 2026', '2026-06-28'],
  ['30.6. (Di)', '2026-06-30'],
  ['30.6. Dienstag', '2026-06-30'],
  ['nächsten Dienstag, den 30.6., 9 Uhr', '2026-06-30 09:00'],
  ['morgen (Donnerstag) um 9', '2026-06-25 09:00'],
  ['Di 1.7.', 'mismatch 2: 2026-07-01 | 2026-06-30 | 2026-07-07'],
  ['Mo 1.7.2026 10 Uhr', 'mismatch 1: 2026-07-01 10:00 | 2026-06-29 10:00 | 2026-07-06 10:00'],
  ['30.6. (Mi) 14 Uhr', 'mismatch 3: 2026-06-30 14:00 | 2026-06-24 14:00 | 2026-07-01 14:00'],
  ['Di 25.6.', 'mismatch 2: 2026-06-25 | 2026-06-30'],
  ['Montag, den 7. Juli', 'mismatch 1: 2026-07-07 | 2026-07-06 | 2026-07-13'],
  ['Friday, June 28', 'mismatch 5: 2026-06-28 | 2026-06-26 | 2026-07-03'],
  ['morgen, Freitag', 'mismatch 5: 2026-06-25 | 2026-06-26'],
  ['Dienstag (30.6.) 14 Uhr', '2026-06-30 14:00'],
  ['morgen, 25.6., 10 Uhr', '2026-06-25 10:00'],
  ['morgen, Fr 25.6.', 'mismatch 5: 2026-06-25 | 2026-06-26'],
  ['morgen, 26.6.', 'impossible'],
  ['Mo 28.6. - Di 30.6.', 'mismatch 1: 2026-06-28 to 2026-06-30 | 2026-06-29 to 2026-06-30'],
];

const relative: readonly Row[] = [
  ['heute', '2026-06-24'],
  ['heute 10 Uhr', '2026-06-24 10:00'],
  ['morgen', '2026-06-25'],
  ['morgen um 9', '2026-06-25 09:00'],
  ['um 9 morgen', '2026-06-25 09:00'],
  ['übermorgen', '2026-06-26'],
  ['uebermorgen', '2026-06-26'],
  ['heute in 3 Tagen', '2026-06-27'],
  ['in 3 Tagen', '2026-06-27'],
  ['heute in einer Woche', '2026-07-01'],
  ['morgen in einer Woche', '2026-07-02'],
  ['in zwei Wochen', '2026-07-08'],
  ['in zwei Wochen um halb drei', '2026-07-08 14:30'],
  ['in 14 Tagen', '2026-07-08'],
  ['heute in acht Tagen', 'ambiguous: 2026-07-01 | 2026-07-02'],
  ['in einem Monat', '2026-07-24'],
  ['tomorrow 2pm', '2026-06-25 14:00'],
  ['the day after tomorrow at 10', '2026-06-26 10:00'],
  ['in two weeks at 2:30 pm', '2026-07-08 14:30'],
  ['in a week', '2026-07-01'],
];

const times: readonly Row[] = [
  ['Di14Uhr', '2026-06-30 14:00'],
  ['DI 14 UHR', '2026-06-30 14:00'],
  ['Di 14h', '2026-06-30 14:00'],
  ['Di 14h30', '2026-06-30 14:30'],
  ['Di 14 Uhr 30', '2026-06-30 14:30'],
  ['Di 14.30 Uhr', '2026-06-30 14:30'],
  ['Di 14:30', '2026-06-30 14:30'],
  ['Di, 14:30.', '2026-06-30 14:30'],
  ['Di 14 Uhr?', '2026-06-30 14:00'],
  ['Di 1430 Uhr', '2026-06-30 14:30'],
  ['Di um 1430', '2026-06-30 14:30'],
  ['Di um neun Uhr dreißig', '2026-06-30 09:30'],
  ['Di vierzehn Uhr', '2026-06-30 14:00'],
  ['Di um drei', '2026-06-30 15:00'],
  ['Di 3 Uhr', '2026-06-30 15:00'],
  ['Di 7 Uhr', '2026-06-30 07:00'],
  ['Di 12 Uhr', '2026-06-30 12:00'],
  ['Di 1 Uhr', '2026-06-30 13:00'],
  ['Di halb drei', '2026-06-30 14:30'],
  ['Di um halb eins', '2026-06-30 12:30'],
  ['Di halb sieben', '2026-06-30 18:30'],
  ['Di halb acht', '2026-06-30 07:30'],
  ['Di viertel nach zwei', '2026-06-30 14:15'],
  ['Di viertel vor drei', '2026-06-30 14:45'],
  ['Di viertel drei', '2026-06-30 14:15'],
  ['Di dreiviertel drei', '2026-06-30 14:45'],
  ['Di fünf vor halb drei', '2026-06-30 14:25'],
  ['Di zehn nach zwei', '2026-06-30 14:10'],
  ['Di 20 vor 10', '2026-06-30 09:40'],
  ['Di mittags', '2026-06-30 12:00'],
  ['Dienstag Mittag', '2026-06-30 12:00'],
  ['Di mittags um 1', '2026-06-30 13:00'],
  ['Di ab 9 Uhr', '2026-06-30 09:00'],
  ['Di., 30.6., 14 Uhr s.t.', '2026-06-30 14:00'],
  ['Di., 30.6., 14 Uhr c.t.', '2026-06-30 14:15'],
  ['30.6. 14 Uhr ct', '2026-06-30 14:15'],
  ['14 Uhr am 30.6.', '2026-06-30 14:00'],
  ['10 Uhr 30.6.', '2026-06-30 10:00'],
  ['28.6.14 Uhr', '2026-06-28 14:00'],
  ['28.6. 14.30', '2026-06-28 14:30'],
  ['28.6. 2030 Uhr', '2026-06-28 20:30'],
  ['5. Januar 9 Uhr', '2027-01-05 09:00'],
  ['6. Juli 10.30 Uhr', '2026-07-06 10:30'],
  ['2026-07-01T10:00', '2026-07-01 10:00'],
  ['2026-07-01T10:00:00', '2026-07-01 10:00'],
  ['2026-07-01 10:00', '2026-07-01 10:00'],
  ['28.\u00a0Juni,\u202f14\u00a0Uhr', '2026-06-28 14:00'],
  ['Tuesday half past two', '2026-06-30 14:30'],
  ['Tuesday at a quarter to three', '2026-06-30 14:45'],
  ["Tuesday at 9 o'clock", '2026-06-30 09:00'],
  ['tomorrow noon', '2026-06-25 12:00'],
  ['1.7. 0 Uhr', '2026-07-01 00:00'],
  ['1.7. 0:30', '2026-07-01 00:30'],
  ['1.7. 23:59', '2026-07-01 23:59'],
];

const parts: readonly Row[] = [
  ['morgen Nachmittag um 3', '2026-06-25 15:00'],
  ['morgen nachmittag 3 Uhr', '2026-06-25 15:00'],
  ['morgen früh um 8', '2026-06-25 08:00'],
  ['morgen Abend um 8', '2026-06-25 20:00'],
  ['morgen um 8 Uhr abends', '2026-06-25 20:00'],
  ['Dienstagnachmittag um 3', '2026-06-30 15:00'],
  ['Dienstagabend 19 Uhr', '2026-06-30 19:00'],
  ['Dienstag Morgen um 9', '2026-06-30 09:00'],
  ['morgen um 3 nachts', '2026-06-25 03:00'],
  ['morgen 03:00', '2026-06-25 03:00'],
  ['morgen 03 Uhr', '2026-06-25 03:00'],
  ['morgen 3:00 Uhr', '2026-06-25 03:00'],
  ['morgen 2:30', 'ambiguous: 2026-06-25 02:30 | 2026-06-25 14:30'],
  ['morgen 2:30 nachmittags', '2026-06-25 14:30'],
  ['tomorrow at 3 in the afternoon', '2026-06-25 15:00'],
  ['1.7. 12am', '2026-07-01 00:00'],
  ['1.7. 12pm', '2026-07-01 12:00'],
  ['1.7. nachmittags um 9', 'impossible'],
  ['1.7. nachts um 12', 'impossible'],
  ['1.7. morgens um 3 pm', 'unreadable'],
  ['morgen Nachmittag', 'hour? 2026-06-25'],
  ['morgen früh', 'hour? 2026-06-25'],
  ['heute abend', 'hour? 2026-06-24'],
  ['heute, abends?', 'hour? 2026-06-24'],
  ['Samstag nachmittag', 'hour? 2026-06-27'],
  ['Samstagnachmittag', 'hour? 2026-06-27'],
  ['Sa. früh', 'hour? 2026-06-27'],
  ['Dienstag Morgen', 'hour? 2026-06-30'],
  ['am 3.7. abends', 'hour? 2026-07-03'],
  ['nächsten Donnerstag Vormittag', 'hour? 2026-06-25 | 2026-07-02'],
  ['tomorrow evening', 'hour? 2026-06-25'],
  ['Saturday in the afternoon', 'hour? 2026-06-27'],
  ['gestern Abend', 'past: 2026-06-23'],
  ['31.6. abends', 'impossible'],
  ['Di 1.7. abends', 'mismatch 2: 2026-07-01 | 2026-06-30 | 2026-07-07'],
  ['heute Nacht', 'unreadable'],
  ['Mittwoch Nacht um 2', 'unreadable'],
  ['um 3 am Dienstag', 'ambiguous: 2026-06-30 03:00 | 2026-06-30 15:00'],
];

const ranges: readonly Row[] = [
  ['28.6. 9–11 Uhr', '2026-06-28 09:00-11:00'],
  ['Do 2.7. 17-19h', '2026-07-02 17:00-19:00'],
  ['Do 2.7.17-19h', '2026-07-02 17:00-19:00'],
  ['am 2. 7.17 Uhr', 'ambiguous: 2026-07-02 07:17 | 2026-07-02 17:00'],
  ['28.6. 9—11', '2026-06-28 09:00-11:00'],
  ['Di 9-11', '2026-06-30 09:00-11:00'],
  ['28.06.2026 von 9 bis 11:30', '2026-06-28 09:00-11:30'],
  ['Mi 1.7., 10–12 Uhr', '2026-07-01 10:00-12:00'],
  ['Di zwischen 9 und 11', '2026-06-30 09:00-11:00'],
  ['Di between 9 and 11', '2026-06-30 09:00-11:00'],
  ['Sonntag 28. Juni 2026, 10 Uhr bis 12 Uhr', '2026-06-28 10:00-12:00'],
  ['Do 2.7. 9.30-11 Uhr', '2026-07-02 09:30-11:00'],
  ['2.7. 1000-1200 Uhr', '2026-07-02 10:00-12:00'],
  ['1.7. 9 Uhr - 11 Uhr 30', '2026-07-01 09:00-11:30'],
  ['1.7. 11-1 Uhr', '2026-07-01 11:00-13:00'],
  ['1.7. 2-4', '2026-07-01 14:00-16:00'],
  ['1.7. vormittags 9-11', '2026-07-01 09:00-11:00'],
  ['Di 14-16 Uhr ct', '2026-06-30 14:15-16:00'],
  ['28 June 9-11am', '2026-06-28 09:00-11:00'],
  ['June 28 10-12', '2026-06-28 10:00-12:00'],
  ['Tuesday 10 to 12', '2026-06-30 10:00-12:00'],
  ['morgen 10-2pm', '2026-06-25 10:00-14:00'],
  ['morgen 9-5pm', '2026-06-25 09:00-17:00'],
  ['morgen 8-10 abends', '2026-06-25 20:00-22:00'],
  ['1.7. 9 a.m. - 3 p.m.', '2026-07-01 09:00-15:00'],
  ['morgen 6-8 Uhr', 'ambiguous: 2026-06-25 06:00-08:00 | 2026-06-25 18:00-20:00'],
  ['1.7. 11-9 Uhr', 'impossible'],
  ['1.7. 14-12 Uhr', 'impossible'],
  ['1.7. 9-9 Uhr', 'impossible'],
  ['1.7. 22-2 Uhr', 'impossible'],
  ['1.7. 20-24 Uhr', 'impossible'],
  ['6.–8. Juli', '2026-07-06 to 2026-07-08'],
  ['6. bis 8. Juli 2026', '2026-07-06 to 2026-07-08'],
  ['vom 6. bis zum 8. Juli', '2026-07-06 to 2026-07-08'],
  ['6.-8.7.', '2026-07-06 to 2026-07-08'],
  ['6-8.7.', '2026-07-06 to 2026-07-08'],
  ['3.7. bis 5.7.', '2026-07-03 to 2026-07-05'],
  ['vom 3.7. bis zum 5.7.', '2026-07-03 to 2026-07-05'],
  ['28.6.-30.6.', '2026-06-28 to 2026-06-30'],
  ['So 28.6. - Di 30.6.', '2026-06-28 to 2026-06-30'],
  ['28.12.–3.1.', '2026-12-28 to 2027-01-03'],
  ['28.12.-3.1.2027', '2026-12-28 to 2027-01-03'],
  ['2026-07-01 bis 2026-07-03', '2026-07-01 to 2026-07-03'],
  ['6./7. Juli', '2026-07-06 to 2026-07-07'],
  ['6./8. Juli', 'ambiguous: 2026-07-06 | 2026-07-08'],
  ['June 28-30', '2026-06-28 to 2026-06-30'],
  ['von Montag bis Mittwoch', '2026-06-29 to 2026-07-01'],
  ['Mo-Mi', '2026-06-29 to 2026-07-01'],
  ['heute bis Freitag', '2026-06-24 to 2026-06-26'],
  ['22.–26. Juni', 'past: 2026-06-22 to 2026-06-26'],
  ['30.6.-28.6.', 'impossible'],
  ['8.-6. Juli', 'impossible'],
  ['28.-31. Juni', 'impossible'],
  ['Montag bis Mittwoch 9-11 Uhr', 'unreadable'],
];

const slips: readonly Row[] = [
  ['Dienstg 14 Uhr', '2026-06-30 14:00'],
  ['Donerstag 14 Uhr', '2026-06-25 14:00'],
  ['Mitwoch, 1. Juli', '2026-07-01'],
  ['Feritag', '2026-06-26'],
  ['übermrogen', '2026-06-26'],
  ['ubermorgen', '2026-06-26'],
  ['nachsten Montag', '2026-06-29'],
  ['6. Oktobr', '2026-10-06'],
  ['6. Septmber', '2026-09-06'],
  ['6. Agust', '2026-08-06'],
  ['Teusday 2pm', '2026-06-30 14:00'],
  ['tomorow 2pm', '2026-06-25 14:00'],
  ['Sontag', 'ambiguous: 2026-06-28 | 2026-06-29'],
  ['Sontag 28.6.', '2026-06-28'],
  ['dienstags 14 Uhr', 'unreadable'],
  ['Dienst 14 Uhr', 'unreadable'],
  ['6. Jli', 'unreadable'],
];

const refused: readonly Row[] = [
  ['gestern', 'past: 2026-06-23'],
  ['heute 8 Uhr', 'past: 2026-06-24 08:00'],
  ['heute 9 Uhr', 'past: 2026-06-24 09:00'],
  ['heute 8-11 Uhr', 'past: 2026-06-24 08:00-11:00'],
  ['Mi 17.6.', 'past: 2026-06-17'],
  ['20.6.', 'past: 2026-06-20'],
  ['24.4.', 'past: 2026-04-24'],
  ['23.4.', '2027-04-23'],
  ['1.1.2026', 'past: 2026-01-01'],
  ['28.6.1999', 'past: 1999-06-28'],
  ['1.7.62', 'impossible'],
  ['1.7.2062', 'impossible'],
  ['31.2.', 'impossible'],
  ['29.2.', 'impossible'],
  ['31.6.', 'impossible'],
  ['0.7.', 'impossible'],
  ['32. Juli', 'impossible'],
  ['1.13.2026', 'impossible'],
  ['1.7. 25 Uhr', 'impossible'],
  ['1.7. 24:00', 'impossible'],
  ['1.7. 10:75', 'impossible'],
  ['1/7', 'ambiguous: 2026-07-01 | 2027-01-07'],
  ['1/7/2026', 'ambiguous: 2026-07-01'],
  ['7/6', 'ambiguous: 2026-07-06'],
  ['Di 10.11', 'ambiguous: 2026-06-30 10:11 | 2026-11-10'],
  ['Tuesday ten to twelve', 'ambiguous: 2026-06-30 10:00-12:00 | 2026-06-30 11:50'],
];

const nonsense: readonly string[] = [
  '',
  '   ',
  '.',
  '-',
  '14 Uhr',
  'Di 14',
  '28.6. 9',
  'Do 2.7. 10',
  '6. Juli 10',
  'Fr 3.7. 14 Uhr bis Sa 4.7. 2 Uhr',
  'ab 1.7.',
  '28.',
  'Ende Juli',
  'Wochenende',
  'bis Freitag',
  'nicht Dienstag',
  'Dienstag nicht',
  'Dienstag gegen 3',
  'Dienstag ca. 14 Uhr',
  'jeden Dienstag',
  'Dienstag jeweils 14 Uhr',
  'in 2 Stunden',
  'Dienstag 14 Uhr im Rathaus',
  '28.6. 28.6.',
  '28.6. 10.11.',
  'Dienstag Mittwoch',
  '2026-07-01T10:00Z',
  '2026-07-01T10:00+02:00',
  '12345',
  '28.6.20266',
  '1e3',
  'null',
  'undefined',
  'constructor',
  '__proto__',
  'asdf',
  'lorem ipsum dolor',
  '<b>Dienstag</b>',
  '<script>alert(1)</script>',
  "28.6.'; DROP TABLE meetings; --",
  'Dienstag 😀',
  '🗓️',
  'يوم الثلاثاء',
  'יום שלישי',
  '\u202e28.6.',
  '28\u200b.6.',
  '２８.６.',
  '28.6.\u0000',
  'a'.repeat(10_000),
  '28.6. '.repeat(2_000),
  `28.6.${' '.repeat(10_000)}`,
];

const table = [
  ...[dates, weekdays, fitting, relative, times, parts, ranges, slips, refused].flat(),
  ...nonsense.map((text): Row => [text, 'unreadable']),
];

describe('on Wednesday, 24 June 2026, 9:00', () => {
  test.each(table.map(([text, expected]) => ({ text, name: text.slice(0, 60), expected })))(
    '$name → $expected',
    ({ text, expected }) => {
      expect(one(readWhen(text, now))).toBe(expected);
    },
  );
});

const elsewhen: readonly (readonly [string, string, string])[] = [
  ['2026-06-22T09:00', 'nächsten Donnerstag', 'ambiguous: 2026-06-25 | 2026-07-02'],
  ['2026-06-22T09:00', 'Dienstag in einer Woche', '2026-06-30'],
  ['2026-06-26T09:00', 'Freitag', 'ambiguous: 2026-06-26 | 2026-07-03'],
  ['2026-06-26T09:00', 'kommenden Freitag', '2026-07-03'],
  ['2026-06-28T09:00', 'nächsten Montag', '2026-06-29'],
  ['2026-06-27T09:00', 'nächsten Sonntag', 'ambiguous: 2026-06-28 | 2026-07-05'],
  ['2026-12-28T09:00', '5. Januar 9 Uhr', '2027-01-05 09:00'],
  ['2026-12-28T09:00', '20. Dezember', 'past: 2026-12-20'],
  ['2026-12-28T09:00', 'Freitag', '2027-01-01'],
  ['2026-12-28T09:00', 'in einer Woche', '2027-01-04'],
  ['2026-12-28T09:00', 'KW 1 Mo', '2027-01-04'],
  ['2026-12-28T09:00', '30.12.-2.1.', '2026-12-30 to 2027-01-02'],
  ['2026-12-31T23:59', 'morgen', '2027-01-01'],
  ['2027-01-01T09:00', 'KW 1 Mo', '2027-01-04'],
  ['2027-01-02T09:00', '30.12.', '2027-12-30'],
  ['2027-01-31T09:00', 'in einem Monat', 'impossible'],
  ['2027-12-01T09:00', '29.2.', '2028-02-29'],
  ['2028-02-28T09:00', 'morgen 10 Uhr', '2028-02-29 10:00'],
  ['2028-02-29T09:00', '29.2.', '2028-02-29'],
  ['2028-02-29T09:00', 'in zwei Tagen', '2028-03-02'],
  ['2026-06-26T09:00', 'KW 26', 'ambiguous: 2026-06-26'],
  ['2026-03-27T09:00', '29.3. 02:30', 'impossible'],
  ['2026-03-27T09:00', '29.3. 03:00', '2026-03-29 03:00'],
  ['2026-03-27T09:00', '29.3. 2:30', '2026-03-29 14:30'],
  ['2026-03-29T01:30', 'heute 03:00', '2026-03-29 03:00'],
  ['2026-03-29T03:30', 'heute 03:15', 'past: 2026-03-29 03:15'],
  ['2026-10-23T09:00', '25.10. 02:30', '2026-10-25 02:30'],
  ['2026-10-25T04:00', 'heute 10 Uhr', '2026-10-25 10:00'],
];

test.each(elsewhen)('on %s: %s → %s', (local, text, expected) => {
  expect(one(readWhen(text, moment(local)))).toBe(expected);
});

const several: readonly Row[] = [
  ['Di 14 Uhr', '2026-06-30 14:00'],
  ['Di 14 Uhr oder 16 Uhr', '2026-06-30 14:00 | 2026-06-30 16:00'],
  ['Tue 2pm or Thu 10-12', '2026-06-30 14:00 | 2026-06-25 10:00-12:00'],
  ['1.7.; 2.7.;3.7.', '2026-07-01 | 2026-07-02 | 2026-07-03'],
  ['1.7., 2.7., 3.7.', '2026-07-01 | 2026-07-02 | 2026-07-03'],
  ['- Di 14 Uhr\n- Do 2.7. 9-11\n', '2026-06-30 14:00 | 2026-07-02 09:00-11:00'],
  ['Mi 1.7., 10–12 Uhr, Do 2.7., 14 Uhr', '2026-07-01 10:00-12:00 | 2026-07-02 14:00'],
  ['28.6. 9-11, 14-16 Uhr, Mi 1.7.', '2026-06-28 09:00-11:00 | 2026-06-28 14:00-16:00 | 2026-07-01'],
  ['Montag, den 6. Juli, 9 Uhr, Dienstag, den 7. Juli, 10 Uhr', '2026-07-06 09:00 | 2026-07-07 10:00'],
  ['morgen, 26.6., 29.6.', '2026-06-25 | 2026-06-26 | 2026-06-29'],
  ['1.7., 25 Uhr', 'impossible <25 Uhr>'],
  ['Mi, 1.7., Do, 2.7.', '2026-07-01 | 2026-07-02'],
  ['Di oder Do 14 Uhr', '2026-06-30 | 2026-06-25 14:00'],
  ['6.-8. Juli oder 13.-15. Juli', '2026-07-06 to 2026-07-08 | 2026-07-13 to 2026-07-15'],
  ['6.-8. Juli oder 10 Uhr', 'unreadable <10 Uhr>'],
  ['heute abend, morgen 10 Uhr', 'hour? 2026-06-24 <heute abend>'],
  ['Di 14 Uhr; KW 30', 'ambiguous: 2026-07-20 | 2026-07-21 | 2026-07-22 | 2026-07-23 | 2026-07-24 <KW 30>'],
  ['14 Uhr oder Di', 'unreadable <14 Uhr>'],
  ['Di 14 oder 16 Uhr', 'unreadable <Di 14>'],
  ['Di 14 Uhr; Mi 10 Uhr', 'ambiguous: 2026-06-24 10:00 | 2026-07-01 10:00 <Mi 10 Uhr>'],
  ['3.7.; 31.6.', 'impossible <31.6.>'],
  ['3.7., Unsinn', 'unreadable <Unsinn>'],
  ['Freitag, 2.7.', 'mismatch 5: 2026-07-02 | 2026-06-26 | 2026-07-03 <Freitag, 2.7.>'],
  ['', 'unreadable <>'],
  [';;;', 'unreadable <;;;>'],
];

test.each(several)('several: %j → %s', (text, expected) => {
  expect(many(text)).toBe(expected);
});

test('long texts are refused fast', () => {
  const started = performance.now();
  for (const text of ['1.7.,'.repeat(2_000), '1.7., '.repeat(600), 'di oder '.repeat(450), '9 bis '.repeat(33)]) {
    expect(readWhens(text, now).ok).toBe(false);
  }
  expect(performance.now() - started).toBeLessThan(2_000);
});

/** Formats of its own: nothing here knows the grammar. */
const WEEKDAYS = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];
const MONTHS = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');
const ENGLISH = 'January February March April May June July August September October November December'.split(' ');
const two = (n: number): string => String(n).padStart(2, '0');
type D = Temporal.PlainDate;
const dateFormats: readonly ((d: D) => string)[] = [
  (d) => d.toString(),
  (d) => `${d.day}.${d.month}.${d.year}`,
  (d) => `${two(d.day)}.${two(d.month)}.${d.year}`,
  (d) => `${two(d.day)}.${two(d.month)}.${two(d.year % 100)}`,
  (d) => `${d.day}. ${MONTHS[d.month - 1]} ${d.year}`,
  (d) => `${WEEKDAYS[d.dayOfWeek - 1]}, den ${d.day}. ${MONTHS[d.month - 1]} ${d.year}`,
  (d) => `${WEEKDAYS[d.dayOfWeek - 1]?.slice(0, 2)}., ${d.day}.${d.month}.${d.year}`,
  (d) => `${d.day}.${d.month}.${d.year} (${WEEKDAYS[d.dayOfWeek - 1]})`,
  (d) => `${ENGLISH[d.month - 1]} ${d.day}, ${d.year}`,
];
const timeFormats: readonly ((h: number, m: number) => string)[] = [
  (h, m) => `${two(h)}:${two(m)}`,
  (h, m) => `${two(h)}.${two(m)} Uhr`,
  (h, m) => `um ${two(h)}:${two(m)} Uhr`,
  (h, m) => `${h}:${two(m)} Uhr`,
  (h, m) => `${two(h)}${two(m)} Uhr`,
  (h, m) => `${h % 12 === 0 ? 12 : h % 12}:${two(m)} ${h < 12 ? 'am' : 'pm'}`,
];
const day = fc.integer({ min: 1, max: 3600 }).map((days) => now.toPlainDate().add({ days }));
const hour = fc.integer({ min: 4, max: 23 });
const minute = fc.integer({ min: 0, max: 59 });
const dateFormat = fc.constantFrom(...dateFormats);
const timeFormat = fc.constantFrom(...timeFormats);

/** Bits of dates strung together at random come closer to the grammar than any string. */
const VOCABULARY = [
  ...'Di Mittwoch nächsten übernächsten diese Woche KW 27 27. in zwei Tagen heute morgen früh abends mittags'.split(
    ' ',
  ),
  ...'1.7. 28.6.2026 6. 8. Juli – bis von um ab 3 9 14 Uhr 9-11 14:30 2:30 halb viertel vor nach drei am pm'.split(' '),
  ...'next Tuesday tomorrow June 28 at to half past ( ) , / : . 2026-07-01 T c.t. oder ; Sontag gestern ganztägig'.split(
    ' ',
  ),
];
const salad = fc.array(fc.constantFrom(...VOCABULARY), { maxLength: 8 }).map((words) => words.join(' '));
const anything = fc.oneof(salad, fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme' }));
const anyNow = fc.integer({ min: 0, max: 5_000_000 }).map((minutes) => moment('2024-01-01T00:00').add({ minutes }));

const begins = (when: When, zone: string): string =>
  when.is === 'time' ? at(when.day, when.from, zone) : when.is === 'day' ? when.day : when.from;
const isPast = (when: When, from: Zoned): boolean =>
  when.is === 'time'
    ? Temporal.Instant.compare(begins(when, from.timeZoneId), from.toInstant()) <= 0
    : Temporal.PlainDate.compare(begins(when, from.timeZoneId), from.toPlainDate()) < 0;

describe('for all', () => {
  it('reads a day as it was written', () => {
    fc.assert(
      fc.property(day, dateFormat, (d, format) => {
        expect(one(readWhen(format(d), now))).toBe(d.toString());
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads a time on a day as it was written', () => {
    fc.assert(
      fc.property(day, hour, minute, dateFormat, timeFormat, fc.constantFrom(' ', ', '), (d, h, m, df, tf, gap) => {
        expect(one(readWhen(df(d) + gap + tf(h, m), now))).toBe(`${d} ${two(h)}:${two(m)}`);
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads from and to as they were written', () => {
    fc.assert(
      fc.property(day, hour, hour, minute, dateFormat, fc.constantFrom('-', ' – ', ' bis '), (d, a, b, m, df, dash) => {
        const text = `${df(d)}, ${two(a)}:${two(m)}${dash}${two(b)}:${two(m)} Uhr`;
        expect(one(readWhen(text, now))).toBe(a < b ? `${d} ${two(a)}:${two(m)}-${two(b)}:${two(m)}` : 'impossible');
      }),
    );
  });

  it('reads several days in a row', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), dateFormat, (d, n, format) => {
        const to = d.add({ days: n });
        expect(one(readWhen(`${format(d)} bis ${format(to)}`, now))).toBe(
          Temporal.PlainDate.compare(to, now.toPlainDate().add({ years: 10 })) > 0 ? 'impossible' : `${d} to ${to}`,
        );
      }),
    );
  });

  it('never throws, and never understands what is past', () => {
    fc.assert(
      fc.property(anything, anyNow, (text, from) => {
        const single = readWhen(text, from);
        const list = readWhens(text, from);
        const whens = [...(single.ok ? [single.value] : []), ...(list.ok ? list.value : [])];
        expect(whens.filter((when) => isPast(when, from))).toEqual([]);
        for (const { error } of [single, list].filter((result) => !result.ok)) {
          const asked = 'readings' in error ? error.readings : 'days' in error ? error.days : [];
          expect(asked.filter((when) => isPast(when, from))).toEqual([]);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('does not mind more spaces and other case', () => {
    fc.assert(
      fc.property(fc.oneof(salad, fc.constantFrom(...table.map(([text]) => text))), (text) => {
        fc.pre(text.length < 90);
        const expected = one(readWhen(text, now));
        expect(one(readWhen(`  ${text.replaceAll(' ', ' \t')} `, now))).toBe(expected);
        expect(one(readWhen(text.toUpperCase(), now))).toBe(expected);
        expect(one(readWhen(text.toLowerCase(), now))).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

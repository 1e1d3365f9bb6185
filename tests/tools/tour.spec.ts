import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Log } from '../../src/core/ports.ts';
import { readDistrict } from '../../src/districts/read.ts';
import { play, programOf } from '../../src/story/play.ts';
import type { Event } from '../../src/tools/tour/events.ts';
import { writeFiles } from '../../src/tools/tour/files.ts';
import { type Platform, platformFor } from '../../src/tools/tour/platforms.ts';
import { setStage } from '../../src/tools/tour/stage.ts';
import { inWords, summaryOf } from '../../src/tools/tour/summary.ts';
import { transcript } from '../../src/tools/tour/transcript.ts';
import { makePostgres } from '../support/stores.ts';

const tour = async (example: string, seed?: number, platform: Platform = 'memory') => {
  const read = readDistrict(readFileSync(`examples/${example}.yaml`, 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const closing: (() => Promise<void>)[] = [];
  const made = await makePostgres();
  const bugs: unknown[] = [];
  const events: Event[] = [];
  const printed: string[] = [];
  const log: Log = { bug: (_cause, error) => void bugs.push(error), note: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'gremienlotse-tour-'));
  try {
    const there = await platformFor(platform, read.value, { store: made.postgres, closing });
    const { district, begin = district, make } = there;
    const pages = transcript(district, (line) => void printed.push(line));
    const program = there.program(programOf(district, seed));
    const tell = (event: Event) => {
      events.push(event);
      pages.tell(event);
    };
    const stage = await setStage(begin, made.store, program.start, log, tell, make);
    await play(stage, program, pages.chapter);
    pages.end();
    await writeFiles(stage, made.postgres.database, folder);
    const summary = await summaryOf(made.postgres.database, stage.body);
    const files = readdirSync(folder);
    const bytes = files.map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);
    return {
      bytes,
      bugs,
      events,
      printed: printed.join('\n'),
      summary,
      files,
      paper: readFileSync(join(folder, read.value.district.language === 'de' ? 'vorlage.md' : 'paper.md'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true });
    for (const close of closing) await close();
    await made.end();
  }
};

let played: ReturnType<typeof tour> | undefined;
/** Played once for all who look at it. */
const example = () => (played ??= tour('landkreis-waldshut'));

test('the example plays to its Vorlage, and what is public stands in it with its number', {
  timeout: 120_000,
}, async () => {
  const { bugs, events, printed, summary, files, paper } = await example();
  expect(bugs).toEqual([]);
  expect(summary).toMatchObject({ unsettled: 0, held: 0, papers: 1, 'outcomes reported': 12 });
  expect(files).toEqual(
    expect.arrayContaining(['vorlage.md', 'vorlage.docx', 'einladung-s-2.ics', 'protokoll-s-2.docx']),
  );
  expect(paper).toMatch(/Sozial- und Gesundheitsausschuss \| 26\.06\.2026 \| öffentlich \| Kenntnisnahme/);
  expect(paper).toContain('\\[E-1\\]');
  expect(paper).not.toContain('barrierefreie'); // said in confidence
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted());
  expect(printed).toContain('Der Arbeitskreis Wohnen sucht einen Termin');
  // as people see it: labels, what went, and each long text whole only once
  expect(printed).toContain('Jana Wehrle: [Aufgreifen]');
  expect(printed).not.toMatch(/\[(\d+:)?(yes|no|if-need-be|held|take-up|release|submit\w*)\]/);
  expect(printed).toMatch(/~ entfällt: - E-8: Die Texte des Merkblatts/);
  expect(printed.match(/- E-9: Elf Mütter warten/g)).toHaveLength(2); // once in the paper, once for its own group
  expect(printed).toContain('auch an Abdi Warsame');
  expect(inWords(summary, 'de')).toMatch(/^Personen: \d+, Umfragen: 1, .*nicht zugestellt: 0, zurückgehalten: 0$/);
});

type Played = Awaited<ReturnType<typeof tour>>;
/** How much is said in how many rooms differs; where rooms are new, the coordinator connects them first. */
const alike = ({ posts: _p, 'changes of posts': _c, messages: _m, causes: _, ...rest }: Played['summary']) => rest;

test.each([
  ['on the web rooms, through HTTP,', 'web'],
  ['on Slack, in forms and by clicks,', 'slack'],
  ['over Slack, Matrix and the web, with somebody who votes from two accounts,', 'mixed'],
] as const)('the same %s comes to the same Vorlage', { timeout: 240_000 }, async (_, platform) => {
  const [there, memory] = [await tour('landkreis-waldshut', undefined, platform), await example()];
  expect(there.bugs).toEqual([]);
  expect(there.paper).toBe(memory.paper);
  expect(alike(there.summary)).toEqual(alike(memory.summary));
  const places = new Set(there.events.flatMap(({ place, answer }) => (answer ? [place.split('/')[0]] : [])));
  expect([...places].toSorted()).toEqual(platform === 'mixed' ? ['matrix', 'slack', 'web'] : [platform]);
  const choices = there.events.filter(({ kind, by }) => kind === 'choice' && by === 'Tobias Rombach');
  if (platform === 'mixed')
    expect(choices.map(({ place }) => place.split('/')[0])).toEqual(['slack', 'slack', 'matrix']);
  if (platform === 'web') expect(there.summary['causes']).toBe(memory.summary['causes']);
});

test('a district of another structure, with other people, plays as well, and again the same', {
  timeout: 120_000,
}, async () => {
  const { bugs, summary, paper, printed, files, bytes } = await tour('two-steering-groups', 5);
  expect(bugs).toEqual([]);
  expect(summary).toMatchObject({ unsettled: 0, held: 0, papers: 2 });
  expect(summary['refused']).toBeGreaterThan(0);
  expect(paper).toMatch(/\| Committee|\| Body|\| Gremium/);
  expect(files).toEqual(
    expect.arrayContaining(['paper.md', 'invitation-s-2.ics', 'minutes-s-2-public.docx', 'paper-v-2.docx']),
  );
  expect(printed).not.toContain('[take-up]'); // of a second click on a button that is gone by then, too
  expect(printed).not.toMatch(/sitzung|umfrage|vorlage|einladung|protokoll|\bort:/i);
  const again = await tour('two-steering-groups', 5);
  expect(again.printed).toBe(printed);
  expect(again.bytes).toEqual(bytes);
});

test.each([
  [['--example', 'nowhere.yaml'], /nowhere\.yaml/],
  [['--seed', 'many'], /--seed is a whole number, not "many"/],
  [['--exmaple', 'nowhere.yaml'], /--exmaple/],
  [['--out', 'package.json'], /--out: files cannot be written to "package\.json" \(there is a file of that name\)\./],
  [['--out', '/proc/nope'], /--out: files cannot be written to "\/proc\/nope"/],
])('called with %j, it says in a sentence what is wrong', (given, says) => {
  const { status, stderr } = spawnSync(process.execPath, ['src/tools/tour.ts', ...given], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(status).toBe(2);
  expect(stderr).toMatch(says);
  expect(stderr).toContain('npm run tour -- ');
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('asked for help, it says how it is called', () => {
  const { status, stdout } = spawnSync(process.execPath, ['src/tools/tour.ts', '--help'], { encoding: 'utf8' });
  expect(status).toBe(0);
  for (const option of ['--example', '--out', '--seed', '--json']) expect(stdout).toContain(option);
});

test('who stops reading along ends it quietly', { timeout: 60_000 }, () => {
  const piped = `"${process.execPath}" src/tools/tour.ts | head -n 3; exit "\${PIPESTATUS[0]}"`;
  const { status, stderr } = spawnSync('bash', ['-c', piped], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Log } from '../../src/core/ports.ts';
import { readDistrict } from '../../src/districts/read.ts';
import { play, programOf } from '../../src/story/play.ts';
import { writeFiles } from '../../src/tools/tour/files.ts';
import { type Platform, platformFor } from '../../src/tools/tour/platforms.ts';
import { setStage } from '../../src/tools/tour/stage.ts';
import { summaryOf } from '../../src/tools/tour/summary.ts';
import { makePostgres } from '../support/stores.ts';
import { describeReal, pythonHere } from '../support/synapse.ts';

/** What the example comes to there. */
const tour = async (platform: Platform) => {
  const read = readDistrict(readFileSync('examples/landkreis-waldshut.yaml', 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const closing: (() => Promise<void>)[] = [];
  const bugs: unknown[] = [];
  const log: Log = { bug: (_cause, error) => void bugs.push(error), note: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'gremienlotse-tour-'));
  const made = await makePostgres();
  try {
    const there = await platformFor(platform, read.value, { store: made.postgres, closing, python: pythonHere() });
    const { district, begin = district, make } = there;
    const program = there.program(programOf(district, undefined));
    const stage = await setStage(begin, made.store, program.start, log, () => {}, make);
    await play(stage, program, () => {});
    await writeFiles(stage, made.postgres.database, folder);
    const summary = await summaryOf(made.postgres.database, stage.body);
    const paper = readFileSync(join(folder, 'vorlage.md'), 'utf8');
    return { bugs, paper, summary };
  } finally {
    rmSync(folder, { recursive: true });
    for (const close of closing) await close();
    await made.end();
  }
};

describeReal('the tour on Matrix', () => {
  test('comes to the same Vorlage as in memory', async () => {
    const [matrix, memory] = [await tour('matrix'), await tour('memory')];
    expect(matrix.bugs).toEqual([]);
    expect(matrix.summary).toMatchObject({ unsettled: 0, held: 0 });
    expect(matrix.paper).toContain('\\[E-1\\]');
    expect(matrix.paper).toBe(memory.paper);
  });
});

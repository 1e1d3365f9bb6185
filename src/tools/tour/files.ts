import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileRef, fileName } from '../../core/model/file.ts';
import { readNumber } from '../../core/model/number.ts';
import { wordingOf } from '../../core/texts/wording.ts';
import type { Database } from '../../store/database.ts';
import type { TourStage } from './stage.ts';

/**
 * The files that people were given, each in its last revision, through the same door that the platforms use. The last
 * Vorlage is also there without its number, as `vorlage.md` and `vorlage.docx`.
 */
export const writeFiles = async (
  { door, store, body }: TourStage,
  db: Database,
  folder: string,
): Promise<readonly string[]> => {
  const words = wordingOf(await store.read(body).reads.body()).files;
  const written: string[] = [];
  const write = async (ref: FileRef, name = fileName(ref, words)) => {
    const bytes = await door.file(body, ref);
    if (bytes === undefined) return;
    await writeFile(join(folder, name), bytes);
    written.push(name);
  };
  const rows = await db.snapshot.findMany({ where: { body }, select: { id: true } });
  const papers: FileRef[] = [];
  for (const ref of newest(rows.map(({ id }) => id)).flatMap(refsOf)) {
    await write(ref);
    if (ref.file === 'paper') papers.push(ref);
  }
  for (const ref of papers.slice(-2)) await write(ref, `${words.paper}.${ref.format}`);
  return written;
};

/** Of each thing the highest revision: ids are `paper:V-1:3` or `protocol:S-2:4:all`. */
const newest = (ids: readonly string[]): readonly string[] => {
  const best = new Map<string, string>();
  const revision = (id: string) => Number(id.split(':')[2]);
  for (const id of ids) {
    const [file, of, , part = ''] = id.split(':');
    const name = `${file}:${of}:${part}`;
    const known = best.get(name);
    if (known === undefined || revision(known) < revision(id)) best.set(name, id);
  }
  return [...best.values()].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
};
const refsOf = (id: string): readonly FileRef[] => {
  const [file, of = '', number, part] = id.split(':');
  const revision = Number(number);
  const [meeting, paper] = [readNumber('S', of), readNumber('V', of)];
  if (file === 'invitation' && meeting !== undefined) return [{ file, of: meeting, revision, format: 'ics' }];
  if (file === 'protocol' && meeting !== undefined && (part === 'public' || part === 'all'))
    return (['docx', 'md'] as const).map((format) => ({ file, of: meeting, revision, format, part }));
  if (file === 'paper' && paper !== undefined)
    return (['docx', 'md'] as const).map((format) => ({ file, of: paper, revision, format }));
  return [];
};

import { z } from 'zod';
import type { FileRef } from '../../core/model/file.ts';

const number = (letter: string) => z.string().regex(new RegExp(`^${letter}-[1-9]\\d{0,8}$`));
const revision = z.coerce.number().int().min(0).max(1_000_000);
/** What an address may name, and nothing else. */
const asked = z.discriminatedUnion('file', [
  z.object({ file: z.literal('invitation'), of: number('S'), revision, format: z.literal('ics') }),
  z.object({
    file: z.literal('protocol'),
    of: number('S'),
    revision,
    format: z.enum(['md', 'docx']),
    part: z.enum(['public', 'all']),
  }),
  z.object({ file: z.literal('paper'), of: number('V'), revision, format: z.enum(['md', 'docx']) }),
]);
export const fileAddress = (base: string, ref: FileRef): string =>
  `${base}/file?${new URLSearchParams(Object.entries(ref).map(([name, value]): [string, string] => [name, `${value}`]))}`;
export const fileIn = (query: Readonly<Record<string, string>>): FileRef | undefined => {
  const read = asked.safeParse(query);
  return read.success ? (read.data as FileRef) : undefined; // the expressions say what the types say
};
export const mediaTypes = {
  ics: 'text/calendar; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

import type { MeetingId, PaperId } from './number.ts';

/** A file is meant, not made: the same reference gives the same content, whatever has changed since. */
export type FileRef =
  | { file: 'invitation'; of: MeetingId; revision: number; format: 'ics' }
  | { file: 'protocol'; of: MeetingId; revision: number; format: 'md' | 'docx'; part: 'public' | 'all' }
  | { file: 'paper'; of: PaperId; revision: number; format: 'md' | 'docx' };
export const snapshotId = (ref: FileRef): string =>
  [ref.file, ref.of, ref.revision, ...(ref.file === 'protocol' ? [ref.part] : [])].join(':');
export const fileName = (ref: FileRef): string =>
  `${[ref.file === 'paper' ? 'vorlage' : ref.file === 'protocol' ? 'protokoll' : 'einladung', ref.of.toLowerCase(), ...(ref.file === 'protocol' && ref.part === 'public' ? ['oeffentlich'] : [])].join('-')}.${ref.format}`;

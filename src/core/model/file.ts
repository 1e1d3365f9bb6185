import type { MeetingId, PaperId } from './number.ts';

/** A file is meant, not made: the same reference gives the same content, whatever has changed since. */
export type FileRef =
  | { file: 'invitation'; of: MeetingId; revision: number; format: 'ics' }
  | { file: 'protocol'; of: MeetingId; revision: number; format: 'md' | 'docx'; part: 'public' | 'all' }
  | { file: 'paper'; of: PaperId; revision: number; format: 'md' | 'docx' };
export const snapshotId = (ref: FileRef): string =>
  [ref.file, ref.of, ref.revision, ...(ref.file === 'protocol' ? [ref.part] : [])].join(':');
/** What a file is called, by words of a language. */
export type FileWords = Readonly<Record<FileRef['file'] | 'public', string>>;
export const fileName = (ref: FileRef, words: FileWords): string => {
  const part = ref.file === 'protocol' && ref.part === 'public' ? [words.public] : [];
  return `${[words[ref.file], ref.of.toLowerCase(), ...part].join('-')}.${ref.format}`;
};

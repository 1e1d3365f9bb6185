import type { Calendar } from './calendar.ts';
import type { Document } from './document.ts';
import type { Invitation } from './invitation.ts';

export type FileFormat = 'md' | 'docx' | 'ics';
/** Makes files of data; text in them is UTF-8. The same data gives the same bytes. */
export type Documents = {
  document(document: Document, format: Exclude<FileFormat, 'ics'>): Promise<Uint8Array>;
  invitation(invitation: Invitation): Promise<Uint8Array>;
  calendar(calendar: Calendar): Promise<Uint8Array>;
};

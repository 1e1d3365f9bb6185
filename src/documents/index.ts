import type { Documents } from '../core/papers/documents.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** The libraries are loaded with the first file, not at the start. */
export const documents: Documents = {
  async document(document, format) {
    if (format === 'docx') return (await import('./docx.ts')).docx(document);
    return utf8((await import('./markdown.ts')).markdown(document));
  },
  async invitation(invitation) {
    return utf8((await import('./ics.ts')).ics(invitation));
  },
  async calendar(calendar) {
    return utf8((await import('./ics.ts')).calendarIcs(calendar));
  },
};

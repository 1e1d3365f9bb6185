import { type DialogRefusal, yesNo } from '../model/dialog.ts';
import { type Json, no, ok, type Result } from '../model/result.ts';
import { bareWord } from '../model/text.ts';

const submits = ['einreichen', 'fertig', 'absenden', 'speichern', 'submit', 'send', 'stimmt'];
/** At the end: "ja" ends it; changes come as "3: other words", which the dialog itself takes. A "nein" is asked what to change. */
export const reviewRead = (text: string): Result<Json, DialogRefusal> => {
  const said = yesNo(text);
  if ((said.ok && said.value === true) || submits.includes(bareWord(text))) return ok(true);
  return no({ code: 'unreadable', wanted: 'review' });
};
export const reviewPicks = ['submit'] as const;

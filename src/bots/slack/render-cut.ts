const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Where the sign begins that stands there. */
const signAt = (text: string, at: number): number => graphemes.segment(text).containing(at)?.index ?? 0;

/** Not far before `most`: after a line, else after a word, else between two signs; never within one, unless it has no end. */
export const gapIn = (text: string, most: number): number => {
  const early = most / 2;
  const gap = ['\n', ' '].map((each) => text.lastIndexOf(each, most - 1) + 1).find((at) => at > early);
  if (gap !== undefined) return gap;
  const at = signAt(text, most);
  if (at > early) return at;
  return most > 0 && /[\uDC00-\uDFFF]/.test(text[most] ?? '') ? most - 1 : most;
};
/** Up to a sign, where there is hardly room for words. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, signAt(text, most - 1))}…`;

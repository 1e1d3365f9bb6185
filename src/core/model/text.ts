/** Without what it ends in. A regular expression would look at every such run in the text again and again. */
export const withoutTail = (text: string, tail: string): string => {
  let end = text.length;
  while (end > 0 && tail.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
};
export const SPACE = ' \t\n\r\u00a0\u202f';
/** As people end a short answer: "ja!", "stimmt." */
export const bareWord = (text: string): string => withoutTail(text.trim().toLowerCase(), '.!');

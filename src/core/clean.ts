import type { Inbound } from './messages.ts';

/** What no database keeps and no platform sends on: U+0000 and halves of characters. Everything else is text. */
const plain = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();
export const clean = (inbound: Inbound): Inbound => {
  switch (inbound.kind) {
    case 'command':
      return { ...inbound, words: plain(inbound.words) };
    case 'reply':
    case 'revised':
      return { ...inbound, text: plain(inbound.text) };
    case 'choice':
      return { ...inbound, picked: inbound.picked.map(plain) };
    case 'form':
      return {
        ...inbound,
        answers: Object.fromEntries(Object.entries(inbound.answers).map(([path, text]) => [plain(path), plain(text)])),
      };
    default:
      return inbound;
  }
};

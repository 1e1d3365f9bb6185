import { type Inline, line, typed, type Words } from '../doc.ts';

export const access = {
  title: 'Ways in by the web page',
  none: 'Nobody has a way in by the web page right now.',
  howToRevoke: line`To end one: ${typed('access revoke Ms Vogt')}`,
  link: (person: Inline): Words => line`This is the personal link for ${person}:`,
  handOn: (until: string): string => `Please give it to this person only. It is valid until ${until}, and only once.`,
  code: (code: string): Words =>
    line`Write me this code alone in a direct chat from your other account: ${{ strong: code }}`,
  codeUntil: (until: string): string => `The code is valid until ${until}, and only once. Please give it to nobody.`,
  codeOver: 'This code is no longer valid.',
  linkOver: (person: Inline): Words => line`The link for ${person} is no longer valid.`,
  noWeb: 'There is no web page here that a link could lead to.',
  inside: (until: string): string => `signed in, until ${until} at the latest`,
  open: (until: string): string => `link not used yet, valid until ${until}`,
};

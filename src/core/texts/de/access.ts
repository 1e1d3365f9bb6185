import { type Inline, line, typed, type Words } from '../doc.ts';

export const access = {
  title: 'Zugänge über die Webseite',
  none: 'Gerade hat niemand einen Zugang über die Webseite.',
  howToRevoke: line`Einen Zugang beenden: ${typed('zugang sperren Frau Vogt')}`,
  link: (person: Inline): Words => line`Das ist der persönliche Link für ${person}:`,
  handOn: (until: string): string =>
    `Bitte geben Sie ihn nur dieser Person. Er gilt bis ${until} und nur ein einziges Mal.`,
  code: (code: string): Words =>
    line`Schreiben Sie mir von Ihrem anderen Konto aus im Direktchat nur diesen Code: ${{ strong: code }}`,
  codeUntil: (until: string): string =>
    `Der Code gilt bis ${until} und nur ein einziges Mal. Bitte geben Sie ihn niemandem.`,
  codeOver: 'Dieser Code gilt nicht mehr.',
  linkOver: (person: Inline): Words => line`Der Link für ${person} gilt nicht mehr.`,
  noWeb: 'Hier gibt es keine Webseite, zu der ein Link führen könnte.',
  inside: (until: string): string => `angemeldet, längstens bis ${until}`,
  open: (until: string): string => `Link noch nicht benutzt, gilt bis ${until}`,
};

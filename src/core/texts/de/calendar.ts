import { type Inline, line, typed, type Words } from '../doc.ts';

/** A calendar that one subscribes to. */
export const calendar = {
  mine: 'Ihr Kalender mit den Sitzungen Ihrer Gremien hat diese Adresse:',
  of: (organization: Inline): Words =>
    line`Der Kalender mit den Sitzungen hat diese Adresse: ${organization}. Er enthält nur, was öffentlich ist.`,
  renewed: 'Die bisherige Adresse gilt nicht mehr. Bitte tragen Sie die neue überall ein, wo die alte stand.',
  howTo:
    'Tragen Sie sie in Ihrem Kalender als Abonnement ein („Kalender aus dem Internet“). Änderungen kommen dann von selbst.',
  keep: line`Wer die Adresse kennt, sieht, was Sie dort sehen. Bitte behalten Sie sie für sich. Eine neue bekommen Sie mit: ${typed('kalender neu')}`,
  end: (short: string): Words => line`Eine neue Adresse, und die alte endet: ${typed(`kalender neu ${short}`)}`,
  name: (body: string): string => `Meine Gremien – ${body}`,
  noWeb: 'Hier gibt es keine Webseite, von der ein Kalender kommen könnte.',
  subscribe: 'In meinen Kalender übernehmen',
  address: 'Adresse Ihres Kalenders',
};

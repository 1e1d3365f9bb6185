import { feedCounter, isOrganization } from '../model/feed.ts';
import { text, user } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { View } from './index.ts';

/** The address is made when it is shown, and kept nowhere. Only whoever asked for it sees it. */
export const calendar: View<'calendar'> = async ({ of, renewed }, look) => {
  const { reads, words, links } = look;
  const organization = isOrganization(of) ? await reads.organizations.byId(of) : undefined;
  if (isOrganization(of) && organization === undefined) return gone(look);
  if (links === undefined) return { label: 'non-public', say: [text(words.calendar.noWeb)] };
  const { id: body } = await reads.body();
  const link = links.calendar(body, { of, serial: await reads.counters.last(feedCounter(of)) });
  return {
    label: 'non-public',
    say: [
      text(organization === undefined ? words.calendar.mine : words.calendar.of(user(organization.name))),
      text([{ link, said: link }]),
      ...(renewed ? [text(words.calendar.renewed)] : []),
      text(words.calendar.howTo),
      text(organization === undefined ? words.calendar.keep : words.calendar.end(organization.short)),
    ],
  };
};

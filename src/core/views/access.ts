import { isCode, isInside, isLink, isOver } from '../model/access.ts';
import { dates } from '../texts/dates.ts';
import { heading, line, text, user } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { View } from './index.ts';

/** The link itself is made when it is shown, and kept nowhere. Only the person who asked for it sees it. */
export const access: View<'access'> = async ({ access: id }, look) => {
  const { reads, words, now, links } = look;
  const found = await reads.accesses.byId(id);
  const person = found && (await reads.people.byId(found.person));
  if (found === undefined || person === undefined) return gone(look);
  if (!isLink(found, now) || found.state.is !== 'issued')
    return { label: 'non-public', say: [text(words.access.linkOver(user(person.name)))] };
  const { id: body, zone } = await reads.body();
  const link = links?.personal(body, id);
  if (link === undefined) return { label: 'non-public', say: [text(words.access.noWeb)] };
  const until = dates(words.language).moment(found.state.until, zone);
  return {
    label: 'non-public',
    say: [text(words.access.link(user(person.name))), text([{ link, said: link }]), text(words.access.handOn(until))],
  };
};

/** Made when it is shown, as links are. */
export const accountCode: View<'account-code'> = async ({ access: id }, look) => {
  const { reads, words, now, codes } = look;
  const found = await reads.accesses.byId(id);
  if (codes === undefined || found === undefined || !isCode(found, now) || found.state.is !== 'issued')
    return { label: 'non-public', say: [text(words.access.codeOver)] };
  const { id: body, zone } = await reads.body();
  const until = dates(words.language).moment(found.state.until, zone);
  return {
    label: 'non-public',
    say: [text(words.access.code(codes.make(body, id))), text(words.access.codeUntil(until))],
  };
};

/** Who may come in by the web, and who has. What is over is left out. */
export const accesses: View<'accesses'> = async (_, { reads, words, now }) => {
  const on = dates(words.language);
  const { zone } = await reads.body();
  const all = (await reads.accesses.all()).filter((each) => !isOver(each, now));
  const items = await Promise.all(
    all.map(async (each) => {
      const name = user((await reads.people.byId(each.person))?.name ?? each.person);
      const until = 'until' in each.state ? on.moment(each.state.until, zone) : '';
      return isInside(each, now)
        ? line`${name}: ${words.access.inside(until)}`
        : line`${name}: ${words.access.open(until)}`;
    }),
  );
  return {
    label: 'non-public',
    say: [
      heading(words.access.title),
      items.length === 0 ? text(words.access.none) : { is: 'list', items },
      text(words.access.howToRevoke),
    ],
  };
};

import { progress } from '../model/assignment.ts';
import { dates } from '../texts/dates.ts';
import { line, text, user } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { View } from './index.ts';
import { named } from './poll.ts';

export const assignment: View<'assignment'> = async (of, look) => {
  const { reads, words, reader } = look;
  const found = await reads.assignments.byId(of.assignment);
  const [from, to] = found ? await Promise.all([found.from, found.to].map((id) => reads.organizations.byId(id))) : [];
  if (found === undefined || from === undefined || to === undefined) return gone(look);
  const choices =
    of.side === 'group' && found.state !== 'done'
      ? {
          choices: progress.flatMap((state) =>
            state === found.state || state === 'open' ? [] : [{ pick: state, label: words.assignment.picks[state] }],
          ),
        }
      : {};
  const title = text(words.assignment.title(found.id, user(from.name), user(to.name)));
  const facts = [
    ...(found.due === undefined ? [] : [text(words.assignment.due(dates(words.language).day(found.due)))]),
    ...(found.outcome === undefined ? [] : [text(words.assignment.about(found.outcome))]),
  ];
  const state = words.assignment.states[found.state];
  return {
    label: 'non-public',
    inside: [from.id, to.id],
    // where some may not read it, others still may answer it
    otherwise: [title, ...facts, text(state, reader === undefined ? choices : {})],
    say: [
      title,
      text([user(found.text)]),
      ...facts,
      text(
        line`${state}${found.said === undefined ? '' : line` – ${await named(reads, found.said.by)}: ${user(found.said.text)}`}`,
        choices,
      ),
    ],
  };
};
export const assignmentNews: View<'assignment-news'> = async (of, look) => {
  const { reads, words } = look;
  const found = await reads.assignments.byId(of.assignment);
  const to = found && (await reads.organizations.byId(found.to));
  if (found === undefined || to === undefined) return gone(look);
  return {
    label: 'non-public',
    inside: [found.from, to.id],
    otherwise: [text(words.assignment.news(found.id, user(to.name), of.state))],
    say: [
      text(
        line`${words.assignment.news(found.id, user(to.name), of.state)}${found.said === undefined ? '' : line` ${words.quoted([user(found.said.text)])}`}`,
      ),
    ],
  };
};

import {
  type AskedBack,
  answeredWith,
  canUndo,
  isHanded,
  isPending,
  type Outcome,
  openQuestions,
} from '../model/outcome.ts';
import { hasCome } from '../model/time.ts';
import { dates } from '../texts/dates.ts';
import { type Block, heading, type Inline, joined, line, listed, text, user, type Words } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { Look, Shown, View } from './index.ts';
import { named } from './poll.ts';

/** Where it stands, in a few words. */
export const standing = (outcome: Outcome, { words, now }: Pick<Look, 'words' | 'now'>): string => {
  const { state } = outcome;
  if (state.is === 'submitted' && !isHanded(outcome))
    return hasCome(state.objectUntil, now) ? words.outcome.handing : words.outcome.states.submitted;
  if (state.is === 'submitted') return words.outcome.handed;
  return state.is === 'reported' ? words.outcome.reportedIn(state.paper) : words.outcome.states[state.is];
};
export const sentence = ({ text: said, owner, due, kind }: Outcome, { words }: Pick<Look, 'words'>): Words => {
  const extra = [
    ...(owner === undefined ? [] : [user(owner)]),
    ...(due === undefined ? [] : [words.outcome.due(kind, dates(words.language).day(due))]),
  ];
  return extra.length === 0 ? [user(said)] : line`${user(said)} (${listed(extra)})`;
};
const labelled = ({ label, organization, steering }: Outcome, say: Shown['say'], otherwise: Shown['say']): Shown => ({
  label,
  inside: [organization, steering],
  say,
  otherwise,
});

export const outcome: View<'outcome'> = async (of, look) => {
  const { reads, words, now } = look;
  const found = await reads.outcomes.byId(of.outcome);
  const source = found && (await reads.organizations.byId(found.organization));
  if (found === undefined || source === undefined) return gone(look);
  const exchange = await Promise.all(
    found.questions.map(async ({ text: asked, by, answer }, n, all): Promise<Words> => {
      const who = await named(reads, by);
      if (answer !== undefined)
        return line`${who}: ${user(asked)} – ${await named(reads, answer.by)}: ${user(answer.text)}`;
      const later = all.slice(n).some((each) => each.answer !== undefined);
      return line`${who}: ${user(asked)}${later ? ` (${words.outcome.answeredBelow})` : ''}`;
    }),
  );
  const { settlement, state } = found;
  const picks =
    of.side === 'steering' && isPending(found)
      ? ([...(state.is === 'taken-up' ? [] : (['take-up'] as const)), 'ask-back', 'decide', 'decline'] as const).map(
          (pick) => ({ pick, label: words.outcome.picks[pick], ...(pick === 'take-up' && { main: true as const }) }),
        )
      : [];
  const undo = of.side === 'steering' && canUndo(found, now) ? [{ pick: 'undo', label: words.outcome.picks.undo }] : [];
  const answer =
    of.side === 'source' && state.is === 'asked-back'
      ? [{ pick: 'answer', label: words.outcome.picks.answer, main: true as const }]
      : [];
  const keep = of.side === 'source' && state.is === 'draft' ? [{ pick: 'keep', label: words.outcome.picks.keep }] : [];
  const choices = [...picks, ...undo, ...answer, ...keep];
  const say: readonly Block[] = [
    text(
      line`${{ strong: `${found.id} · ${words.outcome.kinds[found.kind]}` }} · ${user(source.short)} · ${words.label[found.label]}`,
    ),
    text(sentence(found, look)),
    ...(exchange.length === 0 ? [] : [{ is: 'list' as const, items: exchange }]),
    ...(state.is === 'draft'
      ? [
          text(line`${words.outcome.objection}: ${user(state.objection.text)}`),
          text(words.outcome.afterObjection(found.id)),
        ]
      : []),
    ...(settlement === undefined
      ? []
      : [
          text(
            line`${state.is === 'declined' ? words.outcome.reason : words.outcome.decision}: ${user(settlement.text)}${settlement.nextStep === undefined ? '' : line` ${words.outcome.nextStep}: ${user(settlement.nextStep)}`}`,
          ),
        ]),
    text(line`${words.outcome.state}: ${standing(found, look)}`, choices.length === 0 ? {} : { choices }),
  ];
  return labelled(found, say, [text(words.outcome.hidden(found.id))]);
};

/** All that one report brought: for its own group with the right to object, before the others as the head of the cards. */
export const report: View<'report'> = async (of, look) => {
  const { reads, words, now } = look;
  const [all, source] = await Promise.all([
    reads.outcomes.reportedIn(of.report),
    reads.organizations.byId(of.organization),
  ]);
  if (source === undefined || all.length === 0) return gone(look);
  const meetingId = all[0]?.meeting;
  // what is under objection, or may still be, is the group's own
  const handed = of.side === 'source' ? all : all.filter(isHanded);
  const open = handed.filter(({ label }) => label === 'public');
  const title =
    of.side === 'source'
      ? words.outcome.reportTitle(user(source.name), meetingId)
      : words.outcome.reportFrom(user(source.name), meetingId, (of.side === 'board' ? open : handed).length);
  const objectable = all.filter(
    (each) => each.state.is === 'submitted' && !isHanded(each) && !hasCome(each.state.objectUntil, now),
  );
  const until = objectable[0]?.state.is === 'submitted' ? objectable[0].state.objectUntil : undefined;
  const items = (visible: readonly Outcome[]): readonly Block[] => [
    heading(title),
    ...visible.map((each): Block => {
      const may = of.side === 'source' && objectable.includes(each);
      return text(
        line`${{ strong: each.id }} ${words.outcome.kinds[each.kind]}: ${sentence(each, look)}${each.label === 'public' ? '' : ` (${words.label['non-public']})`} – ${standing(each, look)}`,
        may ? { choices: [{ pick: `object:${each.id}`, label: words.outcome.picks.object }] } : {},
      );
    }),
    ...(of.side === 'source' && until !== undefined
      ? [text(words.outcome.objectUntil(dates(words.language).moment(until, source.zone)))]
      : []),
  ];
  if (of.side === 'steering') return { label: 'public', say: [heading(title), text(words.outcome.cardsBelow)] };
  const secret = all.length - open.length;
  const visible = of.side === 'board' ? open : all;
  return {
    label: of.side === 'source' && secret > 0 ? 'non-public' : 'public',
    inside: [source.id],
    say: items(visible),
    otherwise: [...items(open), ...(secret > 0 ? [text(words.outcome.more(secret))] : [])],
  };
};

/** What happened to it, once, where it came from. */
export const outcomeNews: View<'outcome-news'> = async (of, look) => {
  const { reads, words } = look;
  const found = await reads.outcomes.byId(of.outcome);
  if (found === undefined) return gone(look);
  const about: Words = [user(found.text)];
  const by = async (person: Outcome['by']): Promise<Inline> => named(reads, person);
  const asked = (all: readonly AskedBack[]): Promise<readonly Words[]> =>
    Promise.all(all.map(async (each) => line`${await by(each.by)}: ${user(each.text)}`));
  // what was undone before it could be told has nothing more to say
  const detail = async (): Promise<Words> => {
    const { settlement, state } = found;
    switch (of.what) {
      case 'asked-back': {
        const question = found.questions.slice(of.question ?? -1)[0];
        return question === undefined ? [] : ((await asked([question]))[0] ?? []);
      }
      case 'answered': {
        const n = of.question ?? found.questions.findLastIndex(({ answer }) => answer !== undefined);
        const answer = found.questions[n]?.answer;
        if (answer === undefined) return [];
        return line`${joined(await asked(answeredWith(found, n)), ' ')} – ${await by(answer.by)}: ${user(answer.text)}`;
      }
      case 'decided':
        if (settlement === undefined || state.is === 'declined') return [];
        return line`${user(settlement.text)}${settlement.nextStep === undefined ? '' : line` ${words.outcome.nextStep}: ${user(settlement.nextStep)}`}`;
      case 'declined':
        return settlement === undefined || state.is !== 'declined' ? [] : [user(settlement.text)];
      case 'objected': {
        const objection = found.objections?.[of.objection ?? -1];
        return objection === undefined ? [] : line`${await by(objection.by)}: ${user(objection.text)}`;
      }
      default:
        return [];
    }
  };
  const choices =
    of.what === 'asked-back' && of.side === 'source' && openQuestions(found).some(({ n }) => n === (of.question ?? n))
      ? { choices: [{ pick: 'answer', label: words.outcome.picks.answer, main: true as const }] }
      : {};
  const more = await detail();
  const say: readonly Block[] = [
    text(line`${words.outcome.news[of.what](found.id)}: ${about}`),
    ...(more.length === 0 && choices.choices === undefined ? [] : [text(more, choices)]),
    ...(of.what === 'objected' && found.state.is === 'draft' && (of.objection ?? 0) + 1 === found.objections?.length
      ? [
          text(words.outcome.afterObjection(found.id), {
            choices: [{ pick: 'keep', label: words.outcome.picks.keep }],
          }),
        ]
      : []),
  ];
  return labelled(found, say, [
    text(`${words.outcome.news[of.what](found.id)}.`),
    text(words.outcome.hidden(found.id)),
  ]);
};

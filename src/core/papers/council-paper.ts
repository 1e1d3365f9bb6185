import { type Meeting, slotOf } from '../model/meeting.ts';
import type { Body, Organization } from '../model/organization.ts';
import { isReportable, type Kind, kinds, type Outcome } from '../model/outcome.ts';
import type { Paper } from '../model/paper.ts';
import { dayOfSlot } from '../model/slot.ts';
import { dates } from '../texts/dates.ts';
import { wordingOf } from '../texts/wording.ts';
import type { Block, Document, Span } from './document.ts';

type Sources = {
  organization: Organization;
  body: Body;
  committee: Organization;
  sitting: Meeting;
  outcomes: readonly Outcome[];
  groups: readonly Organization[];
};
/** What was asked back, declined or undone meanwhile does not stand in a paper. */
export const stands = (outcome: Outcome, { id }: Pick<Paper, 'id'>): boolean =>
  isReportable(outcome) ||
  (outcome.label === 'public' && outcome.state.is === 'reported' && outcome.state.paper === id);

/**
 * A Vorlage in the form of the council: head, table, Beschlussvorschlag, Sachverhalt by group and kind, next steps. By an
 * allow-list: only public outcomes that are named in the paper, and every sentence that rests on one bears its number.
 */
export const councilPaper = (
  paper: Paper,
  { organization, body, committee, sitting, outcomes, groups }: Sources,
): Document => {
  const texts = wordingOf(organization);
  const words = texts.paper;
  const on = dates(organization.language);
  const slot = slotOf(sitting);
  const named = outcomes.filter((outcome) => paper.outcomes.includes(outcome.id) && stands(outcome, paper));
  const sentence = (outcome: Outcome): readonly Span[] => {
    const own = { text: paper.reworded[outcome.id] ?? outcome.text, mark: outcome.id };
    const owner = outcome.kind === 'offer' && outcome.owner !== undefined ? [` ${words.offeredBy(outcome.owner)}`] : [];
    const settled =
      outcome.settlement === undefined ? [] : [' ', { text: words.decided(outcome.settlement.text), mark: outcome.id }];
    return [own, ...owner, ...settled];
  };
  const ofKind = (those: readonly Outcome[], kind: Kind): readonly Block[] => {
    const some = those.filter((outcome) => outcome.kind === kind);
    if (some.length === 0) return [];
    return [
      { kind: 'heading', level: 3, text: words.kinds[kind] },
      { kind: 'list', items: some.map(sentence) },
    ];
  };
  const sections = groups.flatMap((group): readonly Block[] => {
    const own = named.filter((outcome) => outcome.organization === group.id && outcome.kind !== 'next-step');
    return own.length === 0
      ? []
      : [{ kind: 'heading', level: 2, text: group.name }, ...kinds.flatMap((kind) => ofKind(own, kind))];
  });
  const nextSteps = named.flatMap((outcome): readonly (readonly string[])[] => {
    const { id, kind, owner, due, settlement } = outcome;
    const group = groups.find((each) => each.id === outcome.organization)?.short ?? '';
    const said = paper.reworded[id] ?? outcome.text;
    const step = settlement === undefined ? said : `${said} (${words.decided(settlement.text)})`;
    return [
      ...(kind === 'next-step' ? [[id, step, owner ?? group, due === undefined ? words.open : on.date(due)]] : []),
      ...(settlement?.nextStep === undefined ? [] : [[id, settlement.nextStep, organization.short, words.open]]),
    ];
  });
  return {
    title: paper.words.title,
    sort: words.sort,
    issuer: body.issuer,
    date: on.date(paper.day),
    language: organization.language,
    ...(paper.state.is === 'draft' && { stamp: words.draft }),
    blocks: [
      {
        kind: 'table',
        caption: '',
        head: words.head,
        rows: [
          [
            committee.name,
            slot === undefined ? '' : on.date(dayOfSlot(slot, sitting.zone)),
            words.public,
            words.purpose,
          ],
        ],
      },
      { kind: 'heading', level: 1, text: words.proposalHeading },
      ...paragraphs(paper.words.proposal),
      { kind: 'heading', level: 1, text: words.facts },
      ...paragraphs(paper.words.introduction),
      ...sections,
      ...(nextSteps.length === 0
        ? []
        : [
            { kind: 'heading', level: 1, text: words.nextSteps } as const,
            { kind: 'table', caption: words.nextStepsCaption, head: words.nextStepsHead, rows: nextSteps } as const,
          ]),
      ...paragraphs(body.signature),
    ],
  };
};
const paragraphs = (text: string): readonly Block[] =>
  text.split(/\n\s*\n/).map((paragraph) => ({ kind: 'paragraph', spans: [paragraph] }));

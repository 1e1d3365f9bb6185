import { type Meeting, slotOf } from '../model/meeting.ts';
import type { Body, Organization, Person } from '../model/organization.ts';
import { isReportable, type Kind, kinds, type Outcome } from '../model/outcome.ts';
import type { Paper } from '../model/paper.ts';
import { dayOfSlot } from '../model/slot.ts';
import { dates } from '../texts/dates.ts';
import { wordingOf } from '../texts/wording.ts';
import type { Block, Document, Span } from './document.ts';
import { sentencesOf } from './sentences.ts';

type Sources = {
  organization: Organization;
  body: Body;
  committee: Organization;
  sitting: Meeting;
  outcomes: readonly Outcome[];
  groups: readonly Organization[];
  people: readonly Person[];
};
/** What was asked back, declined or undone meanwhile does not stand in a paper. */
export const stands = (outcome: Outcome, { id }: Pick<Paper, 'id'>): boolean =>
  isReportable(outcome) ||
  (outcome.label === 'public' && outcome.state.is === 'reported' && outcome.state.paper === id);

/**
 * A Vorlage in the form of the council: head, table, Beschlussvorschlag, Sachverhalt by group and kind, next steps. By an
 * allow-list: only public outcomes that are named in the paper, and every sentence that rests on one bears its number. It
 * names organizations; who cares for a step within one is not the public's business.
 */
export const councilPaper = (
  paper: Paper,
  { organization, body, committee, sitting, outcomes, groups, people }: Sources,
): Document => {
  const texts = wordingOf(organization);
  const words = texts.paper;
  const on = dates(organization.language);
  const slot = slotOf(sitting);
  const named = outcomes.filter((outcome) => paper.outcomes.includes(outcome.id) && stands(outcome, paper));
  const sentence = (outcome: Outcome): readonly Span[] => {
    const { id, kind, text, owner, settlement } = outcome;
    const said = [
      ...sentencesOf(paper.reworded[id] ?? text),
      ...(kind === 'offer' && owner !== undefined && !namesPerson(owner, people) ? [words.offeredBy(owner)] : []),
      ...(settlement === undefined ? [] : sentencesOf(words.decided(settlement.text))),
    ];
    return said.flatMap((each, i): readonly Span[] => [...(i === 0 ? [] : [' ']), { text: each, mark: id }]);
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
    const { id, kind, due, settlement } = outcome;
    const group = groups.find((each) => each.id === outcome.organization)?.name ?? '';
    const said = paper.reworded[id] ?? outcome.text;
    const step = settlement === undefined ? said : `${said} (${words.decided(settlement.text)})`;
    return [
      ...(kind === 'next-step' ? [[id, step, group, due === undefined ? words.open : on.date(due)]] : []),
      ...(settlement?.nextStep === undefined ? [] : [[id, settlement.nextStep, organization.name, words.open]]),
    ];
  });
  return {
    title: paper.words.title,
    sort: words.sorts[paper.words.proposal === '' ? 'information' : 'decision'],
    issuer: body.issuer,
    date: on.date(paper.day),
    day: paper.day,
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
      ...(paper.words.proposal === ''
        ? []
        : [{ kind: 'heading', level: 1, text: words.proposalHeading } as const, ...paragraphs(paper.words.proposal)]),
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
/** Somebody whom we know, or who is addressed as a person. */
const namesPerson = (text: string, people: readonly Person[]): boolean =>
  /(^|\P{L})(Frau|Herrn?|Dr|Mrs?|Ms)(\P{L}|$)/u.test(text) ||
  people.some(({ name }) => wordsOf(text).includes(wordsOf(name)));
const wordsOf = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
const paragraphs = (text: string): readonly Block[] =>
  text.split(/\n\s*\n/).map((paragraph) => ({ kind: 'paragraph', spans: [paragraph] }));

import { forbidden } from '../commands/command.ts';
import { steeringOf } from '../commands/load.ts';
import { voters } from '../commands/may.ts';
import type { Question, Repeat } from '../model/dialog.ts';
import { numbered, readNumber } from '../model/number.ts';
import { objectionEnds } from '../model/objection.ts';
import { type Kind, kinds, type Outcome } from '../model/outcome.ts';
import type { OrganizationId } from '../model/place.ts';
import { type PostKey, postKey } from '../model/post.ts';
import { no, ok } from '../model/result.ts';
import { inZone, type Zoned } from '../model/time.ts';
import { everywhere, reach, tell } from '../reach.ts';
import { save } from '../step.ts';
import type { Ask } from '../texts/index.ts';
import { day, label, words } from './read.ts';
import { recipe } from './recipe.ts';
import { reviewPicks, reviewRead } from './review.ts';
import { rounds } from './rounds.ts';

/** Kind by kind, any number of each. Before each answer one says who may see it. */
const repeat = (kind: Kind, now: Zoned, about: { group: string; steering: string }): Repeat<Ask> => {
  const questions: Question<Ask>[] = [
    { key: 'label', ask: 'report-label', about, read: label, picks: ['public', 'non-public'] },
    { key: 'text', ask: `report-${kind}`, read: words },
  ];
  if (kind === 'offer')
    questions.push(
      { key: 'owner', ask: 'report-offer-owner', read: words, picks: ['skip'] },
      { key: 'due', ask: 'report-offer-review', read: day(now), day: true, picks: ['skip'] },
    );
  if (kind === 'next-step')
    questions.push(
      { key: 'owner', ask: 'report-step-owner', read: words, picks: ['skip'] },
      { key: 'due', ask: 'report-step-due', read: day(now), day: true, picks: ['skip'] },
    );
  return { key: kind, more: `report-${kind}-more`, questions, needs: 'text' };
};

export const report = recipe({
  name: 'report',
  version: 1,
  async load(reads, { about }, now) {
    const id = about['organization'] as OrganizationId | undefined; // written by us when the dialog began
    const organization = id && (await reads.organizations.byId(id));
    if (organization === undefined) return undefined;
    return {
      organization,
      steering: await steeringOf(reads, organization),
      meeting: readNumber('S', about['meeting'] ?? ''),
      now: inZone(now, organization.zone),
    };
  },
  items: ({ organization, steering, now }) => [
    ...kinds.map((kind) =>
      repeat(kind, now, { group: organization.short, steering: steering?.short ?? organization.short }),
    ),
    { key: 'review', ask: 'report-review', review: true, read: reviewRead, picks: reviewPicks },
  ],
  async finish({ organization, steering, meeting }, dialog, asked, reads) {
    const { by, now } = asked;
    const wrong = await forbidden(reads, asked, organization, voters);
    if (wrong !== undefined) return wrong;
    if (steering === undefined) return no({ code: 'no-steering' });
    const last = await reads.counters.last('E');
    const objectUntil = objectionEnds(organization, now);
    const said = kinds.flatMap((kind) =>
      rounds(dialog.answers, kind).flatMap((round) =>
        typeof round['text'] === 'string' ? [{ kind, round, text: round['text'] }] : [],
      ),
    );
    const outcomes = said.map(
      ({ kind, round, text }, i): Outcome => ({
        id: numbered('E', last + 1 + i),
        organization: organization.id,
        steering: steering.id,
        report: dialog.id,
        by,
        kind,
        text,
        ...(meeting && { meeting }),
        label: round['label'] === 'public' ? 'public' : 'non-public', // unsaid counts as not public
        ...(typeof round['owner'] === 'string' && { owner: round['owner'] }),
        ...(typeof round['due'] === 'string' && { due: round['due'] }),
        questions: [],
        state: { is: 'submitted', objectUntil },
      }),
    );
    if (outcomes.length === 0) return ok({ save: [], posts: [] });
    const home = await reach(reads, organization.id, now);
    const cards = meeting === undefined ? [] : everywhere(home).map((to) => postKey('meeting', meeting, to.id));
    const standing = new Set<PostKey>();
    for (const card of cards) if ((await reads.posts.refs(card)).length > 0) standing.add(card);
    const view = { view: 'report', report: dialog.id, organization: organization.id, side: 'source' } as const;
    return ok({
      save: [
        save('counter', { of: 'E', last: last + outcomes.length }),
        ...outcomes.map((outcome) => save('outcome', outcome)),
      ],
      posts: tell(everywhere(home), ['report', dialog.id], view, 'notice', (to) =>
        [...standing].find((card) => to.kind === 'room' && card === postKey('meeting', meeting ?? '', to.id)),
      ),
      say: view,
    });
  },
});

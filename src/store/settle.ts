import type { Post } from '../core/messages.ts';
import type { BodyId } from '../core/model/place.ts';
import type { Committed, Entry } from '../core/ports.ts';
import type { Change, Said } from '../core/step.ts';
import { changeName } from './tables.ts';

export type Written = {
  rows: ReadonlyMap<string, { body: BodyId; change: Change; version: number }>;
  causes: readonly { body: BodyId; cause: string; said: Said }[];
  /** In the order meant; `times` says how often within this batch. */
  posts: ReadonlyMap<string, { body: BodyId; post: Post; times: number }>;
};
export type Known = { said: ReadonlyMap<string, Said>; versions: ReadonlyMap<string, number> };

export const causeName = (body: BodyId, cause: string): string => `${body}/${cause}`;

/** It stays where it is meant to stand, and what is to be noticed does not become quiet: perhaps nobody has seen it yet. */
export const meantAgain = (before: Post | undefined, post: Post): Post =>
  before === undefined
    ? post
    : { ...before, view: post.view, urgency: before.urgency === 'quiet' ? post.urgency : before.urgency };

/** What a batch of commits comes to, given what the database knows: the same for every store, and pure. */
export const settle = (
  entries: readonly Entry[],
  known: Known,
): { answers: readonly Committed[]; written: Written } => {
  const said = new Map(known.said);
  const versions = new Map(known.versions);
  const rows = new Map<string, { body: BodyId; change: Change; version: number }>();
  const causes: { body: BodyId; cause: string; said: Said }[] = [];
  const posts = new Map<string, { body: BodyId; post: Post; times: number }>();

  const answers = entries.map(({ body, cause, expect, decision }): Committed => {
    const before = said.get(causeName(body, cause));
    if (before !== undefined) return { is: 'seen', said: before };
    if (expect.some(({ row, version }) => (versions.get(row) ?? 0) !== version)) return { is: 'stale' };
    const step = decision.ok ? decision.value : { save: [], posts: [] };
    for (const change of step.save) {
      const name = changeName(body, change);
      const version = (versions.get(name) ?? 0) + 1;
      versions.set(name, version);
      rows.set(name, { body, change, version });
    }
    for (const post of step.posts) {
      const name = `${body}/${post.key}`;
      const before = posts.get(name);
      posts.set(name, { body, post: meantAgain(before?.post, post), times: (before?.times ?? 0) + 1 });
    }
    const kept: Said = decision.ok
      ? { ...(step.say !== undefined && { say: step.say }), ...(step.posted && { posted: step.posted }) }
      : { refused: decision.error };
    said.set(causeName(body, cause), kept);
    causes.push({ body, cause, said: kept });
    return { is: 'done', said: kept };
  });
  return { answers, written: { rows, causes, posts } };
};

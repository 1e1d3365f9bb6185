import type { BodyId, MessageRef } from '../model/place.ts';
import type { PostKey } from '../model/post.ts';
import type { Reads } from '../ports.ts';
import type { Asked } from '../step.ts';
import type { ViewRef } from '../views/refs.ts';

const ANSWER = 'answer:';
/** What an answer is about, for an adapter to hand back with a click on it. */
export const aboutOf = (view: ViewRef): string =>
  `${ANSWER}${JSON.stringify(Object.fromEntries(Object.entries(view).toSorted(([a], [b]) => (a < b ? -1 : 1))))}`; // the same words for the same view, whatever a database made of their order

/**
 * The view that somebody clicked or answered: as the message is known to us; or as the message itself says, by the id of
 * its Envelope or Answer. Nothing is trusted because of it: each verb checks what the person may.
 */
export const viewOn = async (
  reads: Pick<Reads, 'posts' | 'body'>,
  on: MessageRef | undefined,
  about: string | undefined,
  { at }: Pick<Asked, 'at'>,
): Promise<ViewRef | undefined> => {
  const known = on && (await reads.posts.shownAt(on));
  if (known !== undefined) return known.view;
  if (about?.startsWith(ANSWER)) return viewIn(about.slice(ANSWER.length));
  const own = about === undefined ? undefined : keyIn(about, (await reads.body()).id);
  const post = own && (await reads.posts.byKey(own));
  return post?.to === at.id ? post.view : undefined;
};

/** Of `body:waldshut/post:poll:U-4:R-2/0` the key, if it is of this body. */
const keyIn = (envelope: string, body: BodyId): PostKey | undefined => {
  const [, of, key] = /^(body:[^/]*)\/(post:.+)\/\d+$/.exec(envelope) ?? [];
  if (of !== body) return undefined;
  return key?.startsWith('post:') ? `post:${key.slice('post:'.length)}` : undefined;
};
/** Only what a view of ours looks like: names and numbers under a name. */
const viewIn = (text: string): ViewRef | undefined => {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || !('view' in read)) return undefined;
    const plain = Object.values(read).every((value) => typeof value === 'string' || typeof value === 'number');
    return plain ? (read as ViewRef) : undefined; // ids that name nothing are refused by whoever loads them
  } catch {
    return undefined;
  }
};

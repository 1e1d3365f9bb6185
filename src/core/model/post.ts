import type { PlaceId } from './place.ts';

/** The same key again means: edit what you sent. Made of domain ids, never at random. */
export type PostKey = `post:${string}`;
export const postKey = (...ids: readonly (string | number)[]): PostKey => `post:${ids.join(':')}`;
/** `quiet` ones, such as tallies, may be late and never delay others. */
export type Urgency = 'answer' | 'notice' | 'quiet';
export type Addressed = { key: PostKey; to: PlaceId; under?: PostKey; urgency: Urgency };

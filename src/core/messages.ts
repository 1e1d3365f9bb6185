import type { Account, Audience, BodyId, ConnectionId, MessageRef, Spot } from './model/place.ts';
import type { Addressed, Urgency } from './model/post.ts';
import type { Json } from './model/result.ts';
import type { Doc, Form } from './texts/doc.ts';
import type { ViewRef } from './views/refs.ts';

/** All that can happen to us. `id` is unique per event of a connection, so that a redelivery is recognised. */
export type Inbound =
  | ({ id: string; by: Account; at: Spot } & (
      | { kind: 'command'; words: string; quoting?: MessageRef; message?: MessageRef } // message: what `revised` will name
      | { kind: 'choice'; on: MessageRef; picked: readonly string[]; dropped: readonly string[] | 'rest' } // what changed
      | { kind: 'reply'; text: string; to?: MessageRef; message?: MessageRef }
      | { kind: 'form'; dialog: string; version: number; answers: Readonly<Record<string, string>> }
      | { kind: 'revised'; message: MessageRef; text: string }
      | { kind: 'withdrawn'; message: MessageRef }
    ))
  | { id: string; kind: 'place'; at: Spot; by?: Account; change: PlaceChange }
  | { id: string; kind: 'connection'; connection: ConnectionId; change: ConnectionChange }
  | { id: string; kind: 'tick'; job: string };
export type FromPerson = Extract<
  Inbound,
  { by: Account; at: Spot; kind: 'command' | 'choice' | 'reply' | 'form' | 'revised' | 'withdrawn' }
>;
export type PlaceChange =
  | { is: 'joined' }
  | { is: 'removed' }
  | { is: 'encrypted' }
  | { is: 'upgraded'; to: Spot }
  | { is: 'audience'; now: Audience };
export type ConnectionChange = 'revoked' | 'uninstalled' | 'back';

/** Shown at once, to that person alone, by the replica that received. A repeat gets the same. */
export type Answer =
  | { kind: 'done'; say?: Doc; form?: Form }
  | { kind: 'refused'; say: Doc; fields?: Readonly<Record<string, Doc>> }
  | { kind: 'failed'; say: Doc }; // nothing was saved: not to be acknowledged

/** What is said in a place: which view of what, never the text. */
export type Post = Addressed & { view: ViewRef };

/** `id` never changes; id and revision together name one request for ever. */
export type Envelope = { id: string; body: BodyId; revision: number; at: Spot; under?: MessageRef; urgency: Urgency };
/** One message, in the platform's own form. */
export type Part = Envelope & { content: Json };

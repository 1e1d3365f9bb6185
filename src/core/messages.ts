import type { AccessId } from './model/number.ts';
import type { Account, Audience, BodyId, ConnectionId, Label, Lack, MessageRef, Spot } from './model/place.ts';
import type { Addressed, Urgency } from './model/post.ts';
import type { Json } from './model/result.ts';
import type { Doc, Form } from './texts/doc.ts';
import type { ViewRef } from './views/refs.ts';

/**
 * All that can happen to us. `id` is unique per event of a connection, so that a redelivery is recognised. `about`: what an
 * adapter finds in its own message or answer, its Envelope's id or its Answer's `about`, so that a click counts also where
 * we do not know the message's reference yet, or where it never was a post.
 */
export type Inbound =
  | ({ id: string; by: Account; at: Spot } & (
      | { kind: 'command'; words: string; quoting?: MessageRef; message?: MessageRef } // message: what `revised` will name
      | {
          kind: 'choice';
          on: MessageRef;
          about?: string;
          picked: readonly string[];
          dropped: readonly string[] | 'rest';
          message?: MessageRef; // of a reaction: taking it away withdraws the choice
        } // what changed
      | { kind: 'reply'; text: string; to?: MessageRef; about?: string; message?: MessageRef }
      | { kind: 'form'; dialog: string; version: number; answers: Readonly<Record<string, string>> }
      | { kind: 'revised'; message: MessageRef; text: string }
      | { kind: 'withdrawn'; message: MessageRef }
    ))
  | { id: string; kind: 'place'; at: Spot; by?: Account; change: PlaceChange }
  | { id: string; kind: 'connection'; connection: ConnectionId; change: ConnectionChange }
  | { id: string; kind: 'entry'; body: BodyId; access: AccessId; does: 'enter' | 'leave' } // by their link to the web page
  | { id: string; kind: 'tick'; job: string };
export type FromPerson = Extract<
  Inbound,
  { by: Account; at: Spot; kind: 'command' | 'choice' | 'reply' | 'form' | 'revised' | 'withdrawn' }
>;
export type PlaceChange =
  | { is: 'joined' }
  | { is: 'removed' }
  | { is: 'encrypted' }
  | { is: 'missed' } // something was said there that will never be heard
  | { is: 'unsure' } // something of ours may stand there or not, and we cannot look
  | { is: 'upgraded'; to: Spot }
  | { is: 'audience'; now: Audience }
  | { is: 'lacks'; lack: Lack }
  /** Nothing is lacking there (any more). */
  | { is: 'able' };
export type ConnectionChange = 'revoked' | 'uninstalled' | 'back';

/**
 * Shown at once, to that person alone, by the replica that received. A repeat gets the same. `label`: whether it may stand
 * where others read along, on platforms that cannot show it to one person. `body`: whose files it names. `about`: for the
 * choices in it. `posted`: the same is on its way as a post to the place where it was asked. `receipt`: what was done shows elsewhere anyway, so
 * that a sign says enough where others read along.
 */
export type Answer =
  | {
      kind: 'done';
      say?: Doc;
      label?: Label;
      body?: BodyId;
      about?: string;
      posted?: true;
      receipt?: true;
      form?: Form;
    }
  | { kind: 'refused'; say: Doc; fields?: Readonly<Record<string, Doc>> }
  | { kind: 'failed'; say: Doc }; // nothing was saved: not to be acknowledged

/** What is said in a place: which view of what, never the text. */
export type Post = Addressed & { view: ViewRef };

/** `id` never changes; id and revision together name one request for ever. */
export type Envelope = { id: string; body: BodyId; revision: number; at: Spot; under?: MessageRef; urgency: Urgency };
/** One message, in the platform's own form. `label`: whether it may be read by whoever comes later. */
export type Part = Envelope & { content: Json; label: Label };

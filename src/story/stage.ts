import type { Payload } from '../bots/memory/receive.ts';
import type { BodyId, ConnectionId } from '../core/model/place.ts';
import type { Iso } from '../core/model/time.ts';
import type { Store } from '../core/ports.ts';

/** A message as it stands on its platform. */
export type Told = { id: string; room: string; text: string; clickable: boolean; thread?: string };
/** Where a story is played: platforms with people's rooms, a clock to wind, and what they came to. */
export type Stage = {
  store: Pick<Store, 'read'>;
  body: BodyId;
  /** Time only goes on. */
  turnTo(moment: Iso): void;
  /** Everything that is due happens, and goes out. */
  tick(): Promise<void>;
  /** A person does something there; all that follows goes out. */
  take(connection: ConnectionId, payload: Payload, by: string): Promise<unknown>;
  /** What stands on a platform, oldest first. */
  messages(connection: ConnectionId): Promise<readonly Told[]>;
};

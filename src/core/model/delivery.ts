import type { MessageRef } from './place.ts';
import type { Json } from './result.ts';

export type PieceState =
  | { is: 'planned'; tries: number } // certainly not there: may be sent
  | { is: 'sending' } // committed before the request leaves
  | { is: 'uncertain'; absences: number } // perhaps there: looked up, never sent blind
  | { is: 'sent' }
  | { is: 'held' }; // a person must look
/** One message of a post. `ref`: it stands there, so this is an edit. No `content`: nothing more to say there. `waitMs`: from
 *  now on, counted in the database's time, so that no replica's clock matters. */
export type Piece = { n: number; ref?: MessageRef; content?: Json; state: PieceState; waitMs: number };

/** A platform is given 5 s to answer; a row left `sending` is left alone three times as long. */
const ABANDONED_MS = 15_000;
/** A request whose answer was lost may still arrive: absence counts only after this. */
const QUARANTINE_MS = 60_000;
const BETWEEN_LOOKS_MS = 10_000;
const BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 300_000;
const backoff = (tries: number): number => Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** tries);
export const planned: PieceState = { is: 'planned', tries: 0 };

const to = (piece: Piece, state: PieceState, waitMs = 0): Piece => ({ ...piece, state, waitMs });
export const settled = ({ state }: Piece): boolean => state.is === 'sent' || state.is === 'held';
export const leaving = (piece: Piece): Piece =>
  piece.state.is === 'planned' ? to(piece, { is: 'sending' }, ABANDONED_MS) : piece;
export const held = (piece: Piece): Piece => to(piece, { is: 'held' });
/** Once settled, only the reference is kept. */
export const arrived = ({ n }: Piece, ref?: MessageRef): Piece => ({
  n,
  ...(ref && { ref }),
  state: { is: 'sent' },
  waitMs: 0,
});

/** An edit may be repeated at will: the same words at the same place. */
export const failed = (piece: Piece, again: 'later' | 'never' | 'unknown', afterMs?: number): Piece => {
  const tries = piece.state.is === 'planned' ? piece.state.tries : 0;
  if (again === 'never') return to(piece, { is: 'held' });
  if (again === 'later' || piece.ref !== undefined)
    return to(piece, { is: 'planned', tries: tries + 1 }, afterMs ?? backoff(tries));
  return to(piece, { is: 'uncertain', absences: 0 }, QUARANTINE_MS);
};
/** Sent again only when twice seen absent. */
export const looked = (piece: Piece, absences: number, found: MessageRef | 'absent' | 'unknown'): Piece => {
  if (found === 'unknown') return to(piece, piece.state, BETWEEN_LOOKS_MS);
  if (found !== 'absent') return arrived(piece, found);
  return absences > 0 ? to(piece, planned) : to(piece, { is: 'uncertain', absences: 1 }, BETWEEN_LOOKS_MS);
};

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arrived,
  failed,
  held,
  leaving,
  looked,
  type Piece,
  type PieceState,
  planned,
  settled,
} from '../../src/core/model/delivery.ts';

const ref = { connection: 'slack', id: 'm1' };
const piece = (state: PieceState, more: Partial<Piece> = {}): Piece => ({
  n: 0,
  content: 'words',
  state,
  waitMs: 0,
  ...more,
});
const sending = piece({ is: 'sending' }, { waitMs: 15_000 });
const uncertain = (absences: number): Piece => piece({ is: 'uncertain', absences });
const tried = (tries: number, more: Partial<Piece> = {}): Piece => piece({ is: 'planned', tries }, more);

describe('one message on its way', () => {
  test('given a planned one, when it leaves, then it is left alone for three send timeouts, whatever becomes of who sends it', () => {
    expect(leaving(piece(planned))).toEqual(piece({ is: 'sending' }, { waitMs: 15_000 }));
  });

  test.each([sending, uncertain(1), piece({ is: 'sent' }), piece({ is: 'held' })])(
    'given $state, nothing leaves',
    (any) => {
      expect(leaving(any)).toBe(any);
    },
  );

  test('when it has arrived, only the reference is kept', () => {
    expect(arrived(piece(planned), ref)).toEqual({ n: 0, ref, state: { is: 'sent' }, waitMs: 0 });
    expect(arrived(piece(planned, { ref }))).toEqual({ n: 0, state: { is: 'sent' }, waitMs: 0 });
  });

  test('given a new one, when the answer is lost, then it is uncertain and nobody looks before the quarantine is over', () => {
    expect(failed(piece(planned), 'unknown')).toEqual(piece({ is: 'uncertain', absences: 0 }, { waitMs: 60_000 }));
  });

  test('given one whose sender died, then it is as uncertain as one whose answer was lost', () => {
    expect(failed(sending, 'unknown')).toEqual(piece({ is: 'uncertain', absences: 0 }, { waitMs: 60_000 }));
  });

  test('given an edit, when the answer is lost or its sender died, then it is made again: the same words at the same place', () => {
    expect(failed(piece(planned, { ref }), 'unknown')).toEqual(tried(1, { ref, waitMs: 1_000 }));
    expect(failed({ ...sending, ref }, 'unknown')).toEqual(tried(1, { ref, waitMs: 1_000 }));
  });

  test('when it may never be said there, then it is held for a person to look at', () => {
    expect(failed(piece(planned), 'never')).toEqual(piece({ is: 'held' }));
    expect(failed(piece(planned, { ref }), 'never')).toEqual(piece({ is: 'held' }, { ref }));
  });

  test('when the platform asks for patience, then it gets as much as it asks for', () => {
    expect(failed(piece(planned), 'later', 90_000)).toEqual(tried(1, { waitMs: 90_000 }));
    expect(failed(piece(planned), 'later', 0)).toEqual(tried(1, { waitMs: 0 }));
  });

  test('when it fails again and again, then the waits double up to five minutes', () => {
    const waits: number[] = [];
    for (let it = piece(planned), i = 0; i < 12; i += 1) {
      it = failed(it, 'later');
      waits.push(it.waitMs / 1_000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    expect(failed(tried(10_000), 'later').waitMs).toBe(300_000);
  });

  test('given an uncertain one, when it is found, then it has arrived', () => {
    expect(looked(uncertain(0), 0, ref)).toEqual({ n: 0, ref, state: { is: 'sent' }, waitMs: 0 });
    expect(looked(uncertain(1), 1, ref)).toEqual({ n: 0, ref, state: { is: 'sent' }, waitMs: 0 });
  });

  test('given an uncertain one, when it is absent once, then it is looked for again; when twice, then it is sent again', () => {
    const once = looked(uncertain(0), 0, 'absent');
    expect(once).toEqual(piece({ is: 'uncertain', absences: 1 }, { waitMs: 10_000 }));
    expect(looked(once, 1, 'absent')).toEqual(piece(planned));
  });

  test('given an uncertain one, when looking fails, then nothing is concluded from it, however often', () => {
    expect(looked(uncertain(0), 0, 'unknown')).toEqual(piece({ is: 'uncertain', absences: 0 }, { waitMs: 10_000 }));
    expect(looked(uncertain(1), 1, 'unknown')).toEqual(piece({ is: 'uncertain', absences: 1 }, { waitMs: 10_000 }));
  });

  test('what is given up is held, with where it stands if it stands anywhere', () => {
    expect(held(piece({ is: 'sent' }, { ref }))).toEqual(piece({ is: 'held' }, { ref }));
    expect(held(uncertain(0)).state).toEqual({ is: 'held' });
  });

  test('what is sent or held is settled, everything else is not', () => {
    const states: readonly PieceState[] = [
      { is: 'sent' },
      { is: 'held' },
      { is: 'sending' },
      planned,
      { is: 'uncertain', absences: 1 },
    ];
    expect(states.map((state) => settled(piece(state)))).toEqual([true, true, false, false, false]);
  });
});

test('whatever happens to it: it never leaves while it may be there already, nor its words get lost before it is there', () => {
  const happening = fc.constantFrom('leave', 'arrive', 'later', 'never', 'unknown', 'absent', 'blind', 'die');
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), fc.boolean(), (events, edit) => {
      let it = piece(planned, edit ? { ref } : {});
      let perhapsThere = false;
      let absences = 0;
      for (const event of events) {
        if (settled(it)) break;
        if (it.state.is === 'planned') {
          expect(perhapsThere && !edit).toBe(false);
          const claimed = leaving(it);
          expect(claimed.waitMs).toBe(15_000);
          if (event === 'arrive') it = arrived(it, ref);
          else if (event === 'later' || event === 'never') it = failed(it, event);
          else [it, perhapsThere, absences] = [failed(event === 'die' ? claimed : it, 'unknown'), true, 0];
        } else if (it.state.is === 'uncertain') {
          expect(edit).toBe(false);
          const found = event === 'arrive' ? ref : event === 'absent' ? 'absent' : 'unknown';
          if (found === 'absent') absences += 1;
          it = looked(it, it.state.absences, found);
          if (absences === 2) perhapsThere = false;
        }
        expect(it.waitMs).toBeLessThanOrEqual(300_000);
        if (it.state.is !== 'sent') expect(it.content).toBe('words');
      }
    }),
  );
});

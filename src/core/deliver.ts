import type { Envelope } from './messages.ts';
import { arrived, failed, held, leaving, looked, type Piece, planned, settled } from './model/delivery.ts';
import { isClosed, type Label, type PersonId, type Place } from './model/place.ts';
import type { Json } from './model/result.ts';
import {
  type Bot,
  type Delivery,
  DeliveryError,
  type Due,
  type Fence,
  type Frozen,
  type Log,
  type Reads,
  type Store,
  type Time,
  Unavailable,
} from './ports.ts';
import { languageOf } from './reach.ts';
import { hasGuests } from './sight.ts';
import type { Doc, Inline, Words } from './texts/doc.ts';
import { texts } from './texts/index.ts';
import { show } from './views/index.ts';

/** Whether too many read along. */
type Wide = () => Promise<boolean>;
type Parts = { store: Store; bot: Bot; log: Log; time: Time };
/**
 * One pass over what is due, for the replica that holds the lane. Rooms still busy from an earlier pass are left alone.
 * Rejects with `Unavailable` when the store was away in between.
 */
export type Outlet = { pass(fence: Fence): Promise<void> };

/** The door out. Each room has a loop of its own, so that a slow room delays no other. */
export const outlet = ({ store, bot, log, time }: Parts): Outlet => {
  const busy = new Set<string>();
  /** When each room was last done with, in turns: who had asked before then asked what is no longer so. */
  const doneWith = new Map<string, number>();
  let turns = 0;

  /** What a platform has answered and the store could not take yet: nobody else knows it, so it is not forgotten. */
  const unkept = new Map<string, { room: string; fence: Fence; delivery: Delivery }>();
  const keep = async (room: string, fence: Fence, delivery: Delivery): Promise<void> => {
    const name = `${delivery.body}/${delivery.key}`;
    unkept.set(name, { room, fence, delivery });
    await store.outbox.save(fence, delivery);
    unkept.delete(name);
  };

  /** What a platform should have answered, and threw instead. */
  const told = (about: string) => (error: unknown) => {
    if (!(error instanceof DeliveryError)) log.bug(about, error);
    return 'unknown' as const;
  };

  /** These words are retried until settled, and only then does a newer revision go out. */
  const freeze = async (due: Due, wide: Wide): Promise<Frozen> => {
    const {
      body,
      place,
      post: { view },
      wanted,
      frozen: { pieces },
    } = due;
    const { reads } = store.read(body);
    const reader = place.kind === 'direct' ? await reads.people.byId(place.person) : undefined;
    const words = texts[languageOf(place, reader)];
    const look = { reads, words, now: time.now(), place, ...(reader && { reader: reader.id }) };
    const shown = await show(view.view, view, look);
    const elsewhere = place.kind === 'room' && shown.inside !== undefined && !shown.inside.includes(place.organization);
    const hidden = shown.label === 'non-public' && (elsewhere || (await wide()));
    const doc = hidden ? (shown.otherwise ?? words.pointer) : shown.say;
    const contents = bot.render(await withAccounts(doc, place, reads));
    const label: Label = hidden ? 'public' : shown.label;
    return {
      made: wanted,
      label,
      pieces: Array.from({ length: Math.max(contents.length, pieces.length) }, (_, n) =>
        fresh(n, contents[n], pieces[n]),
      ),
    };
  };

  /** One that cannot be made is our mistake: told once, held for a person to see, and made again with the next revision. */
  const made = async (fence: Fence, due: Due, wide: Wide): Promise<Frozen | undefined> => {
    try {
      return await freeze(due, wide);
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      const { body, post, wanted, frozen } = due;
      log.bug(`making ${post.key}`, error);
      const pieces = (frozen.pieces.length === 0 ? [fresh(0, undefined, undefined)] : frozen.pieces).map(held);
      await store.outbox.save(fence, { body, key: post.key, frozen: { made: wanted, label: frozen.label, pieces } });
      return undefined;
    }
  };

  const move = async (piece: Piece, envelope: Envelope, label: Label): Promise<Piece> => {
    switch (piece.state.is) {
      case 'sent':
      case 'held':
        return piece;
      case 'sending':
        return failed(piece, 'unknown'); // whoever sent it is gone
      case 'uncertain':
        return looked(piece, piece.state.absences, await bot.find(envelope).catch(told(`looking for ${envelope.id}`)));
      case 'planned':
        try {
          if (piece.content !== undefined)
            return arrived(piece, await bot.deliver({ ...envelope, content: piece.content, label }, piece.ref));
          if (piece.ref !== undefined) await bot.remove(piece.ref);
          return arrived(piece);
        } catch (error) {
          if (error instanceof DeliveryError) return failed(piece, error.again, error.afterMs);
          throw error; // left as sending, and in time taken for uncertain
        }
    }
  };

  const send = async (fence: Fence, due: Due): Promise<'on' | 'wait'> => {
    const {
      body,
      post: { key, urgency },
      place,
      root,
    } = due;
    // Asked each time something non-public is to be said, and once then: rooms open up.
    let asked: Promise<boolean> | undefined;
    const wide: Wide = () => {
      const { reads } = store.read(body);
      asked ??= bot
        .audience(place.spot)
        .catch(told(`audience of ${place.id}`))
        .then(async (audience) => !isClosed(audience) || hasGuests(reads, place, time.now()));
      return asked;
    };
    const begun = !due.frozen.pieces.every(settled);
    const tooWide = begun && due.frozen.label === 'non-public' && (await wide());
    const unsent = due.frozen.pieces.every((piece) => piece.state.is === 'planned' || settled(piece));
    const frozen = begun && !(tooWide && unsent) ? due.frozen : await made(fence, due, wide);
    if (frozen === undefined) return 'on';
    // In a room that has opened meanwhile, what may stand there already is looked for, and nothing is said before.
    const allowed = frozen.label === 'public' || !(await wide());
    const save = (pieces: readonly Piece[]) => store.outbox.save(fence, { body, key, frozen: { ...frozen, pieces } });
    if ((await save(allowed ? frozen.pieces.map(leaving) : frozen.pieces)) === 'fenced') return 'on';
    const moved: Piece[] = [];
    for (const piece of frozen.pieces) {
      const envelope = {
        id: `${body}/${key}/${piece.n}`,
        body,
        revision: frozen.made,
        at: place.spot,
        urgency,
        ...(root && { under: root }),
      };
      const may = moved.every(settled) && (allowed || piece.state.is !== 'planned'); // parts keep their order
      moved.push(may ? await move(piece, envelope, frozen.label) : piece);
    }
    await keep(`${body}/${place.id}`, fence, { body, key, frozen: { ...frozen, pieces: moved } });
    return moved.some(({ state, ref }) => state.is === 'planned' && ref === undefined) ? 'wait' : 'on';
  };

  return {
    async pass(fence) {
      for (const left of [...unkept.values()]) {
        if (!busy.has(left.room)) await keep(left.room, left.fence, left.delivery);
      }
      turns += 1;
      const asked = turns;
      const rooms = Map.groupBy(await store.outbox.due(fence.connection), ({ body, place }) => `${body}/${place.id}`);
      const idle = [...rooms].filter(([room]) => !busy.has(room) && (doneWith.get(room) ?? 0) < asked);
      let away: Unavailable | undefined;
      await Promise.all(
        idle.map(async ([room, queue]) => {
          busy.add(room);
          try {
            for (const due of queue) {
              if ((await send(fence, due)) === 'wait') break; // a new post that must wait is not overtaken by the next
            }
          } catch (error) {
            if (error instanceof Unavailable) away = error;
            else log.bug(`delivery to ${room}`, error);
          } finally {
            busy.delete(room);
            turns += 1;
            doneWith.set(room, turns);
          }
        }),
      );
      if (away !== undefined) throw away;
    },
  };
};

const fresh = (n: number, content: Json | undefined, before: Piece | undefined): Piece => ({
  n,
  ...(content !== undefined && { content }),
  ...(before?.ref && { ref: before.ref }),
  state: planned,
  waitMs: 0,
});

/** Beside each person the account that this connection knows them by, so that a mention reaches them. */
const withAccounts = async (doc: Doc, place: Place, reads: Pick<Reads, 'accounts'>): Promise<Doc> => {
  const person = async <P extends Extract<Inline, { person: PersonId }>>(each: P): Promise<P> => {
    const account = (await reads.accounts.of(each.person)).find(
      ({ connection }) => connection === place.spot.connection,
    );
    return account === undefined ? each : { ...each, account: account.id };
  };
  const inline = async (each: Inline): Promise<Inline> =>
    typeof each === 'string' || !('person' in each) ? each : person(each);
  const words = (all: Words): Promise<Words> => Promise.all(all.map(inline));
  return Promise.all(
    doc.map(async (block) => {
      switch (block.is) {
        case 'heading':
        case 'text':
          return { ...block, words: await words(block.words) };
        case 'list':
          return { ...block, items: await Promise.all(block.items.map(words)) };
        case 'fields':
          return {
            ...block,
            fields: await Promise.all(
              block.fields.map(async (field) => ({ ...field, words: await words(field.words) })),
            ),
          };
        case 'table':
          return { ...block, rows: await Promise.all(block.rows.map((row) => Promise.all(row.map(words)))) };
        case 'rooms':
          return { ...block, by: await person(block.by) };
        case 'file':
        case 'poll':
        case 'form':
          return block;
      }
    }),
  );
};

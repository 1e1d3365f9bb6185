import type { Envelope } from './messages.ts';
import { arrived, failed, held, leaving, looked, type Piece, planned, settled } from './model/delivery.ts';
import { isClosed, type Label, type Place } from './model/place.ts';
import type { Json } from './model/result.ts';
import {
  type Bot,
  DeliveryError,
  type Due,
  type Fence,
  type Frozen,
  type Log,
  type Reads,
  type Store,
  type Time,
} from './ports.ts';
import { languageOf } from './reach.ts';
import type { Doc, Inline, Words } from './texts/doc.ts';
import { texts } from './texts/index.ts';
import { show } from './views/index.ts';

type Parts = { store: Store; bot: Bot; log: Log; time: Time };
/** One pass over what is due, for the replica that holds the lane. Rooms still busy from an earlier pass are left alone. */
export type Outlet = { pass(fence: Fence): Promise<void> };

/** The door out. Each room has a loop of its own, so that a slow room delays no other. */
export const outlet = ({ store, bot, log, time }: Parts): Outlet => {
  const busy = new Set<string>();

  /** These words are retried until settled, and only then does a newer revision go out. */
  const freeze = async (due: Due, wide: boolean): Promise<Frozen> => {
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
    const shown = await show(view.view, view, { reads, words, now: time.now(), ...(reader && { reader: reader.id }) });
    const hidden = wide && shown.label === 'non-public';
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

  const move = async (piece: Piece, envelope: Envelope): Promise<Piece> => {
    switch (piece.state.is) {
      case 'sent':
      case 'held':
        return piece;
      case 'sending':
        return failed(piece, 'unknown'); // whoever sent it is gone
      case 'uncertain':
        return looked(piece, piece.state.absences, await bot.find(envelope));
      case 'planned':
        try {
          if (piece.content !== undefined)
            return arrived(piece, await bot.deliver({ ...envelope, content: piece.content }, piece.ref));
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
    const wide = !isClosed(await bot.audience(place.spot)); // asked each time: rooms open up
    const begun = !due.frozen.pieces.every(settled);
    const tooWide = begun && wide && due.frozen.label === 'non-public';
    const unsent = due.frozen.pieces.every((piece) => piece.state.is === 'planned' || settled(piece));
    const frozen = begun && !(tooWide && unsent) ? due.frozen : await freeze(due, wide);
    const allowed = !(wide && frozen.label === 'non-public');
    const save = (pieces: readonly Piece[]) => store.outbox.save(fence, { body, key, frozen: { ...frozen, pieces } });
    const claimed = await save(frozen.pieces.map((piece) => (allowed ? leaving(piece) : held(piece))));
    if (claimed === 'fenced' || !allowed) return 'on';
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
      moved.push(moved.every(settled) ? await move(piece, envelope) : piece); // parts keep their order
    }
    await save(moved);
    return moved.some(({ state, ref }) => state.is === 'planned' && ref === undefined) ? 'wait' : 'on';
  };

  return {
    async pass(fence) {
      const rooms = Map.groupBy(await store.outbox.due(fence.connection), ({ body, place }) => `${body}/${place.id}`);
      const idle = [...rooms].filter(([room]) => !busy.has(room));
      await Promise.all(
        idle.map(async ([room, queue]) => {
          busy.add(room);
          try {
            for (const due of queue) {
              if ((await send(fence, due)) === 'wait') break; // a new post that must wait is not overtaken by the next
            }
          } catch (bug) {
            log.bug(`delivery to ${room}`, bug);
          } finally {
            busy.delete(room);
          }
        }),
      );
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
  const inline = async (each: Inline): Promise<Inline> => {
    if (typeof each === 'string' || !('person' in each)) return each;
    const account = (await reads.accounts.of(each.person)).find(
      ({ connection }) => connection === place.spot.connection,
    );
    return account === undefined ? each : { ...each, account: account.id };
  };
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
        case 'file':
          return block;
      }
    }),
  );
};

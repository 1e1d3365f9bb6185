import { outlet } from './core/deliver.ts';
import { type Bot, type Fence, type Log, type Store, type Time, type Timer, Unavailable } from './core/ports.ts';

export type RunningLane = {
  /** Nothing new is begun; what is being sent is finished, if that does not take too long, and the lane is free. */
  stop(): Promise<void>;
};
/** `replica`: no other process, now or ever, goes by that name. */
type Parts = { store: Store; bot: Bot; replica: string; later: Timer; time: Time; log: Log };

/** So long a lease lasts in the database, and so often it is renewed: another replica has it within 5 s of our death. */
const LEASE_MS = 3_000;
const RENEW_MS = 1_000;
/** So often the lane is looked over although nobody woke us: a wake-up may be lost, and some posts wait for their time. */
const POLL_MS = 1_000;
/** Between two looks, when there is always a reason for the next. */
const BREATH_MS = 20;
const PATIENCE_MS = 5_000;
/** Twice as long as a platform has for its answer, and less than most supervisors wait before they kill. */
const FAREWELL_MS = 10_000;
const LONGEST_REST_MS = 60_000;

/** A connection's lane on this replica: holds it, or waits for it, and sends what is due while it is held. */
export const runLane = ({ store, bot, replica, later, time, log }: Parts): RunningLane => {
  const { connection } = bot;
  let fence: Fence | undefined; // as far as we know; the database knows better, and checks each write
  let led: number | undefined;
  let stopping = false;
  let ended = false;
  let away = false;

  /** A connection that died without a word would otherwise keep us waiting for as long as the network likes. */
  const within = <T>(ms: number, work: Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const cancel = later(ms, () => reject(new Unavailable('no answer in time')));
      work.then(resolve, reject).finally(cancel);
    });
  /** An outage is told once. Each second is a pace that a server which comes back can bear, so nothing slows down. */
  const failed = (error: unknown): void => {
    if (error instanceof Unavailable) {
      if (!away) log.note('lane without database', { connection });
      away = true;
    } else log.bug(`lane ${connection}`, error);
  };
  const answered = (): void => {
    if (away) log.note('lane has its database back', { connection });
    away = false;
  };

  // ── The lease ──

  let renewing = Promise.resolve();
  let callOffRenewal = () => {};
  let callOffExpiry = () => {};
  const lose = (): void => {
    if (fence !== undefined) log.note('lane lost', { connection, token: fence.token });
    fence = undefined;
  };
  const renew = async (): Promise<void> => {
    // Counted from before we ask, so that we never think ourselves the holder for longer than the database does.
    let late = false;
    const callOff = later(LEASE_MS, () => {
      late = true;
      lose();
    });
    try {
      const taken = await within(LEASE_MS, store.lanes.take(connection, replica));
      answered();
      if (late) return;
      callOffExpiry();
      callOffExpiry = callOff;
      if (taken === undefined) lose();
      else gain(taken);
    } catch (error) {
      callOff(); // the lease that we have runs out by itself
      failed(error);
    } finally {
      if (fence === undefined) callOff();
      if (!ended) callOffRenewal = later(RENEW_MS, keep);
    }
  };
  const keep = (): void => {
    renewing = renew();
  };
  const gain = (taken: Fence): void => {
    if (fence === undefined) log.note('lane held', { connection, token: taken.token });
    fence = taken;
    if (led !== taken.token) void lead(taken);
  };

  // ── The platform, told of each new fence before anything is sent under it ──

  let leading = false;
  let refusals = 0;
  let callOffRest = () => {};
  const lead = async (as: Fence): Promise<void> => {
    if (leading || stopping) return;
    leading = true;
    try {
      await bot.lead({ fence: as, shelf: store.shelf(as) });
      led = as.token;
      refusals = 0;
      leading = false;
      look();
    } catch (error) {
      failed(error);
      // The next renewal asks again, after a rest that grows.
      callOffRest = later(Math.min(LONGEST_REST_MS, RENEW_MS * 2 ** refusals), () => {
        leading = false;
      });
      refusals += 1;
    }
  };

  // ── The posts ──

  const passes = new Set<Promise<void>>();
  let looking = false;
  let wakes = 0;
  let seen = 0;
  let callOffLook = () => {};
  let callOffPoll = () => {};
  /** Only the question what is due is asked one at a time: while a slow room is busy, a later pass serves the others. */
  const outbox: Store['outbox'] = {
    ...store.outbox,
    async due(of) {
      try {
        return await within(PATIENCE_MS, store.outbox.due(of));
      } finally {
        looking = false;
        if (wakes > seen) callOffLook = later(BREATH_MS, look);
      }
    },
  };
  const posts = outlet({ store: { ...store, outbox }, bot, time, log });
  const look = (): void => {
    if (fence === undefined || led !== fence.token || stopping || looking) return;
    looking = true;
    seen = wakes;
    const before = wakes;
    const pass: Promise<void> = posts
      .pass(fence)
      .then(answered, failed)
      .finally(() => {
        passes.delete(pass);
        if (wakes > before) look(); // perhaps for a room that was busy with this pass
      });
    passes.add(pass);
  };
  const poll = (): void => {
    callOffPoll = later(POLL_MS, poll);
    look();
  };
  const deafen = store.woken(connection, () => {
    wakes += 1;
    look();
  });

  keep();
  poll();

  return {
    async stop() {
      stopping = true;
      deafen();
      for (const callOff of [callOffPoll, callOffLook, callOffRest]) callOff();
      // The lane is kept until the last answer is written down.
      await within(FAREWELL_MS, Promise.all(passes)).catch(() => log.note('lane left in the middle', { connection }));
      ended = true;
      callOffRenewal();
      await renewing; // or its answer would take the lane again
      callOffExpiry();
      if (fence !== undefined) await within(PATIENCE_MS, store.lanes.leave(fence)).catch(failed);
      fence = undefined;
    },
  };
};

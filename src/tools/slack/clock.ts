/**
 * The stand-in's own time: runs like any clock, and can be wound forward, so that five minutes between two attempts, the end
 * of a response_url or a pause after a 429 need not be waited for.
 */
type Alarm = { at: number; ring: () => void; timer: NodeJS.Timeout };

export const clock = () => {
  let ahead = 0;
  const alarms = new Set<Alarm>();
  const now = (): number => Date.now() + ahead;
  const ring = (alarm: Alarm): void => {
    clearTimeout(alarm.timer);
    if (alarms.delete(alarm)) alarm.ring();
  };
  /** Returns how to call it off. */
  const after = (ms: number, what: () => void): (() => void) => {
    const alarm: Alarm = { at: now() + ms, ring: what, timer: setTimeout(() => ring(alarm), ms) };
    alarms.add(alarm);
    return () => {
      clearTimeout(alarm.timer);
      alarms.delete(alarm);
    };
  };
  return {
    now,
    after,
    wait: (ms: number): Promise<void> => new Promise((resolve) => after(ms, resolve)),
    wind(ms: number): void {
      ahead += ms;
      for (const alarm of [...alarms].sort((a, b) => a.at - b.at)) if (alarm.at <= now()) ring(alarm);
    },
    stop(): void {
      for (const { timer } of alarms) clearTimeout(timer);
      alarms.clear();
    },
  };
};
export type Clock = ReturnType<typeof clock>;

import type { Timer } from '../../core/ports.ts';

/** So many at once, the others in the order of their coming; whoever has waited too long is sent away. */
export const gate = (most: number, patienceMs: number, later: Timer) => {
  const waiting = new Set<() => void>();
  let inside = 0;
  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) inside -= 1;
    else next();
  };
  /** Returns how to leave; undefined: there was no room in time. */
  return (): Promise<(() => void) | undefined> => {
    if (inside < most) {
      inside += 1;
      return Promise.resolve(leave);
    }
    return new Promise((resolve) => {
      const callOff = later(patienceMs, () => {
        waiting.delete(enter);
        resolve(undefined);
      });
      const enter = (): void => {
        callOff();
        waiting.delete(enter);
        resolve(leave);
      };
      waiting.add(enter);
    });
  };
};

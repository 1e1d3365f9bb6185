import type { Timer } from '../../core/ports.ts';

/** Rests that can be cut short; the next one rests again. */
export const rester = (later: Timer) => {
  let end = () => {};
  return {
    rest: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const callOff = later(ms, resolve);
        end = () => {
          callOff();
          resolve();
        };
      }),
    wake: (): void => end(),
  };
};
/** Longer after each try, up to a limit. */
export const growing =
  (first: number, longest: number) =>
  (tries: number): number =>
    Math.min(longest, first * 2 ** tries);

/** One seed, everything: the same throws in the same order. (mulberry32) */
export type Dice = {
  /** 0 up to, but not including, `sides`. */
  roll(sides: number): number;
  /** True once in so many times. */
  oneIn(times: number): boolean;
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T;
  weighted<T>(from: readonly (readonly [weight: number, T])[]): T;
};

export const dice = (seed: number): Dice => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const roll = (sides: number) => Math.floor(next() * sides);
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error('nothing to pick from');
    return from[roll(from.length)] as T;
  };
  return {
    roll,
    pick,
    oneIn: (times) => roll(times) === 0,
    weighted(from) {
      let rest = roll(from.reduce((sum, [weight]) => sum + weight, 0));
      for (const [weight, value] of from) {
        rest -= weight;
        if (rest < 0) return value;
      }
      throw new Error('nothing to pick from');
    },
  };
};

/** What goes wrong with calls of the Web API on demand, once each unless said otherwise. */
export type Fault =
  /** 429 with Retry-After, until so many seconds have passed: for the method in that channel, or else in that workspace. */
  | { is: 'rate limited'; seconds: number }
  /** Not done: one of the errors that the method documents. */
  | { is: 'refused'; error: string }
  /** Not done, and a 5xx. */
  | { is: 'broken'; status?: number }
  /** Done, and a 5xx all the same. */
  | { is: 'done, but broken'; status?: number }
  /** Not done, and no answer. */
  | { is: 'request lost' }
  /** Done, and no answer. */
  | { is: 'answer lost' }
  /** Done at once; the answer comes so much later. */
  | { is: 'answer late'; ms: number }
  /** Done so much later. */
  | { is: 'slow'; ms: number };
export type Call = {
  method: string;
  team: string | undefined;
  args: Readonly<Record<string, unknown>>;
  at: number;
  /** What was answered. */
  answer?: { status: number; body: Readonly<Record<string, unknown>> };
};
/** A method's name, or which calls. */
export type Match = string | ((call: Call) => boolean);

export const faults = () => {
  const waiting: { match: Match; fault: Fault; times: number }[] = [];
  const fits = (match: Match, call: Call): boolean => (typeof match === 'string' ? match === call.method : match(call));
  return {
    add: (match: Match, fault: Fault, times: number): void => void waiting.push({ match, fault, times }),
    take(call: Call): Fault | undefined {
      const found = waiting.find(({ match, times }) => times > 0 && fits(match, call));
      if (found === undefined) return undefined;
      found.times -= 1;
      return found.fault;
    },
    clear: (): void => void waiting.splice(0),
  };
};

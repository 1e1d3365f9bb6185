/** What goes wrong on demand, once each unless said otherwise. */
export type Fault =
  /** 429, with how long to wait. */
  | { is: 'too many'; retryAfterMs: number }
  /** Not done, for good or until something changes. */
  | { is: 'refused'; status: number; code: string }
  /** 503. */
  | { is: 'overloaded' }
  /** 500, and a page for people in the body. */
  | { is: 'broken' }
  /** Done, and the answer ends in its middle. */
  | { is: 'half answer' }
  /** Not done, and no answer. */
  | { is: 'request lost' }
  /** Done, and no answer. */
  | { is: 'answer lost' }
  /** Done after a while. */
  | { is: 'slow'; ms: number };
/** Which requests: by method and path, such as `PUT /_matrix/client/v3/rooms/…`, with what is escaped in it read. */
export type Match = RegExp | ((request: Asked) => boolean);
export type Asked = { method: string; path: string; query: URLSearchParams; user: string | undefined };

export const faults = () => {
  const waiting: { match: Match; fault: Fault; times: number }[] = [];
  const fits = (match: Match, asked: Asked): boolean =>
    match instanceof RegExp ? match.test(`${asked.method} ${asked.path}`) : match(asked);
  return {
    add: (match: Match, fault: Fault, times: number): void => void waiting.push({ match, fault, times }),
    /** The one that this request meets. */
    take(asked: Asked): Fault | undefined {
      const found = waiting.find(({ match, times }) => times > 0 && fits(match, asked));
      if (found === undefined) return undefined;
      found.times -= 1;
      return found.fault;
    },
    clear: (): void => void waiting.splice(0),
  };
};

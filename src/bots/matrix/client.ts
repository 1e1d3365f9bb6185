import { getRequestFn, LogService, MatrixClient, MatrixError, setRequestFn } from 'matrix-bot-sdk';
import { textIn } from './events.ts';

/** The server said no, and nothing happened. `afterMs`: when it may be asked again. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly afterMs: number | undefined;
  constructor(status: number, code: string, afterMs?: number) {
    super(`refused: ${status} ${code}`);
    this.status = status;
    this.code = code;
    this.afterMs = afterMs;
  }
}
/** Refused for good: to ask again would not help, unlike where one asked too often, or is not known (any more). */
export const isFinal = (error: unknown): error is Refused =>
  error instanceof Refused && error.status !== 429 && error.status !== 401;
/** No answer, or half of one: whatever was asked may have happened or not. */
export class Lost extends Error {}

export type Query = Readonly<Record<string, string | number>>;
export type Body = Readonly<Record<string, unknown>>;
/** What is answered comes from outside: whoever uses it looks at its shape. Throws Refused and Lost, nothing else. */
export type Client = {
  /** `path`: below the client-server API of version 3, or whole, from a slash on. */
  ask(path: string, query?: Query, timeoutMs?: number): Promise<unknown>;
  put(path: string, body: Body): Promise<unknown>;
  post(path: string, body: Body, query?: Query, timeoutMs?: number): Promise<unknown>;
  /** Returns the address of the file, `mxc://…`. */
  upload(bytes: Uint8Array, type: string, name: string): Promise<string>;
  /** Nothing that is being asked is waited for any longer. */
  giveUp(): void;
};
type Abortable = { abort(): void } | undefined;
const request = getRequestFn();

/** As long as a lane waits for an answer. */
const SHORT_MS = 5_000;
const UPLOAD_MS = 60_000;
/** 5xx are said by proxies, too, that do not know what became of the request. */
const isUndecided = (status: number): boolean => status >= 500;

const understood = (error: unknown): Error => {
  if (error instanceof MatrixError) {
    const { statusCode, errcode, retryAfterMs } = error;
    return isUndecided(statusCode)
      ? new Lost(`${statusCode} ${errcode}`)
      : new Refused(statusCode, errcode, wait(retryAfterMs));
  }
  const status: unknown = error instanceof Object && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status !== 'number') return new Lost(error instanceof Error ? error.message : 'no answer');
  return isUndecided(status) ? new Lost(`${status}`) : new Refused(status, '');
};
const wait = (ms: unknown): number | undefined => (typeof ms === 'number' && ms >= 0 ? ms : undefined);

/** The client-server API with one account, through matrix-bot-sdk's HTTP client. */
export const openClient = (homeserver: string, token: string): Client => {
  LogService.setLogger({ info() {}, warn() {}, error() {}, debug() {}, trace() {} }); // it would name rooms and people
  const matrix = new MatrixClient(homeserver, token);
  const waiting = new Set<() => void>();
  /** The library waits as long as anything trickles in, and cannot be stopped; its requests can. */
  const within = (ms: number, ask: () => Promise<unknown>): Promise<unknown> => {
    let sent: Abortable;
    return new Promise<unknown>((resolve, reject) => {
      const end = (): void => {
        settle();
        sent?.abort();
        reject(new Lost('no answer in time'));
      };
      const timer = setTimeout(end, ms);
      const settle = (): void => {
        clearTimeout(timer);
        waiting.delete(end);
      };
      waiting.add(end);
      setRequestFn((...given: unknown[]) => {
        sent = request(...given);
        return sent;
      });
      ask().then(resolve, reject).finally(settle);
    });
  };
  const call = async (
    method: 'GET' | 'PUT' | 'POST',
    path: string,
    query: Query | null,
    body: Body | Buffer | null,
    timeoutMs = SHORT_MS,
    type?: string,
  ): Promise<unknown> => {
    let answer: unknown;
    try {
      answer = await within(timeoutMs, () =>
        matrix.doRequest(method, path, query && { ...query }, body, timeoutMs, false, type),
      );
    } catch (error) {
      throw error instanceof Lost ? error : understood(error);
    }
    if (typeof answer !== 'object' || answer === null) throw new Lost('half an answer');
    return answer;
  };
  const api = (path: string): string => (path.startsWith('/') ? path : `/_matrix/client/v3/${path}`);
  return {
    ask: (path, query = {}, timeoutMs) => call('GET', api(path), query, null, timeoutMs),
    put: (path, body) => call('PUT', api(path), null, body),
    post: (path, body, query = {}, timeoutMs) => call('POST', api(path), query, body, timeoutMs),
    giveUp() {
      for (const end of [...waiting]) end();
    },
    async upload(bytes, type, name) {
      const answer = await call(
        'POST',
        '/_matrix/media/v3/upload',
        { filename: name },
        Buffer.from(bytes),
        UPLOAD_MS,
        type,
      );
      const address = textIn(answer, 'content_uri');
      if (address === undefined) throw new Lost('no address');
      return address;
    },
  };
};

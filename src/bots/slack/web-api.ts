import {
  ErrorCode,
  type WebAPICallResult,
  type WebAPIHTTPError,
  type WebAPIPlatformError,
  type WebAPIRateLimitedError,
  WebClient,
} from '@slack/web-api';
import { textIn } from './json.ts';
import { silent } from './silent.ts';

/** It says no, and why: https://docs.slack.dev/reference/methods names the reasons of each method. */
export class Refused extends Error {
  readonly code: string;
  readonly needed: string | undefined;
  constructor(code: string, needed?: string) {
    super(`Slack refuses: ${code}${needed === undefined ? '' : `, needed: ${needed}`}`);
    this.code = code;
    this.needed = needed;
  }
}
/** Too much at once: it says when to come again. It has done nothing. */
export class Limited extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super(`Slack asks to wait ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}
/** No answer, or none that says what became of it. */
export class Lost extends Error {}

export type Arguments = Readonly<Record<string, unknown>>;
export type Call = (method: string, given?: Arguments) => Promise<WebAPICallResult>;

const ANSWER_MS = 5_000;

/**
 * One request each, and no second one by itself: what Slack has stored before its answer was lost would stand there twice.
 * Waiting is ours, too: the library would hold up everything else of this workspace meanwhile.
 */
export const webApi = (token: string, apiUrl?: string): Call => {
  const client = new WebClient(token, {
    retryConfig: { retries: 0 },
    timeout: ANSWER_MS,
    rejectRateLimitedCalls: true,
    logger: silent,
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  });
  return async (method, given = {}) => {
    try {
      return await client.apiCall(method, { ...given });
    } catch (error) {
      throw meaning(error);
    }
  };
};

const BROKEN = new Set(['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout']);
const meaning = (error: unknown): Error => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === ErrorCode.RateLimitedError) return new Limited((error as WebAPIRateLimitedError).retryAfter * 1_000);
  if (code === ErrorCode.PlatformError) {
    const { data } = error as WebAPIPlatformError;
    if (BROKEN.has(data.error)) return new Lost(data.error); // perhaps it has done it
    if (data.error === 'ratelimited') return new Limited(1_000);
    return new Refused(data.error, textIn(data, 'needed'));
  }
  if (code === ErrorCode.HTTPError) return new Lost(`HTTP ${(error as WebAPIHTTPError).statusCode}`);
  if (code === ErrorCode.RequestError) return new Lost('no answer');
  return error instanceof Error ? error : new Error(String(error));
};

/** Reasons that a right token, a scope or an invitation would take away: trying again makes sense once somebody has helped. */
export const isRevoked = (error: unknown): boolean =>
  error instanceof Refused &&
  ['invalid_auth', 'account_inactive', 'token_revoked', 'token_expired', 'not_authed'].includes(error.code);

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Take } from './listen.ts';

/** Older is refused, and newer than now as well: somebody may have kept it. */
const OLDEST_S = 300;
const LARGEST = 4_194_304;
type Parts = { signingSecret: string; now: () => number; take: Take };

/** What Slack sends to an address of ours (docs.slack.dev, "Verifying requests from Slack"): only once, and only from Slack. */
export const requests = ({ signingSecret, now, take }: Parts) => {
  const seen = new Map<string, number>();
  const isSlacks = (stamp: string, signature: string, raw: string): boolean => {
    const sent = Number(stamp);
    if (!/^\d+$/.test(stamp) || Math.abs(now() / 1_000 - sent) > OLDEST_S) return false;
    const due = Buffer.from(`v0=${createHmac('sha256', signingSecret).update(`v0:${stamp}:${raw}`).digest('hex')}`);
    const given = Buffer.from(signature);
    return due.length === given.length && timingSafeEqual(due, given);
  };
  /** What was handled under this signature is not handled again, whoever sends it. */
  const handled = (signature: string): void => {
    const at = now();
    for (const [each, when] of seen) {
      if (at - when <= 2 * OLDEST_S * 1_000) break; // in the order of their coming
      seen.delete(each);
    }
    seen.set(signature, at);
  };
  return async (request: Request): Promise<Response> => {
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    if (Number(request.headers.get('content-length') ?? 0) > LARGEST) return new Response(null, { status: 413 });
    const raw = await request.text();
    const signature = request.headers.get('x-slack-signature') ?? '';
    if (raw.length > LARGEST) return new Response(null, { status: 413 });
    if (!isSlacks(request.headers.get('x-slack-request-timestamp') ?? '', signature, raw))
      return new Response(null, { status: 401 });
    if (seen.has(signature)) return new Response(null);
    const body = bodyOf(raw, request.headers.get('content-type') ?? '');
    if (body === undefined) return new Response(null, { status: 400 });
    if (body['type'] === 'url_verification') return new Response(String(body['challenge']));
    if (body['ssl_check'] !== undefined) return new Response(null);
    const { acked, response } = await take(body);
    if (!acked) return new Response(null, { status: 503 }); // it comes again
    handled(signature);
    if (response === undefined || response === '') return new Response(null);
    return typeof response === 'string' ? new Response(response) : Response.json(response);
  };
};
const bodyOf = (raw: string, type: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    if (!type.startsWith('application/x-www-form-urlencoded')) return objectIn(JSON.parse(raw));
    const form = Object.fromEntries(new URLSearchParams(raw));
    return form['payload'] === undefined ? form : objectIn(JSON.parse(form['payload']));
  } catch {
    return undefined;
  }
};
const objectIn = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

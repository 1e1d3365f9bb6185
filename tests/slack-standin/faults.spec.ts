import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/tools/slack/faults.ts';
import { type startSlack as start, startSlack } from '../support/slack.ts';
import { call } from './listener.ts';

/** What goes wrong on demand goes wrong in just that way. */
describe('faults', () => {
  let slack: Awaited<ReturnType<typeof start>>;
  let post: (channel?: string) => Promise<{ status: number; ok: boolean; error?: string; headers: Headers }>;
  let seen: (channel?: string) => number;
  let twoId: string;
  let token: string;
  beforeAll(async () => {
    slack = await startSlack();
    const workspace = slack.workspace('Landkreis');
    const maria = workspace.person('Maria Vogt');
    const one = await workspace.channel('eins', { members: [maria, 'bot'] });
    const two = await workspace.channel('zwei', { members: [maria, 'bot'] });
    twoId = two.id;
    token = workspace.token;
    post = (channel = one.id) => call(slack, workspace.token, 'chat.postMessage', { channel, text: 'x' });
    seen = (channel = one.id) => maria.sees(channel === one.id ? one : two).length;
  });
  beforeEach(() => slack.heals());
  afterAll(() => slack.stop());

  it.each([
    [{ is: 'broken', status: 503 }, 503, 0],
    [{ is: 'done, but broken' }, 500, 1],
    [{ is: 'refused', error: 'is_archived' }, 200, 0],
  ] as const)('%o', async (fault, status, stored) => {
    const before = seen();
    slack.meets('chat.postMessage', fault);
    expect(await post()).toMatchObject({ status, ok: false });
    expect(seen() - before).toBe(stored);
    expect(await post()).toMatchObject({ ok: true }); // once only
  });

  it.each([
    [{ is: 'request lost' }, 0],
    [{ is: 'answer lost' }, 1],
  ] as const)('%o', async (fault, stored) => {
    const before = seen();
    slack.meets('chat.postMessage', fault);
    await expect(post()).rejects.toThrow('fetch failed');
    expect(seen() - before).toBe(stored);
  });

  it.each([
    [{ is: 'answer late', ms: 60_000 }, 1],
    [{ is: 'slow', ms: 60_000 }, 0],
  ] as const)('%o', async (fault, stored) => {
    const before = seen();
    slack.meets('chat.postMessage', fault);
    const answer = post();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen() - before).toBe(stored);
    slack.clock.wind(60_000);
    expect(await answer).toMatchObject({ ok: true });
    expect(seen() - before).toBe(1);
  });

  it('rate limits one method in one channel until the time is over', async () => {
    slack.meets('chat.postMessage', { is: 'rate limited', seconds: 7 });
    const limited = await post();
    expect(limited).toMatchObject({ status: 429, error: 'ratelimited' });
    expect(limited.headers.get('retry-after')).toBe('7');
    slack.clock.wind(5_000);
    const again = await post();
    expect([again.status, again.headers.get('retry-after')]).toEqual([429, '2']);
    expect((await post(twoId)).status).toBe(200);
    slack.clock.wind(2_000);
    expect((await post()).status).toBe(200);
  });

  it('are understood by the client that Slack itself gives out', async () => {
    const options = {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
    };
    const client = new WebClient(token, options);
    const fails = (fault: Fault) => {
      slack.meets('auth.test', fault);
      return client.auth.test().catch((error: unknown) => error);
    };
    expect(await fails({ is: 'rate limited', seconds: 7 })).toMatchObject({
      code: ErrorCode.RateLimitedError,
      retryAfter: 7,
    });
    slack.heals();
    expect(await fails({ is: 'broken', status: 503 })).toMatchObject({ code: ErrorCode.HTTPError, statusCode: 503 });
    expect(await fails({ is: 'answer lost' })).toMatchObject({ code: ErrorCode.RequestError });
    expect(await fails({ is: 'refused', error: 'fatal_error' })).toMatchObject({
      code: ErrorCode.PlatformError,
      data: { error: 'fatal_error' },
    });
    expect(await client.auth.test()).toMatchObject({ ok: true });
  });

  it('meets only calls that fit, as often as wanted', async () => {
    slack.meets(({ method, args }) => method === 'chat.postMessage' && args['channel'] === twoId, { is: 'broken' }, 2);
    expect([(await post()).status, (await post(twoId)).status]).toEqual([200, 500]);
    expect([(await post(twoId)).status, (await post(twoId)).status]).toEqual([500, 200]);
  });

  it('refuses with nothing that the method does not document', async () => {
    slack.meets('chat.postMessage', { is: 'refused', error: 'hash_conflict' });
    expect((await post()).status).toBe(500);
  });

  it('writes down every call, and what was answered', async () => {
    const before = slack.calls.length;
    await post();
    expect(slack.calls.slice(before)).toMatchObject([
      { method: 'chat.postMessage', args: { text: 'x' }, answer: { status: 200, body: { ok: true } } },
    ]);
  });
});

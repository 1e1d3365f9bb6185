/** Signed HTTP to the app's request URL (docs.slack.dev/authentication/verifying-requests-from-slack). */
import { createHmac } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Outcome, Retry, Way } from './deliver.ts';
import { type Json, json, parsed } from './json.ts';

/** By the time on the wall, which is also the app's, however far the stand-in's own clock has been wound. */
const signed = (body: string, signingSecret: string, seconds = Math.floor(Date.now() / 1_000)) => ({
  'x-slack-request-timestamp': `${seconds}`,
  'x-slack-signature': `v0=${createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`).digest('hex')}`,
});

const REASON: Readonly<Record<string, string>> = { timeout: 'http_timeout' };

export const requests = (clock: Clock, signingSecret: string) => {
  let address: string | undefined;
  const post = async (contentType: string, body: string, ms: number, retry?: Retry): Promise<Outcome> => {
    if (address === undefined) return { acked: false, reason: 'connection_failed' };
    const over = new AbortController();
    const late = clock.after(ms, () => over.abort());
    try {
      const answer = await fetch(address, {
        method: 'POST',
        redirect: 'manual',
        signal: over.signal,
        headers: {
          'content-type': contentType,
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          ...signed(body, signingSecret),
          ...(retry === undefined
            ? {}
            : {
                'x-slack-retry-num': `${retry.attempt}`,
                'x-slack-retry-reason': REASON[retry.reason] ?? retry.reason,
              }),
        },
        body,
      });
      const text = await answer.text();
      if (answer.ok) return { acked: true, body: text === '' ? undefined : (parsed(text) ?? text) };
      return { acked: false, reason: 'http_error', noRetry: answer.headers.get('x-slack-no-retry') === '1' };
    } catch {
      return { acked: false, reason: over.signal.aborted ? 'timeout' : 'connection_failed' };
    } finally {
      late();
    }
  };
  const form = (payload: Json): string =>
    new URLSearchParams(
      Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, `${value}`])),
    ).toString();
  const way: Way = (kind, payload, retry, ms) => {
    switch (kind) {
      case 'events_api':
        return post('application/json', JSON.stringify(payload), ms, retry);
      case 'interactive':
        return post('application/x-www-form-urlencoded', form({ payload: JSON.stringify(payload) }), ms);
      case 'slash_commands':
        return post('application/x-www-form-urlencoded', form(payload), ms);
    }
  };
  return {
    way,
    /** As when the URL is entered in the app's settings: the app has to answer the challenge. */
    async use(url: string, token: string): Promise<void> {
      address = url;
      const challenge = 'the-challenge';
      const body = JSON.stringify({ token, challenge, type: 'url_verification' });
      const outcome = await post('application/json', body, 3_000);
      const given = outcome.acked ? outcome.body : undefined;
      if (given === challenge || json(given)['challenge'] === challenge) return;
      address = undefined;
      throw new Error(`Your URL didn't respond with the value of the challenge: ${JSON.stringify(outcome)}`);
    },
  };
};

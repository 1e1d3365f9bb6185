import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Log } from '../../core/ports.ts';
import type { Installations } from './installations.ts';
import { textIn } from './json.ts';
import { OPTIONAL_SCOPES, SCOPES } from './scopes.ts';
import { Lost, Refused, webApi } from './web-api.ts';

const STATE_S = 600;
const COOKIE = 'slack_state';
type Parts = {
  connection: string;
  clientId: string;
  clientSecret: string;
  secretKey: string;
  apiUrl?: string;
  installations: Installations;
  now: () => number;
  log: Log;
  installed(team: string): void;
};

/**
 * Into another workspace by two clicks (docs.slack.dev, "Installing with OAuth"). Who comes back must be the one who left: the
 * same browser, within ten minutes.
 */
export const installing = (parts: Parts) => {
  const { connection, clientId, clientSecret, secretKey, apiUrl, installations, now, log, installed } = parts;
  const sign = (words: string): string =>
    createHmac('sha256', secretKey).update(`${connection}/${words}`).digest('base64url');
  const isOurs = (state: string): boolean => {
    const [nonce = '', until = '', signature = ''] = state.split('.');
    const [given, due] = [Buffer.from(signature), Buffer.from(sign(`${nonce}.${until}`))];
    return given.length === due.length && timingSafeEqual(given, due) && now() / 1_000 < Number(until);
  };
  const authorizeUrl = new URL('/oauth/v2/authorize', apiUrl ?? 'https://slack.com');
  const page = (status: number, says: string): Response =>
    new Response(says, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  const cookie = (value: string, age: number, isSecure: boolean): string =>
    `${COOKIE}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;

  return {
    leave(back: string): Response {
      const words = `${randomBytes(16).toString('base64url')}.${Math.floor(now() / 1_000) + STATE_S}`;
      const state = `${words}.${sign(words)}`;
      const to = new URL(authorizeUrl);
      to.search = new URLSearchParams({
        client_id: clientId,
        scope: [...SCOPES, ...OPTIONAL_SCOPES].join(','),
        state,
        redirect_uri: back,
      }).toString();
      return new Response(null, {
        status: 302,
        headers: { location: to.href, 'set-cookie': cookie(state, STATE_S, back.startsWith('https:')) },
      });
    },
    async comeBack(request: Request, back: string): Promise<Response> {
      const { searchParams } = new URL(request.url);
      const [code, state] = [searchParams.get('code'), searchParams.get('state') ?? ''];
      const kept = request.headers.get('cookie') ?? '';
      const isSame = kept.split(/;\s*/).includes(`${COOKIE}=${state}`);
      if (!isOurs(state) || !isSame)
        return page(
          400,
          'Dieser Link gilt nicht mehr. Bitte beginnen Sie neu. / This link is no longer valid. Please start again.',
        );
      if (code === null) return page(200, 'Es wurde nichts installiert. / Nothing was installed.');
      try {
        const given = await webApi('', apiUrl)('oauth.v2.access', {
          client_id: clientId,
          client_secret: clientSecret,
          code,
          redirect_uri: back,
        });
        const [team, me, token] = [
          textIn(given, 'team', 'id'),
          textIn(given, 'bot_user_id'),
          textIn(given, 'access_token'),
        ];
        if (team === undefined || me === undefined || token === undefined) throw new Lost('no token');
        await installations.keep({ team, me, token });
        installed(team);
        log.note('Slack: allowed in a workspace', { connection });
      } catch (error) {
        if (!(error instanceof Refused || error instanceof Lost)) throw error;
        return page(
          502,
          'Slack hat das nicht bestätigt. Bitte versuchen Sie es noch einmal. / Slack did not confirm that. Please try again.',
        );
      }
      const done = page(
        200,
        'Der Gremienlotse ist jetzt in Ihrem Slack. Laden Sie ihn in einen Kanal ein, und schreiben Sie dort: /ak verbinden, und den Namen des Gremiums. / Gremienlotse is in your Slack now.',
      );
      done.headers.set('set-cookie', cookie('', 0, back.startsWith('https:')));
      return done;
    },
  };
};

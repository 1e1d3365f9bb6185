/** One call of the Web API: who asks, may they, is it well put, not too often; then what the method does. */
import type { IncomingHttpHeaders } from 'node:http';
import { refuseWithoutScope } from './access.ts';
import type { Handlers } from './api.ts';
import { bodyOf, checkedArgs } from './args.ts';
import type { Call, Fault } from './faults.ts';
import { type Json, word } from './json.ts';
import { documented, mayRefuse } from './methods.ts';
import type { rates } from './rates.ts';
import { Refusal } from './refusal.ts';
import type { Answer, Request } from './serve.ts';
import type { Installation, World } from './world.ts';

type Parts = {
  world: World;
  handlers: Handlers;
  /** Those that need no bot's token. */
  others: Readonly<Record<string, { refuses: readonly string[]; does: (args: Json) => Json }>>;
  rates: ReturnType<typeof rates>;
  fault: (call: Call) => Fault | undefined;
  note: (call: Call) => void;
};
const APP_TOKEN = 'apps.connections.open';

export const calling = ({ world, handlers, others, rates: pace, fault: faultFor, note }: Parts) => {
  const installationOf = (token: string | undefined, method: string): Installation => {
    if (token === undefined || token === '') throw new Refusal('not_authed');
    if (token === world.app.appToken) throw new Refusal('not_allowed_token_type');
    const me = world.installations.find((each) => each.token === token);
    if (me === undefined) throw new Refusal('invalid_auth');
    if (me.state === 'revoked') throw new Refusal('token_revoked');
    if (me.state === 'uninstalled') throw new Refusal('account_inactive');
    if (method === APP_TOKEN) throw new Refusal('not_allowed_token_type');
    return me;
  };
  const act = (method: string, given: Json, headers: IncomingHttpHeaders): Json => {
    const known = documented.methods[method];
    const other = others[method];
    const handler = handlers[method];
    if (known === undefined || (other === undefined && handler === undefined))
      throw new Refusal('unknown_method', { req_method: method });
    const token = tokenIn(headers.authorization, given);
    if (other !== undefined) {
      if (method === APP_TOKEN && token !== world.app.appToken) installationOf(token, method);
      return other.does(checkedArgs(known, { ...basic(headers.authorization), ...given }));
    }
    const me = installationOf(token, method);
    refuseWithoutScope(world, me, method, given);
    const args = checkedArgs(known, given);
    const seconds = pace.ask(method, me.team, word(args['channel']), known.tier);
    if (seconds > 0) throw new Refusal('ratelimited', { seconds });
    return handler?.does(args, me) ?? {};
  };
  const refused = (method: string, error: unknown): Answer & { is: Json } => {
    if (!(error instanceof Refusal)) throw error;
    const { code, more } = error;
    const own = (handlers[method] ?? others[method])?.refuses ?? [];
    const isCommon = documented.common.includes(code) || code === 'unknown_method';
    if (!isCommon && !(own.includes(code) && mayRefuse(method, code)))
      throw new Error(`${method} is not documented to refuse with ${code}`);
    if (code === 'ratelimited') {
      const is = { ok: false, error: code };
      return { ...answer(429, is), headers: { ...JSON_TYPE, 'retry-after': `${more['seconds']}` } };
    }
    return answer(200, { ok: false, error: code, ...more });
  };
  const answered = (method: string, given: Json, headers: IncomingHttpHeaders): Answer & { is: Json } => {
    try {
      const token = tokenIn(headers.authorization, given);
      const made = answer(200, { ok: true, ...act(method, given, headers) });
      const me = world.installations.find((each) => each.token === token);
      const scopes = me === undefined ? {} : { 'x-oauth-scopes': [...me.scopes].join(',') };
      return { ...made, headers: { ...JSON_TYPE, ...scopes } };
    } catch (error) {
      return refused(method, error);
    }
  };

  return async ({ url, headers, bytes }: Request): Promise<Answer> => {
    const method = url.pathname.slice('/api/'.length);
    let given: Json;
    try {
      given = { ...Object.fromEntries(url.searchParams), ...(await bodyOf(bytes, headers['content-type'])) };
    } catch (error) {
      return refused(method, error);
    }
    const token = tokenIn(headers.authorization, given);
    const team = world.installations.find((each) => each.token === token)?.team;
    const call: Call = { method, team, args: given, at: world.clock.now() };
    note(call);
    const done = (): Answer => {
      const { is, ...made } = answered(method, given, headers);
      call.answer = { status: made.status, body: is };
      return made;
    };
    const fault = faultFor(call);
    const broken = (status = 500): Answer => ({ status, headers: { 'content-type': 'text/html' }, body: PAGE });
    switch (fault?.is) {
      case undefined:
        return done();
      case 'rate limited':
        pace.hold(method, word(given['channel']) ?? team, fault.seconds);
        return done();
      case 'refused':
        if (!mayRefuse(method, fault.error))
          throw new Error(`${method} is not documented to refuse with ${fault.error}`);
        return answer(200, { ok: false, error: fault.error });
      case 'broken':
        return broken(fault.status);
      case 'done, but broken':
        done();
        return broken(fault.status);
      case 'request lost':
        return { ...broken(), heard: 'not at all' };
      case 'answer lost':
        return { ...done(), heard: 'not at all' };
      case 'answer late': {
        const made = done();
        await world.clock.wait(fault.ms);
        return made;
      }
      case 'slow':
        await world.clock.wait(fault.ms);
        return done();
    }
  };
};

const PAGE = '<html><body>Internal Server Error</body></html>';
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const answer = (status: number, is: Json): Answer & { is: Json } => ({
  status,
  headers: JSON_TYPE,
  body: JSON.stringify(is),
  is,
});
const tokenIn = (header: string | undefined, given: Json): string | undefined =>
  /^Bearer (.+)$/.exec(header ?? '')?.[1] ?? word(given['token']);
/** A client may name itself in the header, too. */
const basic = (header: string | undefined): Json => {
  const pair = /^Basic (.+)$/.exec(header ?? '')?.[1];
  if (pair === undefined) return {};
  const [id, password] = Buffer.from(pair, 'base64').toString().split(':');
  return { client_id: id, client_secret: password };
};

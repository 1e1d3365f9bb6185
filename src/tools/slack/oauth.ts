/** OAuth v2: a person allows the app in their workspace, and the app exchanges the code for its token. */
import { type Json, word } from './json.ts';
import { Refusal } from './refusal.ts';
import { type Installation, randomId, secret, type World } from './world.ts';

const CODE_MS = 600_000;
type Code = { team: string; user: string; scopes: readonly string[]; redirect: string; until: number };

export const oauth = (world: World) => {
  const codes = new Map<string, Code>();
  return {
    refuses: ['bad_client_secret', 'bad_redirect_uri', 'invalid_client_id', 'invalid_code', 'no_scopes'],
    /** What the page for allowing does once its button is clicked: where the browser goes next. */
    allow(address: URL, person: { team: string; user: string }): URL {
      const asked = (name: string): string => address.searchParams.get(name) ?? '';
      const { app } = world;
      if (asked('client_id') !== app.clientId) throw new Refusal('invalid_client_id');
      const redirect = asked('redirect_uri') || (app.redirects[0] ?? '');
      if (!app.redirects.includes(redirect)) throw new Refusal('bad_redirect_uri');
      const scopes = asked('scope')
        .split(/[\s,]+/)
        .filter((scope) => scope !== '');
      if (scopes.length === 0) throw new Refusal('no_scopes');
      const code = `${randomId('')}.${secret()}`;
      codes.set(code, { ...person, scopes, redirect, until: world.clock.now() + CODE_MS });
      const to = new URL(redirect);
      to.searchParams.set('code', code);
      to.searchParams.set('state', asked('state'));
      return to;
    },
    exchange(args: Json): Json {
      const { app } = world;
      if (args['client_id'] !== app.clientId) throw new Refusal('invalid_client_id');
      if (args['client_secret'] !== app.clientSecret) throw new Refusal('bad_client_secret');
      const key = word(args['code']) ?? '';
      const code = codes.get(key);
      codes.delete(key);
      if (code === undefined || code.until < world.clock.now()) throw new Refusal('invalid_code');
      if (args['redirect_uri'] !== undefined && args['redirect_uri'] !== code.redirect)
        throw new Refusal('bad_redirect_uri');
      const installation = install(world, code.team, code.scopes);
      const team = world.teams.get(code.team);
      return {
        access_token: installation.token,
        token_type: 'bot',
        scope: [...installation.scopes].join(','),
        bot_user_id: installation.botUser,
        app_id: app.id,
        team: { id: team?.id, name: team?.name },
        enterprise: null,
        is_enterprise_install: false,
        authed_user: { id: code.user },
      };
    },
  };
};

/** The app comes into a workspace, or gets more scopes there: the same bot, the same token. */
export const install = (world: World, team: string, scopes: readonly string[]): Installation => {
  const before = world.installed(team);
  if (before !== undefined && before.state === 'works') {
    for (const scope of scopes) before.scopes.add(scope);
    return before;
  }
  const old = world.installations.findLast((each) => each.team === team);
  const botUser = old?.botUser ?? randomId('U');
  world.users.set(botUser, {
    id: botUser,
    team,
    name: world.app.name.toLowerCase(),
    realName: world.app.name,
    deactivated: false,
    guest: 'no',
    isBot: true,
    locale: 'en-US',
  });
  const installation: Installation = {
    team,
    token: `xoxb-${team}-${secret()}`,
    botUser,
    botId: old?.botId ?? randomId('B'),
    scopes: new Set(scopes),
    state: 'works',
  };
  world.installations.push(installation);
  return installation;
};

/** auth.*, users.*, bots.*, team.*: who is who. */
import { page } from './access.ts';
import type { Handlers, Stage } from './api.ts';
import { meets } from './conversations.ts';
import { word } from './json.ts';
import { Refusal } from './refusal.ts';
import { profileOf, teamShape, userShape } from './shapes.ts';

export const accounts = ({ world, news, url }: Stage): Handlers => ({
  'auth.test': {
    refuses: [],
    does(_args, me) {
      const team = world.teams.get(me.team);
      return {
        url: `${url()}/`,
        team: team?.name,
        user: world.users.get(me.botUser)?.name,
        team_id: me.team,
        user_id: me.botUser,
        bot_id: me.botId,
        is_enterprise_install: false,
      };
    },
  },
  'auth.revoke': {
    refuses: [],
    does(args, me) {
      if (args['test'] === true) return { revoked: false };
      me.state = 'revoked';
      news.revoked(me);
      return { revoked: true };
    },
  },
  'users.info': {
    refuses: ['user_not_found', 'user_not_visible'],
    does(args, me) {
      const user = world.users.get(word(args['user']) ?? '');
      if (user === undefined) throw new Refusal('user_not_found');
      if (!meets(world.channels.values(), me, user.id, user.team)) throw new Refusal('user_not_visible');
      return {
        user: { ...userShape(user, me), ...(args['include_locale'] === true ? { locale: user.locale } : {}) },
      };
    },
  },
  'users.list': {
    refuses: ['invalid_cursor'],
    does(args, me) {
      const all = [...world.users.values()].filter(({ team }) => team === me.team);
      const { items, next } = page(all, args, { limit: 1_000, most: Number.MAX_SAFE_INTEGER });
      return {
        members: items.map((user) => userShape(user, me)),
        cache_ts: Math.floor(world.clock.now() / 1_000),
        response_metadata: { next_cursor: next },
      };
    },
  },
  'bots.info': {
    refuses: ['bot_not_found'],
    does(args, me) {
      if (word(args['bot']) !== me.botId) throw new Refusal('bot_not_found');
      return { bot: { ...profileOf(world, me), user_id: me.botUser } };
    },
  },
  'team.info': {
    refuses: ['team_not_found'],
    does(args, me) {
      const team = world.teams.get(word(args['team']) ?? me.team);
      if (team === undefined || team.id !== me.team) throw new Refusal('team_not_found');
      return { team: teamShape(team) };
    },
  },
});

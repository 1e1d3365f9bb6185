import type { Installations } from './installations.ts';
import { textIn } from './json.ts';
import type { Names } from './refs.ts';
import { type Call, Refused } from './web-api.ts';

/** A workspace that we are in. `views`: the same without waiting behind messages, since a form must be there within 3 s. */
export type Team = { id: string; me: string; call: Call; views: Call };
export type Teams = {
  /** Of that workspace; without a name, the only one. Throws Refused where we are not (any more). */
  of(team?: string): Promise<Team>;
  forget(team?: string): void;
};

/** Nobody has allowed us there. */
export const ELSEWHERE = 'team_not_found';

/** The one workspace whose token is configured. */
export const oneTeam = (calls: { call: Call; views: Call }): Teams => {
  let known: Promise<Team> | undefined;
  const ask = async (): Promise<Team> => {
    const found = await calls.call('auth.test');
    const [id, me] = [textIn(found, 'team_id'), textIn(found, 'user_id')];
    if (id === undefined || me === undefined) throw new Refused('invalid_auth');
    isGrid = textIn(found, 'enterprise_id') !== undefined;
    return { id, me, ...calls };
  };
  let isGrid = false; // where a token may be good for several
  const at = async (asked: Promise<Team>, team = ''): Promise<Team> => {
    const found = await asked;
    if (team !== '' && team !== found.id && !isGrid) throw new Refused(ELSEWHERE);
    return found;
  };
  return {
    of(team) {
      const asked = known ?? ask();
      known = asked;
      asked.catch(() => {
        if (known === asked) known = undefined; // asked anew
      });
      return at(asked, team);
    },
    forget() {
      known = undefined;
    },
  };
};

/** Any workspace that has allowed us. What is kept of it is asked for again after a minute: another replica may have changed it. */
export const manyTeams = (
  kept: Pick<Installations, 'of'>,
  callsOf: (token: string) => { call: Call; views: Call },
  now: () => number,
): Teams => {
  const known = new Map<string, { team: Team; token: string; until: number }>();
  return {
    async of(team = '') {
      const before = known.get(team);
      if (before !== undefined && now() < before.until) return before.team;
      const found = await kept.of(team);
      if (found === undefined) throw new Refused(ELSEWHERE);
      const { token, me } = found;
      const here = before?.token === token ? before.team : { id: team, me, ...callsOf(token) };
      known.set(team, { team: here, token, until: now() + KNOWN_MS });
      return here;
    },
    forget: (team = '') => void known.delete(team),
  };
};
const KNOWN_MS = 60_000;

/** A room as the core calls it: the workspace, and the channel, or the person of a room alone with somebody. */
export const teamOf = async (teams: Teams, names: Names, name: string): Promise<{ team: Team; id: string }> => {
  const { team, id } = names.read(name);
  return { team: await teams.of(team), id };
};

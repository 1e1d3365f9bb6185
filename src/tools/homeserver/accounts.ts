import { Refusal } from './refusal.ts';
import { type Content, randomId } from './world.ts';

/** Who has an account, and which token belongs to whom. */
export type Account = { id: string; token: string; device: string };
type Profile = { displayname?: string; avatar_url?: string };

export const accounts = (server: string) => {
  const tokens = new Map<string, Account>();
  const profiles = new Map<string, Profile>();
  const data = new Map<string, Content>();
  return {
    profiles,
    /** What clients leave on the server, by user and type. */
    data,
    /** Another device of theirs, if there is somebody of that name already. */
    user(name: string): Account {
      const id = `@${name}:${server}`;
      if (!profiles.has(id)) profiles.set(id, { displayname: name });
      const account = { id, token: `token_${name}_${randomId(9)}`, device: randomId(6).toUpperCase() };
      tokens.set(account.token, account);
      return account;
    },
    of(token: string | undefined): Account {
      const account = tokens.get(token ?? '');
      if (account !== undefined) return account;
      if (token === undefined) throw new Refusal(401, 'M_MISSING_TOKEN', 'Missing access token');
      throw new Refusal(401, 'M_UNKNOWN_TOKEN', 'Invalid access token passed.', { soft_logout: false });
    },
    known: (token: string | undefined): string | undefined => tokens.get(token ?? '')?.id,
    revoke: (token: string): void => void tokens.delete(token),
  };
};
export type Accounts = ReturnType<typeof accounts>;

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Words under names, on every replica alike. */
export type Kept = {
  read(name: string): Promise<string | undefined>;
  write(name: string, value: string | undefined): Promise<void>;
};
/** A workspace that has allowed our app. */
export type Installation = { team: string; me: string; token: string };
export type Installations = {
  of(team: string): Promise<Installation | undefined>;
  keep(installation: Installation): Promise<void>;
  drop(team: string): Promise<void>;
};

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
/** Tokens are worth as much as the app itself: sealed, each bound to its name, so that a copied row opens nothing else. */
export const installations = (kept: Kept, connection: string, secretKey: string): Installations => {
  const key = Buffer.from(secretKey, 'base64');
  const nameOf = (team: string): string => `slack/${connection}/${team}`;
  const seal = (name: string, text: string): string => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(name));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [nonce, cipher.getAuthTag(), sealed].map((each) => each.toString('base64url')).join('.');
  };
  const unseal = (name: string, text: string): string => {
    const [nonce, tag, sealed] = text.split('.').map((each) => Buffer.from(each, 'base64url'));
    if (nonce === undefined || tag === undefined || sealed === undefined) throw new Error('not sealed');
    const cipher = createDecipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(name)).setAuthTag(tag);
    return Buffer.concat([cipher.update(sealed), cipher.final()]).toString('utf8');
  };
  return {
    async of(team) {
      const name = nameOf(team);
      const sealed = await kept.read(name);
      if (sealed === undefined) return undefined;
      try {
        return JSON.parse(unseal(name, sealed)) as Installation; // ours: nobody else can seal
      } catch {
        return undefined; // of another key: the app must be allowed anew
      }
    },
    keep: (installation) =>
      kept.write(nameOf(installation.team), seal(nameOf(installation.team), JSON.stringify(installation))),
    drop: (team) => kept.write(nameOf(team), undefined),
  };
};

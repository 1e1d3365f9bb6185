import { randomBytes } from 'node:crypto';
import type { PostgresStore } from './postgres/index.ts';

/** What the links to the web rooms are sealed with: the same on every replica, made by the first that needs it. */
export const webKey = (store: Pick<PostgresStore, 'kept'>): Promise<string> =>
  store.kept('web-key', () => randomBytes(32).toString('base64url'));

/** The environment, read once; nothing else knows its names. Nothing is needed for a first run. */
import { isIP } from 'node:net';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { no, ok, type Result } from './core/model/result.ts';

/** `info`: all that is worth a line; `error`: our own mistakes alone. */
const logLevels = ['info', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
export type Config = {
  databaseUrl?: string;
  stateDir?: string;
  logLevel: LogLevel;
  /** Where the pages are reached from outside; without it there are none, or a trial. */
  publicUrl?: URL;
  listen: Listen;
  /** Proxies that are believed when they say whom they ask for. */
  trustedProxies: readonly string[];
  /** An account on a homeserver each. */
  matrix: readonly MatrixAccount[];
  /** An app in Slack each. */
  slack: readonly SlackAccount[];
  /** What tokens are sealed with that are kept in the database. */
  secretKey?: string;
};
/** `name`: of the connection, for ever. `inviters`: "@kim:example.org", "*:example.org", "example.org". */
export type MatrixAccount = { name: string; homeserver: string; token: string; inviters: readonly string[] };
/** In one workspace by its token, or in any that allow it (`clientId`); heard over sockets (`appToken`), or sent to us. */
export type SlackAccount = {
  name: string;
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
  clientId?: string;
  clientSecret?: string;
  apiUrl?: string;
};
export type Listen = { host: string; port: number };

/** Not by a parser's own words: those might repeat the password. */
const namesDatabase = (address: string): boolean => {
  const url = URL.parse(address);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
};

const isPublicAddress = (address: string): boolean => {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '';
};
const listenAt = (address: string): Listen => {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) };
};

/** Several, by commas or spaces. */
const proxiesIn = (list: string): readonly string[] => list.split(/[\s,]+/).filter((each) => each !== '');
const isNetwork = (given: string): boolean => {
  const [address = '', bits = '0', ...more] = given.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
};

/** All that is wrong is said in one sentence, which repeats no token. */
const matrixAccounts = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
      homeserver: z.string().refine(isPublicAddress),
      token: z.string().min(1),
      inviters: z.array(z.string().min(1)).default([]),
    }),
  )
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length)
  .refine((all) => all.every(({ name }) => name !== 'web' && name !== 'slack'));
const accountsIn = (list: string): readonly MatrixAccount[] | undefined => {
  try {
    const read = matrixAccounts.safeParse(JSON.parse(list));
    return read.success
      ? read.data.map((each) => ({ ...each, homeserver: each.homeserver.replace(/\/+$/, '') }))
      : undefined;
  } catch {
    return undefined;
  }
};

const slackAccounts = z
  .array(
    z
      .strictObject({
        name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
        botToken: z.string().startsWith('xoxb-').optional(),
        appToken: z.string().startsWith('xapp-').optional(),
        signingSecret: z.string().min(1).optional(),
        clientId: z.string().min(1).optional(),
        clientSecret: z.string().min(1).optional(),
        apiUrl: z.string().refine(isPublicAddress).optional(),
      })
      .refine(({ appToken, signingSecret }) => (appToken === undefined) !== (signingSecret === undefined))
      .refine(({ clientId, clientSecret }) => (clientId === undefined) === (clientSecret === undefined))
      .refine(({ botToken, clientId }) => (botToken === undefined) !== (clientId === undefined)),
  )
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length)
  .refine((all) => all.every(({ name }) => name !== 'web' && name !== 'matrix'));
const appsIn = (list: string): readonly SlackAccount[] | undefined => {
  try {
    const read = slackAccounts.safeParse(JSON.parse(list));
    return read.success ? (read.data as readonly SlackAccount[]) : undefined; // what is absent is not undefined there
  } catch {
    return undefined;
  }
};

const environment = z.object({
  DATABASE_URL: z
    .string()
    .refine(namesDatabase, {
      error: 'must name a server and a database, as in postgresql://user:password@host:5432/gremienlotse',
    })
    .optional(),
  STATE_DIR: z
    .string()
    .refine(isAbsolute, { error: 'must be an absolute path, such as /var/lib/gremienlotse' })
    .optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  PUBLIC_URL: z
    .string()
    .refine(isPublicAddress, { error: 'must be the address of the pages, such as https://lotse.example.org' })
    .optional(),
  LISTEN: z
    .string()
    .regex(/^[^\s:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i, {
      error: 'must be an address and a port, such as 127.0.0.1:8080',
    })
    .default('127.0.0.1:8080'),
  TRUSTED_PROXIES: z
    .string()
    .refine((list) => proxiesIn(list).every(isNetwork), {
      error: 'must be addresses or networks, separated by commas, such as 127.0.0.1, 172.16.0.0/12',
    })
    .optional(),
  MATRIX: z
    .string()
    .refine((list) => accountsIn(list) !== undefined, {
      error:
        'must be a list such as [{"name":"matrix","homeserver":"https://matrix.example.org","token":"…","inviters":["*:example.org"]}], each with a name of its own in small letters',
    })
    .optional(),
  SLACK: z
    .string()
    .refine((list) => appsIn(list) !== undefined, {
      error:
        'must be a list such as [{"name":"slack","botToken":"xoxb-…","appToken":"xapp-…"}], each with a name of its own in small letters, and either an appToken or a signingSecret; without a botToken also a clientId and a clientSecret',
    })
    .optional(),
  SECRET_KEY: z
    .string()
    .refine((key) => Buffer.from(key, 'base64').length === 32, {
      error: 'must be 32 bytes in Base64; this makes one: openssl rand -base64 32',
    })
    .optional(),
});
/** `.env.example` explains each of them; a test compares. */
export const keys: readonly string[] = Object.keys(environment.shape);

/** All that is wrong is said at once. What is set to nothing counts as not set. */
export const readConfig = (env: NodeJS.ProcessEnv): Result<Config, readonly string[]> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = environment.safeParse(given);
  if (!read.success) return no(read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`));
  const { DATABASE_URL, STATE_DIR, LOG_LEVEL, PUBLIC_URL, LISTEN, TRUSTED_PROXIES, MATRIX, SLACK, SECRET_KEY } =
    read.data;
  const slack = (SLACK === undefined ? undefined : appsIn(SLACK)) ?? [];
  const [heard] = slack.filter(({ signingSecret }) => signingSecret !== undefined);
  if (heard !== undefined && PUBLIC_URL === undefined)
    return no([`SLACK names a signingSecret for ${heard.name}, so Slack sends to us: PUBLIC_URL must say where.`]);
  if (slack.some(({ clientId }) => clientId !== undefined) && SECRET_KEY === undefined)
    return no(['SLACK names a clientId, so tokens are kept in the database: SECRET_KEY must seal them.']);
  return ok({
    ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
    ...(STATE_DIR !== undefined && { stateDir: STATE_DIR }),
    logLevel: LOG_LEVEL,
    ...(PUBLIC_URL !== undefined && { publicUrl: new URL(PUBLIC_URL) }),
    listen: listenAt(LISTEN),
    trustedProxies: proxiesIn(TRUSTED_PROXIES ?? ''),
    matrix: (MATRIX === undefined ? undefined : accountsIn(MATRIX)) ?? [],
    slack,
    ...(SECRET_KEY !== undefined && { secretKey: SECRET_KEY }),
  });
};

/** Where the pages are reached, and the path before all of their addresses. */
export const pagesAt = ({ origin, pathname }: URL): { origin: string; base: string } => ({
  origin,
  base: pathname.replace(/\/+$/, ''),
});

/** From the environment, and from .env for what is not set there. */
export const loadConfig = (): ReturnType<typeof readConfig> => {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error; // nothing is needed for a first run
  }
  return readConfig(process.env);
};

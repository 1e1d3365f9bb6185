/** The environment, read once; nothing else knows its names. Nothing is needed for a first run. */
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { no, ok, type Result } from './core/model/result.ts';

/** `info`: all that is worth a line; `error`: our own mistakes alone. */
const logLevels = ['info', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
export type Config = { databaseUrl?: string; stateDir?: string; logLevel: LogLevel };

/** Not by a parser's own words: those might repeat the password. */
const namesDatabase = (address: string): boolean => {
  const url = URL.parse(address);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
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
});
/** `.env.example` explains each of them; a test compares. */
export const keys: readonly string[] = Object.keys(environment.shape);

/** All that is wrong is said at once. What is set to nothing counts as not set. */
export const readConfig = (env: NodeJS.ProcessEnv): Result<Config, readonly string[]> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = environment.safeParse(given);
  if (!read.success) return no(read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`));
  const { DATABASE_URL, STATE_DIR, LOG_LEVEL } = read.data;
  return ok({
    ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
    ...(STATE_DIR !== undefined && { stateDir: STATE_DIR }),
    logLevel: LOG_LEVEL,
  });
};

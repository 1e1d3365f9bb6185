import pino from 'pino';
import type { LogLevel } from './config.ts';
import { DeliveryError, type Log, Unavailable } from './core/ports.ts';

type Options = { level: LogLevel; replica: string; to?: pino.DestinationStream };
const LONGEST = 200;
const FRAMES = 20;
const CAUSES = 5;

/**
 * One JSON line per entry on stderr, written before the call returns, so that the last words of a process are not lost.
 *
 * A log is read by more people than a room, so nothing that a person typed or is called may get into it. What libraries
 * and databases say about an error quotes values freely; of an error only its kind, its code and the lines it came through
 * are kept. The lines also tell where our own errors were made, and with that what they say.
 */
export const makeLog = ({ level, replica, to = stderr() }: Options): Log => {
  const lines = pino(
    {
      level,
      base: { replica },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  );
  return {
    bug: (cause, error) => lines.error({ cause: short(cause), errors: chain(error) }, 'bug'),
    note: (what, about) => lines.info({ ...(about && { about: shorten(about) }) }, what),
  };
};

const STDERR = 2;
/** A reader who has gone away is no reason to end. */
const stderr = (): pino.DestinationStream => pino.destination({ fd: STDERR, sync: true }).on('error', () => {});

type Told = { name: string; code?: string; message?: string; at?: readonly string[] };

/** An error and what caused it, outermost first. */
const chain = (error: unknown): readonly Told[] => {
  const told: Told[] = [];
  for (
    let each = error;
    each !== undefined && told.length < CAUSES;
    each = each instanceof Error ? each.cause : undefined
  )
    told.push(each instanceof Error ? tell(each) : { name: `thrown ${typeof each}` });
  return told;
};

/** Only words of these classes are known to be ours and the same each time. */
const isOurs = (error: Error): boolean => error instanceof Unavailable || error instanceof DeliveryError;

const tell = (error: Error): Told => {
  const code: unknown = Reflect.get(error, 'code');
  const at = frames(error);
  return {
    name: isName(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && isName(code) && { code }),
    ...(isOurs(error) && { message: short(error.message) }),
    ...(at.length > 0 && { at }),
  };
};
const isName = (text: string): boolean => /^\w{1,40}$/.test(text);

const FRAME = /^ {4}at (?:[\w$.<>[\] #]+ \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^()]*:\d+:\d+\)?$/;
/** A stack begins with the message, which may have any number of lines and may itself look like a stack. */
const frames = ({ stack, message }: Error): readonly string[] => {
  if (typeof stack !== 'string') return [];
  const begin = stack.indexOf(message);
  if (begin < 0) return []; // the message was changed: what the stack begins with is unknown
  return stack
    .slice(begin + message.length)
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, FRAMES)
    .map((line) => line.trim().slice('at '.length));
};

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
const shorten = (about: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(
    Object.entries(about).map(([key, value]) => [key, typeof value === 'string' ? short(value) : value]),
  );

import type { Account } from './accounts.ts';
import { Refusal } from './refusal.ts';
import type { Content } from './world.ts';

/** Which function answers which request. */
export type Call = {
  me: Account;
  /** What stands in the path where its pattern has a colon. */
  at: (index: number) => string;
  query: URLSearchParams;
  body: Content;
  bytes: Buffer;
  contentType: string;
  /** Aborted once nobody waits for the answer any longer. */
  gone: AbortSignal;
};
/** Bytes for themselves; everything else is JSON. */
export type File = { bytes: Buffer; contentType: string };
export type Routes = Readonly<Record<string, (call: Call) => unknown>>;
/** For whoever has no account. */
const open: Routes = {
  'GET versions': () => ({ versions: ['v1.1', 'v1.5', 'v1.11', 'v1.12'], unstable_features: {} }),
};

const SHORT = '/_matrix/client/v3/';
type Found = { answer: (call: Call) => unknown; args: readonly string[]; isOpen: boolean };

export const routing = (routes: Routes): ((method: string, segments: readonly string[]) => Found) => {
  const known = [...Object.entries(routes).map((each) => ({ each, isOpen: false }))];
  for (const each of Object.entries(open)) known.push({ each, isOpen: true });
  const bySize = Map.groupBy(
    known.map(({ each: [pattern, answer], isOpen }) => {
      const [method = '', path = ''] = pattern.split(' ');
      return { method, parts: whole(path).split('/').slice(1), answer, isOpen };
    }),
    ({ method, parts }) => `${method} ${parts.length}`,
  );
  return (method, segments) => {
    for (const { parts, answer, isOpen } of bySize.get(`${method} ${segments.length}`) ?? [])
      if (parts.every((part, i) => part === ':' || part === segments[i]))
        return { answer, isOpen, args: segments.filter((_, i) => parts[i] === ':') };
    throw new Refusal(404, 'M_UNRECOGNIZED', 'Unrecognized request');
  };
};
const whole = (path: string): string => {
  if (path.startsWith('/')) return path;
  return path === 'versions' ? `/_matrix/client/${path}` : SHORT + path;
};

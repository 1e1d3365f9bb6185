import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** The seconds that somebody should wait before they go on; 0 if they may. */
type Wait = Promise<number>;
/** More than a person does with both hands, less than a program likes; an address may be that of a whole office. */
export type Limits = {
  acts(account: string): Wait;
  looks(account: string, address: string): Wait;
  links(address: string): Wait;
  /** What a calendar fetches by itself. */
  feeds(feed: string, address: string): Wait;
  /** A window that stays open; returns how it is closed, undefined if there are too many. */
  windows(account: string, address: string): (() => void) | undefined;
};
const WINDOWS = { account: 20, address: 400 };

export const limits = (patient: boolean): Limits => {
  const none = async () => 0;
  if (patient) return { acts: none, looks: none, links: none, feeds: none, windows: () => () => {} };
  const aMinute = (points: number) => {
    const limiter = new RateLimiterMemory({ points, duration: 60 });
    return (who: string): Wait =>
      limiter.consume(who).then(
        () => 0,
        ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000)),
      );
  };
  const both = (account: number, address: number) => {
    const [ofAccount, ofAddress] = [aMinute(account), aMinute(address)];
    return async (who: string, from: string): Wait => (await ofAddress(from)) || ofAccount(who);
  };
  const open = new Map<string, number>();
  const count = (key: string, by: number): void => {
    const now = (open.get(key) ?? 0) + by;
    if (now === 0) open.delete(key);
    else open.set(key, now);
  };
  return {
    acts: aMinute(120),
    looks: both(300, 1500),
    links: aMinute(30),
    feeds: both(30, 600),
    windows(account, address) {
      const keys = [`account ${account}`, `address ${address}`] as const;
      const [ofAccount, ofAddress] = keys.map((key) => open.get(key) ?? 0) as [number, number];
      if (ofAccount >= WINDOWS.account || ofAddress >= WINDOWS.address) return undefined;
      for (const key of keys) count(key, 1);
      let isOpen = true;
      return () => {
        if (isOpen) for (const key of keys) count(key, -1);
        isOpen = false;
      };
    },
  };
};

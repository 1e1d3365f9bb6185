import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Whether somebody may go on for now. More than a person does with both hands, less than a program likes. */
export type Limits = { acts(account: string): Promise<boolean>; links(address: string): Promise<boolean> };
export const limits = (patient: boolean): Limits => {
  if (patient) return { acts: async () => true, links: async () => true };
  const [acts, links] = [
    new RateLimiterMemory({ points: 120, duration: 60 }),
    new RateLimiterMemory({ points: 30, duration: 60 }),
  ];
  const within = (limiter: RateLimiterMemory, who: string) =>
    limiter.consume(who).then(
      () => true,
      () => false,
    );
  return { acts: (account) => within(acts, account), links: (address) => within(links, address) };
};

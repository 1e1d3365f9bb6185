export type Scheduled = { job: string; cron: string; zone: string };

/**
 * When the core is asked what is due; it alone knows when anything is. In UTC, whose clocks are never put forward or back:
 * where that happens, a cron expression may skip or stall.
 */
export const scheduled: readonly Scheduled[] = [
  { job: 'polls', cron: '* * * * *', zone: 'UTC' },
  { job: 'meetings', cron: '* * * * *', zone: 'UTC' },
  { job: 'outcomes', cron: '* * * * *', zone: 'UTC' },
  { job: 'deadlines', cron: '* * * * *', zone: 'UTC' },
  { job: 'dialogs', cron: '0 * * * *', zone: 'UTC' },
];

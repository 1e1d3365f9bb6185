import type { Instant } from '../model/time.ts';
import type { Across } from '../ports.ts';
import type { Task } from '../step.ts';
import { deadlines } from './deadlines.ts';
import { dialogs } from './dialogs.ts';
import { meetings } from './meetings.ts';
import { outcomes } from './outcomes.ts';
import { polls } from './polls.ts';

/** A tick only lists its subjects; each is decided and committed alone. */
export type Job = (across: Across, now: Instant) => Promise<readonly Task[]>;
export const jobs: ReadonlyMap<string, Job> = new Map(
  Object.entries({ polls, meetings, outcomes, deadlines, dialogs }),
);

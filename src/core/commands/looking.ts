import { z } from 'zod';
import type { PersonId } from '../model/place.ts';
import { ok } from '../model/result.ts';
import { showing } from '../step.ts';
import type { ViewRef } from '../views/refs.ts';
import { command } from './command.ts';
import type { CommandName } from './names.ts';

/** Commands that only look at what is the asker's own. */
const looking = (name: CommandName, words: readonly [string, ...string[]], view: (person: PersonId) => ViewRef) =>
  command({
    name,
    words,
    takes: [],
    args: z.object({}),
    may: 'anyone',
    load: async () => ok({}),
    decide: (_, __, { by }) => ok(showing(view(by))),
  });

export const tasks = looking('tasks', ['aufgaben', 'meine aufgaben', 'tasks'], (person) => ({ view: 'tasks', person }));
export const pollList = looking('poll-list', ['umfragen', 'polls'], (person) => ({ view: 'polls', person }));
export const meetingList = looking('meeting-list', ['sitzungen', 'meetings'], (person) => ({
  view: 'meetings',
  person,
}));

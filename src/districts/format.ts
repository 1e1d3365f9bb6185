/**
 * A district as a file: what may be written, and what it means. What points from one part of the file to another is
 * looked at in references.ts and story.ts; docs/district-format.md explains it all with examples.
 */
import { z } from 'zod';
import { regional } from '../core/model/holiday-data.ts';
import { lands, type Region } from '../core/model/holidays.ts';
import { classifications, roles } from '../core/model/organization.ts';
import { languages } from '../core/model/place.ts';
import { defaultPlan } from '../core/model/plan.ts';
import { day, fields, key, line, moment, numberSaid, plan, recurrence, text, whole, yesOrNo, zone } from './values.ts';

/** How long members may object to results, where the file does not say. */
const OBJECTION_DAYS = 3;
const usualReminders = { cron: '0 8 * * 1-5' };
const regions = Object.keys(regional) as [Region, ...Region[]]; // the keys of a constant

/** The Körperschaft itself. */
const body = fields({
  /** Names it for ever within a deployment. */
  id: key,
  name: line,
  /** The head of its papers, line by line: the department, the office. */
  issuer: z.array(line).min(1).max(6),
  /** Who signs its papers, by office. */
  signature: line,
  /** Whose public holidays count. */
  land: z.enum(lands),
  zone,
  language: z.enum(languages),
  /** Days on which its offices are closed, beside the holidays of the Land. */
  holidays: z
    .array(fields({ day, name: line }))
    .max(200)
    .default([]),
  /** Parts of the Land with holidays of their own, where these count: BY-KATH, SN-BZ, … */
  regionalHolidays: z.array(z.enum(regions)).max(5).default([]),
});

/** A place in an organization that somebody else fills: who may send how many. */
const seat = fields({
  onBehalfOf: line,
  count: whole(1, 50).default(1),
  /** It must not stay empty. */
  required: yesOrNo.default(true),
});

/** A Gremium. */
const organization = fields({
  name: line,
  /** What people call it, and type in commands. */
  short: line,
  classification: z.enum(classifications),
  /** Who takes up its results and is reported to; a working group needs a steering group here. */
  reportsTo: z.array(key).max(10).default([]),
  /** Where it differs from the district. */
  zone: zone.optional(),
  language: z.enum(languages).optional(),
  /** How many days its members may object to results before these are handed on. */
  objectionDays: whole(0, 60).default(OBJECTION_DAYS),
  /** When it likes to be reminded, in words or as a cron expression. */
  remindAt: recurrence.default(usualReminders),
  /** Of a committee: what is due how long before its sitting. */
  plan: plan.default(defaultPlan),
  seats: z.record(key, seat).default({}),
});

/** What a person is in an organization. */
const membership = fields({
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
  /** The key of one of the organization's seats. */
  seat: key.optional(),
  /** First and last day. */
  from: day.optional(),
  until: day.optional(),
});

const person = fields({
  name: line,
  language: z.enum(languages).optional(),
  /** For each connection (slack, matrix, …) the account as the platform names it. Some people have none. */
  accounts: z.record(key, line).default({}),
  /** By organization. */
  memberships: z.record(key, membership).default({}),
});

/** A room that belongs to an organization, or one person's direct messages with us: one of the two is named. */
const place = fields({
  connection: key,
  /** As the platform names it. */
  room: line,
  organization: key.optional(),
  person: key.optional(),
  language: z.enum(languages).optional(),
});

/** A committee's date. It is planned by the product's own command, when the district is loaded or its story begins. */
const sitting = fields({
  organization: key,
  /** As people write it, with its year: `Fr 26.6.2026 14 Uhr` or `2026-06-26 14:00`. */
  when: line,
  /** Where it takes place. */
  room: line.optional(),
  link: line.optional(),
});

/** Something that a person does, for the tour. Exactly one of command, choice, reply and answers is named. */
const act = fields({
  /** Local to the district. */
  at: moment,
  /** The person. */
  by: key,
  /** The place, or `direct` for the person's own direct messages. */
  in: key,
  /** A heading above this act, for who reads along. */
  chapter: line.optional(),
  /** Typed without any sign before it: `umfrage Wohnen Di 14 Uhr; Do 10 Uhr`. */
  command: text.regex(/^[^!/]/, 'Write the command without its sign: the platform adds it.').optional(),
  /** A click: on the newest message there that shows this number. */
  choice: fields({ on: numberSaid, pick: line }).optional(),
  /** Said among people, or … */
  reply: text.optional(),
  /** … in the thread of the newest message there that shows this number. */
  to: numberSaid.optional(),
  /** What the person answers to a dialog's questions, one after the other, wherever it asks. */
  answers: z.array(text).min(1).max(200).optional(),
  /** Something in it is meant to be refused: people mistype. */
  refused: z.literal('yes').optional(),
});

export const districtFile = fields({
  district: body,
  organizations: z.record(key, organization),
  persons: z.record(key, person),
  places: z.record(key, place).default({}),
  sittings: z.array(sitting).max(200).default([]),
  story: z.array(act).max(2_000).default([]),
});

/** A district that was read without a mistake. */
export type District = z.infer<typeof districtFile>;

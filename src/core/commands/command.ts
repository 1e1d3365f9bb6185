import type { z } from 'zod';
import { type Organization, type Role, rolesIn } from '../model/organization.ts';
import type { OrganizationId, PersonId } from '../model/place.ts';
import { no, type Result } from '../model/result.ts';
import { dayOf, type Instant } from '../model/time.ts';
import type { Argument, Reads } from '../ports.ts';
import type { Asked, Decision, FieldFault, Refusal } from '../step.ts';
import type { ArgumentName, CommandName } from './names.ts';
import { spellings } from './spellings.ts';
import { subjectOf } from './subject.ts';
import { echo, takeApart } from './typed.ts';

/** Who asks, where and when, and what they are there. */
export type Given = Asked & { roles: readonly Role[] };
/**
 * `load` asks only for what it needs; `decide` is pure. `may`: the roles in the organization that `load` gives; where it
 * gives none, only the office of coordinator counts.
 */
export type Verb<Args, Loaded> = {
  load(reads: Reads, args: Args, asked: Asked): Promise<Result<Loaded, Refusal>>;
  decide(loaded: Loaded, args: Args, given: Given): Decision;
  may: readonly Role[] | 'anyone';
};
/** A verb with the words for it: German first, then English, any of them. */
export type Spec<Args, Loaded> = Verb<Args, Loaded> & {
  name: CommandName;
  words: readonly [string, ...string[]];
  takes: readonly Argument[];
  args: z.ZodType<Args>;
};
export type Command = {
  name: CommandName;
  words: readonly [string, ...string[]];
  takes: readonly Argument[];
  may: readonly Role[] | 'anyone';
  run(reads: Reads, typed: string, asked: Asked): Promise<Decision>;
};

/** Permission is checked here, for words, clicks and dialogs alike, at the moment of acting. */
export const perform = async <Args, Loaded>(
  verb: Verb<Args, Loaded>,
  args: Args,
  reads: Reads,
  asked: Asked,
): Promise<Decision> => {
  const loaded = await verb.load(reads, args, asked);
  if (!loaded.ok) return loaded;
  const organization = organizationOf(loaded.value);
  const roles = await rolesOf(reads, asked, organization);
  const { may } = verb;
  if (may !== 'anyone' && !roles.some((role) => may.includes(role))) return notAllowed(may, organization);
  return verb.decide(loaded.value, args, { ...asked, roles });
};

/** For what begins or ends outside a verb: undefined if the person may. */
export const forbidden = async (
  reads: Pick<Reads, 'memberships' | 'body'>,
  asked: Asked,
  organization: Pick<Organization, 'id'> | undefined,
  may: readonly Role[] | 'anyone',
): Promise<ReturnType<typeof notAllowed> | undefined> => {
  const roles = await rolesOf(reads, asked, organization);
  return may === 'anyone' || roles.some((role) => may.includes(role)) ? undefined : notAllowed(may, organization);
};
const notAllowed = (may: readonly Role[], organization: Pick<Organization, 'id'> | undefined) =>
  no({ code: 'not-allowed', may, ...(organization && { organization: organization.id }) } as const);

/** Arguments are read here, once for all; the verb stays at hand for given / when / then. */
export const command = <Args, Loaded>(spec: Spec<Args, Loaded>): Spec<Args, Loaded> & Command => ({
  ...spec,
  async run(reads, typed, asked) {
    const { name, takes } = spec;
    const known = {
      organizations: takes.some(({ kind }) => kind === 'organization') ? await reads.organizations.all() : [],
      people: takes.some(({ kind }) => kind === 'person') ? await reads.people.all() : [],
    };
    const subject = await subjectOf(reads, takes, asked);
    const needed = takes.map(
      (each): Argument => (subject[each.name] === undefined ? each : { ...each, optional: true }),
    );
    const { fields, faults } = takeApart(typed, needed, spellings, known);
    const refuse = (wrong: Partial<Record<ArgumentName, FieldFault>>) =>
      no({ code: 'arguments', command: name, takes, fields: wrong } as const);
    if (Object.keys(faults).length > 0) return refuse(faults);
    const given = { ...subject, ...fields };
    const read = spec.args.safeParse(given);
    if (!read.success)
      return refuse(Object.fromEntries(read.error.issues.map((issue) => [String(issue.path[0]), fault(issue, given)])));
    return perform(spec, read.data, reads, asked);
  },
});

const organizationOf = (loaded: unknown): Organization | undefined =>
  typeof loaded === 'object' && loaded !== null && 'organization' in loaded
    ? (loaded.organization as Organization)
    : undefined; // Spec's type sees to it
/** Of a person in an organization, or anywhere if none is meant: only the office of coordinator counts everywhere. */
export const rolesOf = async (
  reads: Pick<Reads, 'memberships' | 'body'>,
  { by, now }: { by: PersonId; now: Instant },
  organization?: { id: OrganizationId },
): Promise<readonly Role[]> => {
  const [{ zone }, memberships] = await Promise.all([reads.body(), reads.memberships.of(by)]);
  return rolesIn(memberships, organization?.id ?? 'org:', dayOf(now, zone));
};
const fault = (issue: z.core.$ZodIssue, given: Readonly<Partial<Record<string, string>>>): FieldFault => {
  if (issue.code === 'too_big') return { is: 'too-long', most: Number(issue.maximum) };
  const said = given[String(issue.path[0])];
  return said === undefined ? { is: 'missing' } : { is: 'malformed', text: echo(said) };
};

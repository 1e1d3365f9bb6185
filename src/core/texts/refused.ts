import { currentOf, type Membership, type Role } from '../model/organization.ts';
import { dayOf, type Instant } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import type { Refusal } from '../step.ts';
import { type Doc, line, listed, text, user } from './doc.ts';
import type { Texts } from './index.ts';

type Said = { say: Doc; fields?: Readonly<Record<string, Doc>> };
/** The code apart from its refusal lets the compiler pair table and argument without a cast. */
const wordsFor = <C extends Refusal['code']>(
  words: Texts['refusal'],
  code: C,
  refusal: Extract<Refusal, { code: C }>,
): Doc => (words[code] as unknown as (it: Extract<Refusal, { code: C }>) => Doc)(refusal); // codes of one union, shared by two members

/** A refusal in words; where it says who may, the people are named, so that one knows whom to ask. */
export const sayRefusal = async (
  refusal: Refusal,
  words: Texts,
  reads?: Pick<Reads, 'memberships' | 'people' | 'body' | 'organizations'>,
  now?: Instant,
): Promise<Said> => {
  const say = wordsFor(words.refusal, refusal.code, refusal);
  if (refusal.code === 'form') {
    const fields = await Promise.all(
      Object.entries(refusal.fields).map(async ([path, why]) => [path, (await sayRefusal(why, words)).say] as const),
    );
    return { say, fields: Object.fromEntries(fields) };
  }
  if (refusal.code === 'arguments') {
    const fields = Object.entries(refusal.fields).map(([name, fault]) => [name, [text(words.fault(fault))]] as const);
    return { say, fields: Object.fromEntries(fields) };
  }
  if (refusal.code !== 'not-allowed' || reads === undefined || now === undefined) return { say };
  return { say: [...say, ...(await whoMay(refusal, words, reads, now))] };
};

const MOST_NAMED = 4;
const askFirst: readonly Role[] = ['chair', 'coordinator', 'delegate', 'member', 'substitute', 'guest'];
const whoMay = async (
  { may, organization }: Extract<Refusal, { code: 'not-allowed' }>,
  words: Texts,
  reads: Pick<Reads, 'memberships' | 'people' | 'body'>,
  now: Instant,
): Promise<Doc> => {
  const { zone } = await reads.body();
  const today = dayOf(now, zone);
  const members =
    organization === undefined
      ? await reads.memberships.all()
      : [
          ...(await reads.memberships.in(organization)),
          ...(await reads.memberships.all()).filter(({ roles }) => roles.includes('coordinator')),
        ];
  // whom one would ask first stands first
  const rank = ({ roles }: Membership): number => Math.min(...roles.map((role) => askFirst.indexOf(role)));
  const able = [
    ...new Set(
      currentOf(members, today)
        .filter(({ roles }) => roles.some((role) => may.includes(role)))
        .toSorted((a, b) => rank(a) - rank(b))
        .map(({ person }) => person),
    ),
  ];
  const named = await Promise.all(
    able.slice(0, MOST_NAMED).map(async (person) => (await reads.people.byId(person))?.name ?? person),
  );
  return named.length === 0 ? [] : [text(line`${words.askThem}${listed(named.map(user))}.`)];
};

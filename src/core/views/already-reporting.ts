import type { Dialog } from '../model/dialog.ts';
import type { OrganizationId, PersonId } from '../model/place.ts';
import type { Iso } from '../model/time.ts';
import { dates } from '../texts/dates.ts';
import { type Doc, text } from '../texts/doc.ts';
import type { Look } from './index.ts';
import { named } from './poll.ts';

type Other = { person: PersonId; what: 'running' | 'submitted'; at: Iso };
/** Who else reports about the same, or has: two may do so for one group, and are to know of each other. */
export const alreadyReporting = async ({ id, script, about, person }: Dialog, { reads, words }: Look): Promise<Doc> => {
  if (script !== 'report') return [];
  const organization = about['organization'] as OrganizationId; // written by us when the dialog began
  const meeting = about['meeting'];
  const running = (await reads.dialogs.alive()).filter(
    (other) =>
      other.id !== id &&
      other.script === script &&
      other.about['organization'] === organization &&
      other.about['meeting'] === meeting,
  );
  const live = meeting === undefined ? [] : await reads.outcomes.live(organization);
  const reports = [...new Set(live.flatMap(({ report, meeting: of }) => (of === meeting ? [report] : [])))];
  const submitted = (await Promise.all(reports.map((report) => reads.dialogs.byId(report)))).flatMap(
    (each) => each ?? [],
  );
  const others = [
    ...submitted.map((each): Other => ({ person: each.person, what: 'submitted', at: each.touched })),
    ...running.map((each): Other => ({ person: each.person, what: 'running', at: each.touched })),
  ].filter((other) => other.person !== person);
  const { zone } = await reads.body();
  return Promise.all(
    others.map(async (other) =>
      text(
        words.dialog.others[other.what](await named(reads, other.person), dates(words.language).moment(other.at, zone)),
      ),
    ),
  );
};

/** Makes a person's link to the web rooms, above all the first coordinator's: `npm run link -- PERSON [--body ID]`. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { personalLinks } from '../bots/web/index.ts';
import { pagesAt } from '../config.ts';
import { accessIssue } from '../core/commands/access-issue.ts';
import { LINK_DAYS, WEB } from '../core/model/access.ts';
import type { Place } from '../core/model/place.ts';
import { inDays, Temporal } from '../core/model/time.ts';
import { dates } from '../core/texts/dates.ts';
import type { PostgresStore } from '../store/postgres/index.ts';
import { webKey } from '../store/secret.ts';
import { inStore } from './in-store.ts';
import { type Candidate, findPerson } from './link/find.ts';

const USAGE = 'npm run link -- PERSON [--body ID]';
const HELP = `${USAGE}

Makes the link by which a person comes into the web rooms, and prints it; an earlier one that was not used ends. Later the
coordinator does the same in a room: zugang NAME.

  PERSON     a name, a number such as P-3, or the key in the district's file
  --body ID  the district, where there are several`;

const called = () => {
  try {
    const { values, positionals } = parseArgs({
      options: { body: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
      allowPositionals: true,
    });
    const wanted = positionals.join(' ').trim();
    if (wanted === '' && !values.help) throw new Error('Say whom the link is for.');
    return { ...values, wanted };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return undefined;
  }
};

const main = async (): Promise<number> => {
  const given = called();
  if (given === undefined) return 2;
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  return inStore(async (store, { publicUrl }) => {
    if (publicUrl === undefined) {
      console.error('PUBLIC_URL must say where people reach the pages, or no link leads there.');
      return 1;
    }
    const { person, candidates } = await findPerson(store, given.wanted, given.body);
    if (person !== undefined) return issue(store, person, publicUrl);
    console.error(
      candidates.length === 0
        ? 'There is nobody yet. First: npm run district -- import FILE'
        : `Nobody is called "${given.wanted}" alone. There are:`,
    );
    for (const { id, name, body, office } of candidates)
      console.error(`  ${id}  ${name}, ${body.slice('body:'.length)}${office ? ' (coordinator)' : ''}`);
    return 1;
  });
};

/** By the verb that a coordinator uses. Whoever runs this has the database, and with it every right. */
const issue = async (store: PostgresStore, { body, id, name }: Candidate, publicUrl: URL): Promise<number> => {
  const now = Temporal.Now.instant();
  const at: Place = {
    id: 'R-0',
    kind: 'direct',
    person: id,
    spot: { connection: WEB, room: '', direct: true },
    language: 'en',
    state: 'joined',
  };
  const asked = { by: id, now, at, can: [] };
  for (;;) {
    const { reads, relied } = store.read(body);
    const loaded = await accessIssue.load(reads, { person: id }, asked);
    const decision = loaded.ok ? accessIssue.decide(loaded.value, { person: id }, { ...asked, roles: [] }) : loaded;
    if (!decision.ok || decision.value.say?.view !== 'access') throw new Error('no link was made');
    const committed = await store.ledger.commit({ body, cause: `link:${randomUUID()}`, expect: relied(), decision });
    if (committed.is === 'stale') continue;
    const { access } = decision.value.say;
    const { origin, base } = pagesAt(publicUrl);
    const { zone } = await reads.body();
    const until = dates('en').moment(inDays(now, LINK_DAYS), zone);
    console.log(`For ${name}, valid once, until ${until} (${zone}):`);
    console.log(personalLinks(origin, base, await webKey(store)).personal(body, access));
    return 0;
  }
};

process.exit(await main());

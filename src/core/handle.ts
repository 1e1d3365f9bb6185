import { calendarOf } from './calendar.ts';
import { aboutOf } from './choices/about.ts';
import { chosenOn } from './choices/chosen.ts';
import { choose, hear, isForUs, revise, withdraw } from './choices/index.ts';
import { clean } from './clean.ts';
import { codeIn, useCode } from './commands/account-code.ts';
import { connectRoom } from './commands/connect.ts';
import { enter, leave } from './commands/entry.ts';
import { run, usages } from './commands/index.ts';
import { submit } from './dialogs/dialog.ts';
import { directPlace } from './direct.ts';
import { entrance, readersOf, roomsOf } from './entrance.ts';
import type { Answer, FromPerson, Inbound } from './messages.ts';
import { snapshotId } from './model/file.ts';
import { readNumber } from './model/number.ts';
import type { BodyId, ConnectionId, Language, PersonId, Place } from './model/place.ts';
import { no, ok } from './model/result.ts';
import type { Documents } from './papers/documents.ts';
import { connectionChanged, placeChanged } from './places.ts';
import {
  type Ability,
  type Codes,
  type Door,
  InDoubt,
  type Links,
  type Log,
  type Reads,
  type Store,
  type Time,
  Unavailable,
} from './ports.ts';
import { mayFetch } from './sight.ts';
import { type Asked, type Decision, nothing, type Said, type Task } from './step.ts';
import { text } from './texts/doc.ts';
import { type Texts, texts } from './texts/index.ts';
import { sayRefusal } from './texts/refused.ts';
import { jobs } from './ticks/index.ts';
import { type Look, show } from './views/index.ts';
import { overview } from './views/overview.ts';
import { formOf } from './views/question.ts';
import type { ViewRef } from './views/refs.ts';

/** Contention that so many fresh reads do not get past is a bug. */
const ROUNDS = 20;
/** So often an event may trigger a mistake of ours before it is given up, lest it block its room for ever. */
const TRIES = 3;
/** Of so many events that is remembered; who forgets one only tries it again. */
const REMEMBERED = 1000;
type Parts = {
  store: Store;
  documents: Documents;
  time: Time;
  log: Log;
  links?: Links;
  codes?: Codes;
  /** What a connection's platform can; nothing, as long as nobody says. */
  can?: (connection: ConnectionId) => readonly Ability[];
};

const decide = async (reads: Reads, inbound: FromPerson, asked: Asked): Promise<Decision> => {
  switch (inbound.kind) {
    case 'command':
      return run(reads, inbound.words, asked);
    case 'choice':
      return choose(reads, inbound.on, inbound.about, inbound, asked);
    case 'form':
      return submit(reads, inbound, asked);
    case 'reply':
      return hear(reads, inbound.text, inbound.to, inbound.about, asked);
    case 'revised':
      return revise(reads, inbound.message, inbound.text, asked);
    case 'withdrawn':
      return withdraw(reads, inbound.message, asked);
  }
};
/** What is answered and posted alike at the same place need be shown only once: the post says it. */
const decisionOn =
  (inbound: FromPerson, asked: Asked): Task['decide'] =>
  async (reads) => {
    const decision = await decide(reads, inbound, asked);
    if (!decision.ok || decision.value.say === undefined) return decision;
    if (decision.value.looks) {
      // the same words may mean another thing when they come again, unless they were a command
      const { looks: _, ...remembered } = decision.value;
      return inbound.kind === 'command' ? decision : ok(remembered);
    }
    const said = JSON.stringify(decision.value.say);
    const posted = decision.value.posts.some(({ to, view }) => to === asked.at.id && JSON.stringify(view) === said);
    return posted ? ok({ ...decision.value, posted }) : decision;
  };

/** The door in: recognise who and where, load, decide, commit, answer. */
export const openDoor = ({ store, documents, time, log, links, codes, can = () => [] }: Parts): Door => {
  const failures = new Map<string, number>();

  const settle = async ({ body, cause, decide }: Task): Promise<Said> => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reads, relied } = store.read(body);
      const decision = await decide(reads);
      if (decision.ok && decision.value === nothing) return {}; // what people say among themselves leaves no row
      if (decision.ok && decision.value.looks && decision.value.say) return { say: decision.value.say };
      const committed = await store.ledger.commit({ body, cause, expect: relied(), decision });
      if (committed.is !== 'stale') return committed.said;
    }
    throw new Error(`stale ${ROUNDS} times`);
  };
  /** A mistake of ours is tried again by whoever redelivers; after a few times it is committed as one, with its id. */
  const settleOrGiveUp = async (task: Task): Promise<Said> => {
    try {
      return await settle(task);
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      const tries = (failures.get(task.cause) ?? 0) + 1;
      if (failures.size >= REMEMBERED) failures.clear();
      failures.set(task.cause, tries);
      if (tries < TRIES) throw error;
      failures.delete(task.cause);
      log.bug(task.cause, error);
      return settle({ ...task, decide: async () => no({ code: 'bug', cause: task.cause }) });
    }
  };

  const lookOf = (reads: Reads, words: Texts, reader: PersonId): Look => ({
    reads,
    words,
    now: time.now(),
    reader,
    ...(links && { links }),
    ...(codes && { codes }),
  });
  const answer = async (said: Said, body: BodyId, reader: PersonId, language: Language): Promise<Answer> => {
    const { reads } = store.read(body);
    const words = texts[language];
    if ('refused' in said) return { kind: 'refused', ...(await sayRefusal(said.refused, words, reads, time.now())) };
    if (said.say === undefined) return { kind: 'done' };
    const { say, label, form } = await show(said.say.view, said.say, lookOf(reads, words, reader));
    const about = aboutOf(said.say);
    return {
      kind: 'done',
      say,
      label,
      body,
      about,
      ...(said.posted && { posted: said.posted }),
      ...(RECEIPTS.has(said.say.view) && { receipt: true as const }),
      ...(form && { form }),
    };
  };

  /** It is done by then: where only showing it fails, to say "nothing was saved" would be a lie. */
  const shown = async (
    cause: string,
    said: Said,
    body: BodyId,
    reader: PersonId,
    otherwise: Language,
  ): Promise<Answer> => {
    let language = otherwise;
    try {
      language = (await store.read(body).reads.people.byId(reader))?.language ?? otherwise;
      return await answer(said, body, reader, language);
    } catch (error) {
      if (error instanceof Unavailable) log.note('database unavailable', { event: cause });
      else log.bug(cause, error);
      return { kind: 'done', say: [text(texts[language].unshown(cause))] };
    }
  };

  /** The place, if it is known; where somebody's account came without one, their first direct message makes it. */
  const placeOf = async ({ at, by, id }: FromPerson): Promise<{ body: BodyId; row: Place } | undefined> => {
    const known = await store.across.place(at);
    if (known !== undefined || at.direct !== true) return known;
    const [person] = await store.across.people(by);
    if (person === undefined) return undefined;
    await settle({
      body: person.body,
      cause: `${at.connection}:direct:${at.room}`,
      decide: async (reads) => {
        const found = await reads.people.byId(person.row);
        const made = found === undefined ? [] : await directPlace(reads, at, found);
        return made.length === 0 ? ok(nothing) : ok({ save: made, posts: [] });
      },
    });
    log.note('first direct message', { event: id });
    return store.across.place(at);
  };

  const refuse = async (
    refused: Extract<Said, { refused: unknown }>['refused'],
    language: Language,
  ): Promise<Answer> => ({
    kind: 'refused',
    ...(await sayRefusal(refused, texts[language])),
  });

  const askedBy = (inbound: FromPerson, by: PersonId, at: Place): Asked => {
    const { connection, thread } = inbound.at;
    const about = inbound.kind === 'command' ? inbound.quoting : inbound.kind === 'reply' ? inbound.to : undefined;
    const message =
      inbound.kind === 'command' || inbound.kind === 'reply' || inbound.kind === 'choice' ? inbound.message : undefined;
    return {
      by,
      at,
      now: time.now(),
      can: can(connection),
      ...(thread && { thread: { connection, id: thread } }),
      ...(about && { about }),
      ...(message && { message }),
    };
  };
  type Known = { body: BodyId; row: PersonId };
  /** Nobody looks into it. Among people it is met with silence, unless it is for us: who waits for an answer would wait on. */
  const tooLong = async (
    inbound: FromPerson,
    is: number,
    place: { body: BodyId; row: Place } | undefined,
    people: readonly Known[],
  ): Promise<Answer> => {
    const known = place === undefined ? people[0] : people.find(({ body }) => body === place.body);
    const reads = known && store.read(known.body).reads;
    const forUs =
      inbound.at.direct === true ||
      !isTalk(inbound) ||
      (reads && place && (await isForUs(reads, inbound, askedBy(inbound, known.row, place.row))));
    if (forUs !== true) return { kind: 'done' };
    const language = known && (await reads?.people.byId(known.row))?.language;
    return refuse({ code: 'too-long', most: LONGEST, is }, language ?? place?.row.language ?? 'de');
  };

  const fromPerson = async (inbound: FromPerson): Promise<Answer> => {
    const cause = `${inbound.at.connection}:${inbound.id}`;
    const [place, people] = await Promise.all([placeOf(inbound), store.across.people(inbound.by)]);
    const length = lengthOf(inbound);
    if (length > LONGEST) return tooLong(inbound, length, place, people);
    if (place === undefined) return atUnknownPlace(inbound, cause);
    const known = people.find(({ body }) => body === place.body);
    if (known === undefined) return (await introduced(inbound, cause)) ?? atStranger(inbound, place.row.language);
    const by = known.row;
    const asked = askedBy(inbound, by, place.row);
    const said = await settleOrGiveUp({ body: place.body, cause, decide: decisionOn(inbound, asked) });
    return shown(cause, said, place.body, by, place.row.language);
  };

  /** Whoever is known nowhere says by a code who they are. Undefined if they say something else. */
  const introduced = async (inbound: FromPerson, cause: string): Promise<Answer | undefined> => {
    const said = inbound.kind === 'command' ? inbound.words : inbound.kind === 'reply' ? inbound.text : '';
    const code = codeIn(said);
    if (code === undefined || codes === undefined) return undefined;
    for (const body of await store.across.bodies()) {
      const access = codes.read(body, code);
      if (access === undefined) continue;
      const decide = (reads: Reads): Promise<Decision> => useCode(reads, access, inbound.by, time.now());
      const linked = await settleOrGiveUp({ body, cause, decide });
      const person = (await store.read(body).reads.accesses.byId(access))?.person ?? 'P-0';
      return shown(cause, linked, body, person, 'de');
    }
    return refuse({ code: 'code-over' }, 'de');
  };
  const atStranger = (inbound: FromPerson, language: Language): Answer | Promise<Answer> =>
    isTalk(inbound) ? { kind: 'done' } : refuse({ code: 'unknown-person' }, language);

  /** A room that nobody has connected hears nothing but the wish to be connected. */
  const atUnknownPlace = async (inbound: FromPerson, cause: string): Promise<Answer> => {
    if (isTalk(inbound) && inbound.at.direct !== true) return { kind: 'done' };
    const people = await store.across.people(inbound.by);
    const [first] = people;
    if (first === undefined) return (await introduced(inbound, cause)) ?? refuse({ code: 'unknown-person' }, 'de');
    if (inbound.kind !== 'command') {
      const language = (await store.read(first.body).reads.people.byId(first.row))?.language;
      return refuse({ code: 'unknown-place' }, language ?? 'de');
    }
    const asked = (person: PersonId) => ({ by: person, now: time.now() });
    let person = first; // whoever is known in several bodies means the one that has such an organization
    for (const each of people)
      if ((await connectRoom(store.read(each.body).reads, inbound.words, inbound.at, asked(each.row))).ok)
        person = each;
    const said = await settleOrGiveUp({
      body: person.body,
      cause,
      decide: (reads): Promise<Decision> => connectRoom(reads, inbound.words, inbound.at, asked(person.row)),
    });
    return shown(cause, said, person.body, person.row, 'de');
  };

  const all = async (tasks: readonly Task[]): Promise<Answer> => {
    const settled = await Promise.allSettled(tasks.map(settle));
    const broken = settled.flatMap((each, i) =>
      each.status === 'rejected' ? [{ error: each.reason, cause: tasks[i]?.cause ?? '' }] : [],
    );
    for (const { cause, error } of broken) log.bug(cause, error); // one broken subject never stops the others
    return broken.some(({ error }) => error instanceof Unavailable)
      ? { kind: 'failed', say: [text(texts.de.unavailable)] }
      : { kind: 'done' };
  };

  /** What no tick would repair: whatever was not saved is to come again. */
  const every = async (tasks: readonly Task[]): Promise<Answer> => {
    for (const task of tasks) await settleOrGiveUp(task);
    return { kind: 'done' };
  };

  const entered = async ({ id, body, access, does }: Extract<Inbound, { kind: 'entry' }>): Promise<Answer> => {
    const decide = does === 'enter' ? enter : leave;
    const cause = `${does}:${access}:${id}`;
    const said = await settleOrGiveUp({ body, cause, decide: (reads) => decide(reads, access, time.now()) });
    const person = (await store.read(body).reads.accesses.byId(access))?.person ?? 'P-0';
    return shown(cause, said, body, person, 'de');
  };

  const receive = async (inbound: Inbound): Promise<Answer> => {
    switch (inbound.kind) {
      case 'tick':
        return all((await jobs.get(inbound.job)?.(store.across, time.now())) ?? []);
      case 'place':
        return every(await placeChanged(store.across, inbound, time.now()));
      case 'connection':
        return every(await connectionChanged(store.across, inbound, time.now()));
      case 'entry':
        return entered(inbound);
      default:
        return fromPerson(inbound);
    }
  };

  return {
    commands: usages,
    receive: (inbound) =>
      receive(clean(inbound)).catch((error: unknown): Answer => {
        if (error instanceof Unavailable) {
          log.note('database unavailable', { event: inbound.id });
          const why = error instanceof InDoubt ? 'inDoubt' : 'unavailable';
          return { kind: 'failed', say: [text(texts.de[why]), text(texts.en[why])] };
        }
        log.bug(inbound.id, error);
        return { kind: 'failed', say: [text(texts.de.bug(inbound.id))] };
      }),
    async view(name, by, at) {
      const place = await store.across.place(at);
      const people = await store.across.people(by);
      const known = place === undefined ? people[0] : people.find(({ body }) => body === place.body);
      if (known === undefined) return undefined;
      const { reads } = store.read(known.body);
      const person = await reads.people.byId(known.row);
      const language = person?.language ?? 'de';
      const view: ViewRef = name === 'help' ? { view: name } : { view: name, person: known.row };
      return {
        ...(await show(view.view, view, lookOf(reads, texts[language], known.row))),
        language,
        about: aboutOf(view),
      };
    },
    async overview(body, by, month) {
      const person = (await store.across.people(by)).find((each) => each.body === body)?.row;
      if (person === undefined) return undefined;
      const { reads } = store.read(body);
      const language = (await reads.people.byId(person))?.language ?? 'de';
      return overview(person, lookOf(reads, texts[language], person), month);
    },
    async calendar(body, feed) {
      const calendar = await calendarOf(store.read(body).reads, feed, time.now());
      return calendar === undefined ? 'over' : documents.calendar(calendar);
    },
    rooms: (by) => roomsOf(store, by, time.now()),
    readers: (at) => readersOf(store, at, time.now()),
    access: (body, id) => entrance(store.read(body).reads, id, time.now()),
    async named(account) {
      const [found] = await store.across.people(account);
      return found && (await store.read(found.body).reads.people.byId(found.row))?.name;
    },
    async chosen(by, at, about) {
      const place = await store.across.place(at);
      const person = (await store.across.people(by)).find(({ body }) => body === place?.body)?.row;
      if (place === undefined || person === undefined) return about.map(() => []);
      const { reads } = store.read(place.body);
      return Promise.all(about.map((each) => chosenOn(reads, person, place.row, each)));
    },
    async form(dialog, by, at) {
      const place = await store.across.place(at);
      const person = (await store.across.people(by)).find(({ body }) => body === place?.body)?.row;
      if (place === undefined || person === undefined) return undefined;
      const id = readNumber('D', dialog);
      if (id === undefined) return undefined;
      const { reads } = store.read(place.body);
      return formOf(id, person, lookOf(reads, texts[(await reads.people.byId(person))?.language ?? 'de'], person));
    },
    async file(body, ref, by) {
      const { reads } = store.read(body);
      if (by !== undefined) {
        const reader = (await store.across.people(by)).find((each) => each.body === body)?.row;
        if (reader === undefined || !(await mayFetch(reads, reader, ref, time.now()))) return undefined;
      }
      const snapshot = await reads.snapshots.byId(snapshotId(ref));
      if (snapshot === undefined) return undefined;
      if (snapshot.of === 'invitation') return documents.invitation(snapshot.invitation);
      return ref.format === 'ics' || snapshot.of === 'district'
        ? undefined
        : documents.document(snapshot.document, ref.format);
    },
  };
};

/** What is longer is no answer and no command: it is refused before anyone looks into it. */
const LONGEST = 20_000;
/** Votes and acceptances are counted on their card. */
const RECEIPTS: ReadonlySet<ViewRef['view']> = new Set(['ballot', 'rsvp']);
const lengthOf = (inbound: FromPerson): number => {
  switch (inbound.kind) {
    case 'command':
      return inbound.words.length;
    case 'reply':
    case 'revised':
      return inbound.text.length;
    case 'form':
      return Math.max(0, ...Object.values(inbound.answers).map(({ length }) => length));
    default:
      return 0;
  }
};
const isTalk = (inbound: FromPerson): boolean =>
  inbound.kind === 'reply' || inbound.kind === 'revised' || inbound.kind === 'withdrawn';

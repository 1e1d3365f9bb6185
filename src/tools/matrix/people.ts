import { roomAsSeen, type Seen } from './room.ts';

/** A person with a Matrix client, over plain HTTP: independent of the bot and of its library. */
export type Account = { id: string; token: string };
type Content = Readonly<Record<string, unknown>>;
type Got = { status: number; body: Content };
/** What a test waits for at most, unless it says so. */
const PATIENCE_MS = 10_000;
const id = encodeURIComponent;
const v3 = '/_matrix/client/v3';
const text = (body: string): Content => ({ msgtype: 'm.text', body });

export const personOn = (url: string, account: Account) => {
  let sent = 0;
  const nextTxn = (): string => {
    sent += 1;
    return `p${process.hrtime.bigint()}.${sent}`;
  };
  const ask = async (method: string, path: string, body?: Content): Promise<Got> => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${account.token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Content };
  };
  const must = async (method: string, path: string, body?: Content): Promise<Content> => {
    const got = await ask(method, path, body);
    if (got.status !== 200) throw new Error(`${method} ${path}: ${got.status} ${JSON.stringify(got.body)}`);
    return got.body;
  };
  const sends = async (room: string, type: string, content: Content): Promise<string> =>
    String((await must('PUT', `${v3}/rooms/${id(room)}/send/${type}/${nextTxn()}`, content))['event_id']);
  const redacts = async (room: string, event: string, reason?: string): Promise<string> =>
    String(
      (
        await must('PUT', `${v3}/rooms/${id(room)}/redact/${id(event)}/${nextTxn()}`, {
          ...(reason !== undefined && { reason }),
        })
      )['event_id'],
    );
  const raw = async (room: string): Promise<readonly Content[]> => {
    const found: Content[] = [];
    let from = '';
    for (;;) {
      const page = await must('GET', `${v3}/rooms/${id(room)}/messages?dir=b&limit=100${from && `&from=${id(from)}`}`);
      found.push(...(page['chunk'] as readonly Content[]));
      if (page['end'] === undefined || (page['chunk'] as readonly Content[]).length === 0) return found.reverse();
      from = String(page['end']);
    }
  };
  const reads = async (room: string): Promise<readonly Seen[]> => roomAsSeen(await raw(room));
  const about = (user: string, reason?: string): Content => ({
    user_id: user,
    ...(reason !== undefined && { reason }),
  });

  return {
    ...account,
    url,
    /** Any request; a refusal is an answer. */
    ask,
    must,

    creates: async (wish: Content = {}): Promise<string> =>
      String((await must('POST', `${v3}/createRoom`, { preset: 'private_chat', ...wish }))['room_id']),
    /** `via`: servers that know the room. */
    async joins(room: string, via: readonly string[] = []): Promise<void> {
      const query = via.map((each) => `via=${id(each)}&server_name=${id(each)}`).join('&');
      await must('POST', `${v3}/join/${id(room)}?${query}`, {});
    },
    invites: (room: string, user: string) => must('POST', `${v3}/rooms/${id(room)}/invite`, about(user)),
    leaves: (room: string) => must('POST', `${v3}/rooms/${id(room)}/leave`, {}),
    kicks: (room: string, user: string, reason?: string) =>
      must('POST', `${v3}/rooms/${id(room)}/kick`, about(user, reason)),
    bans: (room: string, user: string, reason?: string) =>
      must('POST', `${v3}/rooms/${id(room)}/ban`, about(user, reason)),
    unbans: (room: string, user: string) => must('POST', `${v3}/rooms/${id(room)}/unban`, about(user)),
    sets: (room: string, type: string, content: Content, key = '') =>
      must('PUT', `${v3}/rooms/${id(room)}/state/${type}/${id(key)}`, content),
    async upgrades(room: string, version: string): Promise<string> {
      const answer = await must('POST', `${v3}/rooms/${id(room)}/upgrade`, { new_version: version });
      return String(answer['replacement_room']);
    },

    sends,
    says: (room: string, what: string, more: Content = {}) =>
      sends(room, 'm.room.message', { ...text(what), 'm.mentions': {}, ...more }),
    replies: (room: string, to: string, what: string) =>
      sends(room, 'm.room.message', { ...text(what), 'm.relates_to': { 'm.in_reply_to': { event_id: to } } }),
    /** As Element does it: whoever knows no threads sees a reply to the last message. */
    repliesInThread: (room: string, root: string, what: string, last = root) =>
      sends(room, 'm.room.message', {
        ...text(what),
        'm.relates_to': {
          rel_type: 'm.thread',
          event_id: root,
          is_falling_back: true,
          'm.in_reply_to': { event_id: last },
        },
      }),
    /** To one message of a thread, and not only in it. */
    repliesWithin: (room: string, root: string, to: string, what: string) =>
      sends(room, 'm.room.message', {
        ...text(what),
        'm.relates_to': {
          rel_type: 'm.thread',
          event_id: root,
          is_falling_back: false,
          'm.in_reply_to': { event_id: to },
        },
      }),
    reacts: (room: string, to: string, key: string) =>
      sends(room, 'm.reaction', { 'm.relates_to': { rel_type: 'm.annotation', event_id: to, key } }),
    /** Takes the own reaction back. */
    async unreacts(room: string, to: string, key: string): Promise<string> {
      const own = (await reads(room)).find((seen) => seen.id === to)?.reactions[key]?.[account.id];
      if (own === undefined) throw new Error(`${account.id} has no ${key} there to take back`);
      return redacts(room, own);
    },
    redacts,
    edits: (room: string, event: string, what: string, type = 'm.room.message') =>
      sends(room, type, {
        ...text(`* ${what}`),
        'm.new_content': text(what),
        'm.relates_to': { rel_type: 'm.replace', event_id: event },
      }),
    polls: (room: string, question: string, answers: Readonly<Record<string, string>>, most = 1) =>
      sends(room, 'org.matrix.msc3381.poll.start', {
        'org.matrix.msc1767.text': question,
        'org.matrix.msc3381.poll.start': {
          kind: 'org.matrix.msc3381.poll.disclosed',
          max_selections: most,
          question: { 'org.matrix.msc1767.text': question },
          answers: Object.entries(answers).map(([each, label]) => ({ id: each, 'org.matrix.msc1767.text': label })),
        },
      }),
    /** All that is now marked: the former vote no longer counts. */
    votes: (room: string, poll: string, answers: readonly string[]) =>
      sends(room, 'org.matrix.msc3381.poll.response', {
        'm.relates_to': { rel_type: 'm.reference', event_id: poll },
        'org.matrix.msc3381.poll.response': { answers },
      }),
    closes: (room: string, poll: string) =>
      sends(room, 'org.matrix.msc3381.poll.end', {
        'm.relates_to': { rel_type: 'm.reference', event_id: poll },
        'org.matrix.msc3381.poll.end': {},
        'org.matrix.msc1767.text': 'Ended',
      }),

    /** Every event of a room, oldest first, as the server gives it. */
    raw,
    /** What stands in the room, oldest first, as a client shows it. */
    reads,
    /** The first thing in the room that fits, or that comes and fits, within the patience. */
    async sees(room: string, fits: string | RegExp | ((seen: Seen) => boolean), patience = PATIENCE_MS): Promise<Seen> {
      const isIt = (seen: Seen): boolean => {
        if (typeof fits === 'function') return fits(seen);
        return typeof fits === 'string' ? seen.body.includes(fits) : fits.test(seen.body);
      };
      const filter = id(JSON.stringify({ room: { rooms: [room], timeline: { limit: 1 } }, presence: { types: [] } }));
      const end = Date.now() + patience;
      let since = '';
      for (;;) {
        const left = Math.max(0, end - Date.now());
        const query = since ? `&since=${id(since)}&timeout=${Math.min(left, 5_000)}` : '';
        since = String((await must('GET', `${v3}/sync?filter=${filter}${query}`))['next_batch']);
        const all = await reads(room);
        const found = all.find(isIt);
        if (found !== undefined) return found;
        if (left === 0) {
          const there = all.map(({ sender, body }) => `${sender}: ${body}`).join('\n');
          throw new Error(`${account.id} does not see ${fits} in ${room}, but:\n${there}`);
        }
      }
    },
    /** The rooms that wait for an answer, with who invited. */
    async invitations(): Promise<Readonly<Record<string, string>>> {
      sent += 1; // the same question is answered from a cache, and nothing is waited for at a first sync
      const { rooms = {} } = await must('GET', `${v3}/sync?timeout=${sent}`);
      const { invite = {} } = rooms as { invite?: Record<string, { invite_state: { events: readonly Content[] } }> };
      return Object.fromEntries(
        Object.entries(invite).map(([room, { invite_state }]) => [
          room,
          String(invite_state.events.find((each) => each['state_key'] === account.id)?.['sender']),
        ]),
      );
    },
    async uploads(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<string> {
      const answer = await fetch(`${url}/_matrix/media/v3/upload`, {
        method: 'POST',
        headers: { authorization: `Bearer ${account.token}`, 'content-type': contentType },
        body: bytes,
      });
      return String(((await answer.json()) as Content)['content_uri']);
    },
    async downloads(mxc: string): Promise<{ bytes: Buffer; contentType: string | null }> {
      const answer = await fetch(`${url}/_matrix/client/v1/media/download/${mxc.slice('mxc://'.length)}`, {
        headers: { authorization: `Bearer ${account.token}` },
      });
      if (!answer.ok) throw new Error(`${mxc}: ${answer.status}`);
      return { bytes: Buffer.from(await answer.arrayBuffer()), contentType: answer.headers.get('content-type') };
    },
  };
};

/** Reads a room as it fills: each time only what is new is asked for, and all that stands there is answered. */
export const readingOn = ({ must }: Pick<ReturnType<typeof personOn>, 'must'>, room: string) => {
  const known = new Map<unknown, Content>();
  let from = '';
  return async (): Promise<readonly Seen[]> => {
    for (;;) {
      const page = await must('GET', `${v3}/rooms/${id(room)}/messages?dir=f&limit=100${from && `&from=${id(from)}`}`);
      const chunk = page['chunk'] as readonly Content[];
      for (const event of chunk) known.set(event['event_id'], event);
      if (chunk.length === 0 || typeof page['end'] !== 'string') break;
      from = page['end'];
    }
    const events = [...known.values()];
    const gone = new Set(events.flatMap((each) => (each['type'] === 'm.room.redaction' ? redactedBy(each) : [])));
    return roomAsSeen(events.filter((each) => !gone.has(each['event_id'])));
  };
};
/** Rooms before version 11 name it outside of the content. */
const redactedBy = ({ redacts, content }: Content): readonly unknown[] => [redacts, (content as Content)['redacts']];

/** A room as Element shows it: edits applied, what was taken back gone, reactions and votes counted. */
type Content = Readonly<Record<string, unknown>>;
export type Poll = {
  question: string;
  answers: readonly { id: string; text: string }[];
  /** What everybody marked last. */
  votes: Readonly<Record<string, readonly string[]>>;
  isClosed: boolean;
};
export type Seen = {
  id: string;
  sender: string;
  type: string;
  body: string;
  html?: string;
  /** As it is after all edits. */
  content: Content;
  isEdited: boolean;
  /** Where its thread begins. */
  thread?: string;
  replyTo?: string;
  mentions: readonly string[];
  /** The events behind each emoji, by who reacted. */
  reactions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  poll?: Poll;
};
type Event = {
  event_id: string;
  sender: string;
  type: string;
  content: Content;
  state_key?: string;
  unsigned?: { redacted_because?: unknown };
};

const content = (value: unknown): Content => (typeof value === 'object' && value !== null ? (value as Content) : {});
const words = (value: unknown): string => (typeof value === 'string' ? value : '');
/** Polls as they were first, and as they are specified. */
const START = ['org.matrix.msc3381.poll.start', 'm.poll.start'];
const RESPONSE = ['org.matrix.msc3381.poll.response', 'm.poll.response'];
const END = ['org.matrix.msc3381.poll.end', 'm.poll.end'];
const SHOWN = ['m.room.message', ...START];

/** From all events of a room, oldest first. */
export const roomAsSeen = (raw: readonly Content[]): readonly Seen[] => {
  const events = (raw as readonly unknown[] as readonly Event[]).filter(
    (each) => each.state_key === undefined && each.unsigned?.redacted_because === undefined,
  );
  const related = Map.groupBy(events, (each) => words(content(each.content['m.relates_to'])['event_id']));
  return events
    .filter((each) => SHOWN.includes(each.type) && relates(each)['rel_type'] !== 'm.replace')
    .map((each) => seen(each, related.get(each.event_id) ?? []));
};
const relates = (event: Event): Content => content(event.content['m.relates_to']);

const seen = (event: Event, related: readonly Event[]): Seen => {
  const edit = related.findLast(
    (each) => relates(each)['rel_type'] === 'm.replace' && each.sender === event.sender && each.type === event.type,
  );
  const now = edit === undefined ? event.content : content(edit.content['m.new_content']);
  const relation = relates(event);
  const replyTo = words(content(relation['m.in_reply_to'])['event_id']);
  const isPoll = START.includes(event.type);
  const mentions = content(now['m.mentions'])['user_ids'];
  return {
    id: event.event_id,
    sender: event.sender,
    type: event.type,
    body: isPoll ? pollIn(now).question : words(now['body']),
    ...(typeof now['formatted_body'] === 'string' && { html: now['formatted_body'] }),
    content: now,
    isEdited: edit !== undefined,
    ...(relation['rel_type'] === 'm.thread' && { thread: words(relation['event_id']) }),
    // in a thread it is only for those who know none
    ...(replyTo !== '' && relation['is_falling_back'] !== true && { replyTo }),
    mentions: Array.isArray(mentions) ? mentions : [],
    reactions: reactionsIn(related),
    ...(isPoll && { poll: { ...pollIn(now), ...votesIn(event, related) } }),
  };
};

const reactionsIn = (related: readonly Event[]): Seen['reactions'] => {
  const all: Record<string, Record<string, string>> = {};
  for (const each of related) {
    const { rel_type, key } = relates(each);
    if (each.type !== 'm.reaction' || rel_type !== 'm.annotation' || typeof key !== 'string') continue;
    all[key] = { [each.sender]: each.event_id, ...all[key] };
  }
  return all;
};

const textOf = (value: unknown): string => {
  const all = content(value);
  const [first] = Array.isArray(all['m.text']) ? all['m.text'] : [];
  return words(all['org.matrix.msc1767.text']) || words(content(first)['body']) || words(all['body']);
};
const pollIn = (now: Content): Pick<Poll, 'question' | 'answers'> => {
  const poll = content(now['org.matrix.msc3381.poll.start'] ?? now['m.poll']);
  const answers = Array.isArray(poll['answers']) ? poll['answers'].map(content) : [];
  return {
    question: textOf(poll['question']),
    answers: answers.map((each) => ({ id: words(each['id'] ?? each['m.id']), text: textOf(each) })),
  };
};
const votesIn = (start: Event, related: readonly Event[]): Pick<Poll, 'votes' | 'isClosed'> => {
  const end = related.findIndex((each) => END.includes(each.type) && each.sender === start.sender);
  const counted = end < 0 ? related : related.slice(0, end);
  const poll = content(start.content['org.matrix.msc3381.poll.start'] ?? start.content['m.poll']);
  const most = typeof poll['max_selections'] === 'number' ? poll['max_selections'] : 1;
  const { answers } = pollIn(start.content);
  const votes: Record<string, readonly string[]> = {};
  for (const each of counted) {
    if (!RESPONSE.includes(each.type)) continue;
    const marked = each.content['m.selections'] ?? content(each.content['org.matrix.msc3381.poll.response'])['answers'];
    const valid = (Array.isArray(marked) ? marked : []).filter((one) => answers.some((answer) => answer.id === one));
    votes[each.sender] = valid.slice(0, most); // the rest is cut off, and nothing valid is a spoilt vote
  }
  return { votes, isClosed: end >= 0 };
};

/** Addresses under which an act can be answered: five times within thirty minutes (docs.slack.dev/interactivity/handling-user-interaction). */
import { messageBlocks } from './blocks.ts';
import { isJson, type Json, list, parsed, word } from './json.ts';
import { Refusal } from './refusal.ts';
import { add, type Channel, type Message, type World } from './world.ts';

const USES = 5;
const LIFE_MS = 1_800_000;
type Address = { channel: Channel; user: string; message: string | undefined; left: number; until: number };
export type Said = { status: number; body: unknown };

export const responseUrls = (world: World, url: () => string, posted: (channel: Channel, message: Message) => void) => {
  const given = new Map<string, Address>();
  /** A message of the app, for one person or for all. */
  const say = (channel: Channel, user: string, body: Json): void => {
    const blocks = body['blocks'] === undefined ? undefined : messageBlocks(body['blocks'], 'invalid_blocks');
    const text = word(body['text']) ?? '';
    if (text === '' && blocks === undefined) throw new Refusal('no_text');
    const all = body['response_type'] === 'in_channel';
    const message: Message = {
      ts: world.ts(),
      user: world.installed(world.users.get(user)?.team ?? '')?.botUser ?? '',
      byApp: true,
      text,
      blocks,
      threadTs: word(body['thread_ts']),
      reactions: new Map(),
      ...(all ? {} : { onlyFor: user }),
    };
    add(channel, message);
    if (all) posted(channel, message);
  };
  return {
    say,
    give(kind: 'commands' | 'actions' | 'app', channel: Channel, user: string, message?: string): string {
      const path = `/${kind}/${channel.team}/${given.size + 1}/${Math.random().toString(36).slice(2)}`;
      given.set(path, { channel, user, message, left: USES, until: world.clock.now() + LIFE_MS });
      return url() + path;
    },
    /** Undefined: no such address. */
    use(path: string, text: string): Said | undefined {
      const address = given.get(path);
      if (address === undefined) return undefined;
      const refused = (status: number, error: string): Said => ({ status, body: { ok: false, error } });
      if (address.until < world.clock.now()) return refused(404, 'expired_url');
      if (address.left <= 0) return refused(404, 'used_url');
      const body = parsed(text);
      if (!isJson(body)) return refused(500, 'invalid_payload');
      const { channel, user, message: ts } = address;
      const original = channel.messages.find((message) => message.ts === ts);
      try {
        if (body['delete_original'] === true && original !== undefined)
          channel.messages.splice(channel.messages.indexOf(original), 1);
        else if (body['replace_original'] === true && original !== undefined)
          Object.assign(original, {
            text: word(body['text']) ?? '',
            blocks: body['blocks'] === undefined ? undefined : messageBlocks(list(body['blocks']), 'invalid_blocks'),
          });
        else say(channel, user, body);
      } catch (error) {
        if (error instanceof Refusal) return refused(400, error.code);
        throw error;
      }
      address.left -= 1;
      return { status: 200, body: 'ok' };
    },
  };
};
export type ResponseUrls = ReturnType<typeof responseUrls>;

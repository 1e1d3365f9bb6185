/** Upload in three steps: an address, the bytes, and where it is to stand. */
import { channelFor } from './access.ts';
import type { Handlers, Stage } from './api.ts';
import { messageBlocks } from './blocks.ts';
import { list, word } from './json.ts';
import { Refusal, wrong } from './refusal.ts';
import type { Answer, Request } from './serve.ts';
import { fileShape } from './shapes.ts';
import { add, found, type Message, randomId, type World } from './world.ts';

const ALT_TEXT = 1_000;
const CHANNELS = 100;

export const files = ({ world, news, url, lag }: Stage): Handlers => ({
  'files.getUploadURLExternal': {
    refuses: ['alt_txt_too_large'],
    does(args, me) {
      const { length } = args;
      if (typeof length !== 'number' || length < 1)
        throw wrong('invalid_arguments', ['must be greater than 0 [json-pointer:/length]']);
      const altText = word(args['alt_txt']);
      if ((altText?.length ?? 0) > ALT_TEXT) throw new Refusal('alt_txt_too_large');
      const id = randomId('F');
      const name = word(args['filename']) ?? '';
      const created = Math.floor(world.clock.now() / 1_000);
      const { team, botUser: user } = me;
      world.files.set(id, { id, team, user, name, title: name, altText, length, created, done: false, shares: [] });
      return { upload_url: `${url()}/upload/v1/${id}`, file_id: id };
    },
  },
  'files.completeUploadExternal': {
    refuses: ['channel_not_found', 'channels_limit_exceeded', 'file_not_found', 'invalid_blocks', 'not_in_channel'],
    does(args, me) {
      const wanted = list(args['files']);
      if (wanted.length === 0)
        throw wrong('invalid_arguments', ['no fewer than 1 items allowed [json-pointer:/files]']);
      const ready = wanted.map(({ id, title }) => {
        const file = world.files.get(word(id) ?? '');
        if (file?.bytes === undefined || file.done || file.team !== me.team) throw new Refusal('file_not_found');
        return { file, title: word(title) };
      });
      const several = (word(args['channels']) ?? '').split(',').filter((id) => id !== '');
      if (several.length > CHANNELS) throw new Refusal('channels_limit_exceeded');
      const blocks =
        args['blocks'] === undefined || args['initial_comment'] !== undefined
          ? undefined
          : messageBlocks(args['blocks'], 'invalid_blocks');
      const places = [...(args['channel_id'] === undefined ? [] : [args['channel_id']]), ...several].map((id) => {
        const channel = channelFor(world, me, id);
        if (!channel.members.has(me.botUser) || channel.archived) throw new Refusal('not_in_channel');
        return channel;
      });
      const thread = word(args['thread_ts']);
      if (thread !== undefined && places.some((channel) => found(channel, thread) === undefined))
        throw wrong('invalid_arguments', ['no such message [json-pointer:/thread_ts]']);
      for (const { file, title } of ready) Object.assign(file, { done: true, title: title ?? file.name });
      for (const channel of places) {
        const message: Message = {
          ts: world.ts(),
          user: me.botUser,
          byApp: true,
          text: word(args['initial_comment']) ?? '',
          blocks,
          threadTs: thread,
          files: ready.map(({ file }) => file),
          reactions: new Map(),
        };
        add(channel, message);
        for (const { file } of ready) file.shares.push({ channel: channel.id, ts: message.ts });
        news.posted(channel, message);
      }
      return { files: ready.map(({ file }) => ({ id: file.id, title: file.title })) };
    },
  },
  'files.info': {
    refuses: ['file_not_found'],
    does(args, me) {
      const file = world.files.get(word(args['file']) ?? '');
      if (file === undefined || file.team !== me.team || !file.done) throw new Refusal('file_not_found');
      // bolt-js #2115: where it stands is known only a while after
      const known = file.shares.filter(({ ts }) => Number(ts) * 1_000 <= world.clock.now() - lag());
      const shares = Map.groupBy(known, ({ channel }) =>
        world.channels.get(channel)?.kind === 'public' ? 'public' : 'private',
      );
      return {
        file: {
          ...fileShape(file, world),
          channels: known.map(({ channel }) => channel),
          shares: Object.fromEntries(
            [...shares].map(([kind, each]) => [
              kind,
              Object.fromEntries(each.map(({ channel, ts }) => [channel, [{ ts }]])),
            ]),
          ),
        },
        comments: [],
        response_metadata: { next_cursor: '' },
      };
    },
  },
});

/** The second step: the bytes, plain or as the one file of a form. */
export const uploaded = async (world: World, { url, bytes, headers }: Request): Promise<Answer> => {
  const file = world.files.get(url.pathname.slice('/upload/v1/'.length));
  if (file === undefined || file.done) return { status: 404, body: 'no such upload' };
  const contentType = headers['content-type'] ?? '';
  const sent = contentType.startsWith('multipart/form-data') ? await partOf(bytes, contentType) : bytes;
  if (sent.length !== file.length) return { status: 400, body: `not ${file.length} bytes but ${sent.length}` };
  Object.assign(file, { bytes: sent });
  return { status: 200, body: `OK - ${sent.length}` };
};
const partOf = async (bytes: Buffer, contentType: string): Promise<Buffer> => {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  const part = [...form.values()].find((value) => typeof value !== 'string');
  return Buffer.from((await part?.arrayBuffer()) ?? new ArrayBuffer());
};

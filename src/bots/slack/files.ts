import type { Envelope } from '../../core/messages.ts';
import { DeliveryError, type Door, type Shelf } from '../../core/ports.ts';
import { listIn, textIn } from './json.ts';
import type { Made } from './render.ts';
import type { Team } from './team.ts';
import { Lost } from './web-api.ts';

const UPLOAD_MS = 30_000;
const KEPT = 'file/';
/** Slack names the message of a file only later, so that a file stands under its own name, behind a 0 that no message has. */
const FILE = /^0\.(\d+)$/;
const toTs = (file: string): string =>
  `0.${[...file].map((each) => `${each.charCodeAt(0)}`.padStart(3, '0')).join('')}`;
const toFile = (ts: string): string =>
  (FILE.exec(ts)?.[1]?.match(/.{3}/g) ?? []).map((each) => String.fromCharCode(Number(each))).join('');

/** Files, in three steps: asked for, sent, shown (docs.slack.dev, "Working with files"; files.upload is gone). */
export const uploads = (door: () => Pick<Door, 'file'> | undefined, shelf: () => Shelf | undefined) => ({
  /** Which file was last meant for this part, whether it came to be shown or not: files cannot say of themselves what they are. */
  async meant(part: string): Promise<string | undefined> {
    const name = KEPT + part;
    const kept = (await shelf()?.read(name))?.[name];
    return typeof kept === 'string' ? kept : undefined;
  },
  toTs,
  isFile: (ts: string): boolean => FILE.test(ts),
  /** Nobody sees it before the last step, so that until then trying again is harmless. */
  async share(
    team: Team,
    channel: string,
    thread: string | undefined,
    { id: part, body }: Pick<Envelope, 'id' | 'body'>,
    { file, name, title }: Extract<Made, { file: unknown }>,
  ): Promise<string> {
    const bytes = await door()?.file(body, file);
    if (bytes === undefined) throw new DeliveryError('never'); // it was never meant
    const id = await stored(team, name, bytes).catch((error: unknown) => {
      throw error instanceof Lost ? new DeliveryError('later') : error;
    });
    if ((await shelf()?.write({ [KEPT + part]: id })) !== 'done') throw new DeliveryError('later'); // another leads by now
    const shown = await team.call('files.completeUploadExternal', {
      files: [{ id, title }],
      channel_id: channel,
      ...(thread !== undefined && { thread_ts: thread }),
    });
    const [first] = listIn(shown, 'files');
    return toTs(textIn(first, 'id') ?? id);
  },
  remove: async (team: Team, ts: string): Promise<void> => {
    await team.call('files.delete', { file: toFile(ts) });
  },
});
export const stored = async (team: Team, name: string, bytes: Uint8Array): Promise<string> => {
  const place = await team.call('files.getUploadURLExternal', { filename: name, length: bytes.byteLength });
  const [url, id] = [textIn(place, 'upload_url'), textIn(place, 'file_id')];
  if (url === undefined || id === undefined) throw new Lost('no place for the file');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(bytes),
      signal: AbortSignal.timeout(UPLOAD_MS),
    });
    if (!answer.ok) throw new Lost(`upload ${answer.status}`);
  } catch (error) {
    throw error instanceof Lost ? error : new Lost('upload');
  }
  return id;
};

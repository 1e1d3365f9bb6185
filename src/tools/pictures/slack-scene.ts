import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownBlock } from '@slack/types';
import { homeOf } from '../../bots/slack/home.ts';
import { render } from '../../bots/slack/render.ts';
import type { Doc } from '../../core/texts/doc.ts';
import { readDistrict } from '../../districts/read.ts';
import { memoryStore } from '../../store/memory.ts';
import { play, programOf } from '../../story/play.ts';
import { inMemory, setStage } from '../tour/stage.ts';

const EXAMPLE = join(import.meta.dirname, '../../../examples/landkreis-waldshut.yaml');
const SLACK = 'slack';

/** `names`: of the people on Slack, by their account. */
export type Scene = {
  names: ReadonlyMap<string, string>;
  /** The newest messages of a channel, as Slack is given them. */
  channel(room: string): Promise<readonly (readonly KnownBlock[])[]>;
  home(account: string): Promise<readonly KnownBlock[]>;
};

/** The example's story as far as its first so many chapters, and what we would send to Slack then. */
export const slackScene = async (chapters: number): Promise<Scene> => {
  const read = readDistrict(readFileSync(EXAMPLE, 'utf8'));
  if (!read.ok) throw new Error('the example cannot be read');
  const district = read.value;
  const program = programOf(district, undefined);
  const begins = program.moves.flatMap(({ chapter }, i) => (chapter === undefined ? [] : i));
  const moves = program.moves.slice(0, begins[chapters]);
  const docs = new Map<string, Doc>();
  const log = {
    bug(_: string, error: unknown) {
      throw error;
    },
    note() {},
  };
  // what stands in memory is text alone: the Doc that it was made of is kept beside
  const stage = await setStage(
    district,
    memoryStore(() => performance.now()),
    program.start,
    log,
    () => {},
    async (...given) =>
      new Map(
        [...(await inMemory(...given))].map(([connection, platform]) => [
          connection,
          {
            ...platform,
            bot: {
              ...platform.bot,
              render(doc) {
                const contents = platform.bot.render(doc);
                docs.set(String(contents[0]), doc);
                return contents;
              },
            },
          },
        ]),
      ),
  );
  await play(stage, { ...program, moves }, () => {});
  return {
    names: new Map(
      Object.values(district.persons).flatMap(({ name, accounts }) =>
        accounts?.[SLACK] === undefined ? [] : [[accounts[SLACK], name] as const],
      ),
    ),
    async channel(room) {
      const all = (await stage.messages(SLACK)).filter((message) => message.room === room);
      return all.flatMap(({ text }) =>
        render(docs.get(text) ?? []).flatMap((made) => ('blocks' in made ? [made.blocks] : [])),
      );
    },
    home: async (account) => (await homeOf(stage.door, { connection: SLACK, id: account })).blocks as KnownBlock[],
  };
};

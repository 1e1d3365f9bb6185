import { randomUUID } from 'node:crypto';
import { render } from '../../bots/memory/render.ts';
import { webBot } from '../../bots/web/index.ts';
import { docIn } from '../../bots/web/look.ts';
import type { Answer } from '../../core/messages.ts';
import { WEB, webNameOf } from '../../core/model/access.ts';
import { bodyIdOf, personIdOf } from '../../districts/rows.ts';
import { serveHttp } from '../../http.ts';
import type { PostgresStore } from '../../store/postgres/index.ts';
import { webActor } from '../../story/web-actor.ts';
import type { MakePlatforms } from './stage.ts';

/** Everybody on the web rooms, reached through a real HTTP server. `closing` gets what is to be ended afterwards. */
export const onWeb =
  ({ webRooms: rooms }: PostgresStore, closing: (() => Promise<void>)[]): MakePlatforms =>
  async (district, time, log) => {
    const body = bodyIdOf(district);
    const people = new Map(
      Object.entries(district.persons).map(([key, { name, language = district.district.language }]) => {
        const person = personIdOf(district, key);
        const account = { connection: WEB, id: webNameOf(body, person) };
        return [person as string, { account, body, name, language, base: `/as/${person}` }] as const;
      }),
    );
    const http = await serveHttp({
      listen: { host: '127.0.0.1', port: 0 },
      trustedProxies: [],
      serve: (request, client) => bot.serve(request, client),
    });
    closing.push(http.close);
    const origin = `http://127.0.0.1:${http.port}`;
    const made = webBot({
      connection: WEB,
      rooms,
      time,
      log,
      random: randomUUID,
      address: { origins: [origin], base: '', secure: false },
      key: randomUUID(),
      patient: true,
      trial: async (person) => people.get(person),
    });
    let answer: Answer = { kind: 'done' };
    /** What the door answers is what a page makes its words of. */
    const bot: typeof made = {
      ...made,
      start: (door) =>
        made.start({
          ...door,
          async receive(inbound) {
            answer = await door.receive(inbound);
            return answer;
          },
        }),
    };
    const actor = webActor({ rooms, body, serve: fetch, origin });
    return new Map([
      [
        WEB,
        {
          bot,
          messages: () => actor.messages(),
          async take(payload) {
            answer = { kind: 'done' };
            await actor.act(payload);
            return answer;
          },
          async read(id) {
            const content = (await rooms.byNumber(body, Number(id.slice(body.length + 1))))?.content;
            return render(docIn(content) ?? []).join('\n');
          },
        },
      ],
    ]);
  };

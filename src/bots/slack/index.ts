import type { ConnectionId } from '../../core/model/place.ts';
import type { Bot, Door, Lane, Log, Timer } from '../../core/ports.ts';
import { accessBy } from './access.ts';
import { audiences } from './audience.ts';
import { hearing } from './hear.ts';
import { requests } from './http.ts';
import { installations, type Kept } from './installations.ts';
import { listening } from './listen.ts';
import { installing } from './oauth.ts';
import { paced } from './pace.ts';
import { long, type Names, short } from './refs.ts';
import { sender } from './send.ts';
import { showing } from './show.ts';
import { sockets } from './sockets.ts';
import { manyTeams, oneTeam, type Teams } from './team.ts';
import { type Call, webApi } from './web-api.ts';

const FAREWELL_MS = 5_000;
/**
 * `appToken`: Socket Mode; `signingSecret`: Slack sends to `/<connection>/events`. `botToken`: in one workspace; otherwise in each
 * that allows the app, at `/<connection>/install`.
 */
export type SlackParts = {
  connection: ConnectionId;
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
  clientId?: string;
  clientSecret?: string;
  secretKey?: string;
  kept?: Kept;
  apiUrl?: string;
  now: () => number;
  later: Timer;
  log: Log;
};
/** `origin` and `base`: where we are reached. */
type Where = { origins: readonly string[]; base: string };
export type SlackBot = Bot & {
  /** What Slack and browsers ask of this connection; undefined if they ask something else. */
  serve(request: Request, where: Where): Promise<Response | undefined>;
};

/** Slack: an app in a workspace, or in several. Every replica hears; the one that holds the lane speaks. */
export const slackBot = (parts: SlackParts): SlackBot => {
  const { connection, botToken, appToken, signingSecret, apiUrl, now, later, log } = parts;
  const callsOf = (token: string, watched = (call: Call): Call => call) => ({
    call: watched(paced(webApi(token, apiUrl), now, later)),
    views: watched(webApi(token, apiUrl)),
  });
  const { clientId, clientSecret, secretKey, kept } = parts;
  const isOpen =
    botToken === undefined &&
    clientId !== undefined &&
    clientSecret !== undefined &&
    secretKey !== undefined &&
    kept !== undefined;
  const installed = isOpen ? installations(kept, connection, secretKey) : undefined;
  const names: Names = installed === undefined ? short : long;
  const access =
    installed === undefined
      ? accessBy({
          connection,
          token: botToken ?? '',
          log,
          shelf: () => lane?.shelf,
          tell: async (id, change) =>
            (await door?.receive({ id, kind: 'connection', connection, change }))?.kind === 'done',
        })
      : undefined;
  const teams: Teams =
    access === undefined
      ? manyTeams(installed ?? { of: async () => undefined }, (token) => callsOf(token), now)
      : oneTeam(callsOf(botToken ?? '', access.watched));
  const pages =
    installed === undefined || !isOpen
      ? undefined
      : installing({
          connection,
          clientId,
          clientSecret,
          secretKey,
          installations: installed,
          now,
          log,
          installed: (team) => teams.forget(team),
          ...(apiUrl !== undefined && { apiUrl }),
        });
  let door: Door | undefined;
  let lane: Lane | undefined;
  const sending = sender({ connection, names, teams, door: () => door, shelf: () => lane?.shelf });
  const show = showing({ log, connection, door: () => door, chat: sending.chat });
  const { handle, idle } = hearing({
    connection,
    names,
    teams,
    later,
    log,
    door: () => door,
    show,
    async lost(team, id, change) {
      teams.forget(team);
      await installed?.drop(team);
      if (access === undefined || lane === undefined)
        await door?.receive({ id, kind: 'connection', connection, change });
      else await access.gone(change);
    },
  });
  const within = (work: Promise<unknown>): Promise<unknown> =>
    Promise.race([work, new Promise<void>((resolve) => void later(FAREWELL_MS, resolve))]);
  let listens: ReturnType<typeof sockets> | undefined;
  let serves: ((request: Request) => Promise<Response>) | undefined;

  return {
    connection,
    can: [],
    render: sending.render,
    deliver: sending.deliver,
    find: sending.find,
    remove: sending.remove,
    audience: audiences({ names, teams, door: () => door }),
    async start(opened) {
      door = opened;
      const take = await listening(handle, later, log, connection);
      if (signingSecret !== undefined) serves = requests({ signingSecret, now, take });
      if (appToken === undefined) return;
      listens = sockets({ appToken, take, now, later, log, connection, ...(apiUrl !== undefined && { apiUrl }) });
      listens.start();
    },
    async lead(given) {
      lane = given;
      if (access !== undefined) void teams.of().catch(() => {}); // what Slack says to that is told
    },
    async serve(request, { origins, base }) {
      const own = `${base}/${connection}/`;
      const { pathname } = new URL(request.url);
      if (!pathname.startsWith(own)) return undefined;
      const back = `${origins[0] ?? ''}${own}oauth`;
      switch (pathname.slice(own.length)) {
        case 'events':
          return serves?.(request);
        case 'install':
          return pages?.leave(back);
        case 'oauth':
          return pages?.comeBack(request, back);
        default:
          return undefined;
      }
    },
    async stop() {
      serves = undefined;
      await listens?.stop(within);
      listens = undefined;
      await within(idle());
      lane = undefined;
      door = undefined;
    },
  };
};

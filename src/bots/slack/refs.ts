import type { Account, ConnectionId, MessageRef } from '../../core/model/place.ts';

/** A message of a channel: there its time is its name. */
export const refTo = (connection: ConnectionId, channel: string, ts: string): MessageRef => ({
  connection,
  id: `${channel}/${ts}`,
});
export const standsAt = ({ id }: MessageRef): { channel: string; ts: string } | undefined => {
  const [, channel, ts] = /^(.+)\/([\d.]+)$/.exec(id) ?? [];
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
};

/** Of one workspace names are short; where an app is in several, each name begins with its workspace. */
export type Names = {
  name(team: string, id: string): string;
  read(name: string): { team?: string; id: string };
};
export const short: Names = { name: (_, id) => id, read: (id) => ({ id }) };
export const long: Names = {
  name: (team, id) => `${team}:${id}`,
  read(name) {
    const [, team, id] = /^([^:]+):(.+)$/.exec(name) ?? [];
    return team === undefined || id === undefined ? { id: name } : { team, id };
  },
};
export const accountOf = (connection: ConnectionId, names: Names, team: string, user: string): Account => ({
  connection,
  id: names.name(team, user),
});

import type { Account, BodyId, Language } from '../../core/model/place.ts';
import type { Door, Room } from '../../core/ports.ts';
import type { Where } from './receive.ts';

/** Somebody who has come in. `base`: before the addresses of their pages. */
export type Visitor = { account: Account; body: BodyId; name: string; language: Language; base: string };

/** A room's name in addresses: within a body, as a visitor is of one. */
export const pathOf = (room: string, body: BodyId): string =>
  encodeURIComponent(room.startsWith(`${body}/`) ? room.slice(body.length + 1) : room);
export const roomAt = (rooms: readonly Room[], path: string): Room | undefined =>
  rooms.find(
    ({ spot, body }) => [spot.room, pathOf(spot.room, body)].includes(path) || spot.room === `${body}/${path}`,
  );
export const isDirect = ({ organization }: Room): boolean => organization === undefined;
export const whereOf = ({ body, spot }: Room, thread?: number): Where => ({
  body,
  connection: spot.connection,
  room: spot.room,
  direct: spot.direct === true,
  ...(thread !== undefined && { thread }),
});
/** Those of the visitor's own body, the one alone with us first. Asked each time: who may enter changes. */
export const roomsOf = async (door: Door, { account, body }: Visitor): Promise<readonly Room[]> =>
  (await door.rooms(account))
    .filter((room) => room.body === body)
    .toSorted((a, b) => Number(isDirect(b)) - Number(isDirect(a)));

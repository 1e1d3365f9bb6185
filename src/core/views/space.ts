import { gone } from './gone.ts';
import type { View } from './index.ts';

/** All rooms of its connection that are connected, whatever is said there: for those who are in them their names are no news. */
export const space: View<'space'> = async ({ place: id }, look) => {
  const { reads } = look;
  const place = await reads.places.byId(id);
  if (place?.kind !== 'space') return gone(look);
  const organizations = await reads.organizations.all();
  const places = await reads.places.on(
    place.spot.connection,
    organizations.map((each) => each.id),
  );
  const rooms = places.flatMap((each) => {
    const of =
      each.kind === 'room' && each.state !== 'gone' && organizations.find((one) => one.id === each.organization);
    return of ? [{ room: each.spot.room, name: of.name }] : [];
  });
  const { name } = await reads.body();
  const by = (await reads.people.byId(place.by))?.name ?? place.by;
  return { label: 'public', say: [{ is: 'rooms', name, rooms, by: { person: place.by, name: by } }] };
};

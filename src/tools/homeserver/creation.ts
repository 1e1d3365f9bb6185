import { known, type members } from './members.ts';
import { maySend } from './rights.ts';
import { type Content, content, namedByItself, type Room, stateOf, type World, word } from './world.ts';

/** How rooms begin, and how one takes another's place. */
export const NEWEST = '12';
const COPIED = [
  'm.room.join_rules',
  'm.room.name',
  'm.room.topic',
  'm.room.history_visibility',
  'm.room.guest_access',
  'm.room.encryption',
];

const levels = (version: string, users: readonly string[], isPublic: boolean): Content => ({
  users: Object.fromEntries(users.map((each) => [each, 100])),
  users_default: 0,
  events: {
    'm.room.name': 50,
    'm.room.power_levels': 100,
    'm.room.history_visibility': 100,
    'm.room.canonical_alias': 50,
    'm.room.avatar': 50,
    'm.room.tombstone': namedByItself(version) ? 150 : 100,
    'm.room.server_acl': 100,
    'm.room.encryption': 100,
    ...(isPublic && { 'm.call.invite': 50 }),
  },
  events_default: 0,
  state_default: 50,
  ban: 50,
  kick: 50,
  redact: 50,
  invite: isPublic ? 50 : 0,
  historical: 100,
});

export const creation = (world: World, { becomes }: Pick<ReturnType<typeof members>, 'becomes'>) => {
  const create = (user: string, wish: Content): Room => {
    const version = word(wish['room_version']) ?? NEWEST;
    const room = world.open(version);
    const preset = word(wish['preset']) ?? (wish['visibility'] === 'public' ? 'public_chat' : 'private_chat');
    const isPublic = preset === 'public_chat';
    const invited = (Array.isArray(wish['invite']) ? wish['invite'] : []).flatMap((each) => word(each) ?? []);
    const trusted = preset === 'trusted_private_chat' ? invited : [];
    const put = (type: string, is: Content, key = '') => world.add(room, { type, sender: user, key, content: is });
    put('m.room.create', {
      ...content(wish['creation_content']),
      ...(namedByItself(version) && trusted.length > 0 && { additional_creators: trusted }),
      room_version: version,
      ...(Number(version) < 11 && { creator: user }),
    });
    becomes(room, user, user, 'join');
    put('m.room.power_levels', {
      ...levels(version, namedByItself(version) ? [] : [user, ...trusted], isPublic),
      ...content(wish['power_level_content_override']),
    });
    const alias = word(wish['room_alias_name']);
    if (alias !== undefined) put('m.room.canonical_alias', { alias: `#${alias}:${world.server}` });
    put('m.room.join_rules', { join_rule: isPublic ? 'public' : 'invite' });
    put('m.room.history_visibility', { history_visibility: 'shared' });
    if (!isPublic) put('m.room.guest_access', { guest_access: 'can_join' });
    for (const each of Array.isArray(wish['initial_state']) ? wish['initial_state'].map(content) : [])
      put(word(each['type']) ?? '', content(each['content']), word(each['state_key']));
    if (word(wish['name']) !== undefined) put('m.room.name', { name: wish['name'] });
    if (word(wish['topic']) !== undefined) put('m.room.topic', { topic: wish['topic'] });
    const direct = wish['is_direct'] === true ? { is_direct: true } : {};
    for (const each of invited) becomes(room, user, each, 'invite', undefined, direct);
    return room;
  };
  return {
    create,
    /** Nobody is invited into the new one. */
    upgrade(user: string, id: string, version: string): Room {
      const old = known(world, id);
      maySend(old, user, 'm.room.tombstone', true);
      const { creator: _, room_version: __, ...before } = stateOf(old, 'm.room.create')?.content ?? {};
      const last = namedByItself(version) ? {} : { event_id: old.timeline.at(-1)?.id ?? '' };
      const room = create(user, {
        room_version: version,
        creation_content: { ...before, predecessor: { room_id: id, ...last } },
        initial_state: COPIED.flatMap((type) => {
          const event = stateOf(old, type);
          return event === undefined ? [] : [{ type, state_key: '', content: event.content }];
        }),
      });
      const put = (type: string, is: Content) => world.add(old, { type, sender: user, key: '', content: is });
      put('m.room.tombstone', { body: 'This room has been replaced', replacement_room: room.id });
      put('m.room.power_levels', {
        ...stateOf(old, 'm.room.power_levels')?.content,
        events_default: 50,
        invite: 50,
      });
      return room;
    },
  };
};

import { afterEach, expect, test } from 'vitest';
import type { Synapse } from '../../src/tools/synapse/index.ts';
import { personOn } from '../support/matrix-people.ts';
import { aloneWith, type MatrixStage, matrixStage, until } from '../support/matrix-stage.ts';
import { describeReal, synapse } from '../support/synapse.ts';

type Content = Readonly<Record<string, unknown>>;
type Person = MatrixStage['ada'];
const id = encodeURIComponent;

describeReal('a space on a Synapse', () => {
  let server: (Synapse & { end(): Promise<void> }) | undefined;
  let it: MatrixStage;
  afterEach(async () => {
    await it?.end();
    await server?.end();
    expect(it.bugs).toEqual([]);
  });
  /** As a client shows it: the rooms below it that somebody may know of. */
  const below = async (who: Person, space: string): Promise<readonly unknown[]> => {
    const { rooms } = await who.must('GET', `/_matrix/client/v1/rooms/${id(space)}/hierarchy`);
    return (rooms as readonly Content[]).map((room) => room['room_id']).filter((room) => room !== space);
  };
  const isHolding = (who: Person, space: string, rooms: readonly string[]) =>
    until(
      async () => (await below(who, space)).toSorted(),
      (found) => JSON.stringify(found) === JSON.stringify(rooms.toSorted()),
    );

  test('holds the connected rooms, lets their people in and nobody else, and follows', async () => {
    server = await synapse();
    it = await matrixStage(server);
    const { ada, ben, us, wohnen } = it;
    await ada.says(wohnen, '!ak space');
    await ada.sees(wohnen, 'Ich richte einen Space');
    const invitations = await until(
      () => ada.invitations(),
      (all) => Object.keys(all).length > 0,
    );
    const [space = ''] = Object.keys(invitations);
    expect(invitations).toEqual({ [space]: us.id });
    await ada.joins(space);
    await ben.joins(space);
    const eve = personOn(server.url, await server.user('eve'));
    await expect(eve.joins(space)).rejects.toThrow(/: 403 /);
    await isHolding(ben, space, [wohnen]);

    const arbeit = await ada.creates({ name: 'Arbeit', invite: [us.id, ben.id] });
    await ben.joins(arbeit);
    await until(
      async () => (await ada.must('GET', `/_matrix/client/v3/rooms/${id(arbeit)}/joined_members`))['joined'] as Content,
      (joined) => us.id in joined,
    );
    await ada.says(arbeit, '!ak verbinden Arbeit');
    await ada.sees(arbeit, 'Dieser Raum gehört jetzt zu');
    await isHolding(ben, space, [wohnen, arbeit]);
    await expect(it.cem.joins(arbeit)).rejects.toThrow(/: 403 /); // to be in the space opens no room
    await ada.kicks(arbeit, us.id);
    await isHolding(ben, space, [wohnen]);
  });

  test('that is there is adopted as soon as we have the power', async () => {
    server = await synapse();
    it = await matrixStage(server);
    const { ada, us, wohnen } = it;
    const space = await ada.creates({
      creation_content: { type: 'm.space' },
      room_alias_name: 'kreis',
      invite: [us.id],
    });
    await until(
      async () => (await ada.must('GET', `/_matrix/client/v3/rooms/${id(space)}/joined_members`))['joined'] as Content,
      (joined) => us.id in joined,
    );
    const chat = await aloneWith(it, ada, 'P-1');
    await ada.says(wohnen, `!ak space #kreis:${server.name}`);
    await ada.sees(chat, 'Sie ist 0, nötig ist 50');
    const levels = await ada.must('GET', `/_matrix/client/v3/rooms/${id(space)}/state/m.room.power_levels`);
    await ada.sets(space, 'm.room.power_levels', { ...levels, users: { ...Object(levels['users']), [us.id]: 50 } });
    await ada.says(chat, 'space');
    await isHolding(ada, space, [wohnen]);
  });
});

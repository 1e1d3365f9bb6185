import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openClient } from '../../src/bots/matrix/client.ts';
import { examine } from '../../src/bots/matrix/doctor.ts';
import { homeserver } from '../support/homeserver.ts';
import { personOn } from '../support/matrix-people.ts';

describe('the doctor', () => {
  let server: Awaited<ReturnType<typeof homeserver>>;
  beforeEach(async () => {
    server = await homeserver();
  });
  afterEach(() => server.end());
  const finds = async (token: string, inviters: readonly string[] = ['hs.test']) =>
    (await examine(openClient(server.url, token), server.url, inviters)).map(({ is, says }) => `${is} ${says}`);

  test('finds nothing wrong where all is well, and says what the bot may', async () => {
    const lotse = server.user('lotse');
    const found = await finds(lotse.token);
    expect(found.filter((each) => each.startsWith('wrong'))).toEqual([]);
    expect(found.join('\n')).toMatch(/belongs to @lotse:hs\.test[\s\S]*may invite it: hs\.test[\s\S]*in no room yet/);
    expect((await finds(lotse.token, [])).join()).toContain('Nobody may invite');
  });

  test('says in a sentence what keeps it from working at all', async () => {
    expect(await finds('none')).toEqual([expect.stringMatching(/^wrong The token is not valid/)]);
    const { token } = server.user('lotse');
    await server.down();
    expect(await finds(token)).toEqual([expect.stringMatching(/^wrong .* does not answer/)]);
  });

  test('names the rooms where it may not write, or does not, and those that are open to all', async () => {
    const lotse = server.user('lotse');
    const [ada, us] = [personOn(server.url, server.user('ada')), personOn(server.url, lotse)];
    const rooms = {
      Stumm: { power_level_content_override: { events_default: 50 } },
      Geheim: { initial_state: [{ type: 'm.room.encryption', content: { algorithm: 'm.megolm.v1.aes-sha2' } }] },
      Offen: {
        initial_state: [{ type: 'm.room.history_visibility', content: { history_visibility: 'world_readable' } }],
      },
      Gut: {},
    };
    for (const [name, more] of Object.entries(rooms))
      await us.joins(await ada.creates({ name, invite: [lotse.id], ...more }));
    // who made a room of version 12 may do everything there, and stands in no list
    await us.creates({ name: 'Eigen', ...rooms.Stumm });
    await us.creates({ name: 'Kreis', creation_content: { type: 'm.space' } });
    const strange = { creation_content: { type: 'm.space' }, invite: [lotse.id] };
    await us.joins(await ada.creates({ name: 'Fremd', ...strange }));
    await us.joins(
      await ada.creates({ name: 'Gepflegt', ...strange, power_level_content_override: { users: { [lotse.id]: 50 } } }),
    );
    const found = await finds(lotse.token);
    expect(
      found.filter((each) => /Stumm|Geheim|Offen|Gut|Eigen|Kreis|Fremd|Gepflegt|rooms/.test(each)).toSorted(),
    ).toEqual([
      expect.stringMatching(/^good Gepflegt: .* is 50, and 50 is needed/),
      'good It is in 5 rooms.',
      expect.stringMatching(/^good Kreis: the bot may look after this space/),
      expect.stringMatching(/^look Offen: anybody can enter or read it/),
      expect.stringMatching(/^wrong Fremd: the bot may not look after this space: .* 0, and 50 is needed/),
      expect.stringMatching(/^wrong Geheim: it is encrypted/),
      expect.stringMatching(/^wrong Stumm: .* 0, and 50 is needed/),
    ]);
  });
});

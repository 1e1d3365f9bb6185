import { afterEach, describe, expect, test } from 'vitest';
import { type MixedWorld, mixedWorld } from '../support/mixed-world.ts';
import { modes, until } from '../support/slack-world.ts';

let it: MixedWorld;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
  expect(it.slack.improper).toEqual([]);
});
const platforms = ['slack', 'matrix', 'web'] as const;
const SECRET = 'Kanarienvogel';

describe.each(modes)('one group over Slack, Matrix and the web, Slack over %s', { timeout: 60_000 }, (mode) => {
  /** Of each line of the poll on each platform: yes, if need be, no. */
  const tallies = async (line: string): Promise<void> => {
    const counts = async () => {
      const said = await it.said('wohnen');
      return platforms.map((on) =>
        [
          ...(said[on].find(({ text }) => text.includes('U-1'))?.text ?? '').matchAll(
            /(\d+) ja, (\d+) vielleicht, (\d+) nein/g,
          ),
        ]
          .map((found) => found.slice(1).join(' '))
          .join(', '),
      );
    };
    await until(async () => (await counts()).every((each) => each === line), `${line} everywhere`).catch(async () =>
      expect(await counts()).toEqual(platforms.map(() => line)),
    );
  };
  const button = (card: { controls: readonly { label: string; action: string }[] }, label: string, nth = 0): string =>
    card.controls.filter((each) => each.label === label)[nth]?.action ?? label;
  const outcome = async (label: 'öffentlich' | 'nichtöffentlich', text: string) => {
    await it.ada.slash(it.wohnen, '/ak ergebnisse aufnehmen');
    const open = () =>
      (it.ada.modal()?.controls ?? []).filter(({ type, value }) => type === 'radio_buttons' && value === null);
    await it.ada.submit({ 'Wurde ein Ziel vereinbart?': 'ja' });
    await it.ada.submit({ 'goal.1.text': text, 'goal.1.label': label });
    for (let n = 0; n < 9 && open().length > 0; n += 1)
      await it.ada.submit(Object.fromEntries(open().map(({ block }) => [block, 'nein'])));
    expect(await it.ada.submit({ review: ['fertig'] })).toEqual({ is: 'cleared' });
  };

  test('a poll: by a button, a reaction and a web page; whoever has two accounts counts once, with their last word', async () => {
    it = await mixedWorld(mode);
    await it.ada.slash(it.wohnen, '/ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr bis: Mo 22.6. 12 Uhr');
    const { slack, matrix, web } = await it.cards('wohnen', 'U-1');
    const onSlack = { in: it.wohnen, ts: slack.ts };
    await it.ada.click(onSlack, button(slack, 'nein', 1));
    await it.ben.reacts(it.rooms.wohnen, matrix.id, '1\uFE0F\u20E3');
    await it.leaClicks(web.id, '1:if-need-be');
    await tallies('1 1 0, 0 0 1');
    // Ada again, elsewhere: not one more voice
    await it.adaThere.reacts(it.rooms.wohnen, matrix.id, '2\uFE0F\u20E3');
    await tallies('1 1 0, 1 0 0');
    await it.ada.click(onSlack, button(slack, 'vielleicht', 1));
    await tallies('1 1 0, 0 1 0');
    expect((await it.reads().ballots.of('U-1')).map(({ person }) => person).toSorted()).toEqual(['P-1', 'P-2', 'P-5']);

    // the deadline passes: every card says so, and none is new
    await it.turns('2026-06-22T10:30:00Z');
    const { count } = await it.cards('wohnen', /U-1[\s\S]*(geschlossen|beendet)/);
    expect(count).toEqual([1, 1, 1]);
    await it.leaClicks(web.id, '2:yes'); // too late
    await tallies('1 1 0, 0 1 0');
  });

  test('a steering decision by a button on Slack shows on every card', async () => {
    it = await mixedWorld(mode);
    await outcome('öffentlich', 'Zwanzig Familien ziehen um');
    await it.cards('wohnen', 'Zwanzig Familien ziehen um');
    await it.turns('2026-06-22T08:00:00Z');
    const { slack: card } = await it.cards('lenkung', /E-1[\s\S]*Zwanzig Familien/);
    await it.kim.click({ in: it.lenkung, ts: card.ts }, button(card, 'Aufgreifen'));
    await it.cards('lenkung', /E-1[\s\S]*[Aa]ufgegriffen/);
    await it.cards('wohnen', /E-1[\s\S]*[Aa]ufgegriffen/);
  });

  test.each(['members', 'public', 'guest', 'shared'] as const)(
    'what is not public, where the channel on Slack is: %s',
    async (kind) => {
      it = await mixedWorld(mode);
      if (kind === 'public') it.wohnen.kind = 'public';
      if (kind === 'guest')
        await it.workspace.invites(it.wohnen, it.workspace.person('Eve Ernst', { guest: 'several channels' }));
      if (kind === 'shared') await it.workspace.shares(it.wohnen, it.slack.workspace('Anderswo', { installed: false }));
      await outcome('nichtöffentlich', SECRET);
      const there = async (on: (typeof platforms)[number]) =>
        (await it.said('wohnen'))[on].map(({ text }) => text).join('\n');
      for (const on of ['matrix', 'web'] as const) await until(async () => (await there(on)).includes(SECRET), on);
      if (kind === 'members') await until(async () => (await there('slack')).includes(SECRET), 'on Slack, too');
      else {
        await until(
          async () => (await there('slack')).includes('Dazu kommt ein nichtöffentliches Ergebnis.'),
          'a pointer',
        );
        expect(
          JSON.stringify(it.slack.calls.filter(({ args }) => JSON.stringify(args).includes(it.wohnen.id))),
        ).not.toContain(SECRET);
      }
    },
  );
});

import { afterEach, describe, expect, test } from 'vitest';
import { modes, type SlackWorld, slackWorld, until } from '../support/slack-world.ts';

let it: SlackWorld;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
  expect(it.slack.improper).toEqual([]);
});
const words = (message: { lines: readonly string[] }) => message.lines.join('\n');

describe.each(modes)('a group on Slack, over %s', (mode) => {
  const begin = async () => {
    it = await slackWorld({ mode });
    await it.starts();
  };

  test('a coordinator connects a channel by a command', async () => {
    it = await slackWorld({ mode, bare: true });
    await it.starts();
    await it.workspace.invites(it.lenkung, 'bot');
    const outcome = await it.kim.slash(it.lenkung, '/ak verbinden Lenkungsgruppe');
    expect(outcome.acked).toBe(true);
    expect(words(it.kim.sees(it.lenkung).at(-1) ?? { lines: [] })).toContain('Lenkungsgruppe');
    expect(it.kim.sees(it.lenkung).at(-1)?.onlyForMe).toBe(true);
    await until(async () => (await it.reads().places.of('org:lenkung')).length > 0, 'the place');
  });

  test('a poll: opened by a command, voted by buttons, counted in place', async () => {
    await begin();
    await it.ada.slash(it.wohnen, '/ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
    const card = await it.shows('U-1');
    const yes = card.controls.filter(({ label }) => label === 'ja');
    expect(yes).toHaveLength(2);
    await it.ben.click({ in: it.wohnen, ts: card.ts }, yes[0]?.action ?? '');
    await until(() => words(it.said().find(({ ts }) => ts === card.ts) ?? card).includes('1'), 'the tally');
    expect((await it.reads().ballots.of('U-1')).map(({ person, marks }) => [person, marks])).toEqual([
      ['P-2', [{ option: 1, fits: 'yes' }]],
    ]);
    await it.ben.click(
      { in: it.wohnen, ts: card.ts },
      card.controls.filter(({ label }) => label === 'nein')[0]?.action ?? '',
    );
    expect((await it.reads().ballots.of('U-1'))[0]?.marks).toEqual([{ option: 1, fits: 'no' }]);
    expect(it.said().filter((each) => words(each).includes('U-1') && !each.onlyForMe)).toHaveLength(1);
  });

  test('a dialog in a modal, page by page, and the outcomes in the channel of the steering group', async () => {
    await begin();
    await it.ada.slash(it.wohnen, '/ak ergebnisse aufnehmen');
    expect(it.ada.modal()?.submit).toBe('Speichern');
    const yes = 'Gibt es ein Angebot, das alle kennen sollten?';
    expect(await it.ada.submit({ [yes]: 'ja' })).toEqual({ is: 'updated' });
    const page = it.ada.modal()?.controls.map(({ block }) => block) ?? [];
    expect(page).toContain('offer.1.text');
    const label = it.ada.modal()?.controls.find(({ block }) => block === 'offer.1.text')?.label ?? '';
    const who = it.ada.modal()?.controls.find(({ block }) => block === 'offer.1.label')?.label ?? '';
    expect(it.ada.modal()?.controls.find(({ block }) => block === 'offer.1.due')?.type).toBe('datepicker');
    await it.ada.submit({
      [label]: 'Café International, Di 15 Uhr <!channel>',
      [who]: 'öffentlich',
      'offer.1.due': '2026-12-01',
    });
    const open = () =>
      (it.ada.modal()?.controls ?? []).filter(({ type, value }) => type === 'radio_buttons' && value === null);
    for (let n = 0; n < 6 && open().length > 0; n += 1)
      await it.ada.submit(Object.fromEntries(open().map(({ label: each }) => [each, 'nein'])));
    expect(await it.ada.submit({ review: ['fertig'] })).toEqual({ is: 'cleared' });
    await it.shows('Café International');
    expect(await it.reads().outcomes.byId('E-1')).toMatchObject({ due: '2026-12-01', label: 'public' });
    const card = await it.shows('E-1');
    expect(card.calls).toEqual([]);
  });

  test('the same dialog begun in a modal and finished in the conversation', async () => {
    await begin();
    await it.ada.slash('bot', '/ak ergebnisse aufnehmen Wohnen');
    await it.ada.submit({ 'Wurde ein Ziel vereinbart?': 'nein' });
    await it.ada.close();
    await it.shows('Haben Sie festgestellt', 'bot');
    await it.ada.say('bot', 'nein');
    await it.shows('Wurde ein Bedarf', 'bot');
  });

  test('what is asked in a channel carries a button that opens the form', async () => {
    await begin();
    await it.ada.slash(it.wohnen, '/ak ergebnisse aufnehmen');
    await it.ada.close();
    const asked = await it.shows('Wurde ein Ziel vereinbart?');
    await it.ada.click({ in: it.wohnen, ts: asked.ts }, 'form');
    expect(it.ada.modal()?.lines.join()).toContain('Wurde ein Ziel vereinbart?');
    await it.ben.click({ in: it.wohnen, ts: asked.ts }, 'form'); // not his
    expect(it.ben.modal()).toBeUndefined();
  });

  test('a message becomes an item of the agenda, or the beginning of an outcome', async () => {
    await begin();
    const ts = await it.ben.say(it.wohnen, 'Wir brauchen mehr Sprachmittler');
    await it.ada.shortcut('outcome', { in: it.wohnen, ts });
    await it.ada.submit({ 'Wurde ein Bedarf festgestellt: etwas, das fehlt?': 'ja' });
    expect(it.ada.modal()?.controls.find(({ block }) => block === 'need.1.text')?.value).toBe(
      'Wir brauchen mehr Sprachmittler',
    );
    await it.ada.shortcut('agenda', { in: it.wohnen, ts });
    await until(() => it.answers.some((each) => each.kind === 'refused'), 'that there is no meeting');
  });

  test('called by name in a channel it answers whoever called, alone, and once', async () => {
    await begin();
    await it.ben.say(it.wohnen, '@Gremienlotse aufgaben');
    await until(() => it.heard.length >= 2, 'both events');
    await it.slack.settled();
    expect(it.heard.map(({ id }) => id)).toEqual([it.heard[0]?.id, it.heard[0]?.id]);
    expect(it.said(it.wohnen, it.ben).filter(({ onlyForMe }) => onlyForMe)).toHaveLength(1);
    expect(it.said(it.wohnen, it.ada)).toEqual([]);
  });

  test('Home: tasks, polls, meetings, data and language', async () => {
    await begin();
    await it.ada.open('home');
    await until(() => it.ada.home() !== undefined, 'Home');
    expect(it.ada.home()?.lines.join()).toMatch(/Bei Ihnen.*Umfrage.*Sitzung.*Ada Amann/s);
    await it.ada.click('home', 'English');
    await until(async () => (await it.reads().people.byId('P-1'))?.language === 'en', 'English');
    await it.ada.open('home');
    await until(
      () =>
        it.ada.home()?.lines.join().includes('Deutsch') !== true ||
        it.ada.home()?.controls.some(({ label }) => label === 'Deutsch'),
      'the other words',
    );
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { modes, type SlackWorld, slackWorld, until } from '../support/slack-world.ts';

let it: SlackWorld;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
  expect(it.slack.improper).toEqual([]);
});
const GOAL = 'Zwanzig Familien ziehen um';
/** One goal, of all that is asked for. */
const words = ['ja', 'öffentlich', GOAL, 'nein', ...Array<string>(8).fill('nein'), 'ja'];

describe.each(modes)('a dialog on Slack, and another process after each step, over %s', { timeout: 90_000 }, (mode) => {
  let running: Awaited<ReturnType<SlackWorld['starts']>> | undefined;
  const begin = async (): Promise<void> => {
    it = await slackWorld({ mode, store: 'postgres' });
    running = await it.starts();
  };
  const restart = async (): Promise<void> => {
    await running?.stop();
    running = await it.starts();
  };
  const open = () =>
    (it.ada.modal()?.controls ?? []).filter(({ type, value }) => type === 'radio_buttons' && value === null);
  const asked = () => it.said('bot').length;
  const answers = async (text: string): Promise<void> => {
    const before = asked();
    await it.ada.say('bot', text);
    await until(() => asked() > before, `an answer to "${text}"`);
  };
  /** It stands once in the channel of the group, and nothing of the dialog is left. */
  const ends = async (): Promise<void> => {
    await it.shows(GOAL);
    expect(it.said().filter(({ lines }) => lines.join('\n').includes(GOAL))).toHaveLength(1);
    expect((await it.reads().outcomes.live('org:wohnen')).map(({ id }) => id)).toEqual(['E-1']);
    expect(await it.reads().dialogs.alive()).toEqual([]);
  };

  test('in its form', async () => {
    await begin();
    await it.ada.slash('bot', '/ak ergebnisse aufnehmen Wohnen');
    await restart();
    expect(await it.ada.submit({ 'Wurde ein Ziel vereinbart?': 'ja' })).toEqual({ is: 'updated' });
    await restart();
    expect(await it.ada.submit({ 'goal.1.text': GOAL })).toEqual({ is: 'updated' });
    await restart();
    expect(await it.ada.submit({ 'goal.1.label': 'öffentlich' })).toEqual({ is: 'updated' });
    for (let n = 0; n < 12 && open().length > 0; n += 1) {
      await restart();
      expect(await it.ada.submit({ [open()[0]?.block ?? '']: 'nein' })).toEqual({ is: 'updated' });
    }
    await restart();
    expect(await it.ada.submit({ review: ['fertig'] })).toEqual({ is: 'cleared' });
    await restart();
    await ends();
  });

  test('in the conversation', async () => {
    await begin();
    await it.ada.slash('bot', '/ak ergebnisse aufnehmen Wohnen');
    await it.ada.close();
    await until(() => asked() > 0, 'a question');
    for (const text of words) {
      await restart();
      await answers(text);
    }
    await restart();
    await ends();
  });

  test('begun in its form, gone on with in the conversation, and ended in the form', async () => {
    await begin();
    await it.ada.slash('bot', '/ak ergebnisse aufnehmen Wohnen');
    await it.ada.submit({ 'Wurde ein Ziel vereinbart?': 'ja' });
    await it.ada.close();
    await restart();
    await it.shows('Öffentlich (darf in die Vorlage)', 'bot');
    await answers('öffentlich');
    await restart();
    await answers(GOAL);
    await restart();
    const chat = it.workspace.directWith(it.ada);
    const question = it.said('bot').findLast(({ controls }) => controls.some(({ action }) => action === 'form'));
    if (chat === undefined || question === undefined) throw new Error('nothing is asked');
    await it.ada.click({ in: chat, ts: question.ts }, 'form');
    await until(() => it.ada.modal() !== undefined, 'the form');
    await restart();
    for (let n = 0; n < 12 && open().length > 0; n += 1)
      await it.ada.submit(Object.fromEntries(open().map(({ block }) => [block, 'nein'])));
    expect(await it.ada.submit({ review: ['fertig'] })).toEqual({ is: 'cleared' });
    await ends();
  });
});

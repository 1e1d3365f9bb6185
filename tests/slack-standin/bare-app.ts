import { App, LogLevel } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { startSlack } from '../support/slack.ts';

/** The smallest app that does a bit of everything, on Bolt as it comes: what the stand-in has to carry. */
type Mode = 'socket' | 'http';
type Settings = NonNullable<Parameters<typeof startSlack>[0]>;

const question: ModalView = {
  type: 'modal',
  callback_id: 'question',
  title: { type: 'plain_text', text: 'Ergebnis' },
  submit: { type: 'plain_text', text: 'Weiter' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      label: { type: 'plain_text', text: 'Was?' },
      element: { type: 'plain_text_input', action_id: 'text', max_length: 200 },
    },
    {
      type: 'input',
      block_id: 'when',
      optional: true,
      label: { type: 'plain_text', text: 'Bis wann?' },
      element: { type: 'datepicker', action_id: 'date' },
    },
  ],
};

export const bareApp = async (mode: Mode, settings: Settings = {}) => {
  const slack = await startSlack({ ...settings, mode });
  const workspace = slack.workspace('Landkreis');
  const heard: string[] = [];
  const options = {
    token: workspace.token,
    signingSecret: slack.signingSecret,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, timeout: 5_000 },
    ...(mode === 'socket' ? { socketMode: true, appToken: slack.appToken } : {}),
  };
  const app = new App(options);
  app.command('/ak', async ({ command, ack, client, respond }) => {
    heard.push(`slash ${command.text}`);
    if (command.text === 'frage') {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: question });
      return;
    }
    await ack(command.text === 'kurz' ? 'Kurz geantwortet.' : undefined);
    if (command.text === 'kurz') return;
    await respond({ text: 'Für Sie allein.' });
    await client.chat.postMessage({
      channel: command.channel_id,
      text: 'Umfrage',
      metadata: { event_type: 'post', event_payload: { id: 'P-1' } },
      blocks: [
        { type: 'section', text: { type: 'plain_text', text: 'Wann?' } },
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'yes', value: 'U-4', text: { type: 'plain_text', text: 'Ja' } }],
        },
      ],
    });
  });
  app.action('yes', async ({ ack, body, client }) => {
    await ack();
    heard.push('click');
    if (body.type !== 'block_actions' || body.channel === undefined || body.message === undefined) return;
    await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text: 'Eine Stimme', blocks: [] });
  });
  app.view('question', async ({ ack, view, body, client }) => {
    const said = view.state.values['what']?.['text']?.value ?? '';
    heard.push(`submit ${said} ${view.state.values['when']?.['date']?.selected_date}`);
    if (said === 'nichts') {
      await ack({ response_action: 'errors', errors: { what: 'Bitte genauer.' } });
      return;
    }
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: `Notiert: ${said}` });
  });
  app.view({ callback_id: 'question', type: 'view_closed' }, async ({ ack }) => {
    await ack();
    heard.push('closed');
  });
  app.shortcut('note', async ({ ack, shortcut }) => {
    await ack();
    heard.push(`shortcut ${shortcut.type} ${'message' in shortcut ? shortcut.message['text'] : ''}`);
  });
  app.message(async ({ message, client }) => {
    if (message.subtype !== undefined || !('text' in message) || 'bot_id' in message) return;
    heard.push(`message ${message.text}`);
    await client.chat.postMessage({ channel: message.channel, thread_ts: message.ts, text: `Echo: ${message.text}` });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    heard.push('home');
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'section', text: { type: 'plain_text', text: 'Ihre Aufgaben' } }] },
    });
  });
  app.event('member_joined_channel', async ({ event, client }) => {
    heard.push('joined');
    await client.filesUploadV2({
      channel_id: event.channel,
      initial_comment: 'Einladung',
      filename: 'einladung.ics',
      file: Buffer.from('BEGIN:VCALENDAR'),
    });
  });
  if (mode === 'socket') await app.start();
  else {
    const server = await app.start(0);
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    await slack.sendsTo(`http://127.0.0.1:${address.port}/slack/events`);
  }
  for (let i = 0; mode === 'socket' && slack.sockets() === 0 && i < 200; i++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return {
    slack,
    workspace,
    heard,
    async end(): Promise<void> {
      await app.stop();
      for (let i = 0; slack.sockets() > 0 && i < 100; i++) await new Promise((resolve) => setTimeout(resolve, 10));
      await slack.stop();
    },
  };
};

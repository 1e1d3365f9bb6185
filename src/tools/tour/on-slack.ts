import { setTimeout as wait } from 'node:timers/promises';
import { slackBot } from '../../bots/slack/index.ts';
import type { Answer } from '../../core/messages.ts';
import { aloneWith } from '../../core/model/place.ts';
import type { Door, Store } from '../../core/ports.ts';
import { later } from '../later.ts';
import { slackActor } from './slack-actor.ts';
import { SLACK, type Slack, type SlackRooms } from './slack-rooms.ts';
import type { MakePlatforms } from './stage.ts';

const PATIENCE_MS = 30_000;
const BREATH_MS = 2;
/** Slack lets one message a second into a channel; a quarter is played in less than those would take. */
const LEAP_MS = 1_001;

/** People on Slack, with clients of their own, in a workspace of the stand-in. `closing` gets what is to be ended afterwards. */
export const onSlack =
  (store: Store, slack: Slack, there: SlackRooms, closing: (() => Promise<void>)[]): MakePlatforms =>
  async (_, __, log) => {
    let moment = 0;
    const made = slackBot({
      connection: SLACK,
      botToken: there.workspace.token,
      appToken: slack.appToken,
      apiUrl: slack.apiUrl,
      now: () => {
        moment += LEAP_MS;
        return moment;
      },
      later,
      log,
    });
    closing.unshift(() => made.stop());
    let door: Door | undefined;
    let answers: Answer[] = [];
    /** The dialog whose form somebody saw last. */
    const dialogs = new Map<string, string>();
    const files = new Map<string, string>();
    const until = async (done: () => boolean, what: string): Promise<void> => {
      for (const end = Date.now() + PATIENCE_MS; !done(); await wait(BREATH_MS))
        if (Date.now() > end) throw new Error(`Slack: ${what}`);
    };
    const actor = slackActor({
      there,
      async formOf({ id }) {
        const by = { connection: SLACK, id };
        const form = await door?.form(dialogs.get(id) ?? '', by, aloneWith(by));
        return typeof form === 'object' ? form : undefined;
      },
      fileAt: (id) => files.get(id),
    });
    const bot: typeof made = {
      ...made,
      async start(opened) {
        door = opened;
        await made.start({
          ...opened,
          async receive(inbound) {
            const answer = await opened.receive(inbound);
            if ('by' in inbound) answers.push(answer);
            return answer;
          },
        });
        const fence = await store.lanes.take(SLACK, 'tour');
        if (fence === undefined) throw new Error('the lane is taken');
        await made.lead({ fence, shelf: store.shelf(fence) });
        await until(() => slack.sockets() > 0, 'the app does not listen');
        for (const { channel } of there.channels) await there.workspace.invites(channel, 'bot');
      },
      async deliver(part, sent) {
        const ref = await made.deliver(part, sent);
        const { content } = part;
        if (typeof content === 'object' && content !== null && 'file' in content && 'name' in content)
          files.set(ref.id, String(content['name']));
        return ref;
      },
    };
    const take = async (payload: Parameters<typeof actor.act>[0], label: string): Promise<Answer> => {
      answers = [];
      if (!(await actor.act(payload, label))) return { kind: 'done' };
      await until(() => answers.length > 0, `nobody heard ${payload.user} in ${payload.room}`);
      const answer = answers.at(-1) ?? { kind: 'done' };
      const { form } = answer.kind === 'done' ? answer : {};
      if (form !== undefined && payload.type !== 'typed')
        await until(() => actor.hasForm(payload.user), 'no form opens');
      if (form !== undefined) {
        if (dialogs.get(payload.user) !== form.dialog) actor.begun(payload.user);
        dialogs.set(payload.user, form.dialog);
      }
      await actor.leaves(payload.user);
      return answer;
    };
    const given = new Map<string, Promise<Answer>>();
    return new Map([
      [
        SLACK,
        {
          bot,
          messages: async () => actor.messages(),
          /** Slack repeats events, and neither commands nor clicks. */
          take(payload, label) {
            const before = given.get(payload.event);
            if (before !== undefined) {
              const last = slack.deliveries.at(-1);
              if (last?.kind === 'events_api') slack.sendsEvent(last.payload);
              return slack.settled().then(() => before);
            }
            const answer = take(payload, label);
            given.set(payload.event, answer);
            return answer;
          },
          read: async (id) => actor.read(id),
        },
      ],
    ]);
  };

/** People at their Slack clients: what they say, click and fill in, what they see, and what Slack's own checks let through. */
import type { Stage } from './api.ts';
import { checkedView, elementsOf } from './blocks.ts';
import type { Deliveries, Outcome } from './deliver.ts';
import { isJson, type Json, json, list, present, word } from './json.ts';
import type { oauth } from './oauth.ts';
import { react, unreact } from './reactions.ts';
import { Refusal } from './refusal.ts';
import type { ResponseUrls } from './response-urls.ts';
import { labelOf, type SeenMessage, type SeenView, seenMessage, seenView } from './seen.ts';
import { messageShape, viewShape } from './shapes.ts';
import { complaint, type Given, given, valuesOf } from './values.ts';
import { openModal, push, replace, stackOf, type Triggers } from './views.ts';
import { add, type Channel, type Installation, type Message, type User, type View } from './world.ts';

export type Hands = Stage & {
  delivery: Deliveries;
  triggers: Triggers;
  responses: ResponseUrls;
  consent: ReturnType<typeof oauth>;
  improper: string[];
};
/** Where a button stands: a message, the Home tab or the modal in front. */
export type Surface = { in: Channel; ts: string } | 'home' | 'modal';
/** What became of a modal that was submitted. */
export type Submitted =
  | { is: 'closed' | 'updated' | 'pushed' | 'cleared' }
  | { is: 'errors'; errors: Readonly<Record<string, string>> }
  /** "We had some trouble connecting. Try again?" */
  | { is: 'trouble'; why: string };

/** Somebody at their Slack client. Every act resolves once the app has acknowledged what it caused, or has failed to. */
export const slackPerson = (hands: Hands, id: string) => {
  const { world, news, delivery, triggers, responses, improper } = hands;
  const me = (): User => {
    const user = world.users.get(id);
    if (user === undefined || user.deactivated) throw new Error(`${id} has no account any more.`);
    return user;
  };
  const app = (): Installation => {
    const installation = world.installed(me().team);
    if (installation === undefined) throw new Error('The app is not installed here.');
    return installation;
  };
  const direct = (): Channel => {
    const { team, botUser } = app();
    const members = new Set([botUser, id]);
    return world.direct(team, [botUser, id]) ?? world.addChannel({ team, name: '', kind: 'im', creator: id, members });
  };
  const placeOf = (place: Channel | 'bot'): Channel => {
    const channel = place === 'bot' ? direct() : place;
    if (!channel.members.has(id)) throw new Error(`${me().realName} is not in ${channel.name}.`);
    return channel;
  };
  const writable = (place: Channel | 'bot'): Channel => {
    const channel = placeOf(place);
    if (channel.archived) throw new Error(`${channel.name} is archived.`);
    if (place === 'bot' && !world.app.hasMessagesTab)
      throw new Error('Sending messages to this app has been turned off.');
    return channel;
  };
  const messageIn = (channel: Channel, ts: string): Message => {
    const message = channel.messages.find((each) => each.ts === ts && (each.onlyFor ?? id) === id);
    if (message === undefined) throw new Error(`${me().realName} sees no such message: ${ts}`);
    return message;
  };
  const own = (channel: Channel, ts: string): Message => {
    const message = messageIn(channel, ts);
    if (message.user !== id) throw new Error('Only its author may do that.');
    return message;
  };

  const team = (): Json => ({ id: me().team, domain: world.teams.get(me().team)?.domain });
  const who = (): Json => ({ id, username: me().name, name: me().name, team_id: me().team });
  const common = (type: string): Json => ({
    type,
    team: team(),
    user: who(),
    api_app_id: world.app.id,
    token: world.app.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  });
  const nameOf = ({ kind, name }: Channel): string =>
    kind === 'im' ? 'directmessage' : kind === 'public' ? name : 'privategroup';
  const people = (): ReadonlyMap<string, string> =>
    new Map([...world.users.values()].map((user) => [user.realName, user.id]));

  const find = (blocks: readonly Json[], label: string): { block: Json; element: Json } => {
    const all = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
    const hit =
      all.find(({ element }) => element['action_id'] === label) ??
      all.find(({ block, element }) => labelOf(block, element) === label) ??
      all.find(({ block }) => block['block_id'] === label);
    if (hit !== undefined) return hit;
    const there = all.map(({ block, element }) => `"${labelOf(block, element)}"`).join(', ');
    throw new Error(`${me().realName} sees no "${label}", only ${there || 'nothing to click'}.`);
  };
  const viewAt = (surface: 'home' | 'modal'): View => {
    const view = surface === 'home' ? world.homes.get(id) : openModal(world, id);
    if (view === undefined) throw new Error(`${me().realName} sees no ${surface}.`);
    return view;
  };

  /** A click, a choice, a date: one action on an element. */
  const act = async (surface: Surface, label: string, change?: Given): Promise<Outcome> => {
    const at = (element: Json, block: Json): Json => {
      const { type, action_id, text, value } = element;
      const held = change === undefined ? {} : given(element, change, people());
      return present({
        ...held,
        type,
        action_id,
        block_id: block['block_id'],
        text: type === 'button' ? { emoji: true, ...json(text) } : undefined,
        value: type === 'button' ? value : undefined,
        action_ts: world.ts(),
      });
    };
    if (typeof surface === 'string') {
      const view = viewAt(surface);
      const { block, element } = find(list(view.is['blocks']), label);
      if (change !== undefined) fill(view, block, element, change);
      if (block['type'] === 'input' && block['dispatch_action'] !== true) return { acked: true, body: undefined };
      return delivery.once('interactive', {
        ...common('block_actions'),
        container: { type: 'view', view_id: view.id },
        trigger_id: triggers.give(me().team, id, surface === 'modal' ? view.id : undefined),
        view: viewShape(world, view),
        actions: [at(element, block)],
      });
    }
    const channel = placeOf(surface.in);
    const message = messageIn(channel, surface.ts);
    const { block, element } = find(message.blocks ?? [], label);
    if (!message.byApp) throw new Error('That is not a message of the app.');
    const values = valuesOf(message.blocks ?? []);
    if (change !== undefined) {
      const name = `${block['block_id']}`;
      values[name] = { ...values[name], [`${element['action_id']}`]: given(element, change, people()) };
    }
    const isEphemeral = message.onlyFor !== undefined;
    return delivery.once('interactive', {
      ...common('block_actions'),
      container: present({
        type: 'message',
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: isEphemeral,
        thread_ts: message.threadTs,
      }),
      trigger_id: triggers.give(me().team, id),
      channel: { id: channel.id, name: nameOf(channel) },
      // what only one person sees is not sent along
      ...(isEphemeral ? {} : { message: messageShape(world, channel, message) }),
      state: { values },
      response_url: responses.give('actions', channel, id, message.ts),
      actions: [at(element, block)],
    });
  };
  const fill = (view: View, block: Json, element: Json, what: Given): void => {
    const name = `${block['block_id']}`;
    view.values[name] = { ...view.values[name], [`${element['action_id']}`]: given(element, what, people()) };
  };

  /** As the client writes it: its own signs escaped, people by their id. */
  const written = (text: string): string => {
    let escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    for (const user of world.users.values()) escaped = escaped.replaceAll(`@${user.realName}`, `<@${user.id}>`);
    return escaped;
  };
  const richly = (text: string): readonly Json[] => [
    {
      type: 'rich_text',
      block_id: 'r1',
      elements: [
        {
          type: 'rich_text_section',
          elements: written(text)
            .split(/(<@\w+>)/)
            .filter((part) => part !== '')
            .map((part) => {
              const user = /^<@(\w+)>$/.exec(part)?.[1];
              if (user !== undefined) return { type: 'user', user_id: user };
              const plain = part.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
              return { type: 'text', text: plain };
            }),
        },
      ],
    },
  ];

  const answered = (view: View, outcome: Outcome): Submitted => {
    if (!outcome.acked) return { is: 'trouble', why: outcome.reason };
    const close = (views: readonly View[]): void => views.forEach((each) => void world.views.delete(each.id));
    const { body } = outcome;
    if (body === undefined || body === '' || (isJson(body) && Object.keys(body).length === 0)) {
      close([view]);
      return { is: 'closed' };
    }
    const trouble = (why: string): Submitted => {
      improper.push(`An answer to a submission that Slack does not take: ${why}: ${JSON.stringify(body)}`);
      return { is: 'trouble', why };
    };
    if (!isJson(body)) return trouble('not JSON');
    try {
      switch (body['response_action']) {
        case 'errors': {
          const errors = Object.entries(json(body['errors']));
          const inputs = new Set(
            list(view.is['blocks'])
              .filter(({ type }) => type === 'input')
              .map((block) => block['block_id']),
          );
          const strange = errors.find(([block, text]) => !inputs.has(block) || typeof text !== 'string' || text === '');
          if (errors.length === 0 || strange !== undefined) return trouble(`errors for ${strange?.[0] ?? 'nothing'}`);
          const labels = errors.map(([name, text]) => {
            const block = list(view.is['blocks']).find((each) => each['block_id'] === name);
            return [word(json(json(block)['label'])['text']) ?? name, `${text}`];
          });
          return { is: 'errors', errors: Object.fromEntries(labels) };
        }
        case 'update':
          checkedView(body['view'], 'modal');
          replace(world, view, body['view']);
          return { is: 'updated' };
        case 'push':
          push(world, view.team, id, body['view'], view);
          return { is: 'pushed' };
        case 'clear':
          close(stackOf(world, view.root));
          return { is: 'cleared' };
        default:
          return trouble('no such response_action');
      }
    } catch (error) {
      if (error instanceof Refusal) return trouble(`${error.code} ${JSON.stringify(error.more)}`);
      throw error;
    }
  };

  return {
    id,
    get name(): string {
      return me().realName;
    },
    /** Says something in a channel, in a thread of it, or to the app alone. Returns the message's ts. */
    async say(
      place: Channel | 'bot',
      text: string,
      { thread, broadcast = false }: { thread?: string; broadcast?: boolean } = {},
    ) {
      const channel = writable(place);
      const message: Message = {
        ts: world.ts(),
        user: id,
        byApp: false,
        text: written(text),
        blocks: richly(text),
        threadTs: thread,
        broadcast,
        reactions: new Map(),
      };
      add(channel, message);
      news.posted(channel, message);
      await delivery.settled();
      return message.ts;
    },
    async edit(place: Channel | 'bot', ts: string, text: string): Promise<void> {
      const channel = writable(place);
      const message = own(channel, ts);
      const before = messageShape(world, channel, message);
      const edited = { user: id, ts: world.ts() };
      Object.assign(message, { text: written(text), blocks: richly(text), edited });
      news.changed(channel, message, before);
      await delivery.settled();
    },
    async erase(place: Channel | 'bot', ts: string): Promise<void> {
      const channel = writable(place);
      const message = own(channel, ts);
      const before = messageShape(world, channel, message);
      channel.messages.splice(channel.messages.indexOf(message), 1);
      news.deleted(channel, message, before);
      await delivery.settled();
    },
    async react(place: Channel | 'bot', ts: string, name: string): Promise<void> {
      const channel = writable(place);
      const message = messageIn(channel, ts);
      react(message, name, id);
      news.reacted(channel, message, id, name, 'reaction_added');
      await delivery.settled();
    },
    async unreact(place: Channel | 'bot', ts: string, name: string): Promise<void> {
      const channel = writable(place);
      const message = messageIn(channel, ts);
      if (unreact(message, name, id)) news.reacted(channel, message, id, name, 'reaction_removed');
      await delivery.settled();
    },

    /** `/ak hilfe`. When the app does not acknowledge it in time, Slack says so below. */
    async slash(place: Channel | 'bot', line: string): Promise<Outcome> {
      const channel = placeOf(place);
      const [command = '', ...words] = line.split(' ');
      if (!world.app.commands.includes(command)) throw new Error(`${command} is not a valid command.`);
      const outcome = await delivery.once('slash_commands', {
        token: world.app.verificationToken,
        team_id: app().team,
        team_domain: world.teams.get(app().team)?.domain,
        channel_id: channel.id,
        channel_name: nameOf(channel),
        user_id: id,
        user_name: me().name,
        command,
        // not documented either way: the harder one
        text: words.join(' ').trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
        api_app_id: world.app.id,
        is_enterprise_install: 'false',
        response_url: responses.give('commands', channel, id),
        trigger_id: triggers.give(app().team, id),
      });
      if (!outcome.acked) {
        const text = `${command} failed with the error "operation_timeout"`;
        const failed = { ts: world.ts(), user: 'USLACKBOT', byApp: false, text, reactions: new Map(), onlyFor: id };
        add(channel, failed);
      } else if (typeof outcome.body === 'string' && outcome.body !== '')
        responses.say(channel, id, { text: outcome.body });
      else if (isJson(outcome.body) && Object.keys(outcome.body).length > 0) responses.say(channel, id, outcome.body);
      await delivery.settled();
      return outcome;
    },
    /** A button, by its label or its action_id. */
    async click(surface: Surface, label: string): Promise<Outcome> {
      const outcome = await act(surface, label);
      await delivery.settled();
      return outcome;
    },
    /** A date, a time, an option by its label, several options: in a message, on Home, or in a modal. */
    async choose(surface: Surface, label: string, what: Given): Promise<Outcome> {
      const outcome = await act(surface, label, what);
      await delivery.settled();
      return outcome;
    },
    /** Fills in fields of the modal in front, by their labels, without submitting. */
    fill(values: Readonly<Record<string, Given>>): void {
      const view = viewAt('modal');
      for (const [label, what] of Object.entries(values)) {
        const { block, element } = find(list(view.is['blocks']), label);
        fill(view, block, element, what);
      }
    },
    /** Fills in and submits the modal in front. What Slack's own checks refuse is thrown: it never reaches the app. */
    async submit(values: Readonly<Record<string, Given>> = {}): Promise<Submitted> {
      this.fill(values);
      const view = viewAt('modal');
      if (view.is['submit'] === undefined) throw new Error('There is no button to submit this.');
      for (const block of list(view.is['blocks'])) {
        if (block['type'] !== 'input') continue;
        const [element = {}] = elementsOf(block);
        const value = view.values[`${block['block_id']}`]?.[`${element['action_id']}`];
        const says = complaint(element, value, block['optional'] === true);
        if (says !== undefined) throw new Error(`${labelOf(block, element)}: ${says}`);
      }
      const outcome = await delivery.once('interactive', {
        ...common('view_submission'),
        trigger_id: triggers.give(me().team, id, view.id),
        view: viewShape(world, view),
        response_urls: [],
      });
      const submitted = answered(view, outcome);
      await delivery.settled();
      return submitted;
    },
    /** Closes the modal in front. */
    async close(): Promise<void> {
      const view = viewAt('modal');
      const all = view.is['clear_on_close'] === true ? stackOf(world, view.root) : [view];
      for (const each of all) world.views.delete(each.id);
      for (const each of all)
        if (each.is['notify_on_close'] === true)
          await delivery.once('interactive', {
            ...common('view_closed'),
            view: viewShape(world, each),
            is_cleared: view.is['clear_on_close'] === true,
          });
      await delivery.settled();
    },
    /** A shortcut: from anywhere, or on a message. */
    async shortcut(callback: string, on?: { in: Channel; ts: string }): Promise<Outcome> {
      const { team: at } = app();
      const trigger = triggers.give(at, id);
      const base = { callback_id: callback, trigger_id: trigger, action_ts: world.ts() };
      const { api_app_id: _, user: __, ...onMessage } = common('message_action');
      const outcome = await delivery.once(
        'interactive',
        on === undefined
          ? { ...common('shortcut'), ...base }
          : {
              ...onMessage,
              ...base,
              user: { id, name: me().name, team_id: at },
              message_ts: on.ts,
              channel: { id: on.in.id, name: nameOf(on.in) },
              message: messageShape(world, placeOf(on.in), messageIn(on.in, on.ts)),
              response_url: responses.give('app', on.in, id),
            },
      );
      await delivery.settled();
      return outcome;
    },
    /** Opens the app's page. */
    async open(tab: 'home' | 'messages' = 'home'): Promise<void> {
      news.homeOpened(app(), id, direct().id, tab);
      await delivery.settled();
    },
    /** Starts the client anew: what was for this person alone is gone. */
    restarts(): void {
      for (const channel of world.channels.values())
        channel.messages = channel.messages.filter(({ onlyFor }) => onlyFor !== id);
    },

    /** What stands there, oldest first; with a thread, only that. */
    sees(place: Channel | 'bot', { thread }: { thread?: string } = {}): readonly SeenMessage[] {
      const channel = placeOf(place);
      return channel.messages
        .filter(({ onlyFor = id }) => onlyFor === id)
        .filter(({ ts, threadTs }) => thread === undefined || ts === thread || threadTs === thread)
        .map(seenMessage);
    },
    modal(): SeenView | undefined {
      const view = openModal(world, id);
      return view === undefined ? undefined : seenView(view);
    },
    home(): SeenView | undefined {
      const view = world.homes.get(id);
      return view === undefined ? undefined : seenView(view);
    },
    /** In the browser: from the app's own page for installing, over Slack's question, back to the app. */
    async installs(page: string): Promise<{ status: number; text: string }> {
      const first = await fetch(page, { redirect: 'manual' });
      const cookies = first.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
      const link =
        first.headers.get('location') ?? /href="([^"]*oauth\/v2\/authorize[^"]*)"/.exec(await first.text())?.[1];
      if (link === undefined) throw new Error(`Nothing on ${page} leads to Slack.`);
      const back = hands.consent.allow(new URL(link.replaceAll('&amp;', '&')), { team: me().team, user: id });
      const last = await fetch(back, { redirect: 'manual', headers: { cookie: cookies.join('; ') } });
      return { status: last.status, text: await last.text() };
    },
  };
};
export type SlackPerson = ReturnType<typeof slackPerson>;

/** views.*: modals in a stack of at most three, opened by a trigger of three seconds, and the Home tab (docs.slack.dev/surfaces). */
import type { Handlers, Stage } from './api.ts';
import { checkedView } from './blocks.ts';
import { type Json, json, word } from './json.ts';
import { Refusal, wrong } from './refusal.ts';
import { viewShape } from './shapes.ts';
import { initialValues } from './values.ts';
import { type Installation, randomId, type Values, type View, type World } from './world.ts';

const STACK = 3;
const TRIGGER_MS = 3_000;
type Trigger = { user: string; team: string; from: string | undefined; until: number; used: boolean };

/** What a person's act allows the app to open, once and for three seconds. */
export const triggers = ({ clock }: Pick<World, 'clock'>) => {
  const given = new Map<string, Trigger>();
  return {
    give(team: string, user: string, from?: string): string {
      const id = `${Math.floor(clock.now())}.${given.size}.${randomId('').toLowerCase()}`;
      given.set(id, { user, team, from, until: clock.now() + TRIGGER_MS, used: false });
      return id;
    },
    take(id: unknown, team: string): Trigger {
      const trigger = given.get(word(id) ?? '');
      if (trigger === undefined || trigger.team !== team) throw new Refusal('invalid_trigger_id');
      if (trigger.used) throw new Refusal('exchanged_trigger_id');
      if (trigger.until < clock.now()) throw new Refusal('expired_trigger_id');
      trigger.used = true;
      return trigger;
    },
  };
};
export type Triggers = ReturnType<typeof triggers>;

export const stackOf = (world: World, root: string): readonly View[] =>
  [...world.views.values()].filter((view) => view.root === root);
/** The modal that the person sees: the uppermost. */
export const openModal = (world: World, user: string): View | undefined =>
  [...world.views.values()].findLast((view) => view.user === user);

const uniqueExternalId = (world: World, team: string, is: Json, own?: View): void => {
  const external = word(is['external_id']) ?? '';
  if (external === '') return;
  for (const view of [...world.views.values(), ...world.homes.values()])
    if (view.team === team && view.is['external_id'] === external && view.id !== own?.id)
      throw new Refusal('duplicate_external_id');
};

/** A new modal in front of the others. */
export const push = (world: World, team: string, user: string, given: unknown, under?: View): View => {
  const is = checkedView(given, 'modal');
  uniqueExternalId(world, team, is);
  if (under !== undefined && stackOf(world, under.root).length >= STACK) throw new Refusal('push_limit_reached');
  const id = randomId('V');
  if (under === undefined) for (const [old, view] of world.views) if (view.user === user) world.views.delete(old);
  const view: View = {
    id,
    team,
    user,
    is,
    hash: `${world.ts()}.${id.slice(-8)}`,
    root: under?.root ?? id,
    previous: under?.id,
    values: initialValues(is),
  };
  world.views.set(id, view);
  return view;
};

/** What is in it changes; what its person has filled in stays where the names stay. */
export const replace = (world: World, view: View, given: unknown): View => {
  const is = checkedView(given, view.is['type'] === 'home' ? 'home' : 'modal');
  uniqueExternalId(world, view.team, is, view);
  const values = initialValues(is);
  const kept: Values = Object.fromEntries(
    Object.entries(values).map(([block, actions]) => [
      block,
      Object.fromEntries(
        Object.entries(actions).map(([action, value]) => {
          const old = view.values[block]?.[action];
          return [action, old !== undefined && old['type'] === value['type'] ? old : value];
        }),
      ),
    ]),
  );
  Object.assign(view, { is, values: kept, hash: `${world.ts()}.${view.id.slice(-8)}` });
  return view;
};

export const views = ({ world }: Stage, given: Triggers): Handlers => {
  const pointer = (args: Json): unknown => {
    if (args['trigger_id'] === undefined) throw wrong('invalid_arguments', ['missing required field: trigger_id']);
    return args['trigger_id'];
  };
  const answer = (view: View): Json => ({ view: viewShape(world, view) });
  const TRIGGER = ['exchanged_trigger_id', 'expired_trigger_id', 'invalid_trigger_id'];
  const VIEW = ['duplicate_external_id', 'view_too_large'];
  const byName = (me: Installation, args: Json): View | undefined => {
    const mine = [...world.views.values()].filter(({ team }) => team === me.team);
    const { view_id: id, external_id: external } = args;
    if (id === undefined && external === undefined)
      throw wrong('invalid_arguments', ['missing required field: view_id']);
    return mine.find((view) => (id === undefined ? view.is['external_id'] === external : view.id === id));
  };

  return {
    'views.open': {
      refuses: [...TRIGGER, ...VIEW],
      does(args, me) {
        checkedView(args['view'], 'modal'); // a wrong view does not use up the trigger
        uniqueExternalId(world, me.team, json(args['view']));
        const { user, team } = given.take(pointer(args), me.team);
        return answer(push(world, team, user, args['view']));
      },
    },
    'views.push': {
      refuses: [...TRIGGER, ...VIEW, 'not_found', 'push_limit_reached'],
      does(args, me) {
        checkedView(args['view'], 'modal');
        uniqueExternalId(world, me.team, json(args['view']));
        const { user, team, from } = given.take(pointer(args), me.team);
        const under = world.views.get(from ?? '');
        if (under === undefined) throw new Refusal('not_found');
        return answer(push(world, team, user, args['view'], under));
      },
    },
    'views.update': {
      refuses: [...VIEW, 'hash_conflict', 'not_found'],
      does(args, me) {
        const view = byName(me, args);
        if (view === undefined) throw new Refusal('not_found');
        if (args['hash'] !== undefined && args['hash'] !== view.hash) throw new Refusal('hash_conflict');
        return answer(replace(world, view, args['view']));
      },
    },
    'views.publish': {
      refuses: [...VIEW, 'hash_conflict', 'not_enabled'],
      does(args, me) {
        const user = world.users.get(word(args['user_id']) ?? '');
        if (user === undefined || user.team !== me.team)
          throw wrong('invalid_arguments', ['no such user [json-pointer:/user_id]']);
        if (!world.app.hasHomeTab) throw new Refusal('not_enabled');
        const old = world.homes.get(user.id);
        if (args['hash'] !== undefined && old !== undefined && args['hash'] !== old.hash)
          throw new Refusal('hash_conflict');
        if (old !== undefined) return answer(replace(world, old, args['view']));
        const is = checkedView(args['view'], 'home');
        uniqueExternalId(world, me.team, is);
        const id = randomId('V');
        const hash = `${world.ts()}.${id.slice(-8)}`;
        const values = initialValues(is);
        const view: View = { id, team: me.team, user: user.id, is, hash, root: id, previous: undefined, values };
        world.homes.set(user.id, view);
        return answer(view);
      },
    },
  };
};

import { WEB } from '../core/model/access.ts';
import type { BodyId } from '../core/model/place.ts';
import type { Iso } from '../core/model/time.ts';
import type { Door, Store } from '../core/ports.ts';
import { jobs } from '../core/ticks/index.ts';
import type { Stage } from '../story/stage.ts';
import type { WebActor } from '../story/web-actor.ts';

type Parts = {
  store: Store & { underWay(connection: string): Promise<number> };
  body: BodyId;
  door: Door;
  actor: WebActor;
  turnTo(moment: Iso): void;
  pause(ms: number): Promise<void>;
  nextId(): string;
  /** Somebody of the story was refused something. */
  refused(): void;
};
const SETTLED_MS = 5;
const PATIENCE = 2_000;

/** The running server as the stage of a story: what goes out goes its usual way, and is waited for. */
export const trialStage = ({ store, body, door, actor, turnTo, pause, nextId, refused }: Parts): Stage => {
  const settled = async (): Promise<void> => {
    for (let i = 0; i < PATIENCE && (await store.underWay(WEB)) > 0; i += 1) await pause(SETTLED_MS);
  };
  return {
    store,
    body,
    turnTo,
    async tick() {
      for (const job of jobs.keys()) await door.receive({ id: nextId(), kind: 'tick', job });
      await settled();
    },
    async take(_, payload) {
      if (!(await actor.act(payload))) refused();
      await settled();
    },
    messages: () => actor.messages(),
  };
};

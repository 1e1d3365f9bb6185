/** What the methods of the Web API are made of here. */
import type { Json } from './json.ts';
import type { News } from './news.ts';
import type { Installation, World } from './world.ts';

/** What the methods act upon. */
export type Stage = { world: World; news: News; url: () => string; lag: () => number };
/** One method: the errors of its own that it can answer with, and what it does. */
export type Handler = { refuses: readonly string[]; does: (args: Json, me: Installation) => Json };
export type Handlers = Readonly<Record<string, Handler>>;

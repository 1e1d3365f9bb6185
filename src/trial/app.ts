import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { type Pane, trialPage } from '../html/trial-page.ts';
import type { Step, Trial } from './trial.ts';

const steps: readonly Step[] = ['hour', 'day', 'poll', 'meeting', 'deadline'];
const fields = ['a', 'b', 'c'] as const;
type Given = Readonly<Record<string, unknown>>;

/** The window of whoever tries it: other people's windows in it, and what moves the story on. */
export const trialApp = (trial: Trial, origins: readonly string[], random: () => string): Hono => {
  const app = new Hono().basePath('/trial');
  const short = (account: string): string => account.slice(trial.body.length + 1);
  /** Who is on stage: as wished, or else those who act next. */
  const panesOf = (given: Given): readonly Pane[] => {
    const coming = trial.chapters.slice(trial.told()).flatMap(({ moves }) => moves);
    const acting = [
      ...new Set([...coming, ...trial.chapters.flatMap(({ moves }) => moves)].map(({ person }) => person)),
    ];
    const chosen = fields.map((field) => trial.visitor(String(given[field] ?? ''))?.person);
    const free = acting.filter((person) => !chosen.includes(person));
    return fields.flatMap((field, i): readonly Pane[] => {
      const visitor = trial.visitor(chosen[i] ?? free.shift() ?? '');
      if (visitor === undefined) return [];
      const room = coming.find(({ person }) => person === visitor.person)?.spot.room;
      const address = `/as/${visitor.person}/${room === undefined ? '' : `r/${encodeURIComponent(short(room))}`}`;
      return [{ field, person: visitor.person, name: visitor.name, address }];
    });
  };
  const page = async (c: Context, given: Given) => {
    const coming = await trial.coming();
    c.header('cache-control', 'no-store');
    return c.html(
      trialPage({
        language: trial.language,
        zone: trial.zone,
        now: trial.time.now().toString(),
        coming,
        chapters: trial.chapters,
        told: trial.told(),
        missed: trial.missed(),
        panes: panesOf(given),
        people: trial.people,
        event: random(),
      }),
    );
  };
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      xFrameOptions: 'DENY',
      referrerPolicy: 'same-origin',
      strictTransportSecurity: false,
    }),
  );
  app.use(async (c, next) =>
    c.req.method === 'GET' || origins.includes(c.req.header('origin') ?? '') ? next() : c.text('', 403),
  );
  app.get('/', (c) => page(c, c.req.query()));
  /** Pressed twice, a button does what it says once. */
  const pressed = new Set<string>();
  const press = (path: string, does: (given: Given) => Promise<void>) =>
    app.post(path, async (c) => {
      const given: Given = await c.req.parseBody();
      const event = String(given['event'] ?? '');
      if (!pressed.has(event)) {
        pressed.add(event);
        await does(given);
      }
      const wished = new URLSearchParams(
        path === '/next' ? [] : fields.map((field): [string, string] => [field, String(given[field] ?? '')]),
      );
      return c.redirect(`/trial?${wished}`, 303);
    });
  press('/next', () => trial.next());
  press('/wind', ({ to }) => trial.wind(steps.find((each) => each === to) ?? 'day'));
  press('/again', () => trial.again());
  return app;
};

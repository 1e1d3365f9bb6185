import { posix } from 'node:path';

/** Each file of the house with its text, by its path below src. */
export type House = ReadonlyMap<string, string>;
type Import = { to: string; kind: 'value' | 'type' };

/** Who may import whom, of ours and of others. The first room that fits counts; $1 is the room's own name. */
const rooms: readonly (readonly [room: string, may: readonly string[]])[] = [
  ['core/model/time\\.ts', ['temporal-polyfill$']],
  ['core/model/recurrence\\.ts', ['core/model/', 'croner$']],
  ['core/model/', ['core/model/']],
  ['core/', ['core/', 'zod$']],
  ['bots/index\\.ts', ['bots/']],
  ['bots/memory/', ['bots/memory/', 'core/(ports|messages|texts/doc|model/place|model/result)\\.ts$']],
  [
    'bots/web/',
    [
      'bots/web/',
      'html/',
      'hono$',
      'hono/',
      'rate-limiter-flexible$',
      'node:',
      'zod$',
      'core/(ports|messages|texts/doc|model/place|model/result|model/file)\\.ts$',
    ],
  ],
  [
    'bots/slack/',
    [
      'bots/slack/',
      '@slack/',
      'node:',
      'zod$',
      'core/(ports|messages|texts/doc|texts/index|model/place|model/result|model/file)\\.ts$',
    ],
  ],
  [
    'bots/matrix/',
    [
      'bots/matrix/',
      'matrix-bot-sdk$',
      'hono/html$',
      'node:',
      'zod$',
      'core/(ports|messages|texts/doc|model/place|model/result|model/file)\\.ts$',
    ],
  ],
  ['store/', ['store/', 'core/', 'node:', 'pg$', '@prisma/']],
  ['scheduler/', ['scheduler/', 'node-cron$', 'core/(ports|messages)\\.ts$']],
  [
    'districts/',
    ['districts/', 'yaml$', 'zod$', 'core/(ports|messages|step)\\.ts$', 'core/(model|papers|views|texts)/'],
  ],
  [
    'documents/',
    [
      'documents/',
      'node:',
      'docx$',
      'fflate$',
      'ical-generator$',
      'timezones-ical-library$',
      'core/ports\\.ts$',
      'core/(model|papers|views|texts)/',
    ],
  ],
  [
    'trial/',
    [
      'trial/',
      'story/',
      'districts/',
      'html/',
      'bots/',
      'hono$',
      'hono/',
      'node:',
      'store/postgres/index\\.ts$',
      'core/',
    ],
  ],
  ['health\\.ts', ['http\\.ts$']],
  ['http\\.ts', ['node:', '@hono/node-server$', 'config\\.ts$']],
  ['story/', ['story/', 'bots/memory/receive\\.ts$', 'districts/', 'core/ports\\.ts$', 'core/(model|views)/']],
  ['html/', ['html/', 'hono/html$', 'core/ports\\.ts$', 'core/(model|papers|views|texts)/']],
  [
    'web/',
    ['web/', 'html/', 'hono$', 'hono/', 'node:', 'zod$', 'core/ports\\.ts$', 'core/(model|papers|views|texts)/'],
  ],
  ['lanes\\.ts', ['core/(deliver|ports)\\.ts$']],
  ['codes\\.ts', ['node:crypto$', 'core/ports\\.ts$']],
  ['log\\.ts', ['pino$', 'config\\.ts$', 'core/ports\\.ts$']],
  ['(main|config)\\.ts', ['.']],
  ['tools/', ['.']],
];

/** What nobody does on the side, and where it is done instead. */
const free: readonly (readonly [what: string, is: RegExp, where: RegExp])[] = [
  [
    'a clock, a timer or chance',
    /new Date\(|Date\.now\(|Temporal\.Now|\bsetTimeout\b|\bsetInterval\b|Math\.random\(|randomUUID\(|performance\.now\(/,
    /^(main\.ts|tools\/|store\/embedded\/|store\/migrate\.ts|trial\/start\.ts|bots\/(?!memory\/)\w+\/(index|client|socket|sync|server)\.ts)/,
  ],
  // The composition root hands the environment to config; where a Python with Synapse is, only tools need know.
  ['the environment', /process\.env/, /^(config\.ts|main\.ts|tools\/synapse\/python\.ts)$/],
  ['a locale', /\bIntl\.|toLocale\w*String/, /^(core\/texts\/|bots\/\w+\/render)/],
  ['the database', /@prisma\/client|generated\/client/, /^(store\/|tools\/)/],
];

const parts = (text: string): string => text.replace(/^\s*(\/\/|\/?\*).*$/gm, '');
export const importsOf = (file: string, text: string): readonly Import[] => {
  const code = parts(text);
  const found = [
    ...[
      ...code.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[\w$,\s]|\*|\{[^}]*\})*?\bfrom\s*['"]([^'"]+)['"]/gm),
    ].map(([, type, to = '']) => ({ to, kind: type ? ('type' as const) : ('value' as const) })),
    ...[...code.matchAll(/\b(?:import|require)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, to = '']) => ({
      to,
      kind: 'value' as const,
    })),
  ];
  return found.map(({ to, kind }) => ({ kind, to: to.startsWith('.') ? posix.join(posix.dirname(file), to) : to }));
};

export const strays = (house: House): readonly string[] =>
  [...house].flatMap(([file, text]) => {
    const [room, may] = rooms.find(([each]) => new RegExp(`^${each}`).test(file)) ?? [];
    if (room === undefined || may === undefined) return [`${file} is in no room`];
    return importsOf(file, text).flatMap(({ to }) =>
      may.some((each) => new RegExp(`^${each}`).test(to)) ? [] : [`${file} → ${to}`],
    );
  });

export const liberties = (house: House): readonly string[] =>
  [...house].flatMap(([file, text]) =>
    free.flatMap(([what, is, where]) => (is.test(parts(text)) && !where.test(file) ? [`${file} takes ${what}`] : [])),
  );

/** A folder is a room; what lies beside the rooms of core is each one of its own. */
const roomOf = (file: string): string =>
  /^core\/[^/]+$/.exec(file)?.[0] ?? /^((?:core|bots)\/[^/]+|[^/]+)\//.exec(file)?.[1] ?? file;
/** What is imported when the program runs; types leave nothing behind and may point both ways. */
export const circles = (house: House, nameOf: (file: string) => string = roomOf): readonly string[] => {
  const next = new Map<string, Set<string>>();
  for (const [file, text] of house) {
    const from = nameOf(file);
    for (const { to, kind } of importsOf(file, text)) {
      if (kind === 'type' || !house.has(to)) continue;
      const into = nameOf(to);
      if (into !== from) next.set(from, (next.get(from) ?? new Set()).add(into));
    }
  }
  const found = new Set<string>();
  const walk = (room: string, way: readonly string[]): void => {
    const at = way.indexOf(room);
    if (at >= 0) {
      const circle = way.slice(at);
      const first = circle.indexOf(circle.toSorted()[0] ?? '');
      found.add([...circle.slice(first), ...circle.slice(0, first)].join(' → '));
      return;
    }
    for (const to of next.get(room) ?? []) walk(to, [...way, room]);
  };
  for (const room of next.keys()) walk(room, []);
  return [...found];
};

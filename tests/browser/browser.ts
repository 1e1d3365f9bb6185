import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { serveHttp } from '../../src/http.ts';
import { runLane } from '../../src/lanes.ts';
import { later } from '../../src/tools/later.ts';
import { person } from '../support/district.ts';
import { webWorld } from '../support/web.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const missing = !existsSync(executablePath);
if (missing && !process.env['CI'])
  console.warn(
    `\n!!! NOTHING IS TESTED IN A BROWSER: there is no ${executablePath}. Install Debian's chromium, or say where one is: CHROMIUM=…\n`,
  );
/** Skipped where nobody could run it; where everything must run, it fails instead. */
export const journeys = missing && !process.env['CI'] ? describe.skip : describe;

/** The browser of a file of journeys, and all that was opened in it. */
export const withBrowser = () => {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    /** Somebody's own browser: nobody else's cookies are in it. What its pages complain of is kept. */
    async window(options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({
        locale: 'de-DE',
        viewport: { width: 1200, height: 900 },
        reducedMotion: 'reduce',
        ...options,
      });
      contexts.push(context);
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      page.on('pageerror', (error) => void complaints.push(`${error}`));
      page.on('console', (message) => {
        // a connection that breaks is told, too: some journeys break it
        if (message.type() === 'error' && !/ERR_|status of 4(03|04|10|22|29)/.test(message.text()))
          complaints.push(message.text());
      });
      return page;
    },
    async closeAll() {
      for (const each of contexts.splice(0)) await each.close();
      expect(complaints.splice(0)).toEqual([]);
    },
  };
};

/** Everything that axe finds, as sentences: what, where. What stands in a frame is a page of its own. */
export const faults = async (page: Page, also?: 'frames, too'): Promise<readonly string[]> => {
  const axe = new AxeBuilder({ page });
  const { violations } = await (also === undefined ? axe.exclude('iframe') : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
};
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** The two districts behind a real HTTP server, delivered as in earnest. */
export const served = async () => {
  let serving: Parameters<typeof serveHttp>[0]['serve'] = async () => new Response(null, { status: 503 });
  const listen = (port: number) =>
    serveHttp({
      listen: { host: '127.0.0.1', port },
      trustedProxies: [],
      serve: (request, client) => serving(request, client),
    });
  let http = await listen(0);
  const { port } = http;
  const origin = `http://127.0.0.1:${port}`;
  const it = await webWorld({
    origin,
    extra: [
      ...person('P-6', 'Mia Maurer', [], { 'org:arbeit': ['chair'] }),
      ...person('P-7', 'Tom Traut', [], { 'org:wohnen': ['member'] }),
    ],
  });
  const laneOf = ({ store, bot }: typeof it.first, replica: string) =>
    runLane({ store, bot, replica, later, time: it.time, log: it.log });
  let current = it.first;
  let lane = laneOf(current, 'r1');
  serving = current.bot.serve;
  let starts = 1;
  return {
    ...it,
    origin,
    /** Comes in by the link that the coordinator gave out, as everybody does. */
    async enters(page: Page, name: string) {
      await page.goto(`${origin}${await it.linkFor(name)}`);
      await page.getByRole('button', { name: 'Jetzt anmelden' }).click();
      await page.getByRole('navigation', { name: 'Hauptmenü' }).waitFor();
    },
    /** The server ends, and another process begins on the same address, over the same data. */
    async restart() {
      await lane.stop();
      await current.stop();
      await http.close();
      current = await it.another();
      serving = current.bot.serve;
      starts += 1;
      lane = laneOf(current, `r${starts}`);
      http = await listen(port);
    },
    async end() {
      await lane.stop();
      await http.close();
      await it.end();
    },
  };
};
export type Served = Awaited<ReturnType<typeof served>>;

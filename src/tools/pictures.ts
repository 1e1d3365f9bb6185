/**
 * Writes docs/pictures: the trial starts in a scratch home, its story is told for a while, and a browser looks at it. What
 * Slack is given is drawn from the same story. `npm run pictures -- slack` draws that alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { drawn } from './pictures/draw-blocks.ts';
import { slackScene } from './pictures/slack-scene.ts';
import { removeScratchHome, scratchHome } from './scratch.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'docs/pictures');
/** Debian's package. */
const CHROMIUM = '/usr/bin/chromium';
/** Whoever clones the repository is not to wait for pictures. */
const LARGEST = 200_000;

/** The trial as it opens when nothing is configured. Returns its origin, and how to end it. */
const startTrial = async (home: string): Promise<{ origin: string; end(): Promise<void> }> => {
  const child = spawn(process.execPath, [join(root, 'src/main.ts')], {
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: home,
      STATE_DIR: home,
      DATABASE_URL: '',
      PUBLIC_URL: '',
      LISTEN: '127.0.0.1:0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const origin = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const [, found] = /(http:\/\/[\d.]+:\d+)\/trial/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(`the trial ended: ${said}`)));
  });
  return {
    origin,
    async end() {
      child.kill();
      await ended;
    },
  };
};

type Look = { width: number; height: number; dark?: true };
const desk: Look = { width: 1280, height: 860 };
const phone: Look = { width: 390, height: 780 };

const shoot = async (page: Page, name: string, { fullPage = false } = {}): Promise<void> => {
  await page.waitForTimeout(500); // until fonts and frames have come to rest
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage });
  const { size } = statSync(path);
  if (size > LARGEST) throw new Error(`${name}.png is too large: ${size} bytes`);
  console.log(`docs/pictures/${name}.png, ${Math.ceil(size / 1000)} kB`);
  await page.close();
};

const take = async (browser: Browser, origin: string): Promise<void> => {
  const open = async (path: string, { width, height, dark }: Look): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
    await page.goto(`${origin}${path}`, { waitUntil: 'load' });
    return page;
  };
  const press = async (path: string): Promise<void> => {
    const answer = await fetch(`${origin}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin },
      body: new URLSearchParams({ event: path + told }),
    });
    if (answer.status !== 303) throw new Error(`${path} answers ${answer.status}`);
  };
  let told = 0;
  const tellUntil = async (chapter: number): Promise<void> => {
    for (; told < chapter; told += 1) await press('/trial/next');
  };
  await tellUntil(5);
  const trial = await open('/trial', { width: 1280, height: 990 });
  await trial.waitForTimeout(500);
  for (const frame of trial.frames().slice(1))
    await frame.locator('html').evaluate((html) => {
      const below = (html.querySelector('main')?.getBoundingClientRect().bottom ?? 0) - html.clientHeight;
      html.scrollTo({ top: html.scrollTop + below, behavior: 'instant' });
    });
  await shoot(trial, 'trial');
  await tellUntil(9);
  const overview = await open('/as/P-1/overview', { ...desk, dark: true });
  await overview.locator('#deadlines').evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }));
  await shoot(overview, 'overview-dark');

  // a poll that is going on: the story's own one is over by now
  const room = '/r/org%3Awohnen';
  const leader = await open(`/as/P-6${room}`, desk);
  await leader.fill('#text', '/ak umfrage Wohnen Di 9.6. 17:30–19 Uhr; Mi 10.6. 18–19:30 Uhr; Do 11.6. 17:30–19 Uhr');
  await leader.press('#text', 'Enter');
  await leader.waitForSelector('form.dates');
  await leader.close();
  const votes: Readonly<Record<string, readonly string[]>> = {
    'P-9': ['yes', 'no', 'may'],
    'P-10': ['yes', 'may', 'no'],
    'P-14': ['yes', 'yes', 'no'],
  };
  const voting = async (page: Page, marks: readonly string[]): Promise<void> => {
    for (const [i, mark] of marks.entries()) {
      const button = page
        .locator('form.dates')
        .last()
        .locator('tr')
        .nth(i + 1)
        .locator(`button.${mark}`);
      await button.click();
      await page
        .locator('form.dates')
        .last()
        .locator('tr')
        .nth(i + 1)
        .locator(`button.${mark}:not([aria-disabled])`)
        .waitFor();
    }
  };
  for (const [person, marks] of Object.entries(votes)) {
    const page = await open(`/as/${person}${room}`, desk);
    await voting(page, marks);
    await page.close();
  }
  const member = await open(`/as/P-3${room}`, desk);
  await voting(member, ['yes', 'no', 'may']);
  await member.reload();
  await member.fill('#text', '/ak s');
  await member.setViewportSize({ ...desk, height: 960 }); // the whole card above the commands
  await member
    .locator('form.dates')
    .last()
    .evaluate((form) => form.closest('li')?.scrollIntoView({ behavior: 'instant' }));
  await shoot(member, 'room');
  const narrow = await open(`/as/P-3${room}`, phone);
  await narrow
    .locator('form.dates')
    .last()
    .evaluate((form) => form.closest('li')?.scrollIntoView({ behavior: 'instant' }));
  await shoot(narrow, 'poll-phone');

  // the way in: a personal link as it is opened, and once it has been used
  const coordinator = await open('/as/P-1/r/P-1', desk);
  await coordinator.fill('#text', '/ak zugang Rosa Indlekofer');
  await coordinator.press('#text', 'Enter');
  const link = new URL((await coordinator.locator('a[href*="/link/"]').last().getAttribute('href')) ?? '').pathname;
  await coordinator.close();
  await shoot(await open(link, phone), 'link-phone');
  const opened = await open(link, desk);
  await opened.getByRole('button', { name: 'Jetzt anmelden' }).click();
  await opened.close();
  await shoot(await open(link, { width: 1280, height: 500, dark: true }), 'link-used-dark');
};

/** While a poll is going on, and when its group has handed its outcomes over. */
const POLLING = 2;
const HANDED_OVER = 5;
const takeSlack = async (browser: Browser): Promise<void> => {
  const shootDrawn = async (html: string, name: string): Promise<void> => {
    const page = await browser.newPage({ viewport: { width: 720, height: 200 } });
    await page.setContent(html);
    await shoot(page, name, { fullPage: true });
  };
  const polling = await slackScene(POLLING);
  const poll = (await polling.channel('ak-wohnen')).slice(-1);
  await shootDrawn(drawn.channel('#ak-wohnen', poll, polling.names), 'slack-poll');
  const steering = await slackScene(HANDED_OVER);
  const cards = (await steering.channel('lenkungsgruppe')).slice(1, 4);
  await shootDrawn(drawn.channel('#lenkungsgruppe', cards, steering.names), 'slack-steering');
  const home = await steering.home('wehrle');
  await shootDrawn(drawn.view('Gremienlotse · Home', home, steering.names), 'slack-home');
};

const takeTrial = async (browser: Browser): Promise<void> => {
  const home = await scratchHome();
  const { origin, end } = await startTrial(home);
  try {
    await take(browser, origin);
  } finally {
    await end();
    await removeScratchHome(home);
  }
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
try {
  if (process.argv[2] !== 'slack') await takeTrial(browser);
  await takeSlack(browser);
} finally {
  await browser.close();
}

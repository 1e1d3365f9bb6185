import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { removeScratchHome, scratchHome } from '../../src/tools/scratch.ts';
import { faults, journeys, overflow, withBrowser } from './browser.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const COORDINATOR = 'Jana Wehrle';

/** Started as a newcomer starts it: nothing is configured. */
const startTrial = async () => {
  const home = await scratchHome();
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      HOME: '/nowhere',
      STATE_DIR: home,
      LISTEN: '127.0.0.1:0',
      DATABASE_URL: '',
      LOG_LEVEL: 'error',
      PUBLIC_URL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\/trial/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`it ended: ${said}`)));
  });
  return {
    address,
    async end() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await removeScratchHome(home);
    },
  };
};

journeys('a newcomer', () => {
  const browser = withBrowser();
  let trial: Awaited<ReturnType<typeof startTrial>>;
  beforeAll(async () => {
    trial = await startTrial();
  });
  afterAll(() => trial?.end());
  afterEach(() => browser.closeAll());
  const tell = (page: Page) => page.getByRole('button', { name: 'Diesen Schritt erzählen' });
  const pane = (page: Page, name: string) => page.frameLocator(`iframe[title="Das Fenster von ${name}"]`);

  test('clicks through the whole story, and the coordinator has the Vorlage', { timeout: 300_000 }, async () => {
    const page = await browser.window();
    await page.goto(trial.address);
    await page.getByText('Alle Personen sind erfunden.').waitFor();
    expect(await page.locator('iframe').count()).toBeGreaterThan(1);
    let steps = 0;
    for (; (await tell(page).count()) > 0; steps += 1) {
      const before = await page.getByRole('heading', { level: 1 }).innerText();
      await tell(page).click();
      await expect
        .poll(() => page.getByRole('heading', { level: 1 }).innerText(), { timeout: 60_000, interval: 50 })
        .not.toBe(before);
    }
    expect(steps).toBeGreaterThan(5);
    await page.getByText('Die Geschichte ist erzählt.').waitFor();
    expect(await page.getByText('Oder handeln Sie selbst').count()).toBe(0); // there is nothing else to do
    await page.setViewportSize({ width: 700, height: 900 });
    await page.goto(`${trial.address}/`);
    expect(page.url()).toBe(trial.address);
    const scrolled = await page.locator('.track').evaluate((track: { scrollLeft: number }) => track.scrollLeft);
    expect(scrolled).toBeGreaterThan(0);

    const choice = page.getByLabel('handeln als').first();
    const option = await choice.locator('option', { hasText: COORDINATOR }).getAttribute('value');
    await choice.selectOption(option);
    const hers = pane(page, COORDINATOR);
    await hers
      .getByRole('navigation', { name: 'Räume' })
      .getByRole('link', { name: /Lenkungsgruppe/ })
      .click();
    await hers.getByRole('heading', { level: 1, name: /Lenkungsgruppe/ }).waitFor();
    await hers.getByText('Die Vorlage V-1').first().waitFor();
    const file = hers.locator('a[download$=".docx"]').last();
    const href = new URL((await file.getAttribute('href')) ?? '', trial.address).href;
    const bytes = await (await page.request.get(href)).body();
    expect(bytes.subarray(0, 2).toString()).toBe('PK'); // a Word file is a ZIP archive
  });

  test('begins again, and winds the clock to what is due', async () => {
    const page = await browser.window();
    await page.goto(trial.address);
    await page.getByRole('button', { name: 'Von vorn beginnen' }).click();
    await tell(page).waitFor();
    const clock = page.getByRole('heading', { name: 'Uhr des Probelaufs' });
    const before = await clock.innerText();
    await page.getByRole('button', { name: '+1 Tag' }).click();
    await expect.poll(() => clock.innerText(), { timeout: 30_000 }).not.toBe(before);
  });

  test('begins again, and other open windows show the new beginning and what comes after it', async () => {
    const [page, other] = [await browser.window(), await browser.window()];
    await page.goto(trial.address);
    const address = await page.locator('iframe').first().getAttribute('src');
    await other.goto(new URL(address ?? '', trial.address).href);
    const says = async (words: string) => {
      await other.locator('#text').fill(words);
      await other.locator('#text').press('Enter');
      await other.locator('li .body').getByText(words).waitFor();
    };
    await says('Vor dem neuen Anfang');
    await page.getByRole('button', { name: 'Von vorn beginnen' }).click();
    await expect.poll(() => other.getByText('Vor dem neuen Anfang').count(), { timeout: 10_000 }).toBe(0);
    await says('Nach dem neuen Anfang');
  });

  test.each(['light', 'dark'] as const)('is shown nothing that axe finds fault with, in %s', async (colorScheme) => {
    const page = await browser.window({ colorScheme });
    await page.goto(trial.address);
    await tell(page).click();
    await tell(page).waitFor();
    const windows = await page.locator('iframe').all();
    const addresses = await Promise.all(windows.map(async (each) => (await each.getAttribute('src')) ?? ''));
    expect(await faults(page)).toEqual([]);
    for (const path of ['', 'overview']) {
      for (const frame of page.frames().slice(1))
        await frame.goto(new URL(path, frame.url().replace(/(\/as\/[^/]+\/).*/, '$1')).href);
      expect(await faults(page, 'frames, too'), path).toEqual([]);
    }
    for (const address of addresses) {
      await page.goto(new URL(address, trial.address).href);
      expect(await faults(page), address).toEqual([]);
    }
  });

  test('sees that a step is being told, and is not offered what a trial has not', async () => {
    const page = await browser.window();
    await page.goto(trial.address);
    await tell(page).waitFor();
    // a page that waits for the next one answers nobody: it writes down itself what it shows
    await page.evaluate(`new MutationObserver(() => {
      const form = document.querySelector('form[data-busy]');
      if (form === null) return;
      const shown = [form.querySelector('[role="status"]').textContent, form.querySelector('button').ariaDisabled];
      sessionStorage.setItem('shown', JSON.stringify(shown));
    }).observe(document.body, { subtree: true, childList: true, attributes: true })`);
    await tell(page).click();
    await expect
      .poll(() => page.evaluate<string>("sessionStorage.getItem('shown')"))
      .toBe('["Die Personen handeln gerade. Das dauert einige Sekunden.","true"]');
    await expect.poll(() => page.getByText('Die Personen handeln gerade').count(), { timeout: 30_000 }).toBe(0);
    for (const frame of page.frames().slice(1)) {
      await frame.getByRole('navigation', { name: /^Räume/ }).waitFor();
      expect(await frame.getByRole('button', { name: 'Abmelden', includeHidden: true }).count()).toBe(0);
    }
  });

  test('finds it all on a phone, too', async () => {
    const page = await browser.window({ viewport: { width: 360, height: 740 } });
    await page.goto(trial.address);
    await tell(page).waitFor();
    expect(await overflow(page)).toBe(0);
  });
});

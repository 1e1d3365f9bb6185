import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { body } from '../support/district.ts';
import { faults, journeys, overflow, type Served, served, withBrowser } from './browser.ts';

const OPEN = '/ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr';

journeys('the rooms', () => {
  const browser = withBrowser();
  let it: Served;
  beforeEach(async () => {
    it = await served();
  });
  afterEach(async () => {
    await browser.closeAll();
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const composer = (page: Page) => page.locator('form', { has: page.locator('#text') });
  const field = (page: Page) => page.getByRole('textbox', { name: /^Nachricht/ });
  const says = async (page: Page, words: string) => {
    await field(page).fill(words);
    await field(page).press('Enter');
    await expect.poll(() => field(page).inputValue()).toBe('');
  };
  /** Has come in, and stands in the room of their group. */
  const inRoom = async (name: string, options: Parameters<typeof browser.window>[0] = {}) => {
    const page = await browser.window(options);
    await it.enters(page, name);
    await page.goto(`${it.origin}/r/org:wohnen`);
    await page.getByRole('heading', { level: 1, name: 'Arbeitskreis Wohnen' }).waitFor();
    return page;
  };
  const alone = async (page: Page) => {
    await page
      .getByRole('navigation', { name: 'Räume' })
      .getByRole('link', { name: /^Lotse/ })
      .click();
    await page.getByRole('heading', { level: 1, name: /Zwiegespräch/ }).waitFor();
  };
  /** Words in a message; what is read out to those who do not see it stands elsewhere, too. */
  const message = (page: Page, words: string) => page.locator('li .body').getByText(words);
  const marks = (page: Page, option: number) => page.getByRole('group', { name: `Ihre Antwort, Termin ${option}` });
  const pressed = (page: Page, option: number, name: string) =>
    expect.poll(() => marks(page, option).getByRole('button', { name }).getAttribute('aria-pressed'));

  test('three people in three windows: a poll appears, and every vote is seen by all at once', async () => {
    const [ada, ben, lea] = [await inRoom('Ada Amann'), await inRoom('Ben Braun'), await inRoom('Lea Lang')];
    await says(ada, OPEN);
    for (const page of [ada, ben, lea]) await marks(page, 1).waitFor();
    await marks(ben, 1).getByRole('button', { name: 'ja' }).click();
    await marks(lea, 2).getByRole('button', { name: 'vielleicht' }).click();
    for (const page of [ada, ben, lea]) await message(page, '2 Personen haben abgestimmt').waitFor();
    for (const page of [ada, ben, lea]) await page.getByRole('row', { name: /^1.*bisher am besten/ }).waitFor();
    await pressed(ben, 1, 'ja').toBe('true');
    await pressed(ada, 1, 'ja').toBe('false');
    // and in another window of the same person
    const second = await ben.context().newPage();
    await second.goto(`${it.origin}/r/org:wohnen`);
    await pressed(second, 1, 'ja').toBe('true');
    await marks(second, 1).getByRole('button', { name: 'nein' }).click();
    await pressed(ben, 1, 'nein').toBe('true');
    await pressed(ben, 1, 'ja').toBe('false');
    await says(lea, 'Bis dann!');
    for (const page of [ada, ben, lea]) await message(page, 'Bis dann!').waitFor();
  });

  test('a dialog is begun in the chat, goes on as a form after a restart, and ends where one likes', async () => {
    const ada = await inRoom('Ada Amann');
    await alone(ada);
    await says(ada, 'bericht Wohnen');
    await message(ada, 'Wurde ein Ziel vereinbart?').waitFor();
    await it.restart();
    await says(ada, 'ja');
    await ada.getByText('öffentlich', { exact: false }).last().waitFor();
    await it.restart();
    await says(ada, 'öffentlich');
    await expect.poll(async () => (await it.store.read(body).reads.dialogs.byId('D-1'))?.answers.length).toBe(2);
    await ada.goto(`${it.origin}/form/D-1?room=P-1`);
    const text = ada.getByRole('textbox').first();
    await text.fill('Zwanzig Wohnungen');
    await it.restart();
    await ada.getByRole('button', { name: 'Speichern' }).click();
    await expect
      .poll(async () => (await it.store.read(body).reads.dialogs.byId('D-1'))?.answers.length)
      .toBeGreaterThan(2);
    const unanswered = ada
      .getByRole('group')
      .filter({ has: ada.getByRole('radio') })
      .filter({ hasNot: ada.getByRole('radio', { checked: true }) });
    for (let round = 0; round < 20 && (await unanswered.count()) > 0; round += 1) {
      while ((await unanswered.count()) > 0)
        await unanswered
          .first()
          .getByRole('radio', { name: /^(nein|fertig)$/ })
          .check({ force: true });
      if (round === 0) await it.restart();
      await Promise.all([ada.waitForEvent('load'), ada.getByRole('button', { name: 'Speichern' }).click()]);
    }
    // all but the last question, which is asked in the room, too
    await ada.getByRole('link', { name: 'Zurück zum Raum' }).click();
    await message(ada, 'Ist alles richtig?').last().waitFor();
    await says(ada, 'ja');
    await expect.poll(async () => (await it.store.read(body).reads.dialogs.byId('D-1'))?.state).toBe('done');
    expect(await it.store.read(body).reads.outcomes.byId('E-1')).toMatchObject({ text: 'Zwanzig Wohnungen' });
  });

  test('alone with the Lotse a refusal stands in the conversation, and nothing is said to be lost', async () => {
    const ada = await inRoom('Ada Amann');
    await alone(ada);
    await says(ada, '/ak umfrage nirgendwann');
    await expect.poll(() => ada.locator('#log > [data-n]').count()).toBe(2);
    await ada.locator('form:not([data-busy]) #text').waitFor();
    expect(await ada.locator('#answer').innerText()).toBe('');
  });

  test('what comes is announced as one would read it out: who, what, and no buttons', async () => {
    const [ada, ben] = [await inRoom('Ada Amann'), await inRoom('Ben Braun')];
    const heard = () => ben.locator('#news').innerText();
    await says(ada, OPEN);
    await marks(ben, 1).waitFor();
    const words = await heard();
    expect(words).toMatch(/^Lotse: .*U-1/);
    expect(words).not.toMatch(/neinja|Nummer|\p{Ll}\p{Lu}|\d\.\p{L}|\?\S/u);
    await says(ada, 'Kommt jemand?\nIch schon');
    await expect.poll(heard).toBe('Ada Amann: Kommt jemand? Ich schon.');
  });

  test('whose access has ended is told so, and their page asks no more; one window too many is told so, too', async () => {
    const ada = await inRoom('Ada Amann');
    const tries: string[] = [];
    ada.on('request', (request) => void (request.url().includes('/stream') && tries.push(request.url())));
    await ada.route('**/stream?*', (route) => route.fulfill({ status: 429, body: '<main><p>Zu viele</p></main>' }));
    await ada.reload();
    await ada.locator('#line').getByText('Zu viele').waitFor();
    await ada.unroute('**/stream?*');
    await ada.context().clearCookies();
    await ada.evaluate("dispatchEvent(new Event('online'))");
    await ada.locator('#line').getByText('Ihr Zugang ist beendet').waitFor();
    const before = tries.length;
    await ada.waitForTimeout(2500);
    expect(tries.length).toBe(before);
    expect(await ada.locator('#line').innerText()).toContain('Ihr Zugang ist beendet');
  });

  test('what is too long is not cut, but said to be, and stays there to be divided', async () => {
    const ada = await inRoom('Ada Amann');
    const long = 'ü'.repeat(20_001);
    await field(ada).focus();
    await ada.keyboard.insertText(long); // as one pastes
    expect(await field(ada).inputValue()).toBe(long);
    await composer(ada).getByRole('button', { name: 'Senden' }).click();
    await ada.locator('#answer').getByText('Das ist zu lang').waitFor();
    expect(await field(ada).inputValue()).toBe(long);
  });

  test('a command that is sent before the commands are known leaves no hint behind', async () => {
    const ada = await inRoom('Ada Amann');
    let go = () => {};
    const late = new Promise<void>((resolve) => {
      go = resolve;
    });
    await ada.route('**/commands', async (route) => {
      await late;
      await route.continue();
    });
    await ada.route('**/say', async (route) => {
      go();
      await ada.waitForTimeout(300);
      await route.continue();
    });
    await says(ada, '/ak hilfe');
    await ada.getByText('Das sehen nur Sie:').waitFor();
    expect(await ada.locator('#offer').isVisible()).toBe(false);
  });

  test('what is new is said, too, until it was read; and in other rooms counted', async () => {
    const [ada, ben] = [await inRoom('Ada Amann'), await inRoom('Ben Braun')];
    await alone(ben);
    await says(ada, 'Guten Morgen');
    const room = ben.getByRole('navigation', { name: 'Räume' }).getByRole('link', { name: /^Arbeitskreis Wohnen/ });
    await expect.poll(() => room.innerText()).toContain('1 neu');
    await says(ada, 'Noch etwas');
    await expect.poll(() => room.innerText()).toContain('2 neu');
    await room.click();
    const heard = ben.getByRole('listitem').filter({ hasText: 'Noch etwas' });
    await heard.getByText('neu', { exact: true }).waitFor({ state: 'attached' });
    await expect.poll(() => heard.getByText('neu', { exact: true }).count(), { timeout: 10_000 }).toBe(0);
    await ben.reload();
    await heard.waitFor();
    expect(await heard.getByText('neu', { exact: true }).count()).toBe(0);
  });

  test('when the connection is lost, what is typed stays, and is sent once when it is back', async () => {
    const [ada, ben] = [await inRoom('Ada Amann'), await inRoom('Ben Braun')];
    await ada.context().setOffline(true);
    await field(ada).fill('Auch das kommt an');
    await composer(ada).getByRole('button', { name: 'Senden' }).click();
    await ada.getByText('Die Verbindung ist unterbrochen.').waitFor();
    expect(await field(ada).inputValue()).toBe('Auch das kommt an');
    await says(ben, 'Inzwischen gesagt');
    await ada.context().setOffline(false);
    for (const page of [ada, ben]) {
      await message(page, 'Auch das kommt an').waitFor();
      await message(page, 'Inzwischen gesagt').waitFor();
    }
    await expect.poll(() => field(ada).inputValue()).toBe('');
    expect(await message(ben, 'Auch das kommt an').count()).toBe(1);
    await it.restart();
    await says(ben, 'Nach dem Neustart');
    await message(ada, 'Nach dem Neustart').waitFor({ timeout: 30_000 });
    expect(await message(ada, 'Auch das kommt an').count()).toBe(1);
  });

  test('what one has written is changed and deleted with the keyboard, and all windows see it', async () => {
    const [ada, ben] = [await inRoom('Ada Amann'), await inRoom('Ben Braun')];
    const second = await ben.context().newPage();
    await second.goto(`${it.origin}/r/org:wohnen`);
    await says(ben, 'Um drei');
    for (const page of [ada, ben, second]) await message(page, 'Um drei').waitFor();
    expect(await ada.getByText('Ändern').count()).toBe(0);
    const menu = (page: Page) => page.locator('.own > summary');
    const edit = (page: Page) => page.getByRole('textbox', { name: 'Ihre Nachricht', exact: true });

    // somebody begins in one window, and saves in another
    await menu(second).press('Enter');
    await edit(second).fill('Um sechs');
    await menu(ben).press('Enter');
    await ben.keyboard.press('Tab');
    expect(await edit(ben).inputValue()).toBe('Um drei');
    await edit(ben).fill('Um vier');
    await ben.keyboard.press('Tab');
    await ben.keyboard.press('Enter');
    for (const page of [ada, ben]) {
      await message(page, 'Um vier').waitFor();
      await page.locator('.who').getByText('bearbeitet').waitFor();
    }
    await expect.poll(() => edit(ben).isVisible()).toBe(false);
    expect(await ben.evaluate<string>('document.activeElement?.tagName')).toBe('SUMMARY');

    await message(second, 'Um vier').waitFor();
    await second.getByRole('button', { name: 'Speichern' }).click();
    await second.getByText('inzwischen anders geändert').waitFor();
    expect(await edit(second).inputValue()).toBe('Um sechs');
    await message(ada, 'Um vier').waitFor();
    await second.getByRole('button', { name: 'Speichern' }).click();
    for (const page of [ada, ben, second]) await message(page, 'Um sechs').waitFor();
    await expect.poll(() => second.getByText('inzwischen anders geändert').count()).toBe(0);

    await menu(ben).press('Enter');
    expect(await edit(ben).inputValue()).toBe('Um sechs');
    await ben.keyboard.press('Escape');
    await expect.poll(() => edit(ben).isVisible()).toBe(false);
    await menu(ben).press('Enter');
    expect(await faults(ben)).toEqual([]);
    await ben.getByRole('button', { name: 'Löschen' }).press('Enter');
    for (const page of [ada, ben, second]) await message(page, 'Diese Nachricht wurde zurückgenommen.').waitFor();
    for (const page of [ben, second]) await expect.poll(() => menu(page).count()).toBe(0);
  });

  test('without JavaScript one reads, says, votes and fills in a form', async () => {
    const ada = await inRoom('Ada Amann', { javaScriptEnabled: false });
    /** A form without scripts is a page that goes and one that comes. */
    const after = async (press: Promise<void>) => {
      await Promise.all([ada.waitForEvent('load'), press]);
    };
    const send = async (words: string) => {
      await field(ada).fill(words);
      await after(composer(ada).getByRole('button', { name: 'Senden' }).click());
    };
    await send('Ganz ohne Skripte');
    await message(ada, 'Ganz ohne Skripte').waitFor();
    await ada.locator('.own > summary').click();
    await ada.getByRole('textbox', { name: 'Ihre Nachricht', exact: true }).fill('Auch das geht so');
    await after(ada.getByRole('button', { name: 'Speichern' }).click());
    await message(ada, 'Auch das geht so').waitFor();
    await ada.getByText('bearbeitet').waitFor();
    // where much has been said one stands at the end of it, as one comes in and after one has spoken
    const inView = async (words: string) => {
      const box = await message(ada, words).boundingBox();
      expect(box?.y, words).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0), words).toBeLessThanOrEqual(900);
    };
    await send(Array.from({ length: 60 }, (_, i) => `Zeile ${i}`).join('\n'));
    await send('Das Neueste');
    await inView('Das Neueste');
    await ada.getByRole('navigation', { name: 'Räume' }).getByRole('link', { name: 'Arbeitskreis Wohnen' }).click();
    await inView('Das Neueste');
    await ada.goto(`${it.origin}/`);
    await inView('Das Neueste');
    await send(OPEN);
    await expect
      .poll(async () => {
        await ada.goto(`${it.origin}/r/org:wohnen`);
        return marks(ada, 1).count();
      })
      .toBe(1);
    await after(marks(ada, 1).getByRole('button', { name: 'ja' }).click());
    await expect
      .poll(async () => {
        await ada.goto(`${it.origin}/r/org:wohnen`);
        return ada.getByText('1 Person hat abgestimmt').count();
      })
      .toBe(1);
    await pressed(ada, 1, 'ja').toBe('true');
    await alone(ada);
    await send('bericht Wohnen');
    await ada.goto(`${it.origin}/form/D-1?room=P-1`);
    await ada
      .getByRole('group', { name: /Ziel vereinbart/ })
      .getByRole('radio', { name: 'ja', exact: true })
      .check({ force: true });
    await ada.getByRole('button', { name: 'Speichern' }).click();
    await ada
      .getByText(/öffentlich/)
      .first()
      .waitFor();
    expect((await it.store.read(body).reads.dialogs.byId('D-1'))?.answers).toMatchObject([{ path: 'goal.1.more' }]);
  });

  test('with the mouse a command is sent while its hint is open, and nothing moves from under the mouse', async () => {
    const ada = await inRoom('Ada Amann');
    const send = composer(ada).getByRole('button', { name: 'Senden' });
    await field(ada).pressSequentially('/ak hilfe');
    await ada.locator('#hint').waitFor();
    const before = await send.boundingBox();
    await send.hover();
    await ada.mouse.down();
    await ada.waitForTimeout(100); // as long as a hand takes
    expect(await send.boundingBox()).toEqual(before);
    await ada.mouse.up();
    await ada.getByText('Das sehen nur Sie:').waitFor();
    await expect.poll(() => field(ada).inputValue()).toBe('');
    await expect.poll(() => ada.locator('#offer').isVisible()).toBe(false);
  });

  test('with the keyboard alone one votes, completes a command and sends it', async () => {
    const [ada, ben] = [await inRoom('Ada Amann'), await inRoom('Ben Braun')];
    await ada.bringToFront();
    const { keyboard } = ada;
    await field(ada).focus();
    await keyboard.type('/ak umf');
    const offered = ada.getByRole('listbox', { name: 'Passende Befehle' });
    await offered.getByRole('option').first().waitFor();
    const chosen = () => offered.getByRole('option', { selected: true }).locator('b').innerText();
    for (let i = 0; i < 5 && (await chosen()) !== '/ak umfrage'; i += 1) await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    expect(await field(ada).inputValue()).toBe('/ak umfrage ');
    await keyboard.type('Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
    await keyboard.press('Enter');
    await marks(ben, 1).waitFor();

    await ben.bringToFront();
    await ben.keyboard.press('Tab'); // from the beginning: "Zum Inhalt" comes first
    const focused = () => ben.evaluate<string>("document.activeElement?.textContent?.trim() ?? ''");
    const tabTo = async (words: string) => {
      for (let i = 0; i < 60 && (await focused()) !== words; i += 1) await ben.keyboard.press('Tab');
      expect(await focused()).toBe(words);
    };
    await tabTo('ja');
    await ben.keyboard.press('Enter');
    await message(ben, '1 Person hat abgestimmt').waitFor();
    await pressed(ben, 1, 'ja').toBe('true');
    expect(await focused()).toBe('ja'); // the table has changed, and one is still there
  });

  test('a form that is refused says first what to look at, and leads there', async () => {
    const ada = await inRoom('Ada Amann');
    await alone(ada);
    await says(ada, 'bericht Wohnen');
    await message(ada, 'Wurde ein Ziel vereinbart?').waitFor();
    await ada.goto(`${it.origin}/form/D-1?room=P-1`);
    const save = () => ada.getByRole('button', { name: 'Speichern' }).click();
    const yes = ada.getByRole('group', { name: /Ziel vereinbart/ }).getByRole('radio', { name: 'ja', exact: true });
    await yes.check({ force: true });
    await save();
    const text = ada.getByRole('textbox').first();
    await text.fill('x'.repeat(15_000));
    await save();
    const summary = ada.getByRole('alert');
    await summary.waitFor();
    const focused = () => ada.evaluate<string>('document.activeElement?.id');
    await expect.poll(focused).toBe(await summary.getAttribute('id'));
    expect(await text.inputValue()).toHaveLength(15_000);
    await ada.keyboard.press('Tab');
    await ada.keyboard.press('Enter');
    await expect.poll(focused).toBe(await text.getAttribute('id'));
    expect(await faults(ada)).toEqual([]);
  });

  test('a form that is called finished says what is still open, leads there, and keeps the rest; when it is over, so it says', async () => {
    const ada = await inRoom('Ada Amann');
    await alone(ada);
    await says(ada, 'bericht Wohnen');
    await message(ada, 'Wurde ein Ziel vereinbart?').waitFor();
    const address = `${it.origin}/form/D-1?room=P-1`;
    await ada.goto(address);
    await ada.getByRole('heading', { level: 1, name: 'Ergebnisse: Arbeitskreis Wohnen' }).waitFor();
    const save = () => Promise.all([ada.waitForEvent('load'), ada.getByRole('button', { name: 'Speichern' }).click()]);
    const fill = async (name: RegExp, choice: string) =>
      ada.getByRole('group', { name }).getByRole('radio', { name: choice, exact: true }).check({ force: true });
    const end = ada.getByRole('group', { name: /Setzen Sie das Häkchen/ }).getByRole('checkbox');
    await fill(/Ziel vereinbart/, 'ja');
    await end.check({ force: true });
    await save();
    const summary = ada.getByRole('alert');
    await summary.getByText('noch nicht fertig').waitFor();
    const focused = () => ada.evaluate<string>('document.activeElement?.id');
    await expect.poll(focused).toBe('wrong');
    expect(await faults(ada)).toEqual([]);
    await ada
      .getByRole('group', { name: /Ziel vereinbart/ })
      .getByRole('radio', { name: 'ja', checked: true })
      .waitFor();
    expect(await end.isChecked()).toBe(true);
    await summary.getByRole('link', { name: 'Welches Ziel?' }).click();
    const text = ada.getByRole('textbox', { name: 'Welches Ziel?' });
    await expect.poll(focused).toBe(await text.getAttribute('id'));
    await text.fill('Zwanzig Wohnungen');
    await fill(/^Öffentlich/, 'öffentlich');
    const unanswered = ada
      .getByRole('group')
      .filter({ has: ada.getByRole('radio') })
      .filter({ hasNot: ada.getByRole('radio', { checked: true }) });
    while ((await unanswered.count()) > 0)
      await unanswered.first().getByRole('radio', { name: 'nein', exact: true }).check({ force: true });
    await save();
    await expect.poll(async () => (await it.store.read(body).reads.dialogs.byId('D-1'))?.state).toBe('done');
    await ada.goto(address);
    await ada.getByRole('heading', { level: 1, name: 'Dieses Gespräch ist schon beendet.' }).waitFor();
    expect(await faults(ada)).toEqual([]);
  });

  test('the overview leads to the very poll, however much was said since', async () => {
    const ada = await inRoom('Ada Amann');
    await says(ada, OPEN);
    await marks(ada, 1).waitFor();
    await says(ada, Array.from({ length: 80 }, (_, i) => `Zeile ${i}`).join('\n'));
    await ada.goto(`${it.origin}/overview`);
    const links = ada.locator('a.num', { hasText: 'U-1' });
    expect(await links.count()).toBe(2); // what is to do, and what is open
    for (const link of await links.all()) expect(await link.getAttribute('href')).toMatch(/#m\d+$/);
    await links.first().click();
    await expect.poll(async () => (await marks(ada, 1).boundingBox())?.y).toBeGreaterThan(0);
    expect((await marks(ada, 1).boundingBox())?.y).toBeLessThan(900);
  });

  test('on paper a deadline that is done is a filled dot', async () => {
    const ada = await inRoom('Ada Amann');
    await ada.goto(`${it.origin}/overview`);
    await ada.emulateMedia({ media: 'print' });
    // a browser prints no background unless it is told to
    const filled = await ada.evaluate<boolean>(`(() => {
      const list = document.createElement('ol');
      list.className = 'stops plain';
      list.innerHTML = '<li class="done">x</li>';
      document.querySelector('main').append(list);
      const dot = getComputedStyle(list.firstElementChild, '::before');
      return dot.printColorAdjust === 'exact' && dot.backgroundColor === dot.borderTopColor;
    })()`);
    expect(filled).toBe(true);
  });

  /** Each kind of page, with something on it. */
  const everyPage = async (options: Parameters<typeof browser.window>[0]) => {
    const ada = await inRoom('Ada Amann', options);
    await says(ada, OPEN);
    await marks(ada, 1).waitFor();
    await says(ada, 'Ein Wort ohne jede Trennmöglichkeit: '.padEnd(200, 'Donaudampfschifffahrt'));
    await says(ada, '/ak sitzung am Di 7.7. 14 Uhr');
    await says(ada, '/ak hilfe');
    await alone(ada);
    await says(ada, 'bericht Wohnen');
    await message(ada, 'Wurde ein Ziel vereinbart?').waitFor();
    const [used, expired] = [await it.linkFor('Ben Braun'), await it.linkFor('Tom Traut')];
    await it.pressed(used);
    await ada.goto(`${it.origin}${used}`);
    await ada.getByRole('heading', { level: 1, name: 'Dieser Link ist schon benutzt worden' }).waitFor();
    it.clock.now = '2026-06-23T08:00:00Z';
    await ada.goto(`${it.origin}${expired}`);
    await ada.getByRole('heading', { level: 1, name: 'Dieser Link gilt nicht mehr' }).waitFor();
    return {
      page: ada,
      addresses: [
        '/r/org:wohnen',
        '/r/P-1',
        '/r/org:lenkung',
        '/form/D-1?room=P-1',
        '/overview',
        '/nirgends',
        await it.linkFor('Lea Lang'),
        used,
        expired,
        '/link/x',
      ],
    };
  };
  test.each(['light', 'dark'] as const)('axe finds nothing, in %s', async (colorScheme) => {
    const { page, addresses } = await everyPage({ colorScheme });
    for (const address of addresses) {
      await page.goto(`${it.origin}${address}`);
      expect(await faults(page), address).toEqual([]);
    }
  });
  test('on a phone nothing is wider than the screen', async () => {
    const { page, addresses } = await everyPage({
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
    });
    for (const address of addresses) {
      await page.goto(`${it.origin}${address}`);
      expect(await overflow(page), address).toBeLessThanOrEqual(0);
    }
  });
});

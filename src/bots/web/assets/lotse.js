/* What makes the pages live. Everything works without it, too: by forms and by loading a page again. */
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const parsed = (html) => new DOMParser().parseFromString(html, 'text/html').body;
  const inDocument = (html) => document.importNode(parsed(html).firstElementChild, true);
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  /** Nobody makes the same name twice; unlike randomUUID there is this one without TLS, too. */
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('-');

  // ── On every page. ──

  for (const select of $$('select[data-submits]')) {
    for (const button of $$('button', select.form)) button.hidden = true;
    select.addEventListener('change', () => select.form.requestSubmit());
  }
  const busy = (form, is) => {
    form.toggleAttribute('data-busy', is);
    const status = is ? $('[data-busy-says]', form) : null; // a page that comes back says what it said
    if (status !== null) status.textContent = status.dataset.busySays;
    for (const button of $$('button', form)) {
      // not `disabled`: that would take the focus away
      if (is) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
    }
  };
  const isBusy = (form) => form.hasAttribute('data-busy');
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post') return;
    if (isBusy(form)) event.preventDefault();
    else if (room !== null && /\/(say|choose|edit)$/.test(new URL(form.action).pathname)) {
      event.preventDefault();
      void send(form, event.submitter);
    } else setTimeout(() => busy(form, true)); // once the browser has read its fields
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) for (const form of $$('form[data-busy]')) busy(form, false);
  });
  $('#wrong')?.focus();
  const track = $('.track');
  const station = $('[aria-current="step"]', track ?? document) ?? $('.track li:last-child'); // when all is told, its end
  if (track !== null && station !== null) track.scrollLeft = station.offsetLeft - track.clientWidth / 3;

  // ── A room. ──

  const room = $('main[data-room]');
  if (room === null) return;
  const { base, sign } = room.dataset;
  const here = room.dataset.room;
  const [log, answer, line, news, composer] = ['#log', '#answer', '#line', '#news', '#say'].map((id) => $(id));
  const field = $('#text');
  /** Of a time long ago: what is new does not follow what stands there. */
  const past = new URLSearchParams(location.search).has('before');
  const numberOf = (message) => Number(message.dataset.n);
  const newestOf = (list) => Math.max(0, ...$$(':scope > [data-n]', list).map(numberOf));

  // Where the reader is. Who reads further up is left there; who was at the end stays at the end.
  const jump = (by) => scrollBy({ top: by, behavior: 'instant' });
  const visibleEnd = () => Math.min(composer.getBoundingClientRect().top, innerHeight);
  const atEnd = () => log.getBoundingClientRect().bottom <= visibleEnd() + 96;
  const toEnd = () => jump(room.getBoundingClientRect().bottom - innerHeight);
  /** When what one writes in grows, what one reads makes room for it and is not covered. */
  let tall = composer.offsetHeight;
  new ResizeObserver(() => {
    const grown = composer.offsetHeight - tall;
    tall += grown;
    if (grown !== 0 && composer.getBoundingClientRect().bottom - grown <= innerHeight + 1) jump(grown);
  }).observe(composer);

  // What is new, until it was read.
  let readUpTo = Math.max(0, ...$$('[data-n]').map(numberOf));
  const inView = new Set();
  const read = async () => {
    if (document.visibilityState !== 'visible' || inView.size === 0) return;
    const these = [...inView];
    inView.clear();
    const newest = Math.max(...these.map(numberOf));
    if (newest > readUpTo) {
      readUpTo = newest;
      await post(`${base}/read`, new URLSearchParams({ room: here, n: newest })).catch(() => {}); // the next one says it, too
    }
    await wait(4000);
    for (const each of these) {
      each.classList.remove('new');
      $(':scope > .side > .fresh', each)?.remove();
    }
  };
  let reading;
  const watcher = new IntersectionObserver((all) => {
    for (const { target, isIntersecting } of all) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      inView.add(target);
    }
    clearTimeout(reading);
    reading = setTimeout(read, 500);
  });
  const watch = (within) => {
    for (const each of $$('.new[data-n]', within)) watcher.observe(each);
  };
  document.addEventListener('visibilitychange', read);

  // Unread in other rooms.
  const counted = (words, n) => words.replace('1', n);
  const countOf = (mark) => Number(/\d+/.exec(mark.textContent)?.[0] ?? 0);
  const raise = (path) => {
    const marks = $$('[data-unread]');
    const mark = marks.find((each) => each.dataset.unread === path);
    if (mark === undefined) return;
    mark.textContent = counted(room.dataset.new, countOf(mark) + 1);
    const all = marks.reduce((sum, each) => sum + countOf(each), 0);
    for (const each of $$('[data-elsewhere]')) each.textContent = counted(each.dataset.elsewhere, all);
  };

  // What comes.
  const focusable = 'a[href], button, summary, input, [tabindex]';
  /** The new in place of the old, without losing where somebody is or what they have opened. */
  const replaceBody = (old, made) => {
    const open = $$('details', old).map((each) => each.open);
    const at = $$(focusable, old).indexOf(document.activeElement);
    old.replaceWith(made);
    $$('details', made).forEach((each, i) => {
      each.open = open[i] ?? false;
    });
    if (at >= 0) $$(focusable, made)[at]?.focus({ preventScroll: true });
  };
  const replace = (standing, message) => {
    for (const part of ['.who', '.body']) {
      const [old, made] = [standing, message].map((each) => $(`:scope > .text > ${part}`, each));
      replaceBody(old, made);
    }
    const [old, made] = [standing, message].map((each) => $(':scope > .text > .own', each));
    // what somebody is about to write there stays; that it is no longer about these words is said when they send it
    if (old === null || (made !== null && old.open && !isBusy($('form', old)))) return;
    const here = old.contains(document.activeElement);
    if (made === null) old.remove();
    else old.replaceWith(made);
    if (here) (made === null ? field : $('summary', made)).focus({ preventScroll: true });
  };
  const append = (message, under, dayHtml) => {
    const thread = under === undefined ? null : $(`#t${under}`);
    const list = thread ?? log;
    const n = numberOf(message);
    if (past && list === log) return false;
    if (n < newestOf(list)) {
      const after = $$(':scope > [data-n]', list).find((each) => numberOf(each) > n);
      if (after === $(':scope > [data-n]', list)) return false; // older than what the page shows
      after.before(message);
      return true;
    }
    const day = inDocument(dayHtml);
    if (list === log && $(`[data-day="${day.dataset.day}"]`, log) === null) log.append(day);
    list.append(message);
    $('#empty')?.remove();
    return true;
  };
  /** How a message begins, as one would read it out: sentence by sentence, and nothing of what can be pressed. */
  const heard = (body) => {
    const said = body.cloneNode(true);
    for (const each of $$('button, details, thead', said)) each.remove();
    const sentences = $$('h2, h3, p, li, dl > div, tr', said).map((each) => {
      const parts = each.matches('tr, div') ? [...each.children] : [each];
      const words = parts
        .map((part) => part.textContent)
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim();
      return words === '' || /[.:!?…]$/.test(words) ? words : `${words}.`;
    });
    let all = '';
    for (const each of sentences) if (all.length < 200) all = `${all} ${each}`.trim();
    return all.length <= 300 ? all : `${all.slice(0, 300).replace(/\s\S*$/, '')} …`;
  };
  const come = ({ room: path, n, under, own, isNew, day, html }) => {
    if (path !== here) {
      if (isNew && !own) raise(path);
      return;
    }
    const follow = atEnd();
    const message = inDocument(html);
    const standing = $(`#m${n}`);
    if (standing !== null) replace(standing, message);
    else if (append(message, under, day)) {
      if (!own) {
        watcher.observe(message);
        news.textContent = `${$('.who', message).textContent.trim()}: ${heard($('.body', message))}`;
      }
    } else return;
    if (follow && under === undefined) toEnd();
  };

  // The connection. A browser comes back by itself and says what it has seen last; where it gave up, we open anew.
  let last = room.dataset.change;
  let source;
  let silence;
  let doubt;
  let lost = false;
  const backAgain = new EventTarget();
  const calm = () => {
    clearTimeout(doubt);
    doubt = undefined;
  };
  const loseIt = (why = room.dataset.lost) => {
    calm();
    lost = true;
    line.textContent = why;
  };
  const doubtIt = () => {
    if (!lost) doubt ??= setTimeout(() => loseIt(), 1500);
  };
  const alive = () => {
    clearTimeout(silence);
    silence = setTimeout(open, 45_000); // the server beats every 15 seconds
    calm();
    backAgain.dispatchEvent(new Event('back'));
    if (!lost) return;
    lost = false;
    line.textContent = room.dataset.back;
    setTimeout(() => {
      if (!lost) line.textContent = '';
    }, 6000);
  };
  /** A page from before the rooms were emptied shows what is there no longer. */
  const beat = ({ data: first }) => {
    if (Number(room.dataset.change) < Number(first) - 1) location.replace(location.pathname);
    alive();
  };
  let pause = 1000;
  const open = () => {
    clearTimeout(silence);
    source?.close();
    source = new EventSource(`${base}/stream?since=${last}`);
    source.addEventListener('hello', (event) => {
      pause = 1000;
      beat(event);
    });
    source.addEventListener('beat', beat);
    source.addEventListener('message', ({ lastEventId, data }) => {
      alive();
      last = lastEventId;
      come(JSON.parse(data));
    });
    source.addEventListener('error', ({ target }) => {
      doubtIt();
      if (target.readyState !== EventSource.CLOSED || target !== source) return;
      clearTimeout(silence);
      silence = setTimeout(askAndOpen, pause);
      pause = Math.min(pause * 2, 15_000);
    });
  };
  /** A stream does not say why it is refused. */
  const askAndOpen = async () => {
    const from = source;
    const response = await fetch(`${base}/stream?ask`).catch(() => undefined);
    if (from !== source) return; // opened anew meanwhile
    if (response?.status === 403) return loseIt(room.dataset.ended); // and there is nothing to wait for
    if (response?.status !== 429) return open();
    const says = $('main p', parsed(await response.text()));
    loseIt(says?.textContent);
    silence = setTimeout(askAndOpen, 1000 * (Number(response.headers.get('retry-after')) || 30));
  };
  addEventListener('online', open);
  addEventListener('offline', () => loseIt());
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) open();
  });

  // What one sends. Under its name it counts once, however often it must be sent.
  const post = (address, body) => fetch(address, { method: 'POST', body, headers: { 'x-lotse': '1' } });
  const back = () =>
    Promise.race([wait(5000), new Promise((done) => backAgain.addEventListener('back', done, { once: true }))]);
  const postUntilHeard = async (address, body) => {
    for (;;) {
      try {
        return await post(address, body);
      } catch {
        loseIt();
        await back();
      }
    }
  };
  /** The answer stands where one has acted. */
  const showAnswer = (form, made, calm) => {
    // a form that was renewed meanwhile is on the page no longer, its message is
    const message = form.closest('[data-n]') ?? $(`#m${form.elements.n?.value}`);
    if (message !== null && !answer.contains(form)) {
      const before = form.closest('.reply') ?? $(':scope > .text > .body', message).nextSibling;
      before === null ? $(':scope > .text', message).append(answer) : before.before(answer);
    } else if (message === null && answer.closest('[data-n]') !== null && !answer.contains(form))
      composer.before(answer);
    const follow = atEnd();
    answer.replaceChildren(...made);
    if (made.length === 0) return;
    if (follow && answer.closest('[data-n]') === null) toEnd();
    else if (!calm) answer.scrollIntoView({ block: 'nearest' });
  };
  const paragraph = (text) => {
    const made = document.createElement('p');
    made.className = 'sheet failed';
    made.textContent = text;
    return made;
  };
  /** A refusal that says nothing here stands in the conversation already, below what was said. */
  const isKept = (response, text) => response.status === 422 && text === '';
  /** Only what we know as ours is shown as it came; of anything else, its words. */
  const contentOf = async (response) => {
    const text = await response.text();
    if (isKept(response, text)) return [];
    const page = parsed(text);
    const ours = $('.answer', page);
    if (ours !== null) return [document.importNode(ours, true)];
    if (response.ok) return [];
    const words = $$('main p', page).map((each) => paragraph(each.textContent));
    return words.length > 0 ? words : [paragraph(room.dataset.failed)];
  };
  /** A mark shows at once that it was pressed, and no longer if it did not count. */
  const press = (button) => {
    const group = button?.hasAttribute('aria-pressed') ? $$('[aria-pressed]', button.parentElement) : [];
    const before = group.map((each) => each.getAttribute('aria-pressed'));
    for (const each of group) each.setAttribute('aria-pressed', String(each === button));
    return () =>
      group.forEach((each, i) => {
        each.setAttribute('aria-pressed', before[i]);
      });
  };
  const shut = (own) => {
    if (own === null || !own.isConnected) return;
    const here = own.contains(document.activeElement);
    own.open = false;
    $('form', own).reset();
    if (here) $('summary', own).focus();
  };
  log.addEventListener('toggle', ({ target }) => target.open && target.scrollIntoView({ block: 'nearest' }), true);
  log.addEventListener('keydown', (event) => {
    const own = event.target.closest('.own[open]');
    if (event.key === 'Escape' && own !== null) shut(own);
  });
  const send = async (form, button) => {
    const body = new URLSearchParams(new FormData(form, button));
    body.set('event', fresh());
    const typed = $('[name="text"]', form);
    const release = press(button);
    busy(form, true);
    if (typed !== null) typed.readOnly = true;
    const response = await postUntilHeard(form.action, body);
    if (typed !== null) typed.readOnly = false;
    busy(form, false);
    if (response.ok && past && typed === field) {
      location.assign(`${location.pathname}#answer`);
      return;
    }
    const made = await contentOf(response).catch(() => [paragraph(room.dataset.failed)]);
    const own = form.closest('.own');
    if (own !== null || form.matches('.edit')) {
      // an answer with a form has taken over what was typed
      if (response.ok || made.some((each) => $('.edit', each) !== null)) shut(own);
    } else {
      if (!response.ok) release();
      if (typed !== null && (response.ok || made.length === 0)) typed.value = '';
    }
    showAnswer(form, made, response.ok && button?.hasAttribute('aria-pressed')); // who votes has seen it already
    if (typed === field) {
      grow();
      if (response.ok || made.length === 0) toEnd();
    }
  };

  // What one writes in, and what one may write.
  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  };
  const offer = $('#offer');
  const make = (name, about = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(about)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  let usages;
  const known = async () => {
    usages ??= fetch(`${base}/commands`)
      .then((response) => (response.ok ? response.json() : []))
      .catch(() => []);
    const all = await usages;
    if (all.length === 0) usages = undefined;
    return all;
  };
  let offered = [];
  let selected = -1;
  let shownFrom = 0;
  let closed = false;
  /** Longer words first: "sitzung festlegen" is not "sitzung". */
  const wordIn = ({ words }, typed) => words.find((word) => typed === word || typed.startsWith(`${word} `));
  const commandIn = (all, typed) =>
    all
      .map((usage) => ({ usage, word: wordIn(usage, typed) }))
      .filter(({ word }) => word !== undefined)
      .toSorted((a, b) => b.word.length - a.word.length)[0];
  const close = () => {
    offer.hidden = true;
    offer.replaceChildren();
    offered = [];
    selected = -1;
    for (const name of ['aria-controls', 'aria-activedescendant', 'aria-describedby']) field.removeAttribute(name);
  };
  /** Which argument is due: those before it are a word each, the last takes the rest. */
  const dueIn = (takes, typed) => {
    const lastNeeded = takes.findLastIndex(({ optional, key }) => !optional && !key);
    const inOrder = lastNeeded >= 0 ? lastNeeded : takes.findLastIndex(({ key }) => !key);
    return Math.min(typed.split(/\s+/).length - 1, inOrder);
  };
  const hint = ({ usage, word }, typed) => {
    const { takes, does, example } = usage;
    const due = dueIn(takes, typed);
    const args = takes.flatMap(({ said, optional }, i) => [
      ' ',
      make(i === due ? 'mark' : 'i', {}, optional ? `(${said})` : said),
    ]);
    const shown = make('span', { class: 'soft' }, `${room.dataset.example}${sign} ${example}`);
    return make('p', { id: 'hint' }, make('b', {}, `${sign} ${word}`), ...args, ` – ${does}`, make('br'), shown);
  };
  /** Only some stand there at a time, so that they leave room for what they are about. */
  const many = () => (innerWidth < 640 || innerHeight < 640 ? 3 : 6);
  const showFrom = (i) => {
    shownFrom = Math.max(0, Math.min(i, offered.length - many()));
    offered.forEach(({ item }, at) => {
      item.hidden = at < shownFrom || at >= shownFrom + many();
    });
    const count = $('.count', offer);
    if (count !== null) count.textContent = `${shownFrom + 1}–${shownFrom + many()} / ${offered.length}`;
  };
  const select = (i) => {
    selected = i;
    offered.forEach(({ item }, at) => {
      item.setAttribute('aria-selected', String(at === i));
    });
    if (i < 0) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', offered[i].item.id);
    if (i >= 0 && i < shownFrom) showFrom(i);
    else if (i >= shownFrom + many()) showFrom(i - many() + 1);
  };
  const suggest = async () => {
    const text = field.value;
    const asked = /^\s*\//.test(text) && !text.includes('\n');
    if (text === '') closed = false;
    if (!asked || closed || document.activeElement !== field) return close();
    const all = await known();
    if (field.value !== text || document.activeElement !== field || isBusy(field.form)) return;
    const begun = sign.startsWith(text.trim().toLowerCase()) || text.trim().toLowerCase().startsWith(`${sign} `);
    const typed = text.trimStart().slice(sign.length).replace(/^\s+/, '').toLowerCase();
    const chosen = typed === '' ? undefined : commandIn(all, typed);
    const fitting = begun
      ? all.flatMap((usage) => {
          const word = usage.words.find((each) => each.startsWith(typed));
          return word === undefined ? [] : [{ usage, word }];
        })
      : [];
    close();
    if (fitting.length === 0 && chosen === undefined) return;
    const others = fitting.filter(({ usage }) => usage !== chosen?.usage);
    offered = others.map(({ usage, word }, i) => ({
      word,
      usage,
      item: make(
        'li',
        {
          role: 'option',
          id: `o${i}`,
          'aria-selected': 'false',
          'aria-posinset': i + 1,
          'aria-setsize': others.length,
        },
        make('b', {}, `${sign} ${word}`),
        ' ',
        make('span', {}, usage.does),
      ),
    }));
    if (offered.length > 0) {
      const list = make('ul', { role: 'listbox', id: 'offered', 'aria-label': room.dataset.commands });
      list.append(...offered.map(({ item }) => item));
      offer.append(list);
      if (offered.length > many()) offer.append(make('span', { class: 'count soft', 'aria-hidden': 'true' }));
      showFrom(0);
      field.setAttribute('aria-controls', 'offered');
    }
    if (chosen !== undefined) {
      offer.append(hint(chosen, typed.slice(chosen.word.length).replace(/^\s+/, '')));
      field.setAttribute('aria-describedby', 'hint');
    }
    offer.hidden = false;
    const complete = chosen !== undefined || text.trim().toLowerCase() === sign;
    if (!complete) select(0);
  };
  const take = ({ word, usage }) => {
    field.value = `${sign} ${word}${usage.takes.length > 0 ? ' ' : ''}`;
    grow();
    void suggest();
  };
  field.setAttribute('aria-autocomplete', 'list');
  field.addEventListener('input', () => {
    grow();
    void suggest();
  });
  field.addEventListener('focus', suggest);
  // Closing it moves what is below: not while somebody is about to press that.
  let pressing = false;
  const closeUnlessHere = () => {
    if (!pressing && document.activeElement !== field) close();
  };
  field.addEventListener('blur', closeUnlessHere);
  document.addEventListener('pointerdown', () => {
    pressing = true;
  });
  for (const end of ['pointerup', 'pointercancel', 'dragend'])
    document.addEventListener(end, () => {
      pressing = false;
      setTimeout(closeUnlessHere); // the click comes first
    });
  offer.addEventListener('mousedown', (event) => {
    event.preventDefault(); // the focus stays where one writes
    const item = event.target.closest('[role="option"]');
    const found = offered.find((each) => each.item === item);
    if (found !== undefined) take(found);
  });
  offer.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      showFrom(shownFrom + Math.sign(event.deltaY));
    },
    { passive: false },
  );
  field.addEventListener('keydown', (event) => {
    const { key, shiftKey, isComposing } = event;
    if (isComposing) return;
    const open = offered.length > 0;
    if (open && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      const step = key === 'ArrowDown' ? 1 : -1;
      select(selected < 0 && step < 0 ? offered.length - 1 : (selected + step + offered.length) % offered.length);
    } else if (key === 'Escape' && !offer.hidden) {
      event.preventDefault();
      closed = true;
      close();
    } else if (open && selected >= 0 && !shiftKey && (key === 'Enter' || key === 'Tab')) {
      event.preventDefault();
      take(offered[selected]);
    } else if (key === 'Enter' && !shiftKey) {
      event.preventDefault();
      if (field.value.trim() !== '' && !isBusy(field.form)) {
        close();
        field.form.requestSubmit();
      }
    }
  });

  // As one comes in: to what is new, or else to the end.
  history.scrollRestoration = 'manual';
  grow();
  watch(log);
  if (answer.firstElementChild !== null) answer.scrollIntoView({ block: 'center' });
  else if (document.getElementById(location.hash.slice(1)) === null || location.hash === '#answer') {
    const first = past ? null : $('.new', log);
    if (first === null) toEnd();
    else jump(first.getBoundingClientRect().top - 24);
  }
  open();
})();

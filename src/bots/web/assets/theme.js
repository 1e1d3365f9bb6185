/* Light or dark as somebody wishes, before anything is painted. Without a wish it is as the device has it. */
(() => {
  const root = document.documentElement;
  const wish = () => {
    try {
      return localStorage.getItem('theme') ?? '';
    } catch {
      return ''; // a browser may forbid it
    }
  };
  const show = () => {
    if (wish() === '') delete root.dataset.theme;
    else root.dataset.theme = wish();
    for (const button of document.querySelectorAll('[data-theme-set]'))
      button.setAttribute('aria-pressed', String(button.dataset.themeSet === wish()));
  };
  show();
  if (self !== top) root.dataset.framed = ''; // a frame says only what the page around it does not
  addEventListener('storage', show); // other windows, and the frames of a trial
  addEventListener('DOMContentLoaded', () => {
    for (const choice of document.querySelectorAll('.themes')) choice.hidden = false;
    show();
  });
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-theme-set]');
    if (button === null) return;
    try {
      localStorage.setItem('theme', button.dataset.themeSet);
    } catch {
      root.dataset.theme = button.dataset.themeSet; // for this page, at least
      return;
    }
    show();
  });
})();

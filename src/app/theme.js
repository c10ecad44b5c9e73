try {
  const theme = localStorage.getItem('hook-builder.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {}
addEventListener('error', ({ target }) => {
  if (target.localName === 'script') document.documentElement.dataset.program = 'failed';
}, true);

// The service worker: the files of one version, taken whole or not at all, each checked by its hash. Files of two
// versions never meet: their names hold their hashes, and each version has a cache of its own. No answer of the API is
// ever looked at or kept.
const VERSION = '{version}';
const FILES = {files};
const FOLDER = new URL('./', location).pathname;
const PREFIX = `hook-builder ${FOLDER} `;

async function take(path, integrity) {
  // A name without a hash must come from the host itself, not from the browser's cache.
  const cache = path.includes('-') ? 'default' : 'no-cache';
  const response = await fetch(path, { integrity, cache });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  // A redirected answer may not be given to a navigation.
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(PREFIX + VERSION);
    await Promise.all(Object.entries(FILES).map(async ([path, integrity]) => {
      await cache.put(path, await take(path, integrity));
    }));
  })());
});

addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && name !== PREFIX + VERSION) await caches.delete(name);
    }
  })());
});

addEventListener('message', ({ data }) => {
  if (data === 'take over') skipWaiting();
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || !url.pathname.startsWith(FOLDER)) return;
  const path = './' + url.pathname.slice(FOLDER.length).replace(/^index\.html$/, '');
  if (path in FILES) {
    event.respondWith((async () => {
      const cache = await caches.open(PREFIX + VERSION);
      return (await cache.match(path)) ?? fetch(request);
    })());
  } else if (path === './hosting.json') {
    // Without a network nothing is known of the host, which is no fault.
    event.respondWith(fetch(request).catch(() => new Response('{}')));
  }
});

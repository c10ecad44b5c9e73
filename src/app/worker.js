// The service worker: the files of one version, taken whole or not at all, each checked by its hash whenever it is used.
// Files of two versions never meet: their names hold their hashes, and each version has a cache of its own. No answer of
// the API is ever looked at or kept.
const VERSION = '{version}';
const FILES = {files};
const FOLDER = new URL('./', location).pathname;
const PREFIX = `hook-builder ${FOLDER} `;
const OWN = PREFIX + VERSION;

// From the host. A name without a hash must not come from the browser's own cache.
async function take(path, cache = path.includes('-') ? 'default' : 'no-cache') {
  const response = await fetch(path, { integrity: FILES[path], cache });
  if (!response.ok) throw response;
  // A redirected answer may not be given to a navigation.
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

// What is kept of a file, unless it has changed on the way.
async function kept(cache, path) {
  const response = await cache.match(path);
  const content = await response?.clone().arrayBuffer().catch(() => {});
  if (!content) return;
  const hash = String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', content)));
  return FILES[path] === `sha256-${btoa(hash)}` ? response : undefined;
}

// What is damaged or gone is taken from the host again.
async function give(path, request) {
  const cache = await caches.open(OWN);
  const sound = await kept(cache, path);
  if (sound) return sound;
  try {
    const response = await take(path, 'reload');
    await cache.put(path, response.clone()).catch(() => {});
    return response;
  } catch (why) {
    // The host has this version no more. The next visit gets the page that it has.
    if (why.status === 404) await cache.delete('./');
  }
  // It may have another version of the page, which loads its own files.
  if (request.mode !== 'navigate') return Response.error();
  return fetch(request).catch(() => new Response(
    '<!doctype html><title>hook-builder</title><p>What this browser keeps of the page is damaged, and its host cannot be ' +
      'reached to take it anew. Connect to the network, then load the page again.',
    { status: 503, headers: { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'" } },
  ));
}

// A file of an older version, for a page that still runs it.
async function older(request) {
  if (request.cache !== 'reload') {
    for (const name of await caches.keys()) {
      const found = name.startsWith(PREFIX) && name !== OWN && await (await caches.open(name)).match(request);
      if (found) return found;
    }
  }
  return fetch(request);
}

// Removes the older versions that no page runs any more. Each page holds a lock with the name of its version's cache.
async function tidy() {
  const { waiting, installing } = registration;
  if (waiting || installing || !navigator.locks) return;
  const running = (await navigator.locks.query()).held.map((lock) => lock.name);
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== OWN && !running.includes(name)) await caches.delete(name);
  }
}

addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const all = await Promise.all(Object.keys(FILES).map(async (path) => [path, await take(path)]));
    const cache = await caches.open(OWN);
    try {
      await Promise.all(all.map(([path, response]) => cache.put(path, response)));
    } catch (why) {
      await caches.delete(OWN);
      throw why;
    }
  })());
});

addEventListener('activate', (event) => event.waitUntil(tidy()));

addEventListener('message', (event) => {
  if (event.data === 'take over') skipWaiting();
  if (event.data === 'running') {
    event.source.postMessage(OWN);
    event.waitUntil(tidy());
  }
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || !url.pathname.startsWith(FOLDER)) return;
  const path = './' + url.pathname.slice(FOLDER.length).replace(/^index\.html$/, '');
  if (path in FILES) {
    event.respondWith(give(path, request));
  } else if (path === './hosting.json') {
    // Without a network nothing is known of the host, which is no fault.
    event.respondWith(fetch(request).catch(() => new Response('{}')));
  } else if (/^\.\/page-[^/]*$/.test(path)) {
    event.respondWith(older(request));
  }
});

// Keeps the page for use without a network, and says when a newer one waits. The one policy of Trusted Types knows one
// address.
const workers = navigator.serviceWorker;
// The worker that gave the page names its version. For as long as the page is there, a lock of that name tells every later
// worker that the version is in use.
workers?.addEventListener('message', ({ data }) => {
  navigator.locks?.request(data, { mode: 'shared' }, () => new Promise(() => {})).catch(() => {});
}, { once: true });
workers?.controller?.postMessage('running');
if (workers) {
  const address = './worker.js';
  const policy = globalThis.trustedTypes?.createPolicy('hook-builder', { createScriptURL: () => address });
  const register = async () => {
    const registration = await workers.register(policy?.createScriptURL('') ?? address, { updateViaCache: 'none' });
    const notice = document.getElementById('update');
    const tell = () => {
      if (registration.waiting && workers.controller) notice.hidden = false;
    };
    tell();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', tell);
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') registration.update().catch(() => {});
    });
    const [load, later] = notice.querySelectorAll('button');
    load.addEventListener('click', () => {
      workers.addEventListener('controllerchange', () => location.reload());
      registration.waiting?.postMessage('take over');
    });
    later.addEventListener('click', () => {
      notice.hidden = true;
    });
  };
  // A browser may refuse it, as in a private window; then the page works with a network only.
  const start = () => register().catch(() => {});
  document.addEventListener('whole', () => {
    if (document.readyState === 'complete') start();
    else addEventListener('load', start);
  }, { once: true });
}

// In the page that `make serve` builds: load it anew when it was built anew, and keep no worker of a bundle that was
// served at this address before.
new WebSocket(new URL('./.well-known/trunk/ws', location)).addEventListener('message', ({ data }) => {
  if (JSON.parse(data).type === 'reload') location.reload();
});
for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? []) await registration.unregister();

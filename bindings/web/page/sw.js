// Keeps the page for when there is no connection. What can be fetched is, so that nobody is left with an old one; the large files keep
// themselves (src/fetching.ts).
const CACHE = 'page-of-swafoto';

self.addEventListener('install', (event) => event.waitUntil(keep()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method === 'GET' && origin === self.location.origin && !pathname.includes('/files/')) {
    event.respondWith(answer(event));
  }
});

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(await (await fetch('kept.json')).json());
  await self.skipWaiting();
}

async function answer(event) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(event.request);
    if (response.status === 200) {
      // A full disk is no reason to go without.
      event.waitUntil(cache.put(event.request, response.clone()).catch(() => {}));
    }
    return response;
  } catch (error) {
    const kept = await cache.match(event.request, { ignoreSearch: true });
    if (kept === undefined) {
      throw error;
    }
    return kept;
  }
}

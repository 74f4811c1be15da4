// The app's shell on the device: the built files of one version, kept until the next one is asked for.
// The build puts in the file names and the version (vite.config.ts).
const files = __FILES__;
const shell = "karteo-__VERSION__";

self.addEventListener("install", (event) => {
  event.waitUntil(keep());
});

async function keep() {
  const cache = await caches.open(shell);
  // Files carry their hash in the name: what an older shell already has need not be fetched again.
  await Promise.all(
    files.map(async (file) => {
      const known = file.startsWith("/assets/") && (await caches.match(file));
      if (known) return cache.put(file, known);
      const answer = await fetch(file, { cache: "reload" });
      if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
      return cache.put(file, answer);
    }),
  );
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("karteo-") && name !== shell) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

// Only the page decides when the new version takes over: it knows whether a form is open.
self.addEventListener("message", (event) => {
  if (event.data === "activate") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/api/") || url.pathname === "/sw.js") return;
  if (request.mode === "navigate") {
    event.respondWith(answer("/", request));
  } else if (files.includes(url.pathname)) {
    event.respondWith(answer(url.pathname, request));
  }
});

async function answer(path, request) {
  const cache = await caches.open(shell);
  return (await cache.match(path)) ?? fetch(request);
}

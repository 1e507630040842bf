// Chromium with a film as its camera, and a server that knows nothing but files.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';

import { FILMS, PAGE, ROOT, readCase } from './films.mjs';

const { chromium } = createRequire(join(ROOT, 'bindings/web/package.json'))('playwright-core');

const TYPES = {
  '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.svg': 'image/svg+xml', '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json', '.jpg': 'image/jpeg',
};

/** What a strict site says of all its pages. */
const STRICT = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; manifest-src 'self'",
};

/** A page of a site that embeds the element, and nothing else. */
const EMBEDDING = {
  '/selfie': `<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Daftar</title><link rel="stylesheet" href="selfie.css"><script type="module" src="selfie.js"></script>`,
  '/selfie.css': 'html, body { margin: 0; block-size: 100%; }',
  '/selfie.js': `import './dist/element/index.js';
    const selfie = document.createElement('swafoto-selfie');
    const { attributes = {}, request = {} } = globalThis.asked ?? {};
    Object.entries(attributes).forEach(([name, value]) => selfie.setAttribute(name, value));
    selfie.request = request;
    document.body.append(selfie);`,
};

/** Serves a folder, with the headers of a strict site. */
export async function serve(folder = PAGE, headers = STRICT) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname in EMBEDDING) {
      response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'text/html', ...headers }).end(EMBEDDING[pathname]);
      return;
    }
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    // Files as they should be, but for one.
    if (pathname.startsWith('/wrong/')) {
      const name = pathname.endsWith('face_eyes.onnx') ? 'face_shown.onnx' : pathname.slice('/wrong/'.length);
      response.writeHead(200, headers);
      createReadStream(join(folder, 'files', name)).pipe(response);
      return;
    }
    // A case's film, for who reads it as it is.
    const [, kind, name] = pathname.split('/');
    let path = kind === 'films' ? join(FILMS, name, 'preview.y4m') : normalize(join(folder, decodeURIComponent(pathname)));
    if (existsSync(path) && statSync(path).isDirectory()) {
      path = join(path, 'index.html');
    }
    if ((kind !== 'films' && !path.startsWith(normalize(folder))) || !existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', ...headers });
    createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // A name, not a number: a page is as safe there as with HTTPS.
    url: `http://localhost:${server.address().port}/`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}

/** Opens a page whose camera plays `film`. `asks`: whether somebody answers the browser's question about the camera, and how. */
export async function open(url, { film, asks = 'grant', request, attributes, before, viewport = { width: 390, height: 844 }, ...context } = {}) {
  const camera = film === undefined ? [] : ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
  const answers = { grant: ['--use-fake-ui-for-media-stream'], deny: ['--deny-permission-prompts'] }[asks];
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', ...answers, ...camera],
  });
  const opened = await browser.newContext({ viewport, locale: 'id-ID', ...context });
  const page = await opened.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      faults.push(message.text());
    }
  });
  if (before !== undefined) {
    await page.addInitScript(before);
  }
  await page.addInitScript((asked) => {
    globalThis.asked = asked;
    globalThis.steps = [];
    globalThis.results = [];
    addEventListener('swafoto-result', ({ detail }) => globalThis.results.push(detail), true);
    addEventListener('swafoto-step', ({ detail }) => globalThis.steps.push(detail), true);
  }, { request, attributes });
  await page.goto(url);
  return {
    page,
    context: opened,
    faults,
    close: () => browser.close(),
    /** What the element shows now. */
    shown: () => page.evaluate(() => {
      const root = document.querySelector('swafoto-selfie')?.shadowRoot;
      const screen = root?.querySelector('.screen');
      const texts = (selector) => [...(root?.querySelectorAll(selector) ?? [])].filter((part) => part.checkVisibility()).map((part) => part.textContent);
      return {
        scene: screen?.dataset.scene, title: screen?.ariaLabel, language: screen?.lang, texts: texts('.text, .question, .note, .card p'),
        buttons: texts('button'), said: texts('.spoken'),
      };
    }),
    /** Waits for the end and returns it. */
    result: async (timeout = 60_000) => {
      await page.waitForFunction(() => globalThis.results.length > 0, undefined, { timeout });
      return page.evaluate(() => {
        const { photo, ...rest } = globalThis.results[0];
        return photo === undefined ? rest : { ...rest, receipt: JSON.parse(photo.receipt), width: photo.width, height: photo.height, bytes: photo.jpeg.size };
      });
    },
    scene: (scene, timeout = 60_000) => page.waitForFunction(
      (scene) => document.querySelector('swafoto-selfie')?.shadowRoot?.querySelector(`.screen[data-scene="${scene}"]`) != null,
      scene,
      { timeout },
    ),
    press: (label) => page.locator('swafoto-selfie').getByRole('button', { name: label }).click(),
  };
}

/** The request of a case, as the films of the test suites ask it. */
export function requestOf(name) {
  const { policy, retake, declaredCovering } = readCase(name);
  return { policy: { type: 'toml', text: policy }, session: { retake, declaredCovering } };
}

// The element and the page in Chromium, with films as its camera. Screens are kept in target/web/screens, to be looked at.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';

import { open, requestOf, serve } from './browser.mjs';
import { black, landscape, played } from './camera.mjs';
import { PORTRAIT, ROOT } from './films.mjs';

const SCREENS = join(ROOT, 'target/web/screens');
mkdirSync(SCREENS, { recursive: true });

let server;
let perfect;
before(async () => {
  server = await serve();
  perfect = played('perfect', [{ from: 0, to: 1 }]);
});
after(() => server.close());

/** Opens the page of a site that embeds the element; whatever goes wrong in it fails the test. */
async function selfie(options, work, path = 'selfie') {
  const opened = await open(server.url + path, options);
  const shot = (name) => opened.page.screenshot({ path: join(SCREENS, `${name}.png`) });
  try {
    await work({ ...opened, shot });
    assert.deepEqual(opened.faults, []);
  } catch (error) {
    await shot('failed').catch(() => undefined);
    error.message += `\n${JSON.stringify(await opened.shown().catch(() => undefined))}`;
    throw error;
  } finally {
    await opened.close();
  }
}

test('a person who meets every rule is accepted', async () => {
  const request = { ...requestOf('perfect'), languages: ['id'] };
  await selfie({ film: perfect, request, attributes: { reference: 'no. 7', 'receipt-nonce': 'once' } }, async ({ page, result, scene, shot, shown }) => {
    await scene('holding');
    await page.waitForTimeout(250);
    await shot('holding');
    const { type, receipt, bytes, width, height } = await result();
    assert.equal(type, 'accepted');
    assert.ok(bytes > 5_000 && width > 300 && height > 300);
    assert.deepEqual([receipt.reference, receipt.nonce], ['no. 7', 'once']);
    assert.equal((await shown()).scene, 'accepted');
    await shot('accepted');
    // The element may go before the receipt is signed.
    const signed = await page.evaluate(async () => {
      document.querySelector('swafoto-selfie').remove();
      const [{ photo }] = globalThis.results;
      const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
      const jws = await photo.sign(privateKey);
      photo.release();
      return [jws, photo.receipt, await photo.sign(privateKey).catch(({ name }) => name)];
    });
    assert.equal(Buffer.from(signed[0].split('.')[1], 'base64url').toString(), signed[1]);
    assert.match(signed[2], /Error/);
    const steps = await page.evaluate(() => globalThis.steps.map(({ scene }) => scene));
    assert.ok(steps.includes('holding') && steps.includes('verifying'), steps);
  });
});

test('glasses come off, in Indonesian', async () => {
  const film = played('glasses-off', [{ from: 0.1, to: 0.3, times: 3 }, { from: 0.6, to: 1, times: 2 }]);
  const request = { ...requestOf('glasses-off'), languages: ['id'] };
  await selfie({ film, request }, async ({ page, result, scene, shot, shown }) => {
    await scene('guiding');
    await page.waitForFunction(() => document.querySelector('swafoto-selfie').shadowRoot.querySelector('.text').textContent.includes('kacamata'));
    await shot('glasses');
    // Who cannot read without them may have it spoken.
    assert.ok((await shown()).buttons.length === 2, JSON.stringify(await shown()));
    assert.equal((await result()).type, 'accepted');
  });
});

test('who cannot comply is told why, in English, and may try again', async () => {
  const film = played('never-compliant', [{ from: 0, to: 1 }]);
  const request = { ...requestOf('never-compliant'), contact: 'the village office' };
  await selfie({ film, request, attributes: { lang: 'en' } }, async ({ page, scene, shot, shown, press, result }) => {
    await scene('ended');
    const { texts, buttons, language } = await shown();
    assert.equal(language, 'en');
    assert.ok(texts.some((text) => text.includes('hat')) && texts.some((text) => text.includes('the village office')), texts);
    assert.equal(await page.locator('swafoto-selfie').getByRole('img').count(), 2);
    await shot('ended');
    await press(buttons[0]);
    await page.waitForFunction(() => document.querySelector('swafoto-selfie').shadowRoot.querySelector('.screen.live') !== null);
    await scene('ended');
    await press((await shown()).buttons[1]);
    const ended = await result();
    assert.equal(ended.type, 'blocked');
    assert.ok(ended.reasons.includes('no-head-covering'), ended.reasons);
  });
});

test('a scarf that nobody is sure of is asked about, by keyboard alone', async () => {
  const film = played('scarf-asked', [{ from: 0, to: 1 }]);
  const request = { ...requestOf('scarf-asked'), languages: ['id'] };
  await selfie({ film, request, colorScheme: 'dark' }, async ({ page, result, shot, shown }) => {
    const question = page.locator('swafoto-selfie .question');
    await question.waitFor();
    await shot('asked-dark');
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate(() => document.querySelector('swafoto-selfie').shadowRoot.activeElement?.textContent);
    assert.equal(await focused(), (await shown()).buttons[0]);
    await page.keyboard.press('Enter');
    const { type, receipt } = await result();
    assert.equal(type, 'accepted');
    assert.equal(receipt.declared_covering, 'person');
  });
});

test('a camera that is refused is explained, and the browser’s question can be asked again', async () => {
  await selfie({ film: perfect, asks: 'deny', attributes: { lang: 'id' } }, async ({ page, context, scene, shot, shown, press, result }) => {
    await scene('permission');
    const explained = (await shown()).texts[0];
    await shot('permission');
    await press((await shown()).buttons[0]);
    await page.waitForFunction((before) => document.querySelector('swafoto-selfie').shadowRoot.querySelector('.text').textContent !== before, explained);
    await shot('permission-refused');
    const refused = await shown();
    assert.match(refused.texts[0], /alamat/);
    assert.equal(refused.buttons.length, 2);
    // The person allows it beside the address: the page hears of it.
    await context.grantPermissions(['camera']);
    await page.waitForFunction(() => document.querySelector('swafoto-selfie').shadowRoot.querySelector('.screen').dataset.scene !== 'permission');
    await press((await shown()).buttons.at(-1));
    assert.notEqual((await result()).type, 'permission-missing');
  });
});

test('a page without a camera says so', async () => {
  await selfie({ attributes: { lang: 'en' } }, async ({ scene, shown, press, result, shot }) => {
    await scene('unusable');
    await shot('no-camera');
    await press((await shown()).buttons.at(-1));
    assert.deepEqual(await result(), { type: 'camera-unusable', problem: 'no-front-camera' });
  });
});

test('a camera that stops is opened again, and a tab in the background has none', async () => {
  const request = requestOf('perfect');
  const film = black();
  await selfie({ film, request, attributes: { lang: 'en' } }, async ({ page, scene, shot }) => {
    await scene('covered');
    await shot('covered');
    const live = () => page.evaluate(() => document.querySelector('swafoto-selfie').shadowRoot.querySelector('video').srcObject?.active ?? false);
    assert.equal(await live(), true);
    await page.evaluate(() => {
      const [track] = document.querySelector('swafoto-selfie').shadowRoot.querySelector('video').srcObject.getTracks();
      track.stop();
      track.dispatchEvent(new Event('ended'));
    });
    await scene('interrupted');
    await scene('covered');
    const hide = (hidden) => page.evaluate((hidden) => {
      Object.defineProperty(document, 'visibilityState', { value: hidden ? 'hidden' : 'visible', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    await hide(true);
    await page.waitForFunction(() => document.querySelector('swafoto-selfie').shadowRoot.querySelector('video').srcObject === null);
    await hide(false);
    await scene('covered');
    assert.equal(await live(), true);
  });
});

test('a laptop’s camera is as good, with the panel beside its picture', async () => {
  const film = landscape('perfect', 1280, 720);
  await selfie({ film, request: requestOf('perfect'), attributes: { lang: 'en' }, viewport: { width: 1180, height: 640 } }, async ({ result, scene, shot }) => {
    await scene('holding');
    await shot('landscape');
    assert.equal((await result()).type, 'accepted');
  });
});

test('large text on a small screen can be read and left', async () => {
  const film = played('never-compliant', [{ from: 0, to: 1 }]);
  await selfie({ film, request: requestOf('never-compliant'), attributes: { lang: 'id' }, viewport: { width: 320, height: 480 } }, async ({ page, scene, shot }) => {
    await page.addStyleTag({ content: '' }).catch(() => undefined);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await scene('ended');
    await shot('large-text');
    const box = await page.locator('swafoto-selfie .buttons').boundingBox();
    assert.ok(box.y + box.height <= 481, JSON.stringify(box));
  });
});

test('the page goes on without a connection, and judges a photograph', async () => {
  const query = '?lang=en&tab=photo&policy=icao-9303';
  await selfie({}, async ({ page, context, shot }) => {
    await page.waitForSelector('#purpose:not(:empty)');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.reload();
    await page.waitForSelector('#purpose:not(:empty)');
    await page.setInputFiles('#file', PORTRAIT);
    await page.waitForSelector('table');
    await shot('photo');
    await page.screenshot({ path: join(SCREENS, 'photo-whole.png'), fullPage: true });
    const rows = await page.locator('tbody code').count();
    assert.ok(rows > 15, String(rows));
    assert.match(await page.locator('h2').textContent(), /Requirements/);
    await page.setInputFiles('#file', { name: 'no.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
    await page.locator('#result .fail', { hasText: 'unusable-file' }).waitFor();
    await page.locator('details').evaluate((details) => (details.open = true));
    await page.locator('#toml').fill('[rules.no-such]\nmin = 1');
    await page.locator('#toml').blur();
    await page.locator('#fault', { hasText: 'no-such' }).waitFor();
  }, query);
});

test('files that cannot be fetched are told of, and can be fetched again', async () => {
  await selfie({ film: perfect, attributes: { lang: 'en', files: '/no/' } }, async ({ page, shown, press, scene, faults }) => {
    await page.locator('swafoto-selfie').getByRole('button').waitFor();
    assert.match((await shown()).texts[0], /connection/);
    // The browser tells of every file that is not there.
    faults.length = 0;
    await page.evaluate(() => document.querySelector('swafoto-selfie').setAttribute('files', '/files/'));
    await press((await shown()).buttons[0]);
    await scene('guiding');
  });
});

test('a file of another release is fetched anew, and refused where it stays one', async () => {
  await selfie({ film: perfect, attributes: { lang: 'en', files: '/wrong/' } }, async ({ page, shown }) => {
    await page.locator('swafoto-selfie').getByRole('button').waitFor();
    assert.match((await shown()).texts[0], /connection/);
    const kept = await page.evaluate(async () => Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url))));
    assert.ok(kept.flat().every((url) => !url.endsWith('face_eyes.onnx')), kept);
  });
});

test('a browser that is too old is told so, and shows what the page has for it', async () => {
  const opened = await open(`${server.url}selfie`, { attributes: { lang: 'en' }, before: () => delete globalThis.OffscreenCanvas });
  try {
    await opened.page.evaluate(() => {
      document.querySelector('swafoto-selfie').innerHTML = '<input slot="unsupported" type="file">';
    });
    assert.match(await opened.page.locator('swafoto-selfie p').textContent(), /too old/);
    await opened.page.locator('input[type=file]').click({ trial: true });
  } finally {
    await opened.close();
  }
});

test('a worker that fails is begun anew, and the person goes on', async () => {
  const request = requestOf('perfect');
  // Held up by what she wears not, so that there is time to fail.
  await selfie({ film: played('never-compliant', [{ from: 0, to: 1 }]), request, attributes: { lang: 'en' } }, async ({ page, scene, faults }) => {
    await scene('guiding');
    const [worker] = page.workers();
    await worker.evaluate(() => void setTimeout(() => {
      throw new Error('asked for by a test');
    }));
    await page.waitForFunction(() => document.querySelector('swafoto-selfie').shadowRoot.querySelector('.screen').dataset.scene !== 'guiding');
    await page.waitForFunction(() => /hat/.test(document.querySelector('swafoto-selfie').shadowRoot.querySelector('.text').textContent));
    // What the test threw is all that went wrong.
    assert.ok(faults.splice(0).every((fault) => fault.includes('asked for by a test')));
  });
});

test('the page takes a selfie by an edited policy, and hands over photo and receipt', async () => {
  await selfie({ film: perfect, viewport: { width: 1100, height: 900 } }, async ({ page, shot }) => {
    await page.waitForSelector('#purpose:not(:empty)');
    await page.locator('details').evaluate((details) => (details.open = true));
    await page.locator('#toml').fill(requestOf('perfect').policy.text);
    await page.locator('#toml').blur();
    await page.waitForSelector('table', { timeout: 60_000 });
    await shot('page-accepted');
    assert.equal(await page.locator('h2').textContent(), 'Memenuhi syarat');
    const saved = async (name) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`a[download="${name}"]`).click()]);
      return readFileSync(await download.path());
    };
    const [photo, receipt] = [await saved('selfie.jpg'), await saved('selfie.json')];
    assert.deepEqual([...photo.subarray(0, 2)], [0xff, 0xd8]);
    assert.match(JSON.parse(receipt).photo.sha256, /^[0-9a-f]{64}$/);
  }, '?lang=id');
});

test('a hundred selfies come and go, and the library’s memory stays as it is', async () => {
  const cycles = Number(process.env.SWAFOTO_CYCLES ?? 12);
  await selfie({ film: black(), request: requestOf('perfect') }, async ({ page, scene }) => {
    await scene('covered');
    const memory = await page.evaluate(async (cycles) => {
      document.querySelector('swafoto-selfie').remove();
      const { Swafoto } = await import('./dist/index.js');
      const swafoto = await Swafoto.load();
      const sizes = [];
      for (let cycle = 0; cycle < cycles; cycle += 1) {
        const selfie = document.createElement('swafoto-selfie');
        [selfie.swafoto, selfie.request] = [swafoto, globalThis.asked.request];
        document.body.append(selfie);
        const root = selfie.shadowRoot;
        const runs = () => ['searching', 'covered'].includes(root.querySelector('.screen')?.dataset.scene);
        for (let wait = 0; wait < 500 && !runs(); wait += 1) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const [ran, { srcObject }] = [runs(), root.querySelector('video')];
        selfie.remove();
        sizes.push(await swafoto.memoryBytes());
        if (!ran || srcObject?.active !== false) {
          throw new Error(`cycle ${cycle}: ${ran}, ${srcObject?.active}`);
        }
      }
      swafoto.close();
      return sizes;
    }, cycles);
    assert.equal(memory.length, cycles);
    assert.equal(memory.at(-1), memory[1], memory.join());
    // A worker that was ended takes a moment to go.
    for (let wait = 0; wait < 100 && page.workers().length > 0; wait += 1) {
      await page.waitForTimeout(50);
    }
    assert.equal(page.workers().length, 0);
  });
});

test('frames that say what their colours are go in plane by plane, and show the same', async () => {
  // Chromium's fake camera says nothing of colours, so its frames are drawn first; these are made of the film itself.
  await selfie({ request: requestOf('perfect') }, async ({ page, scene }) => {
    await scene('unusable');
    const ends = await page.evaluate(async () => {
      const { Swafoto } = await import('./dist/index.js');
      const swafoto = await Swafoto.load();
      const bytes = new Uint8Array(await (await fetch('films/perfect')).arrayBuffer());
      const [width, height] = [480, 640];
      const size = (width * height * 3) / 2;
      const frames = [];
      for (let at = bytes.indexOf(10) + 1; at < bytes.length; at += size) {
        at = bytes.indexOf(10, at) + 1;
        frames.push(bytes.subarray(at, at + size));
      }
      const nv12 = (planes) => {
        const out = planes.slice();
        const [y, chroma] = [width * height, (width * height) / 4];
        for (let index = 0; index < chroma; index += 1) {
          out[y + 2 * index] = planes[y + index];
          out[y + 2 * index + 1] = planes[y + chroma + index];
        }
        return out;
      };
      const ends = {};
      for (const [format, laid] of [['I420', (planes) => planes], ['NV12', nv12]]) {
        const flow = await swafoto.ask('open', globalThis.asked.request);
        for (const event of [{ type: 'permission', permission: 'granted' }, { type: 'shown' }, { type: 'opened', stillSize: { width, height } }]) {
          await swafoto.ask('tell', { flow, event, atNs: 0 });
        }
        let [still, seen] = [false, []];
        for (let index = 0; index < frames.length && !seen.includes('accepted'); index += 1) {
          const colorSpace = { matrix: 'smpte170m', primaries: 'smpte170m', transfer: 'smpte170m', fullRange: true };
          const picture = new VideoFrame(laid(frames[index]), { format, codedWidth: width, codedHeight: height, timestamp: index, colorSpace });
          const turn = await swafoto.ask('look', { flow, picture, still, atNs: Math.floor((index * 1e9) / 30) }, [picture]);
          still = turn.commands.includes('take-still');
          if (turn.screen !== undefined && seen.at(-1) !== turn.screen.scene) {
            seen.push(turn.screen.scene);
          }
        }
        ends[format] = seen;
      }
      swafoto.close();
      return ends;
    });
    assert.equal(ends.I420.at(-1), 'accepted');
    assert.deepEqual(ends.NV12, ends.I420);
  });
});

test('a page that is read from the right is laid out from the right', async () => {
  const film = played('never-compliant', [{ from: 0, to: 1 }]);
  await selfie({ film, request: requestOf('never-compliant'), attributes: { lang: 'en', dir: 'rtl' }, viewport: { width: 900, height: 500 } }, async ({ page, scene, shot }) => {
    await scene('guiding');
    await shot('right-to-left');
    const [panel, stage] = await Promise.all(['.panel', '.stage'].map((part) => page.locator(`swafoto-selfie ${part}`).boundingBox()));
    assert.ok(panel.x < stage.x, JSON.stringify({ panel, stage }));
    await scene('ended');
    await shot('right-to-left-ended');
  });
});

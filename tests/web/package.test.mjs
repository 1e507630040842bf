// The package as a site gets it: packed, installed into an empty project, built with Vite, served, and gone through by a film.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { open, requestOf, serve } from './browser.mjs';
import { played } from './camera.mjs';
import { PACKAGE, ROOT } from './films.mjs';

const PROJECT = join(ROOT, 'target/web/project');

const run = (program, ...rest) => execFileSync(program, rest, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'inherit'] }).toString();

test('an empty project gets through a film with the package alone', async () => {
  rmSync(PROJECT, { recursive: true, force: true });
  mkdirSync(PROJECT, { recursive: true });
  const [{ filename, files }] = JSON.parse(run('npm', 'pack', '--json', '--pack-destination', PROJECT, PACKAGE));
  assert.ok(files.some(({ path }) => path === 'README.md') && files.some(({ path }) => path === 'LICENSE-MIT'));
  assert.ok(!files.some(({ path }) => path.startsWith('dist/page')));
  writeFileSync(join(PROJECT, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }));
  run('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', join(PROJECT, filename));
  const installed = readdirSync(join(PROJECT, 'node_modules')).filter((name) => !name.startsWith('.'));
  assert.deepEqual(installed, ['@swafoto']);
  assert.deepEqual(readdirSync(join(PROJECT, 'node_modules/@swafoto')), ['web']);

  writeFileSync(join(PROJECT, 'index.html'), '<!doctype html><html lang="en"><script type="module" src="/main.js"></script>');
  writeFileSync(join(PROJECT, 'main.js'), `
    import '@swafoto/web/element';
    const selfie = document.createElement('swafoto-selfie');
    selfie.style.blockSize = '90vh';
    selfie.request = globalThis.asked.request;
    document.body.append(selfie);
  `);
  run(process.execPath, join(ROOT, 'bindings/web/node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn');

  // Its types are those of the sources: one that is wrong is told of.
  writeFileSync(join(PROJECT, 'typed.ts'), `
    import { Swafoto, type Analysis } from '@swafoto/web';
    export async function judge(photo: Blob): Promise<Analysis> {
      const swafoto: Swafoto = await Swafoto.load();
      // @ts-expect-error there is no such policy choice
      await swafoto.judge(photo, { policy: { type: 'none' } });
      return swafoto.judge(photo, { policy: { type: 'preset', name: 'ektp' } });
    }
  `);
  const options = ['--noEmit', '--strict', '--target', 'ES2022', '--module', 'ES2022', '--moduleResolution', 'bundler', 'typed.ts'];
  run(process.execPath, join(ROOT, 'bindings/web/node_modules/typescript/bin/tsc'), ...options);

  const site = await serve(join(PROJECT, 'dist'));
  const opened = await open(site.url, { film: played('perfect', [{ from: 0, to: 1 }]), request: requestOf('perfect') });
  try {
    assert.equal((await opened.result()).type, 'accepted');
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.close();
    await site.close();
  }
  assert.deepEqual(JSON.parse(readFileSync(join(PACKAGE, 'package.json'))).dependencies ?? {}, {});
});

/** Brings the library and its networks, and keeps them: registration happens where the connection comes and goes. */

import { BYTES, RELEASE } from './library/manifest.js';
import type { NetworkFiles } from './library/swafoto.js';
import type { FileAddresses } from './protocol.js';

const PREFIX = 'swafoto-';

/** What is needed to make an engine. */
export interface Fetched {
  readonly library: WebAssembly.Module;
  readonly networks: NetworkFiles;
}

/**
 * Fetches all files, and says how many bytes have come.
 *
 * Throws a `TypeError`, as `fetch` does, where one cannot be had.
 */
export async function fetchAll(
  { library, networks }: FileAddresses,
  progress: (loaded: number, total: number) => void,
): Promise<Fetched> {
  const total = Object.values(BYTES).reduce((sum, size) => sum + size, 0);
  let loaded = 0;
  const count = (bytes: number): void => progress((loaded += bytes), total);
  const kept = await openCache();
  const names = Object.keys(networks) as (keyof NetworkFiles)[];
  const [module, ...files] = await Promise.all([
    bytesOf(library, kept, count).then((bytes) => WebAssembly.compile(bytes)),
    ...names.map((name) => bytesOf(networks[name], kept, count)),
  ]);
  return { library: module, networks: Object.fromEntries(names.map((name, index) => [name, files[index]])) as unknown as NetworkFiles };
}

/** The cache of this release; those of others are let go. Without one, as on a page without HTTPS, the browser's own has to do. */
async function openCache(): Promise<Cache | undefined> {
  try {
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && name !== PREFIX + RELEASE) {
        await caches.delete(name);
      }
    }
    return await caches.open(PREFIX + RELEASE);
  } catch {
    return undefined;
  }
}

async function bytesOf(
  address: string,
  kept: Cache | undefined,
  count: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const found = await kept?.match(address);
  if (found !== undefined) {
    const bytes = new Uint8Array(await found.arrayBuffer());
    count(bytes.length);
    return bytes;
  }
  const response = await fetch(address);
  if (!response.ok) {
    throw new TypeError(`${address}: ${response.status}`);
  }
  const bytes = await read(response, count);
  // A full disk is no reason to fail.
  await kept?.put(address, new Response(bytes)).catch(() => undefined);
  return bytes;
}

async function read(response: Response, count: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    count(part.value.length);
  }
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Brings the library and its networks, and keeps them: registration happens where the connection comes and goes. */

import { FILES, RELEASE } from './library/manifest.js';
import type { NetworkFiles } from './library/swafoto.js';
import type { FileAddresses } from './protocol.js';

const PREFIX = '@swafoto/web files ';

/** What is needed to make an engine. */
export interface Fetched {
  readonly library: WebAssembly.Module;
  readonly networks: NetworkFiles;
}

type Name = keyof typeof FILES;
type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Fetches all files, and says how many bytes have come.
 *
 * Throws a `TypeError`, as `fetch` does, where one cannot be had or is not the one that this release needs.
 */
export async function fetchAll(
  { library, networks }: FileAddresses,
  progress: (loaded: number, total: number) => void,
): Promise<Fetched> {
  const total = Object.values(FILES).reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  const count = (bytes: number): void => progress((loaded += bytes), total);
  const kept = await openCache();
  const names = Object.keys(networks) as (keyof NetworkFiles)[];
  const [module, ...files] = await Promise.all([
    bytesOf('library', library, kept, count).then((bytes) => WebAssembly.compile(bytes)),
    ...names.map((name) => bytesOf(name, networks[name], kept, count)),
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
  name: Name,
  address: string,
  kept: Cache | undefined,
  count: (bytes: number) => void,
): Promise<Bytes> {
  const found = await kept?.match(address);
  if (found !== undefined) {
    const bytes = new Uint8Array(await found.arrayBuffer());
    if (await isRight(name, bytes)) {
      count(bytes.length);
      return bytes;
    }
  }
  // A browser or a server may have kept that of another release under the same address.
  let counted = 0;
  const counting = (bytes: number): void => count((counted += bytes) > FILES[name].bytes ? 0 : bytes);
  for (const cache of ['default', 'reload'] as const) {
    const bytes = await fetched(address, cache, counting);
    if (await isRight(name, bytes)) {
      // A full disk is no reason to fail.
      await kept?.put(address, new Response(bytes)).catch(() => undefined);
      return bytes;
    }
  }
  throw new TypeError(`${address} is not the file that this release needs`);
}

/** Whether the bytes are those that the package was made with, as far as the page may compute that. */
async function isRight(name: Name, bytes: Bytes): Promise<boolean> {
  const { bytes: length, sha256 } = FILES[name];
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (bytes.length !== length || subtle === undefined) {
    return bytes.length === length;
  }
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}

async function fetched(address: string, cache: RequestCache, count: (bytes: number) => void): Promise<Bytes> {
  const response = await fetch(address, { cache });
  if (!response.ok) {
    throw new TypeError(`${address}: ${response.status}`);
  }
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

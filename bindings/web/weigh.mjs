// What crosses the wire, file by file: as it is, and as a server sends it that compresses.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const MOST = 4.4e6;
const [, , folder] = process.argv;
const files = ['files', 'dist'].flatMap((part) =>
  readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
);
const rows = files.map((file) => {
  const bytes = readFileSync(file);
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  return { file: file.slice(folder.length + 1), bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
});
const scripts = rows.filter(({ file }) => file.startsWith('dist'));
const sum = (name, of) => ({
  file: name,
  ...Object.fromEntries(['bytes', 'gzip', 'brotli'].map((key) => [key, of.reduce((total, row) => total + row[key], 0)])),
});
const all = sum('all', rows);
const table = [...rows.filter((row) => !scripts.includes(row)), sum(`${scripts.length} scripts`, scripts), all];
for (const { file, bytes, gzip, brotli } of table) {
  console.log(`${file.padEnd(44)}${[bytes, gzip, brotli].map((size) => String(size).padStart(10)).join('')}`);
}
if (all.brotli > MOST) {
  console.error(`all in, brotli leaves ${all.brotli} bytes, and ${MOST} are the most`);
  process.exit(1);
}

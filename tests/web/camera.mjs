// Films as a browser's camera: Chromium plays a Y4M file over and over, as BT.601 of the studio range, whatever its header says.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as films from './films.mjs';

const FOLDER = join(films.ROOT, 'target/web/films');

function studio(planes) {
  const scaled = (plane, scale, zero) => plane.map((value) => Math.round(zero + (value * scale) / 255));
  const [y, u, v] = planes;
  return [scaled(y, 219, 16), ...[u, v].map((plane) => scaled(plane, 224, 16))];
}

function write(name, { width, height }, frames, framesPerSecond = 30) {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${name}.y4m`);
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`)];
  for (const planes of frames) {
    parts.push(Buffer.from('FRAME\n'), ...planes.map((plane) => Buffer.from(plane)));
  }
  writeFileSync(file, Buffer.concat(parts));
  return file;
}

/** A film there and back again, so that it has no jump where it begins anew. */
function looped(frames) {
  return [...frames, ...[...frames].reverse()];
}

/** A case's preview, from one share of it to another, so many times. */
export function played(name, scenes, file = name) {
  const film = films.preview(name);
  const all = [...film].map(studio);
  const frames = scenes.flatMap(({ from, to, times = 1 }) =>
    Array.from({ length: times }, () => looped(all.slice(Math.round(from * all.length), Math.round(to * all.length)))).flat(),
  );
  return write(file, film, frames);
}

/** A person before a laptop: the film in the middle of a wide picture, its edges carried on. */
export function landscape(name, width, height) {
  const film = films.preview(name);
  const [left, top] = [(width - film.width) >> 1, (height - film.height) >> 1];
  const wide = (plane, [w, h], [W, H], [x0, y0]) => {
    const out = new Uint8Array(W * H);
    for (let y = 0; y < H; y += 1) {
      const from = Math.min(h - 1, Math.max(0, y - y0)) * w;
      for (let x = 0; x < W; x += 1) {
        out[y * W + x] = plane[from + Math.min(w - 1, Math.max(0, x - x0))];
      }
    }
    return out;
  };
  const half = ([a, b]) => [a >> 1, b >> 1];
  const frames = [...film].slice(0, 40).map((planes) => {
    const size = [film.width, film.height];
    const [y, u, v] = studio(planes);
    return [
      wide(y, size, [width, height], [left, top]),
      wide(u, half(size), half([width, height]), half([left, top])),
      wide(v, half(size), half([width, height]), half([left, top])),
    ];
  });
  return write(`${name}-${width}x${height}`, { width, height }, looped(frames));
}

/** Nobody, and nothing. */
export function black() {
  const [width, height] = [480, 640];
  const planes = [new Uint8Array(width * height).fill(16), ...[0, 1].map(() => new Uint8Array((width * height) / 4).fill(128))];
  return write('black', { width, height }, [planes, planes]);
}

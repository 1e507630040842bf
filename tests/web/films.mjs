// The cases of tests/cases and their films, read as an app's camera would send them.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const FILMS = join(ROOT, 'target/cases');
export const PACKAGE = join(ROOT, 'target/web/package');
export const PAGE = join(ROOT, 'target/web/page');
export const PORTRAIT = join(ROOT, 'tests/fixtures/astronaut.jpg');

/** Between a still that is asked for and the camera's delivery. */
export const SHUTTER_NS = 120_000_000;
/** Between the question if the head is covered and the answer. */
export const READING_NS = 600_000_000;

export function names() {
  return readdirSync(FILMS).sort();
}

export function readCase(name) {
  const told = JSON.parse(readFileSync(join(FILMS, name, 'case.json'), 'utf8'));
  return {
    name,
    policy: readFileSync(join(FILMS, name, 'policy.toml'), 'utf8'),
    facts: { rotation: told.rotation, mirrored: told.mirrored },
    retake: told.request.retake,
    declaredCovering: told.request.declared_covering,
    coversHead: told.request.covers_head,
    expect: told.expect,
  };
}

/** A Y4M file of 4:2:0 frames in BT.601 full range. */
export class Film {
  #bytes;
  #begin;

  constructor(path) {
    this.#bytes = readFileSync(path);
    this.#begin = this.#bytes.indexOf(10) + 1;
    const tags = Object.fromEntries(
      this.#bytes.subarray(0, this.#begin - 1).toString().split(' ').slice(1).map((word) => [word[0], word.slice(1)]),
    );
    [this.width, this.height] = [Number(tags.W), Number(tags.H)];
    this.framesPerSecond = Number(tags.F.split(':')[0]);
    this.chroma = [Math.ceil(this.width / 2), Math.ceil(this.height / 2)];
  }

  get format() {
    const chroma = this.chroma[0];
    return {
      encoding: 'bt601-full-range', width: this.width, height: this.height, yRowStride: this.width,
      uRowStride: chroma, uPixelStride: 1, vRowStride: chroma, vPixelStride: 1,
    };
  }

  *[Symbol.iterator]() {
    const sizes = [this.width * this.height, this.chroma[0] * this.chroma[1], this.chroma[0] * this.chroma[1]];
    let at = this.#begin;
    while (at < this.#bytes.length) {
      at = this.#bytes.indexOf(10, at) + 1;
      const planes = sizes.map((size) => new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + (at += size) - size, size));
      yield planes;
    }
  }
}

export function preview(name) {
  return new Film(join(FILMS, name, 'preview.y4m'));
}

export function still(name) {
  const film = new Film(join(FILMS, name, 'still.y4m'));
  const [planes] = film;
  return { planes, film };
}

/**
 * UniFFI's bytes: numbers with the highest byte first, texts and lists with their length before them.
 *
 * Nothing here knows what Swafoto is; `swafoto.ts`, which is generated, says what goes where.
 */

import type { Instance } from './instance.js';

/** Reads and writes values of a type. */
export interface Codec<T> {
  read(from: Reader): T;
  write(value: T, to: Writer): void;
}

/** Bytes that the library wrote. */
export class Reader {
  readonly view: DataView;
  at = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly instance: Instance,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The place of the next `size` bytes. */
  next(size: number): number {
    const at = this.at;
    this.at += size;
    return at;
  }
}

/** Bytes for the library. */
export class Writer {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get view(): DataView {
    return this.#view;
  }

  /** Room for `size` bytes more, and where it begins. */
  next(size: number): number {
    const [at, needed] = [this.#length, this.#length + size];
    if (needed > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
      bytes.set(this.#bytes);
      [this.#bytes, this.#view] = [bytes, new DataView(bytes.buffer)];
    }
    this.#length = needed;
    return at;
  }

  put(bytes: Uint8Array): void {
    const at = this.next(bytes.length);
    this.#bytes.set(bytes, at);
  }

  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** `value`, unless it is no whole number from `least` to `greatest`. */
function whole(value: number, least: number, greatest: number): number {
  if (!Number.isInteger(value) || value < least || value > greatest) {
    throw new RangeError(`${String(value)} is no whole number from ${least} to ${greatest}`);
  }
  return value;
}

export const uint8: Codec<number> = {
  read: (from) => from.view.getUint8(from.next(1)),
  write: (value, to) => {
    const at = to.next(1);
    to.view.setUint8(at, whole(value, 0, 0xff));
  },
};

export const int8: Codec<number> = {
  read: (from) => from.view.getInt8(from.next(1)),
  write: (value, to) => {
    const at = to.next(1);
    to.view.setInt8(at, whole(value, -0x80, 0x7f));
  },
};

export const uint16: Codec<number> = {
  read: (from) => from.view.getUint16(from.next(2)),
  write: (value, to) => {
    const at = to.next(2);
    to.view.setUint16(at, whole(value, 0, 0xffff));
  },
};

export const int16: Codec<number> = {
  read: (from) => from.view.getInt16(from.next(2)),
  write: (value, to) => {
    const at = to.next(2);
    to.view.setInt16(at, whole(value, -0x8000, 0x7fff));
  },
};

export const uint32: Codec<number> = {
  read: (from) => from.view.getUint32(from.next(4)),
  write: (value, to) => {
    const at = to.next(4);
    to.view.setUint32(at, whole(value, 0, 0xffff_ffff));
  },
};

export const int32: Codec<number> = {
  read: (from) => from.view.getInt32(from.next(4)),
  write: (value, to) => {
    const at = to.next(4);
    to.view.setInt32(at, whole(value, -0x8000_0000, 0x7fff_ffff));
  },
};

export const uint64: Codec<number> = {
  read: (from) => Number(from.view.getBigUint64(from.next(8))),
  write: (value, to) => {
    const at = to.next(8);
    to.view.setBigUint64(at, BigInt(whole(value, 0, Number.MAX_SAFE_INTEGER)));
  },
};

export const int64: Codec<number> = {
  read: (from) => Number(from.view.getBigInt64(from.next(8))),
  write: (value, to) => {
    const at = to.next(8);
    to.view.setBigInt64(at, BigInt(whole(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)));
  },
};

/** `value`, unless it is no number at all. */
function real(value: number): number {
  if (typeof value !== 'number') {
    throw new TypeError(`${String(value)} is no number`);
  }
  return value;
}

export const float32: Codec<number> = {
  read: (from) => from.view.getFloat32(from.next(4)),
  write: (value, to) => {
    const at = to.next(4);
    to.view.setFloat32(at, real(value));
  },
};

export const float64: Codec<number> = {
  read: (from) => from.view.getFloat64(from.next(8)),
  write: (value, to) => {
    const at = to.next(8);
    to.view.setFloat64(at, real(value));
  },
};

export const boolean: Codec<boolean> = {
  read: (from) => int8.read(from) !== 0,
  write: (value, to) => int8.write(value ? 1 : 0, to),
};

export const bytes: Codec<Uint8Array> = {
  read: (from) => {
    const length = int32.read(from);
    const at = from.next(length);
    return from.bytes.slice(at, from.at);
  },
  write: (value, to) => {
    if (!(value instanceof Uint8Array)) {
      throw new TypeError('bytes are to be given as a Uint8Array');
    }
    int32.write(value.length, to);
    to.put(value);
  },
};

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

function encoded(value: string): Uint8Array {
  if (typeof value !== 'string') {
    throw new TypeError(`${String(value)} is no string`);
  }
  return ENCODER.encode(value);
}

/** A string; `whole` where it is all that crosses, for then nobody has to say how long it is. */
export const text: Codec<string> & { readonly whole: Codec<string> } = {
  read: (from) => {
    const length = int32.read(from);
    const at = from.next(length);
    return DECODER.decode(from.bytes.subarray(at, from.at));
  },
  write: (value, to) => bytes.write(encoded(value), to),
  whole: {
    read: (from) => DECODER.decode(from.bytes),
    write: (value, to) => to.put(encoded(value)),
  },
};

export function optional<T>(inner: Codec<T>): Codec<T | undefined> {
  return {
    read: (from) => (int8.read(from) === 0 ? undefined : inner.read(from)),
    write: (value, to) => {
      const there = value !== undefined && value !== null;
      int8.write(there ? 1 : 0, to);
      if (there) {
        inner.write(value, to);
      }
    },
  };
}

export function sequence<T>(inner: Codec<T>): Codec<readonly T[]> {
  return {
    read: (from) => Array.from({ length: int32.read(from) }, () => inner.read(from)),
    write: (values, to) => {
      int32.write(values.length, to);
      for (const value of values) {
        inner.write(value, to);
      }
    },
  };
}

export function map<T>(inner: Codec<T>): Codec<Readonly<Record<string, T>>> {
  return {
    read: (from) =>
      Object.fromEntries(Array.from({ length: int32.read(from) }, () => [text.read(from), inner.read(from)] as const)),
    write: (values, to) => {
      const entries = Object.entries(values);
      int32.write(entries.length, to);
      for (const [key, value] of entries) {
        text.write(key, to);
        inner.write(value, to);
      }
    },
  };
}

/** One string of a list: it crosses as its place in it, counted from 1. */
export function variant<T extends string>(name: string, values: readonly T[]): Codec<T> {
  return {
    read: (from) => {
      const place = int32.read(from);
      const value = values[place - 1];
      if (value === undefined) {
        throw new RangeError(`${name} has no variant ${place}`);
      }
      return value;
    },
    write: (value, to) => {
      const place = values.indexOf(value) + 1;
      if (place === 0) {
        throw new TypeError(`there is no ${name} called ${String(value)}`);
      }
      int32.write(place, to);
    },
  };
}

/** A loaded library, and how its functions are called. */

import { Reader, Writer, type Codec } from './codec.js';
import { LibraryError, Memory } from './memory.js';

/** An error that the library tells of. */
export class Fault<F extends { readonly code: string }> extends Error {
  /** @param fault What is known of it: a plain object, which can be copied to another thread. */
  constructor(readonly fault: F) {
    super('reason' in fault ? `${fault.code}: ${String(fault.reason)}` : fault.code);
  }

  /** What kind of error it is. */
  get code(): F['code'] {
    return this.fault.code;
  }
}

/** An argument on its way: puts what it has to into the library's memory, and returns what is passed. */
export type Lowered = (memory: Memory, after: (() => void)[]) => number | bigint;

/** How an answer comes back: as bytes, as an object's handle, or as it is. */
export type Lifted<T> =
  | { readonly buffer: Codec<T> }
  | { readonly handle: (handle: bigint, instance: Instance) => T }
  | { readonly plain: (answer: number | bigint) => T }
  | undefined;

const SUCCESS = 0;
const THROWN = 1;

/** More than any camera's frame, and less than WebAssembly can address. */
const MOST_BYTES = 0x2000_0000;

/** A loaded library. One thread uses it; whoever has more loads one in each. */
export class Instance {
  /** @internal */
  static readonly checksums: Readonly<Record<string, number>> = {};

  readonly #memory: Memory;
  #room = { address: 0, length: 0 };

  /** @internal */
  constructor(exports: WebAssembly.Exports) {
    this.#memory = new Memory(exports);
    for (const [name, checksum] of Object.entries((this.constructor as typeof Instance).checksums)) {
      if ((Number(this.#memory.call(name, [])) & 0xffff) !== checksum) {
        throw new LibraryError(`the library and its TypeScript are of different releases: ${name}`);
      }
    }
  }

  /**
   * Loads the library from its bytes, or from what they were compiled to.
   *
   * Throws `LibraryError` where they are of another release, and what WebAssembly throws where they are no library at all.
   */
  static async load<T extends Instance>(
    this: new (exports: WebAssembly.Exports) => T,
    library: BufferSource | WebAssembly.Module,
  ): Promise<T> {
    const module = library instanceof WebAssembly.Module ? library : await WebAssembly.compile(library);
    return new this((await WebAssembly.instantiate(module, {})).exports);
  }

  /** How large the library's memory is, in bytes. It never shrinks. */
  get memoryBytes(): number {
    return this.#memory.bytes.length;
  }

  /**
   * Room for a frame of `length` bytes in the library's memory, the same for every frame: what is written there is passed on as
   * pixels without a copy. It is good until the next call.
   */
  frameRoom(length: number): Uint8Array {
    if (!Number.isInteger(length) || length < 0 || length > MOST_BYTES) {
      throw new RangeError(`${length} bytes are no frame`);
    }
    if (this.#room.length < length) {
      this.#memory.scoped(() => {
        // The smaller one stays where it is: cameras change their size once or twice, if ever.
        this.#room = { address: this.#memory.addressOf(this.#memory.allocate(length)), length };
      });
    }
    const { address } = this.#room;
    return this.#memory.bytes.subarray(address, address + length);
  }

  /** @internal Calls a function of the library. */
  call<T>(name: string, lowered: readonly Lowered[], lifted: Lifted<T>, thrown?: (from: Reader) => Error): T {
    const memory = this.#memory;
    const after: (() => void)[] = [];
    return memory.scoped(() => {
      try {
        const values = lowered.map((argument) => argument(memory, after));
        const answers = lifted !== undefined && 'buffer' in lifted ? memory.reserveBuffer() : undefined;
        const status = memory.reserveStatus();
        const answer = memory.call(name, [...(answers === undefined ? [] : [answers]), ...values, status]);
        const code = memory.view.getInt8(status);
        if (code === THROWN && thrown !== undefined) {
          throw thrown(new Reader(memory.take(status + 8), this));
        }
        if (code !== SUCCESS) {
          throw new LibraryError(`${name}: ${new TextDecoder().decode(memory.take(status + 8))}`);
        }
        return this.#lift(lifted, answer, answers);
      } finally {
        after.forEach((work) => work());
      }
    });
  }

  #lift<T>(lifted: Lifted<T>, answer: number | bigint | undefined, answers: number | undefined): T {
    if (lifted === undefined) {
      return undefined as T;
    }
    if ('buffer' in lifted) {
      return lifted.buffer.read(new Reader(this.#memory.take(answers ?? 0), this));
    }
    return 'handle' in lifted ? lifted.handle(answer as bigint, this) : lifted.plain(answer ?? 0);
  }
}

/** A number of up to 32 bits, or a real one. */
export function number(value: number): Lowered {
  if (typeof value !== 'number') {
    throw new TypeError(`${String(value)} is no number`);
  }
  return () => value;
}

/** A whole number of 64 bits. */
export function wide(value: number): Lowered {
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`${String(value)} is no whole number that can be counted to`);
  }
  return () => BigInt(value);
}

/** Whatever crosses as bytes, which the library then owns. All are written before any is handed over. */
export function buffer<T>(codec: Codec<T>, value: T): Lowered {
  const writer = new Writer();
  codec.write(value, writer);
  return (memory) => memory.buffer(writer.written());
}

/** Bytes that the library borrows for the call. */
export function borrowed(value: Uint8Array): Lowered {
  if (!(value instanceof Uint8Array)) {
    throw new TypeError('bytes are to be given as a Uint8Array');
  }
  return (memory, after) => {
    if (memory.holds(value)) {
      return memory.borrowed(value.byteOffset, value.length);
    }
    const copy = memory.buffer(value);
    after.push(() => memory.free(copy));
    return memory.borrowed(memory.addressOf(copy), value.length);
  };
}

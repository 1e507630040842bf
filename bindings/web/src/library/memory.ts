/** The library's memory and functions, as UniFFI uses them. */

/** The library cannot be used: it is of another release, or has trapped. Load it anew. */
export class LibraryError extends Error {
  override readonly name = 'LibraryError';
}

/** `RustCallStatus`: a code, and from byte 8 on a buffer with the error. */
const STATUS_SIZE = 32;
/** `RustBuffer`: capacity, length, address. */
const BUFFER_SIZE = 24;
/** `ForeignBytes`: length, address. */
const FOREIGN_SIZE = 8;
/** What `swafoto_begin` says there is. */
const SCRATCH_SIZE = 4096;

const SUCCESS = 0;

type Value = number | bigint;
type Exported = (...values: readonly Value[]) => Value | undefined;

export class Memory {
  readonly #exports: WebAssembly.Exports;
  readonly #memory: WebAssembly.Memory;
  readonly #scratch: number;
  #used = 0;
  #trapped: LibraryError | undefined;

  constructor(exports: WebAssembly.Exports) {
    this.#exports = exports;
    this.#memory = exports['memory'] as WebAssembly.Memory;
    this.#scratch = Number(this.call('swafoto_begin', []));
  }

  /** All of it, anew each time: it moves when it grows. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  get view(): DataView {
    return new DataView(this.#memory.buffer);
  }

  /** Carries out `work`; what it reserved is free again afterwards. */
  scoped<T>(work: () => T): T {
    const used = this.#used;
    try {
      return work();
    } finally {
      this.#used = used;
    }
  }

  /** Zeroed room in the scratch area. */
  #reserve(size: number): number {
    const at = this.#scratch + this.#used;
    if (this.#used + size > SCRATCH_SIZE) {
      throw new LibraryError('too many arguments at once');
    }
    this.#used += size;
    this.bytes.fill(0, at, at + size);
    return at;
  }

  reserveStatus(): number {
    return this.#reserve(STATUS_SIZE);
  }

  reserveBuffer(): number {
    return this.#reserve(BUFFER_SIZE);
  }

  /** A buffer of the library with those bytes in it. Whoever is handed it frees it. */
  buffer(bytes: Uint8Array): number {
    const at = this.allocate(bytes.length);
    this.bytes.set(bytes, this.addressOf(at));
    this.view.setBigUint64(at + 8, BigInt(bytes.length), true);
    return at;
  }

  /** A buffer of the library with room for `length` bytes. */
  allocate(length: number): number {
    const at = this.reserveBuffer();
    this.#callOwn('ffi_swafoto_ffi_rustbuffer_alloc', [at, BigInt(length)]);
    return at;
  }

  free(buffer: number): void {
    this.#callOwn('ffi_swafoto_ffi_rustbuffer_free', [buffer]);
  }

  addressOf(buffer: number): number {
    return this.view.getUint32(buffer + 16, true);
  }

  /** A copy of what a buffer holds; the buffer is freed. */
  take(buffer: number): Uint8Array {
    const [address, length] = [this.addressOf(buffer), Number(this.view.getBigUint64(buffer + 8, true))];
    const bytes = this.bytes.slice(address, address + length);
    this.free(buffer);
    return bytes;
  }

  /** Bytes of this memory as a call borrows them. */
  borrowed(address: number, length: number): number {
    const at = this.#reserve(FOREIGN_SIZE);
    this.view.setInt32(at, length, true);
    this.view.setUint32(at + 4, address, true);
    return at;
  }

  /** Whether `bytes` lie in this memory. */
  holds(bytes: Uint8Array): boolean {
    return bytes.buffer === this.#memory.buffer;
  }

  /**
   * Calls a function. Throws `LibraryError` where it traps, from then on for every call: what it was doing is half-done, and nobody
   * knows which half.
   */
  call(name: string, values: readonly Value[]): Value | undefined {
    if (this.#trapped !== undefined) {
      throw this.#trapped;
    }
    const called = this.#exports[name] as Exported | undefined;
    if (called === undefined) {
      throw new LibraryError(`the library has no ${name}`);
    }
    try {
      return called(...values);
    } catch (error) {
      // Traps, and a stack that is exhausted.
      this.#trapped = new LibraryError(`the library trapped: ${this.#lastWords() || String(error)}`, { cause: error });
      throw this.#trapped;
    }
  }

  /** Calls one of UniFFI's own functions, which fail by trapping alone. */
  #callOwn(name: string, values: readonly Value[]): void {
    this.scoped(() => {
      const status = this.reserveStatus();
      this.call(name, [...values, status]);
      if (this.view.getInt8(status) !== SUCCESS) {
        throw new LibraryError(`${name} failed`);
      }
    });
  }

  /** What a panic said before it trapped. */
  #lastWords(): string {
    const [at, length] = ['swafoto_last_words', 'swafoto_last_words_length'].map((name) =>
      Number((this.#exports[name] as Exported)()),
    ) as [number, number];
    return new TextDecoder().decode(this.bytes.subarray(at, at + length));
  }
}

/** Objects that live in the library. */

import { Reader, type Codec, Writer } from './codec.js';
import type { Instance, Lowered } from './instance.js';

/** An object of the library's. Whoever is done with one frees it; one that was forgotten is freed with the garbage, some time. */
export abstract class Owned {
  #handle: bigint;

  /** @internal */
  constructor(
    readonly instance: Instance,
    handle: bigint,
  ) {
    this.#handle = handle;
    FORGOTTEN.register(this, { instance, handle, symbol: this.#symbols.free }, this);
  }

  get #symbols(): Symbols {
    return (this.constructor as unknown as { readonly symbols: Symbols }).symbols;
  }

  /** Lets go of the object. It cannot be used any more; freeing it again does nothing. */
  free(): void {
    if (this.#handle !== 0n) {
      const handle = this.#handle;
      this.#handle = 0n;
      FORGOTTEN.unregister(this);
      this.instance.call(this.#symbols.free, [() => handle], undefined);
    }
  }

  /** @internal Throws where it was freed. */
  assertUsable(): void {
    if (this.#handle === 0n) {
      throw new TypeError(`this ${this.constructor.name} was freed`);
    }
  }

  /** @internal A handle for the library, which owns what it is passed. */
  cloned(): bigint {
    this.assertUsable();
    const handle = this.#handle;
    return this.instance.call(this.#symbols.clone, [() => handle], { plain: (answer) => answer as bigint });
  }
}

interface Symbols {
  readonly clone: string;
  readonly free: string;
}

const FORGOTTEN = new FinalizationRegistry<{ instance: Instance; handle: bigint; symbol: string }>(
  ({ instance, handle, symbol }) => {
    try {
      instance.call(symbol, [() => handle], undefined);
    } catch {
      // The library trapped, and all its objects are gone with it.
    }
  },
);

/** A class of objects, as the generated code has it. */
type OwnedClass<T extends Owned> = new (instance: Instance, handle: bigint) => T;

/** An object as an argument; it stays the caller's, too. */
export function owned(value: Owned): Lowered {
  if (!(value instanceof Owned)) {
    throw new TypeError(`${String(value)} is no object of the library`);
  }
  // Before any argument is handed over.
  value.assertUsable();
  return () => value.cloned();
}

/** Objects inside of other values. */
export function object<T extends Owned>(class_: OwnedClass<T>): Codec<T> {
  return {
    read: (from: Reader) => new class_(from.instance, from.view.getBigUint64(from.next(8))),
    write: (value: T, to: Writer) => {
      const handle = value.cloned();
      const at = to.next(8);
      to.view.setBigUint64(at, handle);
    },
  };
}

/** An object as an answer. */
export function made<T extends Owned>(class_: OwnedClass<T>): (handle: bigint, instance: Instance) => T {
  return (handle, instance) => new class_(instance, BigInt.asUintN(64, handle));
}

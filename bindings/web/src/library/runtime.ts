/**
 * How UniFFI hands things over, for a library in WebAssembly: https://mozilla.github.io/uniffi-rs/latest/internals/lifting_and_lowering.html
 *
 * Numbers cross as numbers and objects as handles. All else crosses as bytes in the library's memory, which whoever receives them frees.
 */

export * from './codec.js';
export { Fault, Instance, borrowed, buffer, number, wide } from './instance.js';
export { LibraryError } from './memory.js';
export { Owned, made, object, owned } from './owned.js';

/** Swafoto for web pages. */

export { SelfieController, type SelfieOutput, type SelfieRequest, type SelfieResult } from './controller.js';
export { LibraryError } from './library/memory.js';
export { SwafotoError } from './library/swafoto.js';
export type * from './library/swafoto.js';
export { SelfiePhoto, type ReceiptKey } from './photo.js';
export type { PolicyFacts, VerdictWords } from './protocol.js';
export { Swafoto, type JudgeOptions, type LoadOptions, type Progress } from './swafoto.js';

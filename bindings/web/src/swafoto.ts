/** The library in its worker, as the page sees it. */

import { filesIn, ownFiles } from './files.js';
import { LibraryError } from './library/memory.js';
import { SwafotoError, type Analysis, type Picture, type PolicyChoice, type Shape } from './library/swafoto.js';
import type { Answered, Asked, Beginning, Calls, Constants, Failure, PolicyFacts, VerdictWords } from './protocol.js';

/** How much of the files is there. */
export interface Progress {
  /** Bytes that have come. */
  readonly loaded: number;
  /** Bytes in all, as they are once unpacked. */
  readonly total: number;
}

/** Where the library comes from. */
export interface LoadOptions {
  /** A folder of the site's own with the files of the package's folder `files`; else they lie where the package has them. */
  readonly files?: string | URL;
  /** The file of an institution's own head parser, in place of ours. */
  readonly headParser?: Uint8Array;
  /** Hears how far the files are. */
  readonly onProgress?: (progress: Progress) => void;
}

/** What a photograph is judged by. */
export interface JudgeOptions {
  /** The rules; else those of the SDK's default preset. */
  readonly policy?: PolicyChoice;
  /** The person says that they cover their head for faith or health. */
  readonly declaredCovering?: boolean;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly progress: ((loaded: number, total: number) => void) | undefined;
}

/**
 * The library, loaded in a worker of its own. One serves a page: every selfie and photograph of it.
 *
 * Where the library traps, the worker is begun anew with the next call; what it held is lost, and calls that were on their way reject
 * with `LibraryError`.
 */
export class Swafoto {
  #worker: Worker | undefined;
  #begun: Promise<Constants> | undefined;
  #closing = false;
  #kept = 0;
  readonly #beginning: Beginning;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  private constructor({ files, headParser }: LoadOptions) {
    this.#beginning = { files: files === undefined ? ownFiles() : filesIn(files), headParser };
  }

  /**
   * Loads library and networks: 6.7 MB, of which 4 cross the wire, once. Begin while the person reads or is asked for the camera.
   *
   * Throws `TypeError` where a file cannot be fetched, `LibraryError` where the files are of different releases, `SwafotoError` with
   * `invalid-model` where a network is not what its name says, and `CompileError` where the browser has no WebAssembly of our kind.
   */
  static async load(options: LoadOptions = {}): Promise<Swafoto> {
    const swafoto = new Swafoto(options);
    try {
      await swafoto.#begin(options.onProgress);
      return swafoto;
    } catch (error) {
      swafoto.close();
      throw error;
    }
  }

  /** What drawing needs. */
  async constants(): Promise<Constants> {
    return this.#begin();
  }

  /**
   * Judges a photograph by every rule of a policy, with what was measured: JPEG, PNG or WebP, turned as its EXIF says.
   *
   * Throws `SwafotoError`: `unusable-file` where it cannot be decoded, `invalid-policy`.
   */
  async judge(photo: Blob | ArrayBuffer | Uint8Array, options: JudgeOptions = {}): Promise<Analysis> {
    const buffer = photo instanceof Blob ? await photo.arrayBuffer() : photo;
    const bytes = new Uint8Array(buffer);
    const { policy = { type: 'standard' }, declaredCovering = false } = options;
    return this.ask('judge', { bytes, policy, declaredCovering });
  }

  /**
   * Reads a policy.
   *
   * Throws `SwafotoError` with `invalid-policy`: the reason says which key or rule, and why.
   */
  async policy(choice: PolicyChoice): Promise<PolicyFacts> {
    return this.ask('policy', choice);
  }

  /** What there is to say of a verdict, in the first of `languages` that we speak. */
  async words(languages: readonly string[]): Promise<VerdictWords> {
    return this.ask('words', languages);
  }

  /** A pictogram as shapes in a square of `pictureSide`. */
  async pictureShapes(picture: Picture): Promise<readonly Shape[]> {
    return this.ask('pictureShapes', picture);
  }

  /** Bytes of memory that the library has taken. */
  async memoryBytes(): Promise<number> {
    return this.ask('memoryBytes', undefined);
  }

  /** Ends the worker, once no photo may have to be signed any more. Whatever is asked then is refused. */
  close(): void {
    this.#closing = true;
    this.#endUnlessKept();
  }

  /** @internal Keeps the worker until what is returned is called, also where it is closed before. */
  keep(): () => void {
    this.#kept += 1;
    let kept = true;
    return () => {
      if (kept) {
        kept = false;
        this.#kept -= 1;
        this.#endUnlessKept();
      }
    };
  }

  #endUnlessKept(): void {
    if (this.#closing && this.#kept === 0) {
      this.#end(new LibraryError('it was closed'));
    }
  }

  /** @internal Closes a flow. Where the worker has ended, the flow went with it. */
  async closeFlow(flow: number): Promise<void> {
    if (this.#worker !== undefined) {
      await this.#post('close', flow, []);
    }
  }

  /** @internal Calls the worker. */
  async ask<Name extends keyof Calls>(
    name: Name,
    argument: Parameters<Calls[Name]>[0],
    transfer: Transferable[] = [],
  ): Promise<ReturnType<Calls[Name]>> {
    await this.#begin();
    return this.#post(name, argument, transfer);
  }

  async #begin(onProgress?: (progress: Progress) => void): Promise<Constants> {
    if (this.#closing && this.#kept === 0) {
      throw new LibraryError('it was closed');
    }
    if (this.#worker === undefined) {
      this.#worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'swafoto' });
      this.#worker.onmessage = ({ data }: MessageEvent<Answered>) => this.#hear(data);
      // A script that cannot be fetched has no message.
      this.#worker.onerror = ({ message }) =>
        this.#end(message === undefined ? new TypeError('the worker could not be fetched') : new LibraryError(`the worker failed: ${message}`));
      const progress = onProgress && ((loaded: number, total: number) => onProgress({ loaded, total }));
      this.#begun = this.#post('begin', this.#beginning, [], progress);
      this.#begun.catch((error: Error) => this.#end(error));
    }
    return this.#begun as Promise<Constants>;
  }

  #post<Name extends keyof Calls>(
    name: Name,
    argument: Parameters<Calls[Name]>[0],
    transfer: Transferable[],
    progress?: (loaded: number, total: number) => void,
  ): Promise<ReturnType<Calls[Name]>> {
    return new Promise((resolve, reject) => {
      const id = (this.#asked += 1);
      const asked: Asked = { id, name, argument };
      if (this.#worker === undefined) {
        reject(new LibraryError('the worker has ended'));
        return;
      }
      // Throws where the argument is nothing that can be copied.
      this.#worker.postMessage(asked, transfer);
      this.#waiting.set(id, { resolve, reject, progress });
    });
  }

  #hear(answered: Answered): void {
    const waiting = this.#waiting.get(answered.id);
    if (waiting === undefined) {
      return;
    }
    if ('loaded' in answered) {
      waiting.progress?.(answered.loaded, answered.total);
      return;
    }
    this.#waiting.delete(answered.id);
    if ('value' in answered) {
      waiting.resolve(answered.value as never);
      return;
    }
    const error = errorOf(answered.failure);
    waiting.reject(error);
    if (error instanceof LibraryError) {
      this.#end(error);
    }
  }

  /** Ends the worker; the next call begins another. */
  #end(error: Error): void {
    this.#worker?.terminate();
    [this.#worker, this.#begun] = [undefined, undefined];
    for (const { reject } of this.#waiting.values()) {
      reject(error);
    }
    this.#waiting.clear();
  }
}

function errorOf(failure: Failure): Error {
  switch (failure.kind) {
    case 'fault':
      return new SwafotoError(failure.fault);
    case 'library':
      return new LibraryError(failure.message);
    case 'other': {
      const error = failure.name === 'TypeError' ? new TypeError(failure.message) : new Error(failure.message);
      error.name = failure.name;
      return error;
    }
  }
}

/** A photo and what is said about it. */

import type { PhotoData } from './protocol.js';

/** Signs receipts: a key of WebCrypto's, of the kind ECDSA on P-256, or whatever signs the same way. */
export type ReceiptKey =
  | CryptoKey
  | {
      /** Tells a server that knows many keys which one signs; goes into the receipt's header as `kid`. */
      readonly keyId?: string;
      /** Signs with ECDSA on P-256 over the bytes' SHA-256: DER, or the two numbers of 32 bytes each. */
      sign(bytes: Uint8Array): Promise<ArrayBuffer | Uint8Array>;
    };

/** What the photo's library still has to do for it. */
export interface PhotoKeeper {
  toSign(keyId: string | undefined): Promise<Uint8Array>;
  withSignature(keyId: string | undefined, signature: Uint8Array): Promise<string>;
  release(): void;
}

/** A photo that was taken, and its receipt. */
export class SelfiePhoto {
  readonly #keeper: PhotoKeeper;
  /** The JPEG file, upright and cut as the policy asks. */
  readonly jpeg: Blob;
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** SHA-256 of the JPEG file, hexadecimal. */
  readonly sha256: string;
  /** Whether it passed every rule. False only under a policy with `on-blocked = "review"`. */
  readonly compliant: boolean;
  /** The receipt, not signed: canonical JSON (RFC 8785). It tells of quality, and never of a live person. */
  readonly receipt: string;

  /** @internal */
  constructor({ jpeg, width, height, sha256, compliant, receipt }: PhotoData, keeper: PhotoKeeper) {
    this.#keeper = keeper;
    this.jpeg = new Blob([jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' });
    [this.width, this.height, this.sha256, this.compliant, this.receipt] = [width, height, sha256, compliant, receipt];
  }

  /**
   * The receipt, signed: a compact JWS (RFC 7515) with ES256, which any server can verify.
   *
   * Throws what the key throws, and `SwafotoError`: `receipt` for bytes that no key on P-256 could have made, `released`.
   */
  async sign(key: ReceiptKey): Promise<string> {
    const keyId = 'keyId' in key ? key.keyId : undefined;
    const bytes = await this.#keeper.toSign(keyId);
    const signature = 'sign' in key
      ? await key.sign(bytes)
      : await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes as Uint8Array<ArrayBuffer>);
    return this.#keeper.withSignature(keyId, new Uint8Array(signature));
  }

  /** Wipes the library's copy, and lets the library go where its page has closed it. The receipt cannot be signed any more. */
  release(): void {
    this.#keeper.release();
  }
}

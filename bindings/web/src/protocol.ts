/** What page and worker say to each other: a call by name, and one answer. All of it is data that can be copied. */

import type { Analysis, Event, Haptic, MeasuredUnit, NetworkFiles, Outcome, Picture, PolicyChoice, FlowRequest, RuleId, PolicyRule, Shape, SwafotoFault, Turn } from './library/swafoto.js';

/** A picture on its way to the worker, which closes it. */
export type CameraPicture = VideoFrame | ImageBitmap;

/** A photo and what is said about it. */
export interface PhotoData {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
  readonly compliant: boolean;
  readonly receipt: string;
}

/** An {@link Outcome} without objects of the library. */
export type OutcomeData =
  | Exclude<Outcome, { readonly type: 'accepted' | 'for-review' }>
  | { readonly type: 'accepted'; readonly photo: PhotoData }
  | { readonly type: 'for-review'; readonly photo: PhotoData; readonly reasons: readonly RuleId[] };

/** What is known of a policy. */
export interface PolicyFacts {
  /** The policy's own name. */
  readonly id: string;
  /** What it is for, in a line. */
  readonly title: string;
  /** All of it as TOML, the defaults and what comes from its base included. */
  readonly resolvedText: string;
  /** SHA-256 of that text, hexadecimal. */
  readonly sha256: string;
  /** The rules that hold, in the order of advice. */
  readonly rules: readonly PolicyRule[];
}

/** Where the files of the package lie. */
export interface FileAddresses {
  readonly library: string;
  readonly networks: Readonly<Record<keyof NetworkFiles, string>>;
}

/** What a worker needs to begin. */
export interface Beginning {
  readonly files: FileAddresses;
  /** An institution's own head parser, in place of ours. */
  readonly headParser: Uint8Array | undefined;
}

/** What drawing needs and no turn says. */
export interface Constants {
  readonly version: string;
  readonly tickMs: number;
  readonly pictureSide: number;
  readonly presets: readonly string[];
  readonly defaultPolicy: string;
  readonly haptics: Readonly<Record<Haptic, readonly number[]>>;
}

/** What there is to say of a verdict. */
export interface VerdictWords {
  readonly rules: Readonly<Record<RuleId, { readonly failed: string; readonly unassessed: string }>>;
  /** How each unit is written behind a number, with the space it needs. */
  readonly units: Readonly<Record<MeasuredUnit, string>>;
}

/** The calls, each from what goes in to what comes out. */
export interface Calls {
  begin(beginning: Beginning): Constants;
  judge(photo: { readonly bytes: Uint8Array; readonly policy: PolicyChoice; readonly declaredCovering: boolean }): Analysis;
  policy(choice: PolicyChoice): PolicyFacts;
  words(languages: readonly string[]): VerdictWords;
  pictureShapes(picture: Picture): readonly Shape[];
  open(request: FlowRequest): number;
  tell(call: { readonly flow: number; readonly event: Event; readonly atNs: number }): Turn;
  look(call: { readonly flow: number; readonly picture: CameraPicture; readonly still: boolean; readonly atNs: number }): Turn | undefined;
  outcome(flow: number): OutcomeData | undefined;
  toSign(call: { readonly flow: number; readonly keyId: string | undefined }): Uint8Array;
  withSignature(call: { readonly flow: number; readonly keyId: string | undefined; readonly signature: Uint8Array }): string;
  close(flow: number): void;
  memoryBytes(nothing: undefined): number;
}

export interface Asked {
  readonly id: number;
  readonly name: keyof Calls;
  readonly argument: unknown;
}

/** Why a call gave nothing. */
export type Failure =
  | { readonly kind: 'fault'; readonly fault: SwafotoFault }
  /** The library is gone: whatever it held is lost. */
  | { readonly kind: 'library'; readonly message: string }
  | { readonly kind: 'other'; readonly name: string; readonly message: string };

export type Answered =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure }
  /** Bytes that came, of how many. */
  | { readonly id: number; readonly loaded: number; readonly total: number };

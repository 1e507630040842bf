/** Carries one selfie between page and core: tells the core what happens, and has done what it says. */

import { PageCamera } from './camera.js';
import { LibraryError } from './library/memory.js';
import { SwafotoError } from './library/swafoto.js';
import type { Announcement, Event, FlowRequest, Haptic, Outcome, RuleId, Screen, Shape, Step, Turn } from './library/swafoto.js';
import { SelfiePhoto } from './photo.js';
import type { CameraPicture, OutcomeData } from './protocol.js';
import type { Swafoto } from './swafoto.js';

/** What to ask for: one photo of one person. All may be left out. */
export type SelfieRequest = Partial<Omit<FlowRequest, 'inBrowser'>>;

/** How a selfie ended. */
export type SelfieResult =
  | Exclude<Outcome, { readonly type: 'accepted' | 'for-review' }>
  /** A photo that passed every rule. */
  | { readonly type: 'accepted'; readonly photo: SelfiePhoto }
  /** Only under a policy with `on-blocked = "review"`: the best photo, for a person to look at, and the rules it breaks. */
  | { readonly type: 'for-review'; readonly photo: SelfiePhoto; readonly reasons: readonly RuleId[] };

/** What is shown, said and felt. */
export interface SelfieOutput {
  /** Draws; the overlay is in CSS pixels of the preview. */
  draw(screen: Screen, overlay: readonly Shape[]): void;
  say(announcement: Announcement, screen: Screen): void;
  feel(haptic: Haptic): void;
  /** A scene was left: for the app's statistics. */
  left(step: Step): void;
  /** It is over, and the person has seen why. Called once. */
  finished(result: SelfieResult): void;
}

/** One person's way to one photo. */
export class SelfieController {
  readonly #swafoto: Swafoto;
  readonly #request: SelfieRequest;
  readonly #output: SelfieOutput;
  readonly #camera: PageCamera;
  #flow: Promise<number> | undefined;
  #screen: Screen | undefined;
  #area: Event | undefined;
  #shown = false;
  #over = false;
  #recovered = false;
  #ticking: ReturnType<typeof setInterval> | undefined;

  /**
   * @param video shows the camera's picture.
   * @param stream pictures from elsewhere, in place of the user's camera.
   */
  constructor(swafoto: Swafoto, request: SelfieRequest, video: HTMLVideoElement, output: SelfieOutput, stream?: MediaStream) {
    [this.#swafoto, this.#request, this.#output] = [swafoto, request, output];
    this.#camera = new PageCamera(
      video,
      { tell: (event) => this.tell(event), look: (picture, still) => this.#look(picture, still) },
      stream,
    );
  }

  /** Whether the picture is to be shown as a mirror does. */
  get mirrored(): boolean {
    return this.#camera.mirrored;
  }

  /** Tells that something happened, after all that was told before. */
  tell(event: Event): void {
    if (event.type === 'laid-out') {
      this.#area = event;
    }
    void this.#ask((flow) => this.#swafoto.ask('tell', { flow, event, atNs: now() }));
  }

  /** The screen is on show: the camera opens, where the page may use it. */
  async show(): Promise<void> {
    this.#shown = true;
    this.#begin();
    await this.#camera.tellPermission();
    if (!this.#isSeen()) {
      return;
    }
    this.tell({ type: 'shown' });
    try {
      const { tickMs } = await this.#swafoto.constants();
      if (this.#isSeen()) {
        clearInterval(this.#ticking);
        this.#ticking = setInterval(() => this.tell({ type: 'tick' }), tickMs);
      }
    } catch {
      // What was told above ends it.
    }
  }

  #isSeen(): boolean {
    return this.#shown && !this.#over;
  }

  /** The screen is not on show any more: the camera closes. */
  hide(): void {
    this.#shown = false;
    clearInterval(this.#ticking);
    this.tell({ type: 'hidden' });
  }

  /** Ends whatever is going on and lets go of everything. A photo that was handed over stays. */
  close(): void {
    this.#shown = false;
    clearInterval(this.#ticking);
    this.#camera.release();
    if (!this.#over) {
      this.#over = true;
      void this.#release();
    }
  }

  /** Opens a flow where there is none, and tells it where its overlay is drawn. */
  #begin(): void {
    if (this.#flow === undefined) {
      this.#flow = this.#open();
      if (this.#area !== undefined) {
        this.tell(this.#area);
      }
    }
  }

  async #open(): Promise<number> {
    const { policy = { type: 'standard' }, session = {}, ...rest } = this.#request;
    return this.#swafoto.ask('open', { ...rest, policy, session });
  }

  async #release(): Promise<void> {
    try {
      await this.#swafoto.closeFlow((await this.#flow) as number);
    } catch {
      // Where the library is gone, so is the flow.
    }
  }

  async #look(picture: CameraPicture, still: boolean): Promise<void> {
    const atNs = now();
    try {
      await this.#ask((flow) => this.#swafoto.ask('look', { flow, picture, still, atNs }, [picture as Transferable]));
    } finally {
      // Where it was handed on, this is an empty shell.
      picture.close();
    }
  }

  /** Calls the flow and carries out what it says. */
  async #ask(call: (flow: number) => Promise<Turn | undefined>): Promise<void> {
    if (this.#over || this.#flow === undefined) {
      return;
    }
    const asked = this.#flow;
    try {
      const turn = await call(await asked);
      if (turn !== undefined && !this.#over) {
        this.#carryOut(turn);
      }
    } catch (error) {
      if (asked === this.#flow && !this.#over) {
        this.#recover(error);
      }
    }
  }

  #carryOut({ screen, overlay, say, feel, steps, commands }: Turn): void {
    this.#screen = screen ?? this.#screen;
    if (this.#screen !== undefined) {
      this.#output.draw(this.#screen, overlay);
      if (say !== undefined) {
        this.#output.say(say, this.#screen);
      }
    }
    if (feel !== undefined) {
      this.#output.feel(feel);
    }
    steps.forEach((step) => this.#output.left(step));
    for (const command of commands) {
      switch (command) {
        case 'open-camera':
          void this.#camera.open();
          break;
        case 'take-still':
          this.#camera.takeStill();
          break;
        case 'close-camera':
          this.#camera.close();
          break;
        case 'ask-permission':
          void this.#camera.ask();
          break;
        case 'open-settings':
          // No page can, and none is offered it.
          break;
        case 'finish':
          void this.#finish();
          break;
      }
    }
  }

  /** The library trapped, and took the flow with it. Once, the person begins anew and is told nothing; then it is an end. */
  #recover(error: unknown): void {
    this.#camera.close();
    // A flow that the worker does not know lived in the one before.
    const lost = error instanceof LibraryError || (error instanceof SwafotoError && error.code === 'released');
    if (this.#recovered || !lost) {
      this.#end({ type: 'failed', reason: String(error) });
      return;
    }
    this.#recovered = true;
    this.#flow = undefined;
    if (this.#shown) {
      void this.show();
    }
  }

  async #finish(): Promise<void> {
    if (this.#over || this.#flow === undefined) {
      return;
    }
    try {
      const outcome = await this.#swafoto.ask('outcome', await this.#flow);
      if (this.#over) {
        return;
      }
      this.#end(outcome === undefined ? { type: 'cancelled' } : this.#resultOf(outcome));
    } catch (error) {
      this.#end({ type: 'failed', reason: String(error) });
    }
  }

  #resultOf(outcome: OutcomeData): SelfieResult {
    if (outcome.type !== 'accepted' && outcome.type !== 'for-review') {
      return outcome;
    }
    const flow = this.#flow as Promise<number>;
    const letGo = this.#swafoto.keep();
    const photo = new SelfiePhoto(outcome.photo, {
      toSign: async (keyId) => this.#swafoto.ask('toSign', { flow: await flow, keyId }),
      withSignature: async (keyId, signature) => this.#swafoto.ask('withSignature', { flow: await flow, keyId, signature }),
      release: () => void this.#release().finally(letGo),
    });
    return outcome.type === 'accepted' ? { type: 'accepted', photo } : { type: 'for-review', photo, reasons: outcome.reasons };
  }

  #end(result: SelfieResult): void {
    if (this.#over) {
      return;
    }
    this.#over = true;
    clearInterval(this.#ticking);
    this.#camera.release();
    if (result.type !== 'accepted' && result.type !== 'for-review') {
      // There is no photo to sign.
      void this.#release();
    }
    this.#output.finished(result);
  }
}

/** Nanoseconds that never go back. */
function now(): number {
  return Math.round(1e6 * performance.now());
}

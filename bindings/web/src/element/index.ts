/** `<swafoto-selfie>`: one person's way to one photo, with the whole screen. */

import { SelfieController, type SelfieOutput, type SelfieRequest, type SelfieResult } from '../controller.js';
import type { PolicyChoice, Screen, Step } from '../library/swafoto.js';
import { Swafoto, type Progress } from '../swafoto.js';
import { View } from './view.js';
import { loadingWords } from './words.js';

/** What the element tells of itself. */
export interface SelfieEventMap {
  /** How it ended; the photo is the page's: `release` it when it was sent. */
  'swafoto-result': CustomEvent<SelfieResult>;
  /** How far the files are. */
  'swafoto-progress': CustomEvent<Progress>;
  /** A scene was left: for the page's statistics. */
  'swafoto-step': CustomEvent<Step>;
}

/**
 * The whole screen of a selfie. It begins when it comes into the page, and ends with `swafoto-result`.
 *
 * Attributes: `policy` (the name of a preset), `lang`, `contact`, `spoken`, `declared-covering`, `reference`, `receipt-nonce`, `files`. Whatever
 * has no attribute goes into `request`. What the browser lacks where it is too old can be told in the slot `unsupported`.
 */
export class SwafotoSelfie extends HTMLElement {
  /** More of the request than attributes say, which overrule it. Set it before the element comes into the page. */
  request: SelfieRequest = {};
  /** A library that is loaded already, for pages with more than one selfie. */
  swafoto: Swafoto | undefined;
  /** Pictures from elsewhere, in place of the user's camera. */
  stream: MediaStream | undefined;

  readonly #root = this.attachShadow({ mode: 'open' });
  #view: View | undefined;
  #controller: SelfieController | undefined;
  #own: Promise<Swafoto> | undefined;
  #screen: Screen | undefined;
  #wake: Promise<WakeLockSentinel> | undefined;
  #run = 0;
  #mirrored = true;
  readonly #seen = () => this.#follow();

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.#seen);
    if (this.#view === undefined) {
      void this.begin();
    }
  }

  disconnectedCallback(): void {
    // Who moves it takes it out and puts it in again at once.
    queueMicrotask(() => {
      if (!this.isConnected) {
        document.removeEventListener('visibilitychange', this.#seen);
        this.#end();
        this.#own?.then((swafoto) => swafoto.close()).catch(() => undefined);
        this.#own = undefined;
      }
    });
  }

  /** Begins, or begins anew. */
  async begin(): Promise<void> {
    this.#end();
    const run = (this.#run += 1);
    const words = loadingWords(this.#languages());
    if (!isSupported()) {
      const [said, slot] = [document.createElement('p'), document.createElement('slot')];
      [said.textContent, slot.name] = [words.unsupported, 'unsupported'];
      this.#root.replaceChildren(said, slot);
      return;
    }
    const view = this.#makeView(run);
    try {
      view.wait({ title: words.title, text: words.preparing, language: words.language, progress: 0 });
      const swafoto = await this.#library((progress) => {
        this.dispatchEvent(new CustomEvent('swafoto-progress', { detail: progress }));
        view.wait({ title: words.title, text: words.preparing, language: words.language, progress: progress.loaded / progress.total });
      });
      if (run !== this.#run) {
        return;
      }
      this.#controller = new SelfieController(swafoto, this.#wholeRequest(), view.video, this.#output(view, run, swafoto), this.stream);
      this.#follow();
    } catch (error) {
      if (run === this.#run) {
        // What `fetch` throws: nothing came. All else is a page that was put together wrongly.
        this.#apologise(view, error instanceof TypeError ? 'offline' : 'failed');
        console.warn('swafoto:', error);
      }
    }
  }

  /** Says that it cannot go on, and offers to begin anew. */
  #apologise(view: View, why: 'offline' | 'failed'): void {
    const words = loadingWords(this.#languages());
    const button = { label: words.tryAgain, press: () => void this.begin() };
    view.wait({ title: words.title, text: words[why], language: words.language, button });
  }

  #makeView(run: number): View {
    this.#root.replaceChildren();
    const shapes = new Map<string, ReturnType<Swafoto['pictureShapes']>>();
    this.#view = new View(this.#root, {
      press: (action) => this.#controller?.tell({ type: 'pressed', action }),
      answer: (covered) => this.#controller?.tell({ type: 'answered', covered }),
      laidOut: (width, height) => this.#layOut(width, height),
      pictureShapes: async (picture) => {
        const swafoto = await this.#library();
        if (run !== this.#run) {
          throw new Error('another selfie has begun');
        }
        const found = shapes.get(picture) ?? swafoto.pictureShapes(picture);
        shapes.set(picture, found);
        return { shapes: await found, side: (await swafoto.constants()).pictureSide };
      },
    });
    return this.#view;
  }

  #output(view: View, run: number, swafoto: Swafoto): SelfieOutput {
    const current = (work: () => void) => {
      if (run === this.#run) {
        work();
      }
    };
    return {
      draw: (screen, overlay) => current(() => {
        const mirrored = this.#controller?.mirrored ?? true;
        if (mirrored !== this.#mirrored) {
          this.#layOut(view.video.parentElement?.clientWidth ?? 0, view.video.parentElement?.clientHeight ?? 0);
        }
        this.#screen = screen;
        view.draw(screen, overlay, mirrored);
      }),
      say: (announcement, screen) => current(() => view.say(announcement, screen)),
      feel: (haptic) => current(() => void this.#feel(swafoto, haptic)),
      left: (step) => current(() => this.dispatchEvent(new CustomEvent('swafoto-step', { detail: step }))),
      finished: (result) => current(() => {
        this.#controller = undefined;
        this.#stayAwake(false);
        // What went wrong outside of the core, its screen knows nothing of.
        if (result.type === 'failed' && this.#screen?.scene !== 'ended') {
          this.#apologise(view, 'failed');
        }
        this.dispatchEvent(new CustomEvent('swafoto-result', { detail: result, bubbles: true, composed: true }));
      }),
    };
  }

  async #library(onProgress?: (progress: Progress) => void): Promise<Swafoto> {
    if (this.swafoto !== undefined) {
      return this.swafoto;
    }
    if (this.#own === undefined) {
      const own = Swafoto.load({ files: this.getAttribute('files') ?? undefined, onProgress });
      this.#own = own;
      own.catch(() => {
        if (this.#own === own) {
          this.#own = undefined;
        }
      });
    }
    return this.#own;
  }

  #languages(): readonly string[] {
    const lang = this.closest<HTMLElement>('[lang]')?.lang;
    const own = this.request.languages ?? [];
    return this.hasAttribute('lang') || own.length === 0 ? [...(lang ? [lang] : []), ...own, ...navigator.languages] : own;
  }

  #wholeRequest(): SelfieRequest {
    const { request } = this;
    const text = (name: string) => this.getAttribute(name) ?? undefined;
    const preset = text('policy');
    const policy: PolicyChoice | undefined = preset === undefined ? request.policy : { type: 'preset', name: preset };
    return {
      ...request,
      policy,
      languages: this.#languages(),
      contact: text('contact') ?? request.contact,
      spoken: this.hasAttribute('spoken') || (request.spoken ?? false),
      session: {
        ...request.session,
        reference: text('reference') ?? request.session?.reference,
        nonce: text('receipt-nonce') ?? request.session?.nonce,
        declaredCovering: this.hasAttribute('declared-covering') || (request.session?.declaredCovering ?? false),
      },
    };
  }

  /** Follows the page: a tab in the background has no camera. */
  #follow(): void {
    const visible = document.visibilityState === 'visible';
    this.#stayAwake(visible && this.#controller !== undefined);
    if (visible) {
      const { clientWidth, clientHeight } = this.#view?.video.parentElement ?? this;
      this.#layOut(clientWidth, clientHeight);
      void this.#controller?.show();
    } else {
      this.#controller?.hide();
    }
  }

  #layOut(width: number, height: number): void {
    // Known once the camera is open.
    this.#mirrored = this.#controller?.mirrored ?? true;
    this.#controller?.tell({ type: 'laid-out', area: { width, height, density: 1, mirrored: this.#mirrored } });
  }

  async #feel(swafoto: Swafoto, haptic: Parameters<SelfieOutput['feel']>[0]): Promise<void> {
    const { haptics } = await swafoto.constants();
    // The core begins with a pause, `vibrate` with a pulse.
    navigator.vibrate?.(haptics[haptic].slice(1));
  }

  /** A display that goes dark in mid-pose helps nobody. */
  #stayAwake(awake: boolean): void {
    if (!awake) {
      void this.#wake?.then((lock) => lock.release()).catch(() => undefined);
      this.#wake = undefined;
    } else if (this.#wake === undefined && 'wakeLock' in navigator) {
      this.#wake = navigator.wakeLock.request('screen');
      // Refused where the battery is low: it goes on without.
      this.#wake.catch(() => (this.#wake = undefined));
    }
  }

  #end(): void {
    this.#run += 1;
    this.#stayAwake(false);
    this.#controller?.close();
    this.#view?.close();
    [this.#controller, this.#view, this.#screen] = [undefined, undefined, undefined];
  }
}

/** A module with one vector in it. */
const SIMD = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);

function isSupported(): boolean {
  return (
    typeof OffscreenCanvas === 'function' &&
    'replaceSync' in CSSStyleSheet.prototype &&
    typeof WebAssembly === 'object' &&
    WebAssembly.validate(SIMD)
  );
}

if (customElements.get('swafoto-selfie') === undefined) {
  customElements.define('swafoto-selfie', SwafotoSelfie);
}

declare global {
  interface HTMLElementTagNameMap {
    'swafoto-selfie': SwafotoSelfie;
  }
  interface HTMLElementEventMap extends SelfieEventMap {}
}

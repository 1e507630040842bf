/** The camera of a page: getUserMedia and its errors, told as the core's events. */

import type { CameraPermission, CameraProblem, Event } from './library/swafoto.js';
import type { CameraPicture } from './protocol.js';

/** Who is told of the camera. */
export interface CameraListener {
  tell(event: Event): void;
  /** Looks at a picture and closes it. Until it is done no other is taken. */
  look(picture: CameraPicture, still: boolean): Promise<void>;
}

/** What every camera of our floor has; none is refused for having less or more. */
const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 960 }, frameRate: { ideal: 30 } },
};

/** A camera that fills a `<video>`. */
export class PageCamera {
  readonly #video: HTMLVideoElement;
  readonly #hears: CameraListener;
  readonly #given: MediaStream | undefined;
  #stream: MediaStream | undefined;
  /** What the browser gave when it asked: opened next. */
  #asked: MediaStream | undefined;
  #status: PermissionStatus | undefined;
  #refusals = 0;
  /** Some browsers forget at once that they were asked. */
  #allowed = false;
  #released = false;
  #following = new AbortController();
  #open = 0;
  #size = { width: 0, height: 0 };
  #wantsStill = false;

  /**
   * @param video shows the picture; it is the camera's own while that is open.
   * @param hears is told what happens, and given the pictures.
   * @param given pictures from elsewhere, in place of the user's camera. It is left open.
   */
  constructor(video: HTMLVideoElement, hears: CameraListener, given?: MediaStream) {
    [this.#video, this.#hears, this.#given] = [video, hears, given];
  }

  /** Whether the picture is that of a camera that looks at the person, who knows themself from mirrors. */
  get mirrored(): boolean {
    const facing = this.#stream?.getVideoTracks()[0]?.getSettings().facingMode;
    // A laptop's does not say.
    return facing !== 'environment';
  }

  /** Tells whether the page may use the camera, as far as is known without asking, and goes on telling when that changes. */
  async tellPermission(): Promise<void> {
    if (this.#given !== undefined) {
      this.#hears.tell({ type: 'permission', permission: 'granted' });
      return;
    }
    try {
      this.#status ??= await navigator.permissions.query({ name: 'camera' as PermissionName });
      this.#status.onchange = () => this.#tell(this.#known());
    } catch {
      // Some browsers have no such permission to ask for.
    }
    this.#tell(this.#known());
  }

  /** Has the browser ask. */
  async ask(): Promise<void> {
    try {
      const stream = await getUserMedia();
      this.#forgetAsked();
      if (this.#released) {
        // Allowed when nobody wanted it any more.
        this.#stop(stream);
        return;
      }
      [this.#asked, this.#allowed] = [stream, true];
      this.#tell('granted');
    } catch (error) {
      this.#fail(error);
    }
  }

  #forgetAsked(): void {
    if (this.#asked !== undefined) {
      this.#stop(this.#asked);
      this.#asked = undefined;
    }
  }

  /** Opens the camera and tells what comes of it. */
  async open(): Promise<void> {
    // Whatever was open before was taken away.
    const asked = this.#asked;
    this.#asked = undefined;
    this.close();
    const open = this.#open;
    try {
      const stream = this.#given ?? asked ?? (await getUserMedia());
      if (open !== this.#open) {
        // Closed meanwhile.
        this.#stop(stream);
        return;
      }
      [this.#stream, this.#allowed] = [stream, true];
      this.#follow(stream.getVideoTracks()[0], open);
      this.#video.srcObject = stream;
    } catch (error) {
      if (open === this.#open) {
        this.close();
        this.#fail(error);
      }
      return;
    }
    try {
      await this.#video.play();
      this.#await(open);
    } catch {
      // Not allowed to play is not the same as not allowed to have a camera.
      if (open === this.#open) {
        this.close();
        this.#hears.tell({ type: 'problem', problem: 'failed' });
      }
    }
  }

  /** Takes the next picture as a still. */
  takeStill(): void {
    this.#wantsStill = true;
  }

  close(): void {
    this.#open += 1;
    this.#wantsStill = false;
    this.#size = { width: 0, height: 0 };
    this.#video.srcObject = null;
    this.#following.abort();
    this.#forgetAsked();
    if (this.#stream !== undefined) {
      this.#stop(this.#stream);
    }
    this.#stream = undefined;
  }

  /** Lets go of everything. */
  release(): void {
    this.#released = true;
    this.close();
    if (this.#status !== undefined) {
      this.#status.onchange = null;
    }
  }

  #known(): CameraPermission {
    if (this.#status?.state === 'denied') {
      return 'refused-for-good';
    }
    return this.#allowed || this.#status?.state === 'granted' ? 'granted' : 'not-asked';
  }

  #tell(permission: CameraPermission): void {
    this.#hears.tell({ type: 'permission', permission });
  }

  #stop(stream: MediaStream): void {
    if (stream !== this.#given) {
      stream.getTracks().forEach((track) => track.stop());
    }
  }

  /** The system may take the camera away, for a while or for good. */
  #follow(track: MediaStreamTrack | undefined, open: number): void {
    if (track === undefined) {
      throw new DOMException('the stream has no picture', 'NotFoundError');
    }
    const told = (event: Event) => () => {
      if (open === this.#open) {
        this.#hears.tell(event);
      }
    };
    this.#following = new AbortController();
    const { signal } = this.#following;
    track.addEventListener('ended', told({ type: 'taken-away' }), { signal });
    track.addEventListener('mute', told({ type: 'interrupted', interruption: 'unknown' }), { signal });
    // As if it were opened anew.
    track.addEventListener('unmute', () => (this.#size = { width: 0, height: 0 }), { signal });
  }

  #await(open: number): void {
    const next = () => void this.#frame(open);
    if ('requestVideoFrameCallback' in this.#video) {
      this.#video.requestVideoFrameCallback(next);
    } else {
      requestAnimationFrame(next);
    }
  }

  async #frame(open: number): Promise<void> {
    if (open !== this.#open) {
      return;
    }
    try {
      const picture = await this.#picture();
      if (open !== this.#open) {
        picture.close();
        return;
      }
      // The picture's own size: under constraints the element may say another.
      const { width, height } = 'displayWidth' in picture
        ? { width: picture.displayWidth, height: picture.displayHeight }
        : picture;
      if (width !== this.#size.width || height !== this.#size.height) {
        const first = this.#size.width === 0;
        this.#size = { width, height };
        this.#hears.tell(first ? { type: 'opened', stillSize: { width, height } } : { type: 'turned' });
      }
      const still = this.#wantsStill;
      this.#wantsStill = false;
      if (still) {
        this.#hears.tell({ type: 'still-taken' });
      }
      await this.#hears.look(picture, still);
    } catch {
      this.#hears.tell({ type: this.#wantsStill ? 'still-failed' : 'frame-refused' });
      this.#wantsStill = false;
    }
    if (open === this.#open) {
      this.#await(open);
    }
  }

  async #picture(): Promise<CameraPicture> {
    if (typeof VideoFrame === 'function') {
      return new VideoFrame(this.#video, { timestamp: Math.round(1000 * performance.now()) });
    }
    return createImageBitmap(this.#video);
  }

  /** getUserMedia's errors: https://www.w3.org/TR/mediacapture-streams/#methods-5 */
  #fail(error: unknown): void {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotAllowedError') {
      this.#refusals += 1;
      this.#allowed = false;
      // Some browsers say that it is for good; of others it takes a second time.
      const forGood = this.#status?.state === 'denied' || this.#refusals > 1;
      this.#tell(forGood ? 'refused-for-good' : 'refused-or-waved');
      return;
    }
    this.#hears.tell({ type: 'problem', problem: PROBLEMS[name] ?? 'failed' });
  }
}

const PROBLEMS: Readonly<Record<string, CameraProblem>> = {
  NotFoundError: 'no-front-camera',
  OverconstrainedError: 'no-front-camera',
  NotReadableError: 'in-use',
  SecurityError: 'disabled',
};

async function getUserMedia(): Promise<MediaStream> {
  // Missing on pages without HTTPS.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) {
    throw new DOMException('this page may have no camera', 'SecurityError');
  }
  return devices.getUserMedia(WANTED);
}

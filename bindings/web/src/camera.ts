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
      this.#asked = await getUserMedia();
      this.#tell('granted');
    } catch (error) {
      this.#fail(error);
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
      this.#stream = stream;
      this.#follow(stream.getVideoTracks()[0], open);
      this.#video.srcObject = stream;
      await this.#video.play();
      this.#await(open);
    } catch (error) {
      if (open === this.#open) {
        this.#fail(error);
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
    if (this.#stream !== undefined) {
      this.#stop(this.#stream);
    }
    this.#stream = undefined;
  }

  /** Lets go of everything. */
  release(): void {
    this.close();
    if (this.#asked !== undefined) {
      this.#stop(this.#asked);
    }
    if (this.#status !== undefined) {
      this.#status.onchange = null;
    }
  }

  #known(): CameraPermission {
    switch (this.#status?.state) {
      case 'granted':
        return 'granted';
      case 'denied':
        return 'refused-for-good';
      default:
        return 'not-asked';
    }
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
    track.onended = told({ type: 'taken-away' });
    track.onmute = told({ type: 'interrupted', interruption: 'unknown' });
    track.onunmute = () => {
      // As if it were opened anew.
      this.#size = { width: 0, height: 0 };
    };
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
      // Who is refused without having been asked was refused for good; some browsers say so, of others it takes a second time.
      const forGood = this.#status?.state === 'denied' || (this.#status === undefined && this.#refusals > 1);
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
  // Missing on pages without HTTPS, and where the page's policy forbids cameras.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) {
    throw new DOMException('this page may have no camera', 'SecurityError');
  }
  return devices.getUserMedia(WANTED);
}

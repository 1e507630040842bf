/** A camera's picture as the library takes it: its planes as they are where their colours are known, else as RGBA. */

import type { FrameFacts, Library, PackedFormat, Yuv420Format, YuvEncoding } from './library/swafoto.js';
import type { CameraPicture } from './protocol.js';

/** Pixels in the library's own memory. */
export type Pixels =
  | { readonly type: 'packed'; readonly bytes: Uint8Array; readonly format: PackedFormat; readonly facts: FrameFacts }
  | {
      readonly type: 'yuv420';
      readonly planes: readonly [Uint8Array, Uint8Array, Uint8Array];
      readonly format: Yuv420Format;
      readonly facts: FrameFacts;
    };

/** Copies the pixels of a picture into the library's memory, where the next call finds them. */
export async function pixelsOf(picture: CameraPicture, library: Library): Promise<Pixels> {
  if (!('copyTo' in picture)) {
    return drawn(picture, picture.width, picture.height, library);
  }
  const encoding = encodingOf(picture.colorSpace);
  const plane = picture.format;
  if (encoding !== undefined && (plane === 'I420' || plane === 'NV12')) {
    return planar(picture, plane, encoding, library);
  }
  return drawn(picture, picture.displayWidth, picture.displayHeight, library);
}

/**
 * Matrix and range of a frame's colours, where it says both. Browsers that leave one out do not tell what they took it for, and a range
 * that is taken for another looks like too little light.
 */
function encodingOf({ matrix, fullRange }: VideoColorSpace): YuvEncoding | undefined {
  if (fullRange === null) {
    return undefined;
  }
  switch (matrix) {
    case 'bt709':
      return fullRange ? 'bt709-full-range' : 'bt709-video-range';
    case 'bt470bg':
    case 'smpte170m':
      return fullRange ? 'bt601-full-range' : 'bt601-video-range';
    default:
      return undefined;
  }
}

/** Chromium's frames may have to be turned, which no other browser's say. */
interface Turned {
  readonly rotation?: number;
  readonly flip?: boolean;
}

async function planar(
  frame: VideoFrame,
  plane: 'I420' | 'NV12',
  encoding: YuvEncoding,
  library: Library,
): Promise<Pixels> {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
  const length = frame.allocationSize();
  const room = library.frameRoom(length);
  const layout = await frame.copyTo(room);
  const [y, u, v] = plane === 'I420' ? [layout[0], layout[1], layout[2]] : [layout[0], layout[1], layout[1]];
  if (y === undefined || u === undefined || v === undefined) {
    throw new TypeError(`a frame of ${plane} has ${layout.length} planes`);
  }
  // In NV12 V lies behind each U.
  const [step, behind] = plane === 'I420' ? [1, 0] : [2, 1];
  const from = (offset: number): Uint8Array => room.subarray(offset, length);
  const { rotation = 0, flip = false } = frame as Turned;
  return {
    type: 'yuv420',
    planes: [from(y.offset), from(u.offset), from(v.offset + behind)],
    format: {
      encoding,
      width,
      height,
      yRowStride: y.stride,
      uRowStride: u.stride,
      uPixelStride: step,
      vRowStride: v.stride,
      vPixelStride: step,
    },
    facts: { rotation, mirrored: flip },
  };
}

let canvas: OffscreenCanvas | undefined;

/** By a canvas, which knows what the frame does not say, and turns it upright. */
function drawn(picture: CameraPicture, width: number, height: number, library: Library): Pixels {
  if (canvas === undefined || canvas.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
  }
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (context === null) {
    throw new TypeError('there is no canvas to read a picture with');
  }
  context.drawImage(picture, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height, { colorSpace: 'srgb' });
  const bytes = library.frameRoom(data.length);
  bytes.set(data);
  return { type: 'packed', bytes, format: { layout: 'rgba', width, height, rowStride: 4 * width }, facts: {} };
}

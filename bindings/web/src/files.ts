/** Where the package's files lie. Written out one by one: that is how bundlers see them, and lay them beside the page. */

import type { FileAddresses } from './protocol.js';

/** The files beside this module, as the package has them. */
export function ownFiles(): FileAddresses {
  return {
    library: new URL('../files/swafoto.wasm', import.meta.url).href,
    networks: {
      faceDetectionShortRange: new URL('../files/face_detection_short_range.onnx', import.meta.url).href,
      faceDetectionFullRange: new URL('../files/face_detection_full_range.onnx', import.meta.url).href,
      faceLandmark: new URL('../files/face_landmark.onnx', import.meta.url).href,
      faceShown: new URL('../files/face_shown.onnx', import.meta.url).href,
      faceEyes: new URL('../files/face_eyes.onnx', import.meta.url).href,
      earShown: new URL('../files/ear_shown.onnx', import.meta.url).href,
      headParser: new URL('../files/head_parser.onnx', import.meta.url).href,
    },
  };
}

/** The same files in a folder of the site's own. */
export function filesIn(folder: string | URL): FileAddresses {
  const base = new URL(folder, globalThis.location?.href);
  const at = (name: string): string => new URL(name, base.href.endsWith('/') ? base : `${base.href}/`).href;
  return {
    library: at('swafoto.wasm'),
    networks: {
      faceDetectionShortRange: at('face_detection_short_range.onnx'),
      faceDetectionFullRange: at('face_detection_full_range.onnx'),
      faceLandmark: at('face_landmark.onnx'),
      faceShown: at('face_shown.onnx'),
      faceEyes: at('face_eyes.onnx'),
      earShown: at('ear_shown.onnx'),
      headParser: at('head_parser.onnx'),
    },
  };
}

// A frame of ours against one of MediaPipe's FaceLandmarker on the processor: the same film in the same page, in turns.
//
//     node benchmark.mjs FOLDER     with @mediapipe/tasks-vision in FOLDER/node_modules and FOLDER/face_landmarker.task
//
// `cargo xtask bench --web` brings both. Ours is timed from the frame to the turn, with the way to the worker and back; theirs is the
// call alone.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { open, requestOf, serve } from './browser.mjs';
import { played } from './camera.mjs';
import { PAGE, ROOT } from './films.mjs';

const [, , folder] = process.argv;
const SITE = join(ROOT, 'target/web/bench');
const ROUNDS = Number(process.env.SWAFOTO_ROUNDS ?? 12);
const FRAMES = 25;

mkdirSync(SITE, { recursive: true });
for (const part of ['dist', 'files']) {
  cpSync(join(PAGE, part), join(SITE, part), { recursive: true });
}
cpSync(join(folder, 'node_modules/@mediapipe/tasks-vision'), join(SITE, 'peer'), { recursive: true });
cpSync(join(folder, 'face_landmarker.task'), join(SITE, 'face_landmarker.task'));
writeFileSync(join(SITE, 'index.html'), '<!doctype html><meta charset="utf-8"><video playsinline muted autoplay></video><script type="module" src="bench.js"></script>');
writeFileSync(join(SITE, 'bench.js'), `
import { FaceLandmarker, FilesetResolver } from './peer/vision_bundle.mjs';
import { Swafoto } from './dist/index.js';

const video = document.querySelector('video');
video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 480 }, height: { ideal: 640 } } });
await video.play();

let start = performance.now();
const swafoto = await Swafoto.load();
const ours = { load: performance.now() - start, frames: [] };
start = performance.now();
const peer = await FaceLandmarker.createFromOptions(await FilesetResolver.forVisionTasks('./peer/wasm'), {
  baseOptions: { modelAssetPath: 'face_landmarker.task', delegate: 'CPU' },
  runningMode: 'VIDEO', numFaces: 1, outputFacialTransformationMatrixes: true,
});
const theirs = { load: performance.now() - start, frames: [], faces: 0 };

const frame = () => new Promise((resolve) => video.requestVideoFrameCallback(resolve));
const nanoseconds = () => Math.round(1e6 * performance.now());
let flow;
async function anew() {
  flow = await swafoto.ask('open', globalThis.asked.request);
  const tell = (event) => swafoto.ask('tell', { flow, event, atNs: nanoseconds() });
  await tell({ type: 'permission', permission: 'granted' });
  await tell({ type: 'shown' });
  await tell({ type: 'laid-out', area: { width: 390, height: 844, density: 1, mirrored: true } });
  await tell({ type: 'opened', stillSize: { width: 480, height: 640 } });
}
for (let round = 0; round < ${ROUNDS}; round += 1) {
  await anew();
  for (let index = 0; index < ${FRAMES}; index += 1) {
    await frame();
    const picture = new VideoFrame(video);
    const begin = performance.now();
    const turn = await swafoto.ask('look', { flow, picture, still: false, atNs: nanoseconds() }, [picture]);
    ours.frames.push(performance.now() - begin);
    if (turn.commands.includes('take-still')) {
      await swafoto.ask('close', flow);
      await anew();
    }
  }
  await swafoto.ask('close', flow);
  for (let index = 0; index < ${FRAMES}; index += 1) {
    await frame();
    const begin = performance.now();
    theirs.faces += peer.detectForVideo(video, begin).faceLandmarks.length;
    theirs.frames.push(performance.now() - begin);
  }
}
globalThis.results.push({ type: 'timed', ours, theirs });
`);

const server = await serve(SITE, {});
const opened = await open(server.url, { film: played('perfect', [{ from: 0, to: 1 }]), request: requestOf('never-compliant') });
try {
  const { ours, theirs } = await opened.result(Number(process.env.SWAFOTO_LIMIT_MS ?? 300_000));
  if (theirs.faces < 0.9 * theirs.frames.length) {
    throw new Error(`the peer saw ${theirs.faces} faces in ${theirs.frames.length} frames`);
  }
  const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(share * values.length)];
  for (const [name, { frames, load }] of Object.entries({ ours, theirs })) {
    // The first round warms the compiler up.
    const warm = frames.slice(FRAMES);
    console.log(`${name.padEnd(7)} load ${load.toFixed(0)} ms; a frame p50 ${quantile(warm, 0.5).toFixed(1)}, p95 ${quantile(warm, 0.95).toFixed(1)} ms (${warm.length})`);
  }
  const ratio = quantile(ours.frames.slice(FRAMES), 0.5) / quantile(theirs.frames.slice(FRAMES), 0.5);
  console.log(`ours / theirs, p50: ${ratio.toFixed(2)}`);
} catch (error) {
  console.error(opened.faults);
  throw error;
} finally {
  await opened.close();
  await server.close();
}

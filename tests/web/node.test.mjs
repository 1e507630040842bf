// The library as WebAssembly, in Node: every film and state of the golden screens, and what a browser must not be brought down by.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { before } from 'node:test';
import { webcrypto } from 'node:crypto';

import * as films from './films.mjs';
import * as phone from './phone.mjs';
import {
  Engine, Library, Policy, SelfieFlow, SelfieSession, SwafotoError, ruleIdValues,
} from '../../target/web/package/dist/library/swafoto.js';
import { LibraryError } from '../../target/web/package/dist/library/memory.js';

const file = (name) => new Uint8Array(readFileSync(join(films.PACKAGE, 'files', name)));
const NETWORKS = {
  faceDetectionShortRange: 'face_detection_short_range.onnx',
  faceDetectionFullRange: 'face_detection_full_range.onnx',
  faceLandmark: 'face_landmark.onnx',
  faceShown: 'face_shown.onnx',
  faceEyes: 'face_eyes.onnx',
  earShown: 'ear_shown.onnx',
  headParser: 'head_parser.onnx',
};

function networks() {
  return Object.fromEntries(Object.entries(NETWORKS).map(([key, name]) => [key, file(name)]));
}

let module;
let library;
let engine;

before(async () => {
  module = await WebAssembly.compile(file('swafoto.wasm'));
  library = await Library.load(module);
  engine = Engine.ofNetworks(library, networks());
});

/** Two lists of lines, told apart by the first that differs. */
function sameLines(found, wanted) {
  const [one, other] = [found.trimEnd().split('\n'), wanted.trimEnd().split('\n')];
  const at = one.findIndex((line, index) => line !== other[index]);
  assert.deepEqual(one.slice(at < 0 ? other.length : at, at + 5), other.slice(at < 0 ? one.length : at, at + 5));
}

test('the library asks its host for nothing', () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
});

test('what a film shows is what it shows on every platform', async (t) => {
  assert.ok(films.names().length >= 29);
  for (const name of films.names()) {
    await t.test(name, () => {
      const wanted = readFileSync(join(films.ROOT, 'tests/screens/films', `${name}.txt`), 'utf8');
      sameLines(phone.watch(library, engine, films.readCase(name)), wanted);
    });
  }
});

test('what every state shows is what it shows on every platform', () => {
  const read = (name) => readFileSync(join(films.ROOT, 'tests/screens', name), 'utf8');
  sameLines(phone.play(library, engine, read('states.script')), read('states.txt'));
});

test('a rule is called as policies call it', () => {
  for (const rule of ruleIdValues) {
    assert.equal(rule, library.ruleName(rule));
  }
});

test('a photograph is judged as it is elsewhere', () => {
  const policy = Policy.preset(library, library.defaultPolicyName());
  const { verdict, outline, size, measures } = engine.analyseFile(file('../../../../tests/fixtures/astronaut.jpg'), policy);
  assert.equal(verdict.checks.length, policy.rules().length);
  assert.equal(outline.length, 36);
  assert.ok(outline.every(({ x, y }) => x > 0 && x < size.width && y > 0 && y < size.height));
  assert.ok(Object.values(measures).every(Number.isFinite));
  assert.equal(verdict.checks.find(({ rule }) => rule === 'single-face')?.status ?? 'pass', 'pass');
  policy.free();
  assert.throws(() => policy.id(), /was freed/);
  policy.free();
});

test('what is measured is what the command measures', () => {
  const photo = join(films.ROOT, 'tests/fixtures/portrait.jpg');
  const command = join(films.ROOT, 'target/debug/swafoto');
  // It exits as the verdict is; what it prints is the same either way.
  const { stdout } = spawnSync(command, ['check', photo, '--json', '--policy', 'prakerja-2020']);
  const native = JSON.parse(stdout);
  const policy = Policy.preset(library, 'prakerja-2020');
  const { verdict, measures } = engine.analyseFile(new Uint8Array(readFileSync(photo)), policy);
  assert.equal(verdict.accepted, native.accepted);
  assert.deepEqual(verdict.checks.map(({ rule, status }) => [rule, status]), native.checks.map(({ rule, status }) => [rule, status]));
  const known = Object.entries(native.measures).filter(([, number]) => typeof number === 'number');
  assert.ok(known.length > 30, String(known.length));
  for (const [name, number] of known) {
    assert.ok(Math.abs(measures[name] - number) <= 1e-3 * Math.max(1, Math.abs(number)), `${name}: ${measures[name]}, not ${number}`);
  }
  policy.free();
});

test('states and hints change when they do in the command', async (t) => {
  for (const name of ['perfect', 'glasses-off', 'light-on', 'walk-in']) {
    await t.test(name, () => {
      const { stdout } = spawnSync(join(films.ROOT, 'target/debug/swafoto'), ['replay', join(films.FILMS, name), '--json'], { maxBuffer: 1 << 26 });
      const lines = stdout.toString().trim().split('\n').map((line) => JSON.parse(line)).filter(({ t }) => t !== undefined);
      const native = lines.map(({ t, state, hint }) => [Math.round(1000 * t), state, hint ?? undefined]);
      const here = filmed(name).steps.map(({ atNs, state, hint }) => [Math.round(atNs / 1e6), state, hint]);
      assert.ok(native.length > 20);
      assert.deepEqual(here, native);
    });
  }
});

test('every error has a code, and loses nothing', () => {
  const code = (work) => {
    try {
      work();
    } catch (error) {
      assert.ok(error instanceof SwafotoError, String(error));
      assert.ok(error.message.startsWith(error.code));
      return error.fault;
    }
    return undefined;
  };
  const policy = Policy.preset(library, library.defaultPolicyName());
  assert.equal(code(() => Policy.preset(library, 'nobody’s')).code, 'invalid-policy');
  assert.match(code(() => Policy.fromToml(library, '[rules.no-such]\nmin = 1')).reason, /no-such/);
  assert.deepEqual(code(() => engine.judgeFile(new Uint8Array(0), policy)).fault, 'empty');
  assert.deepEqual(code(() => engine.judgeFile(new TextEncoder().encode('no picture'), policy)).fault, 'format');
  const black = { layout: 'rgb', width: 9, height: 9, rowStride: 9 };
  assert.equal(code(() => engine.judgePacked(new Uint8Array(9), black, {}, policy)).code, 'invalid-frame');
  assert.equal(code(() => Engine.ofNetworks(library, { ...networks(), faceEyes: file('face_shown.onnx') })).model, 'face_eyes');
  assert.equal(code(() => SelfieSession.create(engine.instance, engine, policy, { limitMs: 1 })).code, 'invalid-request');
  const session = SelfieSession.create(library, engine, policy, {});
  session.release();
  assert.equal(code(() => session.state()).code, 'released');
  assert.throws(() => library.hintText('no-such-hint', 'english'), TypeError);
  assert.throws(() => engine.judgePacked('pixels', black, {}, policy), TypeError);
  assert.throws(() => engine.judgePacked(new Uint8Array(243), { ...black, width: -1 }, {}, policy), RangeError);
  assert.throws(() => session.tick(1.5), RangeError);
  assert.equal(library.hintText('move-closer', 'english').length > 0, true);
});

test('a receipt is signed by a key that answers later', async () => {
  const { session } = filmed('perfect');
  const capture = session.takeCapture();
  assert.ok(capture.compliant());
  const { publicKey, privateKey } = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const bytes = capture.toSign('key of a test');
  const signature = new Uint8Array(await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes));
  const [header, payload, signed] = capture.withSignature(signature, 'key of a test').split('.');
  assert.equal(`${header}.${payload}`, new TextDecoder().decode(bytes));
  assert.equal(JSON.parse(Buffer.from(header, 'base64url')).kid, 'key of a test');
  assert.equal(Buffer.from(payload, 'base64url').toString(), capture.receipt());
  assert.ok(await webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, publicKey, Buffer.from(signed, 'base64url'), bytes));
  assert.throws(() => capture.withSignature(new Uint8Array(3)), { code: 'receipt' });
  const jpeg = capture.jpeg();
  assert.deepEqual([...jpeg.subarray(0, 2)], [0xff, 0xd8]);
  capture.release();
  assert.throws(() => capture.jpeg(), { code: 'released' });
  session.free();
});

/** A session that a film has gone through, and what it said of each frame. */
function filmed(name) {
  const { policy: toml, facts } = films.readCase(name);
  const { planes, film: stillFilm } = films.still(name);
  const policy = Policy.fromToml(library, toml);
  const session = SelfieSession.create(library, engine, policy, { stillSize: { width: stillFilm.width, height: stillFilm.height } });
  policy.free();
  const film = films.preview(name);
  const steps = [];
  let [index, busyUntil] = [0, 0];
  for (const frame of film) {
    const atNs = Math.floor((index++ * 1e9) / film.framesPerSecond);
    if (atNs < busyUntil) {
      continue;
    }
    const update = session.previewYuv420(...frame, film.format, facts, atNs);
    steps.push({ atNs, ...update });
    if (update.capture) {
      busyUntil = atNs + films.SHUTTER_NS;
      steps.push({ atNs: busyUntil, ...session.stillYuv420(...planes, stillFilm.format, facts, busyUntil) });
    }
    if (session.state() === 'accepted' || session.state() === 'exited') {
      break;
    }
  }
  return { session, steps };
}

test('frames of any size, rotation and layout never trap', () => {
  const policy = Policy.preset(library, library.defaultPolicyName());
  let seed = 7;
  const random = (below) => (seed = (seed * 48271) % 0x7fffffff) % below;
  let session = SelfieSession.create(library, engine, policy, {});
  let refused = 0;
  const frames = Number(process.env.SWAFOTO_FRAMES ?? 1000);
  for (let frame = 0; frame < frames; frame += 1) {
    const [width, height, layout] = [random(300) + 1, random(300) + 1, ['rgba', 'bgra', 'rgb'][random(3)]];
    const channels = layout === 'rgb' ? 3 : 4;
    // One in eight says more than it has.
    const bytes = Math.max(0, width * height * channels - (random(8) === 0 ? random(50) : 0));
    const pixels = library.frameRoom(bytes);
    for (let at = 0; at < bytes; at += 97) {
      pixels[at] = random(256);
    }
    try {
      session.previewPacked(pixels, { layout, width, height, rowStride: width * channels }, { rotation: 90 * random(4), mirrored: random(2) === 1 }, frame * 33_000_000);
    } catch (error) {
      assert.equal(error.code, 'invalid-frame');
      refused += 1;
    }
    session.cameraChanged();
    if (session.state() === 'exited') {
      session.free();
      session = SelfieSession.create(library, engine, policy, {});
    }
  }
  assert.ok(refused > frames / 50 && refused < frames / 2, String(refused));
  session.free();
  policy.free();
});

test('memory stays flat over many flows', () => {
  const case_ = films.readCase('cancelled');
  phone.watch(library, engine, case_);
  const before = library.memoryBytes;
  for (let cycle = 0; cycle < 100; cycle += 1) {
    const flow = SelfieFlow.create(library, { policy: { type: 'standard' }, session: {} }, engine);
    flow.tell({ type: 'shown' }, 0);
    flow.tell({ type: 'opened', stillSize: undefined }, 0);
    flow.tell({ type: 'cancelled' }, 1e9);
    assert.equal(flow.takeOutcome().type, 'cancelled');
    flow.free();
  }
  assert.equal(library.memoryBytes, before);
});

test('memory stays flat over a long session', () => {
  // An hour at 30 frames a second is SWAFOTO_SOAK=108000; no policy lets anybody try for longer.
  const frames = Number(process.env.SWAFOTO_SOAK ?? 400);
  const { policy, facts } = films.readCase('never-compliant');
  const film = films.preview('never-compliant');
  const all = [...film];
  const longer = policy.replace(/^(no-face|block)-after-s = .*$/gm, '$1-after-s = 3600');
  const request = { policy: { type: 'toml', text: longer }, session: { limitMs: 3_600_000 } };
  const flow = SelfieFlow.create(library, request, engine);
  for (const event of [{ type: 'permission', permission: 'granted' }, { type: 'shown' }, { type: 'opened', stillSize: undefined }]) {
    flow.tell(event, 0);
  }
  let [settled, scene] = [];
  for (let frame = 0; frame < frames; frame += 1) {
    const turn = flow.frameYuv420(...all[frame % all.length], film.format, facts, Math.round((frame * 1e9) / 31));
    assert.ok(!turn.commands.includes('finish') && !turn.commands.includes('close-camera'), `it ended at frame ${frame}`);
    scene = turn.screen?.scene ?? scene;
    if (frame === 300) {
      settled = library.memoryBytes;
    }
  }
  assert.equal(scene, 'guiding');
  assert.equal(library.memoryBytes, settled);
  flow.free();
});

test('a library that has trapped says so at every call, and another takes its place', async () => {
  const broken = await Library.load(module);
  // More than all memory.
  const trap = () => broken.call('ffi_swafoto_ffi_rustbuffer_alloc', [() => 2n ** 31n], { buffer: undefined });
  assert.throws(trap, (error) => error instanceof LibraryError && /trapped: panicked at/.test(error.message));
  assert.throws(() => broken.version(), LibraryError);
  const next = await Library.load(module);
  assert.equal(next.version(), library.version());
});

test('a library of another release is refused by name', async () => {
  class Other extends Library {
    static checksums = { ...Library.checksums, [Object.keys(Library.checksums)[0]]: 1 };
  }
  await assert.rejects(Other.load(module), /different releases: uniffi_swafoto_ffi_checksum/);
});

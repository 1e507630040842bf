/** The library in a thread of its own: the page stays free to draw, and outlives what goes wrong here. */

import { fetchAll } from './fetching.js';
import { LibraryError } from './library/memory.js';
import { Engine, Library, Policy, SelfieFlow, SwafotoError, hapticValues, measuredUnitValues, ruleIdValues, type Capture, type Outcome, type PolicyChoice } from './library/swafoto.js';
import { pixelsOf } from './pixels.js';
import type { Answered, Asked, Calls, Failure, OutcomeData, PhotoData } from './protocol.js';

/** A flow, and what it handed over. */
interface Open {
  readonly flow: SelfieFlow;
  capture: Capture | undefined;
}

let loaded: { readonly library: Library; readonly engine: Engine } | undefined;
const open = new Map<number, Open>();
/** No worker of a page begins where another did: so that none takes a flow of the one before for its own. */
let flows = Math.round(1000 * performance.timeOrigin);

function core(): { readonly library: Library; readonly engine: Engine } {
  if (loaded === undefined) {
    throw new LibraryError('the library was not begun');
  }
  return loaded;
}

function flowOf(id: number): Open {
  const found = open.get(id);
  if (found === undefined) {
    throw new SwafotoError({ code: 'released' });
  }
  return found;
}

function captureOf(id: number): Capture {
  const { capture } = flowOf(id);
  if (capture === undefined) {
    throw new SwafotoError({ code: 'released' });
  }
  return capture;
}

function policyOf(choice: PolicyChoice): Policy {
  const { library } = core();
  switch (choice.type) {
    case 'standard':
      return Policy.preset(library, library.defaultPolicyName());
    case 'preset':
      return Policy.preset(library, choice.name);
    case 'toml':
      return Policy.fromToml(library, choice.text);
  }
}

function withPolicy<T>(choice: PolicyChoice, use: (policy: Policy) => T): T {
  const policy = policyOf(choice);
  try {
    return use(policy);
  } finally {
    policy.free();
  }
}

function photoOf(capture: Capture): PhotoData {
  return {
    jpeg: capture.jpeg(),
    width: capture.width(),
    height: capture.height(),
    sha256: capture.sha256(),
    compliant: capture.compliant(),
    receipt: capture.receipt(),
  };
}

function outcomeOf(opened: Open, outcome: Outcome): OutcomeData {
  if (outcome.type !== 'accepted' && outcome.type !== 'for-review') {
    return outcome;
  }
  opened.capture = outcome.capture;
  const photo = photoOf(outcome.capture);
  return outcome.type === 'accepted' ? { type: 'accepted', photo } : { type: 'for-review', photo, reasons: outcome.reasons };
}

type Implementation = {
  readonly [Name in keyof Calls]: (
    argument: Parameters<Calls[Name]>[0],
    progress: (loaded: number, total: number) => void,
  ) => ReturnType<Calls[Name]> | Promise<ReturnType<Calls[Name]>>;
};

const calls: Implementation = {
  async begin({ files, headParser }, progress) {
    const fetched = await fetchAll(files, progress);
    const library = await Library.load(fetched.library);
    const networks = headParser === undefined ? fetched.networks : { ...fetched.networks, headParser };
    loaded = { library, engine: Engine.ofNetworks(library, networks) };
    return {
      version: library.version(),
      tickMs: library.tickIntervalMs(),
      pictureSide: library.pictureSide(),
      presets: library.presetNames(),
      defaultPolicy: library.defaultPolicyName(),
      haptics: Object.fromEntries(hapticValues.map((haptic) => [haptic, library.hapticPulses(haptic)])) as Awaited<
        ReturnType<Calls['begin']>
      >['haptics'],
    };
  },

  judge({ bytes, policy, declaredCovering }) {
    return withPolicy(policy, (policy) => core().engine.analyseFile(bytes, policy, declaredCovering));
  },

  policy(choice) {
    return withPolicy(choice, (policy) => ({
      id: policy.id(),
      title: policy.title(),
      resolvedText: policy.resolvedText(),
      sha256: policy.sha256(),
      rules: policy.rules(),
    }));
  },

  words(languages) {
    const { library } = core();
    const language = languages.map((tag) => library.languageFromTag(tag)).find((found) => found !== undefined) ?? 'indonesian';
    const rules = ruleIdValues.map((rule) => [
      rule,
      { failed: library.ruleReason(rule, language), unassessed: library.ruleUnassessed(rule, language) },
    ]);
    const units = measuredUnitValues.map((unit) => [unit, library.unitSuffix(unit)]);
    return { rules: Object.fromEntries(rules), units: Object.fromEntries(units) } as ReturnType<Calls['words']>;
  },

  pictureShapes(picture) {
    return core().library.pictureShapes(picture);
  },

  open(request) {
    const { library, engine } = core();
    flows += 1;
    open.set(flows, { flow: SelfieFlow.create(library, { ...request, inBrowser: true }, engine), capture: undefined });
    return flows;
  },

  tell({ flow, event, atNs }) {
    return flowOf(flow).flow.tell(event, atNs);
  },

  async look({ flow: id, picture, still, atNs }) {
    try {
      const { flow } = flowOf(id);
      const pixels = await pixelsOf(picture, core().library).catch(() => undefined);
      if (pixels === undefined) {
        // Some frames cannot be read; the core says when that is too often.
        return flow.tell({ type: still ? 'still-failed' : 'frame-refused' }, atNs);
      }
      if (pixels.type === 'packed') {
        const { bytes, format, facts } = pixels;
        return still ? flow.stillPacked(bytes, format, facts, atNs) : flow.framePacked(bytes, format, facts, atNs);
      }
      const { planes: [y, u, v], format, facts } = pixels;
      return still ? flow.stillYuv420(y, u, v, format, facts, atNs) : flow.frameYuv420(y, u, v, format, facts, atNs);
    } finally {
      picture.close();
    }
  },

  outcome(flow) {
    const opened = flowOf(flow);
    const outcome = opened.flow.takeOutcome();
    return outcome === undefined ? undefined : outcomeOf(opened, outcome);
  },

  toSign({ flow, keyId }) {
    return captureOf(flow).toSign(keyId);
  },

  withSignature({ flow, keyId, signature }) {
    return captureOf(flow).withSignature(signature, keyId);
  },

  close(id) {
    const opened = open.get(id);
    if (opened !== undefined) {
      open.delete(id);
      opened.capture?.release();
      opened.capture?.free();
      opened.flow.release();
      opened.flow.free();
    }
  },

  memoryBytes() {
    return core().library.memoryBytes;
  },
};

function failureOf(error: unknown): Failure {
  if (error instanceof SwafotoError) {
    return { kind: 'fault', fault: error.fault };
  }
  if (error instanceof LibraryError) {
    return { kind: 'library', message: error.message };
  }
  return error instanceof Error
    ? { kind: 'other', name: error.name, message: error.message }
    : { kind: 'other', name: 'Error', message: String(error) };
}

/** Bytes of answers are moved, not copied. */
function movable(value: unknown): Transferable[] {
  const bytes = value instanceof Uint8Array ? value : (value as { photo?: { jpeg?: unknown } } | undefined)?.photo?.jpeg;
  return bytes instanceof Uint8Array ? [bytes.buffer as ArrayBuffer] : [];
}

const port = globalThis as unknown as {
  postMessage(message: Answered, transfer?: Transferable[]): void;
  onmessage: ((message: MessageEvent<Asked>) => void) | null;
};

async function serve({ id, name, argument }: Asked): Promise<void> {
  try {
    const call = calls[name] as (argument: unknown, progress: (loaded: number, total: number) => void) => unknown;
    const value = await call(argument, (loaded, total) => port.postMessage({ id, loaded, total }));
    port.postMessage({ id, value }, movable(value));
  } catch (error) {
    port.postMessage({ id, failure: failureOf(error) });
  }
}

/** One call after the other: a frame's pixels lie in the library's memory until its call is over. */
let last: Promise<void> = Promise.resolve();
port.onmessage = ({ data }) => {
  last = last.then(() => serve(data));
};

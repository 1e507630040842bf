// A platform in a page: drives a flow as a wrapper does, and writes down what it shows and is asked to do.
import * as films from './films.mjs';
import { SelfieFlow } from '../../target/web/package/dist/library/swafoto.js';

const AREA = { width: 360, height: 720, density: 1, mirrored: true };
const MILLISECOND_NS = 1_000_000;

export class Phone {
  record = '';
  asks = false;
  waits = false;
  over = false;
  wantsStill = false;

  constructor(library, engine, request) {
    this.library = library;
    this.flow = SelfieFlow.create(library, request, engine);
  }

  take(turn) {
    if (turn.screen !== undefined) {
      this.asks = turn.screen.question !== undefined;
      this.waits = turn.screen.waits;
    }
    this.wantsStill ||= turn.commands.includes('take-still');
    this.over ||= turn.commands.includes('finish');
    this.record += this.library.turnRecord(turn);
  }

  tell(event, atNs) {
    this.take(this.flow.tell(event, atNs));
  }
}

/** Runs a film to its end. */
export function watch(library, engine, { name, policy, facts, retake, declaredCovering, coversHead }) {
  const { planes: still, film: stillFilm } = films.still(name);
  const size = [stillFilm.width, stillFilm.height];
  const [width, height] = facts.rotation % 180 === 0 ? size : size.reverse();
  const request = { policy: { type: 'toml', text: policy }, session: { retake, declaredCovering }, languages: ['id'] };
  const phone = new Phone(library, engine, request);
  phone.tell({ type: 'permission', permission: 'granted' }, 0);
  phone.tell({ type: 'shown' }, 0);
  phone.tell({ type: 'laid-out', area: AREA }, 0);
  phone.tell({ type: 'opened', stillSize: { width, height } }, 0);
  const film = films.preview(name);
  const format = film.format;
  let [index, busyUntil, atNs, openSince] = [-1, 0, 0, undefined];
  for (const planes of film) {
    index += 1;
    atNs = Math.floor((index * 1e9) / film.framesPerSecond);
    if (atNs < busyUntil) {
      // While the camera takes the still it delivers no preview.
      continue;
    }
    if (openSince !== undefined && coversHead !== undefined && coversHead !== null && atNs - openSince >= films.READING_NS) {
      phone.tell({ type: 'answered', covered: coversHead }, atNs);
    }
    phone.take(phone.flow.frameYuv420(...planes, format, facts, atNs));
    openSince = phone.asks ? (openSince ?? atNs) : undefined;
    if (phone.wantsStill) {
      phone.wantsStill = false;
      busyUntil = atNs + films.SHUTTER_NS;
      phone.tell({ type: 'still-taken' }, busyUntil);
      phone.take(phone.flow.stillYuv420(...still, stillFilm.format, facts, busyUntil));
    }
    if (phone.over || phone.waits) {
      break;
    }
  }
  const endNs = Math.max(atNs, busyUntil);
  if (phone.waits) {
    phone.tell({ type: 'pressed', action: 'leave' }, endNs);
  } else if (!phone.over) {
    phone.tell({ type: 'cancelled' }, endNs);
  }
  phone.flow.free();
  return phone.record;
}

/** The event of a line of `tests/screens/states.script`, such as `problem in-use`: they are named as TypeScript has them. */
function eventOf(line) {
  const [name, ...rest] = line.split(' ');
  const value = rest.join(' ');
  switch (name) {
    case 'permission':
      return { type: name, permission: value };
    case 'opened': {
      const [width, height] = value.split(/[ x]/).map(Number);
      return { type: name, stillSize: value === '' ? undefined : { width, height } };
    }
    case 'interrupted':
      return { type: name, interruption: value };
    case 'problem':
      return { type: name, problem: value };
    case 'defect':
      return { type: name, reason: value };
    case 'heat':
      return { type: name, heat: value };
    case 'power-saving':
      return { type: name, saves: value === 'yes' };
    case 'press':
      return { type: 'pressed', action: value };
    case 'answer':
      return { type: 'answered', covered: value === 'yes' };
    case 'language':
      // A draft is had by asking for a draft.
      return { type: name, tags: [value, `${value}-x-draft`] };
    default:
      return { type: name };
  }
}

/** Goes through the states of `tests/screens/states.script`. */
export function play(library, engine, script) {
  const black = { layout: 'rgb', width: 96, height: 128, rowStride: 288 };
  const tick = library.tickIntervalMs();
  let [record, phone, nowNs] = ['', undefined, 0];
  for (const line of script.split('\n').filter((line) => line !== '' && !line.startsWith('#'))) {
    if (line.startsWith('=')) {
      record += phone === undefined ? '' : `${phone.record}\n`;
      record += `${line}\n`;
      phone = new Phone(library, engine, { policy: { type: 'standard' }, session: {}, languages: ['id'] });
      nowNs = 0;
      continue;
    }
    phone.record += `> ${line}\n`;
    const [name, number] = line.split(' ');
    if (name === 'wait') {
      for (let left = Math.floor(Number(number) / tick); left > 0; left -= 1) {
        nowNs += tick * MILLISECOND_NS;
        phone.tell({ type: 'tick' }, nowNs);
      }
    } else if (name === 'black') {
      for (let left = Math.floor(Number(number) / 50); left > 0; left -= 1) {
        nowNs += 50 * MILLISECOND_NS;
        phone.take(phone.flow.framePacked(new Uint8Array(3 * 96 * 128), black, {}, nowNs));
      }
    } else {
      phone.tell(eventOf(line), nowNs);
    }
  }
  return record + phone.record;
}

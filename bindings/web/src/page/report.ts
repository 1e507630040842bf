/** A verdict with every rule, its number and its limit, and the picture with what was seen in it. */

import type { Analysis, Check, Status } from '../library/swafoto.js';
import type { VerdictWords } from '../protocol.js';
import type { PageWords } from './words.js';

export class Report {
  readonly #words: PageWords;
  readonly #verdict: VerdictWords;

  constructor(words: PageWords, verdict: VerdictWords) {
    [this.#words, this.#verdict] = [words, verdict];
  }

  verdict({ verdict: { accepted } }: Analysis): HTMLElement {
    const heading = element('h2', accepted ? this.#words.requirementsMet : this.#words.requirementsNotMet);
    heading.className = accepted ? 'pass' : 'fail';
    return heading;
  }

  /** The picture, upright, with the outline of the face that was judged. */
  async picture(blob: Blob, { outline, size }: Analysis): Promise<HTMLElement> {
    const image = document.createElement('img');
    image.alt = '';
    image.src = URL.createObjectURL(blob);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [size.width, size.height];
    const context = canvas.getContext('2d');
    if (context !== null && outline.length > 0) {
      const path = new Path2D(`M${outline.map(({ x, y }) => `${x} ${y}`).join('L')}Z`);
      const width = Math.max(size.width, size.height) / 250;
      for (const [colour, factor] of [['#000000', 2], ['#ffffff', 1]] as const) {
        [context.strokeStyle, context.lineWidth] = [colour, factor * width];
        context.stroke(path);
      }
    }
    const figure = document.createElement('figure');
    figure.append(image, canvas);
    await image.decode().catch(() => undefined);
    return figure;
  }

  table({ verdict: { checks } }: Analysis): HTMLElement {
    const { rule, measured, limit, verdict } = this.#words;
    const table = document.createElement('table');
    const head = table.createTHead().insertRow();
    for (const name of [rule, measured, limit, verdict]) {
      const cell = element('th', name);
      cell.setAttribute('scope', 'col');
      head.append(cell);
    }
    const body = table.createTBody();
    // What a person has to do something about comes first.
    const weight: Readonly<Record<Status, number>> = { fail: 0, unknown: 1, waived: 2, pass: 3 };
    for (const check of [...checks].sort((one, other) => weight[one.status] - weight[other.status])) {
      const row = body.insertRow();
      const name = document.createElement('td');
      name.append(element('code', check.rule));
      row.append(name, element('td', this.#number(check)), element('td', this.#limit(check)));
      const status = element('td', this.#words[check.status]);
      status.className = check.status === 'unknown' ? 'fail' : check.status;
      row.append(status);
      const reason = this.#reason(check);
      if (reason !== undefined) {
        row.className = 'explained';
        const cell = body.insertRow().insertCell();
        [cell.colSpan, cell.textContent] = [4, reason];
      }
    }
    const scroll = document.createElement('div');
    scroll.className = 'table';
    scroll.append(table);
    return scroll;
  }

  #reason({ rule, status }: Check): string | undefined {
    const { failed, unassessed } = this.#verdict.rules[rule];
    switch (status) {
      case 'fail':
        return failed;
      case 'unknown':
        return unassessed;
      default:
        return undefined;
    }
  }

  #number({ measured, unit }: Check): string {
    return measured === undefined ? '–' : `${round(measured)}${this.#verdict.units[unit]}`;
  }

  #limit({ limit: { min, max }, unit }: Check): string {
    const suffix = this.#verdict.units[unit];
    const bounds = [min === undefined ? [] : [`≥ ${round(min)}${suffix}`], max === undefined ? [] : [`≤ ${round(max)}${suffix}`]];
    return bounds.flat().join(', ');
  }
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** Three digits, which is more than any measure is good for. */
function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}

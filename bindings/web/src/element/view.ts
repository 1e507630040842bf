/** Draws a screen of the core's: the camera's picture, the overlay over it, and the panel. It knows no word and no rule. */

import type { Action, Announcement, Button, Card, Picture, Screen, Shape } from '../library/swafoto.js';
import { drawOverlay, pictogram } from './shapes.js';
import { STYLE } from './style.js';

/** What a person does. */
export interface ViewListener {
  press(action: Action): void;
  answer(covered: boolean): void;
  /** The preview was laid out, in CSS pixels. */
  laidOut(width: number, height: number): void;
  /** A pictogram, and the side of its square. */
  pictureShapes(picture: Picture): Promise<{ readonly shapes: readonly Shape[]; readonly side: number }>;
}

/** What stands there before the library does. */
export interface Waiting {
  readonly title: string;
  readonly text: string;
  readonly language: string;
  /** `0..=1`; nothing where it is over. */
  readonly progress?: number;
  readonly button?: { readonly label: string; readonly press: () => void };
}

type Tag = keyof HTMLElementTagNameMap;

function element<T extends Tag>(tag: T, className = '', ...children: Node[]): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

export class View {
  readonly video = element('video', 'mirrored');
  readonly #hears: ViewListener;
  readonly #canvas = element('canvas');
  readonly #text = element('h2', 'text');
  readonly #question = element('p', 'question');
  readonly #answers = element('div', 'answers');
  readonly #afterwards = element('p', 'note');
  readonly #cards = element('ul', 'cards');
  readonly #note = element('p', 'note');
  readonly #progress = element('progress');
  readonly #buttons = element('div', 'buttons');
  readonly #polite = element('div', 'spoken');
  readonly #assertive = element('div', 'spoken');
  readonly #scroll = element('div', 'scroll');
  readonly #panel = element('div', 'panel');
  readonly #screen: HTMLElement;
  readonly #laidOut: ResizeObserver;
  #overlay: readonly Shape[] = [];
  #shown: Screen | undefined;

  constructor(root: ShadowRoot, hears: ViewListener) {
    this.#hears = hears;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const stage = element('div', 'stage', this.video, this.#canvas);
    this.#scroll.append(this.#question, this.#answers, this.#afterwards, this.#cards, this.#note, this.#progress);
    this.#panel.append(element('div', 'sheet', this.#scroll, this.#buttons));
    this.#screen = element('section', 'screen page', stage, this.#panel, this.#polite, this.#assertive);
    root.append(this.#screen);
    [this.video.playsInline, this.video.muted, this.video.autoplay] = [true, true, true];
    this.#canvas.setAttribute('aria-hidden', 'true');
    // Where a keyboard's focus goes when what had it is gone.
    this.#text.tabIndex = -1;
    this.#polite.setAttribute('aria-live', 'polite');
    this.#assertive.setAttribute('aria-live', 'assertive');
    this.#laidOut = new ResizeObserver(() => {
      this.#hears.laidOut(stage.clientWidth, stage.clientHeight);
      drawOverlay(this.#canvas, this.#overlay);
    });
    this.#laidOut.observe(stage);
  }

  /** What stands there before the library does, or where it never will. */
  wait({ title, text, language, progress, button }: Waiting): void {
    this.#shown = undefined;
    this.#frame('page', title, language);
    if (this.#text.textContent !== text) {
      this.#text.textContent = this.#polite.textContent = text;
    }
    this.#progress.setAttribute('aria-label', text);
    this.#progress.hidden = progress === undefined;
    this.#progress.value = progress ?? 0;
    for (const part of [this.#question, this.#answers, this.#afterwards, this.#cards, this.#note]) {
      part.hidden = true;
    }
    this.#buttons.replaceChildren(...(button === undefined ? [] : [this.#button(button.label, 'filled', button.press)]));
    this.#overlay = [];
    drawOverlay(this.#canvas, []);
  }

  draw(screen: Screen, overlay: readonly Shape[], mirrored: boolean): void {
    this.#overlay = overlay;
    this.video.classList.toggle('mirrored', mirrored);
    if (screen !== this.#shown) {
      const before = this.#shown;
      this.#shown = screen;
      this.#draw(screen, before);
    }
    drawOverlay(this.#canvas, overlay);
  }

  /** Has a screen reader say it, and a voice where the screen speaks. */
  say({ text, interrupts }: Announcement, { speaks, language }: Screen): void {
    const region = interrupts ? this.#assertive : this.#polite;
    // The same words twice are two announcements.
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
    if (speaks && 'speechSynthesis' in globalThis) {
      if (interrupts) {
        speechSynthesis.cancel();
      }
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = language;
      speechSynthesis.speak(utterance);
    }
  }

  /** Lets go of what the page keeps of it. */
  close(): void {
    this.#laidOut.disconnect();
    globalThis.speechSynthesis?.cancel();
    this.video.srcObject = null;
  }

  #frame(look: 'page' | 'live', title: string, language: string): void {
    this.#screen.className = `screen ${look}`;
    this.#screen.setAttribute('aria-label', title);
    this.#screen.lang = language;
    // Without a picture all of it stands in one column, which scrolls as one where room is short.
    const place = look === 'page' ? this.#scroll : this.#panel;
    if (this.#text.parentElement !== place) {
      place.prepend(this.#text);
    }
  }

  #draw(screen: Screen, before: Screen | undefined): void {
    this.#frame(screen.showsCamera ? 'live' : 'page', screen.title, screen.language);
    this.#screen.classList.toggle('lit', screen.lights);
    this.#screen.dataset['scene'] = screen.scene;
    this.video.setAttribute('aria-label', screen.previewLabel);
    this.#progress.hidden = true;
    write(this.#text, screen.text);
    write(this.#note, screen.note);
    write(this.#question, screen.question?.text ?? '');
    write(this.#afterwards, screen.question?.note ?? '');
    this.#ask(screen, before);
    this.#explain(screen, before);
    this.#offer(screen.buttons, before?.buttons ?? []);
  }

  #ask({ question }: Screen, before: Screen | undefined): void {
    if (question === undefined && this.#answers.querySelector(':focus') !== null) {
      this.#text.focus();
    }
    this.#answers.hidden = question === undefined;
    if (question !== undefined && !same(question, before?.question)) {
      this.#answers.replaceChildren(
        this.#button(question.yes, 'outlined', () => this.#hears.answer(true)),
        this.#button(question.no, 'outlined', () => this.#hears.answer(false)),
      );
    }
  }

  #explain({ cards }: Screen, before: Screen | undefined): void {
    this.#cards.hidden = cards.length === 0;
    if (!same(cards, before?.cards)) {
      this.#cards.replaceChildren(...cards.map((card) => this.#card(card)));
    }
  }

  #card({ picture, alternative, text }: Card): HTMLElement {
    const words = element('p');
    words.textContent = text;
    const card = element('li', 'card', words);
    void this.#hears
      .pictureShapes(picture)
      .then(({ shapes, side }) => card.prepend(pictogram(shapes, side, alternative)))
      // The words say all that the picture does.
      .catch(() => undefined);
    return card;
  }

  #offer(buttons: readonly Button[], before: readonly Button[]): void {
    if (same(buttons, before) && this.#buttons.childElementCount === buttons.length) {
      return;
    }
    // Leaving is never what most will want.
    const look = (button: Button, index: number) => (index === 0 && button.action !== 'leave' ? 'filled' : '');
    const made = buttons.map((button, index) =>
      this.#button(button.label, look(button, index), () => this.#hears.press(button.action)),
    );
    // A keyboard's focus stays on the button that does the same.
    const focused = before.findIndex((_, index) => this.#buttons.children[index]?.matches(':focus'));
    const again = buttons.findIndex((button) => button.action === before[focused]?.action);
    this.#buttons.replaceChildren(...made);
    if (focused >= 0) {
      (made[again] ?? made[0])?.focus();
    }
  }

  #button(label: string, look: string, press: () => void): HTMLButtonElement {
    const button = element('button', look);
    button.type = 'button';
    button.textContent = label;
    button.onclick = press;
    return button;
  }
}

function write(part: HTMLElement, text: string): void {
  part.hidden = text === '';
  if (part.textContent !== text) {
    part.textContent = text;
  }
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

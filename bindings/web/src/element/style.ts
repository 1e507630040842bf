/**
 * How the screen looks. A page that has colours of these names has its own; text stands on the surface with 7 to 1 or more (WCAG 2.2, AAA).
 *
 * A constructed sheet, not a `<style>`: strict pages forbid those.
 */
export const STYLE = `
:host {
  --surface: var(--swafoto-surface, light-dark(#ffffff, #17181b));
  --text: var(--swafoto-text, light-dark(#1b1b1f, #f1f0f4));
  --accent: var(--swafoto-accent, light-dark(#00458f, #b0ccff));
  --button: var(--swafoto-button, light-dark(#00458f, #b0ccff));
  --button-text: var(--swafoto-button-text, light-dark(#ffffff, #00224d));
  color-scheme: light dark;
  display: block;
  container-type: size;
  position: relative;
  overflow: hidden;
  background: var(--surface);
  color: var(--text);
  font: var(--swafoto-font, 1rem/1.4 system-ui, sans-serif);
  min-block-size: 240px;
  block-size: 100%;
}
:host([hidden]) { display: none; }
@supports not (color: light-dark(#fff, #000)) {
  :host {
    --surface: var(--swafoto-surface, #ffffff);
    --text: var(--swafoto-text, #1b1b1f);
    --accent: var(--swafoto-accent, #00458f);
    --button: var(--swafoto-button, #00458f);
    --button-text: var(--swafoto-button-text, #ffffff);
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --surface: var(--swafoto-surface, #17181b);
      --text: var(--swafoto-text, #f1f0f4);
      --accent: var(--swafoto-accent, #b0ccff);
      --button: var(--swafoto-button, #b0ccff);
      --button-text: var(--swafoto-button-text, #00224d);
    }
  }
}
* { box-sizing: border-box; margin: 0; }
h2, p { unicode-bidi: plaintext; text-align: start; }
[hidden] { display: none !important; }
.screen { position: absolute; inset: 0; }
.stage { position: absolute; inset: 0; background: var(--surface); }
.lit .stage { background: #ffffff; }
video, canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
video { object-fit: cover; }
/* Not hidden: some browsers neither play nor deliver what nobody could see. */
.page video { opacity: 0; }
video.mirrored { transform: scaleX(-1); }
canvas { pointer-events: none; }
.panel { position: absolute; inset: 0; display: flex; flex-direction: column; justify-content: space-between; pointer-events: none; }
.panel > * { pointer-events: auto; }
.text { font-size: 1.375rem; line-height: 1.3; font-weight: 600; }
.text:focus { outline: none; }
.live .text {
  margin: .5rem 1rem; padding: 1rem; border-radius: 1.75rem; background: var(--surface);
  max-block-size: 40%; overflow: auto; flex: none;
}
.sheet { display: flex; flex-direction: column; gap: .5rem; min-block-size: 0; padding: 1rem; background: var(--surface); }
.live .sheet { margin-block-start: auto; border-start-start-radius: 1.75rem; border-start-end-radius: 1.75rem; max-block-size: 60%; padding-block-end: .5rem; }
.sheet > * { inline-size: 100%; max-inline-size: 35rem; margin-inline: auto; }
.scroll { display: flex; flex-direction: column; gap: .5rem; min-block-size: 0; overflow: auto; }
.scroll:not(:has(> :not([hidden]))) { display: none; }
.page .panel { justify-content: stretch; }
.page .text { font-size: 1.625rem; padding-block-start: min(3rem, 10cqb); }
.page .sheet { flex: 1; background: none; }
.buttons { margin-block-start: auto; }
.question { font-size: 1.125rem; font-weight: 600; }
.note { font-size: .875rem; }
.cards { list-style: none; padding: 0; display: flex; flex-direction: column; gap: .5rem; }
.card {
  display: flex; align-items: center; gap: 1rem; padding: .75rem 1rem; border-radius: 1rem;
  background: color-mix(in srgb, var(--surface) 94%, var(--text));
}
.card svg { inline-size: 4rem; block-size: 4rem; flex: none; color: var(--text); overflow: visible; }
.answers, .buttons { display: flex; flex-wrap: wrap; gap: .5rem; }
.buttons { flex-direction: column; flex: none; }
.answers > button { flex: 1 1 8rem; }
button {
  font: inherit; font-weight: 600; min-block-size: 3rem; padding: .5rem 1rem; border-radius: 1.5rem; border: 1px solid transparent;
  background: transparent; color: var(--accent); cursor: pointer;
}
button:hover { background: color-mix(in srgb, transparent 84%, currentColor); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button.filled { background: var(--button); color: var(--button-text); }
button.outlined { border-color: var(--accent); }
progress { inline-size: 100%; accent-color: var(--accent); }
.spoken { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

/* Wider than high, and a word fits: the panel stands beside the picture. */
@container (orientation: landscape) and (min-width: 24rem) {
  .live .stage { inset-inline-end: 44%; }
  .live .panel { inset-inline-start: 56%; background: var(--surface); justify-content: stretch; padding: 1rem; }
  .live .text { margin: 0; padding: 0; border-radius: 0; max-block-size: 50%; font-size: 1.625rem; }
  .live .sheet { max-block-size: none; padding: 1rem 0 0; border-radius: 0; flex: 1; }
}
@media (forced-colors: active) {
  .card, .live .text, .sheet { border: 1px solid CanvasText; }
  button { border-color: ButtonText; }
}
`;

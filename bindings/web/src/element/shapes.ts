/** The core's shapes, on a canvas over the camera's picture and as pictograms. */

import type { Ink, Shape } from '../library/swafoto.js';

/** What is not white or black has the colour of the text around it, or that of what matters. */
type Colours = Readonly<Record<Ink, string>>;

const OVERLAY: Colours = { white: '#ffffff', black: '#000000', text: '#ffffff', accent: '#ffffff' };

/** Draws the overlay. The canvas has as many pixels as the display has in its place. */
export function drawOverlay(canvas: HTMLCanvasElement, shapes: readonly Shape[]): void {
  const density = globalThis.devicePixelRatio;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((length) => Math.round(density * length)) as [number, number];
  if (canvas.width !== width || canvas.height !== height) {
    [canvas.width, canvas.height] = [width, height];
  }
  const context = canvas.getContext('2d');
  if (context === null) {
    return;
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.scale(density, density);
  [context.lineCap, context.lineJoin] = ['round', 'round'];
  for (const { contours, closed, lineWidth, dash, ink, opacity } of shapes) {
    const path = new Path2D(pathOf(contours, closed || lineWidth === 0));
    context.globalAlpha = opacity;
    context.strokeStyle = context.fillStyle = OVERLAY[ink];
    if (lineWidth > 0) {
      context.lineWidth = lineWidth;
      context.setLineDash(dash > 0 ? [dash, dash] : []);
      context.stroke(path);
    } else {
      context.fill(path, 'evenodd');
    }
  }
}

const SVG = 'http://www.w3.org/2000/svg';
const PICTOGRAM: Colours = { white: '#ffffff', black: '#000000', text: 'currentColor', accent: 'var(--accent)' };

/** A pictogram with its words for who does not see it. */
export function pictogram(shapes: readonly Shape[], side: number, alternative: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${side} ${side}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', alternative);
  for (const { contours, closed, lineWidth, dash, ink, opacity } of shapes) {
    const path = document.createElementNS(SVG, 'path');
    const line = lineWidth > 0;
    const attributes = {
      d: pathOf(contours, closed || !line),
      fill: line ? 'none' : PICTOGRAM[ink],
      stroke: line ? PICTOGRAM[ink] : 'none',
      'fill-rule': 'evenodd',
      'stroke-width': String(lineWidth),
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
      'stroke-dasharray': dash > 0 ? `${dash} ${dash}` : 'none',
      opacity: String(opacity),
    };
    Object.entries(attributes).forEach(([name, value]) => path.setAttribute(name, value));
    svg.append(path);
  }
  return svg;
}

function pathOf(contours: Shape['contours'], closed: boolean): string {
  return contours
    .filter((contour) => contour.length > 0)
    .map((contour) => `M${contour.map(({ x, y }) => `${x} ${y}`).join('L')}${closed ? 'Z' : ''}`)
    .join('');
}

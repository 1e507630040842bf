/** Outlines cross as one row of bytes: `x` and `y` of each point, as floats with the highest byte first. */

interface Point {
  readonly x: number;
  readonly y: number;
}

export function pointsOf(bytes: Uint8Array): readonly Point[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 8 }, (_, index) => ({
    x: view.getFloat32(8 * index),
    y: view.getFloat32(8 * index + 4),
  }));
}

export function bytesOf(points: readonly Point[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * points.length));
  points.forEach(({ x, y }, index) => {
    view.setFloat32(8 * index, x);
    view.setFloat32(8 * index + 4, y);
  });
  return new Uint8Array(view.buffer);
}

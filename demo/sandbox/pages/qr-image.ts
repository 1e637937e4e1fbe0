/** A picture that looks like a QR code. Nobody can scan it: the sandbox is on a loopback address. */
import { createHash } from 'node:crypto';

const SIZE = 25;

/** Always the same for the same seed. */
export function qrImage(seed: string): string {
  const bits = Array.from({ length: 4 }, (_, index) =>
    createHash('sha256').update(`${seed} ${index}`).digest(),
  ).flatMap((bytes) => [...bytes]);
  const dark: string[] = [];
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const at = y * SIZE + x;
      const noise = ((bits[at >> 3] ?? 0) >> (at & 7)) & 1;
      if (finder(x, y) ?? noise === 1) dark.push(`M${x} ${y}h1v1h-1z`);
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 ${SIZE + 4} ${SIZE + 4}" shape-rendering="crispEdges"><rect x="-2" y="-2" width="100%" height="100%" fill="#fff"/><path d="${dark.join('')}"/></svg>`;
}

/** The squares in three corners: dark, light, or undefined outside of them. */
function finder(x: number, y: number): boolean | undefined {
  const right = x >= SIZE - 8;
  const bottom = y >= SIZE - 8;
  if ((x > 7 && !right) || (y > 7 && !bottom) || (right && bottom)) return undefined;
  const dx = right ? SIZE - 1 - x : x;
  const dy = bottom ? SIZE - 1 - y : y;
  const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
  return ring === 3 || ring <= 1;
}

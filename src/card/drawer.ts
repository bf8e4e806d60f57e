import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Faces } from './cut-faces.ts';
import { indexedPng } from './indexed-png.ts';

/**
 * Gives what makes a PNG of an SVG, its text set in these faces. The engine is WebAssembly and the rest
 * JavaScript: the same SVG is the same bytes on every machine.
 */
export async function drawer(engine: Uint8Array<ArrayBuffer>, faces: Faces): Promise<(svg: string) => Uint8Array> {
  // A dev server loads modules anew and anew; the engine refuses to start twice, and need not.
  await initWasm(engine).catch(() => undefined);
  const fontBuffers = [faces.bold, faces.regular, faces.label];
  return (svg) => {
    const drawing = new Resvg(svg, { font: { fontBuffers } });
    const picture = drawing.render();
    const { width, height, pixels } = picture;
    picture.free();
    drawing.free();
    return indexedPng({ width, height, rgba: pixels });
  };
}

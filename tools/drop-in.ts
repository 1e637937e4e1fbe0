/** Builds the drop-in alone, for the demo. */
import path from 'node:path';
import { bundleDropIn } from './bundle.ts';

const root = path.resolve(import.meta.dirname, '..');
await bundleDropIn({ root, outDir: path.join(root, 'dist/browser') });

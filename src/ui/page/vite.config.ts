import path from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** Builds the inspector's page into `dist`, where the server beside it serves it from. */
export default defineConfig({
  root,
  // Whatever the address: nothing in the page names its place.
  base: './',
  build: {
    outDir: path.resolve(root, '../../../dist/src/ui/page'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy allows no `data:` scripts or styles, and needs no polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.md' },
    chunkSizeWarningLimit: 1_000,
  },
});

// How the browser's part is built: entry src/app/web, output dist/web, words from the rooms' catalogues.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { callsPlugin } from './src/app/build/calls-plugin.ts'
import { wordsPlugin } from './src/app/build/words-plugin.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('./src/app/web'),
  plugins: [react(), callsPlugin(here('./src')), wordsPlugin(here('./src'))],
  resolve: {
    alias: {
      typebox: here('./src/kit/no-schemas.ts'),
      // What the router brings along for older Reacts.
      'use-sync-external-store/shim/index.js': 'react',
    },
  },
  build: {
    outDir: here('./dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Browsers that know no `modulepreload` fetch the same a moment later.
    modulePreload: { polyfill: false },
  },
  server: {
    fs: { allow: [here('.')] },
    proxy: Object.fromEntries(
      ['/api', '/guide'].map((path) => [
        path,
        // The address stays the page's own: a write from another one is refused.
        { target: `http://localhost:${process.env.HEZUO_API_PORT ?? 4754}`, changeOrigin: false },
      ]),
    ),
  },
})

/**
 * How the phone's page is built: by itself, into the folder of the others.
 *
 * Built together with them it would carry their router and whatever of the framework any of them uses: 85 KB gzip where
 * 70 is the most. The other build runs this one; `vite dev --config vite.phone.config.ts` serves it alone.
 */
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { API, BROWSERS, WORDS } from './vite.shared.ts';

export default defineConfig({
  plugins: [paraglideVitePlugin(WORDS), svelte({ configFile: false }), phoneAddress()],
  build: {
    target: BROWSERS,
    cssTarget: BROWSERS,
    outDir: '.svelte-kit/output/client',
    emptyOutDir: false,
    manifest: '.vite/phone.json',
    // One file each: nothing is left to be fetched when the network is gone in the middle of a vote.
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: {
      input: 'phone.html',
      output: {
        codeSplitting: false,
        entryFileNames: '_app/immutable/phone/[name].[hash].js',
        assetFileNames: '_app/immutable/phone/[name].[hash][extname]',
      },
    },
  },
  server: { proxy: API },
});

/** While developing, every `/v/…` is this page; in production the api's static files see to it. */
function phoneAddress(): Plugin {
  return {
    name: 'phone-address',
    configureServer: ({ middlewares }) => {
      middlewares.use((request, _, next) => {
        if (request.url?.startsWith('/v/')) request.url = '/phone.html';
        next();
      });
    },
  };
}

/** The phone's page alone, while it is being worked on: `vite dev --config vite.phone.config.ts`. Built by `vite.phone.ts`. */
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { API, WORDS } from './vite.shared.ts';

const PAGE = '/src/routes/(voter)/phone.ts';

export default defineConfig({
  plugins: [paraglideVitePlugin(WORDS), svelte({ configFile: false }), phoneAddress()],
  define: { PHONE_PAGES: JSON.stringify({ 'zh-CN': PAGE, en: PAGE }) },
  server: { proxy: API },
});

/** Every `/v/…` is this page; in production the api's static files see to it. */
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

/**
 * How the pages are built: a static single-page app, served by the api from `web/build`.
 *
 * No second server, nothing fetched from anywhere else, and syntax old enough for the web views inside chat apps.
 */
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';
import { buildPhone } from './vite.phone.ts';
import { API, BROWSERS, WORDS } from './vite.shared.ts';

export default defineConfig({
  plugins: [
    paraglideVitePlugin(WORDS),
    sveltekit({
      adapter: adapter({ pages: 'build', assets: 'build', fallback: 'index.html', precompress: true }),
      // A page of ours talks to its own server and to nobody else; the browser holds us to it.
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
        },
      },
      // A meeting doesn't change its software half-way: no polling for new versions.
      version: { pollInterval: 0 },
    }),
    phone(),
  ],
  build: { target: BROWSERS, cssTarget: BROWSERS },
  server: { proxy: API },
});

/** The phone's page goes into the same folder, before the adapter compresses and copies it. */
function phone(): Plugin {
  return {
    name: 'phone',
    apply: 'build',
    buildApp: ({ config }) => buildPhone(config.root, config.logLevel),
  };
}

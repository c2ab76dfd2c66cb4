/**
 * How the pages are built: a static single-page app, served by the api from `web/build`.
 *
 * No second server, nothing fetched from anywhere else, and syntax old enough for the web views inside chat apps.
 */
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** Android 5 web views updated by their vendor, and iOS 14. */
const BROWSERS = ['chrome80', 'safari14'];

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['localStorage', 'baseLocale'],
    }),
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
    plainValues(),
  ],
  build: { target: BROWSERS, cssTarget: BROWSERS },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});

/** In the browser's half of the build only: the build itself runs a server that needs the real one. */
function plainValues(): Plugin {
  return {
    name: 'plain-values',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'client',
    resolveId: {
      filter: { id: /^devalue$/ },
      handler: () => fileURLToPath(new URL('./plain-values.ts', import.meta.url)),
    },
  };
}

/**
 * How the phone's page is built: by itself, once for each language, into the folder of the others.
 *
 * Built together with the others it would carry their router and whatever of the framework any of them uses: 85 KB gzip where
 * 70 is the most. Both languages in one file would be 5 KB of words that nobody in front of this phone reads; a start of a few
 * lines fetches the one that is due.
 */
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite';
import { BROWSERS, WORDS } from './vite.shared.ts';

const LANGUAGES = ['zh-CN', 'en'];
const FOLDER = '_app/immutable/phone';
/** Where `setLocale` of the other pages keeps it. */
const CHOICE = 'PARAGLIDE_LOCALE';
const PAGE = 'src/routes/(voter)/phone.ts';

/** Pages first, then the start that knows their names, which are made of what is in them. */
export async function buildPhone(root: string, logLevel: InlineConfig['logLevel'] = 'warn'): Promise<void> {
  const common: InlineConfig = { configFile: false, root, logLevel };
  const pages: Record<string, string> = {};
  let style = '';
  for (const language of LANGUAGES) {
    const plugins = [paraglideVitePlugin(WORDS), oneLanguage(language), svelte({ configFile: false })];
    for (const { fileName } of await files({ ...common, plugins, build: into(PAGE, `phone.${language}`) })) {
      if (fileName.endsWith('.js')) pages[language] = `/${fileName}`;
      if (fileName.endsWith('.css')) style = `/${fileName}`;
    }
  }
  const define = { PHONE_PAGES: JSON.stringify(pages) };
  await files({ ...common, define, plugins: [styled(style)], build: into('phone.html', 'start') });
}

const into = (input: string, name: string): NonNullable<InlineConfig['build']> => ({
  target: BROWSERS,
  cssTarget: BROWSERS,
  outDir: '.svelte-kit/output/client',
  emptyOutDir: false,
  // One file each: nothing is left to be fetched when the network is gone in the middle of a vote.
  cssCodeSplit: false,
  modulePreload: false,
  copyPublicDir: false,
  rolldownOptions: {
    input,
    output: {
      codeSplitting: false,
      entryFileNames: `${FOLDER}/${name}.[hash].js`,
      assetFileNames: `${FOLDER}/[name].[hash][extname]`,
    },
  },
});

async function files(config: InlineConfig): Promise<readonly { readonly fileName: string }[]> {
  const made = (await build(config)) as Rolldown.RolldownOutput;
  return made.output;
}

/**
 * Each sentence asks in which language it is to speak. Here there is one answer, so the other sentences fall away, and with
 * them most of what finds the answer; the choice itself is kept as the other pages keep it.
 */
function oneLanguage(language: string): Plugin {
  const body = /\(\(inputs(?: = \{\})?, options = .*$/s;
  const runtime = `export const getLocale = () => '${language}';
    export const setLocale = (chosen) => { localStorage.setItem('${CHOICE}', chosen); location.reload(); };`;
  return {
    name: 'one-language',
    transform(code, id) {
      if (id.endsWith('/paraglide/runtime.js')) return runtime;
      if (!id.includes('/paraglide/messages/') || id.endsWith('/_index.js')) return null;
      const sentence =
        new RegExp(`"${language}"\\) return (\\w+)`).exec(code) ?? /^\treturn (\w+)\(inputs\)/m.exec(code);
      if (sentence?.[1] === undefined) throw new Error(`no sentence in ${language}: ${id}`);
      return code.replace(/^import .*$/m, '').replace(body, sentence[1]);
    },
  };
}

/** The style is there before the page, so that nothing is drawn without it. */
const styled = (href: string): Plugin => ({
  name: 'styled',
  transformIndexHtml: () => [{ tag: 'link', attrs: { rel: 'stylesheet', href }, injectTo: 'head' }],
});

// @ts-check
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig, fontProviders } from 'astro/config';
import { lastChanges } from './scripts/history.ts';
import { chapterChange } from './src/chapter-change.ts';
import { questions } from './src/questions.ts';

/** Where the site will stand; `BASE_PATH=/system-design-notes/` builds it for a folder of a host. */
const site = process.env.SITE_URL ?? 'https://system-design-notes.example';
const base = process.env.BASE_PATH ?? '/';

/** What the two faces have in common; each is shown only if it is there for the first paint, so that nothing shifts. */
const variable = /** @type {const} */ ({ weight: '400 700', style: 'normal', display: 'optional' });

/** The days on which the notes last changed, by file. */
const changes = lastChanges('notes');

/** What every lab needs at once, as one file, since fewer files pack better; what is fetched when asked for is not in it. */
const labShell =
  /node_modules\/preact\/|src\/lab\/(?!take-away|average)|src\/browser\/awaken-lab|src\/kernel\/(time|random|mix|clock|exact-maths|samplers|statistics|event-queue)\./;

export default defineConfig({
  site,
  base,
  outDir: process.env.OUT_DIR ?? 'dist',
  trailingSlash: 'always',
  integrations: [
    mdx(),
    sitemap({
      // Chapters alone are made of files of their own; the day of any other page would be a guess.
      serialize: ({ url, ...page }) => {
        const day = chapterChange(new URL(url).pathname.slice(base.length).replace(/\/$/, ''), changes);
        return { ...page, url, ...(day && { lastmod: day }) };
      },
    }),
  ],
  build: { inlineStylesheets: 'always' },
  // Cut to the characters in use by scripts/subset-fonts.ts.
  fonts: [
    {
      name: 'Source Serif 4',
      cssVariable: '--font-text',
      provider: fontProviders.local(),
      fallbacks: ['serif'],
      options: { variants: [{ ...variable, src: ['./node_modules/.cache/fonts/text.woff2'] }] },
    },
    {
      name: 'Source Sans 3',
      cssVariable: '--font-label',
      provider: fontProviders.local(),
      fallbacks: ['sans-serif'],
      options: { variants: [{ ...variable, src: ['./node_modules/.cache/fonts/label.woff2'] }] },
    },
  ],
  devToolbar: { enabled: false },
  markdown: { processor: satteri({ hastPlugins: [questions] }), shikiConfig: { theme: 'css-variables' } },
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
      ],
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
      styleDirective: { resources: ["'self'"] },
    },
  },
  vite: {
    plugins: [
      {
        // Vite's helper around each `import()` fetches styles and further files ahead: ours have none, and with its lists
        // it would be a third of the script that every page loads.
        name: 'bare-dynamic-imports',
        enforce: 'pre',
        load: (id) => (id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null),
        generateBundle: {
          order: 'post',
          handler(_, bundle) {
            for (const file of Object.values(bundle))
              if (file.type === 'chunk')
                file.code = file.code
                  .replace(/^const __vite__mapDeps=.*\n/, '')
                  .replaceAll(/,__vite__mapDeps\(\[[\d,]*\]\)/g, '');
          },
        },
      },
    ],
    define: { LAST_CHANGES: JSON.stringify(changes) },
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: {
              advancedChunks: {
                groups: [
                  { name: 'lab-shell', test: labShell, priority: 1 },
                  // A lab and its picture are two ways into what they share; what has more belongs to several systems.
                  { name: 'systems', test: /src\/systems\//, minShareCount: 3, priority: 1 },
                  { name: (id) => /src\/systems\/([^/]+)\//.exec(id)?.[1], test: /src\/systems\// },
                  // Every page imports it: it must not be in a file with what is for labs alone.
                  { name: 'preload-helper', test: /preload-helper/, priority: 2 },
                ],
              },
            },
          },
        },
      },
    },
    build: {
      rolldownOptions: {
        // One notice for every chapter: directives at the top of MDX modules mean nothing here.
        onLog: (level, log, next) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : next(level, log)),
      },
    },
  },
});

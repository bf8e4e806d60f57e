// @ts-check
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig, fontProviders } from 'astro/config';

/** Where the site will stand; `BASE_PATH=/system-design-notes/` builds it for a folder of a host. */
const site = process.env.SITE_URL ?? 'https://system-design-notes.example';
const base = process.env.BASE_PATH ?? '/';

/** A face that `scripts/subset-fonts.ts` has cut to the characters in use; shown only if it is there for the first paint. */
const face = (name, file, generic) => ({
  name,
  cssVariable: `--font-${file}`,
  provider: fontProviders.local(),
  fallbacks: [generic],
  options: {
    variants: [
      { src: [`./node_modules/.cache/fonts/${file}.woff2`], weight: '400 700', style: 'normal', display: 'optional' },
    ],
  },
});

export default defineConfig({
  site,
  base,
  outDir: process.env.OUT_DIR ?? 'dist',
  trailingSlash: 'always',
  integrations: [mdx(), sitemap()],
  build: { inlineStylesheets: 'always' },
  fonts: [face('Source Serif 4', 'text', 'serif'), face('Source Sans 3', 'label', 'sans-serif')],
  devToolbar: { enabled: false },
  markdown: { processor: satteri(), shikiConfig: { theme: 'css-variables' } },
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "base-uri 'self'",
        "form-action 'none'",
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
    build: {
      rolldownOptions: {
        // One notice for every chapter: directives at the top of MDX modules mean nothing here.
        onLog: (level, log, next) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : next(level, log)),
      },
    },
  },
});

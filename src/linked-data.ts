import { addressOf } from './address.ts';
import { type Document, documents, name } from './documents.ts';
import { changedOn, chapterOf, settings } from './handbook.ts';
import { slug } from './normalize/split.ts';

type Thing = Readonly<Record<string, unknown>>;

const home = addressOf('/');

/** What a page is about in the words of schema.org, and the way to it from the home page. */
export function linkedData(document: Document): Thing {
  const things = [about(document), ...trail(document)].filter((thing) => thing !== undefined);
  return { '@context': 'https://schema.org', '@graph': things };
}

function about(document: Document): Thing | undefined {
  const { path, title, summary, label, subject } = document;
  const url = addressOf(path);
  const common = { '@id': url, url, name: title, description: summary, inLanguage: 'en' };
  switch (subject.kind) {
    case 'home':
      return {
        '@type': 'WebSite',
        ...common,
        potentialAction: {
          '@type': 'SearchAction',
          target: { '@type': 'EntryPoint', urlTemplate: `${addressOf('/search/')}?q={search_term_string}` },
          'query-input': 'required name=search_term_string',
        },
      };
    case 'chapter': {
      const changed = changedOn(subject.chapter);
      return {
        '@type': 'TechArticle',
        ...common,
        headline: title,
        ...(subject.chapter.data.part !== undefined && { articleSection: label }),
        ...(changed !== undefined && { dateModified: changed }),
        image: addressOf(`${path}card.png`),
        isPartOf: { '@id': home },
      };
    }
    case 'comparison': {
      const { table } = subject;
      return {
        '@type': 'Dataset',
        ...common,
        variableMeasured: table.columns.slice(1),
        distribution: {
          '@type': 'DataDownload',
          encodingFormat: 'text/markdown',
          contentUrl: addressOf(`${path}index.md`),
        },
        ...(chapterOf(table.chapter) && { isPartOf: { '@id': addressOf(`/${table.chapter}/`) } }),
      };
    }
    case 'glossary':
      return {
        '@type': 'DefinedTermSet',
        ...common,
        hasDefinedTerm: settings.terms.map(({ term, acronym }) => ({
          '@type': 'DefinedTerm',
          '@id': `${url}#${slug(term)}`,
          name: term,
          ...(acronym !== undefined && { alternateName: acronym }),
        })),
      };
    default:
      return undefined;
  }
}

/** The pages from home down to this one; home itself has no way to go. */
function trail({ path, title }: Document): readonly Thing[] {
  if (path === '/') return [];
  const above = documents.filter((other) => other.path !== path && path.startsWith(other.path));
  const steps = [...above.toSorted((a, b) => a.path.length - b.path.length), { path, title }];
  return [
    {
      '@type': 'BreadcrumbList',
      itemListElement: steps.map((step, i) => ({
        '@type': 'ListItem',
        position: i + 1,
        name: step.path === '/' ? name : step.title,
        item: addressOf(step.path),
      })),
    },
  ];
}

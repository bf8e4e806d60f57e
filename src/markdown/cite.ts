import type { PhrasingContent } from 'mdast';
import { checkedOn } from '../table/provenance.ts';
import type { Sources } from '../table/sources.ts';
import { link, text } from './nodes.ts';

/** The documents that a fact rests on, linked, with the day of the check. */
export function cite(keys: readonly string[], checked: string | undefined, sources: Sources): PhrasingContent[] {
  const day = checkedOn({ sources: keys, ...(checked !== undefined && { checked }) }, sources);
  const named = keys.flatMap((key, i): PhrasingContent[] => {
    const source = sources[key];
    const remarks = `${source?.edition ? ` (${source.edition})` : ''}${source?.read === 'secondary' ? ', a report by others' : ''}`;
    return [
      ...(i === 0 ? [] : [text('; ')]),
      source ? link(source.url, source.title) : text('general knowledge'),
      ...(remarks === '' ? [] : [text(remarks)]),
    ];
  });
  const dated = `${named.length > 0 ? ', checked' : 'Checked'} ${day}`;
  return [...named, ...(day === '' ? [] : [text(dated)])];
}

/** The day on which the text or the facts of a chapter last changed, from the days of the files in `notes/`, where known. */
export const chapterChange = (id: string, changes: Readonly<Record<string, string>>): string | undefined =>
  [`notes/chapters/${id}.md`, `notes/facts/${id}.yaml`]
    .flatMap((file) => changes[file] ?? [])
    .toSorted()
    .at(-1);

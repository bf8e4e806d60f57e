/** Where the notes are edited and errors in them are reported: addresses of a repository on GitHub. */
export interface Repository {
  /** The page on which a file can be edited; `file` is its path in the repository. */
  edit(file: string): string;
  /** The form of a new issue, filled in. */
  newIssue(title: string, body: string): string;
}

/** The repository at an address such as `https://github.com/owner/name`, of which npm also knows longer forms. */
export function repositoryAt(address: string): Repository {
  const url = address.replace(/^git\+/, '').replace(/(\.git)?\/?$/, '');
  return {
    edit: (file) => `${url}/edit/main/${file.split('/').map(encodeURIComponent).join('/')}`,
    newIssue: (title, body) => `${url}/issues/new?${new URLSearchParams({ title, body })}`,
  };
}

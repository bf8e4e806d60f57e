/** Where the notes are edited and errors in them are reported: addresses of a repository on GitHub. */
export interface Repository {
  /** The page that shows a file or a folder; `path` is its path in the repository. */
  show(path: string): string;
  /** The page on which a file can be edited; `file` is its path in the repository. */
  edit(file: string): string;
  /** The form of a new issue, filled in. */
  newIssue(title: string, body: string): string;
}

/** The repository at an address such as `https://github.com/owner/name`, of which npm also knows longer forms. */
export function repositoryAt(address: string): Repository {
  const url = address.replace(/^git\+/, '').replace(/(\.git)?\/?$/, '');
  const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
  return {
    show: (path) => `${url}/tree/main/${encoded(path)}`,
    edit: (file) => `${url}/edit/main/${encoded(file)}`,
    newIssue: (title, body) => `${url}/issues/new?${new URLSearchParams({ title, body })}`,
  };
}

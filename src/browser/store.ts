/** What the reader's browser keeps between visits, by name. */
interface Kept {
  /** The chosen theme; none follows the system. */
  theme: 'light' | 'dark';
  /** Ids of the chapters read to their end. */
  read: readonly string[];
  /** The last searches, latest first. */
  searches: readonly string[];
  /** Whether the keys of a single sign are switched off. */
  keys: 'off';
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((entry) => typeof entry === 'string');

const isSound = {
  theme: (value) => value === 'light' || value === 'dark',
  read: isTexts,
  searches: isTexts,
  keys: (value) => value === 'off',
} as const satisfies Record<keyof Kept, (value: unknown) => boolean>;

/** The kept value; undefined where there is none, where it is broken, or where the browser keeps nothing. */
export function kept<Name extends keyof Kept>(name: Name): Kept[Name] | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
    return isSound[name](value) ? (value as Kept[Name]) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value, or forgets it where it is undefined; a browser that keeps nothing is no error. */
export function keep<Name extends keyof Kept>(name: Name, value: Kept[Name] | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full or forbidden store: the page works, and forgets.
  }
}

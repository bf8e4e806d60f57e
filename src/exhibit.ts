import { comparisons } from './handbook.ts';

const table = comparisons.find(({ id }) => id === 'cache-write-policies') ?? comparisons[0];

/** The table shown as an example on the home page, as far as it fits beside its question: columns by number, and rows. */
export const exhibit = { table, columns: [0, 1, 5], rows: table?.rows.slice(0, 5) ?? [] };

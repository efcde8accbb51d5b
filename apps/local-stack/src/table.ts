import type { IssuedToken } from './tokens.js';

export type Row = { name: string; url?: string; docs?: string };

const SHOWN_AGENCIES = ['US-MO', 'MO-circuit-5', null];

/** Columns as wide as their longest cell. */
export const table = (rows: readonly Row[]): string => {
  const cells = [['NAME', 'URL', 'DOCS'], ...rows.map(({ name, url = '', docs = '' }) => [name, url, docs])];
  const widths = [0, 1, 2].map(column => Math.max(...cells.map(row => row[column]!.length)));
  return cells.map(row => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n');
};

/** One whole token per role, to copy. */
export const tokenList = (tokens: readonly IssuedToken[]): string =>
  tokens
    .filter(({ agency }) => SHOWN_AGENCIES.includes(agency))
    .map(({ role, agency, county, token }) => `${role} (${county ?? agency ?? 'no agency'})\n  ${token}`)
    .join('\n');

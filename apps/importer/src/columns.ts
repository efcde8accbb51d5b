export const COLUMNS = [
  'episode', 'stateChildId', 'state', 'county', 'category', 'missingSince', 'learnedAt', 'recordedAt', 'policeReportedAt', 'policeReceipt',
  'ncmecReportedAt', 'ncmecReceipt', 'evidenceRecordedAt', 'locatedAt', 'screenedAt', 'screenResult',
] as const;
export type Column = (typeof COLUMNS)[number];
export type Cells = Readonly<Record<Column, string>>;

/** What is wrong with one cell; without a column, with the row. Never quotes the cell: it may be personal. */
export type Fault = { readonly column: Column | null; readonly code: string; readonly detail: string };
export type WrongCell = Fault & { readonly line: number };

/** What is wrong with the header; undefined when it has every column once, in any order, and no other. */
export const headerFault = (header: readonly string[]): string | undefined => {
  const missing = COLUMNS.filter(column => !header.includes(column));
  const unknown = header.filter(name => !(COLUMNS as readonly string[]).includes(name));
  const repeated = COLUMNS.filter(column => header.filter(name => name === column).length > 1);
  const parts = [['missing', missing], ['unknown', unknown], ['repeated', repeated]] as const;
  const told = parts.filter(([, names]) => names.length > 0).map(([what, names]) => `${what}: ${names.map(name => name || '(no name)').join(', ')}`);
  return told.length > 0 ? `The header does not have the columns of an import of missing episodes (${told.join('; ')})` : undefined;
};

export const cellsOf = (header: readonly string[], values: readonly string[]): Cells =>
  Object.fromEntries(header.map((name, index) => [name, values[index]])) as Cells;

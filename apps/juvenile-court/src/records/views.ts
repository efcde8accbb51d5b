import type { RecordTable } from './record-table.js';
import { canRead } from './wall.js';

export const baseOf = ({ name, columns, indexes = [] }: RecordTable): string[] => [
  `create table ${name}_all (${columns})`,
  ...indexes.map((on, index) => `create index ${name}_all_${index + 1} on ${name}_all (${on})`),
];

/** Simple enough for PostgreSQL to let rows be written through it too: so one entity serves the recorder and the readers. */
export const viewOf = (table: RecordTable): string =>
  `create view ${table.name} with (security_barrier) as select t.* from ${table.name}_all t where ${canRead(table)}`;

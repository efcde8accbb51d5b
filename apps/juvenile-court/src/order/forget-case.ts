import type { EntityManager } from 'typeorm';
import { forgetMatter } from '../records/index.js';

/** Takes every row of an expunged case out of every table of the records, whatever feature's; a row that comes later is shown to nobody. */
export const forgetCase = async (tx: EntityManager, caseId: string): Promise<void> => {
  const tables: { name: string }[] = await tx.query(
    `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and c.column_name = 'case_id' and t.table_type = 'BASE TABLE' order by 1`);
  for (const { name } of tables) await tx.query(`delete from "${name}" where case_id = $1`, [caseId]);
  await forgetMatter(tx, caseId);
};

import type { DataSource, EntityManager, MigrationInterface, QueryRunner } from 'typeorm';

/** When the log was last counted against the ledger, independently of it. */
export class VerificationTables implements MigrationInterface {
  name = 'VerificationTables1763800100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ledger_verification (
        run bigint generated always as identity primary key,
        position bigint not null,
        matched boolean not null,
        verified_at timestamptz not null default clock_timestamp()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ledger_verification');
  }
}

/** What a report shows of its completeness: nothing was lost up to `verifiedPosition`. */
export type Completeness = { readonly verifiedPosition: string | null; readonly verifiedAt: string | null; readonly lastRunMatched: boolean | null };

export const recordVerification = (dataSource: DataSource, position: bigint, matched: boolean): Promise<unknown> =>
  dataSource.query('insert into ledger_verification (position, matched) values ($1, $2)', [position, matched]);

export const completeness = async (from: DataSource | EntityManager): Promise<Completeness> => {
  const [last]: { matched: boolean }[] = await from.query('select matched from ledger_verification order by run desc limit 1');
  const [proven]: { position: string; verified_at: Date }[] = await from.query(
    'select position, verified_at from ledger_verification where matched order by run desc limit 1');
  return { verifiedPosition: proven?.position ?? null, verifiedAt: proven?.verified_at.toISOString() ?? null, lastRunMatched: last?.matched ?? null };
};

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each service lists this in its migrations. The database itself refuses to change or remove a row. */
export class AuditLogMigration1767225600000 implements MigrationInterface {
  readonly name = 'AuditLogMigration1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_log (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        outcome text not null,
        subject text, role text, agency text, county text,
        action text not null, resource_type text not null, resource_id text,
        purpose text, correlation_id text not null)`);
    await runner.query('create index audit_log_resource on audit_log (resource_type, resource_id, at)');
    await runner.query('create index audit_log_subject on audit_log (subject, at)');
    await runner.query(`
      create function audit_log_is_append_only() returns trigger language plpgsql as $$
      begin raise exception 'the audit log is append-only'; end $$`);
    await runner.query(`
      create trigger append_only before update or delete or truncate on audit_log
      for each statement execute function audit_log_is_append_only()`);
  }

  /** An audit log is never dropped by an undone migration. */
  async down(): Promise<void> {
    throw new Error('The audit log stays');
  }
}

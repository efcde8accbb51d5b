import type { DataSource } from 'typeorm';
import type { Actor, Instant } from '#kernel';

/** Who did what to which thing, and why. Codes and opaque ids only. */
export type AuditEntry = {
  readonly at: Instant;
  /** Undefined when nobody was authenticated. */
  readonly actor: Actor | undefined;
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string | null;
  readonly purpose?: string;
  readonly correlationId: string;
};

const COLUMNS = ['at', 'outcome', 'subject', 'role', 'agency', 'county', 'action', 'resource_type', 'resource_id', 'purpose', 'correlation_id'];

/** The append-only table of denials, of reads of personal data and of operators' interventions, in the service's own database (see the migration). */
export class AuditLog {
  constructor(private readonly dataSource: DataSource) {}

  /** One row for each read, in one statement. Whoever cannot write it must not give out the data. */
  personalDataRead(entries: readonly AuditEntry[]): Promise<void> {
    return this.append(entries.map(entry => ({ ...entry, outcome: 'personal-data-read' })));
  }

  /** What an operator is about to do to what runs; `purpose` says why. */
  operated(entry: AuditEntry): Promise<void> {
    return this.append([{ ...entry, outcome: 'operated' }]);
  }

  /** `code`: why it was denied. */
  denied(entry: AuditEntry & { readonly code: string }): Promise<void> {
    return this.append([{ ...entry, outcome: entry.code }]);
  }

  private async append(entries: readonly (AuditEntry & { outcome: string })[]): Promise<void> {
    const rows = entries.map(({ at, outcome, actor, action, resourceType, resourceId, purpose, correlationId }) => ({
      at, outcome, subject: actor?.subject, role: actor?.role, agency: actor?.agency, county: actor?.county,
      action, resource_type: resourceType, resource_id: resourceId, purpose, correlation_id: correlationId,
    }));
    await this.dataSource.query(
      `insert into audit_log (${COLUMNS.join(', ')}) select ${COLUMNS.join(', ')} from json_populate_recordset(null::audit_log, $1)`,
      [JSON.stringify(rows)]);
  }
}

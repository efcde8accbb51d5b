import type { Actor, Clock, Sealed } from '#kernel';
import type { AccessTable, Resource } from './access-table.js';
import type { AuditLog } from './audit-log.js';
import type { KeyRing } from './key-ring.js';

/** Each sealed value becomes the value in clear, `{ erased: true }` or `{ withheld: true }`. */
export type Revealed<T> =
  T extends string | number | bigint | boolean | null | undefined ? T // branded texts too
  : T extends Sealed ? unknown
  : T extends Date ? T
  : T extends readonly (infer Item)[] ? readonly Revealed<Item>[]
  : T extends object ? { readonly [Key in keyof T]: Revealed<T[Key]> }
  : T;

export type Reading = { readonly actor: Actor; readonly action: string; readonly purpose?: string; readonly correlationId: string };
export type Subject = { readonly resource: Resource; readonly resourceType: string; readonly resourceId: string };

const isSealed = (value: object): value is Sealed =>
  Object.keys(value).length === 1 && 'sealed' in value && typeof value.sealed === 'string';

/** Copies plain data, each sealed value replaced. */
const mapSealed = (value: unknown, replace: (token: Sealed) => unknown): unknown => {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(item => mapSealed(item, replace));
  if (isSealed(value)) return replace(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapSealed(item, replace)]));
};

/** Opens sealed values for a reader: never without the access table's leave, never without a row in the audit log. */
export class PersonalDataReader {
  constructor(
    private readonly keyRing: KeyRing, private readonly auditLog: AuditLog,
    private readonly accessTable: AccessTable, private readonly clock: Clock,
  ) {}

  /** One row of a read model as this reader may see it. Throws DomainError (forbidden), and whatever kept the audit row from being written. */
  async reveal<T>(request: Reading & Subject, row: T): Promise<Revealed<T>> {
    return (await this.revealAll(request, [row], () => request))[0]!;
  }

  /** The same for a page of rows: one look into the key ring, one audit row for each row that showed something. */
  async revealAll<T>(request: Reading, rows: readonly T[], subjectOf: (row: T) => Subject): Promise<readonly Revealed<T>[]> {
    const { actor, action, purpose, correlationId } = request;
    for (const row of rows) this.accessTable.check(actor, action, subjectOf(row).resource, purpose);

    const tokens: Sealed[] = [];
    for (const row of rows) mapSealed(row, token => tokens.push(token));
    const opened = await this.keyRing.openWithin(this.accessTable.scopes(actor, action), tokens);

    let next = 0;
    const shown: T[] = [];
    const revealed = rows.map(row => {
      let clear = false;
      const result = mapSealed(row, () => {
        const value = opened[next++]!;
        clear ||= 'clear' in value;
        return 'clear' in value ? value.clear : value;
      });
      if (clear) shown.push(row);
      return result as Revealed<T>;
    });
    if (shown.length > 0) {
      const at = this.clock.now();
      await this.auditLog.personalDataRead(shown.map(row => {
        const { resourceType, resourceId } = subjectOf(row);
        return { at, actor, action, resourceType, resourceId, purpose, correlationId };
      }));
    }
    return revealed;
  }
}

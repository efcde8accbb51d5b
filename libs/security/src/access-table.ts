import { DomainError, type Actor, type Decision, type Event, type Scope } from '#kernel';

/** Whose a thing is. `null`: nobody's, so no agency's condition passes. */
export type Resource = { readonly agency: string | null; readonly county?: string | null };
/** True, or the code of the denial. */
export type Condition = (request: { actor: Actor; resource: Resource; purpose?: string }) => true | string;
export type AccessRow = {
  readonly role: string;
  /** `noun:verb`. */
  readonly action: string;
  /** All must pass. */
  readonly when: readonly Condition[];
  /** Whose personal data the role may read in clear; `exchange` needs no mention. */
  readonly scopes?: readonly Scope[];
};

const DENIALS: Readonly<Record<string, string>> = {
  'role-not-permitted': 'This role may not do that',
  'other-agency': 'This belongs to another agency',
  'other-county': 'This belongs to another county',
  'purpose-required': 'State a purpose that permits this',
};

const denied = (code: string, action: string) => new DomainError(code, DENIALS[code] ?? 'Not permitted here', 'forbidden', { action });

/** Refuses with `other-agency`, also where either belongs to none. */
export const sameAgency: Condition = ({ actor, resource }) =>
  (actor.agency !== null && actor.agency === resource.agency) || 'other-agency';

/** Passes when the actor is bound to no county. */
export const sameCounty: Condition = ({ actor, resource }) =>
  actor.county === null || actor.county === resource.county || 'other-county';

/** Passes when the request states one of these purposes; refuses with `purpose-required`. */
export const statedPurpose = (...allowed: string[]): Condition =>
  ({ purpose }) => (purpose !== undefined && allowed.includes(purpose)) || 'purpose-required';

/** Who may do what in one service: a role's action without a row is denied. */
export class AccessTable {
  private readonly byRoleAndAction: ReadonlyMap<string, AccessRow>;

  /** Throws when a role has two rows for one action. */
  constructor(readonly rows: readonly AccessRow[]) {
    this.byRoleAndAction = new Map(rows.map(row => [keyOf(row.role, row.action), row]));
    if (this.byRoleAndAction.size !== rows.length) throw new Error('The access table has two rows for one role and action');
  }

  /** Throws `role-not-permitted` when the role has no row; for the gate, where the resource is not known yet. */
  knows(actor: Actor, action: string): void {
    this.rowOf(actor, action);
  }

  /** Throws DomainError (forbidden) with the code of the first condition that does not pass. */
  check(actor: Actor, action: string, resource: Resource, purpose?: string): void {
    const denial = this.denialOf(actor, action, resource, purpose);
    if (denial !== undefined) throw denied(denial, action);
  }

  /** As `check`, for what is left out where it is not permitted. */
  permits(actor: Actor, action: string, resource: Resource, purpose?: string): boolean {
    return this.denialOf(actor, action, resource, purpose) === undefined;
  }

  /** The scopes whose personal data the role may read by this action, apart from `exchange`. */
  scopes(actor: Actor, action: string): readonly Scope[] {
    return this.rowOf(actor, action).scopes ?? [];
  }

  private denialOf(actor: Actor, action: string, resource: Resource, purpose?: string): string | undefined {
    for (const condition of this.rowOf(actor, action).when) {
      const result = condition({ actor, resource, purpose });
      if (result !== true) return result;
    }
    return undefined;
  }

  private rowOf(actor: Actor, action: string): AccessRow {
    const row = this.byRoleAndAction.get(keyOf(actor.role, action));
    if (!row) throw denied('role-not-permitted', action);
    return row;
  }
}

const keyOf = (role: string, action: string) => JSON.stringify([role, action]);

/**
 * A decision that is first checked against the state it decides on. While `resourceOf` yields nothing
 * (the thing does not exist yet) only the role is checked.
 */
export const permitted = <S, E extends Event>(
  table: AccessTable, actor: Actor, action: string, resourceOf: (state: S) => Resource | undefined, decision: Decision<S, E>,
): Decision<S, E> => (state, now) => {
  const resource = resourceOf(state);
  if (resource) table.check(actor, action, resource);
  else table.knows(actor, action);
  return decision(state, now);
};

/**
 * Something that tells who a person is: a name, a birth date, an identifier, a place.
 * In clear only inside a decision and at the edge that a permitted reader reads from; at rest it is `Sealed`.
 * After its key is destroyed every reader gets `erased`.
 */
export type Personal<T> = { readonly clear: T } | { readonly erased: true };

/** A personal value at rest: a compact JWE that only the key ring can open. */
export type Sealed = { readonly sealed: string };

/** The shape in which data is stored and projected: every personal value sealed. */
export type AtRest<T> =
  T extends string | number | boolean | null | undefined ? T
  : T extends { readonly clear: unknown } | { readonly erased: true } ? Sealed
  : T extends readonly (infer Item)[] ? readonly AtRest<Item>[]
  : T extends object ? { readonly [Key in keyof T]: AtRest<T[Key]> }
  : T;

/** Marks a value as personal: it is sealed before it is stored. */
export const personal = <T>(value: T): Personal<T> => ({ clear: value });

/** The value in clear, or `undefined` once erased. */
export const clearOf = <T>(value: Personal<T> | undefined): T | undefined =>
  value && 'clear' in value ? value.clear : undefined;

/** A record class: each has keys, retention and readers of its own. `exchange` is what agencies share about one child. */
export type Scope = 'agency' | 'court' | 'exchange';

/**
 * What one key seals: a record class, or one record of it, so that a single case can be made unreadable for ever
 * while the child's others stay. Whoever may read the class may read its records.
 */
export type KeyScope = Scope | `${Scope}:${string}`;

/** The record class that a key belongs to. */
export const classOf = (scope: KeyScope): Scope => scope.split(':')[0] as Scope;

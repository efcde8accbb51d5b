/** What kind of refusal this is; the HTTP edge turns it into 400, 403, 404, 409, 412 or 422. */
export type RefusalKind = 'malformed' | 'forbidden' | 'unknown' | 'refused' | 'stale' | 'reused';

/** A refusal with a permanent code. Neither message nor details may hold personal data: both are logged. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly kind: RefusalKind = 'refused',
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

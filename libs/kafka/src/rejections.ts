import { REJECTIONS, type RejectionCode } from '#contracts';
import { DomainError } from '#kernel';
import type { Rejection } from './inbound.js';

export const rejection = (code: RejectionCode, pointer: string | null = null): Rejection => ({ code, pointer, detail: REJECTIONS[code] });

/** A refusal while a message is read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly rejection: Rejection;

  constructor(code: RejectionCode, pointer: string | null = null) {
    super(code);
    this.rejection = rejection(code, pointer);
  }
}

/** An error's own code where the contract has it. */
export const codeOf = (error: unknown, otherwise: RejectionCode): RejectionCode =>
  error instanceof DomainError && error.code in REJECTIONS ? (error.code as RejectionCode) : otherwise;

/** Refusals that say nothing of the message: the same may be accepted a moment later. */
const PASSING = new Set(['too-many-concurrent-edits', 'not-caught-up', 'stale-revision']);

/** What is told of a handler's refusal; `undefined` when the error is none. */
export const rejectionOf = (error: unknown): Rejection | undefined => {
  if (!(error instanceof DomainError) || PASSING.has(error.code)) return undefined;
  const { pointer } = error.details;
  return { code: error.code, pointer: typeof pointer === 'string' ? pointer : null, detail: error.message };
};

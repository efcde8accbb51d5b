import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DomainError, type RefusalKind } from '#kernel';
import { isStoreUnavailable, IssuerUnavailable, Unauthenticated } from '#security';

/** One field that was refused. The value itself is never repeated. */
export type FieldError = { readonly pointer: string; readonly code: string; readonly detail: string };

/** RFC 9457, media type `application/problem+json`. */
export type Problem = {
  readonly type: string;
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly FieldError[];
  /** What the refusal rests on, such as the window a date missed, or what others changed since: codes and times, never personal data. */
  readonly details?: Readonly<Record<string, unknown>>;
};

type Answer = Pick<Problem, 'status' | 'code' | 'detail' | 'errors' | 'details'> & { readonly headers?: Readonly<Record<string, string>> };

/** A request refused by HTTP's own rules, before any of the domain's. */
export class RequestRefused extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly errors?: readonly FieldError[]) {
    super(message);
    this.name = 'RequestRefused';
  }
}

const STATUS_OF: Readonly<Record<RefusalKind, number>> = { malformed: 400, forbidden: 403, unknown: 404, refused: 409, stale: 412, reused: 422 };
const RETRY_LATER = { 'Retry-After': '1' };
const INTERNAL: Answer = { status: 500, code: 'internal-error', detail: 'Something went wrong here; the correlation id finds it in the logs' };

const ofHttp: Readonly<Record<number, { code: string; detail: string }>> = {
  400: { code: 'malformed-request', detail: 'The request is malformed' },
  404: { code: 'no-such-route', detail: 'There is nothing at this address' },
  413: { code: 'too-large', detail: 'The body is too large' },
  415: { code: 'unsupported-media-type', detail: 'Send application/json in UTF-8' },
};

const fromHttpException = (error: HttpException): Answer => {
  const status = error.getStatus();
  if (status >= 500) return INTERNAL;
  if ((error.cause as { type?: unknown } | undefined)?.type === 'entity.parse.failed') {
    return { status, code: 'not-json', detail: 'The body is not JSON' };
  }
  const text = STATUS_CODES[status] ?? 'Refused';
  return { status, ...(ofHttp[status] ?? { code: text.toLowerCase().replaceAll(' ', '-'), detail: text }) };
};

const toldOf = ({ pointer: _, errors: __, ...told }: DomainError['details']): Problem['details'] => (Object.keys(told).length > 0 ? told : undefined);

const fromDomain = ({ code, message, kind, details }: DomainError): Answer => {
  // the reader asked for more than its projection has seen: the same request succeeds soon
  if (code === 'not-caught-up') return { status: 503, code, detail: message, headers: RETRY_LATER };
  const own = Array.isArray(details.errors) ? details.errors as readonly FieldError[] : undefined;
  const errors = typeof details.pointer === 'string' ? [{ pointer: details.pointer, code, detail: message }] : own;
  return { status: STATUS_OF[kind], code, detail: message, errors, details: kind === 'refused' || kind === 'stale' ? toldOf(details) : undefined };
};

const answerTo = (error: unknown): Answer => {
  if (error instanceof DomainError) return fromDomain(error);
  if (error instanceof RequestRefused) return { status: error.status, code: error.code, detail: error.message, errors: error.errors };
  if (error instanceof Unauthenticated) {
    const challenge = error.code === 'token-missing' ? 'Bearer' : 'Bearer error="invalid_token"';
    return { status: 401, code: error.code, detail: error.message, headers: { 'WWW-Authenticate': challenge } };
  }
  if (error instanceof IssuerUnavailable) return { status: 503, code: 'issuer-unavailable', detail: error.message, headers: RETRY_LATER };
  if (error instanceof HttpException) return fromHttpException(error);
  if (isStoreUnavailable(error)) {
    return { status: 503, code: 'store-unavailable', detail: 'A store cannot be reached; try again', headers: RETRY_LATER };
  }
  return INTERNAL;
};

/** What the sender of a failed request is told. Of an unexpected error: nothing but the correlation id. */
export const problemFor = (error: unknown, correlationId: string): { problem: Problem; headers: Readonly<Record<string, string>> } => {
  const { status, code, detail, headers = {}, errors, details } = answerTo(error);
  const problem = {
    type: `urn:safe-harbor:problem:${code}`, code, title: STATUS_CODES[status] ?? 'Refused', status, detail,
    instance: `urn:safe-harbor:correlation:${correlationId}`, ...(errors && { errors }), ...(details && { details }),
  };
  return { problem, headers };
};

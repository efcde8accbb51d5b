import { createParamDecorator, Param, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';
import { validate } from 'uuid';
import { DomainError } from '#kernel';
import type { Reading } from '#security';
import { contextOf } from './request-context.js';
import { minPositionOf } from './request-headers.js';

const requestOf = (execution: ExecutionContext) => execution.switchToHttp().getRequest<Request>();

const known = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('A public handler has no actor');
  return value;
};

/** The header is listed at `/docs` for every handler that takes what is read from it. */
const listed = (name: string, description: string): ParameterDecorator => (prototype, handler) =>
  ApiHeader({ name, description })(prototype, handler!, Object.getOwnPropertyDescriptor(prototype, handler!)!);

/** The authenticated `Actor`. */
export const CurrentActor = createParamDecorator((_: unknown, execution: ExecutionContext) => known(contextOf(requestOf(execution)).actor));

/** The command's `Meta` for `EventStore.decide`: actor, ids, fingerprint, `If-Match`. */
export const RequestMeta = createParamDecorator((_: unknown, execution: ExecutionContext) => known(contextOf(requestOf(execution)).meta), [
  listed('Idempotency-Key', 'Names this command: sent again it is done once'),
  listed('Claimed-Recorded-At', 'Imports only: when the source system says it was recorded'),
]);

/** The `Reading` for `PersonalDataReader`: who reads, by which action, for which purpose. */
export const RequestReading = createParamDecorator((_: unknown, execution: ExecutionContext): Reading => {
  const { actor, action, purpose, correlationId } = contextOf(requestOf(execution));
  return { actor: known(actor), action: known(action), purpose, correlationId };
}, [listed('Purpose', 'Code of the purpose of reading')]);

/** The `Min-Position` header as bigint, or undefined; for `awaitPosition`. Malformed: 400 `malformed-min-position`. */
export const MinPosition = createParamDecorator(
  (_: unknown, execution: ExecutionContext) => minPositionOf(requestOf(execution)),
  [listed('Min-Position', 'Wait until what is read here has seen this Position')],
);

/** A path parameter that must be a UUID: else 400 `not-a-uuid`. */
export const UuidParam = (name: string) =>
  Param(name, {
    transform(value: string) {
      if (!validate(value)) throw new DomainError('not-a-uuid', `The ${name} in the address is not a UUID`, 'malformed');
      return value.toLowerCase();
    },
  });

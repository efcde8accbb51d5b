import { UnavailableError, CancelledError, DeadlineExceededError, StreamNotFoundError, TimeoutError } from '@eventstore/db-client';
import { QueryFailedError } from 'typeorm';
import { DomainError } from '#kernel';
import { isStoreUnavailable } from './index.js';

const coded = (code: unknown, more: object = {}) => Object.assign(new Error('why'), { code }, more);

describe('a store is away', () => {
  it.each<[string, unknown]>([
    ...['57P01', '57P02', '57P03', '08000', '08006', '53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].map((code): [string, unknown] => [code, coded(code)]),
    ...[1, 4, 14].map((code): [string, unknown] => [`gRPC ${code}`, coded(code, { metadata: {} })]),
    ['Connection terminated', new Error('Connection terminated unexpectedly')],
    ['no connection in time', new Error('timeout exceeded when trying to connect')],
    ['UnavailableError', new UnavailableError()], ['TimeoutError', new TimeoutError()], ['CancelledError', new CancelledError()],
    ['DeadlineExceededError', new DeadlineExceededError()],
    ['QueryFailedError', new QueryFailedError('select', [], new Error('Connection terminated unexpectedly'))],
    ['QueryFailedError with a code', new QueryFailedError('select', [], coded('57P01'))],
    ['a cause', new Error('why', { cause: new Error('why', { cause: coded('EPIPE') }) })],
    ['one of several', new AggregateError([new Error('why'), coded('ECONNREFUSED')])],
  ])('by %s', (_, error) => expect(isStoreUnavailable(error)).toBe(true));
});

describe('a store is there', () => {
  it.each([
    ['23505', coded('23505')], ['a DOMException', new DOMException('why', 'IndexSizeError')], ['StreamNotFoundError', new StreamNotFoundError(undefined as never, 'x')],
    ['a refusal', new DomainError('x', 'why')], ['QueryFailedError', new QueryFailedError('select', [], coded('42P01'))],
    ['text', 'ECONNREFUSED'], ['null', null], ['undefined', undefined],
  ])('for %s', (_, error) => expect(isStoreUnavailable(error)).toBe(false));
});

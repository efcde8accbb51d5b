import { DomainError } from '#kernel';
import { isConnectionError } from './index.js';
import { typeRegex } from './feed.js';
import { copyName } from './projection.js';
import { reasonOf } from './parking.js';

const withCode = (code: unknown, message = '') => Object.assign(new Error(message), { code });

describe('a store that is away', () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['PostgreSQL shutting down', withCode('57P01')],
    ['PostgreSQL out of connections', withCode('53300')],
    ['a session that PostgreSQL ended because it stood idle in a transaction', withCode('25P03')],
    ['a deadlock', withCode('40P01')],
    ['a cut connection', new Error('Connection terminated unexpectedly')],
    ['gRPC UNAVAILABLE', withCode(14)],
    ['a broken gRPC stream', withCode(13)],
    ['a node that is not the leader', Object.assign(withCode(5), { type: 'not-leader' })],
    ['a Kafka broker away', Object.assign(new Error('x'), { name: 'KafkaJSNumberOfRetriesExceeded' })],
    ['a cause further down', new Error('could not save', { cause: withCode('ECONNRESET') })],
  ])('is seen in %s', (_, error) => expect(isConnectionError(error)).toBe(true));

  it.each([
    ['a refusal', new DomainError('already-located', 'no')],
    ['a unique violation', withCode('23505')],
    ['a division by zero', withCode('22012')],
    ['a programming error', new TypeError('x is undefined')],
    ['gRPC INVALID_ARGUMENT', withCode(3)],
    ['something that is no error', 'ECONNREFUSED'],
  ])('is not seen in %s', (_, error) => expect(isConnectionError(error)).toBe(false));
});

describe('names', () => {
  it('match event types exactly', () => expect(typeRegex(['A', 'b.C+'])).toBe('^(A|b\\.C\\+)$'));
  it('make schemas', () => expect([copyName('missing-episodes', 1, 0), copyName('x', 2, 3)]).toEqual(['missing_episodes_v1', 'x_v2_b3']));
  it('of errors are kept, texts are not', () => {
    expect(reasonOf(withCode('Jane Doe', 'Jane Doe'))).toEqual({ name: 'Error', code: null });
    expect(reasonOf(withCode('23505'))).toEqual({ name: 'Error', code: '23505' });
    expect(reasonOf('Jane Doe')).toEqual({ name: 'Unknown', code: null });
  });
});

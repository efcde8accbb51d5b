import { DomainError } from '#kernel';
import { claimValue, isDate, normalisedName, type ClaimKind } from './claims.js';

const codeOf = (kind: ClaimKind, value: unknown) => {
  try {
    claimValue(kind, value);
  } catch (error) {
    return (error as DomainError).code;
  }
  return 'accepted';
};

describe('two spellings of one name', () => {
  it.each([
    ['José Ñíguez', 'JOSE NIGUEZ'],
    ["O'Neil-Smith", 'ONeil Smith'],
    ['Ana  María', 'anamaria'],
    ['Straße', 'STRASSE'],
    ['ﬁona', 'Fiona'],
  ])('%s and %s compare equal', (one, other) => expect(normalisedName(one)).toBe(normalisedName(other)));
  it('keep letters of every script', () => expect(normalisedName('阮 文')).toBe('阮文'));
  it('do not make different names equal', () => expect(normalisedName('Mari')).not.toBe(normalisedName('Maria')));
});

describe('a birth date', () => {
  it.each(['2010-04-30', '2012-02-29', '2000-02-29'])('can be %s', date => expect(isDate(date)).toBe(true));
  it.each(['2010-04-31', '2011-02-29', '1900-02-29', '2010-13-01', '2010-00-10', '2010-1-1', '2010-04-30T00:00:00Z', '', 20100430, null])(
    'cannot be %s', date => expect(isDate(date)).toBe(false));
});

describe('a claim has the codes of AFCARS', () => {
  it.each<[ClaimKind, unknown, unknown]>([
    ['name', '  Ana Example ', 'Ana Example'],
    ['sex', 'female', 'female'],
    ['race', ['white', 'asian', 'asian'], ['asian', 'white']],
    ['race', ['white', 'unknown'], ['white', 'unknown']],
    ['race', ['declined'], ['declined']],
    ['ethnicity', 'abandoned', 'abandoned'],
    ['tribal-membership', { membership: 'yes', tribes: ['200', '101'] }, { membership: 'yes', tribes: ['101', '200'] }],
    ['tribal-membership', { membership: 'unknown' }, { membership: 'unknown', tribes: [] }],
  ])('%s', (kind, value, read) => expect(claimValue(kind, value)).toEqual(read));
  it.each<[ClaimKind, unknown, string]>([
    ['name', '12', 'not-a-name'],
    ['name', 'a'.repeat(201), 'not-a-name'],
    ['birth-date', '2010-02-30', 'not-a-date'],
    ['sex', 'x', 'unknown-sex-code'],
    ['race', [], 'unknown-race-code'],
    ['race', ['green'], 'unknown-race-code'],
    ['race', ['white', 'declined'], 'race-codes-exclude-each-other'],
    ['race', ['unknown', 'abandoned'], 'race-codes-exclude-each-other'],
    ['ethnicity', 'maybe', 'unknown-ethnicity-code'],
    ['tribal-membership', { membership: 'perhaps' }, 'unknown-membership-code'],
    ['tribal-membership', null, 'unknown-membership-code'],
    ['tribal-membership', { membership: 'yes', tribes: ['Navajo'] }, 'not-a-tribal-code'],
    ['tribal-membership', { membership: 'no', tribes: ['101'] }, 'tribes-without-membership'],
  ])('%s refuses %j as %s', (kind, value, code) => expect(codeOf(kind, value)).toBe(code));
});

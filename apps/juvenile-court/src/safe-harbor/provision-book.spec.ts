import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DomainError } from '#kernel';
import { provisionsOf } from './domain/provisions.js';
import { loadProvisions } from './provision-book.js';
import { SHIPPED } from '../rules/index.js';

const shipped = loadProvisions([SHIPPED], { examples: false });
const answerOf = (state: string): string => {
  try {
    return provisionsOf(shipped, state, '2026-03-02').map(({ id }) => id).join(' ');
  } catch (error) {
    return (error as DomainError).message;
  }
};

describe('the provisions shipped', () => {
  it('are each marked with a source and how sure that is', () => {
    for (const { parameters, effective } of shipped) {
      for (const stated of Object.values(parameters)) expect(stated).toMatchObject({ source: expect.any(String), sure: expect.any(String) });
      expect(effective.basis).not.toBe('');
    }
  });
  it('decide for the states that say what their law does, and refuse for all others', () => {
    expect(answerOf('KY')).toBe('KY-529.120 KY-15A.068 KY-630.125');
    expect(answerOf('OH')).toBe('OH-2152.021 OH-2953.38');
    expect(answerOf('CT')).toMatch(/CT is not configured for that day: missing model, offenses, nexus, referral\./);
    expect(answerOf('MN')).toMatch(/missing model, nexus, referral\./);
    expect(answerOf('SD')).toMatch(/missing model, ageLimit, offenses, nexus, referral\./);
    expect(answerOf('MO')).toMatch(/missing model, ageLimit, offenses, nexus, referral\./);
    expect(new Set(shipped.filter(({ parameters }) => parameters.model).map(({ state }) => state))).toEqual(new Set(['KY', 'OH']));
  });
});

describe('a pack of one\'s own', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'provisions-'));
    mkdirSync(join(folder, 'safe-harbor'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const pack = (provisions: string, state = 'MO') => {
    writeFileSync(join(folder, 'safe-harbor', 'own.yaml'), `pack: own\nstate: ${state}\nexample: true\nprovisions:\n${provisions}`);
    return folder;
  };
  const text = (from: string, to: string, model = 'diversion') => `  - id: MO-1
    citation: Example
    text: Example.
    effective: { from: ${from}, fromIs: first-day, to: ${to}, basis: made up }
    parameters: { model: { value: ${model}, source: made up, sure: summary } }
`;

  it('supersedes a text by another from the day after', () => {
    const folder = pack(text('2020-01-01', '2024-12-31') + text('2025-01-01', 'null', 'presumption'));
    const found = loadProvisions([folder], { examples: true });
    expect(provisionsOf(found, 'MO', '2024-12-31').map(({ parameters }) => parameters.model!.value)).toEqual(['diversion']);
    expect(provisionsOf(found, 'MO', '2025-01-01').map(({ parameters }) => parameters.model!.value)).toEqual(['presumption']);
    expect(loadProvisions([folder], { examples: false })).toEqual([]);
  });
  it.each([
    ['two texts in force on one day', text('2020-01-01', 'null') + text('2025-01-01', 'null'), /in force from/],
    ['a model nobody knows', text('2020-01-01', 'null', 'amnesty'), /own\.yaml:9: .*"amnesty" is not one of/],
    ['no day from which', text('""', 'null'), /effective\/from must match format "date"/],
    ['an end before the beginning', text('2025-01-01', '2024-01-01'), /ends before it begins/],
  ])('is refused with %s', (_, provisions, reason) => expect(() => loadProvisions([pack(provisions)], { examples: true })).toThrow(reason));
});

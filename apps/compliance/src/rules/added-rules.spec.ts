import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, plusMilliseconds } from '#kernel';
import { assess, type Fact } from '../duty/index.js';
import { loadRules, SHIPPED } from './load-rules.js';
import { packOf } from './rules-spec-kit.js';

const rule = (from: string, to: string | null, limit: string) => packOf({ state: 'TX', id: 'TX-police', from, to, limit });

const learned = (learnedAt: string): readonly Fact[] => {
  const at = instant(learnedAt);
  return [{
    type: 'ChildReportedMissing', eventId: 'e1', occurredAt: at, knownAt: at, recordedAt: at, claimed: false,
    data: {
      episodeId: '0a4c1c9e-5a8b-4d0e-9d6c-1f5a3b7c2d10', youthId: '1b5d2daf-6b9c-4e1f-8e7d-2a6b4c8d3e21', agency: 'US-TX', state: 'TX', county: 'El Paso County',
      coverage: 'placed', category: 'abducted', learnedBy: 'agency', lastSeenAt: null, learnedAt: at,
    },
  }];
};

describe('two rules added, one file each, on top of the shipped ones', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rules-'));
    writeFileSync(join(folder, 'us-tx-2026.yaml'), rule('2026-01-01', '2026-06-30', '{ businessDays: 2 }'));
    writeFileSync(join(folder, 'us-tx-shorter.yaml'), rule('2026-07-01', null, '{ elapsedHours: 6 }'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const clockOf = (learnedAt: string) => {
    const assessments = assess(loadRules(SHIPPED, folder), learned(learnedAt), { asOf: instant('2027-01-01T00:00:00Z'), asKnownAt: null });
    const found = assessments.filter(({ rule: { id } }) => id === 'TX-police');
    expect(found).toHaveLength(1);
    return { from: found[0]!.rule.effective.from, clock: found[0]!.clock };
  };

  it('leave an old case its deadline: business days, where the county is', () =>
    expect(clockOf('2026-06-30T12:00:00-06:00')).toMatchObject({
      from: '2026-01-01', clock: { standing: 'runs', deadline: plusMilliseconds(instant('2026-07-03T00:00:00-06:00'), -1) },
    }));
  it('judge a new one by the text in force from then on', () =>
    expect(clockOf('2026-07-01T12:00:00-06:00')).toMatchObject({
      from: '2026-07-01', clock: { standing: 'runs', deadline: instant('2026-07-01T18:00:00-06:00') },
    }));
  it('ask nothing of the time before them', () =>
    expect(clockOf('2025-12-31T12:00:00-06:00').clock).toMatchObject({ standing: 'not-required', reason: 'not-in-force' }));
  it('leave the shipped rules as they were', () => {
    const shipped = loadRules(SHIPPED);
    expect(loadRules(SHIPPED, folder).slice(0, shipped.length)).toEqual(shipped);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMAIN_REJECTIONS } from '#contracts';

const SOURCES = join(import.meta.dirname, '..');
const REFUSAL = /(?:DomainError|malformed|refuseAhead)\([^']*'([a-z]+(?:-[a-z]+)+)'/g;

/** The codes that stand in these functions of a file. */
const codesIn = (file: string, ...functions: readonly string[]): readonly string[] => {
  const parts = readFileSync(join(SOURCES, `${file}.ts`), 'utf8').split(/^(?=(?:export )?const )/m);
  return functions.flatMap(name => {
    const part = parts.find(each => new RegExp(`^(export )?const ${name}\\b`).test(each));
    if (!part) throw new Error(`${file} has no ${name}`);
    return [...part.matchAll(REFUSAL)].map(([, code]) => code!);
  });
};

const guards = (...names: readonly string[]) => codesIn('missing-episode/domain/guards', ...names);
const youth = (...names: readonly string[]) => codesIn('youth/domain/decisions', ...names);
const claims = codesIn('youth/domain/claims', 'readers', 'refuseImpossibleClaim');
const known = codesIn('youth/domain/youth', 'known');

const DECIDED: Readonly<Record<Exclude<keyof typeof DOMAIN_REJECTIONS, 'history-backfilled'>, readonly string[]>> = {
  'youth-registered': [...youth('register', 'linkIdentifier', 'makeClaim', 'refuseErased'), ...claims, ...codesIn('partner-exchange/youth-registered', 'countyOf')],
  'youth-corrected': [...youth('makeClaim', 'changeCoverage', 'refuseErased'), ...claims, ...known],
  'concern-received': [...codesIn('concern/domain/concern', 'receiveConcern'), ...known],
  'missing-reported': [...codesIn('missing-episode/domain/reporting', 'reportMissing', 'refuseSeenLater'), ...known],
  'child-located': [...codesIn('missing-episode/domain/searching', 'locate'), ...guards('known', 'recorded', 'stillOpen')],
  'placement-changed': [...codesIn('youth/domain/placement', 'moveTo'), ...youth('changeCoverage'), ...known],
  'report-made': [...codesIn('missing-episode/domain/state-reports', 'refuseImpossible'), ...guards('known', 'recorded')],
};

it.each(Object.entries(DECIDED))('whatever the decisions of %s refuse is in the contract', (name, codes) => {
  const told = codes.map(code => (code === 'unknown-youth' ? 'unknown-child' : code)); // as `pointing` tells it
  expect(told.length).toBeGreaterThan(1);
  expect(told.filter(code => !(code in DOMAIN_REJECTIONS[name as keyof typeof DOMAIN_REJECTIONS]))).toEqual([]);
});

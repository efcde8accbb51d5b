import { DomainError } from '#kernel';
import { applied, type Child, type Parameters, type Provision } from './provision.js';
import { applicable, provisionsOf } from './provisions.js';

const stated = <Value>(value: Value) => ({ value, source: 'an example', sure: 'summary' as const });
const provision = (parameters: Parameters, over: Partial<Provision> = {}): Provision => ({
  id: 'KY-1', state: 'KY', citation: 'Example 1', text: 'Text.', effective: { from: '2020-01-01', fromIs: 'first-day', to: '2025-12-31', basis: 'made up' },
  parameters, ...over,
});
const immunity = provision({
  model: stated('immunity-with-referral'), ageLimit: stated(18), offenses: stated(['prostitution']), nexus: stated('none'), referral: stated('child-welfare'),
});
const child = (over: Partial<Child> = {}): Child => ({ ageBand: 'under-18', standing: 'identified', allegation: 'prostitution', ...over });

const missing = (all: readonly Provision[], state: string, day: string): string[] => {
  try {
    provisionsOf(all, state, day);
    return [];
  } catch (error) {
    expect((error as DomainError).code).toBe('state-not-configured');
    return ((error as DomainError).details.errors as { pointer: string }[]).map(({ pointer }) => pointer.slice(1));
  }
};

describe('a state\'s safe-harbor law', () => {
  it('is refused where nobody configured it, with what is missing', () =>
    expect(missing([immunity], 'MO', '2024-01-01')).toEqual(['model', 'ageLimit', 'offenses', 'nexus', 'referral']));
  it('is refused on a day before its first and after its last', () => {
    expect(missing([immunity], 'KY', '2019-12-31')[0]).toBe('effective on 2019-12-31');
    expect(missing([immunity], 'KY', '2020-01-01')).toEqual([]);
    expect(missing([immunity], 'KY', '2025-12-31')).toEqual([]);
    expect(missing([immunity], 'KY', '2026-01-01')[0]).toBe('effective on 2026-01-01');
  });
  it('is refused where only some of it is known, and not what it does', () =>
    expect(missing([provision({ ageLimit: stated(18) })], 'KY', '2024-01-01')).toEqual(['model', 'offenses', 'nexus', 'referral']));
});

describe('a provision', () => {
  const of = (parameters: Parameters, over: Partial<Child>) => {
    const { mayApply, against, toJudge } = applied(provision(parameters), child(over));
    return [mayApply, ...against, ...toJudge];
  };
  it.each<[string, Parameters, Partial<Child>, readonly unknown[]]>([
    ['covers what it names', immunity.parameters, {}, [true]],
    ['leaves an unknown age to be judged', immunity.parameters, { ageBand: 'unknown' }, [true, 'age-not-known']],
    ['leaves an age limit below 18 to be judged', { ...immunity.parameters, ageLimit: stated(16) }, {}, [true, 'whether-under-16']],
    ['does not cover an adult', immunity.parameters, { ageBand: '18-to-20' }, [false, 'over-the-age-limit']],
    ['does not cover another offense', immunity.parameters, { allegation: 'other' }, [false, 'offense-not-covered']],
    ['leaves a direct result to be judged', { ...immunity.parameters, offenses: stated(['any-direct-result']) }, { allegation: 'other' }, [true, 'whether-direct-result']],
    ['leaves a nexus to be judged', { ...immunity.parameters, nexus: stated('direct-result') }, {}, [true, 'whether-direct-result']],
    ['takes an identified victim as one', { ...immunity.parameters, nexus: stated('victim-status') }, {}, [true]],
    ['leaves a suspected victim to be judged', { ...immunity.parameters, nexus: stated('victim-status') }, { standing: 'suspected' }, [true, 'whether-victim-status']],
    ['says what nobody knows of it', { model: stated('diversion') }, {}, [true, 'age-limit-not-known', 'offenses-not-known', 'nexus-not-known']],
  ])('%s', (_, parameters, over, expected) => expect(of(parameters, over)).toEqual(expected));

  it('that may apply comes first', () => {
    const other = provision({ ...immunity.parameters, offenses: stated(['loitering']) }, { id: 'KY-0' });
    expect(applicable([other, immunity], child()).map(({ id, mayApply }) => [id, mayApply])).toEqual([['KY-1', true], ['KY-0', false]]);
  });
});

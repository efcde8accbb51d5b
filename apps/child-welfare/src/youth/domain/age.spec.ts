import { instant } from '#kernel';
import { ageBandOf } from './age.js';

describe('the age band', () => {
  it.each([
    ['2008-03-02', 'GA', '2026-03-02T04:59:59.999Z', 'under-18'],
    ['2008-03-02', 'GA', '2026-03-02T05:00:00Z', '18-to-20'],
    ['2008-03-09', 'GA', '2026-03-09T03:59:59.999Z', 'under-18'], // clocks went forward the day before
    ['2008-03-09', 'GA', '2026-03-09T04:00:00Z', '18-to-20'],
    ['2008-03-02', 'HI', '2026-03-02T09:59:59.999Z', 'under-18'],
    ['2008-03-02', 'HI', '2026-03-02T10:00:00Z', '18-to-20'],
    ['2005-03-02', 'GA', '2026-03-02T04:59:59.999Z', '18-to-20'],
    ['2005-03-02', 'GA', '2026-03-02T05:00:00Z', '21-or-over'],
  ] as const)('of someone born on %s in %s at %s is %s', (born, state, at, band) => expect(ageBandOf(born, state, instant(at))).toBe(band));

  it('counts a birthday where the day begins last in the state', () => {
    expect(ageBandOf('2008-03-02', 'KY', instant('2026-03-02T05:30:00Z'))).toBe('under-18');
    expect(ageBandOf('2008-03-02', 'KY', instant('2026-03-02T06:00:00Z'))).toBe('18-to-20');
  });
  it('counts 29 February as 1 March where there is none', () => {
    expect(ageBandOf('2008-02-29', 'GA', instant('2026-02-28T20:00:00Z'))).toBe('under-18');
    expect(ageBandOf('2008-02-29', 'GA', instant('2026-03-01T05:00:00Z'))).toBe('18-to-20');
  });
  it('is unknown without a birth date', () => expect(ageBandOf(undefined, 'GA', instant('2026-03-02T05:00:00Z'))).toBe('unknown'));
});

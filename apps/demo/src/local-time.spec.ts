import { instant, plusHours } from '#kernel';
import { localTime, nextClockChange, nextEveningBefore } from './local-time.js';

const SPRING = instant('2027-03-14T02:00:00-05:00');
const AUTUMN = instant('2027-11-07T02:00:00-04:00');

describe('the time on a wall in Georgia', () => {
  it('changes in spring and in autumn', () => {
    expect(nextClockChange(instant('2026-11-22T12:00:00Z'))).toBe(SPRING);
    expect(nextClockChange(SPRING)).toBe(AUTUMN);
    expect(nextClockChange(instant(Date.parse(SPRING) - 1))).toBe(SPRING);
  });

  it('takes the following change when the evening before this one has begun', () => {
    expect(nextEveningBefore(instant('2027-03-13T12:00:00-05:00'))).toEqual({ evening: plusHours(SPRING, -8), change: SPRING });
    expect(nextEveningBefore(plusHours(SPRING, -8)).change).toBe(AUTUMN);
  });

  it('is read with its offset', () => {
    expect(localTime(plusHours(SPRING, -8))).toBe('Sat 13 Mar 18:00 -05:00');
    expect(localTime(plusHours(SPRING, 16))).toBe('Sun 14 Mar 19:00 -04:00');
    expect(localTime(plusHours(AUTUMN, 16))).toBe('Sun 7 Nov 17:00 -05:00');
  });
});

import { lastMoment, utc, utcText } from './reckoning.js';
import { readLaw, type RuleText } from './rules.js';

const law = readLaw();
const by = (limit: RuleText['limit'], start: string, state: string, county = '') => {
  const moment = lastMoment(law, { ...law.rules[0]!, limit, calendar: 'us-federal' }, utc(start), state, county);
  return moment && utcText(moment);
};

/** Worked out by hand, since everything else is compared with this. */
describe('the oracle reckons', () => {
  it.each([
    ['24 hours over the loss of an hour', { elapsedHours: 24 }, '2024-03-09T17:00:00Z', 'GA', '2024-03-10T17:00:00.000Z'],
    ['a calendar day that has 23 hours', { calendarDays: 1 }, '2024-03-09T17:00:00Z', 'GA', '2024-03-11T03:59:59.999Z'],
    ['two business days over a weekend', { businessDays: 2 }, '2024-11-01T20:00:00Z', 'GA', '2024-11-06T04:59:59.999Z'],
    ['two business days over Thanksgiving', { businessDays: 2 }, '2024-11-27T15:00:00Z', 'GA', '2024-12-03T04:59:59.999Z'],
    ['by the local day, not that of Greenwich', { calendarDays: 1 }, '2024-07-02T02:00:00Z', 'CA', '2024-07-03T06:59:59.999Z'],
    ['without daylight time where none is kept', { calendarDays: 1 }, '2024-07-01T12:00:00Z', 'AZ', '2024-07-03T06:59:59.999Z'],
    ['a holiday on a Saturday on Friday', { businessDays: 1 }, '2026-07-02T15:00:00Z', 'GA', '2026-07-07T03:59:59.999Z'],
  ])('%s', (_, limit, start, state, expected) => expect(by(limit, start, state)).toBe(expected));

  it('by the county\'s clock where it keeps another', () => {
    expect(by({ calendarDays: 1 }, '2024-07-01T12:00:00Z', 'KY', 'Warren County')).toBe('2024-07-03T04:59:59.999Z');
    expect(by({ calendarDays: 1 }, '2024-07-01T12:00:00Z', 'KY', 'KY county 5')).toBe('2024-07-03T03:59:59.999Z');
  });
  it('no number as none, and no zone as nobody can tell', () => {
    expect(by({}, '2024-07-01T12:00:00Z', 'GA')).toBeNull();
    expect(by({ calendarDays: 1 }, '2024-07-01T12:00:00Z', 'XX')).toBeUndefined();
  });
});

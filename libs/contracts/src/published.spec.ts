import { publishedEvents, type ReportAcknowledged } from './index.js';

describe('published events', () => {
  it('have one name each, in the past tense of their actors', () => expect([...publishedEvents.keys()].every(type => /^[A-Z][A-Za-z]+$/.test(type))).toBe(true));
  it('hold personal data only sealed', () => {
    const data: ReportAcknowledged['data']['receipt'] = { clear: { caseNumber: '1' } };
    expect(data).toBeDefined();
    expect(publishedEvents.get('ReportAcknowledged')?.schema).toMatchObject({ properties: { receipt: { required: ['sealed'] } } });
  });
});

import type { ApiRequest } from '#public-api-client';
import { countVerdicts, fetchVerdicts, isComplete, otherVerdicts, verdictsJson, verdictsTable } from './verdicts.js';

const subject = (subjectId: string, police: string, ncmec: string) =>
  ({ subjectId, duties: [{ ruleId: 'C2', verdict: police }, { ruleId: 'C3', verdict: ncmec }, { ruleId: 'MO-2', verdict: 'late' }] });

describe('the verdicts of an import', () => {
  it('are counted for the file\'s episodes only, and end in the line for programs', () => {
    const verdicts = countVerdicts(['a', 'b'], [subject('a', 'on-time', 'never'), subject('b', 'late', 'not-determinable'), subject('c', 'never', 'never')], []);
    expect(verdictsJson(verdicts)).toBe(
      '{"episodes":2,"ncmec":{"onTime":0,"late":0,"never":1,"notDeterminable":1},"police":{"onTime":1,"late":1,"never":0,"notDeterminable":0}}');
    expect(otherVerdicts(verdicts)).toEqual([]);
    expect(isComplete(verdicts)).toBe(true);
  });

  it('show what the four figures leave out', () => {
    const verdicts = countVerdicts(['a', 'b'], [subject('a', 'open', 'never')], []);
    expect(otherVerdicts(verdicts)).toEqual(['C2 police: 1 no-verdict', 'C2 police: 1 open', 'C3 NCMEC: 1 no-verdict']);
    expect(verdictsTable(verdicts).split('\n')[0]).toMatch(/on time +late +never +not determinable +no verdict +open/);
    expect(isComplete(verdicts)).toBe(false);
  });

  it('are asked for by agency, some hundreds at a time, from a ledger that has seen everything', async () => {
    const sent: ApiRequest[] = [];
    const send = async <Body>(request: ApiRequest) => {
      sent.push(request);
      return { body: { verdicts: [], incomplete: { reason: '1 event is parked' } } as Body, position: 0n };
    };
    const loaded = Array.from({ length: 250 }, (_, index) => ({ episodeId: `e${index}`, agency: index < 201 ? 'US-MO' : 'US-KY', position: BigInt(index) }));
    const verdicts = await fetchVerdicts({ send }, 'http://c', agency => agency, loaded);
    expect(verdicts.incomplete).toEqual(['1 event is parked']);
    expect(sent.map(({ token, minPosition, url }) => [token, minPosition, url.split(',').length])).toEqual(
      [['US-MO', 249n, 200], ['US-MO', 249n, 1], ['US-KY', 249n, 49]]);
  });
});

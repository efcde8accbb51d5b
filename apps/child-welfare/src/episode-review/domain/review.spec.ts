import { instant } from '#kernel';
import { reviewOf, type ReviewFact } from './review.js';

const at = instant('2026-03-02T15:00:00Z');
const fact = (type: string, data: object): ReviewFact => ({ type, data: { episodeId: 'e1', youthId: 'y1', ...data }, occurredAt: at, recordedAt: at });
const source = (event: string) => ({ event, occurredAt: at, recordedAt: at });

const QUESTIONS = [
  'whatWasDoneToFindTheChild', 'policeReports', 'ncmec', 'placement', 'servicesAndTreatment', 'specialNeeds', 'unaddressedTrauma',
  'familyAndSupportiveAdults', 'signsOfTrafficking', 'servicesOnReturn', 'caregiverWilling',
];

describe('the review of an episode', () => {
  it('answers eleven questions, and says of each what was not recorded', () =>
    expect(reviewOf([])).toEqual(Object.fromEntries(QUESTIONS.map(question => [question, { notRecorded: true }]))));

  it('keeps police and NCMEC apart', () => {
    const { policeReports, ncmec } = reviewOf([
      fact('ReportMade', { recipient: 'police', reportId: 'r1', madeAt: at }), fact('ReportRefused', { recipient: 'police', reportId: 'r1' }),
      fact('CommunicationHeld', { with: 'ncmec', heldAt: at }),
    ]);
    expect(policeReports).toEqual({
      answer: { reports: [{ event: 'ReportMade', reportId: 'r1', madeAt: at }, { event: 'ReportRefused', reportId: 'r1' }] },
      sources: [source('ReportMade'), source('ReportRefused')],
    });
    expect(ncmec).toEqual({ answer: { communications: [{ event: 'CommunicationHeld', with: 'ncmec', heldAt: at }] }, sources: [source('CommunicationHeld')] });
  });

  it('takes of each topic what was last told, and an empty list as an answer', () => {
    const { servicesAndTreatment, specialNeeds } = reviewOf([
      fact('EpisodeCircumstancesDescribed', { services: [{ kind: 'legal' }], treatment: ['x'] }), fact('EpisodeCircumstancesDescribed', { services: [] }),
    ]);
    expect(servicesAndTreatment).toMatchObject({ answer: { services: [], treatment: ['x'] } });
    expect(specialNeeds).toEqual({ notRecorded: true });
  });

  it('shows beside the placement described every change of placement', () => {
    const described = fact('EpisodeCircumstancesDescribed', { placement: { kind: 'relative' } });
    const changed = fact('PlacementChanged', { setting: 'shelter', since: at });
    const placements = [{ event: 'PlacementChanged', setting: 'shelter', since: at }];
    expect(reviewOf([changed]).placement).toEqual({ answer: { placements }, sources: [source('PlacementChanged')] });
    expect(reviewOf([described, changed]).placement).toEqual({
      answer: { placement: { kind: 'relative' }, placements }, sources: [source('EpisodeCircumstancesDescribed'), source('PlacementChanged')],
    });
  });

  it('takes the caregiver\'s last word, also when nobody asked', () =>
    expect(reviewOf([fact('ChildReturned', { caregiverWilling: 'not-asked' })]).caregiverWilling).toEqual(
      { answer: { caregiverWilling: 'not-asked' }, sources: [source('ChildReturned')] }));
});

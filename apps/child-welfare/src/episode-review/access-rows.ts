import { sameAgency, sameCounty, type AccessRow } from '#security';

/** A compliance officer sees what was recorded and when, but nothing that opens the agency's file. */
export const episodeReviewAccess: readonly AccessRow[] = [
  { role: 'caseworker', action: 'episode-review:read', when: [sameAgency, sameCounty], scopes: ['agency'] },
  { role: 'supervisor', action: 'episode-review:read', when: [sameAgency], scopes: ['agency'] },
  { role: 'compliance-officer', action: 'episode-review:read', when: [sameAgency], scopes: [] },
  { role: 'caseworker', action: 'episode-circumstances:describe', when: [sameAgency, sameCounty], scopes: ['agency'] },
  { role: 'supervisor', action: 'episode-circumstances:describe', when: [sameAgency], scopes: ['agency'] },
  { role: 'migration', action: 'episode-circumstances:describe', when: [sameAgency], scopes: [] },
];

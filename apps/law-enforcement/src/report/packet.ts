import type { MissingCategory, NcicCategory } from '#contracts';
import type { Revealed } from '#security';
import { PACKET_ELEMENTS, type PacketElement } from './domain/report.js';
import type { KnownSubjectRow } from './known-subjects.projection.js';
import type { ReportRow } from './reports.projection.js';

const CONTENTS: Readonly<Record<PacketElement, string>> = {
  'photo': 'A photo, 671(a)(35)(B)(i)',
  'physical-description': 'Height, weight, sex, ethnicity, race, hair and eye color, 671(a)(35)(B)(ii)',
  'endangerment-information':
    'Pregnancy, prescription medications, suicidal tendencies, vulnerability to being trafficked, other health and risk factors, 671(a)(35)(B)(iii)',
};

const ENDANGERED: Suggestion = {
  category: 'EME',
  text: 'Police choose the category. Youth missing from care who are vulnerable are commonly entered as endangered (EME) '
    + 'with the circumstances as text: sex trafficking has no category of its own. Practice, not a rule.',
};
const INVOLUNTARY: Suggestion = {
  category: 'EMI', text: 'Police choose the category. The child is recorded as abducted: the file has the category involuntary (EMI). Practice, not a rule.',
};

type Suggestion = { readonly category: NcicCategory; readonly text: string };
type Opened = Revealed<Pick<ReportRow, 'receipts' | 'ncicEntries'>>;

/** What police and NCMEC are to be told of a missing child, as far as this service knows it: who the child is stays with the agency's file. */
export type Packet = Opened & Pick<ReportRow, 'reportId' | 'youthId' | 'agency' | 'state' | 'county' | 'recipient' | 'status' | 'lastSeenAt' | 'madeAt'> & {
  readonly episodeId: string;
  readonly category: MissingCategory | null;
  readonly locatedAt: KnownSubjectRow['locatedAt'];
  readonly elements: readonly { readonly element: PacketElement; readonly contents: string; readonly atHand: boolean }[];
  readonly ncicSuggestion: Suggestion;
};

export const packetOf = (row: ReportRow, subject: KnownSubjectRow, { receipts, ncicEntries }: Opened): Packet => {
  const { reportId, youthId, subjectId: episodeId, agency, state, county, recipient, status, lastSeenAt, madeAt, missingElements } = row;
  const { category, locatedAt } = subject;
  return {
    reportId, youthId, episodeId, agency, state, county, recipient, status, category, lastSeenAt, locatedAt, madeAt,
    elements: PACKET_ELEMENTS.map(element => ({ element, contents: CONTENTS[element], atHand: !missingElements.includes(element) })),
    ncicSuggestion: category === 'abducted' ? INVOLUNTARY : ENDANGERED,
    receipts, ncicEntries,
  };
};

import { html, printedPage, tableRow, timeOrUnknown, type Html } from '#html';
import type { Revealed } from '#security';
import { missingElements, type PacketElement } from './domain/packet.js';
import type { MissingEpisodeRow } from './missing-episode.row.js';

/** What the page shows of an episode, personal values opened for whoever reads it. */
export type PrintedEpisode = Revealed<Pick<
  MissingEpisodeRow, 'episodeId' | 'youthId' | 'agency' | 'county' | 'category' | 'learnedAt' | 'lastSeenAt' | 'lastSeenPlace' | 'locatedAt' | 'packet'
>>;

/** As 42 USC 671(a)(35)(B)(i) to (iii) groups them. */
const GROUPS: readonly { readonly title: string; readonly elements: Readonly<Partial<Record<PacketElement, string>>> }[] = [
  { title: 'Photo, 671(a)(35)(B)(i)', elements: { photo: 'Where the photo lies' } },
  {
    title: 'Physical description, 671(a)(35)(B)(ii)',
    elements: { height: 'Height', weight: 'Weight', sex: 'Sex', ethnicity: 'Ethnicity', race: 'Race', hairColor: 'Hair color', eyeColor: 'Eye color' },
  },
  {
    title: 'What endangers the child, 671(a)(35)(B)(iii)',
    elements: {
      pregnancy: 'Pregnancy', prescriptionMedications: 'Prescription medications', suicidalTendencies: 'Suicidal tendencies',
      traffickingVulnerability: 'Vulnerability to being trafficked', otherRisks: 'Other health and risk factors',
    },
  },
];
const LABELS: Readonly<Partial<Record<PacketElement, string>>> = Object.assign({}, ...GROUPS.map(({ elements }) => elements));

const MISSING = html`<span class="missing">missing</span>`;

const told = (value: unknown, otherwise: Html | string): Html | string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return otherwise;
  return 'withheld' in value ? 'not shown to this role' : 'erased';
};

const group = ({ packet }: PrintedEpisode) => ({ title, elements }: (typeof GROUPS)[number]) => html`<h2>${title}</h2>
<table>
${(Object.keys(elements) as PacketElement[]).map(element => tableRow(elements[element], told(packet[element], MISSING)))}</table>
`;

/** The packet for a printer: every element with what is told of it. */
export const packetPage = (episode: PrintedEpisode): string => {
  const missing = missingElements(episode.packet).map(element => LABELS[element]!);
  return printedPage('Missing child: packet', html`<p>What a report under 42 USC 671(a)(35)(B) includes where reasonably possible. The child's name and birth date are in the youth's record.</p>
<table>
${[
    tableRow('Youth, by a pseudonym', episode.youthId), tableRow('Episode', episode.episodeId), tableRow('Agency', `${episode.agency}, ${episode.county}`),
    tableRow('Category', episode.category), tableRow('Agency learned', timeOrUnknown(episode.learnedAt)), tableRow('Last seen', timeOrUnknown(episode.lastSeenAt)),
    tableRow('Place last seen', told(episode.lastSeenPlace, 'not known')), episode.locatedAt ? tableRow('Located', timeOrUnknown(episode.locatedAt)) : [],
  ]}</table>
${GROUPS.map(group(episode))}
<h2>Missing</h2>
<p>${missing.length > 0 ? `${missing.join(', ')}. A missing element follows as a supplement and never delays the report.` : 'Nothing.'}</p>`);
};

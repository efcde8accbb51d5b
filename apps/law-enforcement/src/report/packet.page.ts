import { html, printedPage, tableRow, timeOrUnknown, type Html } from '#html';
import type { Packet } from './packet.js';

const UNKNOWN = 'not known';
const RECEIPT_FIELDS = { caseNumber: 'Case number', officer: 'Officer', badge: 'Badge', ori: 'ORI' } as const;

const personalText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return UNKNOWN;
  if ('withheld' in value) return 'not shown to this role';
  if ('erased' in value) return 'erased';
  const receipt = value as Readonly<Record<string, unknown>>;
  return Object.entries(RECEIPT_FIELDS).filter(([field]) => receipt[field] !== undefined).map(([field, label]) => `${label}: ${String(receipt[field])}`).join('; ');
};

const rowsOr = (rows: readonly Html[], none: string) => (rows.length > 0 ? html`<table>\n${rows}</table>` : html`<p>${none}</p>`);

/** The packet for a printer. */
export const packetPage = (packet: Packet): string => printedPage('Missing child: report packet', html`<p>Report under 42 USC 671(a)(35)(B). Law enforcement has no waiting period and enters the child within 2 hours of the report: 34 USC 41308(1), (3).</p>
<table>
${[
    tableRow('Youth, by a pseudonym', packet.youthId), tableRow('Episode', packet.episodeId), tableRow('Report', packet.reportId),
    tableRow('Reported to', packet.recipient), tableRow('Report made', timeOrUnknown(packet.madeAt)), tableRow('State of the report', packet.status),
    tableRow('Agency', `${packet.agency}, ${packet.county}`), tableRow('Category', packet.category ?? UNKNOWN),
    tableRow('Last seen', timeOrUnknown(packet.lastSeenAt)), packet.locatedAt === null ? [] : tableRow('Located', timeOrUnknown(packet.locatedAt)),
  ]}</table>
<h2>Packet</h2>
<table>
${packet.elements.map(({ contents, atHand }) => tableRow(contents, atHand ? 'at hand' : html`<span class="missing">missing</span>`))}</table>
<p>This page says only what was sent with the report. The elements themselves, each with what is missing of it, are in child-welfare's packet of the
episode (GET /missing-episodes/${packet.episodeId}/packet there); the child's name and birth date are in the youth's record. A missing element follows as a supplement and never delays the report.</p>
<h2>NCIC category</h2>
<p>${packet.ncicSuggestion.text}</p>
${rowsOr(packet.ncicEntries.map(({ category, nicNumber, enteredAt, cancelledAt }) =>
    tableRow(`Entered as ${category}`, html`NIC number: ${personalText(nicNumber)}; entered: ${timeOrUnknown(enteredAt)}${cancelledAt === null ? '' : html`; cancelled: ${timeOrUnknown(cancelledAt)}`}`)),
  'No entry was confirmed yet.')}
<h2>Receipts</h2>
${rowsOr(packet.receipts.map(({ acknowledgedAt, receipt }) => html`<tr><th scope="row">${timeOrUnknown(acknowledgedAt)}</th><td>${personalText(receipt)}</td></tr>\n`),
  'None yet.')}`);

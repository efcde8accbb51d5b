import { createHash } from 'node:crypto';
import { html } from './html.js';
import type { Packet } from './packet.js';

const STYLE = `
body { font: 11pt/1.4 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 1.5rem }
table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #777; padding: .3rem .5rem; text-align: left; vertical-align: top }
th[scope=row] { width: 30% } .missing { font-weight: bold }
@page { margin: 2cm }
@media print { body { margin: 0; padding: 0; max-width: none } h2 { break-after: avoid } tr { break-inside: avoid } }
`;

/** Nothing is loaded and nothing runs: only the page's own style applies. */
export const PAGE_POLICY = [
  `default-src 'none'`, `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `base-uri 'none'`, `form-action 'none'`, `frame-ancestors 'none'`,
].join('; ');

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

const time = (at: unknown) => (typeof at === 'string' ? html`<time datetime="${at}">${at.slice(0, 19).replace('T', ' ')} UTC</time>` : UNKNOWN);
const row = (label: string, value: unknown) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>\n`;
const rowsOr = (rows: readonly unknown[], none: string) => (rows.length > 0 ? html`<table>\n${rows}</table>` : html`<p>${none}</p>`);

/** The packet for a printer: one page in one piece, without script. */
export const packetPage = (packet: Packet): string => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Missing child: report packet</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Missing child: report packet</h1>
<p>Report under 42 USC 671(a)(35)(B). Law enforcement has no waiting period and enters the child within 2 hours of the report: 34 USC 41308(1), (3).</p>
<table>
${[
    row('Youth, by a pseudonym', packet.youthId), row('Episode', packet.episodeId), row('Report', packet.reportId),
    row('Reported to', packet.recipient), row('Report made', time(packet.madeAt)), row('State of the report', packet.status),
    row('Agency', `${packet.agency}, ${packet.county}`), row('Category', packet.category ?? UNKNOWN),
    row('Last seen', time(packet.lastSeenAt)), packet.locatedAt === null ? [] : row('Located', time(packet.locatedAt)),
  ]}</table>
<h2>Packet</h2>
<table>
${packet.elements.map(({ contents, atHand }) => row(contents, atHand ? 'at hand' : html`<span class="missing">missing</span>`))}</table>
<p>The elements themselves are in the agency's file. A missing one follows as a supplement and never delays the report.</p>
<h2>NCIC category</h2>
<p>${packet.ncicSuggestion.text}</p>
${rowsOr(packet.ncicEntries.map(({ category, nicNumber, enteredAt, cancelledAt }) =>
    row(`Entered as ${category}`, html`NIC number: ${personalText(nicNumber)}; entered: ${time(enteredAt)}${cancelledAt === null ? '' : html`; cancelled: ${time(cancelledAt)}`}`)),
  'No entry was confirmed yet.')}
<h2>Receipts</h2>
${rowsOr(packet.receipts.map(({ acknowledgedAt, receipt }) => html`<tr><th scope="row">${time(acknowledgedAt)}</th><td>${personalText(receipt)}</td></tr>\n`),
  'None yet.')}
</body>
</html>
`.text;

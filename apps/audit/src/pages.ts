import { html, type Html } from '#html';
import { totalsOf, type Binder } from './binder.js';
import { because, correctionsTable, dutySection, words } from './duty-section.js';
import type { Duty } from './ledger-answer.js';
import { page } from './page.js';
import type { WrongLine } from './read-sample.js';

const shortOf = ({ incomplete }: Binder) => incomplete && html`<p class="note mark">Incomplete: ${incomplete.reason}</p>`;

const completenessOf = ({ completeness: { verifiedPosition, lastRunMatched }, report }: Binder): string => {
  if (verifiedPosition === null) return 'the log was never counted against the ledger, or never matched it';
  const reach = BigInt(verifiedPosition) >= BigInt(report.position) ? '' : ', which is before this one';
  return `counted against the log up to position ${verifiedPosition}${reach}${lastRunMatched ? '' : '; the last count did not match'}`;
};

const standingOf = (binder: Binder): Html => html`<dt>Ledger position</dt><dd>${binder.report.position}</dd><dt>As of</dt><dd>${binder.report.asOf}</dd>
<dt>Completeness</dt><dd>${completenessOf(binder)}</dd>`;

/** Never owed, never thought owed, and nothing done about it: a line says it. */
const isIdle = ({ verdict, earlier, attempts, requirements, exceptions, excuse }: Duty) =>
  verdict === 'not-required' && earlier.length + attempts.length + exceptions.length === 0 && !excuse && requirements.every(({ done }) => done.length === 0);

const idleTable = (duties: readonly Duty[]) => duties.length > 0 && html`<h2>Not required</h2>
<table><thead><tr><th>Rule</th><th>Citation</th><th>Verdict</th></tr></thead><tbody>${duties.map(({ ruleId, rule, verdict, reason }) =>
    html`<tr><td>${ruleId}</td><td>${rule.citation}</td><td>${words(verdict)}${because(reason)}</td></tr>`)}</tbody></table>`;

/** The evidence about one episode, to be read and printed. */
export const binderPage = (binder: Binder): string => {
  const { report: { subject, duties, notConfigured, corrections }, receipts, sha256 } = binder;
  const byEvent = new Map(receipts.map(({ eventId, receipt }) => [eventId, receipt]));
  return page(`Evidence: episode ${subject.id}`, html`<h1>Evidence binder</h1>
<p class="note">Receipts name persons. Keep this page as the record it is taken from is kept.</p>
${shortOf(binder)}
<dl>
${standingOf(binder)}
<dt>SHA-256 of the report</dt><dd>${sha256}</dd>
<dt>Episode</dt><dd>${subject.id}</dd><dt>Child, by pseudonym</dt><dd>${subject.youthId}</dd>
<dt>Agency</dt><dd>${subject.agency}</dd><dt>County</dt><dd>${subject.county}</dd><dt>Coverage</dt><dd>${words(subject.coverage)}</dd>
${(subject.leads ?? []).map(other => html`<dt>Led on here</dt><dd>episode ${other}, another record of the same absence</dd>`)}${subject.ledOnIn && html`<dt>Led on in</dt><dd>episode ${subject.ledOnIn}: what is owed for this absence is owed there</dd>`}
${notConfigured.map(lacking => html`<dt>Not configured</dt><dd>${lacking}</dd>`)}
</dl>
${correctionsTable(corrections)}
${duties.filter(duty => !isIdle(duty)).map(duty => dutySection(duty, byEvent))}${idleTable(duties.filter(isIdle))}`);
};

export type Audited = { readonly sampleSha256: string; readonly binders: readonly Binder[]; readonly wrong: readonly WrongLine[] };

const verdictsOf = ({ report }: Binder) => report.duties.map(({ ruleId, verdict }) => `${ruleId} ${words(verdict)}`).join(', ');

/** The sample as a whole: totals by rule, each episode with its binder, and the lines that could not be done. */
export const indexPage = ({ sampleSha256, binders, wrong }: Audited): string => page('Audit sample', html`<h1>Audit sample</h1>
${binders[0] && html`${shortOf(binders[0])}<dl>${standingOf(binders[0])}<dt>SHA-256 of the sample</dt><dd>${sampleSha256}</dd><dt>Episodes</dt><dd>${binders.length}</dd></dl>`}
<h2>Verdicts by rule</h2>
<table><thead><tr><th>Rule</th><th>Verdicts</th></tr></thead><tbody>${totalsOf(binders).map(({ ruleId, verdicts }) =>
    html`<tr><td>${ruleId}</td><td>${Object.entries(verdicts).sort().map(([verdict, count]) => `${words(verdict)}: ${count}`).join(', ')}</td></tr>`)}</tbody></table>
<h2>Episodes</h2>
<table><thead><tr><th>Binder</th><th>Agency</th><th>Verdicts</th><th>SHA-256</th></tr></thead><tbody>${binders.map(binder =>
    html`<tr><td><a href="${binder.report.subject.id}.html">${binder.report.subject.id}</a></td><td>${binder.report.subject.agency}</td><td>${verdictsOf(binder)}</td><td>${binder.sha256}</td></tr>`)}</tbody></table>
${wrong.length > 0 && html`<h2>Not done</h2><ul>${wrong.map(({ line, column, code, detail }) => html`<li>Line ${line}${column && `, ${column}`}: ${code}: ${detail}</li>`)}</ul>`}`);

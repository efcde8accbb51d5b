import { html, type Html } from '#html';
import type { Duty, EnteredFact } from './ledger-answer.js';

export const words = (code: string): string => (code === 'title-iv-e-agency' ? 'the title IV-E agency' : code.replaceAll('-', ' '));

/** By event, the receipt that it brought. */
export type Receipts = ReadonlyMap<string, unknown>;

const SHOWN_APART = new Set(['eventId', 'event', 'occurredAt', 'knownAt', 'recordedAt', 'recordedTimeClaimed', 'enteredBy', 'at', 'dutyId', 'ruleId']);

const textOf = (value: unknown): string =>
  typeof value !== 'object' || value === null ? String(value)
  : Array.isArray(value) ? value.map(textOf).join(', ')
  : Object.entries(value).map(([name, each]) => `${name}: ${textOf(each)}`).join('; ');

const detailsOf = (fact: EnteredFact) =>
  textOf(Object.fromEntries(Object.entries(fact).filter(([name, value]) => !SHOWN_APART.has(name) && value !== null && textOf(value) !== '')));

const enteredBy = ({ enteredBy: by }: EnteredFact) => (by ? `${words(by.role)} ${by.subject}` : 'not recorded');

const row = (fact: EnteredFact, deadline: string | null, receipts: Receipts): Html => html`<tr>
  <td>${fact.event}</td><td>${fact.occurredAt}</td>
  <td>${fact.knownAt}${fact.recordedTimeClaimed && html` <span class="mark">claimed by the source; recorded here ${fact.recordedAt}</span>`}${deadline !== null && fact.occurredAt <= deadline && fact.knownAt > deadline && html` <span class="mark">entered after the deadline</span>`}</td>
  <td>${enteredBy(fact)}</td><td>${detailsOf(fact)}</td><td>${receipts.has(fact.eventId) && textOf(receipts.get(fact.eventId))}</td>
</tr>`;

const table = (facts: readonly EnteredFact[], deadline: string | null, receipts: Receipts): Html => html`<table>
<thead><tr><th>What</th><th>When it happened</th><th>When it was entered</th><th>By whom</th><th>Details</th><th>Receipt</th></tr></thead>
<tbody>${facts.map(fact => row(fact, deadline, receipts))}</tbody></table>`;

const titled = (title: string, facts: readonly EnteredFact[], duty: Duty, receipts: Receipts) =>
  facts.length > 0 && html`<h3>${title}</h3>${table(facts, duty.deadline, receipts)}`;

/** What was first recorded and proved otherwise: who said so, when, and for what cause. */
export const correctionsTable = (corrections: readonly EnteredFact[]): Html | false =>
  corrections.length > 0 && html`<h2>Corrections</h2>${table(corrections, null, new Map())}`;

const entry = (fact: EnteredFact) => `${fact.event}, entered ${fact.knownAt} by ${enteredBy(fact)}`;

const openedBy = ({ openedBy: opening }: Duty) => opening && [
  entry(opening), ...(opening.correctedBy ? [`told then of ${opening.occurredAt}; corrected to ${opening.correctedTo} by ${entry(opening.correctedBy)} (${textOf(opening.correctedBy.cause)})`] : []),
].join('; ');

const verifiedText = ({ on, against, unverified }: Duty['rule']['verified']) =>
  `${on ? `Verified ${on} against ${against}` : `NOT VERIFIED (${against})`}. Not verified: ${unverified}`;

const line = (name: string, value: string | null | false): Html | false => value !== null && value !== false && html`<dt>${name}</dt><dd>${value}</dd>`;

export const because = (reason: string | null) => (reason ? ` (${words(reason)})` : '');

/** One duty: what was due, by which rule, from when; what was done, when, by whom, with which receipt; what it was once taken for. */
export const dutySection = (duty: Duty, receipts: Receipts): Html => {
  const { rule, attempts, requirements } = duty;
  const nothing = attempts.length === 0 && requirements.every(({ done }) => done.length === 0);
  return html`<section>
<h2>${duty.ruleId}${duty.recipient && ` · ${words(duty.recipient)}`} · ${words(duty.verdict)}${duty.recordedLate && ', recorded late'}</h2>
<p>${rule.text}</p>
<dl>
${line('Rule', rule.citation)}${line('Standing of the text', verifiedText(rule.verified))}
${line('In force', `${rule.effective.fromIs === 'first-day' ? 'from' : 'by'} ${rule.effective.from}${rule.effective.to ? ` to ${rule.effective.to}` : ''} (${rule.effective.basis})`)}
${line('Owed by', `${words(rule.obligor)}${rule.binding ? '' : '; shown only, not binding'}`)}${line('Limit', textOf(rule.limit))}
${line('Clock started', duty.clockStart)}${line('Opened by', openedBy(duty))}
${line('Due', duty.deadline)}${line('Due by the rule alone', duty.ruleDeadline !== duty.deadline && duty.ruleDeadline)}
${line('Verdict', `${words(duty.verdict)}${because(duty.reason)}`)}${line('Done', duty.madeAt)}${line('To note', duty.flags.length > 0 && duty.flags.map(words).join(', '))}
${line('Ended', duty.ending && `${duty.ending.at} by ${duty.ending.by}`)}${line('Excused', duty.excuse && `${duty.excuse.by}: ${duty.excuse.authority}${duty.excuse.inTime ? '' : '; decided after the deadline, so it excuses no miss'}`)}
${duty.earlier.map(({ asKnownAt, verdict, reason }) => html`<dt>Earlier verdict</dt><dd>${words(verdict)}${because(reason)}, as known until ${asKnownAt}</dd>`)}
</dl>
${attempts.map(({ reportId, standing, evidence }) => html`${titled(`Report ${reportId}: ${words(standing)}`, evidence, duty, receipts)}`)}
${requirements.map(({ event, done }) => html`${titled(`Asked for: ${event}`, done, duty, receipts)}`)}
${titled('By authority', [...duty.exceptions, ...(duty.excuse && !duty.exceptions.some(({ eventId }) => eventId === duty.excuse!.evidence.eventId) ? [duty.excuse.evidence] : [])], duty, receipts)}
${nothing && html`<p>Nothing that was done is recorded.</p>`}
</section>
`;
};

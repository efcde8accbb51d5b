import { randomUUID } from 'node:crypto';
import { millisecondsBetween, plusHours, plusMilliseconds, type Instant } from '#kernel';
import { dutyUnder, readLedger, showLedger, type LedgerDuty } from './ledger.js';
import type { Stack } from './stack.js';
import type { Stage } from './stage.js';

const COUNTY = 'GA county 3';
const BREACH_WITHIN_MS = 1_000;
const BEFORE_THE_BREACH_MS = 1_500;
const HOURS_TO_REPORT = 24;

type Duty = { readonly status: string; readonly alerted: readonly number[]; readonly breachSeenAt: Instant | null; readonly metAt: Instant | null };
type Receipt = { readonly caseNumber: string; readonly officer?: string; readonly ori?: string };

const spoken = (moment: Instant) => `${moment.slice(0, 19).replace('T', ' ')} UTC`;

/** One synthetic child, hour by hour. Everything is done and read through the public APIs, by those who would do it. */
export const tell = async (stack: Stack, stage: Stage): Promise<void> => {
  const start = await stack.now();
  const hour = (hours: number) => plusHours(start, hours);
  const at = async (hours: number, what: string) => {
    await stack.advanceTo(hour(hours));
    stage.hour(hours, what);
  };
  const childWelfare = (path: string, body: object, as: 'hotline-worker' | 'caseworker' = 'caseworker') => stack.post({ as, to: 'child-welfare', path }, body);
  const liaison = (path: string, body: object, after?: bigint) => stack.post({ as: 'police-liaison', to: 'law-enforcement', path, after }, body);
  const reportMade = async (reportId: string, hours: number, receipt: Receipt) => {
    await liaison(`/reports/${reportId}/made`, { madeAt: hour(hours), channel: 'telephone', madeBy: 'agency' });
    return (await liaison(`/reports/${reportId}/acknowledgements`, { acknowledgedAt: hour(hours), ...receipt })).position;
  };
  const synthetic = randomUUID().slice(0, 8).toUpperCase();

  stage.hour(0, `The hotline of a Georgia county takes a call: a youth in its care has not come home and nobody knows where the youth is. The hotline is the agency, so the agency has now learned of it (${spoken(start)}).`);
  const { body: { id: youthId } } = await childWelfare('/youths', {
    agency: 'US-GA', state: 'GA', county: COUNTY, coverage: 'placed', identifier: { id: `SYNTHETIC-${synthetic}`, source: 'agency-record', confidence: 'confirmed' },
    claims: [{ kind: 'name', value: 'Synthetic Child', source: 'agency-record', learnedAt: start }],
  }, 'hotline-worker');
  const episode = await childWelfare('/missing-episodes', {
    youthId, category: 'left-without-permission', learnedAt: start, learnedBy: 'hotline', lastSeenAt: hour(-3),
  }, 'hotline-worker');
  const ledger = (after: bigint) => readLedger(stack, 'episodes', episode.body.id, after);
  const dutyOf = ({ dutyId }: LedgerDuty) => () =>
    stack.get<Duty>({ as: 'compliance-officer', to: 'compliance', path: `/duties/${dutyId}`, after: episode.position });
  const opened = await ledger(episode.position);
  const [police, ncmec] = [dutyUnder(opened, 'C2'), dutyUnder(opened, 'C3')];
  for (const duty of [police, ncmec]) {
    const { ruleId, rule, recipient, clockStart, deadline, verdict } = duty;
    const open = verdict === 'open' && clockStart === start && deadline === hour(HOURS_TO_REPORT) && (await dutyOf(duty)()).status === 'open';
    stage.expect(`${ruleId} is open: tell ${recipient === 'ncmec' ? 'NCMEC' : 'the police'} by ${spoken(deadline)} (${rule.citation})`, open);
  }

  await at(1, 'The county calls the police, who take no report yet: wait, they say, most come back. That is recorded as what it is.');
  const draft = { subjectKind: 'missing-episode', subjectId: episode.body.id };
  const toPolice = await liaison('/reports', { ...draft, recipient: 'police', packet: { physicalDescription: true } }, episode.position);
  const refused = await liaison(`/reports/${toPolice.body.id}/refusals`, { refusedAt: hour(1), reason: 'told-to-wait' });
  stage.expect('A refusal stops no clock: C2 is still open, with the same deadline', await ledger(refused.position).then(now => {
    const { verdict, deadline } = dutyUnder(now, 'C2');
    return verdict === 'open' && deadline === police.deadline;
  }));

  const alerted = (duty: LedgerDuty, level: number) => stack.until(dutyOf(duty), now => now.alerted.includes(level)).then(now => now.alerted.includes(level));
  await at(12, 'Half of the time has passed, and nobody has been told.');
  stage.expect('The caseworker is warned of both duties (50 %)', (await alerted(police, 50)) && (await alerted(ncmec, 50)));
  await at(19.2, 'Four fifths of the time have passed.');
  stage.expect('The supervisor is warned of both duties (80 %)', (await alerted(police, 80)) && (await alerted(ncmec, 80)));

  await at(20, 'The county calls the police again. This time the report is taken, and there is a case number.');
  const told = await reportMade(toPolice.body.id, 20, { caseNumber: `SYN-PD-${synthetic}`, officer: 'Officer Synthetic', ori: 'GA0000000' });
  stage.expect('C2 is met, on time; the refusal stays on record beside it', dutyUnder(await ledger(told), 'C2').verdict === 'on-time');

  await at(22.8, 'NCMEC has not been told: a report to the police does not stand for one to NCMEC.');
  stage.expect('The compliance officer is warned of C3 (95 %), and of C2 no more', (await alerted(ncmec, 95)) && !(await dutyOf(police)()).alerted.includes(95));

  await stack.advanceTo(plusMilliseconds(ncmec.deadline, -BEFORE_THE_BREACH_MS));
  stage.hour(24, 'The last second in which NCMEC could have been told in time goes by.');
  const { breachSeenAt } = await stack.until(dutyOf(ncmec), now => now.breachSeenAt !== null);
  const after = breachSeenAt ? millisecondsBetween(ncmec.deadline, breachSeenAt) : Infinity;
  stage.expect(`C3 is breached; it was seen ${after} ms after the deadline`, after > 0 && after <= BREACH_WITHIN_MS);

  await at(30, 'NCMEC is told, and gives a number.');
  const toNcmec = await liaison('/reports', { ...draft, recipient: 'ncmec', packet: { photo: true, physicalDescription: true, endangerment: true } }, episode.position);
  const late = await reportMade(toNcmec.body.id, 30, { caseNumber: `SYN-NCMEC-${synthetic}` });
  stage.expect('C3 reads late, not never', dutyUnder(await ledger(late), 'C3').verdict === 'late');

  await at(40, 'The youth comes back alone. Located is not returned; from here on the return is to be talked about.');
  await childWelfare(`/missing-episodes/${episode.body.id}/located`, { locatedAt: hour(40), circumstance: 'returned-alone' });

  await at(41, 'In the return interview a caseworker goes through a screening tool (an example one). The tool proposes; a person determines.');
  const screening = await childWelfare('/screenings', {
    youthId, completedAt: hour(41), tool: { name: 'example-conversation', version: '1' },
    answers: {
      'place-to-stay': 'preferred-not-to-say', 'getting-by': 'someone-expects-something-back', people: 'someone-decides-for-the-youth',
      'asked-to-do': 'preferred-not-to-say',
    },
  });
  stage.expect('The tool proposes "identified"', (screening.body as { proposed?: string }).proposed === 'identified');

  await at(42, 'A person of the agency determines: the youth is identified as a victim of sex trafficking. That opens a third clock.');
  const determination = await childWelfare('/determinations', {
    youthId, outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt: hour(42), basis: { codes: ['screening-result'] },
  });
  const identified = (position: bigint) => readLedger(stack, 'determinations', determination.body.id, position);
  const third = dutyUnder(await identified(determination.position), 'C1');
  stage.expect(`C1 is open: tell the police by ${spoken(third.deadline)} (${third.rule.citation})`, third.verdict === 'open' && third.deadline === hour(42 + HOURS_TO_REPORT));

  await at(43, 'The police are told, and give a case number.');
  const asVictim = await liaison('/reports', { subjectKind: 'determination', subjectId: determination.body.id, recipient: 'police' }, determination.position);
  const inTime = await reportMade(asVictim.body.id, 43, { caseNumber: `SYN-PD-${synthetic}-2`, officer: 'Officer Synthetic', ori: 'GA0000000' });

  stage.line('\nThe ledger of this child');
  const ledgers = [await ledger(inTime), await identified(inTime)];
  showLedger(stage, ledgers, start);
  stage.line();
  const verdicts = ledgers.flatMap(({ report }) => report.duties.map(({ ruleId, verdict }) => `${ruleId} ${verdict}`));
  stage.expect('The ledger reads: C1 on time, C2 on time, C3 late', ['C1 on-time', 'C2 on-time', 'C3 late'].every(verdict => verdicts.includes(verdict)));
  stage.expect('Behind every report there is a receipt', ledgers.every(({ receipts, report }) =>
    receipts.length === report.duties.length && receipts.every(({ receipt }) => receipt.caseNumber?.startsWith('SYN-'))));
};

import { instant, personal } from '#kernel';
import { DAY, entryDelay, HOUR, MINUTE, type Draft } from './draft.js';
import type { Data, Recipient } from './inputs.js';
import type { Random } from './random.js';

const LIMITS = [24, 24, 24, 12, 2] as const; // hours at which some rule draws its line
const REASONS = ['told-to-wait', 'not-our-jurisdiction', 'runaway-not-taken', 'insufficient-information', 'other'] as const;
const CHANNELS = ['telephone', 'in-person', 'web-form', 'system-to-system', 'written', 'not-recorded'] as const;

/** Moments around, and exactly at, what a rule may ask for; `start` is when its clock starts. */
export const someMoment = (random: Random, start: number): number => {
  switch (random.weighted({ before: 8, edge: 28, promptly: 38, late: 26 })) {
    case 'before': return start - random.between(MINUTE, 6 * HOUR);
    case 'edge': return start + random.pick(LIMITS) * HOUR + random.between(-1, 1);
    case 'promptly': return start + random.between(5 * MINUTE, 20 * HOUR);
    case 'late': return start + random.between(24 * HOUR, 10 * DAY);
  }
};

/** One report and what becomes of it, entered in the order in which it is written here. */
class Telling {
  readonly drafts: Draft[] = [];
  private entered = 0;
  private readonly reportId: string;

  constructor(private readonly random: Random, private readonly about: Data, private readonly moment: () => number) {
    this.reportId = random.uuid();
  }

  made(): number {
    const at = this.moment();
    this.add('ReportMade', at, { madeAt: instant(at), channel: this.random.pick(CHANNELS), madeBy: this.random.pick(['agency', 'provider']), missingElements: [] });
    return at;
  }

  acknowledged(after: number): void {
    const at = this.random.chance(0.15) ? this.moment() : after + this.random.between(0, 8 * HOUR);
    const told = this.random.chance(0.08) ? null : instant(at);
    this.add('ReportAcknowledged', at, { acknowledgedAt: told, receipt: personal({ caseNumber: `N-${this.random.between(1, 999_999)}` }) });
  }

  refused(): void {
    const at = this.moment();
    this.add('ReportRefused', at, { refusedAt: instant(at), reason: this.random.pick(REASONS) });
  }

  bounced(after: number): void {
    const at = after + this.random.between(0, 30 * HOUR);
    this.add('ReportBounced', at, { bouncedAt: instant(at) });
  }

  corrected(): void {
    const at = this.moment();
    const reason = this.random.weighted({ 'clerical-error': 45, 'recipient-record': 40, 'wrong-report': 15 });
    this.add('ReportCorrected', at, { madeAt: instant(at), reason });
  }

  supplemented(after: number): void {
    const at = after + this.random.between(MINUTE, DAY);
    this.add('ReportSupplemented', at, { supplementedAt: instant(at), elements: ['photo'] });
  }

  private add(type: string, occurred: number, data: Data): void {
    this.entered = Math.max(this.entered + 1, occurred + entryDelay(this.random));
    this.drafts.push({
      stream: 'report', streamId: this.reportId, type, data: { ...this.about, reportId: this.reportId, ...data }, occurred, entered: this.entered,
    });
  }
}

const told = (telling: Telling, random: Random): void => {
  const at = telling.made();
  if (random.chance(0.55)) telling.acknowledged(at);
  if (random.chance(0.1)) telling.acknowledged(at);
  for (let left = random.weighted({ 0: 84, 1: 11, 2: 5 }); Number(left) > 0; left = left === '2' ? '1' : '0') telling.corrected();
  if (random.chance(0.08)) telling.supplemented(at);
};

/** Everything that one recipient is told, or not told, about one subject. */
export const reportsTo = (random: Random, recipient: Recipient, about: Data, start: number): readonly Draft[] => {
  const begin = () => new Telling(random, { ...about, recipient }, () => someMoment(random, start));
  const telling = begin();
  switch (random.weighted({ nobody: 17, told: 57, refused: 10, bounced: 7, twice: 7, 'receipt-only': 2 })) {
    case 'nobody': return [];
    case 'told': told(telling, random); break;
    case 'receipt-only': telling.acknowledged(start); break;
    case 'refused':
      if (random.chance(0.3)) telling.made();
      telling.refused();
      if (random.chance(0.6)) told(telling, random);
      break;
    case 'bounced':
      telling.bounced(telling.made());
      if (random.chance(0.6)) told(telling, random);
      break;
    case 'twice': {
      const other = begin();
      told(telling, random);
      told(other, random);
      return [...telling.drafts, ...other.drafts];
    }
  }
  return telling.drafts;
};

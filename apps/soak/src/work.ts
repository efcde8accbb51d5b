import { DateTime } from 'luxon';
import { instant, personal } from '#kernel';
import { DAY, entryDelay, HOUR, MINUTE, type Draft } from './draft.js';
import type { Data } from './inputs.js';
import type { Random } from './random.js';
import { someMoment } from './reports.js';

/** Whom each state's pack has told, besides the two reports. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  AZ: ['parents', 'attorney', 'guardian-ad-litem', 'casa', 'judicial-officer', 'caregiver', 'tribe'],
  CA: ['parents', 'attorney', 'casa', 'court', 'tribe'],
  GA: ['state-team', 'court'],
};
const ZONES: Readonly<Record<string, string>> =
  { MO: 'America/Chicago', KY: 'America/New_York', AZ: 'America/Phoenix', GA: 'America/New_York', CA: 'America/Los_Angeles', TX: 'America/Chicago' };
const CHANNELS = ['telephone', 'written', 'in-person', 'electronic'] as const;

export type Episode = { readonly id: string; readonly youthId: string; readonly state: string };

/** What an agency and police do besides reporting. */
export class Work {
  readonly drafts: Draft[] = [];

  constructor(private readonly random: Random, private readonly episode: Episode) {}

  /** Notices that the child is missing, some by two channels, some withheld; the court's around the end of a local day. */
  notices(start: number): void {
    const { random, episode: { state } } = this;
    for (const to of (TOLD[state] ?? []).filter(() => random.chance(0.5))) {
      if (random.chance(0.08)) this.withheld(to, start + random.between(MINUTE, 3 * DAY));
      for (const channel of state === 'AZ' ? ['telephone', 'written'] : [random.pick(CHANNELS)]) {
        if (!random.chance(0.75)) continue;
        this.notice('missing', to, channel, to === 'court' && random.chance(0.6) ? this.endOfDay(start, random.between(1, 6)) : someMoment(random, start));
      }
    }
    if (state === 'AZ' && random.chance(0.6)) {
      const at = someMoment(random, start);
      this.add('MotionFiled', at, { motion: 'pick-up-order', filedAt: instant(at) });
    }
  }

  /** What NCIC and police are known to have done about the reports made to police. */
  police(reports: readonly Draft[]): void {
    for (const { streamId, type, data, occurred } of reports) {
      if (type !== 'ReportMade' || data.recipient !== 'police' || !this.random.chance(0.3)) continue;
      const { madeAt: _, channel: __, madeBy: ___, missingElements: ____, ...about } = data;
      this.reportWork(streamId, about, occurred);
    }
  }

  located(at: number): void {
    const { random, episode: { state } } = this;
    this.add('ChildLocated', at, { locatedAt: instant(at), circumstance: random.pick(['with-family', 'in-detention', 'with-police', 'returned-alone']) });
    for (const to of ['police', 'ncmec', ...(state === 'GA' ? ['state-team'] : [])]) {
      for (const about of ['located', 'recovery-circumstances']) if (random.chance(0.45)) this.notice(about, to, random.pick(CHANNELS), someMoment(random, at));
    }
  }

  returned(at: number): void {
    const { random } = this;
    this.add('ChildReturned', at, { returnedAt: instant(at), to: 'new-placement', caregiverWilling: random.pick(['yes', 'no', 'not-asked']) });
    const then = (type: string, data: (moment: number) => Data) => {
      const moment = at + random.between(0, 12 * DAY);
      if (random.chance(0.5)) this.add(type, moment, data(moment));
    };
    then('ReturnInterviewHeld', moment => ({ interviewId: random.uuid(), heldAt: instant(moment), outcome: random.pick(['held', 'declined-or-not-ready']) }));
    then('ScreenedOnReturn', moment => ({ screeningId: random.uuid(), completedAt: instant(moment) }));
    then('FactorsDetermined', moment => ({ determinedAt: instant(moment), factors: ['not-told'] }));
    then('FactorsRespondedTo', moment => ({ respondedAt: instant(moment), placement: 'current', responses: ['service-added'] }));
    then('ServicesArranged', moment => ({ arrangedAt: instant(moment), services: ['medical'] }));
  }

  private reportWork(reportId: string, about: Data, made: number): void {
    const { random } = this;
    const entered = made + random.pick([2 * HOUR + random.between(-1, 1), random.between(MINUTE, 10 * HOUR)]);
    let known = 0; // each is entered after the one before: police tell of an entry before they tell what became of it
    const onReport = (type: string, at: number, data: Data) => {
      known = Math.max(known + 1, at + entryDelay(random));
      this.drafts.push({ stream: 'report', streamId: reportId, type, data: { ...about, ...data }, occurred: at, entered: known });
    };
    const inNcic = (at: number, told: boolean) => onReport('NcicEntered', at, {
      enteredAt: told ? instant(at) : null, category: 'EMJ', nicNumber: random.chance(0.5) ? personal(`M${random.between(1, 999_999)}`) : null,
    });
    const verified = (from: number) => {
      const at = random.chance(0.5) ? this.endOfDay(from, random.between(29, 31)) : from + random.between(DAY, 45 * DAY);
      onReport('NcicVerified', at, { verifiedAt: instant(at), photoWithin180Days: true, medicalAndDental: random.chance(0.5) });
    };
    const told = !random.chance(0.15);
    inNcic(entered, told);
    if (random.chance(0.2)) inNcic(entered, told || random.chance(0.7)); // the number, or the instant, follows
    if (random.chance(0.4)) verified(entered);
    if (random.chance(0.25)) {
      const cancelled = random.chance(0.5) ? this.endOfDay(entered, random.between(29, 31)) : entered + random.between(DAY, 45 * DAY);
      onReport('NcicCancelled', cancelled, { cancelledAt: instant(cancelled), reason: 'entered-in-error' });
      const anew = cancelled + random.between(MINUTE, 5 * DAY);
      if (random.chance(0.4)) inNcic(anew, !random.chance(0.15));
      if (random.chance(0.3)) verified(anew);
    }
    if (random.chance(0.3)) onReport('NcmecToldByPolice', entered + HOUR, { toldAt: instant(entered + HOUR) });
  }

  /** Exactly the last moment of a local day, or a millisecond beside it. */
  private endOfDay(start: number, days: number): number {
    return DateTime.fromMillis(start, { zone: ZONES[this.episode.state]! }).plus({ days }).endOf('day').toMillis() + this.random.between(-1, 1);
  }

  private notice(about: string, to: string, channel: string, at: number): void {
    this.add('NoticeGiven', at, { noticeId: this.random.uuid(), about, to, channel, givenAt: instant(at) });
  }

  private withheld(to: string, at: number): void {
    this.add('NoticeWithheld', at, { noticeId: this.random.uuid(), about: 'missing', to, withheldAt: instant(at), authority: 'court order' });
  }

  private add(type: string, at: number, data: Data): void {
    const { id, youthId } = this.episode;
    this.drafts.push({ stream: 'episode', streamId: id, type, data: { episodeId: id, youthId, ...data }, occurred: at, entered: at + entryDelay(this.random) });
  }
}

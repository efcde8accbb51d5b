import { zoneOf, type Calendar, type Day, type Weekday } from '#calendar';
import type { HearingKind } from '#contracts';
import { inForce } from '#rule-files';
import type { AbsenceText, CourtRules, Docket, HearingText } from './load-court-rules.js';

type CountyCourt = { readonly court: string; readonly state: string; readonly county: string };

/** The rules this process goes by, read once when it starts: a broken pack stops it there. No state's are assumed. */
export class RuleBook {
  constructor(readonly rules: CourtRules) {}

  /** Where the court's days are counted: the county's own calendar, else its state's, else none. Throws `time-zone-missing`. */
  placeOf({ court, state, county }: CountyCourt): { readonly zone: string; readonly calendar: Calendar | null } {
    const { courts, calendars, zones, states } = this.rules;
    const own = courts.find(each => each.court === court && each.county === county)?.calendar ?? states[state]?.calendar;
    return { zone: zoneOf(zones, { state, county }), calendar: calendars.find(({ id }) => id === own) ?? null };
  }

  /** The text in force on the day that the count begins with. */
  hearingRule(state: string, kind: HearingKind, on: Day): HearingText | null {
    return this.rules.hearings.find(rule => rule.jurisdiction === state && rule.kind === kind && inForce(rule.effective, on)) ?? null;
  }

  absenceRule(state: string, on: Day): AbsenceText | null {
    return this.rules.absenceReviews.find(rule => rule.jurisdiction === state && inForce(rule.effective, on)) ?? null;
  }

  docket({ court, county }: Omit<CountyCourt, 'state'>, name: string): Docket | null {
    return this.docketsOf(court, county).find(({ docket }) => docket === name) ?? null;
  }

  docketsOf(court: string, county: string): readonly Docket[] {
    return this.rules.courts.find(each => each.court === court && each.county === county)?.dockets ?? [];
  }

  /** The court that a county's children come before; null where nobody said. */
  courtOf(state: string, county: string): string | null {
    return this.rules.courts.find(each => each.state === state && each.county === county)?.court ?? null;
  }

  weekBegins(state: string): Weekday {
    return this.rules.states[state]?.weeklyList?.weekBegins ?? 'monday';
  }

  /** What a state lacks, by name: nothing of it is assumed. */
  missingFor(state: string): readonly string[] {
    const { hearings, absenceReviews, states, courts, notYet } = this.rules;
    const lacks = (has: boolean, what: string) => (has ? [] : [`${state}: ${what}`]);
    return [
      ...lacks(states[state]?.calendar != null, 'no calendar of its courts: court days cannot be counted'),
      ...lacks(hearings.some(({ jurisdiction }) => jurisdiction === state), 'no rule for when a hearing is held or noticed'),
      ...lacks(absenceReviews.some(({ jurisdiction }) => jurisdiction === state), 'no rule for the review of an absence'),
      ...lacks(courts.some(each => each.state === state), 'no court is named for its counties'),
      ...notYet.filter(({ jurisdiction }) => jurisdiction === state).map(({ duty, why }) => `${state}: ${duty}: ${why}`),
    ];
  }
}

import type { ContinuanceReason, FilingType } from '#contracts';
import { DomainError, type Decision } from '#kernel';
import { ahead, idsOf, refuseAhead } from './guards.js';
import type { Hearing, HearingEvent, Scheduled, Setting } from './hearing.js';
import type { HearingRule } from './rule.js';
import { refuseOffDocket, settingOf, type Asked, type Bounds } from './sitting.js';
import { continuedWindow, lawfulWindow } from './window.js';

type Decide = Decision<Hearing, HearingEvent>;

export type Draft = Omit<Scheduled, keyof Setting> & Asked & { readonly caseType: FilingType };

const startOf = (countedFrom: Scheduled['countedFrom'], rule: HearingRule) => {
  if (countedFrom) return countedFrom;
  throw new DomainError('counted-from-missing', `${rule.id} counts from ${rule.countedFrom}: say when that was`, 'malformed', { pointer: '/countedFrom' });
};

export const scheduleHearing = ({ caseType, ...draft }: Draft, bounds: Bounds): Decide => (state, now) => {
  if (state.status !== 'none') {
    if (state.startsAt === draft.startsAt) return [];
    throw new DomainError('hearing-already-set', `Somebody else set this hearing for ${state.day}: continue it instead`, 'refused', { day: state.day });
  }
  const { countedFrom, kind, docket, setAt = now } = draft;
  if (countedFrom) refuseAhead(countedFrom, setAt, 'counted-from-in-the-future');
  const { place: { zone, calendar } } = bounds;
  const setting = settingOf(draft, bounds, now, (rule, calendar) => lawfulWindow(rule, { zone, calendar }, startOf(countedFrom, rule), setAt));
  if (docket) refuseOffDocket(docket, bounds.docket, { kind, caseType, day: setting.day, calendar });
  return [{ type: 'HearingScheduled', data: { ...draft, ...setting }, occurredAt: setAt }];
};

type Continuance = Asked & { readonly reason: ContinuanceReason; readonly caseType: FilingType };

/** Everybody is told anew: a notice of the earlier date says nothing of this one. */
export const continueHearing = ({ reason, caseType, ...date }: Continuance, bounds: Bounds): Decide => (state, now) => {
  const hearing = ahead(state);
  if (hearing.startsAt === date.startsAt) return [];
  const { setAt = now } = date;
  if (setAt < hearing.setAt) throw new DomainError('continued-before-set', 'A hearing is put off after it was set', 'refused', { setAt: hearing.setAt });
  const reasons = bounds.rule?.continuance?.reasons;
  if (reasons && !reasons.includes(reason)) {
    throw new DomainError('continuance-reason-not-permitted', `${bounds.rule!.id} permits: ${reasons.join(', ')}`, 'refused', { reasons });
  }
  const { place: { zone, calendar } } = bounds;
  const { day, countedFrom, docket, kind } = hearing;
  const setting = settingOf(date, bounds, now, (rule, calendar) => continuedWindow(rule, { zone, calendar }, day, startOf(countedFrom, rule), setAt));
  if (docket) refuseOffDocket(docket, bounds.docket, { kind, caseType, day: setting.day, calendar });
  return [{ type: 'HearingContinued', data: { ...idsOf(hearing), ...setting, reason, from: day }, occurredAt: setAt }];
};

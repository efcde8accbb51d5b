import Type from 'typebox';
import { EPISODE_ERRORS, MISSING_CATEGORIES } from './child-welfare.js';
import { AGE_BANDS, COVERAGE, US_STATES } from './jurisdiction.js';
import { exactly, moment, oneOf, publish, text, uuid, type EventOf } from './schema.js';

/** Whom an agency tells besides the reports to police and NCMEC; the last five are told as bodies, not as persons. */
export const NOTICE_RECIPIENTS = [
  'parents', 'attorney', 'guardian-ad-litem', 'casa', 'judicial-officer', 'caregiver', 'tribe', 'court', 'state-team', 'police', 'ncmec', 'hhs',
] as const;
export type NoticeRecipient = (typeof NOTICE_RECIPIENTS)[number];

export const NOTICE_SUBJECTS = ['missing', 'located', 'recovery-circumstances', 'foreign-national-victim'] as const;
export const NOTICE_CHANNELS = ['telephone', 'written', 'in-person', 'electronic', 'not-recorded'] as const;
export const MOTIONS = ['pick-up-order'] as const;
export const INTERVIEW_OUTCOMES = ['held', 'declined-or-not-ready'] as const;
export const FACTORS = [
  'placement-conflict', 'peer-influence', 'family-contact', 'romantic-relationship', 'exploitation', 'substance-use', 'mental-health', 'school', 'boredom',
  'abuse-in-placement', 'pregnancy-or-parenting', 'discrimination', 'other', 'not-told',
] as const;
export const RESPONSES = ['placement-changed', 'placement-kept-with-changes', 'service-added', 'contact-arranged', 'safety-plan', 'school-support', 'none-possible'] as const;
export const RETURN_SERVICES = [
  'medical', 'mental-health', 'substance-use', 'advocate', 'legal', 'education', 'housing', 'employment', 'basic-needs', 'mentoring', 'none-wanted',
] as const;
export const CARETAKERS = ['former-caregiver', 'new-placement', 'family', 'hospital', 'detention', 'shelter', 'other', 'not-recorded'] as const;

/** How an episode ends: with a return, or with a child who was located and will not return. */
export const CLOSING_REASONS = ['returned', 'deceased', 'aged-out', 'custody-ended'] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

const episode = { episodeId: uuid('The missing-from-care episode'), youthId: uuid('The youth, by a pseudonym') };
const place = {
  agency: text('The title IV-E agency that answers for the youth'), state: oneOf(US_STATES, 'The state whose rules apply'), county: text('The county office'),
};
const basis = {
  ...place, coverage: oneOf(COVERAGE, 'Why the agency answers for the youth'),
  ageBand: oneOf(AGE_BANDS, 'The youth\'s age when the clock started, no more exactly than rules need'),
};
const coveredFrom = Type.Optional(moment(
  'When the agency came to answer for the youth, where that was after it learned: coverage is as of then, and no clock that needs it starts before'));
export const CORRECTION_CAUSES = ['birth-date', 'coverage', 'jurisdiction', 'learned-at', 'category'] as const;
const cause = oneOf(CORRECTION_CAUSES, 'Which fact proved wrong');

export const episodeCorrected = publish('EpisodeCorrected', 1,
  'A fact that duties stand on was wrong. The whole basis as it is now known: duties are judged again from the original instant.',
  exactly({ ...episode, ...basis, category: oneOf(MISSING_CATEGORIES, 'The category'), learnedAt: moment('When the agency really learned'), coveredFrom, cause }));

export const determinationCorrected = publish('DeterminationCorrected', 1, 'The same for a determination.',
  exactly({
    determinationId: uuid('The determination'), youthId: uuid('The youth, by a pseudonym'), ...basis, receivedAt: moment('When the agency really received it'),
    coveredFrom, cause,
  }));

export const noticeGiven = publish('NoticeGiven', 1, 'Someone who must be told was told.',
  exactly({
    noticeId: uuid('The notice'), ...episode, about: oneOf(NOTICE_SUBJECTS, 'What of'), to: oneOf(NOTICE_RECIPIENTS, 'Whom'),
    channel: oneOf(NOTICE_CHANNELS, 'How'), givenAt: moment('When'),
  }));

export const noticeWithheld = publish('NoticeWithheld', 1, 'Someone was not told, by a named authority: never a suspected abductor, trafficker or abuser.',
  exactly({
    noticeId: uuid('The notice'), ...episode, about: oneOf(NOTICE_SUBJECTS, 'What of'), to: oneOf(NOTICE_RECIPIENTS, 'Whom'),
    withheldAt: moment('When it was decided'), authority: text('The law or order it rests on'),
  }));

export const motionFiled = publish('MotionFiled', 1, 'The agency asked the court for an order about the missing child.',
  exactly({ ...episode, motion: oneOf(MOTIONS, 'Which'), filedAt: moment('When') }));

export const communicationHeld = publish('CommunicationHeld', 1, 'Regular communication on a missing child, 42 USC 671(a)(35)(B).',
  exactly({ ...episode, with: oneOf(['police', 'ncmec'], 'With whom'), heldAt: moment('When') }));

export const childReturned = publish('ChildReturned', 1, 'The child is back in care. Only now can the child be asked.',
  exactly({
    ...episode, returnedAt: moment('When'), to: oneOf(CARETAKERS, 'Into whose care'),
    caregiverWilling: oneOf(['yes', 'no', 'not-asked'], 'Whether the former caregiver is willing to have the child back'),
  }));

export const returnInterviewHeld = publish('ReturnInterviewHeld', 1, 'The child was asked what happened while away, 671(a)(35)(A)(iii), or offered it.',
  exactly({ interviewId: uuid('The interview'), ...episode, heldAt: moment('When'), outcome: oneOf(INTERVIEW_OUTCOMES, 'Held, or declined or not ready') }));

export const screenedOnReturn = publish('ScreenedOnReturn', 1, 'The screening that belongs to this return, 671(a)(35)(A)(iii).',
  exactly({ ...episode, screeningId: uuid('The screening'), completedAt: moment('When it was completed') }));

export const factorsDetermined = publish('FactorsDetermined', 1, 'The primary factors of the absence, 671(a)(35)(A)(ii).',
  exactly({ ...episode, determinedAt: moment('When'), factors: Type.Array(oneOf(FACTORS, 'A primary factor'), { minItems: 1 }) }));

export const factorsRespondedTo = publish('FactorsRespondedTo', 1, 'What was changed in this or a later placement in answer to the factors, 671(a)(35)(A)(ii).',
  exactly({
    ...episode, respondedAt: moment('When'), placement: oneOf(['current', 'subsequent'], 'Where'), responses: Type.Array(oneOf(RESPONSES, 'What'), { minItems: 1 }),
  }));

export const servicesArranged = publish('ServicesArranged', 1, 'Services on return, offered by the agency and chosen by the youth.',
  exactly({ ...episode, arrangedAt: moment('When'), services: Type.Array(oneOf(RETURN_SERVICES, 'Which'), { minItems: 1 }) }));

export const episodesMerged = publish('EpisodesMerged', 1, 'Two records of one absence: this one is led on, the other stays readable with its obligor. Reversible.',
  exactly({ ...episode, mergedEpisodeId: uuid('The episode that is led on here'), sameObligor: Type.Boolean({ description: 'Whether both are one agency\'s' }) }));

export const episodesUnmerged = publish('EpisodesUnmerged', 1, 'They were two absences after all.',
  exactly({ ...episode, mergedEpisodeId: uuid('The episode that stands on its own again'), reason: oneOf(EPISODE_ERRORS, 'Why the merge was wrong') }));

export const episodeClosed = publish('EpisodeClosed', 1, 'All that was owed for this absence is done, or excused by name.',
  exactly({
    ...episode, closedAt: moment('When'), reason: Type.Optional(oneOf(CLOSING_REASONS, 'How it ended; left out means returned')),
  }));

/** All that is recorded with an episode and that duties are judged by. */
export const EPISODE_FACTS = [
  'ChildReportedMissing', 'WhereaboutsLost', 'EpisodeCorrected', 'EpisodeRecordedInError', 'EpisodesMerged', 'EpisodesUnmerged', 'CommunicationHeld',
  'NoticeGiven', 'NoticeWithheld', 'MotionFiled', 'ChildLocated', 'ChildReturned', 'ReturnInterviewHeld', 'ScreenedOnReturn', 'FactorsDetermined',
  'FactorsRespondedTo', 'ServicesArranged', 'EpisodeClosed',
] as const;

export type EpisodeCorrected = EventOf<typeof episodeCorrected>;
export type DeterminationCorrected = EventOf<typeof determinationCorrected>;
export type NoticeGiven = EventOf<typeof noticeGiven>;
export type NoticeWithheld = EventOf<typeof noticeWithheld>;
export type MotionFiled = EventOf<typeof motionFiled>;
export type CommunicationHeld = EventOf<typeof communicationHeld>;
export type ChildReturned = EventOf<typeof childReturned>;
export type ReturnInterviewHeld = EventOf<typeof returnInterviewHeld>;
export type ScreenedOnReturn = EventOf<typeof screenedOnReturn>;
export type FactorsDetermined = EventOf<typeof factorsDetermined>;
export type FactorsRespondedTo = EventOf<typeof factorsRespondedTo>;
export type ServicesArranged = EventOf<typeof servicesArranged>;
export type EpisodesMerged = EventOf<typeof episodesMerged>;
export type EpisodesUnmerged = EventOf<typeof episodesUnmerged>;
export type EpisodeClosed = EventOf<typeof episodeClosed>;

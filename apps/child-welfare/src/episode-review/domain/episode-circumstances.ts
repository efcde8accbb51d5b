import type { RETURN_SERVICES } from '#contracts';
import { DomainError, type Category, type Decision, type Event, type Instant, type Personal } from '#kernel';

export const PLACEMENTS = [
  'foster-family', 'relative', 'group-home', 'residential-treatment', 'shelter', 'independent-living', 'own-home', 'hospital', 'detention', 'other',
] as const;
export const RELATIONS = ['parent', 'sibling', 'grandparent', 'other-relative', 'friend', 'mentor', 'teacher', 'former-caregiver', 'professional', 'other'] as const;
export const TRAUMA = ['yes', 'no', 'not-known'] as const;

type Person = { readonly name: string; readonly contact?: string };

/** What was known of the child's life when the child left. What is left out was not told; an empty list says that there was none. */
export type Circumstances = {
  readonly placement?: { readonly kind: (typeof PLACEMENTS)[number]; readonly since?: Instant; readonly name?: Personal<string> };
  readonly services?: readonly { readonly kind: (typeof RETURN_SERVICES)[number]; readonly provider?: Personal<string> }[];
  readonly treatment?: readonly Personal<string>[];
  /** Disability among them. */
  readonly specialNeeds?: readonly Personal<string>[];
  readonly screeningsDue?: readonly { readonly screening: string; readonly dueOn?: string }[];
  /** Trauma or behavioural health that nobody has addressed. */
  readonly trauma?: { readonly unaddressed: (typeof TRAUMA)[number]; readonly description?: Personal<string> };
  readonly supportiveAdults?: readonly { readonly relation: (typeof RELATIONS)[number]; readonly person: Personal<Person> }[];
};

type Description = Circumstances & { readonly descriptionId: string; readonly episodeId: string; readonly youthId: string; readonly learnedAt: Instant };

// This name and shape are stored: a new shape needs an upcaster.
export type EpisodeCircumstancesEvent = Event<'EpisodeCircumstancesDescribed', Description>;
export type EpisodeCircumstances = { readonly described: readonly string[] };

/** A stream of its own beside the episode's: describing the child's life never competes with looking for the child. */
export const episodeCircumstances: Category<EpisodeCircumstances, EpisodeCircumstancesEvent> = {
  name: 'childWelfare.episodeCircumstances',
  scope: 'agency',
  initial: { described: [] },
  evolve: ({ described }, { data }) => ({ described: [...described, data.descriptionId] }),
};

const TOPICS = ['placement', 'services', 'treatment', 'specialNeeds', 'screeningsDue', 'trauma', 'supportiveAdults'] as const satisfies readonly (keyof Circumstances)[];

/** What is told later of one topic replaces what was told before of that topic only. */
export const describeCircumstances = (description: Description): Decision<EpisodeCircumstances, EpisodeCircumstancesEvent> => ({ described }, now) => {
  if (described.includes(description.descriptionId)) return [];
  if (!TOPICS.some(topic => description[topic] !== undefined)) throw new DomainError('nothing-described', 'Tell at least one thing about the child\'s life', 'malformed');
  if (description.learnedAt > now) throw new DomainError('learned-in-the-future', 'The agency cannot have learned of this yet');
  return [{ type: 'EpisodeCircumstancesDescribed', data: description, occurredAt: description.learnedAt }];
};

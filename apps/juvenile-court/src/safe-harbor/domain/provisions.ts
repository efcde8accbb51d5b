import { DomainError } from '#kernel';
import { applied, NEEDED, type Applied, type Child, type Parameters, type Provision } from './provision.js';

const inForce = ({ effective: { from, to } }: Provision, day: string) => from <= day && (to === null || day <= to);

const notConfigured = (state: string, missing: readonly string[]): DomainError => new DomainError(
  'state-not-configured', `The safe-harbor law of ${state} is not configured for that day: missing ${missing.join(', ')}. Nothing is assumed.`, 'refused',
  { errors: missing.map(name => ({ pointer: `/${name}`, code: 'missing', detail: `${name} of ${state} is not configured` })) });

/**
 * The state's provisions in force on a day. Where nobody stated what the law does (its model) there is nothing to go by:
 * refused as `state-not-configured`, with what is missing, whatever else is known of it.
 */
export const provisionsOf = (all: readonly Provision[], state: string, day: string): readonly Provision[] => {
  const own = all.filter(provision => provision.state === state);
  if (own.length === 0) throw notConfigured(state, NEEDED);
  const found = own.filter(provision => inForce(provision, day));
  if (found.length === 0) throw notConfigured(state, [`effective on ${day}`, ...NEEDED]);
  const lacks = (name: keyof Parameters) => found.every(({ parameters }) => !parameters[name]);
  if (lacks('model')) throw notConfigured(state, NEEDED.filter(lacks));
  return found;
};

/** Those that may apply first; each with its sources, and with what nobody knows of it. */
export const applicable = (provisions: readonly Provision[], child: Child): readonly Applied[] =>
  provisions.map(provision => applied(provision, child)).sort((a, b) => Number(b.mayApply) - Number(a.mayApply));

import { placeOf, reasonOf } from '#projections';
import type { Failure } from './parked.js';

/** An error's name and code, and where in our code it arose; not its message, which may quote data. */
export const failureOf = (error: unknown): Failure & { readonly place: string } => ({ ...reasonOf(error), place: placeOf(error) });

export const told = ({ name, code }: Failure): string => [name, code].filter(Boolean).join(' ');

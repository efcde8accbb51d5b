import { ValidateBy, type ValidationOptions } from 'class-validator';
import { DomainError, instant } from '#kernel';

export const INSTANT = 'instant';

/** Why this is no moment, in the kernel's own code; undefined when it is one. */
export const instantRefusal = (value: unknown): DomainError | undefined => {
  try {
    instant(typeof value === 'string' ? value : '');
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
};

/** A time with its offset. Refused with the kernel's codes, such as `time-without-offset`. With `@IsOptional()` it may be left out. */
export const InstantField = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy({ name: INSTANT, validator: { validate: value => !instantRefusal(value) } }, options);

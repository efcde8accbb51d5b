import type { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import type { Partner, Produced } from '#kafka';
import { DomainError } from '#kernel';
import { unknownChild, type Children } from './children.js';

/** One thing that a partner tells of a child: a message, or an item of its history. */
export type Told<Data> = {
  readonly data: Data;
  /** The partner's token of the child. */
  readonly child: string;
  readonly partner: Partner;
  /** Derived from the message, so that what is told again is done once. */
  readonly meta: Meta;
};
export type Tools = { readonly commands: CommandBus; readonly children: Children };
export type Telling<Data> = (told: Told<Data>, tools: Tools) => Promise<Produced>;

type Pointer = string | null | ((details: DomainError['details']) => string);

/** What the work refuses is refused with the place in the message that it is about. */
export const pointing = async <Result>(pointers: Readonly<Record<string, Pointer>>, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError) || 'pointer' in error.details) throw error;
    // a registration that was cut off has claimed the token already: until it is tried again the child is as unknown as before
    if (error.code === 'unknown-youth') throw unknownChild();
    const pointer = pointers[error.code] ?? '/data';
    throw new DomainError(error.code, error.message, error.kind, { pointer: typeof pointer === 'string' ? pointer : pointer(error.details) });
  }
};

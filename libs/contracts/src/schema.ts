import Type, { type Static, type TSchema } from 'typebox';
import type { Event, Instant, Personal } from '#kernel';

/** A published event: other services may rely on its name, its version and its schema. */
export type Published<Type extends string = string, Schema extends TSchema = TSchema> = {
  readonly type: Type;
  readonly version: number;
  readonly description: string;
  readonly schema: Schema;
  /** The field of its data that names the only one who may be told; left out, any partner may. See `addresseeOf`. */
  readonly addressee?: string;
  /** What one service tells another of the work between them: it never leaves the system. */
  readonly internal?: true;
};

export type EventOf<P extends Published> = P extends Published<infer Type, infer Schema> ? Event<Type, Static<Schema>> : never;

export const publish = <const Name extends string, Schema extends TSchema>(
  type: Name, version: number, description: string, schema: Schema, told: Pick<Published, 'addressee' | 'internal'> = {},
): Published<Name, Schema> => ({ type, version, description, schema, ...told });

export const exactly = <Properties extends Record<string, TSchema>>(properties: Properties, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description ? { description } : {}) });

export const uuid = (description: string) => Type.String({ format: 'uuid', description });

/** ISO-8601 in UTC with milliseconds. */
export const moment = (description: string) =>
  Type.Unsafe<Instant>({ type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$', description });

/** Personal data: in clear inside a decision, a compact JWE wherever it is stored or read. */
export const sealed = <T>(description: string) =>
  Type.Unsafe<Personal<T>>({
    type: 'object', properties: { sealed: { type: 'string' } }, required: ['sealed'], additionalProperties: false, description,
  });

export const oneOf = <const Values extends readonly string[]>(values: Values, description: string) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], description });

export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const text = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });

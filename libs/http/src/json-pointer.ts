const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** A name that is not one could be a person's: then only its place is told. */
export const isPlainName = (name: string): boolean => PLAIN_NAME.test(name);

/** A member's name as RFC 6901 writes it. */
export const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

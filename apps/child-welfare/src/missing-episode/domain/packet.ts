import type { Personal } from '#kernel';

/**
 * What a report to police and to NCMEC must include where reasonably possible, 42 USC 671(a)(35)(B)(i) to (iii): a photo (by
 * reference), a physical description, and what endangers the child.
 */
export const PACKET_ELEMENTS = [
  'photo',
  'height', 'weight', 'sex', 'ethnicity', 'race', 'hairColor', 'eyeColor',
  'pregnancy', 'prescriptionMedications', 'suicidalTendencies', 'traffickingVulnerability', 'otherRisks',
] as const;
export type PacketElement = (typeof PACKET_ELEMENTS)[number];

/** Each element as told; one that nobody described yet is left out. */
export type Packet = Readonly<Partial<Record<PacketElement, Personal<string>>>>;

/** Listed to be asked for; a missing element never holds anything up. */
export const missingElements = (packet: Readonly<Partial<Record<PacketElement, unknown>>>): readonly PacketElement[] =>
  PACKET_ELEMENTS.filter(element => packet[element] === undefined);

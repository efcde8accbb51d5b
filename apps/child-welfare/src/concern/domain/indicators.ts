import { INDICATORS } from '#contracts';

export { INDICATORS };
export type IndicatorGroup = keyof typeof INDICATORS;
export const INDICATOR_GROUPS = Object.keys(INDICATORS) as IndicatorGroup[];
export type Indicator = { readonly group: IndicatorGroup; readonly code: string };

export const isIndicator = ({ group, code }: Indicator): boolean => (INDICATORS[group] as readonly string[]).includes(code);

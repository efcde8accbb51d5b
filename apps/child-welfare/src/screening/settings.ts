/** After how many days a screening may be repeated without a word. No statute sets a number: each agency does. */
export class ScreeningSettings {
  constructor(readonly repeatAfterDays: number) {}

  /** Throws when SCREENING_REPEAT_AFTER_DAYS is no number of days. */
  static from(environment: Readonly<Record<string, string | undefined>>): ScreeningSettings {
    const days = environment.SCREENING_REPEAT_AFTER_DAYS ?? '30';
    if (!/^\d{1,4}$/.test(days)) throw new Error('SCREENING_REPEAT_AFTER_DAYS must be a number of days, such as 30');
    return new ScreeningSettings(Number(days));
  }
}

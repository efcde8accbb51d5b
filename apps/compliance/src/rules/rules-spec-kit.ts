/** A pack of one made-up rule: tell the police of a missing child. `from` and `to` are days, `to` may be null; `limit` is as a pack has it. */
export const packOf = ({ state, id, from, to, limit }: Readonly<Record<'state' | 'id' | 'from' | 'limit', string> & { to: string | null }>) =>
  `pack: us-${state.toLowerCase()}-own-${from}
jurisdiction: ${state}
example: false
rules:
  - id: ${id}
    citation: made up for this test
    text: Tell the police.
    effective: { from: ${from}, fromIs: first-day, to: ${to}, basis: made up }
    verified: { on: null, against: nothing, unverified: all of it }
    obligor: title-iv-e-agency
    knowledge: agency
    covers: [placed]
    ages: null
    recipient: police
    subject: missing-episode
    opens: [{ event: ChildReportedMissing, where: {}, clock: learnedAt }]
    limit: ${limit}
    calendar: us-federal
    met: { report: police }
    alerts: []
`;

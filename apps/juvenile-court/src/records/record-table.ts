/** One kind of record in the read model: its base table and the view of it that readers get. */
export type RecordTable = {
  /** Of the view, which entities map to; the base table adds `_all`. */
  readonly name: string;
  /** Column definitions; `case_id uuid` is one of them. */
  readonly columns: string;
  readonly indexes?: readonly string[];
  /** The column that names the row as a document, which can be sealed by itself. */
  readonly document?: string;
  /** Columns that name documents or persons the row tells of: their seals hold for it too. */
  readonly about?: readonly string[];
  /** The column that names the subject whose row it is: sees it as a party does, and below `floor`. */
  readonly owner?: string;
  /** SQL over `t`: the rank the row has at least, whatever is sealed (0 to 3; `OWN_ONLY`: the owner alone). */
  readonly floor?: string;
};

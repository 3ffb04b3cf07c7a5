/** The extension that is measured. */
export const OURS = 'ari-workbench.ari-workbench';
/** The one that does nothing. */
export const EMPTY = 'bench.empty';
/** Another one that does nothing, activated before the two. */
export const FIRST = 'bench.first';
/** Where an extension host writes what it measured, a line each start, beside its program. */
export const REPORT = 'activations.jsonl';

/** The milliseconds that each took in one start. */
export interface Activation {
  readonly ours: number;
  readonly empty: number;
}

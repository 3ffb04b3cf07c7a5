/** Where the extension host writes what it measured: a file whose name is in this variable of its environment. */
export const REPORT = 'BENCH_REPORT';

/** What one storm did to an extension host and to the reference reader beside it. */
export interface StormRun {
  readonly recording: boolean;
  /** From the first of its events that the extension heard to the last. */
  readonly seconds: number;
  /** Storm events that the dialplan made, that the extension heard, and that the reference heard. */
  readonly made: number;
  readonly heard: number;
  readonly reference: number;
  /** Events in the event file; nothing without one. */
  readonly recorded: number | undefined;
  /** Connection states and gaps that were told meanwhile. */
  readonly told: readonly string[];
  /** How much later than planned the event loop's timer ran, in ms. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
  /** The same, but for the time in which others had the processor; nothing where Node cannot tell. */
  readonly own: { readonly p99: number; readonly max: number } | undefined;
  /** Of one processor, 0 to 1: what the extension host used. */
  readonly cpu: number;
}

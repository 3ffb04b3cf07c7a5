import type { Diagnosis, Layer } from '../../ari/doctor/finding';

/** What a finding means to a person, and what to do about it. Cleaned for display. */
export interface Meaning {
  /** A sentence or two. */
  readonly means: string;
  /** What to change, the likeliest first. */
  readonly changes?: readonly Change[];
}

export interface Change {
  /** What to do, as a sentence. */
  readonly advice: string;
  /** Lines to write, or commands to type, as they are. */
  readonly lines?: readonly string[];
}

/** What sentences need besides the diagnosis. Nothing in it is secret. */
export interface Subject {
  readonly layer: Layer;
  readonly url: string;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

export type Code = Diagnosis['code'];
export type DiagnosisOf<C extends Code> = Extract<Diagnosis, { readonly code: C }>;

/** A meaning for each of these codes. */
export type Meanings<C extends Code> = {
  readonly [K in C]: (diagnosis: DiagnosisOf<K>, subject: Subject) => Meaning;
};

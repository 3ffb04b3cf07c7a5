/** Where something is written. Lines count from 0. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** One step of an extension, as Asterisk has it in memory. */
export interface Priority {
  /** From 1, as a rule: `1+-3` is priority -2 for Asterisk, and 0 exists too (`hint+1`). Never -1, which is the hint. */
  readonly number: number;
  readonly label: string | undefined;
  readonly application: string;
  /** What the application is given, as `dialplan show` prints it between the parentheses. */
  readonly data: string;
  readonly place: Place;
}

/** All priorities of one name and one caller ID pattern. */
export interface Extension {
  /** Without blanks outside of sets; dashes and the `_` of a pattern included. As the lowest priority writes it. */
  readonly name: string;
  /** The caller's number (or pattern) behind the slash; undefined matches every caller. */
  readonly callerId: string | undefined;
  /** By number. */
  readonly priorities: ReadonlyMap<number, Priority>;
  /** `exten => 1000,hint,…`: the devices and custom states, joined as written. */
  readonly hint: Priority | undefined;
}

/** `include => context[,times,weekdays,mdays,months[,timezone]]`. */
export interface Inclusion {
  /** As written, with its times. */
  readonly text: string;
  readonly context: string;
  /** The parts behind the name; empty: always. */
  readonly timing: readonly string[];
  readonly place: Place;
}

/** `switch => Name/data`. */
export interface Switch {
  readonly name: string;
  readonly data: string;
  /** `eswitch`: variables in its data are expanded at each call. */
  readonly expanded: boolean;
  readonly place: Place;
}

export interface Context {
  readonly name: string;
  /** In the order in which Asterisk looks through them: see `order.ts`. */
  readonly extensions: readonly Extension[];
  readonly includes: readonly Inclusion[];
  readonly switches: readonly Switch[];
  readonly ignorePatterns: readonly string[];
  /** `autohints = yes`: a hint for every device is made when somebody asks for it. */
  readonly autoHints: boolean;
  /** Where its section begins first. */
  readonly place: Place;
}

/** What `[general]` says, with Asterisk's own default for what it does not say. */
export interface DialplanOptions {
  /** A channel that runs out of priorities is hung up; without it, it waits for digits. */
  readonly autoFallThrough: boolean;
  /** Extensions are found through a trie of patterns. */
  readonly extenPatternMatchNew: boolean;
  /** `Name/data` of the switch that is asked before every context. */
  readonly overrideSwitch: string | undefined;
  /** A reload forgets all global variables, also those that calls have set. */
  readonly clearGlobalVariables: boolean;
}

/** What pbx_config makes of extensions.conf, with all that it includes. */
export interface Dialplan {
  /** By name. Case counts. */
  readonly contexts: ReadonlyMap<string, Context>;
  /** `[globals]`. */
  readonly globals: ReadonlyMap<string, string>;
  readonly options: DialplanOptions;
}

/** Variables that go along with a request. They travel in a JSON body: the query has no room for names and values of any kind. */

/** One value. Reporting it with every event of its channel or bridge is possible since 20.20, 22.10, 23.4. */
export type VariableValue = string | { readonly value: string; readonly report_events?: boolean | undefined };

/**
 * Values by name. A function such as `CALLERID(name)` is a name too: the server runs it, so ask before sending one that
 * somebody else wrote (`SHELL(…)`; only 22.10.1 and 23.4.1 apply `live_dangerously` here, GHSA-vrfp-mg3q-3959).
 */
export type VariableValues = Readonly<Record<string, VariableValue>>;

/** Which variable to set, to what. */
export interface VariableSetting {
  /** Name, or a function to write to. */
  readonly variable: string;
  /** New value; none empties it. */
  readonly value?: string | undefined;
  /** Whether events of the channel or bridge carry it from now on. Since 20.20, 22.10, 23.4; older ones ignore it. */
  readonly report_events?: boolean | undefined;
}

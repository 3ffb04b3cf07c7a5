/** The Asterisk system itself, as `GET /asterisk/…` describes it: versions, configuration, modules and logs. */
import type { Timestamp } from './resources';

/** How the running Asterisk was compiled. */
export interface BuildInfo {
  /** Operating system of the build machine. */
  readonly os: string;
  /** Its kernel. */
  readonly kernel: string;
  /** Compile-time options; empty when they are the defaults. */
  readonly options: string;
  /** Architecture, such as `x86_64`. */
  readonly machine: string;
  /** When it was built. */
  readonly date: string;
  /** Who built it. */
  readonly user: string;
}

/** Which Asterisk this is. */
export interface SystemInfo {
  /** Version, such as `22.10.1~dfsg+~cs6.15.60671435-1`. */
  readonly version: string;
  /** Entity id of the instance: what events carry as `asterisk_id`. */
  readonly entity_id: string;
}

/** User and group that Asterisk was told to run as; both empty when it was told nothing. */
export interface SetId {
  /** User. */
  readonly user: string;
  /** Group. */
  readonly group: string;
}

/** Settings of asterisk.conf. */
export interface ConfigInfo {
  /** The system's name; may be empty. */
  readonly name: string;
  /** Language of sounds where nothing else is set. */
  readonly default_language: string;
  /** Most channels at the same time; left out when there is no limit. */
  readonly max_channels?: number;
  /** Most open files; left out when there is no limit. */
  readonly max_open_files?: number;
  /** Load average above which calls are refused; left out when there is no limit. */
  readonly max_load?: number;
  /** User and group. */
  readonly setid: SetId;
}

/** How long Asterisk has been up. */
export interface StatusInfo {
  /** When it started. */
  readonly startup_time: Timestamp;
  /** When it last read its configuration. */
  readonly last_reload_time: Timestamp;
}

/** The answer of `GET /asterisk/info`; with `only`, just the parts that were asked for. */
export interface AsteriskInfo {
  /** How it was compiled. */
  readonly build?: BuildInfo;
  /** Which Asterisk it is. */
  readonly system?: SystemInfo;
  /** Its settings. */
  readonly config?: ConfigInfo;
  /** How long it has been up. */
  readonly status?: StatusInfo;
}

/** The answer of `GET /asterisk/ping`. */
export interface AsteriskPing {
  /** Entity id of the instance. */
  readonly asterisk_id: string;
  /** Always `pong`. */
  readonly ping: string;
  /** When the request came in. */
  readonly timestamp: Timestamp;
}

/** A module that is loaded, or can be. */
export interface Module {
  /** File name, such as `res_ari.so`. */
  readonly name: string;
  /** What it calls itself. */
  readonly description: string;
  /** How many others use it now. */
  readonly use_count: number;
  /** `Running`, `Not Running` … */
  readonly status: string;
  /** Who maintains it: `core`, `extended`, `deprecated` … */
  readonly support_level: string;
}

/** A log that Asterisk writes. */
export interface LogChannel {
  /** Path of the file, or the kind of log. */
  readonly channel: string;
  /** `File`, `Console`, `Syslog`. */
  readonly type: string;
  /** `Enabled` or `Disabled`. */
  readonly status: string;
  /** The levels that it takes, such as `ERROR WARNING`. */
  readonly configuration: string;
}

/** One setting of an object in Asterisk's dynamic configuration. */
export interface ConfigTuple {
  /** Name of the setting. */
  readonly attribute: string;
  /** Its value, always as text. */
  readonly value: string;
}

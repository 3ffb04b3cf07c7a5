/** Requests about the Asterisk system: information, global variables, modules, logs, dynamic configuration. */
import type { AsteriskInfo, AsteriskPing, ConfigTuple, LogChannel, Module, Variable } from '../resources';
import { pathOf } from '../path';
import type { Requester } from '../rest';

/** Parts of {@link AsteriskInfo}. */
export type InfoPart = 'build' | 'system' | 'config' | 'status';

/** What runs there; all parts unless told. */
export function getInfo(ari: Requester, only?: readonly InfoPart[]): Promise<AsteriskInfo> {
  return ari.request({ method: 'GET', path: 'asterisk/info', query: { only } });
}

/** The cheapest sign of life. Since 13.25, 16.2. */
export function ping(ari: Requester): Promise<AsteriskPing> {
  return ari.request({ method: 'GET', path: 'asterisk/ping' });
}

/** The value of a global variable; empty when it was never set. Errors: 400 no name. */
export function getVariable(ari: Requester, variable: string): Promise<Variable> {
  return ari.request({ method: 'GET', path: 'asterisk/variable', query: { variable } });
}

/** Sets a global variable; no value empties it. Errors: 400 no name. */
export function setVariable(ari: Requester, variable: string, value?: string): Promise<void> {
  return ari.request({ method: 'POST', path: 'asterisk/variable', query: { variable, value } });
}

/** All modules that are loaded. */
export function listModules(ari: Requester): Promise<Module[]> {
  return ari.request({ method: 'GET', path: 'asterisk/modules' });
}

/** One loaded module. Errors: 404 not loaded · 409 nothing is known of it. */
export function getModule(ari: Requester, moduleName: string): Promise<Module> {
  return ari.request({ method: 'GET', path: pathOf`asterisk/modules/${moduleName}` });
}

/** Loads a module. Errors: 409 it cannot be loaded. */
export function loadModule(ari: Requester, moduleName: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`asterisk/modules/${moduleName}` });
}

/** Unloads a module. Errors: 404 not loaded · 409 it cannot be unloaded. */
export function unloadModule(ari: Requester, moduleName: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`asterisk/modules/${moduleName}` });
}

/** Lets a module read its configuration again. Errors: 404 not loaded · 409 it cannot be reloaded. */
export function reloadModule(ari: Requester, moduleName: string): Promise<void> {
  return ari.request({ method: 'PUT', path: pathOf`asterisk/modules/${moduleName}` });
}

/** The logs that Asterisk writes. */
export function listLogChannels(ari: Requester): Promise<LogChannel[]> {
  return ari.request({ method: 'GET', path: 'asterisk/logging' });
}

/** Adds a log; `configuration` is its levels, such as `notice,warning,error`. Errors: 400 no levels · 409 it exists. */
export function addLogChannel(ari: Requester, logChannelName: string, configuration: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`asterisk/logging/${logChannelName}`, query: { configuration } });
}

/** Removes a log. Errors: 404. */
export function deleteLogChannel(ari: Requester, logChannelName: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`asterisk/logging/${logChannelName}` });
}

/** Starts a new file for a log. All logs that ARI added are gone after it, as after a reload. Errors: 404. */
export function rotateLogChannel(ari: Requester, logChannelName: string): Promise<void> {
  return ari.request({ method: 'PUT', path: pathOf`asterisk/logging/${logChannelName}/rotate` });
}

/** Names an object of the dynamic (sorcery) configuration. */
export interface ConfigObject {
  /** Module, such as `res_pjsip`. */
  readonly configClass: string;
  /** Type, such as `endpoint`. */
  readonly objectType: string;
  /** Id. */
  readonly id: string;
}

/** The settings of a configuration object. Errors: 404. */
export function getObject(ari: Requester, object: ConfigObject): Promise<ConfigTuple[]> {
  return ari.request({ method: 'GET', path: pathOfObject(object) });
}

/** Creates or changes a configuration object. Errors: 400 · 403 its storage cannot be written · 404 no such class or type. */
export function updateObject(
  ari: Requester,
  object: ConfigObject,
  fields: readonly ConfigTuple[],
): Promise<ConfigTuple[]> {
  return ari.request({ method: 'PUT', path: pathOfObject(object), body: { fields } });
}

/** Deletes a configuration object. Errors: 403 its storage cannot be written · 404. */
export function deleteObject(ari: Requester, object: ConfigObject): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOfObject(object) });
}

function pathOfObject({ configClass, objectType, id }: ConfigObject): string {
  return pathOf`asterisk/config/dynamic/${configClass}/${objectType}/${id}`;
}

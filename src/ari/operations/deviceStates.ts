/** Requests about device states. Those that ARI may set have names that begin with `Stasis:`. */
import type { DeviceState, DeviceStateValue } from '../resources';
import { pathOf } from '../path';
import type { Requester } from '../rest';

/** All device states that were set through ARI. */
export function list(ari: Requester): Promise<DeviceState[]> {
  return ari.request({ method: 'GET', path: 'deviceStates' });
}

/** The state of any device, `PJSIP/1000` too. One that nobody knows is `INVALID` or `UNKNOWN`, never an error. */
export function get(ari: Requester, deviceName: string): Promise<DeviceState> {
  return ari.request({ method: 'GET', path: pathOf`deviceStates/${deviceName}` });
}

/** A state that can be set. */
export type SettableDeviceState = Exclude<DeviceStateValue, 'UNKNOWN'>;

/** Sets the state of a device, which makes it if need be. Errors: 404 no name · 409 not a `Stasis:` name. */
export function set(ari: Requester, deviceName: string, deviceState: SettableDeviceState): Promise<void> {
  return ari.request({ method: 'PUT', path: pathOf`deviceStates/${deviceName}`, query: { deviceState } });
}

/** Removes a device that ARI made. Errors: 404 no name · 409 not a `Stasis:` name. */
export function remove(ari: Requester, deviceName: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`deviceStates/${deviceName}` });
}

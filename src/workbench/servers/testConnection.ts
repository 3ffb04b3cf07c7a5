import { randomUUID } from 'node:crypto';
import { AriError } from '../../ari/errors';
import { pathOf } from '../../ari/path';
import { RestClient, abortable } from '../../ari/rest';
import type { Requester, RestOptions } from '../../ari/rest';
import { getInfo, listApplications } from '../../live/lists';

export interface ConnectionTest {
  /** As Asterisk gives it, e.g. `22.10.1`. */
  readonly version: string;
  /** The user may not write, or we are not to try. */
  readonly readOnly: boolean;
  /** Names of the applications that the server has now. */
  readonly applications: readonly string[];
}

/**
 * Logs in, and looks what the user may do, unless nothing but GET may be sent. Changes nothing on the server.
 * @throws AriError, `garbled` when what answers is not Asterisk
 */
export async function testConnection(server: RestOptions, signal: AbortSignal): Promise<ConnectionTest> {
  const rest = new RestClient(server);
  try {
    const ari = abortable(rest, signal);
    const info = await getInfo(ari);
    const [readOnly, listed] = await Promise.all([isReadOnly(ari), listApplications(ari)]);
    return { version: info.system?.version ?? '', readOnly, applications: listed.map(({ name }) => name) };
  } finally {
    rest.dispose();
  }
}

/**
 * Asterisk refuses a read-only user's writes with 403 before it looks whether the thing is there (res_ari.c), so a
 * playback that nobody has is asked to stop: 403 tells the one, 404 the other.
 */
async function isReadOnly(ari: Requester): Promise<boolean> {
  try {
    await ari.request({ method: 'DELETE', path: pathOf`playbacks/${randomUUID()}` });
    return false;
  } catch (error) {
    if (error instanceof AriError && error.failure === 'readOnly') return true;
    if (!(error instanceof AriError) || error.failure !== 'refused') throw error;
    return error.status === 403;
  }
}

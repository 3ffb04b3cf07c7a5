import { readAriConf, type AriUser } from './ariConf';
import { missingHttpConf, readHttpConf, type HttpConf, type HttpEndpoint } from './httpConf';
import { loadConf } from './load';
import type { SetupProblem } from './problems';
import { folderOf, type FileReader } from './reader';

/** All that an import needs to know of a server's configuration. */
export interface AriSetup {
  /** Whether ARI is on (in Asterisk 22). */
  readonly enabled: boolean;
  /** Whether the HTTP server is on; undefined when there is no http.conf beside the ari.conf. */
  readonly httpEnabled: boolean | undefined;
  readonly users: readonly AriUser[];
  readonly endpoints: readonly HttpEndpoint[];
  readonly problems: readonly SetupProblem[];
}

/**
 * Reads an ari.conf and the http.conf in the same folder, which may be a copy of /etc/asterisk.
 * @param ariConfPath absolute, with forward slashes
 */
export async function readAriSetup(reader: FileReader, ariConfPath: string): Promise<AriSetup> {
  const ari = readAriConf(await loadConf(reader, ariConfPath), ariConfPath);
  const http = await readHttp(reader, `${folderOf(ariConfPath)}/http.conf`);
  const { enabled, users } = ari;
  const problems = [...ari.problems, ...http.problems];
  return { enabled, httpEnabled: http.enabled, users, endpoints: http.endpoints, problems };
}

async function readHttp(reader: FileReader, path: string): Promise<HttpConf> {
  const conf = await loadConf(reader, path);
  return conf.refused?.code === 'file-missing' ? missingHttpConf(path) : readHttpConf(conf, path);
}

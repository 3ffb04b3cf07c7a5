import { checkAccess, checkAcl, checkBooted, checkCredentials, checkModules } from './access';
import { checkApplication, checkEvent, checkUpgrade, leave } from './eventStream';
import { Examination, verdict } from './examination';
import type { Verdict } from './examination';
import { LAYERS } from './finding';
import type { Finding, Layer } from './finding';
import { LIMITS } from './limits';
import type { Limits } from './limits';
import { checkName, checkTcp, checkTls } from './network';
import type { Patient } from './route';
import { checkAri, checkHttp, checkPrefix } from './web';

const CHECKS: Readonly<Record<Layer, (examination: Examination) => Promise<Verdict>>> = {
  name: checkName,
  tcp: checkTcp,
  tls: checkTls,
  http: checkHttp,
  prefix: checkPrefix,
  ari: checkAri,
  credentials: checkCredentials,
  acl: checkAcl,
  booted: checkBooted,
  access: checkAccess,
  modules: checkModules,
  upgrade: checkUpgrade,
  application: checkApplication,
  event: checkEvent,
};

export interface DiagnosisOptions {
  readonly limits?: Partial<Limits>;
  /** Told before each layer is looked at. */
  readonly onLayer?: (layer: Layer) => void;
}

/**
 * Looks at a server layer by layer, from its name to its first event, and stops at the first that fails. Changes nothing
 * on the server, takes no application's name, and leaves no connection behind. Credentials are sent only to what answers
 * as Asterisk does, and stand in no finding.
 * @returns one finding a layer, in the order of {@link LAYERS}
 * @throws AriError `cancelled` when the signal fires
 */
export async function diagnose(
  patient: Patient,
  signal: AbortSignal,
  { limits, onLayer }: DiagnosisOptions = {},
): Promise<readonly Finding[]> {
  const examination = new Examination(patient, { ...LIMITS, ...limits }, signal);
  const findings: Finding[] = [];
  let failed = false;
  try {
    for (const layer of LAYERS) {
      if (!failed) onLayer?.(layer);
      const found: Verdict = failed ? verdict('skipped', { code: 'notReached' }) : await CHECKS[layer](examination);
      findings.push({ layer, ...found });
      failed ||= found.outcome === 'failed';
    }
    return findings;
  } finally {
    await leave(examination);
  }
}

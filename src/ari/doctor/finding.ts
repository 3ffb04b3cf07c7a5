/**
 * What has to work before ARI's events arrive, in the order in which it is looked at. Each needs those before it.
 * - `http`: that Asterisk's web server answers. `prefix`: http.conf's. `ari`: that ARI itself is there.
 * - `access`: whether the user may write. `modules`: which of ARI's resources are there.
 */
export const LAYERS = [
  'name',
  'tcp',
  'tls',
  'http',
  'prefix',
  'ari',
  'credentials',
  'acl',
  'booted',
  'access',
  'modules',
  'upgrade',
  'application',
  'event',
] as const;
export type Layer = (typeof LAYERS)[number];

/** `note`: it works, and there is something to know. `skipped`: not looked at; the diagnosis says why. */
export type Outcome = 'ok' | 'note' | 'failed' | 'skipped';

/** What was looked at in one layer, what came back, and what that means. Holds no secret. */
export interface Finding {
  readonly layer: Layer;
  readonly outcome: Outcome;
  readonly attempts: readonly Attempt[];
  readonly diagnosis: Diagnosis;
}

/** One thing that was tried, and its answer. */
export interface Attempt {
  readonly tried: Tried;
  readonly answer: Answer;
  readonly tookMs: number;
}

export type Tried =
  | { readonly kind: 'lookup'; readonly host: string }
  | { readonly kind: 'connect'; readonly host: string; readonly port: number }
  | { readonly kind: 'tunnel'; readonly proxy: string; readonly host: string; readonly port: number }
  | { readonly kind: 'handshake'; readonly host: string; readonly port: number }
  /** `path` with query; `user`: with whose credentials, if any. */
  | { readonly kind: 'request'; readonly method: string; readonly path: string; readonly user?: string }
  | { readonly kind: 'upgrade'; readonly path: string; readonly user: string }
  | { readonly kind: 'listen'; readonly application: string };

export type Answer =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'connected'; readonly address: string }
  | { readonly kind: 'certificate'; readonly certificate: CertificateFacts; readonly problem?: string }
  | { readonly kind: 'response'; readonly status: number; readonly server?: string; readonly message?: string }
  | { readonly kind: 'upgraded' }
  | { readonly kind: 'event'; readonly type: string }
  /** The first bytes of what is no HTTP. */
  | { readonly kind: 'bytes'; readonly text: string }
  /** The other side ended the connection without a word. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'silence'; readonly ms: number }
  /** Node's or OpenSSL's code. */
  | { readonly kind: 'error'; readonly code: string };

/** Of the certificate that the server shows; texts are not yet cleaned for display. */
export interface CertificateFacts {
  readonly protocol: string | undefined;
  readonly subject: string;
  readonly issuer: string;
  readonly names: string;
  /** ms since the epoch. */
  readonly validFrom: number;
  readonly validTo: number;
  /** SHA-256, as `AB:CD:…`. */
  readonly sha256: string;
}

/** What it means. Everything that a sentence about it needs is in here; the sentences are made elsewhere. */
export type Diagnosis =
  /** Nothing to say but that it works. */
  | { readonly code: 'fine' }
  /** A layer before it failed. */
  | { readonly code: 'notReached' }
  // Name and TCP
  | { readonly code: 'isAddress' }
  | { readonly code: 'unknownHost'; readonly host: string; readonly temporary: boolean }
  | { readonly code: 'refused'; readonly host: string; readonly port: number; readonly local: boolean }
  | { readonly code: 'noAnswer'; readonly host: string; readonly port: number; readonly ms: number }
  | { readonly code: 'unreachable'; readonly host: string; readonly error: string }
  | { readonly code: 'proxyMalformed' }
  | { readonly code: 'proxyRefused'; readonly proxy: string; readonly status: number | undefined }
  | { readonly code: 'throughProxy'; readonly proxy: string }
  // TLS
  | { readonly code: 'notEncrypted'; readonly local: boolean }
  | { readonly code: 'caFileUnusable'; readonly file: string; readonly isReadable: boolean }
  | { readonly code: 'plainHere'; readonly port: number }
  | { readonly code: 'noTls'; readonly port: number; readonly error: string }
  | { readonly code: 'oldTls'; readonly protocol: string | undefined }
  | {
      readonly code: 'untrusted';
      readonly reason: DistrustReason;
      readonly certificate: CertificateFacts;
      readonly host: string;
    }
  | { readonly code: 'expiresSoon'; readonly validTo: number }
  | { readonly code: 'anyCertificate' }
  // HTTP, prefix, ARI
  | { readonly code: 'asterisk'; readonly server: string | undefined }
  | { readonly code: 'asteriskBehind'; readonly server: string }
  | { readonly code: 'tlsHere'; readonly port: number }
  | { readonly code: 'otherServer'; readonly server: string | undefined; readonly status: number }
  | { readonly code: 'gateway'; readonly server: string | undefined; readonly status: number }
  | { readonly code: 'redirected'; readonly location: string; readonly status: number }
  | { readonly code: 'notHttp'; readonly protocol: 'AMI' | 'SSH' | 'SIP' | undefined }
  | { readonly code: 'closedUnanswered'; readonly port: number }
  | { readonly code: 'wrongPrefix'; readonly given: string; readonly found: string; readonly url: string }
  | { readonly code: 'nothingThere'; readonly prefix: string }
  | { readonly code: 'ariMissing'; readonly prefix: string }
  | { readonly code: 'unexpected'; readonly status: number | undefined; readonly error: string | undefined }
  // Credentials and what they allow
  | { readonly code: 'hiddenByAcl' }
  | { readonly code: 'accepted'; readonly user: string; readonly version: string | undefined }
  | { readonly code: 'noPassword' }
  | { readonly code: 'rejected'; readonly user: string }
  | { readonly code: 'colonInName'; readonly user: string }
  | { readonly code: 'tooLong'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'httpAcl'; readonly path: string; readonly source: string | undefined }
  | { readonly code: 'userAcl'; readonly user: string; readonly source: string | undefined }
  | { readonly code: 'booting'; readonly ms: number }
  | { readonly code: 'wasBooting'; readonly ms: number }
  | { readonly code: 'writable' }
  | { readonly code: 'readOnlyUser'; readonly user: string }
  | { readonly code: 'readOnlyHere' }
  | { readonly code: 'modulesMissing'; readonly modules: readonly string[]; readonly all: boolean }
  | { readonly code: 'modulesSilent'; readonly modules: readonly string[] }
  // Events
  | { readonly code: 'eventsModuleMissing'; readonly module: 'res_ari_events' | 'res_http_websocket' }
  | { readonly code: 'upgradeDropped'; readonly server: string | undefined }
  | { readonly code: 'upgradeClosed' }
  | { readonly code: 'applicationsStuck' }
  | { readonly code: 'applicationTooLong'; readonly length: number; readonly limit: number }
  | { readonly code: 'notRegistered'; readonly application: string }
  | { readonly code: 'applicationFree'; readonly application: string }
  | { readonly code: 'applicationInUse'; readonly application: string }
  | { readonly code: 'notCheckable'; readonly module: string }
  | { readonly code: 'arrived'; readonly type: string; readonly tookMs: number }
  | { readonly code: 'noEvent'; readonly ms: number }
  | { readonly code: 'cannotCause' };

/** Why a certificate is not believed. */
export type DistrustReason =
  'selfSigned' | 'unknownAuthority' | 'expired' | 'notYetValid' | 'wrongName' | 'notPinned' | 'other';

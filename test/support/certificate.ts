import { X509Certificate, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** What a certificate made for one test run says. */
export interface CertificateOptions {
  /** The common name; `localhost` when not given. */
  readonly name?: string;
  /** DNS names and IPv4 addresses that it is for; none: only its common name. */
  readonly names?: readonly string[];
  /** Days from now; yesterday and tomorrow when not given. */
  readonly from?: number;
  readonly to?: number;
  /** Who signs it; itself when not given. */
  readonly issuer?: Certificate;
  readonly isAuthority?: boolean;
}

/** A certificate with its private key. */
export interface Certificate {
  /** Both, as one PEM text, as Asterisk and Node's servers read them. */
  readonly pem: string;
  /** The certificate alone. */
  readonly certificate: string;
  /** SHA-256, as `AB:CD:…`. */
  readonly fingerprint: string;
  readonly subject: Buffer;
  readonly key: KeyObject;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
let serial = 1;

/** Makes an X.509 v3 certificate (RFC 5280) with a key on P-256. */
export function makeCertificate(options: CertificateOptions = {}): Certificate {
  const { name = 'localhost', names = [], from = -1, to = 1, issuer, isAuthority = false } = options;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(0x30, oid(...ECDSA_WITH_SHA256));
  const subject = der(0x30, der(0x31, der(0x30, oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name, 'utf8')))));
  const extensions = [
    der(0x30, oid(0x55, 0x1d, 0x13), der(0x04, der(0x30, ...(isAuthority ? [der(0x01, Buffer.from([0xff]))] : [])))),
    ...(names.length ? [der(0x30, oid(0x55, 0x1d, 0x11), der(0x04, der(0x30, ...names.map(generalName))))] : []),
  ];
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([serial++])),
    algorithm,
    issuer?.subject ?? subject,
    der(0x30, utcTime(Date.now() + from * DAY_MS), utcTime(Date.now() + to * DAY_MS)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, ...extensions)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, issuer?.key ?? privateKey));
  const raw = der(0x30, body, algorithm, signature);
  const certificate = new X509Certificate(raw);
  const pem = certificate.toString();
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() + pem,
    certificate: pem,
    fingerprint: certificate.fingerprint256,
    subject,
    key: privateKey,
  };
}

function generalName(name: string): Buffer {
  const isAddress = /^\d+(\.\d+){3}$/.test(name);
  return isAddress ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name, 'latin1'));
}

/** A DER value: tag, length, contents. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const contents = Buffer.concat(parts);
  const size = contents.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), contents]);
}

function oid(...bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

function utcTime(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

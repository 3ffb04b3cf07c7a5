import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';
import net from 'node:net';

const DAY = 86_400_000;

/** What a certificate of the tests says. */
export interface CertificateOptions {
  readonly commonName: string;
  /** Names and IPv4 addresses that it is for. */
  readonly names?: readonly string[];
  /** Days from now; yesterday and a year unless told. */
  readonly from?: number;
  readonly to?: number;
  /** Signs itself unless told. */
  readonly issuer?: Certificate;
}

export interface Certificate {
  readonly commonName: string;
  readonly key: KeyObject;
  /** The certificate alone. */
  readonly pem: string;
  /** Key and certificate, as `tlscertfile` takes them. */
  readonly withKey: string;
}

/** Makes a certificate, for one test run. */
export function makeCertificate({
  commonName,
  names = [],
  from = -1,
  to = 365,
  issuer,
}: CertificateOptions): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, ...Buffer.from(String(Math.round(performance.now() * 1000)))])),
    ECDSA_WITH_SHA256,
    distinguished(issuer?.commonName ?? commonName),
    der(0x30, utcTime(Date.now() + from * DAY), utcTime(Date.now() + to * DAY)),
    distinguished(commonName),
    key,
    extensions(names, issuer === undefined),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, issuer?.key ?? privateKey));
  const pem = pemOf('CERTIFICATE', der(0x30, body, ECDSA_WITH_SHA256, signature));
  const keyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { commonName, key: privateKey, pem, withKey: keyPem + pem };
}

function extensions(names: readonly string[], isAuthority: boolean): Buffer {
  const basic = der(0x30, ...(isAuthority ? [der(0x01, Buffer.from([0xff]))] : []));
  const list = [der(0x30, oid(0x55, 0x1d, 0x13), der(0x04, basic))];
  if (names.length > 0) {
    const alternatives = names.map((name) =>
      net.isIPv4(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
    );
    list.push(der(0x30, oid(0x55, 0x1d, 0x11), der(0x04, der(0x30, ...alternatives))));
  }
  return der(0xa3, der(0x30, ...list));
}

function distinguished(commonName: string): Buffer {
  return der(0x30, der(0x31, der(0x30, oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(commonName)))));
}

function pemOf(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

/** A DER value: tag, length, contents. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const contents = Buffer.concat(parts);
  const size = contents.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), contents]);
}

function oid(...bytes: number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

const ECDSA_WITH_SHA256 = der(0x30, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

function utcTime(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

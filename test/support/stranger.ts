import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate';

/**
 * A server that is not Asterisk and notes what it is told: somebody in between with a certificate of his own, or one
 * that sends people elsewhere.
 */
export class Stranger {
  /** Each request's first line and headers, upgrades too, decrypted where it speaks TLS. */
  readonly heard: string[] = [];
  readonly #server: http.Server;

  private constructor(
    private readonly certificate: Certificate | undefined,
    answer: { readonly status: number; readonly location?: string },
  ) {
    const handle = (request: http.IncomingMessage): Record<string, string> => {
      this.heard.push(`${request.method} ${request.url}\n${request.rawHeaders.join('\n')}`);
      return answer.location === undefined ? {} : { location: `${answer.location}${request.url}` };
    };
    const listener: http.RequestListener = (request, response) => {
      response.writeHead(answer.status, handle(request)).end('{}');
    };
    this.#server = certificate
      ? https.createServer({ key: certificate.pem, cert: certificate.pem }, listener)
      : http.createServer(listener);
    this.#server.on('upgrade', (request, socket) => {
      const { location } = handle(request);
      const to = location === undefined ? '' : `Location: ${location}\r\n`;
      socket.end(`HTTP/1.1 ${answer.status} Elsewhere\r\n${to}Content-Length: 0\r\n\r\n`);
    });
    this.#server.on('tlsClientError', () => undefined);
    this.#server.on('clientError', () => undefined);
  }

  /** Listens on a port of 127.0.0.1, a free one unless told, and answers everything alike. */
  static async start({
    certificate,
    status = 200,
    location,
    port = 0,
  }: {
    certificate?: Certificate;
    status?: number;
    location?: string;
    port?: number;
  } = {}): Promise<Stranger> {
    const stranger = new Stranger(certificate, { status, ...(location === undefined ? {} : { location }) });
    await new Promise<void>((resolve) => stranger.#server.listen(port, '127.0.0.1', resolve));
    return stranger;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** By the name `localhost`, as its certificate may have it. */
  get url(): string {
    return `${this.certificate ? 'https' : 'http'}://localhost:${this.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

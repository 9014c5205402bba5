import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { PackedPackage } from './packPackages';

/** Long enough ago for package managers that wait before they take a new version. */
const PUBLISHED_AT = '2020-01-01T00:00:00.000Z';

/**
 * An npm registry on the loopback interface that knows some packed packages and nothing else. With it a
 * portal adds packages that are not published yet by the commands with which it will add them.
 */
export class PackageRegistry {
  readonly #server: Server;
  readonly #packages = new Map<
    string,
    { packed: PackedPackage; body: Buffer }
  >();

  constructor(packages: PackedPackage[]) {
    for (const packed of packages) {
      const body = readFileSync(packed.tarball);
      this.#packages.set(packed.name, { packed, body });
    }
    this.#server = createServer((request, response) =>
      this.#answer(request, response),
    );
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  start(): Promise<void> {
    return new Promise((done, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => done());
    });
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise(done => this.#server.close(() => done()));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const name = decodeURIComponent(request.url!.slice(1));
    const found = this.#packages.get(name.replace(/\/-\/.*$/, ''));
    if (!found) {
      response.writeHead(404).end(JSON.stringify({ error: `no ${name}` }));
    } else if (name.includes('/-/')) {
      response.setHeader('content-type', 'application/octet-stream');
      response.end(found.body);
    } else {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(this.#describe(found.packed, found.body)));
    }
  }

  /** What npm calls a packument. */
  #describe({ name, version, manifest }: PackedPackage, body: Buffer) {
    const digest = createHash('sha512').update(body);
    // The address has the content in it: a package manager's cache of a former one doesn't fit.
    const id = createHash('sha256').update(body).digest('hex').slice(0, 16);
    const dist = {
      tarball: `${this.url}/${name}/-/${id}/package.tgz`,
      integrity: `sha512-${digest.digest('base64')}`,
      shasum: createHash('sha1').update(body).digest('hex'),
    };
    return {
      name,
      'dist-tags': { latest: version },
      versions: { [version]: { ...manifest, version, dist } },
      time: {
        created: PUBLISHED_AT,
        modified: PUBLISHED_AT,
        [version]: PUBLISHED_AT,
      },
    };
  }
}

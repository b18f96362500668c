import { mkdirSync } from 'node:fs';
import { Failure, describeError } from '../failure.ts';
import { printLine, printNote } from '../print.ts';
import { Authority, type CertificateRequest } from './authority.ts';
import { serverNames } from './openssl.ts';

export interface CertsOptions {
  readonly server: readonly string[];
  readonly client: readonly string[];
  readonly revoke: readonly string[];
  readonly days: string;
  readonly force?: true;
}

/** `portcullis certs`: an authority, a server's certificate and clients', made with openssl, for trials. */
export async function certsCommand(folder: string, options: CertsOptions): Promise<void> {
  const authority = openFolder(folder);
  const wanted = readRequests(options, authority);
  const taken = wanted.flatMap(({ file }) => [`${file}.pem`, `${file}.key`]).filter((file) => authority.exists(file));
  if (taken.length > 0 && !options.force) throw new Failure(`${folder} has ${taken.join(', ')}: --force replaces them`);
  for (const name of options.revoke) if (!authority.exists(`${clientFile(name)}.pem`)) throw new Failure(`${folder} has no ${clientFile(name)}.pem to revoke`);
  const [pem, key] = [authority.exists('ca.pem'), authority.exists('ca.key')];
  if (pem !== key) throw new Failure(`${folder} has only one of ca.pem and ca.key: put the other there, or take another folder`);
  if (!pem) await authority.make();
  // What is to be replaced is revoked as it was.
  if (options.revoke.length > 0) await authority.revoke(options.revoke.map(clientFile));
  for (const request of wanted) await authority.issue(request);
  for (const { file } of wanted) printLine(`${authority.path(`${file}.pem`)} and ${file}.key`);
  for (const name of options.revoke) printLine(`revoked: ${clientFile(name)}.pem`);
  printNote(advice(authority, wanted));
}

function openFolder(folder: string): Authority {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new Authority(folder);
  } catch (error) {
    throw new Failure(`cannot use the folder ${folder}: ${describeError(error)}`);
  }
}

function clientFile(name: string): string {
  return `client-${readName(name)}`;
}

/** What is to be made: all that is asked for; what a first run needs, when nothing is. */
function readRequests({ server, client, revoke, days: text }: CertsOptions, authority: Authority): readonly CertificateRequest[] {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Failure(`--days ${JSON.stringify(text)} is not a number from 1 to 9999`);
  const days = Number(text);
  const first = !authority.exists('ca.pem');
  const clients = client.length === 0 && revoke.length === 0 && first ? ['agent'] : client;
  const servers = server.length > 0 || first ? server.map(readHost) : undefined;
  const files = clients.map((one) => readClient(one, days));
  const twice = files.find(({ file }, at) => files.findIndex((other) => other.file === file) !== at);
  if (twice !== undefined) throw new Failure(`--client ${twice.name} is there twice`);
  return [...(servers === undefined ? [] : [{ file: 'server', name: servers[0] ?? 'localhost', usage: 'serverAuth', names: serverNames(servers), days } as const]), ...files];
}

function readClient(text: string, days: number): CertificateRequest {
  const at = text.indexOf('=');
  const name = readName(at < 0 ? text : text.slice(0, at));
  const named = at < 0 ? '' : text.slice(at + 1);
  if (at >= 0 && !/^[!#$&'()*+\-./0-9:=?@A-Z_a-z~%]{1,256}$/.test(named)) throw new Failure(`--client ${JSON.stringify(text)}: after = comes a URI or a host name`);
  const names = named === '' ? '' : named.includes(':') ? `URI:${named}` : `DNS:${readHost(named)}`;
  return { file: clientFile(name), name, usage: 'clientAuth', names, days };
}

function readName(text: string): string {
  if (!/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$/.test(text)) throw new Failure(`${JSON.stringify(text)} cannot be a name: use 1 to 64 letters, digits, _ . or -`);
  return text;
}

function readHost(text: string): string {
  if (!/^[A-Za-z0-9_.:[\]-]{1,64}$/.test(text)) throw new Failure(`${JSON.stringify(text)} is neither a host name nor an address`);
  return text;
}

function advice(authority: Authority, wanted: readonly CertificateRequest[]): string {
  const one = wanted.find(({ usage }) => usage === 'clientAuth')?.file ?? 'client-NAME';
  return `
For nginx, in server{}:

    ssl_certificate        ${authority.path('server.pem')};
    ssl_certificate_key    ${authority.path('server.key')};
    ssl_client_certificate ${authority.path('ca.pem')};
    ssl_crl                ${authority.path('crl.pem')};
    ssl_verify_client      on;

For a client:

    curl --cacert ${authority.path('ca.pem')} --cert ${authority.path(`${one}.pem`)} --key ${authority.path(`${one}.key`)} https://localhost/mcp

They are for trials: who has ca.key can make any certificate that counts here.`;
}

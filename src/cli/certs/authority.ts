import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { openssl } from './openssl.ts';

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const caDays = 365;
const crlDays = 365;

/** What a certificate is for, as openssl's extensions say it. */
export interface CertificateRequest {
  /** Of its files, `NAME.pem` and `NAME.key`. */
  readonly file: string;
  /** The common name. */
  readonly name: string;
  readonly usage: 'serverAuth' | 'clientAuth';
  /** Alternative names, as openssl writes them; empty: none. */
  readonly names: string;
  readonly days: number;
}

/** A local authority in a folder: `ca.pem`, `ca.key`, the list of what it revoked (`crl.pem`) and what it is made from (`ca.index`). */
export class Authority {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  exists(file: string): boolean {
    return existsSync(this.path(file));
  }

  /** Makes the authority; what it signs until then is of no use any more. */
  async make(): Promise<void> {
    await this.inScratch(async (scratch) => {
      const extensions = join(scratch, 'ext');
      writeFileSync(extensions, 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n');
      await openssl('req', '-new', ...newKey, '-subj', '/CN=Portcullis trial authority', '-keyout', join(scratch, 'ca.key'), '-out', join(scratch, 'csr'));
      await openssl('x509', '-req', '-in', join(scratch, 'csr'), '-signkey', join(scratch, 'ca.key'), '-sha256', '-set_serial', serial(), '-days', `${caDays}`, '-extfile', extensions, '-out', join(scratch, 'ca.pem'));
      writeFileSync(join(scratch, 'ca.index'), '');
      this.keep(scratch, 'ca.key', 'ca.pem', 'ca.index');
    });
    await this.revoke([]);
  }

  /** Makes a key and signs its certificate. */
  async issue({ file, name, usage, names, days }: CertificateRequest): Promise<void> {
    await this.inScratch(async (scratch) => {
      const extensions = join(scratch, 'ext');
      writeFileSync(extensions, ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature', `extendedKeyUsage=${usage}`, 'authorityKeyIdentifier=keyid', ...(names === '' ? [] : [`subjectAltName=${names}`]), ''].join('\n'));
      await openssl('req', '-new', ...newKey, '-subj', `/CN=${name}`, '-keyout', join(scratch, `${file}.key`), '-out', join(scratch, 'csr'));
      await openssl('x509', '-req', '-in', join(scratch, 'csr'), '-CA', this.path('ca.pem'), '-CAkey', this.path('ca.key'), '-sha256', '-set_serial', serial(), '-days', `${days}`, '-extfile', extensions, '-out', join(scratch, `${file}.pem`));
      this.keep(scratch, `${file}.key`, `${file}.pem`);
    });
  }

  /** Writes the list of revoked certificates anew, with these beside those before. */
  async revoke(files: readonly string[]): Promise<void> {
    await this.inScratch(async (scratch) => {
      const conf = join(scratch, 'ca.conf');
      const database = this.path('ca.index');
      if (/[\n"\\$#]/.test(database)) throw new Failure(`openssl cannot work in ${this.folder}: use a folder without quotes, $, # and backslashes in its path`);
      writeFileSync(conf, `[ca]\ndefault_ca=all\n[all]\ndatabase="${database}"\ndefault_md=sha256\ndefault_crl_days=${crlDays}\nunique_subject=no\n`);
      const by = ['ca', '-config', conf, '-cert', this.path('ca.pem'), '-keyfile', this.path('ca.key')];
      for (const file of files) await openssl(...by, '-revoke', this.path(`${file}.pem`));
      await openssl(...by, '-gencrl', '-out', join(scratch, 'crl.pem'));
      this.keep(scratch, 'crl.pem');
    });
  }

  path(file: string): string {
    return resolve(this.folder, file);
  }

  /** A folder of its own for what is not done yet, which nobody else can look into. */
  private async inScratch(work: (folder: string) => Promise<void>): Promise<void> {
    const scratch = mkdtempSync(join(resolve(this.folder), '.making-'));
    try {
      await work(scratch);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }

  private keep(scratch: string, ...files: readonly string[]): void {
    for (const file of files) {
      chmodSync(join(scratch, file), file.endsWith('.key') ? 0o600 : 0o644);
      renameSync(join(scratch, file), this.path(file));
    }
  }
}

/** 127 random bits, so that two authorities and two runs never give the same number. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return `0x${bytes.toString('hex')}`;
}

import { readElements, readOnly, tags, type Element } from './der.ts';

/** What of a certificate says whose it is. nginx has verified it: here it is only read. */
export interface CertificateNames {
  /** Subject alternative names, as they stand there. */
  readonly uris: readonly string[];
  readonly dns: readonly string[];
  /** From when to when it is valid, in milliseconds since 1970; both included (RFC 5280, section 4.1.2.5). */
  readonly from: number;
  readonly until: number;
}

/** id-ce-subjectAltName, 2.5.29.17 (RFC 5280, section 4.2.1.6). */
const subjectAltName = '85,29,17';
/** What a name may be for our purposes: no blank, no NUL, nothing that is not ASCII, so that it is one thing to everybody. */
const plainName = /^[!-~]{1,256}$/;
const mostNames = 32;

/**
 * Reads names and validity from a certificate in DER (RFC 5280, section 4.1); undefined when it is none, has its names twice, more of them
 * than 32, or one that is not plain: then it is not known what others read there.
 */
export function readCertificate(bytes: Uint8Array): CertificateNames | undefined {
  // 1. Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
  const certificate = readOnly(bytes, { start: 0, end: bytes.length }, tags.sequence);
  const [tbs, ...rest] = (certificate && readElements(bytes, certificate)) ?? [];
  if (tbs?.tag !== tags.sequence || rest.length !== 2) return undefined;
  // 2. TBSCertificate: version (absent in v1), serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo, ...
  const fields = readElements(bytes, tbs) ?? [];
  const [, , , validity, , key, ...optional] = fields[0]?.tag === tags.version ? fields.slice(1) : fields;
  if (validity?.tag !== tags.sequence || key?.tag !== tags.sequence) return undefined;
  const times = readElements(bytes, validity)?.map((time) => readTime(bytes, time));
  const [from, until] = times ?? [];
  if (from === undefined || until === undefined || times?.length !== 2) return undefined;
  // 3. ... and extensions, which come last.
  const extensions = optional.findIndex(({ tag }) => tag === tags.extensions);
  if (extensions !== -1 && extensions !== optional.length - 1) return undefined;
  const last = optional[extensions];
  const names = last === undefined ? { uris: [], dns: [] } : readNames(bytes, last);
  return names && { ...names, from, until };
}

type Names = Pick<CertificateNames, 'uris' | 'dns'>;

function readNames(bytes: Uint8Array, extensions: Element): Names | undefined {
  const list = readOnly(bytes, extensions, tags.sequence);
  const each = list && readElements(bytes, list);
  if (each === undefined) return undefined;
  const found: Element[] = [];
  for (const extension of each) {
    // Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }
    const parts = (extension.tag === tags.sequence && readElements(bytes, extension)) || [];
    const [id, value] = parts.length === 3 && parts[1]?.tag === tags.boolean ? [parts[0], parts[2]] : parts.length === 2 ? parts : [];
    if (id?.tag !== tags.oid || value?.tag !== tags.octets) return undefined;
    if (bytes.subarray(id.start, id.end).join() === subjectAltName) found.push(value);
  }
  const [names, second] = found;
  if (names === undefined) return { uris: [], dns: [] };
  const general = readOnly(bytes, names, tags.sequence);
  const all = general && readElements(bytes, general);
  if (all === undefined || second !== undefined || all.length > mostNames) return undefined;
  const textsOf = (tag: number): readonly string[] => all.filter((name) => name.tag === tag).map((name) => readText(bytes, name));
  const read = { uris: textsOf(tags.uri), dns: textsOf(tags.dns) };
  return [...read.uris, ...read.dns].every((name) => plainName.test(name)) ? read : undefined;
}

/** One character for each byte; what is too long to be a name is cut after that is clear. */
function readText(bytes: Uint8Array, { start, end }: Element): string {
  return String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 300)));
}

/** UTCTime of the years 1950 to 2049, or GeneralizedTime, both to the second and in UTC. */
function readTime(bytes: Uint8Array, time: Element): number | undefined {
  const text = readText(bytes, time);
  const short = time.tag === tags.utcTime;
  if (!(short ? /^\d{12}Z$/ : /^\d{14}Z$/).test(text) || (!short && time.tag !== tags.generalizedTime)) return undefined;
  const digits = short ? (text < '5' ? '20' : '19') + text : text;
  const [year = 0, month = 0, day, hour, minute, second] = [0, 4, 6, 8, 10, 12].map((at) => Number(digits.slice(at, at === 0 ? 4 : at + 2)));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

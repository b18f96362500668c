import hashes from 'crypto';
import { inspectOrdinary } from '../core/inspection.ts';
import type { Look } from '../core/policy/argument-value.ts';
import { aloneMaps } from '../core/inspect/alone-maps.ts';
import { joinLooks, withPlainBlanks } from '../core/inspect/wide-blanks.ts';
import type { Kind } from '../core/policy/kind.ts';
import type { Ports, Suspicion } from '../core/ports.ts';
import { compileSecretSearch, type SecretSearch } from '../core/redact/results/triggers.ts';
import type { RuleModes } from '../core/rule-mode.ts';
import type { Rule } from '../core/rules.ts';
import type { PathForm } from '../core/text/path.ts';
import type { KeyEntry, KeyPorts } from '../core/identity/api-key.ts';
import type { UserEntry, UserPorts } from '../core/identity/checked.ts';
import { findEntry } from '../core/policy/lookup.ts';
import type { Situation, When } from '../core/policy/when.ts';
import { recallEntry } from '../core/policy/recall.ts';
import { isChanged, noteChange } from './changes.ts';
import { failuresOf } from './lockout.ts';
import { bind, ownerOf } from './sessions.ts';
import type { Variables } from './transport.ts';

/** SHA-256 of a text, in lower-case hex. */
export function digest(text: string): string {
  return hashes.createHash('sha256').update(text).digest('hex');
}

/**
 * What nginx is asked of stays in memory until the request ends, several times over (its variables and what maps make of them), and
 * a stream may never end: beyond this many characters its texts are looked at without nginx, which is slower.
 */
const mostAsked = 131_072;

/** nginx's variables as core's ports: the policy is a map, the first pass of inspection PCRE patterns in maps, and who opened what. */
export class NginxPorts implements Ports, Look, KeyPorts, UserPorts {
  // `declare`: a field by itself would cost each request a further call.
  declare private readonly variables: Variables;
  declare private readonly isPlain: boolean;
  /** Characters of answers that nginx was asked about; absent before the first. */
  declare private asked?: number;
  declare private search: SecretSearch | undefined;

  /** `isPlain` when every string that will be asked for is known to be a plain path. */
  constructor(variables: Variables, isPlain: boolean) {
    this.variables = variables;
    this.isPlain = isPlain;
  }

  lookup(key: string): string | undefined {
    this.variables['portcullis_ask'] = key;
    return this.variables['portcullis_entry'];
  }

  findKey(id: string): KeyEntry | undefined {
    return recallEntry(findEntry(this, 'key', '', id) ?? '') as unknown as KeyEntry | undefined;
  }

  findUser(name: string): UserEntry | undefined {
    return recallEntry(findEntry(this, 'user', '', name) ?? '') as unknown as UserEntry | undefined;
  }

  failuresOf(name: string): number {
    return failuresOf(name);
  }

  ownerOf(key: string): string | undefined {
    return ownerOf(key);
  }

  bind(key: string, owner: string): boolean {
    return bind(key, owner);
  }

  suspicion(kind: Kind, text: string): Suspicion | '' {
    const look = this.askMap(`odd_${kind}`, text);
    // Empty: not even a blank that is none to PCRE.
    const plain = look === '' || look === 'odd' ? undefined : withPlainBlanks(text);
    return look === '' || plain === undefined ? look : joinLooks(text, look, this.askMap(`odd_${kind}`, plain));
  }

  suspects(kind: Kind, text: string, what: Suspicion): boolean {
    // Kinds of short texts have no map for one thing alone: there it counts as suspected.
    const name = kind === 'text' || kind === 'any' ? aloneMaps[what] : undefined;
    if (name === undefined || this.askMap(name, text) !== '') return true;
    // Of the others none looks for blanks by `\s`.
    const plain = what === 'form' ? withPlainBlanks(text) : undefined;
    return plain !== undefined && this.askMap(name, plain) !== '';
  }

  /** What a map says of a text; where there is no such map, that it is suspicious. */
  private askMap(name: string, text: string): Suspicion | '' {
    this.variables['portcullis_text'] = text;
    return (this.variables[`portcullis_${name}`] ?? 'odd') as Suspicion | '';
  }

  suspectsSecret(text: string, personal: boolean): boolean {
    const asked = this.asked ?? 0;
    if (asked > mostAsked) return (this.search ??= compileSecretSearch())(text, personal);
    this.asked = asked + text.length;
    this.variables['portcullis_text'] = text;
    return this.variables['portcullis_odd_secret'] !== '' || (personal && this.variables['portcullis_odd_personal'] !== '');
  }

  situation({ nets, times, cert }: When): Situation {
    const { variables } = this;
    return {
      networks: nets === undefined ? '' : (variables['portcullis_net'] ?? ''),
      now: times === undefined ? NaN : Date.now(),
      offset: times === undefined ? NaN : -new Date().getTimezoneOffset(),
      certificate: cert === undefined ? '' : (variables['ssl_client_verify'] ?? ''),
    };
  }

  digest(text: string): string {
    return digest(text);
  }

  isChanged(key: string): boolean {
    return isChanged(key);
  }

  noteChange(key: string, now: boolean): void {
    noteChange(key, now);
  }

  pathForm(path: string): PathForm {
    if (this.isPlain) return 'plain';
    this.variables['portcullis_text'] = path;
    return (this.variables['portcullis_path_form'] ?? 'odd') as PathForm;
  }

  inspect(text: string, kind: Kind, modes?: RuleModes): Rule | undefined {
    return inspectOrdinary(text, kind, this, modes);
  }
}

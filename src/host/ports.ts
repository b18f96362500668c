import type { Kind } from '../core/policy/kind.ts';
import type { Ports } from '../core/ports.ts';
import type { PathForm } from '../core/text/path.ts';
import { bind, ownerOf } from './sessions.ts';
import type { Variables } from './transport.ts';

/** nginx's variables as core's ports: the policy is a map, the first pass of inspection PCRE patterns in maps, and who opened what. */
export class NginxPorts implements Ports {
  // `declare`: a field by itself would cost each request a further call.
  declare private readonly variables: Variables;

  constructor(variables: Variables) {
    this.variables = variables;
  }

  lookup(key: string): string | undefined {
    this.variables['portcullis_key'] = key;
    return this.variables['portcullis_entry'];
  }

  ownerOf(key: string): string | undefined {
    return ownerOf(key);
  }

  bind(key: string, owner: string): boolean {
    return bind(key, owner);
  }

  suspects(kind: Kind, text: string): boolean {
    this.variables['portcullis_text'] = text;
    return this.variables[`portcullis_odd_${kind}`] !== '';
  }

  pathForm(path: string): PathForm {
    this.variables['portcullis_text'] = path;
    return (this.variables['portcullis_path_form'] ?? 'odd') as PathForm;
  }
}

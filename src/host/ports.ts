import type { Ports } from '../core/ports.ts';
import type { Variables } from './transport.ts';

/** nginx's variables as core's ports: the policy is a map, the first pass of inspection PCRE patterns in maps. */
export function openPorts(variables: Variables): Ports {
  return {
    lookup: (key) => {
      variables['portcullis_key'] = key;
      return variables['portcullis_entry'];
    },
    suspects: (kind, text) => {
      variables['portcullis_text'] = text;
      return variables[`portcullis_suspects_${kind}`] !== '';
    },
    isLiteralPath: (path) => {
      variables['portcullis_text'] = path;
      return variables['portcullis_literal_path'] === '1';
    },
  };
}

import { readFile } from 'node:fs/promises';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Manifest } from './render.ts';

interface Definition {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
  readonly format?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly { readonly group: string; readonly version: string; readonly kind: string }[];
}

/** Says what Kubernetes' own schemas, taken strictly, find wrong with an object. */
export interface KubernetesSchemas {
  readonly version: string;
  readonly check: (manifest: Manifest) => readonly string[];
}

const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';

/** Reads an OpenAPI 2 document of Kubernetes. */
export async function readKubernetesSchemas(path: string): Promise<KubernetesSchemas> {
  const document = JSON.parse(await readFile(path, 'utf8')) as { readonly info: { readonly version: string }; readonly definitions: Readonly<Record<string, Definition>> };
  const definitions = Object.fromEntries(Object.entries(document.definitions).map(([name, definition]) => [name, tighten(name, definition)]));
  const names = new Map(Object.entries(document.definitions).flatMap(([name, definition]) =>
    (definition['x-kubernetes-group-version-kind'] ?? []).map(({ group, version, kind }) => [identify(group === '' ? version : `${group}/${version}`, kind), name] as const)));
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: 'kubernetes', definitions });
  const validatorOf = ({ apiVersion, kind }: Manifest): ValidateFunction | undefined => {
    const name = names.get(identify(apiVersion, kind));
    return name === undefined ? undefined : ajv.getSchema(`kubernetes#/definitions/${name}`);
  };
  return {
    version: document.info.version,
    check: (manifest) => {
      const validate = validatorOf(manifest);
      if (validate === undefined) return [`Kubernetes has no ${manifest.kind} in ${manifest.apiVersion}`];
      validate(manifest);
      return (validate.errors ?? []).map(({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
    },
  };
}

function identify(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}

/** Refuses members the schema does not name, as the API does on request; lets numbers be where OpenAPI 2 has no word for them. */
function tighten(name: string, definition: Definition): object {
  if (definition.format === 'int-or-string') return { type: ['integer', 'string'] };
  if (name === quantity) return { type: ['number', 'string'] };
  return definition.properties === undefined || definition.additionalProperties !== undefined ? definition : { ...definition, additionalProperties: false };
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';

type Labels = Readonly<Record<string, string>>;

export interface Selector {
  readonly matchLabels?: Labels;
}

export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
  readonly tcpSocket?: { readonly port: string };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly securityContext: unknown;
  readonly resources: { readonly requests: Labels; readonly limits: Labels };
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly lifecycle?: { readonly preStop: { readonly exec: { readonly command: readonly string[] } } };
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}

export interface PodSpec {
  readonly securityContext: { readonly runAsUser: number; readonly runAsGroup: number; readonly runAsNonRoot: boolean; readonly seccompProfile: { readonly type: string } };
  readonly automountServiceAccountToken: boolean;
  readonly terminationGracePeriodSeconds: number;
  readonly containers: readonly [Container, ...Container[]];
  readonly volumes: readonly { readonly name: string; readonly projected?: { readonly sources: readonly object[] }; readonly emptyDir?: object }[];
  readonly topologySpreadConstraints?: readonly { readonly labelSelector: Selector }[];
}

/** One object, as far as the checks read it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly data?: Labels;
  readonly spec?: Readonly<Record<string, unknown>>;
}

export interface Deployment extends Manifest {
  readonly spec: { readonly replicas?: number; readonly selector: Selector; readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec } };
}

export interface Service extends Manifest {
  readonly spec: { readonly selector: Labels; readonly ports: readonly { readonly port: number; readonly targetPort: string }[] };
}

/** Builds a Kustomize folder with the real kubectl, whose warnings count as failures. */
export async function renderManifests(kubectl: string, folder: string): Promise<readonly Manifest[]> {
  const { stdout, stderr } = await promisify(execFile)(kubectl, ['kustomize', folder]);
  if (stderr !== '') throw new Error(`kubectl kustomize ${folder} said:\n${stderr}`);
  return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
}

/** Whether a selector picks what carries these labels. */
export function selects(selector: Labels | undefined, labels: Labels): boolean {
  return Object.entries(selector ?? {}).every(([name, value]) => labels[name] === value);
}

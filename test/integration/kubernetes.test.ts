import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compilePolicy } from '../../src/compiler/compile.ts';
import { packageFolder } from '../support/bundle.ts';
import { renderManifests, selects, type Deployment, type Manifest, type Peer, type Selector, type Service } from '../support/kubernetes/render.ts';
import { readKubernetesSchemas, type KubernetesSchemas } from '../support/kubernetes/schemas.ts';
import { provideKubernetesTools, type KubernetesTools } from '../support/kubernetes/tools.ts';

const source = join(packageFolder, 'deploy/kubernetes');
const read = (path: string): Promise<string> => readFile(join(packageFolder, path), 'utf8');

let tools: KubernetesTools;
let schemas: KubernetesSchemas;
/** A copy, since some tests change it. */
let folder: string;
let base: readonly Manifest[];
let example: readonly Manifest[];

beforeAll(async () => {
  tools = await provideKubernetesTools();
  schemas = await readKubernetesSchemas(tools.openApi);
  folder = await mkdtemp(join(tmpdir(), 'portcullis-kubernetes-'));
  await cp(source, folder, { recursive: true });
  base = await renderManifests(tools.kubectl, join(folder, 'base'));
  example = await renderManifests(tools.kubectl, join(folder, 'overlays/example'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ofKind = (objects: readonly Manifest[], kind: string): readonly Manifest[] => objects.filter((object) => object.kind === kind);
function one(objects: readonly Manifest[], kind: string, name: string): Manifest {
  const [found, ...more] = ofKind(objects, kind).filter(({ metadata }) => metadata.name.startsWith(name));
  if (found === undefined || more.length > 0) throw new Error(`not exactly one ${kind} ${name}`);
  return found;
}
const gatewayOf = (objects: readonly Manifest[]): Deployment => one(objects, 'Deployment', 'portcullis') as Deployment;
const podOf = (deployment: Deployment): Deployment['spec']['template']['spec'] => deployment.spec.template.spec;
const containerOf = (deployment: Deployment): Deployment['spec']['template']['spec']['containers'][0] => podOf(deployment).containers[0];
const policyOf = (objects: readonly Manifest[]): string => one(objects, 'ConfigMap', 'portcullis-policy').data?.['policy.yaml'] ?? '';
const settingsOf = (objects: readonly Manifest[]): Readonly<Record<string, string>> => one(objects, 'ConfigMap', 'portcullis-settings').data ?? {};

describe('the schema check', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: 80, targetPort: 'http' }] } };

  it('has the API of a whole Kubernetes', () => {
    expect(schemas.version).toMatch(/^v1\.\d+\.\d+$/);
    expect(schemas.check(service)).toEqual([]);
  });

  it.each([
    ['a member Kubernetes does not know', { ...service, spec: { ports: [{ port: 80, targetport: 'http' }] } }],
    ['a wrong type', { ...service, spec: { ports: [{ port: '80' }] } }],
    ['a missing member', { ...service, spec: { ports: [{ targetPort: 80 }] } }],
    ['an API version that is gone', { ...service, apiVersion: 'autoscaling/v2beta2', kind: 'HorizontalPodAutoscaler' }],
  ])('refuses %s', (_, manifest) => {
    expect(schemas.check(manifest)).not.toEqual([]);
  });
});

describe.each(['base', 'example'] as const)('the Kubernetes manifests, %s', (which) => {
  const objects = (): readonly Manifest[] => (which === 'base' ? base : example);
  const templates = (): readonly Deployment['spec']['template'][] => (ofKind(objects(), 'Deployment') as readonly Deployment[]).map(({ spec }) => spec.template);
  const selected = (selector: Selector | undefined): number => templates().filter(({ metadata }) => selects(selector?.matchLabels, metadata.labels)).length;

  it('satisfy the schemas of Kubernetes', () => {
    expect(objects().flatMap((object) => schemas.check(object).map((fault) => `${object.kind} ${object.metadata.name}: ${fault}`))).toEqual([]);
  });

  it('hold a policy that compiles', () => {
    const { problems } = compilePolicy(policyOf(objects()), 'policy.yaml');
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('run the gateway without rights and with a read-only root', () => {
    for (const { spec } of templates()) {
      expect(spec.automountServiceAccountToken).toBe(false);
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(spec.securityContext.runAsUser).toBeGreaterThan(0);
      for (const { securityContext, resources } of spec.containers) {
        expect(securityContext).toEqual({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
        expect(resources.limits['memory']).toBeDefined();
        expect(resources.requests['cpu']).toBeDefined();
      }
    }
  });

  it('ask the gateway for its health where it tells it', async () => {
    const container = containerOf(gatewayOf(objects()));
    const served = [...(await read('nginx/portcullis/server.conf')).matchAll(/^location = (\S+)/gm)].map(([, path]) => path);
    for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe]) {
      expect(served).toContain(probe?.httpGet?.path);
      expect(container.ports.map(({ name }) => name)).toContain(probe?.httpGet?.port);
    }
  });

  it('mount the policy and what must be writable, and every volume they name', () => {
    const { volumes } = podOf(gatewayOf(objects()));
    const mounts = containerOf(gatewayOf(objects())).volumeMounts ?? [];
    expect(mounts.map(({ name }) => name).sort()).toEqual(volumes.map(({ name }) => name).sort());
    const policy = volumes.find(({ projected }) => projected !== undefined);
    expect(policy?.projected?.sources).toEqual([{ configMap: { name: one(objects(), 'ConfigMap', 'portcullis-policy').metadata.name } }]);
    expect(mounts.filter(({ name }) => name === policy?.name)).toEqual([{ name: policy?.name, mountPath: '/etc/portcullis', readOnly: true }]);
    expect(containerOf(gatewayOf(objects())).envFrom).toEqual([{ configMapRef: { name: one(objects(), 'ConfigMap', 'portcullis-settings').metadata.name } }]);
  });

  it('lead each service to a port of the pods it selects', () => {
    for (const { metadata, spec } of ofKind(objects(), 'Service') as readonly Service[]) {
      const pods = templates().filter(({ metadata: { labels } }) => selects(spec.selector, labels));
      expect(pods, metadata.name).toHaveLength(1);
      for (const { targetPort } of spec.ports) {
        expect(pods[0]?.spec.containers.flatMap(({ ports }) => ports.map(({ name }) => name)), metadata.name).toContain(targetPort);
      }
    }
  });

  it('select the gateway alone in deployment, budget, spread and network policy', () => {
    const gateway = gatewayOf(objects());
    const { labels } = gateway.spec.template.metadata;
    const selectors = [
      gateway.spec.selector,
      one(objects(), 'PodDisruptionBudget', 'portcullis').spec?.['selector'] as Selector,
      one(objects(), 'NetworkPolicy', 'portcullis-gateway').spec?.['podSelector'] as Selector,
      ...(podOf(gateway).topologySpreadConstraints ?? []).map(({ labelSelector }) => labelSelector),
      ...ingressPeers(one(objects(), 'NetworkPolicy', 'portcullis-protected')).map(({ podSelector }) => podSelector ?? {}),
    ];
    expect(selectors).toHaveLength(5);
    for (const selector of selectors) {
      expect(selector.matchLabels).toBeDefined();
      expect(selects(selector.matchLabels, labels)).toBe(true);
      expect(selected(selector)).toBe(1);
    }
  });

  it('run the image as the user and on the port it is made for', async () => {
    const dockerfile = await read('Dockerfile');
    const { securityContext } = podOf(gatewayOf(objects()));
    expect(`USER ${securityContext.runAsUser}:${securityContext.runAsGroup}`).toBe(/^USER \d.*$/m.exec(dockerfile)?.[0]);
    const exposed = /^EXPOSE (.*)$/m.exec(dockerfile)?.[1]?.split(' ') ?? [];
    expect(exposed).toContain(`${containerOf(gatewayOf(objects())).ports[0]?.containerPort ?? ''}`);
  });

  it('give streams the time to finish that they promise', () => {
    const { terminationGracePeriodSeconds, containers: [{ lifecycle }] } = podOf(gatewayOf(objects()));
    const delay = Number(lifecycle?.preStop.exec.command.at(-1));
    expect(terminationGracePeriodSeconds).toBeGreaterThan(delay + Number(settingsOf(objects())['PORTCULLIS_STOP_TIMEOUT']) + 5);
  });

  it('scale that deployment, whose own number of replicas stays open', () => {
    const { spec } = one(objects(), 'HorizontalPodAutoscaler', 'portcullis');
    expect(spec?.['scaleTargetRef']).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: gatewayOf(objects()).metadata.name });
    expect(gatewayOf(objects()).spec.replicas).toBeUndefined();
    // Otherwise the budget would let a drain of nodes end every gateway.
    expect(spec?.['minReplicas']).toBeGreaterThan(1);
  });

  it('name this version of the image', async () => {
    const { version } = JSON.parse(await read('package.json')) as { version: string };
    expect(containerOf(gatewayOf(objects())).image).toMatch(new RegExp(`(?:^|/)portcullis:${version.replaceAll('.', '\\.')}$`));
  });
});

describe('the example overlay', () => {
  it('sends the gateway to the service of the server its policy names', () => {
    const upstream = new URL(settingsOf(example)['MCP_UPSTREAM'] ?? '');
    const service = one(example, 'Service', upstream.hostname) as Service;
    expect(service.spec.ports.map(({ port }) => `${port}`)).toContain(upstream.port);
    expect(compilePolicy(policyOf(example), 'policy.yaml').description?.servers).toHaveLength(1);
  });

  it('lets the gateway alone call the server', () => {
    const server = (one(example, 'Deployment', 'files') as Deployment).spec.template.metadata.labels;
    const policy = one(example, 'NetworkPolicy', 'portcullis-protected');
    const policies = ofKind(example, 'NetworkPolicy').filter(({ spec }) => selects((spec?.['podSelector'] as Selector).matchLabels, server));
    expect(policies).toEqual([policy]);
    expect(policy.spec?.['policyTypes']).toContain('Ingress');
    expect(ingressPeers(policy)).toHaveLength(1);
    const egress = one(example, 'NetworkPolicy', 'portcullis-gateway').spec?.['egress'] as readonly { to: readonly Peer[] }[];
    expect(egress.flatMap(({ to }) => to).filter(({ podSelector, namespaceSelector }) => namespaceSelector === undefined && selects(podSelector?.matchLabels, server))).toHaveLength(1);
  });

  it('puts everything into one namespace', () => {
    const namespace = one(example, 'Namespace', '').metadata.name;
    expect(example.filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== namespace)).toEqual([]);
  });

  it('rolls the gateway out again when the policy changes', async () => {
    const file = join(folder, 'overlays/example/policy.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('mcp.example.com', 'mcp.example.org'));
    const changed = await renderManifests(tools.kubectl, join(folder, 'overlays/example'));
    expect(podOf(gatewayOf(changed)).volumes).not.toEqual(podOf(gatewayOf(example)).volumes);
    expect(podOf(gatewayOf(changed)).containers).toEqual(podOf(gatewayOf(example)).containers);
  });
});

function ingressPeers({ spec }: Manifest): readonly Peer[] {
  return (spec?.['ingress'] as readonly { readonly from: readonly Peer[] }[]).flatMap(({ from }) => from);
}

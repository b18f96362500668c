import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openPrivateApt, unpackPackages } from '../../../src/cli/debian/private-apt.ts';
import { cacheFolder } from '../../../src/cli/folders.ts';

/** What manifests are checked with. */
export interface KubernetesTools {
  /** A real kubectl. */
  readonly kubectl: string;
  /** OpenAPI 2 document of a whole Kubernetes API, by Kubernetes itself. */
  readonly openApi: string;
}

const release = 'forky';
const packages = ['kubectl', 'golang-k8s-kube-openapi-dev'];

/** Unpacks both from Debian's packages, once; nothing of the system is touched. */
export async function provideKubernetesTools(): Promise<KubernetesTools> {
  const root = join(cacheFolder(), 'kubernetes');
  if (!existsSync(root)) await install(root);
  return {
    kubectl: join(root, 'usr/bin/kubectl'),
    openApi: join(root, 'usr/share/gocode/src/k8s.io/kube-openapi/pkg/schemaconv/testdata/swagger.json'),
  };
}

async function install(root: string): Promise<void> {
  const work = await mkdtemp(`${root}.making-`);
  try {
    const apt = await openPrivateApt({ work, release });
    await apt.run('cannot download kubectl and the Kubernetes schemas', 'apt-get', 'download', '-q', ...packages);
    await unpackPackages(apt.debs, join(work, 'root'));
    await rename(join(work, 'root'), root);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

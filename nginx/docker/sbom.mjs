// qjs -m sbom.mjs FROM TO: writes TO/sbom.spdx.json (SPDX 2.3) of the system's packages and those bundled by the build.
import * as std from 'std';

const [, from, to] = scriptArgs;
const { name, version, license } = JSON.parse(std.loadFile(`${from}/package.json`));
const bundled = JSON.parse(std.loadFile(`${from}/container.packages.json`));
const system = std.loadFile(`${from}/system-packages`).trim().split('\n').filter((line) => line !== '').map((line) => line.split(' '));
const osId = /^ID=(\w+)$/m.exec(std.loadFile('/etc/os-release') ?? '')?.[1] ?? 'linux';

const packages = [
  describe(name, version, license, `pkg:generic/${name}@${version}`),
  ...bundled.map((item) => describe(item.name, item.version, item.license, `pkg:npm/${item.name.replace('@', '%40')}@${item.version}`)),
  ...system.map(([type, item, itemVersion, arch]) => describe(item, itemVersion, 'NOASSERTION', `pkg:${type}/${osId}/${encodeURIComponent(item)}@${encodeURIComponent(itemVersion)}?arch=${arch}`)),
].map((item, index) => ({ SPDXID: `SPDXRef-Package-${index}`, ...item }));

const created = new Date().toISOString().replace(/\.\d+/, '');
const document = {
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: `${name}-${version}-image`,
  documentNamespace: `https://spdx.org/spdxdocs/${name}-${version}-image-${created.replace(/\D/g, '')}`,
  creationInfo: { created, creators: [`Tool: ${name}-${version}`] },
  packages,
  relationships: packages.map(({ SPDXID }) => ({ spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: SPDXID })),
};
write(`${to}/sbom.spdx.json`, `${JSON.stringify(document, null, 2)}\n`);
write(`${to}/versions`, `${name} ${version}\n${std.loadFile(`${to}/versions`)}`);

function describe(item, versionInfo, licenseDeclared, purl) {
  return {
    name: item,
    versionInfo,
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'NOASSERTION',
    licenseDeclared,
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
  };
}

function write(path, text) {
  const file = std.open(path, 'w');
  file.puts(text);
  file.close();
}

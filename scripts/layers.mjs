/*
 * The dependency rule: an import points to the same folder or a lower layer. Later entries win.
 */
const layers = [
  ['src/core/', 5],
  ['src/core/text/', 0],
  ['src/core/rules.ts', 0],
  // What a policy's entries say of rules.
  ['src/core/rule-mode.ts', 0],
  // Names of argument kinds: policy and inspection share them.
  ['src/core/policy/kind.ts', 0],
  ['src/core/jsonrpc/', 1],
  ['src/core/stream/', 1],
  ['src/core/verdict.ts', 1],
  ['src/core/mcp/', 2],
  ['src/core/identity/', 3],
  ['src/core/policy/', 3],
  ['src/core/inspect/', 3],
  ['src/core/redact/', 3],
  // What a policy's entries say of redaction.
  ['src/core/redact/results/settings.ts', 0],
].toSorted((a, b) => a[0].length - b[0].length);

/** Which part beside core may import which, besides core. */
const parts = { host: [], index: ['host'], identity: ['host'], compiler: [], cli: ['compiler'], container: ['compiler', 'cli'] };

/** The imports in an esbuild metafile that break the dependency rule, as sentences. */
export function findLayerViolations(metafile) {
  const violations = [];
  for (const [from, input] of Object.entries(metafile.inputs)) {
    for (const { path: to } of input.imports) {
      if (from.startsWith('src/') && to.startsWith('src/') && !mayImport(from, to)) violations.push(`${from} imports ${to}`);
    }
  }
  return violations.toSorted();
}

function mayImport(from, to) {
  if (unit(from) === unit(to)) return true;
  const part = partOf(from);
  if (partOf(to) !== 'core') return (parts[part] ?? []).includes(partOf(to));
  return part !== 'core' || layer(to) < layer(from);
}

/** A folder of core, with its subfolders, or one of the parts beside core. */
function unit(path) {
  return /^src\/core\/[^/]+\//.exec(path)?.[0] ?? (partOf(path) === 'core' ? 'src/core/' : partOf(path));
}

function partOf(path) {
  return /^src\/([^/.]+)/.exec(path)?.[1] ?? '';
}

function layer(path) {
  return layers.findLast(([prefix]) => path.startsWith(prefix))[1];
}

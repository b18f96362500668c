import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../src/cli/folders.ts';

/** One of the official suites, as it is run. */
export interface Suite {
  /** What `--only` and the table call it. */
  readonly name: string;
  readonly release: string;
  /** Path of its program. */
  readonly program: string;
  /** Arguments that choose all its scenarios, and one of them by name. */
  readonly all: readonly string[];
  readonly one: (scenario: string) => readonly string[];
  /** Whether the suite counts this scenario. */
  readonly requires: (scenario: string) => boolean;
}

/** The stable release, and the newest alpha with the set of requirements it froze for each revision. */
export const suites: readonly Suite[] = [
  {
    name: 'all',
    ...readPackage('conformance-stable'),
    all: ['--suite', 'all'],
    one: (scenario) => ['--scenario', scenario],
    requires: () => true,
  },
  frozenSuite('2025-11-25'),
  frozenSuite('2026-07-28'),
];

function frozenSuite(revision: string): Suite {
  const required = readRequirements(revision);
  return {
    name: revision,
    ...readPackage('conformance-alpha'),
    all: ['--requirements', revision],
    // Without --force it leaves out what belongs to no revision, such as extensions.
    one: (scenario) => ['--scenario', scenario, '--spec-version', revision, '--force'],
    requires: (scenario) => required.includes(scenario),
  };
}

function readPackage(alias: string): Pick<Suite, 'release' | 'program'> {
  const folder = packageFolder(alias);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  return { release: version, program: join(folder, 'dist/index.js') };
}

function readRequirements(revision: string): readonly string[] {
  const text = readFileSync(join(packageFolder('conformance-alpha'), `requirements/${revision}.yaml`), 'utf8');
  return (parse(text) as { readonly server: readonly string[] }).server;
}

function packageFolder(alias: string): string {
  return join(packageRoot(), 'node_modules', alias);
}

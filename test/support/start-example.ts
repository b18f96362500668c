import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { packageFolder } from './bundle.ts';
import { compileSound, prepareFolder, runGateway, type Gateway } from './gateway.ts';
import { renderTempPaths } from './gateway-conf.ts';

/** Text of an example's file and what stands there for the test: ports, addresses, absolute paths. */
export type Replacements = readonly (readonly [from: string, to: string])[];

export interface ExampleOptions {
  /** Port the test talks to, for the gateway's `url`. */
  readonly port: number;
  readonly conf: Replacements;
  readonly policy?: Replacements;
  /** The text of its file of keys. */
  readonly keys?: string;
  /** Puts beside nginx.conf what the example expects there. */
  readonly furnish?: (folder: string) => Promise<void>;
}

/** Starts the gateway of `examples/<topic>` as it is shipped; only `options` and what no test can have as it is are changed. */
export async function startExample(topic: string, { port, conf, policy = [], keys, furnish }: ExampleOptions): Promise<Gateway> {
  const source = await readExample(topic, 'policy.yaml');
  const folder = await prepareFolder(compileSound(replaceAll(source, policy), undefined, keys));
  await furnish?.(folder);
  await writeFile(join(folder, 'nginx.conf'), renderExample(await readExample(topic, 'nginx.conf'), [loadModule(), ...conf]));
  const gateway = await runGateway(folder, port);
  const warnings = gateway.errorLog().split('\n').filter((line) => /\[(?:warn|error|crit|alert|emerg)\]/.test(line));
  if (warnings.length > 0) {
    await gateway.stop();
    throw new Error(`examples/${topic} does not start quietly:\n${warnings.join('\n')}`);
  }
  return gateway;
}

/** Reads a file of `examples/<topic>`. */
export function readExample(topic: string, file: string): Promise<string> {
  return readFile(join(packageFolder, 'examples', topic, file), 'utf8');
}

/** An example's nginx configuration for a private nginx: in the foreground, everything it writes beside it. */
export function renderExample(conf: string, replacements: Replacements): string {
  const user = process.getuid?.() === 0 && !/^user /m.test(conf) ? 'user root; ' : '';
  return `daemon off; ${user}${replaceAll(conf, [
    ['pid /run/nginx.pid;', 'pid nginx.pid;'],
    ['error_log /var/log/nginx/error.log', 'error_log stderr notice; #'],
    ['http {', `http { ${renderTempPaths()}`],
    ...replacements,
  ])}`;
}

/** Where the log of decisions is written, for examples whose `access_log` is the usual one. */
export const decisionLog: Replacements[number] = ['/var/log/nginx/mcp.log', 'access.log'];

/** The folder of the certificate in examples with TLS; `live/` beside nginx.conf stands for it. */
export const certificateFolder: Replacements[number] = ['/etc/letsencrypt/live/mcp.example.com/', 'live/'];

function loadModule(): Replacements[number] {
  const { jsModule } = inject('nginx');
  return ['load_module modules/ngx_http_js_module.so;', jsModule === undefined ? '' : `load_module ${jsModule};`];
}

/** Replaces every occurrence; what is not there is a change of the example that its test must follow. */
function replaceAll(text: string, replacements: Replacements): string {
  return replacements.reduce((done, [from, to]) => {
    if (!done.includes(from)) throw new Error(`the example has no \`${from}\``);
    return done.replaceAll(from, () => to);
  }, text);
}

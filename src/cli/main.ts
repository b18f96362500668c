#!/usr/bin/env node
import { Command } from 'commander';
import { colors } from './colors.ts';
import { Failure } from './failure.ts';
import { packageVersion } from './folders.ts';
import { showNginx } from './nginx/command.ts';
import { certsCommand } from './certs/command.ts';
import { addKeyCommand, listKeysCommand, removeKeyCommand } from './key/command.ts';
import { checkCommand, compileCommand, schemaCommand } from './policy-command.ts';
import { printNote } from './print.ts';
import { rulesCommand } from './rules-command.ts';
import { snapshotCommand } from './snapshot/command.ts';
import { startCommand } from './start/command.ts';

/** For options that may be repeated. */
const collect = (value: string, values: readonly string[]): readonly string[] => [...values, value];

const program = new Command('portcullis').description('A security gateway for MCP servers that runs inside stock nginx').version(packageVersion());

program
  .command('start')
  .description('run the gateway in front of an MCP server, by default a demonstration server')
  .option('--upstream <url>', 'the MCP server, e.g. http://127.0.0.1:3000/mcp (default: server-everything is started)')
  .option('--server <name>', "the policy's server it stands for, when there are several")
  .option('--policy <file>', 'the policy (default: the example for server-everything)')
  .option('--decisions <url>', 'where a policy with `decisions` asks, e.g. http://127.0.0.1:3592/access/v1/evaluation')
  .option('--listen <addr:port>', 'where the gateway listens', '127.0.0.1:8080')
  .option('--tls', 'serve HTTPS, with a local certificate unless --cert and --key are given')
  .option('--cert <file>', 'certificate chain (PEM)')
  .option('--key <file>', 'its private key (PEM)')
  .option('--nginx <path>', 'the nginx program to use')
  .option('--workers <n>', 'nginx worker processes', '1')
  .action(startCommand);
program
  .command('compile')
  .description('compile a policy to nginx configuration')
  .argument('<policy.yaml>')
  .requiredOption('-o, --output <file>', 'where to write it; - is standard output')
  .option('--lock <file>', 'the lock file (default: portcullis.lock.json beside the policy, if there)')
  .option('--json', 'problems as JSON, on standard error')
  .action(compileCommand);
program
  .command('check')
  .description('report every problem of a policy and what each role may do')
  .argument('<policy.yaml>')
  .option('--lock <file>', 'the lock file (default: portcullis.lock.json beside the policy, if there)')
  .option('--json', 'the same as JSON')
  .action(checkCommand);
program
  .command('snapshot')
  .description("pin a server's tools, prompts and resources in the policy's lock file")
  .argument('<url>', 'the MCP server, e.g. http://127.0.0.1:3000/mcp')
  .option('--server <name>', "its name in the policy (default: the policy's only server)")
  .option('--policy <file>', 'the policy (default: policy.yaml)')
  .option('--lock <file>', 'the lock file (default: portcullis.lock.json beside the policy)')
  .option('--header <line>', "a header for the server, 'Name: value'; may be repeated", collect, [])
  .option('--timeout <seconds>', 'for all of it together', '60')
  .option('--accept-hidden', 'pin descriptors although they hide text')
  .option('--diff', 'write nothing; show what differs from what is pinned, exit 1 if anything does')
  .option('--json', 'the outcome as JSON')
  .action(snapshotCommand);
const key = program.command('key').description('make, list and remove the API keys by which callers show who they are');
const keyFile = ['--file <file>', 'the file of keys, beside the policy', 'portcullis.keys.json'] as const;
key
  .command('add')
  .description('make a key and print it, once; the file keeps its salted hash')
  .argument('<name>', 'who gets it; a name may have several keys')
  .requiredOption('--role <role>', 'the role it gives')
  .option('--expires <time>', 'how long it is valid, as 12h or 90d, or never', '90d')
  .option(...keyFile)
  .action(addKeyCommand);
key.command('list').description('list who has keys, and until when').option(...keyFile).option('--json', 'the same as JSON').action(listKeysCommand);
key.command('remove').description('take away a key, or all of a name').argument('<name or id>').option(...keyFile).action(removeKeyCommand);
program
  .command('certs')
  .description('make an authority, a server certificate and client certificates, to try mutual TLS with')
  .argument('<folder>', 'where to put them; an authority that is there is used again')
  .option('--server <name>', 'a name or address of the server, beside localhost; may be repeated', collect, [])
  .option('--client <name>', 'a client: NAME, or NAME=URI or NAME=HOST for what stands in its certificate; may be repeated', collect, [])
  .option('--revoke <name>', 'a client whose certificate is not to count any more; may be repeated', collect, [])
  .option('--days <n>', 'how long certificates are valid', '30')
  .option('--force', 'replace certificates that are there')
  .action(certsCommand);
program.command('rules').description('list the rules of inspection: what each stops and lets pass').option('--json', 'the same as JSON').action(rulesCommand);
program.command('policy-schema').description('print the JSON Schema of a policy').action(schemaCommand);
program
  .command('nginx')
  .description('show which nginx the gateway runs in, getting one if need be')
  .option('--nginx <path>', 'the nginx program to use')
  .option('--json', 'the same as JSON')
  .action(showNginx);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  printNote(`${colors.red('portcullis:')} ${error.message}`);
  process.exitCode = 1;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../../src/core/policy/kind.ts';
import { inferArgument } from '../../../src/compiler/kinds/infer-argument.ts';
import { nameRules } from '../../../src/compiler/kinds/name-rules.ts';
import { describeTool } from '../../../src/compiler/kinds/named-text.ts';
import { findTexts } from '../../../src/compiler/kinds/text-schema.ts';

/** An argument as a server lists it: its name, its schema, or the description of a string. */
type Listed = readonly [argument: string, schema: string | object, kind: Kind | 'no text'];

/** Tools as MCP servers in use list them: their name, what they say they do, and their arguments. */
const tools: readonly (readonly [server: string, tool: string, description: string, ...listed: readonly Listed[]])[] = [
  ['filesystem', 'read_text_file', 'Read the complete contents of a file from the file system as text.', ['path', '', 'path'], ['head', { type: 'number' }, 'no text']],
  ['filesystem', 'read_multiple_files', 'Read the contents of multiple files.', ['paths', strings('Array of file paths to read.'), 'path']],
  ['filesystem', 'write_file', 'Create a new file or overwrite an existing one.', ['path', '', 'path'], ['content', '', 'code']],
  ['filesystem', 'edit_file', 'Make line-based edits to a text file.', ['edits', list({ oldText: text('Text to search for'), newText: text('Text to replace with') }), 'code'], ['dryRun', { type: 'boolean' }, 'no text']],
  ['filesystem', 'move_file', 'Move or rename files and directories.', ['source', '', 'path'], ['destination', '', 'path']],
  ['filesystem', 'search_files', 'Search for files matching a pattern.', ['pattern', '', 'any'], ['excludePatterns', strings(), 'any']],
  ['filesystem', 'list_directory_with_sizes', 'Get a detailed listing.', ['sortBy', { type: 'string', enum: ['name', 'size'] }, 'no text']],
  ['github', 'create_or_update_file', 'Create or update a single file in a GitHub repository', ['owner', 'Repository owner (username or organization)', 'id'], ['repo', 'Repository name', 'id'], ['path', 'Path where to create/update the file', 'path'], ['content', 'Content of the file', 'code'], ['message', 'Commit message', 'text'], ['branch', 'Branch to create/update the file in', 'id'], ['sha', 'SHA of the file being replaced', 'id']],
  ['github', 'push_files', 'Push multiple files to a GitHub repository in a single commit', ['files', list({ path: text(), content: text() }), 'any'], ['message', 'Commit message', 'text']],
  ['github', 'create_issue', 'Create a new issue', ['title', 'Issue title', 'text'], ['body', 'Issue body content', 'text'], ['labels', strings('Labels to apply to this issue'), 'any'], ['assignees', strings('Usernames to assign to this issue'), 'id'], ['issue_number', { type: 'number' }, 'no text']],
  ['github', 'create_pull_request', 'Create a new pull request', ['head', 'The name of the branch where your changes are implemented', 'id'], ['base', 'The name of the branch you want the changes pulled into', 'id']],
  ['github', 'search_repositories', 'Search for GitHub repositories', ['query', 'Search query (see GitHub search syntax)', 'text']],
  ['github', 'search_code', 'Search for code', ['q', '', 'text']],
  ['git', 'git_diff', 'Shows differences between branches or commits', ['repo_path', '', 'path'], ['target', 'The target branch or commit to compare with', 'id']],
  ['git', 'git_add', 'Adds file contents to the staging area', ['files', strings(), 'path']],
  ['git', 'git_commit', 'Records changes to the repository', ['message', '', 'text']],
  ['git', 'git_show', 'Shows the contents of a commit', ['revision', 'The revision (commit hash, branch name, tag) to show', 'id']],
  ['git', 'git_clone', 'Clones a repository', ['url', 'The URL of the repository', 'any'], ['branch_name', '', 'id']],
  ['postgres', 'query', 'Run a read-only SQL query', ['sql', '', 'sql']],
  ['sqlite', 'read_query', 'Execute a SELECT query on the SQLite database', ['query', 'SELECT SQL query to execute', 'sql']],
  ['sqlite', 'describe_table', 'Get the schema of a table', ['table_name', 'Name of the table to describe', 'id']],
  ['sqlite', 'append_insight', 'Add a business insight to the memo', ['insight', 'Business insight discovered from data analysis', 'text']],
  ['bigquery', 'execute-query', 'Run a SQL query against BigQuery', ['query', '', 'sql']],
  ['mysql', 'connect_db', 'Connect to a database', ['database_url', 'Connection string', 'any'], ['host', '', 'any'], ['database', '', 'any']],
  ['neo4j', 'run-cypher', 'Execute a Cypher query against the database', ['query', 'Cypher query', 'any']],
  ['graphql', 'query-graphql', 'Query a GraphQL endpoint', ['query', '', 'any'], ['endpoint', 'URL of the endpoint', 'url']],
  ['mongodb', 'find', 'Query a collection of the database', ['collection_name', '', 'id'], ['filter', { type: 'object', additionalProperties: true }, 'any']],
  ['notion', 'query_database', 'Query a database of the workspace', ['query', '', 'any'], ['database_id', '', 'id']],
  ['fetch', 'fetch', 'Fetches a URL from the internet', ['url', text('URL to fetch', { format: 'uri', minLength: 1 }), 'url'], ['raw', { type: 'boolean' }, 'no text']],
  ['http', 'http_request', 'Sends a request', ['url', '', 'url'], ['body', 'Request body', 'any'], ['headers', { type: 'object', additionalProperties: { type: 'string' } }, 'any'], ['path', '', 'any']],
  ['slack', 'slack_post_message', 'Post a new message to a Slack channel', ['channel_id', 'The ID of the channel to post to', 'id'], ['text', 'The message text to post', 'text'], ['thread_ts', 'The timestamp of the parent message', 'id']],
  ['slack', 'slack_add_reaction', 'Add a reaction emoji to a message', ['reaction', 'The name of the emoji reaction (without ::)', 'any']],
  ['puppeteer', 'puppeteer_navigate', 'Navigate to a URL', ['url', '', 'url']],
  ['puppeteer', 'puppeteer_evaluate', 'Execute JavaScript in the browser console', ['script', 'JavaScript code to execute', 'code']],
  ['puppeteer', 'puppeteer_click', 'Click an element on the page', ['selector', 'CSS selector for element to click', 'any']],
  ['playwright', 'browser_navigate', 'Navigate to a URL', ['url', 'The URL to navigate to', 'url']],
  ['playwright', 'browser_type', 'Type text into editable element', ['element', 'Human-readable element description', 'any'], ['ref', 'Exact target element reference from the page snapshot', 'id'], ['text', 'Text to type into the element', 'text']],
  ['playwright', 'browser_evaluate', 'Evaluate JavaScript expression on page or element', ['function', '() => { /* code */ } or (element) => { /* code */ }', 'code']],
  ['playwright', 'browser_file_upload', 'Upload one or multiple files', ['paths', strings('The absolute paths to the files to upload.'), 'path']],
  ['playwright', 'browser_take_screenshot', 'Take a screenshot', ['filename', 'File name to save the screenshot to.', 'path']],
  ['shell', 'execute_command', 'Execute a command', ['command', 'The command to execute', 'command'], ['cwd', 'Working directory', 'path'], ['timeout', { type: 'integer' }, 'no text']],
  ['shell', 'bash', 'Runs in a shell', ['command', '', 'command'], ['description', 'What the command does', 'any']],
  ['shell', 'terminal', 'A terminal', ['input', '', 'any'], ['shell', 'Shell to use', 'any']],
  ['ssh', 'ssh_exec', 'Run on a remote host', ['cmd', '', 'command'], ['host', '', 'any']],
  ['redis', 'run_command', 'Run a Redis command', ['command', 'Redis command to run', 'any'], ['key', '', 'any']],
  ['editor', 'text_editor', 'View and edit', ['command', { type: 'string', enum: ['view', 'create'] }, 'no text']],
  ['smart home', 'device_control', 'Run a command on a device', ['command', '', 'any']],
  ['python', 'run_python', 'Runs Python', ['python_code', '', 'code'], ['code', 'The code to execute', 'code']],
  ['jira', 'jira_search', 'Search issues with JQL', ['jql', 'JQL query string', 'any'], ['fields', 'Comma-separated fields', 'any']],
  ['jira', 'jira_create_issue', 'Create an issue', ['project_key', '', 'id'], ['summary', 'Summary/title of the issue', 'text'], ['description', 'Issue description', 'text'], ['issueKey', '', 'id']],
  ['kubernetes', 'kubectl_generic', 'Execute any kubectl command', ['command', 'The kubectl command to execute', 'command'], ['namespace', 'Namespace', 'id'], ['name', 'Resource name', 'any']],
  ['kubernetes', 'kubectl_apply', 'Apply a manifest', ['manifest', 'YAML manifest to apply', 'any'], ['filename', 'Path to a YAML file to apply', 'path']],
  ['kubernetes', 'exec_in_pod', 'Execute a command in a pod', ['command', { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }], description: 'Command to execute in the pod' }, 'command'], ['pod_name', '', 'id'], ['labelSelector', '', 'any']],
  ['memory', 'create_entities', 'Create multiple new entities', ['entities', list({ name: text('The name of the entity'), entityType: text(), observations: strings() }), 'any']],
  ['memory', 'search_nodes', 'Search for nodes', ['query', 'The search query to match against entity names', 'text']],
  ['brave', 'brave_web_search', 'Web search', ['query', 'Search query (max 400 chars, 50 words)', 'text'], ['country', 'Country code', 'id']],
  ['time', 'convert_time', 'Convert time between timezones', ['source_timezone', 'Source IANA timezone name', 'id'], ['time', 'Time to convert in 24-hour format (HH:MM)', 'any']],
  ['google drive', 'gdrive_read_file', 'Read a file', ['fileId', 'ID of the file to read', 'id'], ['file', 'Base64 content of the file', 'any']],
  ['everything', 'gzip-file-as-resource', 'Compresses a single file', ['name', 'Name of the output file', 'path'], ['data', text('URL or data URI of the file content to compress', { format: 'uri' }), 'any'], ['outputType', { enum: ['resource', 'resourceLink'] }, 'no text']],
  ['everything', 'echo', 'Echoes back the input', ['message', 'Message to echo', 'text']],
  ['claude', 'Write', 'Writes a file to the local file system.', ['file_path', 'The absolute path to the file to write', 'path'], ['content', 'The content to write to the file', 'code']],
  ['music', 'play', 'Play a track', ['uri', 'Music URI of the track', 'any']],
  ['rules', 'create_rule', 'Create a rule', ['code', 'The rule code', 'any']],
  ['lsp', 'definition', 'Go to definition', ['uri', 'Document URI, file:///...', 'any']],
  ['mcp', 'read_resource', 'Read a resource', ['uri', '', 'any']],
  ['payments', 'create_charge', 'Create a charge', ['currency_code', '', 'id'], ['code', 'Promo code', 'id'], ['next_url', text('', { format: 'uri-reference' }), 'any'], ['callback', 'URL to call when done', 'url'], ['webhook_url', '', 'url'], ['email', text('', { format: 'email' }), 'id'], ['request_id', text('', { format: 'uuid' }), 'id']],
  ['json', 'read_json', 'Read a value', ['json_path', '', 'any'], ['file', '', 'path']],
  ['s3', 'put_object', 'Upload an object', ['bucket', '', 'id'], ['key', '', 'any'], ['local_path', 'Path to the local file', 'path']],
  ['pydantic', 'create_note', 'Create a note', ['title', { anyOf: [{ type: 'string' }, { type: 'null' }], default: null, title: 'Title' }, 'text'], ['due', text('', { format: 'date-time' }), 'id'], ['folder', { anyOf: [{ type: 'string' }, { type: 'null' }] }, 'path']],
];

function text(description = '', more: object = {}): object {
  return { type: 'string', ...(description !== '' && { description }), ...more };
}

function strings(description?: string): object {
  return { type: 'array', items: { type: 'string' }, ...(description !== undefined && { description }) };
}

function list(properties: object): object {
  return { type: 'array', items: { type: 'object', properties, required: Object.keys(properties) } };
}

describe('the kind of an argument is inferred from its pinned schema', () => {
  const rows = tools.flatMap(([server, tool, description, ...listed]) => listed.map(([argument, schema, kind]) => [server, tool, argument, kind, typeof schema === 'string' ? text(schema) : schema, description] as const));

  it.each(rows)('%s: %s, %s: %s', (_, tool, argument, kind, schema, description) => {
    const root = { type: 'object', properties: { [argument]: schema } };
    const inferred = inferArgument(argument, schema, root, describeTool(tool, description));
    expect(typeof inferred === 'object' ? inferred.kind : (inferred ?? 'any')).toBe(kind);
  });
});

describe('a kind that lets more pass', () => {
  const loose: readonly string[] = ['command', 'sql', 'code'];

  it('needs more than a name', () => {
    const kinds = nameRules.filter(({ kind }) => loose.includes(kind)).map(({ sign, nearSign, toolSigns }) => sign ?? nearSign ?? toolSigns);
    expect(kinds).not.toContain(undefined);
    for (const name of ['command', 'cmd', 'commandline', 'script', 'shell', 'bash', 'sql', 'query', 'statement', 'code', 'snippet', 'function', 'javascript', 'python', 'content', 'text']) {
      const inferred = inferArgument(name, text(), {}, describeTool('do_it', 'Does what it is told.'));
      expect(loose, name).not.toContain(typeof inferred === 'object' ? inferred.kind : undefined);
    }
  });

  it('does not come of a description that a server gives something else', () => {
    for (const name of ['name', 'input', 'data', 'value', 'path', 'url', 'id', 'payload']) {
      const inferred = inferArgument(name, text('SQL query, shell command or JavaScript code to execute'), {}, describeTool('execute_sql_shell_command', 'Executes SQL and JavaScript in a shell.'));
      expect(loose, name).not.toContain(typeof inferred === 'object' ? inferred.kind : undefined);
    }
  });
});

describe('of schemas nobody wrote in good faith', () => {
  const keyword = fc.constantFrom('type', 'properties', 'items', 'anyOf', 'allOf', 'oneOf', '$ref', 'enum', 'format', 'description', 'additionalProperties', 'prefixItems', 'not', '__proto__', 'constructor', 'path');
  const { schema } = fc.letrec((tie) => ({
    schema: fc.oneof(
      { depthSize: 'large', withCrossShrink: true },
      fc.constantFrom('string', 'array', 'object', 'uri', '#/$defs/a', '#/definitions/__proto__', '#', null, 7, true),
      fc.array(tie('schema'), { maxLength: 4 }),
      fc.dictionary(keyword, tie('schema'), { maxKeys: 5 }),
      fc.record({ type: fc.constant('array'), items: tie('schema') }),
      fc.record({ anyOf: fc.array(tie('schema'), { maxLength: 4 }) }),
    ),
  }));

  it('none makes the inference throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), schema, schema, fc.anything(), (name, node, definition, description) => {
        const root = { type: 'object', properties: { [name]: node }, $defs: { a: definition, b: { anyOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/b' }] } } };
        inferArgument(name, node, root, describeTool(name, description));
      }),
      { numRuns: 2000 },
    );
  });

  it('is bounded in branches, depth, and length of names and descriptions', () => {
    const loops = { $defs: { a: { anyOf: Array.from({ length: 50 }, () => ({ $ref: '#/$defs/a' })) } } };
    const fan = { $defs: Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`a${at}`, at === 9 ? { type: 'null' } : { anyOf: Array.from({ length: 10 }, () => ({ $ref: `#/$defs/a${at + 1}` })) }])) };
    const long = 'path or url of the '.repeat(100_000);
    const started = process.cpuUsage();
    expect(findTexts('a', { $ref: '#/$defs/a' }, loops)).toBeUndefined();
    expect(findTexts('a', { $ref: '#/$defs/a0' }, fan)).toBeUndefined();
    expect(findTexts('a', { type: 'array', items: { type: 'object', properties: Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`a${at}`, { type: 'string' }])) } }, {})).toBeUndefined();
    inferArgument(long.replaceAll(' ', 'A'), text(long), {}, describeTool(long, long));
    for (const name of ['path', 'url', 'command', 'content', 'query', 'code', 'id', 'x']) inferArgument(name, text('a'.repeat(400)), {}, describeTool('a_'.repeat(64), 'file '.repeat(80)));
    expect(process.cpuUsage(started).user).toBeLessThan(500_000);
  });

  it.each<[string, object]>([
    ['an open object', { type: 'object', properties: { path: text() }, additionalProperties: true }],
    ['an object with patterns for its members', { type: 'object', properties: { path: text() }, patternProperties: { '^x': text() } }],
    ['an object that a condition adds members to', { type: 'object', properties: { path: text() }, if: {}, then: { properties: { code: text() } } }],
    ['an object that takes members from elsewhere', { type: 'object', properties: { path: text() }, allOf: [{ type: 'object', properties: { dir: text() } }] }],
    ['a list whose first items are something else', { type: 'array', prefixItems: [text('Shell command')], items: text() }],
    ['a reference with more beside it', { $ref: '#/$defs/path', properties: { code: text() } }],
    ['a reference to nowhere', { $ref: '#/$defs/constructor' }],
    ['a branch for an open object', { anyOf: [text(), { type: 'object', additionalProperties: true }] }],
    ['no type', { description: 'Path to the file' }],
    ['bytes', { type: 'string', contentEncoding: 'base64' }],
    ['strings for different things', list({ path: text(), note: text() })],
    ['items that are said to be something else', { type: 'array', items: text('A URL'), description: 'Paths to load' }],
    ['a target that is said to be something else', { $ref: '#/$defs/url', description: 'Path' }],
  ])('what is not known for certain stays open: %s', (_, schema) => {
    const root = { type: 'object', properties: { path: schema }, $defs: { path: text(), url: text('A URL') } };
    expect(inferArgument('path', schema, root, describeTool('t', ''))).toBeUndefined();
  });

  it.each<[string, object]>([
    ['a list', strings()],
    ['a list of lists', { type: 'array', items: strings() }],
    ['text or nothing', { type: ['string', 'null'] }],
    ['a reference', { $ref: '#/$defs/path' }],
    ['an older reference', { $ref: '#/definitions/path', description: 'Where it lies' }],
    ['alternatives', { anyOf: [text(), strings(), { type: 'number' }, { enum: ['all'] }] }],
    ['an object of one use', { type: 'object', properties: { folder: text(), depth: { type: 'number' } } }],
  ])('what is known is inferred: %s', (_, schema) => {
    const root = { type: 'object', properties: { path: schema }, $defs: { path: text() }, definitions: { path: text() } };
    expect(inferArgument('path', schema, root, describeTool('t', ''))).toEqual({ kind: 'path', from: 'name' });
  });
});

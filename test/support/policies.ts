/** Who tests call as: believed from 127.0.0.1 only, so that 127.0.0.2 is an untrusted hop. */
export const identity = 'identity: { trusted_hops: [127.0.0.1/32] }';

/** A policy in front of a recorder: tools of each sort, for three roles. */
export const recorderPolicy = `
version: 1
${identity}
roles:
  reader: {}
  support: { inherits: [reader] }
  operator: { inherits: [support] }
  outsider: {}
servers:
  files:
    upstream: files
    tools:
      read_text_file: { roles: [reader], arguments: { path: { kind: path, within: [/srv/data], required: true } } }
      search: { roles: [support] }
      write_file: { roles: [operator], arguments: { path: { kind: path, within: [/srv/data/out] }, content: { kind: text, string: 128KiB } } }
      dormant: { roles: [operator], enabled: false }
      note: { roles: [operator], denial: result, arguments: { text: { kind: text, enum: [short] } } }
    resources: [ { uri: "file:///srv/data/**", roles: [reader] } ]
    prompts: { summarize: { roles: [reader] } }
`;

/** Everything server-everything offers, for the role `viewer`. */
export const everythingPolicy = `
version: 1
${identity}
roles: { viewer: {} }
servers:
  everything:
    upstream: everything
    sse: { stream: /sse, messages: /message }
    tools:
      echo: { roles: [viewer] }
      get-sum: { roles: [viewer] }
      get-tiny-image: { roles: [viewer] }
      get-structured-content: { roles: [viewer] }
      get-annotated-message: { roles: [viewer] }
      trigger-long-running-operation: { roles: [viewer] }
      trigger-sampling-request: { roles: [viewer] }
      toggle-simulated-logging: { roles: [viewer] }
    resources:
      - { uri: "demo://resource/**", roles: [viewer] }
    prompts:
      simple-prompt: { roles: [viewer] }
      args-prompt: { roles: [viewer] }
      completable-prompt: { roles: [viewer] }
`;

/** server-filesystem on one folder, written to below `out` only. */
export function filesystemPolicy(folder: string): string {
  return `
version: 1
${identity}
roles: { reader: {}, editor: { inherits: [reader] } }
servers:
  files:
    upstream: files
    tools:
      list_allowed_directories: { roles: [reader] }
      list_directory: { roles: [reader], arguments: { path: { kind: path, within: ["${folder}"] } } }
      read_text_file: { roles: [reader], arguments: { path: { kind: path, within: ["${folder}"] } } }
      read_multiple_files: { roles: [reader], arguments: { paths: { kind: path, within: ["${folder}"] } } }
      write_file: { roles: [editor], arguments: { path: { kind: path, within: ["${folder}/out"] }, content: { kind: text } } }
`;
}

/** What modern-server.ts offers, all but `erase`. */
export const modernPolicy = `
version: 1
${identity}
roles: { guest: {} }
servers:
  modern:
    upstream: modern
    tools: { greet: { roles: [guest] }, count: { roles: [guest] } }
    prompts: { welcome: { roles: [guest] } }
    resources: [ { uri: "note://today", roles: [guest] } ]
`;

/** What the shipped nginx.conf expects: its two servers, and lists of hosts and origins. */
export const shippedPolicy = `
version: 1
${identity}
http: { hosts: [mcp.example.com], origins: ["https://app.example.com"] }
roles: { reader: {} }
servers:
  files:
    upstream: files
    tools: { read: { roles: [reader] } }
  tools:
    upstream: tools
    path: /tools/mcp
    upstream_path: /mcp
    sse: { stream: /sse, messages: /messages }
    tools: { hammer: { roles: [reader] } }
`;

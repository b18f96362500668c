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

/** Everything server-everything offers, for the role \`viewer\`. */
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

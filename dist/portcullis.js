// src/core/jsonrpc/json.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/core/mcp/versions.ts
var modernVersion = "2026-07-28";
var legacyVersions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "2024-10-07"];
var batchVersion = "2025-03-26";

// src/core/mcp/era.ts
var versionKey = "io.modelcontextprotocol/protocolVersion";
var capabilitiesKey = "io.modelcontextprotocol/clientCapabilities";
function findEra(message, header) {
  if (message.kind === "response") return isModern(header) ? "mcp.response" : { era: "legacy" };
  const meta = message.params?.["_meta"];
  if (meta !== void 0 && !isObject(meta)) return "mcp.meta";
  const version2 = meta?.[versionKey];
  if (version2 === void 0) return findEraWithoutClaim(message, header);
  if (message.kind === "notification") return "mcp.notification";
  if (typeof version2 !== "string" || !isObject(meta?.[capabilitiesKey])) return "mcp.meta";
  return { era: "modern", version: version2 };
}
function findEraWithoutClaim(message, header) {
  if (!isModern(header)) return { era: "legacy" };
  if (message.kind === "notification") return "mcp.notification";
  return message.kind === "request" && message.method === "initialize" ? "mcp.header" : "mcp.meta";
}
function isModern(header) {
  return header !== void 0 && header >= modernVersion && /^\d{4}-\d\d-\d\d$/.test(header);
}

// src/core/mcp/task-capability.ts
var taskExtension = "io.modelcontextprotocol/tasks";
function declaresTasks(params) {
  const meta = params["_meta"];
  const capabilities = isObject(meta) ? meta[capabilitiesKey] : void 0;
  const extensions = isObject(capabilities) ? capabilities["extensions"] : void 0;
  return isObject(extensions) && isObject(extensions[taskExtension]);
}

// src/core/answers.ts
var deniedCode = -31403;
var deniedText = "Denied by the gateway.";
var answersByRule = {
  "http.method": [405, -32600, "Method not allowed."],
  "http.path": [404, -32600, "No MCP endpoint here."],
  "http.host": [403, -32600, "Host not allowed."],
  "http.origin": [403, -32600, "Origin not allowed."],
  "http.media-type": [415, -32600, "Content-Type must be application/json."],
  "http.encoding": [415, -32600, "Content-Encoding is not accepted."],
  "http.size": [413, -32600, "Message too large."],
  "http.accept": [406, -32600, "Accept must have text/event-stream."],
  "json.utf8": [400, -32700, "Parse error."],
  "json.nul": [400, -32700, "Parse error."],
  "json.syntax": [400, -32700, "Parse error."],
  "json.surrogate": [400, -32700, "Parse error."],
  "rpc.params": [400, -32602, "Invalid params."],
  "mcp.meta": [400, -32602, "Invalid _meta."],
  "mcp.header": [400, -32020, "Header mismatch."],
  "gateway.fault": [500, -32603, "Internal error."]
};
var familyAnswers = {
  http: [400, -32600, "Invalid request."],
  json: [400, -32600, "Invalid request."],
  rpc: [400, -32600, "Invalid request."],
  mcp: [400, -32600, "Invalid request."],
  role: [403, deniedCode, deniedText],
  // What a server says of a session that it does not know, so that a client starts anew (2025-11-25, "Session Management").
  session: [404, -32001, "Session not found."],
  task: [200, -32602, "Task not found."]
};
function answerDenial(denial, era, requestId) {
  if (denial.rule === "auth.scope") return { ...error(403, deniedCode, "Insufficient scope.", denial, requestId), ...denial.challenge !== void 0 && { challenge: denial.challenge } };
  if (/^(?:auth|jwt|token|dpop)\./.test(denial.rule)) return askWhoCalls(denial, requestId);
  if (denial.dropped) return { status: 202, body: "" };
  if (denial.rule === "mcp.method") return error(era === "modern" ? 404 : 200, -32601, "Method not found.", denial, requestId);
  if (denial.rule === "mcp.capability") return answerCapability(denial, requestId);
  if (denial.rule === "mcp.version") return answerVersion(denial, era, requestId);
  if (denial.rule === "external.unavailable") return error(denial.shape === "status" ? 503 : 200, -32603, "Server unavailable.", denial, requestId);
  const fixed = answersByRule[denial.rule] ?? familyAnswers[denial.rule.slice(0, denial.rule.indexOf("."))];
  if (fixed !== void 0) return error(fixed[0], fixed[1], fixed[2], denial, requestId);
  if (denial.shape === "result" && denial.id !== void 0) return toolResult(denial, era, requestId);
  return error(denial.shape === "status" ? 403 : 200, deniedCode, deniedText, denial, requestId);
}
function answerError(status, id, requestId) {
  const code = status < 500 ? -32600 : -32603;
  return error(status, code, errorTexts[status] ?? (status < 500 ? "Invalid request." : "Server unavailable."), { verdict: "deny", rule: "http.error", id }, requestId);
}
function failureText(id, requestId) {
  return error(200, -32603, "The server gave no answer that may be passed on.", { verdict: "deny", rule: "answer.syntax", id }, requestId).body;
}
var errorTexts = {
  401: "Authentication required.",
  403: "Access denied.",
  408: "Request timed out.",
  413: "Message too large.",
  429: "Too many requests.",
  500: "Internal error.",
  504: "Server timed out."
};
function askWhoCalls(denial, requestId) {
  const { status = 401, challenge = 'Bearer realm="mcp"' } = denial;
  const answer2 = error(status, -31401, "Authentication required.", denial, requestId);
  return status === 401 ? { ...answer2, challenge } : answer2;
}
function answerCapability(denial, requestId) {
  const data2 = { requiredCapabilities: { extensions: { [taskExtension]: {} } } };
  return error(400, -32021, "Missing required client capability.", { ...denial, data: data2 }, requestId);
}
function answerVersion(denial, era, requestId) {
  if (era === "legacy") return error(400, -32600, "Unsupported protocol version.", denial, requestId);
  const data2 = { supported: [modernVersion], ...denial.data };
  return error(400, -32022, "Unsupported protocol version.", { ...denial, data: data2 }, requestId);
}
function error(status, code, message, denial, requestId) {
  const id = denial.id === void 0 ? {} : { id: denial.id };
  const data2 = { requestId, ...denial.data };
  return { status, body: JSON.stringify({ jsonrpc: "2.0", ...id, error: { code, message, data: data2 } }) };
}
function toolResult(denial, era, requestId) {
  const content2 = [{ type: "text", text: `${deniedText} Request ${requestId}.` }];
  const result = era === "modern" ? { resultType: "complete", content: content2, isError: true } : { content: content2, isError: true };
  return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id: denial.id, result }) };
}

// src/host/expectation.ts
var expectations = /* @__PURE__ */ new WeakMap();
var progresses = /* @__PURE__ */ new WeakMap();
function expect(r, expectation) {
  expectations.set(r, expectation);
}
function expectOrdinary(r) {
  progresses.set(r, "asked");
}
function readExpectation(variables3) {
  return { role: variables3["mcp_role"] ?? "", era: "legacy", session: variables3["http_mcp_session_id"] ?? "", asked: "request", method: "tools/call", ids: void 0, redact: void 0 };
}
function findProgress(r) {
  return progresses.get(r);
}
function noteProgress(r, progress) {
  progresses.set(r, progress);
}
function takeExpectation(r) {
  const expectation = expectations.get(r) ?? (progresses.has(r) ? readExpectation(r.variables) : void 0);
  progresses.delete(r);
  if (expectation !== void 0) expectations.set(r, expectation);
  return expectation;
}
function forget(r) {
  expectations.delete(r);
  progresses.delete(r);
}

// src/host/send.ts
function send(r, answer2) {
  forget(r);
  if (answer2.body !== "") r.headersOut["Content-Type"] = "application/json";
  if (answer2.status === 405) r.headersOut["Allow"] = "POST, GET, DELETE, OPTIONS";
  if (answer2.challenge !== void 0) r.headersOut["WWW-Authenticate"] = answer2.challenge;
  r.headersOut["Cache-Control"] = "no-store";
  r.return(answer2.status, answer2.body);
}

// src/host/error-page.ts
function answerErrorPage(r) {
  const { variables: variables3 } = r;
  const id = variables3["portcullis_id"] ?? "";
  if (variables3["mcp_decision"] === "deny") variables3["mcp_rule"] = "http.error";
  const status = Number(variables3["status"]);
  send(r, answerError(status, id === "" ? void 0 : JSON.parse(id), variables3["request_id"] ?? ""));
}

// src/host/engine.ts
var minimumNjs = 65537;
var isSafeEngine = njs.version_number >= minimumNjs;
function requireEngine(variables3) {
  if (isSafeEngine && variables3["portcullis_supported"] === "1") return;
  throw new Error(`needs nginx >= 1.30.4 and njs >= 1.0.1, found nginx ${variables3["nginx_version"] ?? "?"} and njs ${njs.version}`);
}

// src/core/mcp/transport.ts
function judgeTransport(http) {
  if (!http.hostAllowed) return "http.host";
  if (http.origin === "-") return "http.origin";
  if (http.upgrade !== "") return "http.upgrade";
  if (http.route === "") return "http.path";
  if (!isQueryAllowed(http)) return "http.query";
  if (!/^[\x21-\x7e]*$/.test(http.sessionId) || http.sessionId.includes(",")) return "http.session";
  switch (http.httpMethod) {
    case "POST":
      return judgeContent(http);
    case "GET":
      return /(?:^|[\s,])(?:text\/event-stream|text\/\*|\*\/\*)/i.test(http.accept) ? void 0 : "http.accept";
    case "DELETE":
      return void 0;
    default:
      return "http.method";
  }
}
function judgeContent(http) {
  if (http.contentEncoding !== "" && http.contentEncoding.toLowerCase() !== "identity") return "http.encoding";
  return /^application\/json[ \t]*(?:;[ \t]*(?:charset="?utf-8"?[ \t]*)?)?$/i.test(http.contentType) ? void 0 : "http.media-type";
}
function isQueryAllowed(http) {
  return http.query === "" || http.takesSessionQuery && /^(?:sessionId|session_id|sessionid)=[\w.~-]{1,128}$/.test(http.query);
}

// src/core/policy/key.ts
var chunkLength = 36;
var kindLetters = { server: "s", tool: "t", prompt: "p", resources: "u", resource: "d", template: "m", role: "r", key: "k", issuer: "i", introspection: "q", dpop: "h", name: "n", user: "a" };
var plain = /^[a-z0-9_.\-/:]*$/;
function entryKey(kind, server, name) {
  const key = `${kindLetters[kind]}:${server}:${name}`;
  return plain.test(key) ? key : encode(key);
}
function encode(key) {
  return key.replace(
    /[^a-z0-9_.\-/:]/g,
    (unit) => unit >= "A" && unit <= "Z" ? `^${unit.toLowerCase()}` : `%${unit.charCodeAt(0).toString(16)};`
  );
}
function keyChunks(key) {
  if (key.length <= chunkLength) return [key];
  const chunks = [];
  let at = 0;
  for (; key.length - at > chunkLength; at += chunkLength) chunks.push(`${key.slice(at, at + chunkLength)}>`);
  chunks.push(key.slice(at));
  return chunks;
}

// src/core/policy/lookup.ts
function readEntry(policy, kind, server, name) {
  const value = findEntry(policy, kind, server, name);
  if (value === void 0 || value === "") return void 0;
  return JSON.parse(value.charCodeAt(0) === plus ? joinParts(policy, value) : value);
}
function findEntry(policy, kind, server, name) {
  const key = entryKey(kind, server, name);
  return key.length <= chunkLength ? policy.lookup(key) : followChunks(policy, key);
}
var plus = 43;
function followChunks(policy, key) {
  let value = "";
  for (const chunk of keyChunks(key)) {
    value = policy.lookup(value + chunk);
    if (value === void 0 || value === "") return void 0;
  }
  return value;
}
function joinParts(policy, head) {
  const colon2 = head.indexOf(":");
  const count = Number(head.slice(1, colon2));
  const id = head.slice(colon2 + 1);
  let json = "";
  for (let part = 0; part < count; part++) json += policy.lookup(`${id}+${part}`) ?? "";
  return json;
}

// src/core/text/glob.ts
function matchesGlob(text, pattern) {
  const open5 = pattern.endsWith("**");
  const literals = (open5 ? pattern.slice(0, -2) : pattern).split("*");
  const first = literals[0] ?? "";
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (let index = 1; index < literals.length; index++) {
    const literal = literals[index] ?? "";
    const last = index === literals.length - 1 && !open5;
    const found = last ? text.length - literal.length : text.indexOf(literal, at);
    if (found < at || last && !text.endsWith(literal) || leavesSegment(text.slice(at, found))) return false;
    at = found + literal.length;
  }
  return open5 || at === text.length;
}
function leavesSegment(gap) {
  return gap.includes("/") || gap.includes("?") || gap.includes("#");
}

// src/core/policy/resources-uri.ts
var schemeShape = /^[a-z][a-z0-9+.-]*:/i;
var ambiguous = /[\s\p{Cc}\p{Cf}\\\u2024\uFF0E\u2044\u2215\u29F8\uFF0F\uFF3C\uFE68]|%(?![0-9a-f]{2})|%(?:0[0-9a-f]|1[0-9a-f]|7f|25|2f|5c)|\/\.\.?;/iu;
var authorityShape = /^(?:[a-z0-9.-]*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/;
var dotSegment = /(?:^|[/?#&=;])\.\.?(?:[/?#&=;]|$)/;
var unreserved = /^[A-Za-z0-9._~-]$/;
function normalizeUri(uri) {
  if (ambiguous.test(uri)) return void 0;
  const decoded = decodeUnreserved(uri);
  const scheme2 = schemeShape.exec(decoded)?.[0].toLowerCase();
  if (scheme2 === void 0) return void 0;
  const [hierarchy, query] = splitAt(decoded.slice(scheme2.length), /[?#]/);
  const [host, rawPath] = hierarchy.startsWith("//") ? splitAt(hierarchy.slice(2), /\//) : [void 0, hierarchy];
  const authority = normalizeAuthority(scheme2, host);
  const path = resolveDots(rawPath);
  if (authority === void 0 || path === void 0 || dotSegment.test(query)) return void 0;
  return `${scheme2}${authority}${path}${query}`;
}
function splitAt(text, mark) {
  const at = text.search(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}
function decodeUnreserved(uri) {
  return uri.replace(/%([0-9a-f]{2})/gi, (escape2, hex2) => {
    const character = String.fromCharCode(parseInt(hex2, 16));
    return unreserved.test(character) ? character : escape2.toUpperCase();
  });
}
function normalizeAuthority(scheme2, authority) {
  if (authority === void 0) return "";
  const lower = authority.toLowerCase();
  if (scheme2 === "file:" && lower === "localhost") return "//";
  return authorityShape.test(lower) ? `//${lower}` : void 0;
}
function resolveDots(path) {
  if (!dotSegment.test(path)) return path;
  const kept2 = [];
  const segments = path.split("/");
  for (const [index, segment2] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment2 === "..") {
      if (kept2.length <= 1) return void 0;
      kept2.pop();
    }
    if (segment2 !== "." && segment2 !== "..") kept2.push(segment2);
    else if (last) kept2.push("");
  }
  return kept2.join("/");
}

// src/core/policy/resources.ts
function matchResource(uri, pattern) {
  const normal = normalizeUri(uri);
  return normal !== void 0 && matchesGlob(normal, pattern);
}

// src/core/policy/decide.ts
var maxName = 256;
function findServer(policy, server) {
  return server === "" ? void 0 : readEntry(policy, "server", server, "");
}
function decideTool(policy, server, role, name) {
  const entry = readNamed(policy, "tool", server, name);
  if (entry?.off) return { entry, rule: entry.unpinned ? "policy.pin" : "policy.disabled" };
  const granted = entry !== void 0 && grants(entry, role, name);
  return { entry, rule: granted ? void 0 : explainDenial(policy, role, "policy.tool") };
}
function grants(entry, role, name) {
  return entry.name === name && entry.off === void 0 && holds(entry.roles, role);
}
function decidePrompt(policy, server, role, name) {
  const entry = readNamed(policy, "prompt", server, name);
  if (entry?.unpinned) return "policy.pin";
  return entry !== void 0 && holds(entry.roles, role) ? entry : explainDenial(policy, role, "policy.prompt");
}
function decideResource(policy, server, role, uri) {
  return findGrants(policy, server, role, uri).length > 0 ? void 0 : explainDenial(policy, role, "policy.resource");
}
function findGrants(policy, server, role, uri) {
  const entry = readEntry(policy, "resources", server, "");
  return (entry?.grants ?? []).filter((grant) => holds(grant.roles, role) && matchResource(uri, grant.uri));
}
function decideSession(policy, server, role) {
  return holds(server.roles, role) ? void 0 : explainDenial(policy, role, "policy.session");
}
function decideMethod(server, role, method) {
  const roles = server.methods !== void 0 && Object.hasOwn(server.methods, method) ? server.methods[method] : void 0;
  return roles !== void 0 && holds(roles, role) ? void 0 : "mcp.method";
}
function explainDenial(policy, role, rule) {
  return readEntry(policy, "role", "", role) === void 0 ? "role.unknown" : rule;
}
function readNamed(policy, kind, server, name) {
  if (name.length > maxName) return void 0;
  const entry = readEntry(policy, kind, server, name);
  return entry?.name === name ? entry : void 0;
}
function holds(roles, role) {
  return roles.includes(` ${role} `);
}

// src/core/challenge.ts
function askForToken({ resource, scopes, dpop }, challenge) {
  if (resource === void 0) return challenge;
  const scope = scopes === void 0 ? "" : `, scope="${scopeText(scopes)}"`;
  const proof = dpop === void 0 ? "" : `, DPoP algs="${dpop}"`;
  return `${challenge === void 0 ? "Bearer" : `${challenge},`} resource_metadata="${metadataUrl(resource)}"${scope}${proof}`;
}
function askForNonce({ dpop = "" }) {
  return `DPoP error="use_dpop_nonce", error_description="The proof needs a nonce.", algs="${dpop}"`;
}
function askForScopes(needs, { resource }) {
  const metadata2 = resource === void 0 ? "" : `, resource_metadata="${metadataUrl(resource)}"`;
  return `Bearer error="insufficient_scope", scope="${scopeText(needs)}"${metadata2}, error_description="The token lacks a scope."`;
}
function metadataUrl(resource) {
  return resource.replace(/^https?:\/\/[^/]*/, "$&/.well-known/oauth-protected-resource");
}
function scopeText(needs) {
  return needs.map(([scope]) => scope).join(" ");
}

// src/core/identity/binding.ts
var sessionId = /^[!-+\--~]{1,256}$/;
var taskId = /^[^\p{Cc}\p{Cs}]{1,256}$/u;
function isBindable({ what, id }) {
  return (what === "task" ? taskId : sessionId).test(id);
}
function bindingKey(server, { what, id }) {
  return `${what} ${server} ${id}`;
}
function ownerText({ role, owner }) {
  return owner ?? ownerByRole(role);
}
function ownerByRole(role) {
  return `role ${role}`;
}
function bind(server, claim, caller, bindings) {
  return isBindable(claim) && bindings.bind(bindingKey(server, claim), ownerText(caller));
}
function judgeClaim(server, claim, caller, bindings) {
  const owner = bindings.ownerOf(bindingKey(server, claim));
  if (owner === ownerText(caller)) return void 0;
  const family = claim.what === "task" ? "task" : "session";
  return owner === void 0 ? `${family}.unknown` : `${family}.owner`;
}

// src/core/identity/identity.ts
function isRefusal(caller) {
  return "rule" in caller;
}
function identify(method, role, subject) {
  return { role, subject, owner: `role ${role} ${method} ${subject}` };
}

// src/core/jsonrpc/limits.ts
function checkLimits(document, size, limits) {
  if (size > limits.body) return "http.size";
  if (document.measure.depth > limits.depth) return "json.depth";
  const { length } = document.text;
  if (length <= limits.string && length <= 2 * limits.array) return void 0;
  return findExcess(document.value, limits, 0);
}
function findExcess(value, limits, depth) {
  if (typeof value === "string") return value.length > limits.string ? "json.string" : void 0;
  if (typeof value !== "object" || value === null) return void 0;
  const entries = Object.entries(value);
  if (entries.length > limits.array) return "json.array";
  for (const [key, member] of entries) {
    if (key.length > limits.string && !Array.isArray(value)) return "json.string";
    const excess = findExcess(member, depth === 1 && key === "arguments" ? { ...limits, string: Infinity } : limits, depth + 1);
    if (excess !== void 0) return excess;
  }
  return void 0;
}

// src/core/jsonrpc/message.ts
var maxMethod = 128;
var maxId = 256;
function readMessage(value, members) {
  if (!isObject(value)) return "rpc.shape";
  const { jsonrpc, id, method, params, result, error: error2 } = value;
  const hasId = id !== void 0;
  let unknown = members;
  if (jsonrpc !== void 0) unknown--;
  if (hasId) unknown--;
  if (method !== void 0) unknown--;
  if (params !== void 0) unknown--;
  if (result !== void 0) unknown--;
  if (error2 !== void 0) unknown--;
  if (unknown !== 0) return judgeMembers(value);
  if (jsonrpc !== "2.0") return "rpc.shape";
  if (hasId && !isRequestId(id)) return "rpc.id";
  if (method === void 0) return readResponse(value, id);
  if (typeof method !== "string" || method.length > maxMethod || result !== void 0 || error2 !== void 0) return "rpc.shape";
  if (params !== void 0 && !isObject(params)) return "rpc.params";
  return hasId ? { kind: "request", id, method, params } : { kind: "notification", method, params };
}
function readRequestId(value) {
  return isObject(value) && isRequestId(value["id"]) ? value["id"] : void 0;
}
function readResponse(value, id) {
  const failed = "error" in value;
  if (id === void 0 || "params" in value || failed === "result" in value) return "rpc.shape";
  if (!isObject(failed ? value["error"] : value["result"])) return "rpc.shape";
  return { kind: "response", id, failed };
}
function isRequestId(id) {
  return typeof id === "string" ? id.length <= maxId : Number.isSafeInteger(id);
}
function judgeMembers(value) {
  return Object.keys(value).some((key) => !isMember(key) && isMember(key.toLowerCase())) ? "json.key" : "rpc.shape";
}
function isMember(key) {
  return key === "jsonrpc" || key === "id" || key === "method" || key === "params" || key === "result" || key === "error";
}

// src/core/jsonrpc/measure.ts
var maxDepth = 100;
var maxValues = 5e4;
function measureValue(value) {
  const walk = { keys: 0, outermost: 0, depth: 0, values: 0 };
  const broken = visit(value, 1, walk);
  if (broken !== void 0) return broken;
  return { keys: walk.keys, outermost: walk.outermost, depth: walk.depth };
}
function visit(value, depth, walk) {
  if (depth > walk.depth) {
    if (depth > maxDepth) return "json.depth";
    walk.depth = depth;
  }
  let members;
  if (Array.isArray(value)) members = value;
  else {
    members = Object.values(value);
    walk.keys += members.length;
  }
  const count = members.length;
  if (depth === 1) walk.outermost = count;
  walk.values += count;
  if (walk.values > maxValues) return "json.array";
  for (let at = 0; at < count; at++) {
    const member = members[at];
    const type = typeof member;
    if (type === "object" && member !== null) {
      const broken = visit(member, depth + 1, walk);
      if (broken !== void 0) return broken;
    } else if (type === "number" && !isPortable(member)) return "json.number";
  }
  return void 0;
}
function isPortable(number) {
  return Number.isSafeInteger(number) || Number.isFinite(number) && !Number.isInteger(number);
}

// src/core/jsonrpc/byte-pair.ts
var mostTried = 1e3;
function holdsPair(text, bytes, pair) {
  const first = pair.charCodeAt(0);
  const second = pair.charCodeAt(1);
  let tried = 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (bytes[at + 1] === second) return true;
    if (++tried > mostTried) return text.includes(pair);
  }
  return false;
}

// src/core/jsonrpc/key-tokens.ts
var quote = 34;
var colon = 58;
var backslash = 92;
var hopBudget = 4e4;
var mostColons = 2e3;
function countKeyCandidates(bytes) {
  let count = 0;
  let hops = 0;
  for (let at = bytes.indexOf(colon); at > 0; at = bytes.indexOf(colon, at + 1)) {
    if (++hops > mostColons) return -1;
    let end = at - 1;
    if (bytes[end] !== quote) {
      while (isSpace(bytes[end])) end--;
      if (bytes[end] !== quote) continue;
    }
    if (bytes[end - 1] !== backslash || !isEscaped(bytes, end)) count++;
  }
  return count;
}
function countKeys(bytes) {
  let count = 0;
  return walkKeys(bytes, () => ++count > 0) ? count : -1;
}
function hasDisguisedKey(bytes) {
  return !walkKeys(bytes, (from, to) => !spellsAscii(bytes, from, to));
}
function walkKeys(bytes, visit2) {
  let hops = 0;
  for (let open5 = bytes.indexOf(quote); open5 >= 0; ) {
    let close = bytes.indexOf(quote, open5 + 1);
    while (close >= 0 && isEscaped(bytes, close)) {
      if (++hops > hopBudget) return false;
      close = bytes.indexOf(quote, close + 1);
    }
    if (close < 0 || ++hops > hopBudget) return false;
    if (isFollowedByColon(bytes, close) && !visit2(open5 + 1, close)) return false;
    open5 = bytes.indexOf(quote, close + 1);
  }
  return true;
}
function spellsAscii(bytes, from, to) {
  for (let at = bytes.indexOf(backslash, from); at >= 0 && at < to; at = bytes.indexOf(backslash, at + 2)) {
    const isLow = bytes[at + 2] === 48 && bytes[at + 3] === 48 && (bytes[at + 4] ?? 0) < 56;
    if (bytes[at + 1] === 117 && isLow) return true;
  }
  return false;
}
function isFollowedByColon(bytes, close) {
  let at = close + 1;
  while (isSpace(bytes[at])) at++;
  return bytes[at] === colon;
}
function isEscaped(bytes, at) {
  let before3 = at - 1;
  while (bytes[before3] === backslash) before3--;
  return (at - before3) % 2 === 0;
}
function isSpace(byte) {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

// src/core/jsonrpc/parse.ts
function parseDocument({ text, bytes, isPlain }) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return text.includes("\0") ? "json.nul" : "json.syntax";
  }
  if (typeof value !== "object" || value === null) return "rpc.shape";
  const measure = measureValue(value);
  if (typeof measure === "string") return measure;
  const duplicate = findDuplicateKey(bytes, measure.keys);
  if (duplicate !== void 0) return duplicate;
  const document = { text, value, measure };
  if (isPlain) return document;
  if (holdsPair(text, bytes, "\\u")) {
    const escaped = hasDisguisedKey(bytes) ? "json.key" : findBadText(value);
    if (escaped !== void 0) return escaped;
  }
  if (holdsPair(text, bytes, "__") && text.includes('"__proto__"') && hasPrototypeKey(value)) return "json.key";
  return document;
}
function hasPrototypeKey(value) {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasPrototypeKey);
}
function findDuplicateKey(bytes, members) {
  if (countKeyCandidates(bytes) === members) return void 0;
  const keys = countKeys(bytes);
  if (keys < 0) return "inspect.budget";
  return keys === members ? void 0 : "json.duplicate-key";
}
function findBadText(value) {
  if (typeof value === "string") return judgeText(value);
  if (typeof value !== "object" || value === null) return void 0;
  for (const [key, member] of Object.entries(value)) {
    const broken = judgeText(key) ?? findBadText(member);
    if (broken !== void 0) return broken;
  }
  return void 0;
}
function judgeText(text) {
  if (text.includes("\0")) return "json.nul";
  return text.isWellFormed() ? void 0 : "json.surrogate";
}

// src/core/mcp/methods.ts
var methods = {
  initialize: { eras: "legacy", reach: "session" },
  ping: { eras: "legacy", reach: "session" },
  "server/discover": { eras: "modern", reach: "session" },
  "tools/list": { eras: "both", reach: "session" },
  "tools/call": { eras: "both", reach: "tool", name: "name" },
  "prompts/list": { eras: "both", reach: "session" },
  "prompts/get": { eras: "both", reach: "prompt", name: "name" },
  "resources/list": { eras: "both", reach: "session" },
  "resources/templates/list": { eras: "both", reach: "session" },
  "resources/read": { eras: "both", reach: "resource", name: "uri" },
  "resources/subscribe": { eras: "legacy", reach: "resource", name: "uri" },
  "resources/unsubscribe": { eras: "legacy", reach: "resource", name: "uri" },
  "subscriptions/listen": { eras: "modern", reach: "listen" },
  "completion/complete": { eras: "both", reach: "completion" },
  "logging/setLevel": { eras: "legacy", reach: "session" },
  "tasks/get": { eras: "both", reach: "task", name: "taskId" },
  "tasks/result": { eras: "legacy", reach: "task", name: "taskId" },
  "tasks/update": { eras: "modern", reach: "task", name: "taskId" },
  "tasks/cancel": { eras: "both", reach: "task", name: "taskId" },
  "tasks/list": { eras: "legacy", reach: "session" }
};
var notifications = [
  "notifications/initialized",
  "notifications/cancelled",
  "notifications/progress",
  "notifications/roots/list_changed",
  "notifications/tasks/status"
];
function findMethod(method, era) {
  if (!Object.hasOwn(methods, method)) return void 0;
  const row = methods[method];
  return row !== void 0 && (row.eras === "both" || row.eras === era) ? row : void 0;
}
function isNotification(method) {
  return notifications.includes(method);
}

// src/core/mcp/base64.ts
var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function decodeBase64Text(base64) {
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return void 0;
  const padding = base64.indexOf("=");
  const digits2 = padding < 0 ? base64 : base64.slice(0, padding);
  let percent = "";
  let bits = 0;
  let held = 0;
  for (const digit of digits2) {
    bits = bits << 6 | alphabet.indexOf(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    percent += `%${(bits >> held & 255).toString(16).padStart(2, "0")}`;
    bits &= (1 << held) - 1;
  }
  if (bits !== 0) return void 0;
  try {
    return decodeURIComponent(percent);
  } catch {
    return void 0;
  }
}

// src/core/mcp/headers.ts
function checkHeaders(headers, claim, method, params) {
  if (claim.era === "legacy" && headers.method === void 0 && headers.name === void 0) {
    return isLegacyVersion(headers.version, method) ? void 0 : "mcp.version";
  }
  const isModern2 = claim.era === "modern";
  if (isModern2 && headers.version !== claim.version) return "mcp.header";
  if (isModern2 && claim.version !== modernVersion) return "mcp.version";
  if (!isModern2 && !isLegacyVersion(headers.version, method)) return "mcp.version";
  if (headers.method === void 0 ? isModern2 : headers.method !== method) return "mcp.header";
  const parameter = findMethod(method, claim.era)?.name;
  const name = parameter === void 0 ? void 0 : params?.[parameter];
  if (headers.name === void 0) return isModern2 && parameter !== void 0 ? "mcp.header" : void 0;
  if (parameter === void 0) return void 0;
  return decodeHeaderValue(headers.name) === name ? void 0 : "mcp.header";
}
function isLegacyVersion(version2, method) {
  return version2 === void 0 || method === "initialize" || legacyVersions.includes(version2);
}
function decodeHeaderValue(value) {
  if (/[^\t\x20-\x7e]/.test(value)) return void 0;
  if (!value.startsWith("=?base64?") || !value.endsWith("?=")) return value;
  return decodeBase64Text(value.slice("=?base64?".length, -"?=".length));
}

// src/core/jsonrpc/disguise.ts
function foldName(name) {
  return name.toLowerCase().replaceAll("ſ", "s");
}
function hasDisguised(object3, name) {
  const folded = foldName(name);
  return Object.keys(object3).some((key) => key !== name && foldName(key) === folded);
}

// src/core/mcp/parameters.ts
var parameters = [
  "name",
  "arguments",
  "uri",
  "_meta",
  "cursor",
  "ref",
  "argument",
  "context",
  "type",
  "value",
  "taskId",
  "task",
  "level",
  "notifications",
  "protocolVersion",
  "capabilities",
  "clientInfo",
  "inputResponses",
  "requestState"
];
function findDisguisedParameter(params) {
  for (const key in params) {
    if (parameters.includes(key)) continue;
    const folded = foldName(key);
    if (parameters.some((parameter) => foldName(parameter) === folded)) return "json.key";
  }
  return void 0;
}

// src/core/inspect/ask-once.ts
function askOnce(text, kind, first, before3) {
  const known4 = new Map(before3);
  return (what) => {
    const answer2 = known4.get(what) ?? first.suspects(kind, text, what);
    known4.set(what, answer2);
    return answer2;
  };
}

// src/core/inspect/command-names.ts
var names = "elif esbuild eslint husky jest lerna mocha nvm nyc nx prettier rimraf rollup standard stylelint tap ts-node tsd tshy tsx turbo vite vitest webpack xo adduser alias ansible ansible-playbook apk apt apt-cache apt-get aria2c arp at awk aws az base64 basename bash bazel bc bg bind brew bun bunzip2 busybox bzip2 cal cargo cat cd certbot chattr chgrp chmod chown chroot clang clear cmake cmp col column comm composer conda convert cp cpio cron crontab csplit curl cut dash date dd declare defaults deno df diff dig dir dirname dmesg dnf docker docker-compose dotnet dpkg du echo egrep emacs env eval exec exit expand export expr false fdisk ffmpeg ffprobe fg fgrep file find flatpak fmt fold free fuser g++ gawk gcc gcloud gdb gem getent getfacl gh git go gpg gradle grep groupadd groups gsutil gunzip gzip head helm hexdump history host hostname htop iconv id ifconfig install invoke-command iostat ip iptables java javac jobs join journalctl jq kill killall kubectl last ldd less let ln local locate logger login ls lsattr lsblk lsof lspci lsusb make man md5sum mkdir mkfifo mktemp mkfs mknod modprobe mongo more mount mpstat mv mvn mysql mysqldump mapfile nano nc ncat netcat netstat nginx nice nl nmap nmcli node nohup npm npx nproc nslookup ntpdate od openssl passwd paste patch perl pgrep php pidof ping ping6 pip pip3 pipenv pkill pnpm poetry popd ps psql pstree pushd pwd pwsh pytest python python2 python3 R rails rclone read readarray readlink realpath redis-cli rename renice reset rev rg rm rmdir route rpm rsync ruby rustc rustup sar sbt scp screen script sdiff sed seq service set setfacl sftp sh sha1sum sha256sum shasum shopt shred shuf sleep snap socat sort source split sqlite3 ss ssh ssh-add ssh-copy-id ssh-keygen stat strace strings su sudo sum svn swapoff swapon sync sysctl systemctl tac tail tar tasklist taskkill tcpdump tee telnet terraform test time timeout tmux top touch tput tr traceroute tree true truncate tsc tty type uglifyjs ulimit umask umount unalias uname uncompress unexpand uniq unlink unrar unset unxz unzip uptime useradd userdel usermod uv vagrant vi vim vmstat w wait watch wc wget whatis whereis which who whoami whois xargs xxd xz yarn yes yum zcat zgrep zip zsh zypper attrib bcdedit bitsadmin certutil cipher cls cmd copy del diskpart erase fc findstr format get-childitem get-content get-process icacls ipconfig md mklink move msiexec mshta net netsh nltest powershell query rd reg regsvr32 ren remove-item robocopy start rundll32 sc schtasks shutdown systeminfo tasklist vssadmin wbadmin wevtutil wmic xcopy";
var known = new Set(names.toLowerCase().split(" "));
var words = "at clear col column convert copy cut date declare erase exit expand export false file find fold format free groups head history host install join kill last less let local locate login make man more mount move name paste patch query read rename reset route screen script service set sleep sort source split standard start stat strings sum sync tail tap test time touch top tree true type wait watch who yes";
var ambiguous2 = new Set(words.split(" "));
function classifyName(name) {
  const plain4 = name.toLowerCase().replace(/\.(?:exe|com|ext[234]|xfs|btrfs|vfat|fat|ntfs)$/, "");
  if (ambiguous2.has(plain4)) return "word";
  return known.has(plain4) ? "program" : void 0;
}

// src/core/inspect/command-calls.ts
var mostLooked = 300;
var mostRunners = 64;
var runners = new Set(
  "sudo doas env nohup time nice ionice timeout setsid stdbuf strace xargs parallel exec command builtin busybox toybox eval then do else elif if while until ! trap coproc sh bash dash ash ksh zsh tcsh csh fish cmd powershell pwsh start call watch { } @ <<<".split(" ")
);
var elsewhere = new Set("ssh docker podman kubectl wsl su chroot nsenter unshare flock runuser systemd-run script tmux screen psexec schtasks at".split(" "));
var printers = /* @__PURE__ */ new Set(["echo", "printf"]);
var readsCommands = /\|[^|;&\n]*?(?<![\w.-])(?:ba|da|k|z|a)?sh(?![\w.-])/i;
var executes = ["-exec", "-execdir", "-ok", "-okdir"];
var between = /^(?:-|\d[\w.]*$|[a-z_]\w*=|[{}%@]|\/[a-z]{1,2}$)/i;
function someCall(reading, names7, hint4, test) {
  let looked2 = 0;
  const prints = reading.has(["|"]) && readsCommands.test(reading.text);
  for (const simple of reading.simple) {
    if (simple === "" || !hint4.test(simple)) continue;
    if (++looked2 > mostLooked) return true;
    for (const call of callsOf(wordsOf(simple), names7, prints)) {
      if (test(call)) return true;
    }
  }
  return false;
}
function wordsOf(simple) {
  const words5 = simple.split(" ").filter((word) => word !== "");
  const [first = ""] = words5;
  return first.startsWith("{") && first.includes(",") ? first.slice(1).replace("}", "").split(",") : words5;
}
var ending = /\.(?:exe|com|ext[234]|xfs|btrfs|vfat|fat|ntfs)$/;
function nameOf(word) {
  const at = Math.max(word.lastIndexOf("/"), word.lastIndexOf("\\"));
  const name = (at < 0 ? word : word.slice(at + 1)).toLowerCase();
  return name.includes(".") ? name.replace(ending, "") : name;
}
function callsOf(words5, names7, prints = false) {
  const calls = [];
  let isAnywhere = false;
  let isOption2 = false;
  for (let at = 0; at < words5.length; at++) {
    const word = words5[at] ?? "";
    const name = nameOf(word);
    if (names7.has(name) && !calls.some((call) => call.name === name)) calls.push({ name, words: words5.slice(at + 1) });
    if (isAnywhere) continue;
    isAnywhere = at >= mostRunners || elsewhere.has(name);
    const isRun2 = isAnywhere || runners.has(name) || prints && printers.has(name) || between.test(word) || isOption2 && classifyName(name) === void 0;
    isOption2 = word.startsWith("-");
    if (!isRun2) at = nextExecuted(words5, at);
  }
  return calls;
}
function nextExecuted(words5, from) {
  const next = executes.map((option3) => words5.indexOf(option3, from)).filter((at) => at >= 0);
  return next.length === 0 ? words5.length : Math.min(...next);
}

// src/core/inspect/shell-prose.ts
var threeWords = /(?:^|\s)[a-z']{2,20}[,.:]?\s{1,4}[a-z']{2,20}[,.:]?\s{1,4}[a-z']{2,20}/i;
var around = /(?<![a-z\u00c0-\u024f])[a-z\u00c0-\u024f]{2,20}(?::\s|,?\s{1,4}[a-z\u00c0-\u024f]{2,20}(?:\s|$))|(?<![a-z])(?:or|and|then|use|run|see|via|with|try)(?![a-z])|[\u0370-\uffff]{2}/i;
var fence = /```[^]*?```/g;
var span = /`(?<=(?:^|[\s("'[>*_|])`)[^`\n]+`(?=$|[\s.,;:!?)"'\]<*_|-])/g;
var farthest = 8192;
var mostBackticks = 4e3;
function isProse(text) {
  return threeWords.test(text);
}
function withoutCodeSpans(text) {
  if (hasManyBackticks(text)) return text;
  const rest = (text.includes("```") ? text.replace(fence, " ") : text).replace(span, " ");
  return around.test(rest.slice(0, farthest)) ? rest : text;
}
function hasManyBackticks(text) {
  let count = 0;
  for (let at = text.indexOf("`"); at >= 0 && count <= mostBackticks; at = text.indexOf("`", at + 1)) count++;
  return count > mostBackticks;
}

// src/core/inspect/command-line.ts
var longestLine = 1024;
var before = /^\s{0,8}(?:```\w{0,12}\s{1,4})?(?:[$#>] )?[({!\s]{0,8}\\?/;
var prefix = /^(?:[a-z_]\w{0,40}=(?:"[^"]{0,200}"|'[^']{0,200}'|[\w@%+=:,./~-]{0,200})|(?:sudo|doas|env|nohup|time|nice|setsid|command|exec)(?: -{1,2}[\w=-]{1,30})*)[ \t]{1,8}(?=[^\s|;&<>])/i;
var mostPrefixes = 8;
var firstWord = /^["']?([a-z_][\w.+-]{0,40})["']?(?=[\s;|&)]|$)/i;
var program = /^["']?(?:(?:\/[\w.-]{1,30}){0,5}\/s?bin\/[\w.+-]{1,40}|(?:\.{1,2}|~)\/(?:[\w-]{1,40}\/){0,6}[\w-]{1,40}(?:\.(?:sh|py|pl|rb|js|bash))?)["']?[ \t]{1,8}\S/;
var statement = /^(?:for\s+(?:\w{1,40}\s+in\s|\(\()|(?:while|until)\s+(?=[^;\n]{0,300}[;\n]\s{0,20}do\b)|if\s+(?=[^;\n]{0,300}[;\n]\s{0,20}then\b)|case\s+["']?\$\w+["']?\s+in\s|function\s+\w+\s*(?:\(\)\s*)?\{|\[{1,2}\s|(?::|\w{1,20})\s?\(\)\s?\{|>{1,2}\s?[/\w.~]|(?:fi|done|esac)\s{0,4}(?:[|<>]|\d>))/;
var option = /^["']?[a-z][\w.+-]{1,40}["']?[ \t]{1,4}-{1,2}[a-z?]/i;
var argument = /^[ \t]{1,8}(?:["'$\\({!*<>|&+-]|[~.]{0,2}\/|~|\.{1,2}(?:\s|$)|\d|[\w*?-]{0,40}[*?=/]|[\w-]{1,40}\.[a-z]{1,5}(?:\s|$))/i;
function isCommandLine(text) {
  if (text.length > longestLine) return false;
  let rest = text.replace(before, "");
  if (statement.test(rest)) return true;
  for (let count = 0; count < mostPrefixes; count++) {
    const [found = ""] = prefix.exec(rest) ?? [];
    if (found === "") break;
    rest = rest.slice(found.length);
  }
  if (program.test(rest)) return true;
  const [whole = "", name = ""] = firstWord.exec(rest) ?? [];
  if (name === "") return false;
  const kind = classifyName(name);
  if (kind === void 0) return option.test(rest);
  const tail = rest.slice(whole.length, whole.length + 400);
  if (kind === "program") return !single.test(name) || !/^\s{0,4}(?:;|&(?!&))/.test(tail);
  if (/^\s{0,4}[;|&]/.test(tail)) return producers.test(name) && followedByPipe.test(tail);
  return argument.test(tail) || /^[ \t]{1,4}\w/.test(tail) && !ofSentence.test(tail) && !isProse(upToSeparator(tail));
}
var ofSentence = /^[ \t]{1,4}(?:the|an?|my|your|our|his|her|their|this|that|these|those|all|out|for|me|us|it|to|in|of|and|or|is|was|by|with|on)\s/i;
var single = /^(?:id|ping|at|w|r|go|gem|ip|ss|az|uv)$/i;
var producers = /^(?:who|history|set|date|last|groups|mount|free|sort|yes|declare|export|tree)$/i;
var followedByPipe = /^\s{0,4}\|(?!\|)/;
function upToSeparator(text) {
  const at = text.search(/[;|&\n]/);
  return at < 0 ? text : text.slice(0, at);
}

// src/core/inspect/command-inspectors.ts
var loud = /[/\\|&<=~`]|\$[^\d ]| \.[a-z]\w/i;
var option2 = / -\w/;
var shortText = 255;
function inspectCommands(rule, finds) {
  return [
    { rule, kinds: ["command"], finds: ({ commands }) => commands.some(finds) },
    {
      rule,
      kinds: ["any"],
      finds: ({ text, commands }) => (loud.test(text) || text.length <= shortText && option2.test(text)) && isCommandLine(text) && commands.some(finds)
    }
  ];
}

// src/core/inspect/command-pipes.ts
var mostPipes = 60;
function somePipe(text, into, test) {
  if (!text.includes("|")) return false;
  const line = joinPipes(text);
  let count = 0;
  let from = 0;
  for (const { index } of line.matchAll(into)) {
    if (++count > mostPipes) return true;
    const start2 = Math.max(from, line.lastIndexOf("\n", index) + 1, line.lastIndexOf(";", index) + 1);
    const before3 = line.slice(start2, index);
    const isGroup = /^\s*(?:[)}]|done|fi|esac)|^[^(]*\)/.test(before3);
    if (test(line.slice(index + 1, endOfPart(line, index + 1)), isGroup ? line.slice(0, index) : before3)) return true;
    from = index;
  }
  return false;
}
function joinPipes(text) {
  let line = text;
  for (const [from, to] of [["||", ";"], ["&&", ";"], ["|&", "|"], ["| \n", "|"], ["|\n", "|"], ["\n|", "|"], ["\n |", "|"]]) line = line.replaceAll(from, to);
  return line;
}
function endOfPart(text, from) {
  const part = text.slice(from);
  const end = part.search(/[|;\n]/);
  return end < 0 ? text.length : from + end;
}

// src/core/inspect/command-targets.ts
var folders = "bin|boot|dev|etc|home|lib(?:32|64)?|opt|proc|root|sbin|srv|sys|usr|var|users|library|usr/(?:s?bin|lib|local)|var/(?:lib|log)|applications|windows";
var variables = "systemroot|systemdrive|windir|userprofile";
var content = `\\.?\\*{0,2}(?:\\.\\*)?`;
var wildcard = `/[\\w.-]{0,8}[*?[{][^/]*/?`;
var vitalWord = new RegExp(
  `^(?:(?:/(?:(?:${folders})/?)?|~\\w{0,20}/?|\\$\\{?home(?:[:%#][^}]*)?\\}?/?|[a-z]:[\\\\/]{0,2}(?:(?:windows|users|program ?files)[\\\\/]?)?|%(?:${variables})%[\\\\/]?|\\$\\{?env:(?:${variables})\\}?[\\\\/]?)${content}|${wildcard})$`,
  "i"
);
var vitalHint = `(?:^|[\\s=,;|&{(\\x60])(?:/+(?:(?:${folders})/*)?${content}(?=$|[\\s,;|&)}\\x60])|/[\\w.-]{0,8}[*?[{]|~|\\$\\{?(?:home|env:)|[a-z]:(?!\\w)|%[a-z])|/\\.{1,2}/`;
function isVital(word) {
  if (vitalWord.test(word)) return true;
  return word.includes("/") && vitalWord.test(resolve(word));
}
function aimsAtVital(words5) {
  return words5.some(isVital);
}
function resolve(path) {
  const kept2 = [];
  const parts = path.split("/");
  for (const [index, part] of parts.entries()) {
    if (part === ".." && kept2.length > 1) kept2.pop();
    else if (part !== "" && part !== "." || index === 0 || index === parts.length - 1 && part === "") kept2.push(part);
  }
  return kept2.join("/") || "/";
}

// src/core/inspect/command-destructive.ts
var device = `/dev/(?:[hsv]d[a-z]|xvd[a-z]|nvme\\d|mmcblk\\d|r?disk\\d|mapper/|md\\d|dm-\\d|k?mem(?!\\w)|port(?!\\w))`;
var accounts = `/etc/(?:passwd|g?shadow|sudoers)(?![\\w.-])`;
var overwritten = new RegExp(`^(?:of=)?(?:${device}|${accounts})`, "i");
var certain = new RegExp(
  `>[|&]? ?(?:${device}|${accounts}|/proc/sysrq-trigger)|%0 ?\\| ?%0|fork(?:\\(\\))? ?while ?(?:1|fork|true)|while ?\\(? ?1 ?\\)? ?\\{? ?fork|rmtree\\( ?[/~][),]`,
  "i"
);
var removers = ["rm", "chmod", "chown", "chgrp", "mv", "rd", "rmdir", "del", "erase", "ri", "remove-item"];
var writers = ["mkfs", "mke2fs", "mkswap", "wipefs", "shred", "dd", "blkdiscard", "sgdisk", "fdisk", "parted", "truncate", "hdparm", "format", "tee", "cp"];
var administration = ["vssadmin", "wbadmin", "wmic", "bcdedit", "cipher", "clear-disk", "get-wmiobject"];
var names2 = /* @__PURE__ */ new Set(["cd", "find", ...removers, ...writers, ...administration]);
var commandDestructive = inspectCommands("command.destructive", (reading) => {
  if (reading.has(certainWords) && certain.test(reading.text) || hasBomb(reading.text)) return true;
  const folder2 = new Folder();
  const anyHint = reading.has(administrationWords) ? administrationHint : hint;
  if (!anyHint.test(reading.text)) return false;
  return someCall(reading, names2, anyHint, (call) => folder2.enters(call) || destroys(call, folder2)) || clearsDrive(reading);
});
var certainWords = ["/dev/", "/etc/", "/proc/", "%0", "fork", "rmtree"];
var administrationWords = ["vssadmin", "shadowcopy", "wbadmin", "recoveryenabled", "clear-disk"];
var hint = new RegExp(`${vitalHint}|${device}|${accounts}|/w|(?:^|[ /])\\*`, "i");
var administrationHint = new RegExp(`${hint.source}|${administrationWords.join("|")}`, "i");
var Folder = class {
  isVital = false;
  enters({ name, words: words5 }) {
    if (name === "cd") this.isVital = words5.some(isVital);
    return false;
  }
};
var definition = /(?<![\w.-])(:|\w{1,40}) ?\(\) ?\{/g;
var mostRead = 4e5;
function hasBomb(text) {
  if (!text.includes("()") || !text.includes("|") || !text.includes("}")) return false;
  let read2 = 0;
  for (const match of text.matchAll(definition)) {
    const end = text.indexOf("}", match.index);
    read2 += Math.max(0, end - match.index);
    if (read2 > mostRead) return true;
    const body2 = text.slice(match.index + match[0].length, end < 0 ? match.index : end).replaceAll(" ", "").replaceAll("\n", ";");
    if (body2.includes("&") && `;${body2}`.includes(`;${match[1] ?? ""}|${match[1] ?? ""}`)) return true;
  }
  return false;
}
function clearsDrive({ text }) {
  return somePipe(text, /\|[^|;&\n]*?remove-item/gi, (_, before3) => /(?:get-childitem|gci|dir|ls) /i.test(before3) && before3.split(" ").some((word) => /^[a-z]:[\\/]?\*?$/i.test(word)));
}
function destroys({ name, words: words5 }, folder2) {
  const has = (...wanted) => wanted.every((one) => words5.some((word) => word.toLowerCase() === one));
  switch (name) {
    case "rm":
      return words5.some((word) => isRecursive(word) || word.endsWith("*")) && (aimsAtVital(words5) || folder2.isVital && words5.some((word) => /^(?:\.\/)?\*$/.test(word)) && words5.some(isRecursive));
    case "chmod":
    case "chown":
    case "chgrp":
      return words5.some(isRecursive) && aimsAtVital(words5);
    case "mv":
      return aimsAtVital(words5.slice(0, -1)) && words5.includes("/dev/null");
    case "rd":
    case "rmdir":
    case "del":
    case "erase":
    case "ri":
    case "remove-item":
      return words5.some((word) => /^(?:\/[sq]|-r(?:ec?u?r?s?e?)?)$/i.test(word)) && aimsAtVital(words5);
    case "format":
      return words5.some((word) => /^[a-z]:$/i.test(word));
    case "find":
      return clears(words5);
    case "parted":
    case "fdisk":
    case "sgdisk":
    case "hdparm":
      return words5.some((word) => /^(?:mklabel|mktable|rm|-Z|--zap-all|-o|--security-erase)$/.test(word)) && words5.some((word) => overwritten.test(word));
    case "cp":
      return overwritten.test(words5.at(-1) ?? "") && /^\/dev\//.test(words5.at(-2) ?? "");
    case "dd":
      return words5.some((word) => word.startsWith("of=") && overwritten.test(word));
    case "vssadmin":
      return has("delete", "shadows");
    case "wbadmin":
      return has("delete") && (has("catalog") || has("systemstatebackup") || has("backup"));
    case "bcdedit":
      return has("recoveryenabled", "no");
    case "wmic":
    case "get-wmiobject":
      return words5.some((word) => /shadowcopy$/i.test(word)) && words5.some((word) => /^delete/i.test(word));
    case "cipher":
      return words5.some((word) => /^\/w/i.test(word));
    case "clear-disk":
      return true;
    default:
      return name !== "cd" && words5.some((word) => overwritten.test(word));
  }
}
function isRecursive(word) {
  return /^-[a-z]*r/i.test(word) || word === "--recursive" || word === "--no-preserve-root";
}
function clears(words5) {
  if (!isVital(words5[0] ?? "") || words5.some((word) => selective.test(word))) return false;
  const at = words5.findIndex((word) => /^-(?:exec|ok)(?:dir)?$/.test(word));
  return words5.includes("-delete") || at >= 0 && words5.slice(at + 1).some((word) => /^(?:\S*\/)?(?:rm|shred)$/.test(word));
}
var selective = /^-(?:i?l?name|i?path|i?wholename|i?regex|[acm](?:time|min)|c?newer|size|user|group|nouser|empty|perm|inum|maxdepth)$/;

// src/core/inspect/command-interpreters.ts
var shells = /* @__PURE__ */ new Set(["sh", "bash", "dash", "ash", "ksh", "zsh", "tcsh", "csh", "fish"]);
var versions = ["", "2", "3", ...Array.from({ length: 12 }, (_, minor) => `3.${minor + 4}`)];
var languages = /* @__PURE__ */ new Set([...versions.map((version2) => `python${version2}`), "perl", "ruby", "node", "php", "lua", "osascript"]);
var others = ["pwsh", "powershell", "source", ".", "deno", "bun", "crontab", "batch"];
var interpreters = /* @__PURE__ */ new Set([...shells, ...languages, ...others]);
var ownProgram = /^-[a-z]*[cmenpr]|^--(?:eval|print|command)/i;
var fromInput = /* @__PURE__ */ new Set(["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]);
function runsInput(part) {
  let text = part;
  for (const bracket of "(){}&") text = text.replaceAll(bracket, " ");
  const comment = text.indexOf(" #");
  return callsOf(wordsOf(comment < 0 ? text : text.slice(0, comment)), interpreters).some(readsInput);
}
function readsInput({ name, words: words5 }) {
  const end = words5.findIndex((word) => /^\d*[<>]/.test(word));
  const given2 = end < 0 ? words5 : words5.slice(0, end);
  const [first] = given2;
  if (shells.has(name)) return shellReadsInput(given2);
  if (name === "batch") return true;
  if (languages.has(name)) return !given2.some((word) => ownProgram.test(word)) && isInput(given2.find((word) => word === "-" || !word.startsWith("-")));
  if (name === "pwsh" || name === "powershell") return first === void 0 || given2.includes("-");
  return first !== void 0 && given2.some((word) => fromInput.has(word));
}
function shellReadsInput(words5) {
  const program3 = words5.findIndex((word) => /^-[a-z]*c$/i.test(word));
  if (program3 >= 0) return /^(?:$|[{}$%@])/.test(words5[program3 + 1] ?? "");
  if (words5.some((word) => /^-[a-z]*s$/.test(word))) return true;
  return isInput(words5.find((word, at) => !/^[-+]./.test(word) && !/^[-+]o$/.test(words5[at - 1] ?? "")));
}
function isInput(word) {
  return word === void 0 || fromInput.has(word);
}
function isShell(part) {
  return callsOf(wordsOf(part), shells).length > 0;
}

// src/core/inspect/command-blanks.ts
var runs = [64, 8, 2].map((length) => " ".repeat(length));
function collapseAll(text) {
  let rest = text;
  for (const run2 of runs) while (rest.includes(run2)) rest = rest.replaceAll(run2, " ");
  return rest;
}

// src/core/inspect/command-reading.ts
var longestCommand = 16384;
var otherBlanks = ["	", "\r", "\v", "\f", " "];
var redirections = [[">&", ">"], ["<&", "<"], ["&>", ">"]];
var separators = [";", "|", "&", "(", ")", "`"];
var CommandReading = class {
  text;
  #simple;
  #lower;
  constructor(text) {
    this.text = text;
  }
  /** Whether one of these words, in small letters, is in it: native searches, far cheaper than a pattern. */
  has(words5) {
    const lower = this.#lower ??= this.text.toLowerCase();
    return words5.some((word) => lower.includes(word));
  }
  /** The simple commands: what stands between separators. Redirections stand apart from words. */
  get simple() {
    return this.#simple ??= splitSimple(this.text);
  }
};
function readCommand(text) {
  const plain4 = plainOf(text.slice(0, longestCommand));
  const bare = escapes.reduce((rest, escape2) => rest.replaceAll(escape2, ""), plain4);
  return bare === plain4 ? [new CommandReading(plain4)] : [new CommandReading(plain4), new CommandReading(bare)];
}
var escapes = ["\\", "^", "`"];
function plainOf(text) {
  let plain4 = text.replaceAll("\\\r\n", "").replaceAll("\\\n", "");
  if (plain4.includes("$'")) plain4 = plain4.replace(quotedEscapes, (_, body2) => unescapeBody(body2));
  if (plain4.includes("$")) plain4 = plain4.replace(fieldSeparator, " ").replaceAll("$@", "").replaceAll("$*", "");
  for (const joined of ["'+'", '"+"']) plain4 = plain4.replaceAll(joined, "");
  for (const quote4 of ['\\"', "\\'", '"', "'"]) plain4 = plain4.replaceAll(quote4, "");
  for (const blank2 of otherBlanks) plain4 = plain4.replaceAll(blank2, " ");
  return collapseAll(plain4);
}
var fieldSeparator = /\$(?:ifs(?:\$\d)?(?!\w)|\{ifs[^}\n]{0,20}\})/gi;
var quotedEscapes = /\$'((?:[^'\\]|\\[^])*)'/g;
var escapedCharacter = /\\(?:x([\da-f]{1,2})|([0-7]{1,3}))/gi;
function unescapeBody(body2) {
  return body2.replace(escapedCharacter, (_, hex2, octal = "") => String.fromCharCode(hex2 === void 0 ? parseInt(String(octal), 8) : parseInt(hex2, 16)));
}
function splitSimple(text) {
  let rest = text;
  for (const [from, to] of redirections) rest = rest.replaceAll(from, to);
  for (const separator of separators) rest = rest.replaceAll(separator, "\n");
  return rest.replaceAll("<<<", " <<< ").replaceAll(">", " >").split("\n");
}

// src/core/inspect/command-sources.ts
var fetchers = ["curl", "wget", "fetch", "aria2c", "lynx", "lwp-download", "lwp-request", "httpie", "http"];
var fetched = new RegExp(`(?<![\\w.-])(?:${fetchers.join("|")})(?:\\.exe)? `, "i");
var decoders = /* @__PURE__ */ new Set(["base64", "base32", "basenc", "openssl", "xxd", "rev", "printf", "echo", "tr", "uudecode"]);
var decoding = /-\w*[dr]|rev|\\[x0-7]|n-z|uudecode|frombase64string|base64\.b64decode/i;
var decoderWords = ["base", "openssl", "xxd", "rev", "printf", "echo", "tr ", "uudecode", "frombase64"];
function hasSource(text) {
  const lower = text.toLowerCase();
  if (fetchers.some((name) => lower.includes(name)) && fetched.test(text)) return true;
  if (!decoderWords.some((word) => lower.includes(word)) || !decoding.test(text)) return false;
  return /frombase64string|base64\.b64decode/i.test(text) || new CommandReading(text).simple.some((simple) => decoding.test(simple) && decodes(wordsOf(simple)));
}
function decodes(words5) {
  return callsOf(words5, decoders).some((call) => {
    const has = (pattern) => call.words.some((word) => pattern.test(word));
    switch (call.name) {
      case "rev":
      case "uudecode":
        return true;
      case "xxd":
        return has(/^-\w*r/i);
      case "openssl":
        return has(/^(?:enc|base64|aes|des)/i) && has(/^-d$/i);
      case "printf":
      case "echo":
        return has(/\\(?:x[\da-f]{2}|0?[0-7]{3})/i);
      case "tr":
        return has(/n-z/i);
      default:
        return has(/^-\w*d|^--d/i);
    }
  });
}

// src/core/inspect/command-drops.ts
var temporary = /\/(?:tmp|var\/tmp|dev\/shm)(?![\w-])|chmod 0?777/i;
var fetches = new Set(fetchers);
var names3 = /* @__PURE__ */ new Set([...fetchers, ...interpreters, "chmod"]);
var shared = /^\/(?:tmp|var\/tmp|dev\/shm)\//i;
var hint2 = new RegExp(`/|chmod|(?:${fetchers.join("|")}) |(?:sh|python[\\d.]*|perl) `, "i");
var mostLooked2 = 300;
function dropsProgram({ text, simple }) {
  if (!temporary.test(text)) return false;
  const files = /* @__PURE__ */ new Set();
  const programs = /* @__PURE__ */ new Set();
  let hasFetched = false;
  let looked2 = 0;
  for (const command of simple) {
    if (command === "" || !hint2.test(command)) continue;
    if (++looked2 > mostLooked2) return programs.size > 0;
    const words5 = wordsOf(command);
    const calls = callsOf(words5, names3);
    if (hasFetched && (calls.some((call) => runsFile(call, files, programs)) || programs.size > 0 && runsItself(words5, programs))) return true;
    for (const call of calls) {
      if (fetches.has(call.name)) {
        hasFetched = true;
        for (const word of words5) files.add(fileOf(word));
      } else if (call.name === "chmod" && hasFetched && call.words.some((word) => /^(?:[augo]*\+\w*x|0?[0-7]*[1357][0-7]*)/.test(word))) {
        for (const word of call.words) programs.add(fileOf(word));
      }
    }
  }
  return false;
}
function runsFile({ name, words: words5 }, files, programs) {
  const program3 = interpreters.has(name) ? words5.find((word) => !word.startsWith("-")) : void 0;
  return program3 !== void 0 && (programs.has(fileOf(program3)) || shared.test(program3) && files.has(fileOf(program3)));
}
function runsItself(words5, programs) {
  const path = words5.find((word) => /^(?:\.{0,2}|~)\//.test(word) && (programs.has(fileOf(word)) || programs.has("*")));
  return path !== void 0 && callsOf(words5, /* @__PURE__ */ new Set([fileOf(path).toLowerCase()])).length > 0;
}
function fileOf(word) {
  return word.slice(Math.max(word.lastIndexOf("/"), word.lastIndexOf(">")) + 1);
}

// src/core/inspect/command-living-off.ts
var names4 = /* @__PURE__ */ new Set(["certutil", "mshta", "regsvr32", "rundll32", "msiexec", "bitsadmin", "cscript", "wscript", "powershell", "pwsh"]);
var hint3 = /certutil|mshta|regsvr32|rundll32|msiexec|bitsadmin|[cw]script|powershell|pwsh/i;
var remote = /^(?:https?:|\\\\|vbscript:|javascript:|url\.dll)/i;
var encodedCommand = "encodedcommand";
function livesOff(reading) {
  const { text } = reading;
  const at = reading.has(["downloadfile("]) ? text.search(/downloadfile\(/i) : -1;
  if (at >= 0 && /start-process|invoke-item|[;\n] ?& /i.test(text.slice(at))) return true;
  return reading.has([...names4]) && someCall(reading, names4, hint3, fetchesOrHides);
}
function fetchesOrHides({ name, words: words5 }) {
  switch (name) {
    case "certutil":
      return words5.some((word) => /^[-/](?:urlcache|verifyctl)/i.test(word));
    case "bitsadmin":
      return words5.some((word) => /^\/(?:transfer|addfile)$/i.test(word));
    case "regsvr32":
      return words5.some((word) => /^\/i:(?:https?:|\\\\)/i.test(word));
    case "powershell":
    case "pwsh":
      return words5.some((word, at) => isEncoded(word.toLowerCase()) && /^[a-z0-9+/=]{16}/i.test(words5[at + 1] ?? ""));
    default:
      return words5.some((word) => remote.test(word));
  }
}
function isEncoded(option3) {
  const name = option3.slice(1);
  return /^[-/]e/.test(option3) && (encodedCommand.startsWith(name) || name === "ec");
}

// src/core/inspect/command-substitutions.ts
var opening = /[$<]\(|`/g;
var runsWords = /* @__PURE__ */ new Set(["eval", ...interpreters]);
var nothing = /^(?:[ {!]|then |do |else |sudo |exec |nohup )*$/;
function someRunSubstitution(text, test) {
  let end = 0;
  let isRun2 = false;
  for (const { index, 0: mark } of text.matchAll(opening)) {
    if (index < end) continue;
    const head = text.slice(end, index);
    const at = lastSeparator(head);
    isRun2 = runs2(head.slice(at + 1), mark, end === 0 || at >= 0 ? head.charAt(at) : "x") || at < 0 && isRun2;
    const close = mark === "`" ? text.indexOf("`", index + 1) : closingOf(text, index + 2);
    end = close < 0 ? text.length : close;
    if (isRun2 && test(text.slice(index + mark.length, end))) return true;
    end++;
  }
  return false;
}
function runs2(head, mark, before3) {
  if (nothing.test(head)) return mark !== "<(" && before3 !== "x" && !(mark === "`" && before3 === "\n");
  return callsOf(wordsOf(head.replaceAll("<<<", " <<< ")), runsWords).some(({ name, words: words5 }) => {
    if (name === "eval") return true;
    const operands = words5.filter((word) => !word.startsWith("-"));
    if (operands.every((word) => word === "<") && mark === "<(") return true;
    if (words5.at(-1) === "<<<") return true;
    return words5.some((word) => (shells.has(name) ? /^-[a-z]*c$/i : /^-[cer]$/).test(word));
  });
}
function lastSeparator(text) {
  return Math.max(...[";", "|", "&", "\n", "("].map((separator) => text.lastIndexOf(separator)));
}
function closingOf(text, from) {
  let depth = 1;
  let at = from;
  let open5 = text.indexOf("(", from);
  for (; ; ) {
    const close = text.indexOf(")", at);
    if (close < 0) return -1;
    while (open5 >= 0 && open5 < close) {
      depth++;
      open5 = text.indexOf("(", open5 + 1);
    }
    if (--depth === 0) return close;
    at = close + 1;
  }
}

// src/core/inspect/command-remote-script.ts
var invokes = /(?<![\w-])(?:iex|invoke-expression)(?![\w-])|\[scriptblock\]::create|& ?\( ?\[?scriptblock/i;
var fetches2 = /(?<![\w-])(?:iwr|irm|invoke-webrequest|invoke-restmethod|curl|wget)(?![\w-])|download(?:string|data|file)|webclient|frombase64string|start-bitstransfer|openread\(/i;
var executesDecoded = /(?<![.\w])exec\( ?(?:__import__\((?:base64|codecs|urllib)|(?:base64|codecs)\.\w|urllib|requests\.get|compile\()/i;
var interpreter = `(?:(?:ba|da|k|z|tc|c|a|fi)?sh|python[\\d.]*|perl|ruby|node|php|lua|pwsh|powershell|source|\\.|osascript|deno|bun|batch|crontab)(?![\\w.-])`;
var intoInterpreter = new RegExp(`\\|[^|;\\n]*?(?<![\\w.-])${interpreter}`, "gi");
var commandRemoteScript = inspectCommands("command.remote-script", (reading) => {
  const { text } = reading;
  if (reading.has(["exec("]) && executesDecoded.test(text)) return true;
  if (reading.has(["iex", "invoke-expression", "scriptblock"]) && invokes.test(text) && fetches2.test(text)) return true;
  if (livesOff(reading)) return true;
  return hasSource(text) && (pipesScript(text) || someRunSubstitution(text, hasSource) || dropsProgram(reading));
});
function pipesScript(text) {
  return somePipe(text, intoInterpreter, (part, before3) => hasSource(before3) && runsInput(part));
}

// src/core/inspect/command-reverse-shell.ts
var netcats = /* @__PURE__ */ new Set(["nc", "ncat", "netcat", "socat"]);
var aNetcat = /(?<![\w.-])(?:nc|ncat|netcat|socat)(?:\.exe)? /i;
var connects = /(?<![\w.-])(?:nc|ncat|netcat|telnet|socat|s_client)(?:\.exe)? /i;
var intoShell = /\|[^|;\n]*?(?<![\w.-])(?:ba|da|k|z|tc|c|a|fi)?sh(?![\w.-])/gi;
var intoConnection = /\|[^|;\n]*?(?<![\w.-])(?:nc|ncat|netcat|telnet|socat|s_client)(?:\.exe)? /gi;
var shellWord = /(?<![\w.-])(?:ba|da|k|z|tc|c|a)?sh(?![\w.-])|cmd\.exe|powershell/i;
var redirected = /^\d*[<>]/;
var socket = /(?<![\w./$-])(?:\w{0,20}::)?sockets?(?![\w/-])|-rsocket|socket\.socket|tcpsocket|require\(\\?net\\?\)|fsockopen|tcpclient|net\.(?:connect|createconnection|dial)\(|\/inet\/(?:tcp|udp)\//i;
var handsOver = /dup2|pty\.spawn|subprocess|child_process|os\.system|popen|proc_open|shell_exec|passthru|(?<![\w.])system\(|(?<![\w.])exec ?\(|open\(std(?:in|out|err),|fdopen|(?<!#! ?)\/bin\/(?:ba|da|k|z)?sh(?![\w.-])|cmd\.exe|iex\W|invoke-expression|startinfo|processbuilder|getruntime|\|& ?getline|io\.popen|%x\(|spawn\(/i;
var commandReverseShell = inspectCommands("command.reverse-shell", (reading) => {
  const { text } = reading;
  if (reading.has(["sock", "tcpclient", "net.", "net)", "/inet/"]) && socket.test(text) && handsOver.test(text)) return true;
  if (reading.has(["nc", "ncat", "netcat", "socat"]) && aNetcat.test(text) && someCall(reading, netcats, aNetcatAtEnd, servesShell)) return true;
  if (reading.has(["nc", "netcat", "telnet", "socat", "s_client"]) && connects.test(text) && (pipesShell(text) || reading.has(["mkfifo", "mknod", "backpipe"]) && shellWord.test(text))) return true;
  return connectsShell(reading);
});
var aNetcatAtEnd = /(?:nc|ncat|netcat|socat)(?:\.exe)?(?= )/i;
function connectsShell(reading) {
  const { text } = reading;
  const isConnected = reading.has(["/dev/tcp/", "/dev/udp/"]);
  if (isConnected && (reading.has(["read "]) && /\bdo (?:eval )?\$\w/i.test(text) || somePipe(text, intoShell, (part, before3) => /<&\d/.test(before3) && runsInput(part)))) return true;
  if (reading.has(["xterm "]) && reading.has(["-display"]) || reading.has(["ztcp "]) && reading.has(["zsh"])) return true;
  if (!isConnected && !(reading.has(["sh -"]) && /sh -[^\s-]*i/i.test(text))) return false;
  return someCall(reading, shells, isConnected ? /[<>]/ : /-\w*i/i, ({ name, words: words5 }) => {
    if (!words5.some((word) => redirected.test(word))) return false;
    return (words5.some((word) => /^-[a-z]*i$/.test(word)) || isConnected) && readsInput({ name, words: words5 });
  });
}
function pipesShell(text) {
  if (!text.includes("|") || !shellWord.test(text)) return false;
  if (somePipe(text, intoShell, (part, before3) => connects.test(before3) && runsInput(part))) return true;
  return somePipe(text, intoConnection, (_, before3) => before3.split("|").some((part) => isShell(part) && runsInput(part)));
}
function servesShell({ name, words: words5 }) {
  if (name === "socat") return words5.some((word) => /^(?:exec|system|shell):/i.test(word) && (shellWord.test(word) || /shell:/i.test(word)));
  return words5.some((word, at) => {
    if (!word.startsWith("-")) return false;
    const [, inWord = ""] = /^--(?:sh-)?exec=?(.*)/i.exec(word) ?? /^-\w{0,20}[ec](\W.*)?$/i.exec(word) ?? [];
    return /^--(?:sh-)?exec|^-\w{0,20}[ec](?:\W|$)/i.test(word) && isServed(inWord === "" ? words5[at + 1] ?? "" : inWord);
  });
}
function isServed(word) {
  return /(?:^|[\\/])(?:(?:ba|da|k|z|tc|c|a)?sh|cmd|powershell|pwsh)(?:\.exe)?$/i.test(word);
}

// src/core/inspect/path-names.ts
function namesSensitiveFile(path) {
  const plain4 = path.replace(/\/[./]*\//g, "/");
  return unixSystem.test(plain4) || unixSecret.test(plain4) || applicationSecret.test(plain4) || windowsSystem.test(plain4) || userStore.test(plain4) || systemFolder.test(plain4) && serverFile.test(plain4) || namesByWildcard(plain4);
}
var unixSystem = /\/(?:etc\/(?:(?:passwd|shadow|group|subuid|subgid)-?|gshadow-?|opasswd|master\.passwd|hosts(?:\.(?:allow|deny|equiv))?|hostname|issue|fstab|exports|sudoers|crontab|anacrontab|cron\.\w+|at\.(?:allow|deny)|security|pam\.(?:d|conf)|ssh|ssl\/private|pki\/tls\/private|krb5\.(?:keytab|conf)|my\.cnf|mysql|kubernetes|rancher|wireguard|openvpn|ipsec\.(?:secrets|conf)|letsencrypt|networkmanager\/system-connections|netplan|network\/interfaces|inetd\.conf|inittab|redhat-release|environment|rc\.local|profile\.d|ld\.so\.preload|resolv\.conf|motd|gitlab\/gitlab\.rb|[uw]tmp)|proc\/(?:self|thread-self|\d{1,10}|kcore|kallsyms|keys|version|cmdline|mounts|sched_debug|net|config\.gz|sysrq-trigger|sys\/kernel)|sys\/(?:firmware|hypervisor|class\/dmi|kernel\/(?:debug|security))|dev\/(?:k?mem|port|tcp|udp|fd\/\d)|(?:var\/)?run\/(?:secrets|containerd|crio|[uw]tmp)|var\/(?:db\/shadow|lib\/(?:kubelet|etcd|docker\/\w|cloud\/instances?|waagent|mysql\/mysql|php\d?\/sessions?)|spool\/cron|mail|spool\/mail|backups\/(?:g?shadow|passwd|group)|log\/(?:auth|secure|wtmp|btmp|lastlog|faillog)|adm\/[uw]tmpx?|jenkins_home\/secrets)|tmp\/sess_\w+|root\/\.\w+)(?![\w-])|etc\/(?:passwd|g?shadow|sudoers)(?![\w-])/;
var unixSecret = /(?:^|[/:=?&'"(,;}%])(?=[._a-z])(?:\.ssh|\.gnupg|\.azure|\.password-store|\.aws\/(?:credentials|config|sso)|\.kube\/(?:config|cache)|\.docker\/(?:config\.json|secrets)|\.dockercfg|\.dockerenv|[._]netrc|\.pgpass|\.my\.cnf|\.git-credentials|\.git\/(?:config|hooks|credentials|head|index|logs)|\.svn\/(?:entries|wc\.db)|\.hg\/(?:hgrc|store)|\.npmrc|\.pypirc|\.ht(?:passwd|access)|\.[a-z_]{2,16}_history|\.lesshst|\.viminfo|\.vault-token|\.boto|\.s3cfg|\.rhosts|\.config\/(?:gcloud|gh\/hosts\.yml|rclone|hub)|\.cargo\/credentials|\.m2\/settings(?:-security)?\.xml|\.gradle\/gradle\.properties|\.gem\/credentials|\.composer\/auth\.json|\.terraform\.d\/credentials|\.n8n\/config|\.vscode\/sftp\.json|\.idea\/(?:datasources|webservers)|docker\.sock|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?!\.pub)|ssh_host_\w{1,20}_key(?!\.pub)|application_default_credentials\.json)(?![\w-])/;
var applicationSecret = /(?:^|[/:=?&'"(,;])(?=[\w.])(?:\.env(?:\.(?!example|sample|template|dist|defaults?|schema|test)[\w-]{1,40})*(?![\w-]|\.(?:example|sample|template|dist|defaults?|schema|test))|(?:wp-config|localsettings|configuration|config\.inc)\.php|(?:web|meta)-inf\/(?:\w{0,40}\.xml|classes|context)|web-inf(?:\/\w{0,40}|web)|sites\/default\/settings\.php|app\/etc\/(?:local\.xml|env\.php)|(?:web|machine|applicationhost)\.config|config\/(?:master\.key|secrets\.ya?ml|credentials\.yml\.enc)|gitlab-secrets\.json|tomcat-users\.xml|(?:jenkins\/|jenkins_home\/)credentials\.xml|terraform\.tfstate|oauth-private\.key|[^/]{1,64}\.(?:kdbx|ppk)$|logins\.json|key[34]\.db|(?<=\/)login data)(?![\w-])/;
var userStore = /\/(?:share\/keyrings|library\/keychains|(?:firefox|thunderbird)\/(?:[^/]{1,64}\/){0,2}(?:cookies\.sqlite|logins\.json|key[34]\.db|signons\.sqlite)|(?:google-chrome|chromium|chrome\/user data|edge\/user data|brave-browser)\/[^/]{1,32}\/(?:network\/)?(?:cookies|login data|web data)|appdata\/(?:roaming|local)\/(?:microsoft\/(?:credentials|protect|vault|windows\/powershell\/psreadline)|filezilla))(?![\w-])|\/(?:sitemanager|recentservers)\.xml$|\/consolehost_history\.txt$/;
var windowsSystem = /(?:^|[/:=?&'"(,;}%])(?=[bghinpsuw])(?:(?:windows|winnt|systemroot%|windir%)[. ]*\/(?:repair|ntds|panther|debug\/netsetup\.log|desktop\.ini|win\.ini|system\.ini|php\.ini|my\.ini|system32\/(?:config|drivers\/etc|inetsrv|logfiles|cmd\.exe|sysprep|license\.rtf|eula\.txt))|system32\/(?:config|drivers\/etc|inetsrv)|inetpub\/logs|boot\.ini|win\.ini|ntuser\.(?:dat|ini)|ntds\.dit|unattend(?:ed)?\.(?:xml|txt)|autounattend\.xml|sysprep\.(?:inf|xml)|(?:pagefile|hiberfil)\.sys|physicaldrive\d|harddiskvolumeshadowcopy\d|globalroot)(?![\w-])/;
var systemFolder = /^\/?(?:[a-z]:)?\/(?:etc|(?:private\/)?var\/(?:log|adm|www\/logs|run|lib)|usr\/(?:local|lib|pkg|ports)|opt|logs?|xampp|lampp|wamp\w{0,4}|apache\w{0,4}|php\w{0,4}|mysql|nginx|httpd|inetpub|program ?files[^/]{0,8}|volumes|library|private|system)\//;
var serverFile = /\/(?:(?:[a-z]{1,16}[._-]){0,3}(?:access|error|stats|login|ssl)[._-]? ?logs?|xferlog|(?:vs|pro|pure-?|wu-)ftpd?(?:\.(?:conf|log|pdb|passwd))?|mysqld?(?:[._-](?:bin|slow|err|error))*\.(?:log|err|pid)|[uw]tmpx?|exim_?\w{0,8}log|maillog|httpd\.conf|apache2?\.conf|php\w?\.ini|my\.(?:cnf|ini)|proftpd\.conf|lighttpd\.conf|sendmail\.(?:ini|cf)|webalizer\.conf|filezilla server\.xml|ftphosts|(?:php\.d\/\w{1,16}|sysctl|logrotate\.d\/vsftpd)\.(?:ini|conf|log)|sessions?\/(?:sess_\w*)?)(?:\.\d{1,3})?(?:\.(?:gz|bz2|xz|old|bak))? *$/;
var wildcardName = /\/etc\/([a-z]{0,16})[*?[{$][^/]{0,64}?([a-z]{0,16})\]?\}?$/;
var accounts2 = ["passwd", "shadow", "sudoers"];
function namesByWildcard(path) {
  if (!path.includes("/etc/")) return false;
  const [whole, head = "", tail = ""] = wildcardName.exec(path) ?? [];
  if (whole === void 0) return false;
  return accounts2.some((name) => whole.includes(name) || head + tail !== "" && name.length > head.length + tail.length && name.startsWith(head) && name.endsWith(tail));
}

// src/core/inspect/command-secrets.ts
var secrets = [
  `/(?:g?shadow|master\\.passwd|opasswd|sudoers|krb5\\.keytab)(?![\\w.])`,
  "/ssl/private",
  "/etc/(?:wireguard|openvpn|ipsec\\.secrets|rancher|kubernetes)",
  `/etc/[a-z]{0,16}[*?[{]`,
  `_host_\\w{1,20}_key(?![\\w.])`,
  `_(?<=id_)(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?!\\.pub|[\\w-])`,
  `\\.(?:aws|azure|docker|kube|gnupg|config/gcloud|config/gh|terraform\\.d)[/\\\\]`,
  `\\.(?:netrc|pgpass|my\\.cnf|git-credentials|npmrc|pypirc|vault-token|dockercfg|s3cfg|boto|env)(?![\\w-])`,
  `_(?:history|netrc)(?![\\w-])`,
  "_default_credentials",
  `\\.(?:json(?<=logins\\.json)|db(?<=key[34]\\.db)|dit(?<=ntds\\.dit))`,
  " data(?<=login data)",
  `\\.ssh/?\\*?(?![\\w/.*-])`,
  `\\.(?:kdbx|ppk)(?!\\w)`,
  `[/\\\\](?<=config[/\\\\])(?:sam|security|system)(?![\\w-])`,
  `/proc/(?:kcore|(?:self|\\d{1,10}|\\*|thread-self|\\$\\w{1,10}|\\[)\\S{0,20}/(?:environ|mem))`,
  "/run/secrets"
];
var secretParts = new RegExp(`(?=[/._ \\\\])(?:${secrets.join("|")})`, "gi");
var metadata = `\\.(?:254\\.169\\.254(?<=169\\.254\\.169\\.254)|254\\.170\\.2(?<=169\\.254\\.170\\.2)|google\\.internal(?<=metadata\\.google\\.internal)|100\\.100\\.200(?<=100\\.100\\.100\\.200))|:ec2::254(?<=fd00:ec2::254)`;
var metadataAddress = new RegExp(`(?=[.:])(?:${metadata})`, "i");
var variables2 = `(?:env|printenv|export -p|declare -\\w{0,2}x\\w{0,2}|set|get-childitem env:|gci env:)`;
var environment = new RegExp(`(?:^|[;&|\\n({\\x60]) ?(?:sudo )?(?:[\\w./]*/)?${variables2} ?(?:$|[|)\\n;}])`, "i");
var substituted = new RegExp(`(?:\\$\\(|\\x60) ?${variables2} ?[|)\\x60]`, "i");
var sender = "(?:curl|wget|nc|ncat|netcat|socat|telnet|mail|sendmail|ftp|openssl|nslookup|dig|ping|invoke-webrequest|iwr|irm)";
var sends = new RegExp(`(?<![\\w.-])${sender}(?:\\.exe)? |/dev/(?:tcp|udp)/`, "i");
var intoSender = new RegExp(`\\|[^|;\\n]*?(?<![\\w.-])${sender}(?:\\.exe)?(?: |$)`, "gi");
var fetches3 = /(?<![\w.-])(?:curl|wget|http|fetch|lynx|iwr|irm|invoke-(?:webrequest|restmethod)|python[23]?|nc|get)(?:\.exe)? /i;
var dumped = /reg(?:\.exe)? save (?:hklm|hkey_local_machine)\\(?:sam|security|system)|mimikatz|sekurlsa|comsvcs\.dll|lsass(?:\.dmp|\.exe)|security (?:dump-keychain|find-(?:generic|internet)-password)/i;
var dumpWords = [" save ", "mimikatz", "sekurlsa", "comsvcs", "lsass", "security "];
var metadataWords = ["169.254", "100.100.100", "google.internal", "fd00:ec2"];
var users = /^(?:ssh|ssh-\w+|sshfs|mosh|autossh|sshpass|chmod|chown|chgrp|ls|ll|stat|file|test|\[{1,2}|mkdir|touch|rm|shred|unlink|rmdir|git|export|ansible(?:-playbook)?|docker|docker-compose|podman|kubectl|helm|terraform|find|locate|ln|which|visudo|update-\w+|puttygen|plink|pscp|certbot|openssl|cd|pushd|du|dirname|basename|realpath|readlink|setfacl|getfacl|chattr|restorecon|watch|inotifywait|nano|vi|vim|code|pwck|systemctl|awscli|aws|gcloud|az|npm|yarn|pnpm|man|if|unset|history|wine|python3?|node|env|dotenv|set)$/;
var shows = /^(?:cat|tac|nl|less|more|most|bat|head|tail|base64|base32|xxd|od|hexdump|strings|curl|wget|nc|ncat|netcat|socat|scp|rsync|mail|type|gc|get-content|rev|sort|openssl|gpg|tar|zip)$/;
var settings = /(?:^|\/)\.(?:env|npmrc|config\/gh)|\.(?:docker|kube)\//;
var keyOption = /^(?:-[ifk]|--?(?:in)?key|--?(?:identity(?:-file|_file)?|private-key|keyfile|key-file|env-file|ssh-key|kubeconfig|config|include|exclude|name|iname|path|newer|o|out|output))$/;
var handsOn = /-exec(?:dir)?\s{1,4}(?:\S{1,40}\/)?(?:cat|cp|mv|head|tail|base64|tar|curl|nc|scp)(?!\w)/;
var folder = /(?:^|\/)\.(?:ssh|aws|gnupg|kube)\/?\*?$/;
var packs = /^(?:tar|zip|7z|scp|rsync|cp|mv)$/;
var sendsFiles = /^(?:scp|rsync|sftp)$/;
var mostSecrets = 40;
var commandSecrets = inspectCommands("command.secrets", (reading) => {
  const { text } = reading;
  if (reading.has(["env", "export -p", "declare -", "set"]) && environment.test(text) && sendsEnvironment(text)) return true;
  if (reading.has(dumpWords) && dumped.test(text)) return true;
  if (reading.has(metadataWords) && metadataAddress.test(text) && fetches3.test(text)) return true;
  if (!hasSecretPart(text)) return false;
  let words5 = 0;
  return splitCommands(text).some((command) => (words5 += countSecrets(command)) > mostSecrets || showsSecret(command));
});
function hasSecretPart(text) {
  return text.search(secretParts) >= 0;
}
function sendsEnvironment(text) {
  return substituted.test(text) && sends.test(text) || somePipe(text, intoSender, (_, before3) => environment.test(`${before3}|`));
}
function splitCommands(text) {
  const lines = text.replaceAll("&&", "\n").replaceAll("$(", "\n").replaceAll("<(", "\n").replaceAll(";", "\n").replaceAll("|", "\n").replaceAll("`", "\n").replaceAll(")", "\n");
  return lines.split("\n").filter(hasSecretPart);
}
function countSecrets(command) {
  return [...command.matchAll(secretParts)].length;
}
var skipped = /^(?:sudo|doas|env|nohup|time|nice|exec|command|xargs|then|do|else|if|while|!|-.*|\w+=.*|\(|\{|(?:\/?\w+\/)*(?:ba|da|z|k)?sh|cmd(?:\.exe)?|\/c)$/i;
function showsSecret(command) {
  const words5 = wordsOf(command);
  const name = nameOf2(words5.find((word) => !skipped.test(word)) ?? "");
  if (packs.test(name) && packsFolder(name, words5)) return true;
  return words5.some((word, at) => {
    const path = asPath(word);
    if (path === void 0) return false;
    if (name === "find") return handsOn.test(command);
    if (keyOption.test(words5[at - 1] ?? "")) return false;
    if (settings.test(path)) return shows.test(name);
    if (sendsFiles.test(name)) return at < words5.length - 1 && /^[/~.$]/.test(word);
    return !users.test(name) || word.includes("(");
  });
}
function nameOf2(program3) {
  return program3.replace(/^.*[\\/]/, "").replace(/\.exe$/i, "").toLowerCase();
}
function packsFolder(name, words5) {
  const sources2 = /^(?:tar|zip|7z)$/.test(name) ? words5 : words5.slice(0, -1);
  return sources2.some((word, at) => folder.test(word) && !word.includes(":") && !/^(?:-C|--exclude)$/.test(words5[at - 1] ?? ""));
}
function asPath(word) {
  if (!hasSecretPart(word) || /^\d{0,2}>/.test(word)) return void 0;
  const path = word.toLowerCase().replaceAll("\\", "/").replace(/^[\w-]{0,30}[@=<:]+/, "").replace(/\$\{?(?:home|userprofile)\}?/, "~");
  return namesSensitiveFile(path) || /\/proc\/\S{0,200}?(?:environ|mem)$/.test(path) ? path : void 0;
}

// src/core/text/escapes.ts
var escape = /&(?:amp;)*(?:#0{0,8}(\d{1,7});?|#x0{0,8}([\da-f]{1,6});?|(period|sol|bsol|colon|percnt|tab|newline|apos|quot);?)|\\u(?:([\da-f]{4})|\{0{0,8}([\da-f]{1,6})\})|\\x([\da-f]{2})|(?<!%[\da-f])0x(2e|2f|5c)/gi;
var longEscape = /\\U000([\da-fA-F]{5})/g;
var beginsEscape = /[&\\]|0x/i;
var named = {
  period: ".",
  sol: "/",
  bsol: "\\",
  colon: ":",
  percnt: "%",
  tab: "	",
  newline: "\n",
  apos: "'",
  quot: '"'
};
function decodeEscapes(text) {
  if (!beginsEscape.test(text)) return text;
  const shorter = text.replace(longEscape, "\\u{$1}");
  return shorter.replace(escape, (whole, decimal, ...others2) => {
    const [hex2, name, unit, braced, byte, bare] = others2;
    if (name !== void 0) return named[name.toLowerCase()] ?? whole;
    const code = decimal === void 0 ? parseInt(hex2 ?? unit ?? braced ?? byte ?? bare ?? "", 16) : Number(decimal);
    return code <= 1114111 ? String.fromCodePoint(code) : "�";
  });
}
function hasEscapes(text) {
  return decodeEscapes(text) !== text;
}

// src/core/text/fold.ts
var beyondAscii = /[^\0-\x7f]/;
var foldableCharacters = `\\u00a5\\u00aa\\u00ad\\u00b2\\u00b3\\u00b9\\u00ba\\u017f\\u02b0-\\u02b8\\u02e1-\\u02e3\\u034f\\u1d2c-\\u1dbb\\u180b-\\u180e\\u200b-\\u200d\\u2024\\u2025\\u2044\\u2060\\u2064\\u2070-\\u209c\\u20a9\\u2102-\\u217f\\u2215\\u2216\\u2460-\\u24ea\\u29f5\\u29f8\\u2c7c\\u2c7d\\u3002\\ua7f1-\\ua7f4\\ufb00-\\ufb06\\ufe00-\\ufe0f\\ufe33-\\ufe6b\\ufeff\\uff01-\\uff5e\\uff61\\u{1ccd6}-\\u{1ccf9}\\u{1d400}-\\u{1d7ff}\\u{1f100}\\u{1f12b}-\\u{1f149}\\u{1fbf0}-\\u{1fbf9}`;
var foldable = new RegExp(`[${foldableCharacters}]`, "gu");
function foldToAscii(text) {
  if (!beyondAscii.test(text)) return text;
  const found = new Set(text.match(foldable));
  if (found.size > mostReplaced) return text.replace(foldable, foldCharacter);
  let folded = text;
  for (const character of found) folded = folded.replaceAll(character, foldCharacter(character));
  return folded;
}
var mostReplaced = 64;
var singles = {
  "¥": "\\",
  "₩": "\\",
  "∕": "/",
  "⁄": "/",
  "⧸": "/",
  "∖": "\\",
  "⧵": "\\",
  "。": ".",
  "｡": ".",
  "‥": "..",
  "🄀": "0.",
  "ﬀ": "ff",
  "ﬁ": "fi",
  "ﬂ": "fl",
  "ﬃ": "ffi",
  "ﬄ": "ffl",
  "ﬅ": "st",
  "ﬆ": "st",
  "­": "",
  "͏": "",
  "​": "",
  "‌": "",
  "‍": "",
  "⁠": "",
  "⁤": "",
  "\uFEFF": ""
};
var alphabet2 = "abcdefghijklmnopqrstuvwxyz";
var rows = {
  0: [[170, "a"], [178, "23"], [185, "1o"]],
  1: [[383, "s"]],
  2: [[688, "h jr   wy"], [737, "lsx"]],
  29: [[7468, "a b de ghijklmn o prtuwa   bde   g km o   ptu  v"], [7522, "iruv"], [7580, "c   f"], [7611, "z"]],
  32: [[8228, "."], [8304, "0i  456789"], [8319, "n0123456789"], [8336, "aeox hklmnpst"]],
  33: [[8450, "c"], [8458, "ghhhh iill n   pqrrr"], [8484, "z   z k bc eef mo"], [8505, "i"], [8517, "ddeij"], [8544, "i   v"], [8553, "x  lcdmi   v"], [8569, "x  lcdm"]],
  36: [[9398, `${alphabet2}${alphabet2}0`]],
  44: [[11388, "jv"]],
  167: [[42993, "scfq"]],
  254: [[65075, "__"], [65101, "___  . ;:?! (){}  #&*+-<>= \\$%@"]],
  460: [[117974, `${alphabet2}0123456789`]],
  497: [[127275, `cr   ${alphabet2}`]],
  507: [[130032, "0123456789"]]
};
function foldCharacter(character) {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 65281 && code <= 65374) return String.fromCharCode(code - 65248);
  const single2 = singles[character];
  if (single2 !== void 0) return single2;
  if (isSelector(code)) return "";
  if (code >= 9312 && code <= 9331) return String(code - 9311);
  if (code >= 9332 && code <= 9351) return `(${code - 9331})`;
  if (code >= 9352 && code <= 9371) return `${code - 9351}.`;
  if (code >= 120782 && code <= 120831) return String((code - 120782) % 10);
  if (code >= 119808 && code <= 120483) return alphabet2.charAt((code - 119808) % 26);
  const row = rows[code >>> 8]?.find(([first, ascii2]) => code >= first && code < first + ascii2.length);
  const ascii = row?.[1].charAt(code - row[0]);
  return ascii === void 0 || ascii === " " ? character : ascii;
}
function isSelector(code) {
  return code >= 65024 && code <= 65039 || code >= 6155 && code <= 6158;
}

// src/core/inspect/path-reading.ts
var pathKinds = ["path", "id", "any"];
var startsAsPath = /^(?:[/~\\](?![/*])|\\\\|\.{1,2}[/\\]|[a-z]:[/\\]|file:)/i;
var longestStart = 8;
function isPathLike(text, isOneWord2) {
  return !text.includes("\n") && (startsAsPath.test(text.trimStart().slice(0, longestStart)) || isOneWord2());
}
var longestPath = 8192;
var prefix2 = /^(?:\s|url:|view-source:|jar:)*(?:(?:file|netdoc|local_file):)?(?:\/\/[?.]\/(?=.)|\/\?\?\/)?/;
function asPath2(layer) {
  return foldToAscii(layer).toLowerCase().replace(/(?:[\0-\x08\x0e-\x1f\x7f\ufffd]|%[89a-f][\da-f])+/g, "").replaceAll("\\", "/").replace(prefix2, "");
}
function boundPath(text) {
  const half = longestPath / 2;
  return text.length > longestPath ? `${text.slice(0, half)}/${text.slice(-half)}` : text;
}

// src/core/inspect/path-windows.ts
var device2 = "(?:con|prn|aux|nul|clock\\$|conin\\$|conout\\$|(?:com|lpt)[\\d¹²³])";
var bareDevice = new RegExp(`^${device2}[.: ]*$`, "i");
var deviceInFolder = new RegExp(`[\\\\/]${device2}[ ]*(?:[.:\\\\/]|$)`, "i");
var rawDevice = /^\s*(?:[\\/]{2}[.?]|\\\?\?)\\/;
var stream = /^\s*[a-z]:[\\/][^:]*:|:\$(?:i30|data|index_allocation)|\.[a-z]{2,4}:[\w-]{1,64}\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs)$/i;
var shortName = /[\\/][^\\/. ]{1,6}~\d(?![^\\/.])/;
var shortAsWritten = /^(?:[^~]*[\\/])?[A-Z0-9_]{6}~\d(?:\.[A-Z0-9]{1,3})?(?:[\\/]|$)/;
var windowsPath = /^\s*[a-z]:|\\/i;
function isWindowsAlias(path) {
  if (bareDevice.test(path) || rawDevice.test(path) || stream.test(path) || shortAsWritten.test(path)) return true;
  return windowsPath.test(path) && (shortName.test(path) || deviceInFolder.test(path));
}

// src/core/inspect/path-encoding.ts
var pathEncoding = {
  rule: "path.encoding",
  kinds: pathKinds,
  aside: "form",
  finds: (subject) => subject.isPath && isAmbiguous(boundPath(subject.text), () => subject.readings)
};
var pathAlias = {
  rule: "path.encoding",
  kinds: ["path"],
  aside: "form",
  finds: ({ readings }) => readings.layers.some((layer, index) => isWindowsAlias(layer) || index > 0 && hasEscapes(layer))
};
var pathTooLong = {
  rule: "path.encoding",
  kinds: ["path", "id"],
  finds: ({ text }) => text.length > longestPath
};
var anyControl = /[\0-\x1f\x7f]/;
var control = /[\0-\x08\x0e-\x1f\x7f]/;
var overlong = /%(?:c[01][%./\\]|e0%[89]|f0%8|f[89a-d]%[89ab])/i;
var nested = /%(?:25)+(?:2[ef]|5c|00|u[0-9a-f]{4}|c[01]%)/i;
var unicodeEscape = /%u(?:00[0-7]|ff[0135]|20[24]|221[56]|f0|ef)/i;
var split = /%%[2-7][0-9a-f]|%[2-7]%[0-9a-f]|%[0-9a-f]0x(?:2e|2f|5c)/i;
var dataStream = /::\$(?:data|index)/i;
var windowsPath2 = /^\s*[a-z]:|\\/i;
var shortName2 = /[\\/][^\\/. ]{1,6}~\d(?![^\\/.])/;
function isAmbiguous(text, read2) {
  if (control.test(text) || split.test(text) || dataStream.test(text)) return true;
  if (shortName2.test(text) && windowsPath2.test(text)) return true;
  const { layers, settled } = read2();
  return !settled || !anyControl.test(text) && layers.some((layer) => anyControl.test(layer)) || layers.some((layer) => overlong.test(layer) || nested.test(layer) || unicodeEscape.test(layer) || control.test(layer));
}

// src/core/inspect/path-sensitive.ts
var pathSensitive = {
  rule: "path.sensitive",
  kinds: pathKinds,
  aside: "form",
  finds: (subject) => subject.isPath && subject.paths.some(namesSensitiveFile)
};

// src/core/inspect/path-traversal.ts
var pathTraversal = {
  rule: "path.traversal",
  kinds: pathKinds,
  aside: "form",
  finds: (subject) => {
    const { text, kind, isPath } = subject;
    if (!isPath) return climbsInProse(text);
    if (text.length > longestPath && findPlainClimb(text) >= 0) return true;
    return kind !== "any" && (uncPath.test(text) || fileOfHost.test(text)) || subject.paths.some(climbs);
  }
};
var uncPath = /^\s*\\\\[^\\/.?\s][^\\/]*[\\/]/;
var fileOfHost = /^\s*file:(?:[\\/]{4}|[\\/]{2}(?:\\\\|\[|[^\\/.]{1,64}\.[^\\/.]{1,64}\.))/i;
function climbs(path) {
  if (!path.includes("..")) return false;
  if (offBySlash.test(path)) return true;
  const absolute = /^\s*(?:\/|~|[a-z]:)/.test(path);
  let depth = 0;
  let dots = false;
  for (const written of path.split("/")) {
    if (dots) return true;
    if (written === "" || written === ".") continue;
    const last = written.includes("..") ? afterDelimiter(written) : written;
    const segment2 = last.startsWith("..") ? last : written;
    if (segment2 !== written) depth = 0;
    if (!segment2.startsWith("..")) depth++;
    else if (parent.test(segment2)) {
      depth--;
      if (absolute || depth < 0) return true;
    } else if (segment2.startsWith("....") && segment2.length > 4) return true;
    else if (/^\.{3,}$/.test(segment2)) dots = true;
    else depth++;
  }
  return false;
}
var parent = /^\.\.[ \t-\r%\ufffd]*(?:;|$)|^\.\.(?:2f|5c)/;
var offBySlash = /^\/[\w-]{1,64}\.\.\/./;
function afterDelimiter(segment2) {
  const at = segment2.search(/[=?&#:;,'"|()<>\s][^=?&#:;,'"|()<>\s]*$/);
  return at < 0 || at + 1 >= segment2.length ? segment2 : segment2.slice(at + 1);
}
function findPlainClimb(text) {
  const [slash, backslash2] = [text.indexOf("../"), text.indexOf("..\\")];
  return slash < 0 || backslash2 < 0 ? Math.max(slash, backslash2) : Math.min(slash, backslash2);
}
var mostClimbs = 64;
var climbInProse = /\.\.\/[\w./-]{1,256}/g;
var encodedClimb = /(?:%(?:25)*2e(?:%(?:25)*2e|\.)|\.%(?:25)*2e)(?:[/\\]|%(?:25)*(?:2f|5c))|\.\.%(?:25)*(?:2f|5c)/i;
function climbsInProse(text) {
  const percent = text.indexOf("%");
  if (percent >= 0 && encodedClimb.test(text.slice(Math.max(0, percent - 2)))) return true;
  const climb2 = findPlainClimb(text);
  if (climb2 < 0) return false;
  const runs5 = text.slice(climb2).replaceAll("\\", "/").toLowerCase().match(climbInProse) ?? [];
  return runs5.slice(0, mostClimbs).some((run2) => namesSensitiveFile(run2.replace(/^[./]+/, "/")));
}

// src/core/inspect/prompt-hidden.ts
var toModel = /\b(?:ignore|instructions?|system|assistant|agent|model|prompt|user|must|send|call|tool|secret|password|tokens?)\b/i;
var styles = ["display", "visibility", "opacity", "font-size"];
var threeWords2 = /\S\s{1,9}\S{1,99}\s{1,9}\S/;
var unseen = /display ?: ?none|visibility ?: ?hidden|opacity ?: ?0(?![.\d])|font-size ?: ?[01](?:px|pt|em|%)?[;"'\s]/gi;
var terminal = /\x1b\[(?:8m|2J|[0-9;]{0,12}[KA])/;
var emptyLines = /\n(?:[ \t\r]{0,8}\n){9,}/g;
var outOfSight = /^\n(?:[ \t\r]{0,8}\n){39}/;
var longestPart = 2e3;
var mostParts = 64;
var longestTag = 300;
function hidesInstructions(text) {
  if (text.includes("\x1B[") && terminal.test(text) || pushesOutOfSight(text)) return true;
  return [...between2(text, "<!--", "-->"), ...between2(text, "[//]: #", "\n"), ...unseenTexts(text)].some((part) => toModel.test(part) && threeWords2.test(part));
}
function pushesOutOfSight(text) {
  for (const [lines] of text.includes("\n") ? text.trimEnd().matchAll(emptyLines) : []) {
    if (outOfSight.test(lines)) return true;
  }
  return false;
}
function between2(text, opening3, closing3) {
  const parts = [];
  for (let at = text.indexOf(opening3); at >= 0 && parts.length < mostParts; at = text.indexOf(opening3, at + 1)) {
    const part = text.slice(at + opening3.length, at + longestPart);
    const end = part.indexOf(closing3);
    parts.push(end < 0 ? part : part.slice(0, end));
  }
  return parts;
}
function unseenTexts(text) {
  const lower = text.toLowerCase();
  const parts = [];
  if (!text.includes("<") || !styles.some((style) => lower.includes(style))) return parts;
  for (const { index } of text.matchAll(unseen)) {
    if (parts.length === mostParts) break;
    const before3 = text.slice(Math.max(0, index - longestTag), index);
    if (!/<[a-z][^<>]*$/i.test(before3.slice(before3.lastIndexOf("<")))) continue;
    const end = text.indexOf(">", index);
    if (end < 0) continue;
    parts.push(text.slice(end + 1, end + longestPart).split("<", 1)[0] ?? "");
  }
  return parts;
}

// src/core/inspect/prompt-phrases.ts
var blank = `[\\x20\\t\\r\\n]{1,3}`;
var words2 = (most5) => `(?:[\\w']{1,20}${blank}){0,${most5}}`;
var phrase = (source) => new RegExp(source.replaceAll(" ", blank));
var earlier = "(?:previous|prior|above|earlier|preceding|foregoing|former|system|initial|original|safety|all|any|your|my|vorherigen?|bisherigen?|anteriore?s?|precedent[ei]s?|précédente?s?)";
var orders = "(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|commands?|polic(?:y|ies)|constraints?|restrictions?|programming|training|anweisungen|instrucciones|instruções|istruzioni|consignes)";
var setAside = {
  words: ["gnor", "gard", "get", "verride"],
  trigger: ["gnor(?:e|iere|a|ez|ar)", "gard(?<=disregard)", "get(?<=forget)", "verride"],
  rest: `${blank}${words2(4)}(?:${earlier}${blank}${words2(3)}|${orders}|everything|anything|all|what)`,
  pattern: phrase(
    `\\b(?:ignor(?:e|iere|a|ez|ar)|disregard|forget|override) ${words2(4)}(?:${earlier} ${words2(3)}${orders}\\b|${orders} ${words2(1)}(?:anteriores|precedent[ei]|précédentes|above|before)|(?:everything|anything|all|what|whatever) ${words2(2)}(?:above|before|previously|earlier|so far|you (?:were|have been|know|learned)|i (?:said|told)))`
  )
};
var ownRules = {
  words: ["you"],
  trigger: [`your${blank}${words2(2)}(?:prompt|instruct|guidel|rules|program)`],
  pattern: phrase(`\\b(?:reveal|print|show|repeat|output|display|leak|tell me|what (?:is|are|were)|write (?:out|down)) ${words2(5)}your ${words2(2)}(?:prompts?|instructions?|guidelines|rules|programming)\\b`)
};
var otherSelf = {
  words: ["you", "ything"],
  trigger: [`you${blank}(?:are|will|must)${blank}no`, `ything${blank}now`],
  pattern: phrase("\\byou (?:are|will|must) (?:now (?:in |an? |no longer|the |dan\\b|called|going|act)|no longer (?:bound|restricted|an?\\b|limited|subject))|\\bdo anything now\\b")
};
var behindUser = {
  words: ["user"],
  // Older PCRE wants each alternative of a look behind to have one length.
  trigger: [`user(?<=${["tell", "ling", "form", "ming", "tify", "ying", "lert", "ting", "warn", "ning", "show", "wing", "ask", "king", "this to", "that to", " it to", "thing to"].map((before3) => `${before3} the user`).join("|")})`],
  pattern: phrase("\\b(?:do not|don't|never|without|avoid) (?:ever )?(?:(?:tell|inform|notify|alert|warn|show|ask)(?:ing)?|(?:mention|reveal|show|disclos)(?:e|ing)? (?:this|that|it|anything)\\x20to)\\x20the\\x20user\\b")
};
var frame = {
  words: ["[inst", "[/inst", "##", /<(?=[|<]|\/?(?:sys|imp|ins|ass)|start_of)/g],
  trigger: [`<(?:\\||<|/?(?:system|important|instruct|assistant)|start_of_turn)`, `\\[/?inst\\]`, `##{1,3}[ \\t]{0,2}(?:system|instruct|new[ \\t])`],
  pattern: /<\|(?:im_(?:start|end)|system|user|assistant|endoftext|eot_id|start_header_id|end_of_turn)\|>|\[\/?inst\]|<<\/?sys>>|<start_of_turn>|<\/?(?:system|system[-_ ]prompt|important|instructions?|assistant)>|(?:^|\n)[ \t]{0,3}#{2,4}[ \t]{0,2}(?:new[ \t])?(?:system|instructions?)[ \t]{0,2}:/
};
var answer = "(?:answers?|repl(?:y|ies)|responses?|outputs?|solution|implementation|algorithm|codebase)";
var someAnswer = "(?:answer|repl[yi]|respons|output|soluti|implem|algor|codeb)";
var program2 = "(?:code|codebase|implementation|solution|algorithm|program)";
var given = "(?:following|subsequent)\\x20code (?:snippets?|blocks?|excerpts?|sections?)";
var intoAnswer = {
  words: ["you"],
  trigger: [`your(?<=${["in", "to", "of", "ith", "rom", "ify", "nce", "ent", "ate", "ode", "ich"].map((before3) => `${before3} your`).join("|")})${blank}${someAnswer}`],
  pattern: phrase(
    [
      `(?:^|[.!?:\\n][\\x20\\t]{0,3})(?:please )?(?:also )?(?:modify|enhance|augment|translate|encode|enrich)\\x20your ${answer}\\b`,
      `(?:^|[.!?:\\n][\\x20\\t]{0,3})(?:please )?(?:also )?(?:add|append|include|insert|integrate|incorporate|introduce|embed|merge|blend|fuse|ensure|replace|rearrange|make sure) [^.!?\\n]{0,120} (?:in|into|to|of|within|with|from)\\x20your ${answer}\\b`
    ].join("|")
  )
};
var intoCode = {
  words: ["code"],
  trigger: [`code(?<=following code|bsequent code)${blank}(?:sni|blo|exc|sec)`],
  pattern: phrase(`\\byour ${words2(2)}${program2}\\b[^.!?\\n]{0,120} ${given}\\b|\\b${given}\\b[^.!?\\n]{0,120} your ${words2(2)}${program2}\\b`)
};
var setAsideBeyondLatin = {
  words: ["忽略", "忽视", "无视", "無視"],
  trigger: [],
  pattern: /(?:\u5ffd\u7565|\u65e0\u89c6|\u7121\u8996|\u5ffd\u89c6)[^\u3002\n]{0,12}(?:\u6307\u4ee4|\u6307\u793a|\u63d0\u793a|\u547d\u4ee4|\u89c4\u5219)|(?:\u6307\u793a|\u547d\u4ee4|\u6307\u4ee4)[^\u3002\n]{0,6}\u7121\u8996/
};
var phrases = [setAside, ownRules, otherSelf, behindUser, frame, intoAnswer, intoCode, setAsideBeyondLatin];
var around2 = 240;
var mostSpots = 24;
var mostPlaces = 300;
var allSpots = phrases.map((of) => ({ of, spot: { here: new RegExp(`(?:${of.trigger.join("|")})${of.rest ?? ""}`, "y"), pattern: of.pattern } }));
var spotsOf = (word) => allSpots.filter(({ of }) => of.words.includes(word)).map(({ spot }) => spot);
var spots = new Map([...new Set(phrases.flatMap(({ words: ofPhrase }) => ofPhrase))].map((word) => [word, spotsOf(word)]));
function addressesModel(text) {
  const lower = text.toLowerCase();
  for (const [word, some] of spots) {
    if (standsNear(lower, word, some)) return true;
  }
  return false;
}
function standsNear(text, word, some) {
  let found = 0;
  let places = 0;
  for (const at of placesOf(word, text)) {
    if (found >= mostSpots || ++places > mostPlaces) return false;
    for (const { here, pattern } of some) {
      here.lastIndex = at;
      if (!here.test(text)) continue;
      found++;
      const from = Math.max(0, at - around2);
      if (pattern.test((from === 0 ? "" : "x") + text.slice(from, at + around2))) return true;
    }
  }
  return false;
}
function* placesOf(word, text) {
  if (typeof word === "string") for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) yield at;
  else for (const { index } of text.includes("<") ? text.matchAll(word) : []) yield index;
}

// src/core/inspect/prompt-injection.ts
var longestEnd = 32768;
function endsOf(text) {
  return text.length > 2 * longestEnd ? `${text.slice(0, longestEnd)}
${text.slice(-longestEnd)}` : text;
}
var promptOverride = {
  rule: "prompt.override",
  kinds: ["text", "any"],
  mode: "alert",
  aside: "phrases",
  finds: ({ text }) => addressesModel(endsOf(text))
};
var promptFlood = {
  rule: "prompt.flood",
  kinds: ["text", "any"],
  mode: "alert",
  aside: "phrases",
  finds: ({ text }) => text.includes("`".repeat(12))
};
var promptHidden = {
  rule: "prompt.hidden",
  kinds: ["text", "any"],
  mode: "alert",
  aside: "phrases",
  finds: ({ text }) => hidesInstructions(endsOf(text))
};

// src/core/inspect/shell-decode.ts
var separators2 = [
  ["%25", "%"],
  ["%25", "%"],
  ["%0a", "\n"],
  ["%0A", "\n"],
  ["%0d", "\r"],
  ["%0D", "\r"],
  ["%20", " "],
  ["%09", " "],
  ["%3b", ";"],
  ["%3B", ";"],
  ["%7c", "|"],
  ["%7C", "|"],
  ["%26", "&"],
  ["%60", "`"],
  ["%24", "$"],
  ["%28", "("],
  ["%2f", "/"],
  ["%2F", "/"]
];
function decodeSeparators(text) {
  let decoded = text;
  for (const [encoded3, plain4] of separators2) decoded = decoded.replaceAll(encoded3, plain4);
  return decoded;
}

// src/core/inspect/shell-commands.ts
var names5 = {
  "a-e": `a(?:lias|rp|wk)|b(?:as(?:e64|h)|cdedit|itsadmin|usybox)|c(?:at|ertutil|h(?:attr|mod|own)|md|o(?:mm|py)|rontab|s(?:cript|h)|u(?:rl|t)|[dp])|d(?:a(?:sh|te)|el|i[gr]|ocker|[dfu])|e(?:cho|grep|nv|val|x(?:ec|it|p(?:ort|r)))`,
  "f-n": `f(?:grep|ind)|g(?:awk|cc|et(?:ent|facl)|it|rep|unzip|zip)|h(?:ead|istory|ostname|t(?:op|passwd))|i(?:conv|ex|fconfig|nvoke-(?:expression|webrequest)|p(?:config|tables)?|wr|d)|k(?:ill|sh|ubectl)|l(?:ess|s(?:b_release|of)?|wp-(?:download|request)|n)|m(?:ail|k(?:dir|fifo|nod)|ount|shta|v)|n(?:ano|c(?:at)?|et(?:cat|s(?:tat|h))?|ice|map|o(?:de|hup)|pm|slookup)`,
  "o-s": `openssl|p(?:asswd|erl|hp|i(?:ng|p)|kill|ower(?:off|shell)|rint(?:env|f)?|w(?:sh|d)|ython[23]?|s)|r(?:e(?:ad|boot|g(?:svr32)?|start|[nv])|m(?:dir)?|oute|sync|u(?:by|n(?:dll32)?))|s(?:c(?:htasks|p)|e[dt]|ftp|h(?:utdown)?|leep|o(?:cat|rt|urce)|sh|trings|u(?:do)?|ys(?:info|teminfo))`,
  "t-z": `t(?:a(?:il|sk(?:kill|list)|[cr])|c(?:pdump|sh)|e(?:lnet|st|e)|ftp|ime(?:out)?|o(?:uch|p)|r(?:aceroute)?|ype)|u(?:n(?:ame|iq|zip)|ptime|ser(?:add|mod))|v(?:er|im?|ssadmin)|w(?:atch|evtutil|get|ho(?:ami)?|mic|script|c)|x(?:args|xd)|zsh`
};
var beforeName = `(?:([;|&\\x60]|\\$\\(|\\\\[nr]|<\\(|[\\n\\r](?=[ \\t]*['\\x22]{0,2}\\/(?:usr\\/)?s?bin\\/))|\\((?<=[mucnl]\\(|[mucnl] \\()(?<=\\bsystem\\(|\\bpassthru\\(|\\bshell_exec\\(|\\bpopen\\(|\\bproc_open\\(|\\bexec\\(|\\beval\\(|\\bsystem \\(|\\bpassthru \\(|\\bshell_exec \\(|\\bpopen \\(|\\bproc_open \\(|\\bexec \\(|\\beval \\())(?=[\\s'\\x22{!(\\w.\\/])\\s*(?:['\\x22{!]\\s?|\\(\\s?){0,3}(?=[\\w.\\/])(?:\\.{0,2}\\/(?:[\\w.?*]{1,20}\\/){0,4}|usr\\/(?:s?bin|local)\\/)?(?=[a-z])`;
var behindName = `(?:\\.exe)?(?![\\w=]|[.:,\\/*-]\\w|[-:?!,[\\]])`;
var someCandidate = new RegExp(
  `(?=[;|&\\x60$\\\\<\\n\\r(])${beforeName}(?=[a-z]{2})((?:${Object.entries(names5).map(([first, some]) => `(?=[${first}])(?:${some})`).join("|")}))${behindName}`,
  "gi"
);
var everyday = /^(?:a(?:lias|rp)|c(?:at|o(?:mm|py)|ut|[dp])|d(?:ate|el|ir|[dfu])|e(?:cho|nv|val|x(?:ec|it|p(?:ort|r)))|find|git|h(?:ead|istory|ostname)|i(?:conv|[dp])|kill|less|m(?:ail|ount)|n(?:ano|et|ice|ode|pm)|p(?:asswd|ip|rintf?)|r(?:e(?:ad|boot|start|[nv])|oute|un)|s(?:et|hutdown|leep|o(?:rt|urce)|trings)|t(?:a(?:il|c)|est|ime(?:out)?|o(?:uch|p)|ype|r)|u(?:niq|ptime)|v(?:er|i)|w(?:atch|ho|c))$/i;

// src/core/inspect/shell-evidence.ts
var farthest2 = 200;
var argument2 = /^(?:\s{1,4}["']?(?:-{1,2}[a-z\d]|\/[a-z?*]|\/(?:$|\s)|[a-z]{1,8}=[\/~]|~\/|\.{1,2}\/|[a-z]:[\\/]|%\w+%|\*|\$[a-z({_]|[\w-]{1,40}\.(?:txt|conf|cfg|ini|php|env|log|sh|bak|ya?ml|json|key|pem|py|exe|bat|ps1|db|sql)\b)|\$[a-z({_@*]|\s{0,4}<<<|\s{0,4}[<>]{1,2}\s{0,2}[&/\w])/i;
var operand = /^\s{1,4}(?:["'$\\/({]|https?:|ftp:|[\w-]{1,40}(?:\.[\w-]{1,40}){1,5}|\d|[\w-]{1,30}\s?\|)/i;
var farther = /^\s{1,4}(?:[\w.+-]{1,30}\s{1,2}){1,2}(?:-{1,2}[a-z]|\/\w|~\/)/i;
var version = /^\s{1,2}v?\d{1,4}(?:\.\d{1,3}){0,2}(?![\w.])\s{0,2}[a-z,.]/i;
var ends = /^\s{0,4}(?:$|[;|&)`'"#\n\r}]|\\n|%0)/;
var pause = /^\s{1,2}\d{1,4}[smhd]?\s{0,2}(?:$|[;&|)`'"#\n\\])/i;
var quotedWord = /^\s{1,2}(?:["'][^"']{0,60}["'<(]|[a-z]+(?:["'`]|\\n))/i;
var printing = /^(?:echo|printf?|type|cat|eval|exec)$/i;
var aloneInProse = /^(?:whoami|ls|dir|pwd|ps|uname|ifconfig|ipconfig|netstat|hostname|systeminfo|sysinfo|reboot|shutdown|poweroff|printenv)$/i;
var machineWords = /^\s{1,2}(?:firewall|user|localgroup|group|share|advfirewall|add|query|import)(?:\s{1,2}\S|\s{0,2}(?:$|[;&|"')`]))/i;
var system = /^(?:net|netsh|reg|sc)$/i;
function isCommand(name, text, end, prose) {
  const tail = text.slice(end, end + farthest2);
  const rest = tail.replace(/^\s+/, " ");
  if (argument2.test(rest)) return true;
  if (system.test(name)) return machineWords.test(rest);
  if (/^sleep$/i.test(name)) return pause.test(rest);
  const word = everyday.test(name);
  if (prose && version.test(rest)) return false;
  if (!word && (operand.test(rest) || farther.test(rest))) return true;
  if (printing.test(name) && quotedWord.test(rest)) return true;
  if (!ends.test(rest)) return !prose && !word;
  return !prose || aloneInProse.test(name);
}

// src/core/inspect/shell-break.ts
var longest = 200;
var breakOut = /^([\w.:@/%+-]{0,64})([\s"')\]}]{0,8})(;|\|{1,2}|&{1,2}|[\n\r]{1,2}|(?:\\[nr]){1,2}|`|\$\()\s{0,8}["'({!]{0,3}\s?(?:\.{0,2}\/(?:[\w.-]{1,20}\/){0,4})?(\.(?=\s)|[a-z][\w.-]{0,20})(?![\w=])([^]{0,200})/i;
var valueLike = /^$|[\d.@/%]/;
var alone = /^(?:id|whoami|ls|dir|pwd|ps|uname|ifconfig|ipconfig|netstat|hostname|systeminfo|tasklist|env|printenv|reboot|shutdown|uptime|w)$/i;
var ends2 = /^\s{0,4}(?:$|[;|&)`'"#\n\r]|\\n)/;
var argument3 = /^\s{1,4}(?:["'$\\({<>*]|[-/~.+]|[a-z]:|\d|https?:|[^\s]{0,40}[./=\\])/i;
function breaksOutOfValue(text, isDecoded) {
  if (text.length > longest || isTable(text)) return false;
  const [whole = "", value = "", closing3 = "", separator = "", name = "", rest = ""] = breakOut.exec(text) ?? [];
  if (whole === "") return breaksAtEnd(text, isDecoded);
  const kind = name === "." ? "program" : classifyName(name);
  if (kind === void 0) return false;
  if (/^[\n\r\\]/.test(separator) && !isDecoded) return breaksByLine(value, name, rest) || breaksAtEnd(text, false);
  const isGlued2 = closing3 === "" && (separator === "`" || separator === "$(");
  if (!valueLike.test(value) && !isGlued2 && !isDecoded && !closes(closing3, rest) && !isPlaceholder(value, separator, name)) return echoed.test(text);
  if (kind === "word") return separator === "&" ? argument3.test(rest) : !isProse(`${name}${rest}`) && (value === "" || argument3.test(rest));
  return ends2.test(rest) || argument3.test(rest) || !isProse(rest);
}
function breaksByLine(value, name, rest) {
  if (alone.test(name) && ends2.test(rest)) return true;
  const isProgram = name === "." || classifyName(name) === "program";
  return isProgram && (argument3.test(rest) || valueLike.test(value) && isCommand(name, rest, 0, true));
}
function closes(closing3, rest) {
  return /["']/.test(closing3) || closing3.includes(")") && ends2.test(rest);
}
function isPlaceholder(value, separator, name) {
  return /^[a-z]$/i.test(value) && separator !== "&" && name.length > 1;
}
var echoed = /^[\w.-]{1,40}(?:\s[\w.-]{1,40})?\s{0,2}(?:;|\|{2}|&{2}|[\n\r]{1,2})\s{0,2}(?:echo|ECHO)\s{1,2}["']?[\w$-]{1,60}["']?\s?[;#|&]?\s?$/;
var atEnd = /^[^;|&`$\n\r]{0,100}[^\s;|&`$](?:[;|]|&{2}|\|{2})\s?(?:id|whoami|ls|dir|pwd|ps|uname|ifconfig|ipconfig|netstat|hostname|systeminfo|tasklist|env|printenv|uptime)\s?["')]{0,2}\s?[;|&#]{0,2}\s?$/i;
var onLine = /^[^;|&`$\n\r]{0,100}[^\s;|&`$:.][\n\r]{1,2}[ \t]{0,4}(?:(?:id|whoami|ls|dir|pwd|ps|uname|ifconfig|ipconfig|netstat|systeminfo)|(?:cat|ls|uname|ping|sleep|curl|wget|nslookup|nc|id|rm|head|type|dir)[ \t]{1,4}(?:-[a-z]|[/~]|\d|https?:|[\w-]{1,40}\.|[a-z]:)[^\n\r]{0,80})\s{0,3}$/i;
function breaksAtEnd(text, isDecoded) {
  return echoed.test(text) || atEnd.test(text) || onLine.test(text) || isDecoded && onLine.test(text.replace(/[.:](?=[\n\r])/, ""));
}
function isRow(text) {
  return text.length <= longest && (isTable(text) || /^[\w .-]{1,40}(?:[;|&][\w .-]{1,41}){2,}$/.test(text));
}
function isTable(text) {
  const trimmed = text.trim();
  return trimmed.startsWith("| ") && trimmed.endsWith("|") && trimmed.split("|").length > 3;
}

// src/core/inspect/shell-forms.ts
var form = /(?=[/<{:-])(?:\/(?:dev\/(?:tc|ud)p\/[\w.]+\/\d|(?:[a-z]?\?[a-z?*]{1,4}|b\*n?)\/[\w?*]|s?bin\/(?:\w{0,8}[?*]\w|\w{1,20}\s{0,2}[;|&]\W{0,4}$))|<(?:\?php\s{1,4}(?:@?eval|system|exec|passthru|shell_exec)|!--#\s{0,4}exec|%=?\s{0,4}(?:\x60|system|exec|%x))|\{(?:\$\{|\{-?\s{0,4}[\w.]{1,40}\(\s{0,2}[\x22']\/(?:etc|proc|root)\/)|:(?:(?<=\bext:):sh\b|\s{0,4}php(?:info|version)\(\))|-(?:o ?proxycommand=|-(?:upload-pack|receive-pack|checkpoint-action|use-compress-program|to-command|rsync-path|open-files-in-pager)=))/i;
var expansionForm = /(?=[$(])(?:\$(?=[is{'])(?:(?<=\w\$)\{?ifs|\{\w{1,30}:\d{1,3}:\d{1,3}\}|'\\(?:x|[0-7]{3})|\{?shell\}?['\x22]? -c|\{(?:@?print|system|exec|passthru|shell_exec|popen|proc_open|eval|sleep)\()|\((?:\)\s{0,4}\{\s{0,4}[:_];|java\.lang\.(?:runtime|processbuilder)))/i;
var filter = /\|\s{0,2}(?:filter|map|sort|reduce)\(\s{0,2}['\x22](?:system|exec|passthru|shell_exec)/i;
var behindSeparator = /[;|&]\s{0,4}(?=[a-z[$>])(?:php(?:info|version)\(\)|\[[\w.]{4,40}\]::|\$[a-z_]\w{0,20}(?:\$\w|\s{0,4}$)|>{1,2}\s{0,2}\/(?:tmp|var|etc|dev|home|usr|opt|srv)\/|[a-z]{1,10}\^[a-z]{2}|(?:[a-z]{1,3}\^){2}|for\s{1,4}(?:\/[dflr]\s{1,4}[^%\n]{0,40})?%{1,2}\w)/i;
var neededBehind = ["$", ">", "^", "%", "::", "()"];
var splitName = /[;|&`(]\s{0,8}(?=[\w/{\x22']|\$[@*])(?:(?=[\w/]{0,20}(?:['"]|\$[@*]))[\w/]{0,20}(?:''|""|\$[@*]|['"]\w{1,8}['"])\w|\{[\w/]{1,20},[^\s}])/i;
var neededToSplit = ["'", '"', "{", "$@", "$*"];
var opened = 256;
var opening2 = /^\s{0,4}php(?:info|version)\(\)|^\W{0,8}(?:(?:usr|bin|local)\/){0,3}(?:perl|python[23]?|ruby|php|bash|z?sh|node|powershell|nc|ncat)(?:\.exe)? [^\n]{0,30}-(?:e|c|r|enc|command|encodedcommand) |^\W{0,8}cmd(?:\.exe)? {1,4}\/[ck] |^\s{0,4}-exec(?:dir)? \w|^\s{0,4}\{[a-z]{1,10},[-/~]|^\s{0,4}--(?:out(?:put)?(?:-(?:document|file|dir))?|post-file|upload-file|log-file|use-askpass)[=\s][\x22']?(?:\/(?:etc|root|usr|bin|sbin|lib|dev|proc|var\/(?:spool|www))\/|~\/\.)|^\W{0,4}for\s{1,8}(?:\/[dflr]\s{1,8}[^%\n]{0,40})?%{1,2}\w{1,3}\s{1,4}in\s{0,2}\(|^\W{0,4}if\s{1,12}(?:\/i\s|(?:not\s{1,4})?exist\s{1,4}[\x22]?[\w:\\]{1,40}(?:\.[a-z]\w|\\))/i;
var arithmetic = /\$\(\(\s{0,4}\d/;
var climb = /__(?:globals|subclasses|import|builtins)__|\.(?:popen\(|getruntime\(|registerundefined\w{1,8}callback\(|template\.utility\.execute)/i;
var expansion = /%(?:comspec%|\w{1,20}:~-?\d{1,3},)/i;
var setting = /\.(?:sshcommand|fsmonitor|hookspath|gitproxy)=/i;
var template = /[{$#<](?=[{%#])(?:(?<=\{)[{%]|(?<=[$#])\{|(?<=<)[%#])/;
function hasForm(text, isLine) {
  if (form.test(text) || hasOneOf(["$", "("], text) && expansionForm.test(text) || hasOneOf(neededBehind, text) && behindSeparator.test(text)) return true;
  if (hasOneOf(neededToSplit, text) && splitName.test(text)) return true;
  if (text.includes("|") && text.includes("(") && filter.test(text)) return true;
  if (hasOneOf(["{", "<"], text) && template.test(text) && climb.test(text)) return true;
  if (text.includes("=") && setting.test(text) || text.includes("%") && expansion.test(text)) return true;
  return !isLine && (opening2.test(text.slice(0, opened)) || text.includes("$((") && arithmetic.test(text));
}
function hasOneOf(signs, text) {
  return signs.some((sign2) => text.includes(sign2));
}

// src/core/inspect/shell-spliced.ts
var spliced = /[;|&`(\n]\s{0,4}(?=[a-z/])(?:\/(?:\w{1,20}\/){0,4})?([a-z]{1,12}(?:[\\^][a-z]{1,12}){1,6})(?=\s{1,4}["']?[/~.$-]|\s{0,2}(?:$|[;|&)`#]))/gi;
var most = 100;
function hasSplicedName(text) {
  if (!text.includes("\\") && !text.includes("^")) return false;
  let count = 0;
  for (const [, name = ""] of text.matchAll(spliced)) {
    if (++count > most || classifyName(name.replace(/[\\^]/g, "")) === "program") return true;
  }
  return false;
}

// src/core/inspect/shell-whole.ts
var longestWhole = 120;
var operand2 = `(?:[/~$%*\\\\]|\\.{1,2}/|[a-z]:|https?:|ftp:|\\d{1,3}(?:\\.\\d{1,3}){3})`;
var start = /^[\s+'"(]{0,4}([a-z][\w.-]{1,20})[\s+]+/i;
var isOption = /^(?:-{1,2}[a-z?][\w=-]{0,30}|\/[a-z?]{1,2})$/i;
var isOperand = new RegExp(`^["']?${operand2}`, "i");
var listing = /^(?:netstat|ifconfig|ipconfig|uname|whoami|systeminfo|tasklist|ps)$/i;
var administration2 = /^[\s+'"(]{0,4}net1?[\s+]+(?:user|localgroup|group|share)[\s+][^\n]{0,100}[\s+]\/(?:add|del(?:ete)?|active|domain|grant)(?![\w/])/i;
var chained = /(?:;|&{1,2}|\|{1,2})\s{0,4}([a-z][\w.-]{1,20})(?![\w=])/i;
function isWholeCommand(text, strict) {
  if (text.length > longestWhole) return false;
  const [whole = "", name = ""] = start.exec(text) ?? [];
  const kind = classifyName(name);
  if (kind === void 0) return false;
  const separatorAt = text.search(/[;|&]/);
  const words5 = text.slice(whole.length, separatorAt < 0 ? void 0 : separatorAt).split(/[\s+]+/).filter((word) => word !== "");
  const [first = ""] = words5;
  if (/^echo$/i.test(name)) return /^["'<]/.test(first) && (strict || /[<>$|;&]/.test(text));
  if (administration2.test(text)) return true;
  const isArgument = isOption.test(first) || isOperand.test(first);
  if (strict) return isArgument;
  if (kind === "program" && isArgument && classifyName(chained.exec(text)?.[1] ?? "") === "program") return true;
  if (listing.test(name) && words5.length > 0 && words5.every((word) => isOption.test(word))) return true;
  if (kind === "word" && !/^type$/i.test(name)) return false;
  return words5.some((word) => isOperand.test(word)) && words5.every((word) => isOperand.test(word) || isOption.test(word) || /^[\d{}]{1,8}$/.test(word));
}

// src/core/inspect/shell-injection.ts
var mostCommands = 200;
var separators3 = [";", "|", "&", "`", "$(", "<(", "\\", "\n", "\r", "("];
var strictForm = /(?=[`$\n\r;|&])(?:`[^`]+`|\$(?:\(|\{(?!\w+\})|'\\)|[\n\r][ \t]*[^\s]|[;|&]\s{0,8}(?:[\w/]{0,20}[\\^]\w|\$\w|[a-z][\w./-]{1,30}\s{1,4}-{1,2}[a-z]))/i;
var redirection = /(?=[<>])(?:[<>]\(|>(?:(?<=\s>)>?\s{0,2}[/~&]|(?<=\d>)>?[&/])|<\s?\/(?:etc|dev|proc)\/)/i;
var strictBeginning = /^(?:--[a-z][a-z-]{1,80}(?:[=\s]|$)|-(?:exec|execdir|ok|[eox] ?\S{1,40}=)|\{\w{1,20},)/i;
var farthest3 = 128;
var encodedTrigger = "%(?:25){0,4}(?:0[ad]|3b|7c|26|60|24)";
var encoded = new RegExp(encodedTrigger, "i");
var shellInjection = {
  rule: "shell.injection",
  kinds: ["text", "any"],
  finds: ({ text, kind }) => {
    const isLine = kind === "any" && isCommandLine(text);
    const written = text.includes("`") ? withoutCodeSpans(text) : text;
    if (hasForm(written, isLine)) return true;
    if (isLine) return false;
    if (hasSplicedName(written)) return true;
    const prose = kind !== "any" || isProse(written) || isRow(written);
    if (breaksOutOfValue(written, false) || runsCommand(written, prose) || kind === "text" && isWholeCommand(text, false)) return true;
    return written.includes("%") && encoded.test(written) && breaksOutEncoded(decodeSeparators(written));
  }
};
var shellInjectionStrict = {
  rule: "shell.injection",
  kinds: ["path", "id", "url"],
  finds: ({ text, kind }) => {
    const decoded = text.includes("%") ? decodeSeparators(text) : text;
    return hasForm(decoded, false) || breaksOut(decoded, kind) || runsCommand(decoded, false) || breaksOutOfValue(decoded, decoded !== text) || kind !== "url" && isWholeCommand(decoded, true);
  }
};
function breaksOutEncoded(decoded) {
  return breaksOutOfValue(decoded, true) || runsCommand(decoded, true);
}
function breaksOut(text, kind) {
  return kind === "url" ? /`[^`]+`|\$\(/.test(text) : strictBeginning.test(text.slice(0, farthest3)) || strictForm.test(text) || redirection.test(text);
}
function runsCommand(text, prose) {
  if (!separators3.some((separator) => text.includes(separator))) return false;
  let count = 0;
  for (const match of text.matchAll(someCandidate)) {
    if (++count > mostCommands) return true;
    const [whole, separator, name] = match;
    const end = match.index + whole.length;
    const sure = separator === void 0 || /bin\/\w+$/.test(whole) || isDoubled(text, match.index);
    if (/^(?:echo|printf)$/i.test(name ?? "") && (separator === void 0 || isDoubled(text, match.index) || isGlued(text, match.index)) && /^\s\S/.test(text.slice(end, end + 2))) return true;
    if (name !== void 0 && isCommand(name, text, end, prose && !sure)) return true;
    if (separator === "$(" && /[\s)]/.test(text.charAt(end))) return true;
  }
  return false;
}
function isDoubled(text, at) {
  const separator = text.charAt(at);
  return (separator === "&" || separator === "|") && text.charAt(at - 1) === separator;
}
function isGlued(text, at) {
  return /[;|&]/.test(text.charAt(at)) && /^\S\S\S$/.test(text.slice(at - 1, at + 2));
}

// src/core/inspect/sql-dangers.ts
function danger(rule, mode) {
  return {
    rule,
    kinds: ["sql"],
    ...mode && { mode },
    aside: "dangers",
    finds: ({ sqlDangers }) => sqlDangers === void 0 || sqlDangers.has(rule)
  };
}
var sqlExecute = danger("sql.execute");
var sqlFile = danger("sql.file");
var sqlDelay = danger("sql.delay");
var sqlDestructive = danger("sql.destructive", "alert");
var sqlSecrets = danger("sql.secrets", "alert");

// src/core/inspect/sql-fragments.ts
var sources = [
  // A comparison that always holds, where a name stood.
  `[\\s+]{0,9}(?:not[\\s+]{1,9})?r?like[\\s+]{0,9}'%{1,4}'?[\\s+]{0,9}$`,
  `[\\s+]{0,9}(?:or|and)[\\s+]{0,9}\\([\\s+]{0,9}(?:not[\\s+]{1,9})?exists[\\s+]{0,9}\\)`,
  // An operator between two literals that are empty.
  `(?:'(?:rlike|regexp|xor)'|\\x22(?:rlike|regexp|xor)\\x22)$`,
  `[\\s+]{0,9}@{1,2}\\w{1,30}[\\s+]{0,9}--[\\s+]{0,9}$`,
  // T-SQL that runs what a variable holds, and the UTF-16 text, written in hex, that it would be given.
  `[\\s+]{0,9}[\\d'\\x22();-].{0,400}[\\s+;)]exec(?:ute)?[\\s+]{0,4}\\([\\s+]{0,4}@\\w`,
  `[\\s+]{0,9}declare[\\s+]{1,9}@\\w{1,30}[\\s+][^=;]{0,80}(?:select|set)[\\s+]{1,9}@\\w{1,30}[\\s+]{0,9}=[\\s+]{0,9}(?:0x[\\da-f]{8}|$)`,
  `[\\s+]{0,9}0x(?:[2-7][\\da-f]00){6}`,
  // MySQL reads over an exponent without digits, and some databases take a control character for a blank.
  `\\W{0,9}select[\\s+].{0,400}\\d\\.\\d{0,9}e\\.[a-z]\\w{3}`,
  `\\W{0,9}(?:union|select)\\x00`,
  // Document databases: code in the server, or another condition, behind a value.
  `[^{}]{0,40}\\$where[\\s+]{0,4}:[\\s+]{0,4}['\\x22]`,
  `\\w{0,20}['\\x22][\\s+)}\\]]{0,8},[\\s+]{0,4}\\$(?:where|n?or|and|ne|gte?|lte?|n?in|regex)[\\s+]{0,4}:`
];
var fragment = new RegExp(`^(?:${sources.join("|")})`, "is");

// src/core/inspect/sql-forms.ts
var anywhere = /^[^E]*U[oan]?(?:\(?E[1sqvfd(oaT,)]|\(En?[F,])|^[1sv]?\)?[oa]U|^[1svdoa()]{1,8}U[oan]?\(?[EF]|^(?:[1svdoa(),&fBH]|n[oa)])*U[oan]?\(?E(?:n?$|n?[F,c)])|&[oa(]{0,8}(?:[1svd]\)?o[oa(]{0,4}[1sqvd]|1,1\)?o)|[sv1)];?\)?;T|^[^nE]*(?:Wn?[sq1v]|FW[sqn]?)/;
var afterQuote = /^s(?:ann?|onn|oa?1(?=&[oa(]{0,8}[1s][oac]))?\)?[oa]{0,2}(?:&[oa(]{0,8}(?:[1s](?:$|[oac;)&BHFU])|n?o[oa(]{0,3}[1sqvdfgEF]|a[1sqvfdgE]|[fdgEvq]|$)|[,(][,oa(]{0,8}(?:E[1svfdgnoa(EF]|[fd])|;\(?(?:E(?!nn)|[BHfdg])|B[1nfdgEs(]|H(?:[1fdgE(]|no)|,?1?\)?T|[nT]{1,6}Tn?v|F?n?F[1sn]o[1s])/;
var concatenated = /^s\)?[oa]{1,2}[oa(]{0,4}(?:E[1svfdgnoa(EF]|[fd])/;
var quoteThenComment = /^s\)?[oa]?\)?;?c/;
var quoteThenOperator = /^s\)?[oa](?:[1svq](?:[oac&]|$)|[fd])/;
var closedAgain = /^s\)?(?:;|,[^nE;]*c$|,n?o[sq1(]|[oa&](?!.*(?:n[nE]|[1svn]q))[^;TBH]*[cq]$)/;
var afterNumber = /^[oa(]?[1v]?(?:\)?[oa]{1,2}\(?[1v])?\)?(?:&[oa(]{0,8}(?:[1s](?:[c;BHU]|oa?[1svqdfgE(])|no[1sqvfd(]|[fdE]|do|1on?g)|;\(?(?:E[1svfd(oaE]|T|[fd])|B(?:1[,c]|[fd]|\(?E|[n1]o1|nH[1n]o1)|H(?:[1n]o[1s]|1?H?[fd]|\(E)|[oa]\(?(?:[fd]|E[1svfdF(])|,?\(E[1svfdgoa(nEF]|,\(?(?:E[1sn(EF]|[fd])|[,&]\)|Fn?F?1o1|F1o1|T)|^1\)?B1(?:,1)*$|^nn?,\(E|^n\)?;\(?(?:E[1df(]|f\(1o1)|^n&1(?:a1)+o1(?:a1)*c?$|^nH(?:\([1sv]&[1sv]\)|\(?[1sv][oa][1sv])|^1;\)|^1\)&\([1sv]$|^a1U+c|^a?\([1s]\)n{0,2}U[oan]?\(?En?[F,c]|^E(?:[fg]\([1sv,]*\)|[1sv])F[1sv]F[1sv](?:F[1sv])?F?$|^\(?EF\(?1o1|^f\((?:E|1o1\)E)|^&[oa(]{0,8}[1s]$/;
var numberThenEnd = /^1\)?(?:;?c|&[oa(]{0,8}[1s]\)?c?)$/;
var quoteThenStatement = /^s(?:T|Ea?n?F)/;
var quoteThenClause = /^s\)?[BH]$/;
var telling = /^(?=.*d)(?=.*[fdg].*[fdg&])(?:F1n1|[fdgoa(),1svF&U])+c?$|^(?=.*d)[^nETW;]*q$/;
var expressionThenComment = /^(?=.*[fdE&])[^nTWBH;]*c$|^\(a\([oa1sv]+\)c$/;

// src/core/text/percent.ts
function decodePercent(text) {
  if (!text.includes("%")) return text;
  return text.replace(/%u([0-9a-f]{4})|(?:%[0-9a-f]{2})+/gi, (run2, unit) => {
    if (unit !== void 0) return String.fromCharCode(parseInt(unit, 16));
    return /%[89a-f]/i.test(run2) ? decodeBytes(run2) : decodeURIComponent(run2);
  });
}
var percentSign = 37;
function decodeBytes(run2) {
  const bytes = run2.slice(1).split("%").map((hex2) => parseInt(hex2, 16));
  const characters = [];
  for (let at = 0; at < bytes.length; ) {
    const from = at;
    const lead = bytes[at++] ?? 0;
    if (lead < 128) {
      characters.push(String.fromCharCode(lead));
      continue;
    }
    let more = continuationCount(lead);
    let code = more === 0 ? -1 : lead & 63 >> more;
    const anySecond = lead === 192 || lead === 193;
    for (; more > 0; more--) {
      const next = bytes[at];
      if (next === void 0 || (next & 192) !== 128 && (!anySecond || next === percentSign)) {
        code = -1;
        break;
      }
      code = code << 6 | next & 63;
      at++;
    }
    if (code < 0 || code > 1114111) at = from + 1;
    characters.push(code >= 0 && code <= 1114111 ? String.fromCodePoint(code) : run2.slice(3 * from, 3 * at));
  }
  return characters.join("");
}
function continuationCount(lead) {
  if (lead < 192 || lead > 253) return 0;
  if (lead < 224) return 1;
  if (lead < 240) return 2;
  if (lead < 248) return 3;
  return lead < 252 ? 4 : 5;
}

// src/core/text/readings.ts
var maxDecodings = 5;
var decoders2 = [decodePercent, decodeEscapes, foldToAscii];
function readingsOf(text) {
  const layers = [text];
  let last = text;
  for (let pass = 0; pass <= maxDecodings; pass++) {
    const next = decodeOnce(last);
    if (next === last) return { layers, settled: true };
    if (pass < maxDecodings) layers.push(next);
    last = next;
  }
  return { layers, settled: false };
}
function decodeOnce(text) {
  for (const decode2 of decoders2) {
    const decoded = decode2(text);
    if (decoded !== text) return decoded;
  }
  return text;
}

// src/core/inspect/sql-filler.ts
var comments = /\/\*(?!!)[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$)/g;
var lineComments = /(?:(?:--|#)[^\n]*\s*)+/g;
var blanks = /\s{2,}/g;
var brackets = /\((?:\s?\()+|\)(?:\s?\))+/g;
var negations = /(?:not[\s(]){3,}/gi;
var sums = /(?:\s?[-+*|&^%]\s?\d{1,9}(?![\w.])){3,}/g;
function withoutFiller(text) {
  let dense = text;
  if (dense.includes("/*")) dense = dense.replace(comments, (found) => found.endsWith("*/") && found !== "/*/" ? " " : found);
  if (dense.includes("\n")) dense = dense.replace(lineComments, (found) => found.includes("\n") ? found.slice(found.lastIndexOf("\n")) : found);
  if (hasRuns.test(dense)) {
    dense = dense.replace(blanks, " ").replace(brackets, (found) => found.charAt(0)).replace(negations, "not ").replace(sums, " + 1");
  }
  return dense === text ? void 0 : dense;
}
var hasRuns = /\s{9}|(?:\(\s{0,8}){9}|(?:\)\s{0,8}){9}|(?:not[\s(]{1,8}){9}|(?:[-+*|&^%]\s{0,8}\d{1,9}\s{0,8}){4}/i;

// src/core/inspect/sql-readings.ts
var encoded2 = /%(?:[0-6][\da-f]|u|ef%bc|ca%bc)|&(?:#|apos;|quot;)|\\[ux][02]/i;
var telling2 = /[\u02bc\uff02\uff07]/;
var comparedInQuotes = /^\d{0,9}[^\w\s]{1,6}\s*(?:or|and)\s+[^a-z\s][^\n]{0,40}[\u2018\u2019\u2032]\s{0,4}=/i;
var wideQuotes = /[\u02b9\u02bc\u2018\u2019\u2032\uff07]/g;
var wideDoubleQuotes = /[\u201c\u201d\u2033\uff02]/g;
var splitWord = /([a-z])\/\*\*\/(?=[a-z])/gi;
var longestValue = 8192;
var mostDecoded = 2048;
var encodedQuote = /%(?:25){0,3}(?:2[27]|u|ef|ca)|&(?:#|apos|quot)|\\[ux]|[^\0-\x7f]/i;
function sqlReadings(value) {
  const text = value.slice(0, longestValue);
  const readings = [text, ...partsOf(text).flatMap((part) => decode(part).filter((reading) => reading !== part))];
  if (comparedInQuotes.test(text)) readings.push(foldEach(text.slice(0, mostDecoded)));
  const dense = readings.map(withoutFiller).filter((reading) => reading !== void 0);
  return [.../* @__PURE__ */ new Set([...readings, ...dense])];
}
function partsOf(text) {
  if (text.length <= 2 * mostDecoded) return [text];
  const quote4 = Math.max(0, text.search(encodedQuote) - 64);
  return [text.slice(0, mostDecoded), text.slice(quote4, quote4 + mostDecoded)];
}
function decode(text) {
  const plain4 = foldQuotes(text);
  const readings = encoded2.test(plain4) ? readingsOf(plain4).layers.map(foldCompared) : [plain4];
  const last = readings.at(-1) ?? plain4;
  if (plain4.includes("+") && !plain4.includes(" ")) readings.push(foldCompared(last.replaceAll("+", " ")));
  if (last.includes("/**/")) readings.push(last.replace(splitWord, "$1"));
  return readings;
}
function foldQuotes(text) {
  return telling2.test(text) ? foldEach(text) : text;
}
function foldCompared(text) {
  return comparedInQuotes.test(text) ? foldEach(text) : foldQuotes(text);
}
function foldEach(text) {
  return foldToAscii(text.replace(wideQuotes, "'").replace(wideDoubleQuotes, '"'));
}

// src/core/inspect/sql-statements.ts
var object = new RegExp(`^\\s+(?:or\\s+replace\\s+|global\\s+|local\\s+|temp(?:orary)?\\s+|unique\\s+|if\\s+(?:not\\s+)?exists\\s+|external\\s+|materialized\\s+|force\\s+)*(?:table|tables|database|schema|view|index|user|login|role|function|procedure|proc|trigger|sequence|type|extension|server|event|column|assembly|tablespace|system|session|directory|java|package|credential|language|stage)(?![a-z])`, "i");
var continuations = {
  drop: object,
  create: object,
  alter: object,
  truncate: /^\s+(?:table\s|[\w.`"[\]]+\s*(?:;|--|#|$))/i,
  insert: /^\s+(?:ignore\s+)?into\s/i,
  replace: /^\s+into\s/i,
  merge: /^\s+into\s/i,
  delete: /^\s+from\s/i,
  update: /^\s+[\w.`"[\]]+\s+set\s/i,
  exec: /^\s*(?:\(|@|['"]|master|[\w.]*[._]\w)/i,
  execute: /^\s*(?:\(|@|['"]|immediate|master|[\w.]*[._]\w)/i,
  call: /^\s+[\w.]+\s*\(/,
  declare: /^\s+(?:@|\w+\s+(?:n?varchar|int|cursor|text|number))/i,
  set: /^\s+(?:@|global\s|session\s|role\s|names\s|\w+\s*(?:=|:=|to\s))/i,
  shutdown: /^\s*(?:;|--|#|\/\*|$|with\s|immediate|abort)/i,
  grant: /^[\w\s,*.()]{1,60}\s(?:on|to)\s/i,
  revoke: /^[\w\s,*.()]{1,60}\s(?:on|from)\s/i,
  copy: /^\s*(?:\(|[\w."]+\s*(?:\([^)]{0,40}\)\s*)?(?:from|to)\s+(?:program|std|e?'))/i,
  load: /^\s+(?:data|xml|'|\$)/i,
  attach: /^\s+(?:database\s|['"])/i,
  backup: /^\s+(?:database|log)\s/i,
  restore: /^\s+(?:database|log)\s/i,
  bulk: /^\s+insert\s/i,
  reconfigure: /^\s*(?:;|--|with|$)/i,
  dbcc: /^\s+\w+/,
  print: /^\s+(?:@|'|n')/i,
  if: /^\s*(?:\(|\d|not[\s(]|exists[\s(])/i,
  begin: /^\s*(?:;|declare\s|execute\s|exec\s|dbms_|tran)/i,
  do: /^\s+(?:\$\$|\w+\()/,
  handler: /^\s+\w+\s+open/i,
  use: /^\s+\w+\s*(?:;|--|#|$)/i,
  vacuum: /^\s+into\s/i,
  show: /^\s+(?:tables|databases|schemas|columns|grants|variables|processlist)/i,
  kill: /^\s+(?:query\s+|connection\s+)?\d+/i,
  rename: /^\s+(?:table|user)\s/i
};
function beginsStatement(word, rest) {
  const lower = word.toLowerCase();
  return Object.hasOwn(continuations, lower) && continuations[lower]?.test(rest.replace(/\/\*[^*]{0,40}\*\//g, " ")) === true;
}

// src/core/inspect/sql-words.ts
var logic = /^(?:and|or|xor|div)$/;
var functions = /^(?:concat|concat_ws|group_concat|string_agg|char|nchar|chr|ascii|unicode|ord|substr|substring|substrb|mid|left|right|hex|unhex|row|elt|make_set|rand|random|floor|count|md5|sha1|cast|convert|ifnull|isnull|nullif|nvl|coalesce|if|iif|exists|length|len|cos|pi|bin|aes_decrypt|procedure|analyse|to_char|upper|lower|reverse|exp|greatest|least|abs|max|min|generate_series|db_name|host_name|object_id|col_name|inet_server_addr)$/;
var telling3 = /^(?:sleep|benchmark|pg_sleep\w*|randomblob|load_file|extractvalue|updatexml|xmltype|gtid_subset|gtid_subtract|json_keys|version|sqlite_version|user|database|schema|current_user|session_user|system_user|current_database|current_schema|query_to_xml|database_to_xml|lo_import|load_extension|pg_read_file|pg_ls_dir|is_srvrolemember|(?:sys\.|ctxsys\.)?(?:dbms_|utl_|drithsx\.|fn_)\w+(?:\.\w+)?)$/;
var tellingNames = /^(?:current_user|session_user|system_user|(?:dbms_|utl_)\w+\.\w+|(?:\w+\.\w*\.)?[xs]p_\w+)$/;
var comparisons = /^(?:like|in|is|between|rlike|regexp|sounds|similar|glob|ilike|isnull|notnull)$/;
var operators = /^(?:not|mod|collate|binary|escape|any|all|some|distinct)$/;
function wordLetter(word, rest) {
  const lower = word.toLowerCase();
  const call = /^\s{0,4}\(/.test(rest);
  if (logic.test(lower)) return "&";
  if (/^(?:union|intersect|except|minus)$/.test(lower)) return "U";
  if (lower === "select" || lower === "case") return "E";
  if (/^(?:null|true|false|unknown|\\n|0x[\da-f]+|0b[01]+)$/.test(lower)) return "1";
  if (call && telling3.test(lower)) return "d";
  if (call && functions.test(lower)) return "f";
  if (tellingNames.test(lower)) return "d";
  if (comparisons.test(lower)) return "o";
  if (operators.test(lower)) return "a";
  if (/^(?:from|where|into|as|values|join|using|then|when|end|else)$/.test(lower)) return "F";
  if (/^(?:having|limit|offset|procedure)$/.test(lower)) return "H";
  if (/^(?:waitfor|outfile|dumpfile)$/.test(lower)) return "W";
  if (beginsStatement(word, rest)) return "T";
  return rest.startsWith("(") ? "g" : "n";
}

// src/core/inspect/sql-shape.ts
var mostTokens = 120;
var closing = { "'": /(?:[^'\\]|\\[^]|'')*/y, '"': /(?:[^"\\]|\\[^]|"")*/y, "`": /[^`]*/y };
var runs3 = "oa(),;";
var stringPrefix = /^(?:[nbxe]|_[a-z]\w{1,20})$/i;
function shapeOf(text, from, pastLines = false) {
  const step = /\s+|\{\s{0,4}[`\w]{1,10}(?=\s)|\/\*!\d{0,6}|\*\/|\/\*[^*]*(?:\*(?!\/)[^*]*)*(\*\/)?|(--|#|%00|\0)|(['"`])|(@{1,2}[^\0-#%-\-/:-@[-^`{-\x7f]*)|(0x[\da-f]+|(?:\d[\d.]*|\.\d+)(?:e[+-]?\d*(?![a-z])|[df](?=union|from|where|and|or))?)|((?:order|group)(?:\s|\/\*[^*]{0,20}\*\/){1,20}by(?!\w))|([^\0-#%-@[\]^`{-\x7f][^\0-#%-\-/:-@[-^`{-\x7f]*)|(\|\||&&)|([<>=!]{1,3}|[-+*/|&%^~:])|([(),;])|[^]/giy;
  step.lastIndex = from;
  let shape = "";
  let words5 = 0;
  for (let count = 0; count < mostTokens; count++) {
    const found = step.exec(text);
    if (found === null) break;
    const [whole, closed, comment, quote4, variable, number, clause, word, logic2, operator, mark] = found;
    let letter = "";
    if (comment !== void 0) {
      const line = pastLines ? text.indexOf("\n", step.lastIndex) : -1;
      if (line < 0) return `${shape}c`;
      step.lastIndex = line + 1;
    } else if (quote4 === "'" || quote4 === '"' || quote4 === "`") {
      const body2 = closing[quote4];
      body2.lastIndex = step.lastIndex;
      body2.exec(text);
      letter = body2.lastIndex < text.length ? "s" : "q";
      step.lastIndex = Math.max(step.lastIndex, body2.lastIndex) + 1;
    } else if (variable !== void 0) letter = variable.startsWith("@@") ? "d" : "v";
    else if (number !== void 0) letter = "1";
    else if (clause !== void 0) letter = "B";
    else if (word !== void 0) {
      const after = text.slice(step.lastIndex, step.lastIndex + 80);
      if (after.startsWith("'") && stringPrefix.test(word)) continue;
      letter = wordLetter(word, after);
      words5 = letter === "n" ? words5 + 1 : 0;
      if (words5 > 3) return shape;
    } else if (logic2 !== void 0) letter = "&";
    else if (operator !== void 0) letter = /[<>=]/.test(operator) ? "o" : "a";
    else if (mark !== void 0) letter = mark;
    else if (whole.startsWith("/*") && !whole.startsWith("/*!") && closed === void 0) return `${shape}c`;
    if (letter === "") continue;
    if (word === void 0) words5 = 0;
    if (!runs3.includes(letter) || !shape.endsWith(letter)) shape += letter;
  }
  return shape;
}

// src/core/inspect/sql-sign.ts
var sign = /^[\s\d(.,+%\\-]*(?:['\x22]?[)(;,|&@#*/^-]|['\x22]\s*(?:[^a-z\s]|$|\w{1,40}\(|(?:and|or|xor|div|union|intersect|except|minus|select|case|null|true|false|unknown|like|in|is|between|rlike|regexp|sounds|similar|glob|ilike|isnull|notnull|not|mod|collate|binary|escape|any|all|some|distinct|from|where|into|as|values|join|using|then|when|end|else|having|limit|offset|procedure|waitfor|outfile|dumpfile|order|group|drop|create|alter|truncate|insert|replace|merge|delete|update|exec|execute|call|declare|set|shutdown|grant|revoke|copy|load|attach|backup|restore|bulk|reconfigure|dbcc|print|if|begin|do|handler|use|vacuum|show|kill|rename)(?![a-z]))|[~!]\s*\(|case\s+(?:[\w(][\w(),\s]{0,40}\s)?when\s|exec(?:ute)?\s+(?:master|[xs]p_)|\w{1,20}['\x22%)\s]*\/\*|(?=[a-z_])(?:\w{1,20}['\x22%)\s]+)?(?:or|and|xor|div|union|intersect|except|minus|(?:order|group)\s+by|having|limit\s+\d|procedure|rlike|waitfor|sleep|benchmark)[^a-z]|\d['\x22%)\s]+(?:(?:where|as\s+\w{1,20}\s+where)\s+[\d('\x22]|into\s+(?:out|dump)file))|^[\s()+-]*(?:(?:as\s+\w{1,20}\s+)?where\s+[\d('\x22]|[a-z_]{2,20}\(|\d[^\n]{0,40}(?:union|intersect|except|minus)[^a-z]|\w{1,30}(?:\s+(?:asc|desc))?\s*,\s*\(\s*(?:select|case))|^\d{0,9}[^\w\s]{1,6}\s*(?:or|and)(?:\s+|\+)[^a-z\s]|^\s{0,9}[~!]\d[\d\s()+*\/~-]{0,40}(?:x?or|and)[^a-z]|^[\d.]{1,10}\s{0,9}\+\s{0,9}[a-z_]{2,20}\([^()]{0,30}\)\s{1,9}(?:x?or|and)[^a-z]|['\x22][\s)%]*(?:waitfor|collate|--|#|\/\*|\|\||&&|;\s*(?:$|--|#|\/\*|%00|[a-z]{2,12}[\s(;-])|[-%^+*\/<>=!~|&]{1,4}\s*(?:['\x22(@\d!~.\\]|\w{1,30}[\s('\x22]|select)|,\s*(?:[\d(]|null|select|case|\w{1,30}\s*=\s*['\x22\d(])|(?:or|and|xor|div)\s*(?:[(!~+@\d.`{$\/%#\\-]|['\x22][^'\x22]{0,60}(?:['\x22]\s*(?:[=<>|]|r?like)|['\x22]?$)|[\w.]{1,60}\s*(?:[=<>(!|&]|r?like\s*['\x22(]|is\s+(?:not\s+)?null|$)|not\s|exists|select|case)|(?:union|order\s+by|group\s+by|having|limit|procedure|into\s+(?:out|dump)file|where|in\s+boolean)[^a-z])|union(?:[^a-z]+(?:[a-z]+[^a-z]+){0,2}(?:select|case)|[^a-z]*(?:[a-z]+[^a-z]*)?(?:\/\*|--|#))|['\x22][\s)%]*(?:r?like|regexp|not\s+(?:r?like|regexp|in|between)|is\s+not|is\s+null|is\s+true|between|sounds\s+like|in|mod|exec)\s*(?:[('\x22\d]|null|true|master|[xs]p_|md5|\+)|;\s*(?:waitfor|exec|shutdown|drop|create|declare|select|iif|if)[\s(]/is;

// src/core/inspect/sql-injection.ts
var sqlInjection = {
  rule: "sql.injection",
  kinds: ["id", "text", "any"],
  finds: ({ text, kind }) => {
    const place = { isId: kind === "id", prose: kind !== "id" && hasSentence(text) };
    return sqlReadings(text).some((reading) => fragment.test(reading) || isInjection(reading, place));
  }
};
var sqlInjectionStrict = {
  rule: "sql.injection",
  kinds: ["id"],
  finds: ({ text }) => sqlReadings(text).some((reading) => {
    const shape = shapeOf(reading, 0);
    return notInIds.test(shape) || /^;?T[nT]*v/.test(shape) && assigned.test(reading);
  })
};
var notInIds = /^[^E]*E.*F|^E[^n]|d|f\(|^[^g]*g\(.*c$|^[1sv(oa]*n?[&U][oa(]*[1sqvfdgE]/;
var assigned = /[\s/+]@|exec(?:ute)?@/i;
var tautology = /^\w{0,20}['")\s]{0,8}\b(?:or|and)[\s(]{1,6}(\w{1,30})\s{0,4}(?:=|like)\s{0,4}\1(?!\w)|^\s{0,4}(\d{1,9})\s{1,4}(?:or|and)\s{1,4}(?:\2|true|false|not\s{1,4}0|[!~]\s{0,4}\d)\s{0,4}$/i;
var queryOfUrl = /[?&]\w{1,40}=/;
var calculation = /^\s{0,9}[\d(+.-](?:[\d\s.,()+*%^]|-(?!-)|\/(?!\*)|(?:abs|ceil|cos|exp|floor|ln|log|max|min|pi|pow|round|sin|sqrt|tan)\s{0,4}\((?!\s{0,4}~))+$/i;
var endsInComment = /(?:--|#|\/\*|;?%00|\0)[\s+-]{0,20}$/;
function isInjection(value, place) {
  if (!sign.test(value)) return false;
  const pastLines = value.includes("\n") && /--|#/.test(value);
  const shapes = (from) => pastLines ? [shapeOf(value, from), shapeOf(value, from, true)] : [shapeOf(value, from)];
  if (tautology.test(value) || shapes(0).some((shape) => isAsNumber(value, shape, place))) return true;
  return ["'", '"'].some((quote4) => {
    const at = value.indexOf(quote4);
    return at >= 0 && shapes(at + 1).some((shape) => breaksOut2(value, at, `s${shape}`, place));
  });
}
function isAsNumber(value, shape, { isId }) {
  if (!isId && calculation.test(value)) return false;
  if (anywhere.test(shape) || afterNumber.test(shape) || telling.test(shape)) return true;
  if (numberThenEnd.test(shape)) return isId || shape.endsWith("c") && endsInComment.test(value.slice(-40));
  return expressionThenComment.test(shape) && (isId || endsInComment.test(value.slice(-40)));
}
function breaksOut2(text, at, shape, { isId, prose }) {
  if (anywhere.test(shape) || afterQuote.test(shape) || concatenated.test(shape)) return true;
  if (isId && (quoteThenComment.test(shape) || /^s\)?[^n]/.test(shape))) return true;
  if (at === 0 && quoteThenClause.test(shape)) return true;
  if (opensPhrase(text, at)) return false;
  if (quoteThenComment.test(shape)) return isShortValue(text, at);
  if (quoteThenStatement.test(shape) && !text.includes(text.charAt(at), at + 1)) return true;
  if (!prose && closedAgain.test(shape) && !queryOfUrl.test(text)) return true;
  return quoteThenOperator.test(shape) && (isId || !/[a-z]{3}/i.test(text.slice(0, 200)));
}
function hasSentence(text) {
  return /(?:^|\s)[a-z]{2,20}(?:'[a-z]{1,3})?[,.:]?\s{1,4}[a-z]{2,20}(?:'[a-z]{1,3})?[,.:]?\s{1,4}[a-z]{2,20}(?:['\s,.:]|$)/i.test(text);
}
function opensPhrase(text, at) {
  return /\S\s/.test(text.slice(0, at)) || /^(['"])(?:[a-z]+\1|[^\w\s]{1,3}\1\s+[a-z])/i.test(text.slice(at, at + 30));
}
function isShortValue(text, quoteAt) {
  return quoteAt < 80 && !/[a-z]\s+[a-z]|['"]\s*$/i.test(text.slice(quoteAt + 1, quoteAt + 80));
}

// src/core/inspect/sql-stacked.ts
var reads = /^[\s(]*(?:select|with|show|explain|values|table)\b/;
var changes = /;[\s(]*(?:drop|truncate|alter|delete|update|insert\s+into|merge\s+into|grant|revoke|create\s+(?:user|login|role|function|procedure|trigger|or\s)|exec(?:ute)?|call|shutdown|kill|rename\s+(?:table|user)|declare\s+@|do\s+\$|set\s+(?:global|password)|reconfigure)\b/;
var unseparated = /\b(?=[adet])(?:(?:drop|truncate|alter)\s+(?:table|database|schema|login|user)\b|exec(?:ute)?\s+(?:master|xp_|sp_))/;
var sqlStacked = {
  rule: "sql.stacked",
  kinds: ["sql"],
  aside: "dangers",
  finds: ({ statements }) => statements === void 0 || statements.some((code) => reads.test(code) && (changes.test(code) || unseparated.test(code)))
};

// src/core/text/digits.ts
var zeros = [
  1632,
  1776,
  1984,
  2406,
  2534,
  2662,
  2790,
  2918,
  3046,
  3174,
  3302,
  3430,
  3558,
  3664,
  3792,
  3872,
  4160,
  4240,
  6112,
  6160,
  6470,
  6608,
  6784,
  6800,
  6992,
  7088,
  7232,
  7248,
  42528,
  43216,
  43264,
  43472,
  43504,
  43600,
  44016
];
function foldDigits(text) {
  return text.replace(/[\u0660-\uabf9]/g, (character) => {
    const code = character.charCodeAt(0);
    const zero = zeros.find((first) => code >= first && code < first + 10);
    return zero === void 0 ? character : String(code - zero);
  });
}

// src/core/text/host-names.ts
var internalEnding = "localhost|localhost6|localdomain6?|localnet|local|internal|intranet|private|priv|corp|home|lan|svc|loc|consul|default|docker|containers|kube|nomad|home\\.arpa|fritz\\.box";
var loopbackName = "localtest\\.me|lvh\\.me|vcap\\.me|fuf\\.me|lacolhost\\.com|localh(?:ost)?\\.st|localho\\.st|smackaho\\.st|ulh\\.us|yoogle\\.com|42foo\\.com|beweb\\.com|loopback\\.jp|127-0-0-1\\.org\\.uk|bugbounty\\.dod\\.network|mail\\.ebc\\.apple\\.com";
var addressZone = "nip\\.(?:io|dev)|sslip\\.io|xip\\.(?:io|name)|traefik\\.me|backname\\.io|local-ip\\.(?:co|sh|medicmobile\\.org)|localip\\.(?:co|dev)|ip\\.addr\\.tools|rbndr\\.us|1u\\.ms|rebind\\.network|rebind\\.it|cname\\.dev";

// src/core/text/ip.ts
var metadataV4 = [2852039166, 2852039170, 2852039191, 2851995671, 2852006442, 2822734096, 1684301e3, 3221225664];
var internalV4 = [
  [0, 8],
  [167772160, 8],
  [1681915904, 10],
  [2130706432, 8],
  [2851995648, 16],
  [2886729728, 12],
  [3221225472, 24],
  [3227017984, 24],
  [3232235520, 16],
  [3323068416, 15],
  [3758096384, 4],
  [4026531840, 4]
];
function classifyV4(address) {
  if (metadataV4.includes(address)) return "metadata";
  return internalV4.some(([base, length]) => address >>> 32 - length === base >>> 32 - length) ? "internal" : "public";
}
function readV4(text) {
  const parts = text.split(".", 5);
  if (parts.length > 4 || !parts.every((part) => numberPart.test(part))) return [];
  return [.../* @__PURE__ */ new Set([joinParts2(parts, readC), joinParts2(parts, readDecimal)])];
}
var numberPart = /^(?:0x[0-9a-f]*|0o[0-7]+|\d+)$/i;
function joinParts2(parts, read2) {
  let address = 0;
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    const bits = last ? 32 - 8 * index : 8;
    address += read2(part, bits) * 2 ** (last ? 0 : 24 - 8 * index);
  });
  return address >>> 0;
}
function readC(part, bits) {
  if (/^0[xo]/i.test(part)) return cut(part.length === 2 ? "0" : part, bits);
  return cut(/^0[0-7]+$/.test(part) ? `0o${part}` : part, bits);
}
function readDecimal(part, bits) {
  return /^\d+$/.test(part) ? cut(part, bits) : readC(part, bits);
}
function cut(digits2, bits) {
  if (digits2.length < 15) return Number(digits2) % 2 ** bits;
  return digits2.length > 64 ? 0 : Number(BigInt.asUintN(bits, BigInt(digits2)));
}
function readV6(text) {
  if (text.length > 128 || !text.includes(":")) return void 0;
  const zone = text.indexOf("%");
  const halves2 = (zone < 0 ? text : text.slice(0, zone)).split("::");
  if (halves2.length > 2) return void 0;
  const [head, tail] = halves2.map(readGroups);
  if (head === void 0 || halves2.length === 2 && tail === void 0) return void 0;
  if (tail === void 0) return head.length === 8 ? head : void 0;
  const missing = 8 - head.length - tail.length;
  return missing < 0 ? void 0 : [...head, ...new Array(missing).fill(0), ...tail];
}
function readGroups(text) {
  if (text === "") return [];
  const groups = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(parseInt(part, 16));
    else {
      const addresses = index === parts.length - 1 && part.includes(".") ? readV4(part) : [];
      const [address] = addresses;
      if (address === void 0 || addresses.length > 1) return void 0;
      groups.push(address >>> 16, address & 65535);
    }
  }
  return groups;
}
function classifyV6(groups) {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  if (metadataV6.includes(groups.map((group) => group.toString(16)).join(":"))) return "metadata";
  const low = (g << 16 | h) >>> 0;
  if ((e & 65023) === 0 && f === 24318 && classifyV4(low) !== "public") return classifyV4(low);
  if (a === 8194) return classifyV4((b << 16 | c) >>> 0);
  if (a === 8193 && b === 0) return "internal";
  if (a === 100 && b === 65435) return c <= 1 && classifyV4(low) !== "public" ? classifyV4(low) : c === 0 && d === 0 && e === 0 && f === 0 ? "public" : "internal";
  if (a === 0 && b === 0 && c === 0 && d === 0) {
    return e === 0 && (f === 0 || f === 65535) || e === 65535 && f === 0 ? classifyV4(low) : "internal";
  }
  return (a & 57344) === 8192 ? "public" : "internal";
}
var metadataV6 = ["fd00:ec2:0:0:0:0:0:254", "fd00:ec2:0:0:0:0:0:23", "fd20:ce:0:0:0:0:0:254", "fd00:42:0:0:0:0:0:42"];

// src/core/text/host.ts
var byHarm = ["metadata", "internal", "disguised", "ambiguous", "public"];
var metadataName = /^(?:metadata|instance-data|rancher-metadata|metadata\.(?:google\.internal|goog|tencentyun\.com|packet\.net|platformequinix\.com)|instance-data\.ec2\.internal)$/;
var internalSuffix = new RegExp(`(?:^|\\.)(?:${internalEnding}|${loopbackName})$`);
var inAddressZone = new RegExp(`\\.(?:${addressZone})$`);
var delimiter = /[/\\?#@]/;
var noHost = /[\0- "$<>[\]^`{|}%:\\!;,&*()']|^\.|\.\./;
var brokenAddress = /\.(?:\d+|0x[\da-f]*)$/;
var plainV4 = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;
function classifyHost(host) {
  const decoded = decodeHost(host);
  if (!delimiter.test(decoded)) return classifyName2(plainHost(decoded));
  const parts = decoded.split(delimiter).filter((part) => /[.:]|^localhost|^metadata|^0x|^\d+$/.test(part));
  return worst(["ambiguous", ...parts.slice(0, mostParts2).map((part) => classifyName2(plainHost(part)))]);
}
var mostParts2 = 8;
function classifyName2(name) {
  const groups = readV6(name);
  if (groups !== void 0) return classifyV6(groups);
  const addresses = readV4(name);
  if (addresses.length > 0) return worst([...addresses.map(classifyV4), plainV4.test(name) ? "public" : "disguised"]);
  if (brokenAddress.test(name) || name.includes(":") && /^[\da-fx:.]+(?:%|$)/.test(name)) return "disguised";
  if (metadataName.test(name)) return "metadata";
  if (internalSuffix.test(name)) return "internal";
  if (inAddressZone.test(name)) return classifyAddressName(name);
  if (name === "" || noHost.test(name)) return "ambiguous";
  if (!name.includes(".")) return "internal";
  const carried = carriedAddress.exec(name)?.[1];
  return carried === void 0 ? "public" : worst(readV4(carried).map(classifyV4));
}
var carriedAddress = /(?:^|\.)(\d{1,3}(?:\.\d{1,3}){3})\./;
function decodeHost(host) {
  let decoded = host;
  for (let pass = 0; pass < 3 && decoded.includes("%"); pass++) decoded = decodePercent(decoded);
  return foldDigits(foldToAscii(decoded)).toLowerCase().trim();
}
function plainHost(decoded) {
  const bracketed = /^\[([^\]]*)\]?/.exec(decoded)?.[1];
  if (bracketed !== void 0) return bracketed;
  const name = /^[^:]*:[^:]*:/.test(decoded) ? decoded : decoded.replace(/:\d*$/, "");
  return name.endsWith(".") ? name.replace(/(?<!\.)\.+$/, "") : name;
}
function worst(classes) {
  return byHarm.find((one) => classes.includes(one)) ?? "public";
}
function classifyAddressName(name) {
  const dotted = [...name.matchAll(/(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})(?=[.-])/g)].map((found) => found.slice(1, 5).join("."));
  const hex2 = [...name.matchAll(/(?:^|[.-])(?:0x)?([0-9a-f]{8})(?=\.)/g)].map((found) => String(parseInt(found[1] ?? "", 16)));
  const addresses = [...dotted, ...hex2].flatMap(readV4);
  return addresses.length === 0 ? "internal" : worst(addresses.map(classifyV4));
}

// src/core/inspect/ssrf-target.ts
function inspectTargets(rule, finds) {
  return [
    { rule, kinds: ["url"], aside: "form", finds: ({ target, text, kind }) => finds(target, text, kind) },
    { rule, kinds: ["any"], aside: "form", finds: (subject) => (subject.isUrl || splitUserInfo.test(subject.text.slice(0, longestUserInfo))) && finds(subject.target, subject.text, subject.kind) }
  ];
}
var longestUserInfo = 320;
var splitUserInfo = /^https?:\/\/[^\s/]{1,256}\s[&#;\s]{0,8}@/i;
function hostsOf(target, kind) {
  return target.scheme !== void 0 || kind === "url" ? target.hosts : target.hosts.filter((host) => /[.[]|^localhost/i.test(host));
}

// src/core/inspect/ssrf-address.ts
var hostless = /^(?:mailto|tel|sms|urn|data|javascript|vbscript|about|news|file|netdoc|php|expect|phar)$/;
var fetching = /^(?:https?|wss?|s?ftps?)$/;
var disguise = /[^\0-\x7f]|%/;
var ssrfAddress = inspectTargets("ssrf.address", (target, _text, kind) => {
  if (target === "hidden") return true;
  const { scheme: scheme2 } = target;
  if (kind === "url" && scheme2 !== void 0 && hostless.test(scheme2)) return false;
  const isOther = kind === "any" && scheme2 !== void 0 && !fetching.test(scheme2);
  return hostsOf(target, kind).some((host) => host !== "" && (!isOther || disguise.test(host)) && leadsInside(host, kind));
});
function leadsInside(host, kind) {
  const found = classifyHost(host);
  return found === "internal" || found === "disguised" || found === "ambiguous" && kind === "url";
}

// src/core/text/url.ts
var wrapping = /^(url|view-source|feed|jar|blob|uri)[:=]/i;
var schemePrefix = /^(?:(https?)|([a-z][a-z0-9+._-]*)(?!:\d{1,5}(?:[/?#]|$))):/i;
var longestAuthority = 1024;
function readUrl(text) {
  const from = text.search(/[^\0- ]/);
  if (from < 0) return { scheme: void 0, wrapper: void 0, hosts: [""] };
  const whole = text.slice(from);
  const url = readOne(whole.replace(/[\t\n\r]/g, ""));
  const end = whole.search(/[\t\n\r]/);
  const line = end < 0 ? void 0 : readOne(whole.slice(0, end));
  return url === void 0 || line === void 0 ? url : { ...url, hosts: [...url.hosts, ...line.hosts.filter((host) => host !== "")] };
}
function readOne(text) {
  let rest = text;
  const wrapper = wrapping.exec(rest)?.[1]?.toLowerCase();
  for (let depth = 0; depth < 3 && wrapping.test(rest); depth++) rest = rest.replace(wrapping, "");
  const found = schemePrefix.exec(rest);
  const scheme2 = found?.[1] ?? found?.[2];
  if (scheme2 !== void 0) rest = rest.slice(scheme2.length + 1);
  rest = rest.replace(/^[/\\]+/, "");
  const slash = rest.indexOf("/");
  const region = slash < 0 ? rest : rest.slice(0, slash);
  if (region.length > longestAuthority && region.slice(0, longestAuthority).search(/[?#]/) < 0) return void 0;
  return { scheme: scheme2?.toLowerCase(), wrapper, hosts: hostsIn(region.slice(0, longestAuthority)) };
}
function hostsIn(region) {
  if (!region.includes("@")) return [region.split(/[\\?#\s!]/, 1)[0] ?? ""];
  return region.split("@").flatMap((piece, index, pieces) => {
    const heads = piece.split(/[\\?#\s,;&]+/).filter((head) => head !== "");
    return index === pieces.length - 1 ? heads.slice(0, 1) : heads.filter((head) => hostLike.test(foldDigits(foldToAscii(decodePercent(head)))));
  });
}
var hostLike = /^(?:\[|localhost|metadata|[\d.xa-f]+(?::|$)|[^:]*\.)/i;
var strictUrl = /^(https?):\/\/([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(?=[/?#]|$)/i;
var secondAuthority = /^[^/]*[@\\]/;
var unclean = /[\0-\x20\x7f]/;
function isOnHosts(value, hosts) {
  const match = strictUrl.exec(value);
  if (match === null || unclean.test(value) || secondAuthority.test(value.slice(match[0].length))) return false;
  const [, scheme2 = "", name = "", port] = match;
  const defaultPort = scheme2.toLowerCase() === "https" ? "443" : "80";
  return hosts.some((entry) => matchesEntry(name.toLowerCase(), port ?? defaultPort, defaultPort, entry.toLowerCase()));
}
function matchesEntry(name, port, defaultPort, entry) {
  const [, entryName = "", entryPort = defaultPort] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
  if (Number(port) !== Number(entryPort)) return false;
  if (!entryName.startsWith("*.")) return name === entryName;
  return name.length > entryName.length - 1 && name.endsWith(entryName.slice(1)) && !name.includes("..");
}

// src/core/inspect/ssrf-metadata.ts
var ssrfMetadata = inspectTargets("ssrf.metadata", (target, text, kind) => {
  if (target === "hidden") return false;
  return hostsOf(target, kind).some(isMetadata) || urlsInside(text).some((url) => readUrl(url)?.hosts.some(isMetadata));
});
function isMetadata(host) {
  return classifyHost(host) === "metadata";
}
function urlsInside(text) {
  const urls = text.slice(8, 4096).match(/https?(?::|%3a)(?:\/|%2f){2}[^&"'\s]{1,200}/gi) ?? [];
  return urls.slice(0, 8).map((url) => url.replace(/%3a/i, ":").replaceAll(/%2f/gi, "/"));
}

// src/core/inspect/ssrf-scheme.ts
var fetching2 = /^(?:https?|wss?)$/;
var dangerous = /^(?:file|local_file|netdoc|gopher|dict|ldaps?|ldapi|tftp|jar|phar|php|expect|glob|zip|ogg|rar|compress\.(?:zlib|bzip2)|ssh2\.\w+|smb|cifs|nfs|telnet|smtps?|imaps?|pop3s?|rtsp|rmi|jndi|iiop|(?:http\+)?unix|view-source|javascript|vbscript|data)$/;
var streaming = `(?:php|expect|data|phar|glob|zip|ogg|rar|compress\\.(?:zlib|bzip2)|ssh2\\.\\w{1,8}|gopher|dict|ldaps?|tftp|netdoc|jndi):`;
var startsAsStream = new RegExp(`^[\\0- ]*(?:(?:url|view-source|jar)[:=])*(?:${streaming}/|(?:data|jar):[^/])`, "i");
var streamForPath = {
  rule: "ssrf.scheme",
  kinds: ["path", "id"],
  aside: "form",
  finds: ({ text }) => startsAsStream.test(text)
};
var ssrfScheme = [
  ...inspectTargets("ssrf.scheme", (target, _text, kind) => {
    if (target === "hidden") return false;
    const { scheme: scheme2, wrapper } = target;
    if (kind === "url") return wrapper !== void 0 || scheme2 !== void 0 && !fetching2.test(scheme2);
    return wrapper === "jar" || wrapper === "view-source" || scheme2 !== void 0 && dangerous.test(scheme2);
  }),
  streamForPath
];

// src/core/policy/kind.ts
var kinds = ["path", "url", "command", "sql", "code", "text", "id", "any"];

// src/core/inspect/text-invisible.ts
var tagFlags = /\ud83c\udff4(?:\udb40[\udc30-\udc39\udc61-\udc7a]){3,6}\udb40\udc7f/g;
var tags = /\udb40[\udc00-\udc7f]/;
var unseen2 = `\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200f\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb`;
var firstUnseen = new RegExp(`[${unseen2}\\ud82f\\ud834\\udb40]`);
var longestBefore = 2;
var anyOf = (...forms2) => new RegExp(`(?![^${unseen2}])(?:${forms2.join("|")})`, "i");
var selectorRun = `[\\ufe00-\\ufe0f](?:[\\ufe00-\\ufe0f]|\\udb40[\\udd00-\\uddef])`;
var inPairs = /(?=[\ud82f\ud834\udb40])(?:\udb40[\udd00-\uddef](?:[\ufe00-\ufe0f]|\udb40[\udd00-\uddef]|(?<![\u3400-\u9fff\uf900-\ufaff\udc00-\udfff]..))|\ud834[\udd73-\udd7a]|\ud82f[\udca0-\udca3]|\udb40[\uddf0-\udfff]|.(?![\udc00-\udfff]))/;
var invisibleRun = `[\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200d\\u2060-\\u2064\\u206a-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]{3}`;
var markRun = `[\\u061c\\u200b-\\u200f]{6}`;
var halves = ["\uD82F", "\uD834", "\uDB40"];
var unassigned = `[\\u2065\\ufff0-\\ufff8]`;
var anywhere2 = [selectorRun, invisibleRun, markRun, unassigned];
var neverInWord = `(?<=[a-z0-9])[\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u2060-\\u2064\\u206a-\\u206f\\u3164\\uffa0\\ufff9-\\ufffb][a-z0-9]`;
var splitName2 = `(?<=[a-z0-9_])[\\u200b-\\u200d\\ufeff][a-z0-9_]{1,64}\\(`;
var softHyphenFlood = `(?<=[a-z])\\u00ad[a-z]{1,2}\\u00ad[a-z]{1,2}\\u00ad`;
var inProse = anyOf(...anywhere2, neverInWord, splitName2, softHyphenFlood);
var splitWord2 = /[\u200b-\u200d\ufeff](?<=[a-z0-9].)(?=[a-z0-9])/gi;
var fillers = /[\u115f\u1160\u3164\uffa0]/;
var korean = /[\u1100-\u115e\u1161-\u11ff\u3131-\u3163\u3165-\u318e\ua960-\ua97c\uac00-\ud7fb\uffa1-\uffdc]/;
var outsideProse = anyOf(
  ...anywhere2,
  `[\\u00ad\\u115f\\u1160\\u17b4\\u17b5\\u2060-\\u2064\\u206a-\\u206f\\u3164\\uffa0\\ufff9-\\ufffb]`,
  `(?!^)\\ufeff`,
  `(?<![^\\0-\\u02af])[\\u200c\\u200d]`,
  `(?<![\\u1800-\\u18aa])\\u180e`,
  `(?<![\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff])\\u200b`
);
var marks = /[\u061c\u200e\u200f]/;
var rightToLeft = /[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
function hidesText(whole, prose) {
  const first = whole.search(firstUnseen);
  if (first < 0) return false;
  const text = whole.slice(Math.max(0, first - longestBefore));
  if (text.includes("\uDB40") && tags.test(text.replace(tagFlags, ""))) return true;
  return halves.some((half) => text.includes(half)) && inPairs.test(text) || (prose ? hidesInProse(text) : outsideProse.test(text));
}
function hasStrayMarks(text) {
  return marks.test(text) && !rightToLeft.test(text);
}
function hidesInProse(text) {
  if (inProse.test(text) || fillers.test(text) && !korean.test(text)) return true;
  splitWord2.lastIndex = 0;
  return splitWord2.test(text) && splitWord2.test(text);
}

// src/core/inspect/text-deception.ts
var controls = /[\u202a-\u202e\u2066-\u2069]/;
var overrides = /[\u202d\u202e]/;
var rightToLeft2 = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
var mostControls = 1e3;
var longestRead = 131072;
var bidiText = {
  rule: "text.bidi",
  kinds,
  aside: "marks",
  finds: ({ text, kind }) => controls.test(text) && (!isProse2(kind) || text.length > longestRead || reorders(text))
};
var invisible = "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200f\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}";
var anyInvisible = new RegExp(`[${invisible}]`, "u");
var invisibleOutsideProse = {
  rule: "text.invisible",
  kinds: kinds.filter((kind) => !isProse2(kind)),
  aside: "marks",
  finds: ({ text }) => text.length > longestRead ? anyInvisible.test(text) : hidesText(text, false) || hasStrayMarks(text)
};
var invisibleInProse = {
  rule: "text.invisible",
  kinds: kinds.filter(isProse2),
  aside: "marks",
  finds: ({ text }) => text.length > longestRead ? anyInvisible.test(text) : hidesText(text, true)
};
var invisibleText = [invisibleOutsideProse, invisibleInProse];
var selectors = `\\ufe00-\\ufe0f`;
var directions = `\\u061c\\u200b-\\u200f`;
var zeroWidths = `\\u00ad\\u034f\\u17b4\\u17b5\\u180e\\u200b-\\u200d\\ufeff`;
var placed = `${zeroWidths}${directions}${selectors}`;
function isProse2(kind) {
  return kind === "text" || kind === "any";
}
function reorders(text) {
  if (overrides.test(text)) return true;
  const step = /[\u202a-\u202c\u2066-\u2069][^\u202a-\u202c\u2066-\u2069\n\r\u2029]*(?<end>[\n\r\u2029])?/g;
  const open5 = [];
  let count = 0;
  for (let found = step.exec(text); found !== null; found = step.exec(text)) {
    if (++count > mostControls) return true;
    const control2 = text.charAt(found.index);
    if (control2 === "‬" || control2 === "⁩") {
      const start2 = open5.pop();
      if (start2?.close !== control2) return true;
      if (start2.turns && !rightToLeft2.test(text.slice(start2.from, found.index))) return true;
    } else {
      const close = control2 === "‪" || control2 === "‫" ? "‬" : "⁩";
      open5.push({ close, from: found.index, turns: control2 === "‫" || control2 === "⁧" });
    }
    if (found.groups?.["end"] !== void 0 && open5.length > 0) return true;
  }
  return open5.length > 0;
}

// src/core/inspect/text-homoglyph.ts
var lookalikes = `\\u0251\\u0261\\u0391\\u0392\\u0395-\\u0397\\u0399\\u039a\\u039c\\u039d\\u039f\\u03a1\\u03a4\\u03a5\\u03a7\\u03bf\\u03f2\\u03f3\\u03f9\\u0405\\u0406\\u0408\\u0410\\u0412\\u0415\\u0417\\u041a\\u041c-\\u041e\\u0420-\\u0423\\u0425\\u0430\\u0435\\u043e\\u0440\\u0441\\u0443\\u0445\\u0455\\u0456\\u0458\\u0475\\u04ae\\u04bb\\u04c0\\u04cf\\u0501\\u050c\\u051a-\\u051d\\u0570\\u0578\\u057d\\u0585\\u13a0-\\u13f5\\u1d00-\\u1d22\\ua4d0-\\ua4f7`;
var compatible = `\\uff21-\\uff3a\\uff41-\\uff5a\\u{1d400}-\\u{1d7cb}`;
var click = `\\u01c3`;
var foreign = `\\u00c0-\\u058f\\u13a0-\\u13f5\\u1d00-\\u1dbf\\u1e00-\\u1fff\\ua4d0-\\ua4f7\\uff21-\\uff3a\\uff41-\\uff5a\\u{1d400}-\\u{1d7cb}`;
var foreignWord = new RegExp(`(?=[${foreign}])(?<=(?<begun>[\\w$]*))[${foreign}][\\w$${foreign}]*`, "gu");
var firstWatched = new RegExp(`[${lookalikes}\\uff21-\\uff3a\\uff41-\\uff5a\\ud835]`);
var firstForeign = /[\u00c0-\u058f\u13a0-\u13f5\u1d00-\u1dbf\u1e00-\u1fff\ua4d0-\ua4f7\uff21-\uff3a\uff41-\uff5a\ud835]/;
var mixed = new RegExp(`^[\\w$${lookalikes}${compatible}]+$`, "u");
var latin = /[A-Za-z]/;
var declined = /^[A-Z]{2,12}[\u0430-\u044f\u0456]{1,3}$/;
var inCompatible = new RegExp(`^[${compatible}]{2,}$`, "u");
var negation = /\u01c3(?<=\w.)\s{0,4}=/;
var goesOnAsCode = /^(?:\(|\s{0,2}=)/;
var comesInCode = /(?:\w\.|(?:^|\s)(?:const|let|var|def|function|class|import|func|fn|return) )$/;
var mostWords = 4096;
var watched = click + lookalikes + compatible;
var anyOfThem = new RegExp(`[${watched}]`, "u");
var homoglyphText = {
  rule: "text.homoglyph",
  kinds: ["path", "url", "command", "sql", "code", "id", "any"],
  aside: "marks",
  finds: ({ text, kind }) => text.length > longestRead ? anyOfThem.test(text) : negation.test(text) || deceives(text, kind)
};
function deceives(text, kind) {
  if (!firstWatched.test(text)) return false;
  foreignWord.lastIndex = text.search(firstForeign);
  let count = 0;
  for (const { 0: rest, index, groups } of text.matchAll(foreignWord)) {
    if (++count > mostWords) return false;
    const begun = groups?.["begun"] ?? "";
    const word = begun + rest;
    const from = index - begun.length;
    const end = index + rest.length;
    if (kind === "any" && !goesOnAsCode.test(text.slice(end, end + 3)) && !comesInCode.test(text.slice(Math.max(0, from - 10), from))) continue;
    if (text.charAt(end) === "(" && inCompatible.test(word)) return true;
    if (latin.test(word) && mixed.test(word) && !declined.test(word)) return true;
  }
  return false;
}

// src/core/inspect/registry.ts
var registry = {
  // 1. Longer than the others read.
  pathTooLong,
  // 2. Where a path or URL leads.
  pathTraversal,
  pathSensitive,
  pathEncoding,
  pathAlias,
  ssrfMetadata,
  ssrfAddress,
  ssrfScheme,
  // 3. What a shell or a database would run.
  shellInjection,
  shellInjectionStrict,
  sqlInjection,
  sqlInjectionStrict,
  // 4. What a statement or a command does that stands where they may.
  sqlExecute,
  sqlFile,
  sqlDelay,
  sqlStacked,
  sqlDestructive,
  sqlSecrets,
  commandReverseShell,
  commandDestructive,
  commandRemoteScript,
  commandSecrets,
  // 5. Text that is not what it seems.
  bidiText,
  invisibleText,
  homoglyphText,
  // 6. What speaks to a model.
  promptOverride,
  promptHidden,
  promptFlood
};
var inspectors = Object.values(registry).flat();

// src/core/inspect/find-attack.ts
function findAttack(subject, ruling, suspects) {
  for (const inspector of inspectors) {
    if (!runs4(inspector, subject.kind, ruling.modes) || !suspects(inspector.aside ?? "odd") || !inspector.finds(subject)) continue;
    if (modeOf(inspector, ruling.modes) === "deny" || ruling.stopsAtAlert) return inspector.rule;
    ruling.alert?.(inspector.rule);
  }
  return void 0;
}
function isAllOff(kind, modes) {
  return !inspectors.some((inspector) => runs4(inspector, kind, modes));
}
function runs4(inspector, kind, modes) {
  return inspector.kinds.includes(kind) && modeOf(inspector, modes) !== "off";
}
function modeOf({ rule, mode }, modes) {
  return (modes !== void 0 && Object.hasOwn(modes, rule) ? modes[rule] : mode) ?? "deny";
}

// src/core/inspect/blanks.ts
var mostBlanks = 63;
var moreBlanks = /[^\S\ufeff]*/y;
var lineBreak = /[\n\r]/;
function collapseBlanks(text) {
  let collapsed = "";
  let kept2 = 0;
  for (let run2 = findBlanks(text, 0); run2 !== void 0; run2 = findBlanks(text, kept2)) {
    collapsed += text.slice(kept2, run2.from) + (lineBreak.test(text.slice(run2.from, run2.end)) ? "\n" : " ");
    kept2 = run2.end;
  }
  return kept2 === 0 ? text : collapsed + text.slice(kept2);
}
function hasManyBlanks(text) {
  return findBlanks(text, 0) !== void 0;
}
function findBlanks(text, start2) {
  for (let at = start2 + mostBlanks; at < text.length; at += mostBlanks) {
    const code = text.charCodeAt(at);
    if (code > 32 && code < 160) continue;
    const before3 = text.charCodeAt(at - 1);
    if (before3 > 32 && before3 < 160) continue;
    const from = startOfBlanks(text, at - mostBlanks, at + 1);
    moreBlanks.lastIndex = from;
    moreBlanks.test(text);
    if (moreBlanks.lastIndex - from > mostBlanks) return { from, end: moreBlanks.lastIndex };
  }
  return void 0;
}
function startOfBlanks(text, from, end) {
  const part = text.slice(from, end);
  return from + Math.max(part.trimEnd().length, part.lastIndexOf("\uFEFF") + 1);
}

// src/core/inspect/command-lines.ts
var longestWord = 1024;
var data = /^['"]?[\w+/=-]*['"]?$/;
var mostHeredocs = 300;
var heredoc = /<<-?[ \t]{0,4}(['"\\]?)([A-Za-z_]\w{0,40})\1/y;
function longLines(text, length) {
  const joined = withoutData(text.replaceAll("\\\r\n", "").replaceAll("\\\n", ""));
  const lines = [];
  for (let at = length; at < joined.length; at += length) {
    const from = joined.lastIndexOf("\n", at - 1) + 1;
    const found = joined.indexOf("\n", at);
    const end = found < 0 ? joined.length : found;
    if (end - from > length) lines.push(joined.slice(from, end));
    at = Math.max(at, end);
  }
  return lines;
}
function withLessData(line) {
  if (line.length <= longestWord) return line;
  return line.split(" ").map((word) => word.length > longestWord && data.test(word) ? word.slice(0, longestWord / 2) + word.slice(-longestWord / 2) : word).join(" ");
}
function withoutData(text) {
  let kept2 = "";
  let from = 0;
  let count = 0;
  for (let at = text.indexOf("<<"); at >= 0 && count < mostHeredocs; at = text.indexOf("<<", Math.max(at + 2, from))) {
    count++;
    heredoc.lastIndex = at;
    const tag = heredoc.exec(text)?.[2];
    const start2 = tag === void 0 ? -1 : text.indexOf("\n", at);
    if (tag === void 0 || start2 < 0) continue;
    const end = text.indexOf(`
${tag}`, start2);
    if (end < 0) break;
    const command = text.slice(Math.max(from, text.lastIndexOf("\n", at) + 1), start2);
    if (!isRun(command)) {
      kept2 += text.slice(from, start2);
      from = end;
    }
  }
  return kept2 + text.slice(from);
}
function isRun(command) {
  if (command.length > longestWord) return true;
  return /ssh|docker|kubectl|podman|eval|xargs/i.test(command) || command.split(/[;|&()]/).some((simple) => callsOf(wordsOf(simple.replace(/['"\\]/g, "")), interpreters).length > 0);
}

// src/core/inspect/ssrf-reading.ts
var beginsLikeUrl = /(?:(?:url|view-source|feed|jar|blob|uri)[:=])*(?:(?:[a-z][a-z0-9+._-]*:|[/\\])[\t\n\r]*[/\\]|https?:)/iy;
var mayBeginLikeUrl = /^(?:(?:url|view-source|feed|jar|blob|uri)[:=])*(?:(?:[a-z][a-z0-9+._-]*:|[/\\])[\t\n\r]*(?:[/\\]|$)|https?:|(?:[a-z][a-z0-9+._-]*)?$)/i;
var longestUrl = 8192;
function isUrl(word) {
  const from = word.search(/[^\0- ]/);
  if (from < 0) return false;
  beginsLikeUrl.lastIndex = from;
  return beginsLikeUrl.test(word);
}
var beginning = 4096;
function mayBeUrl(text) {
  const from = text.search(/[^\0- ]/);
  return (from < 0 || mayBeginLikeUrl.test(text.slice(from, from + beginning))) && !text.trim().includes(" ");
}
function readTarget(text) {
  return (text.length > longestUrl ? void 0 : readUrl(text)) ?? "hidden";
}

// src/core/inspect/sql-dialects.ts
var dialects = [
  // SQLite; PostgreSQL's blocks of code, which stand in strings.
  {},
  // MySQL, then with NO_BACKSLASH_ESCAPES, then BigQuery, then Hive and Spark.
  { versions: true, escapes: "all", hashes: true, spacedDashes: true },
  { versions: true, hashes: true, spacedDashes: true },
  { escapes: "all", hashes: true },
  { escapes: "all" },
  // PostgreSQL, then Oracle, then SQL Server.
  { escapes: "marked", nests: true, tags: true },
  { brackets: true },
  { nests: true, bracketNames: true }
];
var nested2 = /\/\*(?:[^*/]|\*(?!\/)|\/(?!\*))*\/\*/;
function dialectsFor(text) {
  const escapes2 = text.includes("\\") && /\\['"`]/.test(text);
  const marked = escapes2 && text.includes("e'");
  const hashes3 = text.includes("#");
  const dashes = text.includes("--") && /--[^\s\0-\x1f]/.test(text);
  const commented = text.includes("/*");
  const versions2 = commented && /\/\*m?!/.test(text);
  const nests = commented && nested2.test(text);
  const tags3 = text.includes("$") && /\$\w*\$/.test(text);
  const brackets2 = text.includes("q'");
  const bracketNames = text.includes("[") && /\[(?![\w $.]{1,60}\])/.test(text);
  const kept2 = dialects.map(
    (one) => ({
      escapes: one.escapes === "all" ? escapes2 ? "all" : void 0 : one.escapes === "marked" && marked ? "marked" : void 0,
      hashes: one.hashes === true && hashes3,
      spacedDashes: one.spacedDashes === true && dashes,
      versions: one.versions === true && versions2,
      nests: one.nests === true && nests,
      tags: one.tags === true && tags3,
      brackets: one.brackets === true && brackets2,
      bracketNames: one.bracketNames === true && bracketNames
    })
  );
  return [...new Map(kept2.map((one) => [JSON.stringify(one), one])).values()];
}

// src/core/inspect/sql-code.ts
var mostRead2 = 81920;
var mostTokens2 = 3e3;
var telling4 = /^'(?:(c|java|javascript|plpython\w{0,2}|plperlu|pltclu|plsh|plr|lua|r)'|(?:s3|gs|gcs|azure|abfss?|https?):)/;
function sqlCode(text) {
  const lower = text.trim().toLowerCase();
  const dialects2 = dialectsFor(lower);
  if (lower.length * dialects2.length > mostRead2) return void 0;
  const budget = { tokens: mostTokens2 };
  const readings = /* @__PURE__ */ new Set();
  for (const dialect of dialects2) {
    const code = read(lower, dialect, budget);
    if (budget.tokens < 0) return void 0;
    readings.add(code);
  }
  return [...readings];
}
function read(text, dialect, budget) {
  const next = /(?=['"`[#*/$\x01-\x08\x0e-\x1f-])(?:['"`[#]|--|\/\*|\*\/|\$\w*\$|[^*/$-])/g;
  const parts = [];
  let kept2 = 0;
  for (let found = next.exec(text); found !== null && --budget.tokens >= 0; found = next.exec(text)) {
    const mark = found[0];
    const at = found.index;
    const end = endOf(text, at, mark, dialect, budget);
    if (end === void 0) {
      next.lastIndex = at + 1;
      continue;
    }
    parts.push(text.slice(kept2, at), replacement(text, at, end, mark));
    kept2 = end;
    next.lastIndex = end;
  }
  return parts.join("") + text.slice(kept2);
}
function endOf(text, at, mark, dialect, budget) {
  switch (mark) {
    case "'":
      return dialect.brackets && isBracketed(text, at) ? endAfter(text, `${closing2[text.charAt(at + 1)] ?? text.charAt(at + 1)}'`, at + 2) : endOfStrings(text, at, dialect);
    case '"':
    case "`":
      return dialect.escapes === "all" ? endOfEscaped(text, at, mark) : endAfter(text, mark, at + 1);
    case "[":
      if (dialect.bracketNames) return endAfter(text, "]", at + 1);
      return /^\[[\w $.]{1,60}\]/.test(text.slice(at, at + 62)) ? text.indexOf("]", at) + 1 : void 0;
    case "/*":
      return dialect.versions ? endOfVersioned(text, at) : endOfComment(text, at, dialect, budget);
    case "*/":
      return at + 2;
    case "#":
      return dialect.hashes ? lineEnd(text, at) : void 0;
    case "--":
      return dialect.spacedDashes && /[^\s\0-\x1f]/.test(text.charAt(at + 2)) ? void 0 : lineEnd(text, at);
    default:
      if (mark < " ") return at + 1;
      return dialect.tags && !/[\w$]/.test(text.charAt(at - 1)) ? endAfter(text, mark, at + mark.length) : void 0;
  }
}
var closing2 = { "[": "]", "(": ")", "{": "}", "<": ">" };
function isBracketed(text, at) {
  return /(?:^|\W)n?q$/.test(text.slice(Math.max(0, at - 3), at));
}
function endOfStrings(text, at, { escapes: escapes2 }) {
  if (escapes2 === "all" || escapes2 === "marked" && /(?:^|\W)e$/.test(text.slice(Math.max(0, at - 2), at))) return endOfEscaped(text, at, "'");
  const list = /(?:[\s\d,.()]*'[^']*')*/y;
  list.lastIndex = endAfter(text, "'", at + 1);
  list.test(text);
  return list.lastIndex;
}
function endOfEscaped(text, at, quote4) {
  const body2 = quote4 === "'" ? /[^'\\]*(?:\\[^][^'\\]*)*/y : quote4 === '"' ? /[^"\\]*(?:\\[^][^"\\]*)*/y : /[^`\\]*(?:\\[^][^`\\]*)*/y;
  body2.lastIndex = at + 1;
  body2.test(text);
  return Math.min(text.length, body2.lastIndex + 1);
}
function endOfVersioned(text, at) {
  const mark = /^\/\*m?!\d{0,6}/.exec(text.slice(at, at + 10));
  return mark === null ? endAfter(text, "*/", at + 2) : at + mark[0].length;
}
function endOfComment(text, at, { nests }, budget) {
  if (!nests) return endAfter(text, "*/", at + 2);
  const marks2 = /\/\*|\*\//g;
  marks2.lastIndex = at + 2;
  let depth = 1;
  for (let found = marks2.exec(text); found !== null && --budget.tokens >= 0; found = marks2.exec(text)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks2.lastIndex;
  }
  return text.length;
}
function lineEnd(text, at) {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}
function endAfter(text, what, from) {
  const end = text.indexOf(what, from);
  return end < 0 ? text.length : end + what.length;
}
function replacement(text, at, end, mark) {
  switch (mark) {
    case "'":
      return stringFor(telling4.exec(text.slice(at, at + 16)));
    case '"':
    case "`":
    case "[":
      if (mark === '"' && text.startsWith("u&", at - 2)) return '""';
      return end - at < 64 && /^.[\w$.]{1,60}.$/.test(text.slice(at, end)) ? text.slice(at + 1, end - 1) : "''";
    default:
      return mark.startsWith("$") ? "$$" : " ";
  }
}
function stringFor(found) {
  if (found === null) return "''";
  return found[1] === void 0 ? "'url'" : "'language'";
}

// src/core/inspect/sql-statement-dangers.ts
var string = `\\s*(?:(?:e|n|u&)?'(?!url')|\\$\\w*\\$)`;
var copy = { word: "copy", form: /\bcopy\b(?!\s*into\b)/g };
var copiesProgram = new RegExp(`\\bprogram${string}`);
var copiesFile = new RegExp(`\\b(?:from|to)${string}`);
var vacuum = { word: "vacuum", form: /\bvacuum\b/g };
var intoFile = /\binto\b/;
var mostStatements = 200;
var everyRow = /(?:^|;)\s*(?:delete\s+(?:(?:low_priority|quick|ignore)\s+)*from\b|update\b(?=[^;]*\bset\b))(?![^;]*\b(?:where\b(?![\s(]*(?:1|true|1\s*=\s*1|''\s*=\s*'')[\s)]*(?:;|$))|join\b|using\b|limit\b))/;
function scanStatements(code) {
  const found = [];
  if (code.includes("\\!") || hasStatement(code, copy, copiesProgram)) found.push("sql.execute");
  if (hasStatement(code, copy, copiesFile) || hasStatement(code, vacuum, intoFile)) found.push("sql.file");
  if ((code.includes("delete") || code.includes("update")) && everyRow.test(code)) found.push("sql.destructive");
  return found;
}
function hasStatement(code, { word, form: form2 }, what) {
  if (!code.includes(word)) return false;
  form2.lastIndex = 0;
  for (let count = 0, found = form2.exec(code); found !== null; found = form2.exec(code)) {
    const semicolon = code.indexOf(";", found.index);
    const end = semicolon < 0 ? code.length : semicolon;
    if (++count > mostStatements || what.test(code.slice(found.index, end))) return true;
    form2.lastIndex = end;
  }
  return false;
}

// src/core/inspect/sql-danger-forms.ts
var string2 = `(?:(?:e|n|u&)?'|\\$\\w*\\$)`;
function onLine2(command) {
  const begin = command.slice(0, 2);
  return `${begin}(?<=(?:^|\\n)\\.${begin})${command.slice(2)}\\b`;
}
var executes2 = [
  `xp_(?:cmdshell|reg[a-z]|servicecontrol|availablemedia|terminate_process|loginconfig)`,
  `sp_(?:oa[a-z]{3}|configure\\b|execute_external_script|executesql|prep(?:are|exec)|cursor(?:open|prep)|msforeach|add(?:extendedproc|linkedserver|_job)|start_job)`,
  `sys_(?:exec|eval|bineval)\\s*\\(`,
  `soname\\s*${string2}`,
  `language\\s*(?:'language'|(?:c|java|javascript|plpython\\w{0,2}|plperlu|pltclu|plsh|plr|lua|r)\\b)`,
  `create\\s+(?:(?:or\\s+replace\\s+)?(?:and\\s+(?:compile|resolve)\\s+)?java\\b|assembly\\b|extension\\s+(?:if\\s+not\\s+exists\\s+)?(?:pl(?!pgsql)\\w|dblink|file_fdw|adminpack|lo\\b|http\\b))`,
  `dbms_(?:scheduler|job|java\\w*|xslprocessor|advisor|ldap|sql|sys_sql|xmlgen|xmlquery)\\s*\\.`,
  `utl_(?:http|tcp|smtp|inaddr|mail)\\s*\\.`,
  `httpuritype\\b`,
  `dblink(?:_\\w{1,20})?\\s*\\(`,
  ...["query", "cursor"].map((what) => `${what}_to_xml\\w{0,20}\\s*\\(\\s*${string2}`),
  `exec(?:ute)?\\s*(?:\\(|${string2}|@\\w+(?!\\w|\\s*=))`,
  `execute\\s+immediate\\b`,
  `do(?:\\s*'|\\s+(?:e|n|u&)')`,
  `prepare\\s+\\S+\\s+from\\b`,
  `load_extension\\s*\\(`,
  `fts3_tokenizer\\s*\\(`,
  `alter\\s+system\\s+set\\b`,
  `general_log\\w{0,9}\\s*:?=`,
  `slow_query_log\\w{0,9}\\s*:?=`,
  `u&""`,
  ...["shell", "system", "load"].map(onLine2)
];
var reachesFiles = [
  `into\\s+(?:out|dump)file\\b`,
  ...["load_file", `pg_(?:read_(?:binary_)?file|ls_\\w{1,20}|stat_file|file_\\w{1,20})`, "lo_(?:im|ex)port", "openrowset", "opendatasource", "readfile", "writefile", "bfilename"].map((name) => `${name}\\s*\\(`),
  `load\\s+(?:data|xml)\\b`,
  `bulk\\s+insert\\b`,
  `utl_file\\b`,
  `attach\\s*(?:database\\b|')`,
  `to\\s+disk\\b`,
  `overwrite\\s+(?:local\\s+)?directory\\b`,
  `create\\s+(?:or\\s+replace\\s+)?directory\\b`,
  `xp_(?:dirtree|subdirs|fileexist|fixeddrives)\\b`,
  ...["import", "output", "once", "read", "backup", "save"].map(onLine2)
];
var delays = [
  `sleep\\s*\\([\\s(+-]*(?:[\\d@.]|if\\b|case\\b|select\\b|cast\\b)`,
  `pg_sleep(?:_for|_until)?\\s*\\(`,
  `benchmark\\s*\\([\\s(+-]*[\\d@]`,
  `waitfor\\s+(?:delay|time)\\b`,
  `dbms_(?:pipe\\s*\\.\\s*receive_message|(?:lock|session)\\s*\\.\\s*sleep)\\b`,
  `randomblob\\s*\\(\\s*\\d{7}`
];
var object2 = "(?:table|database|schema|view|materialized|index|user|login|role|function|procedure|proc|trigger|tablespace|server|column|partition)";
var destroys2 = [
  `drop\\s+${object2}\\b`,
  `truncate\\s+\\w`,
  `grant\\s+all\\b`,
  `create\\s+(?:user|login|role)\\b`,
  `alter\\s+(?:user|login|role)\\b`,
  `revoke\\s+\\w`,
  `set\\s+password\\b`,
  `shutdown\\s*(?:;|$|with\\b)`
];
var readsSecrets = [
  `mysql\\s*\\.\\s*(?:user|global_priv|db)\\b`,
  `pg_(?:shadow|authid|user_mappings?|hba_file_rules)\\b`,
  `sql_logins\\b`,
  `sysx?logins\\b`,
  `authentication_string\\b`,
  `sys\\s*\\.\\s*(?:user(?:_history)?\\$|credentials|linked_logins)`,
  `dba_users\\b`,
  `loginproperty\\b`
];

// src/core/inspect/sql-scan.ts
var forms = {
  "sql.execute": executes2,
  "sql.file": reachesFiles,
  "sql.delay": delays,
  "sql.destructive": destroys2,
  "sql.secrets": readsSecrets
};
var rules = Object.keys(forms);
var all = Object.values(forms).flat();
var byRule = rules.map((rule) => ({ rule, form: new RegExp(byFirstLetter(forms[rule]), "y") }));
var anyForm = new RegExp(`\\b(?=[${lettersAt(0)}][${lettersAt(1)}])${byFirstLetter(all)}`, "g");
var mostForms = 500;
function lettersAt(at) {
  return [...new Set(all.map((source) => source.charAt(at)))].join("");
}
function byFirstLetter(sources2) {
  const letters = [...new Set(sources2.map((source) => source.charAt(0)))];
  return `(?:${letters.map((letter) => `${letter}(?:${sources2.flatMap((source) => source.startsWith(letter) ? [source.slice(1)] : []).join("|")})`).join("|")})`;
}
function scanForDangers(code) {
  const found = new Set(scanStatements(code));
  anyForm.lastIndex = 0;
  for (let count = 0, form2 = anyForm.exec(code); form2 !== null; form2 = anyForm.exec(code)) {
    if (++count > mostForms) return new Set(rules);
    for (const one of byRule) {
      one.form.lastIndex = form2.index;
      if (one.form.test(code)) found.add(one.rule);
    }
    anyForm.lastIndex = form2.index + 1;
  }
  return found;
}

// src/core/inspect/subject.ts
var Subject = class {
  text;
  kind;
  #isOneWord;
  #isPath;
  #readings;
  #paths;
  #isUrl;
  #target;
  #statements = "unread";
  #sqlDangers;
  #commands;
  constructor(text, kind) {
    this.text = text;
    this.kind = kind;
  }
  /** Whether no blank stands between other characters. */
  get isOneWord() {
    return this.#isOneWord ??= isOneWord(this.text.trim());
  }
  /** Whether the whole text stands for a path, judging by its kind and, where that leaves it open, by its look. */
  get isPath() {
    return this.#isPath ??= this.kind !== "any" || isPathLike(this.text, () => this.isOneWord);
  }
  /** What the text, or of an overlong one its two ends, decodes to. */
  get readings() {
    return this.#readings ??= readingsOf(boundPath(this.text));
  }
  /** The paths the text may mean, most literal first. */
  get paths() {
    return this.#paths ??= this.readings.layers.map(asPath2);
  }
  /** Whether the whole text is a URL, by its look. */
  get isUrl() {
    return this.#isUrl ??= this.isOneWord && isUrl(this.text);
  }
  /** Where the text leads as a URL. */
  get target() {
    return this.#target ??= readTarget(this.text);
  }
  /** What the text runs as SQL; undefined where that cannot be read in time. */
  get statements() {
    return this.#statements === "unread" ? this.#statements = sqlCode(this.text) : this.#statements;
  }
  /** The rules that what it runs as SQL breaks; undefined as for the statements. */
  get sqlDangers() {
    return this.#sqlDangers ??= this.statements && new Set(this.statements.flatMap((code) => [...scanForDangers(code)]));
  }
  /** What the text, or the beginning of an overlong one, may run as a command. */
  get commands() {
    return this.#commands ??= readCommand(this.text);
  }
};
function isOneWord(trimmed) {
  return !trimmed.includes(" ") && !/\s/.test(trimmed);
}

// src/core/inspect/long-text.ts
var pieceLength = 2048;
var overlap = 512;
var pieceStep = pieceLength - overlap;
var fewestPieces = 10;
var mostChunks = 16;
var mostSuspicious = 5;
var notTheBeginning = "xx§xx ";
function inspectLong(text, kind, first, ruling) {
  const seen = /* @__PURE__ */ new Map();
  if (kind === "any" && mayBeUrl(text)) {
    const look = first.suspicion(kind, text);
    if (look === "") return void 0;
    seen.set(text, look);
  }
  const rule = inspectOdd(text, kind, first, ruling, seen) ?? (kind === "command" ? inspectLines(text, first, ruling) : void 0);
  if (rule !== void 0 || seen.size === 0) return rule;
  return findAttack(new Subject(text, kind), ruling, askOnce(text, kind, lookAtParts(seen, first), known2(seen)));
}
function known2(seen) {
  return [["odd", false], ...[...seen.values()].filter((what) => what !== "odd" && what !== "marks").map((what) => [what, true])];
}
function lookAtParts(seen, first) {
  const hides = (kind, what) => [...seen].some(([part, look]) => (what === "phrases" || look !== "phrases") && first.suspects(kind, part, what));
  return { suspects: (kind, text, what) => what === "marks" || what === "phrases" ? hides(kind, what) : first.suspects(kind, text, what) };
}
function inspectOdd(text, kind, first, ruling, seen) {
  const alerts = /* @__PURE__ */ new Set();
  const rule = inspectParts(text, kind, first, { ...ruling, alert: (found) => {
    alerts.add(found);
  } }, seen);
  if (rule === void 0 && alerts.size === 0) return void 0;
  if (first.suspicion(kind, text) !== "odd") return void 0;
  for (const alert of alerts) ruling.alert?.(alert);
  return rule;
}
function inspectParts(text, kind, first, ruling, seen) {
  let isVouched = true;
  let suspicious = 0;
  const chunkStep = pieceStep * Math.max(fewestPieces, Math.ceil(text.length / pieceStep / mostChunks));
  let next = 0;
  for (let from = 0; isPart(text, from); from = next) {
    next = endOfChunk(text, from, chunkStep);
    const part = cut2(text, from, next + overlap);
    const look = first.suspicion(kind, part);
    if (look !== "") seen.set(part, look);
    if (look !== "odd") continue;
    if (isVouched) {
      isVouched = false;
      const dense = collapseBlanks(text);
      if (dense !== text) {
        seen.set(text, "odd");
        return inspectParts(dense, kind, first, ruling, seen);
      }
    }
    for (let at = from; at < next && isPart(text, at); at += pieceStep) {
      const piece = cut2(text, at, at + pieceLength);
      if (first.suspicion(kind, piece) !== "odd") continue;
      const rule = findAttack(new Subject(piece, kind), ruling, (what) => what === "odd");
      if (rule !== void 0) return rule;
      if (++suspicious > mostSuspicious) return "inspect.budget";
    }
  }
  return void 0;
}
function inspectLines(text, first, ruling) {
  let read2 = 0;
  for (const line of longLines(text, overlap)) {
    if (first.suspicion("command", line) !== "odd") continue;
    const command = line.length > longestCommand ? withLessData(collapseBlanks(line)) : line;
    read2 += command.length;
    if (read2 > longestCommand) return "inspect.budget";
    const rule = findAttack(new Subject(command, "command"), ruling, (what) => what === "odd");
    if (rule !== void 0) return rule;
  }
  return void 0;
}
function isPart(text, at) {
  return at === 0 || at + overlap < text.length;
}
function endOfChunk(text, from, step) {
  let end = from + step;
  while (end < text.length && hasManyBlanks(text.slice(end - mostBlanks, end + overlap + mostBlanks))) end += step;
  return end;
}
function cut2(text, from, end) {
  return (from === 0 ? "" : notTheBeginning) + text.slice(from, end);
}

// src/core/inspect/ruling.ts
var ownModes = {};
var anyFinding = { stopsAtAlert: true };

// src/core/inspect/inspect.ts
var wholeText = 4096;
function inspect(text, kind, first, ruling = ownModes) {
  if (text === "") return void 0;
  if (ruling.modes !== void 0 && isAllOff(kind, ruling.modes)) return void 0;
  if (text.length > wholeText && !isBounded(kind)) return inspectLong(text, kind, first, ruling);
  const earliest = first.suspicion(kind, text);
  return earliest === "" ? void 0 : findAttack(new Subject(text, kind), ruling, askOnce(text, kind, first, [["odd", false], [earliest, true]]));
}
function isBounded(kind) {
  return kind === "path" || kind === "id" || kind === "url";
}

// src/core/inspection.ts
var Inspection = class {
  /** @param findings gets the rules that find something and only alert */
  constructor(ports, findings) {
    this.ports = ports;
    this.alert = (rule) => {
      findings.add(rule);
    };
  }
  inspect(text, kind, modes) {
    return inspect(text, kind, this.ports, { modes, alert: this.alert });
  }
  pathForm(path) {
    return this.ports.pathForm(path);
  }
};
var shortText2 = 255;
var quietKinds = ["code"];
var AsciiInspection = class {
  constructor(ports, isQuiet) {
    this.ports = ports;
    this.isQuiet = isQuiet;
  }
  inspect(text, kind, modes) {
    if (quietKinds.includes(kind)) return void 0;
    return this.isQuiet && text.length > shortText2 && (kind === "text" || kind === "any") ? void 0 : inspectOrdinary(text, kind, this.ports, modes);
  }
  pathForm(path) {
    const form2 = this.ports.pathForm(path);
    if (form2 === "plain") this.plainPath = path;
    return form2;
  }
};
function inspectOrdinary(text, kind, ports, modes) {
  return inspect(text, kind, ports, modes === void 0 ? anyFinding : { ...anyFinding, modes });
}

// src/core/text/path.ts
var ambiguous3 = { form: "ambiguous" };
var oddPath = `[^\\w/.\\- ,()+@]|//|[/ .]\\.|[. ](?:/|$)|^\\.|/$|0[xX][25]`;
var odd = new RegExp(oddPath);
function pathReadings(value) {
  if (isLiteralPath(value)) {
    return [{ form: value.startsWith("/") ? "absolute" : "relative", path: value }];
  }
  const { layers, settled } = readingsOf(value);
  const texts = /* @__PURE__ */ new Set();
  for (const layer of layers) {
    const forward = layer.replaceAll("\\", "/");
    texts.add(layer).add(forward).add(forward.replace(undecodable, ""));
  }
  const readings = [...texts].map(resolveReading);
  return settled && !layers.some((layer) => overlong2.test(layer) || hasEscapes(layer)) ? readings : [...readings, ambiguous3];
}
var overlong2 = /%c[01]|%[\da-f]0x/i;
var undecodable = /\ufffd|%[89a-f][\da-f]/gi;
function isLiteralPath(value) {
  return value !== "" && !odd.test(value);
}
function resolveReading(text) {
  const drive = /^[a-z]:/i.exec(text)?.[0] ?? "";
  const path = drive === "" ? text : text.slice(drive.length).replaceAll("\\", "/");
  if (/[\0-\x1f\x7f]/.test(text) || path.startsWith("//")) return ambiguous3;
  if (drive !== "" && (!path.startsWith("/") || windowsOdd.test(path))) return ambiguous3;
  const absolute = path.startsWith("/");
  const kept2 = [];
  for (const segment2 of path.split("/")) {
    if (segment2 === "" || segment2 === ".") continue;
    if (segment2 !== "..") {
      if (dotSegment2.test(segment2)) return ambiguous3;
      kept2.push(segment2);
    } else if (kept2.length > 0 && kept2.at(-1) !== "..") kept2.pop();
    else if (!absolute) kept2.push("..");
  }
  const joined = kept2.join("/");
  if (drive !== "") return { form: "absolute", path: `${drive}/${joined}`.toLowerCase() };
  return absolute ? { form: "absolute", path: `/${joined}` } : { form: "relative", path: joined };
}
var dotSegment2 = /^\s*\.\.[.\s%]*(?:;|$)|^\s+\.{1,2}$/;
var windowsOdd = /[:*?"<>|]|~\d|[. ](?:[/\\]|$)|[/\\](?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])(?:[./\\]|$)/i;
function isWithin(value, roots) {
  return pathReadings(value).every((reading) => reading.form === "absolute" && liesIn(reading.path, roots.map(beginningIn)));
}
function beginningIn(root) {
  return root.endsWith("/") ? root : `${root}/`;
}
function liesIn(path, beginnings) {
  for (let at = 0; at < beginnings.length; at++) {
    const beginning3 = beginnings[at];
    if (beginning3 !== void 0 && (path.length < beginning3.length ? path !== "" && `${path}/` === beginning3 : path.startsWith(beginning3))) return true;
  }
  return false;
}

// src/core/policy/argument-walk.ts
var maxDepth2 = 200;
function findInWalk(value, limits, visit2, depth = 0) {
  if (typeof value === "string") return value.length > limits.string ? "json.string" : visit2(value);
  if (typeof value !== "object" || value === null) return void 0;
  if (depth === maxDepth2) return "json.depth";
  const keys = Array.isArray(value) ? void 0 : Object.keys(value);
  const members = Array.isArray(value) ? value : Object.values(value);
  if (members.length > limits.array) return "json.array";
  for (const key of keys ?? []) {
    const rule = findInWalk(key, limits, visit2, depth + 1);
    if (rule !== void 0) return rule;
  }
  for (const member of members) {
    const rule = findInWalk(member, limits, visit2, depth + 1);
    if (rule !== void 0) return rule;
  }
  return void 0;
}

// src/core/policy/json-schema-equal.ts
function canonicalJson(value) {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}
function isOneOf(value, list) {
  if (typeof value !== "object" || value === null) return list.includes(value);
  const canonical = canonicalJson(value);
  return list.some((item) => typeof item === "object" && item !== null && canonicalJson(item) === canonical);
}

// src/core/policy/argument-value.ts
function checkValue(value, argument4, limits, look) {
  if (value === null) return void 0;
  if (argument4.enum !== void 0 && !isListed(value, argument4.enum)) return "argument.enum";
  if (typeof value === "string") {
    return value.length > (argument4.string ?? limits.string) ? "json.string" : checkText(value, argument4, look);
  }
  if (argument4.needsText && !isText(value)) return "argument.type";
  if (typeof value !== "object") return void 0;
  const own = argument4.string === void 0 ? limits : { array: limits.array, string: argument4.string };
  return findInWalk(value, own, (text) => checkText(text, argument4, look));
}
function checkText(text, { kind, within: within2, hosts, pattern, modes }, look) {
  const form2 = within2 === void 0 && kind !== "path" ? "odd" : look.pathForm(text);
  if (within2 !== void 0 && !(form2 === "odd" ? isWithin(text, within2) : liesIn(text, within2))) return "argument.within";
  if (hosts !== void 0 && !isOnHosts(text, hosts)) return "argument.hosts";
  if (pattern !== void 0 && !new RegExp(pattern, "u").test(text)) return "argument.pattern";
  return form2 === "plain" && kind === "path" ? void 0 : look.inspect(text, kind, modes);
}
function isListed(value, list) {
  return isOneOf(value, list) || Array.isArray(value) && value.every((item) => isOneOf(item, list));
}
function isText(value) {
  return typeof value === "string" || Array.isArray(value) && value.every((item) => typeof item === "string");
}

// src/core/policy/argument-list.ts
function listArguments(entry) {
  const { args, required = [] } = entry;
  if (args === void 0) return void 0;
  const byName = /* @__PURE__ */ Object.create(null);
  for (const [name, argument4] of Object.entries(args)) byName[name] = listArgument(argument4, argument4.kind ?? inferredKind(entry, name), entry.modes, required.includes(name));
  return { byName, required: required.length };
}
function listArgument(argument4, kind = "any", modes, isRequired) {
  const { within: within2, hosts, pattern, string: string3 } = argument4;
  return { kind, within: within2?.map(beginningIn), hosts, enum: argument4.enum, pattern, string: string3, modes: argument4.modes ?? modes, needsText: needsText(argument4), isRequired };
}
function needsText({ kind, within: within2, hosts, pattern }) {
  if (within2 !== void 0 || hosts !== void 0 || pattern !== void 0) return true;
  return kind === "path" || kind === "url" || kind === "command" || kind === "sql" || kind === "code";
}
function inferredKind(entry, name) {
  const kinds3 = "kinds" in entry ? entry.kinds : void 0;
  return kinds3 !== void 0 && Object.hasOwn(kinds3, name) ? kinds3[name] : void 0;
}

// src/core/policy/json-schema-array.ts
function matchesArray(node, items, match) {
  if (node.minItems !== void 0 && items.length < node.minItems) return false;
  if (node.maxItems !== void 0 && items.length > node.maxItems) return false;
  const prefix3 = node.prefixItems;
  if (prefix3?.some((schema, at) => at < items.length && !match(schema, items[at]))) return false;
  if (node.items !== void 0) {
    for (let at = prefix3?.length ?? 0; at < items.length; at++) {
      if (!match(node.items, items[at])) return false;
    }
  }
  if (node.uniqueItems === true && new Set(items.map(canonicalJson)).size < items.length) return false;
  return node.contains === void 0 || containsEnough(node, items, match);
}
function containsEnough(node, items, match) {
  const { contains = true, minContains = 1, maxContains = Infinity } = node;
  const found = items.filter((item) => match(contains, item)).length;
  return found >= minContains && found <= maxContains;
}

// src/core/policy/json-schema-object.ts
function matchesObject(node, object3, match, seen) {
  const keys = Object.keys(object3);
  if (node.minProperties !== void 0 && keys.length < node.minProperties) return false;
  if (node.maxProperties !== void 0 && keys.length > node.maxProperties) return false;
  if (node.required?.some((name) => !Object.hasOwn(object3, name))) return false;
  if (node.propertyNames !== void 0) {
    for (const key of keys) if (!match(node.propertyNames, key)) return false;
  }
  const dependent = node.dependentRequired ?? node.dependentSchemas;
  if (dependent !== void 0 && !hasDependencies(node, object3, match, seen)) return false;
  return matchesProperties(node, object3, keys, match, seen);
}
function matchesProperties(node, object3, keys, match, seen) {
  const { properties, patternProperties, additionalProperties } = node;
  for (const key of keys) {
    const value = object3[key];
    let evaluated = false;
    const schema = properties?.[key];
    if (schema !== void 0 && properties !== void 0 && Object.hasOwn(properties, key)) {
      if (!match(schema, value)) return false;
      evaluated = true;
    }
    if (patternProperties !== void 0) {
      for (const [pattern, patternSchema] of Object.entries(patternProperties)) {
        if (!new RegExp(pattern, "u").test(key)) continue;
        if (!match(patternSchema, value)) return false;
        evaluated = true;
      }
    }
    if (!evaluated && additionalProperties !== void 0) {
      if (!match(additionalProperties, value)) return false;
      evaluated = true;
    }
    if (evaluated) seen?.add(key);
  }
  return true;
}
function hasDependencies(node, object3, match, seen) {
  for (const [name, required] of Object.entries(node.dependentRequired ?? {})) {
    if (Object.hasOwn(object3, name) && required.some((other) => !Object.hasOwn(object3, other))) return false;
  }
  for (const [name, schema] of Object.entries(node.dependentSchemas ?? {})) {
    if (Object.hasOwn(object3, name) && !match(schema, object3, seen)) return false;
  }
  return true;
}

// src/core/policy/json-schema-scalar.ts
function hasType(value, type) {
  return typeof type === "string" ? isType(value, type) : type.some((one) => isType(value, one));
}
function isType(value, type) {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
function matchesString(node, text) {
  if (node.maxLength !== void 0 && text.length > node.maxLength) {
    if (text.length > 2 * node.maxLength || countCodePoints(text) > node.maxLength) return false;
  }
  if (node.minLength !== void 0 && text.length < 2 * node.minLength) {
    if (text.length < node.minLength || countCodePoints(text) < node.minLength) return false;
  }
  return node.pattern === void 0 || new RegExp(node.pattern, "u").test(text);
}
function countCodePoints(text) {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}
function matchesNumber(node, value) {
  return (node.minimum === void 0 || value >= node.minimum) && (node.maximum === void 0 || value <= node.maximum) && (node.exclusiveMinimum === void 0 || value > node.exclusiveMinimum) && (node.exclusiveMaximum === void 0 || value < node.exclusiveMaximum) && (node.multipleOf === void 0 || Number.isInteger(value / node.multipleOf));
}

// src/core/policy/json-schema.ts
var maxSteps = 2e4;
function matchesSchema(value, schema) {
  const defs = typeof schema === "boolean" ? void 0 : schema.$defs;
  let steps = 0;
  const match = (node, part, seen) => {
    if (typeof node === "boolean") return node;
    if (++steps > maxSteps) return false;
    const { type, unevaluatedProperties } = node;
    if (type !== void 0 && (type !== typeof part || type === "object") && !hasType(part, type)) return false;
    if (node.enum !== void 0 && !isOneOf(part, node.enum)) return false;
    if (node.const !== void 0 && !isOneOf(part, [node.const])) return false;
    const evaluated = unevaluatedProperties === void 0 ? seen : /* @__PURE__ */ new Set();
    if (typeof part === "string") {
      if (!matchesString(node, part)) return false;
    } else if (typeof part === "number") {
      if (!matchesNumber(node, part)) return false;
    } else if (typeof part === "object" && part !== null) {
      if (!(Array.isArray(part) ? matchesArray(node, part, match) : matchesObject(node, part, match, evaluated))) return false;
    }
    if (node.$ref !== void 0 && !match(defs?.[node.$ref] ?? false, part, evaluated)) return false;
    const combined = node.allOf ?? node.anyOf ?? node.oneOf ?? node.not ?? node.if;
    if (combined !== void 0 && !matchesCombined(node, part, match, evaluated)) return false;
    return unevaluatedProperties === void 0 || matchesUnevaluated(unevaluatedProperties, part, evaluated, match, seen);
  };
  return match(schema, value) && steps <= maxSteps;
}
function matchesCombined(node, value, match, seen) {
  if (node.allOf !== void 0 && !node.allOf.every((schema) => match(schema, value, seen))) return false;
  if (node.anyOf !== void 0 && !matchesAny(node.anyOf, value, match, seen)) return false;
  if (node.oneOf !== void 0 && countMatches(node.oneOf, value, match, seen) !== 1) return false;
  if (node.not !== void 0 && match(node.not, value)) return false;
  if (node.if === void 0) return true;
  const branch = countMatches([node.if], value, match, seen) === 1 ? node.then : node.else;
  return branch === void 0 || match(branch, value, seen);
}
function matchesAny(schemas, value, match, seen) {
  return seen ? countMatches(schemas, value, match, seen) > 0 : schemas.some((schema) => match(schema, value));
}
function countMatches(schemas, value, match, seen) {
  let count = 0;
  for (const schema of schemas) {
    const evaluated = seen && /* @__PURE__ */ new Set();
    if (!match(schema, value, evaluated)) continue;
    count++;
    for (const name of evaluated ?? []) seen?.add(name);
  }
  return count;
}
function matchesUnevaluated(schema, value, evaluated, match, seen) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return true;
  for (const [name, member] of Object.entries(value)) {
    if (!evaluated?.has(name) && !match(schema, member)) return false;
    seen?.add(name);
  }
  return true;
}

// src/core/policy/arguments.ts
function checkArguments(args, entry, limits, look, list = listArguments(entry)) {
  const given2 = args ?? {};
  if (typeof given2 !== "object" || Array.isArray(given2)) return "argument.type";
  const object3 = given2;
  return (list === void 0 ? checkUnlisted(object3, entry, limits, look) : checkListed(object3, list, entry, limits, look)) ?? ("schema" in entry && !matchesSchema(object3, entry.schema) ? "argument.schema" : void 0) ?? ("pinned" in entry && !matchesSchema(object3, entry.pinned) ? "argument.pinned" : void 0);
}
function checkUnlisted(object3, entry, limits, look) {
  const isPrompt = "kind" in entry;
  if (isPrompt && Object.values(object3).some((value) => typeof value !== "string")) return "argument.type";
  if (isPrompt || entry.kinds === void 0) {
    const kind = isPrompt ? entry.kind : "any";
    return findInWalk(object3, limits, (text) => look.inspect(text, kind, entry.modes));
  }
  let count = 0;
  for (const name in object3) {
    if (++count > limits.array) return "json.array";
    const kind = inferredKind(entry, name);
    const rule = (kind === void 0 ? findInWalk(name, limits, (text) => look.inspect(text, "any", entry.modes)) : void 0) ?? checkValue(object3[name], listArgument({}, kind, entry.modes, false), limits, look);
    if (rule !== void 0) return rule;
  }
  return void 0;
}
function checkListed(object3, { byName, required }, entry, limits, look) {
  const names7 = Object.keys(object3);
  let missing = required;
  for (let at = 0; at < names7.length; at++) {
    const name = names7[at] ?? "";
    const listed = byName[name];
    if (listed === void 0) return "argument.unknown";
    const value = object3[name];
    if (typeof value !== "string" && "kind" in entry) return "argument.type";
    const rule = checkValue(value, listed, limits, look);
    if (rule !== void 0) return rule;
    if (listed.isRequired && value !== null) missing--;
  }
  return missing > 0 ? "argument.missing" : void 0;
}

// src/core/policy/entries.ts
var defaultLimits = { body: 1048576, depth: 15, string: 8192, array: 1e3 };
var defaultResponseLimit = 10485760;

// src/core/policy/descriptor.ts
var maxDepth3 = 100;
function descriptorDigestInput(descriptor) {
  return isObject(descriptor) ? writeValue(descriptor, 1) : void 0;
}
function writeValue(value, depth) {
  switch (typeof value) {
    case "string":
      return value.isWellFormed() ? JSON.stringify(value) : void 0;
    case "number":
      return isPortable2(value) ? String(value) : void 0;
    case "boolean":
      return String(value);
    case "object":
      if (value === null) return "null";
      if (depth > maxDepth3) return void 0;
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth);
    default:
      return void 0;
  }
}
function isPortable2(value) {
  return Number.isInteger(value) ? Number.isSafeInteger(value) && !Object.is(value, -0) : Number.isFinite(value);
}
function writeArray(items, depth) {
  const written = [];
  for (const item of items) {
    const text = writeValue(item, depth + 1);
    if (text === void 0) return void 0;
    written.push(text);
  }
  return `[${written.join(",")}]`;
}
function writeObject(object3, depth) {
  const written = [];
  for (const key of Object.keys(object3).sort()) {
    const text = key === "__proto__" || !key.isWellFormed() ? void 0 : writeValue(object3[key], depth + 1);
    if (text === void 0) return void 0;
    written.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${written.join(",")}}`;
}

// src/core/policy/lists.ts
var lists = {
  "tools/list": "tools",
  "prompts/list": "prompts",
  "resources/list": "resources",
  "resources/templates/list": "resourceTemplates"
};
function listsOf(method) {
  return Object.hasOwn(lists, method) ? [lists[method]] : [];
}
function listsIn(result) {
  return Object.values(lists).filter((name) => Object.hasOwn(result, name) || hasDisguised(result, name));
}
function filterList(name, items, viewer) {
  if (!Array.isArray(items)) return void 0;
  return items.filter((item) => isObject(item) && mayUse(name, item, viewer));
}
function nameOf3(list, item) {
  const key = list === "resources" ? "uri" : list === "resourceTemplates" ? "uriTemplate" : "name";
  const name = item[key];
  return typeof name === "string" && !hasDisguised(item, key) ? name : void 0;
}
function mayUse(list, item, { policy, server, role }) {
  const target = nameOf3(list, item);
  if (target === void 0) return false;
  if (list === "tools") return decideTool(policy, server, role, target).rule === void 0;
  if (list === "prompts") return typeof decidePrompt(policy, server, role, target) !== "string";
  return decideResource(policy, server, role, target) === void 0;
}

// src/core/policy/pin.ts
function pinModeOf(server) {
  return server.pin ?? "off";
}
function pinOf(entry) {
  const pin = isObject(entry) && Object.hasOwn(entry, "pin") ? entry["pin"] : void 0;
  return typeof pin === "string" ? pin : void 0;
}

// src/core/policy/pinned-list.ts
var kinds2 = { tools: "tool", prompts: "prompt", resources: "resource", resourceTemplates: "template" };
function isPinned(list, item, server, ports) {
  const pin = pinOf(readEntry(ports, kinds2[list], server, nameOf3(list, item) ?? ""));
  const canonical = descriptorDigestInput(item);
  return pin !== void 0 && canonical !== void 0 && ports.digest(canonical) === pin;
}
function noteListed(list, item, server, isAsPinned, ports) {
  const name = nameOf3(list, item) ?? "";
  const pin = pinOf(readEntry(ports, kinds2[list], server, name));
  if (pin !== void 0 && (list === "tools" || list === "prompts")) ports.noteChange(changeKey(kinds2[list], server, name, pin), !isAsPinned);
}
function changeKey(kind, server, name, pin) {
  return `${kind} ${server} ${pin} ${name}`;
}

// src/core/policy/scopes.ts
function lacksScopes(needs, granted) {
  return needs !== void 0 && granted !== void 0 && !needs.every((need) => need.some((scope) => granted.includes(scope)));
}

// src/core/policy/when.ts
var week = 10080;
var firstMinute = 4320;
function findUnmet({ nets = [], times = [], cert, equal }, { networks, now, offset, certificate }, caller, args) {
  if (!nets.every((list) => list.some((net) => networks.includes(` ${net} `)))) return "context.network";
  const minute = Math.floor(now / 6e4) + firstMinute;
  if (!times.every(({ utc, local }) => isIn(utc, minute) || isIn(local, minute + offset))) return "context.time";
  if (cert && certificate !== "SUCCESS") return "context.certificate";
  for (const name in equal) if (!isOwn(args, name, valueOf(caller, equal[name] ?? ""))) return "context.claim";
  return void 0;
}
function isIn(spans, minute) {
  return spans?.some(([from, to]) => minute % week >= from && minute % week < to) ?? false;
}
function valueOf({ subject, claims = {} }, source) {
  if (source === "subject") return subject;
  const path = source.slice("claim.".length);
  return Object.hasOwn(claims, path) ? claims[path] : void 0;
}
function isOwn(args, name, value) {
  return value !== void 0 && value !== "" && isObject(args) && Object.hasOwn(args, name) && args[name] === value;
}

// src/core/reach.ts
function judgeReach(reach, target, params, caller, context) {
  switch (reach) {
    case "session":
      return judgeServer(caller, context.server(), context.ports);
    case "task":
      return judgeTask(target, params, caller, context);
    case "tool":
      return judgeTool(target, params["arguments"], caller, context);
    case "prompt":
      return judgePrompt(target, params["arguments"], caller, context);
    case "resource":
      return judgeResource(target, caller, context);
    case "completion":
      return judgeCompletion(params, caller, context);
    case "listen":
      return judgeListen(params, caller, context);
  }
}
function judgeWhen(when, caller, args, { ports }) {
  return when && findUnmet(when, ports.situation(when), caller, args);
}
function refuse(rule, shape) {
  return rule === void 0 ? void 0 : { rule, shape };
}
function judgeServer(caller, server, ports) {
  return refuse(decideSession(ports, server, caller.role)) ?? judgeScopes(server.scopes, caller.scopes) ?? refuse(judgeWhen(server.when, caller, void 0, { ports }));
}
function judgeScopes(needs, granted) {
  return lacksScopes(needs, granted) ? { rule: "auth.scope", needs } : void 0;
}
function judgeTask(id, params, caller, context) {
  const refused = judgeServer(caller, context.server(), context.ports);
  if (refused !== void 0) return refused;
  if (context.audit.era === "modern" && !declaresTasks(params)) return refuse("mcp.capability");
  return judgeOwnTask(id, caller, context);
}
function judgeOwnTask(id, caller, context) {
  return refuse(judgeClaim(context.name, { what: "task", id }, caller, context.ports));
}
function judgeTool(name, args, caller, context) {
  context.audit.arguments = args;
  const { entry, rule } = decideTool(context.ports, context.name, caller.role, name);
  if (entry?.alert) context.audit.alert = true;
  if (entry === void 0 || rule !== void 0) return refuse(rule ?? "policy.tool");
  context.audit.redact = entry.redact;
  const lacking = judgeScopes(entry.scopes, caller.scopes);
  if (lacking !== void 0) return lacking;
  if (entry.pin !== void 0 && context.ports.isChanged(changeKey("tool", context.name, name, entry.pin))) return refuse("policy.pin", entry.denial);
  const limits = entry.limits ?? defaultLimits;
  const refused = judgeWhen(entry.when, caller, args, context) ?? checkLimits(context.document, context.size, limits) ?? judgeArguments(args, entry, limits, context);
  if (refused === void 0 && entry.sends) ask("tool", name, context, entry, args);
  return refuse(refused, entry.denial);
}
function judgePrompt(name, args, caller, context) {
  context.audit.arguments = args;
  const entry = decidePrompt(context.ports, context.name, caller.role, name);
  if (typeof entry === "string") return refuse(entry);
  const lacking = judgeScopes(entry.scopes, caller.scopes);
  if (lacking !== void 0) return lacking;
  if (entry.pin !== void 0 && context.ports.isChanged(changeKey("prompt", context.name, name, entry.pin))) return refuse("policy.pin", entry.denial);
  const refused = judgeWhen(entry.when, caller, args, context) ?? judgeArguments(args, entry, limitsOf(context.server()), context);
  if (refused === void 0 && entry.sends) ask("prompt", name, context, entry, args);
  return refuse(refused, entry.denial);
}
function judgeResource(uri, caller, context) {
  const refused = judgeGrants(uri, caller, context);
  if (refused === void 0 && context.audit.method === "resources/read" && context.server().external) ask("resource", normalizeUri(uri) ?? uri, context);
  return refused;
}
function judgeGrants(uri, caller, context) {
  let refused;
  for (const { scopes, when } of findGrants(context.ports, context.name, caller.role, uri)) {
    const lacking = judgeScopes(scopes, caller.scopes) ?? refuse(judgeWhen(when, caller, void 0, context));
    if (lacking === void 0) return void 0;
    refused ??= lacking;
  }
  return refused ?? refuse(decideResource(context.ports, context.name, caller.role, uri));
}
function ask(type, id, { audit, server }, { sends: sends2 = [], denial } = {}, args) {
  const told = isObject(args) ? sends2.filter((name) => Object.hasOwn(args, name)).map((name) => [name, args[name]]) : [];
  audit.questions.push({ type, id, action: audit.method, arguments: Object.fromEntries(told), request: audit.ids.at(-1), shape: denial ?? server().denial });
}
function judgeCompletion(params, caller, context) {
  const { ref, argument: argument4, context: given2 } = params;
  if (!isObject(ref) || !isObject(argument4)) return refuse("rpc.params");
  const disguised = findDisguisedParameter(ref) ?? findDisguisedParameter(argument4);
  if (disguised !== void 0) return refuse(disguised);
  const target = ref["type"] === "ref/prompt" ? ref["name"] : ref["uri"];
  if (typeof target !== "string") return refuse("rpc.params");
  context.audit.target = target;
  context.audit.arguments = { [String(argument4["name"])]: argument4["value"] };
  const refused = ref["type"] === "ref/prompt" ? judgePromptName(target, caller, context) : judgeResource(target, caller, context);
  if (refused !== void 0) return refused.rule.startsWith("policy.") ? refuse("policy.completion") : refused;
  const known4 = isObject(given2) ? given2["arguments"] : void 0;
  return refuse(judgeFreeArguments({ value: argument4["value"], known: known4 }, context));
}
function judgeListen(params, caller, context) {
  const notifications2 = params["notifications"];
  if (!isObject(notifications2)) return refuse("rpc.params");
  const { resourceSubscriptions: uris = [] } = notifications2;
  if (!Array.isArray(uris)) return refuse("rpc.params");
  const refusedTask = judgeTasks(notifications2["taskIds"], caller, context) ?? judgeTasks(params["taskIds"], caller, context);
  if (refusedTask !== void 0) return refusedTask;
  for (const uri of uris) {
    if (typeof uri !== "string") return refuse("rpc.params");
    const refused = judgeResource(uri, caller, context);
    if (refused !== void 0) return refused;
  }
  return judgeServer(caller, context.server(), context.ports);
}
function judgeTasks(ids = [], caller, context) {
  if (!Array.isArray(ids)) return refuse("rpc.params");
  for (const id of ids) {
    const refused = typeof id === "string" ? judgeOwnTask(id, caller, context) : refuse("rpc.params");
    if (refused !== void 0) return refused;
  }
  return void 0;
}
function judgePromptName(name, caller, context) {
  const entry = decidePrompt(context.ports, context.name, caller.role, name);
  if (typeof entry === "string") return refuse(entry);
  return judgeScopes(entry.scopes, caller.scopes) ?? refuse(judgeWhen(entry.when, caller, void 0, context));
}
function judgeArguments(args, entry, limits, context) {
  return checkArguments(args, entry, limits, new Inspection(context.ports, context.audit.findings));
}
function judgeFreeArguments(args, context) {
  const server = context.server();
  return judgeArguments(args, { name: "", roles: "", ...server.modes && { modes: server.modes } }, limitsOf(server), context);
}
function limitsOf(server) {
  return server.limits ?? defaultLimits;
}

// src/core/verdict.ts
function deny(rule, extra = {}) {
  return { verdict: "deny", rule, ...extra };
}

// src/core/request.ts
var smallBody = 16384;
function judgePost(post, server, ports, audit) {
  const size = post.body.bytes.length;
  if (size > smallBody && size > limitsOf(server()).body) return deny("http.size");
  const document = parseDocument(post.body);
  if (typeof document === "string") return deny(document);
  const context = { post, name: post.server, server, document, size, ports, audit };
  const { value, measure } = document;
  return Array.isArray(value) ? judgeBatch(value, context) : judgeMessage(value, measure.outermost, context);
}
function judgeSession(sender2, server, ports, audit) {
  const { caller } = sender2;
  if (isRefusal(caller)) return denyCaller(caller, server());
  audit.caller = caller;
  const foreign2 = findForeign(sender2, caller, ports);
  if (foreign2 !== void 0) return deny(foreign2);
  const refused = judgeServer(caller, server(), ports);
  return refused && denyReach({ ...refused, shape: "status" }, server());
}
function findForeign({ server, sessions }, caller, ports) {
  for (const claim of sessions) {
    const rule = judgeClaim(server, claim, caller, ports);
    if (rule !== void 0) return rule;
  }
  return void 0;
}
function judgeBatch(messages, context) {
  if (context.post.headers.version !== batchVersion) return deny("rpc.batch");
  if (messages.length === 0) return deny("rpc.shape");
  context.audit.isBatch = true;
  for (const message of messages) {
    if (isObject(message) && message["method"] === "initialize") return deny("rpc.batch");
    const denial = judgeMessage(message, isObject(message) ? Object.keys(message).length : 0, context);
    if (denial !== void 0) return denial;
  }
  return void 0;
}
function judgeMessage(value, members, context) {
  const { post, audit } = context;
  const message = readMessage(value, members);
  if (typeof message === "string") return deny(message, { id: readRequestId(value) });
  const id = message.kind === "request" ? message.id : void 0;
  if (id !== void 0) audit.ids.push(id);
  audit.method = message.kind === "response" ? "response" : message.method;
  const claim = findEra(message, post.headers.version);
  if (typeof claim === "string") return deny(claim, { id, dropped: claim === "mcp.notification" });
  audit.era = claim.era;
  if (message.kind !== "response") {
    const mismatch = checkHeaders(post.headers, claim, message.method, message.params);
    if (mismatch !== void 0) return denyHeaders(mismatch, id, claim);
  }
  const { caller } = post;
  if (isRefusal(caller)) return denyCaller(caller, context.server(), id);
  audit.caller = caller;
  const foreign2 = findForeign(post, caller, context.ports);
  if (foreign2 !== void 0) return deny(foreign2, { id });
  return message.kind === "request" ? judgeRequest(message, claim.era, caller, context) : judgeOneWay(message, caller, context);
}
function judgeOneWay(message, caller, context) {
  const excess = checkLimits(context.document, context.size, limitsOf(context.server()));
  if (excess !== void 0) return deny(excess);
  if (message.kind === "notification" && !isNotification(message.method)) return deny("mcp.notification", { dropped: true });
  const refused = judgeServer(caller, context.server(), context.ports);
  if (refused === void 0) return void 0;
  return refused.needs === void 0 ? deny(refused.rule, { dropped: true }) : denyReach(refused, context.server());
}
function judgeRequest(message, era, caller, context) {
  const { id, method, params = {} } = message;
  const row = findMethod(method, era);
  if (row?.reach !== "tool") {
    const excess = checkLimits(context.document, context.size, limitsOf(context.server()));
    if (excess !== void 0) return deny(excess, { id });
    const unmet = judgeWhen(context.server().when, caller, void 0, context);
    if (unmet !== void 0) return denyRequest({ rule: unmet }, id, method, context);
  }
  if (row === void 0) {
    const refused = decideMethod(context.server(), caller.role, method);
    if (refused !== void 0) return deny(refused, { id });
    const lacking = judgeServer(caller, context.server(), context.ports);
    if (lacking === void 0 && context.server().external) ask("method", method, context);
    return lacking && denyReach(lacking, context.server(), id);
  }
  const disguised = findDisguisedParameter(params);
  if (disguised !== void 0) return deny(disguised, { id });
  const target = row.name === void 0 ? "" : params[row.name];
  if (typeof target !== "string" || row.name !== void 0 && target === "") return deny("rpc.params", { id });
  context.audit.target = target;
  const refusal = judgeReach(row.reach, target, params, caller, context);
  return refusal && denyRequest(refusal, id, method, context);
}
function denyRequest(refusal, id, method, context) {
  const shape = refusal.shape ?? context.server().denial;
  return denyReach({ ...refusal, shape: shape === "result" && method !== "tools/call" ? void 0 : shape }, context.server(), id);
}
function denyCaller({ rule, status, challenge }, server, id) {
  return deny(rule, { id, status, challenge: rule === "dpop.nonce" ? askForNonce(server) : askForToken(server, challenge) });
}
function denyReach({ rule, shape, needs }, server, id) {
  return deny(rule, { id, shape, ...needs && { challenge: askForScopes(needs, server) } });
}
function denyHeaders(rule, id, claim) {
  const data2 = rule === "mcp.version" && claim.era === "modern" ? { requested: claim.version } : void 0;
  return deny(rule, { id, data: data2 });
}

// src/core/redact/card.ts
function isCardNumber(text) {
  const digits2 = text.replace(/\D/g, "");
  if (digits2.length < 13 || digits2.length > 19) return false;
  let sum = 0;
  for (let at = 0; at < digits2.length; at++) {
    const digit = digits2.charCodeAt(digits2.length - 1 - at) - 48;
    const doubled = digit * 2;
    if (at % 2 === 0) sum += digit;
    else sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

// src/core/redact/keys.ts
var anywhere3 = "token|secret|passw|passphrase|passcode|pwd|credential|cookie|session|authori[sz]|api_?key|key(?!word|board|note|frame)|bearer|private";
var words3 = "pin|otp|cvv|cvc|ssn|jwt|sid|auth|pass|creds?|card|iban";
var asWord = `(?:^|[_\\-. ])(?:${words3})(?:$|[_\\-. \\d])|[a-z](?:Pin|Otp|Cvv|Cvc|Ssn|Jwt|Sid|Auth|Pass|Creds?)(?:$|[A-Z])`;
var alone2 = `^(?:${words3})$`;
var secretKeys = [
  { source: anywhere3, ignoreCase: true },
  { source: asWord, ignoreCase: false },
  { source: alone2, ignoreCase: true }
];
var plainKey = `^[a-z]{1,15}(?:(?:[_.-][a-z]|[A-Z])[a-z]{0,14}){0,4}\\d{0,2}$(?!.)`;
var patterns = secretKeys.map(({ source, ignoreCase }) => new RegExp(source, ignoreCase ? "i" : ""));
function isSecretKey(key) {
  return patterns.some((pattern) => pattern.test(key));
}
var plain2 = new RegExp(plainKey, "s");
function isPlainKey(key) {
  return plain2.test(key) && !isSecretKey(key);
}

// src/core/redact/random.ts
var uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
var hex = /^[0-9a-f]{32,}$/i;
function looksRandom(run2) {
  if (run2.length < 20 || uuid.test(run2)) return false;
  if (hex.test(run2)) return true;
  let turns = 0;
  let digits2 = 0;
  let letters = 0;
  let before3 = 0;
  for (let at = 0; at < run2.length; at++) {
    const sort = characterSort(run2.charCodeAt(at));
    if (sort === 0) continue;
    if (sort === 1) digits2++;
    else letters++;
    if (before3 !== 0 && sort !== before3 && !(before3 === 2 && sort === 3)) turns++;
    before3 = sort;
  }
  return letters > 0 && turns * 5 >= run2.length && (digits2 >= 2 || turns * 4 >= run2.length);
}
function characterSort(code) {
  if (code >= 48 && code <= 57) return 1;
  if (code >= 65 && code <= 90) return 2;
  return code >= 97 && code <= 122 ? 3 : 0;
}

// src/core/redact/secrets.ts
var redacted = "[redacted]";
var privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY[^]*?(?:-----END [A-Z ]*-----|$)/g;
var scheme = /\b(?:bearer|basic|digest|token)[ \t]+[\w.~+/=-]{6,}/gi;
var assignment = /((?:token|secret|passw(?:or)?d|passphrase|pwd|credentials?|cookie|session(?:_?id)?|authorization|key|pin)["']?[ \t]{0,4}(?:=|:(?!\/\/))[ \t]{0,4}["']?)[^\s"'&,;]+/gi;
var named2 = /[=:]|(?:bearer|basic|digest|token)[ \t]/i;
var digitGroups = /\d{2}[ .-]?\d{2}/;
var longRun = /[\w.+/=-]{14}/;
var userInfo = /:\/\/[^\s/@]{1,200}@/g;
var email = /[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}/g;
var knownPrefix = /(?:\b|_)(?:A[KS]IA|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|xapp-|[srp]k_(?:live|test)_|whsec_|sk-|AIza|ya29\.|eyJ|npm_|pypi-|hf_|dop_v1_|SG\.|shp[a-z]{2}_|AGE-SECRET-KEY-)[\w.+/=-]{8,}/g;
var run = /[\w+=-]{20,}/g;
var slashed = /[A-Za-z0-9+/=]{40,}/g;
var digits = /\b\d(?:[ .-]?\d){12,18}\b/g;
function maskSecrets(text) {
  let masked = text;
  if (masked.includes("-----BEGIN")) masked = masked.replace(privateKey, redacted);
  if (masked.includes("@")) masked = masked.replace(userInfo, `://${redacted}@`).replace(email, redacted);
  masked = maskShortWords(masked);
  if (!longRun.test(masked)) return masked;
  return masked.replace(knownPrefix, redacted).replace(slashed, maskRandom).replace(run, maskRandom);
}
function maskShortWords(text) {
  let masked = text;
  if (named2.test(masked)) masked = masked.replace(scheme, redacted).replace(assignment, `$1${redacted}`);
  return digitGroups.test(masked) ? masked.replace(digits, maskCard) : masked;
}
function maskRandom(match) {
  return looksRandom(match) ? redacted : match;
}
function maskCard(match) {
  return isCardNumber(match) ? redacted : match;
}

// src/core/redact/text.ts
var shown = 120;
var looked = 160;
var plainText = `^(?:(?:(?![Bb]earer )(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})\\d{0,2})?(?:[ .,/;()'!?]|:/)|\\d{1,4}/)*(?:(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})\\d{0,2})?$(?!.)`;
var harmlessText = `^(?!.*(?:[=:]|(?:[Bb]earer|[Bb]asic|[Dd]igest|[Tt]oken)[ \\t]|\\d{2}[ .-]?\\d{2}))(?:(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15}|\\d{1,3})?[^\\w@-])*(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})?$(?!.)`;
var plain3 = new RegExp(plainText, "s");
var harmless = new RegExp(harmlessText, "s");
function formOf(text) {
  if (plain3.test(text)) return "plain";
  return harmless.test(text) ? "harmless" : "unknown";
}
var shortWords = /^(?:(?:(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})\d{0,4}|[A-Z]{2,10}|\d{1,15})?[^\w@-])*(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})?$/;
var unprintable = /[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
function renderText(text, look) {
  const isCut = text.length > shown;
  const head = isCut ? text.slice(0, shown) : text;
  const form2 = look.formOf(head);
  if (form2 === "unknown") return quote2(isCut ? `${cutMasked(text)}…` : mask(text));
  const whole = isCut ? `${dropPartialWord(head)}…` : head;
  if (form2 === "plain") return `"${whole}"`;
  return look.isAscii ? JSON.stringify(whole) : quote2(whole);
}
function maskText(text) {
  return (text.length <= shown ? mask(text) : `${cutMasked(text)}…`).replace(unprintable, escapeUnit);
}
function mask(text) {
  return shortWords.test(text) ? maskShortWords(text) : maskSecrets(text);
}
function cutMasked(text) {
  const window = text.slice(0, looked);
  let masked = mask(window);
  if (text.length > looked && masked !== window) masked = dropPartialSecret(masked);
  return masked.length <= shown ? masked : dropPartialWord(masked.slice(0, shown));
}
function dropPartialWord(head) {
  return head.slice(0, Math.max(head.lastIndexOf("/"), head.lastIndexOf(" ")) + 1);
}
function dropPartialSecret(masked) {
  let end = masked.lastIndexOf(" ") + 1;
  while (end > 0 && " .-0123456789".includes(masked.charAt(end - 1))) end--;
  return masked.slice(0, end);
}
function quote2(text) {
  return JSON.stringify(text).replace(unprintable, escapeUnit);
}
function escapeUnit(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

// src/core/redact/arguments.ts
var byRegExp = { formOf, isPlainKey: () => false, isAscii: false };
var deepest = 8;
var cutMark = "…[cut]";
function redactArguments(value, maxLength, look = byRegExp) {
  const text = render(value, maxLength, deepest, look);
  if (text.length <= maxLength) return text;
  return (text.slice(0, Math.max(0, maxLength - cutMark.length)) + cutMark).slice(0, maxLength);
}
function render(value, room, depth, look) {
  switch (typeof value) {
    case "string":
      return renderText(value, look);
    case "number":
      return isCardNumber(String(value)) ? `"${redacted}"` : JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (depth === 0) return '"…"';
      return Array.isArray(value) ? renderArray(value, room, depth, look) : renderObject(value, room, depth, look);
    default:
      return "null";
  }
}
function renderArray(values, room, depth, look) {
  let text = "[";
  for (const value of values) {
    if (text.length > room) break;
    if (text.length > 1) text += ",";
    text += render(value, room - text.length, depth - 1, look);
  }
  return `${text}]`;
}
function renderObject(object3, room, depth, look) {
  let text = "{";
  for (const key in object3) {
    if (text.length > room) break;
    if (text.length > 1) text += ",";
    const isPlain = look.isPlainKey(key);
    text += isPlain ? `"${key}":` : `${renderText(key, look)}:`;
    text += !isPlain && isSecretKey(key) ? `"${redacted}"` : render(object3[key], room - text.length, depth - 1, look);
  }
  return `${text}}`;
}

// src/host/audit.ts
var maxArguments = 1024;
function writeAudit(variables3, audit, rule) {
  if (audit.era !== "legacy") variables3["mcp_era"] = audit.era;
  if (rule !== void 0) variables3["mcp_rule"] = rule;
  const isKnown = rule === void 0;
  const { role, subject } = audit.caller;
  if (role !== "") variables3["mcp_role"] = isKnown ? role : maskText(role);
  if (subject !== void 0) variables3["mcp_subject"] = subject;
  variables3["mcp_method"] = isKnown ? audit.method : maskText(audit.method);
  variables3["mcp_target"] = isKnown && !audit.target.includes(":") ? audit.target : maskText(audit.target);
  if (audit.arguments === void 0) variables3["mcp_arguments"] = "";
  else writeArguments(variables3, audit.arguments);
  if (audit.alert || audit.findings.size > 0) variables3["mcp_alert"] = "1";
  if (audit.findings.size > 0) variables3["mcp_findings"] = [...audit.findings].join(" ");
}
function writeArguments(variables3, args, known4) {
  variables3["mcp_arguments"] = redactArguments(args, maxArguments, new NginxLook(variables3, known4));
}
var NginxLook = class {
  constructor(variables3, known4) {
    this.variables = variables3;
    this.known = known4;
  }
  get isAscii() {
    return this.known !== void 0;
  }
  formOf(text) {
    if (text === this.known?.plainText) return "plain";
    this.variables["portcullis_text"] = text;
    return this.variables["portcullis_text_form"] ?? "unknown";
  }
  isPlainKey(key) {
    if (this.known?.plainKeys.has(key) === true) return true;
    this.variables["portcullis_text"] = key;
    return this.variables["portcullis_plain_key"] === "1";
  }
};

// src/host/body.ts
function readBody(r) {
  return r.readRequestArrayBuffer();
}
function decodeBody(r, buffer) {
  const bytes = new Uint8Array(buffer);
  const isPlain = r.variables["portcullis_plain_body"] === "1";
  const text = isPlain ? r.requestText : decodeStrictly(buffer);
  return text === void 0 || bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191 ? void 0 : { text, bytes, isPlain };
}
function decodeStrictly(buffer) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(buffer);
  } catch {
    return void 0;
  }
}

// src/core/identity/api-key.ts
var idStart = 4;
var idEnd = 16;
var nobody = { who: { role: "" }, salt: "0".repeat(32), hash: "" };
function judgeKey(sent, key, address, now, { header, lockout }, ports) {
  const from = nameAddress(address);
  if (isLocked(from, lockout, ports)) return { rule: "auth.locked", status: lockout?.status };
  if (key === "") return { rule: header === "Authorization" && sent !== "" && !/^bearer /i.test(sent) ? "auth.scheme" : "auth.malformed", blame: [from] };
  const id = key.slice(idStart, idEnd);
  const named4 = `key ${id}`;
  if (isLocked(named4, lockout, ports)) return { rule: "auth.locked", status: lockout?.status };
  const known4 = ports.findKey(id);
  const { who, salt, hash, expires } = known4 ?? nobody;
  const isRight = hashKey(salt, key, ports) === hash;
  if (known4 === void 0) return { rule: "auth.unknown", blame: [from] };
  if (!isRight) return { rule: "auth.invalid", blame: [from, named4] };
  if (expires !== void 0 && now >= expires * 1e3) return { rule: "auth.expired" };
  return who;
}
function hashKey(salt, key, ports) {
  return ports.digest(ports.digest(salt + key));
}
function isLocked(name, lockout, ports) {
  return name !== "" && lockout !== void 0 && ports.failuresOf(name) >= lockout.failures;
}
function nameAddress(address) {
  return address === "" ? "" : `address ${networkOf(address)}`;
}
function networkOf(address) {
  return address.includes(":") ? /^(?:[0-9a-f]{1,4}:){1,4}/.exec(address)?.[0] ?? address : address;
}

// src/core/identity/caller.ts
function joinCallers(first, next) {
  if (first === void 0) return next;
  if (next === void 0 || isRefusal(first)) return first;
  if (isRefusal(next)) return next;
  if (first.role !== next.role) return { rule: "auth.conflict" };
  const { scopes, claims } = first.scopes === void 0 ? next : first;
  return { ...first, ...scopes && { scopes }, ...claims && { claims } };
}
function nameAnonymous(anonymous) {
  return anonymous === void 0 ? { rule: "auth.missing" } : { role: anonymous, owner: `role ${anonymous} anonymous` };
}

// src/core/identity/role.ts
function readRole(claim) {
  if (claim.trusted === "") return claim.sent === "" ? "role.missing" : "role.untrusted";
  if (/^[\w.-]{1,64}$/.test(claim.trusted)) return { role: claim.trusted };
  return /[,;\s]/.test(claim.trusted) ? "role.repeated" : "role.unknown";
}

// src/core/identity/checked.ts
var plainUser = /^[^\p{C},\uFFFD]{1,256}$/u;
function judgeUser(user, ports) {
  if (user === "") return void 0;
  const found = plainUser.test(user) ? ports.findUser(user) : void 0;
  return found === void 0 ? { rule: "auth.role" } : identify("basic", found.role, user);
}
function judgeAnswer({ status, role, user }) {
  if (status === "" && role === "" && user === "") return void 0;
  const read2 = readRole({ trusted: role, sent: role });
  if (!/^2\d\d$/.test(status) || typeof read2 === "string" || user !== "" && !plainUser.test(user)) return { rule: "auth.role" };
  return user === "" ? { ...read2, owner: `role ${read2.role} auth_request` } : identify("auth_request", read2.role, user);
}

// src/core/identity/settings.ts
var keyHeaders = ["Authorization", "X-API-Key"];

// src/core/identity/jwt/parse.ts
var longestToken = 8192;

// src/core/identity/token.ts
var guesses = /* @__PURE__ */ new Set(["jwt.form", "jwt.json", "jwt.alg", "jwt.crit", "jwt.embedded", "jwt.signature"]);
function showsKey(sent) {
  return /^bearer +pcl_/i.test(sent);
}
function findToken(sent, address, { header, lockout, jwt: jwt2 }, ports) {
  if (header === "Authorization" && showsKey(sent)) return void 0;
  const from = nameAddress(address);
  if (isLocked(from, lockout, ports)) return { rule: "auth.locked", status: lockout?.status };
  const scheme2 = (jwt2?.dpop === void 0 ? /^bearer +/i : /^(?:bearer|dpop) +/i).exec(sent)?.[0].length;
  if (scheme2 === void 0) return { rule: sent === "" ? "jwt.form" : "auth.scheme", blame: [from] };
  const token2 = sent.slice(scheme2);
  return token2.length > longestToken ? { rule: "jwt.size" } : token2;
}
function callerOf({ role, subject, issuer, scopes, claims = {} }) {
  if (role === void 0) return { rule: "role.missing" };
  return { ...identify("jwt", role, `${issuer} ${subject}`), subject, scopes, claims };
}
function refuseToken(rule, address) {
  return guesses.has(rule) ? { rule, blame: [nameAddress(address)] } : { rule };
}
function withChallenge(refusal) {
  return refusal.rule === "auth.missing" || refusal.challenge !== void 0 ? refusal : { ...refusal, challenge: 'Bearer realm="mcp", error="invalid_token"' };
}

// src/core/identity/mtls/name-pattern.ts
var segment = /^(?!\.{1,2}$)[\w.~-]+$/;
var label = /^[a-z0-9_-]+$/;
function fitsPattern(kind, pattern, name) {
  if (kind === "dns") return label.test(name.slice(0, name.indexOf("."))) && name.slice(name.indexOf(".")) === pattern.slice(1);
  const wanted = pattern.split("/");
  const parts = name.split("/");
  const goesOn = wanted.at(-1) === "**";
  if (goesOn ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  return parts.every((part, at) => {
    const want = at < wanted.length ? wanted[at] : "**";
    return want === "*" || goesOn && at >= wanted.length - 1 ? segment.test(part) : part === want;
  });
}

// src/core/identity/mtls/judge-certificate.ts
var none = /* @__PURE__ */ new Set(["", "NONE"]);
function judgeCertificate({ verified, subject, read: read2 }, now, ports) {
  if (none.has(verified)) return void 0;
  const names7 = verified === "SUCCESS" ? read2() : void 0;
  if (names7 === void 0 || names7.uris.length > 1 && names7.uris.some((uri) => /^spiffe:/i.test(uri))) return { rule: "auth.certificate" };
  if (now < names7.from || now >= names7.until + 1e3) return { rule: "auth.expired" };
  const all2 = [
    ...names7.uris.map((uri) => ["uri", uri]),
    ...names7.dns.map((dns) => ["dns", dns.toLowerCase()]),
    ...ports.exact.includes("subject") ? [["subject", subject()]] : []
  ];
  const known4 = all2.flatMap(([kind, name]) => {
    const role = roleOf(kind, name, ports);
    return role === void 0 ? [] : [{ role, name }];
  });
  const [first] = known4;
  if (first === void 0) return { rule: "auth.role" };
  return known4.every(({ role }) => role === first.role) ? identify("mtls", first.role, first.name) : { rule: "auth.conflict" };
}
function roleOf(kind, name, ports) {
  const exact2 = ports.exact.includes(kind) ? ports.findName(kind, name) : void 0;
  const pattern = ports.patterns.find((one) => one.kind === kind && fitsPattern(kind, one.pattern, name));
  return (exact2 === void 0 || pattern !== void 0 && pattern.at < exact2.at ? pattern : exact2)?.role;
}

// src/core/identity/mtls/der.ts
var tags2 = { boolean: 1, octets: 4, oid: 6, utcTime: 23, generalizedTime: 24, sequence: 48, version: 160, extensions: 163, dns: 130, uri: 134 };
var mostParts3 = 128;
function readElements(bytes, { start: start2, end }) {
  const elements = [];
  for (let at = start2; at < end; ) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1] ?? 0;
    const more = first < 128 ? 0 : first - 128;
    if ((tag & 31) === 31 || first === 128 || more > 3 || elements.length === mostParts3) return void 0;
    let length = more === 0 ? first : 0;
    for (let place = 0; place < more; place++) length = length * 256 + (bytes[at + 2 + place] ?? 0);
    if (more > 0 && (length < 128 || length < 256 ** (more - 1))) return void 0;
    const from = at + 2 + more;
    at = from + length;
    if (at > end) return void 0;
    elements.push({ tag, start: from, end: at });
  }
  return elements;
}
function readOnly(bytes, range, tag) {
  const [only, ...more] = readElements(bytes, range) ?? [];
  return only?.tag === tag && more.length === 0 ? only : void 0;
}

// src/core/identity/mtls/read-certificate.ts
var subjectAltName = "85,29,17";
var plainName = /^[!-~]{1,256}$/;
var mostNames = 32;
function readCertificate(bytes) {
  const certificate = readOnly(bytes, { start: 0, end: bytes.length }, tags2.sequence);
  const [tbs, ...rest] = (certificate && readElements(bytes, certificate)) ?? [];
  if (tbs?.tag !== tags2.sequence || rest.length !== 2) return void 0;
  const fields = readElements(bytes, tbs) ?? [];
  const [, , , validity, , key, ...optional] = fields[0]?.tag === tags2.version ? fields.slice(1) : fields;
  if (validity?.tag !== tags2.sequence || key?.tag !== tags2.sequence) return void 0;
  const times = readElements(bytes, validity)?.map((time) => readTime(bytes, time));
  const [from, until] = times ?? [];
  if (from === void 0 || until === void 0 || times?.length !== 2) return void 0;
  const extensions = optional.findIndex(({ tag }) => tag === tags2.extensions);
  if (extensions !== -1 && extensions !== optional.length - 1) return void 0;
  const last = optional[extensions];
  const names7 = last === void 0 ? { uris: [], dns: [] } : readNames(bytes, last);
  return names7 && { ...names7, from, until };
}
function readNames(bytes, extensions) {
  const list = readOnly(bytes, extensions, tags2.sequence);
  const each = list && readElements(bytes, list);
  if (each === void 0) return void 0;
  const found = [];
  for (const extension of each) {
    const parts = extension.tag === tags2.sequence && readElements(bytes, extension) || [];
    const [id, value] = parts.length === 3 && parts[1]?.tag === tags2.boolean ? [parts[0], parts[2]] : parts.length === 2 ? parts : [];
    if (id?.tag !== tags2.oid || value?.tag !== tags2.octets) return void 0;
    if (bytes.subarray(id.start, id.end).join() === subjectAltName) found.push(value);
  }
  const [names7, second] = found;
  if (names7 === void 0) return { uris: [], dns: [] };
  const general = readOnly(bytes, names7, tags2.sequence);
  const all2 = general && readElements(bytes, general);
  if (all2 === void 0 || second !== void 0 || all2.length > mostNames) return void 0;
  const textsOf = (tag) => all2.filter((name) => name.tag === tag).map((name) => readText(bytes, name));
  const read2 = { uris: textsOf(tags2.uri), dns: textsOf(tags2.dns) };
  return [...read2.uris, ...read2.dns].every((name) => plainName.test(name)) ? read2 : void 0;
}
function readText(bytes, { start: start2, end }) {
  return String.fromCharCode(...bytes.subarray(start2, Math.min(end, start2 + 300)));
}
function readTime(bytes, time) {
  const text = readText(bytes, time);
  const short3 = time.tag === tags2.utcTime;
  if (!(short3 ? /^\d{12}Z$/ : /^\d{14}Z$/).test(text) || !short3 && time.tag !== tags2.generalizedTime) return void 0;
  const digits2 = short3 ? (text < "5" ? "20" : "19") + text : text;
  const [year = 0, month = 0, day, hour, minute, second] = [0, 4, 6, 8, 10, 12].map((at) => Number(digits2.slice(at, at === 0 ? 4 : at + 2)));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

// src/core/policy/recall.ts
var most2 = 16;
var longest2 = 2048;
var recalled = /* @__PURE__ */ new Map();
function recallEntry(text) {
  const known4 = recalled.get(text);
  if (known4 !== void 0) return known4;
  if (!text.startsWith("{") || text.length > longest2) return void 0;
  const entry = freeze(JSON.parse(text));
  if (recalled.size === most2) recalled.clear();
  recalled.set(text, entry);
  return entry;
}
function freeze(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

// src/host/certificate.ts
function recognizeCertificate({ variables: variables3 }, { exact: exact2, hasPatterns }, ports) {
  const shown3 = {
    verified: variables3["ssl_client_verify"] ?? "",
    subject: () => variables3["ssl_client_s_dn"] ?? "",
    read: () => recallNames(variables3)
  };
  return judgeCertificate(shown3, Date.now(), {
    exact: exact2,
    findName: (kind, name) => recallEntry(findEntry(ports, "name", "", `${kind}:${name}`) ?? ""),
    get patterns() {
      if (!hasPatterns) return [];
      const found = recallEntry(findEntry(ports, "name", "", "") ?? "") ?? readEntry(ports, "name", "", "");
      return found?.patterns ?? [];
    }
  });
}
var most3 = 8;
var known3 = /* @__PURE__ */ new Map();
function recallNames(variables3) {
  const pem = variables3["ssl_client_raw_cert"] ?? "";
  const found = known3.get(pem);
  if (found !== void 0) return found;
  const names7 = readCertificate(certificateBytes(variables3));
  if (known3.size === most3) known3.clear();
  if (names7 !== void 0) known3.set(pem, names7);
  return names7;
}
function certificateBytes(variables3) {
  const pem = variables3["ssl_client_raw_cert"] ?? "";
  const from = pem.indexOf("\n") + 1;
  return Buffer.from(pem.slice(from, pem.lastIndexOf("\n-----")).replace(/\n/g, ""), "base64");
}

// src/host/identity-settings.ts
function readSettings(variables3) {
  return recallEntry(variables3["portcullis_identity"] ?? "");
}

// src/host/jwt/remembered-tokens.ts
import hashes from "crypto";

// src/core/identity/jwt/remembered.ts
function readProof(text, now) {
  if (text === void 0) return void 0;
  const proof = JSON.parse(text);
  return now < proof.expires ? proof : void 0;
}

// src/host/jwt/remembered-tokens.ts
var shared2 = typeof ngx === "object" ? ngx.shared["portcullis_proofs"] : void 0;
function stampOn(server, { stamp }) {
  return `${stamp} ${server}`;
}
function proofKey(token2, stamp) {
  return hashes.createHash("sha256").update(`${stamp} ${token2}`).digest("base64url");
}
function recallProof(key, now) {
  return readProof(open().get(key), now);
}
function open() {
  if (shared2 === void 0) throw new Error("js_shared_dict_zone portcullis_proofs is missing; policy.conf is of another version than the bundle");
  return shared2;
}

// src/host/jwt/recognize-token.ts
function recognizeToken(r, jwt2, settings2, ports, isOrdinary) {
  const sent = r.headersIn["Authorization"];
  if (sent === void 0) return void 0;
  const address = r.variables["portcullis_address"] ?? "";
  const token2 = findToken(sent, address, settings2, ports);
  if (typeof token2 !== "string") return token2;
  const proof = jwt2.dpop === "required" || !/^bearer/i.test(sent) ? void 0 : recallProof(proofKey(token2, stampOn(r.variables["mcp_server"] ?? "", jwt2)), Date.now() / 1e3);
  if (proof !== void 0 && proof.bound === void 0) return callerOf(proof);
  return isOrdinary ? { rule: "jwt.keys" } : askForProof(r).then((found) => typeof found === "string" ? refuseToken(found, address) : callerOf(found));
}
async function askForProof(r) {
  if (r.variables["portcullis_inner"] !== "1") throw new Error("tokens need `include portcullis/identity.conf;` in the server");
  const { status, responseText = "", headersOut } = await r.subrequest("/portcullis_token", { method: "GET" });
  const nonce = headersOut["DPoP-Nonce"];
  if (nonce !== void 0) r.headersOut["DPoP-Nonce"] = nonce;
  if (status !== 200) throw new Error(`the token was answered ${status}`);
  return JSON.parse(responseText);
}

// src/host/lockout.ts
var shared3 = typeof ngx === "object" ? ngx.shared["portcullis_failures"] : void 0;
function failuresOf(name) {
  return open2().get(name) ?? 0;
}
function noteFailure(name, { failures, within: within2, for: time }) {
  const dictionary = open2();
  try {
    const left = dictionary.ttl(name);
    const count = dictionary.add(name, 1, within2) ? 1 : dictionary.incr(name, 1, 0, left ?? within2);
    if (count < failures) return false;
    dictionary.incr(name, 0, 0, time);
    return count === failures;
  } catch {
    return false;
  }
}
function open2() {
  if (shared3 === void 0) throw new Error("js_shared_dict_zone portcullis_failures is missing; http.conf is of another version than the bundle");
  return shared3;
}

// src/host/transport.ts
function readTransport(r, route, takesSessionQuery) {
  const { variables: variables3 } = r;
  return {
    httpMethod: r.method,
    route,
    query: variables3["args"] ?? "",
    takesSessionQuery,
    hostAllowed: variables3["portcullis_host"] === "1",
    origin: variables3["portcullis_origin"] ?? "-",
    upgrade: variables3["http_upgrade"] ?? "",
    contentType: variables3["http_content_type"] ?? "",
    contentEncoding: variables3["http_content_encoding"] ?? "",
    accept: variables3["http_accept"] ?? "",
    sessionId: variables3["http_mcp_session_id"] ?? ""
  };
}
function readSessions({ method, variables: variables3 }) {
  const id = variables3["http_mcp_session_id"] ?? "";
  const query = variables3["args"] ?? "";
  const resumes = method === "GET" && (variables3["http_last_event_id"] ?? "") !== "";
  const claims = id !== "" || resumes ? [{ what: "session", id }] : [];
  if (query !== "") claims.push({ what: "sse", id: query.slice(query.indexOf("=") + 1) });
  return claims;
}
function readMirrorHeaders(variables3) {
  return {
    version: variables3["http_mcp_protocol_version"] || void 0,
    method: variables3["http_mcp_method"] || void 0,
    name: variables3["http_mcp_name"] || void 0
  };
}
var noMirrorHeaders = { version: void 0, method: void 0, name: void 0 };
function readRoleClaim(r) {
  const trusted = readTrustedRole(r);
  if (trusted !== "") return { trusted, sent: trusted };
  return { trusted, sent: (r.variables["portcullis_role"] ?? "") === "" ? r.variables["portcullis_claimed"] ?? "" : "" };
}
function readTrustedRole(r) {
  const { variables: variables3 } = r;
  const role = variables3["portcullis_role"] ?? "";
  return role === "" || r.headersIn[nameRoleHeader(variables3)] === void 0 ? "" : role;
}
var roleHeader;
function nameRoleHeader(variables3) {
  return roleHeader ??= variables3["portcullis_header"] ?? "";
}
function readVouchedRole(r) {
  const { variables: variables3 } = r;
  const role = variables3["portcullis_vouched"] ?? "";
  return role === "" || r.headersIn[nameRoleHeader(variables3)] === void 0 ? "" : role;
}

// src/host/identify.ts
function identify2(r, ports) {
  const settings2 = readSettings(r.variables);
  if (settings2 === void 0) return callerOf2(readRole(readRoleClaim(r)));
  const caller = recognize(r, settings2, ports, false);
  return caller instanceof Promise ? caller.then((known4) => noteFailures(r, known4, settings2)) : noteFailures(r, caller, settings2);
}
function noteFailures(r, caller, { lockout, jwt: jwt2 }) {
  if (!isRefusal(caller)) return caller;
  for (const name of (lockout && caller.blame) ?? []) {
    if (lockout !== void 0 && name !== "" && noteFailure(name, lockout)) r.warn(`portcullis: auth.locked: ${name} for ${lockout.for / 1e3} s after ${lockout.failures} failures`);
  }
  return jwt2 === void 0 ? caller : withChallenge(caller);
}
function identifyOrdinary(r, ports) {
  const settings2 = readSettings(r.variables);
  const caller = settings2 && recognize(r, settings2, ports, true);
  return caller instanceof Promise ? { rule: "gateway.fault" } : caller;
}
function recognize(r, settings2, ports, isOrdinary, from = 0, before3) {
  const { order, anonymous } = settings2;
  let caller = before3;
  for (let at = from; at < order.length; at++) {
    const found = recognizeBy(order[at], r, settings2, ports, isOrdinary);
    if (found instanceof Promise) return found.then((later) => recognize(r, settings2, ports, isOrdinary, at + 1, joinCallers(caller, later)));
    caller = joinCallers(caller, found);
  }
  return caller ?? nameAnonymous(anonymous);
}
function recognizeBy(method, r, settings2, ports, isOrdinary) {
  switch (method) {
    case "api_keys": {
      const sent = r.headersIn[settings2.header ?? ""];
      if (sent === void 0 || settings2.jwt !== void 0 && settings2.header === "Authorization" && !showsKey(sent)) return void 0;
      requireTaken(r, settings2.header);
      return judgeKey(sent, r.variables["portcullis_shown"] ?? "", r.variables["portcullis_address"] ?? "", Date.now(), settings2, ports);
    }
    case "jwt":
      return settings2.jwt && recognizeToken(r, settings2.jwt, settings2, ports, isOrdinary);
    case "mtls":
      return settings2.mtls && recognizeCertificate(r, settings2.mtls, ports);
    case "basic":
      return judgeUser(r.variables["portcullis_user"] ?? "", ports);
    case "auth_request":
      return judgeAnswer({ status: r.variables["portcullis_said"] ?? "", role: r.variables["mcp_auth_role"] ?? "", user: r.variables["mcp_auth_user"] ?? "" });
    case "role_header": {
      const trusted = readVouchedRole(r);
      return trusted === "" ? void 0 : callerOf2(readRole({ trusted, sent: trusted }));
    }
    case void 0:
      return void 0;
  }
}
function callerOf2(found) {
  return typeof found === "string" ? { rule: found } : found;
}
function requireTaken({ variables: variables3 }, header = "") {
  if (keyHeaders.includes(header) || variables3["portcullis_taken"] === header) return;
  throw new Error(`keys in ${header} need \`proxy_set_header ${header} "";\` and \`set $portcullis_taken ${header};\` in the location`);
}

// src/core/external.ts
var longestQuestion = 65536;
function writeQuestion({ type, id, action, arguments: args }, { server, caller, address, session }, api, time) {
  const { role, subject, scopes, claims } = caller;
  const question = {
    subject: { type: subject === void 0 ? "role" : "user", id: subject ?? role, properties: { role, scopes, claims } },
    action: { name: action },
    resource: { type, id, properties: { server, arguments: args } },
    context: { address, session, time }
  };
  return JSON.stringify(api === "opa" ? { input: question } : question);
}
function readAnswer(text, api) {
  let answer2;
  try {
    answer2 = JSON.parse(text);
  } catch {
    return "external.unavailable";
  }
  if (!isObject(answer2)) return "external.unavailable";
  const decision = api === "opa" ? answer2["result"] ?? false : answer2["decision"];
  if (typeof decision !== "boolean") return "external.unavailable";
  return decision ? void 0 : "external.denied";
}

// src/host/ports.ts
import hashes2 from "crypto";

// src/core/inspect/alone-maps.ts
var aloneMaps = { form: "f", marks: "m", phrases: "p" };

// src/core/inspect/wide-blanks.ts
var wideBlanks = "\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
var anyOfThem2 = new RegExp(`[${wideBlanks}]`);
var invisible2 = "\uFEFF";
function withPlainBlanks(text) {
  let plain4 = text;
  for (let found = anyOfThem2.exec(plain4); found !== null; found = anyOfThem2.exec(plain4)) plain4 = plain4.replaceAll(found[0], " ");
  return plain4 === text ? void 0 : plain4;
}
function joinLooks(text, look, plain4) {
  if (plain4 === "odd") return plain4;
  return look === "marks" && !text.includes(invisible2) ? plain4 : look;
}

// src/core/redact/results/triggers.ts
var begins = (word) => `(?<=[^A-Za-z0-9]${word}|\\\\[bfnrt]${word}|\\\\u[0-9A-Fa-f]{4}${word})`;
var body = (characters, count) => `(?:${characters}{${count}}|${characters}{0,${count - 1}}")`;
var quote3 = `\\\\{0,3}(?:["']|u002[27])?`;
var words4 = [
  ...["AKIA", "ASIA", "ABIA", "ACCA", "AIza", "ya29.", "GOCSPX-", "npm_", "pypi-AgE", "dop_v1_", "doo_v1_", "dor_v1_"],
  ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "glsoat-", "glffct-", "gloas-"],
  ...["xoxa-", "xoxb-", "xoxc-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xapp-", "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"],
  ...["sk-proj-", "sk-ant-", "sk-svcacct-", "sk-admin-", "sk-None-", "hf_", "api_org_", "SG.", "shpat_", "shpca_", "shppa_", "shpss_"],
  ...["eyJ", "-----BEGIN", "AGE-SECRET-KEY-"]
];
function partsOfWords() {
  const parts = /* @__PURE__ */ new Map();
  for (const word of words4) {
    for (let length = 1; length < word.length; length++) parts.set(length, (parts.get(length) ?? /* @__PURE__ */ new Set()).add(word.slice(0, length).replace(".", "\\.")));
  }
  return [...parts].map(([length, some]) => [length, `(?:${[...some].join("|")})"`]);
}
function openWord() {
  const alternatives = partsOfWords().map(([length, part]) => length > 4 ? `(?<=${part})` : begins(part));
  return `"(?:${alternatives.join("|")})(?!\\s*:)`;
}
var needlessEscape = `\\\\u00(?:2(?![267bB])|3(?![cCeE])|[457]|6(?!0))`;
var afterUnderscore = `(?:(?<=gh[pousr]_)|(?<=[sr]k_live_)|(?<=[sr]k_test_)|(?<=whsec_)|(?<=npm_)|(?<=hf_)|(?<=api_org_)|(?<=shp[acps][ats]_)|(?<=do[opr]_v1_)|(?<=github_pat_))`;
var afterDash = `(?:(?<=gl[dfr]t-)|(?<=glpat-)|(?<=glcbt-)|(?<=glptt-)|(?<=glimt-)|(?<=gloas-)|(?<=glagent-)|(?<=glsoat-)|(?<=glffct-)|(?<=xox[abceoprs]-)|(?<=xapp-)|(?<=pypi-)|(?<=GOCSPX-)|(?<=SECRET-KEY-))`;
var tokens = () => [
  `_${afterUnderscore}${body(`[\\w+/\\\\]`, 16)}`,
  `-${afterDash}${body(`[\\w-]`, 16)}`,
  `-${begins("sk-")}(?:(?:ant|proj|svcacct|admin|None)-|${body("[A-Za-z0-9]", 20)})`,
  `\\.(?:(?<=SG\\.)|(?<=ya29\\.))${body(`[\\w-]`, 16)}`,
  `hooks\\.slack\\.com\\\\?/`,
  `A(?:[KSB]IA|CCA)${body("[A-Z0-9]", 16)}`,
  `AIza${body(`[\\w-]`, 35)}`,
  `J${begins("eyJ")}[\\w-]*(?![\\w-])[."]`,
  'PRIVATE KEY|-----BEGIN[A-Z0-9 ]{0,40}-{0,4}"',
  `Q~(?<=\\dQ~)${body(`[\\w.~-]`, 16)}`,
  openWord()
];
var blanks2 = `(?:[\\s\\x80-\\xff]|\\\\[bfnrt]|\\\\u[0-9A-Fa-f]{4}){0,12}`;
var named3 = [
  // One condition each: PCRE skips to the letter that all of a condition's alternatives begin with.
  `s(?:ecret[_ -]?(?:access[_ -]?)?key|haredaccesskey|e(?:curity|ssion)[_ -]?(?:security[_ -]?|session[_ -]?)?token)`,
  `a(?:ws[_ -]?(?:secret|(?:security[_ -]?|session[_ -]?)?token)|ccountkey)`,
  `sig=(?:[A-Za-z0-9%+/\\\\]{20}|[A-Za-z0-9%+/\\\\]{0,20}")`,
  `bearer(?:[ \\t]|\\\\t|\\\\u0009){1,8}(?:[\\w.~+/\\\\-]{16}|[\\w.~+/\\\\-]{0,16}")`,
  `authorization${quote3}${blanks2}[:=]${blanks2}${quote3}(?:basic|token|apikey|bot)`,
  `cookie${quote3}${blanks2}[:=]`
];
var urlPasswords = [
  `:\\\\?/\\\\?/[^\\s/@:"'<>?#]{0,600}:(?:[^\\s/@"'<>?#]{1,1200}@|(?!\\d{1,5}")[^\\s/@"'<>?#]{0,1200}"(?!\\s*:))`,
  `:(?<!http:)(?<!https:)\\\\?/\\\\?/[^\\s/@:"'<>?#]{0,600}"(?!\\s*:)`
];
var apart = `(?:(?<![0-9A-Za-z.])|(?<=\\\\[bfnrt])|(?<=\\\\u[0-9A-Fa-f]{4}))`;
var cards = [
  `${apart}[2-6]\\d{3}(?:\\d{10}|([ -])\\d{4}(?:\\d\\d\\1\\d{4}|\\1\\d{4}\\1\\d{4}))`,
  `${apart}(?:[3-6]\\d|2[2-7])\\d\\d(?:\\d{0,14}|(?:[ -]\\d{4,6}){0,3}[ -]?\\d{0,3})"(?!\\s*:)`
];
var personal = [
  `@(?<=[\\w%+-]@)(?:[A-Za-z0-9]|")`,
  `\\d(?:[ .-]?\\d){2}[) .-]{0,2}\\d(?:[ .-]?\\d){2}`,
  `[A-Z]{5}\\d{4}[A-Z]|[A-Z]{2,5}\\d{0,4}"(?!\\s*:)`,
  `[A-Z]{2}\\d\\d ?(?:[A-Z0-9]{4}|[A-Z0-9]{0,3}"(?!\\s*:))`,
  `(?:\\d[ .()-]{0,2}|[+(]|\\) ?)"(?!\\s*:)`
];
var caseless = (source) => ({ source, ignoreCase: true });
var exact = (source) => ({ source, ignoreCase: false });
function secretTriggers() {
  return [...[needlessEscape, ...tokens(), ...urlPasswords, ...cards].map(exact), ...named3.map(caseless)];
}
function personalTriggers() {
  return personal.map(exact);
}
function compileSecretSearch() {
  const secrets2 = secretTriggers().map(compile);
  const ofPersons = personalTriggers().map(compile);
  return (text, isPersonal) => fires(secrets2, text) || isPersonal && fires(ofPersons, text);
}
var compile = ({ source, ignoreCase }) => new RegExp(source, ignoreCase ? "is" : "s");
function fires(patterns2, text) {
  return patterns2.some((pattern) => pattern.test(text));
}

// src/host/changes.ts
var shared4 = typeof ngx === "object" ? ngx.shared["portcullis_changes"] : void 0;
function isChanged(key) {
  return open3().has(key);
}
function noteChange(key, now) {
  const dictionary = open3();
  if (!now) dictionary.delete(key);
  else if (!dictionary.has(key)) dictionary.set(key, "1");
}
function open3() {
  if (shared4 === void 0) throw new Error("js_shared_dict_zone portcullis_changes is missing; http.conf is of another version than the bundle");
  return shared4;
}

// src/host/sessions.ts
var timeLength = 13;
var shared5 = typeof ngx === "object" ? ngx.shared["portcullis_sessions"] : void 0;
function ownerOf(key) {
  const dictionary = open4();
  const value = dictionary.get(key) ?? dictionary.get(lockOf(key)) ?? dictionary.get(key);
  if (value === void 0) return void 0;
  const owner = value.slice(timeLength);
  if (String(Date.now()) > value) write(dictionary, key, owner);
  return owner;
}
function bind2(key, owner) {
  const known4 = ownerOf(key);
  if (known4 === void 0 && write(open4(), key, owner)) return true;
  return (known4 ?? ownerOf(key)) === owner;
}
function unbind(key) {
  const dictionary = open4();
  dictionary.delete(lockOf(key));
  dictionary.delete(key);
}
function open4() {
  if (shared5 === void 0) throw new Error("js_shared_dict_zone portcullis_sessions is missing; http.conf is of another version than the bundle");
  return shared5;
}
function write(dictionary, key, owner) {
  const lock = lockOf(key);
  if (!add(dictionary, lock, 0, owner)) return false;
  const value = dictionary.get(key);
  const isTheirs = value !== void 0 && value.slice(timeLength) !== owner;
  if (!isTheirs) {
    const half = (dictionary.ttl(lock) ?? 0) / 2;
    dictionary.delete(key);
    add(dictionary, key, Date.now() + half, owner);
  }
  dictionary.delete(lock);
  return !isTheirs;
}
var mostEvictions = 16;
function add(dictionary, key, time, owner) {
  const value = `${String(Math.floor(time)).padStart(timeLength, "0")}${owner}`;
  for (let tried = 1; ; tried++) {
    try {
      return dictionary.add(key, value);
    } catch (full) {
      if (tried === mostEvictions) throw full;
    }
  }
}
function lockOf(key) {
  return `lock ${key}`;
}

// src/host/ports.ts
function digest(text) {
  return hashes2.createHash("sha256").update(text).digest("hex");
}
var mostAsked = 131072;
var NginxPorts = class {
  /** `isPlain` when every string that will be asked for is known to be a plain path. */
  constructor(variables3, isPlain) {
    this.variables = variables3;
    this.isPlain = isPlain;
  }
  lookup(key) {
    this.variables["portcullis_ask"] = key;
    return this.variables["portcullis_entry"];
  }
  findKey(id) {
    return recallEntry(findEntry(this, "key", "", id) ?? "");
  }
  findUser(name) {
    return recallEntry(findEntry(this, "user", "", name) ?? "");
  }
  failuresOf(name) {
    return failuresOf(name);
  }
  ownerOf(key) {
    return ownerOf(key);
  }
  bind(key, owner) {
    return bind2(key, owner);
  }
  suspicion(kind, text) {
    const look = this.askMap(`odd_${kind}`, text);
    const plain4 = look === "" || look === "odd" ? void 0 : withPlainBlanks(text);
    return look === "" || plain4 === void 0 ? look : joinLooks(text, look, this.askMap(`odd_${kind}`, plain4));
  }
  suspects(kind, text, what) {
    const name = kind === "text" || kind === "any" ? aloneMaps[what] : void 0;
    if (name === void 0 || this.askMap(name, text) !== "") return true;
    const plain4 = what === "form" ? withPlainBlanks(text) : void 0;
    return plain4 !== void 0 && this.askMap(name, plain4) !== "";
  }
  /** What a map says of a text; where there is no such map, that it is suspicious. */
  askMap(name, text) {
    this.variables["portcullis_text"] = text;
    return this.variables[`portcullis_${name}`] ?? "odd";
  }
  suspectsSecret(text, personal2) {
    const asked = this.asked ?? 0;
    if (asked > mostAsked) return (this.search ??= compileSecretSearch())(text, personal2);
    this.asked = asked + text.length;
    this.variables["portcullis_text"] = text;
    return this.variables["portcullis_odd_secret"] !== "" || personal2 && this.variables["portcullis_odd_personal"] !== "";
  }
  situation({ nets, times, cert }) {
    const { variables: variables3 } = this;
    return {
      networks: nets === void 0 ? "" : variables3["portcullis_net"] ?? "",
      now: times === void 0 ? NaN : Date.now(),
      offset: times === void 0 ? NaN : -(/* @__PURE__ */ new Date()).getTimezoneOffset(),
      certificate: cert === void 0 ? "" : variables3["ssl_client_verify"] ?? ""
    };
  }
  digest(text) {
    return digest(text);
  }
  isChanged(key) {
    return isChanged(key);
  }
  noteChange(key, now) {
    noteChange(key, now);
  }
  pathForm(path) {
    if (this.isPlain) return "plain";
    this.variables["portcullis_text"] = path;
    return this.variables["portcullis_path_form"] ?? "odd";
  }
  inspect(text, kind, modes) {
    return inspectOrdinary(text, kind, this, modes);
  }
};

// src/host/within.ts
async function within(promise, milliseconds, late) {
  const clock = {};
  const waiting = new Promise((resolve2) => {
    clock.timer = setTimeout(() => {
      delete clock.timer;
      resolve2(late);
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, waiting]);
  } finally {
    if (clock.timer !== void 0) clearTimeout(clock.timer);
  }
}

// src/host/external.ts
var kept = typeof ngx === "object" ? ngx.shared["portcullis_decided"] : void 0;
async function askOutside(r, questions, asker, settings2) {
  const end = Date.now() + settings2.timeout;
  for (const question of questions) {
    const rule = await decide(r, question, asker, settings2, end);
    if (rule !== void 0) return deny(rule, { id: question.request, shape: question.shape });
  }
  return void 0;
}
async function decide(r, question, asker, settings2, end) {
  const { type, location, cache } = settings2;
  const text = writeQuestion(question, asker, type);
  if (text.length > longestQuestion) return "external.size";
  const key = cache === void 0 ? "" : digest(`${type} ${location} ${text}`);
  const known4 = key === "" ? void 0 : kept?.get(key);
  if (known4 !== void 0) return known4 === "1" ? void 0 : "external.denied";
  const sent = Date.now();
  const reply = await within(send2(r, location, writeQuestion(question, asker, type, new Date(sent).toISOString())), end - sent, "timeout");
  const rule = reply.startsWith("{") ? readAnswer(reply, type) : "external.unavailable";
  if (rule === "external.unavailable") r.warn(`portcullis: external.unavailable: ${location}: ${reply.startsWith("{") ? "answer" : reply}`);
  else if (cache !== void 0) keep(key, rule === void 0 ? "1" : "0", cache);
  return rule;
}
async function send2(r, location, body2) {
  const { status, headersOut, responseBuffer, responseText = "" } = await r.subrequest(location, { method: "POST", body: body2 });
  if (status !== 200) return `status ${status}`;
  if (!/^application\/json\s*(?:;|$)/i.test(headersOut["Content-Type"] ?? "")) return "media type";
  const length = headersOut["Content-Length"];
  if (length !== void 0 && Number(length) !== responseBuffer?.byteLength) return "cut off";
  return responseText.trimStart().startsWith("{") ? responseText.trimStart() : "answer";
}
function keep(key, decision, milliseconds) {
  try {
    kept?.add(key, decision, milliseconds);
  } catch {
  }
}

// src/host/judgement.ts
var closedServer = { mode: "enforce", roles: "" };
function startJudgement(r, route, look) {
  const name = r.variables["mcp_server"] ?? "";
  const ports = new NginxPorts(r.variables, false);
  const audit = { era: "legacy", ids: [], isBatch: false, method: "", target: "", caller: { role: "" }, arguments: void 0, redact: void 0, alert: false, findings: /* @__PURE__ */ new Set(), questions: [] };
  return { r, route, look, name, server: () => findServer(ports, name) ?? closedServer, ports, audit };
}
function judgeHttp({ r, route, server }) {
  const entry = server();
  if (entry === closedServer) return deny("policy.server");
  const rule = judgeTransport(readTransport(r, route, r.uri === entry.sse?.messages));
  return rule === void 0 ? void 0 : deny(rule);
}
function judgeBody(judgement, bytes) {
  const caller = identify2(judgement.r, judgement.ports);
  return caller instanceof Promise ? caller.then((known4) => judgeCall(judgement, bytes, known4)) : judgeCall(judgement, bytes, caller);
}
function judgeCall(judgement, bytes, caller) {
  const denial = findDenial(judgement, bytes, caller);
  const { questions } = judgement.audit;
  if (denial === void 0 && questions.length > 0) return judgeOutside(judgement, questions);
  endJudgement(judgement, denial);
  return void 0;
}
async function judgeOutside(judgement, questions) {
  const { r, name, audit } = judgement;
  const { external } = judgement.server();
  if (external === void 0) throw new Error("nobody to ask");
  const [session] = readSessions(r);
  const asker = { server: name, caller: audit.caller, address: r.variables["remote_addr"] ?? "", session: session && digest(session.id) };
  writeAudit(r.variables, audit, "external.unavailable");
  r.status = 503;
  const denial = await askOutside(r, questions, asker, external);
  r.status = 0;
  r.variables["mcp_rule"] = "";
  endJudgement(judgement, denial);
}
function endJudgement(judgement, denial) {
  if (denial === void 0 || judgement.route !== "" && judgement.server().mode === "monitor") allow(judgement, denial);
  else refuse2(judgement, denial);
}
function findDenial({ r, look, name, server, ports, audit }, bytes, caller) {
  const body2 = decodeBody(r, bytes);
  if (body2 === void 0) return deny("json.utf8");
  const sender2 = { server: name, caller, sessions: readSessions(r) };
  if (look !== "" || r.method === "POST") {
    const headers = look === "legacy" ? noMirrorHeaders : readMirrorHeaders(r.variables);
    return judgePost({ ...sender2, headers, body: body2 }, server, ports, audit);
  }
  audit.method = r.method;
  return bytes.byteLength > 0 ? deny("http.body") : judgeSession(sender2, server, ports, audit);
}
function allow(judgement, denial) {
  const { r, route, look, audit } = judgement;
  const { variables: variables3 } = r;
  writeAudit(variables3, audit, denial?.rule);
  variables3["mcp_decision"] = denial === void 0 ? "allow" : "monitor";
  const [id] = audit.ids;
  variables3["portcullis_id"] = id === void 0 ? "" : JSON.stringify(id);
  const redact = audit.method === "tools/call" && !audit.isBatch ? audit.redact : judgement.server().redact;
  const isUnread2 = denial !== void 0 && r.method === "POST" && audit.ids.length === 0;
  expect(r, isUnread2 ? unknownExpectation(r, audit, redact) : expectationOf(r, audit, redact));
  if (!isUnread2 && audit.method === "tools/call" && audit.ids.length === 1 && !audit.isBatch && redact === void 0) expectOrdinary(r);
  const query = look === "" ? variables3["args"] ?? "" : "";
  variables3["mcp_upstream"] = query === "" ? route : `${route}?${query}`;
}
function expectationOf({ method, variables: variables3 }, { era, caller: { role, owner }, ids, isBatch, method: asked }, redact) {
  const session = variables3["http_mcp_session_id"] ?? "";
  if (method === "GET") return { role, owner, era, session, asked: "stream", method: void 0, ids: "any", redact };
  return { role, owner, era, session, asked: ids.length === 0 ? "nothing" : "request", method: isBatch ? void 0 : asked, ids, redact };
}
function unknownExpectation({ variables: variables3 }, { era, caller: { role, owner } }, redact) {
  return { role, owner, era, session: variables3["http_mcp_session_id"] ?? "", asked: "unknown", method: void 0, ids: "any", redact };
}
function refuse2({ r, audit }, denial) {
  writeAudit(r.variables, audit, denial.rule);
  send(r, answerDenial(denial, audit.era, r.variables["request_id"] ?? ""));
}

// src/core/ordinary.ts
var mostLevels = 4;
var mostMembers = 10;
var longestName = 64;
var around3 = 512;
function prepareTool(entry, server, tool) {
  if (entry.name !== tool || entry.off || entry.alert || entry.sends) return void 0;
  const limits = entry.limits ?? defaultLimits;
  if (mostLevels > limits.depth || mostMembers > limits.array || longestName > limits.string) return void 0;
  const roles = new Set(entry.roles.split(" ").filter((role) => role !== ""));
  const plainKeys = new Set(Object.keys(entry.args ?? {}).filter(isPlainKey));
  return { entry, roles, limits, list: listArguments(entry), plainKeys, sessions: bindingKey(server, { what: "session", id: "" }) };
}
function allowsOrdinaryCall({ entry, roles, limits, list }, role, args, length, look) {
  return roles.has(role) && length + around3 <= limits.body && checkArguments(args, entry, limits, look, list) === void 0;
}

// src/host/ordinary-tools.ts
var most4 = 16;
var tools = /* @__PURE__ */ new Map();
function recallTool(variables3) {
  const key = variables3["portcullis_key"] ?? "";
  return tools.get(key) ?? readTool(variables3, key);
}
function readTool(variables3, key) {
  const server = variables3["mcp_server"] ?? "";
  const name = variables3["portcullis_call_tool"] ?? "";
  const text = variables3["portcullis_entry"] || (findEntry(new NginxPorts(variables3, false), "tool", server, name) ?? "");
  const entry = recallEntry(text);
  const tool = entry && prepareTool(entry, server, name);
  if (tool === void 0 || key !== `t:${server}:${name}`) return tool;
  if (tools.size === most4) tools.clear();
  tools.set(key, tool);
  return tool;
}

// src/host/ordinary-call.ts
var mostShown = 512;
function passOrdinaryCall(r, route) {
  const { variables: variables3 } = r;
  const shown3 = variables3["portcullis_call_shown"] ?? "";
  const json = shown3 || (variables3["portcullis_call_args"] ?? "");
  if (json === "") return false;
  const tool = recallTool(variables3);
  if (tool === void 0) return false;
  const { entry } = tool;
  const isPlain = shown3 !== "" && shown3.length <= mostShown;
  const ports = new NginxPorts(variables3, isPlain);
  if (entry.pin !== void 0 && ports.isChanged(changeKey("tool", variables3["mcp_server"] ?? "", entry.name, entry.pin))) return false;
  const trusted = readTrustedRole(r);
  const caller = trusted === "" ? identifyOrdinary(r, ports) : void 0;
  if (caller !== void 0 && (isRefusal(caller) || lacksScopes(entry.scopes, caller.scopes))) return false;
  const role = caller?.role ?? trusted;
  const args = JSON.parse(json);
  if (entry.when !== void 0 && findUnmet(entry.when, ports.situation(entry.when), caller ?? {}, args) !== void 0) return false;
  const inspection = isPlain ? void 0 : new AsciiInspection(ports, variables3["portcullis_call_loud"] === "");
  if (!allowsOrdinaryCall(tool, role, args, json.length, inspection ?? ports)) return false;
  const session = variables3["http_mcp_session_id"] ?? "";
  if (session !== "" && ownerOf(tool.sessions + session) !== (caller?.owner ?? ownerByRole(role))) return false;
  variables3["mcp_role"] = role;
  if (caller?.subject !== void 0) variables3["mcp_subject"] = caller.subject;
  if (inspection !== void 0) writeArguments(variables3, args, { plainKeys: tool.plainKeys, plainText: inspection.plainPath });
  variables3["mcp_decision"] = "allow";
  const { redact } = entry;
  if (caller !== void 0 || redact !== void 0) expect(r, { role, owner: caller?.owner, era: "legacy", session, asked: "request", method: "tools/call", ids: void 0, redact });
  if (redact === void 0) expectOrdinary(r);
  variables3["mcp_upstream"] = route;
  return true;
}

// src/host/access.ts
var mostOrdinary = 65536;
function beginAccess(r) {
  const { variables: variables3 } = r;
  const straight = variables3["portcullis_way"] ?? "";
  if (straight !== "" && isSafeEngine) return straight;
  if (r.internal && variables3["status"] !== "000") {
    answerErrorPage(r);
    return void 0;
  }
  requireEngine(variables3);
  if (isPreflight(r)) {
    variables3["mcp_decision"] = "allow";
    r.return(204, "");
    return void 0;
  }
  const route = variables3["portcullis_route"] ?? "";
  const judgement = startJudgement(r, route, route === "" ? "" : variables3["portcullis_ordinary"] ?? "");
  const denial = judgement.look === "" ? judgeHttp(judgement) : void 0;
  if (denial === void 0) return judgement;
  refuse2(judgement, denial);
  return void 0;
}
function endAccess(r, begun, body2) {
  if (typeof begun !== "string") return judgeBody(begun, body2);
  if (body2.byteLength <= mostOrdinary && passOrdinaryCall(r, begun)) return void 0;
  return judgeBody(startJudgement(r, begun, "legacy"), body2);
}
function isPreflight(r) {
  if (r.method !== "OPTIONS" || r.variables["portcullis_host"] !== "1") return false;
  const origin2 = r.variables["portcullis_origin"] ?? "-";
  return origin2 !== "" && origin2 !== "-";
}

// src/core/stream/sse.ts
var shown2 = 512;
var oddLineEnd = /[\v\f\x1c-\x1e\x85\u2028\u2029]/;
var lineEnd2 = /\r\n|\n|\r/;
var blankLine = /\n\n|\n\r|\r\r/g;
var SseFramer = class {
  constructor() {
    this.held = 0;
    this.pieces = [];
    this.last = "";
    this.head = void 0;
  }
  /** Gives up the event that is not whole yet: of its text only the beginning and the end will be told. */
  skip() {
    this.head ??= this.pieces.join("").slice(0, shown2);
    this.pieces = [];
    this.held = 0;
  }
  /** Takes the next piece; returns the events that it completes. */
  push(piece) {
    const events = [];
    const text = this.last + piece;
    let from = this.last.length;
    let open5 = 0;
    blankLine.lastIndex = 0;
    for (let match = blankLine.exec(text); match !== null; match = blankLine.exec(text)) {
      let end = match.index + 2;
      if (text.charAt(end - 1) === "\r") {
        if (end === text.length && text.charAt(match.index) === "\n") break;
        if (text.charAt(end) === "\n") end++;
      }
      this.pieces.push(text.slice(from, end));
      const whole = this.pieces.join("");
      events.push(this.head === void 0 ? readEvent(whole) : { raw: "", type: "", data: `${this.head}…${whole.slice(-shown2)}`, id: void 0, retry: void 0, isPlain: false, isCut: true });
      this.head = void 0;
      this.pieces = [];
      this.held = 0;
      this.last = "";
      from = end;
      open5 = end;
      blankLine.lastIndex = end;
    }
    if (from === text.length) return events;
    if (this.head !== void 0) this.pieces = [this.pieces.join("").slice(-shown2)];
    this.pieces.push(text.slice(from));
    this.held += text.length - from;
    this.last = text.slice(Math.max(open5, text.length - (text.endsWith("\n\r") ? 2 : 1)));
    return events;
  }
};
function writeEvent({ type = "", id, retry, data: data2 }) {
  const lines = [
    ...type === "" ? [] : [`event: ${type}`],
    ...id === void 0 ? [] : [`id: ${id}`],
    ...retry === void 0 ? [] : [`retry: ${retry}`],
    // Readers that split lines there must find none; JSON says the same with an escape.
    ...data2?.replace(/[\x85\u2028\u2029]/g, escapeUnit2).split("\n").map((line) => `data: ${line}`) ?? []
  ];
  return lines.length === 0 ? "" : `${lines.join("\n")}

`;
}
function escapeUnit2(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
function readEvent(raw) {
  const isFeedOnly = !raw.includes("\r");
  let isPlain = (isFeedOnly || !/(?<!\r)\n|\r(?!\n)/.test(raw)) && !oddLineEnd.test(raw);
  let type = "";
  let id;
  let retry;
  const data2 = [];
  for (const line of isFeedOnly ? raw.split("\n") : raw.split(lineEnd2)) {
    const colon2 = line.indexOf(":");
    const name = colon2 < 0 ? line : line.slice(0, colon2);
    const value = colon2 < 0 ? "" : line.slice(line.charAt(colon2 + 1) === " " ? colon2 + 2 : colon2 + 1);
    if (name === "data") data2.push(value);
    else if (name === "event") type = value;
    else if (name === "id") {
      if (value.includes("\0") || oddLineEnd.test(value)) isPlain = false;
      else id = value;
    } else if (name === "retry" && /^\d+$/.test(value)) retry = value;
    else if (name !== "") isPlain = false;
  }
  return { raw, type, data: data2.length === 0 ? void 0 : data2.join("\n"), id, retry, isPlain };
}

// src/core/answer-body.ts
var smallAnswer = 16384;
var DocumentBody = class {
  constructor(judge2, isError) {
    this.judge = judge2;
    this.isError = isError;
    this.pieces = [];
    this.length = 0;
    this.isOver = false;
  }
  push(piece) {
    if (this.isOver) return "";
    this.length += piece.length;
    if (this.length > smallAnswer && this.length > this.judge.limit) return this.break("answer.size");
    this.pieces.push(piece);
    return "";
  }
  end(isCut) {
    if (this.isOver) return "";
    if (isCut) return this.break("answer.cut");
    const text = this.pieces.join("");
    this.pieces = [];
    return this.isError ? this.judge.judgeError(text) : join(this.judge.judge(text), this.judge.fail("answer.cut"));
  }
  break(rule) {
    this.isOver = true;
    this.pieces = [];
    return join("", this.judge.fail(rule));
  }
};
function join(text, errors) {
  if (errors.length === 0) return text;
  if (text.startsWith("[")) return `[${[text.slice(1, -1), ...errors].join(",")}]`;
  return errors.length === 1 ? errors[0] ?? "" : `[${errors.join(",")}]`;
}
var StreamBody = class {
  /** `rewriteEndpoint` gives the address under which a client posts to a legacy HTTP+SSE session; absent in Streamable HTTP. */
  constructor(judge2, rewriteEndpoint2) {
    this.judge = judge2;
    this.rewriteEndpoint = rewriteEndpoint2;
    this.framer = new SseFramer();
    this.isOver = false;
    this.isResumable = false;
  }
  push(piece) {
    if (this.isOver) return "";
    const out = this.framer.push(piece).map((event) => this.passEvent(event)).join("");
    if (!this.isTooLong(this.framer.held)) return out;
    if (!this.judge.isOpen) this.framer.skip();
    return out + (this.judge.isOpen ? this.break("answer.size") : "");
  }
  isTooLong(length) {
    return length > smallAnswer && length > this.judge.limit;
  }
  end(isCut) {
    if (this.isOver || this.isResumable && !isCut) return "";
    return this.break("answer.cut");
  }
  break(rule) {
    this.isOver = true;
    return this.judge.fail(rule).map((data2) => writeEvent({ type: "message", data: data2 })).join("");
  }
  passEvent(event) {
    const { raw, type, data: data2, id, retry, isPlain } = event;
    if (this.isOver) return "";
    if (event.isCut || this.isTooLong(raw.length)) return this.judge.isOpen ? this.break("answer.size") : this.failLong(event);
    if (id !== void 0) this.isResumable = true;
    if (data2 === void 0 || data2 === "") return isPlain ? raw : writeEvent({ id, retry, data: data2 });
    if (type === "endpoint" && this.rewriteEndpoint !== void 0) return this.passEndpoint(this.rewriteEndpoint(data2));
    if (type !== "" && type !== "message") return this.drop("answer.event");
    const text = this.judge.judge(data2);
    if (text === "") return "";
    return text === data2 && isPlain ? raw : writeEvent({ type, id, retry, data: text });
  }
  /** Nobody may wait for a response that was too long: its id stands at one of its ends, as serializers write it. */
  failLong({ raw, data: data2 = "", isCut }) {
    this.judge.broken.add("answer.size");
    const ends3 = isCut ? data2 : `${raw.slice(0, 512)}…${raw.slice(-512)}`;
    const id = idAtStart.exec(ends3)?.[1] ?? idAtEnd.exec(ends3)?.[1];
    return id === void 0 ? "" : writeEvent({ type: "message", data: this.judge.failureOf(id) });
  }
  passEndpoint(uri) {
    return uri === void 0 ? this.drop("answer.event") : writeEvent({ type: "endpoint", data: uri });
  }
  drop(rule) {
    this.judge.broken.add(rule);
    return "";
  }
};
var idAtStart = /^(?:event: ?message\r?\n)?data: ?\{(?:"jsonrpc":"2\.0",)?"id":("[\w-]{1,256}"|\d{1,16}),"(?:result|error)":/;
var idAtEnd = /\},(?:"jsonrpc":"2\.0",)?"id":("[\w-]{1,256}"|\d{1,16})(?:,"jsonrpc":"2\.0")?\}\s*$/;
var SubstituteBody = class {
  constructor(text) {
    this.text = text;
    this.seen = "";
    this.isOver = false;
  }
  push(piece) {
    if (this.isOver) return "";
    this.seen = piece.slice(0, mostSeen);
    return this.end();
  }
  end() {
    if (this.isOver) return "";
    this.isOver = true;
    return this.text;
  }
  break() {
    return this.end();
  }
};
var mostSeen = 256;

// src/core/answer-form.ts
function formOfAnswer({ status, contentType, contentEncoding }, asked, isLegacySse) {
  if (status < 200 || status > 299 && status < 400 || status > 599) return fail("answer.status", 502);
  if (contentEncoding !== "" && contentEncoding.toLowerCase() !== "identity") return fail("answer.encoding", status < 400 ? 502 : status);
  const type = mediaType(contentType);
  if (status >= 400) return status < 500 && type === "application/json" ? { kind: "error" } : fail("answer.status", status);
  if (asked === "nothing") return { kind: "nothing" };
  if (status === 202 || status === 204) return asked === "unknown" || isLegacySse() ? { kind: "nothing" } : fail("answer.status", 502);
  if (type === "text/event-stream") return { kind: "stream" };
  return type === "application/json" && asked !== "stream" ? { kind: "document" } : fail("answer.media-type", 502);
}
function mediaType(contentType) {
  return (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
}
function fail(rule, status) {
  return { kind: "failure", rule, status };
}

// src/core/jsonrpc/plain-keys.ts
var token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g;
var colonNext = /\s*:/y;
var longest3 = 262144;
function hasPlainKeys(text, deepest2) {
  if (text.length > longest3) return false;
  const seen = [];
  let depth = 0;
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === "{" || found === "[") {
      depth++;
      if (depth <= deepest2) seen[depth] = /* @__PURE__ */ new Set();
    } else if (found === "}" || found === "]") depth--;
    else if (depth <= deepest2 && isKey(text, token.lastIndex)) {
      const key = found.includes("\\") ? JSON.stringify(JSON.parse(found)) : found;
      if (seen[depth]?.has(key) === true) return false;
      seen[depth]?.add(key);
    }
  }
  return true;
}
function isKey(text, end) {
  colonNext.lastIndex = end;
  return colonNext.test(text);
}

// src/core/policy/client-requests.ts
var subjects = {
  ping: void 0,
  "sampling/createMessage": "sampling",
  "elicitation/create": "elicitation",
  "roots/list": "roots",
  "tasks/get": void 0,
  "tasks/result": void 0,
  "tasks/list": void 0,
  "tasks/cancel": void 0
};
function mayAskClient(method, params, rules2 = {}) {
  if (!Object.hasOwn(subjects, method)) return false;
  const subject = subjects[method];
  if (subject === void 0) return true;
  if (rules2.deny?.includes(subject) === true) return false;
  if (subject !== "elicitation" || !isObject(params)) return true;
  if (hasDisguised(params, "mode") || hasDisguised(params, "url")) return false;
  const { mode, url } = params;
  if (mode === void 0 || mode === "form") return url === void 0;
  return mode === "url" && typeof url === "string" && /^https:/i.test(url) && isOnHosts(url, rules2.hosts ?? []);
}

// src/core/answer-asks.ts
function allowsAsks(result, text, rulesOf) {
  if (hasDisguised(result, "inputRequests")) return false;
  const asked = result["inputRequests"];
  if (asked === void 0) return true;
  const rules2 = rulesOf();
  const isAllowed = isObject(asked) && Object.values(asked).every((ask2) => isObject(ask2) && typeof ask2["method"] === "string" && mayAskClient(ask2["method"], ask2["params"], rules2));
  return isAllowed && hasPlainKeys(text, Infinity);
}
function allowsUrls(error2, text, rulesOf) {
  const data2 = isObject(error2) ? error2["data"] : void 0;
  if (!isObject(data2)) return true;
  if (hasDisguised(data2, "elicitations")) return false;
  const asked = data2["elicitations"];
  if (asked === void 0) return true;
  const rules2 = rulesOf();
  const isAllowed = Array.isArray(asked) && asked.every((one) => isObject(one) && mayAskClient("elicitation/create", { ...one, mode: "url" }, rules2));
  return isAllowed && hasPlainKeys(text, Infinity);
}

// src/core/answer-tasks.ts
function mayCreateTask(result) {
  return result["task"] !== void 0 || result["resultType"] === "task";
}
function bindTask(result, { server, caller, bindings }) {
  const task = findCreated(result);
  if (task === void 0) return true;
  const id = task["taskId"];
  return typeof id === "string" && bind(server, { what: "task", id }, caller, bindings);
}
function findCreated(result) {
  if (isObject(result["task"])) return result["task"];
  return result["resultType"] === "task" ? result : void 0;
}
function ownTasks(tasks, receiver) {
  if (!Array.isArray(tasks)) return void 0;
  return tasks.filter((task) => isObject(task) && judgeTask2(task, receiver) === void 0);
}
function isOfForeignTask(params, receiver) {
  return params !== void 0 && judgeTask2(params, receiver) === "task.owner";
}
function judgeTask2({ taskId: id }, { server, caller, bindings }) {
  return typeof id === "string" ? judgeClaim(server, { what: "task", id }, caller, bindings) : "task.unknown";
}

// src/core/jsonrpc/one-reading.ts
var names6 = ['"id"', '"method"', '"result"', '"error"', '"params"', '"jsonrpc"'];
function hasOneReading(text) {
  const mayDiffer = text.includes("\\u00") || names6.some((name) => text.indexOf(name) !== text.lastIndexOf(name));
  return !mayDiffer || hasPlainKeys(text, 1);
}
function isErrorTo(own, text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  if (!isObject(value) || value["jsonrpc"] !== "2.0" || "result" in value || "method" in value || !isObject(value["error"])) return false;
  const { id, error: error2 } = value;
  return (id === void 0 || id === null || id === own) && Number.isInteger(error2["code"]) && typeof error2["message"] === "string" && hasPlainKeys(text, 2);
}

// src/core/jsonrpc/plain-message.ts
var short = `"(?:jsonrpc|id|method)"\\s*:\\s*(?:"[^"\\\\]{0,256}"|-?\\d{1,16})`;
var beginning2 = new RegExp(`^\\s*\\{\\s*(?:${short}\\s*,\\s*){0,3}"(result|params|error)"\\s*:`);
var ending2 = new RegExp(`(?:,\\s*${short}\\s*){0,3}\\}\\s*$`);
var longestEnding = 1024;
function parsePlainMessage(text) {
  const [head, name] = beginning2.exec(text) ?? [];
  if (head === void 0 || name === void 0) return void 0;
  const [tail] = ending2.exec(text.slice(Math.max(head.length, text.length - longestEnding))) ?? [];
  if (tail === void 0) return void 0;
  const envelope = `${head}null${tail}`;
  try {
    const message = JSON.parse(envelope);
    const long = JSON.parse(text.slice(head.length, text.length - tail.length));
    return isObject(long) && hasPlainKeys(envelope, 1) ? { ...message, [name]: long } : void 0;
  } catch {
    return void 0;
  }
}

// src/core/redact/results/work.ts
var cost = { passed: 60, asked: 150, searched: 300, rule: 20, found: 300, remembered: 400 };
var mostPerMessage = 12e6;
var Work = class {
  left;
  constructor(units = mostPerMessage) {
    this.left = units;
  }
  /** Whether there is so much left; what there is not ends the search. */
  spend(units) {
    this.left -= units;
    return this.left >= 0;
  }
  get isSpent() {
    return this.left < 0;
  }
};

// src/core/redact/results/find-secrets.ts
function findSecrets(text, rules2, name = "", work = new Work(Infinity)) {
  if (!work.spend(cost.searched + rules2.length * (cost.rule + text.length / 8))) return [];
  const [lower, lowerName] = [text.toLowerCase(), name.toLowerCase()];
  const found = [];
  for (const rule of rules2) {
    if (text.length < rule.shortest) continue;
    const units = (text.length + name.length) * (rule.weight ?? 1);
    if (isHinted(rule, text, lower) && work.spend(units)) for (const span2 of rule.find(text)) found.push({ rule, span: span2 });
    if (rule.byName === true && name !== "" && isHinted(rule, name, lowerName) && work.spend(units)) found.push(...findByName(text, rule, name));
  }
  work.spend(found.length * cost.found);
  return keepApart(found);
}
function isHinted({ hints, ignoreCase }, text, lower) {
  const where = ignoreCase === true ? lower : text;
  for (const hint4 of hints) if (where.includes(hint4)) return true;
  return false;
}
function findByName(text, rule, name) {
  const before3 = `${name}: `;
  return rule.find(before3 + text).filter(([from]) => from >= before3.length).map(([from, to]) => ({ rule, span: [from - before3.length, to - before3.length] }));
}
function keepApart(found) {
  if (found.length < 2) return found;
  const sorted = found.toSorted((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
  const apart2 = [];
  for (const one of sorted) {
    const last = apart2.at(-1);
    if (last === void 0 || one.span[0] >= last.span[1]) apart2.push(one);
    else if (one.span[1] > last.span[1]) apart2[apart2.length - 1] = { rule: last.rule, span: [last.span[0], one.span[1]] };
  }
  return apart2;
}

// src/core/redact/results/literals.ts
var deepestPlace = 8;
var longestName2 = 64;
function forEachLiteral(json, visit2) {
  const frames = [];
  let end = 0;
  for (let from = json.indexOf('"'); from >= 0; from = json.indexOf('"', end)) {
    follow(frames, json.slice(end, from));
    end = endOfLiteral(json, from);
    const frame2 = frames.at(-1) ?? { isArray: true, place: "", name: "" };
    if (!frame2.isArray && isName(json, end)) {
      if (!visit2({ from, to: end, place: `${frame2.place}{}`, name: "", isItem: false })) return;
      frame2.name = readName(json.slice(from, end));
    } else {
      const place = frame2.isArray ? frame2.place : memberPlace(frames, frame2);
      if (!visit2({ from, to: end, place, name: frame2.name, isItem: frame2.isArray })) return;
    }
  }
}
function readName(literal) {
  return (literal.includes("\\") ? JSON.parse(literal) : literal.slice(1, -1)).slice(0, longestName2);
}
function follow(frames, between3) {
  if (between3 === ":" || between3 === ",") return;
  for (const character of between3) {
    if (character === "]" || character === "}") frames.pop();
    if (character !== "[" && character !== "{") continue;
    const outer = frames.at(-1);
    const place = outer === void 0 ? "" : outer.isArray ? outer.place : memberPlace(frames, outer);
    frames.push({ isArray: character === "[", place, name: outer?.name ?? "" });
  }
}
function memberPlace(frames, { place, name }) {
  return frames.length > deepestPlace ? place : `${place}.${name}`;
}
function endOfLiteral(json, from) {
  for (let quote4 = json.indexOf('"', from + 1); quote4 >= 0; quote4 = json.indexOf('"', quote4 + 1)) {
    let backslashes = 0;
    while (json.charCodeAt(quote4 - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return quote4 + 1;
  }
  return json.length;
}
function isName(json, end) {
  let at = end;
  while (json.charCodeAt(at) <= 32) at++;
  return json.charCodeAt(at) === 58;
}

// src/core/redact/results/opaque.ts
var opaque = /^\.(?:jsonrpc|id|method|params\.(?:progressToken|requestId|elicitationId|uri)|result\.(?:nextCursor|requestState)|(?:params|result\.tasks?|result)\.taskId|(?:params|result)\._meta\.(?:progressToken|io\.modelcontextprotocol\/.*))$/;
function isOpaque(place) {
  return opaque.test(place);
}

// src/core/redact/results/pieces.ts
var short2 = 8192;
var windowLength = 4096;
var overlap2 = 512;
var before2 = 256;
var [leastAfter, mostAfter] = [256, 8192];
function findPieces(raw, isOpen, suspects) {
  const end = raw.length - 1;
  if (end <= short2) return [{ from: 1, to: end }];
  const pieces = [];
  if (isOpen) add2(pieces, raw, 1, endOfLine(raw, leastAfter));
  for (let at = 1; at < end; at += windowLength) {
    const window = raw.slice(Math.max(1, at - overlap2), Math.min(end, at + windowLength));
    if (suspects(`"${window}"`)) add2(pieces, raw, at - overlap2 - before2, endOfLine(raw, at + windowLength));
  }
  return pieces;
}
function lengthen(pieces, index, raw) {
  const [short3, ...rest] = pieces.splice(index);
  if (short3 === void 0) return;
  const { from, to } = short3;
  add2(pieces, raw, from, to + (to - from) + mostAfter);
  for (const piece of rest) join2(pieces, piece);
}
function add2(pieces, raw, from, to) {
  const end = raw.length - 1;
  join2(pieces, { from: from <= 1 ? 1 : outsideEscape(raw, from, 1), to: to >= end ? end : outsideEscape(raw, to, end) });
}
function join2(pieces, piece) {
  let { from, to } = piece;
  for (let last = pieces.at(-1); last !== void 0 && last.to >= from; last = pieces.at(-1)) {
    from = Math.min(from, last.from);
    to = Math.max(to, last.to);
    pieces.pop();
  }
  pieces.push({ from, to });
}
function endOfLine(raw, windowEnd) {
  const from = windowEnd + leastAfter;
  const line = raw.slice(from, windowEnd + mostAfter).search(/\\[nr]/);
  return line < 0 ? windowEnd + mostAfter : from + line;
}
function outsideEscape(raw, at, otherwise) {
  const start2 = Math.max(0, at - 6);
  const last = start2 + raw.slice(start2, at).lastIndexOf("\\");
  if (last >= start2) {
    let run2 = 1;
    while (run2 < longestRun && raw.charAt(last - run2) === "\\") run2++;
    if (run2 === longestRun) return otherwise;
    const length = raw.charAt(last + 1) === "u" ? 6 : 2;
    if (run2 % 2 === 1 && last + length > at) return last;
  }
  return isLowSurrogate(raw.charCodeAt(at)) ? at - 1 : at;
}
var longestRun = 64;
function isLowSurrogate(unit) {
  return unit >= 56320 && unit <= 57343;
}

// src/core/redact/results/verhoeff.ts
var multiply = ["0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"];
var permute = ["0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258"];
function isAadhaar(text) {
  const digits2 = text.replace(/[ -]/g, "");
  if (digits2.length !== 12) return false;
  let check = 0;
  for (let at = 0; at < digits2.length; at++) {
    const digit = Number(digits2.charAt(digits2.length - 1 - at));
    check = Number(multiply[check]?.charAt(Number(permute[at % 8]?.charAt(digit))));
  }
  return check === 0;
}

// src/core/redact/results/rule.ts
function spansOf(text, pattern, isSecret = () => true) {
  const spans = [];
  for (const match of text.matchAll(pattern)) {
    const from = match.index + (match.groups?.["keep"]?.length ?? 0);
    const to = match.index + match[0].length;
    if (isSecret(text.slice(from, to))) spans.push([from, to]);
  }
  return spans;
}

// src/core/redact/results/personal.ts
var email2 = {
  rule: "email",
  shortest: 6,
  weight: 2,
  hints: ["@"],
  find: (text) => spansOf(text, /(?<![\w.+%-])[\w+%-](?:[\w.+%-]{0,62}[\w+%-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![\w-])/g)
};
var phone = {
  rule: "phone",
  shortest: 9,
  weight: 4,
  hints: ["+", "-", ".", " "],
  find: (text) => spansOf(
    text,
    /(?<![\w.+-])\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){6,11}(?![\w-])|(?<![\w.+/-])(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[.-]|[2-9]\d\d )[2-9]\d\d[ .-]\d{4}(?![\w-]|\.\d)/g
  )
};
var aadhaar = {
  rule: "aadhaar",
  shortest: 12,
  hints: ["2", "3", "4", "5", "6", "7", "8", "9"],
  find: (text) => spansOf(text, /(?<![\w.+-]|\d[ /:])[2-9]\d{3}([ -]?)\d{4}\1\d{4}(?![\w+]|[ .,-]\d)/g, isAadhaar)
};
var pan = {
  rule: "pan",
  shortest: 10,
  hints: ["A", "B", "C", "F", "G", "H", "L", "J", "P", "T", "K"],
  find: (text) => spansOf(text, /(?<![\w-])[A-Z]{3}[ABCFGHJLPTK][A-Z]\d{4}[A-Z](?![\w-])/g)
};
var ssn = {
  rule: "ssn",
  shortest: 11,
  hints: ["-", " "],
  find: (text) => spansOf(text, /(?<![\w.+-]|\d[ /:])(?!000|666|9)\d{3}([ -])(?!00)\d\d\1(?!0000)\d{4}(?![\w+]|[ .,-]\d)/g)
};
var iban = {
  rule: "iban",
  shortest: 15,
  weight: 8,
  hints: ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "X", "Y"],
  find: (text) => spansOf(text, /(?<![\w-])[A-Z]{2}\d\d(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?![\w-])/g, isIban)
};
function isIban(text) {
  const compact = text.replaceAll(" ", "");
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = parseInt(character, 36);
    rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
  }
  return rest === 1;
}
var personalRules = [email2, phone, aadhaar, pan, ssn, iban];

// src/core/redact/results/private-key.ts
var privateKey2 = {
  rule: "private-key",
  shortest: 26,
  weight: 3,
  hints: ["PRIVATE KEY", "AGE-SECRET-KEY-1"],
  find: (text) => [...findPrivateKeys(text), ...spansOf(text, /(?<![A-Za-z0-9])AGE-SECRET-KEY-1[0-9A-Z]{58}(?![A-Za-z0-9])/g)]
};
function endsInKey(text) {
  return findPrivateKeys(text).at(-1)?.[1] === text.length && !isOver(text);
}
function endOfKeyRest(before3, text) {
  const [marker = ""] = /(?:-{1,4}|-----(?:E(?:N(?:D[A-Z0-9 ]{0,60}-{0,4})?)?)?)$/.exec(before3) ?? [];
  return Math.max(0, endOfBody(marker + text, 0) - marker.length);
}
function isOver(text) {
  return /-----END [A-Z0-9 ]{1,60}-----$/.test(text.slice(-100));
}
function findPrivateKeys(text) {
  const begin = /-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
  const spans = [];
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const to = endOfBody(text, begin.lastIndex);
    if (!holdsKey(text.slice(begin.lastIndex, to), to === text.length)) continue;
    spans.push([match.index, to]);
    begin.lastIndex = to;
  }
  return spans;
}
function holdsKey(body2, isCut) {
  return /[A-Za-z0-9+/]{16}/.test(body2) || isCut && /^[\s\\nr"'A-Za-z0-9+/]*$/.test(body2);
}
function endOfBody(text, from) {
  const beyond = /[^\w+/=:;,.()@<>|"'\\\s-]|-----|(?<prose>[a-z]{2} [a-z]{2})/g;
  beyond.lastIndex = from;
  const found = beyond.exec(text);
  if (found === null) return text.length;
  if (found.groups?.["prose"] !== void 0) return Math.max(from, text.lastIndexOf("\n", found.index) + 1);
  const end = /-----(?:END [A-Z0-9 ]{1,60}-----|(?:E(?:N(?:D[A-Z0-9 ]{0,60}-{0,4})?)?)?$)/y;
  end.lastIndex = found.index;
  return end.test(text) ? end.lastIndex : found.index;
}

// src/core/redact/results/card-number.ts
var card = {
  rule: "card",
  shortest: 13,
  weight: 2,
  hints: ["3", "4", "5", "6", "2"],
  find: (text) => spansOf(text, /(?<![\w.,+-]|\d[ /:])(?:[2-6]\d{13,18}|[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|3\d{3}([ -])\d{6}\2\d{4,5})(?![\w+]|[.,-]\d)/g, isIssued)
};
var issuers = /^(?:4(?:\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|(?:6011|64[4-9]\d|65\d\d)\d{12,15}|3(?:0[0-5]|095|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12,15}|62\d{14,17}|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{12}|(?:60|81|82|508\d?)\d{14})$/;
function isIssued(text) {
  const digits2 = text.replace(/[ -]/g, "");
  return issuers.test(digits2) && !/^(\d)\1+$/.test(digits2) && isCardNumber(digits2);
}

// src/core/redact/results/issued-tokens.ts
var cloudKeys = [
  {
    rule: "aws-key",
    shortest: 20,
    hints: ["AKIA", "ASIA", "ABIA", "ACCA"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g)
  },
  {
    rule: "gcp-key",
    shortest: 25,
    hints: ["AIza", "ya29.", "GOCSPX-"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])(?:AIza[\w-]{35}(?![\w-])|ya29\.[\w-]{20,}(?:\.[\w-]+)*|GOCSPX-[\w-]{28}(?![\w-]))/g)
  },
  {
    rule: "digitalocean-token",
    shortest: 70,
    hints: ["_v1_"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])do[opr]_v1_[0-9a-f]{64}(?![A-Za-z0-9])/g)
  },
  {
    rule: "npm-token",
    shortest: 40,
    hints: ["npm_"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g)
  },
  {
    rule: "pypi-token",
    shortest: 58,
    hints: ["pypi-AgE"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])pypi-AgE[\w-]{50,}/g)
  }
];
var serviceTokens = [
  {
    rule: "github-token",
    shortest: 40,
    hints: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{40,})(?![A-Za-z0-9])/g)
  },
  {
    rule: "gitlab-token",
    shortest: 25,
    hints: ["gl"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct|oas)-[\w-]{20,}(?:\.[\w-]{2,20})*/g)
  },
  {
    rule: "slack-token",
    shortest: 20,
    weight: 2,
    hints: ["xox", "xapp-", "hooks.slack.com"],
    find: (text) => spansOf(
      text,
      /(?<keep>(?<![\w.-])hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9]+\/[A-Za-z0-9]+\/[A-Za-z0-9/]{20,}|(?<![A-Za-z0-9])(?:xox[abceoprs]-[A-Za-z0-9-]{16,}|xapp-\d-[A-Z0-9]{5,}-\d+-[0-9a-f]{16,})/g,
      hasDigit
    )
  },
  {
    rule: "stripe-key",
    shortest: 24,
    hints: ["k_live_", "k_test_", "whsec_"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])(?:[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/]{24,}={0,2})/g)
  },
  {
    rule: "openai-key",
    shortest: 32,
    hints: ["sk-"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])sk-(?:(?:proj|svcacct|admin|None)-[\w-]{24,}|[A-Za-z0-9]{32,}(?![\w-]))/g, hasDigit)
  },
  {
    rule: "anthropic-key",
    shortest: 34,
    hints: ["sk-ant-"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])sk-ant-[a-z]{2,10}\d\d-[\w-]{24,}/g)
  },
  {
    rule: "huggingface-token",
    shortest: 37,
    hints: ["hf_", "api_org_"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])(?:hf|api_org)_[A-Za-z]{34,}(?![A-Za-z0-9])/g)
  },
  {
    rule: "sendgrid-key",
    shortest: 69,
    hints: ["SG."],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g)
  },
  {
    rule: "shopify-token",
    shortest: 38,
    hints: ["shpat_", "shpca_", "shppa_", "shpss_"],
    find: (text) => spansOf(text, /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}(?![A-Za-z0-9])/g)
  }
];
function hasDigit(secret) {
  return /\d/.test(secret);
}

// src/core/redact/results/jwt.ts
var jwt = {
  rule: "jwt",
  shortest: 13,
  weight: 14,
  hints: ["eyJ"],
  find: (text) => spansOf(text, /(?<![\w-])eyJ[\w-]{8,}\.[\w-]*\.[\w-]*(?:\.[\w-]+){0,2}/g, isToken)
};
var longestHeader = 4096;
function isToken(secret) {
  const [header = "", payload = "", , ciphertext = ""] = secret.split(".");
  return (payload !== "" || ciphertext !== "") && header.length <= longestHeader && namesAlgorithm(header);
}
function namesAlgorithm(header) {
  const base64 = header.replaceAll("-", "+").replaceAll("_", "/");
  const text = decodeBase64Text(base64.padEnd(Math.ceil(base64.length / 4) * 4, "="));
  if (text === void 0) return false;
  try {
    const value = JSON.parse(text);
    return typeof value?.alg === "string";
  } catch {
    return false;
  }
}

// src/core/redact/results/named-secrets.ts
var awsSecret = {
  rule: "aws-secret",
  shortest: 40,
  weight: 4,
  hints: ["secret", "token", "akia", "asia"],
  ignoreCase: true,
  byName: true,
  find: (text) => [
    ...spansOf(text, /(?<keep>(?:secret[_ -]?(?:access[_ -]?)?key|aws[_ -]?secret)\\?["']?(?:\s{0,4}[:=>,]){1,2}\s{0,4}\\?["']?)[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/gi),
    ...spansOf(text, /(?<keep>(?:aws|security|session)[_ -]?(?:security[_ -]?|session[_ -]?)?token\\?["']?(?:\s{0,4}[:=>,]){1,2}\s{0,4}\\?["']?)[A-Za-z0-9+/]{100,}={0,2}/gi),
    ...spansOf(text, /(?<keep>(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}[^A-Za-z0-9+/]{1,8})[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g)
  ]
};
var azureKey = {
  rule: "azure-key",
  shortest: 37,
  weight: 3,
  hints: ["AccountKey", "SharedAccessKey", "sig=", "Q~"],
  byName: true,
  find: (text) => [
    ...spansOf(text, /(?<keep>(?:Account|SharedAccess)Key\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?)[A-Za-z0-9+/]{43}(?:[A-Za-z0-9+/]{43}=)?=/g),
    ...spansOf(text, /(?<keep>(?<![A-Za-z0-9])sig=)[A-Za-z0-9%+/]{43,}={0,2}/g, isSignature),
    ...spansOf(text, /(?<![\w.~-])[\w.~]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/g)
  ]
};
function isSignature(secret) {
  return /(?:=|%3d)$/i.test(secret);
}
var bearerToken = {
  rule: "bearer-token",
  shortest: 12,
  weight: 3,
  hints: ["bearer", "authorization"],
  ignoreCase: true,
  byName: true,
  find: (text) => [
    ...spansOf(text, /(?<keep>(?<![A-Za-z0-9])bearer[ \t]{1,8})[\w.~+/-]{16,}={0,2}/gi, looksIssued),
    ...spansOf(text, /(?<keep>(?<![A-Za-z0-9])authorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?(?:basic|token|apikey|bot)[ \t]{1,8})[\w.~+/-]{8,}={0,2}/gi)
  ]
};
function looksIssued(secret) {
  return /\d/.test(secret) && /[A-Za-z]/.test(secret);
}
var sessionCookie = {
  rule: "session-cookie",
  shortest: 12,
  weight: 6,
  hints: ["cookie"],
  ignoreCase: true,
  byName: true,
  find: (text) => findSessionCookies(text)
};
function findSessionCookies(text) {
  const header = /(?<![A-Za-z0-9])(?:set-)?cookie\\?["']?\s{0,4}[:=]\s{0,4}\[?\s{0,4}\\?["']?/gi;
  const lineEnd3 = /[\r\n"']/g;
  const spans = [];
  while (header.test(text)) {
    const from = header.lastIndex;
    lineEnd3.lastIndex = from;
    const to = lineEnd3.exec(text)?.index ?? text.length;
    header.lastIndex = to;
    if (to - from < shortestCookie) continue;
    const cookies = spansOf(text.slice(from, to), /(?<keep>(?<![\w.-])[\w.-]{0,40}?(?:sess|sid|auth|token|jwt)[\w.-]{0,40}=)[^\s;,"'\\=&(){}<>$]{8,}={0,2}/gi);
    spans.push(...cookies.map(([start2, end]) => [from + start2, from + end]));
  }
  return spans;
}
var shortestCookie = 12;
var urlPassword = {
  rule: "url-password",
  shortest: 7,
  hints: ["://"],
  find: (text) => spansOf(text, /(?<keep>:\/\/[^\s/@:"'`<>?#]{0,100}:)[^\s/@"'`<>?#]{1,200}(?=@[\w[%.$({-])/g, (secret) => !/^[[({$%*:]|^x+$|\.\.\./i.test(secret))
};
var namedSecrets = [awsSecret, azureKey, bearerToken, sessionCookie, urlPassword];

// src/core/redact/results/registry.ts
var secretRules = [privateKey2, ...cloudKeys, ...serviceTokens, jwt, ...namedSecrets, card, ...personalRules];

// src/core/redact/results/settings.ts
var redactionGroups = {
  secrets: [
    "aws-key",
    "aws-secret",
    "gcp-key",
    "azure-key",
    "github-token",
    "gitlab-token",
    "slack-token",
    "stripe-key",
    "npm-token",
    "pypi-token",
    "openai-key",
    "anthropic-key",
    "huggingface-token",
    "sendgrid-key",
    "shopify-token",
    "digitalocean-token",
    "bearer-token",
    "session-cookie",
    "private-key",
    "jwt",
    "url-password"
  ],
  cards: ["card"],
  email: ["email"],
  phone: ["phone"],
  aadhaar: ["aadhaar"],
  pan: ["pan"],
  ssn: ["ssn"],
  iban: ["iban"]
};
function actionOf(settings2, group, rule) {
  if (settings2 === "off") return "off";
  return settings2?.[rule] ?? settings2?.[group] ?? defaultAction(group);
}
function defaultAction(group) {
  return group === "secrets" || group === "cards" ? "redact" : "off";
}
function listRedactionRules() {
  const groups = Object.entries(redactionGroups);
  return groups.flatMap(([group, rules2]) => rules2.map((rule) => [group, rule]));
}
function groupOf(rule) {
  return listRedactionRules().find(([, name]) => name === rule)?.[0] ?? "secrets";
}
function redactsNothing(settings2) {
  return settings2 === "off" || settings2 !== void 0 && listRedactionRules().every(([group, rule]) => actionOf(settings2, group, rule) === "off");
}
function looksForPersonal(settings2) {
  if (settings2 === void 0 || settings2 === "off") return false;
  return listRedactionRules().some(([group, rule]) => defaultAction(group) === "off" && actionOf(settings2, group, rule) !== "off");
}

// src/core/redact/results/tails.ts
var mostPlaces2 = 16;
var mostBegun = 4;
var longest4 = 256;
var Tails = class {
  tails = /* @__PURE__ */ new Map();
  get isEmpty() {
    return this.tails.size === 0;
  }
  /** Takes what was left at a place, which is then forgotten. */
  take(place) {
    const tail = this.tails.get(place);
    if (tail !== void 0) this.tails.delete(place);
    return tail;
  }
  put(place, tail) {
    this.tails.delete(place);
    this.tails.set(place, tail);
    if (this.tails.size <= mostPlaces2) return;
    const [oldest = ""] = this.tails.keys();
    this.tails.delete(oldest);
  }
};
function tailOf(text) {
  if (text.length <= longest4) return text;
  const tail = text.slice(-longest4);
  const token2 = /(?<![\w-])eyJ[\w-]{1,160}(?:\.[\w-]*){0,2}$/.exec(text.slice(-longestToken2))?.[0];
  if (token2 === void 0 || token2.length <= longest4) return tail;
  const [header = "", ...parts] = token2.split(".");
  return [header, ...parts.map((part) => part.slice(-40))].join(".");
}
var longestToken2 = 8192;

// src/core/redact/results/vouching.ts
var windowLength2 = 4096;
var [mostKept, longestKept] = [256, 64];
var Vouching = class {
  text;
  suspects;
  work;
  /** Short strings that are vouched for: the names in records come again and again, and so do some values. */
  clear = /* @__PURE__ */ new Set();
  end = 0;
  isClear = false;
  constructor(text, suspects, work) {
    this.text = text;
    this.suspects = suspects;
    this.work = work;
  }
  /** Whether nothing can be found in the string, and nothing begins at its end. Strings come in order. */
  vouchesFor({ from, to, name }) {
    const before3 = name === "" ? "" : `"${name}":`;
    if (to > this.end) {
      this.end = Math.max(to, from + windowLength2);
      this.isClear = !this.asksAbout(before3 + this.text.slice(from, this.end));
    }
    if (this.isClear) return true;
    const string3 = before3 + this.text.slice(from, to);
    if (this.clear.has(string3)) return true;
    const isVouched = !this.asksAbout(string3);
    if (isVouched && string3.length <= longestKept && this.clear.size < mostKept) this.clear.add(string3);
    return isVouched;
  }
  asksAbout(text) {
    this.work.spend(cost.asked);
    return this.suspects(text);
  }
};

// src/core/redact/results/redactor.ts
var farthest4 = 8192;
var StreamRedactor = class {
  settings;
  ports;
  personal;
  tails = new Tails();
  chosen;
  chosenPersonal;
  messages = 0;
  constructor(settings2, ports) {
    this.settings = settings2;
    this.ports = ports;
    this.personal = looksForPersonal(settings2);
  }
  /** `text`: one complete JSON-RPC message as valid JSON text. */
  redact(text) {
    this.messages++;
    if (this.tails.isEmpty && !this.suspects(text)) return { text, rules: [], blocked: false };
    let redacted2 = "";
    let at = 0;
    const rules2 = /* @__PURE__ */ new Set();
    const work = new Work();
    const vouching = new Vouching(text, (part) => this.suspects(part), work);
    forEachLiteral(text, (literal) => {
      work.spend(cost.passed);
      for (const { from, to, value, secrets: secrets2 } of this.findIn(text.slice(literal.from, literal.to), literal, vouching, work)) {
        for (const { rule } of secrets2) rules2.add(rule);
        redacted2 += text.slice(at, literal.from + from) + JSON.stringify(mask2(value, secrets2)).slice(1, -1);
        at = literal.from + to;
      }
      return !work.isSpent;
    });
    const list = [...rules2];
    const ids = list.map(({ rule }) => `secret.${rule}`);
    if (work.isSpent) return { text, rules: [...ids, "inspect.budget"], blocked: true };
    return { text: at === 0 ? text : redacted2 + text.slice(at), rules: ids, blocked: list.some((rule) => this.actionOf(rule) === "block") };
  }
  suspects(text) {
    return this.ports.suspectsSecret(text, this.personal);
  }
  actionOf({ rule }) {
    return actionOf(this.settings, groupOf(rule), rule);
  }
  get personalOnes() {
    return this.chosenPersonal ??= this.rules.filter((rule) => personalRules.includes(rule));
  }
  get rules() {
    return this.chosen ??= secretRules.filter((rule) => this.actionOf(rule) !== "off");
  }
  /** The secrets in one string of a message, given as it stands there, by the pieces that hold any; remembers what it leaves open. */
  findIn(raw, literal, vouching, work) {
    const { place, name, isItem } = literal;
    if (raw === '""') return [];
    const tail = this.tails.take(place);
    if (tail === void 0 && vouching.vouchesFor(literal)) return [];
    if (isOpaque(place) || tail === void 0 && isBase64(raw)) return [];
    const joins = tail !== void 0 && (tail.message !== this.messages || !isItem && place.endsWith(".text"));
    const before3 = { begun: joins ? tail.begun : [], key: tail?.key };
    const pieces = findPieces(raw, tail !== void 0, (part) => work.spend(cost.asked + part.length / 16) && this.suspects(part));
    const found = [];
    for (let index = 0; index < pieces.length && !work.isSpent; index++) {
      const { from, to } = pieces[index] ?? { from: 0, to: 0 };
      if (!work.spend((to - from) / 2)) break;
      const value = JSON.parse(`"${raw.slice(from, to)}"`);
      const isFirst = from === 1;
      const rules2 = this.rulesFor(`${isFirst && name !== "" ? `"${name}":` : ""}"${raw.slice(from, to)}"`, work);
      const secrets2 = isFirst ? this.search(value, before3, name, rules2, work) : this.search(value, nothingBefore, "", rules2, work).filter(({ span: [, end] }) => end > leastContext);
      const isLast = to === raw.length - 1;
      if (!isLast && goesBeyond(value, secrets2)) {
        lengthen(pieces, index, raw);
        index--;
        continue;
      }
      if (isLast) this.remember(place, isFirst ? before3 : nothingBefore, value, secrets2, work);
      if (secrets2.length > 0) found.push({ from, to, value, secrets: secrets2 });
    }
    return found;
  }
  /** The rules by which a suspected piece is searched, which stands as the message has it: most hold something personal only, if anything. */
  rulesFor(piece, work) {
    if (!this.personal) return this.rules;
    work.spend(cost.asked + piece.length / 16);
    return this.ports.suspectsSecret(piece, false) ? this.rules : this.personalOnes;
  }
  search(value, { begun, key }, name, rules2, work) {
    const goesOn = key === void 0 ? 0 : endOfKeyRest(key, value);
    if (goesOn === 0 && begun.length === 0) return findSecrets(value, rules2, name, work);
    return keepApart([
      ...goesOn > 0 ? [{ rule: privateKey2, span: [0, goesOn] }] : [],
      ...begun.flatMap((before3) => findAcross(before3, value, this.rules, work)),
      ...findSecrets(value, rules2, name, work)
    ]);
  }
  remember(place, { begun, key }, value, secrets2, work) {
    const isKeyRest = key !== void 0 && endOfKeyRest(key, value) === value.length && !isOver(`${key}${value}`);
    const inKey = isKeyRest || this.rules.includes(privateKey2) && endsInKey(value);
    const over = secrets2.findLast(({ span: [, to] }) => to < value.length - 1)?.span[1] ?? 0;
    const ends3 = over > 0 ? [tailOf(value.slice(over))] : [...begun.map((before3) => tailOf(before3 + value)), tailOf(value)];
    const open5 = ends3.filter((end) => end === value || work.spend(cost.remembered) && this.suspects(JSON.stringify(end))).slice(0, mostBegun);
    if (inKey || open5.length > 0) this.tails.put(place, { begun: open5, key: inKey ? value.slice(-longestMarker) : void 0, message: this.messages });
  }
};
var nothingBefore = { begun: [], key: void 0 };
var leastContext = 128;
function goesBeyond(value, secrets2) {
  return (secrets2.at(-1)?.span[1] ?? 0) >= value.length - 1;
}
var longestMarker = 80;
function findAcross(before3, value, rules2, work) {
  const seam = before3.length;
  return findSecrets(before3 + value.slice(0, farthest4), rules2, "", work).filter(({ span: [from, to] }) => from < seam && to > seam).map(({ rule, span: [, to] }) => ({ rule, span: [0, to - seam] }));
}
function mask2(text, found) {
  let masked = "";
  let at = 0;
  for (const { rule, span: [from, to] } of found) {
    masked += `${text.slice(at, from)}[redacted:${rule.rule}]`;
    at = to;
  }
  return masked + text.slice(at);
}
function isBase64(raw) {
  return raw.length >= 258 && /^"[A-Za-z0-9+/\\]+={0,2}"$/.test(raw) && !/\\[^/]/.test(raw);
}

// src/core/response.ts
var AnswerJudge = class {
  constructor(question, ports) {
    this.question = question;
    this.ports = ports;
    this.open = new Set(question.ids === "any" ? [] : question.ids);
    this.broken = /* @__PURE__ */ new Set();
    this.redactor = redactsNothing(question.redact) ? void 0 : new StreamRedactor(question.redact, ports);
    this.rules = void 0;
  }
  /** Whether there are requests without a response yet. */
  get isOpen() {
    return this.open.size > 0;
  }
  /** Judges the text of one message, or of a batch; returns the text to send: the same, another, or none to drop it. */
  judge(text) {
    const judged = this.judgeText(text);
    return judged === "" ? "" : this.redact(judged);
  }
  judgeText(text) {
    const long = text.length > shortText3 ? parsePlainMessage(text) : void 0;
    if (long !== void 0) return this.judgeMessage(long, text);
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      return this.drop("answer.syntax");
    }
    if (!Array.isArray(value)) return hasOneReading(text) ? this.judgeMessage(value, text) : this.drop("answer.syntax");
    const kept2 = value.map((message) => this.judgeMessage(message, JSON.stringify(message))).filter((message) => message !== "");
    return kept2.length === 0 ? "" : `[${kept2.join(",")}]`;
  }
  /** Ends the answer for a reason: an error for every request that is still without a response. */
  fail(rule) {
    if (this.open.size === 0) return [];
    this.broken.add(rule);
    const texts = [...this.open].map((id) => failureText(id, this.question.requestId));
    this.open.clear();
    return texts;
  }
  /** Judges the body of an HTTP error: a JSON-RPC error passes, for anything else another one stands. */
  judgeError(text) {
    const own = this.question.ids === "any" ? void 0 : this.question.ids[0];
    this.open.clear();
    return isErrorTo(own, text) && this.maySend(JSON.parse(text)["error"], text) ? this.redact(text) : this.failWith(own);
  }
  /** Masks the secrets in what may pass; what the policy blocks for them is answered as failed, or dropped. */
  redact(text) {
    if (this.redactor === void 0) return text;
    const { text: masked, rules: rules2, blocked } = this.redactor.redact(text);
    if (rules2.length === 0) return text;
    for (const rule of rules2) this.broken.add(rule);
    if (this.isMonitored()) return text;
    return blocked ? this.blockedText(text) : masked;
  }
  blockedText(text) {
    const blocked = JSON.parse(text);
    const failures = [blocked].flat().filter((message) => isObject(message) && !("method" in message)).map((message) => failureText(readRequestId(message), this.question.requestId));
    return Array.isArray(blocked) && failures.length > 0 ? `[${failures.join(",")}]` : failures[0] ?? "";
  }
  /** The error for the request of this id, given as JSON text. */
  failureOf(id) {
    return failureText(JSON.parse(id), this.question.requestId);
  }
  failWith(id) {
    this.broken.add("answer.status");
    return failureText(id, this.question.requestId);
  }
  judgeMessage(value, text) {
    const message = readMessage(value, isObject(value) ? Object.keys(value).length : 0);
    if (typeof message === "string" || !isObject(value)) return this.drop("answer.syntax");
    switch (message.kind) {
      case "response":
        return this.judgeResponse(message, value, text);
      case "request":
        return this.judgeRequest(message, value, text);
      case "notification":
        return this.judgeNotification(message, text);
    }
  }
  judgeNotification({ method, params }, text) {
    if (!method.startsWith("notifications/")) return this.drop("answer.request");
    if (!method.startsWith("notifications/tasks") || !isOfForeignTask(params, this.receiver())) return text;
    this.broken.add("answer.session");
    return this.isMonitored() ? text : "";
  }
  judgeResponse(message, value, text) {
    if (this.question.ids !== "any" && !this.open.has(message.id)) return this.drop("answer.id");
    const judged = this.judgeResult(message, value, text);
    this.open.delete(message.id);
    return judged;
  }
  judgeResult({ id, failed }, value, text) {
    const { method } = this.question;
    const result = value["result"];
    if (failed && !this.maySend(value["error"], text)) return failureText(id, this.question.requestId);
    if (failed || !isObject(result)) return text;
    if (!allowsAsks(result, text, () => this.serverRules().asks)) {
      this.broken.add("answer.request");
      if (!this.isMonitored()) return failureText(id, this.question.requestId);
    }
    if (mayCreateTask(result) && !bindTask(result, this.receiver())) {
      this.broken.add("answer.session");
      if (!this.isMonitored()) return failureText(id, this.question.requestId);
    }
    const lists2 = method === void 0 ? listsIn(result) : listsOf(method);
    const hasTasks = method === void 0 ? Array.isArray(result["tasks"]) || hasDisguised(result, "tasks") : method === "tasks/list";
    if (lists2.length === 0 && !hasTasks) return text;
    const filtered = this.filterLists(lists2, hasTasks, result);
    if (filtered === void 0) {
      this.broken.add("answer.list");
      return failureText(id, this.question.requestId);
    }
    return this.isMonitored() ? text : JSON.stringify({ ...value, result: filtered });
  }
  /** The result with what the role may use; undefined when a list is none. */
  filterLists(lists2, hasTasks, result) {
    const viewer = { policy: this.ports, server: this.question.server, role: this.question.role };
    const filtered = { ...result };
    for (const list of lists2) {
      const items = filterList(list, result[list], viewer);
      if (items === void 0 || hasDisguised(result, list)) return void 0;
      if (items.length !== result[list].length) this.broken.add("answer.hidden");
      filtered[list] = items.filter((item) => this.holdsPin(list, item));
    }
    if (hasTasks) {
      const tasks = ownTasks(result["tasks"], this.receiver());
      if (tasks === void 0 || hasDisguised(result, "tasks")) return void 0;
      if (tasks.length !== result["tasks"].length) this.broken.add("answer.hidden");
      filtered["tasks"] = tasks;
    }
    if (this.question.era === "modern" || "cacheScope" in result) filtered["cacheScope"] = "private";
    return filtered;
  }
  /** Whether a listed item may be shown: as it was approved, where the policy pins what the server lists. */
  holdsPin(list, item) {
    const mode = pinModeOf(this.serverRules());
    if (mode === "off") return true;
    const holds2 = isPinned(list, item, this.question.server, this.ports);
    if (!holds2) this.broken.add("answer.pin");
    if (mode === "warn") return true;
    noteListed(list, item, this.question.server, holds2, this.ports);
    return holds2;
  }
  receiver() {
    return { server: this.question.server, caller: this.question, bindings: this.ports };
  }
  /** Whether an error sends the user nowhere but where the policy lets it. */
  maySend(error2, text) {
    if (allowsUrls(error2, text, () => this.serverRules().asks)) return true;
    this.broken.add("answer.request");
    return this.isMonitored();
  }
  /** A denied request goes on as one for a method that no client has: the client itself tells the server so, and nobody waits. */
  judgeRequest({ id, method, params }, value, text) {
    if (this.question.era === "modern") return this.drop("answer.request");
    const isRead = method !== "elicitation/create" || hasPlainKeys(text, Infinity);
    if (isRead && mayAskClient(method, params, this.serverRules().asks)) return text;
    this.broken.add("answer.request");
    return this.isMonitored() ? text : JSON.stringify({ jsonrpc: value["jsonrpc"], id, method: deniedMethod });
  }
  /** Longest message, in characters. */
  get limit() {
    return this.serverRules().response ?? defaultResponseLimit;
  }
  serverRules() {
    this.rules ??= findServer(this.ports, this.question.server) ?? { mode: "enforce", asks: { deny: ["sampling", "elicitation", "roots"] } };
    return this.rules;
  }
  /** Whether what breaks a rule is only logged. */
  isMonitored() {
    return this.serverRules().mode === "monitor";
  }
  drop(rule) {
    this.broken.add(rule);
    return "";
  }
};
var deniedMethod = "portcullis/denied";
var shortText3 = 16384;

// src/host/answer-session.ts
function settleSession(id, form2, server, expectation, ports) {
  if (expectation.method !== "initialize" || form2.kind !== "document" && form2.kind !== "stream") return "removed";
  return typeof id === "string" && bind(server, { what: "session", id }, expectation, ports) ? "passed" : "refused";
}
function endSession(status, server, { session }) {
  if (session !== "" && (status < 300 || status === 404)) unbind(bindingKey(server, { what: "session", id: session }));
}

// src/host/backlog.ts
var leastAsked = 16384;
var Backlog = class {
  constructor() {
    this.passed = 0;
    this.before = void 0;
  }
  /** Counts what is passed on; returns how much of what was passed before may still wait. */
  add(length, variables3) {
    const earlier2 = this.passed;
    this.passed += length;
    if (this.passed < leastAsked) return 0;
    const total = Number(variables3["bytes_sent"]);
    this.before ??= total - earlier2;
    const sent = total - this.before;
    if (sent > this.passed) this.passed = sent;
    return earlier2 - sent;
  }
};

// src/host/guard.ts
function guard(begin, end) {
  return async (r) => {
    try {
      const begun = begin(r);
      if (begun === void 0) return;
      const later = end(r, begun, await readBody(r));
      if (later !== void 0) await later;
    } catch (fault) {
      failClosed(r, fault);
    }
  };
}
var Disconnect = class extends Error {
};
function guardFilter(filter2, close) {
  return (r, data2, flags) => {
    try {
      filter2(r, data2, flags);
    } catch (fault) {
      if (fault instanceof Disconnect) throw fault;
      r.variables["mcp_answer"] = "gateway.fault";
      r.error(`portcullis: gateway.fault: ${describe(fault)}`);
      close(r);
    }
  };
}
function describe(fault) {
  return fault instanceof Error ? `${fault.name}: ${fault.message}` : "unknown";
}
function failClosed(r, fault) {
  r.variables["mcp_upstream"] = "portcullis_closed";
  r.variables["mcp_decision"] = "deny";
  r.variables["mcp_rule"] = "gateway.fault";
  r.variables["mcp_target"] = "";
  r.variables["mcp_arguments"] = "";
  r.error(`portcullis: gateway.fault: ${describe(fault)}`);
  send(r, answerDenial(deny("gateway.fault"), "legacy", r.variables["request_id"] ?? ""));
}

// src/core/mcp/sse-endpoint.ts
var sessionQuery = /^\?(?:sessionId|session_id|sessionid)=[\w.-]{1,128}$/;
var sessionParameter = /\?\w+=(.+)$/;
var origin = /^https?:\/\/[^/?#]*/i;
function rewriteEndpoint(uri, upstreamPath, publicPath) {
  const local = uri.replace(origin, "");
  const at = local.indexOf("?");
  const path = at < 0 ? local : local.slice(0, at);
  const query = at < 0 ? "" : local.slice(at);
  const isSame = path === "" || path === upstreamPath || !path.startsWith("/") && upstreamPath.endsWith(`/${path}`);
  return isSame && (query === "" || sessionQuery.test(query)) ? `${publicPath}${query}` : void 0;
}
function sessionIn(address) {
  return sessionParameter.exec(address)?.[1];
}

// src/host/legacy-stream.ts
var LegacyStream = class {
  constructor(endpoints, subscriber) {
    this.endpoints = endpoints;
    this.subscriber = subscriber;
    this.key = void 0;
  }
  /** The address that the client is to post to, whose session is its own now; undefined when it cannot be. */
  open(uri) {
    const { messages, upstreamMessages = messages } = this.endpoints;
    const address = rewriteEndpoint(uri, upstreamMessages, messages);
    const id = address === void 0 ? void 0 : sessionIn(address);
    if (id === void 0 || this.bind(id)) return address;
    const { judge: judge2 } = this.subscriber;
    judge2.broken.add("answer.session");
    return judge2.isMonitored() ? address : void 0;
  }
  /** Nothing comes any more. A client that leaves is not seen here: what it opened is forgotten with time. */
  close() {
    if (this.key !== void 0) unbind(this.key);
    this.key = void 0;
  }
  bind(id) {
    const { server, expectation, ports } = this.subscriber;
    const claim = { what: "sse", id };
    if (!bind(server, claim, expectation, ports)) return false;
    this.key = bindingKey(server, claim);
    return true;
  }
};

// src/host/ordinary-answer.ts
function findOrdinaryForm(variables3) {
  const form2 = variables3["portcullis_form"];
  return form2 === "document" || form2 === "stream" ? form2 : void 0;
}
function readOrdinaryAnswer(data2, form2, variables3) {
  variables3["portcullis_text"] = data2;
  const calm = variables3["portcullis_calm"] ?? "";
  const { length } = data2;
  if (calm === `${form2} ${length}`) return form2 === "document" ? "whole" : "answer";
  if (!calm.startsWith(`${form2} `) && !isHarmless(form2, variables3)) return void 0;
  return form2 === "document" && variables3["upstream_http_content_length"] === String(length) ? "whole" : "answer";
}
function isHarmless(form2, variables3) {
  const id = variables3["portcullis_id"] ?? "";
  return id !== "" && variables3["portcullis_back"] === `${form2}:${id}` && variables3["portcullis_odd_secret"] === "";
}

// src/host/answer.ts
var answers = /* @__PURE__ */ new WeakMap();
function beginAnswer(r) {
  const form2 = findProgress(r) === void 0 ? void 0 : findOrdinaryForm(r.variables);
  if (form2 !== void 0) {
    writeType(r, form2);
    noteProgress(r, form2);
    return;
  }
  const expectation = takeExpectation(r);
  if (expectation !== void 0) beginJudging(r, expectation);
}
function beginJudging(r, expectation) {
  const { headersOut, variables: variables3 } = r;
  const ports = new NginxPorts(variables3, false);
  const server = () => findServer(ports, variables3["mcp_server"] ?? "");
  const head = { status: r.status, contentType: variables3["upstream_http_content_type"] ?? "", contentEncoding: headersOut["Content-Encoding"] ?? "" };
  const question = readQuestion(variables3, expectation);
  const judge2 = new AnswerJudge(question, ports);
  const found = formOfAnswer(head, expectation.asked, () => r.uri === server()?.sse?.messages);
  if (expectation.method === "DELETE") endSession(r.status, question.server, expectation);
  const id = headersOut["Mcp-Session-Id"];
  const isSettled = id === void 0 || id === expectation.session;
  const form2 = isSettled ? found : applyOutcome(r, settleSession(id, found, question.server, expectation, ports), found, judge2);
  if (form2.kind === "failure") judge2.broken.add(form2.rule);
  const stream2 = form2.kind === "stream" ? legacyStream(r.uri, server(), { server: question.server, expectation, ports, judge: judge2 }) : void 0;
  const body2 = makeBody(form2, judge2, question, stream2);
  answers.set(r, startAnswer(judge2, body2, stream2, form2.kind !== "failure"));
  writeHead(r, form2);
}
function applyOutcome(r, outcome, form2, judge2) {
  if (outcome === "passed") return form2;
  judge2.broken.add("answer.session");
  if (judge2.isMonitored()) return form2;
  delete r.headersOut["Mcp-Session-Id"];
  return outcome === "refused" ? { kind: "failure", rule: "answer.session", status: 502 } : form2;
}
function passAnswer(r, data2, flags) {
  if (passOrdinary(r, data2, flags)) return;
  const { last } = flags;
  const answer2 = answers.get(r);
  if (answer2 === void 0) {
    r.sendBuffer(data2, flags);
    r.done();
    return;
  }
  if (answer2.hasEnded) {
    leaveOut(answer2, data2.length);
    return;
  }
  const isCut = data2.length === 0 && !last && !(r.variables["upstream_response_time"] ?? "-").endsWith("-");
  const text = judge(answer2, data2, last, isCut);
  const hasEnded = last || isCut || answer2.body.isOver;
  if (answer2.judge.broken.size > answer2.logged || hasEnded) writeLog(r, answer2, hasEnded);
  if (isUnread(r, answer2, text)) {
    answer2.judge.broken.add("answer.unread");
    writeLog(r, answer2, true);
    throw new Disconnect("the client leaves too much of its answer unread");
  }
  if (hasEnded) answer2.stream?.close();
  if (text !== "" || hasEnded) r.sendBuffer(text, { last: hasEnded, flush: true });
  answer2.hasEnded = hasEnded;
}
function passOrdinary(r, data2, flags) {
  const progress = findProgress(r);
  if (progress === void 0 || progress === "asked") return false;
  if (progress === "document" || progress === "stream") {
    const answer2 = data2.length === 0 ? void 0 : readOrdinaryAnswer(data2, progress, r.variables);
    if (answer2 === "whole") {
      r.sendBuffer(data2, flags);
      r.done();
      return true;
    }
    if (answer2 === "answer") {
      noteProgress(r, `answered ${progress}`);
      r.sendBuffer(data2, { last: flags.last || progress === "document", flush: true });
      return true;
    }
  } else if (progress === "answered document") {
    if (data2.length > 0) leaveOut(surplusOf(r), data2.length);
    return true;
  } else if (data2.length === 0 && flags.last) {
    r.sendBuffer(data2, { last: true, flush: true });
    return true;
  }
  leaveOrdinary(r, progress);
  return false;
}
function leaveOrdinary(r, progress) {
  const expectation = takeExpectation(r);
  if (expectation === void 0) return;
  const kind = progress === "document" || progress === "answered document" ? "document" : "stream";
  const hasAnswered = progress !== kind;
  const question = readQuestion(r.variables, hasAnswered ? { ...expectation, ids: [] } : expectation);
  const judge2 = new AnswerJudge(question, new NginxPorts(r.variables, false));
  answers.set(r, startAnswer(judge2, makeBody({ kind }, judge2, question, void 0), void 0, true));
}
function refuseAnswer(r) {
  forget(r);
  const question = { server: "", role: "", era: "legacy", method: void 0, ids: "any", redact: void 0, requestId: r.variables["request_id"] ?? "" };
  const form2 = { kind: "failure", rule: "gateway.fault", status: 502 };
  const judge2 = new AnswerJudge(question, new NginxPorts(r.variables, false));
  answers.set(r, startAnswer(judge2, makeBody(form2, judge2, question, void 0), void 0, false));
  writeHead(r, form2);
}
function closeAnswer(r) {
  const progress = answers.has(r) ? void 0 : findProgress(r);
  if (progress !== void 0) leaveOrdinary(r, progress);
  const answer2 = answers.get(r);
  if (answer2?.hasEnded === true) return;
  if (answer2 !== void 0) answer2.hasEnded = true;
  answer2?.stream?.close();
  r.sendBuffer(answer2?.body.break("gateway.fault") ?? "", { last: true, flush: true });
}
function isUnread({ variables: variables3 }, { judge: judge2, backlog }, { length }) {
  const waiting = backlog.add(length, variables3);
  return waiting > smallAnswer && waiting > 4 * judge2.limit;
}
function leaveOut(answer2, length) {
  answer2.surplus += length;
  if (answer2.surplus > mostSurplus) throw new Disconnect("the server goes on after the end of its answer");
}
var mostSurplus = 1048576;
var surpluses = /* @__PURE__ */ new WeakMap();
function surplusOf(r) {
  const known4 = surpluses.get(r) ?? { surplus: 0 };
  surpluses.set(r, known4);
  return known4;
}
function startAnswer(judge2, body2, stream2, isStrict) {
  return { judge: judge2, body: body2, stream: stream2, decoder: new TextDecoder("utf-8", { fatal: isStrict, ignoreBOM: true }), hasBegun: false, backlog: new Backlog(), hasEnded: false, surplus: 0, logged: 0 };
}
function judge(answer2, data2, last, isCut) {
  const { body: body2, decoder } = answer2;
  let text;
  try {
    text = decoder.decode(data2, { stream: !last });
  } catch {
    return body2.break("answer.utf8");
  }
  if (!answer2.hasBegun && text !== "") {
    answer2.hasBegun = true;
    if (text.startsWith(byteOrderMark)) text = text.slice(1);
  }
  const passed = text === "" ? "" : body2.push(text);
  return last || isCut ? passed + body2.end(isCut) : passed;
}
var byteOrderMark = "\uFEFF";
function readQuestion(variables3, { role, owner, era, method, ids, redact }) {
  return {
    server: variables3["mcp_server"] ?? "",
    role,
    owner,
    era,
    method,
    redact,
    ids: ids ?? [JSON.parse(variables3["portcullis_id"] ?? "")],
    requestId: variables3["request_id"] ?? ""
  };
}
function makeBody({ kind }, judge2, { ids, requestId }, stream2) {
  switch (kind) {
    case "stream":
      return new StreamBody(judge2, stream2 && ((uri) => stream2.open(uri)));
    case "document":
    case "error":
      return new DocumentBody(judge2, kind === "error");
    case "nothing":
      return new SubstituteBody("");
    case "failure":
      return new SubstituteBody(failureText(ids === "any" ? void 0 : ids[0], requestId));
  }
}
function legacyStream(uri, server, subscriber) {
  return server?.sse !== void 0 && uri === server.sse.stream ? new LegacyStream(server.sse, subscriber) : void 0;
}
function writeType({ headersOut }, form2) {
  delete headersOut["Content-Length"];
  headersOut["Content-Type"] = form2 === "stream" ? "text/event-stream" : "application/json";
}
function writeHead(r, form2) {
  const { headersOut } = r;
  writeType(r, form2.kind === "stream" ? "stream" : "document");
  if (form2.kind === "nothing") delete headersOut["Content-Type"];
  if (form2.kind === "failure") r.status = form2.status;
  delete headersOut["Content-Encoding"];
}
function writeLog(r, answer2, hasEnded) {
  const { broken } = answer2.judge;
  answer2.logged = broken.size;
  if (broken.size === 0) return;
  r.variables["mcp_answer"] = [...broken].join(" ");
  if (hasEnded && answer2.body instanceof SubstituteBody) r.error(`portcullis: ${[...broken].join(" ")}: the server said: ${maskText(answer2.body.seen)}`);
}

// src/index.ts
var index_default = {
  /** `js_access` */
  access: guard(beginAccess, endAccess),
  /** `js_header_filter` */
  head: guardFilter(beginAnswer, refuseAnswer),
  /** `js_body_filter ... buffer_type=buffer` */
  body: guardFilter(passAnswer, closeAnswer)
};
export {
  index_default as default
};

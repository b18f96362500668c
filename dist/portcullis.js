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
  const version = meta?.[versionKey];
  if (version === void 0) return findEraWithoutClaim(message, header);
  if (message.kind === "notification") return "mcp.notification";
  if (typeof version !== "string" || !isObject(meta?.[capabilitiesKey])) return "mcp.meta";
  return { era: "modern", version };
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
  if (denial.dropped) return { status: 202, body: "" };
  if (denial.rule === "mcp.method") return error(era === "modern" ? 404 : 200, -32601, "Method not found.", denial, requestId);
  if (denial.rule === "mcp.capability") return answerCapability(denial, requestId);
  if (denial.rule === "mcp.version") return answerVersion(denial, era, requestId);
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
function answerCapability(denial, requestId) {
  const data = { requiredCapabilities: { extensions: { [taskExtension]: {} } } };
  return error(400, -32021, "Missing required client capability.", { ...denial, data }, requestId);
}
function answerVersion(denial, era, requestId) {
  if (era === "legacy") return error(400, -32600, "Unsupported protocol version.", denial, requestId);
  const data = { supported: [modernVersion], ...denial.data };
  return error(400, -32022, "Unsupported protocol version.", { ...denial, data }, requestId);
}
function error(status, code, message, denial, requestId) {
  const id = denial.id === void 0 ? {} : { id: denial.id };
  const data = { requestId, ...denial.data };
  return { status, body: JSON.stringify({ jsonrpc: "2.0", ...id, error: { code, message, data } }) };
}
function toolResult(denial, era, requestId) {
  const content = [{ type: "text", text: `${deniedText} Request ${requestId}.` }];
  const result = era === "modern" ? { resultType: "complete", content, isError: true } : { content, isError: true };
  return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id: denial.id, result }) };
}

// src/host/expectation.ts
var expectations = /* @__PURE__ */ new WeakMap();
function expect(r, expectation) {
  expectations.set(r, expectation);
}
function findExpectation(r) {
  return expectations.get(r);
}
function forget(r) {
  expectations.delete(r);
}

// src/host/send.ts
function send(r, answer) {
  forget(r);
  if (answer.body !== "") r.headersOut["Content-Type"] = "application/json";
  if (answer.status === 405) r.headersOut["Allow"] = "POST, GET, DELETE, OPTIONS";
  r.headersOut["Cache-Control"] = "no-store";
  r.return(answer.status, answer.body);
}

// src/host/error-page.ts
function answerErrorPage(r) {
  const { variables } = r;
  const id = variables["portcullis_id"] ?? "";
  if (variables["mcp_decision"] === "deny") variables["mcp_rule"] = "http.error";
  const status = Number(variables["status"]);
  send(r, answerError(status, id === "" ? void 0 : JSON.parse(id), variables["request_id"] ?? ""));
}

// src/host/engine.ts
var minimumNjs = 65537;
var isSafeEngine = njs.version_number >= minimumNjs;
function requireEngine(variables) {
  if (isSafeEngine && variables["portcullis_supported"] === "1") return;
  throw new Error(`needs nginx >= 1.30.4 and njs >= 1.0.1, found nginx ${variables["nginx_version"] ?? "?"} and njs ${njs.version}`);
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
var kindLetters = { server: "s", tool: "t", prompt: "p", resources: "u", resource: "d", template: "m", role: "r" };
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
  const open3 = pattern.endsWith("**");
  const literals = (open3 ? pattern.slice(0, -2) : pattern).split("*");
  const first = literals[0] ?? "";
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (let index = 1; index < literals.length; index++) {
    const literal = literals[index] ?? "";
    const last = index === literals.length - 1 && !open3;
    const found = last ? text.length - literal.length : text.indexOf(literal, at);
    if (found < at || last && !text.endsWith(literal) || leavesSegment(text.slice(at, found))) return false;
    at = found + literal.length;
  }
  return open3 || at === text.length;
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
  const kept = [];
  const segments = path.split("/");
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === "..") {
      if (kept.length <= 1) return void 0;
      kept.pop();
    }
    if (segment !== "." && segment !== "..") kept.push(segment);
    else if (last) kept.push("");
  }
  return kept.join("/");
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
  const entry = readEntry(policy, "resources", server, "");
  const grants2 = entry?.grants ?? [];
  const granted = grants2.some((grant) => holds(grant.roles, role) && matchResource(uri, grant.uri));
  return granted ? void 0 : explainDenial(policy, role, "policy.resource");
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

// src/core/identity/binding.ts
var sessionId = /^[!-+\--~]{1,256}$/;
var taskId = /^[^\p{Cc}\p{Cs}]{1,256}$/u;
function isBindable({ what, id }) {
  return (what === "task" ? taskId : sessionId).test(id);
}
function bindingKey(server, { what, id }) {
  return keyOf(what, server, id);
}
function ownsSession(server, id, role, bindings) {
  return bindings.ownerOf(keyOf("session", server, id)) === ownerOfRole(role);
}
function keyOf(what, server, id) {
  return `${what} ${server} ${id}`;
}
function ownerOfRole(role) {
  return `role ${role}`;
}
function ownerText({ role }) {
  return ownerOfRole(role);
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

// src/core/identity/role.ts
function readRole(claim) {
  if (claim.trusted === "") return claim.sent === "" ? "role.missing" : "role.untrusted";
  if (/^[\w.-]{1,64}$/.test(claim.trusted)) return { role: claim.trusted };
  return /[,;\s]/.test(claim.trusted) ? "role.repeated" : "role.unknown";
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
  for (let open3 = bytes.indexOf(quote); open3 >= 0; ) {
    let close = bytes.indexOf(quote, open3 + 1);
    while (close >= 0 && isEscaped(bytes, close)) {
      if (++hops > hopBudget) return false;
      close = bytes.indexOf(quote, close + 1);
    }
    if (close < 0 || ++hops > hopBudget) return false;
    if (isFollowedByColon(bytes, close) && !visit2(open3 + 1, close)) return false;
    open3 = bytes.indexOf(quote, close + 1);
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
  let before2 = at - 1;
  while (bytes[before2] === backslash) before2--;
  return (at - before2) % 2 === 0;
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
function isLegacyVersion(version, method) {
  return version === void 0 || method === "initialize" || legacyVersions.includes(version);
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
function hasDisguised(object, name) {
  const folded = foldName(name);
  return Object.keys(object).some((key) => key !== name && foldName(key) === folded);
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

// src/core/text/fold.ts
var beyondAscii = /[^\0-\x7f]/;
var foldable = /[\u00ad\u00b2\u00b3\u00b9\u200b-\u200d\u2024\u2025\u2044\u2060\u2070-\u2089\u210a-\u2134\u2215\u2216\u2460-\u249b\u24b6-\u24ea\u29f5\u29f8\u3002\ufe52\ufe68\ufeff\uff01-\uff5e\uff61\u{1d400}-\u{1d7ff}]/gu;
function foldToAscii(text) {
  return beyondAscii.test(text) ? text.replace(foldable, foldCharacter) : text;
}
var singles = {
  "²": "2",
  "³": "3",
  "¹": "1",
  "․": ".",
  "‥": "..",
  "⁄": "/",
  "ⁱ": "i",
  "∕": "/",
  "∖": "\\",
  "⓪": "0",
  "⧵": "\\",
  "⧸": "/",
  "。": ".",
  "﹒": ".",
  "﹨": "\\",
  "｡": ".",
  "ℊ": "g",
  "ℋ": "h",
  "ℌ": "h",
  "ℍ": "h",
  "ℎ": "h",
  "ℐ": "i",
  "ℑ": "i",
  "ℒ": "l",
  "ℓ": "l",
  "ℕ": "n",
  "ℙ": "p",
  "ℚ": "q",
  "ℛ": "r",
  "ℜ": "r",
  "ℝ": "r",
  "ℤ": "z",
  "ℨ": "z",
  "K": "k",
  "ℬ": "b",
  "ℭ": "c",
  "ℯ": "e",
  "ℰ": "e",
  "ℱ": "f",
  "ℳ": "m",
  "ℴ": "o",
  "­": "",
  "​": "",
  "‌": "",
  "‍": "",
  "⁠": "",
  "\uFEFF": ""
};
function foldCharacter(character) {
  const single = singles[character];
  if (single !== void 0) return single;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 65281 && code <= 65374) return String.fromCharCode(code - 65248);
  if (code >= 9312 && code <= 9331) return String(code - 9311);
  if (code >= 9332 && code <= 9351) return `(${code - 9331})`;
  if (code >= 9352 && code <= 9371) return `${code - 9351}.`;
  if (code >= 9398 && code <= 9449) return letter((code - 9398) % 26);
  if (code >= 8304 && code <= 8313) return String(code - 8304);
  if (code >= 8320 && code <= 8329) return String(code - 8320);
  if (code >= 120782) return String((code - 120782) % 10);
  if (code >= 119808 && code <= 120483) return letter((code - 119808) % 26);
  return character;
}
function letter(index) {
  return String.fromCharCode(97 + index);
}

// src/core/inspect/path-reading.ts
var pathKinds = ["path", "id", "any"];
var startsAsPath = /^(?:[/~\\](?![/*])|\\\\|\.{1,2}[/\\]|[a-z]:[/\\]|file:)/i;
function isPathLike(text, isOneWord2) {
  return !text.includes("\n") && (startsAsPath.test(text.trim()) || isOneWord2());
}
var longestPath = 8192;
var hexForm = /0x(2e|2f|5c)/g;
var prefix = /^(?:\s|url:|view-source:|jar:)*(?:(?:file|netdoc|local_file):)?(?:\/\/[?.]\/(?=.)|\/\?\?\/)?/;
function asPath(layer) {
  return foldToAscii(layer).toLowerCase().replace(/[\0-\x08\x0e-\x1f\x7f]+/g, "").replace(hexForm, (_, hex2) => String.fromCharCode(parseInt(hex2, 16))).replaceAll("\\", "/").replace(prefix, "");
}
function boundPath(text) {
  const half = longestPath / 2;
  return text.length > longestPath ? `${text.slice(0, half)}/${text.slice(-half)}` : text;
}

// src/core/inspect/path-encoding.ts
var pathEncoding = {
  rule: "path.encoding",
  kinds: pathKinds,
  whole: true,
  trigger: String.raw`[\x00-\x08\x0e-\x1f\x7f]|%(?:[0-9a-f]{2}|u|%|[2-7]%)|\\[ux]|&(?:#|period|sol|bsol)|::\$|~\d`,
  finds: (subject) => subject.isPath && isAmbiguous(boundPath(subject.text), () => subject.readings)
};
var pathTooLong = {
  rule: "path.encoding",
  kinds: ["path", "id"],
  trigger: `^.{${longestPath + 1}}`,
  finds: ({ text }) => text.length > longestPath
};
var control = /[\0-\x08\x0e-\x1f\x7f]/;
var overlong = /%(?:c[01]%|e0%[89]|f0%8|f[89a-d]%[89ab])/i;
var nested = /%(?:25)+(?:2[ef]|5c|00|u[0-9a-f]{4}|c[01]%)/i;
var unicodeEscape = /%u(?:00[0-7]|ff[0135]|20[24]|221[56]|f0|ef)/i;
var split = /%%[2-7][0-9a-f]|%[2-7]%[0-9a-f]/i;
var dataStream = /::\$(?:data|index)/i;
var windowsPath = /^\s*[a-z]:|\\/i;
var shortName = /[\\/][^\\/. ]{1,6}~\d(?![^\\/.])/;
function isAmbiguous(text, read) {
  if (control.test(text) || split.test(text) || dataStream.test(text)) return true;
  if (shortName.test(text) && windowsPath.test(text)) return true;
  const { layers, settled } = read();
  return !settled || layers.some((layer) => overlong.test(layer) || nested.test(layer) || unicodeEscape.test(layer) || layer.includes("\0"));
}

// src/core/inspect/path-sensitive.ts
var pathSensitive = {
  rule: "path.sensitive",
  kinds: pathKinds,
  whole: true,
  trigger: String.raw`[/\\](?:(?:etc|proc|sys|dev|run|root|var|windows|winnt|system32|repair|sysprep|panther)[/\\]|passwd|g?shadow|sudoers|login data|logins\.|key[34]\.)|\.(?:(?:env|ssh|gnupg|azure)(?!\w)|aws[/\\]|kube[/\\]|docker(?:cfg|[/\\])|git[/\\-]|svn[/\\]|npmrc|pypirc|netrc|pgpass|my\.cnf|ht(?:passwd|access)|[a-z]{2,8}_history|vault-|boto|s3cfg|rhosts|config(?!\w)|terraform\.|(?:sock|ini|dat|dit|sys|key|kdbx|ppk|php|xml|inf)(?!\w))|_(?:rsa|dsa|ecdsa|ed25519|netrc|key|default_cred)|-inf[/\\]|%(?:[0-9a-f]{2}|u)|\\[ux]|\\\\?[.?]|&(?:#|period|sol|bsol)|0x[25][cef]|[\x00-\x08\x0e-\x1f]`,
  nonAscii: String.raw`\u2024\u2044\u2215\u2216\u29f5\u29f8\ufe52\ufe68\uff0e\uff0f\uff3c\uff21-\uff3a\uff41-\uff5a`,
  finds: (subject) => subject.isPath && subject.paths.some(namesSensitiveFile)
};
function namesSensitiveFile(path) {
  const plain3 = path.replace(/\/[./]*\//g, "/");
  return unixSystem.test(plain3) || unixSecret.test(plain3) || applicationSecret.test(plain3) || windowsSystem.test(plain3);
}
var unixSystem = /\/(?:etc\/(?:passwd|shadow|gshadow|opasswd|master\.passwd|group|hosts|hostname|issue|fstab|exports|sudoers|crontab|cron\.\w+|security|pam\.d|ssh|ssl\/private|pki\/tls\/private|krb5\.keytab|my\.cnf|mysql|kubernetes|rancher|wireguard|openvpn|ipsec\.secrets|letsencrypt|networkmanager\/system-connections|inetd\.conf|redhat-release|subuid|subgid|ld\.so\.preload|resolv\.conf|motd)|proc\/(?:self|thread-self|\d{1,10}|kcore|kallsyms|keys|version|cmdline|mounts|sched_debug|net|sysrq-trigger|sys\/kernel)|sys\/(?:firmware|hypervisor|kernel\/(?:debug|security))|dev\/(?:k?mem|port|tcp|udp)|(?:var\/)?run\/(?:secrets|containerd|crio)|var\/(?:db\/shadow|lib\/(?:kubelet|etcd)|spool\/cron|backups\/g?shadow|log\/(?:auth|secure|wtmp|btmp|lastlog|faillog))|root\/\.\w)(?![\w-])|(?:^|[/:=.])etc\/(?:passwd|g?shadow|sudoers)(?![\w-])/;
var unixSecret = /(?:^|[/:=?&'"(,;])(?=[._a-z])(?:\.ssh|\.gnupg|\.azure|\.aws\/(?:credentials|config|sso)|\.kube\/(?:config|cache)|\.docker\/(?:config\.json|secrets)|\.dockercfg|[._]netrc|\.pgpass|\.my\.cnf|\.git-credentials|\.git\/(?:config|hooks|credentials)|\.svn\/(?:entries|wc\.db)|\.npmrc|\.pypirc|\.ht(?:passwd|access)|\.[a-z]{2,8}_history|\.vault-token|\.boto|\.s3cfg|\.rhosts|\.config\/(?:gcloud|gh\/hosts\.yml)|\.terraform\.d\/credentials|docker\.sock|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?!\.pub)|ssh_host_\w{1,20}_key(?!\.pub)|application_default_credentials\.json)(?![\w-])/;
var applicationSecret = /(?:^|[/:=?&'"(,;])(?=[\w.])(?:\.env(?:\.(?!example|sample|template|dist|defaults?|schema|test)[\w-]{1,40})*(?![\w-]|\.(?:example|sample|template|dist|defaults?|schema|test))|(?:wp-config|localsettings|configuration)\.php|web-inf(?:\/\w{0,40}|web)|(?:web|machine|applicationhost)\.config|config\/master\.key|[^/]{1,64}\.(?:kdbx|ppk)$|logins\.json|key[34]\.db|(?<=\/)login data)(?![\w-])/;
var windowsSystem = /(?:^|[/:=?&'"(,;])(?=[bghnpsuw])(?:(?:windows|winnt)\/(?:repair|ntds|panther|win\.ini|system\.ini|php\.ini|system32\/(?:config|drivers\/etc|inetsrv|cmd\.exe|sysprep|license\.rtf|eula\.txt))|system32\/(?:config|drivers\/etc|inetsrv)|boot\.ini|win\.ini|ntuser\.(?:dat|ini)|ntds\.dit|unattend\.xml|sysprep\.inf|(?:pagefile|hiberfil)\.sys|physicaldrive\d|globalroot)(?![\w-])/;

// src/core/inspect/path-traversal.ts
var pathTraversal = {
  rule: "path.traversal",
  kinds: pathKinds,
  whole: true,
  trigger: String.raw`\.\.(?:[ \t-\r]*(?:[/\\;]|(?!.))|[25][cf])|\.{4}|\.[\x00-\x08\x0e-\x1f]|%(?:[0-9a-f]{2}|u)|\\[\\ux]|&(?:#|period|sol|bsol)|0x[25][cef]`,
  nonAscii: String.raw`\u2024\u2025\u2044\u2215\u2216\u29f5\u29f8\u3002\ufe52\ufe68\uff0e\uff0f\uff3c\uff61`,
  finds: (subject) => {
    const { text, kind, isPath } = subject;
    if (!isPath) return climbsInProse(text);
    if (text.length > longestPath && hasPlainClimb(text)) return true;
    return kind !== "any" && uncPath.test(text) || subject.paths.some(climbs);
  }
};
var uncPath = /^\s*\\\\[^\\/.?\s][^\\/]*[\\/]/;
function climbs(path) {
  if (!path.includes("..")) return false;
  const absolute = /^\s*(?:\/|~|[a-z]:)/.test(path);
  let depth = 0;
  let dots = false;
  for (const written of path.split("/")) {
    if (dots) return true;
    if (written === "" || written === ".") continue;
    const last = written.includes("..") ? afterDelimiter(written) : written;
    const segment = last.startsWith("..") ? last : written;
    if (segment !== written) depth = 0;
    if (!segment.startsWith("..")) depth++;
    else if (parent.test(segment)) {
      depth--;
      if (absolute || depth < 0) return true;
    } else if (segment.startsWith("....") && segment.length > 4) return true;
    else if (/^\.{3,}$/.test(segment)) dots = true;
    else depth++;
  }
  return false;
}
var parent = /^\.\.[ \t-\r]*(?:;|$)|^\.\.(?:2f|5c)/;
function afterDelimiter(segment) {
  const at = segment.search(/[=?&#:;,'"|()<>\s][^=?&#:;,'"|()<>\s]*$/);
  return at < 0 || at + 1 >= segment.length ? segment : segment.slice(at + 1);
}
function hasPlainClimb(text) {
  return text.includes("../") || text.includes("..\\");
}
var mostClimbs = 64;
var climbInProse = /\.\.\/[\w./-]{1,256}/g;
var encodedClimb = /(?:%(?:25)*2e(?:%(?:25)*2e|\.)|\.%(?:25)*2e)(?:[/\\]|%(?:25)*(?:2f|5c))|\.\.%(?:25)*(?:2f|5c)/i;
function climbsInProse(text) {
  const percent = text.indexOf("%");
  if (percent >= 0 && encodedClimb.test(text.slice(Math.max(0, percent - 2)))) return true;
  if (!hasPlainClimb(text)) return false;
  const runs = text.replaceAll("\\", "/").toLowerCase().match(climbInProse) ?? [];
  return runs.slice(0, mostClimbs).some((run2) => namesSensitiveFile(run2.replace(/^[./]+/, "/")));
}

// src/core/inspect/shell-decode.ts
var separators = [
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
  for (const [encoded, plain3] of separators) decoded = decoded.replaceAll(encoded, plain3);
  return decoded;
}

// src/core/inspect/shell-commands.ts
var candidate = /(?:([;|&`]|\$\(|\\[nr]|<\(|[\n\r](?=[ \t]*['\x22]{0,2}\/(?:usr\/)?s?bin\/))|\((?<=[mucnl]\(|[mucnl] \()(?<=\bsystem\(|\bpassthru\(|\bshell_exec\(|\bpopen\(|\bproc_open\(|\bexec\(|\beval\(|\bsystem \(|\bpassthru \(|\bshell_exec \(|\bpopen \(|\bproc_open \(|\bexec \(|\beval \())\s*(?:['\x22{!]\s?|\(\s?){0,3}(?=[\w.\/])(?:\.{0,2}\/(?:[\w.?*]{1,20}\/){0,4}|usr\/(?:s?bin|local)\/)?((?:a(?:lias|rp|wk)|b(?:as(?:e64|h)|cdedit|itsadmin|usybox)|c(?:at|ertutil|h(?:attr|mod|own)|md|o(?:mm|py)|rontab|s(?:cript|h)|u(?:rl|t)|[dp])|d(?:a(?:sh|te)|el|i[gr]|ocker|[dfu])|e(?:cho|grep|nv|val|x(?:ec|it|p(?:ort|r)))|f(?:grep|ind)|g(?:awk|cc|et(?:ent|facl)|it|rep|unzip|zip)|h(?:ead|istory|ostname|t(?:op|passwd))|i(?:conv|ex|fconfig|nvoke-(?:expression|webrequest)|p(?:config|tables)?|wr|d)|k(?:ill|sh|ubectl)|l(?:ess|s(?:b_release|of)?|wp-(?:download|request)|n)|m(?:ail|k(?:dir|fifo|nod)|ount|shta|v)|n(?:ano|c(?:at)?|et(?:cat|s(?:tat|h))?|ice|map|o(?:de|hup)|pm|slookup)|openssl|p(?:asswd|erl|hp|i(?:ng|p)|kill|ower(?:off|shell)|rint(?:env|f)?|w(?:sh|d)|ython[23]?|s)|r(?:e(?:ad|boot|g(?:svr32)?|start|[nv])|m(?:dir)?|oute|sync|u(?:by|n(?:dll32)?))|s(?:c(?:htasks|p)|e[dt]|ftp|h(?:utdown)?|leep|o(?:cat|rt|urce)|sh|trings|u(?:do)?|ys(?:info|teminfo))|t(?:a(?:il|sk(?:kill|list)|[cr])|c(?:pdump|sh)|e(?:lnet|st|e)|ftp|ime(?:out)?|o(?:uch|p)|r(?:aceroute)?|ype)|u(?:n(?:ame|iq|zip)|ptime|ser(?:add|mod))|v(?:er|im?|ssadmin)|w(?:atch|evtutil|get|ho(?:ami)?|mic|script|c)|x(?:args|xd)|zsh))(?:\.exe)?(?![\w=]|[.:,\/*-]\w|[-:?!,[\]])/gi;
var everyday = /^(?:a(?:lias|rp)|c(?:at|o(?:mm|py)|ut|[dp])|d(?:ate|el|ir|[dfu])|e(?:cho|nv|val|x(?:ec|it|p(?:ort|r)))|find|git|h(?:ead|istory|ostname)|i(?:conv|[dp])|kill|less|m(?:ail|ount)|n(?:ano|et|ice|ode|pm)|p(?:asswd|ip|rintf?)|r(?:e(?:ad|boot|start|[nv])|oute|un)|s(?:et|hutdown|leep|o(?:rt|urce)|trings)|t(?:a(?:il|c)|est|ime(?:out)?|o(?:uch|p)|ype|r)|u(?:niq|ptime)|v(?:er|i)|w(?:atch|ho|c))$/i;

// src/core/inspect/shell-evidence.ts
var farthest = 200;
var argument = /^(?:\s{1,4}["']?(?:-{1,2}[a-z]|\/[a-z?*]|\/$|~\/|\.{1,2}\/|[a-z]:[\\/]|%\w+%|\*|\$[a-z({_]|[\w-]{1,40}\.(?:txt|conf|cfg|ini|php|env|log|sh|bak|ya?ml|json|key|pem|py|exe|bat|ps1|db|sql)\b)|\$[a-z({_@*]|\s{0,4}<<<|\s{0,4}[<>]{1,2}\s{0,2}[&/\w])/i;
var operand = /^\s{1,4}(?:["'$\\/({]|https?:|ftp:|[\w-]{1,40}(?:\.[\w-]{1,40}){1,5}|\d|[\w-]{1,30}\s?\|)/i;
var ends = /^\s{0,4}(?:$|[;|&)`'"#\n\r}]|\\n|%0)/;
var pause = /^\s{1,2}\d{1,4}[smhd]?\s{0,2}(?:$|[;&|)`'"#\n\\])/i;
var quotedWord = /^\s{1,2}(?:["'][^"']{0,60}["'<(]|[a-z]+(?:["'`]|\\n))/i;
var printing = /^(?:echo|printf?|type|cat|eval|exec)$/i;
var aloneInProse = /^(?:whoami|ls|dir|pwd|ps|uname|ifconfig|ipconfig|netstat|hostname|systeminfo|sysinfo|reboot|shutdown|poweroff|printenv)$/i;
var machineWords = /^\s{1,2}(?:firewall|user|localgroup|group|share|advfirewall|add|query|import)\s{1,2}\S/i;
var system = /^(?:net|netsh|reg|sc)$/i;
function isCommand(name, text, end, prose) {
  const tail = text.slice(end, end + farthest);
  const rest = tail.replace(/^\s+/, " ");
  if (argument.test(rest)) return true;
  if (system.test(name)) return machineWords.test(rest);
  if (/^sleep$/i.test(name)) return pause.test(rest);
  const word = everyday.test(name);
  if (!word && operand.test(rest)) return true;
  if (printing.test(name) && quotedWord.test(rest)) return true;
  if (!ends.test(rest)) return !prose && !word;
  return !prose || aloneInProse.test(name);
}

// src/core/inspect/shell-prose.ts
var threeWords = /(?:^|\s)[a-z']{2,20}[,.:]?\s{1,4}[a-z']{2,20}[,.:]?\s{1,4}[a-z']{2,20}/i;
var around = /(?<![a-z\u00c0-\u024f])[a-z\u00c0-\u024f]{2,20}(?::\s|\s{1,4}[a-z\u00c0-\u024f]{2,20}(?:\s|$))|[\u0370-\uffff]{2}/i;
var fence = /```[^]*?```/g;
var span = /`(?<=(?:^|[\s("'[>*_|])`)[^`\n]+`(?=$|[\s.,;:!?)"'\]<*_|])/g;
var mostBackticks = 4e3;
function isProse(text) {
  return threeWords.test(text);
}
function withoutCodeSpans(text) {
  if (text.split("`").length > mostBackticks) return text;
  const rest = text.replace(fence, " ").replace(span, " ");
  return around.test(rest) ? rest : text;
}

// src/core/inspect/shell-injection.ts
var form = /(?=[$()/<{;&|`:-])(?:\$(?<=\w\$)\{?ifs|\$\(\(\s{0,4}\d|\(\)\s{0,4}\{\s{0,4}:;|\/dev\/(?:tc|ud)p\/[\w.]+\/\d|<\?php\s{1,4}(?:@?eval|system|exec|passthru|shell_exec)|\{\$\{|\$\{(?:@?print|system|exec|passthru|shell_exec|popen|proc_open|eval|sleep)\(|[;&:|]\s{0,4}php(?:info|version)\(\)|:(?<=\bext:):sh\b|-o ?proxycommand=|--(?:upload-pack|receive-pack|checkpoint-action|use-compress-program|to-command)=|[;|&`(]\s{0,8}(?:(?=[\w/]{0,20}['"$])[\w/]{0,20}(?:''|""|\$[@*]|['"]\w{1,8}['"])\w|\{[\w/]{1,20},[^\s}])|\/(?:[a-z]?\?[a-z?*]{1,4}|b\*n?)\/[\w?*]|\/s?bin\/\w{1,20}\s{0,2}[;|&]\W{0,4}$)/i;
var opening = /^\s{0,4}php(?:info|version)\(\)|^\W{0,8}(?:perl|python[23]?|ruby|php|bash|z?sh|node|powershell|nc|ncat)(?:\.exe)? [^\n]{0,30}-(?:e|c|r|enc) /i;
var formTrigger = `${form.source.slice(form.source.indexOf("(?:") + 3, -1)}|${opening.source}`;
var mostCommands = 200;
var strictForm = /`[^`]+`|\$\(|[<>]\(|\$\{(?!\w+\})|\$'\\|[\n\r][ \t]*[^\s]|^--[a-z][a-z-]+=|[;|&]\s{0,8}(?:[\w/]{0,20}[\\^]\w|\$\w)/i;
var strictTrigger = "[;|&`\\n\\r]|\\$[({']|[<>]\\(|^--|%(?:25){0,4}(?:0[ad]|3b|7c|26|60|24)";
var shellInjection = {
  rule: "shell.injection",
  kinds: ["text", "any"],
  trigger: `${candidate.source}|${formTrigger}`,
  finds: ({ text, kind }) => {
    const written = text.includes("`") ? withoutCodeSpans(text) : text;
    return hasForm(written) || runsCommand(written, kind !== "any" || isProse(written));
  }
};
var shellInjectionStrict = {
  rule: "shell.injection",
  kinds: ["path", "id", "url"],
  trigger: `${strictTrigger}|${formTrigger}|${candidate.source}`,
  finds: ({ text, kind }) => {
    const decoded = text.includes("%") ? decodeSeparators(text) : text;
    return hasForm(decoded) || breaksOut(decoded, kind) || runsCommand(decoded, false);
  }
};
function hasForm(text) {
  return form.test(text) || opening.test(text);
}
function breaksOut(text, kind) {
  return kind === "url" ? /`[^`]+`|\$\(/.test(text) : strictForm.test(text);
}
var mostCandidates = 256;
function runsCommand(text, prose) {
  let seen = 0;
  let count = 0;
  for (const match of text.matchAll(candidate)) {
    if (++count > mostCommands) return true;
    if (++seen > mostCandidates) return true;
    const [whole, separator, name] = match;
    const end = match.index + whole.length;
    const sure = separator === void 0 || /bin\/\w+$/.test(whole);
    if (name !== void 0 && isCommand(name, text, end, prose && !sure)) return true;
    if (separator === "$(" && /[\s)]/.test(text.charAt(end))) return true;
  }
  return false;
}

// src/core/inspect/sql-words.ts
var logic = /^(?:and|or|xor|div|\|\||&&)$/;
var functions = /^(?:sleep|benchmark|pg_sleep|version|user|database|schema|concat|concat_ws|group_concat|char|chr|ascii|ord|substr|substring|mid|hex|unhex|load_file|extractvalue|updatexml|row|elt|make_set|rand|floor|count|md5|sha1|cast|convert|ifnull|coalesce|if|iif|exists|json_keys|randomblob|like|rlike|length|len|cos|pi|aes_decrypt|current_user|system_user|session_user|procedure|analyse|to_char|sqlite_version|left|right|upper|lower|exp|gtid_subset|xmltype|substrb|greatest|least|abs)$/;
var operators = /^(?:like|in|is|not|between|rlike|regexp|sounds|similar|glob|div|mod|collate|binary|escape|isnull|notnull|any|all|some)$/;
var clauses = /^(?:order|group|having|limit|offset|procedure)$/;
var statements = /^(?:insert|update|delete|drop|create|alter|truncate|exec|execute|declare|shutdown|begin|call|merge|grant|revoke|waitfor|copy|use|set|replace|load|if|attach|handler|backup|dbcc|print)$/;
function wordLetter(word, call) {
  const lower = word.toLowerCase();
  if (logic.test(lower)) return "&";
  if (/^(?:union|intersect|except|minus)$/.test(lower)) return "U";
  if (lower === "select" || lower === "case") return "E";
  if (/^(?:null|true|false|0x[\da-f]+|0b[01]+|unknown)$/.test(lower)) return "1";
  if (call && functions.test(lower)) return "f";
  if (operators.test(lower)) return "o";
  if (/^(?:from|where|into|as|values|join|using|then|when|end|else)$/.test(lower)) return "F";
  if (clauses.test(lower)) return "B";
  return statements.test(lower) ? "T" : "n";
}

// src/core/inspect/sql-shape.ts
var mostTokens = 120;
var closing = { "'": /(?:[^'\\]|\\[^]|'')*/y, '"': /(?:[^"\\]|\\[^]|"")*/y, "`": /[^`]*/y };
function shapeOf(text, from) {
  const step = /\s+|\/\*!\d{0,6}|\*\/|\/\*[^*]*(?:\*(?!\/)[^*]*)*(\*\/)?|(--|#|%00|\0)|(['"`])|(@{1,2}[\w$.]*)|(0x[\da-f]+|\d[\d.]*|\.\d+)|([a-z_\u0080-\uffff$\\][\w.$\u0080-\uffff]*)|(\|\||&&|[<>=!]{1,3}|[-+*\/|&%^~:])|([(),;])|[^]/giy;
  step.lastIndex = from;
  let shape = "";
  let words3 = 0;
  for (let count = 0; count < mostTokens; count++) {
    const found = step.exec(text);
    if (found === null) break;
    const [whole, closed, comment, quote4, variable, number, word, operator, mark] = found;
    if (comment !== void 0) return `${shape}c`;
    if (quote4 === "'" || quote4 === '"' || quote4 === "`") {
      const body2 = closing[quote4];
      body2.lastIndex = step.lastIndex;
      body2.exec(text);
      step.lastIndex = Math.max(step.lastIndex, body2.lastIndex) + 1;
      shape += "s";
    } else if (variable !== void 0) shape += "v";
    else if (number !== void 0) shape += "1";
    else if (word !== void 0) {
      const letter2 = wordLetter(word, /^\s{0,4}\(/.test(text.slice(step.lastIndex, step.lastIndex + 5)));
      words3 = letter2 === "n" ? words3 + 1 : 0;
      if (words3 > 3) return shape;
      shape += letter2;
      continue;
    } else if (operator === "||" || operator === "&&") shape += "&";
    else if (operator !== void 0) shape += shape.endsWith("o") ? "" : "o";
    else if (mark !== void 0) shape += shape.endsWith(mark) ? "" : mark;
    else if (whole.startsWith("/*") && !whole.startsWith("/*!") && closed === void 0) return `${shape}c`;
    else continue;
    words3 = 0;
  }
  return shape;
}

// src/core/inspect/sql-injection.ts
var anywhere = /U[on]?(?:\(E|E[1svf(oT,)])|^[1sv]?\)?oU|^[1svo]{0,3}U\(?E(?:n?$|n?[F,.c)])|&[o(]{0,8}(?:1o1|sos|1os|so1|vo[v1s]|1,1\)?o)|[sv1)];?\)?;T[nFB1sv&]/;
var afterQuote = /^s(?:onn)?\)?o?(?:&[o(]{0,8}(?:[1s](?:$|[oc;)&])|n?o[1svf(EF]|n[o(]|f|E|v|$)|[,(][,o(]{0,8}(?:E[1svfno(EF]|f)|;\(?(?:[EBf]|n[(o])|B[1n(fEs]|,?1?\)?T[nF]|F?n?F[1sn]o[1s]|\)?;)/;
var concatenated = /^s\)?o[o(]{0,4}(?:E[1svfno(EF]|f)/;
var quoteThenComment = /^s\)?o?\)?;?c/;
var quoteThenOperator = /^s\)?o(?:[1sv](?:[oc&]|$)|f)/;
var afterNumber = /^[o(]?[1v]?\)?(?:&[o(]{0,8}(?:[1s](?:[c;)&]|$|o[1svfE(])|no[1sf(]|f|E|v)|c$|;\(?(?:E[1svf(oE]|T[nFv&]|f)|B(?:1(?:[,c]|$)|f|\(E|[n1]o1)|o\(?(?:f|E[1svf(E])|,?\(E[1svfo(nEF]|,\(?(?:E[1sn(EF]|f)|[,&;]\)|Fn?F?1o1|F1o1|T[1n]\()/;
var sign = /^[\s\d(.,+%\\-]*(?:['\x22]?[)(;,|&@#*/'\x22-]|(?=[a-z_])(?:\w{1,20}['\x22%)\s]{1,8})?(?:or|and|xor|union|order\s+by|having|procedure|rlike|waitfor|sleep|benchmark)[^a-z]|\d['\x22%)\s]{1,8}(?:where|as\s+\w{1,20}\s+where)\s+[\d('\x22])|['\x22][\s)%]*(?:waitfor|--|#|\/\*|\|\||&&|;\s*(?:$|--|#|[a-z]{2,12}[\s(])|[+*\/<>=-]{1,3}\s*(?:['\x22(@\d]|\w{1,30}\(|select)|,\s*(?:[\d(]|null|select|case)|(?:or|and|xor|div)\s*(?:[(!~+@\d-]|['\x22][^'\x22]{0,60}(?:['\x22]\s*(?:[=<>|]|r?like)|['\x22]?$)|[\w.]{1,60}\s*(?:[=<>(!|]|r?like\s*['\x22(]|is\s+(?:not\s+)?null|$)|not\s|exists|select|case)|(?:union|order\s+by|group\s+by|having|limit|procedure|into\s+outfile|where|in\s+boolean)[^a-z])|union[^a-z].{0,300}select|['\x22][\s)%]*(?:r?like|regexp|is\s+not|is\s+null)\s*(?:[('\x22\d]|null|md5|\+)|;\s*(?:waitfor|exec|shutdown|drop|create|declare|select|iif|if)[\s(]/is;
var sqlInjection = {
  rule: "sql.injection",
  kinds: ["id", "text", "any"],
  trigger: `${sign.source}|%2[027b]|\\w\\+\\w`,
  finds: ({ text, kind }) => {
    const prose = kind === "text" || kind === "any" && isProse(text);
    const value = decode(text);
    if (!sign.test(value)) return false;
    const shape = shapeOf(value, 0);
    if (anywhere.test(shape) || afterNumber.test(shape)) return true;
    return breaksOut2(value, "'", prose) || breaksOut2(value, '"', prose);
  }
};
function breaksOut2(text, quote4, prose) {
  const at = text.indexOf(quote4);
  if (at < 0) return false;
  const shape = `s${shapeOf(text, at + 1)}`;
  if (anywhere.test(shape) || afterQuote.test(shape) || concatenated.test(shape)) return true;
  if (quoteThenComment.test(shape)) return !prose || isShortValue(text, at);
  return quoteThenOperator.test(shape) && (!prose || !/[a-z]{3}/i.test(text.slice(0, 200)));
}
function isShortValue(text, quoteAt) {
  const before2 = text.slice(0, quoteAt).trim();
  return before2.length < 80 && !/\s/.test(before2) && !/[a-z]\s+[a-z]|['"]\s*$/i.test(text.slice(quoteAt + 1, quoteAt + 80));
}
function decode(text) {
  if (text.includes(" ") || !/[+%]/.test(text)) return text;
  return text.replaceAll("+", " ").replaceAll("%20", " ").replaceAll("%27", "'").replaceAll("%22", '"');
}

// src/core/text/ip.ts
var metadataV4 = [2852039166, 2852039170, 2852039191, 2822734096, 1684301e3, 3221225664];
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
function joinParts2(parts, read) {
  let address = 0;
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    const bits = last ? 32 - 8 * index : 8;
    address += read(part, bits) * 2 ** (last ? 0 : 24 - 8 * index);
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
  const halves = (zone < 0 ? text : text.slice(0, zone)).split("::");
  if (halves.length > 2) return void 0;
  const [head, tail] = halves.map(readGroups);
  if (head === void 0 || halves.length === 2 && tail === void 0) return void 0;
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
      const address = index === parts.length - 1 && part.includes(".") ? readV4(part)[0] : void 0;
      if (address === void 0) return void 0;
      groups.push(address >>> 16, address & 65535);
    }
  }
  return groups;
}
function classifyV6(groups) {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  if (metadataV6.includes(groups.map((group) => group.toString(16)).join(":"))) return "metadata";
  const low = (g << 16 | h) >>> 0;
  if (a === 8194) return classifyV4((b << 16 | c) >>> 0);
  if (a === 8193 && b === 0) return "internal";
  if (a === 100 && b === 65435) return c === 0 && d === 0 && e === 0 && f === 0 ? classifyV4(low) : "internal";
  if (a === 0 && b === 0 && c === 0 && d === 0) {
    return e === 0 || e === 65535 ? classifyV4(low) : "internal";
  }
  return (a & 57344) === 8192 ? "public" : "internal";
}
var metadataV6 = ["fd00:ec2:0:0:0:0:0:254", "fd00:ec2:0:0:0:0:0:23", "fd20:ce:0:0:0:0:0:254"];

// src/core/text/percent.ts
function decodePercent(text) {
  if (!text.includes("%")) return text;
  return text.replace(/%u([0-9a-f]{4})|(?:%[0-9a-f]{2})+/gi, (run2, unit) => {
    if (unit !== void 0) return String.fromCharCode(parseInt(unit, 16));
    return /%[89a-f]/i.test(run2) ? decodeBytes(run2) : decodeURIComponent(run2);
  });
}
function decodeBytes(run2) {
  const bytes = run2.slice(1).split("%").map((hex2) => parseInt(hex2, 16));
  const characters = [];
  for (let at = 0; at < bytes.length; ) {
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
      if (next === void 0 || (next & 192) !== 128 && !anySecond) {
        code = -1;
        break;
      }
      code = code << 6 | next & 63;
      at++;
    }
    characters.push(code >= 0 && code <= 1114111 ? String.fromCodePoint(code) : "�");
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

// src/core/text/host.ts
var metadataName = /^(?:metadata|instance-data|rancher-metadata|metadata\.(?:google\.internal|goog|tencentyun\.com|packet\.net|platformequinix\.com)|instance-data\.ec2\.internal)$/;
var internalSuffix = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|svc|home\.arpa)$/;
var loopbackName = /(?:^|\.)(?:localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|localh\.st)$/;
var addressZone = /\.(?:nip\.io|sslip\.io|xip\.io|1u\.ms|rbndr\.us|nip\.dev)$/;
function classifyHost(host) {
  const name = plainHost(host);
  const groups = readV6(name);
  if (groups !== void 0) return classifyV6(groups);
  const address = worst(readV4(name));
  if (address !== void 0) return address;
  if (metadataName.test(name)) return "metadata";
  if (internalSuffix.test(name) || loopbackName.test(name)) return "internal";
  if (addressZone.test(name)) return classifyAddressName(name);
  if (name === "" || /[\0- "$<>[\]^`{|}%:\\]/.test(name)) return "ambiguous";
  return name.includes(".") ? "public" : "internal";
}
function plainHost(host) {
  const decoded = foldToAscii(decodePercent(decodePercent(host))).toLowerCase().trim();
  const bracketed = /^\[([^\]]*)\]?/.exec(decoded)?.[1];
  if (bracketed !== void 0) return bracketed;
  const name = /^[^:]*:[^:]*:/.test(decoded) ? decoded : decoded.replace(/:\d*$/, "");
  return name.endsWith(".") ? name.replace(/(?<!\.)\.+$/, "") : name;
}
function worst(addresses) {
  const classes = addresses.map(classifyV4);
  return classes.find((one) => one === "metadata") ?? classes.find((one) => one === "internal") ?? classes[0];
}
function classifyAddressName(name) {
  const dotted = /(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})(?=[.-])/.exec(name);
  if (dotted !== null) return worst(readV4(dotted.slice(1).join("."))) ?? "public";
  const hex2 = /(?:^|[.-])([0-9a-f]{8})\./.exec(name)?.[1];
  return hex2 === void 0 ? "public" : classifyV4(parseInt(hex2, 16));
}

// src/core/inspect/ssrf-target.ts
var ordinary = String.raw`(?!.*(?:169\.254|metadata|instance-data|nip\.|xip|slip\.io|1u\.ms|rbndr|lvh\.me|localtest|vcap|lacolhost|localh))https?://(?:[a-z0-9_-]{1,63}\.){1,10}(?!local|internal|intranet|private|corp|home|lan|svc|arpa)[a-z]{2,20}(?::\d{1,5})?(?:/[^\x00-\x20]*|[?#][^\x00-\x20\\@/]*(?:/[^\x00-\x20]*)?)?(?!.)`;
var beginning = String.raw`[\x00-\x20]*(?:(?:url|view-source|feed|jar|blob|uri)[:=])*(?:(?:[a-z][a-z0-9+._-]*:|[/\\])[\t\n\r]*[/\\]|https?:)`;
var anyTrigger = `^(?=${beginning})(?!${ordinary})`;
function inspectTargets(rule, finds) {
  return [
    { rule, kinds: ["url"], whole: true, trigger: `^(?!${ordinary})`, finds: ({ target, text, kind }) => finds(target, text, kind) },
    { rule, kinds: ["any"], whole: true, trigger: anyTrigger, finds: (subject) => subject.isUrl && finds(subject.target, subject.text, subject.kind) }
  ];
}
function hostsOf(target, kind) {
  return target.scheme !== void 0 || kind === "url" ? target.hosts : target.hosts.filter((host) => /[.[]|^localhost/i.test(host));
}

// src/core/inspect/ssrf-address.ts
var hostless = /^(?:mailto|tel|sms|urn|data|javascript|vbscript|about|news|file|netdoc|php|expect|phar)$/;
var fetching = /^(?:https?|wss?|ftps?)$/;
var ssrfAddress = inspectTargets("ssrf.address", (target, _text, kind) => {
  if (target === "hidden") return true;
  const { scheme: scheme2 } = target;
  if (scheme2 !== void 0 && (kind === "url" ? hostless.test(scheme2) : !fetching.test(scheme2))) return false;
  return hostsOf(target, kind).some((host) => host !== "" && leadsInside(host, kind));
});
function leadsInside(host, kind) {
  const found = classifyHost(host);
  return found === "internal" || found === "ambiguous" && kind === "url";
}

// src/core/text/url.ts
var wrapper = /^(?:url|view-source|feed|jar|blob|uri)[:=]/i;
var schemePrefix = /^([a-z][a-z0-9+._-]*):(?!\d{1,5}(?:[/?#]|$))/i;
var longestAuthority = 1024;
function readUrl(text) {
  let rest = text.replace(/^[\0- ]+/, "").replace(/[\t\n\r]/g, "");
  for (let depth = 0; depth < 3 && wrapper.test(rest); depth++) rest = rest.replace(wrapper, "");
  const scheme2 = schemePrefix.exec(rest)?.[1];
  if (scheme2 !== void 0) rest = rest.slice(scheme2.length + 1);
  rest = rest.replace(/^[/\\]+/, "");
  const slash = rest.indexOf("/");
  const region = slash < 0 ? rest : rest.slice(0, slash);
  if (region.length > longestAuthority && region.slice(0, longestAuthority).search(/[?#]/) < 0) return void 0;
  return { scheme: scheme2?.toLowerCase(), hosts: hostsIn(region.slice(0, longestAuthority)) };
}
function hostsIn(region) {
  if (!region.includes("@")) return [region.split(/[\\?#\s]/, 1)[0] ?? ""];
  return region.split("@").flatMap((piece, index, pieces) => {
    const heads = piece.split(/[\\?#\s,;&]+/).filter((head) => head !== "");
    return index === pieces.length - 1 ? heads.slice(0, 1) : heads.filter((head) => hostLike.test(head));
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
var dangerous = /^(?:file|local_file|netdoc|gopher|dict|ldaps?|ldapi|tftp|jar|phar|php|expect|glob|zip|ogg|rar|smb|cifs|nfs|telnet|smtps?|imaps?|pop3s?|rtsp|rmi|jndi|iiop|view-source|javascript|vbscript|data)$/;
var ssrfScheme = inspectTargets("ssrf.scheme", (target, _text, kind) => {
  if (target === "hidden" || target.scheme === void 0) return false;
  return kind === "url" ? !fetching2.test(target.scheme) : dangerous.test(target.scheme);
});

// src/core/policy/kind.ts
var kinds = ["path", "url", "command", "sql", "code", "text", "id", "any"];

// src/core/inspect/text-invisible.ts
var tagFlags = /\ud83c\udff4(?:\udb40[\udc30-\udc39\udc61-\udc7a]){3,6}\udb40\udc7f/g;
var tags = /\udb40[\udc00-\udc7f]/;
var selectorRun = /(?:[\ufe00-\ufe0f]|\udb40[\udd00-\uddef])(?:[\ufe00-\ufe0f]|\udb40[\udd00-\uddef])/;
var straySelector = /(?:^|[^\u3400-\u9fff\uf900-\ufaff\udc00-\udfff])\udb40[\udd00-\uddef]/;
var musicControls = /\ud834[\udd73-\udd7a]/;
var invisibleRun = /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]{3}/;
var neverInWord = /[a-z0-9][\u115f\u1160\u17b4\u17b5\u180e\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb][a-z0-9]/i;
var splitWord = /[a-z0-9][\u200b-\u200d\ufeff](?=[a-z0-9])/i;
var softHyphenFlood = /(?:[a-z]{1,2}\u00ad){3}/i;
var outsideProse = /[\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb]|(?!^)\ufeff|(?:^|[\0-\u02af])[\u200c\u200d]/;
function hidesText(text, prose) {
  if (text.includes("\uDB40") && tags.test(text.replace(tagFlags, ""))) return true;
  if (selectorRun.test(text) || straySelector.test(text) || musicControls.test(text)) return true;
  if (invisibleRun.test(text)) return true;
  return prose ? splitsWords(text) : outsideProse.test(text);
}
function splitsWords(text) {
  if (neverInWord.test(text) || softHyphenFlood.test(text)) return true;
  const first = text.search(splitWord);
  return first >= 0 && splitWord.test(text.slice(first + 2));
}

// src/core/inspect/text-deception.ts
var controls = /[\u202a-\u202e\u2066-\u2069]/;
var overrides = /[\u202d\u202e]/;
var rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
var mostControls = 1e3;
var bidiText = {
  rule: "text.bidi",
  kinds,
  trigger: "",
  nonAscii: "\\u202a-\\u202e\\u2066-\\u2069",
  finds: ({ text, kind }) => controls.test(text) && (!isProse2(kind) || reorders(text))
};
var invisibleText = {
  rule: "text.invisible",
  kinds,
  trigger: "",
  nonAscii: "\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200d\\u2060-\\u2064\\u206a-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e01ef}",
  finds: ({ text, kind }) => hidesText(text, isProse2(kind))
};
function isProse2(kind) {
  return kind === "text" || kind === "any";
}
function reorders(text) {
  if (overrides.test(text)) return true;
  const step = /[\u202a-\u202c\u2066-\u2069][^\u202a-\u202c\u2066-\u2069\n\r\u2029]*(?<end>[\n\r\u2029])?/g;
  const open3 = [];
  let count = 0;
  for (let found = step.exec(text); found !== null; found = step.exec(text)) {
    if (++count > mostControls) return true;
    const control2 = text.charAt(found.index);
    if (control2 === "‬" || control2 === "⁩") {
      const start = open3.pop();
      if (start?.close !== control2) return true;
      if (start.turns && !rightToLeft.test(text.slice(start.from, found.index))) return true;
    } else {
      const close = control2 === "‪" || control2 === "‫" ? "‬" : "⁩";
      open3.push({ close, from: found.index, turns: control2 === "‫" || control2 === "⁧" });
    }
    if (found.groups?.["end"] !== void 0 && open3.length > 0) return true;
  }
  return open3.length > 0;
}

// src/core/inspect/registry.ts
var inspectors = [
  // 1. Longer than the others read.
  pathTooLong,
  // 2. Where a path or URL leads.
  pathTraversal,
  pathSensitive,
  pathEncoding,
  ...ssrfMetadata,
  ...ssrfAddress,
  ...ssrfScheme,
  // 3. What a shell or a database would run.
  shellInjection,
  shellInjectionStrict,
  sqlInjection,
  // 4. Text that is not what it seems.
  bidiText,
  invisibleText
];

// src/core/inspect/find-attack.ts
function findAttack(subject, ruling, takes = () => true) {
  const chosen = inspectors.filter((inspector) => inspector.kinds.includes(subject.kind) && modeOf(inspector, ruling) !== "off" && takes(inspector));
  const isAscii = chosen.some(({ trigger }) => trigger === "") && !/[^\0-\x7f]/.test(subject.text);
  for (const inspector of chosen) {
    if (isAscii && inspector.trigger === "" || !inspector.finds(subject)) continue;
    if (modeOf(inspector, ruling) === "deny") return inspector.rule;
    ruling.alert?.(inspector.rule);
  }
  return void 0;
}
function modeOf({ rule, mode }, { modes }) {
  return modes?.[rule] ?? mode ?? "deny";
}

// src/core/inspect/blanks.ts
var mostBlanks = 63;
var moreBlanks = /[^\S\n\r\ufeff]*/y;
function collapseBlanks(text) {
  let collapsed = "";
  let kept = 0;
  for (let run2 = findBlanks(text, 0); run2 !== void 0; run2 = findBlanks(text, kept)) {
    collapsed += `${text.slice(kept, run2.from)} `;
    kept = run2.end;
  }
  return kept === 0 ? text : collapsed + text.slice(kept);
}
function hasManyBlanks(text) {
  return findBlanks(text, 0) !== void 0;
}
function findBlanks(text, start) {
  for (let at = start + mostBlanks; at < text.length; at += mostBlanks) {
    const code = text.charCodeAt(at);
    if (code > 32 && code < 160) continue;
    const before2 = text.charCodeAt(at - 1);
    if (before2 > 32 && before2 < 160) continue;
    const from = startOfBlanks(text, at - mostBlanks, at + 1);
    moreBlanks.lastIndex = from;
    moreBlanks.test(text);
    if (moreBlanks.lastIndex - from > mostBlanks) return { from, end: moreBlanks.lastIndex };
  }
  return void 0;
}
function startOfBlanks(text, from, end) {
  const part = text.slice(from, end);
  const breaks = Math.max(part.lastIndexOf("\n"), part.lastIndexOf("\r"), part.lastIndexOf("\uFEFF"));
  return from + Math.max(part.trimEnd().length, breaks + 1);
}

// src/core/inspect/ssrf-reading.ts
var beginsLikeUrl = /^(?:(?:url|view-source|feed|jar|blob|uri)[:=])*(?:(?:[a-z][a-z0-9+._-]*:|[/\\])[\t\n\r]*[/\\]|https?:)/i;
var mayBeginLikeUrl = /^(?:(?:url|view-source|feed|jar|blob|uri)[:=])*(?:(?:[a-z][a-z0-9+._-]*:|[/\\])[\t\n\r]*(?:[/\\]|$)|https?:|(?:[a-z][a-z0-9+._-]*)?$)/i;
function isUrl(word) {
  const from = word.search(/[^\0- ]/);
  return from >= 0 && beginsLikeUrl.test(word.slice(from));
}
var beginning2 = 4096;
function mayBeUrl(text) {
  const from = text.search(/[^\0- ]/);
  return (from < 0 || mayBeginLikeUrl.test(text.slice(from, from + beginning2))) && !text.trim().includes(" ");
}
var longestUrl = 8192;
function readTarget(text) {
  return (text.length > longestUrl ? void 0 : readUrl(text)) ?? "hidden";
}

// src/core/text/escapes.ts
var escape = /&#(\d{1,7});?|&#x([0-9a-f]{1,6});?|&(period|sol|bsol|colon|percnt|tab|newline);|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi;
var named = {
  period: ".",
  sol: "/",
  bsol: "\\",
  colon: ":",
  percnt: "%",
  tab: "	",
  newline: "\n"
};
function decodeEscapes(text) {
  if (!text.includes("&") && !text.includes("\\")) return text;
  return text.replace(
    escape,
    (whole, decimal, hex2, name, unit, byte) => {
      if (name !== void 0) return named[name.toLowerCase()] ?? whole;
      const code = decimal === void 0 ? parseInt(hex2 ?? unit ?? byte ?? "", 16) : Number(decimal);
      return code <= 1114111 ? String.fromCodePoint(code) : "�";
    }
  );
}

// src/core/text/readings.ts
var maxDecodings = 3;
function readingsOf(text) {
  const layers = [text];
  let last = text;
  for (let pass = 0; pass <= maxDecodings; pass++) {
    const next = decodeEscapes(decodePercent(last));
    if (next === last) return { layers, settled: true };
    if (pass < maxDecodings) layers.push(next);
    last = next;
  }
  return { layers, settled: false };
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
    return this.#paths ??= this.readings.layers.map(asPath);
  }
  /** Whether the whole text is a URL, by its look. */
  get isUrl() {
    return this.#isUrl ??= this.isOneWord && isUrl(this.text);
  }
  /** Where the text leads as a URL. */
  get target() {
    return this.#target ??= readTarget(this.text);
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
var mostSuspicious = 6;
var notTheBeginning = "xx§xx ";
function inspectLong(text, kind, first, ruling) {
  if (kind === "any" && mayBeUrl(text)) {
    return first.suspects(kind, text) ? inspectWhole(text, kind, ruling) ?? inspectParts(text, kind, first, ruling) : void 0;
  }
  const rule = inspectParts(text, kind, first, ruling, () => inspectWhole(text, kind, ruling));
  return rule !== void 0 && first.suspects(kind, text) ? rule : void 0;
}
function inspectWhole(text, kind, ruling) {
  return findAttack(new Subject(text, kind), ruling, ({ whole }) => whole === true);
}
function inspectParts(text, kind, first, ruling, before2 = () => void 0) {
  let isVouched = true;
  let suspicious = 0;
  const chunkStep = pieceStep * Math.max(fewestPieces, Math.ceil(text.length / pieceStep / mostChunks));
  let next = 0;
  for (let from = 0; isPart(text, from); from = next) {
    next = endOfChunk(text, from, chunkStep);
    if (!first.suspects(kind, cut2(text, from, next + overlap))) continue;
    if (isVouched) {
      isVouched = false;
      const rule = before2();
      if (rule !== void 0) return rule;
      const dense = collapseBlanks(text);
      if (dense !== text) return inspectParts(dense, kind, first, ruling);
    }
    for (let at = from; at < next && isPart(text, at); at += pieceStep) {
      const piece = cut2(text, at, at + pieceLength);
      if (!first.suspects(kind, piece)) continue;
      const rule = findAttack(new Subject(piece, kind), ruling, ({ whole }) => whole !== true);
      if (rule !== void 0) return rule;
      if (++suspicious > mostSuspicious) return "inspect.budget";
    }
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

// src/core/inspect/inspect.ts
var wholeText = 4096;
function inspect(text, kind, first, ruling = ownModes) {
  if (text.length > wholeText && !isBounded(kind)) return inspectLong(text, kind, first, ruling);
  return text !== "" && first.suspects(kind, text) ? findAttack(new Subject(text, kind), ruling) : void 0;
}
function isBounded(kind) {
  return kind === "path" || kind === "id" || kind === "url";
}

// src/core/inspection.ts
var Inspection = class {
  constructor(ports) {
    this.ports = ports;
  }
  inspect(text, kind) {
    return inspect(text, kind, this.ports);
  }
  pathForm(path) {
    return this.ports.pathForm(path);
  }
};
var shortText = 255;
var quietKinds = ["command", "sql", "code"];
var AsciiInspection = class extends Inspection {
  constructor(ports, isQuiet) {
    super(ports);
    this.isQuiet = isQuiet;
  }
  inspect(text, kind) {
    if (quietKinds.includes(kind)) return void 0;
    return this.isQuiet && text.length > shortText && (kind === "text" || kind === "any") ? void 0 : super.inspect(text, kind);
  }
};

// src/core/text/path.ts
var ambiguous2 = { form: "ambiguous" };
var oddPath = String.raw`[^\w/.\- ,()+@]|//|[/ .]\.|[. ](?:/|$)|^\.|/$`;
var odd = new RegExp(oddPath);
function pathReadings(value) {
  if (isLiteralPath(value)) {
    return [{ form: value.startsWith("/") ? "absolute" : "relative", path: value }];
  }
  const { layers, settled } = readingsOf(value);
  const texts = /* @__PURE__ */ new Set();
  for (const layer of layers) {
    texts.add(layer).add(layer.replaceAll("\\", "/")).add(foldToAscii(layer).replaceAll("\\", "/"));
  }
  const readings = [...texts].map(resolveReading);
  return settled ? readings : [...readings, ambiguous2];
}
function isLiteralPath(value) {
  return value !== "" && !odd.test(value);
}
function resolveReading(text) {
  const drive = /^[a-z]:/i.exec(text)?.[0] ?? "";
  const path = drive === "" ? text : text.slice(drive.length).replaceAll("\\", "/");
  if (/[\0-\x1f\x7f]/.test(text) || path.startsWith("//")) return ambiguous2;
  if (drive !== "" && (!path.startsWith("/") || windowsOdd.test(path))) return ambiguous2;
  const absolute = path.startsWith("/");
  const kept = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") {
      if (dotSegment2.test(segment)) return ambiguous2;
      kept.push(segment);
    } else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!absolute) kept.push("..");
  }
  const joined = kept.join("/");
  if (drive !== "") return { form: "absolute", path: `${drive}/${joined}`.toLowerCase() };
  return absolute ? { form: "absolute", path: `/${joined}` } : { form: "relative", path: joined };
}
var dotSegment2 = /^\s*\.\.[.\s]*(?:;|$)|^\s+\.{1,2}$/;
var windowsOdd = /[:*?"<>|]|~\d|[. ](?:[/\\]|$)|[/\\](?:con|prn|aux|nul|com\d|lpt\d)(?:[./\\]|$)/i;
function isWithin(value, roots) {
  return pathReadings(value).every((reading) => reading.form === "absolute" && liesWithin(reading.path, roots));
}
function liesWithin(path, roots) {
  for (let at = 0; at < roots.length; at++) {
    const root = roots[at];
    if (root !== void 0 && path.startsWith(root) && (path.length === root.length || root.endsWith("/") || path[root.length] === "/")) return true;
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
function checkValue(value, argument2, limits, look) {
  if (value === null) return void 0;
  if (argument2.enum !== void 0 && !isListed(value, argument2.enum)) return "argument.enum";
  const kind = argument2.kind ?? "any";
  if (typeof value === "string") {
    return value.length > (argument2.string ?? limits.string) ? "json.string" : checkText(value, kind, argument2, look);
  }
  if (needsText(argument2, kind) && !isText(value)) return "argument.type";
  if (typeof value !== "object") return void 0;
  const own = argument2.string === void 0 ? limits : { array: limits.array, string: argument2.string };
  return findInWalk(value, own, (text) => checkText(text, kind, argument2, look));
}
function checkText(text, kind, { within, hosts, pattern }, look) {
  const form2 = within === void 0 && kind !== "path" ? "odd" : look.pathForm(text);
  if (within !== void 0 && !(form2 === "odd" ? isWithin(text, within) : liesWithin(text, within))) return "argument.within";
  if (hosts !== void 0 && !isOnHosts(text, hosts)) return "argument.hosts";
  if (pattern !== void 0 && !new RegExp(pattern, "u").test(text)) return "argument.pattern";
  return form2 === "plain" && kind === "path" ? void 0 : look.inspect(text, kind);
}
function isListed(value, list) {
  return isOneOf(value, list) || Array.isArray(value) && value.every((item) => isOneOf(item, list));
}
function needsText(argument2, kind) {
  if (argument2.within !== void 0 || argument2.hosts !== void 0 || argument2.pattern !== void 0) return true;
  return kind === "path" || kind === "url" || kind === "command" || kind === "sql" || kind === "code";
}
function isText(value) {
  return typeof value === "string" || Array.isArray(value) && value.every((item) => typeof item === "string");
}

// src/core/policy/json-schema-array.ts
function matchesArray(node, items, match) {
  if (node.minItems !== void 0 && items.length < node.minItems) return false;
  if (node.maxItems !== void 0 && items.length > node.maxItems) return false;
  const prefix2 = node.prefixItems;
  if (prefix2?.some((schema, at) => at < items.length && !match(schema, items[at]))) return false;
  if (node.items !== void 0) {
    for (let at = prefix2?.length ?? 0; at < items.length; at++) {
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
function matchesObject(node, object, match, seen) {
  const keys = Object.keys(object);
  if (node.minProperties !== void 0 && keys.length < node.minProperties) return false;
  if (node.maxProperties !== void 0 && keys.length > node.maxProperties) return false;
  if (node.required?.some((name) => !Object.hasOwn(object, name))) return false;
  if (node.propertyNames !== void 0) {
    for (const key of keys) if (!match(node.propertyNames, key)) return false;
  }
  const dependent = node.dependentRequired ?? node.dependentSchemas;
  if (dependent !== void 0 && !hasDependencies(node, object, match, seen)) return false;
  return matchesProperties(node, object, keys, match, seen);
}
function matchesProperties(node, object, keys, match, seen) {
  const { properties, patternProperties, additionalProperties } = node;
  for (const key of keys) {
    const value = object[key];
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
function hasDependencies(node, object, match, seen) {
  for (const [name, required] of Object.entries(node.dependentRequired ?? {})) {
    if (Object.hasOwn(object, name) && required.some((other) => !Object.hasOwn(object, other))) return false;
  }
  for (const [name, schema] of Object.entries(node.dependentSchemas ?? {})) {
    if (Object.hasOwn(object, name) && !match(schema, object, seen)) return false;
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
function checkArguments(args, entry, limits, look) {
  const given = args ?? {};
  if (typeof given !== "object" || Array.isArray(given)) return "argument.type";
  const object = given;
  const listed = entry.args;
  return (listed === void 0 ? checkUnlisted(object, entry, limits, look) : checkListed(object, listed, entry, limits, look) ?? findMissing(object, entry.required)) ?? ("schema" in entry && !matchesSchema(object, entry.schema) ? "argument.schema" : void 0) ?? ("pinned" in entry && !matchesSchema(object, entry.pinned) ? "argument.pinned" : void 0);
}
function checkUnlisted(object, entry, limits, look) {
  const isPrompt = "kind" in entry;
  if (isPrompt && Object.values(object).some((value) => typeof value !== "string")) return "argument.type";
  const kind = isPrompt ? entry.kind : "any";
  return findInWalk(object, limits, (text) => look.inspect(text, kind));
}
function checkListed(object, listed, entry, limits, look) {
  for (const name in object) {
    const argument2 = Object.hasOwn(listed, name) ? listed[name] : void 0;
    if (argument2 === void 0) return "argument.unknown";
    const value = object[name];
    if (typeof value !== "string" && "kind" in entry) return "argument.type";
    const rule = checkValue(value, argument2, limits, look);
    if (rule !== void 0) return rule;
  }
  return void 0;
}
function findMissing(object, required) {
  if (required === void 0) return void 0;
  for (let at = 0; at < required.length; at++) {
    const name = required[at] ?? "";
    if (!Object.hasOwn(object, name) || object[name] === null) return "argument.missing";
  }
  return void 0;
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
function writeObject(object, depth) {
  const written = [];
  for (const key of Object.keys(object).sort()) {
    const text = key === "__proto__" || !key.isWellFormed() ? void 0 : writeValue(object[key], depth + 1);
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
function nameOf(list, item) {
  const key = list === "resources" ? "uri" : list === "resourceTemplates" ? "uriTemplate" : "name";
  const name = item[key];
  return typeof name === "string" && !hasDisguised(item, key) ? name : void 0;
}
function mayUse(list, item, { policy, server, role }) {
  const target = nameOf(list, item);
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
  const pin = pinOf(readEntry(ports, kinds2[list], server, nameOf(list, item) ?? ""));
  const canonical = descriptorDigestInput(item);
  return pin !== void 0 && canonical !== void 0 && ports.digest(canonical) === pin;
}
function noteListed(list, item, server, isAsPinned, ports) {
  const name = nameOf(list, item) ?? "";
  const pin = pinOf(readEntry(ports, kinds2[list], server, name));
  if (pin !== void 0 && (list === "tools" || list === "prompts")) ports.noteChange(changeKey(kinds2[list], server, name, pin), !isAsPinned);
}
function changeKey(kind, server, name, pin) {
  return `${kind} ${server} ${pin} ${name}`;
}

// src/core/reach.ts
function judgeReach(reach, target, params, role, context) {
  switch (reach) {
    case "session":
      return refuse(decideSession(context.ports, context.server(), role));
    case "task":
      return judgeTask(target, params, role, context);
    case "tool":
      return judgeTool(target, params["arguments"], role, context);
    case "prompt":
      return judgePrompt(target, params["arguments"], role, context);
    case "resource":
      return judgeResource(target, role, context);
    case "completion":
      return judgeCompletion(params, role, context);
    case "listen":
      return judgeListen(params, role, context);
  }
}
function refuse(rule, shape) {
  return rule === void 0 ? void 0 : { rule, shape };
}
function judgeTask(id, params, role, context) {
  const refused = decideSession(context.ports, context.server(), role);
  if (refused !== void 0) return refuse(refused);
  if (context.audit.era === "modern" && !declaresTasks(params)) return refuse("mcp.capability");
  return judgeOwnTask(id, role, context);
}
function judgeOwnTask(id, role, context) {
  return refuse(judgeClaim(context.name, { what: "task", id }, { role }, context.ports));
}
function judgeTool(name, args, role, context) {
  context.audit.arguments = args;
  const { entry, rule } = decideTool(context.ports, context.name, role, name);
  if (entry?.alert) context.audit.alert = true;
  if (entry === void 0 || rule !== void 0) return refuse(rule ?? "policy.tool");
  context.audit.redact = entry.redact;
  if (entry.pin !== void 0 && context.ports.isChanged(changeKey("tool", context.name, name, entry.pin))) return refuse("policy.pin", entry.denial);
  const limits = entry.limits ?? defaultLimits;
  return refuse(checkLimits(context.document, context.size, limits) ?? judgeArguments(args, entry, limits, context), entry.denial);
}
function judgePrompt(name, args, role, context) {
  context.audit.arguments = args;
  const entry = decidePrompt(context.ports, context.name, role, name);
  if (typeof entry === "string") return refuse(entry);
  if (entry.pin !== void 0 && context.ports.isChanged(changeKey("prompt", context.name, name, entry.pin))) return refuse("policy.pin", entry.denial);
  return refuse(judgeArguments(args, entry, limitsOf(context.server()), context), entry.denial);
}
function judgeResource(uri, role, context) {
  return refuse(decideResource(context.ports, context.name, role, uri));
}
function judgeCompletion(params, role, context) {
  const { ref, argument: argument2, context: given } = params;
  if (!isObject(ref) || !isObject(argument2)) return refuse("rpc.params");
  const disguised = findDisguisedParameter(ref) ?? findDisguisedParameter(argument2);
  if (disguised !== void 0) return refuse(disguised);
  const target = ref["type"] === "ref/prompt" ? ref["name"] : ref["uri"];
  if (typeof target !== "string") return refuse("rpc.params");
  context.audit.target = target;
  context.audit.arguments = { [String(argument2["name"])]: argument2["value"] };
  const granted = ref["type"] === "ref/prompt" ? decidePrompt(context.ports, context.name, role, target) : decideResource(context.ports, context.name, role, target);
  if (typeof granted === "string") return refuse(granted.startsWith("role.") ? granted : "policy.completion");
  const known = isObject(given) ? given["arguments"] : void 0;
  return refuse(judgeFreeArguments({ value: argument2["value"], known }, context));
}
function judgeListen(params, role, context) {
  const notifications2 = params["notifications"];
  if (!isObject(notifications2)) return refuse("rpc.params");
  const { resourceSubscriptions: uris = [] } = notifications2;
  if (!Array.isArray(uris)) return refuse("rpc.params");
  const refusedTask = judgeTasks(notifications2["taskIds"], role, context) ?? judgeTasks(params["taskIds"], role, context);
  if (refusedTask !== void 0) return refusedTask;
  for (const uri of uris) {
    if (typeof uri !== "string") return refuse("rpc.params");
    const refused = decideResource(context.ports, context.name, role, uri);
    if (refused !== void 0) return refuse(refused);
  }
  return refuse(decideSession(context.ports, context.server(), role));
}
function judgeTasks(ids = [], role, context) {
  if (!Array.isArray(ids)) return refuse("rpc.params");
  for (const id of ids) {
    const refused = typeof id === "string" ? judgeOwnTask(id, role, context) : refuse("rpc.params");
    if (refused !== void 0) return refused;
  }
  return void 0;
}
function judgeArguments(args, entry, limits, context) {
  return checkArguments(args, entry, limits, new Inspection(context.ports));
}
function judgeFreeArguments(args, context) {
  return judgeArguments(args, { name: "", roles: "" }, limitsOf(context.server()), context);
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
function judgeSession(sender, server, ports, audit) {
  const caller = readRole(sender.role);
  if (typeof caller === "string") return deny(caller);
  audit.role = caller.role;
  const foreign = findForeign(sender, caller, ports);
  if (foreign !== void 0) return deny(foreign);
  const refused = decideSession(ports, server(), caller.role);
  return refused === void 0 ? void 0 : deny(refused, { shape: "status" });
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
  const caller = readRole(post.role);
  if (typeof caller === "string") return deny(caller, { id });
  audit.role = caller.role;
  const foreign = findForeign(post, caller, context.ports);
  if (foreign !== void 0) return deny(foreign, { id });
  return message.kind === "request" ? judgeRequest(message, claim.era, caller.role, context) : judgeOneWay(message, caller.role, context);
}
function judgeOneWay(message, role, context) {
  const excess = checkLimits(context.document, context.size, limitsOf(context.server()));
  if (excess !== void 0) return deny(excess);
  if (message.kind === "notification" && !isNotification(message.method)) return deny("mcp.notification", { dropped: true });
  const refused = decideSession(context.ports, context.server(), role);
  return refused === void 0 ? void 0 : deny(refused, { dropped: true });
}
function judgeRequest(message, era, role, context) {
  const { id, method, params = {} } = message;
  const row = findMethod(method, era);
  if (row?.reach !== "tool") {
    const excess = checkLimits(context.document, context.size, limitsOf(context.server()));
    if (excess !== void 0) return deny(excess, { id });
  }
  if (row === void 0) {
    const refused = decideMethod(context.server(), role, method);
    return refused === void 0 ? void 0 : deny(refused, { id });
  }
  const disguised = findDisguisedParameter(params);
  if (disguised !== void 0) return deny(disguised, { id });
  const target = row.name === void 0 ? "" : params[row.name];
  if (typeof target !== "string" || row.name !== void 0 && target === "") return deny("rpc.params", { id });
  context.audit.target = target;
  const refusal = judgeReach(row.reach, target, params, role, context);
  if (refusal === void 0) return void 0;
  const shape = refusal.shape ?? context.server().denial;
  return deny(refusal.rule, { id, shape: shape === "result" && method !== "tools/call" ? void 0 : shape });
}
function denyHeaders(rule, id, claim) {
  const data = rule === "mcp.version" && claim.era === "modern" ? { requested: claim.version } : void 0;
  return deny(rule, { id, data });
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
var anywhere2 = "token|secret|passw|passphrase|passcode|pwd|credential|cookie|session|authori[sz]|api_?key|key(?!word|board|note|frame)|bearer|private";
var words = "pin|otp|cvv|cvc|ssn|jwt|sid|auth|pass|creds?|card|iban";
var asWord = String.raw`(?:^|[_\-. ])(?:${words})(?:$|[_\-. \d])|[a-z](?:Pin|Otp|Cvv|Cvc|Ssn|Jwt|Sid|Auth|Pass|Creds?)(?:$|[A-Z])`;
var alone = `^(?:${words})$`;
var secretKeys = [
  { source: anywhere2, ignoreCase: true },
  { source: asWord, ignoreCase: false },
  { source: alone, ignoreCase: true }
];
var plainKey = String.raw`^[a-z]{1,15}(?:(?:[_.-][a-z]|[A-Z])[a-z]{0,14}){0,4}\d{0,2}$(?!.)`;
var plainJsonKey = String.raw`(?![a-z_]*(?:${anywhere2}))(?!(?:[a-z]+_)*(?:${words})[_"])[a-z]{1,15}+(?:_[a-z]{1,14}+){0,4}+`;
var patterns = secretKeys.map(({ source, ignoreCase }) => new RegExp(source, ignoreCase ? "i" : ""));
function isSecretKey(key) {
  return patterns.some((pattern) => pattern.test(key));
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
  let before2 = 0;
  for (let at = 0; at < run2.length; at++) {
    const sort = characterSort(run2.charCodeAt(at));
    if (sort === 0) continue;
    if (sort === 1) digits2++;
    else letters++;
    if (before2 !== 0 && sort !== before2 && !(before2 === 2 && sort === 3)) turns++;
    before2 = sort;
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
var plainText = String.raw`^(?:(?:(?![Bb]earer )(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})\d{0,2})?(?:[ .,/;()'!?]|:/)|\d{1,4}/)*(?:(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})\d{0,2})?$(?!.)`;
var harmlessText = String.raw`^(?!.*(?:[=:]|(?:[Bb]earer|[Bb]asic|[Dd]igest|[Tt]oken)[ \t]|\d{2}[ .-]?\d{2}))(?:(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15}|\d{1,3})?[^\w@-])*(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})?$(?!.)`;
var plain2 = new RegExp(plainText, "s");
var harmless = new RegExp(harmlessText, "s");
function formOf(text) {
  if (plain2.test(text)) return "plain";
  return harmless.test(text) ? "harmless" : "unknown";
}
var shortWords = /^(?:(?:(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})\d{0,4}|[A-Z]{2,10}|\d{1,15})?[^\w@-])*(?:[A-Z][a-z_-]{0,14}|[a-z_-]{1,15})?$/;
var unprintable = /[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
function renderText(text, look) {
  const isCut = text.length > shown;
  const head = isCut ? text.slice(0, shown) : text;
  const form2 = look(head);
  if (form2 === "unknown") return quote2(isCut ? `${cutMasked(text)}…` : mask(text));
  const whole = isCut ? `${dropPartialWord(head)}…` : head;
  return form2 === "plain" ? `"${whole}"` : quote2(whole);
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
var byRegExp = { formOf, isPlainKey: () => false };
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
      return renderText(value, look.formOf);
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
function renderObject(object, room, depth, look) {
  let text = "{";
  for (const key in object) {
    if (text.length > room) break;
    if (text.length > 1) text += ",";
    const isPlain = look.isPlainKey(key);
    text += isPlain ? `"${key}":` : `${renderText(key, look.formOf)}:`;
    text += !isPlain && isSecretKey(key) ? `"${redacted}"` : render(object[key], room - text.length, depth - 1, look);
  }
  return `${text}}`;
}

// src/host/audit.ts
var maxArguments = 1024;
function writeAudit(variables, audit, rule) {
  if (audit.era !== "legacy") variables["mcp_era"] = audit.era;
  if (rule !== void 0) variables["mcp_rule"] = rule;
  const isKnown = rule === void 0;
  if (audit.role !== "") variables["mcp_role"] = isKnown ? audit.role : maskText(audit.role);
  variables["mcp_method"] = isKnown ? audit.method : maskText(audit.method);
  variables["mcp_target"] = isKnown && !audit.target.includes(":") ? audit.target : maskText(audit.target);
  if (audit.arguments === void 0) variables["mcp_arguments"] = "";
  else writeArguments(variables, audit.arguments);
  if (audit.alert) variables["mcp_alert"] = "1";
}
function writeArguments(variables, args) {
  variables["mcp_arguments"] = redactArguments(args, maxArguments, lookInto(variables));
}
function lookInto(variables) {
  return {
    formOf: (text) => {
      variables["portcullis_text"] = text;
      return variables["portcullis_text_form"] ?? "unknown";
    },
    isPlainKey: (key) => {
      variables["portcullis_text"] = key;
      return variables["portcullis_plain_key"] === "1";
    }
  };
}

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

// src/host/ports.ts
import hashes from "crypto";

// src/core/redact/results/triggers.ts
var begins = (word) => String.raw`(?<=[^A-Za-z0-9]${word}|\\[bfnrt]${word}|\\u[0-9A-Fa-f]{4}${word})`;
var body = (characters, count) => `(?:${characters}{${count}}|${characters}{0,${count - 1}}")`;
var quote3 = String.raw`\\{0,3}(?:["']|u002[27])?`;
var words2 = [
  ...["AKIA", "ASIA", "ABIA", "ACCA", "AIza", "ya29.", "GOCSPX-", "npm_", "pypi-AgE", "dop_v1_", "doo_v1_", "dor_v1_"],
  ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "glsoat-", "glffct-", "gloas-"],
  ...["xoxa-", "xoxb-", "xoxc-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xapp-", "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"],
  ...["sk-proj-", "sk-ant-", "sk-svcacct-", "sk-admin-", "sk-None-", "hf_", "api_org_", "SG.", "shpat_", "shpca_", "shppa_", "shpss_"],
  ...["eyJ", "-----BEGIN", "AGE-SECRET-KEY-"]
];
function partsOfWords() {
  const parts = /* @__PURE__ */ new Map();
  for (const word of words2) {
    for (let length = 1; length < word.length; length++) parts.set(length, (parts.get(length) ?? /* @__PURE__ */ new Set()).add(word.slice(0, length).replace(".", "\\.")));
  }
  return [...parts].map(([length, some]) => [length, `(?:${[...some].join("|")})"`]);
}
function openWord() {
  const alternatives = partsOfWords().map(([length, part]) => length > 4 ? `(?<=${part})` : begins(part));
  return String.raw`"(?:${alternatives.join("|")})(?!\s*:)`;
}
var needlessEscape = String.raw`\\u00(?:2(?![267bB])|3(?![cCeE])|[457]|6(?!0))`;
var afterUnderscore = String.raw`(?:(?<=gh[pousr]_)|(?<=[sr]k_live_)|(?<=[sr]k_test_)|(?<=whsec_)|(?<=npm_)|(?<=hf_)|(?<=api_org_)|(?<=shp[acps][ats]_)|(?<=do[opr]_v1_)|(?<=github_pat_))`;
var afterDash = String.raw`(?:(?<=gl[dfr]t-)|(?<=glpat-)|(?<=glcbt-)|(?<=glptt-)|(?<=glimt-)|(?<=gloas-)|(?<=glagent-)|(?<=glsoat-)|(?<=glffct-)|(?<=xox[abceoprs]-)|(?<=xapp-)|(?<=pypi-)|(?<=GOCSPX-)|(?<=SECRET-KEY-))`;
var tokens = () => [
  `_${afterUnderscore}${body(String.raw`[\w+/\\]`, 16)}`,
  `-${afterDash}${body(String.raw`[\w-]`, 16)}`,
  String.raw`-${begins("sk-")}(?:(?:ant|proj|svcacct|admin|None)-|${body("[A-Za-z0-9]", 20)})`,
  String.raw`\.(?:(?<=SG\.)|(?<=ya29\.))${body(String.raw`[\w-]`, 16)}`,
  String.raw`hooks\.slack\.com\\?/`,
  `A(?:[KSB]IA|CCA)${body("[A-Z0-9]", 16)}`,
  `AIza${body(String.raw`[\w-]`, 35)}`,
  String.raw`J${begins("eyJ")}[\w-]*(?![\w-])[."]`,
  'PRIVATE KEY|-----BEGIN[A-Z0-9 ]{0,40}-{0,4}"',
  String.raw`Q~(?<=\dQ~)${body(String.raw`[\w.~-]`, 16)}`,
  openWord()
];
var named3 = [
  // One condition each: PCRE skips to the letter that all of a condition's alternatives begin with.
  String.raw`s(?:ecret[_ -]?(?:access[_ -]?)?key|haredaccesskey|e(?:curity|ssion)[_ -]?(?:security[_ -]?|session[_ -]?)?token)`,
  String.raw`a(?:ws[_ -]?(?:secret|(?:security[_ -]?|session[_ -]?)?token)|ccountkey)`,
  String.raw`sig=(?:[A-Za-z0-9%+/\\]{20}|[A-Za-z0-9%+/\\]{0,20}")`,
  String.raw`bearer[ \t]{1,8}(?:[\w.~+/\\-]{16}|[\w.~+/\\-]{0,16}")`,
  String.raw`authorization${quote3}\s{0,4}[:=]\s{0,4}${quote3}(?:basic|token|apikey|bot)`,
  String.raw`cookie${quote3}\s{0,4}[:=]`
];
var urlPasswords = [
  String.raw`:\\?/\\?/[^\s/@:"'<>?#]{0,100}:(?:[^\s/@"'<>?#]{1,200}@|(?!\d{1,5}")[^\s/@"'<>?#]{0,200}"(?!\s*:))`,
  String.raw`:(?<!http:)(?<!https:)\\?/\\?/[^\s/@:"'<>?#]{0,100}"(?!\s*:)`
];
var apart = String.raw`(?:(?<![0-9A-Za-z.])|(?<=\\[bfnrt])|(?<=\\u[0-9A-Fa-f]{4}))`;
var cards = [
  String.raw`${apart}[2-6]\d{3}(?:\d{10}|([ -])\d{4}(?:\d\d\1\d{4}|\1\d{4}\1\d{4}))`,
  String.raw`${apart}(?:[3-6]\d|2[2-7])\d\d(?:\d{0,14}|(?:[ -]\d{4,6}){0,3}[ -]?\d{0,3})"(?!\s*:)`
];
var personal = [
  String.raw`@(?<=[\w%+-]@)(?:[A-Za-z0-9]|")`,
  String.raw`\d(?:[ .-]?\d){2}[) .-]{0,2}\d(?:[ .-]?\d){2}`,
  String.raw`[A-Z]{5}\d{4}[A-Z]|[A-Z]{2,5}\d{0,4}"(?!\s*:)`,
  String.raw`[A-Z]{2}\d\d ?(?:[A-Z0-9]{4}|[A-Z0-9]{0,3}"(?!\s*:))`,
  String.raw`(?:\d[ .()-]{0,2}|[+(]|\) ?)"(?!\s*:)`
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
  const secrets = secretTriggers().map(compile);
  const ofPersons = personalTriggers().map(compile);
  return (text, isPersonal) => fires(secrets, text) || isPersonal && fires(ofPersons, text);
}
var compile = ({ source, ignoreCase }) => new RegExp(source, ignoreCase ? "is" : "s");
function fires(patterns2, text) {
  return patterns2.some((pattern) => pattern.test(text));
}

// src/host/changes.ts
var shared = typeof ngx === "object" ? ngx.shared["portcullis_changes"] : void 0;
function isChanged(key) {
  return open().has(key);
}
function noteChange(key, now) {
  const dictionary = open();
  if (!now) dictionary.delete(key);
  else if (!dictionary.has(key)) dictionary.set(key, "1");
}
function open() {
  if (shared === void 0) throw new Error("js_shared_dict_zone portcullis_changes is missing; http.conf is of another version than the bundle");
  return shared;
}

// src/host/sessions.ts
var timeLength = 13;
var shared2 = typeof ngx === "object" ? ngx.shared["portcullis_sessions"] : void 0;
function ownerOf(key) {
  const dictionary = open2();
  const value = dictionary.get(key) ?? dictionary.get(lockOf(key)) ?? dictionary.get(key);
  if (value === void 0) return void 0;
  const owner = value.slice(timeLength);
  if (Date.now() >= Number(value.slice(0, timeLength))) write(dictionary, key, owner);
  return owner;
}
function bind2(key, owner) {
  const known = ownerOf(key);
  if (known === void 0 && write(open2(), key, owner)) return true;
  return (known ?? ownerOf(key)) === owner;
}
function unbind(key) {
  const dictionary = open2();
  dictionary.delete(lockOf(key));
  dictionary.delete(key);
}
function open2() {
  if (shared2 === void 0) throw new Error("js_shared_dict_zone portcullis_sessions is missing; http.conf is of another version than the bundle");
  return shared2;
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
var mostAsked = 131072;
var NginxPorts = class {
  /** `isPlain` when every string that will be asked for is known to be a plain path. */
  constructor(variables, isPlain) {
    this.variables = variables;
    this.isPlain = isPlain;
    this.asked = 0;
  }
  lookup(key) {
    this.variables["portcullis_ask"] = key;
    return this.variables["portcullis_entry"];
  }
  ownerOf(key) {
    return ownerOf(key);
  }
  bind(key, owner) {
    return bind2(key, owner);
  }
  suspects(kind, text) {
    this.variables["portcullis_text"] = text;
    return this.variables[`portcullis_odd_${kind}`] !== "";
  }
  suspectsSecret(text, personal2) {
    if (this.asked > mostAsked) return (this.search ??= compileSecretSearch())(text, personal2);
    this.asked += text.length;
    this.variables["portcullis_text"] = text;
    return this.variables["portcullis_odd_secret"] !== "" || personal2 && this.variables["portcullis_odd_personal"] !== "";
  }
  digest(text) {
    return hashes.createHash("sha256").update(text).digest("hex");
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
  inspect(text, kind) {
    return inspect(text, kind, this);
  }
};

// src/host/transport.ts
function readTransport(r, route, takesSessionQuery) {
  const { variables } = r;
  return {
    httpMethod: r.method,
    route,
    query: variables["args"] ?? "",
    takesSessionQuery,
    hostAllowed: variables["portcullis_host"] === "1",
    origin: variables["portcullis_origin"] ?? "-",
    upgrade: variables["http_upgrade"] ?? "",
    contentType: variables["http_content_type"] ?? "",
    contentEncoding: variables["http_content_encoding"] ?? "",
    accept: variables["http_accept"] ?? "",
    sessionId: variables["http_mcp_session_id"] ?? ""
  };
}
function readSessions({ method, variables }) {
  const id = variables["http_mcp_session_id"] ?? "";
  const query = variables["args"] ?? "";
  const resumes = method === "GET" && (variables["http_last_event_id"] ?? "") !== "";
  const claims = id !== "" || resumes ? [{ what: "session", id }] : [];
  if (query !== "") claims.push({ what: "sse", id: query.slice(query.indexOf("=") + 1) });
  return claims;
}
function readMirrorHeaders(variables) {
  return {
    version: variables["http_mcp_protocol_version"] || void 0,
    method: variables["http_mcp_method"] || void 0,
    name: variables["http_mcp_name"] || void 0
  };
}
var noMirrorHeaders = { version: void 0, method: void 0, name: void 0 };
function readRoleClaim(r) {
  const trusted = readTrustedRole(r);
  if (trusted !== "") return { trusted, sent: trusted };
  return { trusted, sent: (r.variables["portcullis_role"] ?? "") === "" ? r.variables["portcullis_claimed"] ?? "" : "" };
}
function readTrustedRole(r) {
  const { variables } = r;
  const role = variables["portcullis_role"] ?? "";
  return role === "" || r.headersIn[variables["portcullis_header"] ?? ""] === void 0 ? "" : role;
}

// src/host/judgement.ts
var closedServer = { mode: "enforce", roles: "" };
function startJudgement(r, route, look) {
  const name = r.variables["mcp_server"] ?? "";
  const ports = new NginxPorts(r.variables, false);
  const audit = { era: "legacy", ids: [], isBatch: false, method: "", target: "", role: "", arguments: void 0, redact: void 0, alert: false };
  return { r, route, look, name, server: () => findServer(ports, name) ?? closedServer, ports, audit };
}
function judgeHttp({ r, route, server }) {
  const entry = server();
  if (entry === closedServer) return deny("policy.server");
  const rule = judgeTransport(readTransport(r, route, r.uri === entry.sse?.messages));
  return rule === void 0 ? void 0 : deny(rule);
}
function judgeBody(judgement, bytes) {
  const denial = findDenial(judgement, bytes);
  if (denial === void 0 || judgement.route !== "" && judgement.server().mode === "monitor") allow(judgement, denial);
  else refuse2(judgement, denial);
}
function findDenial({ r, look, name, server, ports, audit }, bytes) {
  const body2 = decodeBody(r, bytes);
  if (body2 === void 0) return deny("json.utf8");
  const sender = { server: name, role: readRoleClaim(r), sessions: readSessions(r) };
  if (look !== "" || r.method === "POST") {
    const headers = look === "legacy" ? noMirrorHeaders : readMirrorHeaders(r.variables);
    return judgePost({ ...sender, headers, body: body2 }, server, ports, audit);
  }
  audit.method = r.method;
  return bytes.byteLength > 0 ? deny("http.body") : judgeSession(sender, server, ports, audit);
}
function allow(judgement, denial) {
  const { r, route, look, audit } = judgement;
  const { variables } = r;
  writeAudit(variables, audit, denial?.rule);
  variables["mcp_decision"] = denial === void 0 ? "allow" : "monitor";
  const [id] = audit.ids;
  variables["portcullis_id"] = id === void 0 ? "" : JSON.stringify(id);
  const redact = audit.method === "tools/call" && !audit.isBatch ? audit.redact : judgement.server().redact;
  const isUnread2 = denial !== void 0 && r.method === "POST" && audit.ids.length === 0;
  expect(r, isUnread2 ? unknownExpectation(r, audit, redact) : expectationOf(r, audit, redact));
  const query = look === "" ? variables["args"] ?? "" : "";
  variables["mcp_upstream"] = query === "" ? route : `${route}?${query}`;
}
function expectationOf({ method, variables }, { era, role, ids, isBatch, method: asked }, redact) {
  const session = variables["http_mcp_session_id"] ?? "";
  if (method === "GET") return { role, era, session, asked: "stream", method: void 0, ids: "any", redact };
  return { role, era, session, asked: ids.length === 0 ? "nothing" : "request", method: isBatch ? void 0 : asked, ids, redact };
}
function unknownExpectation({ variables }, { era, role }, redact) {
  return { role, era, session: variables["http_mcp_session_id"] ?? "", asked: "unknown", method: void 0, ids: "any", redact };
}
function refuse2({ r, audit }, denial) {
  writeAudit(r.variables, audit, denial.rule);
  send(r, answerDenial(denial, audit.era, r.variables["request_id"] ?? ""));
}

// src/core/ordinary.ts
var mostLevels = 4;
var mostMembers = 16;
var longestName = 64;
var around2 = 512;
function allowsOrdinaryCall(entry, role, tool, args, length, look) {
  if (role === "" || role.includes(" ") || entry.alert || !grants(entry, role, tool)) return false;
  const limits = entry.limits ?? defaultLimits;
  return fits(length, limits) && checkArguments(args, entry, limits, look) === void 0;
}
function fits(length, limits) {
  return length + around2 <= limits.body && mostLevels <= limits.depth && mostMembers <= limits.array && longestName <= limits.string;
}

// src/core/policy/recall.ts
var most = 16;
var longest = 2048;
var recalled = /* @__PURE__ */ new Map();
function recallEntry(text) {
  const known = recalled.get(text);
  if (known !== void 0) return known;
  if (!text.startsWith("{") || text.length > longest) return void 0;
  const entry = freeze(JSON.parse(text));
  if (recalled.size === most) recalled.clear();
  recalled.set(text, entry);
  return entry;
}
function freeze(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

// src/host/ordinary-call.ts
var mostShown = 512;
function passOrdinaryCall(r, route) {
  const { variables } = r;
  const shown3 = variables["portcullis_call_shown"] ?? "";
  const json = shown3 || (variables["portcullis_call_args"] ?? "");
  if (json === "") return false;
  const isPlain = shown3 !== "" && shown3.length <= mostShown;
  const server = variables["mcp_server"] ?? "";
  const tool = variables["portcullis_call_tool"] ?? "";
  const ports = new NginxPorts(variables, isPlain);
  const entry = recallEntry(variables["portcullis_entry"] || (findEntry(ports, "tool", server, tool) ?? ""));
  if (entry === void 0) return false;
  if (entry.pin !== void 0 && ports.isChanged(changeKey("tool", server, tool, entry.pin))) return false;
  const role = readTrustedRole(r);
  const args = JSON.parse(json);
  const look = isPlain ? ports : new AsciiInspection(ports, variables["portcullis_call_loud"] === "");
  if (!allowsOrdinaryCall(entry, role, tool, args, json.length, look)) return false;
  const session = variables["http_mcp_session_id"] ?? "";
  if (session !== "" && !ownsSession(server, session, role, ports)) return false;
  variables["mcp_role"] = role;
  if (!isPlain) writeArguments(variables, args);
  variables["mcp_decision"] = "allow";
  expect(r, { role, era: "legacy", session, asked: "request", method: "tools/call", ids: void 0, redact: entry.redact });
  variables["mcp_upstream"] = route;
  return true;
}

// src/host/access.ts
var mostOrdinary = 65536;
function beginAccess(r) {
  const { variables } = r;
  const straight = variables["portcullis_way"] ?? "";
  if (straight !== "" && isSafeEngine) return straight;
  if (r.internal && variables["status"] !== "000") {
    answerErrorPage(r);
    return void 0;
  }
  requireEngine(variables);
  if (isPreflight(r)) {
    variables["mcp_decision"] = "allow";
    r.return(204, "");
    return void 0;
  }
  const route = variables["portcullis_route"] ?? "";
  const judgement = startJudgement(r, route, route === "" ? "" : variables["portcullis_ordinary"] ?? "");
  const denial = judgement.look === "" ? judgeHttp(judgement) : void 0;
  if (denial === void 0) return judgement;
  refuse2(judgement, denial);
  return void 0;
}
function endAccess(r, begun, body2) {
  if (typeof begun !== "string") judgeBody(begun, body2);
  else if (body2.byteLength > mostOrdinary || !passOrdinaryCall(r, begun)) judgeBody(startJudgement(r, begun, "legacy"), body2);
}
function isPreflight(r) {
  if (r.method !== "OPTIONS" || r.variables["portcullis_host"] !== "1") return false;
  const origin2 = r.variables["portcullis_origin"] ?? "-";
  return origin2 !== "" && origin2 !== "-";
}

// src/core/stream/sse.ts
var shown2 = 512;
var oddLineEnd = /[\v\f\x1c-\x1e\x85\u2028\u2029]/;
var lineEnd = /\r\n|\n|\r/;
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
    let open3 = 0;
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
      open3 = end;
      blankLine.lastIndex = end;
    }
    if (from === text.length) return events;
    if (this.head !== void 0) this.pieces = [this.pieces.join("").slice(-shown2)];
    this.pieces.push(text.slice(from));
    this.held += text.length - from;
    this.last = text.slice(Math.max(open3, text.length - (text.endsWith("\n\r") ? 2 : 1)));
    return events;
  }
};
function writeEvent({ type = "", id, retry, data }) {
  const lines = [
    ...type === "" ? [] : [`event: ${type}`],
    ...id === void 0 ? [] : [`id: ${id}`],
    ...retry === void 0 ? [] : [`retry: ${retry}`],
    // Readers that split lines there must find none; JSON says the same with an escape.
    ...data?.replace(/[\x85\u2028\u2029]/g, escapeUnit2).split("\n").map((line) => `data: ${line}`) ?? []
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
  const data = [];
  for (const line of isFeedOnly ? raw.split("\n") : raw.split(lineEnd)) {
    const colon2 = line.indexOf(":");
    const name = colon2 < 0 ? line : line.slice(0, colon2);
    const value = colon2 < 0 ? "" : line.slice(line.charAt(colon2 + 1) === " " ? colon2 + 2 : colon2 + 1);
    if (name === "data") data.push(value);
    else if (name === "event") type = value;
    else if (name === "id") {
      if (value.includes("\0") || oddLineEnd.test(value)) isPlain = false;
      else id = value;
    } else if (name === "retry" && /^\d+$/.test(value)) retry = value;
    else if (name !== "") isPlain = false;
  }
  return { raw, type, data: data.length === 0 ? void 0 : data.join("\n"), id, retry, isPlain };
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
    return this.judge.fail(rule).map((data) => writeEvent({ type: "message", data })).join("");
  }
  passEvent(event) {
    const { raw, type, data, id, retry, isPlain } = event;
    if (this.isOver) return "";
    if (event.isCut || this.isTooLong(raw.length)) return this.judge.isOpen ? this.break("answer.size") : this.failLong(event);
    if (id !== void 0) this.isResumable = true;
    if (data === void 0 || data === "") return isPlain ? raw : writeEvent({ id, retry, data });
    if (type === "endpoint" && this.rewriteEndpoint !== void 0) return this.passEndpoint(this.rewriteEndpoint(data));
    if (type !== "" && type !== "message") return this.drop("answer.event");
    const text = this.judge.judge(data);
    if (text === "") return "";
    return text === data && isPlain ? raw : writeEvent({ type, id, retry, data: text });
  }
  /** Nobody may wait for a response that was too long: its id stands at one of its ends, as serializers write it. */
  failLong({ raw, data = "", isCut }) {
    this.judge.broken.add("answer.size");
    const ends2 = isCut ? data : `${raw.slice(0, 512)}…${raw.slice(-512)}`;
    const id = idAtStart.exec(ends2)?.[1] ?? idAtEnd.exec(ends2)?.[1];
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
var longest2 = 262144;
function hasPlainKeys(text, deepest2) {
  if (text.length > longest2) return false;
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
function mayAskClient(method, params, rules = {}) {
  if (!Object.hasOwn(subjects, method)) return false;
  const subject = subjects[method];
  if (subject === void 0) return true;
  if (rules.deny?.includes(subject) === true) return false;
  if (subject !== "elicitation" || !isObject(params)) return true;
  if (hasDisguised(params, "mode") || hasDisguised(params, "url")) return false;
  const { mode, url } = params;
  if (mode === void 0 || mode === "form") return url === void 0;
  return mode === "url" && typeof url === "string" && /^https:/i.test(url) && isOnHosts(url, rules.hosts ?? []);
}

// src/core/answer-asks.ts
function allowsAsks(result, text, rulesOf) {
  if (hasDisguised(result, "inputRequests")) return false;
  const asked = result["inputRequests"];
  if (asked === void 0) return true;
  const rules = rulesOf();
  const isAllowed = isObject(asked) && Object.values(asked).every((ask) => isObject(ask) && typeof ask["method"] === "string" && mayAskClient(ask["method"], ask["params"], rules));
  return isAllowed && hasPlainKeys(text, Infinity);
}
function allowsUrls(error2, text, rulesOf) {
  const data = isObject(error2) ? error2["data"] : void 0;
  if (!isObject(data)) return true;
  if (hasDisguised(data, "elicitations")) return false;
  const asked = data["elicitations"];
  if (asked === void 0) return true;
  const rules = rulesOf();
  const isAllowed = Array.isArray(asked) && asked.every((one) => isObject(one) && mayAskClient("elicitation/create", { ...one, mode: "url" }, rules));
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
var names = ['"id"', '"method"', '"result"', '"error"', '"params"', '"jsonrpc"'];
function hasOneReading(text) {
  const mayDiffer = text.includes("\\u00") || names.some((name) => text.indexOf(name) !== text.lastIndexOf(name));
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
var short = String.raw`"(?:jsonrpc|id|method)"\s*:\s*(?:"[^"\\]{0,256}"|-?\d{1,16})`;
var beginning3 = new RegExp(String.raw`^\s*\{\s*(?:${short}\s*,\s*){0,3}"(result|params|error)"\s*:`);
var ending = new RegExp(String.raw`(?:,\s*${short}\s*){0,3}\}\s*$`);
var longestEnding = 1024;
function parsePlainMessage(text) {
  const [head, name] = beginning3.exec(text) ?? [];
  if (head === void 0 || name === void 0) return void 0;
  const [tail] = ending.exec(text.slice(Math.max(head.length, text.length - longestEnding))) ?? [];
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
function findSecrets(text, rules, name = "", work = new Work(Infinity)) {
  if (!work.spend(cost.searched + rules.length * (cost.rule + text.length / 8))) return [];
  const [lower, lowerName] = [text.toLowerCase(), name.toLowerCase()];
  const found = [];
  for (const rule of rules) {
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
  for (const hint of hints) if (where.includes(hint)) return true;
  return false;
}
function findByName(text, rule, name) {
  const before2 = `${name}: `;
  return rule.find(before2 + text).filter(([from]) => from >= before2.length).map(([from, to]) => ({ rule, span: [from - before2.length, to - before2.length] }));
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
    const frame = frames.at(-1) ?? { isArray: true, place: "", name: "" };
    if (!frame.isArray && isName(json, end)) {
      if (!visit2({ from, to: end, place: `${frame.place}{}`, name: "", isItem: false })) return;
      frame.name = readName(json.slice(from, end));
    } else {
      const place = frame.isArray ? frame.place : memberPlace(frames, frame);
      if (!visit2({ from, to: end, place, name: frame.name, isItem: frame.isArray })) return;
    }
  }
}
function readName(literal) {
  return (literal.includes("\\") ? JSON.parse(literal) : literal.slice(1, -1)).slice(0, longestName2);
}
function follow(frames, between) {
  if (between === ":" || between === ",") return;
  for (const character of between) {
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
var before = 256;
var [leastAfter, mostAfter] = [256, 8192];
function findPieces(raw, isOpen, suspects) {
  const end = raw.length - 1;
  if (end <= short2) return [{ from: 1, to: end }];
  const pieces = [];
  if (isOpen) add2(pieces, raw, 1, endOfLine(raw, leastAfter));
  for (let at = 1; at < end; at += windowLength) {
    const window = raw.slice(Math.max(1, at - overlap2), Math.min(end, at + windowLength));
    if (suspects(`"${window}"`)) add2(pieces, raw, at - overlap2 - before, endOfLine(raw, at + windowLength));
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
  const start = Math.max(0, at - 6);
  const last = start + raw.slice(start, at).lastIndexOf("\\");
  if (last >= start) {
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
function endOfKeyRest(before2, text) {
  const [marker = ""] = /(?:-{1,4}|-----(?:E(?:N(?:D[A-Z0-9 ]{0,60}-{0,4})?)?)?)$/.exec(before2) ?? [];
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
  const lineEnd2 = /[\r\n"']/g;
  const spans = [];
  while (header.test(text)) {
    const from = header.lastIndex;
    lineEnd2.lastIndex = from;
    const to = lineEnd2.exec(text)?.index ?? text.length;
    header.lastIndex = to;
    if (to - from < shortestCookie) continue;
    const cookies = spansOf(text.slice(from, to), /(?<keep>(?<![\w.-])[\w.-]{0,40}?(?:sess|sid|auth|token|jwt)[\w.-]{0,40}=)[^\s;,"'\\=&(){}<>$]{8,}={0,2}/gi);
    spans.push(...cookies.map(([start, end]) => [from + start, from + end]));
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
function actionOf(settings, group, rule) {
  if (settings === "off") return "off";
  return settings?.[rule] ?? settings?.[group] ?? defaultAction(group);
}
function defaultAction(group) {
  return group === "secrets" || group === "cards" ? "redact" : "off";
}
function listRedactionRules() {
  const groups = Object.entries(redactionGroups);
  return groups.flatMap(([group, rules]) => rules.map((rule) => [group, rule]));
}
function groupOf(rule) {
  return listRedactionRules().find(([, name]) => name === rule)?.[0] ?? "secrets";
}
function redactsNothing(settings) {
  return settings === "off" || settings !== void 0 && listRedactionRules().every(([group, rule]) => actionOf(settings, group, rule) === "off");
}
function looksForPersonal(settings) {
  if (settings === void 0 || settings === "off") return false;
  return listRedactionRules().some(([group, rule]) => defaultAction(group) === "off" && actionOf(settings, group, rule) !== "off");
}

// src/core/redact/results/tails.ts
var mostPlaces = 16;
var mostBegun = 4;
var longest3 = 256;
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
    if (this.tails.size <= mostPlaces) return;
    const [oldest = ""] = this.tails.keys();
    this.tails.delete(oldest);
  }
};
function tailOf(text) {
  if (text.length <= longest3) return text;
  const tail = text.slice(-longest3);
  const token2 = /(?<![\w-])eyJ[\w-]{1,160}(?:\.[\w-]*){0,2}$/.exec(text.slice(-longestToken))?.[0];
  if (token2 === void 0 || token2.length <= longest3) return tail;
  const [header = "", ...parts] = token2.split(".");
  return [header, ...parts.map((part) => part.slice(-40))].join(".");
}
var longestToken = 8192;

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
    const before2 = name === "" ? "" : `"${name}":`;
    if (to > this.end) {
      this.end = Math.max(to, from + windowLength2);
      this.isClear = !this.asksAbout(before2 + this.text.slice(from, this.end));
    }
    if (this.isClear) return true;
    const string = before2 + this.text.slice(from, to);
    if (this.clear.has(string)) return true;
    const isVouched = !this.asksAbout(string);
    if (isVouched && string.length <= longestKept && this.clear.size < mostKept) this.clear.add(string);
    return isVouched;
  }
  asksAbout(text) {
    this.work.spend(cost.asked);
    return this.suspects(text);
  }
};

// src/core/redact/results/redactor.ts
var farthest2 = 8192;
var StreamRedactor = class {
  settings;
  ports;
  personal;
  tails = new Tails();
  chosen;
  chosenPersonal;
  messages = 0;
  constructor(settings, ports) {
    this.settings = settings;
    this.ports = ports;
    this.personal = looksForPersonal(settings);
  }
  /** `text`: one complete JSON-RPC message as valid JSON text. */
  redact(text) {
    this.messages++;
    if (this.tails.isEmpty && !this.suspects(text)) return { text, rules: [], blocked: false };
    let redacted2 = "";
    let at = 0;
    const rules = /* @__PURE__ */ new Set();
    const work = new Work();
    const vouching = new Vouching(text, (part) => this.suspects(part), work);
    forEachLiteral(text, (literal) => {
      work.spend(cost.passed);
      for (const { from, to, value, secrets } of this.findIn(text.slice(literal.from, literal.to), literal, vouching, work)) {
        for (const { rule } of secrets) rules.add(rule);
        redacted2 += text.slice(at, literal.from + from) + JSON.stringify(mask2(value, secrets)).slice(1, -1);
        at = literal.from + to;
      }
      return !work.isSpent;
    });
    const list = [...rules];
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
    const before2 = { begun: joins ? tail.begun : [], key: tail?.key };
    const pieces = findPieces(raw, tail !== void 0, (part) => work.spend(cost.asked + part.length / 16) && this.suspects(part));
    const found = [];
    for (let index = 0; index < pieces.length && !work.isSpent; index++) {
      const { from, to } = pieces[index] ?? { from: 0, to: 0 };
      if (!work.spend((to - from) / 2)) break;
      const value = JSON.parse(`"${raw.slice(from, to)}"`);
      const isFirst = from === 1;
      const rules = this.rulesFor(`${isFirst && name !== "" ? `"${name}":` : ""}"${raw.slice(from, to)}"`, work);
      const secrets = isFirst ? this.search(value, before2, name, rules, work) : this.search(value, nothingBefore, "", rules, work).filter(({ span: [, end] }) => end > leastContext);
      const isLast = to === raw.length - 1;
      if (!isLast && goesBeyond(value, secrets)) {
        lengthen(pieces, index, raw);
        index--;
        continue;
      }
      if (isLast) this.remember(place, isFirst ? before2 : nothingBefore, value, secrets, work);
      if (secrets.length > 0) found.push({ from, to, value, secrets });
    }
    return found;
  }
  /** The rules by which a suspected piece is searched, which stands as the message has it: most hold something personal only, if anything. */
  rulesFor(piece, work) {
    if (!this.personal) return this.rules;
    work.spend(cost.asked + piece.length / 16);
    return this.ports.suspectsSecret(piece, false) ? this.rules : this.personalOnes;
  }
  search(value, { begun, key }, name, rules, work) {
    const goesOn = key === void 0 ? 0 : endOfKeyRest(key, value);
    if (goesOn === 0 && begun.length === 0) return findSecrets(value, rules, name, work);
    return keepApart([
      ...goesOn > 0 ? [{ rule: privateKey2, span: [0, goesOn] }] : [],
      ...begun.flatMap((before2) => findAcross(before2, value, this.rules, work)),
      ...findSecrets(value, rules, name, work)
    ]);
  }
  remember(place, { begun, key }, value, secrets, work) {
    const isKeyRest = key !== void 0 && endOfKeyRest(key, value) === value.length && !isOver(`${key}${value}`);
    const inKey = isKeyRest || this.rules.includes(privateKey2) && endsInKey(value);
    const over = secrets.findLast(({ span: [, to] }) => to < value.length - 1)?.span[1] ?? 0;
    const ends2 = over > 0 ? [tailOf(value.slice(over))] : [...begun.map((before2) => tailOf(before2 + value)), tailOf(value)];
    const open3 = ends2.filter((end) => end === value || work.spend(cost.remembered) && this.suspects(JSON.stringify(end))).slice(0, mostBegun);
    if (inKey || open3.length > 0) this.tails.put(place, { begun: open3, key: inKey ? value.slice(-longestMarker) : void 0, message: this.messages });
  }
};
var nothingBefore = { begun: [], key: void 0 };
var leastContext = 128;
function goesBeyond(value, secrets) {
  return (secrets.at(-1)?.span[1] ?? 0) >= value.length - 1;
}
var longestMarker = 80;
function findAcross(before2, value, rules, work) {
  const seam = before2.length;
  return findSecrets(before2 + value.slice(0, farthest2), rules, "", work).filter(({ span: [from, to] }) => from < seam && to > seam).map(({ rule, span: [, to] }) => ({ rule, span: [0, to - seam] }));
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
    const long = text.length > shortText2 ? parsePlainMessage(text) : void 0;
    if (long !== void 0) return this.judgeMessage(long, text);
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      return this.drop("answer.syntax");
    }
    if (!Array.isArray(value)) return hasOneReading(text) ? this.judgeMessage(value, text) : this.drop("answer.syntax");
    const kept = value.map((message) => this.judgeMessage(message, JSON.stringify(message))).filter((message) => message !== "");
    return kept.length === 0 ? "" : `[${kept.join(",")}]`;
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
    const { text: masked, rules, blocked } = this.redactor.redact(text);
    if (rules.length === 0) return text;
    for (const rule of rules) this.broken.add(rule);
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
    const { server, role } = this.question;
    return { server, caller: { role }, bindings: this.ports };
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
var shortText2 = 16384;

// src/host/answer-session.ts
function settleSession(id, form2, server, { method, role }, ports) {
  if (method !== "initialize" || form2.kind !== "document" && form2.kind !== "stream") return "removed";
  return typeof id === "string" && bind(server, { what: "session", id }, { role }, ports) ? "passed" : "refused";
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
  add(length, variables) {
    const earlier = this.passed;
    this.passed += length;
    if (this.passed < leastAsked) return 0;
    const total = Number(variables["bytes_sent"]);
    this.before ??= total - earlier;
    const sent = total - this.before;
    if (sent > this.passed) this.passed = sent;
    return earlier - sent;
  }
};

// src/host/guard.ts
function guard(begin, end) {
  return async (r) => {
    try {
      const begun = begin(r);
      if (begun !== void 0) end(r, begun, await readBody(r));
    } catch (fault) {
      failClosed(r, fault);
    }
  };
}
var Disconnect = class extends Error {
};
function guardFilter(filter, close) {
  return (r, data, flags) => {
    try {
      filter(r, data, flags);
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
function findOrdinaryForm({ method, ids, redact }, variables) {
  if (method !== "tools/call" || Array.isArray(ids) && ids.length !== 1 || redact !== void 0) return void 0;
  const form2 = variables["portcullis_form"];
  return form2 === "document" || form2 === "stream" ? form2 : void 0;
}
function isWhole(data, variables) {
  return variables["upstream_http_content_length"] === String(data.length);
}
function isOrdinaryAnswer(data, form2, variables) {
  variables["portcullis_text"] = data;
  if (variables["portcullis_calm"] === form2) return true;
  const id = variables["portcullis_id"] ?? "";
  return id !== "" && variables["portcullis_back"] === `${form2}:${id}` && variables["portcullis_odd_secret"] === "";
}

// src/host/answer.ts
var answers = /* @__PURE__ */ new WeakMap();
function beginAnswer(r) {
  const expectation = findExpectation(r);
  if (expectation === void 0) return;
  const form2 = findOrdinaryForm(expectation, r.variables);
  if (form2 === void 0) beginJudging(r, expectation);
  else {
    writeType(r, form2);
    expectation.progress = form2;
  }
}
function beginJudging(r, expectation) {
  const { headersOut, variables } = r;
  const ports = new NginxPorts(variables, false);
  const server = () => findServer(ports, variables["mcp_server"] ?? "");
  const head = { status: r.status, contentType: variables["upstream_http_content_type"] ?? "", contentEncoding: headersOut["Content-Encoding"] ?? "" };
  const question = readQuestion(variables, expectation);
  const judge2 = new AnswerJudge(question, ports);
  const found = formOfAnswer(head, expectation.asked, () => r.uri === server()?.sse?.messages);
  if (expectation.method === "DELETE") endSession(r.status, question.server, expectation);
  const id = headersOut["Mcp-Session-Id"];
  const isSettled = id === void 0 || id === expectation.session;
  const form2 = isSettled ? found : applyOutcome(r, settleSession(id, found, question.server, expectation, ports), found, judge2);
  if (form2.kind === "failure") judge2.broken.add(form2.rule);
  const stream = form2.kind === "stream" ? legacyStream(r.uri, server(), { server: question.server, expectation, ports, judge: judge2 }) : void 0;
  const body2 = makeBody(form2, judge2, question, stream);
  answers.set(r, startAnswer(judge2, body2, stream, form2.kind !== "failure"));
  writeHead(r, form2);
}
function applyOutcome(r, outcome, form2, judge2) {
  if (outcome === "passed") return form2;
  judge2.broken.add("answer.session");
  if (judge2.isMonitored()) return form2;
  delete r.headersOut["Mcp-Session-Id"];
  return outcome === "refused" ? { kind: "failure", rule: "answer.session", status: 502 } : form2;
}
function passAnswer(r, data, flags) {
  if (passOrdinary(r, data, flags)) return;
  const { last } = flags;
  const answer = answers.get(r);
  if (answer === void 0) {
    r.sendBuffer(data, flags);
    r.done();
    return;
  }
  if (answer.hasEnded) {
    leaveOut(answer, data.length);
    return;
  }
  const isCut = data.length === 0 && !last && !(r.variables["upstream_response_time"] ?? "-").endsWith("-");
  const text = judge(answer, data, last, isCut);
  const hasEnded = last || isCut || answer.body.isOver;
  if (answer.judge.broken.size > answer.logged || hasEnded) writeLog(r, answer, hasEnded);
  if (isUnread(r, answer, text)) {
    answer.judge.broken.add("answer.unread");
    writeLog(r, answer, true);
    throw new Disconnect("the client leaves too much of its answer unread");
  }
  if (hasEnded) answer.stream?.close();
  if (text !== "" || hasEnded) r.sendBuffer(text, { last: hasEnded, flush: true });
  answer.hasEnded = hasEnded;
}
function passOrdinary(r, data, flags) {
  const expectation = findExpectation(r);
  const progress = expectation?.progress;
  if (expectation === void 0 || progress === void 0) return false;
  if (progress === "document" || progress === "stream") {
    if (data.length > 0 && isOrdinaryAnswer(data, progress, r.variables)) {
      passWhole(r, expectation, progress, data, flags);
      return true;
    }
  } else if (progress === "answered document") {
    leaveOut(surplusOf(r), data.length);
    return true;
  } else if (data.length === 0 && flags.last) {
    r.sendBuffer(data, { last: true, flush: true });
    return true;
  }
  leaveOrdinary(r, expectation);
  return false;
}
function passWhole(r, expectation, form2, data, flags) {
  expectation.progress = form2 === "document" ? "answered document" : "answered stream";
  if (form2 === "stream" || !isWhole(data, r.variables)) {
    r.sendBuffer(data, { last: flags.last || form2 === "document", flush: true });
    return;
  }
  r.sendBuffer(data, flags);
  r.done();
}
function leaveOrdinary(r, expectation) {
  if (expectation?.progress === void 0) return;
  const { progress } = expectation;
  expectation.progress = void 0;
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
  if (!answers.has(r)) leaveOrdinary(r, findExpectation(r));
  const answer = answers.get(r);
  if (answer?.hasEnded === true) return;
  if (answer !== void 0) answer.hasEnded = true;
  answer?.stream?.close();
  r.sendBuffer(answer?.body.break("gateway.fault") ?? "", { last: true, flush: true });
}
function isUnread({ variables }, { judge: judge2, backlog }, { length }) {
  const waiting = backlog.add(length, variables);
  return waiting > smallAnswer && waiting > 4 * judge2.limit;
}
function leaveOut(answer, length) {
  answer.surplus += length;
  if (answer.surplus > mostSurplus) throw new Disconnect("the server goes on after the end of its answer");
}
var mostSurplus = 1048576;
var surpluses = /* @__PURE__ */ new WeakMap();
function surplusOf(r) {
  const known = surpluses.get(r) ?? { surplus: 0 };
  surpluses.set(r, known);
  return known;
}
function startAnswer(judge2, body2, stream, isStrict) {
  return { judge: judge2, body: body2, stream, decoder: new TextDecoder("utf-8", { fatal: isStrict, ignoreBOM: true }), hasBegun: false, backlog: new Backlog(), hasEnded: false, surplus: 0, logged: 0 };
}
function judge(answer, data, last, isCut) {
  const { body: body2, decoder } = answer;
  let text;
  try {
    text = decoder.decode(data, { stream: !last });
  } catch {
    return body2.break("answer.utf8");
  }
  if (!answer.hasBegun && text !== "") {
    answer.hasBegun = true;
    if (text.startsWith(byteOrderMark)) text = text.slice(1);
  }
  const passed = text === "" ? "" : body2.push(text);
  return last || isCut ? passed + body2.end(isCut) : passed;
}
var byteOrderMark = "\uFEFF";
function readQuestion(variables, { role, era, method, ids, redact }) {
  return {
    server: variables["mcp_server"] ?? "",
    role,
    era,
    method,
    redact,
    ids: ids ?? [JSON.parse(variables["portcullis_id"] ?? "")],
    requestId: variables["request_id"] ?? ""
  };
}
function makeBody({ kind }, judge2, { ids, requestId }, stream) {
  switch (kind) {
    case "stream":
      return new StreamBody(judge2, stream && ((uri) => stream.open(uri)));
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
function writeLog(r, answer, hasEnded) {
  const { broken } = answer.judge;
  answer.logged = broken.size;
  if (broken.size === 0) return;
  r.variables["mcp_answer"] = [...broken].join(" ");
  if (hasEnded && answer.body instanceof SubstituteBody) r.error(`portcullis: ${[...broken].join(" ")}: the server said: ${maskText(answer.body.seen)}`);
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

// src/core/identity/introspection/entry.ts
function isJwt(token) {
  return /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(token);
}

// src/core/identity/jwt/issuer.ts
function audiencesOn(resource, { expects: { audiences }, resources }) {
  if (resource === void 0 || resources?.includes(resource) === false) return audiences;
  return [...audiences, resource, .../^https?:\/\/[^/]*$/.test(resource) ? [`${resource}/`] : []];
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

// src/core/policy/decide.ts
function findServer(policy, server) {
  return server === "" ? void 0 : readEntry(policy, "server", server, "");
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

// src/host/identity-settings.ts
function readSettings(variables) {
  return recallEntry(variables["portcullis_identity"] ?? "");
}

// src/core/identity/dpop/nonce.ts
var nonceTime = 120;
function nonceAt(now, sign) {
  return sign(`dpop-nonce ${Math.floor(now / nonceTime)}`);
}
function isNonce(nonce, now, sign) {
  return nonce === nonceAt(now, sign) || nonce === nonceAt(now - nonceTime, sign);
}

// src/host/certificate.ts
function certificateBytes(variables) {
  const pem = variables["ssl_client_raw_cert"] ?? "";
  const from = pem.indexOf("\n") + 1;
  return Buffer.from(pem.slice(from, pem.lastIndexOf("\n-----")).replace(/\n/g, ""), "base64");
}

// src/host/thumbprint.ts
import hashes from "crypto";
function thumbprint(certificate) {
  return hashes.createHash("sha256").update(certificate).digest("base64url");
}

// src/host/dpop/certificate-print.ts
function certificatePrint(variables) {
  if (variables["ssl_client_verify"] !== "SUCCESS") return void 0;
  const der = certificateBytes(variables);
  return der.length === 0 ? void 0 : thumbprint(der);
}

// src/host/dpop/judge-proof.ts
import hashes2 from "crypto";

// src/core/identity/jwt/claims.ts
var mostAudiences = 64;
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : void 0;
}
function judgeClaims(claims, { issuer, audiences, skew }, now) {
  if (own(claims, "iss") !== issuer) return "jwt.issuer";
  const aud = own(claims, "aud");
  const named = Array.isArray(aud) ? aud : [aud];
  if (named.length > mostAudiences || aud !== void 0 && named.some((one) => typeof one !== "string")) return "jwt.claims";
  if (!audiences.some((one) => named.includes(one))) return "jwt.audience";
  const [exp, nbf, iat] = ["exp", "nbf", "iat"].map((name) => own(claims, name));
  if (![exp, nbf, iat].every(isTime)) return "jwt.claims";
  if (exp === void 0 || now >= exp + skew) return "jwt.expired";
  if (nbf !== void 0 && now < nbf - skew) return "jwt.early";
  return iat !== void 0 && now < iat - skew ? "jwt.early" : void 0;
}
function isTime(value) {
  return value === void 0 || typeof value === "number" && Number.isFinite(value);
}

// src/core/jsonrpc/json.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/core/identity/jwt/algorithms.ts
var algorithms = {
  RS256: { kty: "RSA", hash: "SHA-256" },
  RS384: { kty: "RSA", hash: "SHA-384" },
  RS512: { kty: "RSA", hash: "SHA-512" },
  PS256: { kty: "RSA", hash: "SHA-256" },
  PS384: { kty: "RSA", hash: "SHA-384" },
  PS512: { kty: "RSA", hash: "SHA-512" },
  ES256: { kty: "EC", crv: "P-256", hash: "SHA-256", bytes: 64 },
  ES384: { kty: "EC", crv: "P-384", hash: "SHA-384", bytes: 96 },
  EdDSA: { kty: "OKP", crv: "Ed25519", hash: "SHA-512", bytes: 64 },
  Ed25519: { kty: "OKP", crv: "Ed25519", hash: "SHA-512", bytes: 64 }
};
function isAlgorithm(value) {
  return typeof value === "string" && Object.hasOwn(algorithms, value);
}
function factsOf(algorithm) {
  return algorithms[algorithm];
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
  let members2;
  if (Array.isArray(value)) members2 = value;
  else {
    members2 = Object.values(value);
    walk.keys += members2.length;
  }
  const count = members2.length;
  if (depth === 1) walk.outermost = count;
  walk.values += count;
  if (walk.values > maxValues) return "json.array";
  for (let at = 0; at < count; at++) {
    const member = members2[at];
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
  for (let open4 = bytes.indexOf(quote); open4 >= 0; ) {
    let close = bytes.indexOf(quote, open4 + 1);
    while (close >= 0 && isEscaped(bytes, close)) {
      if (++hops > hopBudget) return false;
      close = bytes.indexOf(quote, close + 1);
    }
    if (close < 0 || ++hops > hopBudget) return false;
    if (isFollowedByColon(bytes, close) && !visit2(open4 + 1, close)) return false;
    open4 = bytes.indexOf(quote, close + 1);
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
  let before = at - 1;
  while (bytes[before] === backslash) before--;
  return (at - before) % 2 === 0;
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
function findDuplicateKey(bytes, members2) {
  if (countKeyCandidates(bytes) === members2) return void 0;
  const keys = countKeys(bytes);
  if (keys < 0) return "inspect.budget";
  return keys === members2 ? void 0 : "json.duplicate-key";
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

// src/core/identity/jwt/parse.ts
var longestToken = 8192;
var accessTokenForm = { size: longestToken, types: ["at+jwt", "jwt", ""], embedded: [] };
var keyMembers = ["jwk", "jku", "x5u", "x5c"];
var deepest = 16;
function isName(value) {
  return typeof value === "string" && /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,256}$/u.test(value);
}
function parseJwt(token, decoding2, form2 = accessTokenForm) {
  if (token.length > form2.size) return "jwt.size";
  const [head = "", body = "", tail = "", ...more] = token.split(".", 4);
  if (more.length > 0) return "jwt.form";
  const header = readPart(head, decoding2);
  if (typeof header === "string") return header;
  const fault = judgeHeader(header, form2);
  if (fault !== void 0) return fault;
  const { alg, kid } = header;
  const signature = decoding2.bytes(tail);
  if (signature === void 0) return "jwt.form";
  const claims = readPart(body, decoding2);
  if (typeof claims === "string") return claims;
  return { alg, kid, header, claims, signed: `${head}.${body}`, signature };
}
function readPart(part, decoding2) {
  const bytes = decoding2.bytes(part);
  if (bytes === void 0) return "jwt.form";
  const text = decoding2.text(bytes);
  if (text === void 0) return "jwt.json";
  const document = parseDocument({ text, bytes, isPlain: false });
  if (typeof document === "string" || document.measure.depth > deepest || !isObject(document.value)) return "jwt.json";
  return document.value;
}
function judgeHeader(header, form2) {
  const has = (name) => Object.hasOwn(header, name);
  if (!has("alg") || !isAlgorithm(header["alg"])) return "jwt.alg";
  if (has("crit") || has("b64")) return "jwt.crit";
  if (keyMembers.some((name) => has(name) && !form2.embedded.includes(name))) return "jwt.embedded";
  if (has("kid") && !isName(header["kid"])) return "jwt.kid";
  return form2.types.includes(readType(has("typ") ? header["typ"] : "")) ? void 0 : "jwt.typ";
}
function readType(typ) {
  return typeof typ === "string" ? typ.toLowerCase().replace(/^application\//, "") : "?";
}

// src/core/identity/jwt/jwk.ts
var secretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
var modulusBytes = { least: 256, most: 1024 };
var longest2 = 2048;
function readJwk(value, decoding2, allowed) {
  if (!isObject(value)) return "form";
  const kid = own(value, "kid");
  if (kid !== void 0 && !isName(kid)) return "kid";
  if (secretMembers.some((name) => Object.hasOwn(value, name))) return "private";
  if (!isForSignatures(value)) return "use";
  const jwk = readPublic(value, decoding2);
  if (typeof jwk === "string") return jwk;
  const algs = algorithmsOf(jwk, own(value, "alg"), allowed);
  if (algs.length === 0) return "algorithm";
  return kid === void 0 ? { algs, jwk } : { kid, algs, jwk };
}
function isForSignatures(key) {
  const [use, operations] = [own(key, "use"), own(key, "key_ops")];
  return (use === void 0 || use === "sig") && (operations === void 0 || Array.isArray(operations) && operations.includes("verify"));
}
function algorithmsOf(jwk, alg, allowed) {
  const fitting = Object.keys(algorithms).filter(isAlgorithm).filter((name) => factsOf(name).kty === jwk.kty && (jwk.kty === "RSA" || factsOf(name).crv === jwk.crv));
  return narrow(fitting, jwk, alg, allowed).filter((name) => allowed?.includes(name) !== false);
}
function narrow(fitting, { kty }, alg, allowed) {
  if (alg === void 0) return kty === "RSA" && allowed === void 0 ? ["RS256"] : fitting;
  const said = fitting.filter((name) => name === alg);
  return kty === "OKP" && said.length > 0 ? fitting : said;
}
function readPublic(key, decoding2) {
  const [kty, crv, n, e, x, y] = ["kty", "crv", "n", "e", "x", "y"].map((name) => own(key, name));
  const bytes = (value) => typeof value === "string" && value.length <= longest2 ? decoding2.bytes(value) : void 0;
  const isCoordinate = (value, length) => bytes(value)?.length === length;
  if (kty === "RSA") {
    const [modulus, exponent] = [bytes(n), bytes(e)];
    if (modulus === void 0 || exponent === void 0) return "form";
    if (!isModulus(modulus)) return "size";
    return isExponent(exponent) ? { kty, n, e } : "exponent";
  }
  if (kty === "EC" && (crv === "P-256" || crv === "P-384")) {
    const length = crv === "P-256" ? 32 : 48;
    return isCoordinate(x, length) && isCoordinate(y, length) ? { kty, crv, x, y } : "form";
  }
  if (kty === "OKP" && crv === "Ed25519") return isCoordinate(x, 32) ? { kty, crv, x } : "form";
  return "type";
}
function isModulus(bytes) {
  const [first = 0] = bytes;
  const isLong = bytes.length > modulusBytes.least || bytes.length === modulusBytes.least && first >= 128;
  return isLong && first > 0 && bytes.length <= modulusBytes.most && ((bytes.at(-1) ?? 0) & 1) === 1;
}
function isExponent(bytes) {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes.length <= 4 && value >= 65537 && value % 2 === 1;
}

// src/core/identity/dpop/target.ts
var longest3 = 2048;
var form = /^(https?):\/\/([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::(\d{0,5}))?(\/[!-~]*)?$/i;
function normalizeTarget(text) {
  if (text.length > longest3) return void 0;
  const found = form.exec(text.split(/[?#]/, 1)[0] ?? "");
  if (found === null) return void 0;
  const [, scheme = "", host = "", port = "", path = "/"] = found;
  const isUsual = port === "" || Number(port) === (scheme.length === 5 ? 443 : 80);
  return `${scheme}://${host}`.toLowerCase() + (isUsual ? "" : `:${Number(port)}`) + removeDots(path.replace(/%[0-9a-f]{2}/gi, spellEscape));
}
function spellEscape(escape) {
  const character = String.fromCharCode(parseInt(escape.slice(1), 16));
  return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
}
function removeDots(path) {
  const kept = [];
  for (const segment of path.split("/").slice(1)) {
    if (segment === "..") kept.pop();
    else if (segment !== ".") kept.push(segment);
  }
  return `/${kept.join("/")}${kept.length > 0 && /\/\.{1,2}$/.test(path) ? "/" : ""}`;
}

// src/core/identity/dpop/proof.ts
var proofForm = { size: 4096, types: ["dpop+jwt"], embedded: ["jwk"] };
function readDpopProof(header, algorithms2, decoding2) {
  const jwt = parseJwt(header, decoding2, proofForm);
  if (typeof jwt === "string") return "dpop.form";
  const key = readJwk(own(jwt.header, "jwk"), decoding2, algorithms2);
  return typeof key === "string" ? "dpop.key" : { jwt, key };
}
function judgeDpopClaims({ claims }, request, window, now) {
  const [jti, htm, htu, iat, ath, nonce = ""] = ["jti", "htm", "htu", "iat", "ath", "nonce"].map((name) => own(claims, name));
  if (!isName(jti) || typeof htm !== "string" || typeof htu !== "string" || typeof iat !== "number" || typeof ath !== "string" || typeof nonce !== "string") return "dpop.claims";
  if (htm !== request.method || !request.targets.includes(normalizeTarget(htu) ?? "")) return "dpop.request";
  if (Math.abs(now - iat) > window) return "dpop.time";
  return ath === request.ath ? { jti, until: iat + window, nonce } : "dpop.token";
}

// src/core/identity/dpop/thumbprint.ts
function thumbprintText(key) {
  const { kty } = key;
  switch (kty) {
    case "RSA":
      return JSON.stringify({ e: key.e, kty, n: key.n });
    case "EC":
      return JSON.stringify({ crv: key.crv, kty, x: key.x, y: key.y });
    case "OKP":
      return JSON.stringify({ crv: key.crv, kty, x: key.x });
  }
}

// src/host/jwt/decoding.ts
var decoding = {
  bytes: (text) => {
    const bytes = Buffer.from(text, "base64url");
    return bytes.length > 0 && bytes.toString("base64url") === text ? bytes : void 0;
  },
  text: (bytes) => {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return void 0;
    }
  }
};

// src/host/jwt/verify-signature.ts
async function verifySignature({ jwk, algs }, alg, signed, signature) {
  const { kty, crv = "", hash, bytes } = factsOf(alg);
  if (!algs.includes(alg) || jwk.kty !== kty) return "jwt.alg";
  if (bytes !== void 0 && signature.length !== bytes) return "jwt.signature";
  const [importing, verifying] = parametersOf(alg, crv, hash);
  let fault = "jwt.key";
  try {
    const key = await subtle.importKey("jwk", jwk, importing, false, ["verify"]);
    fault = "jwt.signature";
    return await subtle.verify(verifying, key, signature, new TextEncoder().encode(signed)) ? void 0 : fault;
  } catch {
    return fault;
  }
}
var subtle = crypto.subtle;
function parametersOf(alg, namedCurve, hash) {
  if (alg.startsWith("RS")) return [{ name: "RSASSA-PKCS1-v1_5", hash }, { name: "RSASSA-PKCS1-v1_5" }];
  if (alg.startsWith("PS")) return [{ name: "RSA-PSS", hash }, { name: "RSA-PSS", saltLength: Number(hash.slice(4)) / 8 }];
  if (alg.startsWith("ES")) return [{ name: "ECDSA", namedCurve }, { name: "ECDSA", hash }];
  return [{ name: "Ed25519" }, { name: "Ed25519" }];
}

// src/host/dpop/judge-proof.ts
async function judgeProof(question, settings, now, ports) {
  const { header, token, jkt } = question;
  const proof = readDpopProof(header, settings.algorithms, decoding);
  if (typeof proof === "string") return proof;
  const { jwt, key } = proof;
  if (digest(thumbprintText(key.jwk)) !== jkt) return "dpop.binding";
  const fault = await verifySignature(key, jwt.alg, jwt.signed, jwt.signature);
  if (fault !== void 0) return fault === "jwt.signature" ? "dpop.signature" : "dpop.key";
  const claims = judgeDpopClaims(jwt, { ...question, ath: digest(token) }, settings.window, now);
  if (typeof claims === "string") return claims;
  if (settings.nonce === true && !isNonce(claims.nonce, now, ports.sign)) return "dpop.nonce";
  return ports.spend(digest(`${jkt} ${claims.jti}`), Math.ceil((claims.until - now) * 1e3));
}
function digest(text) {
  return hashes2.createHash("sha256").update(text).digest("base64url");
}

// src/host/dpop/shared-proofs.ts
import hashes3 from "crypto";
var shared = typeof ngx === "object" ? ngx.shared["portcullis_dpop"] : void 0;
var grace = 2e3;
var secretTime = 864e5;
var sharedProofs = {
  spend: (proof, milliseconds) => {
    try {
      return open().add(proof, "", milliseconds + grace) ? void 0 : "dpop.replay";
    } catch {
      return "dpop.full";
    }
  },
  sign: (text) => hashes3.createHmac("sha256", readSecret()).update(text).digest("base64url")
};
function readSecret() {
  const dictionary = open();
  const known = dictionary.get("secret");
  if (known !== void 0) return known;
  dictionary.add("secret", Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url"), secretTime);
  return dictionary.get("secret") ?? readSecret();
}
function open() {
  if (shared === void 0) throw new Error("js_shared_dict_zone portcullis_dpop is missing; policy.conf is of another version than the bundle");
  return shared;
}

// src/host/dpop/judge-possession.ts
async function judgePossession(r, port, token, { bound }) {
  const { variables, headersIn } = r;
  if (bound?.x5t !== void 0 && bound.x5t !== certificatePrint(variables)) return "jwt.certificate";
  const dpop = readEntry(port, "dpop", variables["mcp_server"] ?? "", "");
  const isProven = /^dpop /i.test(headersIn["Authorization"] ?? "");
  if (!isProven) return bound?.jkt !== void 0 || dpop?.required === true ? "dpop.missing" : void 0;
  if (dpop === void 0 || bound?.jkt === void 0) return "dpop.binding";
  const now = Date.now() / 1e3;
  if (dpop.nonce === true) r.headersOut["DPoP-Nonce"] = nonceAt(now, sharedProofs.sign);
  const question = { header: headersIn["DPoP"] ?? "", token, jkt: bound.jkt, method: variables["request_method"] ?? "", targets: dpop.targets };
  return judgeProof(question, dpop, now, sharedProofs);
}

// src/core/identity/jwt/remembered.ts
function rememberFor({ expires }, now, most2) {
  return Math.max(0, Math.min(most2, Math.floor((expires - now) * 1e3)));
}
function writeProof(proof) {
  return JSON.stringify(proof);
}
function readProof(text, now) {
  if (text === void 0) return void 0;
  const proof = JSON.parse(text);
  return now < proof.expires ? proof : void 0;
}

// src/host/jwt/remembered-tokens.ts
import hashes4 from "crypto";
var shared2 = typeof ngx === "object" ? ngx.shared["portcullis_proofs"] : void 0;
function stampOn(server, { stamp }) {
  return `${stamp} ${server}`;
}
function proofKey(token, stamp) {
  return hashes4.createHash("sha256").update(`${stamp} ${token}`).digest("base64url");
}
function recallProof(key, now) {
  return readProof(open2().get(key), now);
}
function rememberProof(key, proof, milliseconds) {
  if (milliseconds === 0) return;
  try {
    open2().add(key, writeProof(proof), milliseconds);
  } catch {
  }
}
function open2() {
  if (shared2 === void 0) throw new Error("js_shared_dict_zone portcullis_proofs is missing; policy.conf is of another version than the bundle");
  return shared2;
}

// src/host/introspection/ask-server.ts
import files from "fs";

// src/core/identity/dpop/confirmation.ts
var members = { jkt: "jkt", "x5t#S256": "x5t" };
function readConfirmation(claims) {
  const cnf = own(claims, "cnf");
  if (cnf === void 0) return void 0;
  const entries = isObject(cnf) ? Object.entries(cnf) : [];
  if (entries.length === 0 || !entries.every(([name, value]) => Object.hasOwn(members, name) && typeof value === "string" && /^[\w-]{43}$/.test(value))) return "jwt.claims";
  return Object.fromEntries(entries.map(([name, value]) => [members[name], value]));
}

// src/core/identity/jwt/claim-path.ts
var mostValues = 256;
var longest4 = 256;
function claimAt(claims, path) {
  let value = claims;
  for (const name of path) {
    if (!isObject(value)) return void 0;
    value = own(value, name);
  }
  return value;
}
function valuesAt(claims, path) {
  const found = claimAt(claims, path) ?? [];
  const values = typeof found === "string" ? found.split(" ", mostValues + 1).filter((word) => word !== "") : found;
  if (!Array.isArray(values) || values.length > mostValues) return void 0;
  return values.every((value) => typeof value === "string" && value.length <= longest4) ? values : void 0;
}

// src/core/identity/jwt/grant.ts
function readGrant(claims, mapping) {
  const subject = claimAt(claims, mapping.subject);
  if (!isName(subject)) return "jwt.subject";
  const values = valuesAt(claims, mapping.role.claim);
  const scopes = mapping.scopes.map((path) => valuesAt(claims, path));
  if (values === void 0 || !scopes.every((list) => list !== void 0)) return "jwt.claims";
  const [, role = mapping.role.otherwise] = mapping.role.values.find(([value]) => values.includes(value)) ?? [];
  const grant = { subject, role, scopes: [...new Set(scopes.flat())] };
  return mapping.wanted === void 0 ? grant : { ...grant, claims: readWanted(claims, mapping.wanted) };
}
function readWanted(claims, wanted) {
  return Object.fromEntries(wanted.flatMap(([name, path]) => {
    const found = claimAt(claims, path);
    const text = Number.isSafeInteger(found) ? String(found) : found;
    return isName(text) ? [[name, text]] : [];
  }));
}

// src/core/identity/introspection/answer.ts
var longestAnswer = 65536;
function readIntrospection(answer, { expects, mapping, cache }, now, decoding2) {
  if ("failed" in answer || answer.status !== 200 || !/^application\/json[ \t]*(?:;|$)/i.test(answer.mediaType ?? "")) return "token.unavailable";
  const text = decoding2.text(answer.body);
  const document = text === void 0 ? "json.utf8" : parseDocument({ text, bytes: answer.body, isPlain: false });
  if (typeof document === "string" || !isObject(document.value)) return "token.unavailable";
  const active = own(document.value, "active");
  if (active !== true) return active === false ? "token.inactive" : "token.unavailable";
  const claims = { iss: expects.issuer, exp: now + cache, ...document.value };
  const fault = judgeClaims(claims, expects, now);
  if (fault !== void 0) return fault;
  const grant = readGrant(claims, mapping);
  if (typeof grant === "string") return grant;
  const bound = readConfirmation(claims);
  return bound === "jwt.claims" ? bound : { ...grant, issuer: expects.issuer, expires: Math.min(claims.exp, now + cache), ...bound && { bound } };
}

// src/core/identity/introspection/question.ts
function introspectionForm(token) {
  return `token=${encode2(token)}&token_type_hint=access_token`;
}
function clientCredentials(id, secret) {
  return `${encode2(id)}:${encode2(secret)}`;
}
function encode2(text) {
  return encodeURIComponent(text).replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

// src/host/fetch-within.ts
async function fetchWithin(url, options, most2, timeout) {
  const clock = {};
  const late = new Promise((resolve) => {
    clock.timer = setTimeout(() => {
      delete clock.timer;
      resolve({ failed: "timeout" });
    }, timeout);
  });
  try {
    return await Promise.race([ask(url, options, most2), late]);
  } catch (error) {
    return { failed: String(error).includes("too large") ? "size" : "connection" };
  } finally {
    if (clock.timer !== void 0) clearTimeout(clock.timer);
  }
}
async function ask(url, options, most2) {
  const reply = await ngx.fetch(url, { ...options, max_response_body_size: most2, verify: true });
  return { status: reply.status, mediaType: reply.headers.get("content-type"), body: new Uint8Array(await reply.arrayBuffer()) };
}

// src/host/introspection/ask-server.ts
async function askServer(token, entry) {
  const { url, client, timeout } = entry;
  const secret = readSecret2(entry);
  if (secret === void 0) return "token.unavailable";
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
    Authorization: `Basic ${Buffer.from(clientCredentials(client, secret)).toString("base64")}`
  };
  const answer = await fetchWithin(url, { method: "POST", headers, body: introspectionForm(token) }, longestAnswer, timeout);
  const read = readIntrospection(answer, entry, Date.now() / 1e3, decoding);
  if (read === "token.unavailable") ngx.log(ngx.WARN, `portcullis: ${url} gives no answer on a token: ${"failed" in answer ? answer.failed : `status ${answer.status}`}`);
  return read;
}
function readSecret2({ secret }) {
  try {
    const found = "file" in secret ? files.readFileSync(secret.file, "utf8").replace(/\r?\n$/, "") : process.env[secret.env];
    if (found !== void 0 && found !== "") return found;
  } catch {
  }
  ngx.log(ngx.ERR, `portcullis: the secret for introspection cannot be read from ${"file" in secret ? secret.file : `$${secret.env}`}`);
  return void 0;
}

// src/host/introspection/shared-answers.ts
var shared3 = typeof ngx === "object" ? ngx.shared["portcullis_asked"] : void 0;
var refusedFor = 1e4;
var retryAfter = 1e3;
var grace2 = 1e3;
var mostQuestions = 32;
var pollInterval = 10;
async function introspect(token, stamp, entry) {
  const marks = open3();
  const key = proofKey(token, stamp);
  const time = entry.timeout + grace2;
  for (const patience = Date.now() + time; Date.now() < patience; ) {
    const known = recallProof(key, Date.now() / 1e3) ?? marks.get(key);
    if (known !== void 0) return known;
    let slot;
    try {
      slot = beginQuestion(key, time, marks);
    } catch {
      return "token.unavailable";
    }
    if (slot !== void 0) return endQuestion(key, slot, await askServer(token, entry), entry, marks);
    await new Promise((resolve) => {
      setTimeout(resolve, pollInterval);
    });
  }
  return "token.unavailable";
}
function beginQuestion(key, time, marks) {
  if (!marks.add(`asking ${key}`, "", time)) return void 0;
  for (let slot = 0; slot < mostQuestions; slot++) if (marks.add(`slot ${slot}`, "", time)) return `slot ${slot}`;
  marks.delete(`asking ${key}`);
  return void 0;
}
function endQuestion(key, slot, answer, { cache }, marks) {
  marks.delete(slot);
  if (typeof answer !== "string") {
    const now = Date.now() / 1e3;
    rememberProof(key, answer, rememberFor(answer, now, cache * 1e3));
    marks.delete(`asking ${key}`);
    return answer;
  }
  marks.delete(`asking ${key}`);
  try {
    marks.set(key, answer, answer === "token.unavailable" ? retryAfter : refusedFor);
  } catch {
  }
  return answer;
}
function open3() {
  if (shared3 === void 0) throw new Error("js_shared_dict_zone portcullis_asked is missing; policy.conf is of another version than the bundle");
  return shared3;
}

// src/core/identity/jwt/jwks.ts
var longestKeySet = 131072;
var mostKeys = 64;
function readJwks(bytes, decoding2, allowed) {
  if (bytes.length > longestKeySet) return "size";
  const text = decoding2.text(bytes);
  const document = text === void 0 ? "json.utf8" : parseDocument({ text, bytes, isPlain: false });
  if (typeof document === "string") return "json";
  const set = readKeySet(document.value, decoding2, allowed);
  return typeof set !== "string" && set.keys.length === 0 ? "empty" : set;
}
function readKeySet(value, decoding2, allowed) {
  const members2 = isObject(value) ? own(value, "keys") : void 0;
  if (!Array.isArray(members2)) return "form";
  if (members2.length > mostKeys) return "size";
  const read = members2.map((member) => readJwk(member, decoding2, allowed));
  const all = read.filter((key) => typeof key !== "string");
  const judged = read.map((key) => typeof key !== "string" && isShared(key, all) ? "duplicate" : key);
  const keys = judged.filter((key) => typeof key !== "string");
  return { keys, left: judged.flatMap((fault, at) => typeof fault === "string" ? [{ at, fault }] : []) };
}
function isShared({ kid }, all) {
  return kid !== void 0 && all.filter((other) => other.kid === kid).length > 1;
}
function selectKey(keys, { kid, alg }) {
  const [named] = kid === void 0 ? [] : keys.filter((key) => key.kid === kid);
  if (named !== void 0) return named.algs.includes(alg) ? named : "jwt.alg";
  const [only, ...others] = keys.filter((key) => (kid === void 0 || key.kid === void 0) && key.algs.includes(alg));
  if (only === void 0) return "jwt.key";
  return others.length === 0 ? only : "jwt.kid";
}

// src/host/jwt/verify-token.ts
async function verifyToken(token, findIssuer2, now, form2) {
  const jwt = parseJwt(token, decoding, form2);
  if (typeof jwt === "string") return jwt;
  const { claims } = jwt;
  const name = own(claims, "iss");
  const trusted = typeof name === "string" ? findIssuer2(name) : void 0;
  if (trusted === void 0) return "jwt.issuer";
  const { expects, mapping } = trusted;
  const keys = await trusted.keys((known) => selectKey(known, jwt) !== "jwt.key");
  if (keys === void 0) return "jwt.keys";
  const key = selectKey(keys, jwt);
  if (typeof key === "string") return key;
  const fault = await verifySignature(key, jwt.alg, jwt.signed, jwt.signature) ?? judgeClaims(claims, expects, now);
  if (fault !== void 0) return fault;
  const grant = readGrant(claims, mapping);
  if (typeof grant === "string") return grant;
  const bound = readConfirmation(claims);
  return bound === "jwt.claims" ? bound : { ...grant, issuer: expects.issuer, expires: own(claims, "exp"), ...bound && { bound } };
}

// src/host/jwt/prove-token.ts
async function proveToken(token, { findIssuer: findIssuer2, form: form2 = accessTokenForm, stamp }, now) {
  if (token.length > form2.size) return "jwt.size";
  const key = proofKey(token, stamp);
  const known = recallProof(key, now);
  if (known !== void 0) return known;
  const proof = await verifyToken(token, findIssuer2, now, form2);
  if (typeof proof !== "string") rememberProof(key, proof, rememberFor(proof, now, findIssuer2(proof.issuer)?.remember ?? 0));
  return proof;
}

// src/core/identity/jwt/jwks-cache.ts
function planKeys(kept, now, times, isPaused, user, isKnown) {
  const age = kept === void 0 || kept.fetched > now + times.timeout ? Infinity : now - kept.fetched;
  const keys = age < times.keep ? kept?.keys : void 0;
  const due = user === "refresher" ? times.refresh : 2 * times.refresh;
  if (keys !== void 0 && (isPaused || age < due && isKnown(keys))) return { do: "use", keys };
  return isPaused ? { do: "fail" } : { do: "fetch", keys };
}
function pauseAfter(hasKeys, { pause, retry }) {
  return hasKeys ? pause : retry;
}
var mediaTypes = /^application\/(?:[\w.-]{1,64}\+)?json[ \t]*(?:;|$)/i;
function readKeyAnswer(answer, now, decoding2, allowed) {
  if ("failed" in answer) return answer.failed;
  if (answer.status !== 200) return "status";
  if (!mediaTypes.test(answer.mediaType ?? "")) return "media-type";
  const set = readJwks(answer.body, decoding2, allowed);
  return typeof set === "string" ? set : { keys: set.keys, fetched: now };
}
function writeKept(kept) {
  return JSON.stringify(kept);
}
function readKept(text) {
  if (text === void 0 || !text.startsWith('{"keys":[')) return void 0;
  const kept = JSON.parse(text);
  return Array.isArray(kept.keys) && typeof kept.fetched === "number" ? kept : void 0;
}

// src/host/jwt/fetch-keys.ts
function fetchKeys(url, timeout) {
  return fetchWithin(url, { headers: { Accept: "application/json" } }, longestKeySet, timeout);
}

// src/host/jwt/shared-keys.ts
var grace3 = 1e3;
var pollInterval2 = 25;
var shared4 = typeof ngx === "object" ? ngx.shared["portcullis_keys"] : void 0;
async function sharedKeys(source, isKnown, renew) {
  const patience = Date.now() + source.times.timeout + grace3;
  for (let waited = false; ; waited = true) {
    const step = planFor(source, "request", isKnown);
    if (step.do === "fail") return void 0;
    if (step.do === "use" || Date.now() >= patience || waited && !openKeys().has(`fetching ${nameOf(source)}`)) return step.keys;
    if (beginFetch(source)) renew().catch(() => void 0);
    if (step.keys !== void 0 && isKnown(step.keys)) return step.keys;
    await new Promise((resolve) => {
      setTimeout(resolve, pollInterval2);
    });
  }
}
function planFor(source, user, isKnown) {
  const dictionary = openKeys();
  const name = nameOf(source);
  return planKeys(readKept(dictionary.get(`keys ${name}`)), Date.now(), source.times, dictionary.has(`paused ${name}`), user, isKnown);
}
function isUsable(source) {
  const step = planFor(source, "refresher", () => true);
  return step.do !== "fail" && step.keys !== void 0;
}
function beginFetch(source) {
  const dictionary = openKeys();
  const name = nameOf(source);
  if (!dictionary.add(`fetching ${name}`, "1", source.times.timeout + grace3)) return false;
  if (!dictionary.has(`paused ${name}`)) return true;
  dictionary.delete(`fetching ${name}`);
  return false;
}
function nameOf({ url, algorithms: algorithms2 = [] }) {
  return `${algorithms2.join()} ${url}`;
}
function openKeys() {
  if (shared4 === void 0) throw new Error("js_shared_dict_zone portcullis_keys is missing; policy.conf is of another version than the bundle");
  return shared4;
}

// src/host/jwt/renew-keys.ts
async function renewKeys(source) {
  const { url, times, algorithms: algorithms2 } = source;
  const dictionary = openKeys();
  const name = nameOf(source);
  const answer = readKeyAnswer(await fetchKeys(url, times.timeout), Date.now(), decoding, algorithms2);
  const failed = typeof answer === "string";
  if (failed) ngx.log(ngx.WARN, `portcullis: keys of ${url} cannot be had: ${answer}`);
  else dictionary.set(`keys ${name}`, writeKept(answer), times.keep);
  dictionary.set(`paused ${name}`, "1", pauseAfter(!failed || isUsable(source), times));
  dictionary.delete(`fetching ${name}`);
}
async function refreshKeys(sources) {
  await Promise.all(sources.map(async (source) => {
    if (planFor(source, "refresher", () => true).do === "fetch" && beginFetch(source)) await renewKeys(source);
  }));
}

// src/host/jwt/answer-token.ts
async function answerToken(r) {
  try {
    const { jwt } = readSettings(r.variables) ?? {};
    const sent = r.headersIn["Authorization"];
    if (jwt === void 0 || sent === void 0) throw new Error("no tokens are asked for");
    const port = portOf(r.variables);
    const token = sent.replace(/^[a-z]+ +/i, "");
    const server = r.variables["mcp_server"] ?? "";
    const resource = findServer(port, server)?.resource;
    const stamp = stampOn(server, jwt);
    const opaque = readEntry(port, "introspection", "", "");
    const proof = opaque !== void 0 && !(opaque.beside && isJwt(token)) ? await introspect(token, stamp, { ...opaque, expects: { ...opaque.expects, audiences: audiencesOn(resource, opaque) } }) : await proveToken(token, { findIssuer: (name) => findIssuer(name, resource, port), stamp }, Date.now() / 1e3);
    const fault = typeof proof === "string" ? proof : await judgePossession(r, port, token, proof);
    r.return(200, JSON.stringify(fault ?? proof));
  } catch (fault) {
    r.error(`portcullis: gateway.fault: ${fault instanceof Error ? fault.message : "unknown"}`);
    r.return(500);
  }
}
async function refreshAllKeys({ variables }) {
  const { sources = [] } = readEntry(portOf(variables), "issuer", "", "") ?? {};
  if (sources.length > 0) await refreshKeys(sources);
}
function findIssuer(name, resource, port) {
  const entry = /^[!-~]{1,200}$/.test(name) ? readEntry(port, "issuer", "", name) : void 0;
  if (entry?.expects.issuer !== name) return void 0;
  const { keys, source, expects } = entry;
  return { ...entry, expects: { ...expects, audiences: audiencesOn(resource, entry) }, keys: (isKnown) => source === void 0 ? Promise.resolve(keys) : sharedKeys(source, isKnown, () => renewKeys(source)) };
}
function portOf(variables) {
  return {
    lookup: (key) => {
      variables["portcullis_ask"] = key;
      return variables["portcullis_entry"];
    }
  };
}

// src/identity.ts
var identity_default = {
  /** `js_content` */
  token: answerToken,
  /** `js_periodic` */
  refresh: refreshAllKeys
};
export {
  identity_default as default
};

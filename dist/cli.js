#!/usr/bin/env node

// src/cli/main.ts
import { Command } from "commander";

// src/cli/colors.ts
import picocolors from "picocolors";
function wantsColors(env, isTerminal) {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"] ?? "";
  if (forced !== "") return forced !== "0";
  return isTerminal && env["TERM"] !== "dumb";
}
var colors = picocolors.createColors(wantsColors(process.env, process.stdout.isTTY && process.stderr.isTTY));

// src/cli/failure.ts
var Failure = class extends Error {
  name = "Failure";
};
function describeError(error) {
  return error instanceof Error ? error.message : String(error);
}

// src/cli/folders.ts
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
function packageRoot() {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
function packageVersion() {
  return JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")).version;
}
function cacheFolder() {
  const own = join(packageRoot(), ".cache");
  try {
    mkdirSync(own, { recursive: true });
    accessSync(own, constants.W_OK);
    return own;
  } catch {
    const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "portcullis");
    mkdirSync(cache, { recursive: true });
    return cache;
  }
}
function findProgram(name2) {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin", "/sbin"];
  return folders.filter((folder) => folder !== "").map((folder) => join(folder, name2)).find(isExecutable);
}
function isExecutable(path2) {
  try {
    accessSync(path2, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// src/cli/print.ts
function printLine(text) {
  process.stdout.write(`${text}
`);
}
function printNote(text) {
  process.stderr.write(`${text}
`);
}

// src/cli/progress.ts
import ora from "ora";
async function withProgress(title, step) {
  if (!process.stderr.isTTY) return step(printNote);
  const spinner = ora({ text: title, discardStdin: false }).start();
  try {
    return await step((text) => spinner.text = text);
  } finally {
    spinner.stop();
  }
}

// src/cli/nginx/advice.ts
import { readFileSync as readFileSync2 } from "node:fs";

// src/cli/nginx/version.ts
var needed = { nginx: "1.30.4", njs: "1.0.1" };
function isAtLeast(version, wanted) {
  const have = numbers(version);
  if (have === void 0) return false;
  const want = numbers(wanted) ?? [];
  for (const [index, part] of want.entries()) {
    const own = have[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
function numbers(version) {
  const found = /^\d{1,9}(?:\.\d{1,9}){0,3}/.exec(version);
  return found === null ? void 0 : found[0].split(".").map(Number);
}
function explainTooOld(nginx, njs) {
  const problems = [
    ...isAtLeast(nginx, needed.nginx) ? [] : [`nginx ${nginx} found, ${needed.nginx} or newer needed`],
    ...isAtLeast(njs, needed.njs) ? [] : [`njs ${njs} found, ${needed.njs} or newer needed`]
  ];
  return problems.length === 0 ? void 0 : problems.join("; ");
}

// src/cli/nginx/advice.ts
var rest = "then run this again, or name the program with --nginx PATH.";
function adviseInstall(platform = process.platform, osRelease = readOsRelease()) {
  if (platform === "darwin") return `On macOS: build nginx >= ${needed.nginx} with njs >= ${needed.njs} and QuickJS, or use the Docker image; ${rest}`;
  if (platform === "win32") return "On Windows: run it inside WSL with Debian, or use the Docker image.";
  const ids = /^ID(?:_LIKE)?=.*/gm;
  const family = (osRelease.match(ids) ?? []).join(" ");
  if (/alpine/.test(family)) return `On Alpine: apk add nginx nginx-mod-http-js, from a release that has njs >= ${needed.njs}; ${rest}`;
  if (/fedora|rhel|suse/.test(family)) return `Install nginx and nginx-module-njs from nginx.org's packages; ${rest}`;
  if (/debian|ubuntu/.test(family)) return `Install nginx and nginx-module-njs from nginx.org's packages, or give apt a Debian mirror (PORTCULLIS_DEBIAN_MIRROR); ${rest}`;
  return `Install nginx >= ${needed.nginx} with njs >= ${needed.njs} built with QuickJS; ${rest}`;
}
function readOsRelease() {
  try {
    return readFileSync2("/etc/os-release", "utf8");
  } catch {
    return "";
  }
}

// src/cli/nginx/private-copy.ts
import { existsSync as existsSync4 } from "node:fs";
import { mkdtemp as mkdtemp2, readdir as readdir2, rename, rm as rm2, stat } from "node:fs/promises";
import { join as join4 } from "node:path";

// src/cli/debian/private-apt.ts
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// src/cli/run.ts
import { execFile } from "node:child_process";
function run(argv, options = {}) {
  const [file = "", ...args] = argv;
  return new Promise((resolve) => {
    execFile(file, args, { ...options, maxBuffer: 64 << 20, env: { ...process.env, LC_ALL: "C" } }, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else resolve({ code: typeof error.code === "number" ? error.code : -1, stdout, stderr: stderr === "" ? error.message : stderr });
    });
  });
}

// src/cli/debian/mirror.ts
import { existsSync as existsSync2 } from "node:fs";
async function findDebianMirror(environment = process.env) {
  const named3 = environment["PORTCULLIS_DEBIAN_MIRROR"];
  if (named3 !== void 0 && named3 !== "") return named3;
  const listed = await run(["apt-get", "--no-release-info", "indextargets", "--format", "$(CREATED_BY) $(REPO_URI)"]);
  return pickMirror(listed.stdout);
}
function pickMirror(targets) {
  for (const line of targets.split("\n")) {
    const [kind, uri = ""] = line.split(" ");
    if (kind === "Packages" && /^https?:\/\/\S+\/debian\/?$/.test(uri)) return uri;
  }
  return void 0;
}
function findDebianKeyring() {
  return ["/usr/share/keyrings/debian-archive-keyring.gpg", "/usr/share/keyrings/debian-archive-keyring.pgp"].find((path2) => existsSync2(path2));
}

// src/cli/debian/private-apt.ts
async function openPrivateApt({ work, release: release2, besideSystem = false }) {
  if (findProgram("apt-get") === void 0 || findProgram("dpkg-deb") === void 0) throw new Failure("this is not Debian or Ubuntu (apt-get and dpkg-deb are missing)");
  const keyring = findDebianKeyring();
  if (keyring === void 0) throw new Failure("Debian's signing keys are missing: install the package debian-archive-keyring");
  const mirror = await findDebianMirror();
  if (mirror === void 0) throw new Failure("apt here names no Debian mirror: set PORTCULLIS_DEBIAN_MIRROR to one's URL");
  const debs = join2(work, "debs");
  for (const folder of ["debs/partial", "lists/partial", "cache"]) await mkdir(join2(work, folder), { recursive: true });
  await writeFile(join2(work, "status"), "");
  await writeFile(join2(work, "sources.list"), `deb [signed-by=${keyring}] ${mirror} ${release2} main
`);
  await writeFile(join2(work, "apt.conf"), privateConfig(work, besideSystem ? "/var/lib/dpkg/status" : join2(work, "status")));
  const apt = {
    debs,
    run: async (failed, program2, ...args) => {
      const outcome = await run([program2, "-c", join2(work, "apt.conf"), ...args], { cwd: debs });
      expectSuccess(outcome, failed);
      return outcome;
    }
  };
  await apt.run("cannot read the package lists", "apt-get", "update", "-q", "--error-on=any");
  return apt;
}
async function unpackPackages(debs, root) {
  await mkdir(root, { recursive: true });
  for (const name2 of await readdir(debs)) {
    if (name2.endsWith(".deb")) expectSuccess(await run(["dpkg-deb", "-x", join2(debs, name2), root]), `cannot unpack ${name2}`);
  }
}
function privateConfig(work, status) {
  return `#clear APT::Architectures;
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear Acquire::IndexTargets::deb::DEP-11;
Dir::Etc::sourcelist "${work}/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "-";
Dir::Etc::preferencesparts "-";
Dir::State "${work}";
Dir::State::lists "${work}/lists";
Dir::State::status "${status}";
Dir::Cache "${work}/cache";
Dir::Cache::archives "${work}/debs";
Acquire::Languages "none";
// The mirror's index may be past its date; its signature still has to be right.
Acquire::Check-Valid-Until "false";
// As root apt would download as the user _apt, who cannot reach these folders.
APT::Sandbox::User "root";
`;
}
function expectSuccess(outcome, failed) {
  if (outcome.code === 0) return;
  const reason = outcome.stderr.split("\n").find((line) => line.startsWith("E:")) ?? outcome.stderr.trim().split("\n")[0] ?? "";
  throw new Failure(`${failed}: ${reason.replace(/^E: /, "")}`);
}

// src/cli/nginx/debian-packages.ts
var release = "forky";
var programs = ["nginx", "nginx-common", "libnginx-mod-http-js", "njs", "quickjs"];
async function downloadPackages(work, onProgress) {
  onProgress("reading Debian's package lists");
  const apt = await openPrivateApt({ work, release });
  const packages = await resolveLibraries(apt);
  onProgress(`downloading nginx (${packages.length} packages)`);
  await apt.run("cannot download nginx", "apt-get", "download", "-q", ...packages);
  return apt.debs;
}
async function resolveLibraries(apt) {
  const only = ["--no-recommends", "--no-suggests", "--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances"];
  const direct = await apt.run(`no nginx with njs in Debian ${release}`, "apt-cache", "depends", ...only, ...programs);
  const libraries = namesIn(direct.stdout).filter(isLibrary);
  const all = await apt.run("cannot resolve the libraries nginx needs", "apt-cache", "depends", "--recurse", ...only, ...libraries);
  return [.../* @__PURE__ */ new Set([...programs, ...namesIn(all.stdout).filter(isLibrary)])];
}
function namesIn(depends) {
  return [...depends.matchAll(/^(?:  Depends: |  PreDepends: )?([a-z0-9][a-z0-9.+-]*)$/gm)].map((match) => match[1] ?? "");
}
function isLibrary(name2) {
  return /^lib|^zlib1g$/.test(name2);
}

// src/cli/nginx/probe.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync as existsSync3 } from "node:fs";
import { mkdtemp, rm, writeFile as writeFile2 } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { isAbsolute, join as join3 } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
async function probeNginx(nginx, module) {
  const said = await run([...nginx, "-V"], { timeout: 1e4 });
  const version = /nginx version: [^/\s]+\/([\d.]+)/.exec(said.stderr)?.[1];
  if (version === void 0) return { ok: false, reason: `${nginx.join(" ")} does not run as an nginx: ${firstLine(said.stderr)}` };
  const jsModule = module ?? findModule(said.stderr);
  const folder = await mkdtemp(join3(tmpdir(), "portcullis-probe-"));
  try {
    const njsVersion = await askNjsVersion(nginx, jsModule, folder);
    if (typeof njsVersion !== "string") return { ok: false, reason: `nginx ${version} cannot run njs with QuickJS: ${njsVersion.reason}` };
    const tooOld = explainTooOld(version, njsVersion);
    return tooOld === void 0 ? { ok: true, version, njsVersion, jsModule } : { ok: false, reason: tooOld };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
function findModule(configureArguments) {
  const modules = /--modules-path=(\S+)/.exec(configureArguments)?.[1];
  const prefix3 = /--prefix=(\S+)/.exec(configureArguments)?.[1] ?? "/usr/local/nginx";
  const folder = modules === void 0 ? join3(prefix3, "modules") : isAbsolute(modules) ? modules : join3(prefix3, modules);
  return [folder, "/usr/lib/nginx/modules", "/usr/lib64/nginx/modules"].map((path2) => join3(path2, "ngx_http_js_module.so")).find((path2) => existsSync3(path2));
}
async function askNjsVersion(nginx, jsModule, folder) {
  const socket = join3(folder, "s");
  await writeFile2(join3(folder, "probe.js"), "export default { say: (r) => r.return(200, `${njs.version} ${njs.engine}`) };\n");
  await writeFile2(join3(folder, "nginx.conf"), probeConf(jsModule, folder));
  const argv = [...nginx, "-e", "stderr", "-p", `${folder}/`, "-c", join3(folder, "nginx.conf")];
  const child = spawn(argv[0] ?? "", argv.slice(1), { stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text) => complaint += text);
  child.on("error", (error) => complaint += error.message);
  const answer = await ask(child, socket);
  await end(child);
  if (answer === void 0) return { reason: firstLine(complaint.replace(/^nginx: /, "")) };
  const [version = "", engine = ""] = answer.split(" ");
  return engine === "QuickJS" ? version : { reason: `its engine is ${engine}` };
}
function probeConf(jsModule, folder) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name2) => `${name2}_temp_path ${JSON.stringify(join3(folder, name2))};`);
  return `${jsModule === void 0 ? "" : `load_module ${JSON.stringify(jsModule)};
`}daemon off; master_process off; pid probe.pid;
events { worker_connections 16; }
http {
  access_log off; ${temporary.join(" ")}
  js_engine qjs; js_import main from probe.js;
  server { listen ${JSON.stringify(`unix:${join3(folder, "s")}`)}; location / { js_content main.say; } }
}
`;
}
async function ask(child, socketPath) {
  for (const deadline = Date.now() + 1e4; child.exitCode === null && child.pid !== void 0 && Date.now() < deadline; ) {
    const answer = await get(socketPath);
    if (answer !== void 0) return answer;
    await delay(10);
  }
  return void 0;
}
function get(socketPath) {
  return new Promise((resolve) => {
    const sent = request({ socketPath, path: "/", agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text) => body += text);
      response.on("end", () => {
        resolve(response.statusCode === 200 ? body : void 0);
      });
    });
    sent.on("error", () => {
      resolve(void 0);
    });
    sent.end();
  });
}
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === void 0) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
function firstLine(text) {
  return text.trim().split("\n")[0] ?? "";
}

// src/cli/nginx/private-copy.ts
var staleAfter = 60 * 60 * 1e3;
async function providePrivateCopy(onProgress) {
  const root = join4(cacheFolder(), "nginx");
  if (existsSync4(root)) {
    const found = await openCopy(root);
    if (typeof found !== "string") return found;
    onProgress(`the private nginx does not run (${found}); making it again`);
    await discard(root);
  }
  await makeCopy(root, onProgress);
  const made = await openCopy(root);
  if (typeof made !== "string") return made;
  await discard(root);
  throw new Failure(`the downloaded nginx does not run: ${made}`);
}
async function openCopy(root) {
  const loader = await findLoader(root);
  if (loader === void 0 || !existsSync4(join4(root, "etc/nginx/nginx.conf"))) return "it is incomplete";
  const start = [loader.path, "--library-path", loader.libraries];
  const nginx = [...start, join4(root, "usr/sbin/nginx")];
  const probe = await probeNginx(nginx, join4(root, "usr/lib/nginx/modules/ngx_http_js_module.so"));
  if (!probe.ok) return probe.reason;
  return {
    nginx,
    njs: [...start, join4(root, "usr/bin/njs")],
    qjs: [...start, join4(root, "usr/bin/qjs")],
    jsModule: probe.jsModule,
    version: probe.version,
    njsVersion: probe.njsVersion,
    origin: `private copy in ${root}`
  };
}
async function findLoader(root) {
  for (const folder of await readdir2(join4(root, "usr/lib")).catch(() => [])) {
    const libraries = join4(root, "usr/lib", folder);
    const name2 = (await readdir2(libraries).catch(() => [])).find((file) => /^ld-linux.*\.so\.\d$/.test(file));
    if (name2 !== void 0) return { path: join4(libraries, name2), libraries };
  }
  return void 0;
}
async function makeCopy(root, onProgress) {
  await removeStale();
  const work = await mkdtemp2(`${root}.making-`);
  try {
    const debs = await downloadPackages(work, onProgress);
    onProgress("unpacking nginx");
    const unpacked = join4(work, "root");
    await unpackPackages(debs, unpacked);
    await rename(unpacked, root).catch((error) => {
      if (!existsSync4(root)) throw new Failure(`cannot write ${root}: ${describeError(error)}`);
    });
  } finally {
    await rm2(work, { recursive: true, force: true });
  }
}
async function discard(root) {
  const aside = await mkdtemp2(`${root}.making-`);
  await rename(root, join4(aside, "root")).catch(() => void 0);
  await rm2(aside, { recursive: true, force: true });
}
async function removeStale() {
  const cache = cacheFolder();
  for (const name2 of await readdir2(cache)) {
    if (!name2.startsWith("nginx.making-")) continue;
    const made = await stat(join4(cache, name2)).catch(() => void 0);
    if (made !== void 0 && Date.now() - made.mtimeMs > staleAfter) await rm2(join4(cache, name2), { recursive: true, force: true });
  }
}

// src/cli/nginx/provide.ts
async function provideNginx(options = {}) {
  const { path: path2, onProgress = () => void 0 } = options;
  if (path2 !== void 0) return openNamed(path2, "--nginx");
  const variable = process.env["PORTCULLIS_NGINX"];
  if (variable !== void 0 && variable !== "") return openNamed(variable, "$PORTCULLIS_NGINX");
  const installed = findProgram("nginx");
  let unfit;
  if (installed !== void 0) {
    const found = await open(installed, `${installed}, found on PATH`);
    if (typeof found !== "string") return found;
    unfit = `${installed} will not do: ${found}`;
    onProgress(unfit);
  }
  try {
    return await providePrivateCopy(onProgress);
  } catch (error) {
    const tried = [...unfit === void 0 ? [] : [unfit], `no private copy: ${describeError(error)}`];
    throw new Failure([`no nginx >= ${needed.nginx} with njs >= ${needed.njs} (QuickJS) here.`, ...tried, adviseInstall()].join("\n  "));
  }
}
async function openNamed(path2, named3) {
  if (!isExecutable(path2)) throw new Failure(`${named3}: ${path2} is not a program that can be run`);
  const found = await open(path2, `${path2}, from ${named3}`);
  if (typeof found === "string") throw new Failure(`${named3}: ${path2} will not do: ${found}`);
  return found;
}
async function open(path2, origin) {
  const probe = await probeNginx([path2]);
  if (!probe.ok) return probe.reason;
  const njs = findProgram("njs");
  const qjs = findProgram("qjs");
  return {
    nginx: [path2],
    ...njs === void 0 ? {} : { njs: [njs] },
    ...qjs === void 0 ? {} : { qjs: [qjs] },
    jsModule: probe.jsModule,
    version: probe.version,
    njsVersion: probe.njsVersion,
    origin
  };
}

// src/cli/nginx/command.ts
async function showNginx(options) {
  const install = await withProgress("looking for nginx", (onProgress) => provideNginx({ path: options.nginx, onProgress }));
  if (options.json) printLine(JSON.stringify(install, null, 2));
  else printLine(`nginx ${install.version}, njs ${install.njsVersion}: ${install.origin}
${install.nginx.join(" ")}`);
}

// src/core/policy/kind.ts
var kinds = ["path", "url", "command", "sql", "code", "text", "id", "any"];

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
  const groups2 = Object.entries(redactionGroups);
  return groups2.flatMap(([group, rules3]) => rules3.map((rule) => [group, rule]));
}

// src/compiler/redaction-schema.ts
var groups = {
  secrets: "What opens something: keys, tokens, passwords.",
  cards: "Payment card numbers.",
  email: "E-mail addresses.",
  phone: "Phone numbers, international ones and North American ones.",
  aadhaar: "Aadhaar numbers (India).",
  pan: "Permanent account numbers (India).",
  ssn: "Social security numbers (United States).",
  iban: "International bank account numbers."
};
var rules = {
  "aws-key": "Access key ids of AWS.",
  "aws-secret": "Secret access keys and session tokens of AWS, beside their name or id.",
  "gcp-key": "API keys, access tokens and client secrets of Google.",
  "azure-key": "Account keys, shared access signatures and client secrets of Azure.",
  "github-token": "Tokens of GitHub.",
  "gitlab-token": "Tokens of GitLab.",
  "slack-token": "Tokens and webhooks of Slack.",
  "stripe-key": "Secret keys and webhook secrets of Stripe.",
  "npm-token": "Tokens of npm.",
  "pypi-token": "Tokens of PyPI.",
  "openai-key": "API keys of OpenAI.",
  "anthropic-key": "API keys of Anthropic.",
  "huggingface-token": "Tokens of Hugging Face.",
  "sendgrid-key": "API keys of SendGrid.",
  "shopify-token": "Tokens of Shopify.",
  "digitalocean-token": "Tokens of DigitalOcean.",
  "bearer-token": "OAuth and other tokens after `Bearer`, and credentials in an `Authorization` header.",
  "session-cookie": "Session cookies in `Set-Cookie` and `Cookie` headers.",
  "private-key": "Private keys in PEM, of OpenSSH, PGP and age.",
  jwt: "JSON Web Tokens.",
  "url-password": "Passwords in URLs: `scheme://user:password@host`."
};
var actions = ["redact", "block", "off"];
function switches(names, standard) {
  const entries = Object.entries(names);
  return Object.fromEntries(entries.map(([name2, description]) => [name2, { description, enum: actions, ...standard(name2) }]));
}
var redactionSchema = {
  description: "What is done about secrets in what a server sends: `redact` puts `[redacted:<rule>]` in their place, `block` withholds the message, `off` lets them pass.",
  type: ["object", "string"],
  pattern: "^off$",
  additionalProperties: false,
  properties: {
    ...switches(groups, (group) => ({ default: defaultAction(group) })),
    rules: {
      description: "The rules of `secrets` one by one, before what `secrets` says.",
      type: "object",
      additionalProperties: false,
      properties: switches(rules, () => ({}))
    }
  }
};

// src/compiler/policy-schema.ts
var name = "^[A-Za-z0-9_.-]{1,64}$";
var size = {
  type: ["integer", "string"],
  minimum: 1,
  maximum: 1073741824,
  pattern: "^[1-9][0-9]{0,9}(B|KiB|MiB)?$"
};
var path = "^/[A-Za-z0-9._~!$&()*+,=:@/-]{0,200}$";
var roles = {
  description: "Roles that may. A role that inherits one of them may too.",
  type: "array",
  uniqueItems: true,
  items: { type: "string" }
};
var denial = {
  description: "How the client is told no: `error` is HTTP 200 with a JSON-RPC error, `result` a tool result with `isError: true`, `status` HTTP 403.",
  enum: ["error", "result", "status"]
};
var mode = {
  description: "`enforce` refuses; `monitor` decides and logs but lets everything pass.",
  enum: ["enforce", "monitor"]
};
var limits = {
  description: "How large a message may be. A server may have its own.",
  type: "object",
  additionalProperties: false,
  properties: {
    body: { ...size, description: "Longest request body: bytes, or with a unit `8KiB`, `1MiB`.", default: "1MiB" },
    depth: { type: "integer", minimum: 5, maximum: 100, description: "Deepest nesting of the JSON message.", default: 15 },
    string: { ...size, description: "Longest string, in UTF-16 code units; an argument may have its own.", default: "8KiB" },
    array: { type: "integer", minimum: 1, maximum: 1e6, description: "Most entries of one array or object.", default: 1e3 },
    response: {
      ...size,
      description: "Longest answer of a server, or event of a stream, in UTF-16 code units: what one may hold in memory. A longer one ends in a JSON-RPC error.",
      default: "10MiB"
    }
  }
};
var permission = { enum: ["allow", "deny"], default: "allow" };
var clientRequests = {
  description: "What servers may ask of their clients. Who is denied gets an error from the client.",
  type: "object",
  additionalProperties: false,
  properties: {
    sampling: { ...permission, description: "Whether servers may have the client's model write something." },
    elicitation: { ...permission, description: "Whether servers may ask the user." },
    roots: { ...permission, description: "Whether servers may ask which folders the client works in." },
    url_hosts: {
      description: "Hosts of https URLs a server may send the user to: `login.example.com`, `*.example.com`, with `:port`. Any other is denied.",
      type: "array",
      items: { type: "string", pattern: "^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?$" },
      default: []
    }
  }
};
var argument = {
  description: "One argument of a tool or prompt.",
  type: "object",
  additionalProperties: false,
  properties: {
    kind: {
      description: "What the argument is for. It decides which inspectors run, and how strictly.",
      enum: kinds,
      default: "any"
    },
    within: {
      description: "Folders (absolute paths) the value must lie in, after decoding and normalizing. Needs `kind: path`.",
      type: "array",
      minItems: 1,
      items: { type: "string", minLength: 1 }
    },
    hosts: {
      description: "Hosts the URL may lead to: `api.example.com`, `*.example.com` (at least one more label), with `:port` where not the usual one. Needs `kind: url`.",
      type: "array",
      minItems: 1,
      items: { type: "string", minLength: 1 }
    },
    enum: { description: "The values allowed; of a list, each entry must be one.", type: "array", minItems: 1 },
    pattern: {
      description: "Regular expression (JavaScript, `u` flag) each string must match somewhere; anchor it with `^` and `$`. Only patterns that match in linear time.",
      type: "string",
      maxLength: 1e3
    },
    string: { ...size, description: "Longest string, in UTF-16 code units, instead of `limits.string`." },
    required: { description: "Whether the argument must be given.", type: "boolean", default: false }
  }
};
var argumentsOf = (description) => ({ description, type: "object", additionalProperties: { $ref: "#/$defs/argument" } });
var tool = {
  description: "One tool, by its exact name. A tool that is not listed is denied.",
  type: "object",
  additionalProperties: false,
  properties: {
    roles,
    enabled: { description: "With `false` nobody may call it, whatever its roles.", type: "boolean", default: true },
    alert: { description: "Mark each call, allowed or denied, in the log: `$mcp_alert` is 1.", type: "boolean", default: false },
    denial: { ...denial, description: "As the top level's `denial`, for this tool." },
    redact: { description: "As the server's `redact`, for the results of this tool.", $ref: "#/$defs/redaction" },
    arguments: argumentsOf("The arguments it may be called with; any other is denied. Absent: any, each inspected as kind `any`."),
    schema: {
      description: "JSON Schema 2020-12 of the whole `arguments` object. Objects are closed unless the schema opens them.",
      type: "object"
    },
    pin_schema: {
      description: "With `false` calls are not checked against the pinned `inputSchema`; write a `schema` in its stead.",
      type: "boolean",
      default: true
    }
  }
};
var prompt = {
  description: "One prompt, by its exact name. A prompt that is not listed is denied.",
  type: "object",
  additionalProperties: false,
  required: ["roles"],
  properties: {
    roles,
    arguments: argumentsOf("The arguments it may be got with; any other is denied. Absent: any, each inspected as kind `text`.")
  }
};
var resource = {
  description: "Resources some roles may read.",
  type: "object",
  additionalProperties: false,
  required: ["uri", "roles"],
  properties: {
    uri: {
      description: "A URI, or a pattern: `*` within one segment, `**` at the end for everything below.",
      type: "string",
      minLength: 1,
      maxLength: 2e3
    },
    roles
  }
};
var server = {
  description: "One MCP server.",
  type: "object",
  additionalProperties: false,
  required: ["upstream"],
  properties: {
    upstream: { description: "The nginx `upstream` that requests go to.", type: "string", pattern: "^[A-Za-z0-9_.-]{1,128}$" },
    path: { description: "Path of the endpoint clients use.", type: "string", pattern: path, default: "/mcp" },
    upstream_path: { description: "Path of the endpoint on the server. Default: the same as `path`.", type: "string", pattern: path },
    host: {
      description: "`Host` header sent to the server. Default: the one the client sent.",
      type: "string",
      pattern: "^(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?$"
    },
    sse: {
      description: "The legacy HTTP+SSE transport. Absent: not served.",
      type: "object",
      additionalProperties: false,
      properties: {
        stream: { description: "Path of the event stream.", type: "string", pattern: path, default: "/sse" },
        messages: { description: "Path messages are posted to; the server's `endpoint` event is rewritten to it.", type: "string", pattern: path, default: "/messages" },
        upstream_stream: { description: "Path of the event stream on the server. Default: the same as `stream`.", type: "string", pattern: path },
        upstream_messages: { description: "Path messages are posted to on the server. Default: the same as `messages`.", type: "string", pattern: path }
      }
    },
    mode: { ...mode, description: "As the top level's `mode`, for this server." },
    denial: { ...denial, description: "As the top level's `denial`, for this server." },
    redact: { description: "As the top level's `redact`, for this server: each rule it names, itself or by its group.", $ref: "#/$defs/redaction" },
    limits: { ...limits, description: "As the top level's `limits`, for this server; what is absent is taken from there." },
    client_requests: { ...clientRequests, description: "As the top level's `client_requests`, for this server; what is absent is taken from there." },
    pin: {
      description: "How the server is held to its descriptors in the lock file (docs/pinning.md).",
      type: "object",
      additionalProperties: false,
      properties: {
        mode: {
          description: "`enforce` hides and denies what is not pinned; `warn` logs it; `off` does not look. Default: `enforce` when the lock file has the server, else `off`.",
          enum: ["enforce", "warn", "off"]
        }
      }
    },
    methods: {
      description: "Methods of extensions, granted by name: `vendor/method`.",
      type: "object",
      propertyNames: { pattern: "^[A-Za-z0-9_.$-]+(?:/[A-Za-z0-9_.$-]+)+$", maxLength: 128 },
      additionalProperties: {
        description: "Who may call the method.",
        type: "object",
        additionalProperties: false,
        required: ["roles"],
        properties: { roles }
      }
    },
    tools: {
      description: "Tools, by name.",
      type: "object",
      propertyNames: { minLength: 1, maxLength: 256 },
      additionalProperties: { $ref: "#/$defs/tool" }
    },
    resources: { description: "Resources, by URI pattern.", type: "array", items: { $ref: "#/$defs/resource" } },
    prompts: {
      description: "Prompts, by name.",
      type: "object",
      propertyNames: { minLength: 1, maxLength: 256 },
      additionalProperties: { $ref: "#/$defs/prompt" }
    }
  }
};
var policySchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Portcullis policy",
  description: "Who may do what on which MCP server. Whatever is not granted is denied.",
  type: "object",
  additionalProperties: false,
  required: ["version", "roles", "servers"],
  properties: {
    version: { description: "Version of this format.", const: 1 },
    mode: { ...mode, default: "enforce" },
    denial: { ...denial, default: "error" },
    redact: { description: "What is done about secrets in what servers send.", $ref: "#/$defs/redaction" },
    identity: {
      description: "Where the role of a request comes from.",
      type: "object",
      additionalProperties: false,
      properties: {
        role_header: {
          description: "Request header that carries the role. Believed only from a trusted hop.",
          type: "string",
          pattern: "^[A-Za-z0-9-]{1,64}$",
          default: "X-Agent-Role"
        },
        trusted_hops: {
          description: "Addresses (CIDR) of the proxies that set the header. Absent: none, so nobody has a role.",
          type: "array",
          items: { type: "string" },
          default: []
        }
      }
    },
    http: {
      description: "Whom nginx answers at all, against DNS rebinding and cross-site requests.",
      type: "object",
      additionalProperties: false,
      properties: {
        hosts: {
          description: "Values of `Host` that are answered: `mcp.example.com`, `*.example.com`, with `:port` to ask for one. Absent: any.",
          type: "array",
          items: { type: "string" }
        },
        origins: {
          description: "Origins of browsers that are answered, as `https://app.example.com`. Absent: loopback origins, and those only where `Host` is loopback too.",
          type: "array",
          items: { type: "string" }
        }
      }
    },
    limits,
    client_requests: clientRequests,
    roles: {
      description: "Every role there is. A role not named here is denied.",
      type: "object",
      propertyNames: { pattern: name },
      additionalProperties: {
        description: "One role.",
        type: "object",
        additionalProperties: false,
        properties: {
          inherits: {
            description: "Roles whose every grant this one has too.",
            type: "array",
            uniqueItems: true,
            items: { type: "string" },
            default: []
          }
        }
      }
    },
    servers: {
      description: "MCP servers, by the name nginx selects them with: `set $mcp_server files;`.",
      type: "object",
      minProperties: 1,
      propertyNames: { pattern: name },
      additionalProperties: { $ref: "#/$defs/server" }
    }
  },
  $defs: { server, tool, prompt, resource, argument, redaction: redactionSchema }
};

// src/cli/policy-file.ts
import { lstatSync, readFileSync as readFileSync3 } from "node:fs";
import { relative } from "node:path";

// src/core/policy/entries.ts
var defaultLimits = { body: 1048576, depth: 15, string: 8192, array: 1e3 };
var defaultResponseLimit = 10485760;

// src/compiler/size.ts
var units = { "": 1, B: 1, KiB: 1024, MiB: 1024 * 1024 };
function readSize(size2) {
  if (typeof size2 === "number") return size2;
  const [digits = "", unit = ""] = /^([0-9]+)([A-Za-z]*)$/.exec(size2)?.slice(1) ?? [];
  return Number(digits) * (units[unit] ?? 1);
}

// src/compiler/limits.ts
function resolveLimits(policy, server2) {
  const pick = (key) => {
    const size2 = server2.limits?.[key] ?? policy.limits?.[key];
    return size2 === void 0 ? defaultLimits[key] : readSize(size2);
  };
  return { body: pick("body"), depth: pick("depth"), string: pick("string"), array: pick("array") };
}
function compactLimits(limits2) {
  const keys = ["body", "depth", "string", "array"];
  return keys.every((key) => limits2[key] === defaultLimits[key]) ? {} : { limits: limits2 };
}
function responseLimit(policy, server2) {
  const size2 = server2.limits?.response ?? policy.limits?.response;
  const response = size2 === void 0 ? defaultResponseLimit : readSize(size2);
  return response === defaultResponseLimit ? {} : { response };
}

// src/compiler/paths.ts
var defaults = policySchema.$defs.server.properties;
function resolveSse({ sse }) {
  if (sse === void 0) return void 0;
  const { stream: { default: ownStream }, messages: { default: ownMessages } } = defaults.sse.properties;
  const { stream = ownStream, messages = ownMessages, upstream_stream: upstreamStream = stream, upstream_messages: upstreamMessages = messages } = sse;
  return { stream, messages, upstreamStream, upstreamMessages };
}
function sseEntry(server2) {
  const sse = resolveSse(server2);
  if (sse === void 0) return {};
  const { stream, messages, upstreamMessages } = sse;
  return { sse: { stream, messages, ...upstreamMessages !== messages && { upstreamMessages } } };
}
function resolvePaths(server2) {
  const path2 = server2.path ?? defaults.path.default;
  const sse = resolveSse(server2);
  const legacy = sse === void 0 ? [] : [
    { path: sse.stream, upstreamPath: sse.upstreamStream, key: ["sse"] },
    { path: sse.messages, upstreamPath: sse.upstreamMessages, key: ["sse"] }
  ];
  return [{ path: path2, upstreamPath: server2.upstream_path ?? path2, key: ["path"] }, ...legacy];
}

// src/compiler/client-requests.ts
function clientRequestRules(policy, server2) {
  const rules3 = { ...policy.client_requests, ...server2.client_requests };
  const deny = ["sampling", "elicitation", "roots"].filter((subject) => rules3[subject] === "deny");
  const hosts = (rules3.url_hosts ?? []).map((host) => host.toLowerCase());
  if (deny.length + hosts.length === 0) return {};
  return { asks: { ...deny.length > 0 && { deny }, ...hosts.length > 0 && { hosts } } };
}

// src/compiler/lock/pin-entries.ts
function pinTool(name2, pinning) {
  if (pinning === void 0) return {};
  const pin = pinOf(pinning.pins.tools, name2);
  const pinned = pinning.schemas.get(name2);
  if (pin === void 0) return pinning.mode === "enforce" ? { off: true, unpinned: true } : {};
  return { ...pinned !== void 0 && { pinned }, pin };
}
function pinPrompt(name2, pinning) {
  if (pinning === void 0) return {};
  const pin = pinOf(pinning.pins.prompts, name2);
  if (pin === void 0) return pinning.mode === "enforce" ? { unpinned: true } : {};
  return { pin };
}
function pinUris(kind, server2, pins2) {
  return Object.entries(pins2).map(([name2, { sha256: sha2562 }]) => ({ kind, server: server2, name: name2, entry: { name: name2, pin: sha2562 } }));
}
function pinOf(pins2, name2) {
  return Object.hasOwn(pins2, name2) ? pins2[name2]?.sha256 : void 0;
}

// src/compiler/redaction.ts
function resolveRedaction(levels) {
  const rules3 = listRedactionRules();
  const actions2 = new Map(rules3.map(([group, rule]) => [rule, findAction(levels, group, rule)]));
  if ([...actions2.values()].every((action) => action === "off")) return { redact: "off" };
  const settings = {};
  for (const [group, names] of Object.entries(redactionGroups)) {
    const usual = mostFrequent(names.map((name2) => actions2.get(name2) ?? defaultAction(group)));
    if (usual !== defaultAction(group)) settings[group] = usual;
  }
  for (const [group, rule] of rules3) {
    const action = actions2.get(rule) ?? defaultAction(group);
    if (actionOf(settings, group, rule) !== action) settings[rule] = action;
  }
  return Object.keys(settings).length === 0 ? {} : { redact: settings };
}
function findAction(levels, group, rule) {
  for (const level of levels) {
    const action = level === "off" ? "off" : named(level?.rules, rule) ?? level?.[group];
    if (action !== void 0) return action;
  }
  return defaultAction(group);
}
function named(rules3, rule) {
  return rules3?.[rule];
}
function mostFrequent(actions2) {
  const count = (action) => actions2.filter((other) => other === action).length;
  return ["redact", "block", "off"].toSorted((a, b) => count(b) - count(a))[0] ?? "redact";
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

// src/core/text/escapes.ts
var escape = /&#(\d{1,7});?|&#x([0-9a-f]{1,6});?|&(period|sol|bsol|colon|percnt|tab|newline);|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi;
var named2 = {
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
    (whole, decimal, hex, name2, unit, byte) => {
      if (name2 !== void 0) return named2[name2.toLowerCase()] ?? whole;
      const code = decimal === void 0 ? parseInt(hex ?? unit ?? byte ?? "", 16) : Number(decimal);
      return code <= 1114111 ? String.fromCodePoint(code) : "�";
    }
  );
}

// src/core/text/percent.ts
function decodePercent(text) {
  if (!text.includes("%")) return text;
  return text.replace(/%u([0-9a-f]{4})|(?:%[0-9a-f]{2})+/gi, (run2, unit) => {
    if (unit !== void 0) return String.fromCharCode(parseInt(unit, 16));
    return /%[89a-f]/i.test(run2) ? decodeBytes(run2) : decodeURIComponent(run2);
  });
}
function decodeBytes(run2) {
  const bytes = run2.slice(1).split("%").map((hex) => parseInt(hex, 16));
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

// src/core/text/path.ts
var ambiguous = { form: "ambiguous" };
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
  return settled ? readings : [...readings, ambiguous];
}
function isLiteralPath(value) {
  return value !== "" && !odd.test(value);
}
function normalizePath(value) {
  const [first = ambiguous, ...others] = pathReadings(value);
  if (first.form === "ambiguous") return ambiguous;
  return others.every((other) => other.form === first.form && other.path === first.path) ? first : ambiguous;
}
function resolveReading(text) {
  const drive = /^[a-z]:/i.exec(text)?.[0] ?? "";
  const path2 = drive === "" ? text : text.slice(drive.length).replaceAll("\\", "/");
  if (/[\0-\x1f\x7f]/.test(text) || path2.startsWith("//")) return ambiguous;
  if (drive !== "" && (!path2.startsWith("/") || windowsOdd.test(path2))) return ambiguous;
  const absolute = path2.startsWith("/");
  const kept = [];
  for (const segment of path2.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") {
      if (dotSegment.test(segment)) return ambiguous;
      kept.push(segment);
    } else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!absolute) kept.push("..");
  }
  const joined = kept.join("/");
  if (drive !== "") return { form: "absolute", path: `${drive}/${joined}`.toLowerCase() };
  return absolute ? { form: "absolute", path: `/${joined}` } : { form: "relative", path: joined };
}
var dotSegment = /^\s*\.\.[.\s]*(?:;|$)|^\s+\.{1,2}$/;
var windowsOdd = /[:*?"<>|]|~\d|[. ](?:[/\\]|$)|[/\\](?:con|prn|aux|nul|com\d|lpt\d)(?:[./\\]|$)/i;
function normalizeRoot(root) {
  const normal = normalizePath(root);
  return normal.form === "absolute" ? normal.path : void 0;
}

// src/compiler/build-entries.ts
function buildEntries(policy, roles2, schemaOf, pinnings) {
  return [
    ...roles2.names.map((name2) => ({ kind: "role", server: "", name: name2, entry: {} })),
    ...Object.entries(policy.servers).flatMap(([name2, server2]) => buildServer(name2, server2, policy, roles2, schemaOf, pinnings.get(name2)))
  ];
}
function buildServer(server2, source, policy, roles2, schemaOf, pinning) {
  const grants = (source.resources ?? []).map(({ uri, roles: granted }) => ({ uri, roles: listRoles(roles2, granted) }));
  const resources = { grants };
  const limits2 = resolveLimits(policy, source);
  return [
    { kind: "server", server: server2, name: "", entry: { ...serverEntry(source, policy, roles2), ...pinning && { pin: pinning.mode } } },
    ...grants.length > 0 ? [{ kind: "resources", server: server2, name: "", entry: resources }] : [],
    ...Object.entries(source.tools ?? {}).map(([name2, tool2]) => ({ kind: "tool", server: server2, name: name2, entry: { ...toolEntry(name2, tool2, roles2, limits2, [tool2.redact, source.redact, policy.redact], schemaOf), ...pinTool(name2, pinning) } })),
    ...Object.entries(source.prompts ?? {}).map(([name2, prompt2]) => ({ kind: "prompt", server: server2, name: name2, entry: { ...promptEntry(name2, prompt2, roles2), ...pinPrompt(name2, pinning) } })),
    ...pinning === void 0 ? [] : [...pinUris("resource", server2, pinning.pins.resources), ...pinUris("template", server2, pinning.pins.templates)]
  ];
}
function serverEntry(source, policy, roles2) {
  const denial2 = source.denial ?? policy.denial;
  const limits2 = resolveLimits(policy, source);
  const methods = mapTable(source.methods ?? {}, (method) => listRoles(roles2, method.roles));
  return {
    mode: source.mode ?? policy.mode ?? "enforce",
    ...sseEntry(source),
    roles: listRoles(roles2, grantedAnything(source)),
    ...compactLimits(limits2),
    ...denial2 && { denial: denial2 },
    ...responseLimit(policy, source),
    ...clientRequestRules(policy, source),
    ...resolveRedaction([source.redact, policy.redact]),
    ...source.methods && { methods }
  };
}
function grantedAnything(source) {
  const tools = Object.values(source.tools ?? {}).filter((tool2) => tool2.enabled !== false);
  const grants = [...tools, ...Object.values(source.prompts ?? {}), ...source.resources ?? [], ...Object.values(source.methods ?? {})];
  return [...new Set(grants.flatMap(({ roles: roles2 }) => roles2 ?? []))];
}
function toolEntry(name2, tool2, roles2, limits2, redaction, schemaOf) {
  const schema = tool2.schema && schemaOf(tool2.schema);
  return {
    name: name2,
    roles: listRoles(roles2, tool2.roles ?? []),
    ...tool2.enabled === false && { off: true },
    ...tool2.alert === true && { alert: true },
    ...tool2.denial && { denial: tool2.denial },
    ...compactLimits(limits2),
    ...resolveRedaction(redaction),
    ...tool2.arguments && { args: mapTable(tool2.arguments, argumentEntry), ...requiredOf(tool2.arguments) },
    ...schema !== void 0 && { schema }
  };
}
function promptEntry(name2, prompt2, roles2) {
  const args = prompt2.arguments && mapTable(prompt2.arguments, (argument2) => argumentEntry({ kind: "text", ...argument2 }));
  return { name: name2, roles: listRoles(roles2, prompt2.roles), kind: "text", ...args && { args }, ...requiredOf(prompt2.arguments ?? {}) };
}
function requiredOf(table) {
  const required = Object.keys(table).filter((name2) => table[name2]?.required === true);
  return required.length === 0 ? {} : { required };
}
function argumentEntry(argument2) {
  const { kind, within, hosts, pattern, string } = argument2;
  return {
    ...kind !== void 0 && kind !== "any" && { kind },
    ...within && { within: within.map((root) => normalizeRoot(root) ?? root) },
    ...hosts && { hosts: hosts.map((host) => host.toLowerCase()) },
    ...argument2.enum && { enum: argument2.enum },
    ...pattern !== void 0 && { pattern },
    ...string !== void 0 && { string: readSize(string) }
  };
}
function listRoles(roles2, granted) {
  return roles2.expand(granted).map((role) => ` ${role}`).join("").concat(" ");
}
function mapTable(table, change) {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}

// src/compiler/checks/check-case.ts
function checkCase(names, path2, what, report) {
  const seen = /* @__PURE__ */ new Map();
  for (const name2 of names) {
    const folded = name2.toLowerCase();
    const other = seen.get(folded);
    if (other === void 0) seen.set(folded, name2);
    else {
      const message = `${what} \`${other}\` and \`${name2}\` differ only by case`;
      report({ severity: "warning", path: [...path2, name2], atKey: true, message, hint: "they are two different names; make sure both are meant" });
    }
  }
}

// src/compiler/cidr.ts
import ipaddr from "ipaddr.js";
var fourPart = /^(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}$/;
function readCidr(text) {
  const [address2 = "", prefix3, ...rest3] = text.split("/");
  const v6 = address2.includes(":") && !address2.includes("%");
  if (rest3.length > 0 || !(v6 || fourPart.test(address2)) || !ipaddr.isValid(address2)) return void 0;
  const bits = prefix3 ?? (v6 ? "128" : "32");
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(bits) || Number(bits) > (v6 ? 128 : 32)) return void 0;
  const family = v6 ? ipaddr.IPv6 : ipaddr.IPv4;
  const network = family.networkAddressFromCIDR(`${address2}/${bits}`).toString();
  return { written: `${ipaddr.parse(address2).toString()}/${bits}`, network: `${network}/${bits}`, bits: Number(bits) };
}

// src/compiler/checks/check-network.ts
var hostShape = /^(?:\*\.)?[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?(?::[0-9]{1,5})?$|^\[[0-9a-f:.]+\](?::[0-9]{1,5})?$/i;
var originShape = /^[a-z][a-z0-9+.-]*:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i;
function checkNetwork({ identity, http }, report) {
  const hops = identity?.trusted_hops ?? [];
  for (const [index, hop] of hops.entries()) checkHop(hop, ["identity", "trusted_hops", index], report);
  if (hops.length === 0) {
    const message = "no hop is trusted, so no request has a role and all are denied";
    report({ severity: "warning", path: ["identity"], message, hint: "name the proxies that set the role header in `identity.trusted_hops`" });
  }
  for (const [index, host] of (http?.hosts ?? []).entries()) checkHost(host, ["http", "hosts", index], report);
  for (const [index, origin] of (http?.origins ?? []).entries()) {
    if (originShape.test(origin)) continue;
    const hint = origin === "*" ? "list the origins: any web page could use the servers otherwise" : "write scheme, host and port only: `https://app.example.com`";
    report({ severity: "error", path: ["http", "origins", index], message: `\`${origin}\` is not an origin`, hint });
  }
}
function checkHop(hop, path2, report) {
  const cidr = readCidr(hop);
  if (cidr === void 0) {
    report({ severity: "error", path: path2, message: `\`${hop}\` is not an address range`, hint: 'write it as CIDR: `10.0.0.0/8`, `"::1/128"`' });
  } else if (cidr.network !== cidr.written) {
    report({ severity: "error", path: path2, message: `\`${hop}\` has bits set outside its network`, hint: `did you mean \`${cidr.network}\`?` });
  } else if (cidr.bits === 0) {
    report({ severity: "warning", path: path2, message: "every address is a trusted hop, so any client can claim any role", hint: "name only the proxies that set the role header" });
  }
}
function checkHost(host, path2, report) {
  if (hostShape.test(host)) return;
  const hint = host.includes("/") ? "write the host only, without scheme and path" : "write `api.example.com`, `*.example.com` or `[::1]`, in ASCII (punycode), with `:port` if need be";
  report({ severity: "error", path: path2, message: `\`${host}\` is not a host pattern`, hint });
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

// src/compiler/linear-pattern.ts
import { RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { getFirstConsumedChar, isPotentiallyEmpty } from "regexp-ast-analysis";
import { analyse } from "scslre";
var flags = { unicode: true };
var widenFrom = 100;
var widenGroupFrom = 5;
function explainPattern(source) {
  let pattern;
  try {
    new RegExp(source, "u");
    pattern = new RegExpParser({ ecmaVersion: 2023 }).parsePattern(source, 0, source.length, { unicode: true });
  } catch (error) {
    return `it is not a regular expression: ${(error instanceof Error ? error.message : "unknown fault").replace(/^Invalid regular expression: /, "")}`;
  }
  return findAmbiguity(pattern) ?? findSuperLinear(source) ?? findSuperLinear(widen(source, pattern));
}
function findSuperLinear(source) {
  const [report] = analyse({ source, flags: "u" }).reports;
  if (report === void 0) return void 0;
  const cost = report.exponential ? "exponential" : "quadratic";
  const text = `text of many \`${report.character.pick}\` takes it ${cost} time`;
  return report.type === "Move" ? `${text}, because the match may begin anywhere (anchor it with \`^\`)` : `${text}, because two repetitions can match the same characters`;
}
function findAmbiguity(pattern) {
  let reason;
  visitRegExpAST(pattern, {
    onBackreferenceEnter: (node) => {
      reason ??= `the back-reference \`${node.raw}\` cannot be matched in linear time`;
    },
    onQuantifierEnter: (node) => {
      if (node.max > 1 && isPotentiallyEmpty(node.element, flags)) reason ??= `\`${node.raw}\` repeats what can be empty`;
    },
    onAlternativeEnter: (node) => {
      const { parent } = node;
      if (parent.type === "Pattern" || parent.alternatives[0] !== node || !isRepeated(parent, 2)) return;
      if (overlap(parent.alternatives)) reason ??= `alternatives in the repeated \`${parent.raw}\` begin alike`;
    }
  });
  return reason;
}
function isRepeated(node, times) {
  if (node === null) return false;
  return node.type === "Quantifier" && node.max >= times || isRepeated(node.parent, times);
}
function overlap(alternatives) {
  const firsts = alternatives.map((alternative) => getFirstConsumedChar(alternative, "ltr", flags));
  if (firsts.length > 1 && firsts.some((first) => first.empty)) return true;
  return firsts.some((first, index) => firsts.slice(0, index).some((other) => !first.char.isDisjointWith(other.char)));
}
function widen(source, pattern) {
  const cuts = [];
  visitRegExpAST(pattern, {
    onQuantifierLeave: ({ element, parent, end: end2, min, max }) => {
      const group = element.type === "Group" || element.type === "CapturingGroup";
      const large = group ? max >= widenGroupFrom : max > min && max >= widenFrom;
      const varies = max > min && isRepeated(parent, widenGroupFrom);
      if ((large || varies) && max !== Infinity) cuts.push({ start: element.end, end: end2, by: min === 0 ? "*" : "+" });
    }
  });
  return cuts.toSorted((a, b) => b.start - a.start).reduce((text, { start, end: end2, by }) => text.slice(0, start) + by + text.slice(end2), source);
}

// src/compiler/checks/check-arguments.ts
function checkArguments(table, path2, limits2, report) {
  for (const [name2, argument2] of Object.entries(table)) checkArgument(argument2, [...path2, name2], limits2, report);
}
function checkArgument(argument2, path2, limits2, report) {
  const say = (severity, steps, message, hint) => {
    report({ severity, path: [...path2, ...steps], message, hint });
  };
  const { kind = "any", within, hosts, pattern, string } = argument2;
  if (within !== void 0 && kind !== "path") say("error", ["within"], `\`within\` has no meaning for kind \`${kind}\``, "write `kind: path`");
  if (hosts !== void 0 && kind !== "url") say("error", ["hosts"], `\`hosts\` has no meaning for kind \`${kind}\``, "write `kind: url`");
  for (const [index, root] of (within ?? []).entries()) checkRoot(root, [...path2, "within", index], report);
  for (const [index, host] of (hosts ?? []).entries()) checkHost(host, [...path2, "hosts", index], report);
  const reason = pattern === void 0 ? void 0 : explainPattern(pattern);
  if (reason !== void 0) say("error", ["pattern"], `the pattern cannot be used: ${reason}`, "write it so that each character can be matched in one way only");
  else if (pattern !== void 0 && !(pattern.startsWith("^") && pattern.endsWith("$"))) {
    say("warning", ["pattern"], "the pattern may match any part of the value", "anchor it with `^` and `$`");
  }
  if (string !== void 0 && readSize(string) > limits2.body) say("error", ["string"], "`string` is larger than `limits.body`", "raise `limits.body` or lower this");
  checkEnum(argument2.enum ?? [], [...path2, "enum"], report);
}
function checkRoot(root, path2, report) {
  const absolute = root.startsWith("/") || /^[A-Za-z]:[\\/]/.test(root);
  if (!absolute) report({ severity: "error", path: path2, message: `\`${root}\` is not an absolute path`, hint: "begin with `/`: what a relative path means depends on the server" });
  else if (/[\\/]\.{1,2}(?:[\\/]|$)/.test(root) || /[%\p{Cc}]/u.test(root)) {
    report({ severity: "error", path: path2, message: `\`${root}\` is not in normal form`, hint: "write the path without `.`, `..`, `%` and control characters" });
  } else if (root === "/") {
    report({ severity: "warning", path: path2, message: "`/` allows every path", hint: "name the folder that is needed" });
  }
}
function checkEnum(values, path2, report) {
  for (const [index, value] of values.entries()) {
    if (!isOneOf(value, values.slice(0, index))) continue;
    report({ severity: "warning", path: [...path2, index], message: "the value is listed twice", hint: "remove one of them" });
  }
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
var ambiguous2 = /[\s\p{Cc}\p{Cf}\\\u2024\uFF0E\u2044\u2215\u29F8\uFF0F\uFF3C\uFE68]|%(?![0-9a-f]{2})|%(?:0[0-9a-f]|1[0-9a-f]|7f|25|2f|5c)|\/\.\.?;/iu;
var authorityShape = /^(?:[a-z0-9.-]*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/;
var dotSegment2 = /(?:^|[/?#&=;])\.\.?(?:[/?#&=;]|$)/;
var unreserved = /^[A-Za-z0-9._~-]$/;
function normalizeUri(uri) {
  if (ambiguous2.test(uri)) return void 0;
  const decoded = decodeUnreserved(uri);
  const scheme = schemeShape.exec(decoded)?.[0].toLowerCase();
  if (scheme === void 0) return void 0;
  const [hierarchy, query] = splitAt(decoded.slice(scheme.length), /[?#]/);
  const [host, rawPath] = hierarchy.startsWith("//") ? splitAt(hierarchy.slice(2), /\//) : [void 0, hierarchy];
  const authority = normalizeAuthority(scheme, host);
  const path2 = resolveDots(rawPath);
  if (authority === void 0 || path2 === void 0 || dotSegment2.test(query)) return void 0;
  return `${scheme}${authority}${path2}${query}`;
}
function splitAt(text, mark) {
  const at = text.search(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}
function decodeUnreserved(uri) {
  return uri.replace(/%([0-9a-f]{2})/gi, (escape3, hex) => {
    const character = String.fromCharCode(parseInt(hex, 16));
    return unreserved.test(character) ? character : escape3.toUpperCase();
  });
}
function normalizeAuthority(scheme, authority) {
  if (authority === void 0) return "";
  const lower = authority.toLowerCase();
  if (scheme === "file:" && lower === "localhost") return "//";
  return authorityShape.test(lower) ? `//${lower}` : void 0;
}
function resolveDots(path2) {
  if (!dotSegment2.test(path2)) return path2;
  const kept = [];
  const segments = path2.split("/");
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

// src/compiler/suggest.ts
function suggest(word, known) {
  let best;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const distance = editDistance(word.toLowerCase().replaceAll("-", "_"), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}
function hintAt(word, known, what) {
  const near = suggest(word, known);
  if (near !== void 0) return `did you mean \`${near}\`?`;
  if (known.length === 0) return `there are no ${what}`;
  return `${what}: ${known.slice(0, 20).join(", ")}${known.length > 20 ? ", ..." : ""}`;
}
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter2] of a.split("").entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split("").entries()) {
      const kept = (row[j] ?? 0) + (letter2 === other ? 0 : 1);
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

// src/compiler/checks/check-roles.ts
function checkRoles(granted, path2, roles2, report) {
  for (const [index, role] of granted.entries()) {
    if (roles2.names.includes(role)) continue;
    report({ severity: "error", path: [...path2, index], message: `there is no role \`${role}\``, hint: hintAt(role, roles2.names, "roles") });
  }
  if (granted.length === 0) {
    report({ severity: "warning", path: path2, message: "no role may use this", hint: "name the roles, or remove the entry: what is not listed is denied" });
  }
}

// src/compiler/checks/check-resources.ts
function checkResources(grants, path2, roles2, report) {
  for (const [index, grant] of grants.entries()) {
    const at = [...path2, index];
    checkRoles(grant.roles, [...at, "roles"], roles2, report);
    const fault2 = explainUri(grant.uri);
    if (fault2 !== void 0) {
      report({ severity: "error", path: [...at, "uri"], message: `\`${grant.uri}\` ${fault2.message}`, hint: fault2.hint });
      continue;
    }
    const may = roles2.expand(grant.roles);
    const other = grants.slice(0, index).find(({ uri }) => covers(uri, grant.uri));
    if (other === void 0) continue;
    const shadowed = may.every((role) => roles2.expand(other.roles).includes(role));
    const message = shadowed ? `\`${other.uri}\` grants this already` : `overlaps with \`${other.uri}\`: the roles of both may read it`;
    const hint = shadowed ? "remove one of the two" : "grants add up; make sure that is meant";
    report({ severity: "warning", path: [...at, "uri"], message, hint });
  }
}
function explainUri(uri) {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(uri)) return { message: "is not a URI", hint: "begin with the scheme: `file:///srv/data/**`" };
  if (uri.indexOf("**") !== -1 && uri.indexOf("**") !== uri.length - 2) return { message: "has `**` before its end", hint: "`**` may stand only at the end" };
  if (!/^[a-z][a-z0-9+.-]*:(?:\/\/[^*]*(?:\/|$)|[^/*])/i.test(uri)) return { message: "has a `*` in its host", hint: "name the host; `*` may stand in the path" };
  const normal = normalizeUri(uri);
  if (normal === void 0) return { message: "is not in a form that every reader takes alike", hint: "no blanks, backslashes, `user@`, nor escapes of `/`, `\\` or `%`" };
  return normal === uri ? void 0 : { message: "is not in normal form, so nothing would match", hint: `write \`${normal}\`` };
}
function covers(pattern, other) {
  return matchesGlob(other, pattern) && (pattern.endsWith("**") || !other.endsWith("**"));
}

// src/compiler/checks/warn-of-risk.ts
var shellWords = /^(?:shell|bash|sh|zsh|cmd|powershell|exec|execute|command|commands|terminal|eval|run|spawn|subprocess|script)$/;
var writeWords = /^(?:write|edit|delete|remove|move|rename|create|append|patch|upload|save|copy|replace|unlink|mkdir|rmdir)$/;
var pathWords = /^(?:path|paths|file|files|filename|filepath|dir|directory|folder|source|destination|src|dest)$/;
var urlWords = /^(?:url|urls|uri|endpoint|href|link|webhook)$/;
function warnOfRisk(name2, tool2, path2, report) {
  const warn = (at, message, hint) => {
    report({ severity: "warning", path: at, atKey: true, message, hint });
  };
  const words = wordsOf(name2);
  const listed = Object.entries(tool2.arguments ?? {});
  if (words.some((word) => shellWords.test(word))) {
    warn(path2, `\`${name2}\` looks as if it ran commands: whoever may call it may do anything there`, "write `enabled: false`, or bound its arguments by `enum` or `pattern`, and set `alert: true`");
  }
  if (words.some((word) => writeWords.test(word))) {
    const say = (at) => {
      warn(at, `\`${name2}\` looks as if it changed files, and may do so anywhere`, "list its path arguments with `kind: path` and `within`");
    };
    if (listed.length === 0) say(path2);
    for (const [argument2, rules3] of listed) if (isUnboundedPath(argument2, rules3)) say([...path2, "arguments", argument2]);
  }
  for (const [argument2, rules3] of listed) {
    const open3 = rules3.hosts === void 0 && rules3.enum === void 0 && rules3.pattern === void 0;
    if (open3 && (rules3.kind === "url" || rules3.kind === void 0 && wordsOf(argument2).some((word) => urlWords.test(word)))) {
      warn([...path2, "arguments", argument2], `\`${argument2}\` may lead to any public host`, "list the hosts it is for: `kind: url`, `hosts: [...]`");
    }
  }
}
function isUnboundedPath(name2, rules3) {
  const path2 = rules3.kind === "path" || rules3.kind === void 0 && wordsOf(name2).some((word) => pathWords.test(word));
  return path2 && rules3.within === void 0 && rules3.enum === void 0 && rules3.pattern === void 0;
}
function wordsOf(name2) {
  return name2.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase().split(/[^a-z0-9]+/);
}

// src/compiler/checks/check-tool.ts
function checkTool(name2, tool2, path2, limits2, roles2, report) {
  if (tool2.roles !== void 0) checkRoles(tool2.roles, [...path2, "roles"], roles2, report);
  else if (tool2.enabled !== false) {
    const hint = "name the roles that may call it, or write `enabled: false`";
    report({ severity: "error", path: path2, atKey: true, message: `nobody may call the tool \`${name2}\`: it names no roles`, hint });
  }
  checkArguments(tool2.arguments ?? {}, [...path2, "arguments"], limits2, report);
  if (tool2.enabled !== false && tool2.roles?.length !== 0) warnOfRisk(name2, tool2, path2, report);
}

// src/compiler/checks/check-server.ts
function checkServer(name2, server2, policy, roles2, report) {
  const path2 = ["servers", name2];
  const limits2 = resolveLimits(policy, server2);
  if (server2.upstream === "closed") {
    report({ severity: "error", path: [...path2, "upstream"], message: "the upstream `closed` is the one that refuses everything", hint: "give the server's `upstream` another name" });
  }
  if (limits2.string > limits2.body) {
    report({ severity: "warning", path: [...path2, "limits"], message: "strings may be longer than the body that carries them", hint: "raise `limits.body` or lower `limits.string`" });
  }
  checkPaths(server2, path2, report);
  checkCase(Object.keys(server2.tools ?? {}), [...path2, "tools"], "tools", report);
  checkCase(Object.keys(server2.prompts ?? {}), [...path2, "prompts"], "prompts", report);
  for (const [tool2, rules3] of Object.entries(server2.tools ?? {})) {
    checkName(tool2, [...path2, "tools", tool2], report);
    checkTool(tool2, rules3, [...path2, "tools", tool2], limits2, roles2, report);
  }
  for (const [prompt2, rules3] of Object.entries(server2.prompts ?? {})) {
    const at = [...path2, "prompts", prompt2];
    checkName(prompt2, at, report);
    checkRoles(rules3.roles, [...at, "roles"], roles2, report);
    checkArguments(rules3.arguments ?? {}, [...at, "arguments"], limits2, report);
  }
  for (const [method, rules3] of Object.entries(server2.methods ?? {})) {
    checkRoles(rules3.roles, [...path2, "methods", method, "roles"], roles2, report);
  }
  checkResources(server2.resources ?? [], [...path2, "resources"], roles2, report);
}
function checkPaths(server2, path2, report) {
  const seen = /* @__PURE__ */ new Set();
  for (const { path: endpoint, key } of resolvePaths(server2)) {
    if (/\/\.{1,2}(?:\/|$)|\/\//.test(endpoint)) {
      report({ severity: "error", path: [...path2, ...key], message: `the path \`${endpoint}\` has a dot segment or an empty one`, hint: "nginx normalizes paths: write the normal form" });
    }
    if (seen.has(endpoint)) {
      report({ severity: "error", path: [...path2, ...key], message: `the path \`${endpoint}\` has two uses`, hint: "give each endpoint its own path" });
    }
    seen.add(endpoint);
  }
}
function checkName(name2, path2, report) {
  if (!/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name2)) return;
  report({ severity: "error", path: path2, atKey: true, message: "the name has characters that cannot be printed", hint: "write the name as the server lists it" });
}

// src/compiler/checks/check-policy.ts
function checkPolicy(policy, roles2, report) {
  if (policy.mode === "monitor") warnMonitor(["mode"], report);
  checkNetwork(policy, report);
  checkCase(roles2.names, ["roles"], "roles", report);
  checkCase(Object.keys(policy.servers), ["servers"], "servers", report);
  for (const [name2, server2] of Object.entries(policy.servers)) {
    if (server2.mode === "monitor") warnMonitor(["servers", name2, "mode"], report);
    checkServer(name2, server2, policy, roles2, report);
  }
}
function warnMonitor(path2, report) {
  report({ severity: "warning", path: path2, message: "with `mode: monitor` nothing is refused", hint: "set `mode: enforce` once the log looks right" });
}

// src/compiler/check-shape.ts
import { Ajv2020 } from "ajv/dist/2020.js";

// src/compiler/remove-at.ts
function removeAt(value, path2) {
  const [step, ...rest3] = path2;
  if (step === void 0 || typeof value !== "object" || value === null || Array.isArray(value)) return void 0;
  const members = Object.entries(value).flatMap(([key, member]) => {
    if (key !== String(step)) return [[key, member]];
    const left = rest3.length === 0 ? void 0 : removeAt(member, rest3);
    return left === void 0 ? [] : [[key, left]];
  });
  return Object.fromEntries(members);
}

// src/compiler/check-shape.ts
var maxRounds = 20;
function checkShape(value, report) {
  const validate = new Ajv2020({ allErrors: true, strict: true, verbose: true, allowUnionTypes: true }).compile(policySchema);
  let rest3 = value;
  for (let round = 0; round < maxRounds; round++) {
    if (validate(rest3)) return rest3;
    const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== "propertyNames" && keyword !== "if");
    for (const error of errors) {
      const { cut, finding } = explain(error);
      if (round === 0) report(finding);
      if (cut.length > 0) rest3 = removeAt(rest3, cut);
      else if (isMapping(rest3) && !Object.hasOwn(rest3, "version")) rest3 = { ...rest3, version: 1 };
      else return void 0;
    }
  }
  return void 0;
}
function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function explain(error) {
  const path2 = readPointer(error.instancePath);
  if (error.propertyName !== void 0) return explainName(path2, error.propertyName, error);
  if (error.keyword === "additionalProperties") return explainUnknown(path2, error);
  const at = describe(path2);
  const say = (message, hint) => ({ finding: { severity: "error", path: path2, message, hint }, cut: path2 });
  const { params, schema, data } = error;
  switch (error.keyword) {
    case "required": {
      const key = String(params["missingProperty"]);
      const finding = { severity: "error", path: path2, atKey: true, message: `${at} needs \`${key}\``, hint: hintOf(error, key) };
      return { finding, cut: path2 };
    }
    case "type":
      return say(`${at} must be ${typeNames(params["type"])}, not ${nameType(data)}`, hintOf(error));
    case "enum":
      return say(`${at} cannot be ${show(data)}`, typeof data === "string" ? hintAt(data, schema, "values") : `values: ${schema.join(", ")}`);
    case "const":
      return say(`${at} must be ${show(schema)}`, hintOf(error));
    case "pattern":
      return say(`${at} cannot be ${show(data)}`, patternHint(path2, error));
    case "uniqueItems":
      return say(`${at} has an entry twice`, "remove one of them");
    default:
      return say(`${at} ${error.message ?? "is not valid"}`, hintOf(error));
  }
}
function explainName(path2, name2, error) {
  const full = [...path2, name2];
  const message = `${show(name2)} cannot be a name in ${describe(path2)}`;
  const hint = error.keyword === "pattern" ? patternHint(full, error) : error.message ?? "choose another name";
  return { finding: { severity: "error", path: full, atKey: true, message, hint }, cut: full };
}
function explainUnknown(path2, error) {
  const key = String(error.params.additionalProperty);
  const parent = error.parentSchema;
  const full = [...path2, key];
  const message = `unknown key \`${key}\` in ${describe(path2)}`;
  const hint = hintAt(key, Object.keys(parent?.properties ?? {}), "keys here");
  return { finding: { severity: "error", path: full, atKey: true, message, hint }, cut: full };
}
function patternHint(path2, error) {
  if (path2.length === 2 && (path2[0] === "roles" || path2[0] === "servers")) return "use 1 to 64 letters, digits, `_`, `.` or `-`";
  return hintOf(error);
}
function hintOf(error, key) {
  const schema = error.parentSchema;
  const text = key === void 0 ? schema?.description : schema?.properties?.[key]?.description;
  return text?.replace(/\.$/, "") ?? "see docs/policy.md";
}
function readPointer(pointer) {
  return pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
function describe(path2) {
  return path2.length === 0 ? "the policy" : `\`${path2.join(".")}\``;
}
function show(value) {
  const text = JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 57)}...` : text}\``;
}
function nameType(value) {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : `the ${typeof value} ${show(value)}`;
}
var typeWords = { object: "a mapping (`{}` when empty)", array: "a list", string: "text", integer: "a whole number", boolean: "`true` or `false`" };
function typeNames(types) {
  return [types].flat().map((type) => typeWords[String(type)] ?? String(type)).join(" or ");
}

// src/core/policy/key.ts
var chunkLength = 36;
var kindLetters = { server: "s", tool: "t", prompt: "p", resources: "u", resource: "d", template: "m", role: "r" };
var plain = /^[a-z0-9_.\-/:]*$/;
function entryKey(kind, server2, name2) {
  const key = `${kindLetters[kind]}:${server2}:${name2}`;
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

// src/compiler/conf/nginx-token.ts
var maxToken = 3500;
function escapeJson(value) {
  return JSON.stringify(value).replace(/\\(?:u[0-9a-f]{4}|(["\\/bfnrt]))/g, (escape3, short) => short === void 0 ? escape3 : unicodeEscape(shortEscapes[short] ?? "")).replace(/['$\u007F-\uFFFF]/g, unicodeEscape);
}
var shortEscapes = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "	" };
function unicodeEscape(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
function splitToken(text) {
  const pieces = [];
  let at = 0;
  while (text.length - at > maxToken) {
    let end2 = at + maxToken;
    const escape3 = text.lastIndexOf("\\", end2 - 1);
    if (escape3 > end2 - 6) end2 = escape3;
    pieces.push(text.slice(at, end2));
    at = end2;
  }
  pieces.push(text.slice(at));
  return pieces;
}
function quote(text) {
  return `'${text}'`;
}
function escapeRegex(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

// src/compiler/conf/render-entries.ts
function renderEntries(entries) {
  const lines2 = [];
  const put = (key, value) => {
    lines2.push(`    ${quote(key)} ${quote(value)};`);
  };
  const putKey = createKeyWriter(put);
  let ids = 0;
  for (const { kind, server: server2, name: name2, entry } of entries) {
    const [only = "", ...more] = splitToken(escapeJson(entry));
    const key = putKey(entryKey(kind, server2, name2));
    if (more.length === 0) put(key, only);
    else {
      const id = String(ids++);
      put(key, `+${String(more.length + 1)}:${id}`);
      for (const [part, piece] of [only, ...more].entries()) put(`${id}+${String(part)}`, piece);
    }
  }
  return ["map $portcullis_key $portcullis_entry {", "    volatile;", "    default '';", ...lines2, "}"].join("\n");
}
function createKeyWriter(put) {
  const prefixes = /* @__PURE__ */ new Map();
  return (key) => {
    const chunks = keyChunks(key);
    let prefix3 = "";
    for (const chunk of chunks.slice(0, -1)) {
      const full = prefix3 + chunk;
      let next = prefixes.get(full);
      if (next === void 0) {
        next = `${String(prefixes.size)}.`;
        prefixes.set(full, next);
        put(full, next);
      }
      prefix3 = next;
    }
    return prefix3 + (chunks.at(-1) ?? "");
  };
}

// src/compiler/conf/render-network.ts
var defaultHeader = policySchema.properties.identity.properties.role_header.default;
var loopback = "(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::[0-9]+)?";
function renderIdentity({ identity }) {
  const name2 = identity?.role_header ?? defaultHeader;
  const header = `$http_${name2.toLowerCase().replaceAll("-", "_")}`;
  return [
    block("geo $realip_remote_addr $portcullis_hop", ["default 0;", ...(identity?.trusted_hops ?? []).map((hop) => `${hop} 1;`)]),
    block("map $portcullis_hop $portcullis_role", [`1 ${header};`, "default '';"]),
    block("map $host $portcullis_header", [`default ${quote(name2)};`]),
    "# What was sent, believed or not: a claim from elsewhere is told from none.",
    block("map $host $portcullis_claimed", [`default ${header};`])
  ].join("\n");
}
function renderHttp({ http }) {
  const hosts = http?.hosts?.map((host) => `"~*${hostRegex(host)}" 1;`);
  return [
    block("map $http_host $portcullis_host", hosts === void 0 ? ["default 1;"] : [...hosts, "default 0;"]),
    block("map $http_origin $portcullis_origin", ["'' '';", ...originLines(http?.origins)]),
    ...http?.origins === void 0 ? [renderLoopback()] : []
  ].join("\n");
}
function renderLoopback() {
  return block('map "$http_host $http_origin" $portcullis_local', [`"~*^${loopback} https?://${loopback}$" $http_origin;`, "default -;"]);
}
function originLines(origins) {
  if (origins === void 0) return ["default $portcullis_local;"];
  const lower = [...new Set(origins.map((origin) => origin.toLowerCase()))];
  return [...lower.map((origin) => `"~*^${escapeRegex(origin)}$" ${quote(origin)};`), "default -;"];
}
function hostRegex(host) {
  const port = /:[0-9]+$/.exec(host)?.[0];
  const name2 = port === void 0 ? host : host.slice(0, -port.length);
  const wildcard = name2.startsWith("*.");
  return `^${wildcard ? "[a-z0-9._-]+\\." : ""}${escapeRegex(wildcard ? name2.slice(2) : name2)}${port ?? "(?::[0-9]+)?"}$`;
}
function renderRoutes({ servers }) {
  const routes = Object.entries(servers).flatMap(
    ([name2, server2]) => resolvePaths(server2).map(({ path: path2, upstreamPath }) => `"~^${escapeRegex(`${name2} ${path2}`)}$" ${quote(server2.upstream + upstreamPath)};`)
  );
  return block('map "$mcp_server $uri" $portcullis_route', ["volatile;", ...routes, "default '';"]);
}
function renderUpstreamHost({ servers }) {
  const fixed = Object.entries(servers).flatMap(([name2, { host }]) => host === void 0 ? [] : [`"~^${escapeRegex(name2)}$" ${quote(host)};`]);
  return block("map $mcp_server $portcullis_to_host", ["default $http_host;", ...fixed]);
}
function block(head, lines2) {
  return [`${head} {`, ...lines2.map((line) => `    ${line}`), "}"].join("\n");
}

// src/compiler/conf/render-conf.ts
function renderConf(policy, entries, file) {
  const from = file.replace(/^.*[\\/]/, "").replace(/[^\x20-\x7E]/g, "?");
  return [
    `# Made by \`portcullis compile\` from ${from}. Do not edit: change that file and compile again.`,
    "# Include it in http{}, after portcullis/http.conf.",
    "",
    "# Who sent it.",
    renderIdentity(policy),
    "",
    "# Which hosts and origins are answered.",
    renderHttp(policy),
    "",
    "# Where each endpoint leads.",
    renderRoutes(policy),
    "",
    "# The Host header each server is sent.",
    renderUpstreamHost(policy),
    "",
    "# What is granted: one entry for each server, role, tool, prompt and list of resources.",
    renderEntries(entries),
    ""
  ].join("\n");
}

// src/compiler/describe-policy.ts
function describePolicy(policy, roles2, roleHeader) {
  const servers = Object.entries(policy.servers);
  return {
    mode: policy.mode ?? "enforce",
    roleHeader,
    servers: servers.map(([name2, server2]) => ({ name: name2, upstream: server2.upstream, paths: resolvePaths(server2).map(({ path: path2 }) => path2) })),
    roles: roles2.names.map((name2) => ({
      name: name2,
      inherits: policy.roles[name2]?.inherits ?? [],
      grants: servers.map(([server2, source]) => describeGrant(server2, source, name2, roles2)).filter(isGrant)
    }))
  };
}
function describeGrant(server2, source, role, roles2) {
  const may = ({ roles: granted = [] }) => roles2.expand(granted).includes(role);
  const names = (table = {}) => Object.entries(table).flatMap(([name2, item]) => may(item) ? [name2] : []);
  const enabled = Object.fromEntries(Object.entries(source.tools ?? {}).filter(([, tool2]) => tool2.enabled !== false));
  return {
    server: server2,
    tools: names(enabled),
    prompts: names(source.prompts),
    resources: (source.resources ?? []).filter(may).map(({ uri }) => uri),
    methods: names(source.methods)
  };
}
function isGrant({ tools, prompts, resources, methods }) {
  return [tools, prompts, resources, methods].some((names) => names.length > 0);
}

// src/compiler/lock/read-lock.ts
import { Ajv2020 as Ajv20202 } from "ajv/dist/2020.js";

// src/core/inspect/path-reading.ts
var startsAsPath = /^(?:[/~\\](?![/*])|\\\\|\.{1,2}[/\\]|[a-z]:[/\\]|file:)/i;
function isPathLike(text, isOneWord2) {
  return !text.includes("\n") && (startsAsPath.test(text.trim()) || isOneWord2());
}
var longestPath = 8192;
var hexForm = /0x(2e|2f|5c)/g;
var prefix = /^(?:\s|url:|view-source:|jar:)*(?:(?:file|netdoc|local_file):)?(?:\/\/[?.]\/(?=.)|\/\?\?\/)?/;
function asPath(layer) {
  return foldToAscii(layer).toLowerCase().replace(/[\0-\x08\x0e-\x1f\x7f]+/g, "").replace(hexForm, (_, hex) => String.fromCharCode(parseInt(hex, 16))).replaceAll("\\", "/").replace(prefix, "");
}
function boundPath(text) {
  const half = longestPath / 2;
  return text.length > longestPath ? `${text.slice(0, half)}/${text.slice(-half)}` : text;
}

// src/core/text/url.ts
var wrapper = /^(?:url|view-source|feed|jar|blob|uri)[:=]/i;
var schemePrefix = /^([a-z][a-z0-9+._-]*):(?!\d{1,5}(?:[/?#]|$))/i;
var longestAuthority = 1024;
function readUrl(text) {
  let rest3 = text.replace(/^[\0- ]+/, "").replace(/[\t\n\r]/g, "");
  for (let depth = 0; depth < 3 && wrapper.test(rest3); depth++) rest3 = rest3.replace(wrapper, "");
  const scheme = schemePrefix.exec(rest3)?.[1];
  if (scheme !== void 0) rest3 = rest3.slice(scheme.length + 1);
  rest3 = rest3.replace(/^[/\\]+/, "");
  const slash = rest3.indexOf("/");
  const region = slash < 0 ? rest3 : rest3.slice(0, slash);
  if (region.length > longestAuthority && region.slice(0, longestAuthority).search(/[?#]/) < 0) return void 0;
  return { scheme: scheme?.toLowerCase(), hosts: hostsIn(region.slice(0, longestAuthority)) };
}
function hostsIn(region) {
  if (!region.includes("@")) return [region.split(/[\\?#\s]/, 1)[0] ?? ""];
  return region.split("@").flatMap((piece, index, pieces) => {
    const heads = piece.split(/[\\?#\s,;&]+/).filter((head) => head !== "");
    return index === pieces.length - 1 ? heads.slice(0, 1) : heads.filter((head) => hostLike.test(head));
  });
}
var hostLike = /^(?:\[|localhost|metadata|[\d.xa-f]+(?::|$)|[^:]*\.)/i;

// src/core/inspect/ssrf-reading.ts
var beginsLikeUrl = /^(?:(?:url|view-source|feed|jar|blob|uri)[:=])*(?:(?:[a-z][a-z0-9+._-]*:|[/\\])[\t\n\r]*[/\\]|https?:)/i;
function isUrl(word) {
  const from = word.search(/[^\0- ]/);
  return from >= 0 && beginsLikeUrl.test(word.slice(from));
}
var longestUrl = 8192;
function readTarget(text) {
  return (text.length > longestUrl ? void 0 : readUrl(text)) ?? "hidden";
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
  finds: ({ text, kind }) => controls.test(text) && (!isProse(kind) || reorders(text))
};
function isProse(kind) {
  return kind === "text" || kind === "any";
}
function reorders(text) {
  if (overrides.test(text)) return true;
  const step = /[\u202a-\u202c\u2066-\u2069][^\u202a-\u202c\u2066-\u2069\n\r\u2029]*(?<end>[\n\r\u2029])?/g;
  const open3 = [];
  let count = 0;
  for (let found = step.exec(text); found !== null; found = step.exec(text)) {
    if (++count > mostControls) return true;
    const control = text.charAt(found.index);
    if (control === "‬" || control === "⁩") {
      const start = open3.pop();
      if (start?.close !== control) return true;
      if (start.turns && !rightToLeft.test(text.slice(start.from, found.index))) return true;
    } else {
      const close = control === "‪" || control === "‫" ? "‬" : "⁩";
      open3.push({ close, from: found.index, turns: control === "‫" || control === "⁧" });
    }
    if (found.groups?.["end"] !== void 0 && open3.length > 0) return true;
  }
  return open3.length > 0;
}

// src/core/inspect/hidden-instructions.ts
var marks = /[\u061c\u200e\u200f]/;
var rightToLeft2 = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
var controls2 = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f]/;
var strayForm = /(?:^|[\0-"$-)+-/:-\u00a8\u00aa-\u00ad\u00af-\u02af])[\ufe00-\ufe0f]/;
function findHiddenTexts(descriptor) {
  const found = [];
  const look = (text, path2) => {
    found.push(...hiddenKinds(text).map((kind) => ({ path: path2, kind })));
  };
  const visit3 = (value, path2) => {
    if (typeof value === "string") look(value, path2);
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit3(item, [...path2, index]);
    else if (typeof value === "object" && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        look(key, [...path2, key]);
        visit3(member, [...path2, key]);
      }
    }
  };
  visit3(descriptor, []);
  return found;
}
function hiddenKinds(text) {
  const kinds2 = [];
  if (bidiText.finds(new Subject(text, "id")) || marks.test(text) && !rightToLeft2.test(text)) kinds2.push("bidi");
  if (controls2.test(text)) kinds2.push("control");
  if (hidesText(text, false) || strayForm.test(text)) kinds2.push("invisible");
  if (text.includes("<!--")) kinds2.push("comment");
  return kinds2;
}

// src/compiler/lock/show-path.ts
var plainStep = /^[A-Za-z0-9_$.-]+$/;
var unshowable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/gu;
function showPath(path2) {
  return path2.map((step) => typeof step === "number" || plainStep.test(step) ? String(step) : showText(JSON.stringify(step))).join(".");
}
function showText(text) {
  return text.replace(unshowable, (character) => character === "\n" ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

// src/compiler/lock/accepted.ts
function listHidden(descriptor) {
  return [...new Set(findHiddenTexts(descriptor).map(({ path: path2, kind }) => `${kind} in ${showPath(path2)}`))];
}

// src/compiler/lock/digest.ts
import { sha256 } from "@noble/hashes/sha2.js";

// src/core/jsonrpc/json.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/core/policy/descriptor.ts
var maxDepth = 100;
function descriptorDigestInput(descriptor) {
  return isObject(descriptor) ? writeValue(descriptor, 1) : void 0;
}
function writeValue(value, depth) {
  switch (typeof value) {
    case "string":
      return value.isWellFormed() ? JSON.stringify(value) : void 0;
    case "number":
      return isPortable(value) ? String(value) : void 0;
    case "boolean":
      return String(value);
    case "object":
      if (value === null) return "null";
      if (depth > maxDepth) return void 0;
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth);
    default:
      return void 0;
  }
}
function isPortable(value) {
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

// src/compiler/lock/digest.ts
function digestDescriptor(descriptor) {
  const canonical = descriptorDigestInput(descriptor);
  if (canonical === void 0) return void 0;
  return Array.from(sha256(encodeUtf8(canonical)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
function encodeUtf8(text) {
  const bytes = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 128) bytes.push(code);
    else if (code < 2048) bytes.push(192 | code >> 6, rest2(code, 0));
    else if (code < 65536) bytes.push(224 | code >> 12, rest2(code, 6), rest2(code, 0));
    else bytes.push(240 | code >> 18, rest2(code, 12), rest2(code, 6), rest2(code, 0));
  }
  return Uint8Array.from(bytes);
}
function rest2(code, shift) {
  return 128 | code >> shift & 63;
}

// src/compiler/lock/lock-file.ts
function lockBeside(policy) {
  const folder = policy.slice(0, Math.max(policy.lastIndexOf("/"), policy.lastIndexOf("\\")) + 1);
  return `${folder}portcullis.lock.json`;
}
var pinNames = { tools: "name", prompts: "name", resources: "uri", templates: "uriTemplate" };
var pinKinds = Object.keys(pinNames);
var pins = {
  type: "object",
  additionalProperties: {
    type: "object",
    additionalProperties: false,
    required: ["sha256", "descriptor"],
    properties: {
      sha256: { type: "string", pattern: "^[0-9a-f]{64}$" },
      accepted: { type: "array", items: { type: "string" } },
      descriptor: { type: "object" }
    }
  }
};
var lockSchema = {
  type: "object",
  additionalProperties: false,
  required: ["version", "servers"],
  properties: {
    version: { const: 1 },
    servers: {
      type: "object",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: pinKinds,
        properties: Object.fromEntries(pinKinds.map((kind) => [kind, pins]))
      }
    }
  }
};

// src/compiler/lock/check-pins.ts
function checkPins(lock, report) {
  for (const [server2, pins2] of Object.entries(lock.servers)) {
    for (const kind of pinKinds) {
      for (const [name2, pin] of Object.entries(pins2[kind])) checkPin(name2, pinNames[kind], pin, ["servers", server2, kind, name2], report);
    }
  }
}
function checkPin(name2, nameKey, { sha256: sha2562, accepted = [], descriptor }, path2, report) {
  const say = (steps, message, hint) => {
    report({ severity: "error", path: [...path2, ...steps], message, hint });
  };
  const again = "undo the edit, or approve the server as it is by `portcullis snapshot`";
  if (descriptor[nameKey] !== name2) say(["descriptor", nameKey], `the descriptor is not that of \`${name2}\``, again);
  const digest = digestDescriptor(descriptor);
  if (digest !== sha2562) say(["sha256"], `the descriptor of \`${name2}\` is not the one that was approved: its SHA-256 is another`, again);
  const hidden = digest === void 0 ? [] : listHidden(descriptor);
  const open3 = hidden.filter((one) => !accepted.includes(one));
  if (open3.length > 0) say(["descriptor"], `the descriptor of \`${name2}\` hides text: ${open3.join(", ")}`, "look at it with `portcullis snapshot --diff`; to pin it all the same, `--accept-hidden`");
}

// src/compiler/lock/sort-keys.ts
function sortKeys(table) {
  return Object.fromEntries(Object.keys(table).sort().map((key) => [key, table[key]]));
}
function mapTable2(table, change) {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}

// src/compiler/lock/render-lock.ts
var unseen = /[\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|\ud834[\udd73-\udd7a]|\udb40[\udc00-\uddef]/g;
function renderLock({ version, servers }) {
  const text = JSON.stringify({ version, servers: sortKeys(mapTable2(servers, orderServer)) }, null, 2);
  return `${text.replace(unseen, (characters) => characters.replace(/[^]/g, escape2))}
`;
}
function orderServer(server2) {
  return Object.fromEntries(pinKinds.map((kind) => [kind, sortKeys(mapTable2(server2[kind], orderPin))]));
}
function orderPin({ sha256: sha2562, accepted, descriptor }) {
  return { sha256: sha2562, ...accepted !== void 0 && { accepted }, descriptor: sortDeep(descriptor) };
}
function sortDeep(value) {
  if (Array.isArray(value)) return value.map(sortDeep);
  return typeof value === "object" && value !== null ? sortKeys(mapTable2(value, sortDeep)) : value;
}
function escape2(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

// src/compiler/lock/read-lock.ts
var remake = "undo the edit, or make it again by `portcullis snapshot`";
function readLock(text, report) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    report({ severity: "error", path: [], message: `the lock file is not JSON: ${error instanceof Error ? error.message : "unknown fault"}`, hint: remake });
    return void 0;
  }
  const validate = new Ajv20202({ allErrors: true, strict: false }).compile(lockSchema);
  if (!validate(value)) {
    for (const { instancePath, message = "is not valid" } of validate.errors ?? []) report(fault(readPointer2(instancePath), `the lock file ${message} here`));
    return void 0;
  }
  const faults = [];
  checkPins(value, (finding) => faults.push(finding));
  if (faults.length === 0 && withoutBlanks(renderLock(value)) !== withoutBlanks(text)) faults.push(fault([], "the lock file is not as it was written: another order, another spelling, or a key twice"));
  faults.forEach(report);
  return faults.length === 0 ? value : void 0;
}
function fault(path2, message) {
  return { severity: "error", path: path2, message, hint: remake };
}
function withoutBlanks(text) {
  return text.replace(/\s+/g, "");
}
function readPointer2(pointer) {
  return pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

// src/compiler/schema/compile-schema.ts
import { Ajv2020 as Ajv20203 } from "ajv/dist/2020.js";

// src/compiler/schema/keywords.ts
var keywordKinds = new Map([
  ...of("plain", "type", "enum", "const", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum"),
  ...of("plain", "exclusiveMaximum", "multipleOf", "required", "dependentRequired", "minProperties", "maxProperties"),
  ...of("plain", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems", "$ref"),
  ...of("schema", "additionalProperties", "unevaluatedProperties", "propertyNames", "items", "contains"),
  ...of("list", "prefixItems"),
  ...of("table", "properties", "patternProperties", "$defs"),
  ...of("inPlaceSchema", "not", "if", "then", "else"),
  ...of("inPlaceList", "allOf", "anyOf", "oneOf"),
  ...of("inPlaceTable", "dependentSchemas")
]);
var annotationKeywords = /* @__PURE__ */ new Set(
  ["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "$schema"]
);
var supportedKeywords = [...keywordKinds.keys(), ...annotationKeywords];
function of(kind, ...keywords) {
  return keywords.map((keyword) => [keyword, kind]);
}
function isSchemaObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function subschemas(keyword, value) {
  switch (keywordKinds.get(keyword)) {
    case "schema":
    case "inPlaceSchema":
      return [[value, []]];
    case "list":
    case "inPlaceList":
      return Array.isArray(value) ? value.map((item, index) => [item, [index]]) : [];
    case "table":
    case "inPlaceTable":
      return isSchemaObject(value) ? Object.entries(value).map(([key, item]) => [item, [key]]) : [];
    default:
      return [];
  }
}

// src/compiler/schema/check-keywords.ts
var refShape = /^#(?:\/\$defs\/[^/%~]+)?$/;
function checkKeywords(schema, path2, report) {
  const root = schema;
  const visit3 = (node, at) => {
    if (!isSchemaObject(node)) return;
    for (const [keyword, value] of Object.entries(node)) {
      const here = [...at, keyword];
      const say = (message, hint) => {
        report({ severity: "error", path: here, message, hint });
      };
      if (keyword === "format") say("the keyword `format` is not checked by JSON Schema validators alike", "say the same with `pattern`, or leave it out");
      else if (keyword === "$schema") checkDialect(value, say);
      else if (keyword === "$defs" && node !== root) say("`$defs` may stand only at the top of the schema", "move the definitions there");
      else if (!keywordKinds.has(keyword) && !annotationKeywords.has(keyword)) {
        say(`the keyword \`${keyword}\` is not supported`, hintAt(keyword, supportedKeywords, "keywords"));
      }
      if (keyword === "$ref") checkRef(root, value, say);
      if (keyword === "pattern" && typeof value === "string") checkPattern(value, say);
      if (keyword === "patternProperties" && isSchemaObject(value)) for (const pattern of Object.keys(value)) checkPattern(pattern, say);
      for (const [sub, step] of subschemas(keyword, value)) visit3(sub, [...here, ...step]);
    }
  };
  visit3(schema, path2);
}
function checkDialect(value, say) {
  if (value === "https://json-schema.org/draft/2020-12/schema") return;
  say("the schema is of another dialect", "write it in JSON Schema 2020-12 and leave `$schema` out");
}
function checkRef(root, value, say) {
  if (typeof value !== "string" || !refShape.test(value)) {
    say(`\`$ref\` cannot be ${JSON.stringify(value)}`, "refer to `#` or `#/$defs/<name>` of the same schema");
    return;
  }
  const defs = isSchemaObject(root) ? root["$defs"] : void 0;
  const name2 = value.slice("#/$defs/".length);
  if (name2 === "" || isSchemaObject(defs) && Object.hasOwn(defs, name2)) return;
  say(`\`${value}\` is not defined`, hintAt(name2, Object.keys(isSchemaObject(defs) ? defs : {}), "definitions"));
}
function checkPattern(pattern, say) {
  const reason = explainPattern(pattern);
  if (reason !== void 0) say(`the pattern \`${pattern}\` cannot be used: ${reason}`, "write it so that each character can be matched in one way only");
}

// src/compiler/schema/find-loop.ts
function findLoop(root) {
  const defs = isSchemaObject(root["$defs"]) ? root["$defs"] : {};
  const done = /* @__PURE__ */ new Set();
  const visit3 = (pointer, open3) => {
    if (open3.includes(pointer)) return [...open3.slice(open3.indexOf(pointer)), pointer].join(" -> ");
    if (done.has(pointer)) return void 0;
    done.add(pointer);
    const target = pointer === "#" ? root : defs[pointer.slice("#/$defs/".length)];
    for (const next of refsInPlace(target)) {
      const loop = visit3(next, [...open3, pointer]);
      if (loop !== void 0) return loop;
    }
    return void 0;
  };
  for (const pointer of ["#", ...Object.keys(defs).map((name2) => `#/$defs/${name2}`)]) {
    const loop = visit3(pointer, []);
    if (loop !== void 0) return loop;
  }
  return void 0;
}
function refsInPlace(schema) {
  if (!isSchemaObject(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === "$ref") return [String(value)];
    if (!keywordKinds.get(keyword)?.startsWith("inPlace")) return [];
    return subschemas(keyword, value).flatMap(([sub]) => refsInPlace(sub));
  });
}

// src/compiler/schema/lower.ts
function lowerSchema(root) {
  const positions = /* @__PURE__ */ new Map();
  const defs = [];
  const refer = (pointer, reading) => {
    const key = `${reading} ${pointer}`;
    const known = positions.get(key);
    if (known !== void 0) return known;
    const position = positions.size;
    positions.set(key, position);
    const table = root["$defs"];
    const target = pointer === "#" ? root : isSchemaObject(table) ? table[pointer.slice("#/$defs/".length)] : false;
    defs[position] = lower(target, reading);
    return position;
  };
  const lower = (schema, reading) => {
    if (!isSchemaObject(schema)) return schema !== false;
    const onlyRef = Object.keys(schema).every((keyword) => keyword === "$ref" || annotationKeywords.has(keyword));
    const members = Object.entries(schema).flatMap(([keyword, value]) => {
      if (annotationKeywords.has(keyword) || keyword === "$defs") return [];
      if (keyword === "$ref") return [[keyword, refer(String(value), onlyRef ? reading : inPlace(reading))]];
      return [[keyword, lowerValue(keyword, value, reading)]];
    });
    if (reading === "closed" && !(onlyRef && "$ref" in schema)) members.push(...closing(schema));
    return Object.fromEntries(members);
  };
  const lowerValue = (keyword, value, reading) => {
    const child = keyword === "contains" || keyword === "not" || keyword === "if" ? "asWritten" : reading;
    const below = child === "asWritten" ? "asWritten" : "closed";
    switch (keywordKinds.get(keyword)) {
      case "schema":
        return lower(value, below);
      case "list":
        return value.map((item) => lower(item, below));
      case "table":
        return mapTable3(value, (item) => lower(item, below));
      case "inPlaceSchema":
        return lower(value, inPlace(child));
      case "inPlaceList":
        return value.map((item) => lower(item, inPlace(child)));
      case "inPlaceTable":
        return mapTable3(value, (item) => lower(item, inPlace(child)));
      default:
        return value;
    }
  };
  const lowered = lower(root, "closed");
  return defs.length === 0 || typeof lowered === "boolean" ? lowered : { ...lowered, $defs: defs };
}
function inPlace(reading) {
  return reading === "asWritten" ? "asWritten" : "inPlace";
}
function closing(schema) {
  if ("additionalProperties" in schema || "unevaluatedProperties" in schema || "enum" in schema || "const" in schema) return [];
  const types = schema["type"];
  if (types !== void 0 && ![types].flat().includes("object")) return [];
  const shared = Object.keys(schema).some((keyword) => keyword === "$ref" || keywordKinds.get(keyword)?.startsWith("inPlace"));
  return [[shared ? "unevaluatedProperties" : "additionalProperties", false]];
}
function mapTable3(table, change) {
  return Object.fromEntries(Object.entries(table).map(([key, item]) => [key, change(item)]));
}

// src/compiler/schema/compile-schema.ts
function createSchemaCompiler({ strict: strict2 }) {
  const known = /* @__PURE__ */ new Map();
  const ajv = new Ajv20203({ strict: strict2, allErrors: true, allowUnionTypes: true, validateSchema: false, logger: false });
  return (schema, path2, report) => {
    const text = JSON.stringify(schema);
    const done = known.get(text);
    if (done !== void 0) return done;
    const unsupported2 = [];
    checkKeywords(schema, path2, (finding) => unsupported2.push(finding));
    unsupported2.forEach(report);
    if (unsupported2.length > 0) return void 0;
    const loop = findLoop(schema);
    if (loop !== void 0) {
      report({ severity: "error", path: [...path2, "$defs"], message: `the reference ${loop} never ends`, hint: "refer to it only below a property or an item" });
      return void 0;
    }
    if (!checkByAjv(ajv, schema, path2, report)) return void 0;
    const lowered = lowerSchema(schema);
    known.set(text, lowered);
    return lowered;
  };
}
function checkByAjv(ajv, schema, path2, report) {
  if (ajv.validateSchema(schema) !== true) {
    for (const error of ajv.errors ?? []) {
      const steps = error.instancePath.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
      report({ severity: "error", path: [...path2, ...steps], message: `the schema is not valid here: ${error.message ?? "unknown fault"}`, hint: "see JSON Schema 2020-12" });
    }
    return false;
  }
  try {
    ajv.compile(schema);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/^strict mode: /, "") : "unknown fault";
    report({ severity: "error", path: path2, message: `the schema is refused: ${message}`, hint: "the schema is read in Ajv's strict mode: name a `type`, and only keywords that belong to it" });
    return false;
  }
}

// src/compiler/lock/adapt-schema.ts
var dialects = /^https?:\/\/json-schema\.org\/(?:draft\/(?:2020-12|2019-09)|draft-0[67])\/schema#?$/;
var refAlone = /draft-0[67]/;
var unsupported = /* @__PURE__ */ new Set(["$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef", "unevaluatedItems", "extends", "disallow", "divisibleBy"]);
function adaptSchema(root) {
  const dialect = root["$schema"];
  const known = dialect === void 0 || typeof dialect === "string" && dialects.test(dialect);
  const alone = typeof dialect === "string" && refAlone.test(dialect);
  const adapted = Object.fromEntries(translate(root, true, alone));
  return known ? adapted : { $schema: dialect, ...adapted };
}
function adapt(schema, alone) {
  return isSchemaObject(schema) ? Object.fromEntries(translate(schema, false, alone)) : schema;
}
function translate(schema, isRoot, alone) {
  const each = (list) => Array.isArray(list) ? list.map((item) => adapt(item, alone)) : list;
  const table = (members2, rename2 = (key) => key) => isSchemaObject(members2) ? Object.fromEntries(Object.entries(members2).map(([key, value]) => [rename2(key), adapt(value, alone)])) : members2;
  const tuple = Array.isArray(schema["items"]);
  const members = Object.entries(schema).flatMap(([keyword, value]) => {
    if (alone && "$ref" in schema && keyword !== "$ref" && !(isRoot && (keyword === "definitions" || keyword === "$defs"))) return [];
    if (keyword === "$ref") return [[keyword, typeof value === "string" ? value.replace(/^#\/definitions\//, "#/$defs/definitions:") : value]];
    if (keyword === "$id") return isRoot ? [] : [[keyword, value]];
    if (keyword === "definitions") return [["$defs", table(value, (name2) => `definitions:${name2}`)]];
    if (keyword === "items" && tuple) return [["prefixItems", each(value)]];
    if (keyword === "additionalItems") return tuple ? [["items", adapt(value, alone)]] : [];
    if (keyword === "dependencies") return splitDependencies(value, alone);
    switch (keywordKinds.get(keyword)) {
      case "schema":
      case "inPlaceSchema":
        return [[keyword, adapt(value, alone)]];
      case "list":
      case "inPlaceList":
        return [[keyword, each(value)]];
      case "table":
      case "inPlaceTable":
        return [[keyword, table(value)]];
      case "plain":
        return [[keyword, value]];
      case void 0:
        return unsupported.has(keyword) && !annotationKeywords.has(keyword) ? [[keyword, value]] : [];
    }
  });
  return mergeTables(members);
}
function splitDependencies(value, alone) {
  if (!isSchemaObject(value)) return [["dependentRequired", value]];
  const entries = Object.entries(value);
  return [
    ["dependentRequired", Object.fromEntries(entries.filter(([, needed2]) => Array.isArray(needed2)))],
    ["dependentSchemas", Object.fromEntries(entries.filter(([, needed2]) => !Array.isArray(needed2)).map(([name2, schema]) => [name2, adapt(schema, alone)]))]
  ];
}
function mergeTables(members) {
  const merged = /* @__PURE__ */ new Map();
  for (const [keyword, value] of members) {
    const before = merged.get(keyword);
    merged.set(keyword, isSchemaObject(before) && isSchemaObject(value) ? { ...before, ...value } : value);
  }
  return [...merged];
}

// src/compiler/lock/resolve-pins.ts
function resolvePins(policy, lock, reports) {
  const compile = createSchemaCompiler({ strict: false });
  const resolved = /* @__PURE__ */ new Map();
  for (const [name2, server2] of Object.entries(policy.servers)) {
    const pins2 = lock !== void 0 && Object.hasOwn(lock.servers, name2) ? lock.servers[name2] : void 0;
    const mode2 = server2.pin?.mode ?? (pins2 === void 0 ? "off" : "enforce");
    if (mode2 === "off") continue;
    if (pins2 === void 0) {
      const hint = `make it by \`portcullis snapshot URL --server ${name2}\`, or write \`pin: { mode: off }\``;
      reports.policy({ severity: "error", path: ["servers", name2, "pin"], message: `nothing is pinned of \`${name2}\`: ${lock === void 0 ? "there is no lock file" : "the lock file does not have the server"}`, hint });
      continue;
    }
    warnOfUnpinned(name2, server2, pins2, mode2, reports.policy);
    const schemas = mode2 === "enforce" ? compileSchemas(name2, server2, pins2, compile, reports.lock) : /* @__PURE__ */ new Map();
    resolved.set(name2, { mode: mode2, pins: pins2, schemas });
  }
  for (const name2 of Object.keys(lock?.servers ?? {})) {
    if (Object.hasOwn(policy.servers, name2)) continue;
    reports.lock({ severity: "warning", path: ["servers", name2], atKey: true, message: `the policy has no server \`${name2}\``, hint: hintAt(name2, Object.keys(policy.servers), "servers") });
  }
  return resolved;
}
function warnOfUnpinned(name2, server2, pins2, mode2, report) {
  for (const [kind, what] of [["tools", "tool"], ["prompts", "prompt"]]) {
    for (const granted of Object.keys(server2[kind] ?? {})) {
      if (Object.hasOwn(pins2[kind], granted)) continue;
      const message = `the ${what} \`${granted}\` is not in the lock file${mode2 === "enforce" ? ": it is denied" : ""}`;
      report({ severity: "warning", path: ["servers", name2, kind, granted], atKey: true, message, hint: `approve it by \`portcullis snapshot URL --server ${name2}\`, or remove it here` });
    }
  }
}
function compileSchemas(name2, server2, pins2, compile, report) {
  const schemas = /* @__PURE__ */ new Map();
  for (const [tool2, { enabled, pin_schema: wanted }] of Object.entries(server2.tools ?? {})) {
    const pin = Object.hasOwn(pins2.tools, tool2) ? pins2.tools[tool2] : void 0;
    if (pin === void 0 || enabled === false || wanted === false) continue;
    const path2 = ["servers", name2, "tools", tool2, "descriptor", "inputSchema"];
    const schema = pin.descriptor["inputSchema"];
    const hint = `in the policy write \`pin_schema: false\` for \`${tool2}\`, and a \`schema\` of your own in its stead`;
    const say = (message, at = path2) => {
      report({ severity: "error", path: at, message: `calls of \`${tool2}\` cannot be checked: ${message}`, hint });
    };
    if (!isSchemaObject(schema)) {
      say("it has no `inputSchema`");
      continue;
    }
    const node = compile(adaptSchema(schema), path2, (finding) => {
      say(finding.message, finding.path);
    });
    if (node !== void 0) schemas.set(tool2, node);
  }
  return schemas;
}

// src/compiler/problem.ts
function sortProblems(problems) {
  return problems.toSorted(
    (a, b) => a.line - b.line || a.column - b.column || compare(a.severity, b.severity) || compare(a.message, b.message)
  );
}
function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/compiler/read-yaml.ts
import { LineCounter, parseAllDocuments } from "yaml";

// src/compiler/yaml-faults.ts
import { isScalar, visit } from "yaml";
var hints = {
  TAB_AS_INDENT: "indent with spaces",
  BAD_INDENT: "line the key up with its siblings",
  TAG_RESOLVE_FAILED: "remove the tag: a policy needs none",
  MISSING_CHAR: "close what was opened: a quote, a bracket or a brace"
};
function findYamlFaults(documents, at) {
  const [first, second] = documents;
  if (first === void 0) return [];
  const faults = [...first.errors, ...first.warnings].map((fault2) => ({
    message: fault2.message.replace(/\.$/, ""),
    hint: hints[fault2.code] ?? "correct the YAML",
    ...at(fault2.pos[0])
  }));
  if (second !== void 0) {
    const place = at(second.range?.[0] ?? 0);
    faults.push({ message: "the file holds more than one YAML document", hint: "one policy a file: remove everything from `---` on", ...place });
  }
  visit(first, {
    Pair: (_, pair) => {
      if (isScalar(pair.key) && pair.key.value !== null) return;
      const place = at(findStart(pair.key) ?? findStart(pair.value) ?? 0);
      faults.push({ message: "a key is not plain text", hint: "write keys as names, in quotes where they hold special characters", ...place });
    },
    Map: (_, map) => {
      const seen = /* @__PURE__ */ new Set();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name2 = String(key.value);
        if (seen.has(name2)) faults.push({ message: `the key \`${name2}\` stands here twice`, hint: "keep one of the two: which one was meant cannot be known", ...at(findStart(key) ?? 0) });
        seen.add(name2);
      }
    }
  });
  return faults;
}
function findStart(node) {
  return isScalar(node) ? node.range?.[0] : void 0;
}

// src/compiler/yaml-locate.ts
import { isAlias, isCollection, isScalar as isScalar2 } from "yaml";
function findOffset(document, path2, atKey) {
  let node = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const [index, step] of path2.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (!isCollection(node)) break;
    const pair = node.items.find((item) => isPairOf(item, step));
    const child = pair === void 0 ? node.get(step, true) : pair.value;
    const pointAtKey = atKey && index === path2.length - 1;
    const start = (pointAtKey ? void 0 : rangeStart(child)) ?? rangeStart(pair?.key);
    if (start === void 0) break;
    offset = start;
    node = child;
  }
  return offset;
}
function isPairOf(item, step) {
  const key = typeof item === "object" && item !== null && "key" in item ? item.key : void 0;
  return isScalar2(key) && String(key.value) === String(step);
}
function rangeStart(node) {
  return node?.range?.[0];
}

// src/compiler/read-yaml.ts
var maxAliases = 100;
function readYaml(source) {
  const lines2 = new LineCounter();
  const start = { line: 1, column: 1 };
  const failed = (message, hint, place = start) => ({
    value: void 0,
    faults: [{ message, hint, ...place }],
    locate: () => start
  });
  const nul = source.indexOf("\0");
  if (nul >= 0) return failed("the file holds a NUL character", "save it as UTF-8 text", placeOf(source, nul));
  try {
    const documents = parseAllDocuments(source, { lineCounter: lines2, prettyErrors: false, schema: "core", uniqueKeys: false });
    const document = documents[0];
    if (document === void 0 || !("contents" in document) || document.contents === null) {
      return failed("the policy is empty", "begin with `version: 1`; docs/policy.md has a complete example");
    }
    const at = (offset) => {
      const { line, col } = lines2.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const faults = findYamlFaults(documents, at);
    const locate = (path2, atKey) => at(findOffset(document, path2, atKey));
    return { value: faults.length > 0 ? void 0 : document.toJS({ maxAliasCount: maxAliases }), faults, locate };
  } catch (error) {
    const deep = error instanceof RangeError || error instanceof Error && error.name === "InternalError";
    return deep ? failed("the file is nested too deeply to be a policy", "a policy has fewer than ten levels") : failed(`the file cannot be read as YAML: ${error instanceof Error ? error.message : "unknown fault"}`, "spell repeated parts out instead of using aliases");
  }
}
function placeOf(source, offset) {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

// src/compiler/roles.ts
function buildRoles(roles2, report) {
  const names = Object.keys(roles2);
  reportUnknown(roles2, names, report);
  const reached = /* @__PURE__ */ new Map();
  const circles = /* @__PURE__ */ new Set();
  for (const name2 of names) {
    const circle = findCircle(roles2, name2);
    const id = circle?.toSorted().join(" ");
    if (circle === void 0 || id === void 0 || circles.has(id)) continue;
    circles.add(id);
    const message = `roles inherit in a circle: ${[...circle, name2].join(" -> ")}`;
    report({ severity: "error", path: ["roles", name2, "inherits"], message, hint: "remove one of these `inherits`" });
  }
  for (const name2 of names) reached.set(name2, collectInherited(roles2, name2));
  return {
    names,
    expand: (granted) => names.filter((name2) => granted.some((grant) => reached.get(name2)?.has(grant)))
  };
}
function parentsOf(roles2, name2) {
  return (Object.hasOwn(roles2, name2) ? roles2[name2]?.inherits : void 0) ?? [];
}
function reportUnknown(roles2, names, report) {
  for (const name2 of names) {
    for (const [index, parent] of parentsOf(roles2, name2).entries()) {
      if (Object.hasOwn(roles2, parent)) continue;
      report({ severity: "error", path: ["roles", name2, "inherits", index], message: `there is no role \`${parent}\``, hint: hintAt(parent, names, "roles") });
    }
  }
}
function collectInherited(roles2, name2) {
  const seen = /* @__PURE__ */ new Set([name2]);
  for (const role of seen) for (const parent of parentsOf(roles2, role)) seen.add(parent);
  return seen;
}
function findCircle(roles2, start) {
  const seen = /* @__PURE__ */ new Set();
  let ways = [[start]];
  while (ways.length > 0) {
    const next = [];
    for (const way of ways) {
      for (const parent of parentsOf(roles2, way.at(-1) ?? start)) {
        if (parent === start) return way;
        if (seen.has(parent)) continue;
        seen.add(parent);
        next.push([...way, parent]);
      }
    }
    ways = next;
  }
  return void 0;
}

// src/compiler/schema/compile-schemas.ts
function compileSchemas2(policy, report) {
  const compile = createSchemaCompiler({ strict: true });
  const compiled = /* @__PURE__ */ new Map();
  for (const [name2, server2] of Object.entries(policy.servers)) {
    for (const [tool2, { schema }] of Object.entries(server2.tools ?? {})) {
      if (schema === void 0) continue;
      const node = compile(schema, ["servers", name2, "tools", tool2, "schema"], report);
      if (node !== void 0) compiled.set(schema, node);
    }
  }
  return (schema) => compiled.get(schema);
}

// src/compiler/compile.ts
var defaultHeader2 = policySchema.properties.identity.properties.role_header.default;
function compilePolicy(source, file, { adjust = (value) => value, lock } = {}) {
  const sources = new Map([[file, source], ...lock === void 0 ? [] : [[lock.file, lock.text]]]);
  const yaml = readYaml(source);
  if (yaml.faults.length > 0) {
    const faults = yaml.faults.map((fault2) => ({ severity: "error", file, ...fault2 }));
    return { problems: sortProblems(faults), conf: void 0, description: void 0, sources };
  }
  const broken = [];
  const policy = checkShape(adjust(yaml.value), (finding) => broken.push(finding));
  const lockFindings = [];
  const pins2 = lock && readLock(lock.text, (finding) => lockFindings.push(finding));
  const further = [];
  const soundLock = lockFindings.length === 0 ? { lock: pins2 } : void 0;
  const compiled = policy && compileChecked(policy, file, soundLock, { policy: (finding) => further.push(finding), lock: (finding) => lockFindings.push(finding) });
  const findings = [...broken, ...further.filter(({ path: path2 }) => !broken.some((finding) => touches(finding.path, path2)))];
  const problems = [...placeProblems(findings, file, yaml.locate), ...placeLockProblems(lockFindings, lock)];
  const sound = compiled !== void 0 && problems.every(({ severity }) => severity !== "error");
  return { problems, conf: sound ? compiled.conf() : void 0, description: sound ? compiled.description() : void 0, sources };
}
function placeProblems(findings, file, locate) {
  return sortProblems(findings.map(({ severity, path: path2, atKey = false, message, hint }) => ({ severity, message, hint, file, ...locate(path2, atKey) })));
}
function placeLockProblems(findings, lock) {
  return lock === void 0 || findings.length === 0 ? [] : placeProblems(findings, lock.file, readYaml(lock.text).locate);
}
function compileChecked(policy, file, pins2, reports) {
  const report = reports.policy;
  const roles2 = buildRoles(policy.roles, report);
  checkPolicy(policy, roles2, report);
  const schemaOf = compileSchemas2(policy, report);
  const pinnings = pins2 === void 0 ? /* @__PURE__ */ new Map() : resolvePins(policy, pins2.lock, reports);
  return {
    conf: () => renderConf(policy, buildEntries(policy, roles2, schemaOf, pinnings), file),
    description: () => describePolicy(policy, roles2, policy.identity?.role_header ?? defaultHeader2)
  };
}
function touches(a, b) {
  const shared = Math.min(a.length, b.length);
  return shared > 0 && a.slice(0, shared).every((step, index) => String(step) === String(b[index]));
}

// src/compiler/format-problems.ts
function formatProblems(problems, sources) {
  const lines2 = new Map([...sources].map(([file, source]) => [file, source.split(/\r\n|\r|\n/)]));
  return problems.map((problem) => formatProblem(problem, lines2.get(problem.file)?.[problem.line - 1] ?? "")).join("\n");
}
function countProblems(problems) {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return `${countOf(errors, "error")}, ${countOf(problems.length - errors, "warning")}`;
}
function countOf(count, what) {
  return `${String(count)} ${what}${count === 1 ? "" : "s"}`;
}
function formatProblem(problem, line) {
  const { file, severity, message, hint } = problem;
  const number = String(problem.line);
  const margin = " ".repeat(number.length);
  const { shown: shown2, caret } = cutAround(line, problem.column - 1);
  return [
    `${file}:${number}:${String(problem.column)}: ${severity}: ${message}`,
    `  ${number} | ${shown2}`,
    `  ${margin} | ${" ".repeat(caret)}^`,
    `  ${margin} = ${hint}`,
    ""
  ].join("\n");
}
function cutAround(line, column) {
  const width2 = 100;
  const start = column < width2 - 10 ? 0 : column - 40;
  const shown2 = line.slice(start, start + width2).replace(/[\p{Cc}\p{Cf}]/gu, ".");
  return { shown: shown2, caret: column - start };
}

// src/cli/policy-file.ts
function compileFile(path2, lockPath) {
  const source = readText("policy", path2);
  const lock = readLockSource(path2, lockPath);
  const { problems, conf, description, sources } = compilePolicy(source, shortPath(path2), { lock });
  return { source, lock, sources, problems, ...conf === void 0 || description === void 0 ? {} : { sound: { conf, description } } };
}
function readLockSource(policy, named3) {
  const path2 = named3 ?? lockBeside(policy);
  if (named3 === void 0 && lstatSync(path2, { throwIfNoEntry: false }) === void 0) return void 0;
  return { text: readText("lock file", path2), file: shortPath(path2) };
}
function readText(what, path2) {
  try {
    return readFileSync3(path2, "utf8");
  } catch (error) {
    throw new Failure(`cannot read the ${what} ${path2}: ${describeError(error)}`);
  }
}
function shortPath(path2) {
  const near = relative(".", path2);
  return near !== "" && !near.startsWith("..") ? near : path2;
}
function renderProblems({ problems, sources }) {
  const text = formatProblems(problems, sources).replace(/: (error|warning): /g, (_, severity) => `: ${severity === "error" ? colors.red(severity) : colors.yellow(severity)}: `);
  return `${text}
${countProblems(problems)}`;
}

// src/cli/roles-table.ts
var width = 100;
function renderRoles({ roles: roles2, servers }) {
  const margin = Math.max(...roles2.map(({ name: name2 }) => name2.length)) + 2;
  return roles2.map(({ name: name2, grants }) => {
    const lines2 = grants.flatMap((grant) => describeGrant2(grant, servers.length > 1)).flatMap((line) => wrap(line, width - margin));
    return (lines2.length === 0 ? ["nothing"] : lines2).map((line, index) => (index === 0 ? name2 : "").padEnd(margin) + line).join("\n");
  }).join("\n");
}
function describeGrant2({ server: server2, tools, prompts, resources, methods }, named3) {
  const parts = [["tools", tools], ["prompts", prompts], ["resources", resources], ["methods", methods]];
  return parts.filter(([, names]) => names.length > 0).map(([what, names]) => `${named3 ? `${server2} ` : ""}${what}: ${names.join(", ")}`);
}
function wrap(text, columns) {
  const lines2 = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines2.push(line);
      line = ` ${word}`;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines2, line];
}

// src/cli/write-whole.ts
import { renameSync, rmSync, writeFileSync } from "node:fs";
function writeWhole(path2, text) {
  const temporary = `${path2}.${process.pid}`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path2);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Failure(`cannot write ${path2}: ${describeError(error)}`);
  }
}

// src/cli/policy-command.ts
function compileCommand(policy, options) {
  const compiled = compileFile(policy, options.lock);
  if (options.json) printNote(JSON.stringify({ problems: compiled.problems }, null, 2));
  else if (compiled.problems.length > 0) printNote(renderProblems(compiled));
  if (compiled.sound === void 0) throw new Failure(`${policy} has errors; nothing was written`);
  if (options.output === "-") process.stdout.write(compiled.sound.conf);
  else writeWhole(options.output, compiled.sound.conf);
}
function checkCommand(policy, options) {
  const compiled = compileFile(policy, options.lock);
  if (options.json) printLine(JSON.stringify({ problems: compiled.problems, policy: compiled.sound?.description }, null, 2));
  else printCheck(compiled);
  if (compiled.sound === void 0) throw new Failure(`${policy} has errors`);
}
function schemaCommand() {
  printLine(JSON.stringify(policySchema, null, 2));
}
function printCheck(compiled) {
  if (compiled.problems.length > 0) printNote(renderProblems(compiled));
  if (compiled.sound !== void 0) printLine(renderRoles(compiled.sound.description));
}

// src/cli/snapshot/differences.ts
function findDifferences(before, after) {
  return pinKinds.flatMap((kind) => {
    const names = [.../* @__PURE__ */ new Set([...Object.keys(before[kind]), ...Object.keys(after[kind])])].sort();
    return names.flatMap((name2) => {
      const old = Object.hasOwn(before[kind], name2) ? before[kind][name2] : void 0;
      const now = Object.hasOwn(after[kind], name2) ? after[kind][name2] : void 0;
      if (old?.sha256 === now?.sha256) return [];
      const change = old === void 0 ? "added" : now === void 0 ? "removed" : "changed";
      return [{ kind, name: name2, change, fields: compareObjects(old?.descriptor ?? {}, now?.descriptor ?? {}, []) }];
    });
  });
}
function compareObjects(before, after, path2) {
  const keys = [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const at = [...path2, key];
    if (!Object.hasOwn(before, key)) return [{ path: at, after: after[key] }];
    if (!Object.hasOwn(after, key)) return [{ path: at, before: before[key] }];
    return compareValues(before[key], after[key], at);
  });
}
function compareValues(before, after, path2) {
  if (isObject(before) && isObject(after)) return compareObjects(before, after, path2);
  return descriptorDigestInput({ value: before }) === descriptorDigestInput({ value: after }) ? [] : [{ path: path2, before, after }];
}

// src/cli/snapshot/lock-store.ts
import { lstatSync as lstatSync2, readFileSync as readFileSync4 } from "node:fs";
var none = { version: 1, servers: {} };
function loadLock(path2) {
  if (lstatSync2(path2, { throwIfNoEntry: false }) === void 0) return none;
  let text;
  try {
    text = readFileSync4(path2, "utf8");
  } catch (error) {
    throw new Failure(`cannot read the lock file ${path2}: ${describeError(error)}`);
  }
  const findings = [];
  const lock = readLock(text, (finding) => findings.push(finding));
  const [first] = findings;
  if (lock === void 0) throw new Failure(`${path2} is not sound: ${first?.message ?? "unknown fault"}; ${first?.hint ?? ""}`);
  return lock;
}
function saveLock(path2, lock, server2, pins2) {
  writeWhole(path2, renderLock({ ...lock, servers: { ...lock.servers, [server2]: pins2 } }));
}

// src/cli/snapshot/options.ts
import { existsSync as existsSync5, readFileSync as readFileSync5 } from "node:fs";
var nameShape = /^[A-Za-z0-9_.-]{1,64}$/;
function readOptions(url, flags2) {
  const policy = flags2.policy ?? "policy.yaml";
  const names = flags2.policy !== void 0 || existsSync5(policy) ? readServerNames(policy) : void 0;
  return { address: { url: readUrl2(url), headers: readHeaders(flags2.header ?? []), seconds: readSeconds(flags2.timeout) }, server: chooseName(flags2.server, policy, names), lock: flags2.lock ?? lockBeside(policy) };
}
function readUrl2(text) {
  const url = URL.canParse(text) ? new URL(text) : void 0;
  if (url === void 0 || !/^https?:$/.test(url.protocol)) throw new Failure(`${JSON.stringify(text)} is not the URL of a server: write it as http://127.0.0.1:3000/mcp`);
  if (url.username !== "" || url.password !== "") throw new Failure("the URL holds a password: give it as --header 'Authorization: Basic ...'");
  return url;
}
function readHeaders(lines2) {
  const headers = new Headers();
  for (const line of lines2) {
    const colon2 = line.indexOf(":");
    try {
      headers.append(line.slice(0, Math.max(colon2, 0)), line.slice(colon2 + 1).trim());
    } catch {
      throw new Failure(`--header ${JSON.stringify(colon2 > 0 ? line.slice(0, colon2) : "")}: write it as 'Name: value'`);
    }
  }
  return headers;
}
function readSeconds(text) {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds === 0) throw new Failure(`--timeout ${JSON.stringify(text)} is not a number of seconds`);
  return seconds;
}
function chooseName(given, policy, names) {
  if (names === void 0) {
    if (given === void 0) throw new Failure(`there is no ${policy} to tell the server's name: give --server NAME or --policy FILE`);
    if (!nameShape.test(given)) throw new Failure(`${JSON.stringify(given)} cannot be a server's name: use 1 to 64 letters, digits, _ . or -`);
    return given;
  }
  const [first] = names;
  if (given === void 0 && (first === void 0 || names.length > 1)) throw new Failure(`${policy} has ${names.length} servers, choose one with --server: ${names.join(", ")}`);
  const name2 = given ?? first ?? "";
  if (!names.includes(name2)) throw new Failure(`${policy} has no server ${JSON.stringify(name2)}: ${hintAt(name2, names, "servers")}`);
  return name2;
}
function readServerNames(path2) {
  let text;
  try {
    text = readFileSync5(path2, "utf8");
  } catch (error) {
    throw new Failure(`cannot read the policy ${path2}: ${describeError(error)}`);
  }
  const { value } = readYaml(text);
  const servers = isObject(value) ? value["servers"] : void 0;
  if (!isObject(servers)) throw new Failure(`${path2} names no servers: portcullis check ${path2} says what is wrong`);
  return Object.keys(servers);
}

// src/cli/snapshot/pin-server.ts
function pinServer(listing, before, acceptHidden) {
  const hidings = [];
  const pin = (kind, name2, descriptor) => {
    const sha2562 = digestDescriptor(descriptor);
    if (sha2562 === void 0) throw new Failure(`${showText(JSON.stringify(name2))} of the server's ${kind} cannot be pinned: readers of JSON could take it differently (-0, a lone surrogate, too deep)`);
    const hides = listHidden(descriptor);
    if (hides.length === 0) return { sha256: sha2562, descriptor };
    const accepted = acceptHidden || isAccepted(before?.[kind], name2, sha2562, hides);
    hidings.push({ kind, name: name2, hides, accepted });
    return { sha256: sha2562, ...accepted && { accepted: hides }, descriptor };
  };
  const tables = pinKinds.map((kind) => [kind, Object.fromEntries([...listing[kind]].map(([name2, descriptor]) => [name2, pin(kind, name2, descriptor)]))]);
  return { pins: Object.fromEntries(tables), hidings };
}
function isAccepted(pins2 = {}, name2, sha2562, hides) {
  const before = Object.hasOwn(pins2, name2) ? pins2[name2] : void 0;
  return before?.sha256 === sha2562 && hides.every((one) => before.accepted?.includes(one));
}

// src/cli/snapshot/guarded-fetch.ts
import { TextDecoder as TextDecoder2 } from "node:util";
import { createParser } from "eventsource-parser";

// src/core/jsonrpc/measure.ts
var maxDepth2 = 100;
var maxValues = 5e4;
function measureValue(value) {
  const walk = { keys: 0, outermost: 0, depth: 0, values: 0 };
  const broken = visit2(value, 1, walk);
  if (broken !== void 0) return broken;
  return { keys: walk.keys, outermost: walk.outermost, depth: walk.depth };
}
function visit2(value, depth, walk) {
  if (depth > walk.depth) {
    if (depth > maxDepth2) return "json.depth";
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
      const broken = visit2(member, depth + 1, walk);
      if (broken !== void 0) return broken;
    } else if (type === "number" && !isPortable2(member)) return "json.number";
  }
  return void 0;
}
function isPortable2(number) {
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
var quote2 = 34;
var colon = 58;
var backslash = 92;
var hopBudget = 4e4;
var mostColons = 2e3;
function countKeyCandidates(bytes) {
  let count = 0;
  let hops = 0;
  for (let at = bytes.indexOf(colon); at > 0; at = bytes.indexOf(colon, at + 1)) {
    if (++hops > mostColons) return -1;
    let end2 = at - 1;
    if (bytes[end2] !== quote2) {
      while (isSpace(bytes[end2])) end2--;
      if (bytes[end2] !== quote2) continue;
    }
    if (bytes[end2 - 1] !== backslash || !isEscaped(bytes, end2)) count++;
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
function walkKeys(bytes, visit3) {
  let hops = 0;
  for (let open3 = bytes.indexOf(quote2); open3 >= 0; ) {
    let close = bytes.indexOf(quote2, open3 + 1);
    while (close >= 0 && isEscaped(bytes, close)) {
      if (++hops > hopBudget) return false;
      close = bytes.indexOf(quote2, close + 1);
    }
    if (close < 0 || ++hops > hopBudget) return false;
    if (isFollowedByColon(bytes, close) && !visit3(open3 + 1, close)) return false;
    open3 = bytes.indexOf(quote2, close + 1);
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

// src/core/rules.ts
var rules2 = {
  // Transport: what HTTP carried.
  "http.method": "method not one of POST, GET, DELETE",
  "http.path": "path is not an endpoint of this server",
  "http.host": "Host is not on the list",
  "http.origin": "Origin is not on the list",
  "http.media-type": "Content-Type is not application/json",
  "http.encoding": "Content-Encoding is present",
  "http.upgrade": "a protocol upgrade was asked for",
  "http.size": "body larger than limits.body",
  "http.accept": "GET does not accept text/event-stream",
  "http.session": "session id is repeated or has characters outside 0x21-0x7E",
  "http.query": "query string has something other than a session id",
  "http.body": "a body where none may be sent",
  "http.error": "nginx answered with an error of its own",
  // The JSON gate.
  "json.utf8": "not valid UTF-8, or a byte order mark",
  "json.nul": "NUL character",
  "json.syntax": "not one JSON document",
  "json.duplicate-key": "an object has a key twice",
  "json.key": "a protocol key in other case, or __proto__",
  "json.surrogate": "lone surrogate",
  "json.number": "a number that parsers read differently",
  "json.depth": "nested deeper than limits.depth",
  "json.string": "string longer than its limit",
  "json.array": "array or object with more entries than limits.array",
  // JSON-RPC.
  "rpc.shape": "not a JSON-RPC 2.0 request, notification or response",
  "rpc.id": "id is neither string nor integer",
  "rpc.batch": "a batch where the revision has none",
  "rpc.params": "params not of the shape the method needs",
  // MCP.
  "mcp.method": "method is not known or not granted",
  "mcp.notification": "notification is not known",
  "mcp.response": "a response where none may be sent",
  "mcp.version": "protocol version is not supported",
  "mcp.meta": "required _meta is missing or malformed",
  "mcp.capability": "needs an extension that the client does not declare",
  "mcp.header": "an Mcp-* header is missing, repeated or disagrees with the body",
  // Identity.
  "role.missing": "no role",
  "role.untrusted": "role header from a hop that is not trusted",
  "role.repeated": "more than one role",
  "role.unknown": "role is not in the policy",
  // Whose session, whose task.
  "session.unknown": "no such session, or a stream to be resumed without one",
  "session.owner": "session of another caller",
  "task.unknown": "no such task",
  "task.owner": "task of another caller",
  // Policy.
  "policy.server": "no such server",
  "policy.session": "role has nothing to do on this server",
  "policy.tool": "tool is not granted",
  "policy.disabled": "tool is disabled",
  "policy.pin": "tool or prompt is not in the lock file, or was last listed with another descriptor than there",
  "policy.resource": "resource is not granted",
  "policy.prompt": "prompt is not granted",
  "policy.completion": "what is to be completed is not granted",
  "argument.unknown": "argument is not listed",
  "argument.missing": "required argument is missing",
  "argument.type": "argument is not a string where one is needed",
  "argument.within": "path leads outside the allowed folders",
  "argument.hosts": "URL leads to a host that is not allowed",
  "argument.enum": "value is not one of the list",
  "argument.pattern": "value does not match the pattern",
  "argument.schema": "arguments do not match the JSON Schema",
  "argument.pinned": "arguments do not match the pinned inputSchema",
  // Inspection.
  "path.traversal": "climbs out of its folder",
  "path.sensitive": "names a file that holds secrets or system state",
  "path.encoding": "path stays ambiguous after decoding",
  "shell.injection": "would run a command in a shell",
  "command.destructive": "command destroys a system, a home or a disk",
  "command.reverse-shell": "command hands a shell to another machine",
  "command.remote-script": "command runs a program that it fetches or decodes",
  "command.secrets": "command reads or sends credentials",
  "ssrf.address": "URL leads to an internal address",
  "ssrf.metadata": "URL leads to a cloud metadata service",
  "ssrf.scheme": "URL has a scheme that does not fetch over HTTP",
  "sql.injection": "would change the meaning of an SQL statement",
  "text.bidi": "bidirectional controls that hide what is written",
  "text.invisible": "invisible characters that hide what is written",
  "prompt.override": "tells a model to set aside what it was told",
  "prompt.hidden": "instructions in a part that people do not see",
  "prompt.flood": "back-ticks by the dozen, to break out of a block",
  "inspect.budget": "too long to be inspected in time",
  // The way back: what the server answered.
  "answer.status": "an error, a redirect, or a status that no MCP server answers with",
  "answer.media-type": "neither JSON nor an event stream where one is needed",
  "answer.encoding": "compressed, though nobody asked for it",
  "answer.utf8": "not valid UTF-8",
  "answer.syntax": "not one JSON-RPC message, or one that parsers read differently",
  "answer.size": "larger than limits.response",
  "answer.unread": "the client reads too slowly for what comes",
  "answer.cut": "ended before the response",
  "answer.id": "a response to another request, or a second one",
  "answer.list": "a list that is none",
  "answer.hidden": "items that the role may not use were left out of a list",
  "answer.pin": "an item of a list is not as the lock file has it",
  "answer.request": "a request to the client that the policy denies",
  "answer.session": "an id of a session or task that is malformed, or another caller's, or not asked for",
  "answer.event": "an event of the stream that is no message",
  // Ourselves.
  "gateway.fault": "the gateway failed; it denies then"
};

// src/cli/snapshot/guarded-fetch.ts
var mostBytes = 16 << 20;
function openGuard(url) {
  let left = mostBytes;
  let reject = () => void 0;
  const broken = new Promise((_, refuse) => {
    reject = refuse;
  });
  broken.catch(() => void 0);
  const fail = (text) => {
    const failure = new Failure(`${url.href} ${text}`);
    reject(failure);
    return failure;
  };
  const take = (bytes) => {
    left -= bytes;
    if (left < 0) throw fail(`sent more than ${mostBytes >> 20} MiB`);
  };
  const check = (text) => {
    const document = parseDocument({ text, bytes: new TextEncoder().encode(text), isPlain: false });
    if (typeof document === "string") throw fail(document === "json.syntax" ? `answered with what is not JSON: ${quote3(text)}` : `sent what cannot be pinned: ${rules2[document]} (${document})`);
  };
  const guarded = async (input, init = {}) => {
    if (init.method === "GET" && !new Headers(init.headers).has("last-event-id")) return new Response(null, { status: 405 });
    const response = await fetch(input, { ...init, redirect: "manual" }).catch((error) => {
      throw fail(`cannot be reached: ${describeCause(error)}`);
    });
    const { status, headers } = response;
    if (status >= 300 && status < 400) throw fail(`redirects to ${quote3(headers.get("location") ?? "")}: give the URL of the server itself`);
    if (status === 401 || status === 403) throw fail(`answered ${status}: give what it asks for, as --header 'Authorization: Bearer ...'`);
    const type = (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
    if (type === "text/html" && asksForAnswer(init)) throw fail(`answered ${status} with a web page, not as an MCP server does: is the path right?`);
    if (response.ok && asksForAnswer(init)) {
      if (type === "text/event-stream" && response.body !== null) return new Response(response.body.pipeThrough(watchEvents(take, check, fail)), { status, headers });
      if (type !== "application/json") throw fail(`answered with ${quote3(type ?? "") || "no content type"}, not as an MCP server does: is the path right?`);
    }
    const text = await readText2(response, take, fail);
    if (response.ok && asksForAnswer(init)) check(text);
    return new Response(status === 202 || status === 204 ? null : text, { status, headers });
  };
  return { fetch: guarded, broken };
}
function asksForAnswer({ body, method }) {
  return method === "GET" || typeof body === "string" && "id" in JSON.parse(body);
}
async function readText2(response, take, fail) {
  const chunks = [];
  for await (const chunk of response.body ?? []) {
    take(chunk.length);
    chunks.push(chunk);
  }
  return decode(new TextDecoder2("utf-8", strict), Buffer.concat(chunks), false, fail);
}
function watchEvents(take, check, fail) {
  const decoder = new TextDecoder2("utf-8", strict);
  const parser = createParser({ onEvent: ({ data }) => {
    if (data !== "") check(data);
  } });
  return new TransformStream({
    transform: (chunk, controller) => {
      take(chunk.length);
      parser.feed(decode(decoder, chunk, true, fail));
      controller.enqueue(chunk);
    }
  });
}
var strict = { fatal: true, ignoreBOM: true };
function decode(decoder, bytes, stream, fail) {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw fail("answered with what is not UTF-8");
  }
}
function quote3(text) {
  const shown2 = showText(text.slice(0, 80)).replaceAll("\n", " ").trim();
  return text.length > 80 ? `${shown2}...` : shown2;
}
function describeCause(error) {
  const cause = error instanceof Error ? error.cause ?? error : error;
  return cause instanceof Error ? cause.message || String(cause.code) : String(cause);
}

// src/cli/snapshot/list-pages.ts
var mostPages = 1e3;
var lists = {
  tools: ["tools/list", "tools"],
  prompts: ["prompts/list", "prompts"],
  resources: ["resources/list", "resources"],
  templates: ["resources/templates/list", "resourceTemplates"]
};
var asItIs = { "~standard": { version: 1, vendor: "portcullis", validate: (value) => ({ value }) } };
var methodNotFound = -32601;
async function listPages(client, kind, options) {
  const [method, member] = lists[kind];
  const found = /* @__PURE__ */ new Map();
  let cursor;
  for (let page = 1; page <= mostPages; page++) {
    const result = await requestPage(client, method, cursor, options);
    if (result === void 0) return found;
    const items = isObject(result) ? result[member] : void 0;
    if (!Array.isArray(items)) throw new Failure(`the server answered ${method} without a list of ${member}`);
    for (const item of items) keep(item, kind, found);
    const next = isObject(result) ? result["nextCursor"] : void 0;
    if (next === void 0 || next === null) return found;
    if (typeof next !== "string" || next === cursor) throw new Failure(`the server never ends ${method}: page ${page} leads to itself`);
    cursor = next;
  }
  throw new Failure(`the server never ends ${method}: more than ${mostPages} pages`);
}
async function requestPage(client, method, cursor, options) {
  try {
    return await client.request({ method, params: cursor === void 0 ? {} : { cursor } }, asItIs, options);
  } catch (error) {
    if (isObject(error) && error["code"] === methodNotFound) return void 0;
    throw error;
  }
}
function keep(item, kind, found) {
  const key = pinNames[kind];
  const name2 = isObject(item) ? item[key] : void 0;
  if (!isObject(item) || typeof name2 !== "string" || name2 === "") throw new Failure(`the server listed one of its ${kind} without \`${key}\``);
  if (name2 === "__proto__") throw new Failure(`the server listed one of its ${kind} under a name that cannot be used: __proto__`);
  if (found.has(name2)) throw new Failure(`the server listed ${showText(JSON.stringify(name2))} twice among its ${kind}: it cannot be said which one clients take`);
  found.set(name2, item);
}

// src/cli/snapshot/read-server.ts
var capabilityOf = { tools: "tools", prompts: "prompts", resources: "resources", templates: "resources" };
var capabilities = {
  roots: { listChanged: true },
  sampling: { context: {}, tools: {} },
  elicitation: { form: {}, url: {} },
  tasks: { list: {}, cancel: {}, requests: { sampling: { createMessage: {} }, elicitation: { create: {} } } }
};
async function readServer({ url, headers, seconds }, version) {
  const { Client, StreamableHTTPClientTransport } = await import("@modelcontextprotocol/client");
  const guard = openGuard(url);
  const client = new Client({ name: "portcullis", version }, { versionNegotiation: { mode: "auto" }, capabilities });
  const transport = new StreamableHTTPClientTransport(url, { fetch: guard.fetch, requestInit: { headers } });
  const options = { timeout: seconds * 1e3 };
  const list = async () => {
    await client.connect(transport, options);
    const capabilities2 = client.getServerCapabilities();
    const listing = {};
    for (const kind of pinKinds) listing[kind] = capabilities2?.[capabilityOf[kind]] === void 0 ? /* @__PURE__ */ new Map() : await listPages(client, kind, options);
    return listing;
  };
  const deadline = startDeadline(seconds, url);
  try {
    return await Promise.race([guard.broken, deadline.passed, list()]);
  } catch (error) {
    throw await Promise.race([guard.broken.catch((failure) => failure), Promise.resolve(explain2(error, url))]);
  } finally {
    await Promise.race([transport.terminateSession().catch(() => void 0), deadline.passed.catch(() => void 0)]);
    deadline.stop();
    await transport.close();
  }
}
function startDeadline(seconds, url) {
  let timer;
  const passed = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new Failure(`${url.href} did not tell everything within ${seconds} s`));
    }, seconds * 1e3);
  });
  passed.catch(() => void 0);
  return { passed, stop: () => {
    clearTimeout(timer);
  } };
}
function explain2(error, url) {
  if (error instanceof Failure) return error;
  const [line = ""] = showText(describeError(error)).split("\n");
  return new Failure(`${url.href} does not answer as an MCP server: ${line.slice(0, 300)}`);
}

// src/cli/snapshot/render-differences.ts
import { structuredPatch } from "diff";
var nouns = { tools: "tool", prompts: "prompt", resources: "resource", templates: "template" };
var shortText = 80;
function renderDifferences(differences) {
  return differences.map(renderDifference).join("\n");
}
function renderDifference({ kind, name: name2, change, fields }) {
  const head = colors.bold(`${change.padEnd(7)}  ${nouns[kind]} ${showName(name2)}`);
  return [head, ...change === "removed" ? [] : fields.flatMap(renderField), ""].join("\n");
}
function renderField(field) {
  return [`  ${showPath(field.path)}`, ...renderValues(field).map((line) => `    ${colour(line)}`)];
}
function renderValues(field) {
  const { before, after } = field;
  if (typeof before === "string" && typeof after === "string" && (isLong(before) || isLong(after))) {
    const lines2 = patchLines(before, after);
    if (lines2 !== void 0) return lines2;
  }
  return [..."before" in field ? prefix2("- ", showValue(before)) : [], ..."after" in field ? prefix2("+ ", showValue(after)) : []];
}
function isLong(text) {
  return text.length > shortText || text.includes("\n");
}
function patchLines(before, after) {
  const end2 = before.endsWith("\n") || after.endsWith("\n") ? "" : "\n";
  const patch = structuredPatch("", "", showText(before + end2), showText(after + end2), "", "", { context: 2, maxEditLength: 2e3 });
  return patch?.hunks.flatMap(({ lines: lines2 }, index) => [...index > 0 ? ["..."] : [], ...lines2.map((line) => line.replace(/^[-+ ]/, "$& "))]);
}
function showValue(value) {
  return showText(typeof value === "string" && value.includes("\n") ? value : JSON.stringify(value));
}
function prefix2(mark, text) {
  return text.split("\n").map((line) => mark + line);
}
function colour(line) {
  if (line.startsWith("-")) return colors.red(line);
  return line.startsWith("+") ? colors.green(line) : line;
}
function showName(name2) {
  return /^[\w./:{}-]+$/.test(name2) ? name2 : showText(JSON.stringify(name2));
}

// src/cli/snapshot/command.ts
async function snapshotCommand(url, flags2) {
  const { address: address2, server: server2, lock: path2 } = readOptions(url, flags2);
  const lock = loadLock(path2);
  const before = Object.hasOwn(lock.servers, server2) ? lock.servers[server2] : void 0;
  if (flags2.diff && before === void 0) throw new Failure(`nothing is pinned of ${server2} in ${path2}: pin it without --diff first`);
  const { pins: pins2, hidings } = pinServer(await readServer(address2, packageVersion()), before, flags2.acceptHidden === true);
  const differences = before === void 0 ? [] : findDifferences(before, pins2);
  const refused = flags2.diff ? [] : hidings.filter(({ accepted }) => !accepted);
  const written = !flags2.diff && refused.length === 0;
  if (written) saveLock(path2, lock, server2, pins2);
  if (flags2.json) printLine(JSON.stringify({ server: server2, lock: path2, written, pinned: countPins(pins2), differences, hidden: hidings }, null, 2));
  else {
    for (const hiding of hidings) printNote(renderHiding(hiding));
    if (differences.length > 0) printLine(renderDifferences(differences));
    if (written) printLine(`${before === void 0 ? "pinned" : "pinned anew"}: ${server2} with ${renderCounts(pins2)}, in ${path2}`);
    else if (flags2.diff && differences.length === 0) printLine(`${server2} is as pinned: ${renderCounts(pins2)}`);
  }
  if (refused.length > 0) throw new Failure(`${refused.map(nameHiding).join(", ")} ${refused.length === 1 ? "hides" : "hide"} text; nothing was written. To pin it all the same: --accept-hidden`);
  if (flags2.diff && differences.length > 0) process.exitCode = 1;
}
function renderHiding(hiding) {
  return `${colors.yellow("warning:")} ${nameHiding(hiding)} hides text: ${hiding.hides.join(", ")}${hiding.accepted ? " (accepted)" : ""}`;
}
function nameHiding({ kind, name: name2 }) {
  return `${nouns[kind]} ${showName(name2)}`;
}
function countPins(pins2) {
  return Object.fromEntries(pinKinds.map((kind) => [kind, Object.keys(pins2[kind]).length]));
}
function renderCounts(pins2) {
  return Object.entries(countPins(pins2)).map(([kind, count]) => `${count} ${count === 1 ? kind.slice(0, -1) : kind}`).join(", ");
}

// src/cli/start/await-port.ts
import { connect, createServer } from "node:net";
import { setTimeout as delay2 } from "node:timers/promises";
function isListening({ host, port }) {
  return new Promise((resolve) => {
    const socket = connect({ host: bare(host), port, timeout: 2e3 });
    const settle = (open3) => {
      socket.destroy();
      resolve(open3);
    };
    socket.once("connect", () => {
      settle(true);
    });
    socket.once("error", () => {
      settle(false);
    });
    socket.once("timeout", () => {
      settle(false);
    });
  });
}
async function awaitListening(address2, child, name2) {
  const fate = { ended: void 0 };
  void child.ended.then((how) => {
    fate.ended = how;
  });
  const deadline = Date.now() + 3e4;
  while (Date.now() < deadline) {
    if (fate.ended !== void 0) throw new Failure(`${name2} ${fate.ended}: ${child.complaints()}`);
    if (await isListening(address2)) return;
    await delay2(15);
  }
  throw new Failure(`${name2} does not answer on ${address2.host}:${address2.port}: ${child.complaints()}`);
}
async function expectFree({ host, port }) {
  const error = await tryListen(bare(host), port);
  if (error === void 0) return;
  const reasons = { EADDRINUSE: "is in use by another program", EACCES: "needs more rights than this user has", EADDRNOTAVAIL: "is not an address of this machine", ENOTFOUND: "is not an address of this machine" };
  throw new Failure(`--listen: ${host}:${port} ${reasons[error.code ?? ""] ?? `cannot be listened on: ${error.message}`}`);
}
function tryListen(host, port) {
  return new Promise((resolve) => {
    const server2 = createServer();
    server2.once("error", resolve);
    server2.listen({ host, port }, () => {
      server2.close(() => {
        resolve(void 0);
      });
    });
  });
}
function findFreePort() {
  return new Promise((resolve, reject) => {
    const server2 = createServer();
    server2.once("error", reject);
    server2.listen(0, "127.0.0.1", () => {
      const address2 = server2.address();
      server2.close(() => {
        resolve(typeof address2 === "object" && address2 !== null ? address2.port : 0);
      });
    });
  });
}
function bare(host) {
  return host.replace(/^\[|\]$/g, "");
}

// src/cli/start/choose-server.ts
function chooseServer({ servers }, name2) {
  const names = servers.map((server3) => server3.name).join(", ");
  if (name2 === void 0 && servers.length > 1) throw new Failure(`the policy has several servers, choose one with --server: ${names}`);
  const server2 = servers.find((candidate) => name2 === void 0 || candidate.name === name2);
  if (server2 === void 0) throw new Failure(`the policy has no server ${JSON.stringify(name2)}; it has: ${names}`);
  return server2;
}

// src/cli/start/decision-line.ts
function formatDecision(logLine) {
  const entry = parse(logLine);
  if (entry === void 0) return void 0;
  const { time, role, method, target, decision, rule, request_time } = entry;
  const verdict = (decision === "" ? "error" : decision).padEnd(7);
  return [
    colors.dim(time.slice(11, 19)),
    shown(role).padEnd(10),
    shown(method).padEnd(26),
    shown(target).padEnd(28),
    decision === "allow" ? colors.green(verdict) : decision === "monitor" ? colors.yellow(verdict) : colors.red(verdict),
    shown(rule).padEnd(18),
    `${Math.round(request_time * 1e3)} ms`
  ].join(" ");
}
function parse(line) {
  try {
    const value = JSON.parse(line);
    return typeof value === "object" && value !== null && "decision" in value ? value : void 0;
  } catch {
    return void 0;
  }
}
function shown(text) {
  const safe = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
  if (safe === "") return "-";
  return safe.length > 48 ? `${safe.slice(0, 47)}…` : safe;
}

// src/cli/start/demo-server.ts
import { createRequire } from "node:module";

// src/cli/start/child.ts
import { spawn as spawn2 } from "node:child_process";
import { once as once2 } from "node:events";
import { setTimeout as delay3 } from "node:timers/promises";
var patience = 3e3;
function startChild(argv, env = process.env) {
  const child = spawn2(argv[0] ?? "", argv.slice(1), { stdio: ["pipe", "ignore", "pipe"], detached: true, env });
  const killLast = () => {
    if (child.pid !== void 0) killGroup(child.pid);
  };
  process.once("exit", killLast);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => said = (said + text).slice(-4e3));
  const ended = Promise.race([
    once2(child, "exit").then(([code, signal]) => code === null ? `ended by ${String(signal)}` : `exited with ${String(code)}`),
    once2(child, "error").then(([error]) => String(error))
  ]).catch((error) => String(error));
  return {
    pid: child.pid,
    ended,
    complaints: () => said.trim(),
    end: async (signal) => {
      await endGroup(child, ended, signal);
      process.removeListener("exit", killLast);
    }
  };
}
async function endGroup(child, ended, signal) {
  if (child.pid === void 0) return;
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    const timer = new AbortController();
    await Promise.race([ended, delay3(patience, void 0, { signal: timer.signal }).catch(() => void 0)]);
    timer.abort();
  }
  killGroup(child.pid);
  await ended;
}
function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
  }
}

// src/cli/start/demo-server.ts
var preload = `import { Server } from 'node:net';
const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) { return typeof port === 'object' ? listen.call(this, port, ...rest) : listen.call(this, Number(port), '127.0.0.1', ...rest); };
process.stdin.on('end', () => process.exit()).resume();
process.stdin.unref?.();`;
async function startDemoServer() {
  const port = await findFreePort();
  const child = startChild(
    [process.execPath, "--import", `data:text/javascript,${encodeURIComponent(preload)}`, findEntry(), "streamableHttp"],
    { ...process.env, PORT: String(port) }
  );
  try {
    await awaitListening({ host: "127.0.0.1", port }, child, "the demonstration server");
  } catch (error) {
    await child.end("SIGKILL");
    throw error;
  }
  return { child, url: new URL(`http://127.0.0.1:${port}/mcp`) };
}
function findEntry() {
  try {
    return createRequire(import.meta.url).resolve("@modelcontextprotocol/server-everything/dist/index.js");
  } catch {
    throw new Failure("@modelcontextprotocol/server-everything is not installed: name a running MCP server with --upstream URL");
  }
}

// src/cli/start/follow-file.ts
import { watch } from "node:fs";
import { open as open2 } from "node:fs/promises";
var keepBelow = 32 << 20;
async function followFile(path2, onLine) {
  const file = await open2(path2, "r+");
  const buffer = Buffer.alloc(64 << 10);
  const decoder = new TextDecoder();
  let position = (await file.stat()).size;
  let rest3 = "";
  const drain = async () => {
    for (; ; ) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      const parts = (rest3 + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split("\n");
      rest3 = parts.pop() ?? "";
      parts.forEach(onLine);
    }
    if (position < keepBelow) return;
    await file.truncate(0);
    position = 0;
  };
  let turn = Promise.resolve();
  const watcher = watch(path2, () => {
    turn = turn.then(drain);
  });
  return async () => {
    watcher.close();
    await turn;
    await drain();
    await file.close();
  };
}

// src/cli/start/gateway.ts
import { readFile as readFile2, rm as rm3, writeFile as writeFile5 } from "node:fs/promises";
import { join as join7 } from "node:path";

// src/cli/start/certificate.ts
import { chmod, writeFile as writeFile3 } from "node:fs/promises";
import { join as join5 } from "node:path";
async function placeCertificate(folder, given, host) {
  const files = { cert: join5(folder, "tls.crt"), key: join5(folder, "tls.key") };
  if (given === void 0) {
    await makeCertificate(files, host);
  } else {
    await writeFile3(files.cert, given.cert);
    await writeFile3(files.key, given.key, { mode: 384 });
  }
  return files;
}
async function makeCertificate({ cert, key }, host) {
  const openssl = findProgram("openssl");
  if (openssl === void 0) throw new Failure("--tls makes a certificate with openssl, which is not installed: install it, or give --cert and --key");
  const bare2 = host.replace(/^\[|\]$/g, "");
  const own = /^[\d.]+$|:/.test(bare2) ? `IP:${bare2}` : `DNS:${bare2}`;
  const names = [.../* @__PURE__ */ new Set([own, "DNS:localhost", "IP:127.0.0.1", "IP:::1"])].join(",");
  const made = await run([
    openssl,
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "30",
    "-subj",
    "/CN=Portcullis local",
    "-addext",
    `subjectAltName=${names}`,
    "-keyout",
    key,
    "-out",
    cert
  ]);
  if (made.code !== 0) throw new Failure(`openssl could not make a certificate: ${made.stderr.trim()}`);
  await chmod(key, 384);
}

// src/cli/start/nginx-conf.ts
import { existsSync as existsSync6 } from "node:fs";

// src/cli/start/location.ts
function renderLocation(path2, { name: name2, upstreamUrl }, authorities) {
  const secure = upstreamUrl.protocol === "https:";
  return [
    `        location ${quote4(path2)} {`,
    `            set $mcp_server ${name2};`,
    "            include portcullis/location.conf;",
    ...secure ? verifyUpstream(upstreamUrl.hostname, authorities) : [],
    `            proxy_pass ${secure ? "https" : "http"}://$mcp_upstream;`,
    "        }"
  ].join("\n");
}
function verifyUpstream(hostname, authorities) {
  return [
    "            proxy_ssl_server_name on;",
    `            proxy_ssl_name ${hostname};`,
    "            proxy_ssl_verify on;",
    "            proxy_ssl_verify_depth 4;",
    `            proxy_ssl_trusted_certificate ${quote4(authorities)};`
  ];
}
function quote4(text) {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

// src/cli/start/nginx-conf.ts
function renderNginxConf(conf) {
  const { listen, tls, servers, workers, runDir, jsModule, user, extraHttp = "", extraServer = "" } = conf;
  const file = (name2) => quote4(`${runDir}/${name2}`);
  return lines([
    jsModule === void 0 ? "" : `load_module ${quote4(jsModule)};`,
    user === void 0 ? "" : `user ${user};`,
    "daemon off;",
    `worker_processes ${workers};`,
    "pcre_jit on;",
    "worker_shutdown_timeout 1s;",
    `pid ${file("nginx.pid")};`,
    `error_log ${file("error.log")} warn;`,
    "events { worker_connections 1024; }",
    "http {",
    ...["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `    ${kind}_temp_path ${file(`temp-${kind}`)};`),
    "    map_hash_max_size 65536;",
    "    include portcullis/http.conf;",
    "    include portcullis/policy.conf;",
    `    access_log ${file("access.log")} portcullis;`,
    extraHttp,
    ...servers.map(({ upstreamName, upstreamUrl }) => `    upstream ${upstreamName} { server ${address(upstreamUrl)}; keepalive 16; keepalive_timeout 4s; }`),
    "    server {",
    `        listen ${listen}${tls === void 0 ? "" : " ssl"};`,
    "        include portcullis/server.conf;",
    ...tls === void 0 ? [] : ["        include portcullis/tls.conf;", `        ssl_certificate ${quote4(tls.cert)};`, `        ssl_certificate_key ${quote4(tls.key)};`],
    extraServer,
    ...servers.flatMap((server2) => server2.paths.map((path2) => renderLocation(path2, server2, findTrustedCertificates()))),
    "    }",
    "}"
  ]);
}
function findTrustedCertificates() {
  const places = [process.env["SSL_CERT_FILE"] ?? "", "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];
  return places.find((path2) => path2 !== "" && existsSync6(path2)) ?? "/etc/ssl/cert.pem";
}
function address(url) {
  return `${url.hostname}:${url.port === "" ? url.protocol === "https:" ? "443" : "80" : url.port}`;
}
function lines(items) {
  return `${items.filter((item) => item !== "").join("\n")}
`;
}

// src/cli/start/run-folder.ts
import { chmod as chmod2, copyFile, cp, mkdtemp as mkdtemp3, readFile, writeFile as writeFile4 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join6 } from "node:path";
async function makeRunFolder(policyConf) {
  const folder = await mkdtemp3(join6(tmpdir2(), "portcullis-"));
  const root = packageRoot();
  await cp(join6(root, "nginx/portcullis"), join6(folder, "portcullis"), { recursive: true });
  await copyFile(join6(root, "dist/portcullis.js"), join6(folder, "portcullis/portcullis.js"));
  await writeFile4(join6(folder, "portcullis/policy.conf"), policyConf);
  await chmod2(folder, 457);
  return folder;
}
async function findWorkerUser() {
  if (process.getuid?.() !== 0) return void 0;
  const groups2 = await readFile("/etc/group", "utf8").catch(() => "");
  return /^nogroup:/m.test(groups2) ? "nobody nogroup" : "nobody nobody";
}

// src/cli/start/gateway.ts
async function startGateway(install, options, policyConf, server2) {
  const folder = await makeRunFolder(policyConf);
  try {
    const argv = await configure(folder, install, options, server2);
    const child = startChild(argv);
    const stop = async () => {
      await child.end("SIGQUIT");
      await rm3(folder, { recursive: true, force: true });
    };
    try {
      await awaitListening(options.listen, child, "nginx");
    } catch (error) {
      await stop();
      throw error;
    }
    return { child, accessLog: join7(folder, "access.log"), errorLog: () => readFile2(join7(folder, "error.log"), "utf8").catch(() => ""), stop };
  } catch (error) {
    await rm3(folder, { recursive: true, force: true });
    throw error;
  }
}
async function configure(folder, install, options, server2) {
  const { listen, workers } = options;
  const conf = renderNginxConf({
    listen: `${listen.host}:${listen.port}`,
    tls: options.tls ? await placeCertificate(folder, options.certificate, listen.host) : void 0,
    servers: [server2],
    workers,
    runDir: folder,
    jsModule: install.jsModule,
    user: await findWorkerUser()
  });
  const file = join7(folder, "nginx.conf");
  await writeFile5(file, conf);
  const argv = [...install.nginx, "-e", "stderr", "-p", `${folder}/`, "-c", file];
  const test = await run([...argv, "-q", "-t"]);
  if (test.code !== 0) throw new Failure(`nginx does not accept the configuration: ${test.stderr.trim()}`);
  return argv;
}

// src/cli/start/options.ts
import { readFileSync as readFileSync6 } from "node:fs";
import { isIPv6 } from "node:net";
import { join as join8 } from "node:path";
function readOptions2(flags2) {
  return {
    upstream: flags2.upstream === void 0 ? void 0 : readUpstream(flags2.upstream),
    server: flags2.server,
    policy: flags2.policy ?? join8(packageRoot(), "examples/start/policy.yaml"),
    isExample: flags2.policy === void 0,
    listen: readAddress(flags2.listen),
    tls: flags2.tls === true || flags2.cert !== void 0,
    certificate: readCertificate(flags2),
    nginx: flags2.nginx,
    workers: readWorkers(flags2.workers)
  };
}
function readUpstream(text) {
  const url = URL.canParse(text) ? new URL(text) : void 0;
  if (url === void 0 || !/^https?:$/.test(url.protocol)) throw new Failure(`--upstream: ${JSON.stringify(text)} is not an http:// or https:// URL`);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new Failure("--upstream: a user name, query or fragment has no place in the URL of an MCP server");
  }
  if (!/^[\w./~%-]*$/.test(url.pathname)) throw new Failure(`--upstream: the path ${url.pathname} has characters nginx cannot take here`);
  return url;
}
function readAddress(text) {
  const found = /^(?:(\[[\da-f:.]+\]|[\w.-]+):)?(\d{1,5})$/i.exec(text);
  const host = found?.[1] ?? "127.0.0.1";
  const port = Number(found?.[2]);
  const bracketed = host.startsWith("[");
  if (found === null || port < 1 || port > 65535 || bracketed && !isIPv6(host.slice(1, -1))) {
    throw new Failure(`--listen: ${JSON.stringify(text)} is not ADDR:PORT, as in 127.0.0.1:8080`);
  }
  return { host, port };
}
function readCertificate({ cert, key }) {
  if (cert === void 0 && key === void 0) return void 0;
  if (cert === void 0 || key === void 0) throw new Failure("--cert and --key go together");
  return { cert: readPem("--cert", cert), key: readPem("--key", key) };
}
function readPem(option, path2) {
  try {
    const text = readFileSync6(path2, "utf8");
    if (text.includes("-----BEGIN ")) return text;
  } catch (error) {
    throw new Failure(`${option}: cannot read ${path2}: ${describeError(error)}`);
  }
  throw new Failure(`${option}: ${path2} is not a PEM file`);
}
function readWorkers(text) {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new Failure(`--workers: ${JSON.stringify(text)} is not a number from 1 to 999`);
  return count;
}

// src/cli/start/retarget-policy.ts
import { parseDocument as parseDocument2 } from "yaml";
function retargetPolicy(source, server2, url) {
  const document = parseDocument2(source);
  const at = ["servers", server2];
  if (url.pathname !== "/") document.setIn([...at, "upstream_path"], url.pathname);
  if (!document.hasIn([...at, "host"])) document.setIn([...at, "host"], url.host);
  return document.toString();
}

// src/cli/start/try-commands.ts
function exampleCommands(target) {
  return [
    { shows: "allowed", command: callInSession(target, { role: "viewer", tool: "echo", arguments: { message: "hello" } }) },
    { shows: "denied by role", command: call(target, { role: "viewer", tool: "get-env", arguments: {} }) },
    { shows: "stopped by inspection", command: call(target, { role: "developer", tool: "gzip-file-as-resource", arguments: { name: "../../root/.ssh/authorized_keys" } }) }
  ];
}
function policyCommands(target, description, server2) {
  const may = (name2) => description.roles.find((role2) => role2.name === name2)?.grants.find((grant) => grant.server === server2.name)?.tools ?? [];
  const role = description.roles.find(({ grants }) => grants.some((grant) => grant.server === server2.name))?.name;
  if (role === void 0) return [];
  const others = description.roles.flatMap(({ name: name2 }) => may(name2)).filter((tool2) => !may(role).includes(tool2));
  return [
    { shows: "allowed", command: inSession(target, role, { jsonrpc: "2.0", id: 2, method: "tools/list" }) },
    { shows: "denied by role", command: call(target, { role, tool: others[0] ?? "not-in-the-policy", arguments: {} }) }
  ];
}
function callInSession(target, request2) {
  return inSession(target, request2.role, { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: request2.tool, arguments: request2.arguments } });
}
function inSession(target, role, message) {
  const initialize = { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "curl", version: "1" } } };
  const session = `${post(target, role, "-si", initialize)} | tr -d '\\r' | awk 'tolower($1) == "mcp-session-id:" { print $2 }'`;
  return `S=$(${session}); ${post(target, role, "-s", message, ' -H "Mcp-Session-Id: $S"')}`;
}
function call(target, request2) {
  return post(target, request2.role, "-s", { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: request2.tool, arguments: request2.arguments } });
}
function post({ url, roleHeader, insecure }, role, flags2, message, more = "") {
  const headers = ["Content-Type: application/json", "Accept: application/json, text/event-stream", `${roleHeader}: ${role}`];
  return `curl ${flags2}${insecure ? "k" : ""} ${url} ${headers.map((header) => `-H ${quote5(header)}`).join(" ")}${more} -d ${quote5(JSON.stringify(message))}`;
}
function quote5(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

// src/cli/start/command.ts
async function startCommand(flags2) {
  const stopSignal = awaitStop();
  const undo = [];
  try {
    const options = readOptions2(flags2);
    const policy = compileFile(options.policy);
    if (policy.problems.length > 0) printNote(renderProblems(policy));
    if (policy.sound === void 0) throw new Failure(`${options.policy} has errors; nothing was started`);
    const { description } = policy.sound;
    const server2 = chooseServer(description, options.server);
    await expectFree(options.listen);
    const install = await withProgress("looking for nginx", (onProgress) => provideNginx({ path: options.nginx, onProgress }));
    const upstream = options.upstream ?? await startDemo(undo);
    if (options.upstream !== void 0) await warnIfUnreachable(upstream);
    const { conf, problems } = compilePolicy(retargetPolicy(policy.source, server2.name, upstream), "policy.yaml", { lock: policy.lock });
    if (conf === void 0) throw new Failure(`the policy does not take this upstream: ${problems[0]?.message ?? ""}`);
    const gateway = await startGateway(install, options, conf, { name: server2.name, upstreamName: server2.upstream, upstreamUrl: upstream, paths: server2.paths });
    undo.unshift(gateway.stop);
    printWelcome(options, install, upstream, description, server2);
    const unfollow = await followFile(gateway.accessLog, (line) => {
      const shown2 = formatDecision(line);
      if (shown2 !== void 0) printLine(shown2);
    });
    undo.splice(1, 0, unfollow);
    const nginxEnded = await Promise.race([stopSignal, gateway.child.ended]);
    if (nginxEnded !== void 0) throw new Failure(`nginx ${nginxEnded} by itself:
${await gateway.errorLog()}`);
  } finally {
    for (const step of undo) await step();
  }
}
function awaitStop() {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {
      resolve(void 0);
    });
    process.stdout.on("error", () => {
      resolve(void 0);
    });
  });
}
async function startDemo(undo) {
  const demo = await withProgress("starting the demonstration server", startDemoServer);
  undo.push(() => demo.child.end("SIGTERM"));
  return demo.url;
}
async function warnIfUnreachable(upstream) {
  const port = Number(upstream.port === "" ? upstream.protocol === "https:" ? 443 : 80 : upstream.port);
  if (!await isListening({ host: upstream.hostname, port })) printNote(`${colors.yellow("warning:")} nothing answers at ${upstream.href} yet; calls will fail until it does`);
}
function printWelcome(options, install, upstream, description, server2) {
  const url = `${options.tls ? "https" : "http"}://${options.listen.host}:${options.listen.port}${server2.paths[0] ?? ""}`;
  const target = { url, roleHeader: description.roleHeader, insecure: options.tls && options.certificate === void 0 };
  const commands = options.isExample ? exampleCommands(target) : policyCommands(target, description, server2);
  printLine(`nginx     ${install.version}, njs ${install.njsVersion} (${install.origin})`);
  printLine(`server    ${upstream.href}${options.upstream === void 0 ? " (server-everything)" : ""}`);
  printLine(`gateway   ${colors.bold(url)}`);
  if (description.mode === "monitor") printLine(colors.yellow("mode      monitor: decisions are logged, nothing is blocked"));
  printLine(`
${colors.bold("Roles")} (header ${description.roleHeader})
${renderRoles(description)}
`);
  for (const { shows, command } of commands) printLine(`${colors.bold(`# ${shows}`)}
${command}
`);
  printLine(`${colors.bold("Decisions")} (Ctrl-C stops)`);
}

// src/cli/main.ts
var program = new Command("portcullis").description("A security gateway for MCP servers that runs inside stock nginx").version(packageVersion());
program.command("start").description("run the gateway in front of an MCP server, by default a demonstration server").option("--upstream <url>", "the MCP server, e.g. http://127.0.0.1:3000/mcp (default: server-everything is started)").option("--server <name>", "the policy's server it stands for, when there are several").option("--policy <file>", "the policy (default: the example for server-everything)").option("--listen <addr:port>", "where the gateway listens", "127.0.0.1:8080").option("--tls", "serve HTTPS, with a local certificate unless --cert and --key are given").option("--cert <file>", "certificate chain (PEM)").option("--key <file>", "its private key (PEM)").option("--nginx <path>", "the nginx program to use").option("--workers <n>", "nginx worker processes", "1").action(startCommand);
program.command("compile").description("compile a policy to nginx configuration").argument("<policy.yaml>").requiredOption("-o, --output <file>", "where to write it; - is standard output").option("--lock <file>", "the lock file (default: portcullis.lock.json beside the policy, if there)").option("--json", "problems as JSON, on standard error").action(compileCommand);
program.command("check").description("report every problem of a policy and what each role may do").argument("<policy.yaml>").option("--lock <file>", "the lock file (default: portcullis.lock.json beside the policy, if there)").option("--json", "the same as JSON").action(checkCommand);
program.command("snapshot").description("pin a server's tools, prompts and resources in the policy's lock file").argument("<url>", "the MCP server, e.g. http://127.0.0.1:3000/mcp").option("--server <name>", "its name in the policy (default: the policy's only server)").option("--policy <file>", "the policy (default: policy.yaml)").option("--lock <file>", "the lock file (default: portcullis.lock.json beside the policy)").option("--header <line>", "a header for the server, 'Name: value'; may be repeated", (line, lines2) => [...lines2, line], []).option("--timeout <seconds>", "for all of it together", "60").option("--accept-hidden", "pin descriptors although they hide text").option("--diff", "write nothing; show what differs from what is pinned, exit 1 if anything does").option("--json", "the outcome as JSON").action(snapshotCommand);
program.command("policy-schema").description("print the JSON Schema of a policy").action(schemaCommand);
program.command("nginx").description("show which nginx the gateway runs in, getting one if need be").option("--nginx <path>", "the nginx program to use").option("--json", "the same as JSON").action(showNginx);
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  printNote(`${colors.red("portcullis:")} ${error.message}`);
  process.exitCode = 1;
}

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
  let folder2 = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder2, "package.json")) && dirname(folder2) !== folder2) folder2 = dirname(folder2);
  return folder2;
}
function packageVersion() {
  return JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")).version;
}
function cacheFolder() {
  const own2 = join(packageRoot(), ".cache");
  try {
    mkdirSync(own2, { recursive: true });
    accessSync(own2, constants.W_OK);
    return own2;
  } catch {
    const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "portcullis");
    mkdirSync(cache, { recursive: true });
    return cache;
  }
}
function findProgram(name3) {
  const folders2 = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin", "/sbin"];
  return folders2.filter((folder2) => folder2 !== "").map((folder2) => join(folder2, name3)).find(isExecutable);
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
function isAtLeast(version2, wanted) {
  const have = numbers(version2);
  if (have === void 0) return false;
  const want = numbers(wanted) ?? [];
  for (const [index, part] of want.entries()) {
    const own2 = have[index] ?? 0;
    if (own2 !== part) return own2 > part;
  }
  return true;
}
function numbers(version2) {
  const found = /^\d{1,9}(?:\.\d{1,9}){0,3}/.exec(version2);
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
  return new Promise((resolve5) => {
    execFile(file, args, { ...options, maxBuffer: 64 << 20, env: { ...process.env, LC_ALL: "C" } }, (error, stdout, stderr) => {
      if (error === null) resolve5({ code: 0, stdout, stderr });
      else resolve5({ code: typeof error.code === "number" ? error.code : -1, stdout, stderr: stderr === "" ? error.message : stderr });
    });
  });
}

// src/cli/debian/mirror.ts
import { existsSync as existsSync2 } from "node:fs";
async function findDebianMirror(environment2 = process.env) {
  const named3 = environment2["PORTCULLIS_DEBIAN_MIRROR"];
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
  for (const folder2 of ["debs/partial", "lists/partial", "cache"]) await mkdir(join2(work, folder2), { recursive: true });
  await writeFile(join2(work, "status"), "");
  await writeFile(join2(work, "sources.list"), `deb [signed-by=${keyring}] ${mirror} ${release2} main
`);
  await writeFile(join2(work, "apt.conf"), privateConfig(work, besideSystem ? "/var/lib/dpkg/status" : join2(work, "status")));
  const apt = {
    debs,
    run: async (failed, program4, ...args) => {
      const outcome = await run([program4, "-c", join2(work, "apt.conf"), ...args], { cwd: debs });
      expectSuccess(outcome, failed);
      return outcome;
    }
  };
  await apt.run("cannot read the package lists", "apt-get", "update", "-q", "--error-on=any");
  return apt;
}
async function unpackPackages(debs, root) {
  await mkdir(root, { recursive: true });
  for (const name3 of await readdir(debs)) {
    if (name3.endsWith(".deb")) expectSuccess(await run(["dpkg-deb", "-x", join2(debs, name3), root]), `cannot unpack ${name3}`);
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
  const all2 = await apt.run("cannot resolve the libraries nginx needs", "apt-cache", "depends", "--recurse", ...only, ...libraries);
  return [.../* @__PURE__ */ new Set([...programs, ...namesIn(all2.stdout).filter(isLibrary)])];
}
function namesIn(depends) {
  return [...depends.matchAll(/^(?:  Depends: |  PreDepends: )?([a-z0-9][a-z0-9.+-]*)$/gm)].map((match) => match[1] ?? "");
}
function isLibrary(name3) {
  return /^lib|^zlib1g$/.test(name3);
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
  const version2 = /nginx version: [^/\s]+\/([\d.]+)/.exec(said.stderr)?.[1];
  if (version2 === void 0) return { ok: false, reason: `${nginx.join(" ")} does not run as an nginx: ${firstLine(said.stderr)}` };
  const jsModule = module ?? findModule(said.stderr);
  const folder2 = await mkdtemp(join3(tmpdir(), "portcullis-probe-"));
  try {
    const njsVersion = await askNjsVersion(nginx, jsModule, folder2);
    if (typeof njsVersion !== "string") return { ok: false, reason: `nginx ${version2} cannot run njs with QuickJS: ${njsVersion.reason}` };
    const tooOld = explainTooOld(version2, njsVersion);
    return tooOld === void 0 ? { ok: true, version: version2, njsVersion, jsModule } : { ok: false, reason: tooOld };
  } finally {
    await rm(folder2, { recursive: true, force: true });
  }
}
function findModule(configureArguments) {
  const modules = /--modules-path=(\S+)/.exec(configureArguments)?.[1];
  const prefix5 = /--prefix=(\S+)/.exec(configureArguments)?.[1] ?? "/usr/local/nginx";
  const folder2 = modules === void 0 ? join3(prefix5, "modules") : isAbsolute(modules) ? modules : join3(prefix5, modules);
  return [folder2, "/usr/lib/nginx/modules", "/usr/lib64/nginx/modules"].map((path2) => join3(path2, "ngx_http_js_module.so")).find((path2) => existsSync3(path2));
}
async function askNjsVersion(nginx, jsModule, folder2) {
  const socket2 = join3(folder2, "s");
  await writeFile2(join3(folder2, "probe.js"), "export default { say: (r) => r.return(200, `${njs.version} ${njs.engine}`) };\n");
  await writeFile2(join3(folder2, "nginx.conf"), probeConf(jsModule, folder2));
  const argv = [...nginx, "-e", "stderr", "-p", `${folder2}/`, "-c", join3(folder2, "nginx.conf")];
  const child = spawn(argv[0] ?? "", argv.slice(1), { stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text) => complaint += text);
  child.on("error", (error) => complaint += error.message);
  const answer2 = await ask(child, socket2);
  await end(child);
  if (answer2 === void 0) return { reason: firstLine(complaint.replace(/^nginx: /, "")) };
  const [version2 = "", engine = ""] = answer2.split(" ");
  return engine === "QuickJS" ? version2 : { reason: `its engine is ${engine}` };
}
function probeConf(jsModule, folder2) {
  const temporary2 = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name3) => `${name3}_temp_path ${JSON.stringify(join3(folder2, name3))};`);
  return `${jsModule === void 0 ? "" : `load_module ${JSON.stringify(jsModule)};
`}daemon off; master_process off; pid probe.pid;
events { worker_connections 16; }
http {
  access_log off; ${temporary2.join(" ")}
  js_engine qjs; js_import main from probe.js;
  server { listen ${JSON.stringify(`unix:${join3(folder2, "s")}`)}; location / { js_content main.say; } }
}
`;
}
async function ask(child, socketPath) {
  for (const deadline = Date.now() + 1e4; child.exitCode === null && child.pid !== void 0 && Date.now() < deadline; ) {
    const answer2 = await get(socketPath);
    if (answer2 !== void 0) return answer2;
    await delay(10);
  }
  return void 0;
}
function get(socketPath) {
  return new Promise((resolve5) => {
    const sent = request({ socketPath, path: "/", agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text) => body += text);
      response.on("end", () => {
        resolve5(response.statusCode === 200 ? body : void 0);
      });
    });
    sent.on("error", () => {
      resolve5(void 0);
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
  const start2 = [loader.path, "--library-path", loader.libraries];
  const nginx = [...start2, join4(root, "usr/sbin/nginx")];
  const probe = await probeNginx(nginx, join4(root, "usr/lib/nginx/modules/ngx_http_js_module.so"));
  if (!probe.ok) return probe.reason;
  return {
    nginx,
    njs: [...start2, join4(root, "usr/bin/njs")],
    qjs: [...start2, join4(root, "usr/bin/qjs")],
    jsModule: probe.jsModule,
    version: probe.version,
    njsVersion: probe.njsVersion,
    origin: `private copy in ${root}`
  };
}
async function findLoader(root) {
  for (const folder2 of await readdir2(join4(root, "usr/lib")).catch(() => [])) {
    const libraries = join4(root, "usr/lib", folder2);
    const name3 = (await readdir2(libraries).catch(() => [])).find((file) => /^ld-linux.*\.so\.\d$/.test(file));
    if (name3 !== void 0) return { path: join4(libraries, name3), libraries };
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
  for (const name3 of await readdir2(cache)) {
    if (!name3.startsWith("nginx.making-")) continue;
    const made = await stat(join4(cache, name3)).catch(() => void 0);
    if (made !== void 0 && Date.now() - made.mtimeMs > staleAfter) await rm2(join4(cache, name3), { recursive: true, force: true });
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

// src/cli/certs/command.ts
import { mkdirSync as mkdirSync2 } from "node:fs";

// src/cli/certs/authority.ts
import { chmodSync, existsSync as existsSync5, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join as join5, resolve } from "node:path";

// src/cli/certs/openssl.ts
async function openssl(...args) {
  const program4 = findProgram("openssl");
  if (program4 === void 0) throw new Failure("certificates are made with openssl, which is not installed: install it, or give your own (start: --cert and --key)");
  const made = await run([program4, ...args]);
  if (made.code !== 0) throw new Failure(`openssl could not make a certificate: ${made.stderr.trim()}`);
}
function serverNames(hosts) {
  const own2 = hosts.map((host) => host.replace(/^\[|\]$/g, "")).map((bare2) => /^[\d.]+$|:/.test(bare2) ? `IP:${bare2}` : `DNS:${bare2}`);
  return [.../* @__PURE__ */ new Set([...own2, "DNS:localhost", "IP:127.0.0.1", "IP:::1"])].join(",");
}

// src/cli/certs/authority.ts
var newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
var caDays = 365;
var crlDays = 365;
var Authority = class {
  folder;
  constructor(folder2) {
    this.folder = folder2;
  }
  exists(file) {
    return existsSync5(this.path(file));
  }
  /** Makes the authority; what it signs until then is of no use any more. */
  async make() {
    await this.inScratch(async (scratch) => {
      const extensions = join5(scratch, "ext");
      writeFileSync(extensions, "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n");
      await openssl("req", "-new", ...newKey, "-subj", "/CN=Portcullis trial authority", "-keyout", join5(scratch, "ca.key"), "-out", join5(scratch, "csr"));
      await openssl("x509", "-req", "-in", join5(scratch, "csr"), "-signkey", join5(scratch, "ca.key"), "-sha256", "-set_serial", serial(), "-days", `${caDays}`, "-extfile", extensions, "-out", join5(scratch, "ca.pem"));
      writeFileSync(join5(scratch, "ca.index"), "");
      this.keep(scratch, "ca.key", "ca.pem", "ca.index");
    });
    await this.revoke([]);
  }
  /** Makes a key and signs its certificate. */
  async issue({ file, name: name3, usage, names: names6, days: days2 }) {
    await this.inScratch(async (scratch) => {
      const extensions = join5(scratch, "ext");
      writeFileSync(extensions, ["basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature", `extendedKeyUsage=${usage}`, "authorityKeyIdentifier=keyid", ...names6 === "" ? [] : [`subjectAltName=${names6}`], ""].join("\n"));
      await openssl("req", "-new", ...newKey, "-subj", `/CN=${name3}`, "-keyout", join5(scratch, `${file}.key`), "-out", join5(scratch, "csr"));
      await openssl("x509", "-req", "-in", join5(scratch, "csr"), "-CA", this.path("ca.pem"), "-CAkey", this.path("ca.key"), "-sha256", "-set_serial", serial(), "-days", `${days2}`, "-extfile", extensions, "-out", join5(scratch, `${file}.pem`));
      this.keep(scratch, `${file}.key`, `${file}.pem`);
    });
  }
  /** Writes the list of revoked certificates anew, with these beside those before. */
  async revoke(files) {
    await this.inScratch(async (scratch) => {
      const conf = join5(scratch, "ca.conf");
      const database = this.path("ca.index");
      if (/[\n"\\$#]/.test(database)) throw new Failure(`openssl cannot work in ${this.folder}: use a folder without quotes, $, # and backslashes in its path`);
      writeFileSync(conf, `[ca]
default_ca=all
[all]
database="${database}"
default_md=sha256
default_crl_days=${crlDays}
unique_subject=no
`);
      const by = ["ca", "-config", conf, "-cert", this.path("ca.pem"), "-keyfile", this.path("ca.key")];
      for (const file of files) await openssl(...by, "-revoke", this.path(`${file}.pem`));
      await openssl(...by, "-gencrl", "-out", join5(scratch, "crl.pem"));
      this.keep(scratch, "crl.pem");
    });
  }
  path(file) {
    return resolve(this.folder, file);
  }
  /** A folder of its own for what is not done yet, which nobody else can look into. */
  async inScratch(work) {
    const scratch = mkdtempSync(join5(resolve(this.folder), ".making-"));
    try {
      await work(scratch);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
  keep(scratch, ...files) {
    for (const file of files) {
      chmodSync(join5(scratch, file), file.endsWith(".key") ? 384 : 420);
      renameSync(join5(scratch, file), this.path(file));
    }
  }
};
function serial() {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] ?? 0) & 63 | 64;
  return `0x${bytes.toString("hex")}`;
}

// src/cli/certs/command.ts
async function certsCommand(folder2, options) {
  const authority2 = openFolder(folder2);
  const wanted = readRequests(options, authority2);
  const taken = wanted.flatMap(({ file }) => [`${file}.pem`, `${file}.key`]).filter((file) => authority2.exists(file));
  if (taken.length > 0 && !options.force) throw new Failure(`${folder2} has ${taken.join(", ")}: --force replaces them`);
  for (const name3 of options.revoke) if (!authority2.exists(`${clientFile(name3)}.pem`)) throw new Failure(`${folder2} has no ${clientFile(name3)}.pem to revoke`);
  const [pem, key2] = [authority2.exists("ca.pem"), authority2.exists("ca.key")];
  if (pem !== key2) throw new Failure(`${folder2} has only one of ca.pem and ca.key: put the other there, or take another folder`);
  if (!pem) await authority2.make();
  if (options.revoke.length > 0) await authority2.revoke(options.revoke.map(clientFile));
  for (const request2 of wanted) await authority2.issue(request2);
  for (const { file } of wanted) printLine(`${authority2.path(`${file}.pem`)} and ${file}.key`);
  for (const name3 of options.revoke) printLine(`revoked: ${clientFile(name3)}.pem`);
  printNote(advice(authority2, wanted));
}
function openFolder(folder2) {
  try {
    mkdirSync2(folder2, { recursive: true, mode: 448 });
    return new Authority(folder2);
  } catch (error) {
    throw new Failure(`cannot use the folder ${folder2}: ${describeError(error)}`);
  }
}
function clientFile(name3) {
  return `client-${readName(name3)}`;
}
function readRequests({ server: server2, client, revoke, days: text }, authority2) {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Failure(`--days ${JSON.stringify(text)} is not a number from 1 to 9999`);
  const days2 = Number(text);
  const first = !authority2.exists("ca.pem");
  const clients = client.length === 0 && revoke.length === 0 && first ? ["agent"] : client;
  const servers = server2.length > 0 || first ? server2.map(readHost) : void 0;
  const files = clients.map((one) => readClient(one, days2));
  const twice = files.find(({ file }, at) => files.findIndex((other) => other.file === file) !== at);
  if (twice !== void 0) throw new Failure(`--client ${twice.name} is there twice`);
  return [...servers === void 0 ? [] : [{ file: "server", name: servers[0] ?? "localhost", usage: "serverAuth", names: serverNames(servers), days: days2 }], ...files];
}
function readClient(text, days2) {
  const at = text.indexOf("=");
  const name3 = readName(at < 0 ? text : text.slice(0, at));
  const named3 = at < 0 ? "" : text.slice(at + 1);
  if (at >= 0 && !/^[!#$&'()*+\-./0-9:=?@A-Z_a-z~%]{1,256}$/.test(named3)) throw new Failure(`--client ${JSON.stringify(text)}: after = comes a URI or a host name`);
  const names6 = named3 === "" ? "" : named3.includes(":") ? `URI:${named3}` : `DNS:${readHost(named3)}`;
  return { file: clientFile(name3), name: name3, usage: "clientAuth", names: names6, days: days2 };
}
function readName(text) {
  if (!/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$/.test(text)) throw new Failure(`${JSON.stringify(text)} cannot be a name: use 1 to 64 letters, digits, _ . or -`);
  return text;
}
function readHost(text) {
  if (!/^[A-Za-z0-9_.:[\]-]{1,64}$/.test(text)) throw new Failure(`${JSON.stringify(text)} is neither a host name nor an address`);
  return text;
}
function advice(authority2, wanted) {
  const one = wanted.find(({ usage }) => usage === "clientAuth")?.file ?? "client-NAME";
  return `
For nginx, in server{}:

    ssl_certificate        ${authority2.path("server.pem")};
    ssl_certificate_key    ${authority2.path("server.key")};
    ssl_client_certificate ${authority2.path("ca.pem")};
    ssl_crl                ${authority2.path("crl.pem")};
    ssl_verify_client      on;

For a client:

    curl --cacert ${authority2.path("ca.pem")} --cert ${authority2.path(`${one}.pem`)} --key ${authority2.path(`${one}.key`)} https://localhost/mcp

They are for trials: who has ca.key can make any certificate that counts here.`;
}

// src/compiler/duration.ts
var durationPattern = "^[1-9][0-9]{0,4}(s|m|h|d)$";
var units = { s: 1, m: 60, h: 3600, d: 86400 };
function readDuration(text) {
  const [, digits, unit] = /^([1-9][0-9]{0,4})([smhd])$/.exec(text) ?? [];
  return digits === void 0 || unit === void 0 ? void 0 : Number(digits) * (units[unit] ?? 0);
}

// src/cli/key/key-store.ts
import { lstatSync, readFileSync as readFileSync3 } from "node:fs";

// src/compiler/keys/key-file.ts
var name = { type: "string", pattern: "^[A-Za-z0-9_.-]{1,64}$" };
var time = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$" };
var hex = (length) => ({ type: "string", pattern: `^[0-9a-f]{${length}}$` });
var keyFileSchema = {
  type: "object",
  additionalProperties: false,
  required: ["version", "keys"],
  properties: {
    version: { const: 1 },
    keys: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["name", "role", "id", "salt", "hash", "created"],
        properties: { name, role: name, id: hex(12), salt: hex(32), hash: hex(64), created: time, expires: time }
      }
    }
  }
};
function renderKeyFile({ version: version2, keys }) {
  const lines2 = keys.map((key2) => `    ${JSON.stringify(key2)}`);
  return `{
  "version": ${version2},
  "keys": [${lines2.length === 0 ? "" : `
${lines2.join(",\n")}
  `}]
}
`;
}

// src/compiler/keys/read-key-file.ts
import { Ajv2020 } from "ajv/dist/2020.js";
var remake = "undo the edit: `portcullis key` alone writes this file";
function readKeyFile(text, report) {
  const fail2 = (path2, message) => {
    report({ severity: "error", path: path2, message, hint: remake });
  };
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    fail2([], "the file of keys is not JSON");
    return void 0;
  }
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(keyFileSchema);
  if (!validate(value)) {
    for (const { instancePath, message = "is not valid" } of validate.errors ?? []) fail2(instancePath.split("/").slice(1), `the file of keys ${message} here`);
    return void 0;
  }
  const ids = value.keys.map(({ id }) => id);
  const faults2 = value.keys.flatMap(({ id, created, expires = created }, index) => [
    ...ids.indexOf(id) < index ? [fault(index, "id", "another key has this id")] : [],
    ...[created, expires].some((time2) => Number.isNaN(Date.parse(time2))) ? [fault(index, "created", "there is no such time")] : []
  ]);
  for (const { path: path2, message } of faults2) fail2(path2, message);
  return faults2.length === 0 ? value : void 0;
}
function fault(index, member, message) {
  return { path: ["keys", index, member], message };
}

// src/cli/write-whole.ts
import { renameSync as renameSync2, rmSync as rmSync2, writeFileSync as writeFileSync2 } from "node:fs";
function writeWhole(path2, text, mode2 = 438) {
  const temporary2 = `${path2}.${process.pid}`;
  try {
    writeFileSync2(temporary2, text, { mode: mode2 });
    renameSync2(temporary2, path2);
  } catch (error) {
    rmSync2(temporary2, { force: true });
    throw new Failure(`cannot write ${path2}: ${describeError(error)}`);
  }
}

// src/cli/key/key-store.ts
function loadKeys(path2) {
  if (lstatSync(path2, { throwIfNoEntry: false }) === void 0) return { version: 1, keys: [] };
  let text;
  try {
    text = readFileSync3(path2, "utf8");
  } catch (error) {
    throw new Failure(`cannot read the file of keys ${path2}: ${describeError(error)}`);
  }
  const findings = [];
  const file = readKeyFile(text, (finding) => findings.push(finding));
  const [first] = findings;
  if (file === void 0) throw new Failure(`${path2} is not sound: ${first?.message ?? "unknown fault"}; ${first?.hint ?? ""}`);
  return file;
}
function saveKeys(path2, file) {
  writeWhole(path2, renderKeyFile(file), 384);
}

// src/cli/key/make-key.ts
import { createHash, randomBytes as randomBytes2 } from "node:crypto";

// src/core/identity/api-key.ts
var keyPattern = "pcl_[0-9a-f]{12}_[0-9a-f]{64}";
var nobody = { who: { role: "" }, salt: "0".repeat(32), hash: "" };
function hashKey(salt, key2, ports) {
  return ports.digest(ports.digest(salt + key2));
}

// src/cli/key/make-key.ts
function makeKey(name3, role, now, expires) {
  const id = randomBytes2(6).toString("hex");
  const key2 = `pcl_${id}_${randomBytes2(32).toString("hex")}`;
  const salt = randomBytes2(16).toString("hex");
  const hash = hashKey(salt, key2, { digest: (text) => createHash("sha256").update(text).digest("hex") });
  return { key: key2, stored: { name: name3, role, id, salt, hash, created: writeTime(now), ...expires !== void 0 && { expires: writeTime(expires) } } };
}
function writeTime(time2) {
  return new Date(time2).toISOString().replace(/\.\d+/, "");
}

// src/cli/key/keys-table.ts
function showKey({ name: name3, role, id, expires }) {
  return `key ${id} of ${name3} for the role ${role}, ${expires === void 0 ? "without end" : `until ${expires}`}`;
}
function renderKeys(keys, now) {
  const rows2 = keys.map(({ name: name3, role, id, created, expires }) => [id, name3, role, created.slice(0, 10), showExpiry(expires, now)]);
  const table = [["id", "name", "role", "created", "expires"], ...rows2];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] ?? "").length))) ?? [];
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()).join("\n");
}
function showExpiry(expires, now) {
  if (expires === void 0) return "never";
  return Date.parse(expires) <= now ? `${expires.slice(0, 10)} (expired)` : expires.slice(0, 10);
}

// src/cli/key/command.ts
var nameShape = /^[A-Za-z0-9_.-]{1,64}$/;
function addKeyCommand(name3, options) {
  for (const text of [name3, options.role]) if (!nameShape.test(text)) throw new Failure(`${JSON.stringify(text)} cannot be a name: use 1 to 64 letters, digits, _ . or -`);
  const now = Date.now();
  const { version: version2, keys } = loadKeys(options.file);
  const { key: key2, stored } = makeKey(name3, options.role, now, readExpiry(options.expires, now));
  saveKeys(options.file, { version: version2, keys: [...keys, stored] });
  printLine(key2);
  printNote(`${showKey(stored)}, in ${options.file}. The key is shown only now. It counts once the policy is compiled again and nginx reloaded.`);
}
function listKeysCommand(options) {
  const { keys } = loadKeys(options.file);
  if (options.json) printLine(JSON.stringify({ keys: keys.map(({ name: name3, role, id, created, expires }) => ({ name: name3, role, id, created, expires })) }, null, 2));
  else printLine(keys.length === 0 ? `no keys in ${options.file}` : renderKeys(keys, Date.now()));
}
function removeKeyCommand(which, options) {
  const { version: version2, keys } = loadKeys(options.file);
  const isMeant = ({ id, name: name3 }) => id === which || name3 === which;
  const removed = keys.filter(isMeant);
  if (removed.length === 0) throw new Failure(`${options.file} has no key with the name or id ${JSON.stringify(which)}`);
  saveKeys(options.file, { version: version2, keys: keys.filter((key2) => !isMeant(key2)) });
  for (const key2 of removed) printLine(`removed: ${showKey(key2)}`);
  printNote("Compile the policy again and reload nginx: until then it counts.");
}
function readExpiry(text, now) {
  if (text === "never") return void 0;
  const seconds = readDuration(text);
  if (seconds === void 0) throw new Failure(`--expires ${JSON.stringify(text)} is not a time: write 12h, 90d or never`);
  return now + seconds * 1e3;
}

// src/core/policy/kind.ts
var kinds = ["path", "url", "command", "sql", "code", "text", "id", "any"];

// src/compiler/external-schema.ts
var decisionsSchema = {
  description: "An external decision point, or `off`.",
  type: ["object", "string"],
  pattern: "^off$",
  additionalProperties: false,
  required: ["type"],
  properties: {
    type: { description: "`authzen`: the OpenID AuthZEN Authorization API 1.0. `opa`: the Data API of Open Policy Agent.", enum: ["authzen", "opa"] },
    location: {
      description: "The location in nginx that leads to its endpoint, made with `portcullis/decisions.conf`.",
      type: "string",
      pattern: "^/[A-Za-z0-9_/-]{1,100}$",
      default: "/portcullis_decision"
    },
    timeout: {
      description: "How long a request waits for all the decisions that it needs, `1ms` to `2s`; then it is refused.",
      type: "string",
      pattern: "^(?:[1-9][0-9]{0,2}ms|[12]s)$",
      default: "1s"
    },
    cache: { description: "For how long a decision holds for the same question, up to `99m`. Absent: each is asked for.", type: "string", pattern: "^[1-9][0-9]?[sm]$" }
  }
};
var toldSchema = {
  description: "What the external decision point is told of the arguments.",
  type: "object",
  additionalProperties: false,
  properties: {
    arguments: { description: "Names of arguments that it is told. Absent: none.", type: "array", uniqueItems: true, items: { type: "string" } }
  }
};

// src/core/identity/identity.ts
var methods = ["api_keys", "jwt", "mtls", "basic", "auth_request", "role_header"];
function identify(method, role, subject) {
  return { role, subject, owner: `role ${role} ${method} ${subject}` };
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

// src/compiler/dpop/dpop-schema.ts
var dpopSchema = {
  description: "Tokens bound to a key that the caller proves with each request: `Authorization: DPoP TOKEN` (RFC 9449, docs/dpop.md). Every server needs its `resource`. Absent: they are refused.",
  type: "object",
  additionalProperties: false,
  properties: {
    required: { description: "Whether tokens that are bound to no key are refused.", type: "boolean", default: false },
    algorithms: { description: "What proofs may be signed with. `EdDSA` needs an nginx whose njs has Ed25519.", type: "array", minItems: 1, uniqueItems: true, items: { enum: Object.keys(algorithms) }, default: ["ES256", "ES384", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"] },
    window: { description: "By how much the time of a proof may differ from ours, either way: up to `5m`.", type: "string", pattern: durationPattern, default: "1m" },
    nonce: { description: "Whether a proof must have a nonce that the gateway gave out not long ago. Clients that have none are given one, and try again.", type: "boolean", default: false }
  }
};

// src/compiler/jwt/issuer-schema.ts
var claim = (description, standard5) => ({ description: `${description} Dots lead into objects, \`\\.\` is a dot.`, type: "string", minLength: 1, maxLength: 1024, default: standard5 });
var issuersSchema = {
  description: "Issuers whose tokens (JWT) callers show as `Authorization: Bearer TOKEN` (docs/jwt.md). Absent: none.",
  type: "array",
  minItems: 1,
  maxItems: 16,
  items: {
    type: "object",
    additionalProperties: false,
    required: ["issuer"],
    properties: {
      issuer: { description: "The `iss` of its tokens, character for character.", type: "string", pattern: "^[!-~]{1,200}$" },
      audiences: { description: "Who we are: `aud` must name one of these, character for character. One that is the `resource` of a server counts there alone. Default: the `resource` of the server that is called.", type: "array", minItems: 1, maxItems: 16, uniqueItems: true, items: { type: "string", minLength: 1, maxLength: 1e3 } },
      jwks: { description: "Where it publishes its keys: an https URL, or http on loopback. nginx needs `resolver` and `js_fetch_trusted_certificate`.", type: "string", minLength: 1, maxLength: 1e3 },
      keys_file: { description: "Or its keys in a file (JWK Set), from the folder of the policy. They are compiled in.", type: "string", minLength: 1, maxLength: 1e3 },
      algorithms: { description: "What its tokens may be signed with. Default: what its keys say.", type: "array", minItems: 1, uniqueItems: true, items: { enum: Object.keys(algorithms) } },
      claims: {
        description: "Where its tokens say who calls.",
        type: "object",
        additionalProperties: false,
        properties: {
          role: claim("What means a role: a list, or words.", "roles"),
          subject: claim("The name of the caller, for the log and for sessions.", "sub"),
          scope: { description: "The scopes: a list, or words. Default: `scope` and `scp`.", type: "string", minLength: 1, maxLength: 1024 }
        }
      },
      roles: {
        description: "Which values mean which roles: names of roles, or `value: role`. The first that a token has counts. Default: all roles by their names, those that inherit most first.",
        type: ["array", "object"],
        minItems: 1,
        uniqueItems: true,
        items: { type: "string" },
        minProperties: 1,
        maxProperties: 256,
        additionalProperties: { type: "string" }
      },
      default_role: { description: "The role of tokens in which no value means one. Absent: they are denied everything.", type: "string" },
      skew: { description: "By how much clocks may differ: up to `5m`.", type: "string", pattern: durationPattern, default: "1m" },
      refresh: { description: "How old published keys become before they are fetched again: from `1m` to `12h`.", type: "string", pattern: durationPattern, default: "10m" },
      remember: { description: "How long a verified token is believed without looking again: up to `refresh`, which is the default; or `off`.", type: "string", pattern: `^off$|${durationPattern}` }
    }
  }
};

// src/compiler/introspection/introspection-schema.ts
var { audiences, claims, roles, default_role, skew } = issuersSchema.items.properties;
var introspectionSchema = {
  description: "The authorization server that is asked about tokens that are not JWTs of `jwt` (RFC 7662, docs/introspection.md). Absent: none is.",
  type: "object",
  additionalProperties: false,
  required: ["url", "issuer", "client_id"],
  properties: {
    url: { description: "Where it is asked, the `introspection_endpoint` in its metadata: an https URL, or http on loopback. nginx needs `resolver` and `js_fetch_trusted_certificate`.", type: "string", minLength: 1, maxLength: 1e3 },
    issuer: { description: "Its name, which `iss` must be where an answer has it.", type: "string", pattern: "^[!-~]{1,200}$" },
    audiences,
    client_id: { description: "As whom the gateway asks, by HTTP Basic.", type: "string", minLength: 1, maxLength: 256 },
    client_secret_file: { description: "The file that holds the secret for that, readable by the workers of nginx: an absolute path.", type: "string", pattern: "^/", maxLength: 1e3 },
    client_secret_env: { description: "Or a variable of the environment that does. nginx.conf has to keep it: `env NAME;`.", type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_]{0,127}$" },
    claims,
    roles,
    default_role,
    skew,
    cache: { description: "How long an answer is believed without asking again: from `1s` to `10m`. So long a token lives on after it was revoked.", type: "string", pattern: durationPattern, default: "1m" }
  }
};

// src/compiler/oauth/oauth-schema.ts
var scopeToken = "^[!#-\\[\\]-~]{1,128}$";
var scopeList = {
  description: "OAuth scopes that a token needs, all of them, beside the role. They bind tokens only: keys, certificates and role headers have no scopes.",
  type: "array",
  uniqueItems: true,
  maxItems: 32,
  items: { type: "string", pattern: scopeToken }
};
var authority = "(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}\\])(?::[0-9]{1,5})?";
var url = `^https?://${authority}(?:/[A-Za-z0-9._~!$&()*+,=:@/-]{0,500})?$`;
var oauthIdentitySchema = {
  scopes: {
    description: "Every OAuth scope there is, and which include others. Absent: tools may name any, and none includes another.",
    type: "object",
    propertyNames: { pattern: scopeToken },
    additionalProperties: {
      description: "One scope.",
      type: "object",
      additionalProperties: false,
      properties: {
        includes: { description: "Scopes for which a token with this one is good too.", type: "array", uniqueItems: true, items: { type: "string" }, default: [] }
      }
    }
  },
  authorization_servers: {
    description: "Issuers of tokens that clients are told of, for servers with a `resource`. Default: those of `jwt` that are URLs.",
    type: "array",
    minItems: 1,
    maxItems: 8,
    uniqueItems: true,
    items: { type: "string", pattern: url }
  }
};
var oauthServerSchema = {
  resource: {
    description: "URL of the endpoint as its clients write it, whatever stands between: `https://mcp.example.com/files/mcp`. With it OAuth clients find out where to get a token. Absent: they do not.",
    type: "string",
    pattern: url
  },
  resource_name: { description: "What people are told the server is called when they are asked for consent.", type: "string", minLength: 1, maxLength: 200 },
  resource_documentation: { description: "URL of a page for developers of clients.", type: "string", pattern: url }
};

// src/compiler/identity-schema.ts
var certificateName = "^[ -~]{1,256}$";
var identitySchema = {
  description: "How it is known who calls (docs/identity.md).",
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
      description: "Addresses (CIDR) of the proxies that set the header. Absent: none, so the header says nothing.",
      type: "array",
      items: { type: "string" },
      default: []
    },
    api_keys: {
      description: "Keys that callers show, made by `portcullis key add`. Absent: none.",
      type: "object",
      additionalProperties: false,
      properties: {
        file: { description: "The file of keys, from the folder of the policy. It holds salted hashes.", type: "string", minLength: 1, maxLength: 1e3, default: "portcullis.keys.json" },
        header: { description: "Where a key is shown: `Authorization: Bearer KEY`, `X-API-Key: KEY`, or any other header, with the key alone (docs/identity.md). It does not reach the server.", type: "string", pattern: "^[A-Za-z][A-Za-z0-9-]{0,63}$", default: "Authorization" }
      }
    },
    jwt: issuersSchema,
    introspection: introspectionSchema,
    dpop: dpopSchema,
    mtls: {
      description: "Client certificates that nginx verifies (`ssl_verify_client`), by what is in them. Absent: they say nothing.",
      type: "object",
      additionalProperties: false,
      required: ["names"],
      properties: {
        names: {
          description: "Whose certificate gives which role: the first that fits a name counts. Each has one of `uri`, `dns` and `subject`.",
          type: "array",
          minItems: 1,
          items: {
            type: "object",
            additionalProperties: false,
            required: ["role"],
            properties: {
              uri: { description: "A URI among the alternative names, such as a SPIFFE id. `*` stands for one whole segment of the path, `**` at the end for one or more.", type: "string", pattern: certificateName },
              dns: { description: "A DNS name among the alternative names. `*.` at the beginning stands for one label.", type: "string", pattern: certificateName },
              subject: { description: "The whole subject as nginx writes it in `$ssl_client_s_dn`, such as `CN=deploy,O=Example`.", type: "string", pattern: certificateName },
              role: { description: "The role.", type: "string" }
            }
          }
        }
      }
    },
    basic: {
      description: "Users whose passwords nginx checks, in locations with `basic.conf`. Absent: none.",
      type: "object",
      additionalProperties: false,
      required: ["users"],
      properties: {
        file: { description: "The file of passwords, as `htpasswd` writes it, from the folder of nginx.conf.", type: "string", pattern: "^[\\w./-]{1,1000}$", default: "portcullis.users" },
        users: { description: "The role of each user.", type: "object", minProperties: 1, additionalProperties: { type: "string" } }
      }
    },
    auth_request: {
      description: "A service that nginx asks by `auth_request`: its answer says role and user, in `$mcp_auth_role` and `$mcp_auth_user`. Absent: these say nothing.",
      type: "object",
      additionalProperties: false,
      properties: {}
    },
    order: {
      description: "Which way to know a caller comes first where a request has several, which must agree on the role: the subject is that of the first. All that are in use. Default: those in use, as `[api_keys, jwt, mtls, basic, auth_request, role_header]`.",
      type: "array",
      uniqueItems: true,
      items: { type: "string", enum: methods }
    },
    anonymous: { description: "The role of who shows nothing. Absent: they are refused.", type: "string" },
    ...oauthIdentitySchema,
    lockout: {
      description: "When failures to show a key or token lock out an address or a key.",
      type: "object",
      additionalProperties: false,
      properties: {
        failures: { description: "How many failures do; 0: none ever.", type: "integer", minimum: 0, maximum: 1e3, default: 3 },
        within: { description: "In what time, from the first: `30s`, `5m`, `12h`, `7d`.", type: "string", pattern: durationPattern, default: "5m" },
        for: { description: "For how long.", type: "string", pattern: durationPattern, default: "15m" },
        status: { description: "HTTP status of who is locked out; 401 as of any other failure, or 421.", enum: [401, 421], default: 401 }
      }
    }
  }
};

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
  const groups2 = Object.entries(redactionGroups);
  return groups2.flatMap(([group, rules4]) => rules4.map((rule) => [group, rule]));
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
function switches(names6, standard5) {
  const entries = Object.entries(names6);
  return Object.fromEntries(entries.map(([name3, description]) => [name3, { description, enum: actions, ...standard5(name3) }]));
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

// src/core/rule-mode.ts
var ruleModes = ["deny", "alert", "off"];

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
  "auth.missing": "nothing shows who calls",
  "auth.scheme": "Authorization has another scheme than Bearer",
  "auth.malformed": "no key has this form",
  "auth.unknown": "no key has this id",
  "auth.invalid": "not the key that has this id",
  "auth.expired": "key or certificate is not valid any more, or not yet",
  "auth.certificate": "client certificate does not verify, or has names that cannot be read",
  "auth.role": "certificate, user or answer of the service leads to no role",
  "auth.conflict": "two ways to know the caller, or two names of a certificate, lead to different roles",
  "auth.scope": "the token lacks a scope that is needed",
  "auth.locked": "too many failures from this address or with this key",
  // Tokens (docs/jwt.md): what was sent.
  "jwt.size": "token longer than its limit",
  "jwt.form": "not three parts of unpadded base64url, as a signed token has them",
  "jwt.json": "header or claims not a JSON object that all parsers read alike",
  "jwt.alg": "no signature, or an algorithm that is not known or not the one of the key",
  "jwt.crit": "the header asks for an extension",
  "jwt.embedded": "the header brings or names a key of its own",
  "jwt.typ": "a token for another use",
  "jwt.kid": "key id malformed, or none where several keys fit",
  // Whose it is.
  "jwt.key": "no key of the issuer has this id, or none fits the algorithm",
  "jwt.keys": "the issuer's keys cannot be had",
  "jwt.signature": "signature does not verify",
  // What it says.
  "jwt.issuer": "issued by somebody else",
  "jwt.audience": "issued for somebody else",
  "jwt.expired": "expired, or without an expiry",
  "jwt.early": "not valid yet, or issued in the future",
  "jwt.claims": "a claim of another type or size than it may have",
  "jwt.subject": "no subject, or one that cannot be logged",
  "jwt.certificate": "bound to a client certificate that was not shown",
  // Tokens that their server is asked about (docs/introspection.md).
  "token.inactive": "the authorization server does not vouch for the token",
  "token.unavailable": "the authorization server cannot be asked, or its answer is none",
  // Proof that a token is in the right hands (docs/dpop.md).
  "dpop.missing": "a token bound to a key, or where it must be, without proof of the key",
  "dpop.form": "not one proof: none, two, too long, or not a JWT of the type dpop+jwt",
  "dpop.key": "key of the proof is private, weak, or not for an algorithm that is allowed",
  "dpop.binding": "token is bound to another key, or to none",
  "dpop.signature": "signature of the proof does not verify",
  "dpop.claims": "a claim of the proof is missing or of another type than it may have",
  "dpop.request": "proof of another method or URL",
  "dpop.time": "proof is older or newer than the policy allows",
  "dpop.token": "proof for another token",
  "dpop.nonce": "proof without a nonce of ours, or with an old one",
  "dpop.replay": "proof was used before",
  "dpop.full": "no room to remember the proof, so that it could be used again",
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
  "context.network": "address lies in none of the networks the policy names",
  "context.time": "not one of the times the policy names",
  "context.certificate": "no client certificate that nginx trusts",
  "context.claim": "argument is not what is known of the caller",
  "argument.unknown": "argument is not listed",
  "argument.missing": "required argument is missing",
  "argument.type": "argument is not a string where one is needed",
  "argument.within": "path leads outside the allowed folders",
  "argument.hosts": "URL leads to a host that is not allowed",
  "argument.enum": "value is not one of the list",
  "argument.pattern": "value does not match the pattern",
  "argument.schema": "arguments do not match the JSON Schema",
  "argument.pinned": "arguments do not match the pinned inputSchema",
  // What decides besides the policy.
  "external.denied": "external decision point says no",
  "external.unavailable": "no decision can be had from the external decision point",
  "external.size": "too long for the external decision point to be asked about",
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
  "sql.execute": "SQL that runs commands, loads code, reaches out or runs a string as a statement",
  "sql.file": "SQL that reads or writes files of the server",
  "sql.delay": "SQL that keeps the server waiting",
  "sql.stacked": "SQL that changes something behind a query",
  "sql.destructive": "SQL that destroys data, schema or rights",
  "sql.secrets": "SQL that reads where passwords are kept",
  "text.bidi": "bidirectional controls that hide what is written",
  "text.invisible": "invisible characters that hide what is written",
  "text.homoglyph": "letters of another script stand for Latin ones within a word",
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

// src/core/inspect/command-names.ts
var names = "elif esbuild eslint husky jest lerna mocha nvm nyc nx prettier rimraf rollup standard stylelint tap ts-node tsd tshy tsx turbo vite vitest webpack xo adduser alias ansible ansible-playbook apk apt apt-cache apt-get aria2c arp at awk aws az base64 basename bash bazel bc bg bind brew bun bunzip2 busybox bzip2 cal cargo cat cd certbot chattr chgrp chmod chown chroot clang clear cmake cmp col column comm composer conda convert cp cpio cron crontab csplit curl cut dash date dd declare defaults deno df diff dig dir dirname dmesg dnf docker docker-compose dotnet dpkg du echo egrep emacs env eval exec exit expand export expr false fdisk ffmpeg ffprobe fg fgrep file find flatpak fmt fold free fuser g++ gawk gcc gcloud gdb gem getent getfacl gh git go gpg gradle grep groupadd groups gsutil gunzip gzip head helm hexdump history host hostname htop iconv id ifconfig install invoke-command iostat ip iptables java javac jobs join journalctl jq kill killall kubectl last ldd less let ln local locate logger login ls lsattr lsblk lsof lspci lsusb make man md5sum mkdir mkfifo mktemp mkfs mknod modprobe mongo more mount mpstat mv mvn mysql mysqldump mapfile nano nc ncat netcat netstat nginx nice nl nmap nmcli node nohup npm npx nproc nslookup ntpdate od openssl passwd paste patch perl pgrep php pidof ping ping6 pip pip3 pipenv pkill pnpm poetry popd ps psql pstree pushd pwd pwsh pytest python python2 python3 R rails rclone read readarray readlink realpath redis-cli rename renice reset rev rg rm rmdir route rpm rsync ruby rustc rustup sar sbt scp screen script sdiff sed seq service set setfacl sftp sh sha1sum sha256sum shasum shopt shred shuf sleep snap socat sort source split sqlite3 ss ssh ssh-add ssh-copy-id ssh-keygen stat strace strings su sudo sum svn swapoff swapon sync sysctl systemctl tac tail tar tasklist taskkill tcpdump tee telnet terraform test time timeout tmux top touch tput tr traceroute tree true truncate tsc tty type uglifyjs ulimit umask umount unalias uname uncompress unexpand uniq unlink unrar unset unxz unzip uptime useradd userdel usermod uv vagrant vi vim vmstat w wait watch wc wget whatis whereis which who whoami whois xargs xxd xz yarn yes yum zcat zgrep zip zsh zypper attrib bcdedit bitsadmin certutil cipher cls cmd copy del diskpart erase fc findstr format get-childitem get-content get-process icacls ipconfig md mklink move msiexec mshta net netsh nltest powershell query rd reg regsvr32 ren remove-item robocopy start rundll32 sc schtasks shutdown systeminfo tasklist vssadmin wbadmin wevtutil wmic xcopy";
var known = new Set(names.toLowerCase().split(" "));
var words = "at clear col column convert copy cut date declare erase exit expand export false file find fold format free groups head history host install join kill last less let local locate login make man more mount move name paste patch query read rename reset route screen script service set sleep sort source split standard start stat strings sum sync tail tap test time touch top tree true type wait watch who yes";
var ambiguous = new Set(words.split(" "));
function classifyName(name3) {
  const plain2 = name3.toLowerCase().replace(/\.(?:exe|com|ext[234]|xfs|btrfs|vfat|fat|ntfs)$/, "");
  if (ambiguous.has(plain2)) return "word";
  return known.has(plain2) ? "program" : void 0;
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
function someCall(reading, names6, hint4, test) {
  let looked = 0;
  const prints = reading.has(["|"]) && readsCommands.test(reading.text);
  for (const simple of reading.simple) {
    if (simple === "" || !hint4.test(simple)) continue;
    if (++looked > mostLooked) return true;
    for (const call2 of callsOf(wordsOf(simple), names6, prints)) {
      if (test(call2)) return true;
    }
  }
  return false;
}
function wordsOf(simple) {
  const words3 = simple.split(" ").filter((word) => word !== "");
  const [first = ""] = words3;
  return first.startsWith("{") && first.includes(",") ? first.slice(1).replace("}", "").split(",") : words3;
}
var ending = /\.(?:exe|com|ext[234]|xfs|btrfs|vfat|fat|ntfs)$/;
function nameOf(word) {
  const at = Math.max(word.lastIndexOf("/"), word.lastIndexOf("\\"));
  const name3 = (at < 0 ? word : word.slice(at + 1)).toLowerCase();
  return name3.includes(".") ? name3.replace(ending, "") : name3;
}
function callsOf(words3, names6, prints = false) {
  const calls = [];
  let isAnywhere = false;
  let isOption2 = false;
  for (let at = 0; at < words3.length; at++) {
    const word = words3[at] ?? "";
    const name3 = nameOf(word);
    if (names6.has(name3) && !calls.some((call2) => call2.name === name3)) calls.push({ name: name3, words: words3.slice(at + 1) });
    if (isAnywhere) continue;
    isAnywhere = at >= mostRunners || elsewhere.has(name3);
    const isRun = isAnywhere || runners.has(name3) || prints && printers.has(name3) || between.test(word) || isOption2 && classifyName(name3) === void 0;
    isOption2 = word.startsWith("-");
    if (!isRun) at = nextExecuted(words3, at);
  }
  return calls;
}
function nextExecuted(words3, from) {
  const next = executes.map((option3) => words3.indexOf(option3, from)).filter((at) => at >= 0);
  return next.length === 0 ? words3.length : Math.min(...next);
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
  const rest3 = (text.includes("```") ? text.replace(fence, " ") : text).replace(span, " ");
  return around.test(rest3.slice(0, farthest)) ? rest3 : text;
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
  let rest3 = text.replace(before, "");
  if (statement.test(rest3)) return true;
  for (let count = 0; count < mostPrefixes; count++) {
    const [found = ""] = prefix.exec(rest3) ?? [];
    if (found === "") break;
    rest3 = rest3.slice(found.length);
  }
  if (program.test(rest3)) return true;
  const [whole = "", name3 = ""] = firstWord.exec(rest3) ?? [];
  if (name3 === "") return false;
  const kind = classifyName(name3);
  if (kind === void 0) return option.test(rest3);
  const tail = rest3.slice(whole.length, whole.length + 400);
  if (kind === "program") return !single.test(name3) || !/^\s{0,4}(?:;|&(?!&))/.test(tail);
  if (/^\s{0,4}[;|&]/.test(tail)) return producers.test(name3) && followedByPipe.test(tail);
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
    const before2 = line.slice(start2, index);
    const isGroup = /^\s*(?:[)}]|done|fi|esac)|^[^(]*\)/.test(before2);
    if (test(line.slice(index + 1, endOfPart(line, index + 1)), isGroup ? line.slice(0, index) : before2)) return true;
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
  const end3 = part.search(/[|;\n]/);
  return end3 < 0 ? text.length : from + end3;
}

// src/core/inspect/command-targets.ts
var folders = "bin|boot|dev|etc|home|lib(?:32|64)?|opt|proc|root|sbin|srv|sys|usr|var|users|library|usr/(?:s?bin|lib|local)|var/(?:lib|log)|applications|windows";
var variables = "systemroot|systemdrive|windir|userprofile";
var content = String.raw`\.?\*{0,2}(?:\.\*)?`;
var wildcard = String.raw`/[\w.-]{0,8}[*?[{][^/]*/?`;
var vitalWord = new RegExp(
  String.raw`^(?:(?:/(?:(?:${folders})/?)?|~\w{0,20}/?|\$\{?home(?:[:%#][^}]*)?\}?/?|[a-z]:[\\/]{0,2}(?:(?:windows|users|program ?files)[\\/]?)?|%(?:${variables})%[\\/]?|\$\{?env:(?:${variables})\}?[\\/]?)${content}|${wildcard})$`,
  "i"
);
var end2 = String.raw`(?![^\s;|&)'"}\x60<>$])`;
var slash = String.raw`/(?<=[\s'"=,({\\]/|^/|/\./|/\.\./)`;
var vitalHint = String.raw`(?:^|[\s=,;|&{(\x60])(?:/+(?:(?:${folders})/*)?${content}(?=$|[\s,;|&)}\x60])|/[\w.-]{0,8}[*?[{]|~|\$\{?(?:home|env:)|[a-z]:(?!\w)|%[a-z])|/\.{1,2}/`;
function isVital(word) {
  if (vitalWord.test(word)) return true;
  return word.includes("/") && vitalWord.test(resolve2(word));
}
function aimsAtVital(words3) {
  return words3.some(isVital);
}
function resolve2(path2) {
  const kept = [];
  const parts = path2.split("/");
  for (const [index, part] of parts.entries()) {
    if (part === ".." && kept.length > 1) kept.pop();
    else if (part !== "" && part !== "." || index === 0 || index === parts.length - 1 && part === "") kept.push(part);
  }
  return kept.join("/") || "/";
}

// src/core/inspect/command-destructive.ts
var device = String.raw`/dev/(?:[hsv]d[a-z]|xvd[a-z]|nvme\d|mmcblk\d|r?disk\d|mapper/|md\d|dm-\d|k?mem(?!\w)|port(?!\w))`;
var accounts = String.raw`/etc/(?:passwd|g?shadow|sudoers)(?![\w.-])`;
var overwritten = new RegExp(`^(?:of=)?(?:${device}|${accounts})`, "i");
var certain = new RegExp(
  String.raw`>[|&]? ?(?:${device}|${accounts}|/proc/sysrq-trigger)|%0 ?\| ?%0|fork(?:\(\))? ?while ?(?:1|fork|true)|while ?\(? ?1 ?\)? ?\{? ?fork|rmtree\( ?[/~][),]`,
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
  return someCall(reading, names2, anyHint, (call2) => folder2.enters(call2) || destroys(call2, folder2)) || clearsDrive(reading);
});
var certainWords = ["/dev/", "/etc/", "/proc/", "%0", "fork", "rmtree"];
var administrationWords = ["vssadmin", "shadowcopy", "wbadmin", "recoveryenabled", "clear-disk"];
var hint = new RegExp(String.raw`${vitalHint}|${device}|${accounts}|/w|(?:^|[ /])\*`, "i");
var administrationHint = new RegExp(`${hint.source}|${administrationWords.join("|")}`, "i");
var Folder = class {
  isVital = false;
  enters({ name: name3, words: words3 }) {
    if (name3 === "cd") this.isVital = words3.some(isVital);
    return false;
  }
};
var definition = /(?<![\w.-])(:|\w{1,40}) ?\(\) ?\{/g;
var mostRead = 4e5;
function hasBomb(text) {
  if (!text.includes("()") || !text.includes("|") || !text.includes("}")) return false;
  let read2 = 0;
  for (const match of text.matchAll(definition)) {
    const end3 = text.indexOf("}", match.index);
    read2 += Math.max(0, end3 - match.index);
    if (read2 > mostRead) return true;
    const body = text.slice(match.index + match[0].length, end3 < 0 ? match.index : end3).replaceAll(" ", "").replaceAll("\n", ";");
    if (body.includes("&") && `;${body}`.includes(`;${match[1] ?? ""}|${match[1] ?? ""}`)) return true;
  }
  return false;
}
function clearsDrive({ text }) {
  return somePipe(text, /\|[^|;&\n]*?remove-item/gi, (_, before2) => /(?:get-childitem|gci|dir|ls) /i.test(before2) && before2.split(" ").some((word) => /^[a-z]:[\\/]?\*?$/i.test(word)));
}
function destroys({ name: name3, words: words3 }, folder2) {
  const has = (...wanted) => wanted.every((one) => words3.some((word) => word.toLowerCase() === one));
  switch (name3) {
    case "rm":
      return words3.some((word) => isRecursive(word) || word.endsWith("*")) && (aimsAtVital(words3) || folder2.isVital && words3.some((word) => /^(?:\.\/)?\*$/.test(word)) && words3.some(isRecursive));
    case "chmod":
    case "chown":
    case "chgrp":
      return words3.some(isRecursive) && aimsAtVital(words3);
    case "mv":
      return aimsAtVital(words3.slice(0, -1)) && words3.includes("/dev/null");
    case "rd":
    case "rmdir":
    case "del":
    case "erase":
    case "ri":
    case "remove-item":
      return words3.some((word) => /^(?:\/[sq]|-r(?:ec?u?r?s?e?)?)$/i.test(word)) && aimsAtVital(words3);
    case "format":
      return words3.some((word) => /^[a-z]:$/i.test(word));
    case "find":
      return clears(words3);
    case "parted":
    case "fdisk":
    case "sgdisk":
    case "hdparm":
      return words3.some((word) => /^(?:mklabel|mktable|rm|-Z|--zap-all|-o|--security-erase)$/.test(word)) && words3.some((word) => overwritten.test(word));
    case "cp":
      return overwritten.test(words3.at(-1) ?? "") && /^\/dev\//.test(words3.at(-2) ?? "");
    case "dd":
      return words3.some((word) => word.startsWith("of=") && overwritten.test(word));
    case "vssadmin":
      return has("delete", "shadows");
    case "wbadmin":
      return has("delete") && (has("catalog") || has("systemstatebackup") || has("backup"));
    case "bcdedit":
      return has("recoveryenabled", "no");
    case "wmic":
    case "get-wmiobject":
      return words3.some((word) => /shadowcopy$/i.test(word)) && words3.some((word) => /^delete/i.test(word));
    case "cipher":
      return words3.some((word) => /^\/w/i.test(word));
    case "clear-disk":
      return true;
    default:
      return name3 !== "cd" && words3.some((word) => overwritten.test(word));
  }
}
function isRecursive(word) {
  return /^-[a-z]*r/i.test(word) || word === "--recursive" || word === "--no-preserve-root";
}
function clears(words3) {
  if (!isVital(words3[0] ?? "") || words3.some((word) => selective.test(word))) return false;
  const at = words3.findIndex((word) => /^-(?:exec|ok)(?:dir)?$/.test(word));
  return words3.includes("-delete") || at >= 0 && words3.slice(at + 1).some((word) => /^(?:\S*\/)?(?:rm|shred)$/.test(word));
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
function readsInput({ name: name3, words: words3 }) {
  const end3 = words3.findIndex((word) => /^\d*[<>]/.test(word));
  const given2 = end3 < 0 ? words3 : words3.slice(0, end3);
  const [first] = given2;
  if (shells.has(name3)) return shellReadsInput(given2);
  if (name3 === "batch") return true;
  if (languages.has(name3)) return !given2.some((word) => ownProgram.test(word)) && isInput(given2.find((word) => word === "-" || !word.startsWith("-")));
  if (name3 === "pwsh" || name3 === "powershell") return first === void 0 || given2.includes("-");
  return first !== void 0 && given2.some((word) => fromInput.has(word));
}
function shellReadsInput(words3) {
  const program4 = words3.findIndex((word) => /^-[a-z]*c$/i.test(word));
  if (program4 >= 0) return /^(?:$|[{}$%@])/.test(words3[program4 + 1] ?? "");
  if (words3.some((word) => /^-[a-z]*s$/.test(word))) return true;
  return isInput(words3.find((word, at) => !/^[-+]./.test(word) && !/^[-+]o$/.test(words3[at - 1] ?? "")));
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
  let rest3 = text;
  for (const run2 of runs) while (rest3.includes(run2)) rest3 = rest3.replaceAll(run2, " ");
  return rest3;
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
  has(words3) {
    const lower = this.#lower ??= this.text.toLowerCase();
    return words3.some((word) => lower.includes(word));
  }
  /** The simple commands: what stands between separators. Redirections stand apart from words. */
  get simple() {
    return this.#simple ??= splitSimple(this.text);
  }
};
function readCommand(text) {
  const plain2 = plainOf(text.slice(0, longestCommand));
  const bare2 = escapes.reduce((rest3, escape3) => rest3.replaceAll(escape3, ""), plain2);
  return bare2 === plain2 ? [new CommandReading(plain2)] : [new CommandReading(plain2), new CommandReading(bare2)];
}
var escapes = ["\\", "^", "`"];
function plainOf(text) {
  let plain2 = text.replaceAll("\\\r\n", "").replaceAll("\\\n", "");
  if (plain2.includes("$'")) plain2 = plain2.replace(quotedEscapes, (_, body) => unescapeBody(body));
  if (plain2.includes("$")) plain2 = plain2.replace(fieldSeparator, " ").replaceAll("$@", "").replaceAll("$*", "");
  for (const joined of ["'+'", '"+"']) plain2 = plain2.replaceAll(joined, "");
  for (const quote6 of ['\\"', "\\'", '"', "'"]) plain2 = plain2.replaceAll(quote6, "");
  for (const blank2 of otherBlanks) plain2 = plain2.replaceAll(blank2, " ");
  return collapseAll(plain2);
}
var fieldSeparator = /\$(?:ifs(?:\$\d)?(?!\w)|\{ifs[^}\n]{0,20}\})/gi;
var quotedEscapes = /\$'((?:[^'\\]|\\[^])*)'/g;
var escapedCharacter = /\\(?:x([\da-f]{1,2})|([0-7]{1,3}))/gi;
function unescapeBody(body) {
  return body.replace(escapedCharacter, (_, hex2, octal = "") => String.fromCharCode(hex2 === void 0 ? parseInt(String(octal), 8) : parseInt(hex2, 16)));
}
function splitSimple(text) {
  let rest3 = text;
  for (const [from, to] of redirections) rest3 = rest3.replaceAll(from, to);
  for (const separator of separators) rest3 = rest3.replaceAll(separator, "\n");
  return rest3.replaceAll("<<<", " <<< ").replaceAll(">", " >").split("\n");
}

// src/core/inspect/command-sources.ts
var fetchers = ["curl", "wget", "fetch", "aria2c", "lynx", "lwp-download", "lwp-request", "httpie", "http"];
var fetched = new RegExp(String.raw`(?<![\w.-])(?:${fetchers.join("|")})(?:\.exe)? `, "i");
var decoders = /* @__PURE__ */ new Set(["base64", "base32", "basenc", "openssl", "xxd", "rev", "printf", "echo", "tr", "uudecode"]);
var decoding = /-\w*[dr]|rev|\\[x0-7]|n-z|uudecode|frombase64string|base64\.b64decode/i;
var decoderWords = ["base", "openssl", "xxd", "rev", "printf", "echo", "tr ", "uudecode", "frombase64"];
function hasSource(text) {
  const lower = text.toLowerCase();
  if (fetchers.some((name3) => lower.includes(name3)) && fetched.test(text)) return true;
  if (!decoderWords.some((word) => lower.includes(word)) || !decoding.test(text)) return false;
  return /frombase64string|base64\.b64decode/i.test(text) || new CommandReading(text).simple.some((simple) => decoding.test(simple) && decodes(wordsOf(simple)));
}
function decodes(words3) {
  return callsOf(words3, decoders).some((call2) => {
    const has = (pattern) => call2.words.some((word) => pattern.test(word));
    switch (call2.name) {
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
var hint2 = new RegExp(String.raw`/|chmod|(?:${fetchers.join("|")}) |(?:sh|python[\d.]*|perl) `, "i");
var mostLooked2 = 300;
function dropsProgram({ text, simple }) {
  if (!temporary.test(text)) return false;
  const files = /* @__PURE__ */ new Set();
  const programs2 = /* @__PURE__ */ new Set();
  let hasFetched = false;
  let looked = 0;
  for (const command of simple) {
    if (command === "" || !hint2.test(command)) continue;
    if (++looked > mostLooked2) return programs2.size > 0;
    const words3 = wordsOf(command);
    const calls = callsOf(words3, names3);
    if (hasFetched && (calls.some((call2) => runsFile(call2, files, programs2)) || programs2.size > 0 && runsItself(words3, programs2))) return true;
    for (const call2 of calls) {
      if (fetches.has(call2.name)) {
        hasFetched = true;
        for (const word of words3) files.add(fileOf(word));
      } else if (call2.name === "chmod" && hasFetched && call2.words.some((word) => /^(?:[augo]*\+\w*x|0?[0-7]*[1357][0-7]*)/.test(word))) {
        for (const word of call2.words) programs2.add(fileOf(word));
      }
    }
  }
  return false;
}
function runsFile({ name: name3, words: words3 }, files, programs2) {
  const program4 = interpreters.has(name3) ? words3.find((word) => !word.startsWith("-")) : void 0;
  return program4 !== void 0 && (programs2.has(fileOf(program4)) || shared.test(program4) && files.has(fileOf(program4)));
}
function runsItself(words3, programs2) {
  const path2 = words3.find((word) => /^(?:\.{0,2}|~)\//.test(word) && (programs2.has(fileOf(word)) || programs2.has("*")));
  return path2 !== void 0 && callsOf(words3, /* @__PURE__ */ new Set([fileOf(path2).toLowerCase()])).length > 0;
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
function fetchesOrHides({ name: name3, words: words3 }) {
  switch (name3) {
    case "certutil":
      return words3.some((word) => /^[-/](?:urlcache|verifyctl)/i.test(word));
    case "bitsadmin":
      return words3.some((word) => /^\/(?:transfer|addfile)$/i.test(word));
    case "regsvr32":
      return words3.some((word) => /^\/i:(?:https?:|\\\\)/i.test(word));
    case "powershell":
    case "pwsh":
      return words3.some((word, at) => isEncoded(word.toLowerCase()) && /^[a-z0-9+/=]{16}/i.test(words3[at + 1] ?? ""));
    default:
      return words3.some((word) => remote.test(word));
  }
}
function isEncoded(option3) {
  const name3 = option3.slice(1);
  return /^[-/]e/.test(option3) && (encodedCommand.startsWith(name3) || name3 === "ec");
}

// src/core/inspect/command-substitutions.ts
var opening = /[$<]\(|`/g;
var runsWords = /* @__PURE__ */ new Set(["eval", ...interpreters]);
var nothing = /^(?:[ {!]|then |do |else |sudo |exec |nohup )*$/;
function someRunSubstitution(text, test) {
  let end3 = 0;
  let isRun = false;
  for (const { index, 0: mark } of text.matchAll(opening)) {
    if (index < end3) continue;
    const head = text.slice(end3, index);
    const at = lastSeparator(head);
    isRun = runs2(head.slice(at + 1), mark, end3 === 0 || at >= 0 ? head.charAt(at) : "x") || at < 0 && isRun;
    const close = mark === "`" ? text.indexOf("`", index + 1) : closingOf(text, index + 2);
    end3 = close < 0 ? text.length : close;
    if (isRun && test(text.slice(index + mark.length, end3))) return true;
    end3++;
  }
  return false;
}
function runs2(head, mark, before2) {
  if (nothing.test(head)) return mark !== "<(" && before2 !== "x" && !(mark === "`" && before2 === "\n");
  return callsOf(wordsOf(head.replaceAll("<<<", " <<< ")), runsWords).some(({ name: name3, words: words3 }) => {
    if (name3 === "eval") return true;
    const operands = words3.filter((word) => !word.startsWith("-"));
    if (operands.every((word) => word === "<") && mark === "<(") return true;
    if (words3.at(-1) === "<<<") return true;
    return words3.some((word) => (shells.has(name3) ? /^-[a-z]*c$/i : /^-[cer]$/).test(word));
  });
}
function lastSeparator(text) {
  return Math.max(...[";", "|", "&", "\n", "("].map((separator) => text.lastIndexOf(separator)));
}
function closingOf(text, from) {
  let depth = 1;
  let at = from;
  let open3 = text.indexOf("(", from);
  for (; ; ) {
    const close = text.indexOf(")", at);
    if (close < 0) return -1;
    while (open3 >= 0 && open3 < close) {
      depth++;
      open3 = text.indexOf("(", open3 + 1);
    }
    if (--depth === 0) return close;
    at = close + 1;
  }
}

// src/core/inspect/command-remote-script.ts
var invokes = /(?<![\w-])(?:iex|invoke-expression)(?![\w-])|\[scriptblock\]::create|& ?\( ?\[?scriptblock/i;
var fetches2 = /(?<![\w-])(?:iwr|irm|invoke-webrequest|invoke-restmethod|curl|wget)(?![\w-])|download(?:string|data|file)|webclient|frombase64string|start-bitstransfer|openread\(/i;
var executesDecoded = /(?<![.\w])exec\( ?(?:__import__\((?:base64|codecs|urllib)|(?:base64|codecs)\.\w|urllib|requests\.get|compile\()/i;
var interpreter = String.raw`(?:(?:ba|da|k|z|tc|c|a|fi)?sh|python[\d.]*|perl|ruby|node|php|lua|pwsh|powershell|source|\.|osascript|deno|bun|batch|crontab)(?![\w.-])`;
var intoInterpreter = new RegExp(String.raw`\|[^|;\n]*?(?<![\w.-])${interpreter}`, "gi");
var commandRemoteScript = inspectCommands("command.remote-script", (reading) => {
  const { text } = reading;
  if (reading.has(["exec("]) && executesDecoded.test(text)) return true;
  if (reading.has(["iex", "invoke-expression", "scriptblock"]) && invokes.test(text) && fetches2.test(text)) return true;
  if (livesOff(reading)) return true;
  return hasSource(text) && (pipesScript(text) || someRunSubstitution(text, hasSource) || dropsProgram(reading));
});
function pipesScript(text) {
  return somePipe(text, intoInterpreter, (part, before2) => hasSource(before2) && runsInput(part));
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
  if (isConnected && (reading.has(["read "]) && /\bdo (?:eval )?\$\w/i.test(text) || somePipe(text, intoShell, (part, before2) => /<&\d/.test(before2) && runsInput(part)))) return true;
  if (reading.has(["xterm "]) && reading.has(["-display"]) || reading.has(["ztcp "]) && reading.has(["zsh"])) return true;
  if (!isConnected && !(reading.has(["sh -"]) && /sh -[^\s-]*i/i.test(text))) return false;
  return someCall(reading, shells, isConnected ? /[<>]/ : /-\w*i/i, ({ name: name3, words: words3 }) => {
    if (!words3.some((word) => redirected.test(word))) return false;
    return (words3.some((word) => /^-[a-z]*i$/.test(word)) || isConnected) && readsInput({ name: name3, words: words3 });
  });
}
function pipesShell(text) {
  if (!text.includes("|") || !shellWord.test(text)) return false;
  if (somePipe(text, intoShell, (part, before2) => connects.test(before2) && runsInput(part))) return true;
  return somePipe(text, intoConnection, (_, before2) => before2.split("|").some((part) => isShell(part) && runsInput(part)));
}
function servesShell({ name: name3, words: words3 }) {
  if (name3 === "socat") return words3.some((word) => /^(?:exec|system|shell):/i.test(word) && (shellWord.test(word) || /shell:/i.test(word)));
  return words3.some((word, at) => {
    if (!word.startsWith("-")) return false;
    const [, inWord = ""] = /^--(?:sh-)?exec=?(.*)/i.exec(word) ?? /^-\w{0,20}[ec](\W.*)?$/i.exec(word) ?? [];
    return /^--(?:sh-)?exec|^-\w{0,20}[ec](?:\W|$)/i.test(word) && isServed(inWord === "" ? words3[at + 1] ?? "" : inWord);
  });
}
function isServed(word) {
  return /(?:^|[\\/])(?:(?:ba|da|k|z|tc|c|a)?sh|cmd|powershell|pwsh)(?:\.exe)?$/i.test(word);
}

// src/core/inspect/path-names.ts
function namesSensitiveFile(path2) {
  const plain2 = path2.replace(/\/[./]*\//g, "/");
  return unixSystem.test(plain2) || unixSecret.test(plain2) || applicationSecret.test(plain2) || windowsSystem.test(plain2) || userStore.test(plain2) || systemFolder.test(plain2) && serverFile.test(plain2) || namesByWildcard(plain2);
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
function namesByWildcard(path2) {
  if (!path2.includes("/etc/")) return false;
  const [whole, head = "", tail = ""] = wildcardName.exec(path2) ?? [];
  if (whole === void 0) return false;
  return accounts2.some((name3) => whole.includes(name3) || head + tail !== "" && name3.length > head.length + tail.length && name3.startsWith(head) && name3.endsWith(tail));
}

// src/core/inspect/command-secrets.ts
var secrets = [
  String.raw`/(?:g?shadow|master\.passwd|opasswd|sudoers|krb5\.keytab)(?![\w.])`,
  "/ssl/private",
  "/etc/(?:wireguard|openvpn|ipsec\\.secrets|rancher|kubernetes)",
  String.raw`/etc/[a-z]{0,16}[*?[{]`,
  String.raw`_host_\w{1,20}_key(?![\w.])`,
  String.raw`_(?<=id_)(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?!\.pub|[\w-])`,
  String.raw`\.(?:aws|azure|docker|kube|gnupg|config/gcloud|config/gh|terraform\.d)[/\\]`,
  String.raw`\.(?:netrc|pgpass|my\.cnf|git-credentials|npmrc|pypirc|vault-token|dockercfg|s3cfg|boto|env)(?![\w-])`,
  String.raw`_(?:history|netrc)(?![\w-])`,
  "_default_credentials",
  String.raw`\.(?:json(?<=logins\.json)|db(?<=key[34]\.db)|dit(?<=ntds\.dit))`,
  " data(?<=login data)",
  String.raw`\.ssh/?\*?(?![\w/.*-])`,
  String.raw`\.(?:kdbx|ppk)(?!\w)`,
  String.raw`[/\\](?<=config[/\\])(?:sam|security|system)(?![\w-])`,
  String.raw`/proc/(?:kcore|(?:self|\d{1,10}|\*|thread-self|\$\w{1,10}|\[)\S{0,20}/(?:environ|mem))`,
  "/run/secrets"
];
var secretParts = new RegExp(`(?=[/._ \\\\])(?:${secrets.join("|")})`, "gi");
var metadata = String.raw`\.(?:254\.169\.254(?<=169\.254\.169\.254)|254\.170\.2(?<=169\.254\.170\.2)|google\.internal(?<=metadata\.google\.internal)|100\.100\.200(?<=100\.100\.100\.200))|:ec2::254(?<=fd00:ec2::254)`;
var metadataAddress = new RegExp(`(?=[.:])(?:${metadata})`, "i");
var variables2 = String.raw`(?:env|printenv|export -p|declare -\w{0,2}x\w{0,2}|set|get-childitem env:|gci env:)`;
var environment = new RegExp(String.raw`(?:^|[;&|\n({\x60]) ?(?:sudo )?(?:[\w./]*/)?${variables2} ?(?:$|[|)\n;}])`, "i");
var substituted = new RegExp(String.raw`(?:\$\(|\x60) ?${variables2} ?[|)\x60]`, "i");
var sender = "(?:curl|wget|nc|ncat|netcat|socat|telnet|mail|sendmail|ftp|openssl|nslookup|dig|ping|invoke-webrequest|iwr|irm)";
var sends = new RegExp(String.raw`(?<![\w.-])${sender}(?:\.exe)? |/dev/(?:tcp|udp)/`, "i");
var intoSender = new RegExp(String.raw`\|[^|;\n]*?(?<![\w.-])${sender}(?:\.exe)?(?: |$)`, "gi");
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
  let words3 = 0;
  return splitCommands(text).some((command) => (words3 += countSecrets(command)) > mostSecrets || showsSecret(command));
});
function hasSecretPart(text) {
  return text.search(secretParts) >= 0;
}
function sendsEnvironment(text) {
  return substituted.test(text) && sends.test(text) || somePipe(text, intoSender, (_, before2) => environment.test(`${before2}|`));
}
function splitCommands(text) {
  const lines2 = text.replaceAll("&&", "\n").replaceAll("$(", "\n").replaceAll("<(", "\n").replaceAll(";", "\n").replaceAll("|", "\n").replaceAll("`", "\n").replaceAll(")", "\n");
  return lines2.split("\n").filter(hasSecretPart);
}
function countSecrets(command) {
  return [...command.matchAll(secretParts)].length;
}
var skipped = /^(?:sudo|doas|env|nohup|time|nice|exec|command|xargs|then|do|else|if|while|!|-.*|\w+=.*|\(|\{|(?:\/?\w+\/)*(?:ba|da|z|k)?sh|cmd(?:\.exe)?|\/c)$/i;
function showsSecret(command) {
  const words3 = wordsOf(command);
  const name3 = nameOf2(words3.find((word) => !skipped.test(word)) ?? "");
  if (packs.test(name3) && packsFolder(name3, words3)) return true;
  return words3.some((word, at) => {
    const path2 = asPath(word);
    if (path2 === void 0) return false;
    if (name3 === "find") return handsOn.test(command);
    if (keyOption.test(words3[at - 1] ?? "")) return false;
    if (settings.test(path2)) return shows.test(name3);
    if (sendsFiles.test(name3)) return at < words3.length - 1 && /^[/~.$]/.test(word);
    return !users.test(name3) || word.includes("(");
  });
}
function nameOf2(program4) {
  return program4.replace(/^.*[\\/]/, "").replace(/\.exe$/i, "").toLowerCase();
}
function packsFolder(name3, words3) {
  const sources2 = /^(?:tar|zip|7z)$/.test(name3) ? words3 : words3.slice(0, -1);
  return sources2.some((word, at) => folder.test(word) && !word.includes(":") && !/^(?:-C|--exclude)$/.test(words3[at - 1] ?? ""));
}
function asPath(word) {
  if (!hasSecretPart(word) || /^\d{0,2}>/.test(word)) return void 0;
  const path2 = word.toLowerCase().replaceAll("\\", "/").replace(/^[\w-]{0,30}[@=<:]+/, "").replace(/\$\{?(?:home|userprofile)\}?/, "~");
  return namesSensitiveFile(path2) || /\/proc\/\S{0,200}?(?:environ|mem)$/.test(path2) ? path2 : void 0;
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
    const [hex2, name3, unit, braced, byte, bare2] = others2;
    if (name3 !== void 0) return named[name3.toLowerCase()] ?? whole;
    const code = decimal === void 0 ? parseInt(hex2 ?? unit ?? braced ?? byte ?? bare2 ?? "", 16) : Number(decimal);
    return code <= 1114111 ? String.fromCodePoint(code) : "�";
  });
}
function hasEscapes(text) {
  return decodeEscapes(text) !== text;
}

// src/core/text/fold.ts
var beyondAscii = /[^\0-\x7f]/;
var foldableCharacters = String.raw`\u00a5\u00aa\u00ad\u00b2\u00b3\u00b9\u00ba\u017f\u02b0-\u02b8\u02e1-\u02e3\u034f\u1d2c-\u1dbb\u180b-\u180e\u200b-\u200d\u2024\u2025\u2044\u2060\u2064\u2070-\u209c\u20a9\u2102-\u217f\u2215\u2216\u2460-\u24ea\u29f5\u29f8\u2c7c\u2c7d\u3002\ua7f1-\ua7f4\ufb00-\ufb06\ufe00-\ufe0f\ufe33-\ufe6b\ufeff\uff01-\uff5e\uff61\u{1ccd6}-\u{1ccf9}\u{1d400}-\u{1d7ff}\u{1f100}\u{1f12b}-\u{1f149}\u{1fbf0}-\u{1fbf9}`;
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
var alphabet = "abcdefghijklmnopqrstuvwxyz";
var rows = {
  0: [[170, "a"], [178, "23"], [185, "1o"]],
  1: [[383, "s"]],
  2: [[688, "h jr   wy"], [737, "lsx"]],
  29: [[7468, "a b de ghijklmn o prtuwa   bde   g km o   ptu  v"], [7522, "iruv"], [7580, "c   f"], [7611, "z"]],
  32: [[8228, "."], [8304, "0i  456789"], [8319, "n0123456789"], [8336, "aeox hklmnpst"]],
  33: [[8450, "c"], [8458, "ghhhh iill n   pqrrr"], [8484, "z   z k bc eef mo"], [8505, "i"], [8517, "ddeij"], [8544, "i   v"], [8553, "x  lcdmi   v"], [8569, "x  lcdm"]],
  36: [[9398, `${alphabet}${alphabet}0`]],
  44: [[11388, "jv"]],
  167: [[42993, "scfq"]],
  254: [[65075, "__"], [65101, "___  . ;:?! (){}  #&*+-<>= \\$%@"]],
  460: [[117974, `${alphabet}0123456789`]],
  497: [[127275, `cr   ${alphabet}`]],
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
  if (code >= 119808 && code <= 120483) return alphabet.charAt((code - 119808) % 26);
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
function isWindowsAlias(path2) {
  if (bareDevice.test(path2) || rawDevice.test(path2) || stream.test(path2) || shortAsWritten.test(path2)) return true;
  return windowsPath.test(path2) && (shortName.test(path2) || deviceInFolder.test(path2));
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
function climbs(path2) {
  if (!path2.includes("..")) return false;
  if (offBySlash.test(path2)) return true;
  const absolute = /^\s*(?:\/|~|[a-z]:)/.test(path2);
  let depth = 0;
  let dots = false;
  for (const written of path2.split("/")) {
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
  const [slash2, backslash2] = [text.indexOf("../"), text.indexOf("..\\")];
  return slash2 < 0 || backslash2 < 0 ? Math.max(slash2, backslash2) : Math.min(slash2, backslash2);
}
var mostClimbs = 64;
var climbInProse = /\.\.\/[\w./-]{1,256}/g;
var encodedClimb = /(?:%(?:25)*2e(?:%(?:25)*2e|\.)|\.%(?:25)*2e)(?:[/\\]|%(?:25)*(?:2f|5c))|\.\.%(?:25)*(?:2f|5c)/i;
function climbsInProse(text) {
  const percent = text.indexOf("%");
  if (percent >= 0 && encodedClimb.test(text.slice(Math.max(0, percent - 2)))) return true;
  const climb2 = findPlainClimb(text);
  if (climb2 < 0) return false;
  const runs4 = text.slice(climb2).replaceAll("\\", "/").toLowerCase().match(climbInProse) ?? [];
  return runs4.slice(0, mostClimbs).some((run2) => namesSensitiveFile(run2.replace(/^[./]+/, "/")));
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
  for (const [lines2] of text.includes("\n") ? text.trimEnd().matchAll(emptyLines) : []) {
    if (outOfSight.test(lines2)) return true;
  }
  return false;
}
function between2(text, opening3, closing4) {
  const parts = [];
  for (let at = text.indexOf(opening3); at >= 0 && parts.length < mostParts; at = text.indexOf(opening3, at + 1)) {
    const part = text.slice(at + opening3.length, at + longestPart);
    const end3 = part.indexOf(closing4);
    parts.push(end3 < 0 ? part : part.slice(0, end3));
  }
  return parts;
}
function unseenTexts(text) {
  const lower = text.toLowerCase();
  const parts = [];
  if (!text.includes("<") || !styles.some((style) => lower.includes(style))) return parts;
  for (const { index } of text.matchAll(unseen)) {
    if (parts.length === mostParts) break;
    const before2 = text.slice(Math.max(0, index - longestTag), index);
    if (!/<[a-z][^<>]*$/i.test(before2.slice(before2.lastIndexOf("<")))) continue;
    const end3 = text.indexOf(">", index);
    if (end3 < 0) continue;
    parts.push(text.slice(end3 + 1, end3 + longestPart).split("<", 1)[0] ?? "");
  }
  return parts;
}

// src/core/inspect/prompt-phrases.ts
var blank = String.raw`[\x20\t\r\n]{1,3}`;
var words2 = (most2) => `(?:[\\w']{1,20}${blank}){0,${most2}}`;
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
  trigger: [`user(?<=${["tell", "ling", "form", "ming", "tify", "ying", "lert", "ting", "warn", "ning", "show", "wing", "ask", "king", "this to", "that to", " it to", "thing to"].map((before2) => `${before2} the user`).join("|")})`],
  pattern: phrase("\\b(?:do not|don't|never|without|avoid) (?:ever )?(?:(?:tell|inform|notify|alert|warn|show|ask)(?:ing)?|(?:mention|reveal|show|disclos)(?:e|ing)? (?:this|that|it|anything)\\x20to)\\x20the\\x20user\\b")
};
var frame = {
  words: ["[inst", "[/inst", "##", /<(?=[|<]|\/?(?:sys|imp|ins|ass)|start_of)/g],
  trigger: [String.raw`<(?:\||<|/?(?:system|important|instruct|assistant)|start_of_turn)`, String.raw`\[/?inst\]`, String.raw`##{1,3}[ \t]{0,2}(?:system|instruct|new[ \t])`],
  pattern: /<\|(?:im_(?:start|end)|system|user|assistant|endoftext|eot_id|start_header_id|end_of_turn)\|>|\[\/?inst\]|<<\/?sys>>|<start_of_turn>|<\/?(?:system|system[-_ ]prompt|important|instructions?|assistant)>|(?:^|\n)[ \t]{0,3}#{2,4}[ \t]{0,2}(?:new[ \t])?(?:system|instructions?)[ \t]{0,2}:/
};
var answer = "(?:answers?|repl(?:y|ies)|responses?|outputs?|solution|implementation|algorithm|codebase)";
var someAnswer = "(?:answer|repl[yi]|respons|output|soluti|implem|algor|codeb)";
var program2 = "(?:code|codebase|implementation|solution|algorithm|program)";
var given = "(?:following|subsequent)\\x20code (?:snippets?|blocks?|excerpts?|sections?)";
var intoAnswer = {
  words: ["you"],
  trigger: [`your(?<=${["in", "to", "of", "ith", "rom", "ify", "nce", "ent", "ate", "ode", "ich"].map((before2) => `${before2} your`).join("|")})${blank}${someAnswer}`],
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
var allSpots = phrases.map((of2) => ({ of: of2, spot: { here: new RegExp(`(?:${of2.trigger.join("|")})${of2.rest ?? ""}`, "y"), pattern: of2.pattern } }));
var spotsOf = (word) => allSpots.filter(({ of: of2 }) => of2.words.includes(word)).map(({ spot }) => spot);
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
var phraseNonAscii = String.raw`\u5ffd\u65e0\u7121`;

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
  for (const [encoded3, plain2] of separators2) decoded = decoded.replaceAll(encoded3, plain2);
  return decoded;
}

// src/core/inspect/shell-commands.ts
var names5 = {
  "a-e": String.raw`a(?:lias|rp|wk)|b(?:as(?:e64|h)|cdedit|itsadmin|usybox)|c(?:at|ertutil|h(?:attr|mod|own)|md|o(?:mm|py)|rontab|s(?:cript|h)|u(?:rl|t)|[dp])|d(?:a(?:sh|te)|el|i[gr]|ocker|[dfu])|e(?:cho|grep|nv|val|x(?:ec|it|p(?:ort|r)))`,
  "f-n": String.raw`f(?:grep|ind)|g(?:awk|cc|et(?:ent|facl)|it|rep|unzip|zip)|h(?:ead|istory|ostname|t(?:op|passwd))|i(?:conv|ex|fconfig|nvoke-(?:expression|webrequest)|p(?:config|tables)?|wr|d)|k(?:ill|sh|ubectl)|l(?:ess|s(?:b_release|of)?|wp-(?:download|request)|n)|m(?:ail|k(?:dir|fifo|nod)|ount|shta|v)|n(?:ano|c(?:at)?|et(?:cat|s(?:tat|h))?|ice|map|o(?:de|hup)|pm|slookup)`,
  "o-s": String.raw`openssl|p(?:asswd|erl|hp|i(?:ng|p)|kill|ower(?:off|shell)|rint(?:env|f)?|w(?:sh|d)|ython[23]?|s)|r(?:e(?:ad|boot|g(?:svr32)?|start|[nv])|m(?:dir)?|oute|sync|u(?:by|n(?:dll32)?))|s(?:c(?:htasks|p)|e[dt]|ftp|h(?:utdown)?|leep|o(?:cat|rt|urce)|sh|trings|u(?:do)?|ys(?:info|teminfo))`,
  "t-z": String.raw`t(?:a(?:il|sk(?:kill|list)|[cr])|c(?:pdump|sh)|e(?:lnet|st|e)|ftp|ime(?:out)?|o(?:uch|p)|r(?:aceroute)?|ype)|u(?:n(?:ame|iq|zip)|ptime|ser(?:add|mod))|v(?:er|im?|ssadmin)|w(?:atch|evtutil|get|ho(?:ami)?|mic|script|c)|x(?:args|xd)|zsh`
};
var beforeName = String.raw`(?:([;|&\x60]|\$\(|\\[nr]|<\(|[\n\r](?=[ \t]*['\x22]{0,2}\/(?:usr\/)?s?bin\/))|\((?<=[mucnl]\(|[mucnl] \()(?<=\bsystem\(|\bpassthru\(|\bshell_exec\(|\bpopen\(|\bproc_open\(|\bexec\(|\beval\(|\bsystem \(|\bpassthru \(|\bshell_exec \(|\bpopen \(|\bproc_open \(|\bexec \(|\beval \())(?=[\s'\x22{!(\w.\/])\s*(?:['\x22{!]\s?|\(\s?){0,3}(?=[\w.\/])(?:\.{0,2}\/(?:[\w.?*]{1,20}\/){0,4}|usr\/(?:s?bin|local)\/)?(?=[a-z])`;
var behindName = String.raw`(?:\.exe)?(?![\w=]|[.:,\/*-]\w|[-:?!,[\]])`;
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
function isCommand(name3, text, end3, prose) {
  const tail = text.slice(end3, end3 + farthest2);
  const rest3 = tail.replace(/^\s+/, " ");
  if (argument2.test(rest3)) return true;
  if (system.test(name3)) return machineWords.test(rest3);
  if (/^sleep$/i.test(name3)) return pause.test(rest3);
  const word = everyday.test(name3);
  if (prose && version.test(rest3)) return false;
  if (!word && (operand.test(rest3) || farther.test(rest3))) return true;
  if (printing.test(name3) && quotedWord.test(rest3)) return true;
  if (!ends.test(rest3)) return !prose && !word;
  return !prose || aloneInProse.test(name3);
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
  const [whole = "", value = "", closing4 = "", separator = "", name3 = "", rest3 = ""] = breakOut.exec(text) ?? [];
  if (whole === "") return breaksAtEnd(text, isDecoded);
  const kind = name3 === "." ? "program" : classifyName(name3);
  if (kind === void 0) return false;
  if (/^[\n\r\\]/.test(separator) && !isDecoded) return breaksByLine(value, name3, rest3) || breaksAtEnd(text, false);
  const isGlued2 = closing4 === "" && (separator === "`" || separator === "$(");
  if (!valueLike.test(value) && !isGlued2 && !isDecoded && !closes(closing4, rest3) && !isPlaceholder(value, separator, name3)) return echoed.test(text);
  if (kind === "word") return separator === "&" ? argument3.test(rest3) : !isProse(`${name3}${rest3}`) && (value === "" || argument3.test(rest3));
  return ends2.test(rest3) || argument3.test(rest3) || !isProse(rest3);
}
function breaksByLine(value, name3, rest3) {
  if (alone.test(name3) && ends2.test(rest3)) return true;
  const isProgram = name3 === "." || classifyName(name3) === "program";
  return isProgram && (argument3.test(rest3) || valueLike.test(value) && isCommand(name3, rest3, 0, true));
}
function closes(closing4, rest3) {
  return /["']/.test(closing4) || closing4.includes(")") && ends2.test(rest3);
}
function isPlaceholder(value, separator, name3) {
  return /^[a-z]$/i.test(value) && separator !== "&" && name3.length > 1;
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
  for (const [, name3 = ""] of text.matchAll(spliced)) {
    if (++count > most || classifyName(name3.replace(/[\\^]/g, "")) === "program") return true;
  }
  return false;
}

// src/core/inspect/shell-whole.ts
var longestWhole = 120;
var operand2 = String.raw`(?:[/~$%*\\]|\.{1,2}/|[a-z]:|https?:|ftp:|\d{1,3}(?:\.\d{1,3}){3})`;
var start = /^[\s+'"(]{0,4}([a-z][\w.-]{1,20})[\s+]+/i;
var isOption = /^(?:-{1,2}[a-z?][\w=-]{0,30}|\/[a-z?]{1,2})$/i;
var isOperand = new RegExp(`^["']?${operand2}`, "i");
var listing = /^(?:netstat|ifconfig|ipconfig|uname|whoami|systeminfo|tasklist|ps)$/i;
var administration2 = /^[\s+'"(]{0,4}net1?[\s+]+(?:user|localgroup|group|share)[\s+][^\n]{0,100}[\s+]\/(?:add|del(?:ete)?|active|domain|grant)(?![\w/])/i;
var chained = /(?:;|&{1,2}|\|{1,2})\s{0,4}([a-z][\w.-]{1,20})(?![\w=])/i;
function isWholeCommand(text, strict2) {
  if (text.length > longestWhole) return false;
  const [whole = "", name3 = ""] = start.exec(text) ?? [];
  const kind = classifyName(name3);
  if (kind === void 0) return false;
  const separatorAt = text.search(/[;|&]/);
  const words3 = text.slice(whole.length, separatorAt < 0 ? void 0 : separatorAt).split(/[\s+]+/).filter((word) => word !== "");
  const [first = ""] = words3;
  if (/^echo$/i.test(name3)) return /^["'<]/.test(first) && (strict2 || /[<>$|;&]/.test(text));
  if (administration2.test(text)) return true;
  const isArgument = isOption.test(first) || isOperand.test(first);
  if (strict2) return isArgument;
  if (kind === "program" && isArgument && classifyName(chained.exec(text)?.[1] ?? "") === "program") return true;
  if (listing.test(name3) && words3.length > 0 && words3.every((word) => isOption.test(word))) return true;
  if (kind === "word" && !/^type$/i.test(name3)) return false;
  return words3.some((word) => isOperand.test(word)) && words3.every((word) => isOperand.test(word) || isOption.test(word) || /^[\d{}]{1,8}$/.test(word));
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
    const [whole, separator, name3] = match;
    const end3 = match.index + whole.length;
    const sure = separator === void 0 || /bin\/\w+$/.test(whole) || isDoubled(text, match.index);
    if (/^(?:echo|printf)$/i.test(name3 ?? "") && (separator === void 0 || isDoubled(text, match.index) || isGlued(text, match.index)) && /^\s\S/.test(text.slice(end3, end3 + 2))) return true;
    if (name3 !== void 0 && isCommand(name3, text, end3, prose && !sure)) return true;
    if (separator === "$(" && /[\s)]/.test(text.charAt(end3))) return true;
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
function danger(rule, mode2) {
  return {
    rule,
    kinds: ["sql"],
    ...mode2 && { mode: mode2 },
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
  String.raw`[\s+]{0,9}(?:not[\s+]{1,9})?r?like[\s+]{0,9}'%{1,4}'?[\s+]{0,9}$`,
  String.raw`[\s+]{0,9}(?:or|and)[\s+]{0,9}\([\s+]{0,9}(?:not[\s+]{1,9})?exists[\s+]{0,9}\)`,
  // An operator between two literals that are empty.
  String.raw`(?:'(?:rlike|regexp|xor)'|\x22(?:rlike|regexp|xor)\x22)$`,
  String.raw`[\s+]{0,9}@{1,2}\w{1,30}[\s+]{0,9}--[\s+]{0,9}$`,
  // T-SQL that runs what a variable holds, and the UTF-16 text, written in hex, that it would be given.
  String.raw`[\s+]{0,9}[\d'\x22();-].{0,400}[\s+;)]exec(?:ute)?[\s+]{0,4}\([\s+]{0,4}@\w`,
  String.raw`[\s+]{0,9}declare[\s+]{1,9}@\w{1,30}[\s+][^=;]{0,80}(?:select|set)[\s+]{1,9}@\w{1,30}[\s+]{0,9}=[\s+]{0,9}(?:0x[\da-f]{8}|$)`,
  String.raw`[\s+]{0,9}0x(?:[2-7][\da-f]00){6}`,
  // MySQL reads over an exponent without digits, and some databases take a control character for a blank.
  String.raw`\W{0,9}select[\s+].{0,400}\d\.\d{0,9}e\.[a-z]\w{3}`,
  String.raw`\W{0,9}(?:union|select)\x00`,
  // Document databases: code in the server, or another condition, behind a value.
  String.raw`[^{}]{0,40}\$where[\s+]{0,4}:[\s+]{0,4}['\x22]`,
  String.raw`\w{0,20}['\x22][\s+)}\]]{0,8},[\s+]{0,4}\$(?:where|n?or|and|ne|gte?|lte?|n?in|regex)[\s+]{0,4}:`
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
  for (const decode3 of decoders2) {
    const decoded = decode3(text);
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
  const quote6 = Math.max(0, text.search(encodedQuote) - 64);
  return [text.slice(0, mostDecoded), text.slice(quote6, quote6 + mostDecoded)];
}
function decode(text) {
  const plain2 = foldQuotes(text);
  const readings = encoded2.test(plain2) ? readingsOf(plain2).layers.map(foldCompared) : [plain2];
  const last = readings.at(-1) ?? plain2;
  if (plain2.includes("+") && !plain2.includes(" ")) readings.push(foldCompared(last.replaceAll("+", " ")));
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
var object = new RegExp(String.raw`^\s+(?:or\s+replace\s+|global\s+|local\s+|temp(?:orary)?\s+|unique\s+|if\s+(?:not\s+)?exists\s+|external\s+|materialized\s+|force\s+)*(?:table|tables|database|schema|view|index|user|login|role|function|procedure|proc|trigger|sequence|type|extension|server|event|column|assembly|tablespace|system|session|directory|java|package|credential|language|stage)(?![a-z])`, "i");
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
function beginsStatement(word, rest3) {
  const lower = word.toLowerCase();
  return Object.hasOwn(continuations, lower) && continuations[lower]?.test(rest3.replace(/\/\*[^*]{0,40}\*\//g, " ")) === true;
}

// src/core/inspect/sql-words.ts
var logic = /^(?:and|or|xor|div)$/;
var functions = /^(?:concat|concat_ws|group_concat|string_agg|char|nchar|chr|ascii|unicode|ord|substr|substring|substrb|mid|left|right|hex|unhex|row|elt|make_set|rand|random|floor|count|md5|sha1|cast|convert|ifnull|isnull|nullif|nvl|coalesce|if|iif|exists|length|len|cos|pi|bin|aes_decrypt|procedure|analyse|to_char|upper|lower|reverse|exp|greatest|least|abs|max|min|generate_series|db_name|host_name|object_id|col_name|inet_server_addr)$/;
var telling3 = /^(?:sleep|benchmark|pg_sleep\w*|randomblob|load_file|extractvalue|updatexml|xmltype|gtid_subset|gtid_subtract|json_keys|version|sqlite_version|user|database|schema|current_user|session_user|system_user|current_database|current_schema|query_to_xml|database_to_xml|lo_import|load_extension|pg_read_file|pg_ls_dir|is_srvrolemember|(?:sys\.|ctxsys\.)?(?:dbms_|utl_|drithsx\.|fn_)\w+(?:\.\w+)?)$/;
var tellingNames = /^(?:current_user|session_user|system_user|(?:dbms_|utl_)\w+\.\w+|(?:\w+\.\w*\.)?[xs]p_\w+)$/;
var comparisons = /^(?:like|in|is|between|rlike|regexp|sounds|similar|glob|ilike|isnull|notnull)$/;
var operators = /^(?:not|mod|collate|binary|escape|any|all|some|distinct)$/;
function wordLetter(word, rest3) {
  const lower = word.toLowerCase();
  const call2 = /^\s{0,4}\(/.test(rest3);
  if (logic.test(lower)) return "&";
  if (/^(?:union|intersect|except|minus)$/.test(lower)) return "U";
  if (lower === "select" || lower === "case") return "E";
  if (/^(?:null|true|false|unknown|\\n|0x[\da-f]+|0b[01]+)$/.test(lower)) return "1";
  if (call2 && telling3.test(lower)) return "d";
  if (call2 && functions.test(lower)) return "f";
  if (tellingNames.test(lower)) return "d";
  if (comparisons.test(lower)) return "o";
  if (operators.test(lower)) return "a";
  if (/^(?:from|where|into|as|values|join|using|then|when|end|else)$/.test(lower)) return "F";
  if (/^(?:having|limit|offset|procedure)$/.test(lower)) return "H";
  if (/^(?:waitfor|outfile|dumpfile)$/.test(lower)) return "W";
  if (beginsStatement(word, rest3)) return "T";
  return rest3.startsWith("(") ? "g" : "n";
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
  let words3 = 0;
  for (let count = 0; count < mostTokens; count++) {
    const found = step.exec(text);
    if (found === null) break;
    const [whole, closed, comment, quote6, variable, number, clause, word, logic2, operator, mark] = found;
    let letter = "";
    if (comment !== void 0) {
      const line = pastLines ? text.indexOf("\n", step.lastIndex) : -1;
      if (line < 0) return `${shape}c`;
      step.lastIndex = line + 1;
    } else if (quote6 === "'" || quote6 === '"' || quote6 === "`") {
      const body = closing[quote6];
      body.lastIndex = step.lastIndex;
      body.exec(text);
      letter = body.lastIndex < text.length ? "s" : "q";
      step.lastIndex = Math.max(step.lastIndex, body.lastIndex) + 1;
    } else if (variable !== void 0) letter = variable.startsWith("@@") ? "d" : "v";
    else if (number !== void 0) letter = "1";
    else if (clause !== void 0) letter = "B";
    else if (word !== void 0) {
      const after = text.slice(step.lastIndex, step.lastIndex + 80);
      if (after.startsWith("'") && stringPrefix.test(word)) continue;
      letter = wordLetter(word, after);
      words3 = letter === "n" ? words3 + 1 : 0;
      if (words3 > 3) return shape;
    } else if (logic2 !== void 0) letter = "&";
    else if (operator !== void 0) letter = /[<>=]/.test(operator) ? "o" : "a";
    else if (mark !== void 0) letter = mark;
    else if (whole.startsWith("/*") && !whole.startsWith("/*!") && closed === void 0) return `${shape}c`;
    if (letter === "") continue;
    if (word === void 0) words3 = 0;
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
  return ["'", '"'].some((quote6) => {
    const at = value.indexOf(quote6);
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
function classifyV4(address2) {
  if (metadataV4.includes(address2)) return "metadata";
  return internalV4.some(([base, length]) => address2 >>> 32 - length === base >>> 32 - length) ? "internal" : "public";
}
function readV4(text) {
  const parts = text.split(".", 5);
  if (parts.length > 4 || !parts.every((part) => numberPart.test(part))) return [];
  return [.../* @__PURE__ */ new Set([joinParts(parts, readC), joinParts(parts, readDecimal)])];
}
var numberPart = /^(?:0x[0-9a-f]*|0o[0-7]+|\d+)$/i;
function joinParts(parts, read2) {
  let address2 = 0;
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    const bits = last ? 32 - 8 * index : 8;
    address2 += read2(part, bits) * 2 ** (last ? 0 : 24 - 8 * index);
  });
  return address2 >>> 0;
}
function readC(part, bits) {
  if (/^0[xo]/i.test(part)) return cut(part.length === 2 ? "0" : part, bits);
  return cut(/^0[0-7]+$/.test(part) ? `0o${part}` : part, bits);
}
function readDecimal(part, bits) {
  return /^\d+$/.test(part) ? cut(part, bits) : readC(part, bits);
}
function cut(digits, bits) {
  if (digits.length < 15) return Number(digits) % 2 ** bits;
  return digits.length > 64 ? 0 : Number(BigInt.asUintN(bits, BigInt(digits)));
}
function readV6(text) {
  if (text.length > 128 || !text.includes(":")) return void 0;
  const zone = text.indexOf("%");
  const halves2 = (zone < 0 ? text : text.slice(0, zone)).split("::");
  if (halves2.length > 2) return void 0;
  const [head, tail] = halves2.map(readGroups);
  if (head === void 0 || halves2.length === 2 && tail === void 0) return void 0;
  if (tail === void 0) return head.length === 8 ? head : void 0;
  const missing2 = 8 - head.length - tail.length;
  return missing2 < 0 ? void 0 : [...head, ...new Array(missing2).fill(0), ...tail];
}
function readGroups(text) {
  if (text === "") return [];
  const groups2 = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) groups2.push(parseInt(part, 16));
    else {
      const addresses2 = index === parts.length - 1 && part.includes(".") ? readV4(part) : [];
      const [address2] = addresses2;
      if (address2 === void 0 || addresses2.length > 1) return void 0;
      groups2.push(address2 >>> 16, address2 & 65535);
    }
  }
  return groups2;
}
function classifyV6(groups2) {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups2;
  if (metadataV6.includes(groups2.map((group) => group.toString(16)).join(":"))) return "metadata";
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
var delimiter2 = /[/\\?#@]/;
var noHost = /[\0- "$<>[\]^`{|}%:\\!;,&*()']|^\.|\.\./;
var brokenAddress = /\.(?:\d+|0x[\da-f]*)$/;
var plainV4 = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;
function classifyHost(host) {
  const decoded = decodeHost(host);
  if (!delimiter2.test(decoded)) return classifyName2(plainHost(decoded));
  const parts = decoded.split(delimiter2).filter((part) => /[.:]|^localhost|^metadata|^0x|^\d+$/.test(part));
  return worst(["ambiguous", ...parts.slice(0, mostParts2).map((part) => classifyName2(plainHost(part)))]);
}
var mostParts2 = 8;
function classifyName2(name3) {
  const groups2 = readV6(name3);
  if (groups2 !== void 0) return classifyV6(groups2);
  const addresses2 = readV4(name3);
  if (addresses2.length > 0) return worst([...addresses2.map(classifyV4), plainV4.test(name3) ? "public" : "disguised"]);
  if (brokenAddress.test(name3) || name3.includes(":") && /^[\da-fx:.]+(?:%|$)/.test(name3)) return "disguised";
  if (metadataName.test(name3)) return "metadata";
  if (internalSuffix.test(name3)) return "internal";
  if (inAddressZone.test(name3)) return classifyAddressName(name3);
  if (name3 === "" || noHost.test(name3)) return "ambiguous";
  if (!name3.includes(".")) return "internal";
  const carried = carriedAddress.exec(name3)?.[1];
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
  const name3 = /^[^:]*:[^:]*:/.test(decoded) ? decoded : decoded.replace(/:\d*$/, "");
  return name3.endsWith(".") ? name3.replace(/(?<!\.)\.+$/, "") : name3;
}
function worst(classes) {
  return byHarm.find((one) => classes.includes(one)) ?? "public";
}
function classifyAddressName(name3) {
  const dotted = [...name3.matchAll(/(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})(?=[.-])/g)].map((found) => found.slice(1, 5).join("."));
  const hex2 = [...name3.matchAll(/(?:^|[.-])(?:0x)?([0-9a-f]{8})(?=\.)/g)].map((found) => String(parseInt(found[1] ?? "", 16)));
  const addresses2 = [...dotted, ...hex2].flatMap(readV4);
  return addresses2.length === 0 ? "internal" : worst(addresses2.map(classifyV4));
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
  const { scheme } = target;
  if (kind === "url" && scheme !== void 0 && hostless.test(scheme)) return false;
  const isOther = kind === "any" && scheme !== void 0 && !fetching.test(scheme);
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
  const url2 = readOne(whole.replace(/[\t\n\r]/g, ""));
  const end3 = whole.search(/[\t\n\r]/);
  const line = end3 < 0 ? void 0 : readOne(whole.slice(0, end3));
  return url2 === void 0 || line === void 0 ? url2 : { ...url2, hosts: [...url2.hosts, ...line.hosts.filter((host) => host !== "")] };
}
function readOne(text) {
  let rest3 = text;
  const wrapper = wrapping.exec(rest3)?.[1]?.toLowerCase();
  for (let depth = 0; depth < 3 && wrapping.test(rest3); depth++) rest3 = rest3.replace(wrapping, "");
  const found = schemePrefix.exec(rest3);
  const scheme = found?.[1] ?? found?.[2];
  if (scheme !== void 0) rest3 = rest3.slice(scheme.length + 1);
  rest3 = rest3.replace(/^[/\\]+/, "");
  const slash2 = rest3.indexOf("/");
  const region = slash2 < 0 ? rest3 : rest3.slice(0, slash2);
  if (region.length > longestAuthority && region.slice(0, longestAuthority).search(/[?#]/) < 0) return void 0;
  return { scheme: scheme?.toLowerCase(), wrapper, hosts: hostsIn(region.slice(0, longestAuthority)) };
}
function hostsIn(region) {
  if (!region.includes("@")) return [region.split(/[\\?#\s!]/, 1)[0] ?? ""];
  return region.split("@").flatMap((piece, index, pieces) => {
    const heads = piece.split(/[\\?#\s,;&]+/).filter((head) => head !== "");
    return index === pieces.length - 1 ? heads.slice(0, 1) : heads.filter((head) => hostLike.test(foldDigits(foldToAscii(decodePercent(head)))));
  });
}
var hostLike = /^(?:\[|localhost|metadata|[\d.xa-f]+(?::|$)|[^:]*\.)/i;

// src/core/inspect/ssrf-metadata.ts
var ssrfMetadata = inspectTargets("ssrf.metadata", (target, text, kind) => {
  if (target === "hidden") return false;
  return hostsOf(target, kind).some(isMetadata) || urlsInside(text).some((url2) => readUrl(url2)?.hosts.some(isMetadata));
});
function isMetadata(host) {
  return classifyHost(host) === "metadata";
}
function urlsInside(text) {
  const urls = text.slice(8, 4096).match(/https?(?::|%3a)(?:\/|%2f){2}[^&"'\s]{1,200}/gi) ?? [];
  return urls.slice(0, 8).map((url2) => url2.replace(/%3a/i, ":").replaceAll(/%2f/gi, "/"));
}

// src/core/inspect/ssrf-scheme.ts
var fetching2 = /^(?:https?|wss?)$/;
var dangerous = /^(?:file|local_file|netdoc|gopher|dict|ldaps?|ldapi|tftp|jar|phar|php|expect|glob|zip|ogg|rar|compress\.(?:zlib|bzip2)|ssh2\.\w+|smb|cifs|nfs|telnet|smtps?|imaps?|pop3s?|rtsp|rmi|jndi|iiop|(?:http\+)?unix|view-source|javascript|vbscript|data)$/;
var streaming = String.raw`(?:php|expect|data|phar|glob|zip|ogg|rar|compress\.(?:zlib|bzip2)|ssh2\.\w{1,8}|gopher|dict|ldaps?|tftp|netdoc|jndi):`;
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
    const { scheme, wrapper } = target;
    if (kind === "url") return wrapper !== void 0 || scheme !== void 0 && !fetching2.test(scheme);
    return wrapper === "jar" || wrapper === "view-source" || scheme !== void 0 && dangerous.test(scheme);
  }),
  streamForPath
];

// src/core/inspect/text-invisible.ts
var tagFlags = /\ud83c\udff4(?:\udb40[\udc30-\udc39\udc61-\udc7a]){3,6}\udb40\udc7f/g;
var tags = /\udb40[\udc00-\udc7f]/;
var unseen2 = String.raw`\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb`;
var firstUnseen = new RegExp(`[${unseen2}\\ud82f\\ud834\\udb40]`);
var longestBefore = 2;
var anyOf = (...forms2) => new RegExp(`(?![^${unseen2}])(?:${forms2.join("|")})`, "i");
var selectorRun = String.raw`[\ufe00-\ufe0f](?:[\ufe00-\ufe0f]|\udb40[\udd00-\uddef])`;
var inPairs = /(?=[\ud82f\ud834\udb40])(?:\udb40[\udd00-\uddef](?:[\ufe00-\ufe0f]|\udb40[\udd00-\uddef]|(?<![\u3400-\u9fff\uf900-\ufaff\udc00-\udfff]..))|\ud834[\udd73-\udd7a]|\ud82f[\udca0-\udca3]|\udb40[\uddf0-\udfff]|.(?![\udc00-\udfff]))/;
var invisibleRun = String.raw`[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]{3}`;
var markRun = String.raw`[\u061c\u200b-\u200f]{6}`;
var halves = ["\uD82F", "\uD834", "\uDB40"];
var unassigned = String.raw`[\u2065\ufff0-\ufff8]`;
var anywhere2 = [selectorRun, invisibleRun, markRun, unassigned];
var neverInWord = String.raw`(?<=[a-z0-9])[\u115f\u1160\u17b4\u17b5\u180e\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb][a-z0-9]`;
var splitName2 = String.raw`(?<=[a-z0-9_])[\u200b-\u200d\ufeff][a-z0-9_]{1,64}\(`;
var softHyphenFlood = String.raw`(?<=[a-z])\u00ad[a-z]{1,2}\u00ad[a-z]{1,2}\u00ad`;
var inProse = anyOf(...anywhere2, neverInWord, splitName2, softHyphenFlood);
var splitWord2 = /[\u200b-\u200d\ufeff](?<=[a-z0-9].)(?=[a-z0-9])/gi;
var fillers = /[\u115f\u1160\u3164\uffa0]/;
var korean = /[\u1100-\u115e\u1161-\u11ff\u3131-\u3163\u3165-\u318e\ua960-\ua97c\uac00-\ud7fb\uffa1-\uffdc]/;
var outsideProse = anyOf(
  ...anywhere2,
  String.raw`[\u00ad\u115f\u1160\u17b4\u17b5\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb]`,
  String.raw`(?!^)\ufeff`,
  String.raw`(?<![^\0-\u02af])[\u200c\u200d]`,
  String.raw`(?<![\u1800-\u18aa])\u180e`,
  String.raw`(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b`
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
var selectors = String.raw`\ufe00-\ufe0f`;
var directions = String.raw`\u061c\u200b-\u200f`;
var zeroWidths = String.raw`\u00ad\u034f\u17b4\u17b5\u180e\u200b-\u200d\ufeff`;
var placed = `${zeroWidths}${directions}${selectors}`;
var neverInProse = String.raw`\u115f\u1160\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}`;
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
      const start2 = open3.pop();
      if (start2?.close !== control2) return true;
      if (start2.turns && !rightToLeft2.test(text.slice(start2.from, found.index))) return true;
    } else {
      const close = control2 === "‪" || control2 === "‫" ? "‬" : "⁩";
      open3.push({ close, from: found.index, turns: control2 === "‫" || control2 === "⁧" });
    }
    if (found.groups?.["end"] !== void 0 && open3.length > 0) return true;
  }
  return open3.length > 0;
}

// src/core/inspect/text-homoglyph.ts
var lookalikes = String.raw`\u0251\u0261\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03f2\u03f3\u03f9\u0405\u0406\u0408\u0410\u0412\u0415\u0417\u041a\u041c-\u041e\u0420-\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0475\u04ae\u04bb\u04c0\u04cf\u0501\u050c\u051a-\u051d\u0570\u0578\u057d\u0585\u13a0-\u13f5\u1d00-\u1d22\ua4d0-\ua4f7`;
var compatible = String.raw`\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7cb}`;
var click = String.raw`\u01c3`;
var foreign = String.raw`\u00c0-\u058f\u13a0-\u13f5\u1d00-\u1dbf\u1e00-\u1fff\ua4d0-\ua4f7\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7cb}`;
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
  for (const { 0: rest3, index, groups: groups2 } of text.matchAll(foreignWord)) {
    if (++count > mostWords) return false;
    const begun = groups2?.["begun"] ?? "";
    const word = begun + rest3;
    const from = index - begun.length;
    const end3 = index + rest3.length;
    if (kind === "any" && !goesOnAsCode.test(text.slice(end3, end3 + 3)) && !comesInCode.test(text.slice(Math.max(0, from - 10), from))) continue;
    if (text.charAt(end3) === "(" && inCompatible.test(word)) return true;
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

// src/compiler/inspection-rules.ts
var inspectionRules = [...new Set(inspectors.map(({ rule }) => rule))].map((id) => ({ id, modes: ownModesOf(id) }));
function ownModesOf(id) {
  const own2 = inspectors.filter(({ rule }) => rule === id);
  return new Map(kinds.flatMap((kind) => {
    const modes = own2.filter((inspector) => inspector.kinds.includes(kind)).map(({ mode: mode2 }) => mode2 ?? "deny");
    const [first] = modes;
    return first === void 0 ? [] : [[kind, modes.includes("deny") ? "deny" : first]];
  }));
}

// src/compiler/rules-schema.ts
var rulesSchema = {
  description: "What is done when a rule of inspection finds something: `deny` refuses, `alert` only says so in the log (`$mcp_findings`), `off` does not look. Rule by rule, the nearest level that names it counts: argument, tool or prompt, server, top level.",
  type: "object",
  additionalProperties: false,
  properties: Object.fromEntries(inspectionRules.map(({ id }) => [id, { description: `Finds: ${rules2[id]} (docs/detection.md).`, enum: ruleModes }]))
};

// src/compiler/when/when-schema.ts
var day = "(?:mon|tue|wed|thu|fri|sat|sun)";
var timeOfDay = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";
var timeSchema = {
  description: "A time of day, on some days of the week.",
  type: "object",
  additionalProperties: false,
  properties: {
    days: {
      description: "Days on which it begins: `mon`, `mon-fri`. Absent: all.",
      type: "array",
      minItems: 1,
      items: { description: "Days: `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`, or from one to another: `mon-fri`", type: "string", pattern: `^${day}(?:-${day})?$` }
    },
    from: { description: "When it begins: `08:00`.", type: "string", pattern: `^${timeOfDay}$`, default: "00:00" },
    to: { description: "When it is over: `18:00`. Earlier than `from`: on the next day.", type: "string", pattern: `^(?:${timeOfDay}|24:00)$`, default: "24:00" },
    zone: {
      description: "`UTC`, so much ahead of it or behind (`+01:00`, `-05:30`), or `local`: as the clock of the machine that nginx runs on, summer time included.",
      type: "string",
      pattern: "^(?:UTC|local|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$",
      default: "UTC"
    }
  }
};
var whenSchema = {
  description: "When a grant holds: each of these must be met.",
  type: "object",
  additionalProperties: false,
  minProperties: 1,
  properties: {
    networks: {
      description: 'Networks (CIDR) the client calls from, by its address as nginx knows it: `10.0.0.0/8`, `"fd00::/8"`.',
      type: "array",
      minItems: 1,
      items: { type: "string" }
    },
    times: { description: "Times at which it calls; one of them.", type: "array", minItems: 1, items: { $ref: "#/$defs/time" } },
    client_certificate: { description: "`required`: nginx has found the client's certificate good (`ssl_verify_client`).", enum: ["required"] }
  }
};
var equalsSchema = {
  description: "What of the caller the argument must be, character for character: `subject`, or `claim.tenant`, a claim of its token by its path. Then it must be given, as text.",
  type: "string",
  pattern: "^(?:subject|claim\\..{1,1024})$"
};

// src/compiler/policy-schema.ts
var name2 = "^[A-Za-z0-9_.-]{1,64}$";
var size = {
  type: ["integer", "string"],
  minimum: 1,
  maximum: 1073741824,
  pattern: "^[1-9][0-9]{0,9}(B|KiB|MiB)?$"
};
var path = "^/[A-Za-z0-9._~!$&()*+,=:@/-]{0,200}$";
var roles2 = {
  description: "Roles that may. A role that inherits one of them may too.",
  type: "array",
  uniqueItems: true,
  items: { type: "string" }
};
var when = (description) => ({ description, $ref: "#/$defs/when" });
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
var argument4 = {
  description: "One argument of a tool or prompt.",
  type: "object",
  additionalProperties: false,
  properties: {
    kind: {
      description: "What the argument is for. It decides which inspectors run, and how strictly. Default: inferred from the pinned `inputSchema`, else `any`.",
      enum: kinds
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
    equals: equalsSchema,
    enum: { description: "The values allowed; of a list, each entry must be one.", type: "array", minItems: 1 },
    pattern: {
      description: "Regular expression (JavaScript, `u` flag) each string must match somewhere; anchor it with `^` and `$`. Only patterns that match in linear time.",
      type: "string",
      maxLength: 1e3
    },
    string: { ...size, description: "Longest string, in UTF-16 code units, instead of `limits.string`." },
    rules: { description: "As the tool's or prompt's `rules`, for this argument: each rule it names.", $ref: "#/$defs/rules" },
    required: { description: "Whether the argument must be given.", type: "boolean", default: false }
  }
};
var argumentsOf = (description) => ({ description, type: "object", additionalProperties: { $ref: "#/$defs/argument" } });
var tool = {
  description: "One tool, by its exact name. A tool that is not listed is denied.",
  type: "object",
  additionalProperties: false,
  properties: {
    roles: roles2,
    when: when("When it may be called, beside what its server asks for. Absent: ever."),
    scopes: scopeList,
    enabled: { description: "With `false` nobody may call it, whatever its roles.", type: "boolean", default: true },
    alert: { description: "Mark each call, allowed or denied, in the log: `$mcp_alert` is 1.", type: "boolean", default: false },
    denial: { ...denial, description: "As the top level's `denial`, for this tool." },
    redact: { description: "As the server's `redact`, for the results of this tool.", $ref: "#/$defs/redaction" },
    rules: { description: "As the server's `rules`, for this tool: each rule it names.", $ref: "#/$defs/rules" },
    arguments: argumentsOf("The arguments it may be called with; any other is denied. Absent: any, each inspected as the kind inferred for it, else as `any`."),
    decisions: toldSchema,
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
    roles: roles2,
    when: when("As a tool's `when`."),
    scopes: scopeList,
    rules: { description: "As the server's `rules`, for this prompt: each rule it names.", $ref: "#/$defs/rules" },
    decisions: toldSchema,
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
    roles: roles2,
    when: when("As a tool's `when`."),
    scopes: scopeList
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
    ...oauthServerSchema,
    scopes: { ...scopeList, description: "OAuth scopes that a token needs for any request, beside those of what it asks for. Clients without a token are told to ask for these first." },
    mode: { ...mode, description: "As the top level's `mode`, for this server." },
    denial: { ...denial, description: "As the top level's `denial`, for this server." },
    redact: { description: "As the top level's `redact`, for this server: each rule it names, itself or by its group.", $ref: "#/$defs/redaction" },
    rules: { description: "As the top level's `rules`, for this server: each rule it names. Completions, which no tool or prompt lists, are judged by these.", $ref: "#/$defs/rules" },
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
    infer_kinds: { description: "As the top level's `infer_kinds`, for this server.", type: "boolean" },
    decisions: { description: "As the top level's `decisions`, for this server and in its stead; `off`: nobody is asked.", $ref: "#/$defs/decisions" },
    when: when("When the server is there for anybody: its sessions and lists too. Absent: ever."),
    methods: {
      description: "Methods of extensions, granted by name: `vendor/method`.",
      type: "object",
      propertyNames: { pattern: "^[A-Za-z0-9_.$-]+(?:/[A-Za-z0-9_.$-]+)+$", maxLength: 128 },
      additionalProperties: {
        description: "Who may call the method.",
        type: "object",
        additionalProperties: false,
        required: ["roles"],
        properties: { roles: roles2 }
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
    infer_kinds: {
      description: "Whether arguments whose kind is not named get one inferred from the pinned `inputSchema`; `portcullis check` shows it.",
      type: "boolean",
      default: true
    },
    rules: { description: "Modes of the rules of inspection: which refuse, which only alert, which are off.", $ref: "#/$defs/rules" },
    identity: identitySchema,
    decisions: { description: "An external decision point, asked about what the policy allows: it can only deny (docs/decisions.md). Absent: none.", $ref: "#/$defs/decisions" },
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
      propertyNames: { pattern: name2 },
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
      propertyNames: { pattern: name2 },
      additionalProperties: { $ref: "#/$defs/server" }
    }
  },
  $defs: { server, tool, prompt, resource, argument: argument4, decisions: decisionsSchema, redaction: redactionSchema, rules: rulesSchema, when: whenSchema, time: timeSchema }
};

// src/cli/policy-file.ts
import { lstatSync as lstatSync2, readFileSync as readFileSync4 } from "node:fs";
import { relative } from "node:path";

// src/compiler/external.ts
var { location: { default: usualLocation }, timeout: { default: usualTimeout } } = decisionsSchema.properties;
function decisionsOf({ decisions: common }, { decisions = common }) {
  return decisions === "off" ? void 0 : decisions;
}
function resolveExternal(policy, server2) {
  const decisions = decisionsOf(policy, server2);
  if (decisions === void 0) return {};
  const { type, location = usualLocation, timeout: timeout2 = usualTimeout, cache } = decisions;
  return { external: { type, location, timeout: milliseconds(timeout2), ...cache !== void 0 && { cache: milliseconds(cache) } } };
}
function sentArguments(policy, server2, { decisions }) {
  return decisionsOf(policy, server2) === void 0 ? {} : { sends: decisions?.arguments ?? [] };
}
function milliseconds(time2) {
  return time2.endsWith("ms") ? Number(time2.slice(0, -2)) : (readDuration(time2) ?? 0) * 1e3;
}

// src/core/policy/entries.ts
var defaultLimits = { body: 1048576, depth: 15, string: 8192, array: 1e3 };
var defaultResponseLimit = 10485760;

// src/compiler/size.ts
var units2 = { "": 1, B: 1, KiB: 1024, MiB: 1024 * 1024 };
function readSize(size2) {
  if (typeof size2 === "number") return size2;
  const [digits = "", unit = ""] = /^([0-9]+)([A-Za-z]*)$/.exec(size2)?.slice(1) ?? [];
  return Number(digits) * (units2[unit] ?? 1);
}

// src/compiler/limits.ts
function resolveLimits(policy, server2) {
  const pick = (key2) => {
    const size2 = server2.limits?.[key2] ?? policy.limits?.[key2];
    return size2 === void 0 ? defaultLimits[key2] : readSize(size2);
  };
  return { body: pick("body"), depth: pick("depth"), string: pick("string"), array: pick("array") };
}
function compactLimits(limits2) {
  const keys = ["body", "depth", "string", "array"];
  return keys.every((key2) => limits2[key2] === defaultLimits[key2]) ? {} : { limits: limits2 };
}
function responseLimit(policy, server2) {
  const size2 = server2.limits?.response ?? policy.limits?.response;
  const response = size2 === void 0 ? defaultResponseLimit : readSize(size2);
  return response === defaultResponseLimit ? {} : { response };
}

// src/core/identity/dpop/target.ts
var longest2 = 2048;
var form2 = /^(https?):\/\/([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::(\d{0,5}))?(\/[!-~]*)?$/i;
function normalizeTarget(text) {
  if (text.length > longest2) return void 0;
  const found = form2.exec(text.split(/[?#]/, 1)[0] ?? "");
  if (found === null) return void 0;
  const [, scheme = "", host = "", port = "", path2 = "/"] = found;
  const isUsual = port === "" || Number(port) === (scheme.length === 5 ? 443 : 80);
  return `${scheme}://${host}`.toLowerCase() + (isUsual ? "" : `:${Number(port)}`) + removeDots(path2.replace(/%[0-9a-f]{2}/gi, spellEscape));
}
function spellEscape(escape3) {
  const character = String.fromCharCode(parseInt(escape3.slice(1), 16));
  return /[\w.~-]/.test(character) ? character : escape3.toUpperCase();
}
function removeDots(path2) {
  const kept = [];
  for (const segment2 of path2.split("/").slice(1)) {
    if (segment2 === "..") kept.pop();
    else if (segment2 !== ".") kept.push(segment2);
  }
  return `/${kept.join("/")}${kept.length > 0 && /\/\.{1,2}$/.test(path2) ? "/" : ""}`;
}

// src/compiler/paths.ts
var defaults = policySchema.$defs.server.properties;
function resolveSse({ sse }) {
  if (sse === void 0) return void 0;
  const { stream: { default: ownStream }, messages: { default: ownMessages } } = defaults.sse.properties;
  const { stream: stream2 = ownStream, messages = ownMessages, upstream_stream: upstreamStream = stream2, upstream_messages: upstreamMessages = messages } = sse;
  return { stream: stream2, messages, upstreamStream, upstreamMessages };
}
function sseEntry(server2) {
  const sse = resolveSse(server2);
  if (sse === void 0) return {};
  const { stream: stream2, messages, upstreamMessages } = sse;
  return { sse: { stream: stream2, messages, ...upstreamMessages !== messages && { upstreamMessages } } };
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

// src/compiler/dpop/dpop-entries.ts
var standard = dpopSchema.properties;
function buildDpopEntries({ identity, servers }) {
  const dpop = identity?.dpop;
  return dpop === void 0 ? [] : Object.entries(servers).map(([server2, source]) => ({ kind: "dpop", server: server2, name: "", entry: buildEntry(dpop, source) }));
}
function dpopAlgorithms({ algorithms: algorithms2 = standard.algorithms.default }) {
  return algorithms2;
}
function buildEntry(dpop, source) {
  const { required, window = standard.window.default, nonce } = dpop;
  return { ...required && { required }, algorithms: dpopAlgorithms(dpop), window: readDuration(window) ?? 0, ...nonce && { nonce }, targets: targetsOf(source) };
}
function targetsOf(source) {
  const { resource: resource2 = "" } = source;
  const [own2, ...others2] = resolvePaths(source).map(({ path: path2 }) => path2);
  const before2 = own2 !== void 0 && resource2.endsWith(own2) ? resource2.slice(0, -own2.length) : void 0;
  const urls = [resource2, ...before2 === void 0 ? [] : others2.map((path2) => before2 + path2)];
  return [...new Set(urls.flatMap((url2) => normalizeTarget(url2) ?? []))];
}

// src/compiler/suggest.ts
function suggest(word, known2) {
  let best;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate2 of known2) {
    if (Math.abs(candidate2.length - word.length) >= least) continue;
    const distance = editDistance(fold(word), fold(candidate2));
    if (distance < least) [best, least] = [candidate2, distance];
  }
  return best;
}
function fold(word) {
  return word.toLowerCase().replaceAll("-", "_");
}
function hintAt(word, known2, what) {
  const near = suggest(word, known2);
  if (near !== void 0) return `did you mean \`${near}\`?`;
  if (known2.length === 0) return `there are no ${what}`;
  return `${what}: ${known2.slice(0, 20).join(", ")}${known2.length > 20 ? ", ..." : ""}`;
}
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split("").entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split("").entries()) {
      const kept = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

// src/compiler/hierarchy.ts
function buildHierarchy(links, texts3, report) {
  const names6 = Object.keys(links);
  reportUnknown(links, names6, texts3, report);
  const reached = /* @__PURE__ */ new Map();
  const circles = /* @__PURE__ */ new Set();
  for (const name3 of names6) {
    const circle = findCircle(links, name3);
    const id = circle?.toSorted().join(" ");
    if (circle === void 0 || id === void 0 || circles.has(id)) continue;
    circles.add(id);
    const message = `${texts3.circle}: ${[...circle, name3].join(" -> ")}`;
    report({ severity: "error", path: [...texts3.path, name3, texts3.link], message, hint: `remove one of these \`${texts3.link}\`` });
  }
  for (const name3 of names6) reached.set(name3, collect(links, name3));
  return {
    names: names6,
    expand: (wanted) => names6.filter((name3) => wanted.some((one) => reached.get(name3)?.has(one)))
  };
}
function linksOf(links, name3) {
  return (Object.hasOwn(links, name3) ? links[name3] : void 0) ?? [];
}
function reportUnknown(links, names6, { path: path2, kind, kinds: kinds2, link }, report) {
  for (const name3 of names6) {
    for (const [index, next] of linksOf(links, name3).entries()) {
      if (Object.hasOwn(links, next)) continue;
      report({ severity: "error", path: [...path2, name3, link, index], message: `there is no ${kind} \`${next}\``, hint: hintAt(next, names6, kinds2) });
    }
  }
}
function collect(links, name3) {
  const seen = /* @__PURE__ */ new Set([name3]);
  for (const one of seen) for (const next of linksOf(links, one)) seen.add(next);
  return seen;
}
function findCircle(links, start2) {
  const seen = /* @__PURE__ */ new Set();
  let ways2 = [[start2]];
  while (ways2.length > 0) {
    const next = [];
    for (const way of ways2) {
      for (const one of linksOf(links, way.at(-1) ?? start2)) {
        if (one === start2) return way;
        if (seen.has(one)) continue;
        seen.add(one);
        next.push([...way, one]);
      }
    }
    ways2 = next;
  }
  return void 0;
}

// src/compiler/oauth/scopes.ts
var texts = { path: ["identity", "scopes"], kind: "scope", kinds: "scopes", link: "includes", circle: "scopes include each other in a circle" };
function buildScopes({ scopes } = {}, report = () => void 0) {
  const hierarchy = scopes && buildHierarchy(Object.fromEntries(Object.entries(scopes).map(([name3, { includes = [] }]) => [name3, includes])), texts, report);
  const expand = (scope) => [.../* @__PURE__ */ new Set([scope, ...hierarchy?.expand([scope]) ?? []])];
  return {
    names: hierarchy?.names,
    needs: (...lists2) => {
      const needed2 = [...new Set(lists2.flatMap((list = []) => list))];
      return needed2.length === 0 ? {} : { scopes: needed2.map(expand) };
    }
  };
}

// src/compiler/client-requests.ts
function clientRequestRules(policy, server2) {
  const rules4 = { ...policy.client_requests, ...server2.client_requests };
  const deny = ["sampling", "elicitation", "roots"].filter((subject) => rules4[subject] === "deny");
  const hosts = (rules4.url_hosts ?? []).map((host) => host.toLowerCase());
  if (deny.length + hosts.length === 0) return {};
  return { asks: { ...deny.length > 0 && { deny }, ...hosts.length > 0 && { hosts } } };
}

// src/compiler/lock/pin-entries.ts
function pinTool(name3, pinning) {
  if (pinning === void 0) return {};
  const pin = pinOf(pinning.pins.tools, name3);
  const pinned = pinning.schemas.get(name3);
  if (pin === void 0) return pinning.mode === "enforce" ? { off: true, unpinned: true } : {};
  return { ...pinned !== void 0 && { pinned }, pin };
}
function pinPrompt(name3, pinning) {
  if (pinning === void 0) return {};
  const pin = pinOf(pinning.pins.prompts, name3);
  if (pin === void 0) return pinning.mode === "enforce" ? { unpinned: true } : {};
  return { pin };
}
function pinUris(kind, server2, pins2) {
  return Object.entries(pins2).map(([name3, { sha256: sha2562 }]) => ({ kind, server: server2, name: name3, entry: { name: name3, pin: sha2562 } }));
}
function pinOf(pins2, name3) {
  return Object.hasOwn(pins2, name3) ? pins2[name3]?.sha256 : void 0;
}

// src/compiler/redaction.ts
function resolveRedaction(levels) {
  const rules4 = listRedactionRules();
  const actions2 = new Map(rules4.map(([group, rule]) => [rule, findAction(levels, group, rule)]));
  if ([...actions2.values()].every((action) => action === "off")) return { redact: "off" };
  const settings2 = {};
  for (const [group, names6] of Object.entries(redactionGroups)) {
    const usual = mostFrequent(names6.map((name3) => actions2.get(name3) ?? defaultAction(group)));
    if (usual !== defaultAction(group)) settings2[group] = usual;
  }
  for (const [group, rule] of rules4) {
    const action = actions2.get(rule) ?? defaultAction(group);
    if (actionOf(settings2, group, rule) !== action) settings2[rule] = action;
  }
  return Object.keys(settings2).length === 0 ? {} : { redact: settings2 };
}
function findAction(levels, group, rule) {
  for (const level of levels) {
    const action = level === "off" ? "off" : named2(level?.rules, rule) ?? level?.[group];
    if (action !== void 0) return action;
  }
  return defaultAction(group);
}
function named2(rules4, rule) {
  return rules4?.[rule];
}
function mostFrequent(actions2) {
  const count = (action) => actions2.filter((other) => other === action).length;
  return ["redact", "block", "off"].toSorted((a, b) => count(b) - count(a))[0] ?? "redact";
}

// src/compiler/rule-modes.ts
function resolveModes(levels) {
  const modes = flattenModes(levels, ({ modes: own2 }) => [...own2.values()]);
  return Object.keys(modes).length === 0 ? {} : { modes };
}
function resolveArgumentModes(levels, own2, kind) {
  return own2 === void 0 ? {} : { modes: flattenModes([...levels, own2], ({ modes }) => [modes.get(kind)].filter((mode2) => mode2 !== void 0)) };
}
function flattenModes(levels, ownModes) {
  const said = Object.assign({}, ...levels);
  return Object.fromEntries(inspectionRules.flatMap((rule) => {
    const mode2 = said[rule.id];
    return mode2 === void 0 || ownModes(rule).every((own2) => own2 === mode2) ? [] : [[rule.id, mode2]];
  }));
}

// src/core/text/path.ts
var ambiguous2 = { form: "ambiguous" };
var oddPath = String.raw`[^\w/.\- ,()+@]|//|[/ .]\.|[. ](?:/|$)|^\.|/$|0[xX][25]`;
var odd = new RegExp(oddPath);
function pathReadings(value) {
  if (isLiteralPath(value)) {
    return [{ form: value.startsWith("/") ? "absolute" : "relative", path: value }];
  }
  const { layers, settled } = readingsOf(value);
  const texts3 = /* @__PURE__ */ new Set();
  for (const layer of layers) {
    const forward = layer.replaceAll("\\", "/");
    texts3.add(layer).add(forward).add(forward.replace(undecodable, ""));
  }
  const readings = [...texts3].map(resolveReading);
  return settled && !layers.some((layer) => overlong2.test(layer) || hasEscapes(layer)) ? readings : [...readings, ambiguous2];
}
var overlong2 = /%c[01]|%[\da-f]0x/i;
var undecodable = /\ufffd|%[89a-f][\da-f]/gi;
function isLiteralPath(value) {
  return value !== "" && !odd.test(value);
}
function normalizePath(value) {
  const [first = ambiguous2, ...others2] = pathReadings(value);
  if (first.form === "ambiguous") return ambiguous2;
  return others2.every((other) => other.form === first.form && other.path === first.path) ? first : ambiguous2;
}
function resolveReading(text) {
  const drive = /^[a-z]:/i.exec(text)?.[0] ?? "";
  const path2 = drive === "" ? text : text.slice(drive.length).replaceAll("\\", "/");
  if (/[\0-\x1f\x7f]/.test(text) || path2.startsWith("//")) return ambiguous2;
  if (drive !== "" && (!path2.startsWith("/") || windowsOdd.test(path2))) return ambiguous2;
  const absolute = path2.startsWith("/");
  const kept = [];
  for (const segment2 of path2.split("/")) {
    if (segment2 === "" || segment2 === ".") continue;
    if (segment2 !== "..") {
      if (dotSegment.test(segment2)) return ambiguous2;
      kept.push(segment2);
    } else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!absolute) kept.push("..");
  }
  const joined = kept.join("/");
  if (drive !== "") return { form: "absolute", path: `${drive}/${joined}`.toLowerCase() };
  return absolute ? { form: "absolute", path: `/${joined}` } : { form: "relative", path: joined };
}
var dotSegment = /^\s*\.\.[.\s%]*(?:;|$)|^\s+\.{1,2}$/;
var windowsOdd = /[:*?"<>|]|~\d|[. ](?:[/\\]|$)|[/\\](?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])(?:[./\\]|$)/i;
function normalizeRoot(root) {
  const normal = normalizePath(root);
  return normal.form === "absolute" ? normal.path : void 0;
}

// src/compiler/when/networks.ts
import ipaddr2 from "ipaddr.js";

// src/compiler/cidr.ts
import ipaddr from "ipaddr.js";
var fourPart = /^(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}$/;
function readCidr(text) {
  const [address2 = "", prefix5, ...rest3] = text.split("/");
  const v6 = address2.includes(":") && !address2.includes("%");
  if (rest3.length > 0 || !(v6 || fourPart.test(address2)) || !ipaddr.isValid(address2)) return void 0;
  const bits = prefix5 ?? (v6 ? "128" : "32");
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(bits) || Number(bits) > (v6 ? 128 : 32)) return void 0;
  const family = v6 ? ipaddr.IPv6 : ipaddr.IPv4;
  const network = family.networkAddressFromCIDR(`${address2}/${bits}`).toString();
  return { written: `${ipaddr.parse(address2).toString()}/${bits}`, network: `${network}/${bits}`, bits: Number(bits) };
}

// src/compiler/when/networks.ts
var nobody2 = "255.255.255.254/31";
function numberNetworks({ servers }) {
  const sources2 = Object.values(servers).flatMap((server2) => [server2.when, ...[...Object.values(server2.tools ?? {}), ...Object.values(server2.prompts ?? {}), ...server2.resources ?? []].map(({ when: when2 }) => when2)]);
  const found = new Set(sources2.flatMap((when2) => when2?.networks ?? []).map(networkOf));
  return new Map([...found].map((network, number) => [network, number]));
}
function networkOf(text) {
  return readCidr(text)?.network ?? text;
}
function networksAround(network, all2) {
  const [address2 = "", bits = ""] = network.split("/");
  const family = address2.includes(":") ? ipaddr2.IPv6 : ipaddr2.IPv4;
  const around3 = Array.from({ length: Number(bits) + 1 }, (_, length) => all2.get(`${family.networkAddressFromCIDR(`${address2}/${length}`).toString()}/${length}`));
  return around3.filter((number) => number !== void 0);
}

// src/compiler/when/times.ts
var days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
var minutesOfDay = 1440;
var minutesOfWeek = 7 * minutesOfDay;
var { from: fromSchema, to: toSchema, zone: zoneSchema } = timeSchema.properties;
function completeTime({ days: named3, from = fromSchema.default, to = toSchema.default, zone = zoneSchema.default }) {
  return { ...named3 && { days: named3 }, from, to, zone };
}
function resolveTimes(times) {
  const utc = times.filter(({ zone }) => zone !== "local").flatMap(spansOf);
  const local = times.filter(({ zone }) => zone === "local").flatMap(spansOf);
  return { ...utc.length > 0 && { utc: join6(utc) }, ...local.length > 0 && { local: join6(local) } };
}
function spansOf(time2) {
  const { from, to, zone } = completeTime(time2);
  const begin = minuteOf(from);
  const length = (minuteOf(to) - begin + minutesOfDay) % minutesOfDay || minutesOfDay;
  return daysOf(time2.days).flatMap((day3) => cut2(day3 * minutesOfDay + begin - aheadOf(zone), length));
}
function daysOf(named3 = ["mon-sun"]) {
  return named3.flatMap((range) => {
    const [first = "", last = first] = range.split("-");
    const count = (days.indexOf(last) - days.indexOf(first) + 7) % 7 + 1;
    return Array.from({ length: count }, (_, index) => (days.indexOf(first) + index) % 7);
  });
}
function cut2(begin, length) {
  const from = (begin + minutesOfWeek) % minutesOfWeek;
  const to = from + length;
  return to <= minutesOfWeek ? [[from, to]] : [[from, minutesOfWeek], [0, to - minutesOfWeek]];
}
function join6(spans) {
  const joined = [];
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== void 0 && from <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], to)];
    else joined.push([from, to]);
  }
  return joined;
}
function minuteOf(time2) {
  const [hours, minutes] = time2.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
function aheadOf(zone) {
  if (!/^[+-]/.test(zone)) return 0;
  return minuteOf(zone.slice(1)) * (zone.startsWith("-") ? -1 : 1);
}

// src/compiler/when/resolve-when.ts
function resolveWhen(levels, networks, args = {}) {
  const nets = levels.flatMap((level) => level?.networks ? [level.networks.map((text) => networks.get(networkOf(text)) ?? -1)] : []);
  const times = levels.flatMap((level) => level?.times ? [resolveTimes(level.times)] : []);
  const equal = Object.entries(args).flatMap(([name3, { equals }]) => equals === void 0 ? [] : [[name3, equals]]);
  const when2 = {
    ...nets.length > 0 && { nets },
    ...times.length > 0 && { times },
    ...levels.some((level) => level?.client_certificate === "required") && { cert: true },
    ...equal.length > 0 && { equal: Object.fromEntries(equal) }
  };
  return Object.keys(when2).length === 0 ? {} : { when: when2 };
}

// src/compiler/build-entries.ts
function buildEntries(policy, roles3, schemaOf, pinnings, inferred) {
  const networks = numberNetworks(policy);
  const whenOf = (levels, args) => resolveWhen(levels, networks, args);
  return [
    ...roles3.names.map((name3) => ({ kind: "role", server: "", name: name3, entry: {} })),
    ...Object.entries(policy.servers).flatMap(([name3, server2]) => buildServer(name3, server2, policy, roles3, schemaOf, pinnings.get(name3), inferred.get(name3), whenOf))
  ];
}
function buildServer(server2, source, policy, roles3, schemaOf, pinning, inferred, whenOf) {
  const scopes = buildScopes(policy.identity);
  const needsOf = (item) => scopes.needs(source.scopes, item.scopes);
  const grants = (source.resources ?? []).map((grant) => ({ uri: grant.uri, roles: listRoles(roles3, grant.roles), ...whenOf([grant.when]), ...needsOf(grant) }));
  const resources = { grants };
  const limits2 = resolveLimits(policy, source);
  const levels = [policy.rules, source.rules];
  return [
    { kind: "server", server: server2, name: "", entry: { ...serverEntry(source, policy, roles3), ...scopes.needs(source.scopes), ...whenOf([source.when]), ...source.resource !== void 0 && { resource: source.resource }, ...policy.identity?.dpop && { dpop: dpopAlgorithms(policy.identity.dpop).join(" ") }, ...pinning && { pin: pinning.mode } } },
    ...grants.length > 0 ? [{ kind: "resources", server: server2, name: "", entry: resources }] : [],
    ...Object.entries(source.tools ?? {}).map(([name3, tool2]) => ({ kind: "tool", server: server2, name: name3, entry: { ...toolEntry(name3, tool2, roles3, limits2, [tool2.redact, source.redact, policy.redact], levels, schemaOf), ...whenOf([source.when, tool2.when], tool2.arguments), ...kindsOf(inferred?.get(name3)), ...sentArguments(policy, source, tool2), ...pinTool(name3, pinning), ...needsOf(tool2) } })),
    ...Object.entries(source.prompts ?? {}).map(([name3, prompt2]) => ({ kind: "prompt", server: server2, name: name3, entry: { ...promptEntry(name3, prompt2, roles3, levels), ...whenOf([prompt2.when], prompt2.arguments), ...sentArguments(policy, source, prompt2), ...pinPrompt(name3, pinning), ...needsOf(prompt2) } })),
    ...pinning === void 0 ? [] : [...pinUris("resource", server2, pinning.pins.resources), ...pinUris("template", server2, pinning.pins.templates)]
  ];
}
function serverEntry(source, policy, roles3) {
  const denial2 = source.denial ?? policy.denial;
  const limits2 = resolveLimits(policy, source);
  const methods2 = mapTable(source.methods ?? {}, (method) => listRoles(roles3, method.roles));
  return {
    mode: source.mode ?? policy.mode ?? "enforce",
    ...sseEntry(source),
    roles: listRoles(roles3, grantedAnything(source)),
    ...compactLimits(limits2),
    ...denial2 && { denial: denial2 },
    ...responseLimit(policy, source),
    ...clientRequestRules(policy, source),
    ...resolveExternal(policy, source),
    ...resolveRedaction([source.redact, policy.redact]),
    ...resolveModes([policy.rules, source.rules]),
    ...source.methods && { methods: methods2 }
  };
}
function grantedAnything(source) {
  const tools = Object.values(source.tools ?? {}).filter((tool2) => tool2.enabled !== false);
  const grants = [...tools, ...Object.values(source.prompts ?? {}), ...source.resources ?? [], ...Object.values(source.methods ?? {})];
  return [...new Set(grants.flatMap(({ roles: roles3 }) => roles3 ?? []))];
}
function toolEntry(name3, tool2, roles3, limits2, redaction, farther2, schemaOf) {
  const schema = tool2.schema && schemaOf(tool2.schema);
  const levels = [...farther2, tool2.rules];
  return {
    name: name3,
    roles: listRoles(roles3, tool2.roles ?? []),
    ...tool2.enabled === false && { off: true },
    ...tool2.alert === true && { alert: true },
    ...tool2.denial && { denial: tool2.denial },
    ...compactLimits(limits2),
    ...resolveRedaction(redaction),
    ...resolveModes(levels),
    ...tool2.arguments && { args: mapTable(tool2.arguments, (argument5) => argumentEntry(argument5, levels)), ...requiredOf(tool2.arguments) },
    ...schema !== void 0 && { schema }
  };
}
function promptEntry(name3, prompt2, roles3, farther2) {
  const levels = [...farther2, prompt2.rules];
  const args = prompt2.arguments && mapTable(prompt2.arguments, (argument5) => argumentEntry({ kind: "text", ...argument5 }, levels));
  return { name: name3, roles: listRoles(roles3, prompt2.roles), kind: "text", ...resolveModes(levels), ...args && { args }, ...requiredOf(prompt2.arguments ?? {}) };
}
function kindsOf(inferred) {
  const kinds2 = Object.entries(inferred?.arguments ?? {}).flatMap(([name3, inference]) => typeof inference === "object" ? [[name3, inference.kind]] : []);
  return kinds2.length === 0 ? {} : { kinds: Object.fromEntries(kinds2) };
}
function requiredOf(table) {
  const required = Object.keys(table).filter((name3) => table[name3]?.required === true);
  return required.length === 0 ? {} : { required };
}
function argumentEntry(argument5, farther2) {
  const { kind, within, hosts, pattern, string: string3 } = argument5;
  return {
    ...kind !== void 0 && kind !== "any" && { kind },
    ...within && { within: within.map((root) => normalizeRoot(root) ?? root) },
    ...hosts && { hosts: hosts.map((host) => host.toLowerCase()) },
    ...argument5.enum && { enum: argument5.enum },
    ...pattern !== void 0 && { pattern },
    ...string3 !== void 0 && { string: readSize(string3) },
    ...resolveArgumentModes(farther2, argument5.rules, kind ?? "any")
  };
}
function listRoles(roles3, granted) {
  return roles3.expand(granted).map((role) => ` ${role}`).join("").concat(" ");
}
function mapTable(table, change) {
  return Object.fromEntries(Object.entries(table).map(([key2, value]) => [key2, change(value)]));
}

// src/compiler/checks/check-case.ts
function checkCase(names6, path2, what, report) {
  const seen = /* @__PURE__ */ new Map();
  for (const name3 of names6) {
    const folded = name3.toLowerCase();
    const other = seen.get(folded);
    if (other === void 0) seen.set(folded, name3);
    else {
      const message = `${what} \`${other}\` and \`${name3}\` differ only by case`;
      report({ severity: "warning", path: [...path2, name3], atKey: true, message, hint: "they are two different names; make sure both are meant" });
    }
  }
}

// src/compiler/dpop/check-dpop.ts
function checkDpop({ identity = {}, servers }, report) {
  const { dpop, jwt, introspection } = identity;
  if (dpop === void 0) return;
  if (jwt === void 0 && introspection === void 0) report({ severity: "error", path: ["identity", "dpop"], message: "`dpop` has no meaning without `jwt` or `introspection`", hint: "remove it: it is tokens that are bound to keys" });
  if ((readDuration(dpop.window ?? dpopSchema.properties.window.default) ?? 0) > 300) report({ severity: "error", path: ["identity", "dpop", "window"], message: "`window` is longer than 5 minutes", hint: "set the clocks right: for so long each proof is remembered" });
  for (const [name3, { resource: resource2 }] of Object.entries(servers)) {
    if (resource2 === void 0) report({ severity: "error", path: ["servers", name3], message: "`identity.dpop` needs to know the public URL of this server, which proofs are made for", hint: "add `resource: https://HOST/PATH`, as clients write it" });
  }
}

// src/core/identity/settings.ts
var keyHeaders = ["Authorization", "X-API-Key"];

// src/core/identity/mtls/name-pattern.ts
var nameKinds = ["uri", "dns", "subject"];
var segment = /^(?!\.{1,2}$)[\w.~-]+$/;
var label = /^[a-z0-9_-]+$/;
function isPattern(kind, name3) {
  return kind === "uri" ? name3.includes("/*") : kind === "dns" && name3.startsWith("*.");
}
function fitsPattern(kind, pattern, name3) {
  if (kind === "dns") return label.test(name3.slice(0, name3.indexOf("."))) && name3.slice(name3.indexOf(".")) === pattern.slice(1);
  const wanted = pattern.split("/");
  const parts = name3.split("/");
  const goesOn = wanted.at(-1) === "**";
  if (goesOn ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  return parts.every((part, at) => {
    const want = at < wanted.length ? wanted[at] : "**";
    return want === "*" || goesOn && at >= wanted.length - 1 ? segment.test(part) : part === want;
  });
}

// src/compiler/identity-entries.ts
function nameOf3(source) {
  for (const kind of nameKinds) {
    const name3 = source[kind];
    if (name3 !== void 0) return { kind, name: kind === "dns" ? name3.toLowerCase() : name3 };
  }
  return void 0;
}
function summarizeNames(names6) {
  const all2 = names6.flatMap((source) => nameOf3(source) ?? []);
  return {
    exact: nameKinds.filter((kind) => all2.some((one) => one.kind === kind && !isPattern(kind, one.name))),
    hasPatterns: all2.some(({ kind, name: name3 }) => isPattern(kind, name3))
  };
}
function buildIdentityEntries({ mtls, basic } = {}) {
  const patterns = [];
  const names6 = [];
  for (const [at, source] of (mtls?.names ?? []).entries()) {
    const { role } = source;
    const named3 = nameOf3(source);
    if (named3 === void 0) continue;
    const { kind, name: name3 } = named3;
    if (isPattern(kind, name3)) patterns.push({ kind, pattern: name3, role, at });
    else names6.push({ kind: "name", server: "", name: `${kind}:${name3}`, entry: { role, at } });
  }
  if (patterns.length > 0) names6.push({ kind: "name", server: "", name: "", entry: { patterns } });
  const users2 = Object.entries(basic?.users ?? {}).map(([name3, role]) => ({ kind: "user", server: "", name: name3, entry: { role } }));
  return [...names6, ...users2];
}

// src/compiler/identity.ts
var { api_keys: keysSchema, lockout: lockoutSchema } = identitySchema.properties;
function methodsOf(identity) {
  const isUsed = {
    jwt: (identity.jwt ?? identity.introspection) !== void 0,
    role_header: (identity.trusted_hops ?? []).length > 0
  };
  return methods.filter((method) => isUsed[method] ?? method in identity);
}
function keyHeaderOf({ header = keysSchema.properties.header.default }) {
  return keyHeaders.find((known2) => known2.toLowerCase() === header.toLowerCase()) ?? header;
}
function resolveIdentity(identity = {}, stamp = "") {
  const { api_keys: keys, dpop, anonymous, order = methodsOf(identity) } = identity;
  const jwt = identity.jwt ?? identity.introspection;
  if (anonymous === void 0 && !methodsOf(identity).some((method) => method !== "role_header")) return void 0;
  return {
    order,
    ...keys && { header: keyHeaderOf(keys) },
    ...jwt && { jwt: { stamp, ...dpop && { dpop: dpop.required === true ? "required" : "allowed" } } },
    ...(keys ?? jwt) && resolveLockout(identity.lockout),
    ...identity.mtls && { mtls: summarizeNames(identity.mtls.names) },
    ...anonymous !== void 0 && { anonymous }
  };
}
function keyFileOf({ api_keys: keys } = {}) {
  return keys && (keys.file ?? keysSchema.properties.file.default);
}
function resolveLockout(lockout = {}) {
  const standard5 = lockoutSchema.properties;
  const { failures = standard5.failures.default, within = standard5.within.default, for: time2 = standard5.for.default, status = standard5.status.default } = lockout;
  if (failures === 0) return {};
  return { lockout: { failures, within: milliseconds2(within), for: milliseconds2(time2), ...status !== standard5.status.default && { status } } };
}
function milliseconds2(time2) {
  return (readDuration(time2) ?? 0) * 1e3;
}

// src/core/jsonrpc/json.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/core/identity/jwt/claims.ts
function own(object3, name3) {
  return Object.hasOwn(object3, name3) ? object3[name3] : void 0;
}

// src/core/identity/jwt/claim-path.ts
var deepest = 8;
function parseClaimPath(text) {
  if (text.length > 1024 || !/^(?:[^\\.]|\\[\\.])+(?:\.(?:[^\\.]|\\[\\.])+)*$/u.test(text)) return void 0;
  const [first, ...rest3] = [...text.matchAll(/(?:[^\\.]|\\[\\.])+/gu)].map(([name3]) => name3.replace(/\\(.)/gu, "$1"));
  return first === void 0 || rest3.length >= deepest ? void 0 : [first, ...rest3];
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
    let end3 = at - 1;
    if (bytes[end3] !== quote) {
      while (isSpace(bytes[end3])) end3--;
      if (bytes[end3] !== quote) continue;
    }
    if (bytes[end3 - 1] !== backslash || !isEscaped(bytes, end3)) count++;
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
  for (let open3 = bytes.indexOf(quote); open3 >= 0; ) {
    let close = bytes.indexOf(quote, open3 + 1);
    while (close >= 0 && isEscaped(bytes, close)) {
      if (++hops > hopBudget) return false;
      close = bytes.indexOf(quote, close + 1);
    }
    if (close < 0 || ++hops > hopBudget) return false;
    if (isFollowedByColon(bytes, close) && !visit3(open3 + 1, close)) return false;
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
  for (const [key2, member] of Object.entries(value)) {
    const broken = judgeText(key2) ?? findBadText(member);
    if (broken !== void 0) return broken;
  }
  return void 0;
}
function judgeText(text) {
  if (text.includes("\0")) return "json.nul";
  return text.isWellFormed() ? void 0 : "json.surrogate";
}

// src/core/identity/jwt/parse.ts
function isName(value) {
  return typeof value === "string" && /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,256}$/u.test(value);
}

// src/core/identity/jwt/grant.ts
var usualMapping = { subject: ["sub"], scopes: [["scope"], ["scp"]] };

// src/core/identity/jwt/jwk.ts
var secretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
var modulusBytes = { least: 256, most: 1024 };
var longest3 = 2048;
function readJwk(value, decoding2, allowed) {
  if (!isObject(value)) return "form";
  const kid = own(value, "kid");
  if (kid !== void 0 && !isName(kid)) return "kid";
  if (secretMembers.some((name3) => Object.hasOwn(value, name3))) return "private";
  if (!isForSignatures(value)) return "use";
  const jwk = readPublic(value, decoding2);
  if (typeof jwk === "string") return jwk;
  const algs = algorithmsOf(jwk, own(value, "alg"), allowed);
  if (algs.length === 0) return "algorithm";
  return kid === void 0 ? { algs, jwk } : { kid, algs, jwk };
}
function isForSignatures(key2) {
  const [use, operations] = [own(key2, "use"), own(key2, "key_ops")];
  return (use === void 0 || use === "sig") && (operations === void 0 || Array.isArray(operations) && operations.includes("verify"));
}
function algorithmsOf(jwk, alg, allowed) {
  const fitting = Object.keys(algorithms).filter(isAlgorithm).filter((name3) => factsOf(name3).kty === jwk.kty && (jwk.kty === "RSA" || factsOf(name3).crv === jwk.crv));
  return narrow(fitting, jwk, alg, allowed).filter((name3) => allowed?.includes(name3) !== false);
}
function narrow(fitting, { kty }, alg, allowed) {
  if (alg === void 0) return kty === "RSA" && allowed === void 0 ? ["RS256"] : fitting;
  const said = fitting.filter((name3) => name3 === alg);
  return kty === "OKP" && said.length > 0 ? fitting : said;
}
function readPublic(key2, decoding2) {
  const [kty, crv, n, e, x, y] = ["kty", "crv", "n", "e", "x", "y"].map((name3) => own(key2, name3));
  const bytes = (value) => typeof value === "string" && value.length <= longest3 ? decoding2.bytes(value) : void 0;
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
  const isLong2 = bytes.length > modulusBytes.least || bytes.length === modulusBytes.least && first >= 128;
  return isLong2 && first > 0 && bytes.length <= modulusBytes.most && ((bytes.at(-1) ?? 0) & 1) === 1;
}
function isExponent(bytes) {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes.length <= 4 && value >= 65537 && value % 2 === 1;
}

// src/core/identity/jwt/jwks.ts
var mostKeys = 64;
function readKeySet(value, decoding2, allowed) {
  const members = isObject(value) ? own(value, "keys") : void 0;
  if (!Array.isArray(members)) return "form";
  if (members.length > mostKeys) return "size";
  const read2 = members.map((member) => readJwk(member, decoding2, allowed));
  const all2 = read2.filter((key2) => typeof key2 !== "string");
  const judged = read2.map((key2) => typeof key2 !== "string" && isShared(key2, all2) ? "duplicate" : key2);
  const keys = judged.filter((key2) => typeof key2 !== "string");
  return { keys, left: judged.flatMap((fault3, at) => typeof fault3 === "string" ? [{ at, fault: fault3 }] : []) };
}
function isShared({ kid }, all2) {
  return kid !== void 0 && all2.filter((other) => other.kid === kid).length > 1;
}

// src/core/identity/jwt/jwks-cache.ts
var usualTimes = { refresh: 6e5, keep: 864e5, pause: 6e4, retry: 5e3, timeout: 3e3 };

// src/compiler/jwt/issuer-entries.ts
var standard2 = issuersSchema.items.properties;
function buildIssuerEntries(issuers, pinned, roles3, resources, wanted) {
  const entries = issuers.map((issuer, at) => buildIssuer(issuer, pinned.get(at), roles3, resources, wanted));
  const sources2 = entries.flatMap(({ source }) => source === void 0 ? [] : [source]);
  return [
    ...entries.map((entry) => ({ kind: "issuer", server: "", name: entry.expects.issuer, entry })),
    ...sources2.length === 0 ? [] : [{ kind: "issuer", server: "", name: "", entry: { sources: sources2 } }]
  ];
}
function buildIssuer(issuer, keys, roles3, resources, wanted) {
  const { refresh, remember } = timesOf(issuer);
  return { ...expectedOf(issuer, resources), mapping: mappingOf(issuer, roles3, wanted), ...keys === void 0 ? sourceOf(issuer, refresh) : { keys }, remember };
}
function expectedOf({ issuer, audiences: audiences2, skew: skew2 = standard2.skew.default }, resources) {
  const isResource = (audience) => resources.includes(audience);
  const expects = { issuer, audiences: (audiences2 ?? []).filter((audience) => !isResource(audience)), skew: readDuration(skew2) ?? 0 };
  return { expects, ...audiences2 && resources.length > 0 && { resources: audiences2.filter(isResource) } };
}
function timesOf({ refresh = standard2.refresh.default, remember = refresh }) {
  return { refresh: (readDuration(refresh) ?? 0) * 1e3, remember: (readDuration(remember) ?? 0) * 1e3 };
}
function sourceOf({ jwks = "", algorithms: algorithms2 }, refresh) {
  return { source: { url: jwks, times: { ...usualTimes, refresh, pause: Math.min(usualTimes.pause, refresh) }, ...algorithms2 && { algorithms: algorithms2 } } };
}
function mappingOf({ claims: claims2 = {}, roles: named3, default_role: otherwise }, roles3, wanted) {
  const { role = standard2.claims.properties.role.default, subject = standard2.claims.properties.subject.default, scope } = claims2;
  return {
    subject: pathOf(subject),
    role: { claim: pathOf(role), values: valuesOf(named3, roles3), ...otherwise !== void 0 && { otherwise } },
    scopes: scope === void 0 ? usualMapping.scopes : [pathOf(scope)],
    ...wanted.length > 0 && { wanted: wanted.map((path2) => [path2, pathOf(path2)]) }
  };
}
function valuesOf(named3, { names: names6, expand }) {
  if (named3 === void 0) return names6.toSorted((one, other) => expand([one]).length - expand([other]).length).map((name3) => [name3, name3]);
  return named3 instanceof Array ? named3.map((name3) => [name3, name3]) : Object.entries(named3);
}
function pathOf(text) {
  return parseClaimPath(text) ?? [text];
}

// src/compiler/jwt/check-issuers.ts
var keyAddress = /^(?:https:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])|http:\/\/(?:127\.[0-9]+\.[0-9]+\.[0-9]+|localhost|\[::1\]))(?::[0-9]{1,5})?(?:\/[!"$-~]*)?$/;
var [minute, hour] = [6e4, 36e5];
function checkIssuers(issuers, roles3, report) {
  for (const [index, issuer] of issuers.entries()) {
    const path2 = ["identity", "jwt", index];
    if (issuers.findIndex((other) => other.issuer === issuer.issuer) < index) fail(report, [...path2, "issuer"], "this issuer is there twice", "join both: it may have several `audiences`");
    checkKeySource(issuer, path2, report);
    checkAlgorithms(issuer, path2, report);
    checkTimes(issuer, path2, report);
    checkClaims(issuer, path2, report);
    checkRoles(issuer, path2, roles3, report);
  }
}
function checkKeySource({ jwks, keys_file: file }, path2, report) {
  if (jwks === void 0 === (file === void 0)) {
    fail(report, path2, jwks === void 0 ? "nothing says where the keys of this issuer are" : "keys are to come from `jwks` and from `keys_file`", "give `jwks`, the `jwks_uri` in its metadata, or `keys_file`");
  }
  if (jwks !== void 0 && !keyAddress.test(jwks)) fail(report, [...path2, "jwks"], "keys come over https, or http from this machine", "write `https://HOST/PATH`, or save the keys and name `keys_file`");
}
function checkAlgorithms({ algorithms: algorithms2 }, path2, report) {
  if (algorithms2?.every((name3) => factsOf(name3).crv === "Ed25519")) {
    report({ severity: "warning", path: [...path2, "algorithms"], message: "nginx's module of njs 1.0.2 has no Ed25519, so none of these tokens counts", hint: "have the issuer sign with ES256, or try yours: docs/jwt.md#the-engine" });
  }
}
function checkTimes(issuer, path2, report) {
  const { skew: skew2 = issuersSchema.items.properties.skew.default, keys_file: file } = issuer;
  const { refresh, remember } = timesOf(issuer);
  if ((readDuration(skew2) ?? 0) > 300) fail(report, [...path2, "skew"], "`skew` is longer than 5 minutes", "set the clocks right: for so long each token lives on");
  if (file !== void 0 && issuer.refresh !== void 0) fail(report, [...path2, "refresh"], "`refresh` has no meaning with `keys_file`", "remove it: keys of a file change with the policy");
  else if (refresh < minute || refresh > 12 * hour) fail(report, [...path2, "refresh"], "`refresh` is not from 1 minute to 12 hours", "`10m` is usual");
  if (remember > (file === void 0 ? refresh : hour)) {
    fail(report, [...path2, "remember"], file === void 0 ? "`remember` is longer than `refresh`" : "`remember` is longer than an hour", "what was proven by a key is not to outlive it");
  }
}
function checkClaims({ claims: claims2 = {} }, path2, report) {
  for (const [name3, claim2] of Object.entries(claims2)) {
    if (parseClaimPath(claim2) === void 0) fail(report, [...path2, "claims", name3], `\`${claim2}\` is no path to a claim`, "write `name`, `object.name`, or `https://example\\.com/name` where a dot is part of a name");
  }
}
function checkRoles({ roles: named3 = [], default_role: otherwise }, path2, roles3, report) {
  const given2 = Object.entries(named3);
  if (!(named3 instanceof Array) && given2.length > 1 && given2.some(([value]) => /^(?:0|[1-9][0-9]*)$/.test(String(value)))) {
    fail(report, [...path2, "roles"], "values that are numbers have no order", "have the issuer send names");
  }
  for (const [value, role] of [...given2.map(([value2, role2]) => [["roles", named3 instanceof Array ? Number(value2) : value2], role2]), ...otherwise === void 0 ? [] : [[["default_role"], otherwise]]]) {
    if (!roles3.names.includes(role)) fail(report, [...path2, ...value], `there is no role \`${role}\``, hintAt(role, roles3.names, "roles"));
  }
}
function fail(report, path2, message, hint4) {
  report({ severity: "error", path: path2, message, hint: hint4 });
}

// src/compiler/introspection/check-introspection.ts
var standard3 = introspectionSchema.properties;
function checkIntrospection({ introspection }, roles3, report) {
  if (introspection === void 0) return;
  const { url: url2, client_secret_file: file, client_secret_env: env, skew: skew2 = standard3.skew.default, cache = standard3.cache.default } = introspection;
  const path2 = ["identity", "introspection"];
  const fail2 = (key2, message, hint4) => {
    report({ severity: "error", path: [...path2, key2], message, hint: hint4 });
  };
  if (!keyAddress.test(url2)) fail2("url", "tokens are asked about over https, or http on this machine", "write `https://HOST/PATH`: the question has the token in it, and the secret");
  if (file === void 0 === (env === void 0)) {
    report({ severity: "error", path: path2, message: file === void 0 ? "nothing says where the secret of this client is" : "the secret is to come from a file and from the environment", hint: "give `client_secret_file` or `client_secret_env`" });
  }
  if ((readDuration(skew2) ?? 0) > 300) fail2("skew", "`skew` is longer than 5 minutes", "set the clocks right: for so long each token lives on");
  const kept = readDuration(cache) ?? 0;
  if (kept < 1 || kept > 600) fail2("cache", "`cache` is not from 1 second to 10 minutes", "for so long a token lives on after it was revoked");
  checkClaims(introspection, path2, report);
  checkRoles(introspection, path2, roles3, report);
}

// src/compiler/checks/check-callers.ts
function checkCallers({ mtls, basic }, roles3, report) {
  const names6 = mtls?.names ?? [];
  for (const [at, source] of names6.entries()) {
    const path2 = ["identity", "mtls", "names", at];
    checkRole(source.role, [...path2, "role"], roles3, report);
    checkName(source, path2, names6.slice(0, at), report);
  }
  for (const [user, role] of Object.entries(basic?.users ?? {})) {
    checkRole(role, ["identity", "basic", "users", user], roles3, report);
    if (!/^[^\p{C},:\uFFFD]{1,256}$/u.test(user)) {
      report({ severity: "error", path: ["identity", "basic", "users", user], atKey: true, message: `${JSON.stringify(user)} cannot be a user`, hint: "a user has no comma, no colon and no control characters" });
    }
  }
}
function checkRole(role, path2, roles3, report) {
  if (!roles3.names.includes(role)) report({ severity: "error", path: path2, message: `there is no role \`${role}\``, hint: hintAt(role, roles3.names, "roles") });
}
function checkName(source, path2, before2, report) {
  const named3 = nameOf3(source);
  if (named3 === void 0 || Object.keys(source).length !== 2) {
    report({ severity: "error", path: path2, message: "a line of `names` has one of `uri`, `dns` and `subject`", hint: "write a line for each" });
    return;
  }
  const { kind, name: name3 } = named3;
  const fault3 = faultOf(kind, name3);
  if (fault3 !== void 0) report({ severity: "error", path: [...path2, kind], ...fault3 });
  const earlier2 = before2.map(nameOf3).find((one) => one?.kind === kind && (one.name === name3 || isPattern(kind, one.name) && fitsPattern(kind, one.name, name3)));
  if (earlier2 !== void 0) {
    report({ severity: "error", path: [...path2, kind], message: `\`${earlier2.name}\` stands before and counts instead`, hint: "put what is more exact first, or remove it" });
  }
}
var uriForm = /^[a-z][a-z0-9+.-]*:[^*]*(?:\/\*(?=\/|$)[^*]*)*(?:\/\*\*)?$/;
var dnsForm = /^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
function faultOf(kind, name3) {
  if (kind === "dns" && !dnsForm.test(name3)) return { message: `\`${name3}\` is no DNS name`, hint: "write `agent.example.org`, or `*.example.org` for any one label" };
  if (kind === "uri" && (/[\s"<>\\^`{|}]/.test(name3) || !uriForm.test(name3) || /^[^/]*\/\/[^/]*\*/.test(name3))) {
    return { message: `\`${name3}\` is no URI with a scheme whose \`*\` are whole segments of the path`, hint: "write `spiffe://example.org/ns/agents/*`; `**` only at the end" };
  }
  if (kind === "subject" && !/^[A-Za-z0-9.]+=/.test(name3)) {
    return { message: `\`${name3}\` is no subject as nginx writes it`, hint: "take what `openssl x509 -noout -subject -nameopt RFC2253` prints, without `subject=`" };
  }
  return void 0;
}

// src/compiler/checks/check-identity.ts
var otherUse = /^(?:accept(?:-.*)?|cache-control|connection|content-.*|cookie|date|dpop|expect|forwarded|from|host|if-.*|keep-alive|last-event-id|mcp-.*|origin|pragma|proxy-.*|range|referer|sec-.*|te|trailer|transfer-encoding|upgrade|user-agent|via|x-forwarded-.*|x-real-ip|x-request-id)$/i;
function checkIdentity(policy, roles3, report) {
  const { identity = {} } = policy;
  const { api_keys: keys, anonymous, lockout, role_header: roleHeader = identitySchema.properties.role_header.default } = identity;
  const used = methodsOf(identity);
  const jwt = identity.jwt ?? identity.introspection;
  if (used.length === 0 && anonymous === void 0) {
    const message = "no hop is trusted and there are no keys, so no request has a role and all are denied";
    report({ severity: "warning", path: ["identity"], message, hint: "name the proxies that set the role header in `identity.trusted_hops`, or make keys: docs/identity.md" });
  }
  if (anonymous !== void 0 && !roles3.names.includes(anonymous)) {
    report({ severity: "error", path: ["identity", "anonymous"], message: `there is no role \`${anonymous}\``, hint: hintAt(anonymous, roles3.names, "roles") });
  }
  if (lockout !== void 0 && keys === void 0 && jwt === void 0) {
    report({ severity: "error", path: ["identity", "lockout"], message: "`lockout` has no meaning without `api_keys` or `jwt`", hint: "remove it: a role header cannot be guessed" });
  }
  const header = keyHeaderOf(keys ?? {});
  if (otherUse.test(header)) report({ severity: "error", path: ["identity", "api_keys", "header"], message: `\`${header}\` has a meaning of its own`, hint: "choose a header that nothing else is sent in, such as `X-API-Key`" });
  if (keys !== void 0 && header.toLowerCase() === roleHeader.toLowerCase()) {
    report({ severity: "error", path: ["identity", "role_header"], message: `\`${roleHeader}\` carries keys, so it cannot carry roles`, hint: "choose another header for one of them" });
  }
  if (jwt !== void 0 && roleHeader.toLowerCase() === "authorization") {
    report({ severity: "error", path: ["identity", "role_header"], message: `\`${roleHeader}\` carries tokens, so it cannot carry roles`, hint: "choose another header" });
  }
  checkIssuers(identity.jwt ?? [], roles3, report);
  checkIntrospection(identity, roles3, report);
  checkDpop(policy, report);
  if (identity.basic !== void 0 && (jwt !== void 0 || keys !== void 0 && header === "Authorization")) {
    report({ severity: "error", path: ["identity", "basic"], message: `\`Authorization\` carries ${jwt === void 0 ? "keys" : "tokens"}, so it cannot carry passwords`, hint: jwt === void 0 ? "take keys from another header: `api_keys: { header: X-API-Key }`" : "remove one of both" });
  }
  checkCallers(identity, roles3, report);
  checkOrder(identity, used, report);
}
function checkOrder({ order }, used, report) {
  if (order === void 0) return;
  for (const [index, method] of order.entries()) {
    if (used.includes(method)) continue;
    report({ severity: "error", path: ["identity", "order", index], message: `\`${method}\` is not in use`, hint: method === "role_header" ? "name `trusted_hops`, or leave it out" : `add \`${method}\`, or leave it out` });
  }
  const missing2 = used.filter((method) => !order.some((named3) => named3 === method));
  if (missing2.length > 0) report({ severity: "error", path: ["identity", "order"], message: `\`order\` does not name \`${missing2.join("`, `")}\``, hint: "name all that are in use" });
}

// src/compiler/checks/check-network.ts
var hostShape = /^(?:\*\.)?[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?(?::[0-9]{1,5})?$|^\[[0-9a-f:.]+\](?::[0-9]{1,5})?$/i;
var originShape = /^[a-z][a-z0-9+.-]*:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i;
function checkNetwork({ identity, http }, report) {
  const hops = identity?.trusted_hops ?? [];
  for (const [index, hop] of hops.entries()) checkHop(hop, ["identity", "trusted_hops", index], report);
  for (const [index, host] of (http?.hosts ?? []).entries()) checkHost(host, ["http", "hosts", index], report);
  for (const [index, origin] of (http?.origins ?? []).entries()) {
    if (originShape.test(origin)) continue;
    const hint4 = origin === "*" ? "list the origins: any web page could use the servers otherwise" : "write scheme, host and port only: `https://app.example.com`";
    report({ severity: "error", path: ["http", "origins", index], message: `\`${origin}\` is not an origin`, hint: hint4 });
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
  const hint4 = host.includes("/") ? "write the host only, without scheme and path" : "write `api.example.com`, `*.example.com` or `[::1]`, in ASCII (punycode), with `:port` if need be";
  report({ severity: "error", path: path2, message: `\`${host}\` is not a host pattern`, hint: hint4 });
}

// src/compiler/conf/nginx-token.ts
var longestToken = 3500;
function escapeJson(value) {
  return JSON.stringify(value).replace(/\\(?:u[0-9a-f]{4}|(["\\/bfnrt]))/g, (escape3, short) => short === void 0 ? escape3 : unicodeEscape2(shortEscapes[short] ?? "")).replace(/['$\u007F-\uFFFF]/g, unicodeEscape2);
}
var shortEscapes = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "	" };
function unicodeEscape2(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
function splitToken(text) {
  const pieces = [];
  let at = 0;
  while (text.length - at > longestToken) {
    let end3 = at + longestToken;
    const escape3 = text.lastIndexOf("\\", end3 - 1);
    if (escape3 > end3 - 6) end3 = escape3;
    pieces.push(text.slice(at, end3));
    at = end3;
  }
  pieces.push(text.slice(at));
  return pieces;
}
function quote2(text) {
  return `'${text}'`;
}
function escapeRegex(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

// src/compiler/oauth/resources.ts
var wellKnown = "/.well-known/oauth-protected-resource";
function resolveResources({ servers }) {
  const byUrl = /* @__PURE__ */ new Map();
  for (const [name3, { resource: resource2 }] of Object.entries(servers)) if (resource2 !== void 0) byUrl.set(resource2, [...byUrl.get(resource2) ?? [], name3]);
  return [...byUrl].map(([url2, names6]) => ({ ...splitUrl(url2), url: url2, servers: names6 }));
}
function metadataPaths(resource2, all2) {
  const isOnly = all2.every(({ host, url: url2 }) => host !== resource2.host || url2 === resource2.url);
  return [.../* @__PURE__ */ new Set([`${wellKnown}${resource2.path}`, ...isOnly ? [wellKnown] : []])];
}
function describeResource(resource2, { identity, servers }) {
  const dpop = identity?.dpop;
  const sources2 = resource2.servers.flatMap((name4) => servers[name4] ?? []);
  const scopes = [...new Set(sources2.flatMap(scopesOf))];
  const name3 = sources2.map((source) => source.resource_name).find(isGiven);
  const documentation = sources2.map((source) => source.resource_documentation).find(isGiven);
  return {
    resource: resource2.url,
    authorization_servers: issuersOf(identity),
    ...scopes.length > 0 && { scopes_supported: scopes },
    bearer_methods_supported: ["header"],
    ...name3 !== void 0 && { resource_name: name3 },
    ...documentation !== void 0 && { resource_documentation: documentation },
    ...dpop && { dpop_signing_alg_values_supported: dpopAlgorithms(dpop), dpop_bound_access_tokens_required: dpop.required === true }
  };
}
function issuersOf({ authorization_servers: named3, jwt = [], introspection } = {}) {
  const all2 = [...jwt, ...introspection === void 0 ? [] : [introspection]];
  return named3 ?? all2.map(({ issuer }) => issuer).filter((issuer) => /^https?:\/\//.test(issuer));
}
function scopesOf({ scopes = [], tools = {}, prompts = {}, resources = [] }) {
  const enabled = Object.values(tools).filter((tool2) => tool2.enabled !== false);
  return [...scopes, ...[...enabled, ...Object.values(prompts), ...resources].flatMap((one) => one.scopes ?? [])];
}
function splitUrl(url2) {
  const [origin = ""] = /^https?:\/\/[^/]*/.exec(url2) ?? [];
  return { host: origin.replace(/^https?:\/\//, "").replace(/:[0-9]+$/, ""), path: url2.slice(origin.length) };
}
function isGiven(text) {
  return text !== void 0;
}

// src/compiler/checks/check-oauth.ts
function checkOAuth(policy, report) {
  const { names: names6 } = buildScopes(policy.identity, report);
  const resources = resolveResources(policy);
  for (const [name3, server2] of Object.entries(policy.servers)) {
    for (const [path2, scopes] of scopesOf2(server2)) {
      checkScopes(scopes, ["servers", name3, ...path2], names6, report);
      if (policy.identity?.jwt === void 0) report({ severity: "warning", path: ["servers", name3, ...path2], message: "scopes bind tokens alone, and none are taken", hint: "say whose tokens count in `identity.jwt`, or remove the scopes" });
    }
    checkServer(name3, server2, report);
  }
  for (const [index, url2] of (policy.identity?.authorization_servers ?? []).entries()) {
    if (!isSafe(url2)) report({ severity: "error", path: ["identity", "authorization_servers", index], message: `\`${url2}\` is not an https URL`, hint: "only loopback may do without" });
  }
  if (resources.length === 0) checkAudiences(policy.identity, report);
  for (const resource2 of resources) checkResource(resource2, resources, policy, report);
  if (resources.length === 0 && policy.identity?.authorization_servers !== void 0) {
    report({ severity: "warning", path: ["identity", "authorization_servers"], message: "nobody is told of `authorization_servers`: no server has a `resource`", hint: "give servers their public URL: `resource: https://mcp.example.com/mcp`" });
  }
}
function checkAudiences({ jwt = [], introspection } = {}, report) {
  const issuers = [...jwt.map((issuer, index) => [["jwt", index], issuer]), ...introspection === void 0 ? [] : [[["introspection"], introspection]]];
  for (const [path2, { audiences: audiences2 }] of issuers) {
    if (audiences2 !== void 0) continue;
    report({ severity: "error", path: ["identity", ...path2], message: "nothing says whom tokens of this issuer are for", hint: "give servers their public URL (`resource`), or name `audiences`" });
  }
}
function scopesOf2({ scopes, tools = {}, prompts = {}, resources = [] }) {
  const lists2 = [
    [["scopes"], scopes],
    ...Object.entries(tools).map(([name3, tool2]) => [["tools", name3, "scopes"], tool2.scopes]),
    ...Object.entries(prompts).map(([name3, prompt2]) => [["prompts", name3, "scopes"], prompt2.scopes]),
    ...resources.map((resource2, index) => [["resources", index, "scopes"], resource2.scopes])
  ];
  return lists2.flatMap(([path2, list]) => list === void 0 ? [] : [[path2, list]]);
}
function checkScopes(scopes, path2, names6, report) {
  for (const [index, scope] of scopes.entries()) {
    if (scope === "offline_access") report({ severity: "error", path: [...path2, index], message: "`offline_access` is between clients and their issuer", hint: "leave it out: clients ask for it by themselves" });
    else if (names6?.includes(scope) === false) report({ severity: "error", path: [...path2, index], message: `there is no scope \`${scope}\` in \`identity.scopes\``, hint: hintAt(scope, names6, "scopes") });
  }
}
function checkServer(name3, { resource: resource2, resource_name: title, resource_documentation: documentation }, report) {
  const path2 = ["servers", name3];
  if (resource2 === void 0) {
    for (const [key2, value] of [["resource_name", title], ["resource_documentation", documentation]]) {
      if (value !== void 0) report({ severity: "error", path: [...path2, key2], message: `\`${key2}\` has no meaning without \`resource\``, hint: "say the public URL, or remove it" });
    }
    return;
  }
  const fault3 = explainUrl(resource2);
  if (fault3 !== void 0) report({ severity: "error", path: [...path2, "resource"], message: `\`${resource2}\` ${fault3}`, hint: "clients compare it as text: write https, a small host, a port only where it is not the usual one, and no slash at the end" });
}
function checkResource(resource2, all2, policy, report) {
  const path2 = ["servers", resource2.servers[0] ?? "", "resource"];
  const other = all2.find(({ host, path: own2, url: url2 }) => host === resource2.host && own2 === resource2.path && url2 !== resource2.url);
  if (other !== void 0 && all2.indexOf(other) < all2.indexOf(resource2)) {
    report({ severity: "error", path: path2, message: `\`${resource2.url}\` and \`${other.url}\` differ by scheme or port alone, so that nginx cannot tell their metadata apart`, hint: "give one another path or host" });
  }
  if ((policy.identity?.jwt ?? policy.identity?.introspection) === void 0) {
    report({ severity: "error", path: path2, message: "tokens for this `resource` would count for nothing", hint: "say whose do in `identity.jwt` or `identity.introspection`" });
  } else if (issuersOf(policy.identity).length === 0) {
    report({ severity: "error", path: path2, message: "nobody with a URL issues tokens for this `resource`", hint: "name who does in `identity.authorization_servers`" });
  }
  if (escapeJson(describeResource(resource2, policy)).length > longestToken) {
    report({ severity: "error", path: path2, message: "the metadata of this `resource` is longer than nginx takes", hint: "fewer scopes, or shorter ones" });
  }
}
function explainUrl(url2) {
  if (!isSafe(url2)) return "is not an https URL, which only loopback may do without";
  if (/^https:\/\/[^/]*:443(?:\/|$)|^http:\/\/[^/]*:80(?:\/|$)/.test(url2)) return "names the usual port";
  if (url2.endsWith("/")) return "ends in a slash";
  return /\/\.{1,2}(?:\/|$)|[^:]\/\//.test(url2) ? "has a dot segment or an empty one" : void 0;
}
function isSafe(url2) {
  return /^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?(?:\/|$)/.test(url2);
}

// src/compiler/checks/check-rules.ts
function warnOfWeakRules(source, path2, where, report) {
  for (const { id, modes } of inspectionRules) {
    const mode2 = source?.[id];
    if (mode2 === void 0 || mode2 === "deny" || ![...modes.values()].includes("deny")) continue;
    const hint4 = `set it for the tools or arguments whose work it stops${mode2 === "off" ? "" : ", once the log has shown which"}`;
    report({ severity: "warning", path: [...path2, "rules", id], atKey: true, message: `\`${id}\` ${effects[mode2]} ${where}`, hint: hint4 });
  }
}
var effects = { alert: "refuses nothing", off: "looks at nothing" };
function checkArgumentRules(table, path2, usual, report) {
  for (const [name3, { kind = usual, rules: rules4 }] of Object.entries(table)) {
    for (const { id, modes } of inspectionRules) {
      if (rules4?.[id] === void 0 || modes.has(kind)) continue;
      const message = `\`${id}\` does not look at arguments of kind \`${kind}\``;
      report({ severity: "warning", path: [...path2, name3, "rules", id], atKey: true, message, hint: `remove it; it is for ${[...modes.keys()].join(", ")}` });
    }
  }
}

// src/core/policy/json-schema-equal.ts
function canonicalJson(value) {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return `{${members.map(([key2, member]) => `${JSON.stringify(key2)}:${canonicalJson(member)}`).join(",")}}`;
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
      const { parent: parent2 } = node;
      if (parent2.type === "Pattern" || parent2.alternatives[0] !== node || !isRepeated(parent2, 2)) return;
      if (overlap(parent2.alternatives)) reason ??= `alternatives in the repeated \`${parent2.raw}\` begin alike`;
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
    onQuantifierLeave: ({ element, parent: parent2, end: end3, min, max }) => {
      const group = element.type === "Group" || element.type === "CapturingGroup";
      const large = group ? max >= widenGroupFrom : max > min && max >= widenFrom;
      const varies = max > min && isRepeated(parent2, widenGroupFrom);
      if ((large || varies) && max !== Infinity) cuts.push({ start: element.end, end: end3, by: min === 0 ? "*" : "+" });
    }
  });
  return cuts.toSorted((a, b) => b.start - a.start).reduce((text, { start: start2, end: end3, by }) => text.slice(0, start2) + by + text.slice(end3), source);
}

// src/compiler/checks/check-arguments.ts
function checkArguments(table, path2, limits2, report) {
  for (const [name3, argument5] of Object.entries(table)) checkArgument(argument5, [...path2, name3], limits2, report);
}
function checkArgument(argument5, path2, limits2, report) {
  const say = (severity, steps, message, hint4) => {
    report({ severity, path: [...path2, ...steps], message, hint: hint4 });
  };
  const { kind = "any", within, hosts, pattern, string: string3 } = argument5;
  if (within !== void 0 && kind !== "path") say("error", ["within"], `\`within\` has no meaning for kind \`${kind}\``, "write `kind: path`");
  if (hosts !== void 0 && kind !== "url") say("error", ["hosts"], `\`hosts\` has no meaning for kind \`${kind}\``, "write `kind: url`");
  for (const [index, root] of (within ?? []).entries()) checkRoot(root, [...path2, "within", index], report);
  for (const [index, host] of (hosts ?? []).entries()) checkHost(host, [...path2, "hosts", index], report);
  const reason = pattern === void 0 ? void 0 : explainPattern(pattern);
  if (reason !== void 0) say("error", ["pattern"], `the pattern cannot be used: ${reason}`, "write it so that each character can be matched in one way only");
  else if (pattern !== void 0 && !(pattern.startsWith("^") && pattern.endsWith("$"))) {
    say("warning", ["pattern"], "the pattern may match any part of the value", "anchor it with `^` and `$`");
  }
  if (string3 !== void 0 && readSize(string3) > limits2.body) say("error", ["string"], "`string` is larger than `limits.body`", "raise `limits.body` or lower this");
  checkEnum(argument5.enum ?? [], [...path2, "enum"], report);
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

// src/compiler/checks/check-decisions.ts
function checkDecisions(server2, policy, path2, report) {
  const decisions = decisionsOf(policy, server2);
  if (decisions?.location !== void 0 && resolvePaths(server2).some(({ path: endpoint }) => endpoint === decisions.location)) {
    const at = server2.decisions === void 0 ? ["decisions", "location"] : [...path2, "decisions", "location"];
    report({ severity: "error", path: at, message: `\`${decisions.location}\` is where clients reach the server`, hint: "give the decision point a location of its own" });
  }
  checkTold(server2.tools, [...path2, "tools"], decisions !== void 0, report);
  checkTold(server2.prompts, [...path2, "prompts"], decisions !== void 0, report);
}
function checkTold(table = {}, path2, isAsked, report) {
  for (const [name3, { decisions, arguments: listed }] of Object.entries(table)) {
    if (decisions === void 0) continue;
    const at = [...path2, name3, "decisions"];
    if (!isAsked) report({ severity: "error", path: at, message: "nobody is asked for decisions here", hint: "write `decisions: { type: ... }` at the top level or for the server, or remove this" });
    for (const [index, argument5] of (decisions.arguments ?? []).entries()) {
      if (listed === void 0 || Object.hasOwn(listed, argument5)) continue;
      report({ severity: "error", path: [...at, "arguments", index], message: `there is no argument \`${argument5}\``, hint: hintAt(argument5, Object.keys(listed), "arguments") });
    }
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
var ambiguous3 = /[\s\p{Cc}\p{Cf}\\\u2024\uFF0E\u2044\u2215\u29F8\uFF0F\uFF3C\uFE68]|%(?![0-9a-f]{2})|%(?:0[0-9a-f]|1[0-9a-f]|7f|25|2f|5c)|\/\.\.?;/iu;
var authorityShape = /^(?:[a-z0-9.-]*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/;
var dotSegment2 = /(?:^|[/?#&=;])\.\.?(?:[/?#&=;]|$)/;
var unreserved = /^[A-Za-z0-9._~-]$/;
function normalizeUri(uri) {
  if (ambiguous3.test(uri)) return void 0;
  const decoded = decodeUnreserved(uri);
  const scheme = schemeShape.exec(decoded)?.[0].toLowerCase();
  if (scheme === void 0) return void 0;
  const [hierarchy, query] = splitAt(decoded.slice(scheme.length), /[?#]/);
  const [host, rawPath] = hierarchy.startsWith("//") ? splitAt(hierarchy.slice(2), /\//) : [void 0, hierarchy];
  const authority2 = normalizeAuthority(scheme, host);
  const path2 = resolveDots(rawPath);
  if (authority2 === void 0 || path2 === void 0 || dotSegment2.test(query)) return void 0;
  return `${scheme}${authority2}${path2}${query}`;
}
function splitAt(text, mark) {
  const at = text.search(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}
function decodeUnreserved(uri) {
  return uri.replace(/%([0-9a-f]{2})/gi, (escape3, hex2) => {
    const character = String.fromCharCode(parseInt(hex2, 16));
    return unreserved.test(character) ? character : escape3.toUpperCase();
  });
}
function normalizeAuthority(scheme, authority2) {
  if (authority2 === void 0) return "";
  const lower = authority2.toLowerCase();
  if (scheme === "file:" && lower === "localhost") return "//";
  return authorityShape.test(lower) ? `//${lower}` : void 0;
}
function resolveDots(path2) {
  if (!dotSegment2.test(path2)) return path2;
  const kept = [];
  const segments = path2.split("/");
  for (const [index, segment2] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment2 === "..") {
      if (kept.length <= 1) return void 0;
      kept.pop();
    }
    if (segment2 !== "." && segment2 !== "..") kept.push(segment2);
    else if (last) kept.push("");
  }
  return kept.join("/");
}

// src/compiler/checks/check-roles.ts
function checkRoles2(granted, path2, roles3, report) {
  for (const [index, role] of granted.entries()) {
    if (roles3.names.includes(role)) continue;
    report({ severity: "error", path: [...path2, index], message: `there is no role \`${role}\``, hint: hintAt(role, roles3.names, "roles") });
  }
  if (granted.length === 0) {
    report({ severity: "warning", path: path2, message: "no role may use this", hint: "name the roles, or remove the entry: what is not listed is denied" });
  }
}

// src/compiler/checks/check-resources.ts
function checkResources(grants, path2, roles3, report) {
  for (const [index, grant] of grants.entries()) {
    const at = [...path2, index];
    checkRoles2(grant.roles, [...at, "roles"], roles3, report);
    const fault3 = explainUri(grant.uri);
    if (fault3 !== void 0) {
      report({ severity: "error", path: [...at, "uri"], message: `\`${grant.uri}\` ${fault3.message}`, hint: fault3.hint });
      continue;
    }
    const may = roles3.expand(grant.roles);
    const other = grants.slice(0, index).find(({ uri }) => covers(uri, grant.uri));
    if (other === void 0) continue;
    const shadowed = may.every((role) => roles3.expand(other.roles).includes(role));
    const message = shadowed ? `\`${other.uri}\` grants this already` : `overlaps with \`${other.uri}\`: the roles of both may read it`;
    const hint4 = shadowed ? "remove one of the two" : "grants add up; make sure that is meant";
    report({ severity: "warning", path: [...at, "uri"], message, hint: hint4 });
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

// src/compiler/kinds/words.ts
var longestName = 128;
function wordsOf2(name3) {
  const apart = name3.slice(-longestName).replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/([A-Z])([A-Z][a-z])/g, "$1_$2");
  return apart.toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
}
function singularOf(word) {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith("branches")) return word.slice(0, -2);
  return word.endsWith("s") && !/(?:ss|us)$/.test(word) && word.length > 2 && word !== "js" && word !== "ts" ? word.slice(0, -1) : word;
}

// src/compiler/checks/warn-of-risk.ts
var shellWords = /^(?:shell|bash|sh|zsh|cmd|powershell|exec|execute|command|commands|terminal|eval|run|spawn|subprocess|script)$/;
var writeWords = /^(?:write|edit|delete|remove|move|rename|create|append|patch|upload|save|copy|replace|unlink|mkdir|rmdir)$/;
var pathWords = /^(?:path|paths|file|files|filename|filepath|dir|directory|folder|source|destination|src|dest)$/;
var urlWords = /^(?:url|urls|uri|endpoint|href|link|webhook)$/;
function warnOfRisk(name3, tool2, path2, report) {
  const warn = (at, message, hint4) => {
    report({ severity: "warning", path: at, atKey: true, message, hint: hint4 });
  };
  const words3 = wordsOf2(name3);
  const listed = Object.entries(tool2.arguments ?? {});
  if (words3.some((word) => shellWords.test(word))) {
    warn(path2, `\`${name3}\` looks as if it ran commands: whoever may call it may do anything there`, "write `enabled: false`, or bound its arguments by `enum` or `pattern`, and set `alert: true`");
  }
  if (words3.some((word) => writeWords.test(word))) {
    const say = (at) => {
      warn(at, `\`${name3}\` looks as if it changed files, and may do so anywhere`, "list its path arguments with `kind: path` and `within`");
    };
    if (listed.length === 0) say(path2);
    for (const [argument5, rules4] of listed) if (isUnboundedPath(argument5, rules4)) say([...path2, "arguments", argument5]);
  }
  for (const [argument5, rules4] of listed) {
    const open3 = rules4.hosts === void 0 && rules4.enum === void 0 && rules4.pattern === void 0;
    if (open3 && (rules4.kind === "url" || rules4.kind === void 0 && wordsOf2(argument5).some((word) => urlWords.test(word)))) {
      warn([...path2, "arguments", argument5], `\`${argument5}\` may lead to any public host`, "list the hosts it is for: `kind: url`, `hosts: [...]`");
    }
  }
}
function isUnboundedPath(name3, rules4) {
  const path2 = rules4.kind === "path" || rules4.kind === void 0 && wordsOf2(name3).some((word) => pathWords.test(word));
  return path2 && rules4.within === void 0 && rules4.enum === void 0 && rules4.pattern === void 0;
}

// src/compiler/checks/check-tool.ts
function checkTool(name3, tool2, path2, limits2, roles3, report) {
  if (tool2.roles !== void 0) checkRoles2(tool2.roles, [...path2, "roles"], roles3, report);
  else if (tool2.enabled !== false) {
    const hint4 = "name the roles that may call it, or write `enabled: false`";
    report({ severity: "error", path: path2, atKey: true, message: `nobody may call the tool \`${name3}\`: it names no roles`, hint: hint4 });
  }
  checkArguments(tool2.arguments ?? {}, [...path2, "arguments"], limits2, report);
  if (tool2.enabled !== false && tool2.roles?.length !== 0) warnOfRisk(name3, tool2, path2, report);
}

// src/compiler/checks/check-server.ts
function checkServer2(name3, server2, policy, roles3, report) {
  const path2 = ["servers", name3];
  const limits2 = resolveLimits(policy, server2);
  if (server2.upstream === "closed") {
    report({ severity: "error", path: [...path2, "upstream"], message: "the upstream `closed` is the one that refuses everything", hint: "give the server's `upstream` another name" });
  }
  if (limits2.string > limits2.body) {
    report({ severity: "warning", path: [...path2, "limits"], message: "strings may be longer than the body that carries them", hint: "raise `limits.body` or lower `limits.string`" });
  }
  warnOfWeakRules(server2.rules, path2, "on this server", report);
  checkPaths(server2, path2, report);
  checkDecisions(server2, policy, path2, report);
  checkCase(Object.keys(server2.tools ?? {}), [...path2, "tools"], "tools", report);
  checkCase(Object.keys(server2.prompts ?? {}), [...path2, "prompts"], "prompts", report);
  for (const [tool2, rules4] of Object.entries(server2.tools ?? {})) {
    checkName2(tool2, [...path2, "tools", tool2], report);
    checkTool(tool2, rules4, [...path2, "tools", tool2], limits2, roles3, report);
    checkArgumentRules(rules4.arguments ?? {}, [...path2, "tools", tool2, "arguments"], "any", report);
  }
  for (const [prompt2, rules4] of Object.entries(server2.prompts ?? {})) {
    const at = [...path2, "prompts", prompt2];
    checkName2(prompt2, at, report);
    checkRoles2(rules4.roles, [...at, "roles"], roles3, report);
    checkArguments(rules4.arguments ?? {}, [...at, "arguments"], limits2, report);
    checkArgumentRules(rules4.arguments ?? {}, [...at, "arguments"], "text", report);
  }
  for (const [method, rules4] of Object.entries(server2.methods ?? {})) {
    checkRoles2(rules4.roles, [...path2, "methods", method, "roles"], roles3, report);
  }
  checkResources(server2.resources ?? [], [...path2, "resources"], roles3, report);
}
function checkPaths(server2, path2, report) {
  const seen = /* @__PURE__ */ new Set();
  for (const { path: endpoint, key: key2 } of resolvePaths(server2)) {
    if (/\/\.{1,2}(?:\/|$)|\/\//.test(endpoint)) {
      report({ severity: "error", path: [...path2, ...key2], message: `the path \`${endpoint}\` has a dot segment or an empty one`, hint: "nginx normalizes paths: write the normal form" });
    }
    if (seen.has(endpoint)) {
      report({ severity: "error", path: [...path2, ...key2], message: `the path \`${endpoint}\` has two uses`, hint: "give each endpoint its own path" });
    }
    seen.add(endpoint);
  }
}
function checkName2(name3, path2, report) {
  if (!/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name3)) return;
  report({ severity: "error", path: path2, atKey: true, message: "the name has characters that cannot be printed", hint: "write the name as the server lists it" });
}

// src/compiler/when/check-when.ts
import ipaddr3 from "ipaddr.js";

// src/compiler/when/claims.ts
var prefix3 = "claim.";
var claimless = ["api_keys", "mtls", "basic", "auth_request", "role_header"];
var nameless = ["role_header"];
function claimOf(equals) {
  return equals.startsWith(prefix3) ? parseClaimPath(equals.slice(prefix3.length)) : void 0;
}
function wantedClaims({ servers }) {
  const items = Object.values(servers).flatMap(({ tools = {}, prompts = {} }) => [...Object.values(tools), ...Object.values(prompts)]);
  const equals = items.flatMap((item) => Object.values(item.arguments ?? {})).map((argument5) => argument5.equals ?? "");
  return [...new Set(equals.filter((source) => claimOf(source) !== void 0).map((source) => source.slice(prefix3.length)))];
}
function knowsClaims(identity) {
  return methodsOf(identity).some((method) => !claimless.includes(method));
}
function knowsNames(identity) {
  return methodsOf(identity).some((method) => !nameless.includes(method));
}

// src/compiler/when/check-when.ts
function checkConditions({ identity = {}, servers }, report) {
  for (const [name3, server2] of Object.entries(servers)) {
    const path2 = ["servers", name3];
    const check = (granted, at) => {
      checkWhen(granted.when, [...path2, ...at, "when"], report);
      checkEquals(granted.arguments, [...path2, ...at, "arguments"], identity, report);
    };
    check({ ...server2.when && { when: server2.when } }, []);
    for (const [tool2, granted] of Object.entries(server2.tools ?? {})) check(granted, ["tools", tool2]);
    for (const [prompt2, granted] of Object.entries(server2.prompts ?? {})) check(granted, ["prompts", prompt2]);
    for (const [index, granted] of (server2.resources ?? []).entries()) check(granted, ["resources", index]);
  }
}
function checkWhen({ networks = [], times = [] } = {}, path2, report) {
  for (const [index, text] of networks.entries()) {
    const fault3 = explainNetwork(text);
    if (fault3 !== void 0) report({ severity: "error", path: [...path2, "networks", index], message: `\`${text}\` ${fault3.message}`, hint: fault3.hint });
  }
  for (const [index, time2] of times.entries()) {
    const { from, to } = completeTime(time2);
    if (from === to) report({ severity: "error", path: [...path2, "times", index], message: `from \`${from}\` to \`${to}\` is no time, or all of it`, hint: "leave out both for the whole day" });
  }
}
function explainNetwork(text) {
  const cidr = readCidr(text);
  if (cidr === void 0) return { message: "is not an address range", hint: 'write it as CIDR: `10.0.0.0/8`, `"fd00::/8"`' };
  if (cidr.network !== cidr.written) return { message: "has bits set outside its network", hint: `did you mean \`${cidr.network}\`?` };
  if (cidr.bits === 0) return { message: "is every address", hint: "name the networks that are meant, or leave `networks` out" };
  if (networksAround(cidr.network, /* @__PURE__ */ new Map([[nobody2, 0]])).length > 0) return { message: "is an address that no client has", hint: "leave it out" };
  const [address2 = ""] = cidr.network.split("/");
  const isMapped = address2.includes(":") && ipaddr3.IPv6.parse(address2).isIPv4MappedAddress();
  return isMapped ? { message: "is IPv4 written as IPv6", hint: "write it as IPv4: nginx takes such an address for one" } : void 0;
}
function checkEquals(args = {}, path2, identity, report) {
  for (const [name3, { equals }] of Object.entries(args)) {
    const at = [...path2, name3, "equals"];
    if (equals === void 0) continue;
    if (equals !== "subject" && claimOf(equals) === void 0) {
      report({ severity: "error", path: at, message: `\`${equals}\` names no claim`, hint: "write names with dots between them, `\\.` for a dot within one: `claim.tenant`, `claim.org.id`" });
    } else if (equals === "subject" ? !knowsNames(identity) : !knowsClaims(identity)) {
      const [what, hint4] = equals === "subject" ? ["name", "callers with keys have one: docs/identity.md"] : ["claims", "callers with tokens have them: docs/identity.md"];
      report({ severity: "warning", path: at, message: `no way in use to know a caller tells its ${what}, so every call is denied`, hint: hint4 });
    }
  }
}

// src/compiler/checks/check-policy.ts
function checkPolicy(policy, roles3, report) {
  if (policy.mode === "monitor") warnMonitor(["mode"], report);
  warnOfWeakRules(policy.rules, [], "on any server", report);
  checkIdentity(policy, roles3, report);
  checkOAuth(policy, report);
  checkNetwork(policy, report);
  checkConditions(policy, report);
  checkCase(roles3.names, ["roles"], "roles", report);
  checkCase(Object.keys(policy.servers), ["servers"], "servers", report);
  for (const [name3, server2] of Object.entries(policy.servers)) {
    if (server2.mode === "monitor") warnMonitor(["servers", name3, "mode"], report);
    checkServer2(name3, server2, policy, roles3, report);
  }
}
function warnMonitor(path2, report) {
  report({ severity: "warning", path: path2, message: "with `mode: monitor` nothing is refused", hint: "set `mode: enforce` once the log looks right" });
}

// src/compiler/check-shape.ts
import { Ajv2020 as Ajv20202 } from "ajv/dist/2020.js";

// src/compiler/remove-at.ts
function removeAt(value, path2) {
  const [step, ...rest3] = path2;
  if (step === void 0 || typeof value !== "object" || value === null || Array.isArray(value)) return void 0;
  const members = Object.entries(value).flatMap(([key2, member]) => {
    if (key2 !== String(step)) return [[key2, member]];
    const left = rest3.length === 0 ? void 0 : removeAt(member, rest3);
    return left === void 0 ? [] : [[key2, left]];
  });
  return Object.fromEntries(members);
}

// src/compiler/check-shape.ts
var maxRounds = 20;
function checkShape(value, report) {
  const validate = new Ajv20202({ allErrors: true, strict: true, verbose: true, allowUnionTypes: true }).compile(policySchema);
  let rest3 = value;
  for (let round = 0; round < maxRounds; round++) {
    if (validate(rest3)) return rest3;
    const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== "propertyNames" && keyword !== "if");
    for (const error of errors) {
      const { cut: cut3, finding } = explain(error);
      if (round === 0) report(finding);
      if (cut3.length > 0) rest3 = removeAt(rest3, cut3);
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
  const say = (message, hint4) => ({ finding: { severity: "error", path: path2, message, hint: hint4 }, cut: path2 });
  const { params, schema, data } = error;
  switch (error.keyword) {
    case "required": {
      const key2 = String(params["missingProperty"]);
      const finding = { severity: "error", path: path2, atKey: true, message: `${at} needs \`${key2}\``, hint: hintOf(error, key2) };
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
function explainName(path2, name3, error) {
  const full = [...path2, name3];
  const message = `${show(name3)} cannot be a name in ${describe(path2)}`;
  const hint4 = error.keyword === "pattern" ? patternHint(full, error) : error.message ?? "choose another name";
  return { finding: { severity: "error", path: full, atKey: true, message, hint: hint4 }, cut: full };
}
function explainUnknown(path2, error) {
  const key2 = String(error.params.additionalProperty);
  const parent2 = error.parentSchema;
  const full = [...path2, key2];
  const message = `unknown key \`${key2}\` in ${describe(path2)}`;
  const hint4 = hintAt(key2, Object.keys(parent2?.properties ?? {}), "keys here");
  return { finding: { severity: "error", path: full, atKey: true, message, hint: hint4 }, cut: full };
}
function patternHint(path2, error) {
  if (path2.length === 2 && (path2[0] === "roles" || path2[0] === "servers")) return "use 1 to 64 letters, digits, `_`, `.` or `-`";
  return hintOf(error);
}
function hintOf(error, key2) {
  const schema = error.parentSchema;
  const text = key2 === void 0 ? schema?.description : schema?.properties?.[key2]?.description;
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

// src/compiler/lock/digest.ts
import { sha256 } from "@noble/hashes/sha2.js";

// src/core/policy/descriptor.ts
var maxDepth2 = 100;
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
      if (depth > maxDepth2) return void 0;
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
  for (const key2 of Object.keys(object3).sort()) {
    const text = key2 === "__proto__" || !key2.isWellFormed() ? void 0 : writeValue(object3[key2], depth + 1);
    if (text === void 0) return void 0;
    written.push(`${JSON.stringify(key2)}:${text}`);
  }
  return `{${written.join(",")}}`;
}

// src/compiler/lock/digest.ts
function digestDescriptor(descriptor) {
  const canonical = descriptorDigestInput(descriptor);
  return canonical === void 0 ? void 0 : digestText(canonical);
}
function digestText(text) {
  return Array.from(sha256(encodeUtf8(text)), (byte) => byte.toString(16).padStart(2, "0")).join("");
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

// src/compiler/conf/render-decisions.ts
function renderDecisions(policy) {
  const isUsed = Object.values(policy.servers).some((server2) => decisionsOf(policy, server2)?.cache !== void 0);
  return isUsed ? ["# What the external decision point said.", "js_shared_dict_zone zone=portcullis_decided:1m timeout=99m evict;", ""] : [];
}

// src/core/policy/key.ts
var chunkLength = 36;
var kindLetters = { server: "s", tool: "t", prompt: "p", resources: "u", resource: "d", template: "m", role: "r", key: "k", issuer: "i", introspection: "q", dpop: "h", name: "n", user: "a" };
var plain = /^[a-z0-9_.\-/:]*$/;
function entryKey(kind, server2, name3) {
  const key2 = `${kindLetters[kind]}:${server2}:${name3}`;
  return plain.test(key2) ? key2 : encode(key2);
}
function encode(key2) {
  return key2.replace(
    /[^a-z0-9_.\-/:]/g,
    (unit) => unit >= "A" && unit <= "Z" ? `^${unit.toLowerCase()}` : `%${unit.charCodeAt(0).toString(16)};`
  );
}
function keyChunks(key2) {
  if (key2.length <= chunkLength) return [key2];
  const chunks = [];
  let at = 0;
  for (; key2.length - at > chunkLength; at += chunkLength) chunks.push(`${key2.slice(at, at + chunkLength)}>`);
  chunks.push(key2.slice(at));
  return chunks;
}

// src/compiler/conf/render-entries.ts
function renderEntries(entries, others2) {
  const lines2 = [];
  const put = (key2, value) => {
    lines2.push(`    ${quote2(key2)} ${quote2(value)};`);
  };
  const putKey = createKeyWriter(put);
  let ids = 0;
  for (const { kind, server: server2, name: name3, entry } of entries) {
    const [only = "", ...more] = splitToken(escapeJson(entry));
    const key2 = putKey(entryKey(kind, server2, name3));
    if (more.length === 0) put(key2, only);
    else {
      const id = String(ids++);
      put(key2, `+${String(more.length + 1)}:${id}`);
      for (const [part, piece] of [only, ...more].entries()) put(`${id}+${String(part)}`, piece);
    }
  }
  return ["map $portcullis_key $portcullis_entry {", "    volatile;", "    default '';", ...lines2, ...others2.map((line) => `    ${line}`), "}"].join("\n");
}
function createKeyWriter(put) {
  const prefixes = /* @__PURE__ */ new Map();
  return (key2) => {
    const chunks = keyChunks(key2);
    let prefix5 = "";
    for (const chunk of chunks.slice(0, -1)) {
      const full = prefix5 + chunk;
      let next = prefixes.get(full);
      if (next === void 0) {
        next = `${String(prefixes.size)}.`;
        prefixes.set(full, next);
        put(full, next);
      }
      prefix5 = next;
    }
    return prefix5 + (chunks.at(-1) ?? "");
  };
}

// src/compiler/conf/block.ts
function block(head, lines2) {
  return [`${head} {`, ...lines2.map((line) => `    ${line}`), "}"].join("\n");
}

// src/compiler/conf/render-identity.ts
var defaultHeader = identitySchema.properties.role_header.default;
function renderIdentity({ identity }, stamp) {
  const settings2 = resolveIdentity(identity, stamp);
  const hops = (identity?.trusted_hops ?? []).map((hop) => `${hop} 1;`);
  const name3 = identity?.role_header ?? defaultHeader;
  const header = variableOf(name3);
  return [
    block("geo $realip_remote_addr $portcullis_hop", ["default 0;", ...hops]),
    ...renderChecked(identity),
    ...settings2 === void 0 ? [renderTrusted("role", header)] : [...renderSettings(settings2, hops, identity?.introspection !== void 0), renderTrusted("vouched", header)],
    block("map $host $portcullis_header", [`default ${quote2(name3)};`]),
    "# What was sent, believed or not: a claim from elsewhere is told from none.",
    block("map $host $portcullis_claimed", [`default ${header};`]),
    "# What the server is sent of it: no key, password or token.",
    renderPassed("auth", "Authorization", settings2?.header === "Authorization" || (settings2?.jwt ?? identity?.basic ?? identity?.auth_request) !== void 0),
    renderPassed("key", "X-API-Key", settings2?.header === "X-API-Key"),
    block('map "" $portcullis_to_dpop', [`default ${settings2?.jwt?.dpop === void 0 ? "$http_dpop" : "''"};`])
  ].join("\n");
}
function renderTrusted(variable, header) {
  return block(`map $portcullis_hop $portcullis_${variable}`, [`1 ${header};`, "default '';"]);
}
function renderSettings(settings2, hops, asks) {
  const { header, jwt } = settings2;
  return [
    block('map "" $portcullis_identity', [`default ${quote2(escapeJson(settings2))};`]),
    block('map "" $portcullis_role', ["default '';"]),
    ...header === void 0 ? [] : [
      "# The key that is shown, if it has the form of one.",
      block(`map ${variableOf(header)} $portcullis_shown`, [`"~^${header === "Authorization" ? "(?i:bearer) +" : ""}(?<portcullis_shown_key>${keyPattern})$" $portcullis_shown_key;`, "default '';"])
    ],
    ...header === void 0 && jwt === void 0 ? [] : [
      "# Who is counted for failures: nobody behind a hop that stands for many.",
      block("geo $portcullis_proxy", ["default 0;", ...hops]),
      block('map "$portcullis_proxy $remote_addr" $portcullis_address', ['"~^0 [0-9a-f]" $remote_addr;', "default '';"])
    ],
    ...jwt === void 0 ? [] : [
      "# Keys of issuers, which must not push each other out; and what tokens proved, by the token's hash: 10m holds some 20,000.",
      "js_shared_dict_zone zone=portcullis_keys:1m timeout=24h;",
      "js_shared_dict_zone zone=portcullis_proofs:10m timeout=1h evict;"
    ],
    ...asks ? [
      "# Tokens that their server does not vouch for, and who is asking about one: without `evict`, so that guesses push out nobody.",
      "js_shared_dict_zone zone=portcullis_asked:1m timeout=1h;"
    ] : [],
    ...jwt?.dpop === void 0 ? [] : [
      "# Proofs of possession that were used, none of which may make way for another while it counts: 16m holds some 60,000.",
      "js_shared_dict_zone zone=portcullis_dpop:16m timeout=24h;"
    ]
  ];
}
function renderChecked({ basic, auth_request: service } = {}) {
  return [
    ...basic === void 0 ? [] : ["js_var $portcullis_user;", block('map "" $portcullis_users', [`default ${quote2(basic.file ?? identitySchema.properties.basic.properties.file.default)};`])],
    ...service === void 0 ? [] : ["js_var $portcullis_said;", "js_var $mcp_auth_role;", "js_var $mcp_auth_user;"]
  ];
}
function renderPassed(variable, header, ends3) {
  return block(`map "" $portcullis_to_${variable}`, [`default ${ends3 ? "''" : variableOf(header)};`]);
}
function variableOf(header) {
  return `$http_${header.toLowerCase().replaceAll("-", "_")}`;
}

// src/compiler/conf/render-metadata.ts
function renderMetadata(policy) {
  const resources = resolveResources(policy);
  return resources.flatMap((resource2) => {
    const text = escapeJson(describeResource(resource2, policy));
    return metadataPaths(resource2, resources).map((path2) => `"~^w:${escapeRegex(resource2.host + path2)}/?$" ${quote2(text)};`);
  });
}

// src/compiler/conf/render-networks.ts
function renderNetworks(policy) {
  const networks = numberNetworks(policy);
  if (networks.size === 0) return [];
  const lines2 = [...networks.keys()].map((network) => [network, ` ${networksAround(network, networks).join(" ")} `]);
  const all2 = [...lines2, [nobody2, ""]];
  return ["# Which of the networks that conditions name the client calls from.", block("geo $portcullis_net", ["default '';", ...all2.map(([network, numbers2]) => `${network} ${quote2(numbers2)};`)]), ""];
}

// src/compiler/conf/render-network.ts
var loopback = "(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::[0-9]+)?";
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
  return [...lower.map((origin) => `"~*^${escapeRegex(origin)}$" ${quote2(origin)};`), "default -;"];
}
function hostRegex(host) {
  const port = /:[0-9]+$/.exec(host)?.[0];
  const name3 = port === void 0 ? host : host.slice(0, -port.length);
  const wildcard2 = name3.startsWith("*.");
  return `^${wildcard2 ? "[a-z0-9._-]+\\." : ""}${escapeRegex(wildcard2 ? name3.slice(2) : name3)}${port ?? "(?::[0-9]+)?"}$`;
}
function renderRoutes({ servers }) {
  const routes = Object.entries(servers).flatMap(
    ([name3, server2]) => resolvePaths(server2).map(({ path: path2, upstreamPath }) => `"~^${escapeRegex(`${name3} ${path2}`)}$" ${quote2(server2.upstream + upstreamPath)};`)
  );
  return block('map "$mcp_server $uri" $portcullis_route', ["volatile;", ...routes, "default '';"]);
}
function renderUpstreamHost({ servers }) {
  const fixed = Object.entries(servers).flatMap(([name3, { host }]) => host === void 0 ? [] : [`"~^${escapeRegex(name3)}$" ${quote2(host)};`]);
  return block("map $mcp_server $portcullis_to_host", ["default $http_host;", ...fixed]);
}

// src/compiler/conf/render-conf.ts
function renderConf(policy, entries, file) {
  const from = file.replace(/^.*[\\/]/, "").replace(/[^\x20-\x7E]/g, "?");
  return [
    `# Made by \`portcullis compile\` from ${from}. Do not edit: change that file and compile again.`,
    "# Include it in http{}, after portcullis/http.conf.",
    "",
    "# Who sent it.",
    renderIdentity(policy, stampOf(policy, entries)),
    "",
    ...renderNetworks(policy),
    "# Which hosts and origins are answered.",
    renderHttp(policy),
    "",
    "# Where each endpoint leads.",
    renderRoutes(policy),
    "",
    "# The Host header each server is sent.",
    renderUpstreamHost(policy),
    "",
    ...renderDecisions(policy),
    "# What is granted: one entry for each server, role, tool, prompt and list of resources.",
    renderEntries(entries, renderMetadata(policy)),
    ""
  ].join("\n");
}
function stampOf({ servers }, entries) {
  const resources = Object.entries(servers).map(([name3, { resource: resource2 }]) => [name3, resource2]);
  return digestText(JSON.stringify([entries.filter(({ kind }) => kind === "issuer" || kind === "introspection"), resources])).slice(0, 16);
}

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
      return isSchemaObject(value) ? Object.entries(value).map(([key2, item]) => [item, [key2]]) : [];
    default:
      return [];
  }
}

// src/compiler/kinds/kind-by-format.ts
var formats = {
  "uri": "url",
  "url": "url",
  "iri": "url",
  // These may be relative, which kind `url` would refuse.
  "uri-reference": "any",
  "iri-reference": "any",
  "uuid": "id",
  "date": "id",
  "date-time": "id",
  "time": "id",
  "duration": "id",
  "email": "id",
  "idn-email": "id",
  "ipv4": "id",
  "ipv6": "id"
};
function kindByFormat(format) {
  return Object.hasOwn(formats, format) ? formats[format] : void 0;
}

// src/compiler/kinds/name-rules.ts
var pathHeads = /^(?:path|pathname|filepath|filename|directory|dir|dirname|folder|workdir|cwd)$/;
var fileWords = /\b(?:files?|file ?names?|directory|directories|folders?)\b/;
var addresses = /\b(?:urls?|https?|web ?pages?|web ?sites?)\b/;
var otherAddresses = /\b(?:dsn|connection|database|db|jdbc|redis|mongodb?|postgres(?:ql)?|mysql|amqp|mqtt|kafka|git|ssh|scp|clone|remote|repo|repository|s3|sftp|ldap|data ur[il]s?|base64|paths?|files?|proxy|resource|patterns?|ids?)\b|\b(?!https?:)[a-z][a-z\d+.-]{1,20}:\/\//;
var shellWords2 = /\b(?:shell|bash|zsh|terminal|powershell|command[ -]line|subprocess)\b/;
var sqlWords = /\b(?:sql|sqlite|postgres|postgresql|mysql|mariadb|mssql|bigquery|snowflake|duckdb|clickhouse)\b/;
var otherLanguages = /\b(?:graphql|cypher|sparql|mongo|mongodb|mongosh|redis|elasticsearch|lucene|jql|cql|kql|promql|logql|influxql|jsonpath|xpath|regex|regular expressions?|css selectors?)\b/;
var notQueries = /\b(?:graphql|cypher|sparql|mongodb?|redis|elasticsearch|lucene|jql|cql|kql|promql|logql|notion|natural language|plain english|semantic|search)\b/;
var codes = /\b(?:country|currency|postal|zip|status|error|language|lang|airport|iata|icao|iso|promo|coupon|discount)\b/;
var notProgram = /\b(?:country|currency|postal|zip|status|error|language|lang|airport|iata|icao|iso|promo|coupon|discount|auth|authorization|oauth|verification|otp|area|dial|color|stock|product|region|state|exit|invite|access|ticker|paths?|names?|shell)\b/;
var notText = /\b(?:path (?:to|of|or)|(?:or|a|an) (?:file ?)?path|ur[il]s?|base64|json|xpath|selector|sql|shell|terminal|bash|commands?|execute[ds]?|eval|regex|script|keystrokes?)\b/;
var runningTools = /\b(?:shell|terminal|bash|command|exec|execute|eval|sql|script|tmux)\b/;
var nameRules = [
  // 1. Where something lies.
  { kind: "path", heads: pathHeads, nearSign: fileWords, unless: /\b(?:ur[il]s?|https?|xpath|json ?path|json pointer)\b/ },
  {
    kind: "path",
    heads: pathHeads,
    unless: /\b(?:ur[il]s?|https?|api|endpoint|route|json|x|xpath|xml|css|svg|property|object|fields?|keys?|class|module|import|secrets?|vault|learning|career|ids?|query|mailbox)\b/,
    toolUnless: /\b(?:api|https?|request|rest|graphql|ur[il]s?|secrets?|vault)\b/
  },
  { kind: "path", heads: /^file$/, unless: /\b(?:contents?|base64|ids?|ur[il]s?|https?|upload|data|blob|binary|bytes|text|buffer|keys?|types?)\b/ },
  {
    kind: "path",
    heads: /^(?:source|src|destination|dest|dst|target|output|input|root|location)$/,
    nearSign: /\b(?:file ?paths?|paths?|directory|directories|folders?|files?|file ?names?)\b/,
    unless: /\b(?:ur[il]s?|https?|contents?|text|base64|code|language|branch|commit|json|formats?)\b/
  },
  { kind: "path", heads: /^name$/, nearSign: /^(?:[a-z]+ )?(?:file|folder|directory|dir)$|^(?:the )?name of the (?:output |input |new )?(?:file|folder|directory)\b/, unless: /\b(?:ur[il]s?|contents?)\b/ },
  // 2. What is fetched.
  { kind: "url", heads: /^(?:url|href|website|webhook|permalink)$/, unless: otherAddresses, toolUnless: /\b(?:git|clone|database|db)\b/ },
  { kind: "url", heads: /^(?:uri|link|endpoint|site|page|src|image|source|redirect|callback|feed)$/, nearSign: addresses, unless: otherAddresses, toolUnless: /\b(?:git|clone|database|db|resource)\b/ },
  // 3. What runs: two signs each, for their rules let pass what an injection elsewhere is made of.
  { kind: "command", heads: /^(?:command|cmd|commandline)$/, sign: shellWords2, unless: otherLanguages },
  {
    kind: "command",
    heads: /^(?:command|cmd|commandline)$/,
    nearSign: /\b(?:exec|execute|executes|executed|run|runs|console|cli|kubectl|process|ssh)\b/,
    unless: /\b(?:graphql|cypher|mongo|mongodb|mongosh|redis|sql|slash|voice|editor|browser|javascript|python|chat|bot|game|minecraft|robot|device|home|mqtt|gdb|vim|lights?)\b/,
    toolUnless: /\b(?:mongo|mongosh|redis|sql|slash|voice|editor|browser|chat|bot|game|minecraft|robot|device|home|mqtt|gdb|vim)\b/
  },
  { kind: "command", heads: /^script$/, sign: shellWords2, unless: /\b(?:javascript|python|browser|page|sql|applescript)\b/, toolUnless: /\b(?:javascript|python|browser|page|sql|applescript)\b/ },
  { kind: "command", heads: /^(?:shell|bash|sh|powershell)$/, nearSign: /\b(?:commands?|scripts?)\b/, unless: /\b(?:to use|which|default)\b/ },
  { kind: "sql", heads: /^sql$/, sign: /\b(?:query|queries|statements?|database|db|tables?|select|execute)\b/, unless: otherLanguages },
  { kind: "sql", heads: /^(?:query|statement)$/, sign: sqlWords, unless: notQueries, toolUnless: notQueries },
  {
    kind: "code",
    heads: /^(?:code|script|snippet|function|expression|javascript|js|typescript|python)$/,
    nearSign: /\b(?:javascript|typescript|python|node\.?js|source code|source|snippets?|programs?|jupyter|notebook|playwright|puppeteer|sandbox|repl|interpreter|lint|refactor)\b|\/\* code \*\//,
    unless: notProgram
  },
  { kind: "code", heads: /^(?:code|snippet)$/, nearSign: /\b(?:execute|executes|exec|run|evaluate|eval|compile)\b/, unless: notProgram },
  { kind: "code", heads: /^(?:javascript|js|typescript|python)$/, nearSign: /\b(?:code|scripts?|execute|executes|exec|run|evaluate|eval)\b/, unless: notProgram },
  // What is written to a file is for no interpreter.
  { kind: "code", heads: /^(?:content|text|string|str)$/, nearSign: /\b(?:write|append|save|insert) (?:to|into|in) (?:the|a) (?:new )?files?\b|\bcontents? of the (?:new )?file\b/, unless: /\b(?:ur[il]s?|base64|commit|title|type)\b/ },
  {
    kind: "code",
    heads: /^(?:content|text|string|str)$/,
    toolSigns: [/\b(?:write|create|edit|append|insert|replace|update|save|put|push|overwrite|modify)\b/, /\bfiles?\b/],
    unless: /\b(?:ur[il]s?|base64|commit|title|type)\b/
  },
  // 4. What people or models read.
  {
    kind: "text",
    heads: /^(?:content|text|message|description|desc|prompt|title|comment|summary|note|caption|subject|headline|reason|instruction|question|answer|feedback|bio|reply|markdown|observation|insight|abstract|excerpt|paragraph|sentence)$/,
    unless: notText,
    toolUnless: runningTools
  },
  { kind: "text", heads: /^body$/, unless: /\b(?:https?|request|payload|json|xml|graphql|base64|ur[il]s?)\b/, toolUnless: /\b(?:https?|fetch|api|webhook|curl|graphql|rest)\b|^(?:http |send |make |raw )?request$/ },
  {
    kind: "text",
    heads: /^(?:query|q|search|keyword|term|phrase)$/,
    nearSign: /\b(?:search|searches|searching|find|keywords?|natural language)\b/,
    unless: /\b(?:sql|graphql|cypher|sparql|mongodb?|redis|elasticsearch|lucene|jql|cql|kql|promql|logql|xpath|regex|regular expression|selector|ur[il]s?|paths?|globs?)\b/,
    toolUnless: /\b(?:sql|graphql|cypher|sparql|mongo|mongodb|redis|jql|cql|ur[il]s?|paths?)\b/
  },
  // 5. What something is called by.
  { kind: "id", heads: /^code$/, nearSign: codes },
  {
    kind: "id",
    heads: /^name$/,
    nearSign: /\b(?:branch|repo|repository|user|table|tag|remote|service|pod|bucket|index|collection|container|database|db|schema|column|namespace|package|organization|org|owner|cluster|deployment|node|region|queue)$/,
    unless: /\b(?:ur[il]s?|full|display)\b/
  },
  { kind: "id", heads: /^(?:key|number)$/, nearSign: /\b(?:issue|project|epic|ticket|board|parent|pull|pr|order|invoice|account|build|serial)$/ },
  { kind: "id", heads: /^(?:target|base|head|revision|start|end|from|to|source|since)$/, nearSign: /\b(?:branch|branches|commits?|revisions?)\b/, unless: /\b(?:ur[il]s?|paths?|files?|directory|folders?|messages?)\b/ },
  { kind: "id", heads: /^(?:id|uuid|guid|slug|sha|branch|username|timezone|tz|locale|currency|timestamp|ts|datetime|isbn|doi|cursor)$/, unless: /\b(?:ur[il]s?|https?|path (?:to|of|or)|json|sql)\b/ },
  {
    kind: "id",
    heads: /^(?:ref|commit|tag|repo|repository|owner|org|organization|organisation|login|user|assignee|reviewer|email|namespace|ticker|hash|version|handle|identifier|date|country|region|language|lang|bucket|pod|column|channel)$/,
    unless: /\b(?:ur[il]s?|https?|paths?|directory|folder|clone|json|sql|contents?|messages?|prompt|questions?|text|queries|query|markdown)\b/
  }
];

// src/compiler/kinds/infer-kind.ts
var byDescription = [
  ["path", /^(?:(?:the|a|an|full|absolute|relative|local|optional|output|input) ){0,4}(?:file ?|directory |folder )?paths? (?:to|of|where) (?:(?:the|a|an|local|output|input) ){0,3}[a-z]* ?(?:files?|directory|directories|folders?)\b/],
  ["url", /^(?:(?:the|a|an|full|absolute|optional|target|https?) ){0,4}urls?\b(?! (?:path|or|pattern|encoded))/],
  ["id", /^(?:(?:the|a|an|optional|unique) ){0,3}(?:[a-z]{1,20} ){0,2}(?:ids?|identifiers?|uuids?)\b(?! (?:or|and))/]
];
var otherScheme = /\bdata ur[il]|\b(?!https?:)[a-z][a-z\d+.-]{1,20}:\/\/|\b(?:resource|connection|database|git|ssh|s3)\b/;
function inferKind(text, format) {
  const byFormat = format === void 0 ? void 0 : kindByFormat(format);
  if (byFormat !== void 0) return byFormat === "any" || maybeOtherScheme(byFormat, text) ? void 0 : { kind: byFormat, from: `format \`${String(format)}\`` };
  const rules4 = nameRules.filter(({ heads }) => heads.test(text.head));
  for (const rule of rules4) {
    const signs = findSigns(text, rule);
    if (signs !== void 0) return { kind: rule.kind, from: ["name", ...signs].join(" and ") };
  }
  if (rules4.length > 0) return void 0;
  const [kind] = byDescription.find(([, pattern]) => pattern.test(text.description)) ?? [];
  return kind === void 0 || maybeOtherScheme(kind, text) ? void 0 : { kind, from: "description" };
}
function maybeOtherScheme(kind, { head, words: words3, description }) {
  return kind === "url" && (otherScheme.test(`${words3} ${head}`) || otherScheme.test(description));
}
function findSigns({ words: words3, description, tool: tool2 }, { sign: sign2, nearSign, toolSigns, unless, toolUnless }) {
  if (unless !== void 0 && (unless.test(words3) || unless.test(description))) return void 0;
  if (toolUnless?.test(tool2.name)) return void 0;
  if (toolSigns !== void 0) return toolSigns.every((one) => one.test(tool2.name)) ? ["tool name"] : void 0;
  const needed2 = sign2 ?? nearSign;
  if (needed2 === void 0 || needed2.test(words3)) return [];
  if (needed2.test(description)) return ["description"];
  if (needed2.test(tool2.name)) return ["tool name"];
  return sign2?.test(tool2.description) ? ["tool description"] : void 0;
}

// src/compiler/kinds/named-text.ts
var longestDescription = 400;
function describeTool(name3, description) {
  return { name: wordsOf2(name3).join(" "), description: plainText(description) };
}
function describeText(name3, description, tool2) {
  const words3 = wordsOf2(name3);
  return { head: singularOf(words3.at(-1) ?? ""), words: words3.slice(0, -1).join(" "), description: plainText(description), tool: tool2 };
}
function plainText(description) {
  return typeof description === "string" ? description.slice(0, longestDescription).toLowerCase() : "";
}

// src/compiler/kinds/text-schema.ts
var mostTexts = 32;
var mostSchemas = 256;
function findTexts(argument5, schema, root) {
  const texts3 = [];
  let looked = 0;
  const visit3 = (node, name3, told) => {
    if (!isSchemaObject(node) || ++looked > mostSchemas || texts3.length > mostTexts) return false;
    if ("enum" in node || "const" in node) return true;
    const own2 = node["description"];
    const description = typeof own2 === "string" ? `${told} ${own2.slice(0, longestDescription)}`.trim().slice(0, longestDescription) : told;
    const inner = (part) => visit3(part, name3, description);
    if ("$ref" in node) return saysOnly(node, "$ref") && inner(resolve3(node["$ref"], root));
    const combined = Object.keys(node).find(combines);
    if (combined !== void 0) {
      const branches = node[combined];
      return /^(?:any|one|all)Of$/.test(combined) && saysOnly(node, combined, "type") && Array.isArray(branches) && branches.every((branch) => inner(branch));
    }
    return [...new Set([node["type"]].flat())].every((type) => {
      switch (type) {
        case "string":
          texts3.push({ name: name3, format: typeof node["format"] === "string" ? node["format"] : void 0, description });
          return !("contentEncoding" in node);
        case "array":
          return !("prefixItems" in node) && inner(node["items"]);
        case "object":
          return isClosed(node) && Object.entries(propertiesOf(node)).every(([key2, part]) => visit3(part, `${name3}_${key2}`, ""));
        default:
          return type === "number" || type === "integer" || type === "boolean" || type === "null";
      }
    });
  };
  return visit3(schema, argument5, "") ? texts3 : void 0;
}
function combines(keyword) {
  return keyword === "dependencies" || keywordKinds.get(keyword)?.startsWith("inPlace") === true;
}
function saysOnly(node, ...keywords) {
  return Object.keys(node).every((keyword) => keywords.includes(keyword) || annotationKeywords.has(keyword));
}
function isClosed(node) {
  const keywords = Object.keys(node);
  const opens = keywords.some((keyword) => keyword === "$ref" || keyword === "patternProperties" || keyword === "unevaluatedProperties" || combines(keyword));
  return !opens && (node["additionalProperties"] ?? false) === false;
}
function propertiesOf(node) {
  return isSchemaObject(node["properties"]) ? node["properties"] : {};
}
function resolve3(ref, root) {
  const [, table, name3] = typeof ref === "string" ? /^#\/(\$defs|definitions)\/([^/%~]+)$/.exec(ref) ?? [] : [];
  const definitions = table === void 0 ? void 0 : root[table];
  return name3 !== void 0 && isSchemaObject(definitions) && Object.hasOwn(definitions, name3) ? definitions[name3] : void 0;
}

// src/compiler/kinds/infer-argument.ts
function inferArgument(name3, schema, root, tool2) {
  const texts3 = findTexts(name3, schema, root);
  if (texts3?.length === 0) return "no text";
  const inferences = texts3?.map((text) => inferKind(describeText(text.name, text.description, tool2), text.format)) ?? [];
  const [first] = inferences;
  return inferences.every((inference) => inference?.kind === first?.kind) ? first : void 0;
}

// src/compiler/kinds/infer-kinds.ts
function inferKinds(policy, pinnings) {
  const servers = Object.entries(policy.servers).flatMap(([name3, server2]) => {
    const pinning = server2.infer_kinds ?? policy.infer_kinds ?? true ? pinnings.get(name3) : void 0;
    return pinning === void 0 ? [] : [[name3, inferServer(server2, pinning)]];
  });
  return new Map(servers);
}
function inferServer(server2, { pins: pins2, schemas }) {
  const tools = Object.entries(server2.tools ?? {}).flatMap(([name3, tool2]) => {
    const descriptor = schemas.has(name3) ? pins2.tools[name3]?.descriptor : void 0;
    return descriptor === void 0 ? [] : [[name3, inferTool(name3, tool2, descriptor)]];
  });
  return new Map(tools);
}
function inferTool(name3, tool2, descriptor) {
  const root = descriptor["inputSchema"];
  if (!isSchemaObject(root)) return { arguments: {}, isClosed: false };
  const described = describeTool(name3, descriptor["description"]);
  const open3 = Object.entries(propertiesOf(root)).filter(([argument5]) => isOpen(tool2, argument5));
  return {
    arguments: Object.fromEntries(open3.map(([argument5, schema]) => [argument5, inferArgument(argument5, schema, root, described)])),
    isClosed: isClosed(root)
  };
}
function isOpen({ arguments: listed }, argument5) {
  if (listed === void 0) return true;
  const rules4 = Object.hasOwn(listed, argument5) ? listed[argument5] : void 0;
  return rules4 !== void 0 && rules4.kind === void 0 && rules4.enum === void 0;
}

// src/compiler/describe-fetches.ts
function describeFetches({ jwt = [], introspection } = {}) {
  const keys = jwt.flatMap(({ jwks }) => jwks === void 0 ? [] : [jwks]);
  if (introspection === void 0) return keys.length === 0 ? void 0 : { urls: keys };
  const { url: url2, client_secret_file: file, client_secret_env: env = "" } = introspection;
  return { urls: [...keys, url2], secret: file === void 0 ? { env } : { file } };
}

// src/compiler/describe-modes.ts
function describeModes(policy) {
  return Object.entries(policy.servers).flatMap(([server2, source]) => {
    const levels = [policy.rules, source.rules];
    return [
      ...describe2({ server: server2 }, {}, levels, "any"),
      ...Object.entries(source.tools ?? {}).flatMap(([tool2, own2]) => own2.enabled === false ? [] : describe2({ server: server2, tool: tool2 }, own2, levels, "any")),
      ...Object.entries(source.prompts ?? {}).flatMap(([prompt2, own2]) => describe2({ server: server2, prompt: prompt2 }, own2, levels, "text"))
    ];
  });
}
function describe2(what, own2, farther2, usual) {
  const levels = [...farther2, own2.rules];
  const { modes } = resolveModes(levels);
  const listed = Object.entries(own2.arguments ?? {}).flatMap(([argument5, { rules: rules4, kind = usual }]) => {
    const { modes: its } = resolveArgumentModes(levels, rules4, kind);
    return its === void 0 ? [] : [{ ...what, argument: argument5, modes: its }];
  });
  return [...modes === void 0 ? [] : [{ ...what, modes }], ...listed];
}

// src/compiler/describe-tools.ts
function describeTools(server2, inferred) {
  const enabled = Object.entries(server2.tools ?? {}).filter(([, tool2]) => tool2.enabled !== false);
  return enabled.map(([name3, tool2]) => describeTool2(name3, tool2, inferred?.get(name3)));
}
function describeTool2(name3, { arguments: listed }, pinned) {
  const inferred = pinned?.arguments ?? {};
  const described = Object.keys(listed ?? inferred).map((argument5) => {
    const inference = Object.hasOwn(inferred, argument5) ? inferred[argument5] : void 0;
    if (inference === "no text") return { name: argument5, kind: "any", takesText: false };
    if (inference !== void 0) return { name: argument5, kind: inference.kind, inferredFrom: inference.from };
    return { name: argument5, kind: listed?.[argument5]?.kind ?? "any" };
  });
  return { name: name3, arguments: described, others: listed !== void 0 || pinned?.isClosed === true ? "denied" : "any" };
}

// src/compiler/when/describe-when.ts
function describeConditions({ servers }) {
  return Object.entries(servers).flatMap(([server2, { when: when2, tools = {}, prompts = {}, resources = [] }]) => [
    ...describe3({ server: server2 }, when2),
    ...Object.entries(tools).flatMap(([tool2, own2]) => own2.enabled === false ? [] : describe3({ server: server2, tool: tool2 }, own2.when, own2.arguments)),
    ...Object.entries(prompts).flatMap(([prompt2, own2]) => describe3({ server: server2, prompt: prompt2 }, own2.when, own2.arguments)),
    ...resources.flatMap(({ uri, when: own2 }) => describe3({ server: server2, resource: uri }, own2))
  ]);
}
function describe3(what, { networks, times, client_certificate: certificate } = {}, args = {}) {
  const conditions = [
    ...networks === void 0 ? [] : [`from ${networks.join(", ")}`],
    ...times === void 0 ? [] : [times.map(describeTime).join(" or ")],
    ...certificate === void 0 ? [] : ["client certificate"],
    ...Object.entries(args).flatMap(([name3, { equals }]) => equals === void 0 ? [] : [`${name3} = ${equals}`])
  ];
  return conditions.length === 0 ? [] : [{ ...what, conditions }];
}
function describeTime(time2) {
  const { days: days2 = ["mon-sun"], from, to, zone } = completeTime(time2);
  return `${days2.join(",")} ${from}-${to} ${zone}`;
}

// src/compiler/describe-policy.ts
var configuredWays = ["mtls", "basic", "auth_request"];
function describePolicy(policy, roles3, inferred, roleHeader) {
  const servers = Object.entries(policy.servers);
  const conditions = describeConditions(policy);
  const fetches4 = describeFetches(policy.identity);
  const configured = configuredWays.filter((way) => policy.identity?.[way] !== void 0);
  const keyHeader = policy.identity?.api_keys && keyHeaderOf(policy.identity.api_keys);
  return {
    mode: policy.mode ?? "enforce",
    ...roleHeader !== void 0 && { roleHeader },
    servers: servers.map(([name3, server2]) => describeServer(policy, name3, server2, inferred)),
    roles: roles3.names.map((name3) => ({
      name: name3,
      inherits: policy.roles[name3]?.inherits ?? [],
      grants: servers.map(([server2, source]) => describeGrant(server2, source, name3, roles3)).filter(isGrant)
    })),
    rules: describeModes(policy),
    ...conditions.length > 0 && { conditions },
    ...keyHeader !== void 0 && !keyHeaders.includes(keyHeader) && { keyHeader },
    ...configured.length > 0 && { configured },
    ...fetches4 && { fetches: fetches4 }
  };
}
function describeServer(policy, name3, server2, inferred) {
  const { external } = resolveExternal(policy, server2);
  return {
    name: name3,
    upstream: server2.upstream,
    paths: resolvePaths(server2).map(({ path: path2 }) => path2),
    tools: describeTools(server2, inferred.get(name3)),
    ...external && { decisions: external.location }
  };
}
function describeGrant(server2, source, role, roles3) {
  const may = ({ roles: granted = [] }) => roles3.expand(granted).includes(role);
  const names6 = (table = {}) => Object.entries(table).flatMap(([name3, item]) => may(item) ? [name3] : []);
  const enabled = Object.fromEntries(Object.entries(source.tools ?? {}).filter(([, tool2]) => tool2.enabled !== false));
  return {
    server: server2,
    tools: names6(enabled),
    prompts: names6(source.prompts),
    resources: (source.resources ?? []).filter(may).map(({ uri }) => uri),
    methods: names6(source.methods)
  };
}
function isGrant({ tools, prompts, resources, methods: methods2 }) {
  return [tools, prompts, resources, methods2].some((names6) => names6.length > 0);
}

// src/compiler/keys/key-entries.ts
function buildKeyEntries({ keys }) {
  return keys.map(({ id, name: name3, role, salt, hash, expires }) => {
    const entry = { who: identify("api_keys", role, name3), salt, hash, ...expires !== void 0 && { expires: Date.parse(expires) / 1e3 } };
    return { kind: "key", server: "", name: id, entry };
  });
}

// src/compiler/keys/check-keys.ts
var day2 = 864e5;
var soon = 14 * day2;
function checkKeys({ keys }, roles3, now, report) {
  for (const [index, { name: name3, role, id, expires }] of keys.entries()) {
    if (!roles3.names.includes(role)) report({ severity: "error", path: ["keys", index, "role"], message: `there is no role \`${role}\`, which the key ${id} of \`${name3}\` has`, hint: hintAt(role, roles3.names, "roles") });
    const left = expires === void 0 ? soon : Date.parse(expires) - now;
    if (left >= soon) continue;
    const message = left <= 0 ? `the key ${id} of \`${name3}\` has expired` : `the key ${id} of \`${name3}\` expires in ${Math.ceil(left / day2)} days`;
    const hint4 = left <= 0 ? `remove it: \`portcullis key remove ${id}\`` : `make the next: \`portcullis key add ${name3} --role ${role}\``;
    report({ severity: "warning", path: ["keys", index, "expires"], message, hint: hint4 });
  }
}

// src/compiler/introspection/introspection-entry.ts
var standard4 = introspectionSchema.properties;
var timeout = 3e3;
function buildIntrospectionEntries({ introspection, jwt }, roles3, resources, wanted) {
  if (introspection === void 0) return [];
  const { url: url2, client_id: client, client_secret_file: file, client_secret_env: env = "", cache = standard4.cache.default } = introspection;
  const entry = {
    url: url2,
    client,
    secret: file === void 0 ? { env } : { file },
    timeout,
    ...expectedOf(introspection, resources),
    mapping: mappingOf(introspection, roles3, wanted),
    cache: readDuration(cache) ?? 0,
    ...jwt && { beside: true }
  };
  return [{ kind: "introspection", server: "", name: "", entry }];
}

// src/compiler/read-yaml.ts
import { LineCounter, parseAllDocuments } from "yaml";

// src/compiler/yaml-faults.ts
import { isScalar, visit as visit2 } from "yaml";
var hints = {
  TAB_AS_INDENT: "indent with spaces",
  BAD_INDENT: "line the key up with its siblings",
  TAG_RESOLVE_FAILED: "remove the tag: a policy needs none",
  MISSING_CHAR: "close what was opened: a quote, a bracket or a brace"
};
function findYamlFaults(documents, at) {
  const [first, second] = documents;
  if (first === void 0) return [];
  const faults2 = [...first.errors, ...first.warnings].map((fault3) => ({
    message: fault3.message.replace(/\.$/, ""),
    hint: hints[fault3.code] ?? "correct the YAML",
    ...at(fault3.pos[0])
  }));
  if (second !== void 0) {
    const place = at(second.range?.[0] ?? 0);
    faults2.push({ message: "the file holds more than one YAML document", hint: "one policy a file: remove everything from `---` on", ...place });
  }
  visit2(first, {
    Pair: (_, pair) => {
      if (isScalar(pair.key) && pair.key.value !== null) return;
      const place = at(findStart(pair.key) ?? findStart(pair.value) ?? 0);
      faults2.push({ message: "a key is not plain text", hint: "write keys as names, in quotes where they hold special characters", ...place });
    },
    Map: (_, map) => {
      const seen = /* @__PURE__ */ new Set();
      for (const { key: key2 } of map.items) {
        if (!isScalar(key2)) continue;
        const name3 = String(key2.value);
        if (seen.has(name3)) faults2.push({ message: `the key \`${name3}\` stands here twice`, hint: "keep one of the two: which one was meant cannot be known", ...at(findStart(key2) ?? 0) });
        seen.add(name3);
      }
    }
  });
  return faults2;
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
    const start2 = (pointAtKey ? void 0 : rangeStart(child)) ?? rangeStart(pair?.key);
    if (start2 === void 0) break;
    offset = start2;
    node = child;
  }
  return offset;
}
function isPairOf(item, step) {
  const key2 = typeof item === "object" && item !== null && "key" in item ? item.key : void 0;
  return isScalar2(key2) && String(key2.value) === String(step);
}
function rangeStart(node) {
  return node?.range?.[0];
}

// src/compiler/read-yaml.ts
var maxAliases = 100;
function readYaml(source) {
  const lines2 = new LineCounter();
  const start2 = { line: 1, column: 1 };
  const failed = (message, hint4, place = start2) => ({
    value: void 0,
    faults: [{ message, hint: hint4, ...place }],
    locate: () => start2
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
    const faults2 = findYamlFaults(documents, at);
    const locate = (path2, atKey) => at(findOffset(document, path2, atKey));
    return { value: faults2.length > 0 ? void 0 : document.toJS({ maxAliasCount: maxAliases }), faults: faults2, locate };
  } catch (error) {
    const deep = error instanceof RangeError || error instanceof Error && error.name === "InternalError";
    return deep ? failed("the file is nested too deeply to be a policy", "a policy has fewer than ten levels") : failed(`the file cannot be read as YAML: ${error instanceof Error ? error.message : "unknown fault"}`, "spell repeated parts out instead of using aliases");
  }
}
function placeOf(source, offset) {
  const before2 = source.slice(0, offset).split("\n");
  return { line: before2.length, column: (before2.at(-1) ?? "").length + 1 };
}

// src/compiler/jwt/base64url.ts
var alphabet2 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
function decodeBase64Url(text) {
  if (text.length % 4 === 1 || !/^[A-Za-z0-9_-]+$/.test(text)) return void 0;
  const bytes = [];
  let bits = 0;
  let held = 0;
  for (const digit of text) {
    bits = bits << 6 | alphabet2.indexOf(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push(bits >> held);
    bits &= (1 << held) - 1;
  }
  return bits === 0 ? Uint8Array.from(bytes) : void 0;
}

// src/compiler/jwt/read-key-set.ts
var harmless = /* @__PURE__ */ new Set(["use", "type", "algorithm"]);
var faults = {
  form: "is no JWK",
  kid: "has a `kid` that cannot be logged",
  type: "has a type or curve that no algorithm here uses",
  use: "is not for signatures",
  algorithm: "is for none of the algorithms",
  private: "is private or symmetric: whoever reads the file can make tokens",
  size: "has less than 2048 bits, or more than 8192",
  exponent: "has an exponent that is even, small or large",
  duplicate: "has the `kid` of another one"
};
function readPinnedKeys(text, allowed, report) {
  const { value, faults: [broken] } = readYaml(text);
  const set = broken === void 0 && text.trimStart().startsWith("{") ? readKeySet(value, { bytes: decodeBase64Url }, allowed) : "json";
  if (typeof set === "string") {
    report({ severity: "error", path: [], message: "the file is not a JWK Set", hint: 'save what the issuer has at its `jwks_uri`: {"keys": [...]}' });
    return void 0;
  }
  const { keys, left } = set;
  for (const { at, fault: fault3 } of left) {
    const severity = harmless.has(fault3) ? "warning" : "error";
    report({ severity, path: ["keys", at], message: `this key ${faults[fault3]}`, hint: fault3 === "private" ? "keep its public members alone, and make a new key: this one is known now" : "leave it out" });
  }
  if (keys.length > 0 && keys.every(({ jwk }) => jwk.kty === "OKP")) {
    report({ severity: "warning", path: ["keys"], message: "all keys are of Ed25519, which nginx's module of njs 1.0.2 does not have: no token counts", hint: "have the issuer sign with ES256, or try yours: docs/jwt.md#the-engine" });
  }
  if (keys.length === 0) report({ severity: "error", path: ["keys"], message: "no key here can verify tokens", hint: "docs/jwt.md#keys" });
  return keys.length === 0 ? void 0 : keys;
}

// src/compiler/jwt/read-key-sets.ts
function readKeySets(issuers, read2, report) {
  return (issuers ?? []).flatMap(({ keys_file: file, algorithms: algorithms2 }, at) => {
    if (file === void 0) return [];
    try {
      const text = read2(file);
      const findings = [];
      return [{ at, file, text, keys: readPinnedKeys(text, algorithms2, (finding) => findings.push(finding)), findings }];
    } catch (error) {
      const reason = error instanceof Error ? error.message : "unknown fault";
      report({ severity: "error", path: ["identity", "jwt", at, "keys_file"], message: `cannot read the keys in ${file}: ${reason}`, hint: "save what the issuer has at its `jwks_uri` there, beside the policy" });
      return [];
    }
  });
}

// src/compiler/lock/read-lock.ts
import { Ajv2020 as Ajv20203 } from "ajv/dist/2020.js";

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
  const hashes = text.includes("#");
  const dashes = text.includes("--") && /--[^\s\0-\x1f]/.test(text);
  const commented = text.includes("/*");
  const versions2 = commented && /\/\*m?!/.test(text);
  const nests = commented && nested2.test(text);
  const tags2 = text.includes("$") && /\$\w*\$/.test(text);
  const brackets2 = text.includes("q'");
  const bracketNames = text.includes("[") && /\[(?![\w $.]{1,60}\])/.test(text);
  const kept = dialects.map(
    (one) => ({
      escapes: one.escapes === "all" ? escapes2 ? "all" : void 0 : one.escapes === "marked" && marked ? "marked" : void 0,
      hashes: one.hashes === true && hashes,
      spacedDashes: one.spacedDashes === true && dashes,
      versions: one.versions === true && versions2,
      nests: one.nests === true && nests,
      tags: one.tags === true && tags2,
      brackets: one.brackets === true && brackets2,
      bracketNames: one.bracketNames === true && bracketNames
    })
  );
  return [...new Map(kept.map((one) => [JSON.stringify(one), one])).values()];
}

// src/core/inspect/sql-code.ts
var mostRead2 = 81920;
var mostTokens2 = 3e3;
var telling4 = /^'(?:(c|java|javascript|plpython\w{0,2}|plperlu|pltclu|plsh|plr|lua|r)'|(?:s3|gs|gcs|azure|abfss?|https?):)/;
function sqlCode(text) {
  const lower = text.trim().toLowerCase();
  const dialects3 = dialectsFor(lower);
  if (lower.length * dialects3.length > mostRead2) return void 0;
  const budget = { tokens: mostTokens2 };
  const readings = /* @__PURE__ */ new Set();
  for (const dialect of dialects3) {
    const code = read(lower, dialect, budget);
    if (budget.tokens < 0) return void 0;
    readings.add(code);
  }
  return [...readings];
}
function read(text, dialect, budget) {
  const next = /(?=['"`[#*/$\x01-\x08\x0e-\x1f-])(?:['"`[#]|--|\/\*|\*\/|\$\w*\$|[^*/$-])/g;
  const parts = [];
  let kept = 0;
  for (let found = next.exec(text); found !== null && --budget.tokens >= 0; found = next.exec(text)) {
    const mark = found[0];
    const at = found.index;
    const end3 = endOf(text, at, mark, dialect, budget);
    if (end3 === void 0) {
      next.lastIndex = at + 1;
      continue;
    }
    parts.push(text.slice(kept, at), replacement(text, at, end3, mark));
    kept = end3;
    next.lastIndex = end3;
  }
  return parts.join("") + text.slice(kept);
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
function endOfEscaped(text, at, quote6) {
  const body = quote6 === "'" ? /[^'\\]*(?:\\[^][^'\\]*)*/y : quote6 === '"' ? /[^"\\]*(?:\\[^][^"\\]*)*/y : /[^`\\]*(?:\\[^][^`\\]*)*/y;
  body.lastIndex = at + 1;
  body.test(text);
  return Math.min(text.length, body.lastIndex + 1);
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
  const end3 = text.indexOf("\n", at);
  return end3 < 0 ? text.length : end3;
}
function endAfter(text, what, from) {
  const end3 = text.indexOf(what, from);
  return end3 < 0 ? text.length : end3 + what.length;
}
function replacement(text, at, end3, mark) {
  switch (mark) {
    case "'":
      return stringFor(telling4.exec(text.slice(at, at + 16)));
    case '"':
    case "`":
    case "[":
      if (mark === '"' && text.startsWith("u&", at - 2)) return '""';
      return end3 - at < 64 && /^.[\w$.]{1,60}.$/.test(text.slice(at, end3)) ? text.slice(at + 1, end3 - 1) : "''";
    default:
      return mark.startsWith("$") ? "$$" : " ";
  }
}
function stringFor(found) {
  if (found === null) return "''";
  return found[1] === void 0 ? "'url'" : "'language'";
}

// src/core/inspect/sql-statement-dangers.ts
var string = String.raw`\s*(?:(?:e|n|u&)?'(?!url')|\$\w*\$)`;
var copy = { word: "copy", form: /\bcopy\b(?!\s*into\b)/g };
var copiesProgram = new RegExp(String.raw`\bprogram${string}`);
var copiesFile = new RegExp(String.raw`\b(?:from|to)${string}`);
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
function hasStatement(code, { word, form: form3 }, what) {
  if (!code.includes(word)) return false;
  form3.lastIndex = 0;
  for (let count = 0, found = form3.exec(code); found !== null; found = form3.exec(code)) {
    const semicolon = code.indexOf(";", found.index);
    const end3 = semicolon < 0 ? code.length : semicolon;
    if (++count > mostStatements || what.test(code.slice(found.index, end3))) return true;
    form3.lastIndex = end3;
  }
  return false;
}

// src/core/inspect/sql-danger-forms.ts
var string2 = String.raw`(?:(?:e|n|u&)?'|\$\w*\$)`;
function onLine2(command) {
  const begin = command.slice(0, 2);
  return String.raw`${begin}(?<=(?:^|\n)\.${begin})${command.slice(2)}\b`;
}
var executes2 = [
  String.raw`xp_(?:cmdshell|reg[a-z]|servicecontrol|availablemedia|terminate_process|loginconfig)`,
  String.raw`sp_(?:oa[a-z]{3}|configure\b|execute_external_script|executesql|prep(?:are|exec)|cursor(?:open|prep)|msforeach|add(?:extendedproc|linkedserver|_job)|start_job)`,
  String.raw`sys_(?:exec|eval|bineval)\s*\(`,
  `soname\\s*${string2}`,
  String.raw`language\s*(?:'language'|(?:c|java|javascript|plpython\w{0,2}|plperlu|pltclu|plsh|plr|lua|r)\b)`,
  String.raw`create\s+(?:(?:or\s+replace\s+)?(?:and\s+(?:compile|resolve)\s+)?java\b|assembly\b|extension\s+(?:if\s+not\s+exists\s+)?(?:pl(?!pgsql)\w|dblink|file_fdw|adminpack|lo\b|http\b))`,
  String.raw`dbms_(?:scheduler|job|java\w*|xslprocessor|advisor|ldap|sql|sys_sql|xmlgen|xmlquery)\s*\.`,
  String.raw`utl_(?:http|tcp|smtp|inaddr|mail)\s*\.`,
  String.raw`httpuritype\b`,
  String.raw`dblink(?:_\w{1,20})?\s*\(`,
  ...["query", "cursor"].map((what) => String.raw`${what}_to_xml\w{0,20}\s*\(\s*${string2}`),
  `exec(?:ute)?\\s*(?:\\(|${string2}|@\\w+(?!\\w|\\s*=))`,
  String.raw`execute\s+immediate\b`,
  String.raw`do(?:\s*'|\s+(?:e|n|u&)')`,
  String.raw`prepare\s+\S+\s+from\b`,
  String.raw`load_extension\s*\(`,
  String.raw`fts3_tokenizer\s*\(`,
  String.raw`alter\s+system\s+set\b`,
  String.raw`general_log\w{0,9}\s*:?=`,
  String.raw`slow_query_log\w{0,9}\s*:?=`,
  String.raw`u&""`,
  ...["shell", "system", "load"].map(onLine2)
];
var reachesFiles = [
  String.raw`into\s+(?:out|dump)file\b`,
  ...["load_file", String.raw`pg_(?:read_(?:binary_)?file|ls_\w{1,20}|stat_file|file_\w{1,20})`, "lo_(?:im|ex)port", "openrowset", "opendatasource", "readfile", "writefile", "bfilename"].map((name3) => String.raw`${name3}\s*\(`),
  String.raw`load\s+(?:data|xml)\b`,
  String.raw`bulk\s+insert\b`,
  String.raw`utl_file\b`,
  String.raw`attach\s*(?:database\b|')`,
  String.raw`to\s+disk\b`,
  String.raw`overwrite\s+(?:local\s+)?directory\b`,
  String.raw`create\s+(?:or\s+replace\s+)?directory\b`,
  String.raw`xp_(?:dirtree|subdirs|fileexist|fixeddrives)\b`,
  ...["import", "output", "once", "read", "backup", "save"].map(onLine2)
];
var delays = [
  String.raw`sleep\s*\([\s(+-]*(?:[\d@.]|if\b|case\b|select\b|cast\b)`,
  String.raw`pg_sleep(?:_for|_until)?\s*\(`,
  String.raw`benchmark\s*\([\s(+-]*[\d@]`,
  String.raw`waitfor\s+(?:delay|time)\b`,
  String.raw`dbms_(?:pipe\s*\.\s*receive_message|(?:lock|session)\s*\.\s*sleep)\b`,
  String.raw`randomblob\s*\(\s*\d{7}`
];
var object2 = "(?:table|database|schema|view|materialized|index|user|login|role|function|procedure|proc|trigger|tablespace|server|column|partition)";
var destroys2 = [
  String.raw`drop\s+${object2}\b`,
  String.raw`truncate\s+\w`,
  String.raw`grant\s+all\b`,
  String.raw`create\s+(?:user|login|role)\b`,
  String.raw`alter\s+(?:user|login|role)\b`,
  String.raw`revoke\s+\w`,
  String.raw`set\s+password\b`,
  String.raw`shutdown\s*(?:;|$|with\b)`
];
var readsSecrets = [
  String.raw`mysql\s*\.\s*(?:user|global_priv|db)\b`,
  String.raw`pg_(?:shadow|authid|user_mappings?|hba_file_rules)\b`,
  String.raw`sql_logins\b`,
  String.raw`sysx?logins\b`,
  String.raw`authentication_string\b`,
  String.raw`sys\s*\.\s*(?:user(?:_history)?\$|credentials|linked_logins)`,
  String.raw`dba_users\b`,
  String.raw`loginproperty\b`
];

// src/core/inspect/sql-scan.ts
var forms = {
  "sql.execute": executes2,
  "sql.file": reachesFiles,
  "sql.delay": delays,
  "sql.destructive": destroys2,
  "sql.secrets": readsSecrets
};
var rules3 = Object.keys(forms);
var all = Object.values(forms).flat();
var byRule = rules3.map((rule) => ({ rule, form: new RegExp(byFirstLetter(forms[rule]), "y") }));
var anyForm = new RegExp(String.raw`\b(?=[${lettersAt(0)}][${lettersAt(1)}])${byFirstLetter(all)}`, "g");
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
  for (let count = 0, form3 = anyForm.exec(code); form3 !== null; form3 = anyForm.exec(code)) {
    if (++count > mostForms) return new Set(rules3);
    for (const one of byRule) {
      one.form.lastIndex = form3.index;
      if (one.form.test(code)) found.add(one.rule);
    }
    anyForm.lastIndex = form3.index + 1;
  }
  return found;
}

// src/core/inspect/ssrf-reading.ts
var beginsLikeUrl = /(?:(?:url|view-source|feed|jar|blob|uri)[:=])*(?:(?:[a-z][a-z0-9+._-]*:|[/\\])[\t\n\r]*[/\\]|https?:)/iy;
var longestUrl = 8192;
function isUrl(word) {
  const from = word.search(/[^\0- ]/);
  if (from < 0) return false;
  beginsLikeUrl.lastIndex = from;
  return beginsLikeUrl.test(word);
}
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

// src/core/inspect/hidden-instructions.ts
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
      for (const [key2, member] of Object.entries(value)) {
        look(key2, [...path2, key2]);
        visit3(member, [...path2, key2]);
      }
    }
  };
  visit3(descriptor, []);
  return found;
}
function hiddenKinds(text) {
  const kinds2 = [];
  if (bidiText.finds(new Subject(text, "id")) || hasStrayMarks(text)) kinds2.push("bidi");
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

// src/compiler/lock/lock-file.ts
function lockBeside(policy) {
  return besidePolicy(policy, "portcullis.lock.json");
}
function besidePolicy(policy, path2) {
  if (/^(?:[A-Za-z]:)?[\\/]/.test(path2)) return path2;
  return policy.slice(0, Math.max(policy.lastIndexOf("/"), policy.lastIndexOf("\\")) + 1) + path2;
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
      for (const [name3, pin] of Object.entries(pins2[kind])) checkPin(name3, pinNames[kind], pin, ["servers", server2, kind, name3], report);
    }
  }
}
function checkPin(name3, nameKey, { sha256: sha2562, accepted = [], descriptor }, path2, report) {
  const say = (steps, message, hint4) => {
    report({ severity: "error", path: [...path2, ...steps], message, hint: hint4 });
  };
  const again = "undo the edit, or approve the server as it is by `portcullis snapshot`";
  if (descriptor[nameKey] !== name3) say(["descriptor", nameKey], `the descriptor is not that of \`${name3}\``, again);
  const digest = digestDescriptor(descriptor);
  if (digest !== sha2562) say(["sha256"], `the descriptor of \`${name3}\` is not the one that was approved: its SHA-256 is another`, again);
  const hidden = digest === void 0 ? [] : listHidden(descriptor);
  const open3 = hidden.filter((one) => !accepted.includes(one));
  if (open3.length > 0) say(["descriptor"], `the descriptor of \`${name3}\` hides text: ${open3.join(", ")}`, "look at it with `portcullis snapshot --diff`; to pin it all the same, `--accept-hidden`");
}

// src/compiler/lock/sort-keys.ts
function sortKeys(table) {
  return Object.fromEntries(Object.keys(table).sort().map((key2) => [key2, table[key2]]));
}
function mapTable2(table, change) {
  return Object.fromEntries(Object.entries(table).map(([key2, value]) => [key2, change(value)]));
}

// src/compiler/lock/render-lock.ts
var unseen3 = /[\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|\ud834[\udd73-\udd7a]|\udb40[\udc00-\uddef]/g;
function renderLock({ version: version2, servers }) {
  const text = JSON.stringify({ version: version2, servers: sortKeys(mapTable2(servers, orderServer)) }, null, 2);
  return `${text.replace(unseen3, (characters) => characters.replace(/[^]/g, escape2))}
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
var remake2 = "undo the edit, or make it again by `portcullis snapshot`";
function readLock(text, report) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    report({ severity: "error", path: [], message: `the lock file is not JSON: ${error instanceof Error ? error.message : "unknown fault"}`, hint: remake2 });
    return void 0;
  }
  const validate = new Ajv20203({ allErrors: true, strict: false }).compile(lockSchema);
  if (!validate(value)) {
    for (const { instancePath, message = "is not valid" } of validate.errors ?? []) report(fault2(readPointer2(instancePath), `the lock file ${message} here`));
    return void 0;
  }
  const faults2 = [];
  checkPins(value, (finding) => faults2.push(finding));
  if (faults2.length === 0 && withoutBlanks(renderLock(value)) !== withoutBlanks(text)) faults2.push(fault2([], "the lock file is not as it was written: another order, another spelling, or a key twice"));
  faults2.forEach(report);
  return faults2.length === 0 ? value : void 0;
}
function fault2(path2, message) {
  return { severity: "error", path: path2, message, hint: remake2 };
}
function withoutBlanks(text) {
  return text.replace(/\s+/g, "");
}
function readPointer2(pointer) {
  return pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

// src/compiler/schema/compile-schema.ts
import { Ajv2020 as Ajv20204 } from "ajv/dist/2020.js";

// src/compiler/schema/check-keywords.ts
var refShape = /^#(?:\/\$defs\/[^/%~]+)?$/;
function checkKeywords(schema, path2, report) {
  const root = schema;
  const visit3 = (node, at) => {
    if (!isSchemaObject(node)) return;
    for (const [keyword, value] of Object.entries(node)) {
      const here = [...at, keyword];
      const say = (message, hint4) => {
        report({ severity: "error", path: here, message, hint: hint4 });
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
  const name3 = value.slice("#/$defs/".length);
  if (name3 === "" || isSchemaObject(defs) && Object.hasOwn(defs, name3)) return;
  say(`\`${value}\` is not defined`, hintAt(name3, Object.keys(isSchemaObject(defs) ? defs : {}), "definitions"));
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
  for (const pointer of ["#", ...Object.keys(defs).map((name3) => `#/$defs/${name3}`)]) {
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
    const key2 = `${reading} ${pointer}`;
    const known2 = positions.get(key2);
    if (known2 !== void 0) return known2;
    const position = positions.size;
    positions.set(key2, position);
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
    if (reading === "closed" && !(onlyRef && "$ref" in schema)) members.push(...closing3(schema));
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
function closing3(schema) {
  if ("additionalProperties" in schema || "unevaluatedProperties" in schema || "enum" in schema || "const" in schema) return [];
  const types = schema["type"];
  if (types !== void 0 && ![types].flat().includes("object")) return [];
  const shared2 = Object.keys(schema).some((keyword) => keyword === "$ref" || keywordKinds.get(keyword)?.startsWith("inPlace"));
  return [[shared2 ? "unevaluatedProperties" : "additionalProperties", false]];
}
function mapTable3(table, change) {
  return Object.fromEntries(Object.entries(table).map(([key2, item]) => [key2, change(item)]));
}

// src/compiler/schema/compile-schema.ts
function createSchemaCompiler({ strict: strict2 }) {
  const known2 = /* @__PURE__ */ new Map();
  const ajv = new Ajv20204({ strict: strict2, allErrors: true, allowUnionTypes: true, validateSchema: false, logger: false });
  return (schema, path2, report) => {
    const text = JSON.stringify(schema);
    const done = known2.get(text);
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
    known2.set(text, lowered);
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
var dialects2 = /^https?:\/\/json-schema\.org\/(?:draft\/(?:2020-12|2019-09)|draft-0[67])\/schema#?$/;
var refAlone = /draft-0[67]/;
var unsupported = /* @__PURE__ */ new Set(["$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef", "unevaluatedItems", "extends", "disallow", "divisibleBy"]);
function adaptSchema(root) {
  const dialect = root["$schema"];
  const known2 = dialect === void 0 || typeof dialect === "string" && dialects2.test(dialect);
  const alone2 = typeof dialect === "string" && refAlone.test(dialect);
  const adapted = Object.fromEntries(translate(root, true, alone2));
  return known2 ? adapted : { $schema: dialect, ...adapted };
}
function adapt(schema, alone2) {
  return isSchemaObject(schema) ? Object.fromEntries(translate(schema, false, alone2)) : schema;
}
function translate(schema, isRoot, alone2) {
  const each = (list) => Array.isArray(list) ? list.map((item) => adapt(item, alone2)) : list;
  const table = (members2, rename2 = (key2) => key2) => isSchemaObject(members2) ? Object.fromEntries(Object.entries(members2).map(([key2, value]) => [rename2(key2), adapt(value, alone2)])) : members2;
  const tuple = Array.isArray(schema["items"]);
  const members = Object.entries(schema).flatMap(([keyword, value]) => {
    if (alone2 && "$ref" in schema && keyword !== "$ref" && !(isRoot && (keyword === "definitions" || keyword === "$defs"))) return [];
    if (keyword === "$ref") return [[keyword, typeof value === "string" ? value.replace(/^#\/definitions\//, "#/$defs/definitions:") : value]];
    if (keyword === "$id") return isRoot ? [] : [[keyword, value]];
    if (keyword === "definitions") return [["$defs", table(value, (name3) => `definitions:${name3}`)]];
    if (keyword === "items" && tuple) return [["prefixItems", each(value)]];
    if (keyword === "additionalItems") return tuple ? [["items", adapt(value, alone2)]] : [];
    if (keyword === "dependencies") return splitDependencies(value, alone2);
    switch (keywordKinds.get(keyword)) {
      case "schema":
      case "inPlaceSchema":
        return [[keyword, adapt(value, alone2)]];
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
function splitDependencies(value, alone2) {
  if (!isSchemaObject(value)) return [["dependentRequired", value]];
  const entries = Object.entries(value);
  return [
    ["dependentRequired", Object.fromEntries(entries.filter(([, needed2]) => Array.isArray(needed2)))],
    ["dependentSchemas", Object.fromEntries(entries.filter(([, needed2]) => !Array.isArray(needed2)).map(([name3, schema]) => [name3, adapt(schema, alone2)]))]
  ];
}
function mergeTables(members) {
  const merged = /* @__PURE__ */ new Map();
  for (const [keyword, value] of members) {
    const before2 = merged.get(keyword);
    merged.set(keyword, isSchemaObject(before2) && isSchemaObject(value) ? { ...before2, ...value } : value);
  }
  return [...merged];
}

// src/compiler/lock/resolve-pins.ts
function resolvePins(policy, lock, reports) {
  const compile = createSchemaCompiler({ strict: false });
  const resolved = /* @__PURE__ */ new Map();
  for (const [name3, server2] of Object.entries(policy.servers)) {
    const pins2 = lock !== void 0 && Object.hasOwn(lock.servers, name3) ? lock.servers[name3] : void 0;
    const mode2 = server2.pin?.mode ?? (pins2 === void 0 ? "off" : "enforce");
    if (mode2 === "off") continue;
    if (pins2 === void 0) {
      const hint4 = `make it by \`portcullis snapshot URL --server ${name3}\`, or write \`pin: { mode: off }\``;
      reports.policy({ severity: "error", path: ["servers", name3, "pin"], message: `nothing is pinned of \`${name3}\`: ${lock === void 0 ? "there is no lock file" : "the lock file does not have the server"}`, hint: hint4 });
      continue;
    }
    warnOfUnpinned(name3, server2, pins2, mode2, reports.policy);
    const schemas = mode2 === "enforce" ? compileSchemas(name3, server2, pins2, compile, reports.lock) : /* @__PURE__ */ new Map();
    resolved.set(name3, { mode: mode2, pins: pins2, schemas });
  }
  for (const name3 of Object.keys(lock?.servers ?? {})) {
    if (Object.hasOwn(policy.servers, name3)) continue;
    reports.lock({ severity: "warning", path: ["servers", name3], atKey: true, message: `the policy has no server \`${name3}\``, hint: hintAt(name3, Object.keys(policy.servers), "servers") });
  }
  return resolved;
}
function warnOfUnpinned(name3, server2, pins2, mode2, report) {
  for (const [kind, what] of [["tools", "tool"], ["prompts", "prompt"]]) {
    for (const granted of Object.keys(server2[kind] ?? {})) {
      if (Object.hasOwn(pins2[kind], granted)) continue;
      const message = `the ${what} \`${granted}\` is not in the lock file${mode2 === "enforce" ? ": it is denied" : ""}`;
      report({ severity: "warning", path: ["servers", name3, kind, granted], atKey: true, message, hint: `approve it by \`portcullis snapshot URL --server ${name3}\`, or remove it here` });
    }
  }
}
function compileSchemas(name3, server2, pins2, compile, report) {
  const schemas = /* @__PURE__ */ new Map();
  for (const [tool2, { enabled, pin_schema: wanted }] of Object.entries(server2.tools ?? {})) {
    const pin = Object.hasOwn(pins2.tools, tool2) ? pins2.tools[tool2] : void 0;
    if (pin === void 0 || enabled === false || wanted === false) continue;
    const path2 = ["servers", name3, "tools", tool2, "descriptor", "inputSchema"];
    const schema = pin.descriptor["inputSchema"];
    const hint4 = `in the policy write \`pin_schema: false\` for \`${tool2}\`, and a \`schema\` of your own in its stead`;
    const say = (message, at = path2) => {
      report({ severity: "error", path: at, message: `calls of \`${tool2}\` cannot be checked: ${message}`, hint: hint4 });
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

// src/compiler/roles.ts
var texts2 = { path: ["roles"], kind: "role", kinds: "roles", link: "inherits", circle: "roles inherit in a circle" };
function buildRoles(roles3, report) {
  return buildHierarchy(Object.fromEntries(Object.entries(roles3).map(([name3, { inherits = [] }]) => [name3, inherits])), texts2, report);
}

// src/compiler/schema/compile-schemas.ts
function compileSchemas2(policy, report) {
  const compile = createSchemaCompiler({ strict: true });
  const compiled = /* @__PURE__ */ new Map();
  for (const [name3, server2] of Object.entries(policy.servers)) {
    for (const [tool2, { schema }] of Object.entries(server2.tools ?? {})) {
      if (schema === void 0) continue;
      const node = compile(schema, ["servers", name3, "tools", tool2, "schema"], report);
      if (node !== void 0) compiled.set(schema, node);
    }
  }
  return (schema) => compiled.get(schema);
}

// src/compiler/when/check-pinned.ts
function checkPinnedEquals({ servers }, pinnings, report) {
  for (const [server2, { pins: pins2, schemas }] of pinnings) {
    for (const [tool2, { arguments: listed = {} }] of Object.entries(servers[server2]?.tools ?? {})) {
      const schema = schemas.has(tool2) ? pins2.tools[tool2]?.descriptor["inputSchema"] : void 0;
      if (!isSchemaObject(schema)) continue;
      for (const [name3, { equals }] of Object.entries(listed)) {
        const fault3 = equals === void 0 ? void 0 : explainArgument(name3, schema);
        if (fault3 === void 0) continue;
        report({ severity: "warning", path: ["servers", server2, "tools", tool2, "arguments", name3, "equals"], message: `the pinned \`inputSchema\` ${fault3.message}, so every call is denied`, hint: fault3.hint });
      }
    }
  }
}
function explainArgument(name3, root) {
  const properties = propertiesOf(root);
  if (!Object.hasOwn(properties, name3)) return isClosed(root) ? { message: `has no argument \`${name3}\``, hint: "name the argument as the server lists it" } : void 0;
  const schema = properties[name3];
  const type = isSchemaObject(schema) ? schema["type"] : void 0;
  if (type === void 0 || [type].flat().includes("string")) return void 0;
  return { message: `takes no text for \`${name3}\``, hint: "only text can be compared with what is known of a caller: have the server take it as text" };
}

// src/compiler/compile.ts
var defaultHeader2 = policySchema.properties.identity.properties.role_header.default;
function compilePolicy(source, file, { adjust = (value) => value, lock, read: read2 = cannotRead, now = Date.now() } = {}) {
  const sources2 = new Map([[file, source], ...lock === void 0 ? [] : [[lock.file, lock.text]]]);
  const yaml = readYaml(source);
  if (yaml.faults.length > 0) {
    const faults2 = yaml.faults.map((fault3) => ({ severity: "error", file, ...fault3 }));
    return { problems: sortProblems(faults2), conf: void 0, description: void 0, sources: sources2 };
  }
  const broken = [];
  const policy = checkShape(adjust(yaml.value), (finding) => broken.push(finding));
  const lockFindings = [];
  const pins2 = lock && readLock(lock.text, (finding) => lockFindings.push(finding));
  const keyFindings = [];
  const further = [];
  const keyFile2 = keyFileOf(policy?.identity);
  const keyText = keyFile2 === void 0 ? void 0 : readFile(keyFile2, read2, (finding) => further.push(finding));
  if (keyFile2 !== void 0 && keyText !== void 0) sources2.set(keyFile2, keyText);
  const keys = keyText === void 0 ? void 0 : readKeyFile(keyText, (finding) => keyFindings.push(finding));
  const keySets = readKeySets(policy?.identity?.jwt, read2, (finding) => further.push(finding));
  for (const { file: path2, text } of keySets) sources2.set(path2, text);
  const soundLock = lockFindings.length === 0 ? { lock: pins2 } : void 0;
  const compiled = policy && compileChecked(policy, file, soundLock, { policy: (finding) => further.push(finding), lock: (finding) => lockFindings.push(finding) }, keys && { file: keys, now, report: (finding) => keyFindings.push(finding) }, new Map(keySets.flatMap(({ at, keys: pinned }) => pinned === void 0 ? [] : [[at, pinned]])));
  const findings = [...broken, ...further.filter(({ path: path2 }) => !broken.some((finding) => touches(finding.path, path2)))];
  const problems = [...placeProblems(findings, file, yaml.locate), ...placeLockProblems(lockFindings, lock), ...placeLockProblems(keyFindings, keyFile2 === void 0 || keyText === void 0 ? void 0 : { file: keyFile2, text: keyText }), ...keySets.flatMap((set) => placeLockProblems(set.findings, set))];
  const sound = compiled !== void 0 && problems.every(({ severity }) => severity !== "error");
  return { problems, conf: sound ? compiled.conf() : void 0, description: sound ? compiled.description() : void 0, sources: sources2 };
}
function placeProblems(findings, file, locate) {
  return sortProblems(findings.map(({ severity, path: path2, atKey = false, message, hint: hint4 }) => ({ severity, message, hint: hint4, file, ...locate(path2, atKey) })));
}
function placeLockProblems(findings, lock) {
  return lock === void 0 || findings.length === 0 ? [] : placeProblems(findings, lock.file, readYaml(lock.text).locate);
}
function describeHeader({ trusted_hops: hops = [], role_header: header = defaultHeader2 } = {}) {
  return hops.length === 0 ? void 0 : header;
}
function readFile(path2, read2, report) {
  try {
    return read2(path2);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown fault";
    report({ severity: "error", path: ["identity", "api_keys"], message: `cannot read the file of keys ${path2}: ${reason}`, hint: "make one by `portcullis key add NAME --role ROLE`, beside the policy" });
    return void 0;
  }
}
function cannotRead() {
  throw new Error("no files are read here");
}
function compileChecked(policy, file, pins2, reports, keys, pinned) {
  const report = reports.policy;
  const roles3 = buildRoles(policy.roles, report);
  checkPolicy(policy, roles3, report);
  if (keys !== void 0) checkKeys(keys.file, roles3, keys.now, keys.report);
  const schemaOf = compileSchemas2(policy, report);
  const pinnings = pins2 === void 0 ? /* @__PURE__ */ new Map() : resolvePins(policy, pins2.lock, reports);
  checkPinnedEquals(policy, pinnings, report);
  const inferred = inferKinds(policy, pinnings);
  const resources = resolveResources(policy).map(({ url: url2 }) => url2);
  const wanted = wantedClaims(policy);
  return {
    conf: () => renderConf(policy, [...buildEntries(policy, roles3, schemaOf, pinnings, inferred), ...keys === void 0 ? [] : buildKeyEntries(keys.file), ...buildIssuerEntries(policy.identity?.jwt ?? [], pinned, roles3, resources, wanted), ...buildIntrospectionEntries(policy.identity ?? {}, roles3, resources, wanted), ...buildDpopEntries(policy), ...buildIdentityEntries(policy.identity)], file),
    description: () => describePolicy(policy, roles3, inferred, describeHeader(policy.identity))
  };
}
function touches(a, b) {
  const shared2 = Math.min(a.length, b.length);
  return shared2 > 0 && a.slice(0, shared2).every((step, index) => String(step) === String(b[index]));
}

// src/compiler/format-problems.ts
function formatProblems(problems, sources2) {
  const lines2 = new Map([...sources2].map(([file, source]) => [file, source.split(/\r\n|\r|\n/)]));
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
  const { file, severity, message, hint: hint4 } = problem;
  const number = String(problem.line);
  const margin = " ".repeat(number.length);
  const { shown: shown2, caret } = cutAround(line, problem.column - 1);
  return [
    `${file}:${number}:${String(problem.column)}: ${severity}: ${message}`,
    `  ${number} | ${shown2}`,
    `  ${margin} | ${" ".repeat(caret)}^`,
    `  ${margin} = ${hint4}`,
    ""
  ].join("\n");
}
function cutAround(line, column) {
  const width3 = 100;
  const start2 = column < width3 - 10 ? 0 : column - 40;
  const shown2 = line.slice(start2, start2 + width3).replace(/[\p{Cc}\p{Cf}]/gu, ".");
  return { shown: shown2, caret: column - start2 };
}

// src/cli/policy-file.ts
function compileFile(path2, lockPath) {
  const source = readText("policy", path2);
  const lock = readLockSource(path2, lockPath);
  const { problems, conf, description, sources: sources2 } = compilePolicy(source, shortPath(path2), { lock, read: readBeside(path2) });
  return { source, lock, sources: sources2, problems, ...conf === void 0 || description === void 0 ? {} : { sound: { conf, description } } };
}
function readBeside(policy) {
  return (path2) => readFileSync4(besidePolicy(policy, path2), "utf8");
}
function readLockSource(policy, named3) {
  const path2 = named3 ?? lockBeside(policy);
  if (named3 === void 0 && lstatSync2(path2, { throwIfNoEntry: false }) === void 0) return void 0;
  return { text: readText("lock file", path2), file: shortPath(path2) };
}
function readText(what, path2) {
  try {
    return readFileSync4(path2, "utf8");
  } catch (error) {
    throw new Failure(`cannot read the ${what} ${path2}: ${describeError(error)}`);
  }
}
function shortPath(path2) {
  const near = relative(".", path2);
  return near !== "" && !near.startsWith("..") ? near : path2;
}
function renderProblems({ problems, sources: sources2 }) {
  const text = formatProblems(problems, sources2).replace(/: (error|warning): /g, (_, severity) => `: ${severity === "error" ? colors.red(severity) : colors.yellow(severity)}: `);
  return `${text}
${countProblems(problems)}`;
}

// src/cli/arguments-table.ts
var widest = 40;
function renderArguments({ servers }) {
  const rows2 = servers.flatMap(({ name: name3, tools }) => tools.flatMap((tool2) => describeTool3(servers.length > 1 ? `${name3} ` : "", tool2)));
  const widths = [0, 1, 2].map((column) => Math.min(widest, Math.max(...rows2.map((row) => (row[column] ?? "").length))));
  return rows2.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()).join("\n");
}
function describeTool3(server2, { name: name3, arguments: described, others: others2 }) {
  const rows2 = described.map(describeArgument);
  if (others2 === "any") rows2.push([rows2.length === 0 ? "(all)" : "(others)", "any"]);
  else if (rows2.length === 0) rows2.push(["(none)"]);
  return rows2.map((cells, index) => [index === 0 ? `${server2}${showText(name3)}` : "", ...cells]);
}
function describeArgument({ name: name3, kind, inferredFrom, takesText }) {
  if (takesText === false) return [showText(name3), "-", "takes no text"];
  return [showText(name3), kind, ...inferredFrom === void 0 ? [] : [`inferred from ${inferredFrom}`]];
}

// src/cli/conditions-table.ts
function renderConditions({ conditions = [], servers }) {
  if (conditions.length === 0) return void 0;
  const named3 = servers.length > 1;
  const rows2 = conditions.map((row) => [placeOf2(row, named3), row.conditions.map(showText).join("; ")]);
  const width3 = Math.max(...rows2.map(([place]) => place.length)) + 2;
  return ["Only when", ...rows2.map(([place, text]) => place.padEnd(width3) + text)].join("\n");
}
function placeOf2({ server: server2, tool: tool2, prompt: prompt2, resource: resource2 }, named3) {
  const what = tool2 ?? (prompt2 === void 0 ? resource2 ?? "everything" : `prompt ${prompt2}`);
  return `${named3 ? `${server2} ` : ""}${showText(what)}`;
}

// src/cli/modes-table.ts
function renderModes({ rules: rules4, servers }) {
  if (rules4.length === 0) return void 0;
  const named3 = servers.length > 1;
  const rows2 = rules4.map((row) => [placeOf3(row, named3), modesOf(row)]);
  const width3 = Math.max(...rows2.map(([place]) => place.length)) + 2;
  return ["Rules not in their own mode", ...rows2.map(([place, modes]) => place.padEnd(width3) + modes)].join("\n");
}
function placeOf3({ server: server2, tool: tool2, prompt: prompt2, argument: argument5 }, named3) {
  const what = tool2 ?? (prompt2 === void 0 ? "completions" : `prompt ${prompt2}`);
  return `${named3 ? `${server2} ` : ""}${what}${argument5 === void 0 ? "" : `.${argument5}`}`;
}
function modesOf({ modes }) {
  return Object.entries(modes).map(([rule, mode2]) => `${rule} ${mode2}`).join(", ") || "all in their own";
}

// src/cli/wrap.ts
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

// src/cli/roles-table.ts
var width = 100;
function renderRoles({ roles: roles3, servers }) {
  const margin = Math.max(...roles3.map(({ name: name3 }) => name3.length)) + 2;
  return roles3.map(({ name: name3, grants }) => {
    const lines2 = grants.flatMap((grant) => describeGrant2(grant, servers.length > 1)).flatMap((line) => wrap(line, width - margin));
    return (lines2.length === 0 ? ["nothing"] : lines2).map((line, index) => (index === 0 ? name3 : "").padEnd(margin) + line).join("\n");
  }).join("\n");
}
function describeGrant2({ server: server2, tools, prompts, resources, methods: methods2 }, named3) {
  const parts = [["tools", tools], ["prompts", prompts], ["resources", resources], ["methods", methods2]];
  return parts.filter(([, names6]) => names6.length > 0).map(([what, names6]) => `${named3 ? `${server2} ` : ""}${what}: ${names6.join(", ")}`);
}

// src/cli/policy-table.ts
function renderPolicy(policy) {
  return [renderRoles(policy), renderConditions(policy) ?? "", renderArguments(policy), renderModes(policy) ?? ""].filter((table) => table !== "").join("\n\n");
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
  if (compiled.sound !== void 0) printLine(renderPolicy(compiled.sound.description));
}

// src/compiler/rule-texts.ts
var ruleTexts = {
  "path.traversal": {
    stops: "paths that climb out of the folder they start in: `..` plain, percent-encoded once or more, as full-width or other look-alike characters, with backslashes, path parameters (`..;`), trailing blanks, or doubled so that a filter leaves one; other machines (`\\\\server\\share`)",
    passes: "`..` that stays inside (`a/../b`), version ranges and ellipses (`1..5`, `wait...`), plain relative paths within sentences and code unless they lead to a file of secrets",
    sources: ["CWE-22", "CWE-23", "CWE-40", "OWASP A01:2021"]
  },
  "path.sensitive": {
    stops: "paths that name a file or folder of secrets, accounts or system state, in any spelling: `/etc/shadow`, `/proc/self/...`, SSH and cloud keys, `.env`, `.git/config`, shell histories, browser logins, Windows registry hives",
    passes: "names that only contain such a word (`passwd-reset.md`, `shadow.css`), public halves (`id_rsa.pub`), templates (`.env.example`), and sentences that mention such a file",
    sources: ["CWE-200", "CWE-552", "OWASP A01:2021"]
  },
  "path.encoding": {
    stops: "paths and names that decoders read differently: control characters, overlong UTF-8, escapes within escapes, `%uXXXX`, NTFS streams (`::$DATA`), 8.3 names in Windows paths, anything beyond 8,192 characters",
    passes: "ordinary escapes (`my%20report.pdf`), percent signs that are none (`100%`), tildes in names and home folders, names in any script",
    sources: ["CWE-172", "CWE-174", "CWE-176", "CWE-69", "OWASP A01:2021"]
  },
  "ssrf.metadata": {
    stops: "URLs to the service from which cloud machines get credentials (169.254.169.254, `metadata.google.internal` and the like), however the address is written, also as a parameter of another URL",
    passes: "documentation about metadata services on public hosts, and the address within a sentence",
    sources: ["CWE-918", "OWASP A10:2021"]
  },
  "ssrf.address": {
    stops: "URLs to loopback, private, link-local and other internal addresses and names: decimal, octal, hexadecimal and shortened IPv4, IPv6 forms that hold IPv4, wildcard DNS (`nip.io`), credentials or backslashes that hide the host",
    passes: "public names and addresses; connection strings to internal hosts (`postgres://app@localhost/shop`) and `//x/y` where the kind is not `url`",
    sources: ["CWE-918", "CWE-1389", "OWASP A10:2021"]
  },
  "ssrf.scheme": {
    stops: "URLs whose scheme does something other than fetch over HTTP: `file:`, `gopher:`, `dict:`, `ldap:`, `jar:`, `php:`, `javascript:`, `data:`; in kind `url` any scheme but `http`, `https`, `ws` and `wss`",
    passes: "where the kind is not `url`: schemes that only name something (`mailto:`, `urn:`, `git+ssh:`, `s3:`), inline `data:` URLs, and such a word within a sentence",
    sources: ["CWE-918", "OWASP A10:2021"]
  },
  "shell.injection": {
    stops: "text that would run a command if a server put it into a shell line: separators, pipes and substitutions before a command, split or obfuscated command names, code given to an interpreter, options that run programs; in `path`, `id` and `url` any form that only a shell reads",
    passes: "prose with `;`, `&` and `|`, Markdown code spans, prices and templates (`$5`, `${name}`), names of commands in a sentence; everything in kinds `command` and `code`, where such text is the work itself",
    sources: ["CWE-77", "CWE-78", "CWE-88", "CWE-94", "CAPEC-88", "OWASP A03:2021"]
  },
  "sql.injection": {
    stops: "values that would leave the literal or number they are put in and go on as SQL: tautologies, `UNION SELECT`, stacked statements, comments that cut off the rest, subqueries and time delays, read by the shape of what follows the quote",
    passes: "apostrophes in names and prose (`O'Brien`, `rock 'n' roll`), sentences with `select`, `or`, `union`, dashes and semicolons; whole statements in kind `sql`, where they are the work itself",
    sources: ["CWE-89", "CWE-943", "CAPEC-66", "OWASP A03:2021"]
  },
  "text.bidi": {
    stops: "bidirectional controls that make a reader see another order than the one stored (Trojan Source): overrides anywhere, embeddings and isolates that are not closed on their line or hold no right-to-left letters; outside of prose any of them",
    passes: "Hebrew, Arabic and mixed text without controls, and in prose closed embeddings and isolates around right-to-left words",
    sources: ["CWE-451", "CVE-2021-42574", "OWASP LLM01:2025"]
  },
  "text.invisible": {
    stops: "characters that show nothing but are read by a model: tag characters, runs of variation selectors or of zero-width characters, Latin words split by them; outside of prose any that no script needs",
    passes: "emoji sequences and flags, joiners where a script needs them (Persian, Hindi), a byte order mark at the beginning, and in prose soft hyphens and a stray zero-width space",
    sources: ["CWE-451", "OWASP LLM01:2025"]
  },
  "command.destructive": {
    stops: "commands that destroy what no later command brings back: deleting file systems, home folders or system folders, overwriting or formatting disks, fork bombs, wiping histories, logs and backups, shutting machines down",
    passes: "deleting named files and build folders (`rm -rf node_modules`), formatting code, `dd` between ordinary files, dropping containers by name",
    sources: ["CWE-78", "CWE-250", "OWASP LLM06:2025"]
  },
  "command.reverse-shell": {
    stops: "commands that hand a shell to another machine: interpreters bound to a socket, `/dev/tcp`, netcat with a program, named pipes between a shell and a connection",
    passes: "connection tests (`nc -zv host 443`), servers that listen, SSH to a host, scripts that use sockets for something else",
    sources: ["CWE-78", "CWE-506", "OWASP LLM06:2025"]
  },
  "command.remote-script": {
    stops: "code run straight from the network or out of an encoding: a download piped into or substituted for an interpreter, decoded text piped into a shell",
    passes: "downloads into files, pipes into tools that only read (`curl ... | jq`), installers of package managers",
    sources: ["CWE-494", "CWE-829", "OWASP LLM06:2025"]
  },
  "command.secrets": {
    stops: "commands that read stores of secrets or send them away: shadow files, SSH and cloud keys, metadata services, dumps of the environment or of keyrings into a connection",
    passes: "commands that make or list keys (`ssh-keygen`, `ls ~/.ssh`), that read public halves, and that set variables",
    sources: ["CWE-200", "CWE-522", "OWASP LLM02:2025"]
  },
  "sql.stacked": {
    stops: "a second statement behind one that reads, which changes data, rights or structure",
    passes: "scripts of one sort of statement, a semicolon at the end or within a literal, transactions and settings around a query",
    sources: ["CWE-89", "CAPEC-66", "OWASP A03:2021"]
  },
  "sql.file": {
    stops: "statements that read or write files of the database server: `INTO OUTFILE`, `LOAD_FILE`, `COPY ... TO`, large objects, attached databases",
    passes: "tables, columns and literals of such names, `COPY ... FROM STDIN`",
    sources: ["CWE-73", "CWE-89", "OWASP A03:2021"]
  },
  "sql.execute": {
    stops: "statements that run programs or foreign code on the database server: `xp_cmdshell`, `COPY ... PROGRAM`, library functions, loaded extensions",
    passes: "calls of ordinary procedures and functions, prepared statements",
    sources: ["CWE-78", "CWE-89", "OWASP A03:2021"]
  },
  "sql.delay": {
    stops: "calls whose only effect is to take time, as blind injection uses them: `SLEEP`, `pg_sleep`, `WAITFOR DELAY`, benchmarks, heavy cross joins of catalogs",
    passes: "intervals and timestamps, columns of such names, slow but ordinary queries",
    sources: ["CWE-89", "CWE-400", "OWASP A03:2021"]
  },
  "sql.destructive": {
    stops: "statements that destroy all there is of something: dropping databases, schemas and tables, `TRUNCATE`, `DELETE` and `UPDATE` without a condition or with one that always holds",
    passes: "changes with a condition, temporary tables, indexes and views made anew",
    sources: ["CWE-89", "CWE-250", "OWASP LLM06:2025"]
  },
  "sql.secrets": {
    stops: "statements that read accounts and their password hashes from the catalogs of databases: `mysql.user`, `pg_shadow`, `sys.sql_logins`",
    passes: "catalogs of tables and columns (`information_schema`), an application's own table of users",
    sources: ["CWE-200", "CWE-522", "OWASP LLM02:2025"]
  },
  "prompt.override": {
    stops: "phrases that turn a model against those it works for: to set aside its instructions, to show them, to be another self, to act behind the user, to put something into its answers; marks of chat templates",
    passes: "ordinary requests with such words (`ignore the previous email`, `tell the user`), headings like `## System requirements`",
    sources: ["CWE-1427", "OWASP LLM01:2025"]
  },
  "prompt.hidden": {
    stops: "instructions where people do not look: HTML and Markdown comments and unseen elements that speak to a model, escapes by which a terminal hides text, dozens of empty lines",
    passes: "comments that are markers (`<!-- more -->`), hidden elements without such words",
    sources: ["CWE-1427", "CWE-451", "OWASP LLM01:2025"]
  },
  "prompt.flood": {
    stops: "twelve and more back-ticks in a row, which end whatever block a prompt puts around a text",
    passes: "code spans and blocks of any number, fences of up to eleven back-ticks, rules of other characters",
    sources: ["CWE-1427", "OWASP LLM01:2025"]
  },
  "text.homoglyph": {
    stops: "words of Latin letters in which letters of another script stand for some (`admin` with a Cyrillic a), which people and filters read as another name",
    passes: "words that are wholly of one script, letters that look like no Latin one, Greek letters of formulas; in kind `any` all but identifiers in code",
    sources: ["CWE-1007", "CWE-451", "CVE-2021-42694"]
  }
};
var kindTexts = {
  path: "paths and file names in any script, escapes as URLs have them, `..` that stays inside. Which folders: `within`",
  url: "http, https and WebSocket URLs to public hosts, with or without scheme. Which hosts: `hosts`",
  command: "whole command lines, pipes and substitutions included, since to run them is what the tool is for: only dangers are looked for",
  sql: "whole statements, since to run them is what the tool is for: only dangers are looked for",
  code: "programs, patches, HTML, anything a file may hold",
  text: "prose in any script, Markdown with code in it, paths and URLs in sentences",
  id: "names, keys and numbers; also short texts without the signs of SQL, a shell or a path that climbs",
  any: "what is ordinary in any of the others, as far as the value tells which it is: a kind that is named is judged more exactly"
};

// src/compiler/rule-catalogue.ts
function listRules() {
  return inspectionRules.map(({ id, modes }) => ({ id, kinds: [...modes].map(([kind, mode2]) => ({ kind, mode: mode2 })), ...textOf(id) ?? missing }));
}
function listKinds() {
  return kinds.map((kind) => {
    const inMode = (mode2) => inspectionRules.filter(({ modes }) => modes.get(kind) === mode2).map(({ id }) => id);
    return { kind, deny: inMode("deny"), alert: inMode("alert"), off: inMode("off"), passes: kindTexts[kind] };
  });
}
function describeOwnModes({ kinds: own2 }) {
  const modes = [...new Set(own2.map(({ mode: mode2 }) => mode2))];
  if (modes.length === 1) return modes[0] ?? "";
  return modes.map((mode2) => `${mode2} (${own2.filter((one) => one.mode === mode2).map(({ kind }) => kind).join(", ")})`).join("; ");
}
var missing = { stops: "(not written yet)", passes: "(not written yet)", sources: [] };
function textOf(id) {
  return Object.hasOwn(ruleTexts, id) ? ruleTexts[id] : void 0;
}

// src/cli/rules-table.ts
var width2 = 100;
function renderRules(rules4) {
  const margin = Math.max(...rules4.map(({ id }) => id.length)) + 2;
  return rules4.map((rule) => describeRule(rule).flatMap((line) => wrap(line, width2 - margin)).map((line, index) => (index === 0 ? rule.id : "").padEnd(margin) + line).join("\n")).join("\n\n");
}
function describeRule(rule) {
  return [`${describeOwnModes(rule)}; kinds: ${rule.kinds.map(({ kind }) => kind).join(", ")}`, `stops: ${rule.stops}`, `passes: ${rule.passes}`, `see: ${rule.sources.join(", ")}`];
}

// src/cli/rules-command.ts
function rulesCommand(options) {
  if (options.json) printLine(JSON.stringify({ rules: listRules(), kinds: listKinds() }, null, 2));
  else printLine(renderRules(listRules()));
}

// src/cli/snapshot/differences.ts
function findDifferences(before2, after) {
  return pinKinds.flatMap((kind) => {
    const names6 = [.../* @__PURE__ */ new Set([...Object.keys(before2[kind]), ...Object.keys(after[kind])])].sort();
    return names6.flatMap((name3) => {
      const old = Object.hasOwn(before2[kind], name3) ? before2[kind][name3] : void 0;
      const now = Object.hasOwn(after[kind], name3) ? after[kind][name3] : void 0;
      if (old?.sha256 === now?.sha256) return [];
      const change = old === void 0 ? "added" : now === void 0 ? "removed" : "changed";
      return [{ kind, name: name3, change, fields: compareObjects(old?.descriptor ?? {}, now?.descriptor ?? {}, []) }];
    });
  });
}
function compareObjects(before2, after, path2) {
  const keys = [.../* @__PURE__ */ new Set([...Object.keys(before2), ...Object.keys(after)])].sort();
  return keys.flatMap((key2) => {
    const at = [...path2, key2];
    if (!Object.hasOwn(before2, key2)) return [{ path: at, after: after[key2] }];
    if (!Object.hasOwn(after, key2)) return [{ path: at, before: before2[key2] }];
    return compareValues(before2[key2], after[key2], at);
  });
}
function compareValues(before2, after, path2) {
  if (isObject(before2) && isObject(after)) return compareObjects(before2, after, path2);
  return descriptorDigestInput({ value: before2 }) === descriptorDigestInput({ value: after }) ? [] : [{ path: path2, before: before2, after }];
}

// src/cli/snapshot/lock-store.ts
import { lstatSync as lstatSync3, readFileSync as readFileSync5 } from "node:fs";
var none = { version: 1, servers: {} };
function loadLock(path2) {
  if (lstatSync3(path2, { throwIfNoEntry: false }) === void 0) return none;
  let text;
  try {
    text = readFileSync5(path2, "utf8");
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
import { existsSync as existsSync6, readFileSync as readFileSync6 } from "node:fs";
var nameShape2 = /^[A-Za-z0-9_.-]{1,64}$/;
function readOptions(url2, flags2) {
  const policy = flags2.policy ?? "policy.yaml";
  const names6 = flags2.policy !== void 0 || existsSync6(policy) ? readServerNames(policy) : void 0;
  return { address: { url: readUrl2(url2), headers: readHeaders(flags2.header ?? []), seconds: readSeconds(flags2.timeout) }, server: chooseName(flags2.server, policy, names6), lock: flags2.lock ?? lockBeside(policy) };
}
function readUrl2(text) {
  const url2 = URL.canParse(text) ? new URL(text) : void 0;
  if (url2 === void 0 || !/^https?:$/.test(url2.protocol)) throw new Failure(`${JSON.stringify(text)} is not the URL of a server: write it as http://127.0.0.1:3000/mcp`);
  if (url2.username !== "" || url2.password !== "") throw new Failure("the URL holds a password: give it as --header 'Authorization: Basic ...'");
  return url2;
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
function chooseName(given2, policy, names6) {
  if (names6 === void 0) {
    if (given2 === void 0) throw new Failure(`there is no ${policy} to tell the server's name: give --server NAME or --policy FILE`);
    if (!nameShape2.test(given2)) throw new Failure(`${JSON.stringify(given2)} cannot be a server's name: use 1 to 64 letters, digits, _ . or -`);
    return given2;
  }
  const [first] = names6;
  if (given2 === void 0 && (first === void 0 || names6.length > 1)) throw new Failure(`${policy} has ${names6.length} servers, choose one with --server: ${names6.join(", ")}`);
  const name3 = given2 ?? first ?? "";
  if (!names6.includes(name3)) throw new Failure(`${policy} has no server ${JSON.stringify(name3)}: ${hintAt(name3, names6, "servers")}`);
  return name3;
}
function readServerNames(path2) {
  let text;
  try {
    text = readFileSync6(path2, "utf8");
  } catch (error) {
    throw new Failure(`cannot read the policy ${path2}: ${describeError(error)}`);
  }
  const { value } = readYaml(text);
  const servers = isObject(value) ? value["servers"] : void 0;
  if (!isObject(servers)) throw new Failure(`${path2} names no servers: portcullis check ${path2} says what is wrong`);
  return Object.keys(servers);
}

// src/cli/snapshot/pin-server.ts
function pinServer(listing2, before2, acceptHidden) {
  const hidings = [];
  const pin = (kind, name3, descriptor) => {
    const sha2562 = digestDescriptor(descriptor);
    if (sha2562 === void 0) throw new Failure(`${showText(JSON.stringify(name3))} of the server's ${kind} cannot be pinned: readers of JSON could take it differently (-0, a lone surrogate, too deep)`);
    const hides = listHidden(descriptor);
    if (hides.length === 0) return { sha256: sha2562, descriptor };
    const accepted = acceptHidden || isAccepted(before2?.[kind], name3, sha2562, hides);
    hidings.push({ kind, name: name3, hides, accepted });
    return { sha256: sha2562, ...accepted && { accepted: hides }, descriptor };
  };
  const tables = pinKinds.map((kind) => [kind, Object.fromEntries([...listing2[kind]].map(([name3, descriptor]) => [name3, pin(kind, name3, descriptor)]))]);
  return { pins: Object.fromEntries(tables), hidings };
}
function isAccepted(pins2 = {}, name3, sha2562, hides) {
  const before2 = Object.hasOwn(pins2, name3) ? pins2[name3] : void 0;
  return before2?.sha256 === sha2562 && hides.every((one) => before2.accepted?.includes(one));
}

// src/cli/snapshot/guarded-fetch.ts
import { TextDecoder as TextDecoder2 } from "node:util";
import { createParser } from "eventsource-parser";
var mostBytes = 16 << 20;
function openGuard(url2) {
  let left = mostBytes;
  let reject = () => void 0;
  const broken = new Promise((_, refuse) => {
    reject = refuse;
  });
  broken.catch(() => void 0);
  const fail2 = (text) => {
    const failure = new Failure(`${url2.href} ${text}`);
    reject(failure);
    return failure;
  };
  const take = (bytes) => {
    left -= bytes;
    if (left < 0) throw fail2(`sent more than ${mostBytes >> 20} MiB`);
  };
  const check = (text) => {
    const document = parseDocument({ text, bytes: new TextEncoder().encode(text), isPlain: false });
    if (typeof document === "string") throw fail2(document === "json.syntax" ? `answered with what is not JSON: ${quote3(text)}` : `sent what cannot be pinned: ${rules2[document]} (${document})`);
  };
  const guarded = async (input, init = {}) => {
    if (init.method === "GET" && !new Headers(init.headers).has("last-event-id")) return new Response(null, { status: 405 });
    const response = await fetch(input, { ...init, redirect: "manual" }).catch((error) => {
      throw fail2(`cannot be reached: ${describeCause(error)}`);
    });
    const { status, headers } = response;
    if (status >= 300 && status < 400) throw fail2(`redirects to ${quote3(headers.get("location") ?? "")}: give the URL of the server itself`);
    if (status === 401 || status === 403) throw fail2(`answered ${status}: give what it asks for, as --header 'Authorization: Bearer ...'`);
    const type = (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
    if (type === "text/html" && asksForAnswer(init)) throw fail2(`answered ${status} with a web page, not as an MCP server does: is the path right?`);
    if (response.ok && asksForAnswer(init)) {
      if (type === "text/event-stream" && response.body !== null) return new Response(response.body.pipeThrough(watchEvents(take, check, fail2)), { status, headers });
      if (type !== "application/json") throw fail2(`answered with ${quote3(type ?? "") || "no content type"}, not as an MCP server does: is the path right?`);
    }
    const text = await readText2(response, take, fail2);
    if (response.ok && asksForAnswer(init)) check(text);
    return new Response(status === 202 || status === 204 ? null : text, { status, headers });
  };
  return { fetch: guarded, broken };
}
function asksForAnswer({ body, method }) {
  return method === "GET" || typeof body === "string" && "id" in JSON.parse(body);
}
async function readText2(response, take, fail2) {
  const chunks = [];
  for await (const chunk of response.body ?? []) {
    take(chunk.length);
    chunks.push(chunk);
  }
  return decode2(new TextDecoder2("utf-8", strict), Buffer.concat(chunks), false, fail2);
}
function watchEvents(take, check, fail2) {
  const decoder = new TextDecoder2("utf-8", strict);
  const parser = createParser({ onEvent: ({ data }) => {
    if (data !== "") check(data);
  } });
  return new TransformStream({
    transform: (chunk, controller) => {
      take(chunk.length);
      parser.feed(decode2(decoder, chunk, true, fail2));
      controller.enqueue(chunk);
    }
  });
}
var strict = { fatal: true, ignoreBOM: true };
function decode2(decoder, bytes, stream2, fail2) {
  try {
    return decoder.decode(bytes, { stream: stream2 });
  } catch {
    throw fail2("answered with what is not UTF-8");
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
  const key2 = pinNames[kind];
  const name3 = isObject(item) ? item[key2] : void 0;
  if (!isObject(item) || typeof name3 !== "string" || name3 === "") throw new Failure(`the server listed one of its ${kind} without \`${key2}\``);
  if (name3 === "__proto__") throw new Failure(`the server listed one of its ${kind} under a name that cannot be used: __proto__`);
  if (found.has(name3)) throw new Failure(`the server listed ${showText(JSON.stringify(name3))} twice among its ${kind}: it cannot be said which one clients take`);
  found.set(name3, item);
}

// src/cli/snapshot/read-server.ts
var capabilityOf = { tools: "tools", prompts: "prompts", resources: "resources", templates: "resources" };
var capabilities = {
  roots: { listChanged: true },
  sampling: { context: {}, tools: {} },
  elicitation: { form: {}, url: {} },
  tasks: { list: {}, cancel: {}, requests: { sampling: { createMessage: {} }, elicitation: { create: {} } } }
};
async function readServer({ url: url2, headers, seconds }, version2) {
  const { Client, StreamableHTTPClientTransport } = await import("@modelcontextprotocol/client");
  const guard = openGuard(url2);
  const client = new Client({ name: "portcullis", version: version2 }, { versionNegotiation: { mode: "auto" }, capabilities });
  const transport = new StreamableHTTPClientTransport(url2, { fetch: guard.fetch, requestInit: { headers } });
  const options = { timeout: seconds * 1e3 };
  const list = async () => {
    await client.connect(transport, options);
    const capabilities2 = client.getServerCapabilities();
    const listing2 = {};
    for (const kind of pinKinds) listing2[kind] = capabilities2?.[capabilityOf[kind]] === void 0 ? /* @__PURE__ */ new Map() : await listPages(client, kind, options);
    return listing2;
  };
  const deadline = startDeadline(seconds, url2);
  try {
    return await Promise.race([guard.broken, deadline.passed, list()]);
  } catch (error) {
    throw await Promise.race([guard.broken.catch((failure) => failure), Promise.resolve(explain2(error, url2))]);
  } finally {
    await Promise.race([transport.terminateSession().catch(() => void 0), deadline.passed.catch(() => void 0)]);
    deadline.stop();
    await transport.close();
  }
}
function startDeadline(seconds, url2) {
  let timer;
  const passed = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new Failure(`${url2.href} did not tell everything within ${seconds} s`));
    }, seconds * 1e3);
  });
  passed.catch(() => void 0);
  return { passed, stop: () => {
    clearTimeout(timer);
  } };
}
function explain2(error, url2) {
  if (error instanceof Failure) return error;
  const [line = ""] = showText(describeError(error)).split("\n");
  return new Failure(`${url2.href} does not answer as an MCP server: ${line.slice(0, 300)}`);
}

// src/cli/snapshot/render-differences.ts
import { structuredPatch } from "diff";
var nouns = { tools: "tool", prompts: "prompt", resources: "resource", templates: "template" };
var shortText2 = 80;
function renderDifferences(differences) {
  return differences.map(renderDifference).join("\n");
}
function renderDifference({ kind, name: name3, change, fields }) {
  const head = colors.bold(`${change.padEnd(7)}  ${nouns[kind]} ${showName(name3)}`);
  return [head, ...change === "removed" ? [] : fields.flatMap(renderField), ""].join("\n");
}
function renderField(field) {
  return [`  ${showPath(field.path)}`, ...renderValues(field).map((line) => `    ${colour(line)}`)];
}
function renderValues(field) {
  const { before: before2, after } = field;
  if (typeof before2 === "string" && typeof after === "string" && (isLong(before2) || isLong(after))) {
    const lines2 = patchLines(before2, after);
    if (lines2 !== void 0) return lines2;
  }
  return [..."before" in field ? prefix4("- ", showValue(before2)) : [], ..."after" in field ? prefix4("+ ", showValue(after)) : []];
}
function isLong(text) {
  return text.length > shortText2 || text.includes("\n");
}
function patchLines(before2, after) {
  const end3 = before2.endsWith("\n") || after.endsWith("\n") ? "" : "\n";
  const patch = structuredPatch("", "", showText(before2 + end3), showText(after + end3), "", "", { context: 2, maxEditLength: 2e3 });
  return patch?.hunks.flatMap(({ lines: lines2 }, index) => [...index > 0 ? ["..."] : [], ...lines2.map((line) => line.replace(/^[-+ ]/, "$& "))]);
}
function showValue(value) {
  return showText(typeof value === "string" && value.includes("\n") ? value : JSON.stringify(value));
}
function prefix4(mark, text) {
  return text.split("\n").map((line) => mark + line);
}
function colour(line) {
  if (line.startsWith("-")) return colors.red(line);
  return line.startsWith("+") ? colors.green(line) : line;
}
function showName(name3) {
  return /^[\w./:{}-]+$/.test(name3) ? name3 : showText(JSON.stringify(name3));
}

// src/cli/snapshot/command.ts
async function snapshotCommand(url2, flags2) {
  const { address: address2, server: server2, lock: path2 } = readOptions(url2, flags2);
  const lock = loadLock(path2);
  const before2 = Object.hasOwn(lock.servers, server2) ? lock.servers[server2] : void 0;
  if (flags2.diff && before2 === void 0) throw new Failure(`nothing is pinned of ${server2} in ${path2}: pin it without --diff first`);
  const { pins: pins2, hidings } = pinServer(await readServer(address2, packageVersion()), before2, flags2.acceptHidden === true);
  const differences = before2 === void 0 ? [] : findDifferences(before2, pins2);
  const refused = flags2.diff ? [] : hidings.filter(({ accepted }) => !accepted);
  const written = !flags2.diff && refused.length === 0;
  if (written) saveLock(path2, lock, server2, pins2);
  if (flags2.json) printLine(JSON.stringify({ server: server2, lock: path2, written, pinned: countPins(pins2), differences, hidden: hidings }, null, 2));
  else {
    for (const hiding of hidings) printNote(renderHiding(hiding));
    if (differences.length > 0) printLine(renderDifferences(differences));
    if (written) printLine(`${before2 === void 0 ? "pinned" : "pinned anew"}: ${server2} with ${renderCounts(pins2)}, in ${path2}`);
    else if (flags2.diff && differences.length === 0) printLine(`${server2} is as pinned: ${renderCounts(pins2)}`);
  }
  if (refused.length > 0) throw new Failure(`${refused.map(nameHiding).join(", ")} ${refused.length === 1 ? "hides" : "hide"} text; nothing was written. To pin it all the same: --accept-hidden`);
  if (flags2.diff && differences.length > 0) process.exitCode = 1;
}
function renderHiding(hiding) {
  return `${colors.yellow("warning:")} ${nameHiding(hiding)} hides text: ${hiding.hides.join(", ")}${hiding.accepted ? " (accepted)" : ""}`;
}
function nameHiding({ kind, name: name3 }) {
  return `${nouns[kind]} ${showName(name3)}`;
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
  return new Promise((resolve5) => {
    const socket2 = connect({ host: bare(host), port, timeout: 2e3 });
    const settle = (open3) => {
      socket2.destroy();
      resolve5(open3);
    };
    socket2.once("connect", () => {
      settle(true);
    });
    socket2.once("error", () => {
      settle(false);
    });
    socket2.once("timeout", () => {
      settle(false);
    });
  });
}
async function awaitListening(address2, child, name3) {
  const fate = { ended: void 0 };
  void child.ended.then((how) => {
    fate.ended = how;
  });
  const deadline = Date.now() + 3e4;
  while (Date.now() < deadline) {
    if (fate.ended !== void 0) throw new Failure(`${name3} ${fate.ended}: ${child.complaints()}`);
    if (await isListening(address2)) return;
    await delay2(15);
  }
  throw new Failure(`${name3} does not answer on ${address2.host}:${address2.port}: ${child.complaints()}`);
}
async function expectFree({ host, port }) {
  const error = await tryListen(bare(host), port);
  if (error === void 0) return;
  const reasons = { EADDRINUSE: "is in use by another program", EACCES: "needs more rights than this user has", EADDRNOTAVAIL: "is not an address of this machine", ENOTFOUND: "is not an address of this machine" };
  throw new Failure(`--listen: ${host}:${port} ${reasons[error.code ?? ""] ?? `cannot be listened on: ${error.message}`}`);
}
function tryListen(host, port) {
  return new Promise((resolve5) => {
    const server2 = createServer();
    server2.once("error", resolve5);
    server2.listen({ host, port }, () => {
      server2.close(() => {
        resolve5(void 0);
      });
    });
  });
}
function findFreePort() {
  return new Promise((resolve5, reject) => {
    const server2 = createServer();
    server2.once("error", reject);
    server2.listen(0, "127.0.0.1", () => {
      const address2 = server2.address();
      server2.close(() => {
        resolve5(typeof address2 === "object" && address2 !== null ? address2.port : 0);
      });
    });
  });
}
function bare(host) {
  return host.replace(/^\[|\]$/g, "");
}

// src/cli/start/choose-server.ts
function chooseServer({ servers }, name3) {
  const names6 = servers.map((server3) => server3.name).join(", ");
  if (name3 === void 0 && servers.length > 1) throw new Failure(`the policy has several servers, choose one with --server: ${names6}`);
  const server2 = servers.find((candidate2) => name3 === void 0 || candidate2.name === name3);
  if (server2 === void 0) throw new Failure(`the policy has no server ${JSON.stringify(name3)}; it has: ${names6}`);
  return server2;
}

// src/cli/start/decision-line.ts
function formatDecision(logLine) {
  const entry = parse(logLine);
  if (entry === void 0) return void 0;
  const { time: time2, role, method, target, decision, rule, findings = "", request_time } = entry;
  const alerts = findings === "" ? [] : [`alert ${findings}`];
  const verdict = (decision === "" ? "error" : decision).padEnd(7);
  return [
    colors.dim(time2.slice(11, 19)),
    shown(role).padEnd(10),
    shown(method).padEnd(26),
    shown(target).padEnd(28),
    decision === "allow" ? colors.green(verdict) : decision === "monitor" ? colors.yellow(verdict) : colors.red(verdict),
    shown([...rule === "" ? [] : [rule], ...alerts].join(", ")).padEnd(18),
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
async function followFile(path2, onLine3) {
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
      parts.forEach(onLine3);
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
import { readFile as readFile3, rm as rm3, writeFile as writeFile5 } from "node:fs/promises";
import { join as join9 } from "node:path";

// src/cli/start/certificate.ts
import { chmod, writeFile as writeFile3 } from "node:fs/promises";
import { join as join7 } from "node:path";
async function placeCertificate(folder2, given2, host) {
  const files = { cert: join7(folder2, "tls.crt"), key: join7(folder2, "tls.key") };
  if (given2 === void 0) {
    await makeCertificate(files, host);
  } else {
    await writeFile3(files.cert, given2.cert);
    await writeFile3(files.key, given2.key, { mode: 384 });
  }
  return files;
}
async function makeCertificate({ cert, key: key2 }, host) {
  await openssl(
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
    `subjectAltName=${serverNames([host])}`,
    "-keyout",
    key2,
    "-out",
    cert
  );
  await chmod(key2, 384);
}

// src/cli/start/nginx-conf.ts
import { existsSync as existsSync7 } from "node:fs";
import { resolve as resolve4 } from "node:path";

// src/cli/start/location.ts
function renderLocation(path2, { name: name3, upstreamUrl }, authorities, keyHeader) {
  const secure = upstreamUrl.protocol === "https:";
  return [
    `        location ${quote4(path2)} {`,
    `            set $mcp_server ${name3};`,
    "            include portcullis/location.conf;",
    ...keyHeader === void 0 ? [] : [`            proxy_set_header ${keyHeader} "";`, `            set $portcullis_taken ${keyHeader};`],
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

// src/cli/start/decision-point.ts
function renderDecisionPoint({ location, upstreamName, upstreamUrl }, authorities) {
  const { protocol, hostname, host, pathname } = upstreamUrl;
  const secure = protocol === "https:";
  return [
    `        location = ${location} {`,
    "            include portcullis/decisions.conf;",
    `            proxy_set_header Host ${host};`,
    // The include has it verified, and the name sent.
    ...secure ? [`            proxy_ssl_name ${hostname};`, "            proxy_ssl_verify_depth 4;", `            proxy_ssl_trusted_certificate ${quote4(authorities)};`] : [],
    `            proxy_pass ${secure ? "https" : "http"}://${upstreamName}${pathname};`,
    "        }"
  ].join("\n");
}

// src/cli/start/resolv-conf.ts
function parseResolvConf(text) {
  const lines2 = text.split("\n").map((line) => line.replace(/[#;].*/, "").trim().split(/\s+/));
  const servers = lines2.flatMap(([key2, address2 = ""]) => key2 === "nameserver" ? [address2] : []);
  const options = lines2.flatMap(([key2, ...values]) => key2 === "options" ? values : []);
  return {
    // nginx knows no scopes of link-local addresses.
    nameservers: servers.filter((address2) => /^[\da-f.:]+$/i.test(address2)).map((address2) => address2.includes(":") ? `[${address2}]` : address2),
    search: (lines2.findLast(([key2]) => key2 === "search")?.slice(1) ?? []).filter((domain) => /^[\w.-]+$/.test(domain) && domain !== "."),
    ndots: Number(options.map((option3) => /^ndots:(\d{1,2})$/.exec(option3)?.[1]).findLast((value) => value !== void 0) ?? "1")
  };
}
function isAddress(hostname) {
  return hostname.startsWith("[") || /^\d+(?:\.\d+){3}$/.test(hostname);
}
function renderResolver({ nameservers }, hasIpv6) {
  return nameservers.length === 0 ? [] : [`    resolver ${nameservers.join(" ")} valid=5s${hasIpv6 ? "" : " ipv6=off"};`, "    resolver_timeout 5s;"];
}

// src/cli/start/fetches.ts
function renderEnvironment({ secret } = {}) {
  return secret !== void 0 && "env" in secret ? [`env ${secret.env};`] : [];
}
function renderTrust({ urls = [] } = {}, authorities) {
  return !urls.some((url2) => url2.startsWith("https:")) ? [] : [`    js_fetch_trusted_certificate ${quote4(authorities)};`];
}
function findName({ urls }) {
  return urls.map((url2) => /^https?:\/\/(\[[^\]]*\]|[^:/]*)/.exec(url2)?.[1] ?? "").find((host) => !isAddress(host));
}

// src/cli/start/nginx-conf.ts
function renderNginxConf(conf) {
  const { listen, tls, servers, workers, runDir, jsModule, user, fetches: fetches4, keyHeader, resolver = [], decisionPoint, extraHttp = "", extraServer = "" } = conf;
  const upstreams = [...servers, ...decisionPoint === void 0 ? [] : [decisionPoint]];
  const authorities = findTrustedCertificates();
  const file = (name3) => quote4(`${runDir}/${name3}`);
  return lines([
    jsModule === void 0 ? "" : `load_module ${quote4(jsModule)};`,
    user === void 0 ? "" : `user ${user};`,
    "daemon off;",
    `worker_processes ${workers};`,
    "pcre_jit on;",
    "worker_shutdown_timeout 1s;",
    `pid ${file("nginx.pid")};`,
    `error_log ${file("error.log")} warn;`,
    ...renderEnvironment(fetches4),
    "events { worker_connections 1024; }",
    "http {",
    ...["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `    ${kind}_temp_path ${file(`temp-${kind}`)};`),
    "    map_hash_max_size 65536;",
    "    include portcullis/http.conf;",
    "    include portcullis/policy.conf;",
    `    access_log ${file("access.log")} portcullis;`,
    ...resolver,
    ...renderTrust(fetches4, authorities),
    extraHttp,
    ...upstreams.map(({ upstreamName, upstreamUrl }) => `    upstream ${upstreamName} { server ${address(upstreamUrl)}; keepalive 16; keepalive_timeout 4s; }`),
    "    server {",
    `        listen ${listen}${tls === void 0 ? "" : " ssl"};`,
    "        include portcullis/server.conf;",
    ...tls === void 0 ? [] : ["        include portcullis/tls.conf;", `        ssl_certificate ${quote4(tls.cert)};`, `        ssl_certificate_key ${quote4(tls.key)};`],
    extraServer,
    ...servers.flatMap((server2) => server2.paths.map((path2) => renderLocation(path2, server2, authorities, keyHeader))),
    decisionPoint === void 0 ? "" : renderDecisionPoint(decisionPoint, authorities),
    "    }",
    "}"
  ]);
}
function findTrustedCertificates() {
  const places = [process.env["SSL_CERT_FILE"] ?? "", "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];
  return resolve4(places.find((path2) => path2 !== "" && existsSync7(path2)) ?? "/etc/ssl/cert.pem");
}
function address(url2) {
  return `${url2.hostname}:${url2.port === "" ? url2.protocol === "https:" ? "443" : "80" : url2.port}`;
}
function lines(items) {
  return `${items.filter((item) => item !== "").join("\n")}
`;
}

// src/cli/start/run-folder.ts
import { chmod as chmod2, copyFile, cp, mkdtemp as mkdtemp3, readFile as readFile2, writeFile as writeFile4 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join8 } from "node:path";
async function makeRunFolder(policyConf) {
  const folder2 = await mkdtemp3(join8(tmpdir2(), "portcullis-"));
  const root = packageRoot();
  await cp(join8(root, "nginx/portcullis"), join8(folder2, "portcullis"), { recursive: true });
  for (const bundle of ["portcullis.js", "identity.js"]) await copyFile(join8(root, "dist", bundle), join8(folder2, "portcullis", bundle));
  await writeFile4(join8(folder2, "portcullis/policy.conf"), policyConf);
  await chmod2(folder2, 457);
  return folder2;
}
async function findWorkerUser() {
  if (process.getuid?.() !== 0) return void 0;
  const groups2 = await readFile2("/etc/group", "utf8").catch(() => "");
  return /^nogroup:/m.test(groups2) ? "nobody nogroup" : "nobody nobody";
}

// src/cli/start/gateway.ts
async function startGateway(install, options, policyConf, server2, outside) {
  const folder2 = await makeRunFolder(policyConf);
  try {
    const argv = await configure(folder2, install, options, server2, outside);
    const child = startChild(argv);
    const stop = async () => {
      await child.end("SIGQUIT");
      await rm3(folder2, { recursive: true, force: true });
    };
    try {
      await awaitListening(options.listen, child, "nginx");
    } catch (error) {
      await stop();
      throw error;
    }
    return { child, accessLog: join9(folder2, "access.log"), errorLog: () => readFile3(join9(folder2, "error.log"), "utf8").catch(() => ""), stop };
  } catch (error) {
    await rm3(folder2, { recursive: true, force: true });
    throw error;
  }
}
async function configure(folder2, install, options, server2, outside) {
  const { listen, workers } = options;
  const conf = renderNginxConf({
    listen: `${listen.host}:${listen.port}`,
    tls: options.tls ? await placeCertificate(folder2, options.certificate, listen.host) : void 0,
    servers: [server2],
    workers,
    runDir: folder2,
    jsModule: install.jsModule,
    user: await findWorkerUser(),
    ...outside
  });
  const file = join9(folder2, "nginx.conf");
  await writeFile5(file, conf);
  const argv = [...install.nginx, "-e", "stderr", "-p", `${folder2}/`, "-c", file];
  const test = await run([...argv, "-q", "-t"]);
  if (test.code !== 0) throw new Failure(`nginx does not accept the configuration: ${test.stderr.trim()}`);
  return argv;
}

// src/cli/start/missing-ways.ts
var ways = {
  mtls: "client certificates",
  basic: "passwords",
  auth_request: "another service's word"
};
function renderMissing({ configured = [] }) {
  return configured.map((way) => `identity.${way}: \`start\` does not configure nginx for ${ways[way]}, so nobody is known that way here; docs/identity.md shows the lines to add to a configuration of your own`);
}

// src/cli/start/options.ts
import { readFileSync as readFileSync7 } from "node:fs";
import { isIPv6 } from "node:net";
import { join as join10 } from "node:path";
function readOptions2(flags2) {
  return {
    upstream: flags2.upstream === void 0 ? void 0 : readUrl3("--upstream", "an MCP server", flags2.upstream),
    server: flags2.server,
    decisions: flags2.decisions === void 0 ? void 0 : readEndpoint(flags2.decisions),
    policy: flags2.policy ?? join10(packageRoot(), "examples/start/policy.yaml"),
    isExample: flags2.policy === void 0,
    listen: readAddress(flags2.listen),
    tls: flags2.tls === true || flags2.cert !== void 0,
    certificate: readCertificate(flags2),
    nginx: flags2.nginx,
    workers: readWorkers(flags2.workers)
  };
}
function readUrl3(option3, of2, text) {
  const url2 = URL.canParse(text) ? new URL(text) : void 0;
  if (url2 === void 0 || !/^https?:$/.test(url2.protocol)) throw new Failure(`${option3}: ${JSON.stringify(text)} is not an http:// or https:// URL`);
  if (url2.username !== "" || url2.password !== "" || url2.search !== "" || url2.hash !== "") {
    throw new Failure(`${option3}: a user name, query or fragment has no place in the URL of ${of2}`);
  }
  if (!/^[\w.:[\]-]+$/.test(url2.host)) throw new Failure(`${option3}: the host ${url2.host} has characters nginx cannot take here`);
  if (!/^[\w./~%-]*$/.test(url2.pathname)) throw new Failure(`${option3}: the path ${url2.pathname} has characters nginx cannot take here`);
  return url2;
}
function readEndpoint(text) {
  const url2 = readUrl3("--decisions", "a decision point", text);
  if (url2.pathname === "/") throw new Failure("--decisions: the URL needs the path of the endpoint, as in http://127.0.0.1:3592/access/v1/evaluation");
  return url2;
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
function readCertificate({ cert, key: key2 }) {
  if (cert === void 0 && key2 === void 0) return void 0;
  if (cert === void 0 || key2 === void 0) throw new Failure("--cert and --key go together");
  return { cert: readPem("--cert", cert), key: readPem("--key", key2) };
}
function readPem(option3, path2) {
  try {
    const text = readFileSync7(path2, "utf8");
    if (text.includes("-----BEGIN ")) return text;
  } catch (error) {
    throw new Failure(`${option3}: cannot read ${path2}: ${describeError(error)}`);
  }
  throw new Failure(`${option3}: ${path2} is not a PEM file`);
}
function readWorkers(text) {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new Failure(`--workers: ${JSON.stringify(text)} is not a number from 1 to 999`);
  return count;
}

// src/cli/start/outside.ts
import { readFile as readFile5 } from "node:fs/promises";
import { networkInterfaces } from "node:os";

// src/cli/start/secret.ts
import { accessSync as accessSync2, constants as constants2 } from "node:fs";
import { readFile as readFile4 } from "node:fs/promises";
async function expectSecret({ secret }) {
  if (secret === void 0) return;
  if ("env" in secret) {
    if ((process.env[secret.env] ?? "") === "") throw new Failure(`identity.introspection: the environment has no ${secret.env}, which is to hold the secret`);
    return;
  }
  try {
    accessSync2(secret.file, constants2.R_OK);
  } catch (error) {
    throw new Failure(`identity.introspection: cannot read the secret: ${describeError(error)}`);
  }
  const user = await findWorkerUser();
  if (user !== void 0 && !await isReadableForNobody(secret.file)) throw new Failure(`identity.introspection: the secret ${secret.file} is not readable for \`nobody\`, the user of nginx's workers when root starts the gateway`);
}
async function isReadableForNobody(file) {
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(await readFile4("/etc/passwd", "utf8").catch(() => "")) ?? [];
  return (await run(["test", "-r", file], { uid: Number(uid), gid: Number(gid) })).code === 0;
}

// src/cli/start/outside.ts
async function prepareOutside({ fetches: fetches4, keyHeader }, { decisions: location }, { decisions }) {
  if (decisions !== void 0 && location === void 0) throw new Failure("--decisions: the policy has no `decisions` for this server");
  if (decisions === void 0 && location !== void 0) throw new Failure("the policy asks an external decision point: say by --decisions where it is");
  const decisionPoint = decisions && location !== void 0 ? { location, upstreamName: "portcullis_decision", upstreamUrl: decisions } : void 0;
  if (fetches4 === void 0) return { decisionPoint, keyHeader };
  await expectSecret(fetches4);
  return { decisionPoint, keyHeader, fetches: fetches4, resolver: await findResolver(fetches4) };
}
async function findResolver(fetches4) {
  const resolvConf = parseResolvConf(await readFile5("/etc/resolv.conf", "utf8").catch(() => ""));
  const name3 = findName(fetches4);
  if (name3 !== void 0 && resolvConf.nameservers.length === 0) throw new Failure(`/etc/resolv.conf names no name server to ask for ${name3}`);
  return renderResolver(resolvConf, Object.values(networkInterfaces()).flat().some((address2) => address2?.family === "IPv6"));
}

// src/cli/start/retarget-policy.ts
import { parseDocument as parseDocument2 } from "yaml";
function retargetPolicy(source, server2, url2) {
  const document = parseDocument2(source);
  const at = ["servers", server2];
  if (url2.pathname !== "/") document.setIn([...at, "upstream_path"], url2.pathname);
  if (!document.hasIn([...at, "host"])) document.setIn([...at, "host"], url2.host);
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
  const may = (name3) => description.roles.find((role2) => role2.name === name3)?.grants.find((grant) => grant.server === server2.name)?.tools ?? [];
  const role = description.roles.find(({ grants }) => grants.some((grant) => grant.server === server2.name))?.name;
  if (role === void 0) return [];
  const others2 = description.roles.flatMap(({ name: name3 }) => may(name3)).filter((tool2) => !may(role).includes(tool2));
  return [
    { shows: "allowed", command: inSession(target, role, { jsonrpc: "2.0", id: 2, method: "tools/list" }) },
    { shows: "denied by role", command: call(target, { role, tool: others2[0] ?? "not-in-the-policy", arguments: {} }) }
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
function post({ url: url2, roleHeader, insecure }, role, flags2, message, more = "") {
  const headers = ["Content-Type: application/json", "Accept: application/json, text/event-stream", `${roleHeader}: ${role}`];
  return `curl ${flags2}${insecure ? "k" : ""} ${url2} ${headers.map((header) => `-H ${quote5(header)}`).join(" ")}${more} -d ${quote5(JSON.stringify(message))}`;
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
    for (const missing2 of renderMissing(description)) printNote(`${colors.yellow("warning:")} ${missing2}`);
    const outside = await prepareOutside(description, server2, options);
    await expectFree(options.listen);
    const install = await withProgress("looking for nginx", (onProgress) => provideNginx({ path: options.nginx, onProgress }));
    const upstream = options.upstream ?? await startDemo(undo);
    if (options.upstream !== void 0) await warnIfUnreachable(upstream);
    const { conf, problems } = compilePolicy(retargetPolicy(policy.source, server2.name, upstream), "policy.yaml", { lock: policy.lock, read: readBeside(options.policy) });
    if (conf === void 0) throw new Failure(`the policy does not take this upstream: ${problems[0]?.message ?? ""}`);
    const gateway = await startGateway(install, options, conf, { name: server2.name, upstreamName: server2.upstream, upstreamUrl: upstream, paths: server2.paths }, outside);
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
  return new Promise((resolve5) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {
      resolve5(void 0);
    });
    process.stdout.on("error", () => {
      resolve5(void 0);
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
function listCommands(options, url2, description, server2) {
  const { roleHeader } = description;
  if (roleHeader === void 0) return [];
  const target = { url: url2, roleHeader, insecure: options.tls && options.certificate === void 0 };
  return options.isExample ? exampleCommands(target) : policyCommands(target, description, server2);
}
function printWelcome(options, install, upstream, description, server2) {
  const url2 = `${options.tls ? "https" : "http"}://${options.listen.host}:${options.listen.port}${server2.paths[0] ?? ""}`;
  const commands = listCommands(options, url2, description, server2);
  printLine(`nginx     ${install.version}, njs ${install.njsVersion} (${install.origin})`);
  printLine(`server    ${upstream.href}${options.upstream === void 0 ? " (server-everything)" : ""}`);
  printLine(`gateway   ${colors.bold(url2)}`);
  if (description.mode === "monitor") printLine(colors.yellow("mode      monitor: decisions are logged, nothing is blocked"));
  printLine(`
${colors.bold("Roles")} (${description.roleHeader === void 0 ? "by what callers show" : `header ${description.roleHeader}`})
${renderRoles(description)}
`);
  for (const { shows: shows2, command } of commands) printLine(`${colors.bold(`# ${shows2}`)}
${command}
`);
  printLine(`${colors.bold("Decisions")} (Ctrl-C stops)`);
}

// src/cli/main.ts
var collect2 = (value, values) => [...values, value];
var program3 = new Command("portcullis").description("A security gateway for MCP servers that runs inside stock nginx").version(packageVersion());
program3.command("start").description("run the gateway in front of an MCP server, by default a demonstration server").option("--upstream <url>", "the MCP server, e.g. http://127.0.0.1:3000/mcp (default: server-everything is started)").option("--server <name>", "the policy's server it stands for, when there are several").option("--policy <file>", "the policy (default: the example for server-everything)").option("--decisions <url>", "where a policy with `decisions` asks, e.g. http://127.0.0.1:3592/access/v1/evaluation").option("--listen <addr:port>", "where the gateway listens", "127.0.0.1:8080").option("--tls", "serve HTTPS, with a local certificate unless --cert and --key are given").option("--cert <file>", "certificate chain (PEM)").option("--key <file>", "its private key (PEM)").option("--nginx <path>", "the nginx program to use").option("--workers <n>", "nginx worker processes", "1").action(startCommand);
program3.command("compile").description("compile a policy to nginx configuration").argument("<policy.yaml>").requiredOption("-o, --output <file>", "where to write it; - is standard output").option("--lock <file>", "the lock file (default: portcullis.lock.json beside the policy, if there)").option("--json", "problems as JSON, on standard error").action(compileCommand);
program3.command("check").description("report every problem of a policy and what each role may do").argument("<policy.yaml>").option("--lock <file>", "the lock file (default: portcullis.lock.json beside the policy, if there)").option("--json", "the same as JSON").action(checkCommand);
program3.command("snapshot").description("pin a server's tools, prompts and resources in the policy's lock file").argument("<url>", "the MCP server, e.g. http://127.0.0.1:3000/mcp").option("--server <name>", "its name in the policy (default: the policy's only server)").option("--policy <file>", "the policy (default: policy.yaml)").option("--lock <file>", "the lock file (default: portcullis.lock.json beside the policy)").option("--header <line>", "a header for the server, 'Name: value'; may be repeated", collect2, []).option("--timeout <seconds>", "for all of it together", "60").option("--accept-hidden", "pin descriptors although they hide text").option("--diff", "write nothing; show what differs from what is pinned, exit 1 if anything does").option("--json", "the outcome as JSON").action(snapshotCommand);
var key = program3.command("key").description("make, list and remove the API keys by which callers show who they are");
var keyFile = ["--file <file>", "the file of keys, beside the policy", "portcullis.keys.json"];
key.command("add").description("make a key and print it, once; the file keeps its salted hash").argument("<name>", "who gets it; a name may have several keys").requiredOption("--role <role>", "the role it gives").option("--expires <time>", "how long it is valid, as 12h or 90d, or never", "90d").option(...keyFile).action(addKeyCommand);
key.command("list").description("list who has keys, and until when").option(...keyFile).option("--json", "the same as JSON").action(listKeysCommand);
key.command("remove").description("take away a key, or all of a name").argument("<name or id>").option(...keyFile).action(removeKeyCommand);
program3.command("certs").description("make an authority, a server certificate and client certificates, to try mutual TLS with").argument("<folder>", "where to put them; an authority that is there is used again").option("--server <name>", "a name or address of the server, beside localhost; may be repeated", collect2, []).option("--client <name>", "a client: NAME, or NAME=URI or NAME=HOST for what stands in its certificate; may be repeated", collect2, []).option("--revoke <name>", "a client whose certificate is not to count any more; may be repeated", collect2, []).option("--days <n>", "how long certificates are valid", "30").option("--force", "replace certificates that are there").action(certsCommand);
program3.command("rules").description("list the rules of inspection: what each stops and lets pass").option("--json", "the same as JSON").action(rulesCommand);
program3.command("policy-schema").description("print the JSON Schema of a policy").action(schemaCommand);
program3.command("nginx").description("show which nginx the gateway runs in, getting one if need be").option("--nginx <path>", "the nginx program to use").option("--json", "the same as JSON").action(showNginx);
try {
  await program3.parseAsync();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  printNote(`${colors.red("portcullis:")} ${error.message}`);
  process.exitCode = 1;
}

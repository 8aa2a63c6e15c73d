// The console as it is put on other machines: inside the server's program, and behind web servers that are set up by the
// examples of docs/hosting.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { expect, test as base } from "./fixtures.ts";
import { Problems } from "./problems.ts";
import type { Server } from "./server.ts";

/** Where the console is served. */
export interface Site {
  /** The address of the console, with a slash at the end. */
  url: string;
  /** The address without the path. */
  origin: string;
  /** Below this address is the API. */
  api: string;
  /** The password of the administrator there. */
  password: string;
}

interface RunningSite extends Site {
  stop: () => Promise<void>;
}

/** Makes a site; the web servers put the console in front of the API of the test's server. */
type Start = (server: Server) => Promise<RunningSite>;

const { NODEUM_TEST_DIST: dist, NODEUM_TEST_NGINX: nginx, NODEUM_TEST_CADDY: caddy } = process.env;

/** All hosts that this machine can have, by name. `cargo xtask test` counts what can’t be had. */
export const hosts: Record<string, Start> = {
  ...(dist && { "the program with the console inside": () => startProgram(dist) }),
  ...(dist && nginx && {
    "nginx at the root": (server: Server) => startNginx(nginx, "nginx.conf", join(dist, "root"), "/", server),
    "nginx under a path": (server: Server) =>
      startNginx(nginx, "nginx-subpath.conf", join(dist, "under-a-path"), "/admin/", server),
  }),
  ...(dist && caddy && {
    "Caddy at the root": (server: Server) => startCaddy(caddy, "Caddyfile", join(dist, "root"), "/", server),
    "Caddy under a path": (server: Server) =>
      startCaddy(caddy, "Caddyfile.subpath", join(dist, "under-a-path"), "/admin/", server),
    "the program under a path, behind Caddy": () => startProgramBehindCaddy(dist, caddy, ["--base-path", "/nodeum/", "--trusted-proxy", "127.0.0.1"]),
  }),
};

/** The program under a path that nobody has told it, where this machine has Caddy. */
export const untold = "the program under a path that it isn’t told";
const untoldHosts: Record<string, Start> = {
  ...(dist && caddy && { [untold]: () => startProgramBehindCaddy(dist, caddy, []) }),
};

/** nginx that asks for a password of its own, where this machine has nginx. */
export const guarded = "nginx with a password of its own";
export const proxyCredentials = { username: "proxy", password: "of the proxy" };
const guardedHosts: Record<string, Start> = {
  ...(dist && nginx && {
    [guarded]: (server: Server) => startNginx(nginx, "nginx.conf", join(dist, "root"), "/", server, proxyCredentials),
  }),
};

interface Hosting {
  /** Which of `hosts` it is: `test.use({ host })`. */
  host: string;
  site: Site;
}

export const test = base.extend<Hosting>({
  host: ["", { option: true }],

  site: async ({ host, server }, use) => {
    const { stop, ...site } = await { ...hosts, ...guardedHosts, ...untoldHosts }[host]!(server);
    await use(site);
    await stop();
  },

  baseURL: async ({ site }, use) => {
    await use(site.url);
  },

  problems: async ({ context, site }, use) => {
    const problems = new Problems();
    await problems.watch(context, () => site.origin);
    await use(problems);
    expect(problems.unexpected, "nothing may go wrong in the browser").toEqual([]);
  },
});

/** Starts the program as somebody does who has it and nothing else, in an empty folder. */
async function startProgram(folder: string, args: string[] = []): Promise<RunningSite> {
  const home = await mkdtemp(join(tmpdir(), "nodeum-admin-program-"));
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith("NODEUM_"));
  const host = run(join(folder, "nodeum-admin-server"), ["serve", "--listen", "127.0.0.1:0", ...args], home, Object.fromEntries(environment));
  let password = "";
  for await (const line of createInterface({ input: host.process.stdout! })) {
    password ||= /^ {2}Password: (.+)$/.exec(line)?.[1] ?? "";
    const origin = /^Nodeum Admin listens on (.+)$/.exec(line)?.[1];
    if (origin !== undefined) {
      expect(readdirSync(home), "it creates its database and nothing else").toEqual(["data"]);
      return { url: `${origin}/`, origin, api: `${origin}/api/v2`, password, stop: host.stop };
    }
  }
  await host.stop();
  throw new Error(`the program ended before it listened:\n${host.log()}`);
}

async function startNginx(
  program: string,
  example: string,
  root: string,
  path: string,
  server: Server,
  credentials?: { username: string; password: string },
): Promise<RunningSite> {
  const folder = await mkdtemp(join(tmpdir(), "nodeum-admin-nginx-"));
  const port = await freePort();
  const file = (name: string): string => join(folder, name);
  await writeFile(
    file("site.conf"),
    await changed(example, {
      "listen 80;": `listen 127.0.0.1:${port};`,
      "server_name nodeum.example.org;": "server_name 127.0.0.1;",
      "root /srv/nodeum-admin;": `root "${root}";`,
      "server 127.0.0.1:8080;": `server ${new URL(server.url).host};`,
    }),
  );
  // What distributions have around such a file, with nothing outside of the folder.
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  await writeFile(
    file("nginx.conf"),
    `${process.getuid?.() === 0 ? "user root;" : ""}
    daemon off;
    worker_processes 1;
    pid "${file("nginx.pid")}";
    error_log stderr;
    events {}
    http {
      include "${mediaTypes(program)}";
      default_type application/octet-stream;
      access_log off;
      ${temporary.map((name) => `${name}_temp_path "${file(name)}";`).join("\n")}
      ${credentials ? `auth_basic "proxy"; auth_basic_user_file "${file("passwords")}";` : ""}
      include "${file("site.conf")}";
    }`,
  );
  if (credentials) {
    await writeFile(file("passwords"), `${credentials.username}:{PLAIN}${credentials.password}\n`);
  }
  const host = run(program, ["-p", folder, "-e", "stderr", "-c", file("nginx.conf")], folder, process.env);
  return behind(host, port, path, server.adminPassword);
}

async function startCaddy(
  program: string,
  example: string,
  root: string,
  path: string,
  server: Server,
): Promise<RunningSite> {
  const port = await freePort();
  const host = await runCaddy(program, example, port, {
    "root * /srv/nodeum-admin": `root * "${root}"`,
    "reverse_proxy 127.0.0.1:8080": `reverse_proxy ${new URL(server.url).host}`,
  });
  return behind(host, port, path, server.adminPassword);
}

/** The program as docs/hosting puts it under a path, started with those options. */
async function startProgramBehindCaddy(folder: string, caddy: string, args: string[]): Promise<RunningSite> {
  const program = await startProgram(folder, args);
  const port = await freePort();
  const host = await runCaddy(caddy, "Caddyfile.server", port, {
    "reverse_proxy 127.0.0.1:8080": `reverse_proxy ${new URL(program.url).host}`,
  });
  const stop = async (): Promise<void> => {
    await host.stop();
    await program.stop();
  };
  const site = await behind({ ...host, stop }, port, "/nodeum/", program.password);
  return { ...site, api: `${site.url}api/v2` };
}

async function runCaddy(program: string, example: string, port: number, changes: Record<string, string>): Promise<Host> {
  const folder = await mkdtemp(join(tmpdir(), "nodeum-admin-caddy-"));
  // Without a certificate, which nobody would give for this address.
  const site = await changed(example, { "nodeum.example.org {": `http://127.0.0.1:${port} {`, ...changes });
  await writeFile(join(folder, "Caddyfile"), `{\n\tadmin off\n}\n${site}`);
  const environment = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  return run(program, ["run", "--config", "Caddyfile", "--adapter", "caddyfile"], folder, environment);
}

/** An example of docs/hosting with its lines changed that say CHANGE, and no others. */
async function changed(example: string, changes: Record<string, string>): Promise<string> {
  const file = fileURLToPath(new URL(`../../../docs/hosting/${example}`, import.meta.url));
  const before = (await readFile(file, "utf8")).split("\n");
  const after = before.map((line) => {
    const change = Object.entries(changes).find(([from]) => line.trimStart().startsWith(from));
    return change ? line.replace(change[0], change[1]) : line;
  });
  const marked = before.filter((line) => line.includes("# CHANGE"));
  expect(before.filter((line, at) => line !== after[at]), `what ${example} says is to be changed`).toEqual(marked);
  expect(marked).toHaveLength(Object.keys(changes).length);
  return after.join("\n");
}

/** The types of files that come with nginx: in /etc for a program in /usr/sbin, wherever that is, or with its own configuration. */
function mediaTypes(program: string): string {
  const folders = [join(dirname(program), "../../etc/nginx"), "/etc/nginx", "/usr/local/etc/nginx", "/opt/homebrew/etc/nginx"];
  const file = folders.map((folder) => join(folder, "mime.types")).find((candidate) => existsSync(candidate));
  if (file === undefined) {
    throw new Error(`there is no mime.types in ${folders.join(", ")}`);
  }
  return file;
}

/** Waits until a web server shows the console. */
async function behind(host: Host, port: number, path: string, password: string): Promise<RunningSite> {
  const origin = `http://127.0.0.1:${port}`;
  const answers = (): Promise<boolean> =>
    fetch(origin + path).then((response) => response.ok || response.status === 401, () => false);
  try {
    await expect.poll(answers).toBe(true);
  } catch (cause) {
    await host.stop();
    throw new Error(`the web server doesn’t show the console:\n${host.log()}`, { cause });
  }
  return { url: origin + path, origin, api: `${origin}/api/v2`, password, stop: host.stop };
}

interface Host {
  process: ChildProcess;
  /** What it wrote to its error stream. */
  log: () => string;
  /** Ends it and removes its folder. */
  stop: () => Promise<void>;
}

function run(program: string, args: string[], folder: string, env: Record<string, string | undefined>): Host {
  const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => (log += chunk));
  child.on("error", (cause) => (log += `${cause}\n`));
  return {
    process: child,
    log: () => log,
    stop: async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        const exit = once(child, "exit");
        child.kill("SIGTERM");
        await exit;
      }
      await rm(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

// A server of the test's own: its process, its folder, its database.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { answersFrom, type System } from "./accounts.ts";

/** How the server of a test is started. */
export interface ServerOptions {
  /** Offer no more than both of the vendor's published references describe. */
  strict?: boolean;
  /** Fill the empty database with this many users. */
  demo?: number;
  /** The folder with the console, in place of the one that was built for the tests. */
  app?: string;
  /** Further options of `nodeum-admin-server serve`. */
  args?: string[];
  /** Further variables of its environment. */
  env?: Record<string, string>;
  /** The accounts and groups that its operating system has, in place of the machine's own. */
  system?: System;
}

/** What an API call gave back. */
export interface Answer {
  status: number;
  headers: Headers;
  /** The body read as JSON, or as text if it isn't JSON, or undefined if it is empty. */
  body: any;
}

/** The first administrator's name, which the contract sets. */
export const adminName = "admin";

const announcement = /^Nodeum Admin listens on (http:\/\/127\.0\.0\.1:(\d+))\/?$/;

/** A running server. */
export class Server {
  readonly adminPassword = "correct horse battery staple";
  /** Its address, such as http://127.0.0.1:40123, without a slash at the end. */
  url = "";
  /** What it wrote, for the report of a test that failed. */
  log = "";

  /** The administrator's session in which users are created: signing in takes as long as all else. */
  private creator: string | undefined;
  private process: ChildProcess | undefined;
  private port = 0;

  private constructor(
    /** A folder of the test's own. */
    readonly folder: string,
    private readonly options: ServerOptions,
  ) {}

  /** Starts a server on a free port with an empty database. */
  static async start(options: ServerOptions): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), "nodeum-admin-test-")), options);
    try {
      await server.launch();
    } catch (cause) {
      await server.dispose();
      throw cause;
    }
    return server;
  }

  /** The address of its database. */
  get database(): string {
    return `sqlite://${join(this.folder, "nodeum-admin.db")}`;
  }

  /** Calls the API, under /api/v2 unless the path is absolute from there. */
  async api(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const response = await fetch(`${this.url}${path.startsWith("/api/") ? path : `/api/v2${path}`}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token.replace(/^Bearer /, "")}` }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) };
  }

  /** Signs in by the API and gives the token. */
  async token(username = adminName, password = this.adminPassword): Promise<string> {
    const answer = await this.api("POST", "/users/sign_in", { user: { username, password } });
    const token = answer.headers.get("Authorization");
    if (answer.status !== 201 || !token) {
      throw new Error(`signing in as ${username}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return token.replace(/^Bearer /, "");
  }

  /** Creates a user as the administrator and gives what the server answered. */
  async createUser(user: { username: string; password?: string } & Record<string, unknown>): Promise<any> {
    const withPassword = { password: this.adminPassword, ...user };
    let answer = await this.api("POST", "/users", withPassword, (this.creator ??= await this.token()));
    if (answer.status === 401) {
      // That session has ended meanwhile.
      answer = await this.api("POST", "/users", withPassword, (this.creator = await this.token()));
    }
    if (answer.status !== 201) {
      throw new Error(`creating ${user.username}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  /** Ends it cleanly. */
  async stop(): Promise<void> {
    await this.end("SIGTERM");
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Starts it again on the same port and database; with other options, if any are given. */
  async restart(options: ServerOptions = {}): Promise<void> {
    await this.stop();
    Object.assign(this.options, options);
    await this.launch();
  }

  /**
   * Does something on the same database as the bundled server with all that it can do would, such as letting an account
   * expire, and goes on as before.
   */
  async unstrictly<T>(work: () => Promise<T>): Promise<T> {
    if (!this.options.strict) {
      return work();
    }
    await this.restart({ strict: false });
    const result = await work();
    await this.restart({ strict: true });
    return result;
  }

  /** Ends it and removes its folder. */
  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true });
  }

  private async launch(): Promise<void> {
    const { strict = false, demo, app = required("NODEUM_TEST_APP"), args = [], env = {}, system } = this.options;
    const child = spawn(
      required("NODEUM_TEST_SERVER"),
      [
        "serve",
        ...["--listen", `127.0.0.1:${this.port}`],
        ...["--database", this.database],
        ...["--app-dir", app],
        ...(strict ? ["--strict", "--minimal"] : []),
        ...(demo === undefined ? [] : ["--demo", String(demo)]),
        ...args,
      ],
      {
        cwd: this.folder,
        env: { ...inherited(), NODEUM_ADMIN_PASSWORD: this.adminPassword, ...env, ...(system && answersFrom(this.folder, system)) },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    this.process = child;
    child.stderr.on("data", (chunk: Buffer) => (this.log += chunk));
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => {
        reject(new Error(`the server ended (${signal ?? code}) before it listened:\n${this.log}`));
      });
      lines.on("line", (line) => {
        this.log += `${line}\n`;
        const match = announcement.exec(line);
        if (match) {
          this.url = match[1]!;
          this.port = Number(match[2]);
          resolve();
        }
      });
    });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (child && child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const exit = once(child, "exit");
      child.kill(signal);
      await exit;
    }
  }
}

function parse(text: string): unknown {
  if (text === "") {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The environment without the server’s own variables, which whoever runs the tests may have set. */
function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("NODEUM_ADMIN_")));
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} isn’t set: run the tests by \`cargo xtask test\``);
  }
  return value;
}

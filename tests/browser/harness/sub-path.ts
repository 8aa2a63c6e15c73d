// A web server as somebody might put one before the API: it serves the console below a path and passes the API on.

import { readFile } from "node:fs/promises";
import { createServer, request as ask, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import type { Server } from "./server.ts";

const types: Record<string, string> = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};

/** Serves the console below a path such as `/admin/`. */
export class SubPath {
  private constructor(
    /** The address of the console, with the path and a slash at the end. */
    readonly url: string,
    /** The address without the path. */
    readonly origin: string,
    private readonly http: HttpServer,
  ) {}

  /** Starts it; with a configuration of its own, if one is given. */
  static async start(server: Server, path: string, config?: object): Promise<SubPath> {
    const folder = process.env.NODEUM_TEST_APP!;
    const http = createServer((incoming, outgoing) => {
      const pathname = new URL(incoming.url ?? "/", "http://host").pathname;
      if (pathname.startsWith("/api/")) {
        const { hostname, port } = new URL(server.url);
        const { method, url, headers } = incoming;
        const passed = ask({ hostname, port, method, path: url, headers: { ...headers, host: `${hostname}:${port}` } });
        passed.on("response", (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        passed.on("error", () => outgoing.writeHead(502).end("Bad gateway"));
        incoming.pipe(passed);
      } else if (config && pathname === `${path}config.json`) {
        outgoing.writeHead(200, { "Content-Type": types["json"] }).end(JSON.stringify(config));
      } else if (pathname.startsWith(path)) {
        void send(folder, path, pathname.slice(path.length)).then(
          ({ type, body }) => outgoing.writeHead(200, { "Content-Type": type }).end(body),
          () => outgoing.writeHead(500).end(),
        );
      } else {
        outgoing.writeHead(404, { "Content-Type": "text/plain" }).end("Nothing here");
      }
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    return new SubPath(origin + path, origin, http);
  }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }
}

/** A file of the console, or its start page for what is none, as web servers are told to do. */
async function send(folder: string, path: string, name: string): Promise<{ type: string; body: Buffer | string }> {
  const ending = /^[\w-]+(?:[./][\w-]+)*[.](\w+)$/.exec(name)?.[1];
  if (ending !== undefined && name !== "index.html") {
    try {
      return { type: types[ending] ?? "application/octet-stream", body: await readFile(join(folder, name)) };
    } catch {
      // There is no such file.
    }
  }
  const page = await readFile(join(folder, "index.html"), "utf8");
  return { type: types["html"]!, body: page.replace('<base href="/">', `<base href="${path}">`) };
}

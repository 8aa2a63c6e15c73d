// Serves the files of another console as a good web server would: compressed beforehand, kept by browsers.

import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, relative } from "node:path";
import { brotliCompressSync } from "node:zlib";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** Files that are compressed already. */
const compressed = /\.(woff2?|png|jpe?g|gif|webp|ico|br|gz)$/;

/** Serves a folder, its index.html for addresses that are no file, and of an API what is in `api/` of the folder, or 404. */
export async function serveFolder(folder: string): Promise<{ url: string; server: Server }> {
  const files = new Map<string, { plain: Buffer; small: Buffer | undefined }>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      const plain = await readFile(path);
      files.set(`/${relative(folder, path)}`, { plain, small: compressed.test(path) ? undefined : brotliCompressSync(plain) });
    }
  }
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const isApi = path.startsWith("/api/");
    const name = [path, `${path}.json`].find((one) => files.has(one)) ?? (isApi ? "" : "/index.html");
    const file = files.get(name);
    if (!file) {
      response.writeHead(404, { "Content-Type": "application/json" }).end("{}");
      return;
    }
    const isDocument = name === "/index.html";
    response.writeHead(200, {
      "Content-Type": types[extname(name)] ?? "application/octet-stream",
      "Cache-Control": isDocument ? "no-store" : "public, max-age=31536000, immutable",
      ...(file.small ? { "Content-Encoding": "br" } : {}),
    });
    response.end(file.small ?? file.plain);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

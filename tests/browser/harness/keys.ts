// API keys as tests make them.

import { expect } from "@playwright/test";

import type { Server } from "./server.ts";

export interface Scope {
  controller: string;
  action: string;
}

/** The scopes with these names, such as `users/index`, as they are on the wire. */
export function scopes(...names: string[]): Scope[] {
  return names.map((name) => {
    const [controller, action] = name.split("/") as [string, string];
    return { controller, action };
  });
}

/** Creates a key by the API and gives what the server answered, the secret included. */
export async function createKey(server: Server, token: string, name: string, ...names: string[]): Promise<any> {
  const answer = await server.api("POST", "/users/me/api_keys", { name, api_key_scopes: scopes(...names) }, token);
  expect(answer.status).toBe(201);
  return answer.body;
}

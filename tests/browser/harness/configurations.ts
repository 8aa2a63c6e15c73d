// What the tests of the configuration have in common.

import { expect, type Page } from "@playwright/test";

import { openAs } from "./app.ts";
import type { Server } from "./server.ts";

/** Configurations of the administrator, through the API. */
export class Configurations {
  private constructor(
    private readonly server: Server,
    private readonly token: string,
  ) {}

  static async of(server: Server, entries: Record<string, string> = {}): Promise<Configurations> {
    const configurations = new Configurations(server, await server.token());
    for (const [key, value] of Object.entries(entries)) {
      await configurations.add(key, value);
    }
    return configurations;
  }

  async add(key: string, value: string): Promise<number> {
    const answer = await this.server.api("POST", "/users/me/configurations", { key, value }, this.token);
    expect(answer.status, key).toBe(201);
    return answer.body.id;
  }

  /** Many at once. */
  async fill(count: number, of: (index: number) => [string, string]): Promise<void> {
    for (let start = 0; start < count; start += 20) {
      const indices = Array.from({ length: Math.min(20, count - start) }, (_, index) => start + index);
      await Promise.all(indices.map((index) => this.add(...of(index))));
    }
  }

  async id(key: string): Promise<number> {
    const { body } = await this.server.api("GET", "/users/me/configurations?limit=10000", undefined, this.token);
    return body.configurations.find((configuration: any) => configuration.key === key).id;
  }

  async change(key: string, changes: { key?: string; value?: string }): Promise<void> {
    const id = await this.id(key);
    expect((await this.server.api("PUT", `/users/me/configurations/${id}`, changes, this.token)).status).toBe(200);
  }

  async remove(key: string): Promise<void> {
    const id = await this.id(key);
    expect((await this.server.api("DELETE", `/users/me/configurations/${id}`, undefined, this.token)).status).toBe(204);
  }

  /** All of them, without those that the console keeps for itself. */
  async all(): Promise<Record<string, string>> {
    const { body } = await this.server.api("GET", "/users/me/configurations?limit=10000", undefined, this.token);
    const pairs = body.configurations.map((configuration: any) => [configuration.key, configuration.value]);
    return Object.fromEntries(pairs);
  }
}

/** Opens the configuration and waits until it is loaded. */
export async function openConfiguration(page: Page, server: Server, rest = ""): Promise<void> {
  await openAs(page, server, `/configuration${rest}`);
  await loaded(page);
}

/** Waits until the list is loaded. */
export async function loaded(page: Page): Promise<void> {
  await expect(page.getByRole("navigation", { name: "Pages" }).getByRole("status")).toHaveText(/· loaded /);
}

/** The keys in sight, as their links call them. */
export function keys(page: Page) {
  return page.getByRole("list", { name: "Keys" }).getByRole("link");
}

/** The button that shows a value and edits it. */
export function value(page: Page, key: string) {
  return page.getByRole("button", { name: `Edit the value of ${key}:` });
}

/** The field in which a value is edited. */
export function field(page: Page, key: string) {
  return page.getByLabel(`Value of ${key}`, { exact: true });
}

/** Presses an entry of a row's menu. */
export async function act(page: Page, key: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${key}`, exact: true }).click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}

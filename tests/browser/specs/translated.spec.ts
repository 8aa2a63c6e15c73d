// A browser's translator replaces the texts of a page by elements of its own: the console goes on, and shows nothing that is over.

import { expect, test, type Page } from "../harness/fixtures.ts";
import { openAs } from "../harness/app.ts";

/** Does what Chrome's translator does: each text gives way to two nested <font> elements with a text of their own. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      if (text.data.trim() !== "" && !text.parentElement!.closest("script, style, font")) {
        texts.push(text);
      }
    }
    for (const text of texts) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.append(document.createTextNode(text.data));
      outer.append(inner);
      text.replaceWith(outer);
    }
  });
}

test("pages, names and counts change under a translator, and nothing old stays", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  for (let number = 0; number < 30; number += 1) {
    await server.createUser({ username: `user${number}` });
  }
  await openAs(page, server, "/users?sort=username");
  await expect(page.getByText("1–25 of 32")).toBeVisible();
  await translate(page);
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await expect(page.getByText("26–32 of 32")).toBeVisible();
  await expect(page.getByText("1–25 of 32")).toBeHidden();

  await page.goto(`${server.url}/users/${ada.id}`);
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("heading", { name: "ada", exact: true })).toBeVisible();
  await translate(page);
  await drawer.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Username", { exact: true }).fill("lovelace");
  await translate(page);
  await page.getByRole("button", { name: /^Save/ }).click();
  await expect(drawer.getByRole("heading", { name: "lovelace", exact: true })).toBeVisible();
  await expect(drawer.getByText("ada", { exact: true })).toBeHidden();
  await expect(page.getByRole("table").getByText("ada", { exact: true })).toBeHidden();

  await page.goto(`${server.url}/api-keys/new`);
  await expect(page.getByText("0 of 156").first()).toBeVisible();
  await translate(page);
  await page.getByRole("checkbox", { name: "users/index" }).check();
  await expect(page.getByText("1 of 156").first()).toBeVisible();
  await expect(page.getByText("0 of 156")).toHaveCount(0);
  await page.getByRole("link", { name: "Users" }).first().click();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
});

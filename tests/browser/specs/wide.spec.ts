// On a screen of 2,560 pixels nothing is torn apart: text is as wide as can be read, fields are as wide as what they take, and
// what belongs together stays together.

import { expect, takenOver, test, type Page } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, openAs } from "../harness/app.ts";
import { createKey } from "../harness/keys.ts";

/** The widest of what is on the screen, with what it says. */
async function widest(page: Page, selector: string): Promise<{ width: number; text: string }> {
  const all = await page.locator(selector).filter({ visible: true }).evaluateAll((elements) =>
    elements.map((element) => {
      // Of a paragraph its lines count, and not the box that they stand in.
      const range = document.createRange();
      range.selectNodeContents(element);
      const own = element.matches("p") ? range : element;
      const text = element.textContent?.trim().slice(0, 60) || element.getAttribute("name") || element.tagName;
      return { width: own.getBoundingClientRect().width, text };
    }),
  );
  return all.reduce((one, other) => (other.width > one.width ? other : one), { width: 0, text: "nothing" });
}

test("at 2,560 pixels every page keeps its measure", async ({ page, server }) => {
  test.slow();
  const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
  const token = await server.token();
  const key = await createKey(server, token, "backup", "users/index", "nas_shares/get_password");
  for (const [name, value] of [
    ["global.locale", "en"],
    ["backup.target", "x".repeat(2000)],
  ]) {
    await server.api("POST", "/users/me/configurations", { key: name, value }, token);
  }
  await page.setViewportSize({ width: 2560, height: 1440 });
  await page.goto("/");
  await takenOver(page);
  await expect(page.getByLabel("Username or email")).toBeFocused();
  expect((await widest(page, "input")).width).toBeLessThan(450);

  await openAs(page, server, "/users");
  for (const address of [
    "/users",
    "/users/new",
    `/users/${ada.id}`,
    `/users/${ada.id}/edit`,
    "/systems/users",
    "/systems/groups/root",
    "/systems/differences",
    "/configuration",
    "/configuration/backup.target",
    "/api-keys",
    "/api-keys/new",
    `/api-keys/${key.id}`,
    "/profile",
    "/nowhere",
  ]) {
    await test.step(address, async () => {
      await page.goto(address);
      await expect(page.locator("h1").filter({ visible: true })).toHaveCount(1);
      await expect(page.locator("main [aria-busy=true], dialog[open] [aria-busy=true]")).toHaveCount(0);
      await expectNoSidewaysScroll(page);
      const side = (await page.getByRole("navigation", { name: "Main" }).boundingBox())!;
      expect(side.width, "the side bar").toBeLessThan(300);
      for (const [selector, most] of [
        // 100rem, and what is around it.
        ["main > *", 1700],
        // Some eighty characters.
        ["main p, dialog[open] p", 720],
        ["main form :is(input, select), dialog[open] :is(input, select)", 720],
        ["dialog[open]", 520],
      ] as const) {
        const { width, text } = await widest(page, selector);
        expect.soft(width, `${selector}: ${text}`).toBeLessThanOrEqual(most);
      }
    });
  }
});

// Ten thousand accounts, enumerated by a real server, stay fluid.

import type { System } from "../harness/accounts.ts";
import { expect, test, type Page } from "../harness/fixtures.ts";
import { openAs } from "../harness/app.ts";

const count = 10_000;
const name = (index: number): string => `user${String(index).padStart(5, "0")}`;
const system: System = {
  accounts: Array.from({ length: count }, (_, index) => ({
    name: name(index),
    uid: 2000 + index,
    gid: 100,
    info: `Person ${index},Room ${index % 90}`,
  })),
  groups: [
    { name: "users", gid: 100, users: [] },
    ...Array.from({ length: 100 }, (_, group) => ({
      name: `group${group}`,
      gid: 200 + group,
      users: Array.from({ length: 100 }, (_, member) => name(group * 100 + member)),
    })),
  ],
};
test.use({ serverOptions: { system } });

/** Milliseconds from an action to the frame in which a text is on the screen. */
async function until(page: Page, text: string, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate((text) => {
    const state = window as any;
    state.painted = new Promise<number>((resolve) => {
      const look = (): void => {
        if (document.body.innerText.includes(text)) {
          requestAnimationFrame(() => resolve(performance.now() - state.begun));
        } else {
          requestAnimationFrame(look);
        }
      };
      look();
    });
    for (const kind of ["input", "click"]) {
      addEventListener(kind, () => (state.begun = performance.now()), { capture: true, once: true });
    }
  }, text);
  await act();
  return Math.round(await page.evaluate(() => (window as any).painted));
}

test("lists, search, sorting, drawers and the combobox", async ({ page, server }, testInfo) => {
  test.slow();
  await page.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector(".pagination-summary")?.textContent?.includes("of 10,000")) {
        (window as any).rowsAt = performance.now();
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  });
  await openAs(page, server, "/systems/users");
  await expect(page.getByText("1–25 of 10,000")).toBeVisible();
  const figures: Record<string, number> = {};
  const answered = await page.evaluate(() => {
    const answers = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/systems"));
    return Math.max(...answers.map((entry) => (entry as PerformanceResourceTiming).responseEnd));
  });
  const painted = await page.evaluate(() => (window as any).rowsAt as number);
  figures["last answer to painted rows"] = Math.round(painted - answered);
  const search = page.getByRole("searchbox", { name: "Search users" });
  // 150 ms of each is the pause for which the search waits.
  figures["search typed to painted rows"] = await until(page, "1–25 of 100", () => search.fill("user099"));
  figures["search cleared to painted rows"] = await until(page, "of 10,000", () => search.fill(""));
  figures["sorted by full name"] = await until(page, "Person 9999", () =>
    page.getByRole("columnheader", { name: "Full name" }).getByRole("button").click().then(() =>
      page.getByRole("columnheader", { name: "Full name" }).getByRole("button").click()),
  );
  await page.goto("/systems/groups");
  await expect(page.getByRole("link", { name: "9996 more", exact: true })).toBeVisible();
  await page.goto("/systems/groups/users");
  await expect(page.getByText("and 9,950 more")).toBeVisible();
  await page.goto("/users/new");
  const uid = page.getByRole("combobox", { name: "User id (uid)" });
  await uid.press("ArrowDown");
  const options = page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");
  await expect(options).toHaveCount(50);
  figures["combobox typed to painted options"] = await until(page, "user07777", () => uid.fill("7777"));
  await expect(options.first()).toContainText("7777");
  await testInfo.attach("milliseconds", { body: JSON.stringify(figures), contentType: "application/json" });
  for (const [what, took] of Object.entries(figures)) {
    expect(took, what).toBeLessThan(2_000);
  }
});

// The configuration where something is in the way: somebody else, the server, or what is too long.

import { expect, test } from "../harness/fixtures.ts";
import { Gate, noteRequests } from "../harness/app.ts";
import { act, Configurations, field, loaded, openConfiguration, value } from "../harness/configurations.ts";

test("what was changed or deleted elsewhere is said, and what is typed stays", async ({ page, problems, server }) => {
  problems.allow(/status of 50\d/);
  const stored = await Configurations.of(server, { one: "x", two: "y", three: "z" });
  await openConfiguration(page, server);
  await value(page, "one").click();
  await field(page, "one").fill("mine");
  await stored.change("one", { value: "theirs" });
  await page.keyboard.press("Enter");
  await expect(page.getByText("it is now “theirs”. Save it again to overwrite that.")).toBeVisible();
  await expect(field(page, "one")).toHaveValue("mine");
  expect((await stored.all()).one).toBe("theirs");
  await field(page, "one").press("Enter");
  await expect.poll(async () => (await stored.all()).one).toBe("mine");
  // So is what undoing would overwrite.
  await stored.change("one", { value: "theirs again" });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("it is now “theirs again”. Undo it again to overwrite that.")).toBeVisible();
  expect((await stored.all()).one).toBe("theirs again");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone: one is “theirs” again.")).toBeVisible();
  expect((await stored.all()).one).toBe("theirs");

  await value(page, "two").click();
  await field(page, "two").fill("mine as well");
  await stored.remove("two");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Someone deleted this key in the meantime/)).toBeVisible();
  await expect(value(page, "two")).toContainText("mine as well");
  await page.getByRole("button", { name: "Review and apply" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply 1 change" }).click();
  await expect(page.getByText("1 applied.")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  expect((await stored.all()).two).toBe("mine as well");

  // The server fails, which it doesn't when it is asked to: the editor stays open with the text.
  await page.route("**/configurations/*", (route) => route.fulfill({ status: 500, body: '{"error":"x"}' }));
  await value(page, "three").click();
  await field(page, "three").fill("kept");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Something went wrong on the server.")).toBeVisible();
  await expect(field(page, "three")).toHaveValue("kept");
  // Leaving asks, since it isn't saved.
  await page.getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("dialog", { name: "Discard your changes?" })).toBeVisible();
  await page.getByRole("button", { name: "Keep editing" }).click();
  await page.unrouteAll();
  await field(page, "three").press("Enter");
  await expect.poll(async () => (await stored.all()).three).toBe("kept");
});

test("what stands in an editor is kept when the list comes without its key", async ({ page, server }) => {
  const stored = await Configurations.of(server, { one: "x" });
  await openConfiguration(page, server);
  await value(page, "one").click();
  await field(page, "one").fill("typed");
  await stored.remove("one");
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText(/Someone deleted this key in the meantime/)).toBeVisible();
  await expect(value(page, "one")).toContainText("typed");
});

test("one deletion waits for the one before it", async ({ page, server }) => {
  const stored = await Configurations.of(server, { one: "x", two: "y" });
  await openConfiguration(page, server);
  const gate = new Gate();
  await page.route("**/configurations/*", async (route) => {
    await gate.passed;
    await route.continue();
  });
  await act(page, "one", "Delete");
  await page.getByRole("button", { name: "Actions for two" }).click();
  const remove = page.getByRole("menuitem", { name: /^Delete/ });
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  await expect(remove).toContainText("Another change is being saved.");
  gate.open();
  await expect(remove).not.toHaveAttribute("aria-disabled", "true");
  await remove.click();
  await expect.poll(() => stored.all()).toEqual({});
});

test("a list that can’t be loaded says so and is tried again; while saving nothing is lost", async ({
  page,
  problems,
  server,
}) => {
  problems.allow(/status of 500/);
  const stored = await Configurations.of(server, { one: "x" });
  await openConfiguration(page, server);
  await page.route("**/me/configurations?*", (route) => route.fulfill({ status: 500, body: '{"error":"x"}' }));
  await page.reload();
  await expect(page.getByText("The server failed")).toBeVisible();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await loaded(page);
  const gate = new Gate();
  await page.route("**/configurations/*", async (route) => {
    await gate.passed;
    await route.continue();
  });
  const requests = noteRequests(page);
  await value(page, "one").click();
  await field(page, "one").fill("slow");
  await page.keyboard.press("Enter");
  await expect(field(page, "one")).toHaveAttribute("readonly");
  await page.keyboard.press("Enter");
  gate.open();
  await expect(value(page, "one")).toContainText("slow");
  expect(requests.of("PUT")).toHaveLength(1);
  expect((await stored.all()).one).toBe("slow");
});

test("keys and values that are too long are refused on the spot with their count", async ({ page, server }) => {
  const stored = await Configurations.of(server, { one: "x" });
  await openConfiguration(page, server);
  const requests = noteRequests(page);
  await value(page, "one").click();
  await field(page, "one").fill("v".repeat(100_000));
  await expect(page.getByText("100,000 characters; at most 65,535 are possible. Take out 34,465.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(field(page, "one")).toHaveValue("v".repeat(100_000));
  await page.keyboard.press("Escape");
  await act(page, "one", "Rename");
  await page.getByLabel("New name of one").fill("k".repeat(100_000));
  await expect(page.getByText("100,000 characters; at most 255 are possible. Take out 99,745.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("New name of one")).toHaveValue("k".repeat(100_000));
  expect(requests.of("PUT")).toEqual([]);
  expect(await stored.all()).toEqual({ one: "x" });
});

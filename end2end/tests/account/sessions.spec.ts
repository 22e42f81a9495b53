import { accounts, expect, test } from "../fixtures";

test("a session on another browser can be ended", async ({ own, open, visit, check }) => {
  const other = await open(own, await own.signIn(accounts.employee));
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account");
  const sessions = page.getByRole("region", { name: "Where you are signed in" });
  await expect(sessions.getByRole("row")).toHaveCount(3);
  await check(page, "Account · Waymark", "sessions");
  await sessions.getByRole("button", { name: /^Sign out Chrome on Linux, since today/ }).click();
  await expect(page.getByText("That browser is signed out.")).toBeVisible();
  await expect(sessions.getByRole("row")).toHaveCount(2);
  await expect(sessions).toContainText("This browser");

  await visit(other, "/account");
  await expect(other).toHaveURL("/sign-in?next=/account");
});

test("one can sign out everywhere", async ({ own, open, visit, ready }) => {
  const other = await open(own, await own.signIn(accounts.employee));
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL("/sign-in");
  await ready(page);
  for (const browser of [page, other]) {
    await visit(browser, "/");
    await expect(browser).toHaveURL("/sign-in");
  }
});

test("what is done on a browser that was signed out says so", async ({ own, open, visit, console, hydrated }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  const other = await own.signIn(accounts.employee);
  await visit(page, "/account");
  await own.post(other, "/fn/session/sign-out-everywhere", {});
  // What was asked for, and the page's data after it.
  console.expectRefusal(401);
  console.expectRefusal(401);
  await page.getByLabel("Name").fill("Mira Berg");
  const again = hydrated ? page.waitForResponse(/\/fn\/account\/show/) : undefined;
  await page.getByRole("button", { name: "Save" }).click();
  await again;
  if (hydrated) {
    await expect(page.getByRole("alert")).toHaveText("You are signed out. Sign in again, then repeat this.");
    await expect(page.getByLabel("Name"), "what was typed is still there").toHaveValue("Mira Berg");
  } else {
    await expect(page).toHaveURL(/\/sign-in\?next=\/account/);
  }
});

import { PASSWORD, accounts, expect, test } from "../fixtures";

const SIGN_IN = "**/fn/session/sign-in";

test("the keyboard alone is enough", async ({ visitor: page, visit }) => {
  await visit(page, "/sign-in");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type(accounts.employee);
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Show password" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One thing waits for you");
  await page.getByRole("button", { name: "Sign out" }).press("Space");
  await expect(page).toHaveURL("/sign-in");
});

test("a password can be shown and hidden", async ({ visitor: page, visit, audit }) => {
  await visit(page, "/sign-in");
  const password = page.getByLabel("Password", { exact: true });
  await password.fill(PASSWORD);
  await expect(password).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await expect(password).toHaveValue(PASSWORD);
  await audit(page);
  await page.getByRole("button", { name: "Hide password" }).click();
  await expect(password).toHaveAttribute("type", "password");
});

test("a refusal does not load the page again", async ({ visitor: page, visit, console }) => {
  console.expectRefusal(422);
  await visit(page, "/sign-in");
  const loads: string[] = [];
  page.on("framenavigated", (frame) => loads.push(frame.url()));
  await page.getByLabel("E-mail").fill(accounts.employee);
  await page.getByLabel("Password", { exact: true }).fill("four wild harbours");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("do not belong together");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("four wild harbours");
  expect(loads).toEqual([]);
});

test("the button says that it is under way, and takes no second click", async ({ visitor: page, visit, audit }) => {
  let sent = 0;
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(SIGN_IN, async (route) => {
    sent += 1;
    await held;
    await route.continue();
  });
  await visit(page, "/sign-in");
  await page.getByLabel("E-mail").fill(accounts.employee);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  const button = page.getByRole("button", { name: "Sign in" });
  await button.click();
  await expect(button).toHaveAttribute("aria-busy", "true");
  await audit(page);
  await button.click();
  await page.getByLabel("Password", { exact: true }).press("Enter");
  release();
  await expect(page).toHaveURL("/");
  expect(sent, "requests to sign in").toBe(1);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
});

test("without a connection nothing typed is lost", async ({ visitor: page, visit, console }) => {
  console.expectOffline();
  await visit(page, "/sign-in");
  await page.getByLabel("E-mail").fill(accounts.employee);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText(
    "The server does not answer. What you wrote is still here; try again.",
  );
  await expect(page.getByLabel("E-mail")).toHaveValue(accounts.employee);
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue(PASSWORD);

  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One thing waits for you");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
});

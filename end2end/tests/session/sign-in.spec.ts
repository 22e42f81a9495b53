import { PASSWORD, accounts, expect, test } from "../fixtures";

test("the page to sign in on", async ({ visitor: page, visit, check }) => {
  await visit(page, "/sign-in");
  await check(page, "Sign in · Waymark", "sign-in");
});

for (const [role, email] of Object.entries(accounts)) {
  test(`the demo company's ${role} signs in, sees home, and signs out`, async ({ visitor: page, visit, ready, hydrated }) => {
    await visit(page, "/");
    await expect(page, "who is not signed in is sent to do so").toHaveURL("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("One thing waits for you");
    await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Administration" })).toHaveCount(
      role === "administrator" ? 1 : 0,
    );

    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL("/sign-in");
    await ready(page);
    // Back shows nothing of whoever was here.
    await page.goBack({ waitUntil: hydrated ? "load" : "commit" });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  });
}

test("a wrong password is a sentence, and the address is still there", async ({ visitor: page, console, visit, check }) => {
  console.expectRefusal(422);
  await visit(page, "/sign-in");
  await page.getByLabel("E-mail").fill(accounts.employee);
  await page.getByLabel("Password", { exact: true }).fill("four wild harbours");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText(
    "That address and password do not belong together. Try again, or set a new password.",
  );
  await expect(page.getByLabel("E-mail")).toHaveValue(accounts.employee);
  expect(page.url(), "no secret travels in an address").not.toContain("wild");
  await check(page, "Sign in · Waymark", "refused");
});

test("one comes to where one wanted to go", async ({ visitor: page, visit }) => {
  await visit(page, "/account?done=profile");
  await expect(page).toHaveURL("/sign-in?next=/account%3Fdone%3Dprofile");
  await page.getByLabel("E-mail").fill(accounts.lead);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/account?done=profile");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Account");
  await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL("/sign-in");
});

test("an address elsewhere is not where signing in leads", async ({ visitor: page, visit }) => {
  await visit(page, "/sign-in?next=//elsewhere.example/");
  await page.getByLabel("E-mail").fill(accounts.lead);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
});

test("too many tries are told how long to wait", async ({ own, open, visit, console, hydrated }) => {
  // Ten tries of one address are taken at once.
  for (let number = 0; number < 10; number += 1) {
    await own.signIn(accounts.employee);
  }
  const page = await open(own);
  console.expectRefusal(429);
  await visit(page, "/sign-in");
  await page.getByLabel("E-mail").fill(accounts.employee);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText(/^Too many tries\. Try again in \d+ seconds\.$/);
  if (hydrated) {
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue(PASSWORD);
  }
});

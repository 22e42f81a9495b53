import { PASSWORD, accounts, expect, test } from "../fixtures";

const NEW = "a quiet walk along the fjord";

test("a forgotten password is set anew with a link that comes by mail", async ({ own, open, visit, check }) => {
  const elsewhere = await open(own, await own.signIn(accounts.employee));
  const page = await open(own);
  await visit(page, "/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Forgot your password?");
  await check(page, "Forgot your password · Waymark", "forgot");
  await page.getByLabel("E-mail").fill(accounts.employee);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look in your mail");
  await check(page, "Forgot your password · Waymark", "forgot-asked");

  await visit(page, await own.linkFor(accounts.employee));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set a new password");
  await check(page, "Set a new password · Waymark", "set-anew");
  await page.getByLabel("New password", { exact: true }).fill(NEW);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One thing waits for you");

  await visit(elsewhere, "/");
  await expect(elsewhere, "every other browser is signed out").toHaveURL("/sign-in");
  await expect(own.signIn(accounts.employee, PASSWORD), "the old password").rejects.toThrow("422");
  await own.signIn(accounts.employee, NEW);
});

test("whether an address has an account is not told", async ({ own, open, visit }) => {
  const page = await open(own);
  await visit(page, "/forgot-password");
  await page.getByLabel("E-mail").fill("nobody@halden.example");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look in your mail");
  await expect(page.getByRole("main")).toContainText("If that address has an account here");
});

test("an address that is none is refused at the field", async ({ visitor: page, console, visit, audit }) => {
  console.expectRefusal(422);
  await visit(page, "/forgot-password");
  // Browsers let this pass as an address.
  const long = `${"m".repeat(65)}@halden.example`;
  await page.getByLabel("E-mail").fill(long);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription("This is longer than an address can be.");
  await expect(page.getByLabel("E-mail")).toHaveValue(long);
  await expect(page.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("E-mail"), "what is wrong is read out").toBeFocused();
  await audit(page);
});

test("where no mail is sent the page says whom to ask", async ({ empty, open, visit, check }) => {
  const page = await open(empty);
  await visit(page, "/forgot-password");
  await check(page, "Forgot your password · Waymark", "forgot-without-mail");
});

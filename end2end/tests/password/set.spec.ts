import { expect, test } from "../fixtures";

const NEW = "a quiet walk along the fjord";

test("an invitation leads to the first sign-in, once", async ({ empty, open, visit, check, console }) => {
  const administrator = await open(empty, await empty.found("Ada Berg", "ada@halden.example"));
  await visit(administrator, "/admin/people");
  await administrator.getByLabel("Name").fill("Greta Nowak");
  await administrator.getByLabel("E-mail").fill("greta@halden.example");
  await administrator.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await administrator.getByLabel("Link", { exact: true }).inputValue();
  expect(link).toContain(`${empty.base}/set-password/`);

  const page = await open(empty);
  await visit(page, link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome, Greta");
  await check(page, "Set your password · Waymark", "set-invited");

  console.expectRefusal(422);
  const password = page.getByLabel("New password", { exact: true });
  await password.fill("too short");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(password).toHaveAccessibleDescription(/This has 9 characters; it needs 15\.$/);
  await expect(password).toHaveAttribute("aria-invalid", "true");
  await expect(password, "what is wrong is read out").toBeFocused();
  await check(page, "Set your password · Waymark", "set-refused");

  await password.fill(NEW);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page, "signed in at once").toHaveURL("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One thing waits for you");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
  await empty.signIn("greta@halden.example", NEW);

  await visit(page, link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link does not work any more");
  await check(page, "This link does not work any more · Waymark", "set-gone");
});

test("a link that is used while the page is open says so", async ({ own, open, visit, console }) => {
  const session = await own.signIn("ines.moreau@halden.example");
  await own.post(session, "/fn/people/invite", { name: "Greta Nowak", email: "greta@halden.example", title: "" });
  const link = await own.linkFor("greta@halden.example");
  const page = await open(own);
  await visit(page, link);
  await own.post(session, "/fn/password/set", { token: link.replace("/set-password/", ""), password: NEW });

  console.expectRefusal(422);
  await page.getByLabel("New password", { exact: true }).fill(NEW);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("main")).toContainText("This link was used already, or it has expired.");
});

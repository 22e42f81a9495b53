import { PASSWORD, accounts, expect, test } from "../fixtures";

const NEW = "a quiet walk along the fjord";

test("a new password signs every other browser out", async ({ own, open, visit, check, console }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  const other = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account");
  const card = page.getByRole("region", { name: "Password" });

  console.expectRefusal(422);
  await card.getByLabel("Present password", { exact: true }).fill("four wild harbours");
  await card.getByLabel("New password", { exact: true }).fill(NEW);
  await card.getByRole("button", { name: "Change the password" }).click();
  await expect(card.getByLabel("Present password", { exact: true })).toHaveAccessibleDescription("This is not your password.");
  await check(page, "Account · Waymark", "password-refused");

  await card.getByLabel("Present password", { exact: true }).fill(PASSWORD);
  await card.getByLabel("New password", { exact: true }).fill(NEW);
  await card.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("Your password is changed. Every other browser is signed out.")).toBeVisible();
  await expect(card.getByLabel("Present password", { exact: true }), "no password stays on the page").toHaveValue("");

  await visit(other, "/");
  await expect(other).toHaveURL("/sign-in");
  await own.signIn(accounts.employee, NEW);
});

test("a new password that is too easily guessed is refused at its field", async ({ own, open, visit, console }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account");
  console.expectRefusal(422);
  const card = page.getByRole("region", { name: "Password" });
  await card.getByLabel("Present password", { exact: true }).fill(PASSWORD);
  await card.getByLabel("New password", { exact: true }).fill("abcabcabcabcabcabc");
  await card.getByRole("button", { name: "Change the password" }).click();
  await expect(card.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(/first that would be guessed/);
  await expect(card.getByLabel("New password", { exact: true }), "what is wrong is read out").toBeFocused();
});

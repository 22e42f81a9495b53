import { accounts, expect, test } from "../fixtures";

test("a session that could not be ended is not said to be", async ({ own, open, visit, console }) => {
  await own.signIn(accounts.employee);
  await own.signIn(accounts.employee);
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account");
  const sessions = page.getByRole("region", { name: "Where you are signed in" });
  const other = sessions.getByRole("button", { name: /^Sign out Chrome on Linux, since today/ });
  await other.first().click();
  await expect(page.getByText("That browser is signed out.")).toBeVisible();
  await expect(other).toHaveCount(1);

  // What was asked for, and the page's data after it.
  console.expectOffline();
  console.expectOffline();
  await page.context().setOffline(true);
  await other.click();
  await expect(sessions.getByRole("alert")).toHaveText("The server does not answer. What you wrote is still here; try again.");
  await expect(page.getByText("That browser is signed out.")).toHaveCount(0);
  await expect(other).toHaveCount(1);

  await page.context().setOffline(false);
  await other.click();
  await expect(page.getByText("That browser is signed out.")).toBeVisible();
  await expect(other).toHaveCount(0);
  await expect(sessions.getByRole("alert")).toHaveCount(0);
});

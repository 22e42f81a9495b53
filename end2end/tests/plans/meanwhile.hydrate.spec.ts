//! What the other side writes while a page is open stands there once it is read again, with its seal: it is told before somebody signs it unread.

import { accounts } from "../fixtures";
import { expect, test, write } from "./plans";

test("what the other side wrote while the page was open is told, until it is settled", async ({ planned, open, visit, ready, audit, console }) => {
  const mira = await open(planned, await planned.signIn(accounts.employee));
  const viktor = await open(planned, await planned.signIn(accounts.manager));
  await visit(mira, "/plan");
  await visit(viktor, "/plan");
  await viktor.getByRole("region", { name: "Plans of my people" }).getByRole("link", { name: "Mira Solberg" }).click();
  await ready(viktor);
  await write(viktor, "Where to grow", "To say no earlier.");
  await expect(viktor.getByRole("region", { name: "Where to grow", exact: true })).toContainText("To say no earlier.");

  const told = mira.getByRole("alert").filter({ hasText: "This was changed while the page was open." });
  await expect(told).toHaveCount(0);
  await write(mira, "Where to", "Lead engineer by 2029.");
  await expect(told.getByRole("listitem")).toHaveText(["Where to grow"]);
  await expect(mira.getByRole("region", { name: "Where to grow", exact: true })).toContainText("To say no earlier.");
  await audit(mira);

  // Whoever saves over it has seen it.
  console.expectRefusal(422);
  await write(mira, "Where to grow", "To say no, with numbers.");
  await mira.getByRole("button", { name: "Keep mine" }).click();
  await expect(mira.getByRole("region", { name: "Where to grow", exact: true }).getByRole("alert")).toHaveCount(0);
  await expect(told).toHaveCount(0);
});

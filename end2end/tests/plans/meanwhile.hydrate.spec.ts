//! What the other side writes while a page is open stands there once it is read again, with its seal: it is told before somebody signs it unread.

import { expect, test, write } from "./plans";

test("what the other side wrote while the page was open is told, until it is settled", async ({ sides, audit, console }) => {
  const { mira, viktor } = sides;
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

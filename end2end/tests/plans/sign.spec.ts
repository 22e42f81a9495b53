//! A plan from its first words to its amendment: written by both, signed by both, and told in words what changed.

import { expect, test, write } from "./plans";

test("both write it, meet, sign it, and amend it", async ({ sides, visit, ready, console }) => {
  test.setTimeout(240_000);
  const { mira, viktor } = sides;

  await write(mira, "Where to", "Senior software engineer by 2028.");
  await expect(mira.getByText("Software engineer, towards Senior software engineer by 2028 · with Viktor Nakamura")).toBeVisible();
  // His page is older: both states are there, and he chooses.
  console.expectRefusal(422);
  await write(viktor, "Where to", "Lead engineer by 2029.");
  const conflict = viktor.getByRole("alert").filter({ hasText: "This was changed while you were writing." });
  await expect(conflict).toContainText("Senior software engineer by 2028.");
  await expect(conflict).toContainText("Lead engineer by 2029.");
  await conflict.getByRole("link", { name: "Keep the saved one" }).click();
  await ready(viktor);
  await expect(viktor.getByRole("region", { name: "Where to", exact: true })).toContainText("Senior software engineer by 2028.");

  const support = mira.getByRole("region", { name: "Support promised" });
  await support.getByText("Write it").click();
  await support.getByRole("group", { name: "Line 1" }).getByLabel("What").fill("Half a day a week");
  console.expectRefusal(422);
  await support.getByRole("button", { name: /^Save/ }).click();
  await expect(support.getByText("Say who promises it.")).toBeVisible();
  await expect(support.getByRole("group", { name: "Line 1" }).getByLabel("What")).toHaveValue("Half a day a week");
  await support.getByRole("group", { name: "Line 1" }).getByLabel("By whom").fill("Viktor Nakamura");
  await support.getByRole("button", { name: /^Save/ }).click();
  await expect(support.getByRole("listitem")).toHaveText("Half a day a week (Viktor Nakamura)");

  await visit(viktor, new URL(viktor.url()).pathname);
  const sign = viktor.getByRole("region", { name: "Sign it" });
  await expect(sign.getByRole("button", { name: "Sign it" })).toHaveCount(0);
  await sign.getByRole("link", { name: "Look at it" }).click();
  await ready(viktor);
  await viktor.getByRole("button", { name: "Agree", exact: true }).click();
  await expect(viktor.getByText("Agreed by both today")).toBeVisible();
  await visit(viktor, "/plan");
  await viktor.getByRole("region", { name: "Plans of my people" }).getByRole("link", { name: "Mira Solberg" }).click();
  await ready(viktor);
  await viktor.getByRole("button", { name: "Sign it" }).click();
  await expect(viktor.getByText(/You signed it on .* It waits for Mira Solberg\./)).toBeVisible();

  await visit(mira, "/plan");
  await expect(mira.getByText(/Viktor Nakamura signed it on .* Read it, and sign\./)).toBeVisible();
  await mira.getByRole("button", { name: "Sign it" }).click();
  await expect(mira.getByRole("listitem").filter({ hasText: "Signed Mira Solberg" })).toBeVisible();
  await expect(mira.getByRole("region", { name: "Sign it" })).toHaveCount(0);

  await mira.getByText("Begin an amendment").click();
  await mira.getByLabel("Why").fill("Timetables asked for her");
  await mira.getByRole("button", { name: "Begin it" }).click();
  await expect(mira.getByText(/You have been amending it since .*: Timetables asked for her\./)).toBeVisible();
  await write(mira, "Where to", "Lead engineer by 2029.");
  await expect(mira.getByText("Where to: “Lead engineer by 2029.” is new.")).toBeVisible();
  await mira.getByRole("button", { name: "Give the amendment up" }).click();
  await expect(mira.getByRole("paragraph").filter({ hasText: "Senior software engineer by 2028." })).toBeVisible();
});

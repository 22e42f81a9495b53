//! Surveys with results: answers from elsewhere, the same each time.

import { type Installation } from "../fixtures";

/** Questions of every kind, of a company review. */
export const COMPANY = `
id = "former"
title = "Engagement"
purpose = "company"
lang = "en"

[[section]]
id = "leading"
title = "Leading"
[[section.question]]
id = "lead01"
text = "My lead listens before deciding."
kind = "scale"
[[section.question]]
id = "lead02"
text = "My lead takes back what was agreed."
kind = "scale"
reversed = true
[[section.question]]
id = "lead03"
text = "I know what is expected of me."
kind = "scale"

[[section]]
id = "balance"
title = "Balance"
[[section.question]]
id = "bal01"
text = "I could keep this workload up for years."
kind = "scale"
[[section.question]]
id = "bal02"
text = "I can take leave when I need it."
kind = "scale"

[[section]]
id = "whole"
title = "As a whole"
[[section.question]]
id = "recommend"
text = "Would you recommend us as a place to work?"
kind = "recommend"
[[section.question]]
id = "matters"
text = "What matters most to you?"
kind = "multiple"
at_most = 2
options = [{ id = "pay", text = "Pay" }, { id = "people", text = "The people" }, { id = "place", text = "Where we work" }]
[[section.question]]
id = "remark"
text = "What should we know?"
kind = "text"
`;

/** The same about teams. */
export const TEAM = COMPANY.replace(`id = "former"`, `id = "former-team"`).replace(`"company"`, `"team"`);

/** So many responses of each team; opinions on leading are divided in one of them. */
export function answers(groups: Record<string, number>): string {
  const rows = ["Team,lead01,lead02,lead03,bal01,bal02,recommend,matters,remark"];
  let seed = 7;
  const below = (limit: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * limit);
  };
  Object.entries(groups).forEach(([team, size], at) => {
    for (let number = 0; number < size; number++) {
      const point = (base: number) => Math.min(5, Math.max(1, base - 1 + below(3)));
      const isDivided = team === "Payments";
      const leading = isDivided ? (number % 2 ? 1 : 5) : point(4);
      const turned = isDivided ? 6 - leading : point(2);
      const known = isDivided ? leading : point(4);
      // The order of comments is drawn anew each time, so they are all the same.
      const remark = number === 0 ? "Quieter rooms." : "";
      const matters = ["pay", "people; place", "place"][below(3)];
      rows.push([team, leading, turned, known, point(2 + (at % 2)), below(8) ? point(3) : "", below(11), matters, remark].join(","));
    }
  });
  return rows.join("\n");
}

/** Imports answers; returns the survey's id. */
export async function importFormer(
  installation: Installation,
  name: string,
  { form = COMPANY, groups, cycle = "2026 H1" }: { form?: string; groups: Record<string, number>; cycle?: string },
): Promise<string> {
  const files = { "questions.toml": form, "answers.csv": answers(groups) };
  const words = ["import", "responses", "answers.csv", "--questionnaire", "questions.toml", "--cycle", cycle, "--survey", name, "--yes"];
  const said = await installation.command(words, files);
  const id = /survey ([0-9a-f-]{36})/.exec(said)?.[1];
  if (!id) {
    throw new Error(said);
  }
  return id;
}

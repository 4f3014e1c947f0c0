import { expect, test } from "vitest";
import { atDraft, newer, older } from "../../client/webview/conversation/inputHistory.ts";

const sent = ["one", "two", "three"];

test("↑ walks back to the oldest and stops there", () => {
  const seen: string[] = [];
  let step = older(sent, atDraft, "dra");
  while (step !== undefined) {
    seen.push(step.text);
    step = older(sent, step.history, step.text);
  }
  expect(seen).toEqual(["three", "two", "one"]);
});

test("↓ walks forward, at last to what was being written", () => {
  const first = older(sent, atDraft, "dra");
  const second = first && older(sent, first.history, first.text);
  const back = second && newer(sent, second.history);
  expect(back?.text).toBe("three");
  const draft = back && newer(sent, back.history);
  expect(draft).toEqual({ text: "dra", history: atDraft });
  expect(draft && newer(sent, draft.history)).toBeUndefined();
});

test("without anything sent ↑ does nothing", () => {
  expect(older([], atDraft, "dra")).toBeUndefined();
});

import { expect, test } from "vitest";
import { readKeptPanel } from "../../client/src/conversation/readKeptPanel.ts";
import { optionsOf, withOptions } from "../../client/src/conversation/runOptions.ts";

const kept = {
  version: 1,
  configuration: { program: "/bank", preset: "adult" },
  folder: "/bank",
  run: { title: "bank", status: "running", debugging: true, languages: ["en"], presets: ["adult"] },
  events: [{ type: "start", turn: 0, at: 0 }, "no event"],
  looks: { draft: "half", zoom: 1.2, pane: "mocks" },
};

test("a panel of before is over, with what was said and how it looked", () => {
  expect(readKeptPanel(kept)).toMatchObject({
    run: { title: "bank", status: "over", debugging: true, options: { presets: ["adult"], mocks: false } },
    events: [{ type: "start" }],
    looks: { draft: "half", zoom: 1.2, pane: "mocks" },
  });
});

test.each([undefined, {}, { ...kept, version: 2 }, { ...kept, configuration: {} }, { ...kept, events: 5 }])(
  "%j cannot be shown again",
  (state) => {
    expect(readKeptPanel(state)).toBeUndefined();
  },
);

test("looks that are none are the plain ones", () => {
  const looks = { draft: 5, zoom: 900, pane: "secrets" };
  expect(readKeptPanel({ ...kept, looks })?.looks).toEqual({ draft: "", zoom: 1, pane: undefined });
});

test("options take the place of those in the configuration, and all else stays", () => {
  const configuration = {
    type: "flow",
    program: "/bank",
    live: "never",
    preset: "adult",
    seed: 1,
    now: 0,
    mocks: ["a"],
    recordings: "keep",
  };
  expect(optionsOf(configuration)).toEqual({
    presets: ["adult"],
    seed: 1,
    now: "1970-01-01T00:00:00.000Z",
    recordings: "keep",
    mocks: true,
  });
  expect(withOptions(configuration, { presets: [], user: "u2", mocks: true })).toEqual({
    type: "flow",
    program: "/bank",
    live: "never",
    user: "u2",
    mocks: ["a"],
  });
  expect(withOptions(configuration, { presets: ["poor"], mocks: false })).toMatchObject({
    preset: ["poor"],
    mocks: "off",
  });
});

import { expect, test, vi } from "vitest";
import { warmUp } from "../../server/src/lsp/warmUp.ts";

test("warming up runs through what happens to a file, and ends", () => {
  vi.useFakeTimers();
  try {
    warmUp();
    expect(vi.getTimerCount()).toBe(1);
    for (let turn = 0; turn < 20; turn++) vi.advanceTimersByTime(150);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

import { expect, test } from "vitest";
import { parse } from "../../server/src/language/parse.ts";
import { Answers, forget } from "../../server/src/semantics/answers.ts";
import { createProjectIndex } from "../../server/src/semantics/projectIndex.ts";

const parts = createProjectIndex([{ path: "a.flow", uri: "file:///a.flow", parsed: parse("state a { -> end }") }]);

test("facts and answers that nobody needs any more are let go", () => {
  const answers = new Answers(10);
  const kept = answers.depending(parts, (observed) => ({ value: observed.ask("kept", () => "kept") }));
  for (let i = 0; i < 200; i++) {
    const typed = answers.depending(parts, (observed) => {
      observed.look(`fact ${i}`);
      return { value: observed.ask(`question ${i}`, (one) => one.look(`fact behind ${i}`)) };
    });
    forget(typed);
    answers.settle(parts, []);
  }
  expect(answers.size).toBeLessThan(40);
  expect(kept.holds).toBe(true);
});

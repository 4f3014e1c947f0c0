import { describe, expect, test } from "vitest";
import { checkProject } from "../../server/src/semantics/checks/index.ts";
import { expectFindingsOf, fixed, fixedBy } from "../support/findings.ts";
import { drawFiles, fixture } from "../support/fixture.ts";
import { projectOf } from "../support/project.ts";

const expectFindings = expectFindingsOf("unused-ignore", "unknown-state", "dead-end");

describe("a comment hides findings", () => {
  test("of its code, on the next line and on no other", () => {
    expectFindings(`
      state start {
        // flowstate-ignore unknown-state: the colleagues write this flow
        if session.a -> help.nobody else -> help.agnt
        if session.a -> <|unknown-state|>help.nobody</>

        if session.a -> <|unknown-state|>nowhere</> // flowstate-ignore unknown-state: not this line, but the next
        -> nowhere
      }
    `);
  });

  test("of several codes", () => {
    expectFindings(`
      // flowstate-ignore dead-end, unknown-state: as it shall be
      state start { say "{conversation.state == state nowhere}" }
      // flowstate-ignore dead-end ,unknown-state
      state other { say "{conversation.state == state nowhere}" }
    `);
  });

  test("whatever the line ends are", () => {
    for (const newLine of ["\n", "\r\n"]) {
      const text = ["state start {", "  // flowstate-ignore unknown-state: x", "  -> nowhere", "}"].join(newLine);
      expect(checkProject(projectOf({ files: [{ path: "main.flow", text }] }))).toEqual([]);
    }
  });
});

describe("unused-ignore", () => {
  test("stands at the comment", () => {
    expectFindings(`
      <|unused-ignore|>// flowstate-ignore dead-end: it ends</>
      state start { say "Hi." -> end }
      <|unused-ignore|>//flowstate-ignore   nothing-such: whatever</>
      state other { say "Hi." -> end }
      <|unused-ignore|>// flowstate-ignore unknown-state, dead-end: half of it</>
      state third { say "Hi." }
      <|unused-ignore|>// flowstate-ignore dead-end: behind the last line</>
    `);
  });

  test("is not about other comments", () => {
    expectFindings(`
      // flowstate-ignored dead-end: x
      // See flowstate-ignore dead-end: x
      /* flowstate-ignore dead-end: x */
      /// flowstate-ignore dead-end: x
      state start { say "// flowstate-ignore dead-end: x" -> end }
    `);
  });

  test("can be hidden itself, and is found where that hides nothing", () => {
    expectFindings(`
      // flowstate-ignore unused-ignore: kept for later
      // flowstate-ignore dead-end: later
      state start { say "Hi." -> end }
      <|unused-ignore|>// flowstate-ignore unused-ignore: kept for later</>
      // flowstate-ignore dead-end: now
      state other { say "Hi." }
    `);
  });

  test("says nothing of checks that are turned off, of runs, and of files that do not read", () => {
    const off = projectOf(fixture('// flowstate-ignore dead-end: x\nstate start { say "Hi." -> end }'));
    expect(checkProject(off, { "dead-end": "off" })).toEqual([]);
    expectFindings(`
      // flowstate-ignore broken-next: the backend is being changed
      state start { say "Hi." -> end }
    `);
    expectFindings(`
      // flowstate-ignore dead-end: x
      state start { say "Hi." -> <|syntax|>}</>
    `);
  });

  test("names the codes", () => {
    const messageOf = (source: string): string | undefined => checkProject(projectOf(fixture(source)))[0]?.message;
    expect(messageOf('// flowstate-ignore dead-end, syntax: x\nstate start { say "Hi." -> end }')).toBe(
      "There is no `dead-end` and no `syntax` on the next line, so this comment hides nothing.",
    );
    expect(messageOf('// flowstate-ignore ded-end: x\nstate start { say "Hi." -> end }')).toBe(
      "There is no check `ded-end`, so this comment hides nothing.",
    );
  });

  test("the comment goes, or the code that hides nothing", () => {
    const whole = '// flowstate-ignore dead-end: x\nstate start { say "Hi." -> end }';
    expect(drawFiles(fixedBy(`\n\n${whole}`, "unused-ignore", "Remove the comment"))).toBe(
      'state start { say "Hi." -> end }',
    );
    const half = '// flowstate-ignore dead-end,unknown-state : x\nstate start { say "Hi." }';
    expect(drawFiles(fixedBy(half, "unused-ignore", "Take `unknown-state` out of the comment"))).toBe(
      '// flowstate-ignore dead-end : x\nstate start { say "Hi." }',
    );
    expect(fixed(whole, "unused-ignore").map(({ fix }) => fix.preferred)).toEqual([true]);
  });
});

test("a comment that names no check, or none that there is, hides nothing, and stays when the file is saved", () => {
  const source = (comment: string): string =>
    `state start {\n  <|unused-ignore|>${comment}</>\n  -> <|unknown-state|>nowhere</>\n}\n`;
  for (const comment of [
    "// flowstate-ignore",
    "// flowstate-ignore: all",
    "//flowstate-ignore ,",
    "// flowstate-ignore unknown-stat: x",
  ]) {
    expectFindings(source(comment));
    const [first] = fixed(source(comment), "unused-ignore");
    expect(first?.fix).toMatchObject({ title: "Remove the comment", preferred: false });
  }
  expectFindings("// flowstate-ignored\nstate start { -> end } // flowstate-ignore-file\n");
});

import { describe, expect, it } from "vitest";
import { snap } from "../../server/src/debug/snapping.ts";
import { compile } from "../../server/src/runtime/compile.ts";
import { fixture } from "../support/fixture.ts";
import { projectOf } from "../support/project.ts";

/** Draws for each line of the flow where a breakpoint on it lands: `3 > 4 step say`. */
function landings(source: string): readonly string[] {
  const index = projectOf(fixture(source));
  const compiled = compile(index);
  const parsed = index.files.get("main.flow")?.parsed;
  if (!compiled.ok || parsed === undefined) throw new Error("The fixture does not compile.");
  const places = compiled.program.places.get("main.flow") ?? [];
  return parsed.text.split("\n").map((_, line) => {
    const place = snap({ parsed, places }, { line, character: -1 });
    if (place === undefined) return `${line + 1} nowhere`;
    const landed = place.place.range.start.line;
    return `${line + 1}${landed === line ? "" : ` > ${landed + 1}`} ${place.kind} ${place.label}`;
  });
}

describe("a breakpoint on a line", () => {
  it("lands where a conversation can stop", () => {
    const source = `
      flow main
      var session.amount: number = 5

      /// Begins.
      state start {
        // A comment.
        say "Hello"

        if session.amount > 3 {
          say "Much"
        } else {
          say "Little"
        }
        -> send
      }

      // About the next one.
      state send {
        api POST "http://localhost/" {
          body {
            amount: 5
          }
          on failure {

            -> start
          }
        }
        say """
          Two
          lines
        """ {
          reply "Again" -> start
        }
      }
    `;
    expect(landings(source)).toMatchInlineSnapshot(`
      [
        "1 nowhere",
        "2 nowhere",
        "3 > 5 state start",
        "4 > 5 state start",
        "5 state start",
        "6 > 7 step say",
        "7 step say",
        "8 > 9 step if",
        "9 step if",
        "10 step say",
        "11 > 12 step say",
        "12 step say",
        "13 > 12 step say",
        "14 step go",
        "15 > 14 step go",
        "16 > 18 state send",
        "17 > 18 state send",
        "18 state send",
        "19 step api",
        "20 > 19 step api",
        "21 > 19 step api",
        "22 > 19 step api",
        "23 outcome on failure",
        "24 > 25 step go",
        "25 step go",
        "26 > 25 step go",
        "27 > 19 step api",
        "28 step say",
        "29 > 28 step say",
        "30 > 28 step say",
        "31 > 28 step say",
        "32 reply Again",
        "33 > 28 step say",
        "34 > 32 step go",
      ]
    `);
  });
});

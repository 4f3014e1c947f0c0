import { describe, expect, test } from "vitest";
import { type ParsedFile, parse } from "../../server/src/language/parse.ts";
import { printEdits } from "../../server/src/language/print.ts";
import { corpusFiles } from "../support/flowCorpus.ts";
import { formatted, formattingFaults } from "../support/formatting.ts";

/** Steps as they stand in a state, formatted, without the state around them. */
function steps(text: string, width = 100): string {
  const lines = formatted(`state s {\n${text}\n}`, { width, indent: 2 }).split("\n");
  return lines
    .slice(1, -2)
    .map((line) => line.slice(2))
    .join("\n");
}

describe("blanks", () => {
  test("stand where they belong, and nowhere else", () => {
    expect(steps("set  a.b [ 0 ]=f( 1,- 2 )*( x+y ) . c")).toBe("set a.b[0] = f(1, -2) * (x + y).c");
    expect(steps('ask x as text"Hi"')).toBe('ask x as text "Hi"');
    expect(steps("set a=b?c:d")).toBe("set a = b ? c : d");
    expect(steps("call help . agent")).toBe("call help.agent");
    expect(formatted("var a:text=r sensitive")).toBe("var a: text = r sensitive\n");
  });

  test("in texts, patterns and names in backticks stay", () => {
    const step = 'set `odd  name` = "a  {b   +c}  d" + r"[ ]  {2}"i';
    expect(steps(step)).toBe(step);
  });
});

describe("steps", () => {
  test("stand one a line, two blanks deep", () => {
    expect(
      formatted(`state a {
say "one"  -> b
      }`),
    ).toBe(`state a {
  say "one"
  -> b
}
`);
  });

  test("that their author wrote on one line stay there as far as there is room", () => {
    expect(steps('if a {say "b"   -> c} else->d')).toBe('if a { say "b" -> c } else -> d');
    expect(steps('if a { say "b" -> c } else -> d', 30)).toBe(`if a {
  say "b"
  -> c
} else -> d`);
    expect(steps("if abc -> first else if def -> second else -> third", 30)).toBe(`if abc -> first
else if def -> second
else -> third`);
  });

  test("have one empty line between them where their author left some", () => {
    expect(
      formatted(`state a {


  say "one"



  say "two"
  say "three"

}`),
    ).toBe(`state a {
  say "one"

  say "two"
  say "three"
}
`);
  });

  test("that are too wide break at their parts", () => {
    expect(
      steps('ask session.amount as one of "a", "b", "c" "Which of these would you like?"', 50),
    ).toBe(`ask session.amount as one of "a", "b", "c"
  "Which of these would you like?"`);
    expect(
      steps('ask session.amount as one of "first", "second" "Which?" { reply "a" }', 40),
    ).toBe(`ask session.amount as one of "first",
  "second"
  "Which?"
{
  reply "a"
}`);
    expect(steps('say "The first one." | "The second one." { reply "Yes" -> a }', 30)).toBe(`say "The first one."
  | "The second one."
{
  reply "Yes" -> a
}`);
    expect(steps("if session.a == 1 and session.b == 2 and session.c { -> x }", 30)).toBe(`if session.a == 1
  and session.b == 2
  and session.c
{
  -> x
}`);
    expect(steps("on intent help in support when session.tries > 3 -> help.agent", 40)).toBe(`on intent help in support
  when session.tries > 3 -> help.agent`);
    expect(steps("on any when first == 1 and second == 2 { -> x }", 24)).toBe(`on any
  when first == 1
    and second == 2
{
  -> x
}`);
    expect(steps('api bank POST "/x" { nextDialogstate one, two, three, four }', 30)).toBe(`api bank POST "/x" {
  nextDialogstate one, two,
    three, four
}`);
  });
});

describe("texts", () => {
  test("in languages stand on one line or one a line", () => {
    expect(steps('say {en "Yes"   nl "Ja"} -> a')).toBe('say { en "Yes" nl "Ja" }\n-> a');
    expect(steps('say { en "Yes" nl "Ja" } { reply { en "One" nl "Two" } -> a }', 30)).toBe(`say { en "Yes" nl "Ja" } {
  reply {
    en "One"
    nl "Two"
  } -> a
}`);
    expect(
      steps(`say {
      en "Yes" nl "Ja" }`),
    ).toBe(`say {
  en "Yes"
  nl "Ja"
}`);
  });

  test('in """ move with their step and say the same', () => {
    expect(
      steps(`say """
          Dear {name},

            thank you.
     """ { reply "Yes" }`),
    ).toBe(`say """
  Dear {name},

    thank you.
""" { reply "Yes" }`);
  });

  test('in """ that would say something else stay as they are', () => {
    const texts = ['"""a\n     b\n  """', '"""\n    a {\n b}\n  """', '"""\n    a"""', '"""\n\t\n """'];
    for (const text of texts) {
      expect(formatted(`state s {\n    say ${text}\n}\n`)).toBe(`state s {\n  say ${text}\n}\n`);
    }
  });
});

describe("values", () => {
  test("objects have commas on one line only", () => {
    expect(steps('set a = {b:1 "c":{d:2,},}')).toBe('set a = { b: 1, "c": { d: 2 } }');
    expect(
      steps(`set a = {
  b: 1, c: 2,
  d: 3 }`),
    ).toBe(`set a = {
  b: 1
  c: 2
  d: 3
}`);
    expect(steps('track "x" { first: 1, second: 2 }', 20)).toBe(`track "x" {
  first: 1
  second: 2
}`);
  });

  test("a comma without which a type would be another one stays", () => {
    expect(formatted("var a: { b: one, of: text }", { width: 10, indent: 2 })).toBe(`var a: {
  b: one,
  of: text
}
`);
  });

  test("lists keep their commas but for the last", () => {
    expect(steps("set a = [1,2,]")).toBe("set a = [1, 2]");
    expect(steps("set a = [1, 2]", 10)).toBe(`set a = [
  1,
  2
]`);
  });

  test("an object as the last argument breaks alone", () => {
    expect(steps('say "x"\nset a = plural(count, { one: "one apple", other: "apples" })', 50)).toBe(`say "x"
set a = plural(count, {
  one: "one apple"
  other: "apples"
})`);
  });

  test("operators that bind equally break together", () => {
    expect(steps("set a = first * second + third * fourth - fifth", 30)).toBe(`set a = first * second
  + third * fourth
  - fifth`);
    expect(steps("set a = first == 1 ? second : third == 2 ? fourth : fifth", 30)).toBe(`set a = first == 1
  ? second
  : third == 2
  ? fourth
  : fifth`);
  });
});

describe("declarations", () => {
  test("of several lines have an empty line around them, single lines as their author wished", () => {
    expect(
      formatted(`flow a
var b
var c


var d
state e {
  -> f
}
state f { -> e }
state g { -> e }`),
    ).toBe(`flow a

var b
var c

var d

state e {
  -> f
}

state f { -> e }
state g { -> e }
`);
  });

  test("keep the lines of their phrases", () => {
    expect(
      formatted(
        `intent a {
      "one"   "two"
  "three" nl "een" "twee" "drie" "vier"
}`,
        { width: 20, indent: 2 },
      ),
    ).toBe(`intent a {
  "one" "two"
  "three"
  nl "een" "twee"
    "drie" "vier"
}
`);
  });

  test("an answer after the other goes on behind the brace", () => {
    expect(formatted('mock a GET "/" {\nstatus 200 }\nthen {status 500}')).toBe(`mock a GET "/" {
  status 200
} then { status 500 }
`);
  });
});

describe("comments", () => {
  test("stay with what they stand beside or above", () => {
    expect(
      formatted(`// top

/// About a.
state a { // behind the brace
      // above
  say "x"   // beside
/* before */ -> b

      // last
}    // behind
// below
state b {}
// end`),
    ).toBe(`// top

/// About a.
state a { // behind the brace
  // above
  say "x" // beside
  /* before */ -> b

  // last
} // behind

// below
state b {}
// end
`);
  });

  test("in the midst of a step make it break where it must", () => {
    expect(steps('say // why\n"x" { // parts\nreply "Yes" }')).toBe(`say // why
  "x"
{ // parts
  reply "Yes"
}`);
  });

  test("in objects stay whatever becomes of the commas", () => {
    expect(steps("set a = { b: 1, // one\n c: 2 /* two */, }")).toBe(`set a = {
  b: 1 // one
  c: 2 /* two */
}`);
    expect(steps("set a = { b: 1 /* one */ c: 2 }")).toBe("set a = { b: 1, /* one */ c: 2 }");
  });

  test("do not make a line too long", () => {
    const line = "set a = [1, 2, 3] // this is why";
    expect(steps(line, 20)).toBe(line);
  });
});

describe("files", () => {
  test("end with one line end, and keep the kind they have", () => {
    expect(formatted("\n\nflow a\n\n\n")).toBe("flow a\n");
    expect(formatted("flow a\r\nvar b\r\nstate c {\r\n-> d }")).toBe(
      "flow a\r\n\r\nvar b\r\n\r\nstate c {\r\n  -> d\r\n}\r\n",
    );
    expect(formatted("\r\nflow   a")).toBe("flow a\r\n");
    expect(formatted("\r\nflow a\n\nstate b {\n-> c }")).toBe("flow a\n\nstate b {\n  -> c\n}\n");
    expect(formatted("")).toBe("");
    expect(formatted(" \n\t\n")).toBe("");
    expect(formatted("\ufeff flow a")).toBe("\ufeffflow a\n");
  });

  test("are indented and broken as the project says", () => {
    expect(formatted('state a { say "Hello" -> b }', { width: 20, indent: 4 })).toBe(`state a {
    say "Hello"
    -> b
}
`);
  });

  test("with a mistake are formatted where they are right", () => {
    expect(
      formatted(`state a {
      say "x"
}

state  half {
      ask session.x as
   -> a
}

state b { say   "y"
   }
`),
    ).toBe(`state a {
  say "x"
}

state  half {
      ask session.x as
   -> a
}

state b { say "y" }
`);
    expect(formatted("state a {   \n\n\n")).toBe("state a {   \n\n\n");
    expect(formatted("flow   a\nstray   words\n")).toBe("flow   a\nstray   words\n");
    expect(formatted("state  a {} /* never   closed\n\n\n")).toBe("state  a {} /* never   closed\n\n\n");
  });

  test("of the corpus keep their meaning at any width", () => {
    for (const { text } of corpusFiles) {
      for (const width of [1, 20, 40, 60, 80, 100, 1_000]) {
        expect(formattingFaults(text, { width, indent: 2 })).toEqual([]);
      }
    }
  });
});

describe("edits", () => {
  test("are as small as what changes", () => {
    expect(printEdits(parse('state a {\n    say  "x"\n}\n'))).toEqual([
      { start: 12, end: 14, text: "" },
      { start: 18, end: 19, text: "" },
    ]);
    expect(printEdits(parse("flow a\n"))).toEqual([]);
  });

  test("take no line end of two characters apart", () => {
    const text = "flow a\r\n\r\n\r\nvar b\r\n";
    for (const { start, end } of printEdits(parse(text))) {
      expect(text.slice(start - 1, start + 1)).not.toBe("\r\n");
      expect(text.slice(end - 1, end + 1)).not.toBe("\r\n");
    }
  });
});

const large: readonly (readonly [string, (n: number) => string])[] = [
  ["states", (n) => "state a{->b}".repeat(n)],
  ["a half-typed state before many", (n) => `state a { -> }\n${"state b{->a}\n".repeat(n)}`],
  ["half-typed states", (n) => "state a { -> }\n".repeat(n)],
  ["a list of objects", (n) => `var a = [${"{ a: 1, b: [1, 2] }, ".repeat(n)}]`],
  ["operands", (n) => `var a = ${`(${"b + ".repeat(400)}c), `.repeat(n / 400).replace(/^/, "f(")}d)`],
  ["nested parentheses", (n) => `var a = f(${`${"(".repeat(90)}1${")".repeat(90)}, `.repeat(n / 90)}1)`],
  ["branches", (n) => `state a { if a -> b ${'else if c { say "x" } '.repeat(n)}}`],
  ["alternatives", (n) => `state a { say "x" ${'| "y"'.repeat(n)} }`],
  ["comments between", (n) => `state a { ${"/* x */ -> b // y\n".repeat(n)}}`],
  ["documentation behind", (n) => `state a {} ${"/// x\n".repeat(n)}state b {\n}`],
  ["lines of a text", (n) => `state a {\nsay """\n${"    x\n".repeat(n)}"""\n}`],
];

describe("a file ten times as large takes no hundred times as long", () => {
  test.each(large)("%s", (_name, make) => {
    const [small, tenfold] = [parse(make(1_500)), parse(make(15_000))];
    const fastest = (parsed: ParsedFile, tries: number): number =>
      Math.min(...Array.from({ length: tries }, () => milliseconds(() => printEdits(parsed))));
    // What grows with the square takes seconds here; the constant is what collecting garbage may cost.
    expect(fastest(tenfold, 3)).toBeLessThan(100 * fastest(small, 5) + 250);
  });

  /** Processor time, so that other work on the machine does not count. */
  function milliseconds(work: () => unknown): number {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  }
});

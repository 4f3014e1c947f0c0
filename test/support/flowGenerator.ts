/**
 * Correct flow files at random, from the grammar itself. Names are of any script, in backticks, or keywords wherever
 * the grammar does not expect that keyword.
 */
import fc from "fast-check";
import { keywords } from "../../server/src/language/tokens.ts";

type Written = fc.Arbitrary<string>;

const between = fc.constantFrom(" ", " ", " ", "\n", "\n  ", " // note\n", " /* note */ ");

/** Parts one after the other, with blanks, line ends and comments between them. */
function sequence(...parts: (Written | string)[]): Written {
  const written = parts.map((part) => (typeof part === "string" ? fc.constant(part) : part));
  return fc
    .tuple(between, fc.tuple(...written))
    .map(([blank, found]) => found.filter((part) => part !== "").join(blank));
}

const optional = (part: Written): Written => fc.oneof(fc.constant(""), part);
const many = (part: Written, least = 0, most = 3): Written =>
  fc.tuple(between, fc.array(part, { minLength: least, maxLength: most })).map(([blank, parts]) => parts.join(blank));
const separated = (part: Written, sign: string, least = 1, most = 3): Written =>
  fc.array(part, { minLength: least, maxLength: most }).map((parts) => parts.join(` ${sign} `));

const plainName = fc.constantFrom(
  "a",
  "b1",
  "_x",
  "session",
  "größe",
  "名前",
  "नमस्ते",
  "𝒳",
  "`odd name`",
  "`say`",
  "`{`",
);
const nameBut = (...words: readonly string[]): Written =>
  fc.oneof(
    { weight: 4, arbitrary: plainName },
    { weight: 1, arbitrary: fc.constantFrom(...keywords.filter((word) => !words.includes(word))) },
  );
const name = nameBut();
const targets = ["end", "back", "return", "restart"];
const values = ["true", "false", "null", "not", "state"];
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
const operators = ["and", "or", "in", "contains", "matches"];
const parts = ["reply", "button", "card", "item", "image", "video", "audio", "file", "location", "payload"];
const scalars = [
  "text",
  "number",
  "integer",
  "boolean",
  "date",
  "time",
  "datetime",
  "duration",
  "email",
  "phone",
  "url",
  "location",
  "attachment",
  "language",
  "any",
];

const number = fc.constantFrom("0", "5", "2.5", "1_000", "10.25");
const duration = fc.constantFrom("500ms", "5s", "1.5h", "30m", "7d");
const string = fc.constantFrom(
  '""',
  '"a"',
  '"a \\"b\\" \\{c\\} \\n \\u{1F600}"',
  '"größe // /* }"',
  '"""\n  a\n    b\n  """',
);
const pattern = fc.constantFrom('r"a"', 'r"[a-z]{2}\\"}"i');
const stateRef = fc.oneof(
  name,
  fc.tuple(name, name).map((both) => both.join(".")),
);

const { expression, path, text, type, object, block, step } = fc.letrec<Record<string, string>>((tie) => {
  const tied = (key: string): Written => tie(key) as Written;
  const nested = tied("expression");
  const index = fc.oneof(sequence(".", name), sequence("[", nested, "]"));
  const call = sequence(name, "(", separated(nested, ",", 0, 2), ")");
  const entry = fc.oneof(sequence(name, ":", nested), sequence(fc.constantFrom('"b-c"', '""'), ":", nested));
  const primary = fc.oneof(
    { maxDepth: 2, depthIdentifier: "expression" },
    number,
    duration,
    tied("string"),
    pattern,
    fc.constantFrom("true", "false", "null"),
    nameBut(...values, "else", "ended", "request", "no", "error"),
    sequence("state", stateRef),
    sequence("(", nested, ")"),
    call.filter((written) => !/^(?:true|false|null|not|state|else|ended|request|no|error)\b/.test(written)),
    sequence("[", separated(nested, ",", 0, 3), fc.constantFrom("", ""), "]"),
    sequence("[", nested, ",", "]"),
    tied("object"),
  );
  const operand = sequence(optional(fc.constant("-")), primary, many(index, 0, 2));
  const sum = separated(operand, "+", 1, 2);
  const comparison = fc.oneof(
    sum,
    sequence(sum, fc.constantFrom("==", "!=", "<", "<=", ">", ">=", "in", "contains", "matches"), sum),
  );
  const negated = sequence(optional(fc.constant("not")), comparison);
  const joined = fc.oneof(
    negated,
    sequence(negated, fc.constantFrom("and", "or"), negated),
    sequence(operand, "??", operand),
  );
  const texts = separated(tied("string"), "|", 1, 2);
  const go = sequence(
    "->",
    fc.oneof(
      fc.constantFrom(...targets),
      nameBut(...targets),
      fc.tuple(name, name).map((both) => both.join(".")),
    ),
  );
  const part = fc.oneof(
    sequence("reply", tied("text"), optional(sequence("value", nested)), optional(tied("block"))),
    tied("button"),
    sequence(
      "card",
      tied("text"),
      "{",
      many(fc.oneof(sequence("subtitle", tied("text")), sequence("image", nested), tied("button"))),
      "}",
    ),
    sequence("item", tied("text"), "{", "}"),
    sequence(fc.constantFrom("image", "video", "audio", "file"), nested, optional(tied("text"))),
    sequence("location", nested, ",", nested),
    sequence("payload", optional(name), tied("object")),
  );
  const answerType = fc.oneof(
    fc.constantFrom(...scalars),
    sequence("one", "of", separated(tied("text"), ",")),
    pattern,
    nameBut(...scalars, "one", "list"),
    sequence("list", "of", fc.constantFrom(...scalars)),
  );
  const auth = sequence(
    "auth",
    fc.oneof(
      sequence("bearer", nested),
      sequence("basic", nested, ",", nested),
      sequence("hmac", nested, "header", string),
    ),
  );
  const apiItem = fc.oneof(
    sequence("query", tied("object")),
    sequence("headers", tied("object")),
    sequence("body", nested),
    sequence("form", tied("object")),
    auth,
    sequence("timeout", duration),
    sequence("retry", number, optional(sequence("every", duration))),
    sequence("save", tied("path")),
    sequence("session", name, tied("type")),
    sequence("nextDialogstate", separated(stateRef, ",")),
    sequence("on", fc.constantFrom("success", "failure", "timeout", "invalid", "404", "2xx", "5xx"), tied("block")),
  );
  return {
    expression: fc.oneof(
      { maxDepth: 2, depthIdentifier: "expression" },
      joined,
      sequence(joined, "?", nested, ":", nested),
    ),
    string: fc.oneof(
      { maxDepth: 2, depthIdentifier: "expression" },
      string,
      nested.filter((written) => !/[\n]/.test(written)).map((inside) => `"x {${inside}} y"`),
    ),
    object: fc
      .tuple(fc.array(fc.tuple(entry, fc.constantFrom(",", "")), { maxLength: 3 }))
      .map(([entries]) => `{ ${entries.map((both) => both.join(" ")).join(" ")} }`),
    path: sequence(nameBut(), many(index, 0, 2)),
    text: fc.oneof(texts, sequence("{", nameBut(...parts), texts, many(sequence(name, texts), 0, 2), "}")),
    type: fc.oneof(
      { maxDepth: 2, depthIdentifier: "type" },
      answerType,
      sequence("list", "of", tied("type")),
      sequence("{", many(sequence(name, ":", tied("type"), ",")), "}"),
    ),
    route: sequence(
      "on",
      fc.oneof(
        sequence("intent", name),
        sequence("text", separated(fc.oneof(string, pattern), ",")),
        sequence("event", string),
        fc.constant("attachment"),
        sequence("silence", duration),
        sequence("change", tied("path")),
        fc.constant("any"),
      ),
      optional(sequence("in", name)),
      optional(sequence("when", nested)),
      tied("block"),
    ),
    button: sequence(
      "button",
      tied("text"),
      fc.oneof(tied("block"), sequence("open", nested), sequence("dial", nested)),
    ),
    block: fc.oneof({ maxDepth: 2, depthIdentifier: "block" }, go, sequence("{", many(tied("step")), "}")),
    step: fc.oneof(
      { maxDepth: 2, depthIdentifier: "block" },
      go,
      sequence("say", tied("text")),
      sequence("set", tied("path"), "=", nested),
      sequence("clear", tied("path")),
      sequence("call", stateRef),
      sequence("wait", duration),
      sequence("track", string, optional(tied("object"))),
      sequence("handover", string, optional(tied("text"))),
      sequence("language", nested),
      sequence("context", name, "for", number),
      sequence("say", tied("text"), "{", many(part), "}"),
      sequence("say", "{", many(part, 1), "}"),
      sequence(
        "ask",
        tied("path"),
        "as",
        answerType,
        tied("text"),
        "{",
        many(
          fc.oneof(
            part,
            tied("route"),
            sequence("check", nested, "else", tied("text")),
            sequence("invalid", tied("text")),
            sequence("attempts", number, go),
            sequence("skip", "when", nested),
          ),
        ),
        "}",
      ),
      sequence(
        "api",
        optional(nameBut(...methods)),
        fc.constantFrom(...methods),
        nested,
        optional(sequence("{", many(apiItem), "}")),
      ),
      sequence(
        "if",
        nested,
        tied("block"),
        many(sequence("else", "if", nested, tied("block")), 0, 2),
        optional(sequence("else", tied("block"))),
      ),
      sequence(
        "match",
        nested,
        "{",
        many(sequence(separated(nested, ",", 1, 2), tied("block"))),
        optional(sequence("else", tied("block"))),
        "}",
      ),
    ),
  };
}) as unknown as Record<"expression" | "path" | "text" | "type" | "object" | "block" | "step", Written>;

const answer = sequence(
  "{",
  many(
    fc.oneof(
      sequence("status", number),
      sequence("headers", object),
      sequence("body", expression),
      sequence("delay", duration),
      sequence("fault", fc.constantFrom("timeout", "reset", "malformed", "empty")),
    ),
  ),
  "}",
);
const request = sequence(
  fc.constantFrom(...methods),
  string,
  optional(sequence("when", expression)),
  answer,
  many(sequence("then", answer), 0, 2),
);
const route = sequence("on", fc.oneof(sequence("intent", name), fc.constant("any"), sequence("text", string)), block);
const testStep = fc.oneof(
  sequence("mock", fc.oneof(request, nameBut(...methods))),
  sequence("user", expression),
  sequence("tap", expression),
  sequence("event", string, optional(object)),
  sequence("attach", expression),
  sequence("wait", duration),
  sequence("bot", fc.oneof(text, pattern, sequence("contains", text), fc.constant("nothing"))),
  sequence("bot", string, "{", fc.constantFrom("", 'reply "a"', 'button "b" image'), "}"),
  sequence("expect", "state", stateRef),
  fc.constant("expect ended"),
  sequence(
    "expect request",
    fc.constantFrom(...methods),
    string,
    optional(sequence("when", expression)),
    optional(sequence("times", number)),
  ),
  fc.constant("expect no request"),
  sequence("expect error", string),
);
const declaration = fc.oneof(
  sequence("state", name, optional(sequence("id", string)), "{", many(fc.oneof(step, route), 0, 5), "}"),
  sequence(
    "var",
    path,
    optional(sequence(":", type)),
    optional(sequence("=", expression)),
    optional(fc.constant("sensitive")),
  ),
  route,
  sequence(
    "intent",
    name,
    "{",
    many(fc.constantFrom('"hello {a} {b: number} {say: list of text}"', '"x"'), 0, 2),
    many(sequence(name, '"y {größe}"'), 0, 2),
    "}",
  ),
  sequence("entity", name, fc.oneof(pattern, sequence("{", many(sequence(name, optional(separated(text, ",")))), "}"))),
  sequence(
    "bot",
    name,
    "{",
    "languages",
    separated(name, ","),
    many(
      fc.oneof(
        sequence(fc.constantFrom("start", "fallback", "failure"), stateRef),
        sequence("profile", name),
        sequence("threshold", number),
        route,
      ),
    ),
    "}",
  ),
  sequence(
    "service",
    name,
    "{",
    many(
      fc.oneof(
        sequence("base", expression),
        sequence("headers", object),
        sequence("query", object),
        sequence("auth bearer", expression),
        sequence("timeout", duration),
        sequence("retry", number),
        sequence("openapi", string),
      ),
    ),
    "}",
  ),
  sequence("mock", name, request),
  sequence(
    "preset",
    name,
    "{",
    many(sequence(nameBut(...operators), many(sequence(".", name), 0, 2), "=", expression)),
    "}",
  ),
  sequence(
    "test",
    string,
    optional(sequence("with", separated(name, ","))),
    optional(sequence("at", stateRef)),
    optional(sequence("in", separated(name, ","))),
    optional(sequence("each", expression)),
    "{",
    many(testStep),
    "}",
  ),
);

/** A correct file. */
export const correctFile: Written = sequence(optional(sequence("flow", name)), many(declaration, 0, 4));

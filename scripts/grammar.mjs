/**
 * Writes `syntaxes/flow.tmLanguage.json`; with `--check` only says (exit code 1) whether the file is out of date.
 *
 * No word of the language is reserved, and a TextMate grammar knows no more than the line it reads. So a word is coloured as a
 * keyword where it begins a line and no operator follows, or where the thing that the language wants after it follows on the line.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const target = fileURLToPath(new URL("../syntaxes/flow.tmLanguage.json", import.meta.url));

const plainName = "[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*";
const name = `(?:\`[^\`\\r\\n]+\`|${plainName})`;
/** One optional flow, one state; two groups. */
const stateRef = `(?:(${name})\\s*(\\.)\\s*)?(${name})`;
const wordStart = "(?<![\\p{L}\\p{M}\\p{N}_`.])";

/**
 * Matches where one of the words begins a line. Blanks before it may not be part of the match: it would win over every rule that
 * begins at the word itself. The words are looked for first, because looking behind is slow.
 *
 * @param {string} words with `|` between them
 */
const lineStart = (words) => `(?=(?:${words})\\b)(?<=^\\s*)(${words})`;
const afterNoOperator = "(?<![=<>+*/%?!(\\[]\\s)(?<![=<>+*/%?!(\\[])";
const wordEnd = "(?![\\p{L}\\p{M}\\p{N}_])";
const operatorWords = "and|or|in|contains|matches";
const types =
  "text|number|integer|boolean|date|time|datetime|duration|email|phone|url|location|attachment|language|any|money|ordinal|quantity|temperature|distance";
const scopes = "bot|user|session|temp|event|conversation|secret";
const methods = "GET|POST|PUT|PATCH|DELETE|HEAD";
const functions = [
  "length upper lower capitalize trim replace split join first last slice startsWith endsWith sort unique pluck",
  "round floor ceil min max abs sum random now today formatDate addTime diffTime dayOfWeek",
  "number text boolean json parseJson formatNumber formatCurrency plural env urlEncode base64 hash uuid",
]
  .join(" ")
  .replaceAll(" ", "|");

/** What follows a word that is a keyword, on the same line. */
const ahead = {
  text: '(?=\\s*(?:"|\\{))',
  expression: `(?=\\s+(?!(?:${operatorWords}|else|when)${wordEnd})[\\p{L}\\p{N}_"\`({\\[])`,
  condition: `(?=\\s*\\(|\\s+(?!(?:${operatorWords})${wordEnd})[\\p{L}\\p{N}_"\`({\\[-])`,
  object: "(?=\\s*\\{)",
  number: "(?=\\s+-?\\p{N})",
  name: `(?=\\s+${name})`,
  nothing: "",
};
const noOperand = `(?!\\s*(?:[.:=\\[(+*/%?<>!,)\\]}|]|-(?!>))|\\s+(?:${operatorWords})${wordEnd})`;

/** @param {string} scope */
const scoped = (scope) => ({ name: `${scope}.flow` });

/**
 * A rule whose groups have scopes, in order; an empty scope leaves its group plain.
 *
 * @param {string} match
 * @param {readonly string[]} groups
 */
function rule(match, groups) {
  return { match, captures: captures(groups) };
}

/** @param {readonly string[]} groups */
function captures(groups) {
  return Object.fromEntries(
    groups.flatMap((scope, index) =>
      scope === ""
        ? []
        : [[`${index + 1}`, scope.startsWith("#") ? { patterns: [{ include: scope }] } : scoped(scope)]],
    ),
  );
}

/**
 * Words that are keywords at the beginning of a line, and elsewhere where `after` follows.
 *
 * @param {string} words with `|` between them
 * @param {string} scope
 * @param {string} after
 */
function keywords(words, scope, after) {
  return [
    rule(`${lineStart(words)}${wordEnd}${noOperand}`, [scope]),
    rule(`${afterNoOperator}${wordStart}(${words})${wordEnd}${after}`, [scope]),
  ];
}

const stateCaptures = ["entity.name.namespace", "punctuation.separator.period", "entity.name.function.state"];
const colon = "punctuation.separator.key-value";

const repository = {
  content: {
    patterns: [
      "comments",
      "strings",
      "members",
      "targets",
      "declarations",
      "routes",
      "contracts",
      "keys",
      "types",
      "states",
      "items",
      "parts",
      "steps",
      "tests",
      "languages",
      "expressions",
    ].map((part) => ({ include: `#${part}` })),
  },

  comments: {
    patterns: [
      {
        name: "comment.line.documentation.flow",
        begin: "///",
        beginCaptures: { 0: scoped("punctuation.definition.comment") },
        end: "$",
      },
      {
        name: "comment.line.double-slash.flow",
        begin: "//",
        beginCaptures: { 0: scoped("punctuation.definition.comment") },
        end: "$",
        patterns: [rule("\\G\\s*(flowstate-ignore)\\s+([\\w-]+)", ["keyword.other.ignore", "constant.other.check"])],
      },
      {
        name: "comment.block.flow",
        begin: "/\\*",
        end: "\\*/",
        captures: { 0: scoped("punctuation.definition.comment") },
      },
    ],
  },

  strings: {
    patterns: [
      {
        name: "string.quoted.triple.flow",
        begin: '"""',
        end: '"""',
        beginCaptures: { 0: scoped("punctuation.definition.string.begin") },
        endCaptures: { 0: scoped("punctuation.definition.string.end") },
        patterns: [{ include: "#escapes" }, { include: "#embedded" }],
      },
      {
        name: "string.regexp.flow",
        begin: `${wordStart}(r)(")`,
        end: '(")(i)?|$',
        beginCaptures: captures(["storage.type.string", "punctuation.definition.string.begin"]),
        endCaptures: captures(["punctuation.definition.string.end", "keyword.other.flag"]),
        patterns: [{ include: "#pattern" }],
      },
      {
        name: "string.quoted.double.flow",
        begin: '"',
        end: '"|$',
        beginCaptures: { 0: scoped("punctuation.definition.string.begin") },
        endCaptures: { 0: scoped("punctuation.definition.string.end") },
        patterns: [{ include: "#escapes" }, { include: "#embedded" }],
      },
    ],
  },

  escapes: {
    patterns: [
      { match: '\\\\(?:[nt"\\\\{}]|u\\{[0-9A-Fa-f]{1,6}\\})', name: "constant.character.escape.flow" },
      { match: "\\\\.", name: "invalid.illegal.escape.flow" },
    ],
  },

  embedded: {
    name: "meta.embedded.expression.flow",
    begin: "\\{",
    end: "\\}|$",
    beginCaptures: { 0: scoped("punctuation.section.embedded.begin") },
    endCaptures: { 0: scoped("punctuation.section.embedded.end") },
    patterns: [
      { include: "#comments" },
      { include: "#strings" },
      { include: "#members" },
      { include: "#markType" },
      { include: "#states" },
      { include: "#expressions" },
    ],
  },

  /** `{amount: number}` in a phrase of an intent. */
  markType: rule(`(?<=\\{\\s*)(${name})\\s*(:)\\s*(?:(${types})${wordEnd}|(${name}))`, [
    "variable.parameter",
    colon,
    "support.type",
    "entity.name.type.entity",
  ]),

  pattern: {
    patterns: [
      { match: "\\\\.", name: "constant.character.escape.flow" },
      {
        name: "constant.other.character-class.flow",
        begin: "\\[\\^?",
        end: '\\]|(?=")|$',
        patterns: [{ match: "\\\\.", name: "constant.character.escape.flow" }],
      },
      { match: "[*+?]|\\{\\d+(?:,\\d*)?\\}", name: "keyword.operator.quantifier.flow" },
      { match: "[|^$]", name: "keyword.operator.flow" },
      { match: "\\((?:\\?(?:P?<\\w+>|[ims:-]+))?|\\)", name: "punctuation.definition.group.flow" },
    ],
  },

  members: rule(`(\\.)\\s*(${name})`, ["punctuation.accessor", "variable.other.property"]),

  targets: {
    patterns: [
      rule(`(->)\\s*(end|back|return|restart)${wordEnd}(?!\\s*\\.)`, [
        "keyword.operator.arrow",
        "keyword.control.target",
      ]),
      rule(`(->)\\s*${stateRef}`, ["keyword.operator.arrow", ...stateCaptures]),
      { match: "->", name: "keyword.operator.arrow.flow" },
    ],
  },

  declarations: {
    patterns: [
      rule(`${lineStart("flow")}\\s+(${name})(?!\\s*[.=:])`, ["storage.type.flow", "entity.name.namespace"]),
      rule(`${lineStart("state")}\\s+(${name})(?=\\s*$)`, ["storage.type.state", "entity.name.function.state"]),
      rule(`${afterNoOperator}${wordStart}(state)\\s+(${name})(?=\\s*\\{|\\s+id\\b)(?:\\s+(id)(?=\\s*")|)`, [
        "storage.type.state",
        "entity.name.function.state",
        "keyword.other.id",
      ]),
      rule(`${wordStart}(bot)\\s+(?!nothing\\s*(?:$|\\{))(${name})(?=\\s*\\{|\\s*$)`, [
        "storage.type.bot",
        "entity.name.type.bot",
      ]),
      rule(`${wordStart}(service)\\s+(${name})(?=\\s*\\{|\\s*$)`, ["storage.type.service", "entity.name.type.service"]),
      rule(`${lineStart("intent")}\\s+(${name})(?=\\s*\\{|\\s*$)`, ["storage.type.intent", "entity.name.type.intent"]),
      {
        begin: `${lineStart("entity")}\\s+(${name})\\s*(\\{)`,
        end: "\\}",
        beginCaptures: captures(["storage.type.entity", "entity.name.type.entity", "punctuation.section.block.begin"]),
        endCaptures: { 0: scoped("punctuation.section.block.end") },
        patterns: [
          { include: "#comments" },
          { include: "#strings" },
          { match: name, name: "variable.other.enummember.flow" },
          { include: "#languageBlock" },
          { match: "[,|]", name: "punctuation.separator.flow" },
        ],
      },
      rule(`${lineStart("entity")}\\s+(${name})`, ["storage.type.entity", "entity.name.type.entity"]),
      {
        begin: `${wordStart}(var)(?=\\s+${name})`,
        end: "(?==|$|\\}|//)|(sensitive)",
        beginCaptures: captures(["storage.type.var"]),
        endCaptures: captures(["storage.modifier.sensitive"]),
        patterns: [
          { include: "#members" },
          {
            begin: ":",
            end: `(?==|$|\\}|//|sensitive${wordEnd})`,
            beginCaptures: { 0: scoped(colon) },
            patterns: [{ include: "#comments" }, { include: "#type" }],
          },
          { include: "#expressions" },
        ],
      },
      rule(`${wordStart}(sensitive)${wordEnd}(?=\\s*(?:$|//))`, ["storage.modifier.sensitive"]),
      rule(`${wordStart}(mock)\\s+(${name})(?:\\s+(${methods})${wordEnd})?(?=\\s*(?:"|$))`, [
        "storage.type.mock",
        "entity.name.type.mock",
        "support.constant.method",
      ]),
      rule(`${wordStart}(mock)\\s+(${methods})${wordEnd}(?=\\s*")`, ["storage.type.mock", "support.constant.method"]),
      rule(`${wordStart}(mock)\\s+(${name})`, ["storage.type.mock", "entity.name.type.mock"]),
      rule(`${lineStart("preset")}\\s+(${name})`, ["storage.type.preset", "entity.name.type.preset"]),
      rule(`${lineStart("test")}(?=\\s*")`, ["storage.type.test"]),
      rule(`${wordStart}(with)\\s+(${name}(?:\\s*,\\s*${name})*)`, ["keyword.other.with", "entity.name.type.preset"]),
      rule(`${wordStart}(at)\\s+(?!as${wordEnd})${stateRef}`, ["keyword.other.at", ...stateCaptures]),
    ],
  },

  routes: {
    patterns: [
      rule(`${wordStart}(on)\\s+(intent)(?:\\s+(${name}))?`, [
        "keyword.control.route",
        "keyword.other.trigger",
        "entity.name.type.intent",
      ]),
      rule(`${wordStart}(on)\\s+(text|event|attachment|silence|change|any)${wordEnd}(?!\\s*[.:=\\[(])`, [
        "keyword.control.route",
        "keyword.other.trigger",
      ]),
      rule(`${wordStart}(on)\\s+(success|failure|timeout|invalid|[2-5]xx)${wordEnd}`, [
        "keyword.control.route",
        "support.constant.outcome",
      ]),
      rule(`${wordStart}(on)\\s+(\\d{3})${wordEnd}`, ["keyword.control.route", "constant.numeric.status"]),
      rule(`${lineStart("on")}${wordEnd}${noOperand}`, ["keyword.control.route"]),
      rule(`(?=in\\s)(?<=\\bon\\s[^{}]*\\s)(in)\\s+(${name})(?=\\s*(?:\\{|->|when${wordEnd}))`, [
        "keyword.control.route",
        "entity.name.type.context",
      ]),
      ...keywords("when", "keyword.control.when", ahead.condition),
    ],
  },

  contracts: {
    patterns: [
      {
        begin: `${wordStart}(session)\\s+(${name})\\s*(?=\\{)`,
        end: "(?<=\\})",
        beginCaptures: captures(["keyword.other.item", "variable.other.namespace"]),
        patterns: [{ include: "#comments" }, { include: "#typeObject" }],
      },
      rule(`${wordStart}(session)\\s+(${name})\\s+(?:(${types})${wordEnd}|(list)\\s+(of)${wordEnd}|(${name}))`, [
        "keyword.other.item",
        "variable.other.namespace",
        "support.type",
        "keyword.other.type",
        "keyword.other.type",
        "entity.name.type.entity",
      ]),
    ],
  },

  keys: {
    patterns: [
      rule(`(?<![.?])${wordStart}(${name})\\s*(:)`, ["meta.object-literal.key variable.other.property.key", colon]),
      rule('("(?:[^"\\\\{\\r\\n]|\\\\.)*")\\s*(:)', ["string.quoted.double.key", colon]),
    ],
  },

  types: {
    patterns: [
      {
        begin: `${wordStart}(as)${wordEnd}(?=\\s+(?:r"|${name}))\\s+`,
        end: '(?="|\\{|\\}|//)|(?<=[\\p{L}\\p{N}_`])(?!\\s+of\\b)(?=\\s|$)',
        beginCaptures: captures(["keyword.control.step"]),
        patterns: [{ include: "#type" }],
      },
      rule(`${wordStart}(list|one)\\s+(of)${wordEnd}`, ["keyword.other.type", "keyword.other.type"]),
    ],
  },

  type: {
    patterns: [
      { include: "#strings" },
      { include: "#typeObject" },
      rule(`${wordStart}(list|one)\\s+(of)${wordEnd}`, ["keyword.other.type", "keyword.other.type"]),
      rule(`${wordStart}(${types})${wordEnd}`, ["support.type"]),
      { match: name, name: "entity.name.type.entity.flow" },
    ],
  },

  typeObject: {
    begin: "\\{",
    end: "\\}",
    beginCaptures: { 0: scoped("punctuation.section.block.begin") },
    endCaptures: { 0: scoped("punctuation.section.block.end") },
    patterns: [
      { include: "#comments" },
      rule(`(${name})\\s*(:)`, ["variable.other.property.key", colon]),
      { include: "#type" },
      { match: ",", name: "punctuation.separator.flow" },
    ],
  },

  /** References to states, but for targets after `->`. */
  states: {
    patterns: [
      rule(`${wordStart}(state)\\s+${stateRef}`, ["keyword.other.state", ...stateCaptures]),
      rule(`${wordStart}(call)\\s+(?!(?:${operatorWords})${wordEnd})${stateRef}`, [
        "keyword.control.step",
        ...stateCaptures,
      ]),
      rule(`(?<=^\\s*|[{}]\\s*)(start|fallback|failure)\\s+(?!(?:${operatorWords})${wordEnd})${stateRef}`, [
        "keyword.other.item",
        ...stateCaptures,
      ]),
      {
        begin: `${wordStart}(nextDialogstate)(?:\\s*$|(?=\\s+${name}))\\s*`,
        end: '(?<=[\\p{L}\\p{M}\\p{N}_`])(?!\\s*[,.])|(?=[{}"])',
        beginCaptures: captures(["keyword.other.item"]),
        patterns: [
          { include: "#comments" },
          rule(stateRef, stateCaptures),
          { match: ",", name: "punctuation.separator.flow" },
        ],
      },
    ],
  },

  items: {
    patterns: [
      rule(`${wordStart}(languages)\\s+(${name}(?:\\s*,\\s*${name})*)`, [
        "keyword.other.item",
        "entity.name.tag.language",
      ]),
      rule(`${wordStart}(profile)\\s+(sinch|chatlayer|botpress|whatsapp|messenger|web)${wordEnd}`, [
        "keyword.other.item",
        "support.constant.profile",
      ]),
      ...keywords("threshold|timeout|retry|status|delay", "keyword.other.item", ahead.number),
      rule(`${wordStart}(every)${ahead.number}`, ["keyword.other.item"]),
      ...keywords("query|headers|form", "keyword.other.item", ahead.object),
      ...keywords("base|body", "keyword.other.item", ahead.expression),
      ...keywords("auth", "keyword.other.item", "(?=\\s+(?:bearer|basic|hmac)\\b)"),
      rule(`(?<=auth\\s+)(bearer|basic|hmac)${wordEnd}`, ["support.constant.auth"]),
      rule(`${wordStart}(header|openapi)(?=\\s*")`, ["keyword.other.item"]),
      ...keywords("save", "keyword.other.item", ahead.name),
      rule(`${wordStart}(fault)\\s+(timeout|reset|malformed|empty)${wordEnd}`, [
        "keyword.other.item",
        "support.constant.fault",
      ]),
      rule(`${wordStart}(then)${ahead.object}`, ["keyword.other.item"]),
    ],
  },

  parts: {
    patterns: [
      ...keywords("reply|button|card|item|subtitle|invalid", "keyword.other.part", ahead.text),
      ...keywords("image|video|audio|file|open|dial|location", "keyword.other.part", ahead.expression),
      rule(`${wordStart}(location)${ahead.number}`, ["keyword.other.part"]),
      rule(`${wordStart}(payload)(?:\\s+(${name}))?(?=\\s*\\{)`, ["keyword.other.part", "entity.name.type.channel"]),
      rule(`${wordStart}(value)${ahead.expression}`, ["keyword.other.part"]),
      ...keywords("check", "keyword.control.check", ahead.condition),
      ...keywords("attempts", "keyword.other.part", ahead.number),
      rule(`${wordStart}(skip)\\s+(when)${wordEnd}`, ["keyword.control.check", "keyword.control.check"]),
    ],
  },

  steps: {
    patterns: [
      rule(`${wordStart}(api)(?:\\s+(?!(?:${methods})${wordEnd})(${name}))?\\s+(${methods})${wordEnd}`, [
        "keyword.control.step",
        "entity.name.type.service",
        "support.constant.method",
      ]),
      rule(`${lineStart("api")}${wordEnd}${noOperand}`, ["keyword.control.step"]),
      ...keywords("say", "keyword.control.step", ahead.text),
      ...keywords("ask|set", "keyword.control.step", ahead.name),
      rule(`${wordStart}(clear)\\s+(${scopes})${wordEnd}(?!\\s*[.\\[])`, [
        "keyword.control.step",
        "variable.language.scope",
      ]),
      ...keywords("clear|call", "keyword.control.step", ahead.name),
      ...keywords("if|match", "keyword.control.conditional", ahead.condition),
      rule(`${wordStart}(else)${wordEnd}${noOperand}`, ["keyword.control.conditional"]),
      ...keywords("wait", "keyword.control.step", ahead.number),
      ...keywords("track|handover", "keyword.control.step", ahead.text),
      ...keywords("language", "keyword.control.step", ahead.expression),
      rule(`${wordStart}(context)\\s+(${name})(?:\\s+(for)(?=\\s+\\p{N}))?(?!\\s*[.:=])`, [
        "keyword.control.step",
        "entity.name.type.context",
        "keyword.control.step",
      ]),
    ],
  },

  tests: {
    patterns: [
      rule(`${lineStart("expect")}\\s+(no)\\s+(request)${wordEnd}`, [
        "keyword.control.test",
        "keyword.control.test",
        "keyword.control.test",
      ]),
      rule(`${lineStart("expect")}\\s+(ended)${wordEnd}`, ["keyword.control.test", "keyword.control.test"]),
      rule(`${lineStart("expect")}\\s+(request)\\s+(${methods})${wordEnd}`, [
        "keyword.control.test",
        "keyword.control.test",
        "support.constant.method",
      ]),
      rule(`${lineStart("expect")}\\s+(error)(?=\\s*")`, ["keyword.control.test", "keyword.control.test"]),
      ...keywords("expect", "keyword.control.test", ahead.condition),
      rule(`${lineStart("bot")}\\s+(contains|nothing)${wordEnd}`, ["keyword.control.test", "keyword.control.test"]),
      rule(`${lineStart("user|tap|attach|bot|event")}${ahead.expression}`, ["keyword.control.test"]),
      rule(`${wordStart}(times)${ahead.number}`, ["keyword.control.test"]),
      rule(`${wordStart}(each)${ahead.expression}`, ["keyword.control.test"]),
    ],
  },

  languages: {
    patterns: [
      rule(
        `${wordStart}(?!(?:${operatorWords}|not|as|at|id|if|on|of|tap|say|ask|r)${wordEnd})([a-z]{2,3})${wordEnd}(?=\\s*")`,
        ["entity.name.tag.language"],
      ),
      rule('(`[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*`)(?=\\s*")', ["entity.name.tag.language"]),
    ],
  },

  languageBlock: {
    begin: "\\{",
    end: "\\}",
    beginCaptures: { 0: scoped("punctuation.section.block.begin") },
    endCaptures: { 0: scoped("punctuation.section.block.end") },
    patterns: [{ include: "#comments" }, { include: "#strings" }, { include: "#languages" }],
  },

  expressions: {
    patterns: [
      { match: `${wordStart}(?:true|false)${wordEnd}`, name: "constant.language.boolean.flow" },
      { match: `${wordStart}null${wordEnd}`, name: "constant.language.null.flow" },
      rule(`${wordStart}(\\d[\\d_]*(?:\\.\\d+)?)(ms|s|m|h|d)${wordEnd}`, [
        "constant.numeric.duration",
        "keyword.other.unit",
      ]),
      { match: `${wordStart}\\d[\\d_]*(?:\\.\\d+)?${wordEnd}`, name: "constant.numeric.flow" },
      { match: "\\d[\\p{L}\\p{M}\\p{N}_]*", name: "invalid.illegal.number.flow" },
      { match: `${wordStart}(?:${operatorWords}|not)${wordEnd}`, name: "keyword.operator.word.flow" },
      rule(`${wordStart}(${functions})(?=\\s*\\()`, ["support.function"]),
      rule(`(${name})(?=\\s*\\()`, ["entity.name.function.call"]),
      rule(`${wordStart}(${scopes})${wordEnd}(?=\\s*[.\\[])`, ["variable.language.scope"]),
      { match: `\`[^\`\\r\\n]*\``, name: "variable.other.quoted.flow" },
      { match: plainName, name: "variable.other.readwrite.flow" },
      { match: "\\?\\?|==|!=|<=|>=|[<>]", name: "keyword.operator.comparison.flow" },
      {
        begin: "\\?",
        end: ":|(?=[)}\\]]|->|$)",
        captures: { 0: scoped("keyword.operator.ternary") },
        patterns: [
          { include: "#comments" },
          { include: "#strings" },
          { include: "#members" },
          { include: "#states" },
          { include: "#expressions" },
        ],
      },
      { match: "=", name: "keyword.operator.assignment.flow" },
      { match: "[+\\-*/%]", name: "keyword.operator.arithmetic.flow" },
      { match: "\\|", name: "keyword.operator.alternative.flow" },
      { match: ",", name: "punctuation.separator.flow" },
      {
        begin: "\\{",
        end: "\\}",
        beginCaptures: { 0: scoped("punctuation.section.block.begin") },
        endCaptures: { 0: scoped("punctuation.section.block.end") },
        patterns: [{ include: "#content" }],
      },
      {
        begin: "\\(",
        end: "\\)|(?=\\})",
        beginCaptures: { 0: scoped("punctuation.section.parens.begin") },
        endCaptures: { 0: scoped("punctuation.section.parens.end") },
        patterns: [
          { include: "#comments" },
          { include: "#strings" },
          { include: "#members" },
          { include: "#states" },
          { include: "#expressions" },
        ],
      },
      {
        begin: "\\[",
        end: "\\]|(?=\\})",
        beginCaptures: { 0: scoped("punctuation.section.brackets.begin") },
        endCaptures: { 0: scoped("punctuation.section.brackets.end") },
        patterns: [
          { include: "#comments" },
          { include: "#strings" },
          { include: "#members" },
          { include: "#states" },
          { include: "#expressions" },
        ],
      },
    ],
  },
};

const grammar = {
  name: "Flow",
  scopeName: "source.flow",
  fileTypes: ["flow"],
  patterns: [{ include: "#content" }],
  repository,
};

const current = readFileSync(target, "utf8");
// The formatter of the repository has its own say in the blanks.
const upToDate = JSON.stringify(JSON.parse(current)) === JSON.stringify(grammar);
if (!process.argv.includes("--check")) {
  if (!upToDate) writeFileSync(target, `${JSON.stringify(grammar, undefined, 2)}\n`);
} else if (!upToDate) {
  console.error("syntaxes/flow.tmLanguage.json is out of date: run `node scripts/grammar.mjs && npm run format`.");
  process.exitCode = 1;
}

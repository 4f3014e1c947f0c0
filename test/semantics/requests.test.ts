import { describe, expect, test } from "vitest";
import { expectFindingsOf, fixed, fixedBy } from "../support/findings.ts";
import { drawFiles } from "../support/fixture.ts";

describe("secret-exposed", () => {
  const expectFindings = expectFindingsOf("secret-exposed");

  test("in every text that is said, in memory, in track events, in messages and in URLs with their query", () => {
    expectFindings(`
      service bank {
        base "https://bank.example/{<|secret-exposed|>secret.A</>}"
        query { key: <|secret-exposed|>secret.A</> }
      }
      state start {
        say "{<|secret-exposed|>secret.A</>}" | "{upper(<|secret-exposed|>secret["odd key"]</>)}" {
          reply "{<|secret-exposed|>secret.A</>}"
          button "Open" open "https://bank.example?k={<|secret-exposed|>secret.A</>}"
          card "{<|secret-exposed|>secret.A</>}" { subtitle { en "{<|secret-exposed|>secret.A</>}" } image <|secret-exposed|>secret.URL</> }
          payload { key: [<|secret-exposed|>secret.A</>] }
        }
        ask session.a as text "{<|secret-exposed|>secret.A</>}" { check value else "{<|secret-exposed|>secret.A</>}" invalid "{<|secret-exposed|>secret.A</>}" }
        set session.b = "x" + (<|secret-exposed|>secret.A</> ?? "y")
        set session.c = { d: session.b ? <|secret-exposed|>secret.A</> : 1 }
        track "x" { key: <|secret-exposed|>secret.A</> }
        handover "team" "{<|secret-exposed|>secret.A</>}"
        api bank GET "/x/{<|secret-exposed|>secret.A</>}" { query { k: base64(<|secret-exposed|>secret.A</>) } }
        -> end
      }
    `);
  });

  test("not in headers, the body, the form and auth, nor where nothing of it gets out", () => {
    expectFindings(`
      service bank { base "https://bank.example" headers { "x-key": secret.A } auth basic secret.A, secret.B }
      state start {
        api bank POST "/x?s={hash(secret.A + session.b)}" { headers { h: secret.A } body { k: secret.A } auth hmac secret.A header "x-s" }
        api bank POST "/y" { form { k: "{secret.A}" } }
        if secret.A == "x" -> end
        set session.b = secret.A != null and event.text == secret.B
        say "{secret.A ? "on" : "off"}"
        -> end
      }
      test "t" { bot "{secret.A}" }
    `);
  });
});

describe("language-not-sent", () => {
  const expectFindings = expectFindingsOf("language-not-sent");

  test("covers the head of a step whose request does not tell the language, nor its service", () => {
    expectFindings(`
      bot b { languages en, nl start start failure start }
      service plain { base "http://localhost" }
      service polite { base "http://localhost" headers { "Accept-Language": user.language } }
      service inQuery { base "http://localhost" query { l: locale } }
      state start {
        <|language-not-sent|>api GET "http://localhost/a"</> { on success { say "{user.language}" } }
        <|language-not-sent|>api plain POST "/b"</> { body { name: user.name } }
        api polite GET "/c"
        api inQuery GET "/c"
        api plain GET "/d/{user.language}"
        api plain GET "/d" { query { l: lower(session.locale) } }
        api plain POST "/d" { body { u: user } }
        api plain GET "/d" { headers { "Accept-Language": "{user.language}, en" } }
        -> end
      }
    `);
  });

  test("is about bots with several languages", () => {
    expectFindings('state start { api GET "http://localhost/a" -> end }');
    expectFindings('bot b { languages en start start } state start { api GET "http://localhost/a" -> end }');
  });

  test("is put right by a header", () => {
    const sent = (step: string): string =>
      drawFiles(
        fixedBy(
          `bot b { languages en, nl start s failure s }\nstate s {\n  ${step}\n  -> end\n}`,
          "language-not-sent",
          "Send `user.language` as a header",
        ),
      );
    const header = 'headers { "Accept-Language": user.language }';
    expect(sent('api GET "http://localhost/"')).toContain(`api GET "http://localhost/" {\n    ${header}\n  }\n`);
    expect(sent('api GET "http://localhost/" { headers { a: 1 } }')).toContain(
      'headers { a: 1, "Accept-Language": user.language }',
    );
    expect(sent('api GET "http://localhost/" { headers {} }')).toContain(header);
  });
});

describe("unhandled-next", () => {
  const expectFindings = expectFindingsOf("unhandled-next", "unknown-state");

  test("stands at the state without the word, in all that the request hands over", () => {
    expectFindings(`
      --- main.flow
      state start {
        api POST "http://localhost/{state <|unhandled-next|>inUrl</>}" {
          query { a: state listed }
          headers { b: state <|unhandled-next|>\`odd name\`</> }
          body { c: [{ d: state <|unhandled-next|>help.agent</> }], e: session.x == state compared ? 1 : 2, f: state help.sorry }
          nextDialogstate listed, help.sorry
          on failure { api POST "http://localhost/" { body { other: state inUrl } } -> end }
        }
        set session.x = state compared
      }
      state listed { -> end } state inUrl { -> end } state compared { -> end } state \`odd name\` { -> end }
      --- help.flow
      state agent { -> end } state sorry { -> end }
    `);
  });

  test("only where the step has such a list; a state that does not exist is another thing", () => {
    expectFindings('state s { api POST "http://localhost/" { body { a: state s } } -> end }');
    expectFindings(
      'state s { api POST "http://localhost/" { body { a: state <|unknown-state|>gone</> } nextDialogstate s } }',
    );
  });

  test("a nested step hands over to itself alone", () => {
    expectFindings(`
      state s {
        api POST "http://localhost/" {
          nextDialogstate s
          on 404 { api POST "http://localhost/" { body { a: state <|unhandled-next|>t</> } nextDialogstate s } }
        }
      }
      state t { -> end }
    `);
  });

  test("the state joins the list as it is written", () => {
    const files = fixedBy(
      'state s { api POST "http://localhost/" { body { a: state main.t } nextDialogstate s } } state t { -> end }',
      "unhandled-next",
      "Add `main.t` to `nextDialogstate`",
    );
    expect(drawFiles(files)).toContain("nextDialogstate s, main.t }");
  });
});

describe("insecure-url", () => {
  const expectFindings = expectFindingsOf("insecure-url");

  test("in the base of services, API steps, `open` and media", () => {
    expectFindings(`
      service a { base <|insecure-url|>"http://bank.example"</> }
      service b { base env("B", <|insecure-url|>"HTTP://8.8.8.8:80/x"</>) }
      service c { base session.local ? "http://localhost" : <|insecure-url|>"http://172.32.0.1"</> }
      state start {
        api GET <|insecure-url|>"http://bank.example/{session.x}"</>
        api GET <|insecure-url|>"http://bank.example/x?y="</> + session.x
        say "See http://bank.example" {
          button "Open" open <|insecure-url|>"http://www.bank.example"</>
          image <|insecure-url|>"http://bank.example/a.png"</>
          card "A" { image <|insecure-url|>"http://bank.example/a.png"</> }
        }
        -> end
      }
    `);
  });

  test("not for https, hosts of one's own network, or hosts known at run time", () => {
    expectFindings(`
      var bot.url: url = "http://bank.example"
      service a { base "https://bank.example" }
      service b { base bot.url }
      state start {
        api GET "http://localhost:4100/" api GET "http://127.0.0.1/" api GET "http://[::1]:80/" api GET "http://10.1.2.3/"
        api GET "http://172.16.0.1/" api GET "http://172.31.9.9/" api GET "http://192.168.1.1/" api GET "http://printer.local/"
        api GET "http://backend:8080/" api GET "http://{session.host}/" api GET "http://bank.{session.domain}/" api a GET "/x"
        -> end
      }
    `);
  });

  test("becomes https", () => {
    const files = fixedBy('state s { api GET "http://a.example/" -> end }', "insecure-url", "Use https");
    expect(drawFiles(files)).toBe('state s { api GET "https://a.example/" -> end }');
  });
});

describe("invalid-url", () => {
  const expectFindings = expectFindingsOf("invalid-url");

  test("a button opens apps, but runs no script and reads no file", () => {
    expectFindings(`
      state start {
        say "Hi." {
          button "A" open <|invalid-url|>"javascript:alert(1)"</>
          button "B" open <|invalid-url|>"JavaScript:go()"</>
          button "C" open <|invalid-url|>"data:text/html,x"</>
          button "D" open "mailto:ann@a.example"
          button "E" open "whatsapp:chat"
        }
        say { image "data:image/png;base64,AAAA" }
      }
    `);
  });

  test("what can never be called or opened", () => {
    expectFindings(`
      service a { base <|invalid-url|>"bank.example/v1"</> }
      service b { base <|invalid-url|>"ftp://bank.example"</> }
      service none { timeout 5s }
      service c { base "https://bank.example" }
      state start {
        api GET <|invalid-url|>"/accounts"</>
        api none GET <|invalid-url|>"/accounts/{session.x}"</>
        api GET <|invalid-url|>"htps://bank.example"</>
        api GET <|invalid-url|>"https://"</>
        api GET <|invalid-url|>"https:/bank.example"</>
        api GET <|invalid-url|>"https://bank example/"</>
        api c GET <|invalid-url|>"https://bank example/"</>
        say "A" { button "B" open <|invalid-url|>"www.bank.example"</> image <|invalid-url|>"https//bank.example://"</> }
        -> end
      }
    `);
  });

  test("what may be one is none", () => {
    expectFindings(`
      var bot.url: url = "http://localhost"
      service a { base bot.url }
      service b { base "{bot.url}/v1" }
      service c { base env("C", "https://localhost:4100/c") }
      state start {
        api a GET "/x" api b GET "x?next=https://a.example" api c GET "/x y" api unknown GET "/x"
        api GET "https://a.example:8080/{session.a}?b={session.b}#c" api GET "https://{session.host}:{session.port}/"
        api GET bot.url + "/x" api GET "{session.scheme}://a.example" api GET "http{session.s}://a.example" api GET "http://" + session.host
        say "A" { button "B" open "mailto:a@b.example" button "C" open session.url image "card.svg" image "{bot.url}/card.svg" }
        -> end
      }
    `);
  });
});

describe("secret-in-source", () => {
  const expectFindings = expectFindingsOf("secret-in-source");
  // Put together here, so that nobody takes them for real ones.
  const jwt = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxIn0", "abcdefgh"].join(".");
  const aws = ["AKIA", "ABCDEFGHIJKLMNOP"].join("");

  test("covers the string of what is sent as a key, or looks like a known one", () => {
    expectFindings(`
      service a { base "https://a.example" auth bearer <|secret-in-source|>"abcd1234efgh"</> headers { "X-Api-Key": <|secret-in-source|>"abcd1234efgh"</> } }
      service b { base "https://b.example" auth basic "user", <|secret-in-source|>"hunter2hunter2"</> }
      var bot.apiKey = env("KEY", <|secret-in-source|>"abcd1234efgh"</>)
      state start {
        set session.x = <|secret-in-source|>"${aws}"</>
        api a POST "/x" {
          headers { Authorization: <|secret-in-source|>"Bearer abcd1234efgh"</>, Cookie: <|secret-in-source|>"t=${jwt}; a={session.x}"</> }
          body { clientSecret: <|secret-in-source|>"abcd1234efgh"</> }
        }
        -> end
      }
    `);
  });

  test("covers keys and passwords in addresses and queries, and says where they belong", () => {
    const found = expectFindings(`
      service a { base <|secret-in-source|>"https://ann:hunter2hunter2@a.example"</> query { api_key: <|secret-in-source|>"abcd1234efgh"</> } }
      state start {
        api a GET <|secret-in-source|>"/x?lang={user.language}&token=abcd1234efgh"</>
        api a GET "/x?token={session.t}&page=abcd1234efgh&lang=en#key=abcd1234efgh"
        api GET "https://ann@a.example/b:12345678@c" { query { page: "abcd1234efgh", token: session.t } }
        -> end
      }
    `);
    expect(new Set(found.map(({ message }) => message))).toEqual(
      new Set([
        "This looks like a key or a token. Keep it as a secret and send `secret.NAME` in a header or by `auth`.",
      ]),
    );
  });

  test("words, paths, secrets and what tests and mocks make up are none", () => {
    expectFindings(`
      service a { base "https://a.example" auth bearer secret.A ?? "demo" headers { Authorization: "Bearer {secret.A}", "X-Id": "abcd1234efgh" } }
      var bot.tokenUrl = "https://a.example/token"
      var session.password = "" sensitive
      state start { say "Your token is abcd1234efgh." set session.task = "sk-1" -> end }
      mock m GET "/x" { body { token: "${jwt}" } }
      test "t" { mock GET "/x" { body { token: "${jwt}" } } }
    `);
  });

  test("becomes a secret where one may stand", () => {
    const used = (text: string): string => {
      const [first] = fixed(`${text}\nstate s { say "Hi." -> end }`, "secret-in-source");
      return first === undefined ? "" : `${first.fix.title}: ${first.files[0]?.text.split("\n")[0]}`;
    };
    expect(used('service myBank { base "https://a.example" auth bearer "abcd1234efgh" }')).toBe(
      'Use `secret.MY_BANK_TOKEN`: service myBank { base "https://a.example" auth bearer secret.MY_BANK_TOKEN }',
    );
    expect(used('service a { base "https://a.example" headers { authorization: "Bearer abcd1234efgh" } }')).toBe(
      'Use `secret.A_TOKEN`: service a { base "https://a.example" headers { authorization: "Bearer {secret.A_TOKEN}" } }',
    );
    expect(used('service a { base "https://a.example" headers { "x-api-key": "abcd1234efgh" } }')).toContain(
      "secret.A_API_KEY",
    );
    expect(used('var bot.token = "abcd1234efgh"')).toBe("");
  });
});

describe("invalid-pattern", () => {
  test("covers the pattern from `r` on, wherever it stands", () => {
    const findings = expectFindingsOf("invalid-pattern")(`
      entity size <|invalid-pattern|>r"[a-"</>
      on text <|invalid-pattern|>r"(?=a)b"i</>, r"^ok$" -> start
      state start {
        ask session.a as <|invalid-pattern|>r"(a"</> "?" { check value matches r"\\d{4}"i else "No." }
        match session.a { <|invalid-pattern|>r"(a)\\1"</> -> end else -> end }
        set session.b = replace("a", <|invalid-pattern|>r"*"</>, "b")
        -> end
      }
      test "t" { bot <|invalid-pattern|>r"a**"</> }
    `);
    expect(findings.map(({ message }) => message)).toEqual([
      "This pattern cannot be read: missing closing ]: `[a-`.",
      "This pattern cannot be read: it looks ahead or behind, which patterns that take linear time cannot.",
      "This pattern cannot be read: missing closing ): `(a`.",
      "This pattern cannot be read: it refers back to a group, which patterns that take linear time cannot.",
      "This pattern cannot be read: missing argument to repetition operator: `*`.",
      "This pattern cannot be read: invalid nested repetition operator: `**`.",
    ]);
  });
});

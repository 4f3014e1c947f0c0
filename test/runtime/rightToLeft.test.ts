import { describe, expect, test } from "vitest";
import { run, talk, tap } from "../support/conversation.ts";

const said = { show: ["message"], begin: { language: "ar" } } as const;

describe("a conversation that is written from right to left", () => {
  const source = `
    bot مكتب { languages en, ar start استقبال.حالة }

--- استقبال.flow
    entity القسم { الطباعة "طابعة", "الطابعة" }
    intent شكوى {
      "broken {what}"
      ar "عندي {count: integer} طابعات معطلة" "كم الساعة"
    }
    on intent شكوى { say "{event.entities.count ?? "؟"}" }
    state حالة {
      ask session.الاسم as text { en "Name?" ar "ما اسمك؟" }
      ask session.القسم as القسم { en "Which?" ar "أي قسم؟" }
      say { en "Hello {session.الاسم}" ar "أهلًا {session.الاسم} (ref A-1) في {session.القسم}!" } {
        reply { en "Fine" ar "تمام" } -> الختام
      }
    }
    state الختام { say { en "Bye" ar "مع السلامة" } -> end }
  `;

  test("has names of its own script for flows, states, variables, entities and intents", () => {
    expect(talk(source, ["آدا", "في الطابعة، من فضلك", "تمام"], { ...said, show: ["state", "message"] })).toBe(
      [
        "@ استقبال.حالة (start)",
        "< ما اسمك؟",
        "< أي قسم؟",
        "< أهلًا آدا (ref A-1) في الطباعة! [تمام]",
        "@ استقبال.الختام (reply)",
        "< مع السلامة",
      ].join("\n"),
    );
  });

  test("passes texts that mix directions, marks and scripts on as they are", () => {
    const mixed = "\u200fاسمي \u2066Ada 2.0\u2069 ١٢٣ e\u0301";
    const { events } = run(source, [mixed], said);
    expect(events.find((event) => event.type === "memory" && event.path === "session.الاسم")).toMatchObject({
      value: mixed,
    });
  });

  test("takes replies and routes also where a keyboard or a copy added marks of direction", () => {
    expect(talk(source, ["Ada", "طابعة", "\u200fتمام\u200e"], said)).toContain("مع السلامة");
    expect(talk(source, ["Ada", "طابعة", tap("\u200fتمام")], said)).toContain("مع السلامة");
  });

  test("understands phrases with the signs of Arabic at their end, and its digits in their marks", () => {
    expect(talk(source, ["كم الساعة؟"], { ...said, show: ["match"] })).toContain("match ask شكوى {}");
    expect(talk(source, ["عندي ١٢ طابعات معطلة؟"], { ...said, show: ["match"] })).toContain(
      'match ask شكوى {"count":12}',
    );
  });

  test("prints numbers, amounts and dates as the user's language does", () => {
    const text =
      'state s { say "{formatNumber(1234.5)} {formatDate("2026-03-04", "full")} {plural(2, { two: "يومان", other: "أيام" })}" }';
    expect(talk(text, [], said)).toBe("< 1,234.5 الأربعاء، 4 مارس 2026 يومان");
    expect(talk(text, [], { show: ["message"], begin: { language: "ar-EG" } })).toBe(
      "< ١٬٢٣٤٫٥ الأربعاء، ٤ مارس ٢٠٢٦ يومان",
    );
  });
});

test("a text of nothing but signs does not hold the conversation up", () => {
  const source =
    'intent a { "hello" "hello {name}" }\non intent a { say "Hi" }\nstate s { say "S" ask n as boolean "?" }';
  const started = performance.now();
  const { state } = run(source, [`${"!".repeat(99_000)}x`, `hello ${"؟".repeat(99_000)}x`]);
  expect(state.status).toBe("waiting");
  expect(performance.now() - started).toBeLessThan(1_500);
});

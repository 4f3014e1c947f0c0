import { lostReplies } from "../lostReplies.ts";
import { isHalfTyped } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const lostReply: Check = {
  code: "lost-reply",
  severity: "warning",
  summary: "A quick reply goes away before anybody can tap it.",
  documentation: `
A \`say\` with quick replies does not wait by itself: the steps behind it go on at once. Where they all lead to another
state before the conversation waits, what the user writes is no longer compared with these replies. Let the steps end
after the \`say\`, so that the state waits for one of its replies, or put the replies into the \`ask\` that waits.
`,
  example: `
state start {
  say "Shall I send it?" {
    reply <|lost-reply|>"Yes"</> -> send
    reply <|lost-reply|>"No"</> -> end
  }
  -> send
}

state send {
  say "It is on its way."
  -> end
}
`,
  fixed: `
state start {
  say "Shall I send it?" {
    reply "Yes" -> send
    reply "No" -> end
  }
}

state send {
  say "It is on its way."
  -> end
}
`,
  only: ["Say"],
  *run({ file, path }) {
    for (const { title, start, end } of lostReplies(file)) {
      if (title === undefined || isHalfTyped(file, { start, end })) continue;
      const message = "Nobody can tap this reply: the steps behind lead elsewhere before the conversation waits.";
      yield { path, start: title.start, end: title.end, message };
    }
  },
};

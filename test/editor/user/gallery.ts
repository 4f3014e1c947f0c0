import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import type { OpenedEditor } from "./editor.ts";

/** What tries to become markup, or to run. */
export const markup = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';

/** A flow with one message of each type, in three languages; `backend` is where {@link startHostileBackend} listens. */
function galleryFlow(backend: string): string {
  return `/// One message of each type, in three languages.
flow gallery

bot gallery {
  languages en, nl, ar
  start all
  fallback again
}

var bot.backend: url = "${backend}"

service backend {
  base bot.backend
  headers { "Accept-Language": user.language }
}

preset rich {
  session.balance = 1000
}

state all {
  set session.visits = (session.visits ?? 0) + 1
  say {
    en "Hello there." | "Good day."
    nl "Hallo daar." | "Goedendag."
    ar "مرحبا بك في المعرض! (EUR 5)"
  }
  say "Two buttons, and one that dials." {
    button "Our site" open "https://gallery.example/about"
    button "Call us" dial "+31201234567"
    button "Again" -> all
  }
  say "What we have" {
    card "Debit card" {
      subtitle "Free for a year"
      button "Take it" -> taken
    }
    card "Credit card" {
      subtitle "Five a month, and no more than that in any of the years to come"
      image "{bot.backend}/card.svg"
      button "Take it" -> taken
      button "More" open "https://gallery.example/credit"
    }
  }
  say "As a list" {
    item "Savings" {
      subtitle "2 percent"
      button "Save" -> taken
    }
    item "Loans" {
      subtitle "9 percent"
      button "Borrow" -> taken
    }
  }
  say { image "https://gallery.example/a.png" "A picture" }
  say { video "https://gallery.example/tour.mp4" }
  say { audio "https://gallery.example/welcome.mp3" }
  say { file "https://gallery.example/conditions.pdf" }
  say { location 50.8466, 4.3528 }
  say { payload whatsapp { template: { name: "receipt", language: { code: "nl" } }, list: [1, 2, null, true] } }
  -> menu
}

state menu {
  on event "paid" {
    say "Paid: {event.payload.amount}"
  }
  on attachment {
    say "Thank you for {event.attachments[0].name}."
  }
  on silence 60s {
    say "Are you still there?"
  }
  say {
    en "What can I do for you?"
    nl "Wat kan ik voor je doen?"
    ar "كيف يمكنني مساعدتك اليوم؟"
  } {
    reply { en "Again" nl "Nog eens" ar "مرة أخرى" } -> all
    reply "Hostile" -> hostile
    reply "Where" -> where
  }
}

state where {
  ask session.place as location "Where are you?"
  say "You are at {session.place.latitude}."
  -> menu
}

state taken {
  say "Taken."
  -> menu
}

state hostile {
  api backend GET "/hostile" {
    on failure -> failed
  }
  -> menu
}

state failed {
  say "It failed."
  -> menu
}

state again {
  say "I did not get that."
}
`;
}

/** Writes that flow into the folder of the editor, runs it, and gives the frame of its panel. */
export async function runGallery(editor: OpenedEditor, backend: string): Promise<Frame> {
  mkdirSync(join(editor.folder, "gallery"));
  writeFileSync(join(editor.folder, "gallery", "gallery.flow"), galleryFlow(backend));
  await editor.openFile("gallery.flow");
  await editor.page.keyboard.press("F5");
  return editor.webview("text=What can I do for you?", 30_000);
}

/** A backend that answers with all that a panel must not fall for. */
export async function startHostileBackend(): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = createServer((request, response) => {
    if (request.url === "/card.svg") return response.setHeader("content-type", "image/svg+xml").end(picture);
    const session = { namespace: "evil", data: { [markup]: markup } };
    response.setHeader("content-type", "application/json").setHeader("x-hostile", markup);
    return response.end(JSON.stringify({ session, messages }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120">
  <rect width="300" height="120" fill="#1e3a8a"/>
</svg>`;

const text = (said: string) => ({ type: "text", config: { textMessages: [{ text: said }] } });
const go = (title: string) => ({ type: "postback", title, payload: {} });

const messages = [
  text(markup),
  text("javascript:alert(1) command:workbench.action.quit file:///etc/passwd [a](command:x)"),
  text("\u202Egnp.exe"),
  text("x".repeat(1_000_000)),
  {
    type: "buttons",
    config: {
      textMessages: [{ text: "Tap one" }],
      buttons: [
        { type: "web_url", title: markup, url: "javascript:window.broken=1" },
        { type: "web_url", title: "Quit", url: "command:workbench.action.quit" },
      ],
    },
  },
  {
    type: "carousel",
    config: { elements: [{ title: markup, subtitle: markup, imageUrl: "javascript:1", buttons: [go(markup)] }] },
  },
  { type: "list", config: { elements: [{ title: "Row", subtitle: markup, buttons: [] }], buttons: [go("All rows")] } },
  { type: "quickReplies", config: { textMessages: [{ text: "Choose" }], quickReplies: [go(markup)] } },
  { type: "media", config: { media: { type: "image", url: "javascript:window.broken=1" } } },
];

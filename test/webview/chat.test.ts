import { createServer } from "node:http";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../server/src/channels/storage/openStore.ts";
import { accessibilityFindings, closeChatBrowsers, openChatBrowser } from "../support/chatPage.ts";
import { temporaryFolder } from "../support/commandLine.ts";
import { type ServedBot, serveBot, until } from "../support/servedBot.ts";

afterAll(closeChatBrowsers);

const hostile = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
const flows = `
bot bank { languages en, nl, ar  start bank.start  fallback bank.lost }
state start {
  say { en "Hello! I am the bank." nl "Hallo! Ik ben de bank." ar "مرحبا! أنا البنك." }
  say { en "How can I help?" nl "Waarmee kan ik helpen?" ar "كيف يمكنني مساعدتك؟" } {
    reply { en "Balance" nl "Saldo" ar "الرصيد" } value "BALANCE" -> account
    reply { en "Cards" nl "Kaarten" ar "البطاقات" } -> cards
  }
}
state account { ask session.account as text "Which account?"  say "{session.account} has 5." -> start }
state cards {
  say {
    card "Gold" { subtitle "For travellers: https://bank.example/gold" image "https://bank.example/gold.png" button "Take it" { say "Gold it is." } }
    card "Silver" { subtitle "For all others" button "Read more" open "https://bank.example/silver" }
    card "Bronze" { subtitle "For free" button "Call us" dial "+31 20 123" }
  }
}
state more {
  say { item "Branch" { subtitle "Dam 1" button "Route" open "https://maps.example" } item "Machine" { subtitle "Dam 2" } }
  say { image "https://bank.example/map.png" "The map" }
  say { location 52.37, 4.89 }
  say "Anything else?" { button "Yes" { say "Fine." } button "Our site" open "https://bank.example" button "Call" dial "+31 20 123" }
  say { payload { any: "thing" } }
}
state lost { say "Pardon?" }
on text "more" -> more
on text "hostile" { say "${hostile.replaceAll('"', '\\"')} javascript:alert(1)" }
on text "count" { say "1" say "2" say "3" }
`;
const settings = { limits: { messagesPerMinute: 100_000 }, webChat: { messagesPerMinute: 1_000 } };

const bubbles = (page: Page) => page.locator(".bubble .text").allTextContents();
const said = async (page: Page, text: string) => page.locator(".bubble .text", { hasText: text }).last().waitFor();
const untilShown = (page: Page, what: string, count: number) =>
  until(async () => (await page.locator(what).count()) === count);
const write = async (page: Page, text: string) => {
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
};

/** A page of somebody else, on this machine. */
async function startSite(html: string, policy: string) {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe("the page", () => {
  let bot: ServedBot;
  beforeAll(async () => {
    bot = await serveBot({ flows, settings });
  });
  afterAll(() => bot[Symbol.asyncDispose]());

  test.each([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["more contrast, light", { colorScheme: "light", contrast: "more" }],
    ["more contrast, dark", { colorScheme: "dark", contrast: "more" }],
    ["forced colours", { forcedColors: "active" }],
    ["narrow", { viewport: { width: 320, height: 480 }, reducedMotion: "reduce" }],
    ["wide", { viewport: { width: 1600, height: 900 } }],
  ] as const)("shuts nobody out: %s", async (_, options) => {
    const chat = await openChatBrowser({ reducedMotion: "reduce", ...options });
    const page = await chat.open(bot.url);
    await said(page, "How can I help?");
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Cards" }).click();
    await said(page, "Bronze");
    await write(page, "more");
    await said(page, "Anything else?");
    await page.locator(".payload").last().waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await page.getByRole("button", { name: "New conversation" }).click();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByLabel("Language").selectOption("ar");
    await write(page, "مرحبا");
    await said(page, "Pardon?");
    expect(await page.evaluate("document.documentElement.dir")).toBe("rtl");
    const heading = page.getByRole("heading");
    const room = { viewport: page.viewportSize()?.width ?? 0, box: await heading.boundingBox() };
    expect((room.box?.x ?? 0) + (room.box?.width ?? 0)).toBeLessThanOrEqual(room.viewport - 13);
    expect((await page.getByRole("button", { name: "New conversation" }).boundingBox())?.x).toBeGreaterThanOrEqual(13);
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(chat.problems).toEqual([]);
    await chat.context.close();
  });

  test("the keyboard alone reads, answers, begins anew; the focus stays where the next thing is done", async () => {
    const chat = await openChatBrowser();
    const page = await chat.open(bot.url);
    await said(page, "How can I help?");
    const focused = () =>
      page.evaluate<string>("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent");
    const tabTo = async (name: string) => {
      for (let stop = 0; stop < 20 && (await focused()) !== name; stop += 1) await page.keyboard.press("Tab");
      expect(await focused()).toBe(name);
    };
    await tabTo("Conversation");
    await tabTo("Balance");
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("Cards");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await said(page, "Which account?");
    expect(await focused()).toBe("Your message");
    expect(await page.locator(".reply.taken").textContent()).toBe("Balance");
    await page.keyboard.type("One");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("Two");
    await page.keyboard.press("Enter");
    await said(page, "One\nTwo has 5.");
    await page.getByRole("button", { name: "New conversation" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    expect(await focused()).toBe("New conversation");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await untilShown(page, ".entry", 2);
    expect(await focused()).toBe("Your message");
    expect(chat.problems).toEqual([]);
    await chat.context.close();
  });

  test("a reload shows the conversation again, both sides in their order", async () => {
    const chat = await openChatBrowser();
    const page = await chat.open(bot.url);
    await said(page, "How can I help?");
    await page.getByRole("button", { name: "Balance" }).click();
    await said(page, "Which account?");
    await write(page, "Savings");
    await said(page, "Savings has 5.");
    await untilShown(page, ".entry", 8);
    const before = await bubbles(page);
    expect(before.slice(1, 6)).toEqual(["How can I help?", "Balance", "Which account?", "Savings", "Savings has 5."]);
    await page.reload();
    await untilShown(page, ".entry", 8);
    expect(await bubbles(page)).toEqual(before);
    await chat.context.close();
  });

  test("two tabs show one conversation, whichever of them speaks", async () => {
    const chat = await openChatBrowser();
    const one = await chat.open(bot.url);
    await said(one, "How can I help?");
    const two = await chat.open(bot.url);
    await said(two, "How can I help?");
    await write(one, "count");
    await said(two, "3");
    await write(two, "hello there");
    await said(one, "Pardon?");
    await said(two, "Pardon?");
    const shown = ["count", "1", "2", "3", "hello there", "Pardon?"];
    expect((await bubbles(one)).slice(2)).toEqual(shown);
    expect((await bubbles(two)).slice(2)).toEqual(shown);
    expect(chat.problems).toEqual([]);
    await chat.context.close();
  });

  test("whatever is said is text; links go to the web alone", async () => {
    const chat = await openChatBrowser();
    const page = await chat.open(bot.url);
    await said(page, "How can I help?");
    await write(page, hostile);
    await write(page, "hostile");
    await said(page, "javascript:alert(1)");
    expect(await page.evaluate("window.broken")).toBeUndefined();
    expect(await page.locator(".log img, .log script, .log a").count()).toBe(0);
    await write(page, "see https://bank.example/a and javascript:b");
    const link = page.locator(".log a");
    await link.waitFor();
    expect(await link.count()).toBe(1);
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(chat.problems).toEqual([]);
    await chat.context.close();
  });

  test("before anything was said another language begins anew in it; later the bot goes on in it", async () => {
    const chat = await openChatBrowser();
    const page = await chat.open(`${bot.url}/?language=nl`);
    await said(page, "Waarmee kan ik helpen?");
    expect(await page.evaluate("document.documentElement.lang")).toBe("nl");
    await page.getByLabel("Taal").selectOption("en");
    await said(page, "How can I help?");
    expect(await bubbles(page)).toHaveLength(2);
    await page.getByRole("button", { name: "Balance" }).click();
    await said(page, "Which account?");
    await page.getByLabel("Language").selectOption("nl");
    await write(page, "Savings");
    await said(page, "Waarmee kan ik helpen?");
    await chat.context.close();
  });

  test("a file is sent; one of a type that is not taken says so, and stays", async () => {
    const chat = await openChatBrowser();
    const page = await chat.open(bot.url);
    await said(page, "How can I help?");
    const choose = (name: string, mimeType: string) =>
      page.locator('input[type="file"]').setInputFiles({ name, mimeType, buffer: Buffer.from("data") });
    await choose("cat.png", "image/png");
    await said(page, "Pardon?");
    await choose("run.html", "text/html");
    const fate = page.locator(".not-sent");
    await fate.waitFor();
    expect(await fate.textContent()).toContain("Not sent. Files of the type text/html are not taken.");
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.getByRole("button", { name: "Send again" }).count()).toBe(0);
    await page.getByRole("button", { name: "Remove" }).click();
    expect(await fate.count()).toBe(0);
    await chat.context.close();
  });

  test("what could not be sent says so, stays after a reload, and is sent once when it is sent again", async () => {
    const chat = await openChatBrowser();
    const page = await chat.open(bot.url);
    await said(page, "How can I help?");
    // The request arrives, its answer does not.
    let isCut = true;
    await chat.context.route("**/web-chat/messages", async (route) => {
      if (isCut) await route.fetch();
      return isCut ? route.abort() : route.continue();
    });
    await write(page, "count");
    await said(page, "3");
    await page.locator(".not-sent").waitFor({ timeout: 15_000 });
    await page.reload();
    await page.locator(".not-sent").waitFor();
    isCut = false;
    await page.getByRole("button", { name: "Send again" }).click();
    await untilShown(page, ".not-sent, .sending", 0);
    await write(page, "end");
    await said(page, "Pardon?");
    expect((await bubbles(page)).slice(2)).toEqual(["count", "1", "2", "3", "end", "Pardon?"]);
    await chat.context.close();
  });

  test("another page shows it with one script tag, and gets the focus back", async () => {
    const chat = await openChatBrowser();
    const shop = `<!DOCTYPE html><html lang="en"><title>Shop</title><main><h1>Shop</h1></main>
      <script src="${bot.url}/embed.js" data-language="nl" data-label="Hulp"></script></html>`;
    const policy = `default-src 'none'; script-src ${bot.url}; frame-src ${bot.url}`;
    await using site = await startSite(shop, policy);
    const page = await chat.open(site.url.replace("127.0.0.1", "localhost"));
    const button = page.getByRole("button", { name: "Hulp" });
    await button.click();
    const inside = page.frameLocator("iframe");
    await inside.getByText("Waarmee kan ik helpen?").waitFor();
    expect(await page.locator("iframe").getAttribute("title")).toBe("Hulp");
    await inside.getByRole("textbox").press("Escape");
    await page.locator("iframe").waitFor({ state: "hidden" });
    expect(await button.getAttribute("aria-expanded")).toBe("false");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Hulp");
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(chat.problems).toEqual([]);
    await chat.context.close();
  });
});

test("a server that is away for a while: the page says so, comes back by itself, and nothing is lost or doubled", async () => {
  await using folder = await temporaryFolder({});
  const address = `sqlite:${join(folder.path, "store.sqlite")}`;
  const chat = await openChatBrowser();
  const first = await serveBot({ flows, settings, store: await openStore(address) });
  const page = await chat.open(first.url);
  await said(page, "How can I help?");
  await write(page, "count");
  await said(page, "3");
  await first[Symbol.asyncDispose]();
  await page.getByText("No connection. Trying again…").waitFor({ timeout: 15_000 });
  await write(page, "hello there");
  await page.getByText("Sending…").waitFor();
  const again = { ...settings, port: Number(new URL(first.url).port) };
  await using _second = await serveBot({ flows, settings: again, store: await openStore(address) });
  await page.locator(".bubble .text", { hasText: "Pardon?" }).waitFor({ timeout: 40_000 });
  expect((await bubbles(page)).slice(2)).toEqual(["count", "1", "2", "3", "hello there", "Pardon?"]);
  await page.getByText("No connection").waitFor({ state: "detached" });
  expect(chat.problems).toEqual([]);
  await chat.context.close();
}, 70_000);

test("a conversation that the server has forgotten is over, and another can begin", async () => {
  const chat = await openChatBrowser();
  const first = await serveBot({ flows, settings });
  const page = await chat.open(first.url);
  await said(page, "How can I help?");
  await first[Symbol.asyncDispose]();
  await using _second = await serveBot({ flows, settings: { ...settings, port: Number(new URL(first.url).port) } });
  await page.getByText("This conversation is over.").waitFor({ timeout: 15_000 });
  await page.getByRole("status").getByRole("button", { name: "New conversation" }).click();
  await page.getByText("This conversation is over.").waitFor({ state: "detached" });
  await write(page, "hello there");
  await said(page, "Pardon?");
  await chat.context.close();
}, 40_000);

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MessageActions } from "../messages/actions.ts";
import { webUrl } from "../messages/links.ts";
import { Composer } from "./Composer.tsx";
import { ChatClient, type ChatState } from "./chatClient.ts";
import { HeardView, SentView } from "./EntryView.tsx";
import { Header } from "./Header.tsx";
import { localKeeper } from "./keeper.ts";
import { type ChatTexts, isRightToLeft, textsIn } from "./texts.ts";
import { replyStateOf, transcriptOf } from "./transcript.ts";

/** Pixels from the end that still count as "at the end". */
const nearEnd = 60;

/** The whole page: the conversation, what the user can say, and how the connection is. */
export function ChatView({ wanted }: { readonly wanted: { readonly bot?: string; readonly language?: string } }) {
  const [state, setState] = useState<ChatState>({
    kept: undefined,
    heard: [],
    connection: "connecting",
    refusal: undefined,
  });
  const [problem, setProblem] = useState("");
  const client = useMemo(() => {
    const keeper = localKeeper(`flowstate-chat:${location.pathname}:${wanted.bot ?? ""}`);
    return new ChatClient(keeper, wanted, setState);
  }, []);
  useEffect(() => client.start(), [client]);
  const field = useRef<HTMLTextAreaElement>(null);
  const log = useRef<HTMLDivElement>(null);
  const following = useRef(true);

  const { kept, heard, connection, refusal } = state;
  const languages = kept?.languages ?? [];
  const language = kept?.language ?? languages[0] ?? wanted.language ?? "en";
  const { texts, language: spoken } = textsIn(language);
  const entries = useMemo(() => transcriptOf(kept?.sent ?? [], heard), [kept?.sent, heard]);
  const direction = isRightToLeft(language) ? "rtl" : "ltr";

  useLayoutEffect(() => {
    document.documentElement.lang = spoken;
    document.documentElement.dir = direction;
    if (kept !== undefined) document.title = kept.title;
  }, [spoken, direction, kept?.title]);
  useLayoutEffect(() => {
    const last = entries.at(-1);
    const element = log.current;
    if (element !== null && (following.current || last?.kind === "sent")) element.scrollTop = element.scrollHeight;
  }, [entries]);

  // A tapped reply goes out of reach: the keyboard is where the next message is written, but no touch keyboard jumps up.
  const leaveReply = () => {
    if (!matchMedia("(pointer: coarse)").matches) field.current?.focus();
  };
  const actions: MessageActions = {
    tap: ({ title, value }) => {
      client.send({ type: "tap", title, ...(value === undefined ? {} : { value }) });
      leaveReply();
    },
    open: openPage,
    dial: (number) => {
      location.href = `tel:${number.replace(/[^\d+*#]/g, "")}`;
    },
  };
  const resend = (key: string) => {
    client.resend(key);
    field.current?.focus();
  };
  const begin = () => {
    setProblem("");
    following.current = true;
    void client.begin(kept?.language ?? wanted.language);
    field.current?.focus();
  };
  const isTalking = kept !== undefined && connection !== "gone";
  return (
    <main onKeyDown={(event) => event.key === "Escape" && leaveFrame()}>
      <Header
        title={kept?.title ?? document.title}
        texts={texts}
        languages={languages}
        language={language}
        setLanguage={(next) => client.setLanguage(next)}
        begin={begin}
        asks={(kept?.sent.length ?? 0) > 0 && connection !== "gone"}
      />
      <div
        class="log"
        ref={log}
        role="log"
        aria-label={texts.conversation}
        aria-live="polite"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          following.current = scrollHeight - scrollTop - clientHeight < nearEnd;
        }}
      >
        {entries.map((entry, index) =>
          entry.kind === "heard" ? (
            <HeardView
              key={`m${entry.sequence}`}
              entry={entry}
              texts={texts}
              actions={actions}
              active={isTalking}
              {...replyStateOf(entries, index)}
            />
          ) : (
            <SentView
              key={entry.key}
              entry={entry}
              texts={texts}
              open={openPage}
              resend={isTalking && client.canResend(entry) ? () => resend(entry.key) : undefined}
              discard={() => {
                client.discard(entry.key);
                field.current?.focus();
              }}
            />
          ),
        )}
      </div>
      <div class="status" role="status">
        {statusOf(connection, refusal ?? problem, texts)}
        {connection === "gone" && (
          <button type="button" class="quiet" onClick={begin}>
            {texts.anew}
          </button>
        )}
      </div>
      <Composer
        field={field}
        texts={texts}
        disabled={!isTalking}
        send={(text) => client.send({ type: "text", text })}
        attach={(name, data) => {
          setProblem("");
          client.send({ type: "attachment", name }, data);
        }}
        failed={setProblem}
      />
    </main>
  );
}

function statusOf(connection: ChatState["connection"], problem: string, texts: ChatTexts): string {
  if (problem !== "") return problem;
  return connection === "online" ? "" : texts[connection];
}

/** Opens a page beside this one; it learns nothing of it. Other schemes than http and https go nowhere. */
function openPage(address: string): void {
  const url = webUrl(address);
  if (url !== undefined) open(url.href, "_blank", "noopener,noreferrer");
}

/** Tells the page around that the user wants to be out of here. */
function leaveFrame(): void {
  if (parent !== window) parent.postMessage({ type: "flowstate-chat:close" }, "*");
}

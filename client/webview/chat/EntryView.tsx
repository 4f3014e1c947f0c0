import type { MessageActions } from "../messages/actions.ts";
import { Icon } from "../messages/Icon.tsx";
import { Message } from "../messages/Message.tsx";
import { plainText } from "../messages/plainText.ts";
import { TextMessage } from "../messages/TextMessage.tsx";
import type { ChatTexts } from "./texts.ts";
import type { HeardEntry, SentEntry, SentMessage } from "./transcript.ts";

/** What the bot has said. */
export function HeardView(props: {
  readonly entry: HeardEntry;
  readonly texts: ChatTexts;
  readonly actions: MessageActions;
  readonly active: boolean;
  readonly open: boolean;
  readonly taken?: string;
}) {
  const { entry, texts, actions, active, open, taken } = props;
  return (
    <div class="entry heard">
      <span class="hidden">{texts.bot}: </span>
      <Message
        message={entry.message}
        standing={{ actions, active, open, showsPictures: true, ...(taken === undefined ? {} : { taken }) }}
      />
    </div>
  );
}

/** What the user has said, and what has become of it. */
export function SentView(props: {
  readonly entry: SentEntry;
  readonly texts: ChatTexts;
  readonly open: (url: string) => void;
  readonly resend: (() => void) | undefined;
  readonly discard: () => void;
}) {
  const { entry, texts, open, resend, discard } = props;
  const { message, status, problem } = entry;
  return (
    <div class={`entry sent ${status}`}>
      <span class="hidden">{texts.you}: </span>
      <div class="bubble user">
        <Said message={message} open={open} />
      </div>
      {status === "sending" && <small class="fate">{texts.sending}</small>}
      {status === "failed" && (
        <div class="fate not-sent">
          <span dir="auto">
            <Icon name="error" /> {texts.notSent} {problem === undefined ? "" : plainText(problem)}
          </span>
          {resend !== undefined && (
            <button type="button" class="quiet" onClick={resend}>
              {texts.resend}
            </button>
          )}
          <button type="button" class="quiet" onClick={discard}>
            {texts.discard}
          </button>
        </div>
      )}
    </div>
  );
}

function Said({ message, open }: { readonly message: SentMessage; readonly open: (url: string) => void }) {
  switch (message.type) {
    case "text":
      return <TextMessage text={message.text} open={open} />;
    case "tap":
      return (
        <p class="text" dir="auto">
          {plainText(message.title)}
        </p>
      );
    case "attachment":
      return (
        <div class="attachment">
          <Icon name="file" />
          <span class="attachment-name" dir="auto">
            {plainText(message.name)}
          </span>
        </div>
      );
  }
}

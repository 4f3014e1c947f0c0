import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../messages/Icon.tsx";
import { IconButton } from "../messages/IconButton.tsx";
import type { ChatTexts } from "./texts.ts";

export interface ComposerProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly texts: ChatTexts;
  readonly disabled: boolean;
  readonly send: (text: string) => void;
  /** A file that was chosen: its name, and its bytes as a data URL. */
  readonly attach: (name: string, data: string) => void;
  readonly failed: (problem: string) => void;
}

/** Where the user writes. Enter sends, Shift+Enter begins a line; files are chosen or pasted. */
export function Composer({ field, texts, disabled, send, attach, failed }: ComposerProps) {
  const [text, setText] = useState("");
  const picker = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [text]);
  const submit = () => {
    if (disabled || text.trim() === "") return;
    send(text);
    setText("");
    field.current?.focus();
  };
  const take = async (files: Iterable<File>) => {
    for (const file of files) {
      const data = await readFile(file);
      if (data === undefined) failed(texts.tooLarge);
      else attach(file.name, data);
    }
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        tabIndex={-1}
        onChange={(event) => {
          void take([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <IconButton icon="attachment" label={texts.attach} disabled={disabled} onClick={() => picker.current?.click()} />
      <textarea
        ref={field}
        rows={1}
        value={text}
        placeholder={texts.message}
        aria-label={texts.message}
        dir="auto"
        onInput={(event) => setText(event.currentTarget.value)}
        onPaste={(event) => {
          const files = [...(event.clipboardData?.files ?? [])];
          if (files.length === 0) return;
          event.preventDefault();
          void take(files);
        }}
        onKeyDown={(event) => {
          // Enter belongs to the input method while it composes.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      <button
        type="submit"
        class="send"
        title={texts.send}
        aria-label={texts.send}
        disabled={disabled || text.trim() === ""}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}

/** A file as a data URL, with a type in any case; `undefined` where it cannot be read. */
function readFile(file: File): Promise<string | undefined> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onerror = () => resolve(undefined);
    reader.onload = () => resolve(typeof reader.result === "string" ? reader.result : undefined);
    reader.readAsDataURL(file);
  });
}

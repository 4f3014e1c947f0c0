import { useRef } from "preact/hooks";
import { IconButton } from "../messages/IconButton.tsx";
import type { ChatTexts } from "./texts.ts";

export interface HeaderProps {
  readonly title: string;
  readonly texts: ChatTexts;
  readonly languages: readonly string[];
  readonly language: string;
  readonly setLanguage: (language: string) => void;
  /** Begins a new conversation; asked first where something was said. */
  readonly begin: () => void;
  readonly asks: boolean;
}

/** The title, the language where there is a choice, and the way to a new conversation. */
export function Header({ title, texts, languages, language, setLanguage, begin, asks }: HeaderProps) {
  const question = useRef<HTMLDialogElement>(null);
  return (
    <header>
      <h1 dir="auto">{title}</h1>
      {languages.length > 1 && (
        <select
          aria-label={texts.language}
          title={texts.language}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
        >
          {languages.map((each) => (
            <option key={each} value={each} lang={each}>
              {nameOf(each)}
            </option>
          ))}
        </select>
      )}
      <IconButton icon="restart" label={texts.anew} onClick={() => (asks ? question.current?.showModal() : begin())} />
      <dialog ref={question} aria-label={texts.anew}>
        <p>{texts.anewQuestion}</p>
        <div class="choices">
          <button type="button" class="quiet" onClick={() => question.current?.close()}>
            {texts.cancel}
          </button>
          <button
            type="button"
            class="main"
            onClick={() => {
              question.current?.close();
              begin();
            }}
          >
            {texts.anew}
          </button>
        </div>
      </dialog>
    </header>
  );
}

/** A language in its own words. */
function nameOf(code: string): string {
  try {
    return new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

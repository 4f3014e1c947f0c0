import { baseLanguage } from "../expressions/locales.ts";

/** What the runner says by itself where a bot has no state for it. */
export type BuiltinText = "failure" | "notUnderstood";

const texts: { readonly [language: string]: { readonly [text in BuiltinText]: string } } = {
  ar: {
    failure: "حدث خطأ ما. يُرجى المحاولة لاحقًا.",
    notUnderstood: "عذرًا، لم أفهم ذلك.",
  },
  de: {
    failure: "Da ist etwas schiefgegangen. Bitte versuchen Sie es später noch einmal.",
    notUnderstood: "Das habe ich leider nicht verstanden.",
  },
  en: {
    failure: "Something went wrong. Please try again later.",
    notUnderstood: "Sorry, I did not understand that.",
  },
  es: {
    failure: "Algo ha salido mal. Inténtelo de nuevo más tarde.",
    notUnderstood: "Lo siento, no lo he entendido.",
  },
  fr: {
    failure: "Un problème est survenu. Veuillez réessayer plus tard.",
    notUnderstood: "Désolé, je n'ai pas compris.",
  },
  nl: {
    failure: "Er ging iets mis. Probeer het later nog eens.",
    notUnderstood: "Sorry, dat heb ik niet begrepen.",
  },
};

/** The text in the user's language, else in English. */
export function builtinText(text: BuiltinText, language: string): string {
  return (texts[baseLanguage(language)] ?? texts["en"])?.[text] ?? "";
}

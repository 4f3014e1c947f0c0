/** What the page itself says. */
export interface ChatTexts {
  readonly conversation: string;
  readonly you: string;
  readonly bot: string;
  readonly message: string;
  readonly send: string;
  readonly attach: string;
  readonly language: string;
  readonly anew: string;
  readonly anewQuestion: string;
  readonly cancel: string;
  readonly connecting: string;
  readonly offline: string;
  readonly gone: string;
  readonly sending: string;
  readonly notSent: string;
  readonly resend: string;
  readonly discard: string;
  readonly tooLarge: string;
}

const en: ChatTexts = {
  conversation: "Conversation",
  you: "You",
  bot: "Bot",
  message: "Your message",
  send: "Send",
  attach: "Attach a file",
  language: "Language",
  anew: "New conversation",
  anewQuestion: "Begin a new conversation? This one is not shown any more.",
  cancel: "Cancel",
  connecting: "Connecting…",
  offline: "No connection. Trying again…",
  gone: "This conversation is over.",
  sending: "Sending…",
  notSent: "Not sent.",
  resend: "Send again",
  discard: "Remove",
  tooLarge: "This file cannot be read.",
};

const texts: Readonly<Record<string, ChatTexts>> = {
  en,
  nl: {
    conversation: "Gesprek",
    you: "Jij",
    bot: "Bot",
    message: "Je bericht",
    send: "Verstuur",
    attach: "Voeg een bestand toe",
    language: "Taal",
    anew: "Nieuw gesprek",
    anewQuestion: "Een nieuw gesprek beginnen? Dit gesprek is dan niet meer te zien.",
    cancel: "Annuleer",
    connecting: "Verbinden…",
    offline: "Geen verbinding. Nieuwe poging…",
    gone: "Dit gesprek is voorbij.",
    sending: "Wordt verstuurd…",
    notSent: "Niet verstuurd.",
    resend: "Verstuur opnieuw",
    discard: "Verwijder",
    tooLarge: "Dit bestand kan niet gelezen worden.",
  },
  de: {
    conversation: "Unterhaltung",
    you: "Sie",
    bot: "Bot",
    message: "Ihre Nachricht",
    send: "Senden",
    attach: "Datei anhängen",
    language: "Sprache",
    anew: "Neue Unterhaltung",
    anewQuestion: "Eine neue Unterhaltung beginnen? Diese ist dann nicht mehr zu sehen.",
    cancel: "Abbrechen",
    connecting: "Verbindung wird aufgebaut…",
    offline: "Keine Verbindung. Neuer Versuch…",
    gone: "Diese Unterhaltung ist vorbei.",
    sending: "Wird gesendet…",
    notSent: "Nicht gesendet.",
    resend: "Erneut senden",
    discard: "Entfernen",
    tooLarge: "Diese Datei kann nicht gelesen werden.",
  },
  fr: {
    conversation: "Conversation",
    you: "Vous",
    bot: "Bot",
    message: "Votre message",
    send: "Envoyer",
    attach: "Joindre un fichier",
    language: "Langue",
    anew: "Nouvelle conversation",
    anewQuestion: "Commencer une nouvelle conversation ? Celle-ci ne sera plus affichée.",
    cancel: "Annuler",
    connecting: "Connexion…",
    offline: "Pas de connexion. Nouvel essai…",
    gone: "Cette conversation est terminée.",
    sending: "Envoi…",
    notSent: "Non envoyé.",
    resend: "Renvoyer",
    discard: "Supprimer",
    tooLarge: "Ce fichier ne peut pas être lu.",
  },
};

/** The texts in a language, and the code of the one that they are in: English where the page does not know it. */
export function textsIn(language: string): { readonly texts: ChatTexts; readonly language: string } {
  const [code = "en"] = language.toLowerCase().split("-");
  const known = Object.hasOwn(texts, code) ? texts[code] : undefined;
  return known === undefined ? { texts: en, language: "en" } : { texts: known, language: code };
}

/** Whether a language is written from right to left. */
export function isRightToLeft(language: string): boolean {
  return /^(ar|dv|fa|he|ks|ps|sd|ug|ur|yi)(-|$)/i.test(language);
}

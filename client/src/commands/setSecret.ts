import { window } from "vscode";
import { folderInUse, type SecretStore } from "../debug/secretStore.ts";

/** Asks for the name and the value of a secret, and keeps it where the editor keeps passwords. */
export async function setSecret(secrets: SecretStore): Promise<void> {
  const name = await window.showInputBox({
    title: "Set a Secret",
    prompt: "The name that flows read it by: BANK_TOKEN for secret.BANK_TOKEN.",
    validateInput: (text) => (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) ? undefined : "Letters, digits and _, no blanks."),
  });
  if (name === undefined) return;
  const value = await window.showInputBox({
    title: `Set secret.${name}`,
    prompt: "It stays with this editor and this folder, in no file. Leave it empty to forget it.",
    password: true,
  });
  if (value === undefined) return;
  await secrets.set(folderInUse(), name, value);
  const told = value === "" ? `secret.${name} is forgotten.` : `secret.${name} is set.`;
  await window.showInformationMessage(`${told} It counts from the next conversation on.`);
}

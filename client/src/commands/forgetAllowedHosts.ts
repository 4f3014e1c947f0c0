import { window } from "vscode";
import type { AllowedHosts } from "../debug/allowedHosts.ts";

/** Takes back every "Always Allow for This Host". */
export async function forgetAllowedHosts(hosts: AllowedHosts): Promise<void> {
  const count = await hosts.forget();
  const message =
    count === 0
      ? "Nothing was allowed for good."
      : `Forgot ${count === 1 ? "one permission" : `${count} permissions`}.`;
  await window.showInformationMessage(`${message} The next request to a host asks again.`);
}

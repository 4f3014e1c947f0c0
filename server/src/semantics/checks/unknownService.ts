import { declaredNames, findUnknown, meantInstead } from "../unknownNames.ts";
import type { Check } from "./check.ts";

const kind = declaredNames("service");

export const unknownService: Check = {
  code: "unknown-service",
  severity: "error",
  summary: "An API step names a service that does not exist.",
  documentation: `
The name after \`api\` is that of a \`service\` of the project, which says where the backend is and what every request
carries. Declare the service, take one of the names that are offered, or write the whole URL and no service.
`,
  example: `
service bank {
  base "http://localhost:4100"
}

state start {
  api <|unknown-service|>bnk</> GET "/balance"
  say "You have {temp.response.body.amount}."
  -> end
}
`,
  fixed: `
service bank {
  base "http://localhost:4100"
}

state start {
  api bank GET "/balance"
  say "You have {temp.response.body.amount}."
  -> end
}
`,
  only: ["service"],
  run: (context) => findUnknown(context, kind),
  fixes: (context, finding) => meantInstead(context, finding, kind),
};

import { type Credential, credentialsIn } from "../credentials.ts";
import { inCode } from "../inCode.ts";
import type { Check } from "./check.ts";

export const secretInSource: Check = {
  code: "secret-in-source",
  severity: "warning",
  summary: "Something that looks like a key or a token is written into a flow.",
  documentation: `
A flow is read by everybody who works on it and stays in the history of its repository. Write \`secret.NAME\` instead: the
value comes from the editor's secret store or from the environment, and is masked wherever it would show. If the key is a
real one, have it replaced: it was readable.

Strings in the published forms of well-known keys count, and so do long enough words in \`auth\`, in headers such as
\`Authorization\` and under names such as \`token\` and \`password\`, also in a \`query\` and in addresses. What tests and
mocks make up is not looked at.
`,
  example: `
service shop {
  base "https://api.shop.example"
  auth bearer <|secret-in-source|>"9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d"</>
}

state start {
  api shop GET "/orders" {
    on failure -> end
  }
  -> end
}
`,
  fixed: `
service shop {
  base "https://api.shop.example"
  auth bearer secret.SHOP_TOKEN
}

state start {
  api shop GET "/orders" {
    on failure -> end
  }
  -> end
}
`,
  only: ["Service", "Api", "Var", "String"],
  *run({ file, path }) {
    for (const { node, secretName } of credentialsIn(file)) {
      const message = `This looks like a key or a token. Keep it as a secret ${
        secretName === undefined ? "and send `secret.NAME` in a header or by `auth`." : "and write `secret.NAME` here."
      }`;
      yield { path, start: node.start, end: node.end, message };
    }
  },
  fixes({ file, path }, finding) {
    const found = credentialsIn(file).find(({ node }) => node.start === finding.start);
    if (found?.secretName === undefined) return [];
    const edits = [{ path, ...replacement(found, `secret.${found.secretName}`) }];
    return [{ title: `Use ${inCode(`secret.${found.secretName}`)}`, kind: "quickfix", preferred: true, edits }];
  },
};

/** The secret in place of the string, or in place of the token where more stands in the string. */
function replacement({ node, token }: Credential, secret: string) {
  const quotes = node.block ? 3 : 1;
  const isWhole = token.start <= node.start + quotes && token.end >= node.end - quotes;
  if (isWhole) return { start: node.start, end: node.end, text: secret };
  return { start: token.start, end: token.end, text: `{${secret}}` };
}

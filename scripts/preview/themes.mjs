/**
 * @typedef {object} Theme
 * @property {string} name
 * @property {string} className what the editor puts on the body of a panel
 * @property {string} style the variables that the editor gives to a panel
 */

const common = {
  "font-family": '"Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif',
  "font-size": "13px",
  "editor-font-family": '"DejaVu Sans Mono", monospace',
};

const dark = {
  foreground: "#cccccc",
  descriptionForeground: "#9d9d9d",
  errorForeground: "#f85149",
  focusBorder: "#0078d4",
  "icon-foreground": "#cccccc",
  "editor-background": "#1f1f1f",
  "textLink-foreground": "#4daafc",
  "button-background": "#0078d4",
  "button-foreground": "#ffffff",
  "button-hoverBackground": "#026ec1",
  "button-border": "#ffffff12",
  "button-secondaryBackground": "#313131",
  "button-secondaryForeground": "#cccccc",
  "badge-background": "#616161",
  "badge-foreground": "#f8f8f8",
  "input-background": "#313131",
  "input-foreground": "#cccccc",
  "input-border": "#3c3c3c",
  "input-placeholderForeground": "#989898",
  "toolbar-hoverBackground": "#5a5d5e50",
  "list-hoverBackground": "#2a2d2e",
  "widget-shadow": "#0000005c",
  "charts-green": "#89d185",
  "editorWarning-foreground": "#cca700",
  "editorInfo-foreground": "#3794ff",
  "debugTokenExpression-name": "#c586c0",
  "debugTokenExpression-string": "#ce9178",
  "debugTokenExpression-number": "#b5cea8",
};

const light = {
  ...dark,
  foreground: "#3b3b3b",
  descriptionForeground: "#3b3b3b",
  focusBorder: "#005fb8",
  "icon-foreground": "#3b3b3b",
  "editor-background": "#ffffff",
  "textLink-foreground": "#005fb8",
  "button-background": "#005fb8",
  "button-hoverBackground": "#0258a8",
  "button-border": "#0000001a",
  "button-secondaryBackground": "#e5e5e5",
  "button-secondaryForeground": "#3b3b3b",
  "badge-background": "#cccccc",
  "badge-foreground": "#3b3b3b",
  "input-background": "#ffffff",
  "input-foreground": "#3b3b3b",
  "input-border": "#cecece",
  "input-placeholderForeground": "#767676",
  "toolbar-hoverBackground": "#b8b8b850",
  "list-hoverBackground": "#f2f2f2",
  "widget-shadow": "#00000029",
  "charts-green": "#388a34",
  "editorWarning-foreground": "#bf8803",
  "editorInfo-foreground": "#1a85ff",
  "debugTokenExpression-name": "#9b46b0",
  "debugTokenExpression-string": "#a31515",
  "debugTokenExpression-number": "#098658",
};

const contrast = {
  ...dark,
  foreground: "#ffffff",
  descriptionForeground: "#ffffffb3",
  errorForeground: "#f48771",
  focusBorder: "#f38518",
  contrastBorder: "#6fc3df",
  contrastActiveBorder: "#f38518",
  "icon-foreground": "#ffffff",
  "editor-background": "#000000",
  "textLink-foreground": "#21a6ff",
  "button-background": "#000000",
  "button-border": "#6fc3df",
  "button-secondaryBackground": "#000000",
  "button-secondaryForeground": "#ffffff",
  "badge-background": "#000000",
  "badge-foreground": "#ffffff",
  "input-background": "#000000",
  "input-foreground": "#ffffff",
  "input-border": "#6fc3df",
  "input-placeholderForeground": "#ffffffb3",
  "editorWarning-foreground": "#ffd370",
  "debugTokenExpression-name": "#ffffff",
};

const contrastLight = {
  ...light,
  foreground: "#292929",
  descriptionForeground: "#292929b3",
  errorForeground: "#b5200d",
  focusBorder: "#006bbd",
  contrastBorder: "#0f4a85",
  contrastActiveBorder: "#006bbd",
  "icon-foreground": "#292929",
  "textLink-foreground": "#0f4a85",
  "button-background": "#0f4a85",
  "button-border": "#0f4a85",
  "button-secondaryBackground": "#ffffff",
  "button-secondaryForeground": "#0f4a85",
  "badge-background": "#0f4a85",
  "badge-foreground": "#ffffff",
  "input-border": "#0f4a85",
};

/**
 * @param {string} name
 * @param {string} className
 * @param {Readonly<Record<string, string>>} colors
 * @returns {Theme}
 */
function theme(name, className, colors) {
  const lines = Object.entries({ ...common, ...colors }).map(([key, value]) => `--vscode-${key}: ${value};`);
  return { name, className, style: `html { ${lines.join(" ")} }` };
}

/** The editor's own four themes, with the variables that the panel reads. */
export const themes = [
  theme("dark", "vscode-dark", dark),
  theme("light", "vscode-light", light),
  theme("contrast", "vscode-high-contrast", contrast),
  theme("contrast-light", "vscode-high-contrast-light vscode-high-contrast", contrastLight),
];

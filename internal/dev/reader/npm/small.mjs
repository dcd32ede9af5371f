import plain from "./plain.mjs";

// Rules for pages as the host gets them: the same, but for what the minifier leaves out because HTML allows that.
export default {
  ...plain,
  rules: {
    ...plain.rules,
    "attr-quotes": "off",
    "doctype-style": "off",
    "no-implicit-button-type": "off",
    "no-implicit-close": "off",
    "no-raw-characters": ["error", { relaxed: true }],
  },
};

// Rules for pages as the theme makes them. All are on but for those that ask for more than HTML does.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Matters of taste, decided otherwise by the library that renders the check boxes of markdown.
    "attribute-boolean-style": "off",
    "void-style": "off",
    // The title is the editors'. Search engines cut a long one, and readers see it whole.
    "long-title": "off",
    // The box of a table is a region without a heading, which a <section> is not meant to be.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    // HTML forbids only white space in ids; footnotes have had a colon in theirs for as long as there are links to them.
    "valid-id": ["error", { relaxed: true }],
  },
};

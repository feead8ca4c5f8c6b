// Runs axe-core over the page and gives what it finds to the last argument: [{rule, element, why}].
const done = arguments[arguments.length - 1];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const options = {
  runOnly: { type: "tag", values: tags },
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
  // Only an experimental rule reads the stylesheets again.
  preload: false,
};
axe.run(document, options).then(
  ({ violations }) =>
    done(
      violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ html, target, failureSummary }) => ({
          rule: `axe ${id}`,
          element: `${target.join(" ")} ${html.slice(0, 160)}`,
          why: `${help}. ${(failureSummary || "").replace(/\s+/g, " ").slice(0, 240)}`,
        })),
      ),
    ),
  (error) => done([{ rule: "axe", element: "", why: String(error) }]),
);

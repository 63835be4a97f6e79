import { version } from "../../kernel/version.ts";
import type { Template } from "./template.ts";

/** The workflow that plays the scenarios on every push. */
export const workflow: Template = {
  file: ".github/workflows/phone.yml",
  summary: "a GitHub workflow that does so on every push",
  suits: () => true,
  content: ({ hasPackage }) => `name: phone
on: [push, pull_request]
permissions:
  contents: read
jobs:
  phone:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 22 }
${hasPackage ? "      - run: npm ci\n      - run: npx ringback test\n" : `      - run: npx --yes ringback@${version} test\n`}`,
};

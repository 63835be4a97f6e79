import { dayOf, rfc2822 } from "../dates.ts";
import type { FakeCore } from "../core.ts";
import { pageOf } from "../rest/pages.ts";
import { Refusal } from "../rest/refusal.ts";
import type { RestReply, RestRequest } from "../rest/router.ts";
import { inDollars, type Expense } from "./account.ts";

/** The account itself, its balance, and what was spent today. */
export const mountAccount = (core: FakeCore): void => {
  const opened = rfc2822(core.realTime.now());
  core.router.on("GET", ".json", ({ user }) => {
    if (user === core.apiKey.sid && core.account.apiKeyKind === "standard") throw new Refusal(20003);
    return accountReply(core, opened);
  });
  core.router.on("GET", "/Balance.json", () => ({
    status: 200,
    json: { account_sid: core.accountSid, balance: inDollars(core.account.balance, 4), currency: "USD" },
  }));
  core.router.on("GET", "/Usage/Records/Today.json", (request) => ({
    status: 200,
    json: usagePage(core, request),
  }));
};

const accountReply = ({ accountSid, authToken, account, uriOf }: FakeCore, opened: string): RestReply => ({
  status: 200,
  json: {
    sid: accountSid,
    auth_token: authToken,
    date_created: opened,
    date_updated: opened,
    friendly_name: account.friendlyName,
    owner_account_sid: accountSid,
    status: account.status,
    type: account.type,
    subresource_uris: { messages: uriOf("/Messages.json"), calls: uriOf("/Calls.json") },
    uri: uriOf(".json"),
  },
});

const categories: Readonly<
  Record<string, { readonly on?: Expense; readonly unit: string; readonly title: string }>
> = {
  totalprice: { unit: "usd", title: "Total Price" },
  sms: { on: "texts", unit: "messages", title: "SMS" },
  calls: { on: "calls", unit: "calls", title: "Voice Minutes" },
  phonenumbers: { on: "numbers", unit: "numbers", title: "Phone Numbers" },
};

const usagePage = ({ accountSid, account, realTime, uriOf }: FakeCore, request: RestRequest): object => {
  const today = dayOf(realTime.now());
  const asked = request.query.get("Category");
  const shown = Object.keys(categories)
    .filter((category) => asked === undefined || asked === category)
    .map((sid) => ({ sid }));
  return pageOf(request, "usage_records", shown, ({ sid: category }) => {
    const { on, unit, title } = categories[category] ?? { unit: "", title: "" };
    const price = inDollars(account.spent(on));
    const count = String(account.count(on));
    const isMoney = unit === "usd";
    return {
      account_sid: accountSid,
      api_version: "2010-04-01",
      as_of: `${new Date(realTime.now()).toISOString().slice(0, 19)}+00:00`,
      category,
      count: isMoney ? "" : count,
      count_unit: isMoney ? "" : unit,
      description: title,
      start_date: today,
      end_date: today,
      // A string, as in the description's own example, though its schema says number.
      price,
      price_unit: "usd",
      usage: isMoney ? price : count,
      usage_unit: unit,
      subresource_uris: { today: uriOf(`/Usage/Records/Today.json?Category=${category}`) },
      uri: uriOf(`/Usage/Records.json?Category=${category}&StartDate=${today}&EndDate=${today}`),
    };
  });
};

import type { Operations, OutputOf } from "../../contract/operations.ts";
import { command, type Values } from "../command.ts";
import { UsageError } from "../failures.ts";
import { readWhole } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { paintFor, print, printable } from "../terminal.ts";

const statuses = ["pending", "success", "failed"] as const;

const options = {
  status: { kind: "text", shows: "STATUS", choices: statuses, summary: "Only deliveries that stand so" },
  limit: { kind: "text", shows: "COUNT", summary: "At most so many. Default: 100" },
  replay: { kind: "text", shows: "ID", summary: "Send this delivery once more, and show the answer" },
  body: { kind: "text", shows: "JSON", summary: "With --replay: what to send and sign in its place" },
  ...remoteOptions,
} as const;

type WebhookValues = Values<typeof options>;

/** `ringback webhooks`: what the webhooks of a running ringback were told, and once more. */
export const webhooksCommand = command({
  name: "webhooks",
  summary: "Show what webhooks were told, newest first, or tell it once more",
  options,
  examples: [
    ["ringback webhooks --status failed", "What no webhook took"],
    ["ringback webhooks --json --limit 1", "The latest, with its body and all that was sent"],
    ["ringback webhooks --replay del_001", "Once more, with the same id and a fresh signature"],
  ],
  run: async (values) => {
    const remote = new Remote(values);
    if (values.replay === undefined) await showList(remote, values);
    else return showReplay(remote, values, values.replay);
    return 0;
  },
});

const showList = async (remote: Remote, { status, limit, body, json }: WebhookValues): Promise<void> => {
  if (body !== undefined) throw new UsageError("--body goes with --replay ID.");
  const wanted = statuses.find((one) => one === status);
  const most = readWhole(limit, "--limit", 1, 1000) ?? 100;
  const request = { limit: most, ...(wanted !== undefined && { status: wanted }) };
  const answer = await remote.ask("control.webhooks.deliveries.list", request, ["deliveries", "total"]);
  if (json) return print(JSON.stringify(answer));
  for (const delivery of answer.deliveries) print(rowLine(delivery));
  const left = answer.total - answer.deliveries.length;
  if (left > 0)
    print(`There ${left === 1 ? "is" : "are"} ${left} more: --limit ${Math.min(answer.total, 1000)}`);
};

/** The exit code says whether the webhook took it. */
const showReplay = async (
  remote: Remote,
  { body, json }: WebhookValues,
  deliveryId: string,
): Promise<number> => {
  const request = { deliveryId, ...(body !== undefined && { body }) };
  const answer = await remote.ask("control.webhooks.deliveries.replay", request, ["success", "httpStatus"]);
  const { success, httpStatus, error } = answer;
  const came = error ?? `taken with ${httpStatus}`;
  print(json ? JSON.stringify(answer) : printable(`${deliveryId} once more: ${came}`));
  return success ? 0 : 1;
};

type Delivery = OutputOf<Operations["control.webhooks.deliveries.list"]>["deliveries"][number];

const rowLine = (row: Delivery): string => {
  const { delivery, createdAt, event, channel, url, lane, status, attemptCount, nextRetryAt, error } = row;
  const paint = paintFor(process.stdout);
  const tries = `${attemptCount} attempt${attemptCount === 1 ? "" : "s"}`;
  const next = nextRetryAt === null ? "" : `, again at ${nextRetryAt}`;
  const why = error === null ? "" : ` (${error})`;
  // To take it is not yet to answer it: what the answer was good for stands in the call.
  const turn = event === "agent.message" && channel === "voice" ? `; its turn: ringback calls ${lane}` : "";
  const colour = status === "failed" ? "red" : "cyan";
  return [
    printable(`${delivery} ${createdAt} ${event}/${channel} → ${url} `),
    paint(colour, status),
    printable(` after ${tries}${next}${why}${turn}`),
  ].join("");
};

import * as z from "zod";
import { idField, limitField } from "../fields.ts";
import { operation } from "../operation.ts";
import { storeDocs } from "./source.ts";

const serviceHead = () => ({
  id: z.string(),
  status: z.string(),
  serviceType: z.string(),
  displayName: z.string(),
});

export const serviceOperations = {
  "store.services.list": operation({
    name: "store.services.list",
    api: "store",
    summary: "Lists what the agent has bought, newest first.",
    source: storeDocs.overview,
    effect: "read",
    auth: "key",
    input: () => z.object({ limit: limitField() }),
    output: () => z.strictObject({ services: z.array(z.strictObject(serviceHead())) }),
    errors: [],
    rest: { method: "GET", path: "/v1/agent/services", success: 200, query: { limit: "integer" } },
    tool: { name: "service_list", description: "List the services this agent owns, newest first." },
  }),
  "store.services.get": operation({
    name: "store.services.get",
    api: "store",
    summary: "Reads one service; a phone number with its E.164 form and its balance.",
    source: storeDocs.phone,
    effect: "read",
    auth: "key",
    input: () => z.object({ serviceId: idField() }),
    output: () =>
      z.strictObject({
        service: z.strictObject({
          ...serviceHead(),
          phone: z.strictObject({
            e164: z.string(),
            countryCode: z.string(),
            numberType: z.string(),
            capabilities: z.array(z.string()),
            balanceUsd: z.string(),
          }),
        }),
      }),
    errors: ["not_found"],
    rest: { method: "GET", path: "/v1/agent/services/:serviceId", success: 200 },
    tool: { name: "service_get", description: "Read one service: status, number and balance." },
  }),
};

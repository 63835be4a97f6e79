// The files that tell each peer, in its own way, to give the answers that ringback gave.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export const page = 20;
export const person = "+14155550123";
/** Twilio's account and keys, as emulate is seeded; it lets each key ask 5,000 times, so each connection has its own. */
export const accountSid = "AC00000000000000000000000000000001";
export const keys = Array.from({ length: 17 }, (_, place) => ({
  sid: `SK${String(place + 1).padStart(32, "0")}`,
  secret: "bench",
}));
export const twilioNumber = "+15551234567";

/** Writes them all into a folder. `work` is what is asked and answered: texts of JSON, and where the list stands. */
export const writeFixtures = (folder, work) => {
  const write = (name, content) => writeFileSync(join(folder, name), JSON.stringify(content));
  write("work.json", work);
  write("openapi.json", openApi(work));
  write("mockoon.json", mockoon(work));
  write("emulate.json", {
    twilio: {
      account: { sid: accountSid, auth_token: "bench" },
      api_keys: keys,
      phone_numbers: [{ phone_number: twilioNumber }],
    },
  });
};

/** Rows for json-server, which writes what is posted back into its file. */
export const writeRows = (file, { list }) =>
  writeFileSync(file, JSON.stringify({ messages: JSON.parse(list).data }));

/** One imposter for mountebank at a port. */
export const writeImposter = (file, port, { listPath, list, answer }) => {
  const headers = { "Content-Type": "application/json", Connection: "keep-alive" };
  const stub = (method, path, body) => ({
    predicates: [{ equals: { method, path } }],
    responses: [{ is: { statusCode: 200, headers, body } }],
  });
  const stubs = [stub("GET", listPath, list), stub("POST", "/v1/messages", answer)];
  writeFileSync(file, JSON.stringify({ imposters: [{ port, protocol: "http", host: "127.0.0.1", stubs }] }));
};

const openApi = ({ listPath, list, answer, body }) => {
  const texts = (names) => Object.fromEntries(names.map((name) => [name, { type: "string" }]));
  const content = (schema, example) => ({ "application/json": { schema, example } });
  const message = {
    type: "object",
    required: ["id", "body"],
    properties: texts(["id", "body", "direction"]),
  };
  const listed = {
    type: "object",
    properties: { data: { type: "array", items: message }, hasMore: { type: "boolean" } },
  };
  const sent = { type: "object", properties: texts(["id", "status"]) };
  const asked = {
    type: "object",
    required: ["to_number", "body"],
    properties: texts(["from_number", "to_number", "body"]),
  };
  const limit = { name: "limit", in: "query", schema: { type: "integer" } };
  return {
    openapi: "3.0.3",
    info: { title: "Messages", version: "1" },
    paths: {
      [listPath]: {
        get: {
          parameters: [limit],
          responses: { 200: { description: "A page", content: content(listed, JSON.parse(list)) } },
        },
      },
      "/v1/messages": {
        post: {
          requestBody: { required: true, content: content(asked, JSON.parse(body)) },
          responses: { 200: { description: "Sent", content: content(sent, JSON.parse(answer)) } },
        },
      },
    },
  };
};

const mockoon = ({ listPath, list, answer }) => {
  const route = (place, method, path, body) => ({
    uuid: `00000000-0000-4000-8000-00000000000${place}`,
    type: "http",
    method,
    endpoint: path.slice(1),
    responses: [
      {
        uuid: `00000000-0000-4000-8000-00000000001${place}`,
        statusCode: 200,
        headers: [{ key: "Content-Type", value: "application/json" }],
        bodyType: "INLINE",
        body,
        default: true,
      },
    ],
  });
  const routes = [route(1, "get", listPath, list), route(2, "post", "/v1/messages", answer)];
  return {
    uuid: "00000000-0000-4000-8000-000000000000",
    name: "Messages",
    port: 0,
    hostname: "127.0.0.1",
    routes,
    rootChildren: routes.map(({ uuid }) => ({ type: "route", uuid })),
  };
};

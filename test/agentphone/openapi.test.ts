import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import {
  type Described,
  type Document,
  operationsOf,
  type Parameter,
  phoneContract,
  type Placed,
  resolve,
  type Schema,
} from "../support/conformance/phone-contract.ts";
import { compareFields, fieldsOf } from "../support/conformance/compare-schemas.ts";
import { startRingback } from "../support/store-client.ts";

const servedDocument = async (): Promise<Document> => {
  await using ringback = await startRingback();
  return (await (await fetch(`${ringback.url}/_ringback/openapi/agentphone.json`)).json()) as Document;
};

const nameOf = ({ method, path }: Placed): string => `${method} ${path}`;

/** The operations of the contract, each with its counterpart in the served document. */
const pairs = (served: Document) => {
  const ours = new Map(operationsOf(served).map((placed) => [nameOf(placed), placed.described]));
  return operationsOf(phoneContract).flatMap((placed) => {
    const own = ours.get(nameOf(placed));
    return own === undefined ? [] : [{ name: nameOf(placed), theirs: placed.described, ours: own }];
  });
};

it("covers the operations of the contract, and no others", async () => {
  const served = await servedDocument();
  expect(operationsOf(served).map(nameOf).toSorted()).toEqual(
    operationsOf(phoneContract).map(nameOf).toSorted(),
  );
});

const parametersOf = (document: Document, { parameters = [] }: Described): readonly Parameter[] =>
  parameters.map((parameter) => resolve<Parameter>(document, parameter as Parameter));

/** Null goes without saying in a query, and a number's bounds are the only ones that matter there. */
const tellParameter = ({ name, in: place, required = false, schema = {} }: Parameter): string => {
  const kind = schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
  const type = [kind.type].flat().filter((one) => one !== "null");
  return JSON.stringify([place, name, required, type, kind.enum]);
};

it("has the parameters of the contract; a sub-account can be named wherever a key is asked for", async () => {
  const served = await servedDocument();
  for (const { name, theirs, ours } of pairs(served)) {
    const wanted = parametersOf(phoneContract, theirs).map(tellParameter);
    const header = '["header","X-Sub-Account-Id",false,["string"],null]';
    const known = parametersOf(served, ours).map(tellParameter);
    expect([name, known.filter((one) => one !== header).toSorted()]).toEqual([
      name,
      wanted.filter((one) => one !== header).toSorted(),
    ]);
    expect([name, !wanted.includes(header) || known.includes(header)]).toEqual([name, true]);
  }
});

it("has the ranges of the contract in its queries", async () => {
  const served = await servedDocument();
  for (const { name, theirs, ours } of pairs(served)) {
    for (const { name: parameter, in: place, schema } of parametersOf(phoneContract, theirs)) {
      if (place !== "query" || schema?.maximum === undefined) continue;
      const own = parametersOf(served, ours).find((one) => one.name === parameter)?.schema;
      const kind = own?.anyOf?.find(({ type }) => type !== "null") ?? own;
      expect([name, parameter, kind?.minimum, kind?.maximum]).toEqual([
        name,
        parameter,
        schema.minimum,
        schema.maximum,
      ]);
    }
  }
});

const bodyOf = ({ requestBody }: Described): Schema | undefined =>
  requestBody?.content["application/json"]?.schema;

it("takes the bodies of the contract: the same fields, the same of them required", async () => {
  const served = await servedDocument();
  const wrong: string[] = [];
  for (const { name, theirs, ours } of pairs(served)) {
    const [wanted, own] = [bodyOf(theirs), bodyOf(ours)];
    if (wanted === undefined || own === undefined) {
      if (wanted !== own) wrong.push(`${name} ${wanted === undefined ? "has a body" : "has no body"}`);
      continue;
    }
    const known = fieldsOf(served, own);
    for (const [place, { names, required }] of fieldsOf(phoneContract, wanted)) {
      const fields = known.get(place);
      const missing = [...names].filter((field) => fields?.names.has(field) !== true);
      const others = [...(fields?.names ?? [])].filter((field) => !names.has(field));
      // What must be there once something else is, a schema of ours says in a refinement.
      const stricter = [...(fields?.required ?? [])].filter((field) => !required.has(field));
      const laxer = [...required].filter((field) => fields?.required.has(field) !== true);
      if (missing.length > 0) wrong.push(`${name} ${place} lacks ${missing.join(", ")}`);
      if (others.length > 0) wrong.push(`${name} ${place} takes ${others.join(", ")}`);
      if (stricter.length > 0) wrong.push(`${name} ${place} demands ${stricter.join(", ")}`);
      if (laxer.length > 0) wrong.push(`${name} ${place} does not demand ${laxer.join(", ")}`);
    }
  }
  expect(wrong).toEqual([]);
});

const successOf = ({ responses }: Described): readonly string[] =>
  Object.keys(responses).filter((status) => status.startsWith("2"));

/** What a profile may leave out, because public sources do not agree. */
const settings = new Set([
  "GET /v1/usage plan is not always there",
  "GET /v1/usage plan.limits is not always there",
  "GET /v1/calls/{call_id}/transcript data is not documented",
  "GET /v1/calls/{call_id}/transcript callId is not always there",
  "GET /v1/calls/{call_id}/transcript status is not always there",
  "GET /v1/calls/{call_id}/transcript transcript is not always there",
]);

it("answers as the contract does: the same status, content type and fields", async () => {
  const served = await servedDocument();
  const wrong: string[] = [];
  for (const { name, theirs, ours } of pairs(served)) {
    expect([name, successOf(ours)]).toEqual([name, successOf(theirs)]);
    for (const status of successOf(theirs)) {
      const wanted = contentOf(phoneContract, theirs, status);
      const own = contentOf(served, ours, status);
      expect([name, Object.keys(own)]).toEqual([name, Object.keys(wanted)]);
      for (const [type, { schema = {} }] of Object.entries(wanted)) {
        const known = fieldsOf(served, own[type]?.schema ?? {});
        const told = compareFields(known, fieldsOf(phoneContract, schema)).map((what) => `${name} ${what}`);
        wrong.push(...told.filter((what) => !settings.has(what)));
      }
    }
  }
  expect(wrong).toEqual([]);
});

const contentOf = (document: Document, { responses }: Described, status: string) => {
  const answer = resolve(document, responses[status] ?? {});
  return "content" in answer ? (answer.content ?? {}) : {};
};

/** Statuses that the contract does not list for an operation, and why ours has them. */
const argued = new Set([
  "404", // the sub-account that a header names may not be there
  "413", // bodies are bounded
]);

it("refuses with the contract's statuses only", async () => {
  const served = await servedDocument();
  const wrong = pairs(served).flatMap(({ name, theirs, ours }) =>
    Object.keys(ours.responses)
      .filter((status) => theirs.responses[status] === undefined && !argued.has(status))
      .map((status) => `${name} ${status}`),
  );
  expect(wrong).toEqual([]);
});

it("asks for a key where the contract does", async () => {
  const served = await servedDocument();
  for (const { name, theirs, ours } of pairs(served)) {
    const isOpen = theirs.security !== undefined && theirs.security.length === 0;
    expect([name, ours.security]).toEqual([name, isOpen ? [] : [{ agentKey: [] }]]);
  }
});

it("serves schemas that are schemas, with no reference that leads nowhere", async () => {
  const served = await servedDocument();
  expect(served.openapi).toBe("3.1.0");
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(served, "served");
  const text = JSON.stringify(served);
  for (const [, pointer = ""] of text.matchAll(/"\$ref":"#([^"]+)"/g)) {
    expect([pointer, typeof ajv.compile({ $ref: `served#${pointer}` })]).toEqual([pointer, "function"]);
  }
  for (const { described } of operationsOf(served)) {
    const schemas = [
      bodyOf(described),
      ...parametersOf(served, described).map(({ schema }) => schema),
      ...Object.keys(described.responses).flatMap((status) =>
        Object.values(contentOf(served, described, status)).map(({ schema }) => schema),
      ),
    ];
    for (const schema of schemas) expect(ajv.validateSchema(schema ?? {})).toBe(true);
  }
});

it("says that a recording is a file of sound, and a stream comes piece by piece", async () => {
  const served = await servedDocument();
  const successOfPath = (path: string) =>
    operationsOf(served).find((placed) => placed.path === path)?.described.responses["200"];
  expect(successOfPath("/v1/calls/{call_id}/recording")).toEqual({
    description: "Done.",
    headers: {
      "Content-Disposition": {
        description: 'attachment; filename="recording-{call_id}.wav"',
        schema: { type: "string" },
      },
    },
    content: { "audio/wav": { schema: { type: "string", contentMediaType: "audio/wav" } } },
  });
  expect(successOfPath("/v1/calls/{call_id}/transcript/stream")).toEqual({
    description: "Sent piece by piece, as it comes.",
    content: { "text/event-stream": { schema: { type: "string" } } },
  });
});

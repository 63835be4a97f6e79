// What goes wrong during a soak: on purpose, and by an agent that asks wrongly.
import { request } from "node:http";

let struckBefore = Promise.resolve();
/** Faults strike and are spent, one after the other, so that each strikes whom it was meant for. */
export const faults = (stage) =>
  (struckBefore = struckBefore.catch(() => undefined).then(() => strike(stage)));

const strike = async ({ ask, store, storeKey: key }) => {
  const path = `/v1/agent/services/${store.serviceId}`;
  const struck = async (answer, expect) => {
    const body = { point: "store.services.get", times: 1, answer };
    const { faultId } = await ask("POST", "/_ringback/faults", { body, expect: [201] });
    const read = ask("GET", path, { key, expect });
    await (expect.length > 0
      ? read
      : read.then(
          () => Promise.reject(new Error("It was not struck.")),
          () => {},
        ));
    await ask("DELETE", `/_ringback/faults/${faultId}`);
  };
  await struck({ status: 503 }, [503]);
  await struck({ delay: "20ms" }, [200]);
  await struck({ slow: { pieces: 4 } }, [200]);
  await struck({ reset: true }, []);
  await struck({ malformed: true }, []);
};

/** Requests that are wrong in every way. */
export const mistakes = async ({ ask, baseUrl, phone, phoneKey: key }) => {
  await ask("POST", "/v1/messages", { key, body: '{"from_number": ', expect: [400, 422] });
  await ask("POST", "/v1/messages", { key, body: { body: 7 }, expect: [400, 422] });
  await ask("POST", "/v1/messages", { key, body: `"${"x".repeat(2_000_000)}"`, expect: [400, 413, 422] });
  await ask("GET", `/v1/numbers/${phone.numberId}/messages`, { expect: [401] });
  await ask("GET", "/v1/numbers/num_999/messages", { key, expect: [404] });
  await ask("GET", "/v1/no/such/path", { key, expect: [404] });
  await ask("POST", "/mcp/store", { key, body: { jsonrpc: "2.0" }, expect: [400, 401, 406] });
  // Half a body, and then nobody.
  await new Promise((resolve) => {
    const headers = { authorization: `Bearer ${key}`, "content-length": "1000" };
    const asked = request(`${baseUrl}/v1/messages`, { method: "POST", headers });
    asked.on("error", () => resolve());
    asked.write('{"from_number": "', () => asked.destroy());
    asked.on("close", resolve);
  });
};

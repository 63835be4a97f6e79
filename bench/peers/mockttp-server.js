// mockttp is a library: this is the smallest program that plays the two answers, as its README does it.
import { readFileSync } from "node:fs";
import { getLocal } from "mockttp";

const [, , port, file] = process.argv;
const { listPath, list, answer } = JSON.parse(readFileSync(file, "utf8"));
const server = getLocal();
await server.start(Number(port));
await server.forGet(listPath).always().thenJson(200, JSON.parse(list));
await server.forPost("/v1/messages").always().thenJson(200, JSON.parse(answer));

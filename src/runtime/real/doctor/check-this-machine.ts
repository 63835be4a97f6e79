import { createServer } from "node:net";
import { defaultPort } from "../../config.ts";
import { broken, type Finding, fine, odd } from "./finding.ts";

/** Whether ringback could start here: all that the simulated network needs. */
export const checkThisMachine = async (port = defaultPort): Promise<readonly Finding[]> => [
  checkNode(process.versions.node),
  await checkPort(port),
];

/** Whether a version of Node is one that ringback runs on. */
export const checkNode = (version: string): Finding => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return fine("Node", `${version} will do.`);
  return broken(
    "Node",
    `${version} is too old for ringback.`,
    "Install 20.19 or newer, or use the binary, which needs none.",
  );
};

const checkPort = (port: number): Promise<Finding> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", ({ code }: NodeJS.ErrnoException) =>
      resolve(
        odd(
          "port",
          `${port} cannot be listened on (${code}).`,
          "If no ringback runs there, choose another with --port.",
        ),
      ),
    );
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(fine("port", `${port} is free.`))));
  });

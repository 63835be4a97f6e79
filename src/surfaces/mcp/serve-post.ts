import type { McpHandlerRequestOptions, Server } from "@modelcontextprotocol/server";

/** Serves one POST in whichever revision of the protocol it is written, with a server made for it alone. */
export const servePost = async (
  makeServer: () => Promise<Server>,
  request: Request,
  options: McpHandlerRequestOptions,
  onError: (error: Error) => void,
): Promise<Response> => {
  const { createMcpHandler, isLegacyRequest } = await import("@modelcontextprotocol/server");
  if (await isLegacyRequest(request, options.parsedBody)) return serveOlder(makeServer, request, options);
  return createMcpHandler(makeServer, { legacy: "reject", onerror: onError }).fetch(request, options);
};

// The SDK's own way with older revisions always answers as a stream; ringback answers in one piece.
const serveOlder = async (
  makeServer: () => Promise<Server>,
  request: Request,
  options: McpHandlerRequestOptions,
): Promise<Response> => {
  const { WebStandardStreamableHTTPServerTransport } = await import("@modelcontextprotocol/server");
  const { headers } = request;
  if ((headers.get("accept") ?? "*/*").includes("*/*"))
    headers.set("accept", "application/json, text/event-stream");
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  const server = await makeServer();
  // A cancelled call is never answered, and the POST that it came in would wait for ever.
  server.setNotificationHandler("notifications/cancelled", () => {});
  await server.connect(transport);
  request.signal.addEventListener("abort", () => void server.close(), { once: true });
  const response = await transport.handleRequest(request, options);
  await server.close();
  return response;
};

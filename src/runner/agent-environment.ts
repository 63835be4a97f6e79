import { packageScript } from "../kernel/package-files.ts";

/** What an agent's environment is made of. */
export interface EnvironmentParts {
  /** The environment that ringback itself was started in. */
  readonly own: Readonly<Record<string, string | undefined>>;
  /** What points at a world, and whatever else the agent is to be told. */
  readonly world: Readonly<Record<string, string>>;
  /** A free port, for an agent that is a server. */
  readonly port: number;
  /** The address to which Node agents send what they meant for the vendors' own hosts; absent: they are left alone. */
  readonly redirectTo?: string | undefined;
  /** What a project's or a scenario's file adds. */
  readonly further?: Readonly<Record<string, string>>;
}

/** The environment of an agent: the one that ringback has, without whatever leads to another ringback or a real service. */
export const agentEnvironment = ({
  own,
  world,
  port,
  redirectTo,
  further = {},
}: EnvironmentParts): Record<string, string> => {
  const kept = Object.entries(own).flatMap(([name, value]) =>
    value === undefined || leadsElsewhere.test(name) ? [] : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(kept),
    ...pastProxies(own),
    ...world,
    PORT: String(port),
    AGENT_URL: `http://127.0.0.1:${port}`,
    ...further,
    ...(redirectTo !== undefined && redirection(redirectTo, further["NODE_OPTIONS"] ?? own["NODE_OPTIONS"])),
  };
};

/** A proxy has no way to this machine's own addresses. */
const pastProxies = (own: EnvironmentParts["own"]): Record<string, string> => {
  const reached = (own["NO_PROXY"] ?? own["no_proxy"] ?? "").split(",").filter(Boolean);
  const direct = [...new Set([...reached, "127.0.0.1", "localhost"])].join(",");
  return { NO_PROXY: direct, no_proxy: direct };
};

/** Has every Node process load what redirects its requests before its own code. */
const redirection = (target: string, options: string | undefined): Record<string, string> => ({
  RINGBACK_REDIRECT: target,
  NODE_OPTIONS: [options, `--import=${packageScript("dist/preload.js")}`].filter(Boolean).join(" "),
});

const leadsElsewhere = /^(?:RINGBACK_URL|RINGBACK_CONTROL_TOKEN|AGENT_STORE_.*|AGENTPHONE_.*)$/;

import { RingbackError } from "../../kernel/errors.ts";
import { fillText } from "./references.ts";

/** Matches the name of a variable in `${env.NAME}`, with its `env.` before it. */
export const environmentName = /^env\.([A-Za-z_]\w*)$/;

/** A URL or command with each `${env.NAME}` replaced. Throws a sentence when the variable is not set. */
export const fillEnvironment = (
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): string =>
  fillText(text, ({ written, name }) => {
    const [, variable] = environmentName.exec(name) ?? [];
    if (variable === undefined) return written;
    const value = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
    if (value !== undefined) return value;
    const message = `The scenario uses ${written}, but the environment has no ${variable}. Set it, such as ${variable}=….`;
    throw new RingbackError("scenario_invalid", message, { variable });
  });

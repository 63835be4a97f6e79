import { type JournalFile, openJournalFile } from "../outlets/journal/journal-file.ts";
import type { RingbackConfig } from "./config.ts";
import { loadScenario } from "./load-scenario.ts";
import { openDesk, type OpenDesk } from "./open-desk.ts";
import type { OpenReal } from "./real/open-real.ts";

/** A desk whose world main has everything it begins with, and in which nothing has moved yet. */
export interface Stage extends OpenDesk {
  /** Empties the journal's file, which until then holds what it held, and begins to write it. */
  readonly beginJournal: () => void;
  /** Writes no more of it. */
  readonly endJournal: () => void;
  readonly close: () => void;
}

/** Opens the world main and loads its scenario; in `auto` time stands until somebody says how it stands with the agent. */
export const openStage = async (config: RingbackConfig, real?: OpenReal): Promise<Stage> => {
  const { journal, scenario, onWarning = ignore } = config;
  const journalFile: JournalFile | undefined =
    journal === undefined ? undefined : openJournalFile(journal, (why) => onWarning(why, "storage_failed"));
  const { desk, worlds } = openDesk(config, journalFile, real);
  const close = (): void => {
    worlds.close();
    journalFile?.close();
  };
  try {
    if (scenario !== undefined) await loadScenario(desk, worlds.main, scenario, onWarning);
    worlds.main.begin();
  } catch (error) {
    close();
    throw error;
  }
  return {
    desk,
    worlds,
    close,
    beginJournal: () => journalFile?.begin(),
    endJournal: () => journalFile?.close(),
  };
};

const ignore = (): void => {};

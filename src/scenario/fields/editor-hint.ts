import * as z from "zod";

/** What an editor may know of a field before the file is read. Where a hint says nothing, anything may stand. */
export interface EditorHint {
  /** All words that may stand here. */
  readonly words?: readonly string[];
  /** What the text looks like, as a regular expression. */
  readonly pattern?: string;
  /** What an editor says about a text that does not look so. */
  readonly cure?: string;
  /** Texts that an editor may offer. */
  readonly offers?: readonly string[];
  /** It may be written so that YAML sees a number, which lies between these bounds. */
  readonly number?: { readonly least?: number; readonly most?: number };
  /** It may be a word that YAML takes for true or false. */
  readonly flag?: true;
  /** Files may hold it, but this version does not play it: editors and the reference page leave it out. */
  readonly planned?: true;
  /** It is a part of the language of its own: the name of a definition of the schema. */
  readonly is?: string;
}

/** The hints of fields, by schema. */
export const editorHints = z.registry<EditorHint>();

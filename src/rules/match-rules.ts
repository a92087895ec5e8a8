/** How requests are recognised in a replay: the `match` section of a rules file. `docs/rules.md` describes it. */
export interface MatchRules {
  /** Templates of paths; `{name}` is one segment of any text. */
  readonly paths: readonly string[];
  /** What takes no part, though it does by default. */
  readonly ignore: {
    /** Places in JSON, as `redact/json-paths.ts` reads them; in a form, fields as if they were members. */
    readonly body: readonly string[];
    /** Names of parameters; `*` is all. */
    readonly query: readonly string[];
  };
  /** What takes part, though it is ignored; headers are, unless they stand here. */
  readonly compare: {
    readonly body: readonly string[];
    readonly query: readonly string[];
    /** Names, in any case. */
    readonly headers: readonly string[];
  };
}

/** All of path, query and body takes part, and no header. */
export const noMatchRules: MatchRules = {
  paths: [],
  ignore: { body: [], query: [] },
  compare: { body: [], query: [], headers: [] },
};

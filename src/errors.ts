/** Exit statuses of the command line, as `docs/contract.md` lists them. */
export type ExitStatus = 1 | 2 | 3 | 4;

/**
 * Base of every error that Understudy itself raises. `message` is one line that says what is wrong
 * and what to do; `code` is stable, so that programs can tell errors apart.
 */
export abstract class UnderstudyError extends Error {
  abstract readonly code: string;
  abstract readonly exitStatus: ExitStatus;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The command or the library was called wrongly: a bad flag, a target that is no URL, an output that exists. */
export class UsageError extends UnderstudyError {
  readonly code = 'UNDERSTUDY_USAGE';
  readonly exitStatus = 2;
}

/** A recording is absent, unreadable, damaged or of another version. */
export class RecordingError extends UnderstudyError {
  readonly code = 'UNDERSTUDY_RECORDING';
  readonly exitStatus = 3;

  constructor(
    message: string,
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What was waited for did not come. The first line of its message says what, those below it what came instead. */
export class WaitError extends UnderstudyError {
  readonly code = 'UNDERSTUDY_WAIT';
  readonly exitStatus = 1;

  constructor(
    message: string,
    /** It took too long, or the stand-in was closed or reset first. */
    readonly reason: 'timeout' | 'closed' | 'reset',
  ) {
    super(message);
  }
}

/** The target can't be reached, or the address to listen on can't be bound. */
export class AddressError extends UnderstudyError {
  readonly code = 'UNDERSTUDY_ADDRESS';
  readonly exitStatus = 4;

  constructor(
    message: string,
    readonly address: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

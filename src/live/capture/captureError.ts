/** Why an event file could not be written: `gone` when its folder or itself is no longer there. */
export type CaptureProblem = 'full' | 'gone' | 'denied' | 'other';

/** An event file could not be made, or not be written any further. */
export class CaptureError extends Error {
  readonly problem: CaptureProblem;

  /** @param cause what the file system said. */
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    super(`${file} cannot be written`, { cause });
    this.problem = problemOf(cause);
  }

  /** What the file system calls it: `ENOSPC`. */
  get code(): string | undefined {
    return codeOf(this.cause);
  }
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
}

function problemOf(cause: unknown): CaptureProblem {
  switch (codeOf(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'full';
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ESTALE':
      return 'gone';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'denied';
    default:
      return 'other';
  }
}

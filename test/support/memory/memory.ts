import path from 'node:path';
import { ROOT } from '../places';
import { execute } from '../processes';

/** A million events with ten thousand channels, or 24 simulated hours of an office. */
export type World = 'million' | 'day';

/** What there was after a full collection of garbage. */
export interface Sample {
  readonly label: string;
  /** Events that were read until then. */
  readonly events: number;
  /** Channels, bridges, playbacks and recordings in the model. */
  readonly living: number;
  /** What the watchdogs found so far. */
  readonly findings: number;
  /** Megabytes in use. */
  readonly heapMb: number;
  /** Megabytes of buffers. */
  readonly externalMb: number;
  /** Megabytes of the whole process. */
  readonly rssMb: number;
}

/** What a process went through that held the parts of the extension that live as long as a connection. */
export interface Course {
  readonly samples: readonly Sample[];
  /** What the connection did after it was made. */
  readonly states: readonly string[];
  /** Requests of the extension. */
  readonly asked: number;
}

/** Goes through one of the worlds in a process of its own, which has nothing else in its memory. */
export async function course(world: World): Promise<Course> {
  const program = path.join(ROOT, 'test/support/memory/program.ts');
  const args = ['--expose-gc', '--import', 'tsx', program, world];
  return JSON.parse(await execute(process.execPath, args, { cwd: ROOT })) as Course;
}

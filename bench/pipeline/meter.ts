// Measures the process that it is loaded into, from SIGUSR2 (told by the file BEGUN) to its end by SIGTERM, which it
// gives half a second to finish what it put off. What was measured goes to the file of BENCH_REPORT.
import fs from 'node:fs';

/** What one reader cost. */
export interface Measured {
  /** Events that its user was given; nothing where nobody counted. */
  readonly events: number | undefined;
  readonly cpuMs: number;
  readonly peakMb: number;
}

const PUT_OFF_MS = 500;
const report = process.env['BENCH_REPORT'] ?? '';
let begun = process.cpuUsage();
let count: (() => number) | undefined;

/** Says how many events the reader's user was given so far. */
export function counted(by: () => number): void {
  count = by;
}

process.on('SIGUSR2', () => {
  begun = process.cpuUsage();
  fs.writeFileSync(`${report}.begun`, '');
});
process.on('SIGTERM', () => setTimeout(() => process.exit(0), PUT_OFF_MS));
process.on('exit', () => {
  const { user, system } = process.cpuUsage(begun);
  const measured: Measured = { events: count?.(), cpuMs: (user + system) / 1000, peakMb: peakMb() };
  fs.writeFileSync(report, JSON.stringify(measured));
});

/** A child's ru_maxrss begins with that of its parent, so Linux is asked for what it knows of this program alone. */
function peakMb(): number {
  const status = '/proc/self/status';
  const own = fs.existsSync(status) ? /^VmHWM:\s+(\d+) kB/m.exec(fs.readFileSync(status, 'utf8'))?.[1] : undefined;
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024;
}

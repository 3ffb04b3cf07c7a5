import type { DialplanProject } from '../../dialplan/index/project';
import type { Finding } from '../../dialplan/lint/finding';
import { lintSteps } from '../../dialplan/lint/lint';

/** As long as others wait: shorter than a frame of the screen. */
const SLICE_MS = 10;

interface Run {
  readonly project: DialplanProject;
  readonly findings: Promise<readonly Finding[] | undefined>;
}

/** What the checks find in each project: looked for once for each version of it, a little at a time. */
export class Findings {
  readonly #runs = new Map<string, Run>();

  /** Before the severities that somebody chose. Undefined where another version of the project was asked for meanwhile. */
  of(project: DialplanProject): Promise<readonly Finding[] | undefined> {
    const known = this.#runs.get(project.root);
    if (known?.project === project) return known.findings;
    const findings = this.#find(project);
    this.#runs.set(project.root, { project, findings });
    return findings;
  }

  /** Forgets projects that are no more. */
  keep(projects: readonly DialplanProject[]): void {
    const roots = new Set(projects.map(({ root }) => root));
    for (const root of this.#runs.keys()) if (!roots.has(root)) this.#runs.delete(root);
  }

  async #find(project: DialplanProject): Promise<readonly Finding[] | undefined> {
    const steps = lintSteps(project);
    // Not in this turn: the caller has to be able to note the run first.
    await letOthersPass();
    let end = performance.now() + SLICE_MS;
    let step = steps.next();
    while (!step.done) {
      if (performance.now() > end) {
        await letOthersPass();
        if (this.#runs.get(project.root)?.project !== project) return undefined;
        end = performance.now() + SLICE_MS;
      }
      step = steps.next();
    }
    return step.value;
  }
}

function letOthersPass(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

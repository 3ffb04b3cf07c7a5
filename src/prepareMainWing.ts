import type { MainWing } from './mainWing';
import { hasOwnTabs } from './workbench/common/ownTabs';
import { Wing, declaredBy } from './workbench/common/wing';
import type { Manifest as Declaring } from './workbench/common/wing';
import type { ExplorerView } from './workbench/explorer/explorerView';
import type { Workbench } from './workbench/servers/workbench';

/** What is read of package.json. */
export interface Manifest extends Declaring {
  readonly version: string;
}

/** Of the commands in package.json, those of servers, of the explorer and of the event stream. */
const COMMANDS = /^ari\.(explorer|events|server)\.(?!(get|set)Variable$)/;

/** The main wing, closed until a server is to be connected, one of its commands runs or one of its documents is open. */
export function prepareMainWing(workbench: Workbench, manifest: Manifest, view: ExplorerView): Wing<MainWing> {
  const wing = new Wing(declaredBy(manifest, COMMANDS), async () => {
    const { openMainWing } = await import('./mainWing');
    return () => openMainWing(workbench, view, manifest.version);
  });
  const fail = (error: unknown): void => workbench.reporter.report(error, 'start');
  if (workbench.registry.servers.some(({ profile }) => profile.connectAtStartup)) {
    wing.open().then(({ servers }) => servers.connectAtStartup(), fail);
  } else if (hasOwnTabs()) wing.open().catch(fail);
  return wing;
}

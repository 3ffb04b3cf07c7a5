import type { Disposable } from '../../ari/emitter';
import { Wing, declaredBy } from '../common/wing';
import type { Manifest } from '../common/wing';
import type { Workbench } from '../servers/workbench';

/** Of the commands in package.json, those that are about a channel, a bridge …: what can be commanded. */
const NOUNS = /^ari\.((channel|bridge|playback|recording|application)\.|server\.(get|set)Variable$)/;

/** Everything that can be commanded; its dialogs are loaded with the first of these commands. */
export function prepareNouns(workbench: Workbench, manifest: Manifest): Wing<Disposable> {
  return new Wing(declaredBy(manifest, NOUNS), async () => {
    const { registerNouns } = await import('./nouns');
    return () => registerNouns(workbench);
  });
}

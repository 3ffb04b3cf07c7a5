import * as vscode from 'vscode';
import type { Workbench } from '../servers/workbench';
import { registerBridgeMembers } from './bridgesMembers';
import { registerBridges } from './bridges';
import { registerApplications } from './applications';
import { registerChannelActions } from './channels';
import { registerHangup } from './channelsHangup';
import { registerChannelMedia } from './channelsMedia';
import { registerChannelRouting } from './channelsRouting';
import { registerOriginate } from './originate';
import { registerVariables } from './variables';
import { registerPlaybacks } from './playbacks';
import { registerRecordings } from './recordings';
import { registerStoredRecordings } from './recordingsStored';

/** Everything that can be commanded, one function a noun. */
export function registerNouns(workbench: Workbench): vscode.Disposable {
  return vscode.Disposable.from(
    registerOriginate(workbench),
    registerChannelActions(workbench),
    registerHangup(workbench),
    registerChannelMedia(workbench),
    registerChannelRouting(workbench),
    registerVariables(workbench),
    registerApplications(workbench),
    registerPlaybacks(workbench),
    registerRecordings(workbench),
    registerStoredRecordings(workbench),
    registerBridges(workbench),
    registerBridgeMembers(workbench),
  );
}

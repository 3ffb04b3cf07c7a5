import { wordsOf } from './words';

/*
 * Applications' names; Asterisk compares them without case (pbx_findapp; `core show application noop` finds NoOp).
 * From the documentation that Asterisk 16.28 and 22.10 are installed with, which names the applications of modules
 * that a build leaves out too; all that either lists at its command line is among them.
 */

/** In Asterisk 16 and 22. */
const BOTH = `
  AddQueueMember ADSIProg AELSub AgentLogin AgentRequest AGI AlarmReceiver AMD Answer AttendedTransfer Authenticate
  BackGround BackgroundDetect BlindTransfer Bridge BridgeAdd BridgeWait Busy CallCompletionCancel
  CallCompletionRequest CELGenUserEvent ChanIsAvail ChannelRedirect ChanSpy ClearHash ConfBridge ConfKick Congestion
  ContinueWhile ControlPlayback DAHDIAcceptR2Call DAHDIScan DAHDISendCallreroutingFacility DAHDISendKeypadFacility
  DateTime DBdeltree DeadAGI Dial Dictate Directory DISA DumpChan EAGI Echo EndWhile Exec ExecIf ExecIfTime
  ExitWhile ExtenSpy ExternalIVR Festival Flash FollowMe ForkCDR GetCPEID Gosub GosubIf Goto GotoIf GotoIfTime
  Hangup HangupCauseClear IAX2Provision Incomplete IVRDemo JabberJoin JabberLeave JabberSend JabberSendGroup JACK
  Log MeetMe MeetMeAdmin MeetMeChannelAdmin MeetMeCount MessageSend Milliwatt MinivmAccMess MinivmDelete MinivmGreet
  MinivmMWI MinivmNotify MinivmRecord MixMonitor Morsecode MP3Player MSet MusicOnHold NoOp ODBC_Commit ODBC_Rollback
  ODBCFinish Originate Page Park ParkAndAnnounce ParkedCall PauseQueueMember Pickup PickupChan Playback PlayTones
  PrivacyManager Proceeding Progress Queue QueueLog QueueUpdate RaiseException Read ReadExten ReceiveFAX ReceiveMF
  ReceiveSF ReceiveText Record Reload RemoveQueueMember ResetCDR RetryDial Return Ringing SayAlpha SayAlphaCase
  SayCountedAdj SayCountedNoun SayDigits SayMoney SayNumber SayOrdinal SayPhonetic SayUnixTime SendDTMF SendFAX
  SendMF SendSF SendText Set SkelGuessNumber SLAStation SLATrunk SMS SoftHangup SpeechActivateGrammar
  SpeechBackground SpeechCreate SpeechDeactivateGrammar SpeechDestroy SpeechLoadGrammar SpeechProcessingSound
  SpeechStart SpeechUnloadGrammar StackPop StartMusicOnHold Stasis StatsD StopMixMonitor StopMusicOnHold
  StopPlayTones StoreDTMF StreamEcho System TestClient TestServer ToneScan Transfer TryExec TrySystem
  UnpauseQueueMember UserEvent Verbose VMAuthenticate VMSayName VoiceMail VoiceMailMain VoiceMailPlayMsg Wait
  WaitDigit WaitExten WaitForCondition WaitForNoise WaitForRing WaitForSilence WaitForTone WaitUntil While
  Zapateller
`;

/** Since Asterisk 16: not there in 16.28. */
const NEWER = `
  AudioSocket Broadcast Else ElseIf EndIf ExitIf If PJSIPHangup PJSIPNotify Signal StasisBroadcast WaitForSignal
`;

/** In Asterisk 16.28, and no more in 22.10. */
const GONE = `
  ChangeMonitor DAHDIRAS ICES ImportVar JabberStatus Macro MacroExclusive MacroExit MacroIf MailboxExists Monitor
  NBScat NoCDR OSPAuth OSPFinish OSPLookup OSPNext PauseMonitor SendImage SendURL SetAMAFlags SIPAddHeader
  SIPDtmfMode SIPRemoveHeader SIPSendCustomINFO StopMonitor UnpauseMonitor
`;

/** What to write instead of what is gone, where there is one thing to write. */
const INSTEAD: Readonly<Record<string, string>> = {
  ChangeMonitor: 'MixMonitor',
  ImportVar: 'Set(…=${IMPORT(channel,variable)})',
  JabberStatus: '${JABBER_STATUS(…)}',
  Macro: 'Gosub',
  MacroExclusive: 'Gosub',
  MacroExit: 'Return',
  MacroIf: 'GosubIf',
  MailboxExists: '${VM_INFO(mailbox,exists)}',
  Monitor: 'MixMonitor',
  NoCDR: 'Set(CDR_PROP(disable)=1)',
  SIPAddHeader: 'Set(PJSIP_HEADER(add,…)=…)',
  SIPDtmfMode: 'Set(PJSIP_DTMF_MODE()=…)',
  SIPRemoveHeader: 'Set(PJSIP_HEADER(remove,…)=)',
  SetAMAFlags: 'Set(CHANNEL(amaflags)=…)',
  StopMonitor: 'StopMixMonitor',
};

/** What Asterisk 22 has. */
export const APPLICATIONS: readonly string[] = [...wordsOf(BOTH), ...wordsOf(NEWER)].sort(byName);

/** What Asterisk 16 had and 22 has not. */
export const GONE_APPLICATIONS: readonly string[] = wordsOf(GONE);

const known = new Map(APPLICATIONS.map((name) => [keyOf(name), name]));
const gone = new Map(GONE_APPLICATIONS.map((name) => [keyOf(name), name]));

/** @returns the name as Asterisk 22 writes it, undefined when it has no such application */
export function applicationNamed(name: string): string | undefined {
  return known.get(keyOf(name));
}

/** @returns undefined when Asterisk 16 had none of this name either, or 22 still has it */
export function goneApplication(
  name: string,
): { readonly name: string; readonly instead: string | undefined } | undefined {
  const was = gone.get(keyOf(name));
  return was === undefined ? undefined : { name: was, instead: INSTEAD[was] };
}

function keyOf(name: string): string {
  return name.toLowerCase();
}

function byName(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}

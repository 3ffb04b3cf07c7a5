/** Applications that answer, call, connect and end calls. */
export const CALLING = `
Answer([delay],[options]): Answers the call, if nobody has yet.
  delay: milliseconds to wait behind it
  options: i: do not wait for audio

AttendedTransfer(extension): Calls an extension with the caller of this call, who is then connected to it.
  extension: with @context where it is another one

BlindTransfer(extension,[context]): Sends whoever this channel talks with to another extension.
  context: without it, the one in which transfers are looked for

Bridge(channel,[options]): Connects this call with another channel that is there already.
  channel: its name, or the start of its name

BridgeWait([name],[role],[options]): Waits in a holding bridge until somebody takes the channel out of it.
  name: of the bridge; default without it
  role: participant or announcer
  options: m(class): music; e: end after S(seconds)

Busy([timeout]): Tells the caller that it is busy, and waits for the caller to hang up.
  timeout: seconds after which the call is ended

ChannelRedirect(channel,[context],[extension],priority): Sends another channel to a place of the dialplan.
  channel: its name
  priority: a number or a label

ChanIsAvail(devices,[options]): Tries whether one of some devices can be called, and sets AVAILCHAN and AVAILSTATUS.
  devices: with & between them
  options: a: all of them; s: taken ones are not available; t: look at the names only

ChanSpy([prefix],[options]): Listens to other calls.
  prefix: only channels whose names begin so
  options: b: only calls that are connected; d: digits choose the mode; q: quietly; w: whisper; B: talk to both

ConfBridge(conference,[bridge profile],[user profile],[menu]): Joins a conference, as confbridge.conf describes it.
  conference: its name: a new one begins with its first member
  bridge profile: a section of confbridge.conf
  user profile: a section of confbridge.conf
  menu: a section of confbridge.conf

Congestion([timeout]): Tells the caller that there is no way through, and waits for the caller to hang up.
  timeout: seconds after which the call is ended

Dial([devices],[timeout],[options],[url]): Calls devices, and connects the first that answers with the caller. DIALSTATUS tells how it went.
  devices: Technology/resource, with & between several
  timeout: seconds; without it, until the caller gives up
  options: letters: b/B(context^extension^priority): subroutine before the call; g: go on behind it; G(…): both sides go on elsewhere; m: music instead of ringing; r: ringing; t/T: the called/calling one may transfer; U(name): subroutine at the answer; L(ms): limit
  url: is sent to who answers, where that can be

Directory([mailboxes],[context],[options]): Lets the caller find somebody by the letters of a name.
  mailboxes: the section of voicemail.conf
  context: in which the extension found is dialled
  options: e: say the extension; f/l: by first/last name

DISA(passcode or file,[context],[caller ID],[mailbox],[options]): Gives the caller a dial tone, as if the call came from inside. Whoever knows the passcode calls at your cost.
  passcode or file: no-password lets everybody in
  context: in which the digits are dialled

Echo(): Plays back to the caller what the caller says, until # is pressed.

ExtenSpy(extension,[options]): Listens to the call of an extension.
  extension: with @context where it is another one

FollowMe(number,[options]): Calls somebody at one number after the other, as followme.conf has them.
  number: a section of followme.conf

Hangup([cause]): Ends the call.
  cause: a number of Q.850, such as 16 (normal), 17 (busy), 21 (rejected)

Originate(device,type,first,[second],[third],[timeout],[options]): Starts another call.
  device: what is called: Technology/resource
  type: app or exten
  first: the application, or the context
  second: the application's data, or the extension
  third: the priority
  timeout: seconds
  options: a: do not wait; c(…)/n(…): caller's number and name; v(…): variables

Page(devices,[options],[timeout]): Calls devices into a conference in which only the caller speaks.
  devices: Technology/resource, with & between them
  options: d: all may speak; i: leave out busy ones; q: quietly; r: record
  timeout: seconds

Park([lot],[options]): Parks the caller; ParkedCall fetches the call from there.
  lot: of res_parking.conf
  options: r: ringing instead of music; s: do not say where; t(seconds): for how long

ParkedCall([lot],[space]): Fetches a parked call.
  lot: of res_parking.conf
  space: its number; without it, the first one parked

Pickup([extensions]): Takes over a call that rings elsewhere.
  extensions: with @context or @PICKUPMARK, and & between several

Progress(): Tells the caller's side that sound may come before the answer.

Queue(queue,[options],[url],[announcement],[timeout],[agi],[gosub],[rule],[position]): Puts the call into a queue until an agent answers. QUEUESTATUS tells why it came out.
  queue: a section of queues.conf
  options: c: go on when the agent hangs up; n: no retries; r: ringing instead of music; t/T: agent/caller may transfer
  announcement: is played to the agent
  timeout: seconds
  agi: runs when an agent answers
  gosub: a context that is called when an agent answers
  rule: of queuerules.conf
  position: in which the call enters

AddQueueMember(queue,[interface],[penalty],[options],[name],[state interface],[wrapup]): Makes a device a member of a queue.
  interface: Technology/resource; without it, that of this channel
  penalty: those with a smaller one are called first
  wrapup: seconds of rest between two calls

RemoveQueueMember(queue,[interface]): Takes a device out of a queue.
  interface: without it, that of this channel

PauseQueueMember([queue],interface,[options],[reason]): Keeps calls of queues away from a member.
  queue: without it, all

UnpauseQueueMember([queue],interface,[options],[reason]): Lets calls of queues reach a member again.
  queue: without it, all

RetryDial([announcement],[pause],[retries],devices,[timeout],[options]): Dial, again and again until somebody answers.
  announcement: a sound that is played in between
  pause: seconds between two tries
  retries: 0: without end

Ringing(): Tells the caller's side that it rings.

SoftHangup(channel,[options]): Asks for the end of another channel.
  options: a: all channels of that device

Stasis(application,[arguments…]): Hands the call to an application of ARI. Without one of that name it goes on at once, with STASISSTATUS=FAILED.
  application: its name, as it connects with app=
  arguments: are in its StasisStart event

Transfer(destination): Asks the caller's phone or provider to call somebody else. TRANSFERSTATUS tells how it went.
  destination: Technology/resource, or a resource of the caller's technology
`;

/** Applications that play, record, listen for digits, and wait. */
export const MEDIA = `
Authenticate(password,[options],[digits],[prompt]): Lets the caller go on who knows a password.
  password: or a file of them, where it begins with /
  options: a: remember it as account code; d: the database has them; m: the file has hashes
  digits: how many to read
  prompt: a sound

AMD([silence],[greeting],[silence behind],[time],[word],[between],[words],[threshold],[longest],[file]): Listens whether a person or a machine answers: AMDSTATUS is HUMAN, MACHINE, NOTSURE or HANGUP.
  time: milliseconds, the most it takes

BackGround(sounds,[options],[language],[context]): Plays sounds and lets the caller dial an extension meanwhile.
  sounds: without their endings, with & between several
  options: m: only a digit that is an extension ends it; n: do not answer; s: skip it unless answered
  context: in which the digits are dialled

Playback(sounds,[options]): Plays sounds to the end. PLAYBACKSTATUS tells how it went.
  sounds: without their endings, with & between several
  options: noanswer: before the answer; skip: not at all unless answered; say, mix: say: expressions

ControlPlayback(sounds,[skip],[forward],[rewind],[stop],[pause],[restart],[options]): Plays a sound that the caller steers with digits.
  skip: milliseconds
  forward: a digit; # without it
  rewind: a digit; * without it

PlayTones(tones): Plays tones while the call goes on.
  tones: dial, busy, ring … of indications.conf, or frequencies

StopPlayTones(): Ends PlayTones.

MusicOnHold([class],[duration]): Plays music until the caller hangs up.
  class: of musiconhold.conf
  duration: seconds

StartMusicOnHold([class]): Plays music while the call goes on.
  class: of musiconhold.conf

StopMusicOnHold(): Ends the music.

MixMonitor(file,[options],[command]): Records the call, both sides together.
  file: with its ending, which chooses the format
  options: a: append; b: only while connected; r(file)/t(file): each side into a file of its own; i(name): sets a variable to its id
  command: of the operating system, run at its end

StopMixMonitor([id]): Ends the recording.
  id: of one of several recordings

Read(variables,[sounds],[digits],[options],[tries],[timeout]): Reads digits into variables. READSTATUS tells how it went.
  variables: their names, with & between them
  sounds: without their endings, with & between several
  digits: how many at most; without it, # ends them
  options: i: sounds are tones; n: even if not answered; s: skip unless answered
  timeout: seconds for each try

ReadExten(variable,[sound],[context],[options],[timeout]): Reads digits until they are an extension.
  context: in which the extension must be
  timeout: seconds

Record(file,[silence],[longest],[options]): Records what the caller says.
  file: with its ending, which chooses the format; %d becomes a number
  silence: seconds after which it ends
  longest: seconds
  options: a: append; k: keep it after a hangup; q: no beep; t: * ends it instead of #; y: any digit ends it

SayAlpha(text): Spells a text.

SayDigits(digits): Says digits one by one.

SayNumber(number,[gender]): Says a number.
  gender: f, m, c or n, in languages that tell them apart

SayUnixTime([time],[timezone],[format],[options]): Says a date and a time.
  time: seconds since 1970; without it, now
  format: as in voicemail.conf
  options: j: digits dial

SendDTMF(digits,[pause],[length],[channel]): Sends digits to the caller, or to another channel.
  pause: milliseconds between two
  length: milliseconds of each
  channel: its name

SendText(text): Sends a text to the caller's phone. SENDTEXTSTATUS tells how it went.

VoiceMail(mailboxes,[options]): Takes a message. VMSTATUS tells how it went.
  mailboxes: number@section of voicemail.conf, with & between several
  options: b/u: greeting for busy/unavailable; s: no instructions; d(context): digits are dialled there; g(decibels)

VoiceMailMain([mailbox],[options]): Lets the caller listen to messages.
  mailbox: number@section of voicemail.conf; without it, the caller is asked
  options: s: do not ask for the password; a(folder): begin there

Wait(seconds): Waits. Digits are not listened to.
  seconds: 0.5 works too

WaitExten([seconds],[options]): Waits for the caller to dial an extension.
  seconds: without it, TIMEOUT(response)
  options: m(class): music; d: dial tone

WaitForSilence(milliseconds,[times],[timeout]): Waits until it is quiet. WAITSTATUS tells how it went.
  timeout: seconds

WaitUntil(time): Waits until a moment.
  time: seconds since 1970
`;

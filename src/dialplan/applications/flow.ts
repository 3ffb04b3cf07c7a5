/** Applications that decide what comes next, keep values, and talk to other programs. */
export const FLOW = `
AGI(command,[arguments…]): Runs a program that steers the call over AGI.
  command: a file in agi-bin, agi://host/path, or agi:async
  arguments: are handed to the program

EAGI(command,[arguments…]): AGI with the caller's audio on file descriptor 3.
  command: a file in agi-bin

Exec(application): Runs an application whose name comes out of a variable.
  application: with its arguments in parentheses

ExecIf(condition?application:[otherwise]): Runs one application or another.
  condition: anything but nothing and 0 is true: $[…] calculates one
  application: with its arguments in parentheses
  otherwise: with its arguments in parentheses

ExecIfTime(times,weekdays,mdays,months,[timezone]?application): Runs an application at certain times.
  times: 9:00-17:00 or *
  weekdays: mon-fri or *
  mdays: 1-31 or *
  months: jan-dec or *

Gosub([context],[extension],priority): Calls a subroutine, which comes back with Return. Its arguments follow the priority in parentheses, and are ARG1, ARG2 … there.
  context: without it, this one
  extension: without it, this one
  priority: a number or a label, with arguments in parentheses

GosubIf(condition?[yes]:[no]): Calls one subroutine or another.
  condition: anything but nothing and 0 is true: $[…] calculates one
  yes: [[context,]extension,]priority(arguments)
  no: [[context,]extension,]priority(arguments)

Goto([context],[extension],priority): Goes on elsewhere.
  context: without it, this one
  extension: without it, this one
  priority: a number or a label

GotoIf(condition?[yes]:[no]): Goes on in one place or another. Where the one that counts is not given, with the next priority.
  condition: anything but nothing and 0 is true: $[…] calculates one
  yes: [[context,]extension,]priority
  no: [[context,]extension,]priority

GotoIfTime(times,weekdays,mdays,months,[timezone]?[yes]:[no]): Goes on elsewhere at certain times.
  times: 9:00-17:00 or *
  weekdays: mon-fri or *
  mdays: 1-31 or *
  months: jan-dec or *
  yes: [[context,]extension,]priority
  no: [[context,]extension,]priority

Incomplete([options]): Says that more digits are to come, and waits for them.
  options: n: do not answer

Log(level,message): Writes a line into the log.
  level: ERROR, WARNING, NOTICE, DEBUG, VERBOSE or DTMF

MessageSend(destination,[from],[to]): Sends the text message that MESSAGE() holds.
  destination: technology:resource, such as pjsip:alice

NoOp([text]): Does nothing. What stands in it is to be seen at the command line.

RaiseException(reason): Goes to the extension e of this context.
  reason: is in EXCEPTION(reason)

Return([value]): Comes back from a subroutine, behind the Gosub that called it.
  value: is in GOSUB_RETVAL

Set(name=value): Sets a variable or a function. _ before the name lets channels that this one creates inherit it, __ theirs too.
  name: of a variable, or FUNCTION(arguments)
  value: all that follows, with its commas

MSet(name=value,[more…]): Sets several variables; quotes and backslashes are taken off their values.
  more: name=value

StackPop(): Forgets from where a subroutine was called, so that it does not come back.

System(command): Runs a command of the operating system. What a caller may choose does not belong into it. SYSTEMSTATUS tells how it went.
  command: for the shell

TrySystem(command): System; the call goes on in any case.
  command: for the shell

TryExec(application): Runs an application; where it fails, the call goes on. TRYSTATUS tells how it went.
  application: with its arguments in parentheses

UserEvent(name,[headers…]): Sends an event of your own to AMI and ARI.
  headers: key: value

Verbose([level],message): Writes to the command line.
  level: at which verbosity: 0 to 10

While(condition): Repeats what stands between it and EndWhile.
  condition: anything but nothing and 0 is true: $[…] calculates one

EndWhile(): Goes back to its While.

ContinueWhile(): Goes back to its While at once.

ExitWhile(): Goes on behind the EndWhile.

If(condition): What stands between it and EndIf is done only if the condition is true.
  condition: anything but nothing and 0 is true: $[…] calculates one

ForkCDR([options]): Begins another call detail record.
  options: a: the answer's time too; e: end the one before; r: reset; v: with its variables

ResetCDR([options]): Begins the call detail record anew.
  options: v: keep its variables
`;

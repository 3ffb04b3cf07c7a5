/** Functions of the dialplan: most can be read, `${NAME(…)}`, some set, `Set(NAME(…)=…)`. */
export const FUNCTION_TEXTS = `
ARRAY(variables…): Set(ARRAY(a,b)=1,2) sets several variables.

BASE64_DECODE(text): Decodes base64.

BASE64_ENCODE(text): Encodes as base64.

CALLERID(part,[value]): Who calls. Can be set.
  part: num, name, all, dnid, rdnis, ani, name-pres, num-pres …

CDR(field,[options]): A field of the call detail record. Fields of your own can be set.
  field: accountcode, userfield, billsec, duration, start, answer, disposition …
  options: u: times and numbers as they are kept; f: billsec and duration with fractions

CDR_PROP(property): Set(CDR_PROP(disable)=1) turns the call detail record off.
  property: disable or party_a

CHANNEL(item): Something about this channel. Much of it can be set.
  item: language, musicclass, state, name, linkedid, uniqueid, peerip, hangup_handler_push, pjsip,…

CHANNELS([pattern]): The names of all channels, with blanks between them.
  pattern: a regular expression

CONFBRIDGE_INFO(what,conference): Something about a conference.
  what: parties, admins, marked, locked or muted

CONNECTEDLINE(part,[i]): With whom the caller talks. Can be set.
  part: num, name, all …
  i: set it without telling the phone

CURL(url,[data]): What a web address answers. What a caller may choose belongs into it only through URIENCODE.
  data: is posted

CURLOPT(option): How CURL asks. Can be set.
  option: httptimeout, conntimeout, useragent, ssl_verifypeer, hashcompat …

CUT(variable,delimiter,fields): Pieces of a variable's value.
  variable: its name, without \${}
  delimiter: a single character
  fields: from 1: 2, 2-4, or 1&3

DB(key): A value of Asterisk's own database. Can be set.
  key: family/key

DB_DELETE(key): Takes a value out of the database, and gives it.
  key: family/key

DB_EXISTS(key): 1 where the database has a value, else 0; DB_RESULT has it then.
  key: family/key

DEVICE_STATE(device): NOT_INUSE, INUSE, BUSY, UNAVAILABLE, RINGING … Custom: ones can be set.
  device: Technology/resource

DIALPLAN_EXISTS(context,[extension],[priority]): 1 where there is such a place in the dialplan, else 0.

ENV(name): A variable of Asterisk's environment. Can be set.

EVAL(text): Replaces the variables in a text that comes out of one.

EXCEPTION(field): What went wrong, in the extension e.
  field: reason, context, exten or priority

EXISTS(text): 1 where the text is not empty, else 0.

EXTENSION_STATE(extension): The state of an extension's hint.
  extension: with @context where it is another one

FIELDQTY(variable,delimiter): How many pieces a variable's value has.
  variable: its name, without \${}

FILE(path,[offset],[length],[mode],[format]): A part of a file. Can be set. Off unless live_dangerously is on, where it comes from outside.

FILTER(characters,text): A text without all characters but these: what makes input harmless.
  characters: such as 0-9A-Za-z; \\x2d stands for the dash

GLOBAL(name): A global variable. Can be set.

GROUP([category]): The group in which this channel counts. Can be set.

GROUP_COUNT([group@category]): How many channels are in a group.

HANGUPCAUSE(channel,type): Why a channel that was called ended.
  type: tech or ast

HASH(hash,[key]): A value of a hash in a variable. Can be set.

HINT(extension,[options]): The devices of an extension's hint.
  extension: with @context where it is another one
  options: name: the name instead

IF(condition?[yes]:[no]): One text or the other.
  condition: anything but nothing and 0 is true: $[…] calculates one

IFTIME(times?[yes]:[no]): One text or the other, as the time is.
  times: times,weekdays,mdays,months

INC(variable): Makes a number in a variable greater by one, and gives it.
  variable: its name, without \${}

DEC(variable): Makes a number in a variable smaller by one, and gives it.
  variable: its name, without \${}

ISNULL(text): 1 where the text is empty, else 0.

JSON_DECODE(variable,path,[separator],[options]): A value out of JSON.
  variable: its name, without \${}
  path: names, with dots between them

LEN(text): How many bytes a text has.

LOCAL(name): A variable that the end of the subroutine forgets. Can be set.

LOCK(name): Waits until nobody else has the lock: 1, or 0 where that took too long.

UNLOCK(name): Gives a lock back.

MATH(calculation,[type]): Calculates with two numbers.
  calculation: such as 7+2; also - * / % << >> AND OR XOR < > <= >= ==
  type: int, float, hex or char of the result

MD5(text): The MD5 sum of a text.

MESSAGE(part): Of a text message: to, from or body. Can be set.

ODBC_FETCH(id): The next row of a query.

PJSIP_AOR(name,field): A field of an AOR.
  field: contact, max_contacts …

PJSIP_CONTACT(name,field): A field of a contact.
  field: status, rtt, uri …

PJSIP_DIAL_CONTACTS(endpoint,[aor],[user]): What Dial needs to call all contacts of an endpoint.

PJSIP_ENDPOINT(name,field): A setting of an endpoint.

PJSIP_HEADER(action,name,[number]): A SIP header: read those that came in, add to those that go out (in a subroutine that Dial's b calls).
  action: read, add, update or remove
  number: which of several of that name

QUEUE_MEMBER(queue,option): How many members a queue has.
  option: logged, free, ready, count, penalty …

QUEUE_WAITING_COUNT(queue): How many calls wait in a queue.

QUOTE(text): A text in quotes, with backslashes where they are needed.

RAND([least],[most]): A whole number by chance.

REALTIME(family,field,[value],[…]): A row of a realtime table.

REDIRECTING(part,[i]): From whom a call was redirected. Can be set.
  part: from-num, from-name, to-num, reason …

REGEX("expression" text): 1 where a regular expression matches a text, else 0.

REPLACE(variable,characters,[replacement]): Each of some characters replaced by another or none.
  variable: its name, without \${}

SHARED(name,[channel]): A variable that other channels can read. Can be set.

SHELL(command): What a command of the operating system writes. What a caller may choose does not belong into it.

SORT(list…): Keys in the order of their numbers: key:number.

SPRINTF(format,[arguments…]): A text made after a format as C's printf.

STAT(flag,path): Something about a file.
  flag: e: exists; d: is a folder; f: is a file; s: its size; M: when it changed

STRFTIME([time],[timezone],[format]): A time as text.
  time: seconds since 1970; without it, now

STRREPLACE(variable,search,[replacement],[most]): Each text in a variable's value replaced by another.
  variable: its name, without \${}

TIMEOUT(type): How long something may take, in seconds. Can be set.
  type: absolute, digit or response

TOLOWER(text): A text in lower case.

TOUPPER(text): A text in upper case.

TRIM(text): A text without blanks around it.

URIDECODE(text): Decodes what stands in a web address.

URIENCODE(text): A text as it may stand in a web address.

VALID_EXTEN([context],extension,[priority]): 1 where somebody can be sent there, else 0.

VERSION([info]): Asterisk's version.

VM_INFO(mailbox,attribute,[folder]): Something about a mailbox.
  attribute: count, exists, email, fullname, language, locale, pager, password, tz

VOLUME(direction,[options]): Louder or quieter. Can be set.
  direction: TX or RX
`;

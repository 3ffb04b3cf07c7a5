/** A prefix, and the names that follow it. */
const GROUPS: readonly (readonly [prefix: string, names: string])[] = [
  ['res_', 'pjproject sorcery_astdb sorcery_config sorcery_memory timing_timerfd timing_pthread http_websocket'],
  ['res_', 'websocket_client crypto geolocation speech curl http_media_cache musiconhold rtp_asterisk rtp_multicast'],
  ['res_', 'format_attr_h263 format_attr_h264 agi clioriginate convert realtime limit mutestream parking'],
  ['res_', 'security_log audiosocket'],
  ['res_stasis', ' _answer _playback _recording _snoop _device_state _broadcast _mailbox'],
  ['res_ari', '_model  _applications _asterisk _bridges _channels _device_states _endpoints _events _mailboxes'],
  ['res_ari', '_playbacks _recordings _sounds'],
  ['res_pjsip', ' _pubsub _session _acl _authenticator_digest _caller_id _dtmf_info _endpoint_identifier_ip _logger'],
  ['res_pjsip', '_endpoint_identifier_user _endpoint_identifier_anonymous _nat _outbound_authenticator_digest'],
  ['res_pjsip', '_outbound_registration _registrar _rfc3326 _sdp_rtp _refer _header_funcs _messaging'],
  ['chan_', 'pjsip bridge_media rtp audiosocket websocket'],
  ['bridge_', 'simple softmix holding native_rtp builtin_features builtin_interval_features'],
  ['codec_', 'ulaw alaw a_mu gsm resample g722 adpcm'],
  ['format_', 'gsm pcm wav wav_gsm sln'],
  ['pbx_', 'config spool'],
  ['app_', 'stasis stasis_broadcast dial playback echo verbose stack exec while read record system userevent senddtmf'],
  ['app_', 'queue confbridge playtones db cdr originate transfer bridgewait mixmonitor chanspy milliwatt sendtext if'],
  ['app_', 'sayunixtime controlplayback directed_pickup softhangup'],
  [
    'func_',
    'callerid channel cut db devstate dialplan env global hangupcause json logic math md5 module rand sha1 shell',
  ],
  ['func_', 'sprintf strings timeout uri uuid version cdr base64 groupcount presencestate pjsip_endpoint pjsip_aor'],
  ['func_', 'pjsip_contact sorcery talkdetect export curl'],
];

/**
 * Every module that ARI's resources, the dialplans of the tests and the SIP endpoints use. Asterisk starts in half a
 * second with these, against several with all. A release lacks some of them: load only those that are there.
 */
export const MODULES: readonly string[] = GROUPS.flatMap(([prefix, names]) =>
  names.split(' ').map((name) => prefix + name),
);

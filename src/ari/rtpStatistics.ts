/**
 * Media statistics of one channel. "Local" is what Asterisk measured on the packets it received, "remote" what the other
 * side reported of ours by RTCP: those fields are missing until a report has come. Jitter and round trips are in seconds.
 * Since 13.27, 16.4.
 */
export interface RTPstat {
  /** Packets sent. */
  readonly txcount: number;
  /** Packets received. */
  readonly rxcount: number;
  /** Jitter of what we send, as the other side sees it. */
  readonly txjitter?: number;
  /** Jitter of what we receive. */
  readonly rxjitter?: number;
  /** Largest jitter that the other side reported. */
  readonly remote_maxjitter?: number;
  /** Smallest jitter that the other side reported. */
  readonly remote_minjitter?: number;
  /** Mean jitter that the other side reported. */
  readonly remote_normdevjitter?: number;
  /** Standard deviation of the jitter that the other side reported. */
  readonly remote_stdevjitter?: number;
  /** Largest jitter that we measured. */
  readonly local_maxjitter?: number;
  /** Smallest jitter that we measured. */
  readonly local_minjitter?: number;
  /** Mean jitter that we measured. */
  readonly local_normdevjitter?: number;
  /** Standard deviation of the jitter that we measured. */
  readonly local_stdevjitter?: number;
  /** Packets of ours that were lost. */
  readonly txploss: number;
  /** Packets of theirs that were lost. */
  readonly rxploss: number;
  /** Most packets lost in an interval, reported by the other side. */
  readonly remote_maxrxploss?: number;
  /** Fewest packets lost in an interval, reported by the other side. */
  readonly remote_minrxploss?: number;
  /** Mean packets lost in an interval, reported by the other side. */
  readonly remote_normdevrxploss?: number;
  /** Standard deviation of packets lost in an interval, reported by the other side. */
  readonly remote_stdevrxploss?: number;
  /** Most packets lost in an interval, measured by us. */
  readonly local_maxrxploss?: number;
  /** Fewest packets lost in an interval, measured by us. */
  readonly local_minrxploss?: number;
  /** Mean packets lost in an interval, measured by us. */
  readonly local_normdevrxploss?: number;
  /** Standard deviation of packets lost in an interval, measured by us. */
  readonly local_stdevrxploss?: number;
  /** Last round trip. */
  readonly rtt?: number;
  /** Longest round trip. */
  readonly maxrtt?: number;
  /** Shortest round trip. */
  readonly minrtt?: number;
  /** Mean round trip. */
  readonly normdevrtt?: number;
  /** Standard deviation of the round trips. */
  readonly stdevrtt?: number;
  // The media experience scores are missing in the server's description; 22.10 sends them, 16.28 does not.
  /** Media experience score of what we send, 0 to 100. */
  readonly txmes?: number;
  /** Media experience score of what we receive, 0 to 100. */
  readonly rxmes?: number;
  /** Best score of what we send. */
  readonly remote_maxmes?: number;
  /** Worst score of what we send. */
  readonly remote_minmes?: number;
  /** Mean score of what we send. */
  readonly remote_normdevmes?: number;
  /** Standard deviation of the scores of what we send. */
  readonly remote_stdevmes?: number;
  /** Best score of what we receive. */
  readonly local_maxmes?: number;
  /** Worst score of what we receive. */
  readonly local_minmes?: number;
  /** Mean score of what we receive. */
  readonly local_normdevmes?: number;
  /** Standard deviation of the scores of what we receive. */
  readonly local_stdevmes?: number;
  /** Synchronisation source of what we send. */
  readonly local_ssrc: number;
  /** Synchronisation source of what we receive. */
  readonly remote_ssrc: number;
  /** Bytes sent. */
  readonly txoctetcount: number;
  /** Bytes received. */
  readonly rxoctetcount: number;
  /** Id of the channel. */
  readonly channel_uniqueid: string;
}

package runnel.indexd.discovery;

/** What is counted on an interface, for each IP version. */
public enum Count {
  /** Beacons sent. */
  SENT,
  /** Beacons that could not be sent; the last error says why. */
  NOT_SENT,
  /** Datagrams received, of whatever sort; each is one of those that follow, too. */
  RECEIVED,
  /** Beacons of others, given to the listener. */
  HEARD,
  /** Own beacons that came back, as they do where multicast works. */
  ECHOED,
  /** Beacons with the own peer id from another machine: copied, or there is a second such key. */
  COPIED,
  /** Beacons of other networks. */
  OTHER_NETWORK,
  /** Beacons from addresses that are none of this link. */
  OFF_LINK,
  /** Beacons beyond the limits. */
  LIMITED,
  /** Datagrams that are no beacons, too long ones included. */
  MALFORMED
}

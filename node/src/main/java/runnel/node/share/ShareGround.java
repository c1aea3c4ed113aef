package runnel.node.share;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runnel.mount.table.MountLine;
import runnel.mount.table.Mounts;
import runnel.node.share.Skipped.Reason;

/**
 * What shared files may stand on: a file system that keeps files, and not a Runnel drive, this
 * node's or another's. What others share is not shared on: a drive that shows this very share would
 * be a folder without an end.
 *
 * <p>As the kernel's table was at a moment, which asks no file system. Where that says nothing, as
 * in a chroot, everything is good ground.
 */
public final class ShareGround {
  /** Their files are what the kernel has to say, other each time they are read. */
  private static final Set<String> MADE_UP =
      Set.of("proc", "sysfs", "devtmpfs", "cgroup", "cgroup2", "debugfs", "tracefs", "securityfs");

  private final Mounts mounts;
  private final Map<Long, Reason> bad = new HashMap<>();

  private ShareGround(Mounts mounts) {
    this.mounts = mounts;
    mounts.lines().forEach(line -> reason(line).ifPresent(why -> bad.put(line.device(), why)));
  }

  /** As it is now. */
  public static ShareGround now() {
    return of(Mounts.known());
  }

  static ShareGround of(Mounts mounts) {
    return new ShareGround(mounts);
  }

  /**
   * Says why what is there can't be shared; empty if it can.
   *
   * @param path absolute, without {@code ..}; its links are not followed
   */
  public Optional<String> whyNot(Path path) {
    return mounts.under(path).flatMap(line -> reason(line).map(reason -> text(line, reason)));
  }

  /** Says why something with that device, as in FileFacts, can't be shared; empty if it can. */
  Optional<Reason> whyNot(long device) {
    return Optional.ofNullable(bad.get(device));
  }

  private static Optional<Reason> reason(MountLine line) {
    if (line.isDrive()) {
      return Optional.of(Reason.DRIVE);
    }
    return MADE_UP.contains(line.type()) ? Optional.of(Reason.MADE_UP) : Optional.empty();
  }

  private static String text(MountLine line, Reason reason) {
    return reason == Reason.DRIVE
        ? "it lies in the Runnel drive mounted at %s; what others share can be downloaded, and then shared"
            .formatted(line.path())
        : "its files are made up by the kernel (%s), and are not kept anywhere"
            .formatted(line.type());
  }
}

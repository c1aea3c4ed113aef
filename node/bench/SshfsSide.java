import java.nio.file.Path;
import java.time.Duration;

/** sshfs from an sshd of its own on loopback, with keys made for the occasion. */
final class SshfsSide implements Side {
  private final Path work;
  private final Path files;
  private final int port;
  private final Process sshd;

  SshfsSide(Path work, Path files, int port) {
    this.work = work;
    this.files = files;
    this.port = port;
    Shell.sh(
        """
        mkdir -p %1$s/mount /run/sshd && cd %1$s
        [ -f host ] || ssh-keygen -q -t ed25519 -N '' -f host
        [ -f key ] || ssh-keygen -q -t ed25519 -N '' -f key
        cp key.pub authorized; chmod 600 authorized
        """
            .formatted(work));
    this.sshd =
        Shell.start(
            "/usr/sbin/sshd", "-D", "-f", "/dev/null", "-p", "" + port, "-h", work + "/host",
            "-o", "ListenAddress=127.0.0.1", "-o", "AuthorizedKeysFile=" + work + "/authorized",
            "-o", "StrictModes=no", "-o", "PidFile=none", "-o", "PermitRootLogin=yes",
            "-o", "Subsystem=sftp internal-sftp");
  }

  @Override
  public String name() {
    return "sshfs";
  }

  @Override
  public Path cold() {
    down();
    Shell.await(
        ("sshfs -p %d -o IdentityFile=%s/key,StrictHostKeyChecking=no,UserKnownHostsFile=/dev/null"
                + " 127.0.0.1:%s %s/mount")
            .formatted(port, work, files, work),
        Duration.ofSeconds(10));
    return work.resolve("mount");
  }

  @Override
  public void down() {
    Shell.sh("fusermount -u %s/mount >/dev/null 2>&1 || true".formatted(work));
  }

  void end() {
    down();
    sshd.destroy();
  }
}

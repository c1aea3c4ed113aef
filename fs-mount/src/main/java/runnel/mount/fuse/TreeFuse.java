package runnel.mount.fuse;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jnr.constants.platform.Access;
import jnr.constants.platform.Errno;
import jnr.constants.platform.OpenFlags;
import jnr.ffi.Pointer;
import jnr.ffi.byref.IntByReference;
import jnr.ffi.byref.PointerByReference;
import jnr.ffi.types.off_t;
import jnr.ffi.types.size_t;
import ru.serce.jnrfuse.FuseFillDir;
import ru.serce.jnrfuse.struct.FileStat;
import ru.serce.jnrfuse.struct.FuseFileInfo;
import ru.serce.jnrfuse.struct.Statvfs;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.FileTree;
import runnel.mount.tree.OpenedFile;

/**
 * libfuse's callbacks, answered from a tree.
 *
 * <p>What is left out on purpose, because the kernel then answers by itself without asking again:
 * {@code flush}, {@code opendir} (nothing to do), {@code lock}, {@code flock} (local). {@code read}
 * is never called where {@code read_buf} is.
 */
final class TreeFuse extends ReadOnlyFuse {
  /** Of UTF-8, for one {@code char} of Java. */
  private static final int MOST_BYTES_PER_CHAR = 3;

  private final Beginning beginning = new Beginning();
  private final Edge edge = new Edge();
  private final Stats stats = new Stats();
  private final ToldSizes told = new ToldSizes(System::nanoTime);
  private final FileTree tree;
  private final ExtendedAttributes extended;
  private final OpenFiles open;
  private final Waits waits;
  private final Interception.Kernel kernel;

  /** Whether it tells when the kernel has the answer, rather than libfuse. */
  private volatile boolean intercepted;

  /** What libfuse has of this mount; null before and after. Guarded by {@link #beginning}. */
  private Pointer session;

  TreeFuse(FileTree tree, MountLimits limits) {
    this(tree, limits, Interception::send);
  }

  /** With another way to the kernel, for tests. */
  TreeFuse(FileTree tree, MountLimits limits, Interception.Kernel kernel) {
    this.tree = tree;
    this.kernel = kernel;
    this.extended = new ExtendedAttributes(tree);
    this.open = new OpenFiles(limits.openFiles());
    this.waits = new Waits(() -> Native.libfuse().fuse_interrupted() != 0, limits.read());
  }

  /** Mounts, and serves until unmounted; returns 0 if nothing went wrong. */
  int serve(String[] commandLine) {
    PointerByReference mountPoint = new PointerByReference();
    Pointer fuse =
        Native.libfuse()
            .fuse_setup(
                commandLine.length,
                commandLine,
                fuseOperations,
                jnr.ffi.Struct.size(fuseOperations),
                mountPoint,
                new IntByReference(),
                null);
    if (fuse == null) {
      return 1;
    }
    Optional<Interception> interception = Optional.empty();
    try {
      interception = Interception.of(fuse.address(), beginning, kernel);
      intercepted = interception.isPresent();
      return Native.libfuse().fuse_loop_mt(fuse);
    } finally {
      forget();
      Native.libfuse().fuse_teardown(fuse, mountPoint.getValue());
      interception.ifPresent(Interception::close);
    }
  }

  /** Tells when the kernel and libfuse have agreed. */
  Beginning beginning() {
    return beginning;
  }

  /** Ends all waits, and makes libfuse leave its loop after the next request. */
  void giveUp() {
    waits.giveUp();
    synchronized (beginning) {
      if (session != null) {
        libFuse.fuse_exit(session);
      }
    }
  }

  /** Before libfuse frees it. */
  private void forget() {
    synchronized (beginning) {
      session = null;
    }
  }

  /** Never calls the tree again. */
  void detach() {
    edge.close();
  }

  /** Closes what programs left open; only after {@link #serve} has returned. */
  void closeFiles() {
    open.closeAll(edge);
  }

  @Override
  public Pointer init(Pointer connection) {
    synchronized (beginning) {
      session = getContext().fuse.get();
    }
    if (!intercepted) {
      beginning.agreed(); // libfuse answers next.
    }
    return null;
  }

  @Override
  public int getattr(String path, FileStat stat) {
    return edge.run("getattr", () -> tell(lookUp(path), stat));
  }

  @Override
  public int fgetattr(String path, FileStat stat, FuseFileInfo info) {
    return edge.run("fgetattr", () -> tell(open.get(info.fh.get()).attributes(), stat));
  }

  @Override
  public int access(String path, int mask) {
    return edge.run("access", () -> checkAccess(path, mask));
  }

  @Override
  public int getxattr(String path, String name, Pointer value, @size_t long size) {
    return edge.run(
        "getxattr", () -> extended.get(path, name, new ExtendedAttributes.Room(value, size)));
  }

  @Override
  public int listxattr(String path, Pointer names, @size_t long size) {
    return edge.run(
        "listxattr", () -> extended.list(path, new ExtendedAttributes.Room(names, size)));
  }

  @Override
  public int readdir(
      String path, Pointer buffer, FuseFillDir fill, @off_t long offset, FuseFileInfo info) {
    return edge.run("readdir", () -> list(path, new Listing(buffer, fill)));
  }

  @Override
  public int open(String path, FuseFileInfo info) {
    return edge.run("open", () -> openFile(path, info));
  }

  @Override
  public int read_buf(
      String path, Pointer to, @size_t long size, @off_t long offset, FuseFileInfo info) {
    return edge.run("read", () -> read(to, size, offset, open.get(info.fh.get())));
  }

  @Override
  public int release(String path, FuseFileInfo info) {
    return edge.run("release", () -> close(info.fh.get()));
  }

  @Override
  public int statfs(String path, Statvfs to) {
    return edge.run("statfs", () -> tellSpace(to));
  }

  /** Every path comes by here first, part by part; so this is where its last name is judged. */
  private Attributes lookUp(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.length() > Stats.NAME_BYTES_MAX / MOST_BYTES_PER_CHAR
        && name.getBytes(StandardCharsets.UTF_8).length > Stats.NAME_BYTES_MAX) {
      throw new Refusal(Errno.ENAMETOOLONG);
    }
    return tree.attributes(path);
  }

  private int tell(Attributes attributes, FileStat stat) {
    stats.write(attributes, stat);
    told.remember(attributes);
    return 0;
  }

  private int checkAccess(String path, int mask) {
    if ((mask & Access.W_OK.intValue()) != 0) {
      return READ_ONLY;
    }
    int mode = Stats.mode(tree.attributes(path));
    boolean wantsToRun = (mask & Access.X_OK.intValue()) != 0;
    return wantsToRun && (mode & FileStat.S_IXUSR) == 0 ? Errnos.of(Errno.EACCES) : 0;
  }

  private int list(String path, Listing listing) {
    listing.write(tree.attributes(path), tree.list(path));
    return 0;
  }

  private int openFile(String path, FuseFileInfo info) {
    if ((info.flags.get() & OpenFlags.O_ACCMODE.intValue()) != OpenFlags.O_RDONLY.intValue()) {
      return READ_ONLY;
    }
    long handle = open.add(() -> tree.open(path));
    info.fh.set(handle);
    OpenedFile file = open.get(handle);
    // By a size other than what it is told the kernel would cut what it reads through its pages.
    boolean sizeDiffers = told.differsFrom(file.attributes());
    OpenReply.write(file.keepsPages(), file.avoidsPages() || sizeDiffers, info);
    return 0;
  }

  private int read(Pointer to, long size, long offset, OpenedFile file) {
    Replies.write(waits.await(file.read(offset, Math.toIntExact(size))), size, to);
    return 0;
  }

  private int close(long handle) {
    open.close(handle);
    return 0;
  }

  private int tellSpace(Statvfs to) {
    Stats.write(tree.space(), to);
    return 0;
  }
}

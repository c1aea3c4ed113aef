package runnel.indexd.store;

import java.nio.file.Path;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;
import runnel.indexd.store.StoreException.Kind;

/** Turns what LMDB throws into store exceptions: the only place that does. */
record Faults(Path folder) {
  /** Linux' ENOSPC and EDQUOT. */
  private static final int NO_SPACE = 28;

  private static final int NO_QUOTA = 122;

  /** Linux' EIO, which LMDB also says when a disk took only a part of what it wrote. */
  private static final int IO = 5;

  /** Less than that is left on a disk that took a part: a store's usual write is larger. */
  private static final long FULL_BELOW_BYTES = 1 << 20;

  StoreException of(String attempted, LmdbException e) {
    Kind kind = kind(e);
    String what = "could not " + attempted + " the store " + folder + ": ";
    return new StoreException(
        kind,
        switch (kind) {
          case FULL -> what + "no room is left; delete something, or give it more";
          case DAMAGED -> what + e.getMessage() + "; restore the folder, or remove it";
          case CLOSED -> closed().getMessage();
          case IN_USE, WRONG_VERSION, FAILED -> what + e.getMessage();
        },
        e);
  }

  StoreException closed() {
    return new StoreException(Kind.CLOSED, "the store " + folder + " was closed");
  }

  private Kind kind(LmdbException e) {
    return switch (e) {
      case Env.MapFullException full -> Kind.FULL;
      case Env.FileInvalidException invalid -> Kind.DAMAGED;
      case Env.VersionMismatchException mismatch -> Kind.DAMAGED;
      case LmdbNativeException.PageCorruptedException corrupted -> Kind.DAMAGED;
      case LmdbNativeException.PageNotFoundException missing -> Kind.DAMAGED;
      case LmdbNativeException.PanicException panic -> Kind.DAMAGED;
      case LmdbNativeException other when other.getResultCode() == NO_SPACE -> Kind.FULL;
      case LmdbNativeException other when other.getResultCode() == NO_QUOTA -> Kind.FULL;
      case LmdbNativeException other when other.getResultCode() == IO && isFull() -> Kind.FULL;
      default -> Kind.FAILED;
    };
  }

  private boolean isFull() {
    return folder.toFile().getUsableSpace() < FULL_BELOW_BYTES;
  }
}

package runnel.indexd.catalog;

/** Placeholder, replaced by the catalog work. */
public final class SignedHead {
  private SignedHead() {}
}

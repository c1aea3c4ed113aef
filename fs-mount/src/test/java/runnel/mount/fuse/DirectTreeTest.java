package runnel.mount.fuse;

/** The contract, asked of the tree itself. */
class DirectTreeTest extends FileTreeContract {
  private final View view = new DirectView(tree());

  @Override
  View view() {
    return view;
  }
}

package runnel.node.share;

/** An open share: how it is published, where its bytes are, and what is known of them. */
record Opened(ShareSettings settings, Roots roots, ShareStore store) {}

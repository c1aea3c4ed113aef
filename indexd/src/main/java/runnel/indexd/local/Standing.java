package runnel.indexd.local;

/** What a user is registered with, and whether others contest the name. */
record Standing(Registration registration, boolean contested) {}

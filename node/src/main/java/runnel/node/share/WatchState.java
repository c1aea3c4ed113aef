package runnel.node.share;

/**
 * How closely the share is followed.
 *
 * @param possible whether the system told of changes at all; else only rescans find them
 * @param folders how many folders are watched
 * @param unwatched how many are not, as the user's limit of watches is reached; rescans find what
 *     changed there
 */
public record WatchState(boolean possible, long folders, long unwatched) {}

package runnel.node.share;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.process.FileReason;

/** Records what is imported, with the link that shows it to the owner. Thread-safe. */
final class ImportDesk {
  private final ShareSettings settings;
  private final Roots roots;
  private final Imports imports;

  ImportDesk(ShareSettings settings, Roots roots, Imports imports) {
    this.settings = settings;
    this.roots = roots;
    this.imports = imports;
  }

  /**
   * Imports a file or folder.
   *
   * @param as its name in the share; its own without
   * @throws ShareException REFUSED, NOT_FOUND with the reason
   */
  synchronized Import add(Path path, Optional<String> as) {
    requireApart(path, path.toAbsolutePath().normalize()); // Before an own mount is touched.
    requireGround(path, path.toAbsolutePath().normalize());
    Path target = real(path);
    requireApart(path, target);
    requireGround(path, target);
    requireShareable(path, target);
    EntryName name = name(path, target, as);
    Path link = settings.folder().resolve(name.text());
    Import row = new Import(name, target, 0);
    requireFree(path, link, name);
    imports.put(row);
    try {
      Files.createSymbolicLink(link, target);
      return row;
    } catch (IOException e) {
      imports.remove(name);
      throw e instanceof FileAlreadyExistsException
          ? taken(path, name)
          : refused(path, "the link %s could not be made: %s".formatted(link, FileReason.of(e)));
    }
  }

  /**
   * Ends an import; what was imported stays as it is.
   *
   * @throws ShareException NOT_FOUND
   */
  synchronized Import remove(String name) {
    Import row =
        roots.imports().stream()
            .filter(known -> known.name().text().equals(name))
            .findFirst()
            .orElseThrow(() -> notImported(name));
    Path link = settings.folder().resolve(name);
    imports.remove(row.name());
    try {
      if (Files.isSymbolicLink(link)) {
        Files.delete(link);
      }
    } catch (IOException e) {
      throw ShareFailures.refused(
          "'%s' is not shared any more, but its link %s could not be removed: %s"
              .formatted(name, link, FileReason.of(e)));
    }
    return row;
  }

  private ShareException notImported(String name) {
    return ShareFailures.notFound(
        isInShareFolder(name)
            ? "'%s' is not imported but in the share folder itself; move it out of %s to end sharing it"
                .formatted(name, settings.folder())
            : "nothing is imported as '%s'; 'runnel share ls' lists what is".formatted(name));
  }

  private boolean isInShareFolder(String name) {
    try {
      Path path = settings.folder().resolve(new EntryName(name).text());
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void requireApart(Path asked, Path path) {
    List<Path> own = new ArrayList<>(settings.apart());
    own.add(settings.folder());
    for (Path folder : own) {
      if (path.startsWith(folder)) {
        throw refused(asked, "it lies in the node's own folder " + folder);
      }
      if (folder.startsWith(path)) {
        throw refused(asked, "it contains the node's own folder " + folder);
      }
    }
  }

  private static void requireGround(Path asked, Path path) {
    ShareGround.now()
        .whyNot(path)
        .ifPresent(why -> {
          throw refused(asked, why);
        });
  }

  private static Path real(Path path) {
    try {
      Path real = path.toRealPath();
      if (!Path.of(real.toString()).equals(real)) {
        throw refused(path, "its path is not UTF-8");
      }
      return real;
    } catch (NoSuchFileException e) {
      throw ShareFailures.notFound("cannot share %s: there is no such file".formatted(path));
    } catch (IOException e) {
      throw refused(path, "it can't be read: " + FileReason.of(e));
    }
  }

  private static void requireShareable(Path asked, Path target) {
    boolean folder = Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
    if (!folder && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(asked, "it is neither a file nor a folder");
    }
    if (!Files.isReadable(target) || (folder && !Files.isExecutable(target))) {
      throw refused(asked, "its permissions forbid the node to read it");
    }
  }

  private EntryName name(Path asked, Path target, Optional<String> as) {
    String text = as.orElseGet(() -> target.getFileName().toString());
    try {
      EntryName name = new EntryName(text);
      if (text.startsWith(".") && !settings.hidden()) {
        throw refused(asked, "hidden files are not shared; choose a name with --as");
      }
      return name;
    } catch (IllegalArgumentException e) {
      throw refused(asked, "'%s' is no name: %s".formatted(text, e.getMessage()));
    }
  }

  private static void requireFree(Path asked, Path link, EntryName name) {
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      throw taken(asked, name);
    }
  }

  private static ShareException taken(Path asked, EntryName name) {
    return refused(
        asked,
        "the share folder has something named '%s'; choose another name with --as".formatted(name));
  }

  private static ShareException refused(Path asked, String why) {
    return ShareFailures.refused("cannot share %s: %s".formatted(asked, why));
  }
}

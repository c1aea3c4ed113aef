import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites jars so that the JVM keeps their classes in an AOT cache. It keeps none older than Java 6,
 * as picocli's are: those become such of Java 8, by their version and the verifier's stack maps. And
 * it keeps none of a signed jar: the signatures are left out. Arguments: the jars.
 */
final class Modernize {
  /** The first version whose classes carry stack maps, and so can be kept (JVMS 4.10). */
  private static final int STACK_MAPS = 50;

  private static final ClassTransform VERSION =
      (builder, element) -> {
        if (element instanceof ClassFileVersion) {
          builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
        } else {
          builder.with(element);
        }
      };

  /** Method bodies are only given stack maps if they are written anew. */
  private static final ClassTransform ALL =
      ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(VERSION);

  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

  public static void main(String[] arguments) throws IOException {
    for (String jar : arguments) {
      Path made = Path.of(jar + ".new");
      try {
        rewrite(Path.of(jar), made);
        Files.move(made, Path.of(jar), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException | IllegalArgumentException e) {
        System.err.println(jar + " stays as it is: " + e);
        Files.deleteIfExists(made);
      }
    }
  }

  private static void rewrite(Path from, Path to) throws IOException {
    try (URLClassLoader classes = new URLClassLoader(new URL[] {from.toUri().toURL()});
        ZipInputStream in = new ZipInputStream(Files.newInputStream(from));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      ClassFile format =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ConstantPoolSharingOption.NEW_POOL,
              ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!SIGNATURE.matcher(entry.getName()).matches()) {
          ZipEntry copy = new ZipEntry(entry.getName());
          copy.setTimeLocal(entry.getTimeLocal()); // Equal jars have equal digests.
          out.putNextEntry(copy);
          out.write(modern(format, entry, in));
          out.closeEntry();
        }
      }
    }
  }

  private static byte[] modern(ClassFile format, ZipEntry entry, InputStream in)
      throws IOException {
    byte[] bytes = in.readAllBytes();
    if (!entry.getName().endsWith(".class") || majorVersion(bytes) >= STACK_MAPS) {
      return bytes;
    }
    return format.transformClass(format.parse(bytes), ALL);
  }

  /** At its place in every class file (JVMS 4.1). */
  private static int majorVersion(byte[] bytes) {
    return (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
  }
}

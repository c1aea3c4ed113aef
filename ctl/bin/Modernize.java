import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the classes of a jar that were compiled for Java 5 as those of Java 8: the JVM keeps none
 * older than Java 6 in an AOT cache, and picocli's are that old. Nothing but the version and the
 * verifier's stack maps changes. Arguments: the jar, and the jar to write.
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

  public static void main(String[] arguments) throws IOException {
    Path from = Path.of(arguments[0]);
    try (URLClassLoader classes = new URLClassLoader(new URL[] {from.toUri().toURL()});
        ZipInputStream in = new ZipInputStream(Files.newInputStream(from));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
      ClassFile format =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ConstantPoolSharingOption.NEW_POOL,
              ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal()); // Equal jars have equal digests.
        out.putNextEntry(copy);
        out.write(modern(format, entry, in));
        out.closeEntry();
      }
    }
  }

  private static byte[] modern(ClassFile format, ZipEntry entry, InputStream in)
      throws IOException {
    byte[] bytes = in.readAllBytes();
    if (!entry.getName().endsWith(".class")) {
      return bytes;
    }
    ClassModel model = format.parse(bytes);
    return model.majorVersion() < STACK_MAPS ? format.transformClass(model, ALL) : bytes;
  }
}

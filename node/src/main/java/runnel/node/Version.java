package runnel.node;

/** The version of this software; the pom's. */
final class Version {
  static final String TEXT =
      java.util.Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
          .orElse("0.1.0");

  private Version() {}
}

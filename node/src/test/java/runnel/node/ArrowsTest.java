package runnel.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions in which this module's packages may point. */
@AnalyzeClasses(packages = "runnel.node", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("runnel.node.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule LMDB_IS_BEHIND_THE_STORE =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.lmdbjava..");

  @ArchTest
  static final ArchRule FUSE_IS_BEHIND_THE_MOUNT =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("ru.serce..", "jnr..");

  @ArchTest
  static final ArchRule THE_WEB_SERVER_SHOWS_IN_THREE_PLACES =
      noClasses()
          .that()
          .resideOutsideOfPackages("runnel.node", "runnel.node.peer", "runnel.node.control")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..");

  @ArchTest
  static final ArchRule ONLY_THE_PEER_PACKAGE_AND_THE_ROOT_SPEAK_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackages("runnel.node", "runnel.node.peer")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.hc..");

  @ArchTest
  static final ArchRule TRANSFER_KNOWS_NEITHER_USERS_NOR_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage("runnel.node.transfer", "runnel.node.cache", "runnel.node.share")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "runnel.node.network", "runnel.node.peer", "runnel.node.tree", "runnel.node.control");

  @ArchTest
  static final ArchRule THE_PARSERS_STAY_IN_THEIR_PROCESS =
      noClasses()
          .that()
          .resideOutsideOfPackage("runnel.node.metadata.child")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.tika..", "runnel.node.metadata.child");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_THE_ROOT =
      classes()
          .that()
          .resideInAPackage("runnel.node")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("runnel.node");
}

package runnel.mount;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in this module. */
@AnalyzeClasses(packages = "runnel.mount", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule onlyTheAdapterKnowsFuse =
      noClasses()
          .that()
          .resideOutsideOfPackage("runnel.mount.fuse..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ru.serce..", "jnr..", "com.kenai..")
          .because("another way to mount must be a matter of one package");

  @ArchTest
  static final ArchRule thePortKnowsTheJdkOnly =
      classes()
          .that()
          .resideInAPackage("runnel.mount.tree..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "runnel.mount.tree..")
          .because("trees are written and tested without anything that mounts");

  @ArchTest
  static final ArchRule thereAreNoCycles =
      slices().matching("runnel.mount.(*)..").should().beFreeOfCycles();
}

package runnel.ctl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "runnel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ctlKnowsNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage("runnel.ctl..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("runnel.node..", "runnel.indexd..", "runnel.mount..")
          .because("it speaks the control API only (ARCHITECTURE)");

  @ArchTest
  static final ArchRule onlyTheCommandsKnowPicocli =
      noClasses()
          .that()
          .resideInAPackage("runnel.ctl.(*)..")
          .and()
          .resideOutsideOfPackage("runnel.ctl")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule noCycles = slices().matching("runnel.ctl.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule featuresDoNotKnowTheCommands =
      noClasses()
          .that()
          .resideOutsideOfPackage("runnel.ctl")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("runnel.ctl");
}

package runnel.indexd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use what within indexd. */
@AnalyzeClasses(packages = "runnel.indexd", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ONLY_THE_STORE_KNOWS_LMDB =
      noClasses()
          .that()
          .resideOutsideOfPackage("..store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.lmdbjava..")
          .because("its buffers must not outlive their transactions, nor its threads be mixed");

  @ArchTest
  static final ArchRule ONLY_SEARCH_KNOWS_LUCENE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..search..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.lucene..")
          .because("whoever publishes must neither wait for it nor load it");

  @ArchTest
  static final ArchRule ONLY_THE_EDGE_KNOWS_HELIDON =
      noClasses()
          .that()
          .resideOutsideOfPackages("..http..", "..tls..", "..daemon..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..")
          .because("an index embedded in a node needs no server to be asked");

  @ArchTest
  static final ArchRule ONLY_CLIENTS_KNOW_THE_HTTP_CLIENT =
      noClasses()
          .that()
          .resideOutsideOfPackages("..remote..", "..tls..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.hc..")
          .because("what others ask of us is not asked by us");

  @ArchTest
  static final ArchRule ONLY_THE_WIRE_KNOWS_JSON =
      noClasses()
          .that()
          .resideOutsideOfPackage("..wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.json..", "org.eclipse..")
          .because("bodies are limited before they are bound");

  @ArchTest
  static final ArchRule THE_PORT_IMPORTS_VALUES_ONLY =
      classes()
          .that()
          .resideInAPackage("..indexd.api..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "..indexd.api..",
              "..indexd.content..",
              "..indexd.identity..",
              "..indexd.catalog..")
          .because("the index must be implementable over anything");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("runnel.indexd.(*)..").should().beFreeOfCycles();
}

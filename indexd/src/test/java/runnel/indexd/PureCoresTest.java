package runnel.indexd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.Signer;
import runnel.indexd.identity.UserName;

/** Holds the arrows between the pure cores: catalog → identity → content → JDK. */
@AnalyzeClasses(packages = "runnel.indexd", importOptions = DoNotIncludeTests.class)
class PureCoresTest {
  private static final String CONTENT = "runnel.indexd.content";
  private static final String IDENTITY = "runnel.indexd.identity";
  private static final String CATALOG = "runnel.indexd.catalog";

  @ArchTest
  static final ArchRule contentKnowsTheJdkOnly =
      classes()
          .that()
          .resideInAPackage(CONTENT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", CONTENT)
          .because("every module and every port may use it");

  @ArchTest
  static final ArchRule identitysValuesKnowContentOnly =
      classes()
          .that()
          .belongToAnyOf(PeerId.class, PeerKey.class, Signer.class, UserName.class)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", CONTENT, IDENTITY)
          .because("ports use them");

  @ArchTest
  static final ArchRule catalogKnowsIdentityAndContentOnly =
      classes()
          .that()
          .resideInAPackage(CATALOG)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", CONTENT, IDENTITY, CATALOG)
          .because("whoever gets a listing, from wherever, must be able to verify it");

  @ArchTest
  static final ArchRule theCoresDoNoInputOrOutput =
      classes()
          .that()
          .resideInAnyPackage(CONTENT, CATALOG)
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("java.nio.file..", "java.nio.channels..", "java.net..")
          .because("they are pure");

  @ArchTest
  static final ArchRule identityDoesNotKnowTheCatalog =
      classes()
          .that()
          .resideInAPackage(IDENTITY)
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage(CATALOG)
          .because("the catalog is signed by identities; the other way would be a cycle");
}

package runnel.node.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.catalog.EntryName;

class ProbeNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".Trash",
        ".Trash-1000",
        ".hidden",
        "autorun.inf",
        ".xdg-volume-info",
        "._intro.mkv"
      })
  void whatDesktopsLookForIsKnown(String name) {
    assertThat(ProbeNames.has(new EntryName(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Trash", "hidden", "autorun.info", "intro.mkv", ".bashrc"})
  void whatPeopleNameIsNot(String name) {
    assertThat(ProbeNames.has(new EntryName(name))).isFalse();
  }
}

package runnel.ctl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import runnel.ctl.text.Table.Column;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table(Column.left("NAME"), Column.right("SIZE"), Column.left("KIND"));
    table.row("intro.mkv", "1.4 GiB", "file").row("世界", "7 B", "");
    assertThat(table)
        .hasToString(
            """
            NAME          SIZE  KIND
            intro.mkv  1.4 GiB  file
            世界           7 B
            """);
  }

  @Test
  void oneVeryWideCellMovesNothingInOtherRows() {
    String path = "deep/".repeat(40) + "pipe";
    Table table = new Table(Column.left("SKIPPED"), Column.left("WHY"));
    table.row("short", "a link").row(path, "a pipe").row("shorter", "a device");
    assertThat(table)
        .hasToString(
            """
            SKIPPED  WHY
            short    a link
            %s  a pipe
            shorter  a device
            """
                .formatted(path));
  }

  @Test
  void nothingIsEverCut() {
    String name = "x".repeat(5000);
    assertThat(new Table(Column.left("")).row(name)).hasToString(name + "\n");
  }

  @Test
  void cellsAreMadePrintable() {
    assertThat(new Table(Column.left("")).row("a\nb")).hasToString("a\\u{A}b\n");
  }

  @Test
  void sizesHaveTheUnitThatReadsBest() {
    assertThat(List.of(0L, 1023L, 1024L, 1048575L, 1048576L, Long.MAX_VALUE))
        .extracting(Sizes::of)
        .containsExactly("0 B", "1023 B", "1.0 KiB", "1.0 MiB", "1.0 MiB", "8.0 EiB");
  }
}

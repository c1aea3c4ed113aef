package runnel.ctl.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in columns that are as wide as their widest cell, but for cells that are very wide: these
 * are not cut, and what is behind them moves in their own row only. Every cell is made {@link
 * Printable}.
 *
 * <pre>{@code
 * Table table = new Table(Column.left("NAME"), Column.right("SIZE"));
 * table.row("intro.mkv", "1.4 GiB");
 * out.print(table);
 * }</pre>
 */
public final class Table {
  private static final String GAP = "  ";

  /** Half of a wide terminal; one long path is no reason to move what is beside all the others. */
  private static final int WIDEST = 60;

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * How a column looks.
   *
   * @param title its first cell; empty in every column for a table without a title row
   */
  public record Column(String title, boolean toTheRight) {
    /** For text. */
    public static Column left(String title) {
      return new Column(title, false);
    }

    /** For numbers. */
    public static Column right(String title) {
      return new Column(title, true);
    }
  }

  /** A table without rows. */
  public Table(Column... columns) {
    this.columns = List.of(columns);
    if (this.columns.stream().anyMatch(column -> !column.title().isEmpty())) {
      rows.add(this.columns.stream().map(Column::title).toList());
    }
  }

  /** Adds a row of as many cells as there are columns. */
  public Table row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells, " + columns.size() + " columns");
    }
    rows.add(List.of(cells).stream().map(Printable::of).toList());
    return this;
  }

  /** The lines, each with its line end. */
  @Override
  public String toString() {
    int[] widths = new int[columns.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        int width = Width.of(row.get(i));
        widths[i] = width > WIDEST ? widths[i] : Math.max(widths[i], width);
      }
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(line(row, widths)).append('\n'));
    return text.toString();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(Math.max(0, widths[i] - Width.of(row.get(i))));
      line.append(i == 0 ? "" : GAP);
      line.append(columns.get(i).toTheRight() ? padding + row.get(i) : row.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }
}

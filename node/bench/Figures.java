import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured: for each row and side the values of all rounds. */
final class Figures {
  private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  void add(String row, String side, double value) {
    rows.computeIfAbsent(row, absent -> new LinkedHashMap<>())
        .computeIfAbsent(side, absent -> new ArrayList<>())
        .add(value);
    System.out.printf("  %-44s %-10s %10.3f%n", row, side, value);
  }

  void note(String text) {
    notes.add(text);
  }

  void print() {
    System.out.printf("%n%-44s %-10s %10s %21s  %s%n", "row", "side", "median", "min – max", "ratio to the first");
    rows.forEach(
        (row, sides) -> {
          double first = median(sides.values().iterator().next());
          sides.forEach(
              (side, values) ->
                  System.out.printf(
                      "%-44s %-10s %10.3f %10.3f – %8.3f  %.2f%n",
                      row, side, median(values), least(values), most(values), median(values) / first));
        });
    notes.forEach(note -> System.out.println("not measured: " + note));
  }

  private static double median(List<Double> values) {
    double[] sorted = sorted(values);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double least(List<Double> values) {
    return sorted(values)[0];
  }

  private static double most(List<Double> values) {
    return sorted(values)[values.size() - 1];
  }

  private static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}

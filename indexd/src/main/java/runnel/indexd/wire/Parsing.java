package runnel.indexd.wire;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Supplier;
import runnel.indexd.api.Address;
import runnel.indexd.catalog.CatalogException;

/** Turns what value types say of bad input into a {@link WireException}. */
public final class Parsing {
  private Parsing() {}

  /** Returns what the function makes of input from the network. */
  public static <T> T of(String what, Supplier<T> function) {
    try {
      return function.get();
    } catch (IllegalArgumentException | DateTimeException | CatalogException e) {
      throw new WireException(what + ": " + e.getMessage(), e);
    } catch (NullPointerException e) {
      throw new WireException(what + ": a field is null", e); // JSON's null; ours never are.
    }
  }

  static String text(Optional<Address> address) {
    return address.map(Address::toString).orElse("");
  }

  static Optional<Address> address(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Address.parse(text));
  }
}

package runnel.node.search;

import java.util.List;
import runnel.indexd.api.Hit;

/**
 * A file or folder that was found.
 *
 * @param hit as the index tells it
 * @param owner whose share has it at the hit's path
 * @param owners who has the same content, that owner first
 */
public record Finding(Hit hit, Owner owner, List<Owner> owners) {
  public Finding {
    owners = List.copyOf(owners);
  }
}

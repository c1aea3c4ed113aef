package runnel.node;

import runnel.node.control.PeopleDocuments;
import runnel.node.events.Event;
import runnel.node.events.EventBatch;

/** Events, as the control API tells of them. */
final class EventsReport {
  private EventsReport() {}

  static PeopleDocuments.Events of(EventBatch batch) {
    return new PeopleDocuments.Events(
        batch.epoch(),
        batch.next(),
        batch.missed(),
        batch.events().stream().map(EventsReport::event).toList());
  }

  private static PeopleDocuments.Event event(Event event) {
    return new PeopleDocuments.Event(
        event.sequence(),
        event.time().toString(),
        event.kind().word(),
        event.subject(),
        event.text(),
        event.detail());
  }
}

/**
 * The index's messages as they cross the network: JSON for control, frames for objects.
 *
 * <p>Priorities: refuse what is malformed or too large before anything is allocated for it, with a
 * reason that helps whoever wrote it; then brevity. Knows no HTTP: server and client share it. The
 * formats are described in {@code indexd/PROTOCOL.md}.
 *
 * <p>Unknown JSON fields are ignored, so that newer peers can say more; a missing field or a null
 * is an error. What is unknown is empty, or 0.
 */
package runnel.indexd.wire;

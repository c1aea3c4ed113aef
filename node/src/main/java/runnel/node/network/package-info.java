/**
 * The network as this node knows it: users and their presence, heads and folder objects.
 *
 * <p>Priorities: believe a listing because its owner signed it; keep what was seen, so that it
 * stays browsable when its owner and the index are away; wait for nobody for long. An owner that is
 * away never makes entries vanish.
 *
 * <p>Store (LMDB): {@code users} peer id (32 bytes) → JSON of the user's last record; {@code heads}
 * peer id → signed head as published; {@code objects} object id (32 bytes) → i64 sequence,
 * big-endian, then the object's bytes; {@code order} i64 sequence → object id, the oldest first.
 */
package runnel.node.network;

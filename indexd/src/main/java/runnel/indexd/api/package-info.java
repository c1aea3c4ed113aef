/**
 * The port to the index: what a node asks of it and tells it, wherever it runs.
 *
 * <p>Imports the JDK and the value types beside it, nothing else. The index may suggest; it vouches
 * for nothing: whoever calls verifies heads, objects and keys for himself.
 */
package runnel.indexd.api;

/**
 * What bytes are called: content ids and the BitTorrent v2 (BEP 52) hash tree behind them.
 *
 * <p>Priorities: never accept what does not follow from the content id; then speed; then brevity.
 * Pure: no I/O, no clock. Imports the JDK only, so that every module and port may use it.
 */
package runnel.indexd.content;

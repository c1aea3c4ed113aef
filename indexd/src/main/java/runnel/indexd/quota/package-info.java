/**
 * How much anybody may ask: pure accounts of rates and of things in use, by clocks and keys that
 * are given to them.
 *
 * <p>Priorities: a bound on what is kept, however many keys come; exactness within a burst; then
 * brevity. It decides nothing by itself: whoever serves or asks says what is counted and what
 * happens beyond.
 */
package runnel.indexd.quota;

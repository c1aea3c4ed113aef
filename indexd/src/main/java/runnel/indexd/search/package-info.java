/**
 * Search over the catalogs of an index, by Lucene.
 *
 * <p>Priorities: publications never wait for it; what was published is found soon; it holds nothing
 * that can't be made anew from the catalogs, and so heals itself; strangers' catalogs and queries
 * cost no more than their limits. It judges nobody's rights, and vouches for nothing that it finds.
 *
 * <p>It is told which paths of a catalog changed, and looks each up in the catalog as it is by
 * then; {@code node/docs/adr/0015-search-by-dirty-paths.md} says why. One thread reads catalogs and
 * writes; queries run on a few threads of their own. Nothing of Lucene is loaded before the first
 * publication or query.
 *
 * <p>Lucene's folder holds a document for each entry, and one for each catalog that it has whole,
 * with the hash of its signed head. {@link runnel.indexd.search.Fields} has the fields; documents
 * lie in the order in which hits of equal rank are shown, so a search stops early.
 */
package runnel.indexd.search;

/**
 * Which index this node uses: the one given, or the first of the live candidates, or its own.
 *
 * <p>Priorities: all nodes of a network come to use the same index by a rule that each applies for
 * itself ({@link runnel.indexd.api.Candidacy}); an index that fails is left within seconds; hints
 * cost nothing and prove nothing, so nobody can make this node dial more often than its budget
 * ({@link runnel.node.index.DialBudget}) or believe an index whose key did not prove itself.
 *
 * <p>It decides only; announcing, publishing and following are {@code runnel.node.network}'s, which
 * see a {@link runnel.node.index.ChosenIndex} and need not know which one it is.
 */
package runnel.node.index;

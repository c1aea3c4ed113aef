package runnel.indexd.search;

/**
 * How closely words must be met, the closest first. What a tier finds the next finds, too; so the
 * next is needed only if there are too few.
 */
enum Tier {
  /** Each is a word of the name. */
  NAMED,
  /** Each is a word of the name or begins one. */
  BEGUN,
  /** Each is a word, or begins one, of the name, the metadata or the folders above. */
  TOLD,
  /** As before, with typing errors. */
  MISTYPED
}

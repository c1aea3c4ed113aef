/** The one exception of this module and the tables that its kinds become: errno and HTTP status. */
package runnel.node.failure;

/**
 * Kinds of files by what they are called: media types by the ending of the name, and the few words
 * that people have for many of them. Tables, no I/O.
 */
package runnel.node.media;

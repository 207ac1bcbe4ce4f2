/**
 * The run file: records that mirror its YAML one to one, and everything that happens to it before data are touched.
 *
 * <p>A file is parsed into a located tree, overrides are put into the tree, and the tree is bound to the records once.
 * What a key means, which values it takes and what it is when left out is declared beside its record component and
 * nowhere else; binder, JSON Schema, reference page and writer follow from that. To add a key: one record component. To
 * add a choice (an optimizer, a schedule): one record and its name in the {@code permits} clause.
 *
 * <p>Reading a config loads neither Jackson nor ND4J.
 */
package lintel.config;

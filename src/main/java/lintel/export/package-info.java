/**
 * Models for other systems: one graph or file each that carries preprocessing and decision, run and compared with the
 * model before it is called done.
 */
package lintel.export;

/** Makes ND4J and Deeplearning4j fast and predictable, and tells what they run on. */
package lintel.engine;

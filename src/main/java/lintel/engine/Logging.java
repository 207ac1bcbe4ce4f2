package lintel.engine;

/** What Deeplearning4j, ND4J and their libraries log: warnings only, unless asked for more. */
public final class Logging {
    private Logging() {}

    /**
     * Lets them say everything, on stderr. Only before the first of them is loaded: slf4j-simple reads its settings
     * once.
     */
    public static void verbose() {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
}

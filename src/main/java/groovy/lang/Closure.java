package groovy.lang;

/**
 * Never used. Picocli asks at its start whether Groovy is there; without this answer in the first jar of the class path
 * Java would open all the others to look for it, a quarter of the time that {@code lintel validate} takes.
 */
public final class Closure {
    private Closure() {}
}

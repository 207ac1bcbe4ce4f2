package lintel.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The one place where a key's rule is declared: the binder, the JSON Schema and the reference page all read it here.
 * The key is the record component's name; its kind follows from the component's type ({@code Optional}: may be left
 * out).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Rule {
    /** What the key means, one sentence without a full stop; Markdown. */
    String doc();

    /** For numbers, also inside a list: {@code "(0, 1]"}, {@code "[1, inf)"}. */
    String range() default "(-inf, inf)";

    /** The value when the key is left out, as YAML; nothing: the key must be given (unless its type is Optional). */
    String fallback() default "";

    /** For text: the only values allowed. */
    String[] words() default {};

    /** For text, also inside a list. */
    TextKind text() default TextKind.VALUE;

    /** For lists and mappings: fewest entries. */
    int atLeast() default 0;
}

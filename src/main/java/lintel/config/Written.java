package lintel.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a type stands in YAML, where it is not simply a mapping with one key per record component. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Written {
    /** For one choice of several: what it means, one sentence without a full stop; Markdown. */
    String doc() default "";

    /** A scalar in place of the mapping stands for the value of this key. */
    String shorthand() default "";

    /** The record's only component is written in place of the record. */
    boolean inline() default false;
}

package lintel.config;

import java.util.Optional;

/** What people should know of the model beside its figures: the {@code card:} block, printed in MODEL_CARD.md. */
public record CardConfig(
        @Rule(doc = "What the model does, in a sentence or two") Optional<String> summary,
        @Rule(doc = "What it is meant to be used for, and by whom") Optional<String> intendedUse,
        @Rule(doc = "What it must not be used for, and where it is known to fail") Optional<String> limits,
        @Rule(doc = "Where the data comes from and under which terms") Optional<String> data,
        @Rule(doc = "Under which licence the model may be used") Optional<String> licence,
        @Rule(doc = "Who made it") Optional<String> authors,
        @Rule(doc = "Whom to ask") Optional<String> contact) {}

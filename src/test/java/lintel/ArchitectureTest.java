package lintel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house as DESIGN.md draws it: imports point down, files stay small, nothing is left for later. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("lintel");

    /** The table of ranks: a package knows only packages of a lower rank. */
    private static final Map<String, Integer> RANKS = Map.ofEntries(
            Map.entry("lintel.metrics", 0),
            Map.entry("lintel.config", 0),
            Map.entry("lintel.engine", 1),
            Map.entry("lintel.data", 2),
            Map.entry("lintel.network", 3),
            Map.entry("lintel.training", 4),
            Map.entry("lintel.evaluation", 4),
            Map.entry("lintel.report", 5),
            Map.entry("lintel.export", 5),
            Map.entry("lintel.serving", 6),
            Map.entry("lintel", 7),
            Map.entry("lintel.cli", 9));

    @Test
    void importsPointDown() {
        List<String> upwards = CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isLintel(dependency.getTargetClass().getPackageName()))
                .filter(dependency -> !allowed(
                        dependency.getOriginClass().getPackageName(),
                        dependency.getTargetClass().getPackageName()))
                .map(dependency -> dependency.getDescription())
                .toList();
        assertEquals(List.of(), upwards);
    }

    @Test
    void everyPackageHasItsRank() {
        List<String> strangers = CLASSES.stream()
                .map(type -> type.getPackageName())
                .distinct()
                .filter(name -> !RANKS.containsKey(name))
                .toList();
        assertEquals(List.of(), strangers);
    }

    @Test
    void metricsNeedTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("lintel.metrics")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("lintel.metrics", "java..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void configNeedsYamlAndJsonOnly() {
        classes()
                .that()
                .resideInAPackage("lintel.config")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("lintel.config", "java..", "org.snakeyaml.engine..", "com.fasterxml.jackson..")
                .check(CLASSES);
    }

    /**
     * The parsers shaded into ND4J are old, with known holes: only DL4J may feed them, after checks of our own. Graphs
     * are written by its protocol buffers, never read.
     */
    @Test
    void nothingUsesTheParsersShadedIntoNd4j() {
        DescribedPredicate<JavaClass> shaded = JavaClass.Predicates.resideInAPackage("org.nd4j.shade..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("org.nd4j.shade.protobuf..")));
        noClasses().should().dependOnClassesThat(shaded).check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("lintel.export")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("onnx..", "org.nd4j.shade.protobuf..")
                .check(CLASSES);
        noClasses()
                .should()
                .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameMatching("parse(Delimited)?From")))
                .check(CLASSES);
    }

    /** A model or checkpoint comes from anywhere; deserializing it would run what its author wants. */
    @Test
    void nothingDeserializesJavaObjects() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(CLASSES);
    }

    @Test
    void filesStaySmallAndFinished() throws IOException {
        Pattern unfinished = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
        List<String> faults = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > 300) {
                faults.add("%s: %d lines, more than 300".formatted(file, lines.size()));
            }
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > 120) {
                    faults.add("%s:%d: more than 120 characters".formatted(file, i + 1));
                }
            }
            if (unfinished.matcher(String.join("\n", lines)).find()) {
                faults.add("%s: left for later".formatted(file));
            }
            if (Pattern.compile("(^|/)(utils?|commons?|helpers?)/")
                    .matcher(file.toString())
                    .find()) {
                faults.add("%s: a package of leftovers".formatted(file));
            }
        }
        assertEquals(List.of(), faults);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertTrue(sources.size() > 20, "sources are read from the project's folder");
            return sources;
        }
    }

    private static boolean isLintel(String name) {
        return name.equals("lintel") || name.startsWith("lintel.");
    }

    private static boolean allowed(String from, String to) {
        return from.equals(to) || RANKS.getOrDefault(to, 99) < RANKS.getOrDefault(from, -1);
    }
}

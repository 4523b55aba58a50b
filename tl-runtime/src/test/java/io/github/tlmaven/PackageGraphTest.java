package io.github.tlmaven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The package graph. The allowed imports stand in this table and nowhere else. */
class PackageGraphTest {

    private static final String BASE = "io.github.tlmaven";

    private static final String DJL = "ai.djl..";
    private static final String JSON = "com.google.gson..";
    private static final String[] IMAGES = {
        "org.opencv..", "com.sun.jna..", "com.drew..", "javax.imageio..", "java.awt.."
    };
    private static final String CSV = "org.apache.commons.csv..";
    private static final String ZIP = "org.apache.commons.compress.archivers..";
    private static final String TEMPLATES = "gg.jte..";

    /** Package → what it may import beside the JDK, the null annotations and itself. Own packages by their short names. */
    private static final Map<String, List<String>> MAY_IMPORT = table();

    private static Map<String, List<String>> table() {
        Map<String, List<String>> graph = new LinkedHashMap<>();
        graph.put("failure", List.of());
        graph.put("digest", List.of("failure"));
        graph.put("metrics", List.of("failure"));
        graph.put("spec", List.of("failure", "digest", JSON));
        graph.put("catalogue", List.of("spec", "failure"));
        graph.put("download", List.of("spec", "digest", "failure", "javax.net.ssl.."));
        graph.put("engine", List.of("spec", "failure", DJL));
        graph.put("zoo", List.of("spec", "failure", "engine", DJL));
        graph.put("lock", List.of("spec", "digest", "metrics", "failure", JSON));
        graph.put("weights", List.of("catalogue", "zoo", "digest", "engine", "spec", "failure", DJL));
        graph.put("data", with(List.of("spec", "digest", "engine", "failure", DJL, CSV, ZIP), IMAGES));
        graph.put("store", List.of("spec", "digest", "failure"));
        graph.put("features", List.of("data", "store", "zoo", "digest", "engine", "spec", "failure", DJL));
        graph.put("train", List.of("features", "data", "zoo", "digest", "engine", "spec", "failure", DJL));
        graph.put("checkpoint", List.of("train", "weights", "digest", "engine", "spec", "failure", DJL));
        graph.put("report", List.of("lock", "metrics", "spec", "failure", TEMPLATES, CSV));
        graph.put("worker", with(List.copyOf(graph.keySet()), DJL, CSV));
        return graph;
    }

    private static List<String> with(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(Arrays.asList(more));
        return List.copyOf(all);
    }

    private final JavaClasses runtime = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void everyPackageImportsOnlyWhatTheTableAllows() {
        MAY_IMPORT.forEach((name, allowed) -> classes()
                .that()
                .resideInAPackage(BASE + "." + name + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(patterns(name, allowed))
                .allowEmptyShould(true)
                .check(runtime));
    }

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : runtime) {
            String rest = type.getPackageName().substring(BASE.length() + 1);
            found.add(rest.replaceFirst("\\..*", ""));
        }
        assertThat(MAY_IMPORT.keySet()).containsAll(found);
    }

    @Test
    void strategiesSeeOnlyNamesAndEpochs() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".train.strategy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DJL, BASE + ".engine..", BASE + ".data..", BASE + ".features..")
                .allowEmptyShould(true)
                .check(runtime);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> packages = new TreeSet<>();
        Set<String> described = new TreeSet<>();
        for (JavaClass type : runtime) {
            packages.add(type.getPackageName());
            if (type.getSimpleName().equals("package-info")) {
                described.add(type.getPackageName());
            }
        }
        packages.removeIf(name -> name.endsWith(".templates")); // generated
        assertThat(described).containsExactlyElementsOf(packages);
    }

    private static String[] patterns(String self, List<String> allowed) {
        Set<String> patterns = allowed.stream()
                .map(name -> isOwn(name) ? BASE + "." + name + ".." : name)
                .collect(Collectors.toCollection(TreeSet::new));
        patterns.add(BASE + "." + self + "..");
        patterns.add("org.jspecify.annotations..");
        for (String jdk : List.of(
                "java.lang..",
                "java.io..",
                "java.nio..",
                "java.util..",
                "java.math..",
                "java.security..",
                "java.time..",
                "java.text..",
                "java.net..")) {
            patterns.add(jdk);
        }
        patterns.add(""); // arrays of primitives
        return patterns.toArray(String[]::new);
    }

    private static boolean isOwn(String name) {
        return !name.contains(".");
    }
}

package io.github.tlmaven.plugin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PluginImportsTest {

    @Test
    void pluginTouchesNeitherDjlNorTheWorker() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "ai.djl..",
                        "io.github.tlmaven.engine..",
                        "io.github.tlmaven.zoo..",
                        "io.github.tlmaven.weights..",
                        "io.github.tlmaven.data..",
                        "io.github.tlmaven.features..",
                        "io.github.tlmaven.train..",
                        "io.github.tlmaven.worker..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.tlmaven.plugin"));
    }
}

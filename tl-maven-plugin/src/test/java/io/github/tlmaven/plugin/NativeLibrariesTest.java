package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibrariesTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-aarch64",
        "Mac OS X, aarch64, osx-aarch64",
        "Windows 11, amd64, win-x86_64",
    })
    void machineHasTheClassifierOfDjl(String name, String architecture, String expected) {
        assertThat(NativeLibraries.classifier(name, architecture)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, x86_64", "SunOS, sparcv9", "Windows 11, aarch64"})
    void machineWithoutAJarIsSaid(String name, String architecture) {
        assertThatThrownBy(() -> NativeLibraries.classifier(name, architecture))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("linux-x86_64")
                .hasMessageContaining("-Dtl.nativeClassifier");
    }

    @Test
    void versionsComeFromTheBuild() {
        PluginVersions versions = PluginVersions.load();

        assertThat(versions.groupId()).isEqualTo("io.github.tlmaven");
        assertThat(versions.runtime()).matches("\\d.*");
        assertThat(versions.pytorch()).matches("\\d+\\.\\d+\\.\\d+");
    }
}

package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenCvLibraryTest {

    @ParameterizedTest
    @CsvSource({"Linux,amd64", "Linux,aarch64", "Mac OS X,aarch64", "Mac OS X,x86_64", "Windows 11,amd64"})
    void everySupportedPlatformHasItsLibraryInTheArtifact(String os, String arch) {
        String resource = OpenCvLibrary.resource(os, arch);
        assertThat(OpenCvLibrary.class.getClassLoader().getResource(resource))
                .as(resource)
                .isNotNull();
    }
}

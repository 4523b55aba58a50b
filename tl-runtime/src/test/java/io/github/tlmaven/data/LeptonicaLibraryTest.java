package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeptonicaLibraryTest {

    @ParameterizedTest
    @CsvSource({"Linux,amd64", "Linux,aarch64", "Mac OS X,aarch64", "Windows 11,amd64"})
    void everySupportedPlatformHasItsLibraryInTheArtifacts(String os, String arch) {
        assertThat(LeptonicaLibrary.resources(os, arch))
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(
                                LeptonicaLibrary.class.getClassLoader().getResource(resource))
                        .as(resource)
                        .isNotNull());
    }

    @Test
    void theVersionThatCachesAreKeyedByIsTheLibrarysOwn() {
        assertThat(text(LeptonicaLibrary.load().getLeptonicaVersion()))
                .isEqualTo("leptonica-" + LeptonicaLibrary.VERSION);
    }

    @Test
    void jpegComesFromLibjpegTurbo() {
        assertThat(text(LeptonicaLibrary.load().getImagelibVersions())).contains("libjpeg-turbo");
    }

    private static String text(Pointer owned) {
        String text = owned.getString(0);
        Native.free(Pointer.nativeValue(owned));
        return text;
    }
}

package io.github.tlmaven.weights.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import io.github.tlmaven.Golden;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.WeightsSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository of DJL's layout with one TorchScript network in it, zipped and compressed, read as DJL reads it. */
class DjlModelsTest {

    private static final String ARTIFACT = "model/cv/image_classification/ai/djl/pytorch/resnet";
    private static final String MODEL = "djl://ai.djl.pytorch/resnet/0.0.1/";

    @TempDir
    private Path folder;

    private Path repository;
    private Path cache;
    private Path traced;

    @BeforeEach
    void build() throws IOException {
        traced = Golden.require("checkpoints/traced.pt");
        repository = folder.resolve("repository");
        cache = folder.resolve("cache");
        Path files = Files.createDirectories(repository.resolve(ARTIFACT).resolve("0.0.1"));
        Files.write(files.resolve("tiny.pt.gz"), compressed(Files.readAllBytes(traced)));
        Files.write(files.resolve("tiny-zip.zip"), zipped("tiny-zip.pt", Files.readAllBytes(traced)));
        Files.write(files.resolve("none.zip"), zipped("readme.txt", new byte[3]));
        Files.writeString(repository.resolve(ARTIFACT).resolve("metadata.json"), """
                {"metadataVersion": "0.2", "resourceType": "model", "application": "cv/image_classification",
                 "groupId": "ai.djl.pytorch", "artifactId": "resnet", "name": "tiny", "artifacts": [%s, %s, %s, %s]}""".formatted(
                        entry("tiny", "tiny.pt.gz", sha1(files.resolve("tiny.pt.gz"))),
                        entry("tiny-zip", "tiny-zip.zip", sha1(files.resolve("tiny-zip.zip"))),
                        entry("none", "none.zip", sha1(files.resolve("none.zip"))),
                        entry("other-bytes", "tiny.pt.gz", "00")));
    }

    private static String entry(String name, String file, String sha1) {
        return """
               {"version": "0.0.1", "name": "%s", "files": {"model":
                {"uri": "0.0.1/%s", "name": "%s", "sha1Hash": "%s", "size": 1}}}""".formatted(name, file, file.endsWith(".zip") ? "" : name + ".pt", sha1);
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zipped(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static String sha1(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path resolve(String uri, boolean offline) {
        URI address = repository.toUri();
        return new DjlModels(address, cache, offline).resolve(new WeightsSource.DjlZoo(URI.create(uri)));
    }

    private void assertRefused(String uri, boolean offline, String... parts) {
        assertThatThrownBy(() -> resolve(uri, offline))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(uri)
                .hasMessageContainingAll(parts)
                .hasMessageContaining("To fix: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny-zip"})
    void modelIsDownloadedOnceAndFoundOffline(String name) throws IOException {
        Path file = resolve(MODEL + name, false);
        assertThat(file).startsWith(cache).hasSameBinaryContentAs(traced);
        assertThat(resolve(MODEL + name, true)).isEqualTo(file);
        assertThat(resolve(MODEL + name, false)).isEqualTo(file);
    }

    @Test
    void offlineNothingIsDownloaded() throws IOException {
        assertRefused(MODEL + "tiny", true, "the build is offline", "metadata.json", "mvn tl:resolve");
        resolve(MODEL + "tiny", false);
        assertRefused(MODEL + "tiny-zip", true, "the build is offline", "tiny-zip", "mvn tl:resolve");
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files.filter(file -> file.toString().endsWith(".pt"))).hasSize(1);
        }
    }

    @Test
    void changedCachedFileIsNoticed() throws IOException {
        Path file = resolve(MODEL + "tiny", false);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertRefused(MODEL + "tiny", false, "was changed after it was downloaded", file.toString(), "tl:resolve");
    }

    @Test
    void otherBytesThanPublishedAreNotKept() throws IOException {
        assertRefused(MODEL + "other-bytes", false, "cannot be fetched", "expected sha1: 00");
        assertThat(cache.resolve(ARTIFACT).resolve("0.0.1")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "djl://ai.djl.pytorch/resnet/0.0.1/absent | fits none of 0.0.1/none, 0.0.1/other-bytes, 0.0.1/tiny",
                "djl://ai.djl.pytorch/resnet | fits several of",
                "djl://ai.djl.pytorch/resnet/0.0.1 | fits several of",
                "djl://ai.djl.pytorch/resnet/0.0.2/tiny | fits none of",
                "djl://ai.djl.pytorch/absent/0.0.1/tiny | there is no artifact absent",
                "djl://ai.djl.absent/resnet/0.0.1/tiny | there is no group ai.djl.absent",
                "djl://ai.djl.pytorch/resnet/0.0.1/none | expected one file .pt in",
                "djl://ai.djl.pytorch/resnet18_embedding/0.0.1/x | cannot be fetched from file:"
            })
    void whatIsNotThereIsNamed(String uri, String why) {
        assertRefused(uri, false, why);
    }

    @Test
    @Tag("engine")
    void outputsAreThoseOfDjlsOwnLoader() throws Exception {
        Path file = resolve(MODEL + "tiny", false);
        Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optModelUrls(repository.toUri().toString())
                .optModelName("tiny")
                .build();
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                TorchScriptNetwork network = TorchScriptFiles.open(session, file);
                ZooModel<NDList, NDList> model = criteria.loadModel();
                Predictor<NDList, NDList> predictor = model.newPredictor();
                NDManager manager = session.newManager();
                NDArray input = manager.linspace(-1f, 1f, 384).reshape(2, 3, 8, 8);
                NDArray logits = network.call(TorchScriptNetwork.FORWARD, input)) {
            NDList expected = predictor.predict(new NDList(input));
            assertThat(logits.getShape()).isEqualTo(new Shape(2, 3));
            assertThat(logits.toFloatArray())
                    .isEqualTo(expected.singletonOrThrow().toFloatArray());
        }
    }
}

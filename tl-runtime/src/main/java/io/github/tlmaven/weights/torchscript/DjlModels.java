package io.github.tlmaven.weights.torchscript;

import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelZoo;
import ai.djl.util.Utils;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.WeightsSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files of DJL's model zoo, through DJL's own repository: it knows the layout, downloads into a temporary folder, checks
 * SHA-1 and moves the folder into its cache. DJL never looks at a cached file again, so its SHA-256 is written beside it
 * after the download and compared whenever the file is asked for.
 */
public final class DjlModels {

    private static final String CACHE = "cache/repo";
    private static final String EXTENSION = ".pt";
    private static final String DIGEST_EXTENSION = ".sha256";

    /** {@code /artifactId[/version[/name]]}, as DJL reads it. */
    private static final Pattern PATH = Pattern.compile("/(.+?)(?:/(\\d[\\d.]*)(?:/(.+))?)?");

    private final CachedRepository repository;

    /**
     * Models of a repository.
     *
     * @param address of a folder in DJL's layout, with a slash at its end: https, http or file
     * @param cache   folder for what was downloaded
     * @param offline whether only the cache is looked into
     */
    public DjlModels(URI address, Path cache, boolean offline) {
        this.repository = new CachedRepository(address, cache, offline);
    }

    /** Models of the repository that DJL's authors publish, in DJL's cache ({@code DJL_CACHE_DIR}). */
    public static DjlModels published(boolean offline) {
        return new DjlModels(ModelZoo.DJL_REPO_URL, Utils.getCacheDir().resolve(CACHE), offline);
    }

    /**
     * The TorchScript file of a model, downloaded unless it is cached.
     *
     * @throws WeightsException if there is no such model, if it cannot be downloaded or must not be, or if the cached
     *                          file was changed since it was downloaded
     */
    public Path resolve(WeightsSource.DjlZoo source) {
        MRL model = locate(source);
        try {
            Artifact artifact = artifact(source, model);
            Path folder = repository.getResourceDirectory(artifact);
            boolean cached = Files.exists(folder);
            if (!cached && repository.isOffline()) {
                throw offline(source, folder);
            }
            model.prepare(artifact);
            Path file = onlyFile(source, folder);
            requireUnchanged(source, file);
            return file;
        } catch (IOException e) {
            throw new WeightsException(
                    "The model " + source.uri() + " cannot be fetched from " + repository.getBaseUri() + ": " + e,
                    "see that the address is right and that the repository can be reached, and try again.",
                    e);
        }
    }

    private MRL locate(WeightsSource.DjlZoo source) {
        String group = source.uri().getHost();
        Matcher path = PATH.matcher(source.uri().getPath());
        if (!path.matches()) {
            throw new IllegalStateException("checked by the record, and yet no artifact: " + source.uri());
        }
        ModelZoo zoo = ModelZoo.getModelZoo(group);
        if (zoo == null) {
            throw unknown(source, "there is no group " + group, "use djl://ai.djl.pytorch/…, DJL's zoo for PyTorch.");
        }
        ModelLoader loader = zoo.getModelLoader(path.group(1));
        if (loader == null) {
            TreeSet<String> names = new TreeSet<>();
            zoo.getModelLoaders().forEach(known -> names.add(known.getArtifactId()));
            throw unknown(
                    source, "there is no artifact " + path.group(1), "use one of " + String.join(", ", names) + ".");
        }
        return repository.model(loader.getApplication(), group, path.group(1), path.group(2), path.group(3));
    }

    private Artifact artifact(WeightsSource.DjlZoo source, MRL model) throws IOException {
        Path metadata = repository.metadata(model);
        if (repository.isOffline() && !Files.exists(metadata)) {
            throw offline(source, metadata);
        }
        List<String> names = model.listArtifacts().stream()
                .map(artifact -> artifact.getVersion() + "/" + artifact.getName())
                .sorted()
                .toList();
        String path = source.uri().getPath();
        long matching = names.stream().filter(name -> path.endsWith("/" + name)).count();
        Artifact artifact = model.match(Map.of());
        if (artifact == null || (matching == 0 && names.size() != 1)) {
            throw unknown(
                    source,
                    "it fits " + (artifact == null ? "none" : "several") + " of " + String.join(", ", names),
                    "name one of them: djl://groupId/artifactId/version/name.");
        }
        return artifact;
    }

    private static Path onlyFile(WeightsSource.DjlZoo source, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(EXTENSION) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
        if (files.size() != 1) {
            throw unknown(
                    source,
                    "expected one file " + EXTENSION + " in " + folder + ", found " + files.size(),
                    "choose a model that is one TorchScript file.");
        }
        return files.get(0);
    }

    private static void requireUnchanged(WeightsSource.DjlZoo source, Path file) throws IOException {
        Path record = file.resolveSibling(file.getFileName() + DIGEST_EXTENSION);
        String found = Sha256.of(file).hex();
        Optional<String> expected = Files.exists(record)
                ? Optional.of(Files.readString(record, StandardCharsets.UTF_8).strip())
                : Optional.empty();
        if (expected.isEmpty()) {
            AtomicFile.write(record, found + "\n");
        } else if (!expected.get().equals(found)) {
            throw new WeightsException(
                    "The model " + source.uri() + " was changed after it was downloaded: " + file + " has SHA-256 "
                            + found + ", expected " + expected.get() + ".",
                    "remove the folder " + file.getParent() + " and run mvn tl:resolve.");
        }
    }

    private static WeightsException unknown(WeightsSource.DjlZoo source, String why, String fix) {
        return new WeightsException("The model " + source.uri() + " cannot be used: " + why + ".", fix);
    }

    private static WeightsException offline(WeightsSource.DjlZoo source, Path missing) {
        return new WeightsException(
                "The model " + source.uri() + " was not downloaded yet (there is no " + missing
                        + "), and the build is offline.",
                "run mvn tl:resolve once without -o.");
    }
}

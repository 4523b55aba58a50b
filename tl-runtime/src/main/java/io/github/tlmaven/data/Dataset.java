package io.github.tlmaven.data;

import io.github.tlmaven.digest.Sha256;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Labelled pictures, parted, each checked. Within every list pictures stand by class, and those of one class in order of
 * code points of their paths.
 *
 * @param classes        names in order of code points; a label is an index into them
 * @param train          what models learn from
 * @param validation     what chooses the best epoch
 * @param test           what models are judged on
 * @param evaluationSets what they are judged on besides, by name in the configuration's order; a class may be absent
 * @param skipped        pictures left out because they cannot be read
 * @param ignored        files that are no pictures by their extension, or lie outside of every class
 */
public record Dataset(
        List<String> classes,
        List<Picture> train,
        List<Picture> validation,
        List<Picture> test,
        Map<String, List<Picture>> evaluationSets,
        List<Skipped> skipped,
        int ignored) {

    /** Names of the three parts, as in file names; an evaluation set cannot have them. */
    public static final String TRAIN = "train";

    /** See {@link #TRAIN}. */
    public static final String VALIDATION = "validation";

    /** See {@link #TRAIN}. */
    public static final String TEST = "test";

    /** All three, in the order in which they are shown. */
    static final List<String> PARTS = List.of(TRAIN, VALIDATION, TEST);

    /** Copies everything. */
    public Dataset {
        classes = List.copyOf(classes);
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        Map<String, List<Picture>> copy = new LinkedHashMap<>();
        evaluationSets.forEach((name, pictures) -> copy.put(name, List.copyOf(pictures)));
        evaluationSets = Collections.unmodifiableMap(copy);
        skipped = List.copyOf(skipped);
    }

    /**
     * A picture that was left out.
     *
     * @param set    {@code dataset}, a part's name where parts are given as folders, or an evaluation set's
     * @param path   relative to the set's folder
     * @param reason why it cannot be used
     */
    public record Skipped(String set, String path, String reason) {}

    /** Everything that models are judged on: {@code test} first, then the evaluation sets. */
    public Map<String, List<Picture>> judged() {
        Map<String, List<Picture>> sets = new LinkedHashMap<>();
        sets.put(TEST, test);
        sets.putAll(evaluationSets);
        return Collections.unmodifiableMap(sets);
    }

    /** Digest of classes, paths, labels, weights and files of everything, wherever the folders lie and however they are parted. */
    public Sha256 digest() {
        List<Picture> all = Stream.of(train, validation, test)
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Picture::path, Names.BY_CODE_POINT).thenComparing(Picture::digest))
                .toList();
        Sha256.Builder builder = classDigest();
        add(builder, "", all);
        evaluationSets.forEach((name, pictures) -> add(builder, name, pictures));
        return builder.build();
    }

    /** Digest of which picture is in which of the three parts; evaluation sets do not touch it. */
    public Sha256 splitDigest() {
        Sha256.Builder builder = classDigest();
        add(builder, TRAIN, train);
        add(builder, VALIDATION, validation);
        add(builder, TEST, test);
        return builder.build();
    }

    /** Digest of one list of pictures with its classes: what a result computed from that list alone depends on. */
    public Sha256 digestOf(List<Picture> pictures) {
        Sha256.Builder builder = classDigest();
        add(builder, "", pictures);
        return builder.build();
    }

    private Sha256.Builder classDigest() {
        Sha256.Builder builder = Sha256.builder().add(classes.size());
        classes.forEach(builder::add);
        return builder;
    }

    private static void add(Sha256.Builder builder, String name, List<Picture> pictures) {
        builder.add(name).add(pictures.size());
        for (Picture picture : pictures) {
            builder.add(picture.path())
                    .add(picture.label())
                    .add(picture.digest().toBytes());
        }
        if (pictures.stream().anyMatch(picture -> picture.weight() != 1)) {
            builder.add("weights");
            pictures.forEach(picture -> builder.add(Double.doubleToLongBits(picture.weight())));
        }
    }
}

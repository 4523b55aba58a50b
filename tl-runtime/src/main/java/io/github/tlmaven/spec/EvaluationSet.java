package io.github.tlmaven.spec;

import java.util.Optional;

/**
 * Pictures that every trained model is judged on beside the dataset's test part.
 *
 * @param path    folder with a folder of pictures for each class, or a table that ends in {@code .csv}; inside of the archive
 *     where there is one
 * @param archive what holds it
 */
public record EvaluationSet(String path, Optional<DatasetArchive> archive) {

    /** A set that lies in no archive. */
    public static EvaluationSet at(String path) {
        return new EvaluationSet(path, Optional.empty());
    }
}

package io.github.tlmaven.data;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.ProgressMeter;
import io.github.tlmaven.failure.Excerpt;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads, digests and checks files on several threads; the outcome does not depend on their number. */
final class ParallelCheck {

    /** More than any picture that can be decoded, and less than what Java can hold in an array. */
    private static final long MOST_BYTES = 1L << 30;

    private ParallelCheck() {}

    /**
     * What became of a file.
     *
     * @param digest absent if it cannot be used
     * @param reason why it cannot be used; empty if it can
     */
    record Outcome(Optional<Sha256> digest, String reason) {}

    /** The outcomes, in the order of the files. */
    static List<Outcome> run(List<Path> files, Checking checking) {
        ProgressMeter meter = new ProgressMeter(checking.log(), "checking pictures:", "pictures", files.size());
        return Parallel.map(files, checking.threads(), file -> {
            meter.advance(1);
            return check(file, checking.check());
        });
    }

    private static Outcome check(Path file, PictureCheck check) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                return new Outcome(Optional.empty(), "the file has " + size + " bytes, more than " + MOST_BYTES);
            }
            byte[] bytes = Files.readAllBytes(file);
            Sha256 digest = Sha256.of(bytes);
            check.check(digest, bytes);
            return new Outcome(Optional.of(digest), "");
        } catch (AccessDeniedException e) {
            return new Outcome(Optional.empty(), "cannot be read: its permissions forbid it");
        } catch (IOException e) {
            return new Outcome(Optional.empty(), "cannot be read: " + Excerpt.line(e.toString()));
        } catch (CorruptPictureException e) {
            return new Outcome(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }
}

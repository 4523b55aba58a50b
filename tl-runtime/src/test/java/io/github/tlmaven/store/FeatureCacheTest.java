package io.github.tlmaven.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.FeatureType;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there, what is damaged, and what goes when there is too much. */
class FeatureCacheTest {

    private static final SpaceDescription RESNET = new SpaceDescription(
            "resnet18", "layer4", "0123456789ab", "resize 256 bilinear, crop 224", FeatureType.FLOAT16);
    private static final Instant NOW = Instant.parse("2020-02-02T02:02:02Z");
    private static final int ROWS = 3;

    @TempDir
    private Path cacheDirectory;

    /** A space of three rows of so many floats that was used so long before {@link #NOW}. */
    private Path space(String name, int floats, Duration ago) throws IOException {
        Path folder =
                FeatureCache.in(cacheDirectory).root().resolve(Sha256.of(name).hex());
        List<Sha256> keys = List.of(Sha256.of(name + 1), Sha256.of(name + 2), Sha256.of(name + 3));
        try (SpaceLease lease = SpaceLease.use(folder)) {
            new StoredSpace(lease.folder(), RESNET, line -> {})
                    .add(List.of((long) floats), keys, FloatBuffer.allocate(ROWS * floats));
        }
        Files.setLastModifiedTime(
                folder.resolveSibling("leases").resolve(folder.getFileName()), FileTime.from(NOW.minus(ago)));
        return folder;
    }

    private FeatureCache cache() {
        return FeatureCache.in(cacheDirectory);
    }

    private List<Path> folders() {
        return cache().spaces().stream().map(FeatureCache.Space::folder).toList();
    }

    @Test
    void spacesAreListedFromTheOneUsedLongestAgo() throws IOException {
        assertThat(folders()).isEmpty();
        Path recent = space("recent", 10, Duration.ofHours(1));
        Path old = space("old", 1000, Duration.ofDays(3));
        assertThat(folders()).containsExactly(old, recent);
        FeatureCache.Space first = cache().spaces().get(0);
        assertThat(first.description()).isEqualTo(RESNET);
        assertThat(first.rows()).isEqualTo(ROWS);
        assertThat(first.lastUse()).isEqualTo(NOW.minus(Duration.ofDays(3)));
        assertThat(first.bytes()).isBetween(ROWS * 2000L, ROWS * 2000L + 1000);
    }

    @Test
    void aSpaceWithoutADescriptionIsListedAllTheSame() throws IOException {
        Path folder = space("a", 10, Duration.ZERO);
        Files.writeString(folder.resolve("space.json"), "{");
        assertThat(cache().spaces().get(0).description()).isEqualTo(SpaceDescription.UNKNOWN);
    }

    @Test
    void aDescriptionThatWouldCommandTheConsoleIsNotShown() throws IOException {
        Path file = space("a", 10, Duration.ZERO).resolve("space.json");
        Files.writeString(file, Files.readString(file).replace("layer4", "\u001b[2J"));
        assertThat(cache().spaces().get(0).description()).isEqualTo(SpaceDescription.UNKNOWN);
    }

    @Test
    void theOneUsedLongestAgoGoesFirstAndNoMoreThanMust() throws IOException {
        Path middle = space("middle", 1000, Duration.ofDays(2));
        Path recent = space("recent", 1000, Duration.ofDays(1));
        Path old = space("old", 1000, Duration.ofDays(3));
        long all =
                cache().spaces().stream().mapToLong(FeatureCache.Space::bytes).sum();

        assertThat(cache().evict(all, Set.of()).spaces()).isZero();
        FeatureCache.Removal removal = cache().evict(all - 1, Set.of());
        assertThat(removal.spaces()).isEqualTo(1);
        assertThat(removal.bytes() + removal.left()).isEqualTo(all);
        assertThat(old).doesNotExist();
        assertThat(folders()).containsExactly(middle, recent);

        assertThat(cache().evict(1, Set.of(middle)).left()).isGreaterThan(1);
        assertThat(folders()).containsExactly(middle);
    }

    @Test
    void whatAnotherProcessUsesStays() throws IOException, InterruptedException {
        Path used = space("used", 10, Duration.ofDays(3));
        space("unused", 10, Duration.ofDays(1));
        Process holder = LeaseHolder.start(used.toString());
        try {
            assertThat(holder.getInputStream().read()).as("it is held").isPositive();
            FeatureCache.Removal removal = cache().evict(1, Set.of());
            assertThat(removal.spaces()).isEqualTo(1);
            assertThat(removal.used()).isEqualTo(1);
            assertThat(folders()).containsExactly(used);
            holder.destroyForcibly().waitFor(); // the system takes the lease back
            assertThat(cache().evict(1, Set.of()).spaces()).isEqualTo(1);
            assertThat(folders()).isEmpty();
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void onlyWhatWasNotUsedSinceIsCleared() throws IOException {
        space("old", 10, Duration.ofDays(3));
        Path recent = space("recent", 10, Duration.ofDays(1));
        assertThat(cache().clear(NOW.minus(Duration.ofDays(2))).spaces()).isEqualTo(1);
        assertThat(folders()).containsExactly(recent);
        assertThat(cache().clear(Instant.MAX).left()).isZero();
        assertThat(folders()).isEmpty();
    }

    @Test
    void anEmptySpaceIsClearedAfterAllOthers() throws IOException {
        space("full", 10, Duration.ofDays(3));
        Files.createDirectories(cache().root().resolve(Sha256.of("empty").hex()));
        assertThat(cache().clear(Instant.MAX).spaces()).isEqualTo(2);
        assertThat(folders()).isEmpty();
    }

    /** The other removes the oldest space; whoever does not wait for it takes that one for used and removes the next, too. */
    @Test
    void whatAnotherRemovesAtTheMomentIsNotMadeUpForByOthers() throws IOException, InterruptedException {
        Path old = space("old", 1000, Duration.ofDays(3));
        Path recent = space("recent", 1000, Duration.ofDays(1));
        long limit = cache().spaces().get(1).bytes();
        Thread second = new Thread(() -> cache().evict(limit, Set.of()));
        LockedFile removal = SpaceLease.removal(cache().root()).orElseThrow();
        try (SpaceLease first = SpaceLease.alone(old, SpaceLease.lastUse(old)).orElseThrow()) {
            second.start();
            while (second.getState() != Thread.State.WAITING && second.isAlive()) {
                Thread.sleep(1);
            }
            for (Path file : FolderFiles.in(first.folder())) {
                Files.delete(file);
            }
            Files.delete(old);
        } finally {
            removal.close();
        }
        second.join();
        assertThat(folders()).containsExactly(recent);
    }

    @Test
    void damagedFilesAreFoundAndRemoved() throws IOException {
        Path folder = space("a", 10, Duration.ZERO);
        space("b", 10, Duration.ZERO);
        assertThat(cache().verify()).isEqualTo(new FeatureCache.Verification(2, List.of()));
        Path damaged = StoredSpace.chunks(folder).get(0);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 8;
        Files.write(damaged, bytes);
        assertThat(cache().verify()).isEqualTo(new FeatureCache.Verification(2, List.of(damaged)));
        assertThat(cache().verify()).isEqualTo(new FeatureCache.Verification(1, List.of()));
    }

    @Test
    void whatAKilledProcessLeftUnfinishedGoesWithTheNextUse() throws IOException {
        Path folder = space("a", 10, Duration.ZERO);
        Path unfinished = Files.writeString(folder.resolve(".0123.tlf-1.part"), "half");
        Path inTheWay =
                Files.createDirectories(folder.resolve(".0000.tlf-1.part").resolve("full"));
        try (SpaceLease lease = SpaceLease.use(folder)) {
            assertThat(unfinished).doesNotExist();
            assertThat(inTheWay).as("cannot be deleted, which hinders nothing").exists();
            assertThat(SpaceLease.alone(lease.folder(), Instant.EPOCH)).isEmpty();
        }
        assertThat(StoredSpace.chunks(folder)).hasSize(1);
    }
}

package io.github.tlmaven.download;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.Mebibytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that is still arriving. It lies under a name of its own, is digested as it comes, and stays for a later run where
 * the download is cut.
 */
final class PartialFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final CacheEntry entry;
    private final FileChannel channel;
    private Optional<Validator> validator;
    private Sha256.Builder digest = Sha256.builder();
    private long size;
    private boolean inherited;

    private PartialFile(CacheEntry entry, FileChannel channel, Optional<Validator> validator) {
        this.entry = entry;
        this.channel = channel;
        this.validator = validator;
    }

    /**
     * Opens what an earlier run left, or an empty file.
     *
     * @throws IOException if it cannot be opened or read
     */
    static PartialFile open(CacheEntry entry) throws IOException {
        Optional<Validator> validator = Validator.read(entry.validator());
        FileChannel channel = FileChannel.open(
                entry.part(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        PartialFile partial = new PartialFile(entry, channel, validator);
        try {
            partial.inherit();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return partial;
    }

    private void inherit() throws IOException {
        if (validator.isEmpty()) {
            return;
        }
        InputStream in = Channels.newInputStream(channel); // not closed: that would close the channel
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.add(ByteBuffer.wrap(buffer, 0, n));
            size += n;
        }
        inherited = size > 0;
    }

    /** Bytes that are there and may be kept. */
    long size() {
        return size;
    }

    /** Bytes of the whole file, where the server said so. */
    OptionalLong length() {
        return validator.map(Validator::length).orElse(OptionalLong.empty());
    }

    /** Whether some of the bytes came in an earlier run. */
    boolean inherited() {
        return inherited;
    }

    /** Whether all bytes are there already, as far as the server said how many there are. */
    boolean isComplete() {
        return length().isPresent() && size == length().getAsLong();
    }

    /** What a request for the rest must be conditional on; nothing where it must be for the whole. */
    Optional<Validator> resumable() {
        return validator.filter(known -> size > 0 && known.condition().isPresent());
    }

    /**
     * Forgets the bytes that are there: those of a file follow from its first byte.
     *
     * @throws DataException if there is no room for them
     */
    void restart(Validator fresh) {
        forget();
        validator = Optional.of(fresh);
        requireRoom();
        fresh.write(entry.validator());
    }

    /**
     * Forgets the bytes that are there and what the server said about them.
     *
     * @throws DataException if the file cannot be written
     */
    void forget() {
        try {
            Files.deleteIfExists(entry.validator()); // first, so that old bytes never stand beside a new validator
            channel.truncate(0);
        } catch (IOException e) {
            throw unwritable(e);
        }
        size = 0;
        inherited = false;
        digest = Sha256.builder();
        validator = Optional.empty();
    }

    /**
     * Checks before the bytes come whether the disk can take them.
     *
     * @throws DataException if it cannot
     */
    void requireRoom() {
        if (length().isEmpty()) {
            return;
        }
        try {
            long usable = Files.getFileStore(entry.folder()).getUsableSpace();
            long missing = length().getAsLong() - size;
            if (missing > usable) {
                throw new DataException(
                        "There is no room for " + entry.name() + " in " + entry.folder() + ": "
                                + Mebibytes.of(missing) + " are needed, "
                                + Mebibytes.of(usable) + " are free.",
                        "make room, or name a folder on another disk with <cacheDirectory> (tl.cacheDirectory).");
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Appends bytes and digests them.
     *
     * @throws DataException        if they cannot be written
     * @throws InterruptedException if the thread was interrupted, which closes the file
     */
    void append(ByteBuffer bytes) throws InterruptedException {
        int count = bytes.remaining();
        ByteBuffer copy = bytes.duplicate();
        try {
            while (copy.hasRemaining()) {
                channel.write(copy, size + count - copy.remaining());
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted(); // said by the exception from here on
            throw new InterruptedException("interrupted after " + size + " bytes of " + entry.name());
        } catch (IOException e) {
            throw unwritable(e);
        }
        digest.add(bytes);
        size += count;
    }

    private DataException unwritable(IOException cause) {
        return new DataException(
                "Cannot write " + entry.part() + " after " + size + " bytes: " + cause.getMessage(),
                "see that the disk is not full and the folder writable; the next run goes on where this one ended.",
                cause);
    }

    /** The digest of all bytes. To be asked once, after the last byte. */
    Sha256 digest() {
        return digest.build();
    }

    /**
     * Gives the file its name.
     *
     * @throws IOException if it cannot be moved
     */
    void keep() throws IOException {
        channel.force(true); // before the name: after a crash no name may stand for a file that is not whole
        channel.close();
        Files.move(entry.part(), entry.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(entry.validator());
    }

    /**
     * Removes it.
     *
     * @throws IOException if it cannot be removed
     */
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(entry.part());
        Files.deleteIfExists(entry.validator());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

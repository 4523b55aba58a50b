package io.github.tlmaven.download;

import io.github.tlmaven.digest.Sha256;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The place of one address in the cache: a folder named by the address's digest, so that two addresses never meet, and in
 * it the file under a readable name.
 *
 * @param folder holds all that belongs to the address
 * @param name   of the file
 */
record CacheEntry(Path folder, String name) {

    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern LEADING_DOTS = Pattern.compile("^\\.+");

    /** With the folder's 64 digits and a temporary name's it stays below the 260 characters of Windows' paths. */
    private static final int LONGEST_NAME = 60;

    private static final String NO_NAME = "file";

    /** The place of an address; the address before a mirror is applied, so that a mirror changes nothing. */
    static CacheEntry of(Path downloads, URI uri) {
        return new CacheEntry(downloads.resolve(Sha256.of(uri.toString()).hex()), name(uri));
    }

    private static String name(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        String fit = LEADING_DOTS.matcher(UNFIT.matcher(last).replaceAll("_")).replaceFirst("");
        String end = fit.substring(Math.max(0, fit.length() - LONGEST_NAME)); // with the ending that names the format
        return end.isEmpty() ? NO_NAME : end;
    }

    /** The whole file. */
    Path file() {
        return folder.resolve(name);
    }

    /** What has arrived of it. */
    Path part() {
        return folder.resolve(name + ".part");
    }

    /** What the server said about the file that the part belongs to. */
    Path validator() {
        return folder.resolve(name + ".part.json");
    }

    /** Held by the build that downloads it. */
    Path lock() {
        return folder.resolve(name + ".lock");
    }

    /** The digest of the whole file, where it is there. */
    Optional<Sha256> digest() {
        return Files.isRegularFile(file()) ? Optional.of(Sha256.of(file())) : Optional.empty();
    }
}

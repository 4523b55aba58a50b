package io.github.tlmaven.data.archive;

import io.github.tlmaven.failure.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Looks through a zip's directory for what must not be unpacked. */
final class ZipCheck {

    /** As many as somebody reads before throwing the file away. */
    static final int SHOWN = 20;

    /**
     * Pictures hardly shrink; folders of uncompressed drawings may by a hundred. Deflate alone reaches a thousand, and
     * nested or overlapping entries millions.
     */
    static final long MOST_UNFOLDED = 200;

    /** What any archive may unfold to, however small it is. */
    static final long ALWAYS_ALLOWED = 64L << 20;

    private static final String UP = "..";

    private final List<String> problems = new ArrayList<>();
    private int count;

    private ZipCheck() {}

    /**
     * Everything that is wrong, in the directory's order; the first of them, and how many more.
     *
     * @param entries   of the directory
     * @param fileBytes length of the zip
     */
    static List<String> problems(List<ZipArchiveEntry> entries, long fileBytes) {
        ZipCheck check = new ZipCheck();
        Set<String> names = new HashSet<>();
        long unfolded = 0;
        for (ZipArchiveEntry entry : entries) {
            check.entry(entry);
            if (!names.add(entry.getName())) {
                check.problem(entry, "stands in it twice");
            }
            unfolded += Math.max(0, entry.getSize());
        }
        long allowed = allowed(fileBytes);
        if (unfolded > allowed) {
            check.problem("its entries unfold to " + unfolded + " bytes; at most " + allowed
                    + " are unpacked from a file of " + fileBytes);
        }
        if (check.count > SHOWN) {
            check.problems.add("and " + (check.count - SHOWN) + " more");
        }
        return check.problems;
    }

    /** Most bytes that a zip of a length may unfold to. */
    static long allowed(long fileBytes) {
        return Math.max(ALWAYS_ALLOWED, fileBytes * MOST_UNFOLDED);
    }

    private void entry(ZipArchiveEntry entry) {
        if (entry.isUnixSymlink()) {
            problem(entry, "is a symbolic link");
        } else if (entry.getGeneralPurposeBit().usesEncryption()) {
            problem(entry, "is encrypted");
        } else if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
            problem(entry, "is compressed by method " + entry.getMethod() + "; only deflate is read");
        }
        nameProblem(entry.getName());
    }

    private void nameProblem(String name) {
        String shown = "'" + Excerpt.line(name) + "' ";
        if (name.isEmpty() || name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
            problem(shown + "is an absolute path");
        } else if (name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            problem(shown
                    + "has a backslash or a zero in its name, which means different things on different machines");
        } else if (List.of(name.split("/", -1)).contains(UP)) {
            problem(shown + "leads out of the archive");
        }
    }

    private void problem(ZipArchiveEntry entry, String what) {
        problem("'" + Excerpt.line(entry.getName()) + "' " + what);
    }

    private void problem(String text) {
        count++;
        if (count <= SHOWN) {
            problems.add(text);
        }
    }
}

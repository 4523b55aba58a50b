package io.github.tlmaven.data;

import io.github.tlmaven.spec.PictureFilter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which paths of a folder count. A pattern is matched against a path relative to the folder, with '/': {@code ?} is one
 * character, {@code *} any characters of a name, {@code **} any folders, and a '/' at the end stands for all below, as
 * in Ant and Maven. What begins with a dot, and what operating systems leave behind, never counts.
 */
final class FilePatterns {

    private static final Set<String> LEFT_BEHIND = Set.of("Thumbs.db", "desktop.ini", "__MACOSX");

    private static final String ANY_FOLDERS = "**";

    private final List<Pattern> includes;
    private final List<Pattern> excludes;

    FilePatterns(PictureFilter filter) {
        includes = filter.includes().stream().map(FilePatterns::compile).toList();
        excludes = filter.excludes().stream().map(FilePatterns::compile).toList();
    }

    /** Whether a name is one of those that never count. */
    static boolean isHidden(String name) {
        return name.startsWith(".") || LEFT_BEHIND.contains(name);
    }

    /** Whether a file, or a folder with all below it, is excluded. */
    boolean excludes(String path) {
        return matches(excludes, path);
    }

    /** Whether a file that is not excluded counts. */
    boolean includes(String path) {
        return includes.isEmpty() || matches(includes, path);
    }

    private static boolean matches(List<Pattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Pattern compile(String text) {
        String whole = text.endsWith("/") ? text + ANY_FOLDERS : text;
        String[] names = whole.split("/", -1);
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            boolean last = i == names.length - 1;
            if (!names[i].equals(ANY_FOLDERS)) {
                boolean anyBelow = i == names.length - 2 && names[i + 1].equals(ANY_FOLDERS);
                regex.append(name(names[i])).append(last ? "" : anyBelow ? "(?:/.*)?" : "/");
                if (anyBelow) {
                    break;
                }
            } else {
                regex.append(last ? ".*" : "(?:[^/]+/)*");
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String name(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            switch (glob.charAt(i)) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                default -> regex.append(Pattern.quote(glob.substring(i, i + 1)));
            }
        }
        return regex.toString();
    }
}

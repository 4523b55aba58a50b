package io.github.tlmaven.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names of a dataset's folders where there are several, so that two pictures never share a path. */
final class RootNames {

    private RootNames() {}

    /**
     * What begins the paths of each folder's pictures: nothing for a single one; else as many of the last names of its own
     * path as tell all of them apart, with '/' behind. It does not depend on where the project lies.
     *
     * @param folders as the configuration has them, distinct
     */
    static List<String> of(List<String> folders) {
        if (folders.size() == 1) {
            return List.of("");
        }
        int deepest =
                folders.stream().mapToInt(each -> names(each).size()).max().orElse(0);
        List<String> prefixes = List.of();
        for (int depth = 1; depth <= deepest; depth++) {
            prefixes = last(folders, depth);
            if (Set.copyOf(prefixes).size() == folders.size()) {
                return prefixes;
            }
        }
        return prefixes; // two spellings of one folder, which are refused elsewhere
    }

    private static List<String> last(List<String> folders, int depth) {
        List<String> prefixes = new ArrayList<>();
        for (String folder : folders) {
            List<String> names = names(folder);
            prefixes.add(String.join("/", names.subList(Math.max(0, names.size() - depth), names.size())) + "/");
        }
        return prefixes;
    }

    private static List<String> names(String folder) {
        List<String> names = new ArrayList<>();
        for (String name : folder.replace('\\', '/').split("/", -1)) {
            if ((!name.isEmpty() || names.isEmpty()) && !name.equals(".")) {
                names.add(name); // the first of an absolute path is empty
            }
        }
        return names;
    }
}

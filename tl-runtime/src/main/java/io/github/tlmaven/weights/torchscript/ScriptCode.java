package io.github.tlmaven.weights.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code in a TorchScript archive, read token by token for what reaches outside of the computation. TorchScript
 * calls operators as {@code torch.name} and {@code ops.namespace.name} alone, so these two are held to this form (no
 * other name for them, no {@code getattr} on them) and what follows is checked: two namespaces are allowed, and within
 * them the few operators that touch files, the process or other threads are refused. In PyTorch 2.7 those with files
 * are {@code aten::save} and {@code aten::from_file}.
 */
final class ScriptCode {

    private static final Pattern TOKEN = Pattern.compile(
            "#[^\\n]*"
                    + "|\"\"\"(?:\\\\.|[^\\\\])*?\"\"\"|'''(?:\\\\.|[^\\\\])*?'''"
                    + "|\"(?:\\\\.|[^\"\\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\\n])*+'"
                    + "|[A-Za-z_][A-Za-z_0-9]*|\\S",
            Pattern.DOTALL);

    private static final Map<String, String> REFUSED = Map.of(
            "save", "writes files",
            "from_file", "maps files",
            "manual_seed", "sets the random state of the whole process",
            "print", "writes to the standard output",
            "fork", "starts threads",
            "rpc_async", "calls other processes",
            "rpc_sync", "calls other processes",
            "rpc_remote", "calls other processes");

    private static final Set<String> NAMESPACES = Set.of("aten", "prim");

    private static final String OPERATORS = "torch";
    private static final String NAMESPACED = "ops";
    private static final String CUSTOM_CLASSES = "classes";
    private static final String DEVICE = "device";
    private static final String DOT = ".";

    private final List<String> problems = new ArrayList<>();
    private final Set<String> devices = new TreeSet<>();

    /** What is refused, with the entry where it stands. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Devices that the code names, such as {@code cuda:0}. */
    Set<String> devices() {
        return Set.copyOf(devices);
    }

    /**
     * Reads one file of code.
     *
     * @param entry its name in the archive
     */
    void read(String entry, String code) {
        List<String> tokens = tokens(code);
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            boolean member = at(tokens, i - 1).equals(DOT);
            if (REFUSED.containsKey(token)) {
                problems.add(entry + ": " + token + " " + REFUSED.get(token));
            } else if (token.equals(OPERATORS)) {
                readOperator(entry, tokens, i, member);
            } else if (token.equals(NAMESPACED) && !member) {
                readNamespace(entry, tokens, i);
            }
        }
    }

    private void readOperator(String entry, List<String> tokens, int at, boolean member) {
        String name = at(tokens, at + 2);
        if (member) {
            if (at(tokens, at + 1).equals(DOT) && name.equals(CUSTOM_CLASSES)) {
                problems.add(entry + ": torch.classes reaches into C++ beyond tensors");
            }
            return;
        }
        if (!at(tokens, at + 1).equals(DOT)) {
            problems.add(entry + ": torch under another name hides what is called");
        }
        if (name.equals(DEVICE) && at(tokens, at + 3).equals("(")) {
            devices.add(unquoted(at(tokens, at + 4)));
        }
    }

    private void readNamespace(String entry, List<String> tokens, int at) {
        String namespace = at(tokens, at + 2);
        if (!at(tokens, at + 1).equals(DOT) || !at(tokens, at + 3).equals(DOT)) {
            problems.add(entry + ": ops under another name hides what is called");
        } else if (!NAMESPACES.contains(namespace)) {
            problems.add(
                    entry + ": ops." + namespace + " is not one of the namespaces that a network of tensors needs ("
                            + String.join(", ", new TreeSet<>(NAMESPACES)) + ")");
        }
    }

    private static List<String> tokens(String code) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(code);
        while (matcher.find()) {
            if (!matcher.group().startsWith("#")) {
                tokens.add(matcher.group());
            }
        }
        return tokens;
    }

    private static String at(List<String> tokens, int index) {
        return index < 0 || index >= tokens.size() ? "" : tokens.get(index);
    }

    private static String unquoted(String literal) {
        return literal.replaceAll("^[\"']+|[\"']+$", "");
    }
}

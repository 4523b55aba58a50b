package io.github.tlmaven.weights.torchscript;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.weights.ForeignFormat;
import io.github.tlmaven.weights.ProblemList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A file that was recognised as a TorchScript archive, digested, and whose code was read before anything of it runs.
 *
 * @param file    where it lies
 * @param digest  of its bytes
 * @param devices that its code names, such as {@code cpu} or {@code cuda:0}
 */
public record TorchScriptArchive(Path file, Sha256 digest, Set<String> devices) {

    private static final int HINT_BYTES = 16;
    private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};

    /** Code and pickles of the largest published networks take well below 1 MiB. */
    private static final int MAX_TEXT_BYTES = 16 << 20;

    /** PyTorch stores entries as they are, so what expands further than this is no file of PyTorch's. */
    private static final int MAX_EXPANSION = 4;

    private static final String CODE = ".py";
    private static final String PICKLE = ".pkl";
    private static final String CONSTANTS = "constants.pkl";
    private static final String STATE = "data.pkl";
    private static final String BEFORE_TORCH_1_4 = "model.json";
    private static final Set<String> PROGRAM = Set.of("serialized_exported_program.json", "models/model.json");
    private static final String CUSTOM_CLASSES = "torch.classes";

    /** Copies the set. */
    public TorchScriptArchive {
        devices = Set.copyOf(devices);
    }

    /**
     * Digests a file and checks its entries and code. Nothing of it is run.
     *
     * @throws WeightsException if it is not a whole TorchScript archive (the message says what it seems to be), or if
     *                          its code reaches outside of the computation; all places are named
     */
    public static TorchScriptArchive open(Path file) {
        requireZip(file);
        Sha256 digest = Sha256.of(file);
        ScriptCode code = new ScriptCode();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            requireEntries(file, zip);
            readTexts(file, zip, code);
        } catch (IOException e) {
            throw new WeightsException(
                    "The TorchScript file " + file + " is damaged or cut short: "
                            + Excerpt.line(String.valueOf(e.getMessage())),
                    "fetch or export the file again.",
                    e);
        }
        ProblemList problems = new ProblemList();
        code.problems().forEach(problems::add);
        if (!code.problems().isEmpty()) {
            throw new WeightsException(
                    "The code of the TorchScript file " + file + " reaches outside of the computation:"
                            + problems.text(),
                    "export the network without these calls; never take one from a source that you would not take a"
                            + " program from.");
        }
        return new TorchScriptArchive(file, digest, code.devices());
    }

    private static void requireZip(Path file) {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(HINT_BYTES);
        } catch (IOException e) {
            throw new WeightsException(
                    "The TorchScript file " + file + " cannot be read: " + e,
                    "name a file that is there and readable.",
                    e);
        }
        ByteBuffer bytes = ByteBuffer.wrap(start);
        if (start.length < ZIP_MAGIC.length || !bytes.slice(0, ZIP_MAGIC.length).equals(ByteBuffer.wrap(ZIP_MAGIC))) {
            throw notTorchScript(file, "a TorchScript file is a zip" + ForeignFormat.hint(bytes));
        }
    }

    private static void requireEntries(Path file, ZipFile zip) throws IOException {
        Set<String> lower = new HashSet<>();
        Set<String> roots = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        long expanded = 0;
        for (ZipEntry entry : entries(zip)) {
            // torch looks names up regardless of case, so what was read here must not have a twin there
            if (!lower.add(entry.getName().toLowerCase(Locale.ROOT))) {
                throw notTorchScript(file, "two entries are called " + Excerpt.of(entry.getName()));
            }
            roots.add(entry.getName().substring(0, Math.max(0, entry.getName().indexOf('/'))));
            names.add(relative(entry));
            expanded += Math.max(0, entry.getSize());
        }
        if (!names.contains(CONSTANTS) || !names.contains(STATE) || names.contains(BEFORE_TORCH_1_4)) {
            throw notTorchScript(file, otherZip(names));
        }
        if (roots.size() != 1) {
            throw notTorchScript(
                    file, "its entries lie in " + roots.size() + " folders, expected one: " + Excerpt.of(roots));
        }
        if (expanded > MAX_TEXT_BYTES + MAX_EXPANSION * Files.size(file)) {
            throw notTorchScript(
                    file,
                    "its " + Files.size(file) + " bytes expand to " + expanded + ", as PyTorch never writes them");
        }
    }

    private static String otherZip(Set<String> names) {
        if (names.contains(BEFORE_TORCH_1_4)) {
            return "it is TorchScript in the form before torch 1.4, whose code cannot be checked";
        }
        if (names.stream().anyMatch(name -> PROGRAM.stream().anyMatch(name::endsWith))) {
            return "it is a program of torch.export, which only Python runs";
        }
        return names.contains(STATE)
                ? "it is a checkpoint that torch.save wrote, tensors without code"
                : "it is a zip without " + CONSTANTS + " and " + STATE;
    }

    private static void readTexts(Path file, ZipFile zip, ScriptCode code) throws IOException {
        int left = MAX_TEXT_BYTES;
        for (ZipEntry entry : entries(zip)) {
            String name = entry.getName().toLowerCase(Locale.ROOT);
            if (!name.endsWith(CODE) && !name.endsWith(PICKLE)) {
                continue;
            }
            byte[] content;
            try (InputStream in = zip.getInputStream(entry)) {
                content = in.readNBytes(left + 1);
            }
            left -= content.length;
            if (left < 0) {
                throw notTorchScript(file, "its code takes more than " + MAX_TEXT_BYTES + " bytes");
            }
            String text = new String(content, StandardCharsets.ISO_8859_1);
            if (name.endsWith(CODE)) {
                code.read(relative(entry), text);
            } else if (text.contains(CUSTOM_CLASSES)) {
                throw notTorchScript(
                        file, Excerpt.of(relative(entry)) + " holds an object of a C++ class (" + CUSTOM_CLASSES + ")");
            }
        }
    }

    private static List<ZipEntry> entries(ZipFile zip) {
        return zip.stream().<ZipEntry>map(entry -> entry).toList();
    }

    private static String relative(ZipEntry entry) {
        return entry.getName().substring(entry.getName().indexOf('/') + 1);
    }

    private static WeightsException notTorchScript(Path file, @Nullable String why) {
        return new WeightsException(
                "The file " + file + " cannot be used as a TorchScript network: " + why,
                "export the network with torch.jit.trace or torch.jit.script and torch.jit.save; for a state dict, name"
                        + " its architecture in <model>.");
    }
}

package io.github.tlmaven.weights.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.Golden;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recognised as TorchScript, and which code is refused before anything runs. */
class TorchScriptArchiveTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"traced.pt", "scripted.pt"})
    void exportedNetworkIsRecognisedAndDigested(String name) {
        Path file = Golden.require("checkpoints/" + name);
        assertThat(TorchScriptArchive.open(file).digest()).isEqualTo(Sha256.of(file));
    }

    @Test
    void stateDictIsCalledWhatItIs() {
        Path file = Golden.require("checkpoints/plain.pth");
        assertRefused(file, "a checkpoint that torch.save wrote, tensors without code");
    }

    @Test
    void truncatedFileIsDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(Golden.require("checkpoints/traced.pt"));
        Path cut = folder.resolve("cut.pt");
        for (int length = 8; length < whole.length; length += 400) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertRefused(cut, "damaged or cut short");
        }
    }

    @Test
    void missingFileIsNamed() {
        assertRefused(folder.resolve("absent.pt"), "cannot be read", "absent.pt");
    }

    @Test
    void otherFilesAreCalledWhatTheySeemToBe() throws IOException {
        Path page = Files.writeString(folder.resolve("page.pt"), "<html>404</html>");
        Path empty = Files.write(folder.resolve("empty.pt"), new byte[0]);
        assertRefused(page, "a TorchScript file is a zip; it begins like a web page");
        assertRefused(empty, "a TorchScript file is a zip");
    }

    @Test
    void otherZipsAreCalledWhatTheySeemToBe() throws IOException {
        assertRefused(zip(Map.of("a/readme.txt", "x")), "a zip without constants.pkl and data.pkl");
        assertRefused(zip(Map.of("a/model.json", "x", "a/constants.pkl", "x", "a/data.pkl", "x")), "before torch 1.4");
        assertRefused(zip(Map.of("a/models/model.json", "x")), "torch.export");
    }

    @Test
    void archiveThatTwoReadersCouldReadDifferentlyIsRefused() throws IOException {
        Map<String, String> twins = Map.of("a/data.pkl", "x", "a/constants.pkl", "x", "a/DATA.pkl", "y");
        Map<String, String> folders = Map.of("a/data.pkl", "x", "a/constants.pkl", "x", "b/code/x.py", "y");
        assertRefused(zip(twins), "two entries are called");
        assertRefused(zip(folders), "its entries lie in 2 folders, expected one: [a, b]");
    }

    @Test
    void zipBombIsRefusedUnread() throws IOException {
        String zeros = "\0".repeat(20 << 20);
        Path bomb = zip(Map.of("a/data.pkl", "x", "a/constants.pkl", "x", "a/data/0", zeros));
        Path code = zip(Map.of("a/data.pkl", "x", "a/constants.pkl", "x", "a/code/x.py", zeros));
        assertRefused(bomb, "expand to 20971522, as PyTorch never writes them");
        assertRefused(code, "expand to 20971522, as PyTorch never writes them");
    }

    @ParameterizedTest
    @CsvSource({
        "save.pt, save writes files",
        "save-through-ops.pt, save writes files",
        "save-through-alias.pt, torch under another name hides what is called",
        "save-through-getattr.pt, torch under another name hides what is called",
        "from-file.pt, from_file maps files",
        "other-namespace.pt, ops.c10d is not one of the namespaces",
        "custom-class.pt, torch.classes reaches into C++",
        "seed.pt, manual_seed sets the random state",
        "print.pt, print writes to the standard output"
    })
    void codeThatReachesOutsideIsRefused(String name, String why) {
        assertRefused(TorchScriptFiles.file(name), "reaches outside of the computation", "code/__torch__", why);
    }

    @Test
    void namesInStringsAndCommentsAreNoCalls() {
        ScriptCode code = new ScriptCode();
        code.read("x.py", "a = \"torch.save(\" # torch.save(x)\nb = 'ops.c10d.x' + \"\"\"print(\n\\\"fork(\"\"\"\n");
        code.read("y.py", "c = torch.relu(x)\nd = ops.prim.data(x)\ne = self.__torch__.torch.nn.modules.conv.X\n");
        assertThat(code.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\" torch.save(x)",
                "'\\'' torch.save(x)",
                "\"\\\\\" torch.save(x)",
                "\"\"\"a\\\"\"\"\" torch.save(x)",
                "# c\ntorch . save(x)",
                "o = ops",
                "o = ops.aten",
                "f(torch)"
            })
    void quotesAndAliasesDoNotHideACall(String text) {
        ScriptCode code = new ScriptCode();
        code.read("x.py", text);
        assertThat(code.problems()).hasSize(1);
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        ScriptCode code = new ScriptCode();
        code.read("x.py", "torch.save(x)\nops.prim.rpc_sync(x)\nfork(f)\nops.inductor.x()");
        assertThat(code.problems()).hasSize(4);
    }

    @Test
    void customClassInAPickleIsRefused() throws IOException {
        Path file = zip(Map.of("a/data.pkl", "c__torch__.torch.classes.x\nY\n", "a/constants.pkl", "x"));
        assertRefused(file, "data.pkl holds an object of a C++ class");
    }

    @Test
    void devicesOfTheCodeAreKnown() {
        assertThat(TorchScriptArchive.open(TorchScriptFiles.file("cuda.pt")).devices())
                .containsExactly("cuda:0");
    }

    private Path zip(Map<String, String> entries) throws IOException {
        Path file = Files.createTempFile(folder, "made", ".pt");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
                out.closeEntry();
            }
        }
        return file;
    }

    private static void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> TorchScriptArchive.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContainingAll(file.getFileName().toString(), "To fix: ");
    }
}

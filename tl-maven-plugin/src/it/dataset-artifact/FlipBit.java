import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Flips the lowest bit in the middle of a file of stored features below a folder: of the first one by its path. */
public final class FlipBit {

    private FlipBit() {}

    public static void main(String[] arguments) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            Path first = files.filter(file -> file.toString().endsWith(".tlf")).sorted().findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(first);
            bytes[bytes.length / 2] ^= 1;
            Files.write(first, bytes);
            System.out.println("Flipped a bit of " + first.getFileName());
        }
    }
}

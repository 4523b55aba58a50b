package io.github.tlmaven.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that uses a space, or tries to have it alone, until its standard input ends. */
final class LeaseHolder {

    private LeaseHolder() {}

    /** Starts such a process. */
    static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LeaseHolder.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /**
     * Prints a line as soon as it holds the lease, or has found that it cannot have it alone.
     *
     * @param args the space's folder; "alone" to try that
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 1) {
            Path folder = Path.of(args[0]);
            System.out.println(
                    SpaceLease.alone(folder, SpaceLease.lastUse(folder)).isPresent() ? "alone" : "used");
            return;
        }
        try (SpaceLease held = SpaceLease.use(Path.of(args[0]))) {
            System.out.println("held " + held.folder());
            while (System.in.read() >= 0) {
                // whoever started this wants the lease to be held
            }
        }
    }
}

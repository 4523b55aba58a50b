package io.github.tlmaven.store;

import java.io.IOException;
import java.nio.file.Path;

/** A process that uses a space until its standard input ends. */
final class LeaseHolder {

    private LeaseHolder() {}

    /**
     * Prints a line as soon as it holds the lease.
     *
     * @param args the space's folder
     */
    public static void main(String[] args) throws IOException {
        try (SpaceLease held = SpaceLease.use(Path.of(args[0]))) {
            System.out.println("held " + held.folder());
            while (System.in.read() >= 0) {
                // whoever started this wants the lease to be held
            }
        }
    }
}

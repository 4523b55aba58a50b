package io.github.tlmaven;

/** Whether tests that take minutes run whole, as {@code -Dtl.proofs=true} asks; without it they run a slice. */
public final class Proofs {

    private Proofs() {}

    /** Whether the whole is wanted. */
    public static boolean wanted() {
        return Boolean.getBoolean("tl.proofs");
    }
}

package io.github.tlmaven.report.files;

/** A result file is whole, and not of the form that this version of the plugin writes. */
final class OtherVersionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String age;

    private OtherVersionException(String age, String message) {
        super(message);
        this.age = age;
    }

    /** It lacks what an older version did not write yet. */
    static OtherVersionException older(String message) {
        return new OtherVersionException("an older", message);
    }

    /** It has what this version does not know yet. */
    static OtherVersionException newer(String message) {
        return new OtherVersionException("a newer", message);
    }

    /** The version that most likely wrote it: {@code an older} or {@code a newer}. */
    String age() {
        return age;
    }
}

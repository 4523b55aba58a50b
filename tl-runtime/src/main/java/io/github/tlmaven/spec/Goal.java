package io.github.tlmaven.spec;

/** What a worker process can be asked to do. */
public enum Goal {
    /** Audits the pictures, and trains nothing. */
    VALIDATE("validate"),
    /** Fetches what only the worker's own libraries can fetch: models of DJL's zoo. */
    RESOLVE("resolve"),
    /** Trains the experiments whose strategy is {@code extract}. */
    EXTRACT("extract"),
    /** Trains all others. */
    FINETUNE("finetune"),
    /** Judges every trained cell on the test part and on every evaluation set. */
    EVALUATE("evaluate");

    private final String keyword;

    Goal(String keyword) {
        this.keyword = keyword;
    }

    /** Whether the pictures are audited before anything else. */
    public boolean audits() {
        return this == VALIDATE || this == EXTRACT || this == FINETUNE;
    }

    /** The goal's name behind {@code tl:}. */
    public String keyword() {
        return keyword;
    }
}

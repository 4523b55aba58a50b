package io.github.tlmaven.download;

/**
 * A name and a password for a server that asks for them.
 *
 * @param user     the name
 * @param password never printed
 */
public record Credentials(String user, String password) {

    /** The name alone: a password must not reach a log. */
    @Override
    public String toString() {
        return user;
    }
}

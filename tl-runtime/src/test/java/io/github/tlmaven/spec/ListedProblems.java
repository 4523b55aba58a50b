package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlmaven.failure.ConfigurationException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is wrong with a configuration, as the message of its exception lists it. */
final class ListedProblems {

    private static final String BULLET = "  - ";

    private ListedProblems() {}

    /**
     * The lines of the list, without their bullets.
     *
     * @param configuration that is refused, for the message of a test that fails
     */
    static List<String> of(String configuration, ThrowingCallable parse) {
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, parse);
        assertThat(thrown).as("an exception for %s", configuration).isNotNull();
        assertThat(thrown).hasMessageContaining("To fix: ");
        return String.valueOf(thrown.getMessage())
                .lines()
                .filter(line -> line.startsWith(BULLET))
                .map(line -> line.substring(BULLET.length()))
                .toList();
    }
}

package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenameTest {

    @ParameterizedTest
    @CsvSource({"'(', ''", "'[a', ''", "'*', ''", "'', 'x'"})
    void aMalformedExpressionIsRefused(String from, String to) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rename(from, to));
    }

    @ParameterizedTest
    @CsvSource({"'a', '$1'", "'(a)', '$2'", "'a', '${name}'", "'a', '$'", "'a', 'b\\'"})
    void aReplacementThatDoesNotSuitIsRefused(String from, String to) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rename(from, to))
                .withMessageContaining("'" + to + "' does not suit the expression '" + from + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "'^(\\w+)\\.', '$1_', 'conv.weight', 'conv_weight'",
        "'(?<layer>fc)', '${layer}0', 'fc.bias', 'fc0.bias'",
        "'(?x) fc # the head', 'head', 'fc.bias', 'head.bias'",
        "'fc', '\\$', 'fc.bias', '$.bias'"
    })
    void aRuleReplacesAsTheJdkDoes(String from, String to, String name, String renamed) {
        assertThat(new Rename(from, to).pattern().matcher(name).replaceAll(to)).isEqualTo(renamed);
    }
}

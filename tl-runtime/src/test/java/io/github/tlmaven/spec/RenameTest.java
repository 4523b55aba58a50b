package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenameTest {

    @Test
    void groupsMayBeUsedByNumberAndByName() {
        Rename byNumber = new Rename("^layer(\\d)_(?<rest>.*)", "layer$1.$2");
        Rename byName = new Rename("^layer(\\d)_(?<rest>.*)", "layer$1.${rest}");

        assertThat(byNumber.pattern().matcher("layer3_bias").replaceAll(byNumber.to()))
                .isEqualTo("layer3.bias")
                .isEqualTo(byName.pattern().matcher("layer3_bias").replaceAll(byName.to()));
    }

    @ParameterizedTest
    @CsvSource({"'', a", "(, a", "a, $1", "(a), $2", "(?<x>a), ${y}", "a, $", "'(?x) a # one', $1"})
    void ruleThatCannotBeAppliedIsRefused(String from, String to) {
        assertThatThrownBy(() -> new Rename(from, to)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'^(\\w+)\\.', '$1_', 'conv.weight', 'conv_weight'",
        "'(?x) fc # the head', 'head', 'fc.bias', 'head.bias'",
        "'fc', '\\$', 'fc.bias', '$.bias'"
    })
    void aRuleReplacesAsTheJdkDoes(String from, String to, String name, String renamed) {
        assertThat(new Rename(from, to).pattern().matcher(name).replaceAll(to)).isEqualTo(renamed);
    }
}
